"""Build step: armed groups, and the organisations of the PETRARCH dictionaries.

Sources: ``tables/groups.csv``; UCDP Actor Dataset 22.1 (CC BY 4.0); PETRARCH dictionaries of OEDA (MIT).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Final

from detente.actors import lexicon, store
from detente.actors.days import day
from detente.actors.gather_bodies import Rows, name_all, split
from detente.actors.gather_countries import Countries
from detente.actors.spelling import words


def gather(draft: store.Draft, countries: Countries, tables: Path, report: Counter[str]) -> None:
    """Add armed groups, companies and NGOs: hand rows first, then UCDP, then OEDA."""
    _groups(draft, Rows(tables), countries, report)
    _phoenix(draft, countries, report)


#: Armed groups of no one country (READING.md, decision 14); located ones carry theirs.
_EVERYWHERE: Final[frozenset[str]] = frozenset(
    {"al-Qaeda", "Al-Qaeda", "Islamic State", "Wagner Group"}
)


def _groups(draft: store.Draft, rows: Rows, countries: Countries, report: Counter[str]) -> None:
    for row in rows.read("groups"):
        number = draft.add(
            {"i": row["group_id"], "n": row["name"], "k": "organisation",
             "c": "" if row["name"] in _EVERYWHERE else row["country"], "s": row["sector"] or "REB", "d": [day(row["first_day"]), day(row["last_day"], True)]}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["armed groups (tables/groups.csv)"] += 1
    by_gw: dict[str, str] = {}
    with (countries.kb / "states_gw_cow" / "iso_gw_cow_crosswalk.csv").open(
        encoding="utf-8"
    ) as stream:
        for row in csv.DictReader(stream):
            by_gw.setdefault(row["gw"], row["iso3"])
    by_gw.update(
        {
            "678": "YEM",
            "345": "SRB",
            "340": "SRB",
            "260": "DEU",
            "816": "VNM",
            "731": "PRK",
            "365": "RUS",
        }
    )
    path = countries.kb / "ucdp_actors" / "ucdp-actor-221.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Org"] not in ("1", "2") or row["NameData"].startswith("Military faction"):
                continue
            located = {by_gw.get(code.strip(), "") for code in row["GWNOLoc"].split(",")} - {""}
            _group(
                draft,
                row,
                min(located) if len(located) == 1 else _first(row["GWNOLoc"], by_gw),
                report,
            )


def _first(located: str, by_gw: dict[str, str]) -> str:
    codes = [code.strip() for code in located.split(",")]
    return by_gw.get(codes[0], "") if len(codes) <= 3 else ""


def _group(draft: store.Draft, row: dict[str, str], country: str, report: Counter[str]) -> None:
    names = [row["NameData"], row["NameOrigFullEng"], row["NameOrigFull"], row["NewNameFullEng"]]
    good = [
        name.strip() for name in names
        if name and name.strip() not in ("n/a", "") and len(name) < 80 and name[:1].isascii()
    ]  # fmt: skip
    good = [name for name in good if not (len(words(name)) < 4 and words(name)[-1:] == ("party",))]
    good = [name for name in good if " ".join(words(name)) not in lexicon.TERMS]
    fresh = [name for name in good if not draft.aliases.get(words(name))]
    if not good or not fresh or (len(fresh) < len(good) and good[0] not in fresh):
        report["UCDP groups already known by a hand row"] += 1
        return
    number = draft.add(
        {"i": f"ucdp:{row['ActorId']}", "n": fresh[-1] if len(fresh[0]) < 6 else fresh[0], "k": "organisation",
         "c": country, "s": "REB"}
    )  # fmt: skip
    for name in fresh:
        if len(words(name)) > 1 or len(name) > 2:
            name_all(draft, number, name, [])
    report["armed groups (UCDP)"] += 1


_CODES: Final[dict[str, str]] = {
    "IGO": "IGO", "NGO": "NGO", "MNC": "BUS", "MED": "MED", "REB": "REB", "INT": "REB", "UAF": "REB",
}  # fmt: skip


def _phoenix(draft: store.Draft, countries: Countries, report: Counter[str]) -> None:
    """Companies, NGOs and agencies of the PETRARCH international dictionary, names of two words or long ones."""
    folder = countries.kb / "petrarch_dictionaries"
    isos = set(countries.rows)
    for name in ("Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"):
        for aliases, code in _blocks((folder / name).read_text(encoding="utf-8", errors="replace")):
            sector = _CODES.get(code[:3], "REB" if "REB" in code or "UAF" in code else "")
            if not sector or re.search(r"\b\d{4}", code):
                continue
            country = next((part for part in re.findall("...", code) if part in isos), "")
            if sector == "IGO":
                country = (
                    "UNO"
                    if code.startswith("IGOUNO")
                    else "EU"
                    if code.startswith("IGOEUREEC")
                    else ""
                )
            fresh = [alias for alias in aliases if not draft.aliases.get(words(alias))]
            fresh = [alias for alias in fresh if len(words(alias)) > 1 or len(alias) > 6]
            if not fresh or len(fresh) < len(aliases) or (sector == "IGO" and not country):
                continue
            number = draft.add(
                {"i": f"oeda:{'-'.join(words(fresh[0]))}", "n": fresh[0], "k": "organisation", "c": country, "s": sector,
                 "w": 5}
            )  # fmt: skip
            for alias in fresh:
                draft.name(words(alias), number, store.FULL)
                bare = tuple(
                    word
                    for word in words(alias)
                    if word not in ("inc", "corp", "co", "ltd", "plc", "corporation")
                )
                if (
                    len(bare) < len(words(alias))
                    and bare
                    and len(bare) > 1
                    and bare not in draft.aliases
                ):
                    draft.name(bare, number, store.FULL)
            report[f"organisations of the PETRARCH dictionaries ({sector})"] += 1


def _blocks(text: str) -> list[tuple[list[str], str]]:
    """Entries of a PETRARCH actor file whose code has no dates: names and the code."""
    blocks: list[tuple[list[str], str]] = []
    names: list[str] = []
    codes: list[str] = []

    def close() -> None:
        if names and len(codes) == 1:
            shaped = [
                re.sub(r"\(.*?\)", "", name).replace("_", " ").strip().title() for name in names
            ]
            blocks.append(([name for name in shaped if name], codes[0]))

    for line in text.splitlines():
        body = line.split("#")[0].split(";")[0]
        found = re.findall(r"\[([^\]]+)\]", body)
        head = re.sub(r"\[[^\]]*\]", "", body).strip()
        if head and not line.startswith(("+", "\t", " ")):
            close()
            names, codes = [head.rstrip("_")], []
        elif line.startswith("+") and head:
            names.append(head[1:].rstrip("_"))
        codes += found
    close()
    return blocks
