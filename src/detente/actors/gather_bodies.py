"""Build step: organisations, blocs, outlets, agreements, seats, places and small lexicons: one module, as all read alike.

Sources: the hand tables in ``actors/tables``; CIA World Factbook appendices B and T and membership spells
(public domain); UCDP Actor Dataset 22.1 (CC BY 4.0); PETRARCH dictionaries of OEDA (MIT).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

from detente.actors import store
from detente.actors.days import day
from detente.actors.gather_countries import Countries
from detente.actors.spelling import words

#: Bodies of the United Nations system, by abbreviation: their country code is UNO.
UN_FAMILY: Final[frozenset[str]] = frozenset(
    [
        "UN",
        "UNO",
        "UNESCO",
        "UNICEF",
        "WHO",
        "IAEA",
        "IOM",
        "FAO",
        "ILO",
        "ICAO",
        "IMO",
        "ITU",
        "WFP",
        "UNHCR",
        "UNRWA",
        "ICJ",
        "WMO",
        "UPU",
        "WIPO",
        "UNIDO",
        "IFAD",
        "UNCTAD",
        "OHCHR",
        "UNDP",
        "UNEP",
        "UNFPA",
        "UNODC",
        "UNGA",
        "UNSC",
        "ECOSOC",
        "UNIFIL",
        "UNDOF",
        "UNISFA",
        "UNMISS",
        "MINUSMA",
        "MONUSCO",
        "MINURSO",
        "UNFICYP",
        "UNTSO",
        "UNMOGIP",
        "UNAMID",
        "UNWTO",
        "CTBTO",
        "OPCW",
        "UNAIDS",
        "OCHA",
        "UNHRC",
        "WHC",
        "UNSMIL",
        "UNAMA",
        "UNMIK",
        "MINUSCA",
        "ESCAP",
        "ECLAC",
    ]
)
_EU_FAMILY: Final[frozenset[str]] = frozenset({"EU", "EMU", "EC", "EEC", "EUROZONE"})
_IDS: Final[dict[str, str]] = {
    "UN": "UNO", "G-7": "G7", "G-8": "G8", "G-20": "G20", "G-77": "G77", "LAS": "ARAB_LEAGUE", "CE": "COE", "C": "COMMONWEALTH",
}  # fmt: skip
#: Abbreviations too short or too common to stand for an organisation in running text.
_AMBIGUOUS: Final[frozenset[str]] = frozenset(
    {"C", "CE", "AG", "CP", "NC", "ZC", "FZ", "BA", "CAN", "CD", "ISO", "ICC", "EAS"}
)


class Rows:
    """The hand tables of one folder, read leniently: a missing file is an empty table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> list[dict[str, str]]:
        """The rows of ``name``.csv with blanks for missing cells."""
        path = self.folder / f"{name}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [
                {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
                for row in csv.DictReader(stream)
            ]


def split(cell: str) -> list[str]:
    """The items of a cell parted by bars."""
    return [item.strip() for item in cell.split("|") if item.strip()]


#: Names of outlets that are common words: they count with their article only.
_NEEDS_THE: Final[frozenset[str]] = frozenset(
    [
        "national",
        "times",
        "hill",
        "sun",
        "star",
        "independent",
        "economist",
        "guardian",
        "post",
        "herald",
        "mirror",
        "telegraph",
        "observer",
        "citizen",
        "standard",
        "nation",
        "conversation",
        "atlantic",
        "intercept",
        "diplomat",
        "street",
        "week",
        "local",
        "journal",
        "age",
        "australian",
        "scotsman",
        "moment",
        "insider",
        "globe",
        "mail",
        "news",
        "today",
        "time",
        "world",
        "republic",
        "press",
        "express",
        "chronicle",
        "record",
        "record",
        "people",
        "voice",
        "monitor",
        "spectator",
        "interpreter",
        "bulletin",
        "wire",
        "print",
        "quint",
        "caravan",
        "hindu",
        "statesman",
        "pioneer",
        "cable",
        "east",
        "south",
        "north",
        "west",
        "fed",
        "capitol",
        "union",
        "league",
        "movement",
        "front",
        "council",
        "party",
        "base",
        "academy",
        "community",
        "point",
        "office",
        "mission",
        "state",
    ]
)


def use_of(alias: str) -> int:
    """How an alias may be used: short forms in capitals must be written so."""
    letters = re.sub(r"[^\w]", "", alias)
    short = len(letters) <= 6 and letters.isupper()
    mixed = len(letters) <= 4 and sum(letter.isupper() for letter in letters) > 1
    return store.ACRONYM if short or mixed else store.FULL


def name_all(draft: store.Draft, row: int, name: str, aliases: list[str]) -> None:
    """Let a row be found by its name, by what stands in brackets after it, and by its aliases."""
    wanted = [name, *aliases]
    for text in list(wanted):
        match = re.match(r"^(.*?)\s*\(([^)]+)\)\s*$", text)
        if match:
            wanted += [match.group(1), match.group(2)]
    for text in wanted:
        folded = words(text)
        if folded and folded[0] == "the" and (len(folded) > 2 or folded[-1] not in _NEEDS_THE):
            folded = folded[1:]
        if folded == ("the",) or (len(folded) == 1 and folded[0] in _NEEDS_THE):
            continue
        letters = "".join(folded)
        if len(letters) > 1 and not letters.isdigit():
            draft.name(folded, row, use_of(text))


def gather(draft: store.Draft, countries: Countries, tables: Path, report: Counter[str]) -> None:
    """Add everything that is neither a person nor a plain place."""
    rows = Rows(tables)
    _seats(draft, rows, report)
    blocs = _blocs(draft, rows, countries.kb, report)
    _memberships(draft, countries, rows, blocs, report)
    _agreements(draft, rows, report)
    _outlets(draft, rows, report)
    _disputed_places(draft, rows, report)
    _parties(draft, rows, _bodies(draft, rows, report), report)
    draft.tables["levers"] = {row["lever"]: split(row["phrases"]) for row in rows.read("levers")}
    draft.tables["roles"] = {
        " ".join(words(row["term"])): [row["sector"], row["kind"]] for row in rows.read("roles") if row["sector"]
    }  # fmt: skip


def _seats(draft: store.Draft, rows: Rows, report: Counter[str]) -> None:
    for row in rows.read("seats"):
        number = draft.add(
            {"i": f"seat:{'-'.join(words(row['name']))}", "n": row["name"], "k": "organisation", "c": row["country"],
             "s": row["sector"] or "GOV", "seat": row["stands_for"],
             "d": [day(row["first_day"]), day(row["last_day"], True)]}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["seats (tables/seats.csv)"] += 1


def _blocs(draft: store.Draft, rows: Rows, kb: Path, report: Counter[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for row in rows.read("blocs"):
        code = row["bloc_id"]
        number = draft.add(
            {"i": code, "n": row["name"], "k": "organisation", "c": _code_of(row), "s": row["sector"] or "IGO", "b": row["kind"]}
        )  # fmt: skip
        known[code] = number
        name_all(draft, number, row["name"], [*split(row["aliases"]), *_short(code)])
        report["blocs (tables/blocs.csv)"] += 1
    nongovernmental = {
        words(row["name"]) for row in rows.read("bodies") if row["sector"] in ("NGO", "BUS")
    }
    treaties = nongovernmental | {
        words(name)
        for row in rows.read("agreements")
        for name in (row["name"], *split(row["aliases"]))
    }
    with (kb / "cia_factbook" / "organizations_appendix_b.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if {words(row["name"]), words(row["abbr"])} & treaties:
                continue
            if row["see"] or not row["members"] or not row["name"][:1].isupper():
                continue
            code = _IDS.get(
                row["abbr"], row["abbr"].replace("-", "") or words(row["name"])[0].upper()
            )
            if code in known or any(
                draft.rows[held]["k"] == "organisation"
                for held in draft.aliases.get(words(row["name"]), ())
            ):
                continue
            number = draft.add(
                {
                    "i": code,
                    "n": row["name"],
                    "k": "organisation",
                    "c": _org_code(code),
                    "s": "IGO",
                    "b": "organisation",
                }
            )
            known[code] = number
            short = [row["abbr"]] if row["abbr"] and row["abbr"] not in _AMBIGUOUS else []
            name_all(draft, number, row["name"], short)
            report["organisations (Factbook appendix B)"] += 1
    return known


def _short(code: str) -> list[str]:
    return (
        [code] if re.fullmatch(r"[A-Z][A-Za-z0-9+]{1,9}", code) and code not in _AMBIGUOUS else []
    )


def _code_of(row: dict[str, str]) -> str:
    """Whom a bloc of the table stands for: itself, the Union it is part of, or nobody (an alliance, an NGO)."""
    if row["kind"] == "coalition" or row["sector"] == "NGO":
        return ""
    return "EU" if row["kind"] == "eu_body" else _org_code(row["bloc_id"])


def _org_code(code: str) -> str:
    if code in UN_FAMILY:
        return "UNO"
    return "EU" if code in _EU_FAMILY else code


def _memberships(
    draft: store.Draft,
    countries: Countries,
    rows: Rows,
    blocs: dict[str, int],
    report: Counter[str],
) -> None:
    spells: dict[str, list[list[Any]]] = {}
    hand: set[str] = set()
    for row in rows.read("memberships"):
        hand.add(row["bloc_id"])
        spells.setdefault(row["bloc_id"], []).append(
            [
                row["country"],
                row["status"] or "member",
                day(row["first_day"]),
                day(row["last_day"], True),
                "hand",
            ]
        )
        report["membership spells (tables/memberships.csv)"] += 1
    with (countries.kb / "cia_factbook" / "igo_membership_spells_1990_2025.csv").open(
        encoding="utf-8"
    ) as stream:
        for row in csv.DictReader(stream):
            code = _IDS.get(row["org"], row["org"].replace("-", ""))
            country = countries.iso3.get(row["iso2"], "")
            if code not in blocs or code in hand or not country:
                report[
                    "Factbook membership spells left out (hand rows win, or organisation unknown)"
                ] += 1
                continue
            if not row["first_year"].isdigit() or (
                code == "EU" and country == "GBR" and row["first_year"] > "2019"
            ):
                continue
            last_year = int(row["last_year"])
            spells.setdefault(code, []).append(
                [country, row["status"] or "member",
                 0 if int(row["first_year"]) <= 1990 else int(row["first_year"]) * 10000 + 101,
                 0 if last_year >= 2024 else last_year * 10000 + 1231, "CIA World Factbook"]
            )  # fmt: skip
            report["membership spells (Factbook)"] += 1
    draft.tables["members"] = {code: sorted(held) for code, held in sorted(spells.items())}


def _agreements(draft: store.Draft, rows: Rows, report: Counter[str]) -> None:
    for row in rows.read("agreements"):
        number = draft.add(
            {"i": row["agreement_id"], "n": row["name"], "k": "agreement", "c": "", "s": "UNK",
             "t": {"kind": row["kind"], "parties": split(row["parties"]), "signed": row["signed"],
                   "in_force": row["in_force"], "suspended": split(row["suspended"]),
                   "withdrawn": split(row["withdrawn"]), "ended": row["ended"], "steps": split(row.get("steps", "")),
                   "note": row["status_note"],
                   "source": row["source"], "aliases": split(row["aliases"])}}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["agreements (tables/agreements.csv)"] += 1


def _outlets(draft: store.Draft, rows: Rows, report: Counter[str]) -> None:
    for row in rows.read("outlets"):
        number = draft.add(
            {"i": row["outlet_id"], "n": row["name"], "k": "outlet", "c": row["country"], "s": "MED",
             "o": row["ownership"] == "state" if row["ownership"] else None, "own": row["ownership"]}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["outlets (tables/outlets.csv)"] += 1


def _disputed_places(draft: store.Draft, rows: Rows, report: Counter[str]) -> None:
    for row in rows.read("places"):
        held = split(row["administered_by"])
        contested = len(split(row["claimants"])) > 1
        number = draft.add(
            {"i": row["place_id"], "n": row["name"], "k": "place", "c": held[0] if len(held) == 1 and not contested else "", "s": "UNK",
             "w": 50 if contested else 800, "g": [float(row["lat"] or 0), float(row["lon"] or 0)] if row["lat"] else [],
             "b": row["kind"], "claim": split(row["claimants"]), "by": held}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["disputed and strategic places (tables/places.csv)"] += 1


def _bodies(draft: store.Draft, rows: Rows, report: Counter[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for row in rows.read("bodies"):
        ident = f"body:{'-'.join(words(row['name']))}"
        numbers[ident] = number = draft.add(
            {"i": ident, "n": row["name"], "k": row.get("kind") or "organisation", "c": row["country"],
             "s": row["sector"]}
        )  # fmt: skip
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["bodies (tables/bodies.csv)"] += 1
    return numbers


def _parties(draft: store.Draft, rows: Rows, bodies: dict[str, int], report: Counter[str]) -> None:
    """Parties, each with the spells in which it led or joined its country's government."""
    for row in rows.read("parties"):
        ident = f"body:{'-'.join(words(row['name']))}"
        number = bodies.get(ident)
        if number is None:
            number = draft.add(
                {"i": ident, "n": row["name"], "k": "organisation", "c": row["country"], "s": "OPP"}
            )
        spells = (spell.partition("..") for spell in split(row["governed"]))
        draft.rows[number]["gov"] = [[day(first), day(last, True)] for first, _, last in spells]
        name_all(draft, number, row["name"], split(row["aliases"]))
        report["parties with the days they governed (tables/parties.csv)"] += 1
