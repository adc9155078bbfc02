"""Build step: the sources of office holders, each read into one list of persons.

It is one module because every reader writes into the same list by the same few rules of names and days.

Hand rows (``tables/officials.csv``, ``tables/persons.csv``), CIA World Factbook 1990-2026 and World Leaders 2019
(public domain), Wikidata through every-politician-scrapers (CC0), US executives and legislators (CC0).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from detente.actors.days import day
from detente.actors.gather_countries import Countries
from detente.actors.gather_people import People
from detente.actors.offices import office_class, sector_of
from detente.actors.spelling import words

#: Title words that the prototype parse of the Factbook left on names.
_LEFTOVER: Final[re.Pattern[str]] = re.compile(
    r"^(appointed |designate |acting |interim )*(ambassador|charg\S* d\S?\s?affaires|president.elect|premiers?|"
    r"prime minist\w+"
    r"|dr\.?|sir|dame|gen\.?|lt\.?|maj\.?|col\.?|sheikh|king|queen|mr\.?|mrs\.?|ms\.?|hon\.?|capt\.?|adm\.?|prof\.?|brig\.?"
    r"|general|colonel|vice|deputy|\(ret\.\)|minister of \w+|ministers?)\s+",
    re.IGNORECASE,
)


def proper(name: str, country: str) -> str:
    """A Factbook name ("Fumio KISHIDA", "al-ASAD, Bashar") in ordinary letters and order."""
    text = re.sub(r"\(.*?\)|\[.*?\]|[\"“”].*?[\"“”]", " ", name)
    text = re.split(r"\s+-\s+|;|\bnote\b|,? Director\b|,? Jr\b|, (?:II|III|IV)\b", text)[0].strip(
        " ,"
    )
    for _ in range(3):
        text = _LEFTOVER.sub("", text).strip()
    parts = text.split()
    surname_first = (
        len(parts) > 1 and parts[0].isupper() and len(parts[0]) > 1 and not parts[-1].isupper()
    )
    shaped = [_case(part) for part in parts]
    if surname_first and country == "JPN":
        count = 1
        while count < len(parts) - 1 and parts[count].isupper():
            count += 1
        shaped = shaped[count:] + shaped[:count]
    return " ".join(shaped)


def _case(part: str) -> str:
    if not any(run.isupper() and len(run) > 1 for run in re.findall(r"[^\W\d_]+", part)):
        return part
    if re.fullmatch(r"[IVX]+", part):
        return part
    small = "-".join(
        piece if piece.islower() else piece[:1].upper() + piece[1:].lower()
        for piece in part.split("-")
    )
    return re.sub(r"^(Mc|O'|D')(\w)", lambda m: m.group(1) + m.group(2).upper(), small)


def post(
    office: str, country: str, first: int, last: int, observed: int, source: str, sector: str = ""
) -> list[Any]:
    """One office spell as it is stored."""
    kind = office_class(office)
    return [office, kind, country, sector or sector_of(kind), first, last, observed, source]


def gather(countries: Countries, tables: Path, report: Counter[str]) -> People:
    """Gather and merge persons from every source; rows are added by ``finish``."""
    people = People()
    for name in ("officials.csv", "persons.csv"):
        _hand_rows(people, tables / name, report)
    _wikidata(people, countries, report)
    _factbook(people, countries, report)
    _world_leaders(people, countries, report)
    _us_executive(people, countries, report)
    _legislators(people, countries, report)
    return people


def _hand_rows(people: People, path: Path, report: Counter[str]) -> None:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not row.get("name"):
                continue
            person = people.get(row["name"].strip(), row["country"].strip())
            person.aliases.update(
                part.strip() for part in (row["aliases"] or "").split("|") if part.strip()
            )
            person.posts.append(
                post(row["office"], row["country"], day(row["first_day"] or ""), day(row["last_day"] or "", True),
                     day(row["observed_until"] or "", True), f"hand: {row['source']}"[:80], row["sector"] or "")
            )  # fmt: skip
            report[f"hand rows (tables/{path.name})"] += 1


def _bare(label: str) -> str:
    """A Wikidata label without what tells namesakes apart, and without a peerage."""
    text = re.sub(r"\s*\(.*?\)", "", label).strip()
    return re.sub(
        r",\s*(\d\w*\s+)?(Baron|Viscount|Earl|Lord|Marquess|Duke|Count|Lady|Dame|Sir).*$", "", text
    ).strip()


def _unit_country(unit: str, countries: Countries) -> str:
    stem = re.sub(r"-(cabinet|ministers|federal-council)$", "", unit)
    fixed = {
        "us": "USA", "congo-kinshasa": "COD", "congo-brazzaville": "COG", "saudi": "SAU", "czech": "CZE",
        "scotland": "GBR", "uae": "ARE", "abkhazia": "GEO", "south-ossetia": "GEO", "artsakh": "AZE",
        "donetsk": "UKR", "luhansk": "UKR", "somaliland": "SOM", "solomons": "SLB", "swiss": "CHE",
        "bosnia-herzegovina": "BIH", "world": "",
    }  # fmt: skip
    return fixed[stem] if stem in fixed else countries.code_of(stem.replace("-", " "))


#: Breakaway governments, coded with the state they broke from; their offices say whose they are.
_BREAKAWAY: Final[dict[str, str]] = {
    "abkhazia": "Abkhazia", "south-ossetia": "South Ossetia", "artsakh": "Artsakh", "donetsk": "Donetsk",
    "luhansk": "Luhansk", "somaliland": "Somaliland", "scotland": "Scotland",
}  # fmt: skip
_WORLD: Final[dict[str, str]] = {
    "nato": "NATO", "north atlantic": "NATO", "european": "EU", "asean": "ASEAN", "commonwealth of "
    "nations": "COMMONWEALTH",
    "african union": "AU", "arab league": "ARAB_LEAGUE", "opec": "OPEC", "osce": "OSCE", "interpol": "INTERPOL",
    "monetary fund": "IMF", "imf": "IMF", "world bank": "WORLD_BANK", "american "
    "states": "OAS", "council of europe": "COE",
}  # fmt: skip


def _wikidata(people: People, countries: Countries, report: Counter[str]) -> None:
    path = countries.kb / "wikidata_officeholders_eps" / "officeholders_2000_2022.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        name = _bare(row["person"])
        if (
            not name
            or re.fullmatch(r"Q\d+", name)
            or re.fullmatch(r"Q\d+", row["position"] or "Q1")
        ):
            continue
        office, unit = row["position"], row["unit"]
        country = _unit_country(unit, countries)
        if unit == "world":
            lowered = office.lower()
            country = next((code for key, code in _WORLD.items() if key in lowered), "UNO")
        if not country:
            continue
        breakaway = _BREAKAWAY.get(re.sub(r"-(cabinet|ministers)$", "", unit))
        office += f" of {breakaway}" if breakaway else ""
        first, last = day(row["start"] or ""), day(row["end"] or "", True)
        observed = 0 if last else day(row["snapshot"])
        sector = (
            "IGO" if unit == "world" else ("REB" if unit.startswith(("donetsk", "luhansk")) else "")
        )
        if country == "USA" and "Puerto Rico" in office:
            country = "PRI"  # Wikidata files its governors under the United States
        person = people.get(name, country, row["person_qid"])
        if row["enwiki"]:
            person.aliases.add(_bare(row["enwiki"]))
        person.posts.append(post(office, country, first, last, observed, "Wikidata (CC0)", sector))
        report["Wikidata office spells"] += 1


#: Seats in parliaments that ended before this are left out: they would not be news.
_SEAT_SINCE: Final[int] = 20180000
#: The Wikidata snapshots behind the legislator tables began here: an open seat was seen on this day.
_SEATS_SEEN: Final[int] = 20220729
_SUBNATIONAL: Final[re.Pattern[str]] = re.compile(
    r"provincial|state (senate|house|legislat|assembly)|general assembly|Assembly of Madrid|Parliament of "
    r"(Catalonia|Galicia"
    r"|the |Andalusia)|Cortes (of|Generales)|Landtag|municipal|city council|regional|Council of Europe|deputy member"
    r"|substitute|Bürgerschaft|county",
    re.IGNORECASE,
)


def _legislators(people: People, countries: Countries, report: Counter[str]) -> None:
    archive = countries.kb / "wikidata_officeholders_eps" / "raw.tgz"
    with tarfile.open(archive, "r:gz") as files:
        names = sorted(name for name in files.getnames() if name.endswith(".legislators.csv"))
        for name in names:
            unit = Path(name).name.split(".")[0]
            country = _unit_country(unit, countries)
            stream = files.extractfile(name)
            if not country or unit == "scotland-cabinet" or stream is None:
                continue
            for row in csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8", newline="")):
                _seat(people, country, row, report)


def _seat(people: People, country: str, row: dict[str, str], report: Counter[str]) -> None:
    name, ident = _bare(row["person"] or ""), row["personID"] or ""
    first, last = day(row["start"] or ""), day(row["end"] or "", True)
    office = row["position"] or ""
    if (
        not first
        or (last and last < _SEAT_SINCE)
        or len(words(name)) < 2
        or re.fullmatch(r"Q\d+", office)
    ):
        return
    if _SUBNATIONAL.search(office) and not people.known(ident):
        return
    if country == "USA" and not office.startswith("United States"):
        return
    if not last and first < 20100000 and not people.known(ident):
        return
    person = people.get(name, country, ident)
    for held in person.posts:
        if held[3] == "LEG" and held[0][:12] == office[:12] and _touch(held, first):
            held[4] = min(held[4], first)
            held[5] = 0 if not last else max(held[5], last) if held[5] else 0
            held[6] = 0 if held[5] else _SEATS_SEEN
            return
    person.posts.append(
        post(office, country, first, last, 0 if last else _SEATS_SEEN, "Wikidata (CC0)", "LEG")
    )
    report["Wikidata seats in parliaments"] += 1


def _touch(held: list[Any], first: int) -> bool:
    """Whether a later term of the same seat follows on."""
    return bool(held[4] <= first <= (held[5] or held[6]) + 10000)


#: What belongs to an office and was printed with the name.
_OFFICE_IN_NAME: Final[re.Pattern[str]] = re.compile(
    r"(of the Swiss Confederation|of the Territorial (?:Assembly|Congress)|of French Polynesia|of (?:the )?Parliament|in Chief"
    r"|for (?:Cabinet|Economic) Affairs) ",
    re.IGNORECASE,
)


def _without_office(office: str, name: str) -> tuple[str, str]:
    """An office with what was printed of it before the name, and the name without that."""
    told = _OFFICE_IN_NAME.match(name)
    return (f"{office} {told[1]}", name[told.end() :]) if told is not None else (office, name)


def _factbook(people: People, countries: Countries, report: Counter[str]) -> None:
    path = countries.kb / "cia_factbook" / "leaders_and_ambassadors_1990_2026.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    spells: dict[tuple[int, str, str, int], list[Any]] = {}
    for row in rows:
        country = countries.iso3.get(row["iso2"]) or countries.code_of(row["country"])
        if (
            not country
            or not row["name"]
            or row["role"] == ""
            or row["country"].casefold() == "none"
        ):
            continue
        crowned = (
            office_class(row["title"]) == "HOS"
            and "elizabeth" in row["name"].casefold()
            and country != "GBR"
        )
        if row["role"] == "chief of state" and (
            country in _DEPENDENT
            or crowned
            or ("charles" in row["name"].casefold() and "King" in row["title"] and country != "GBR")
        ):
            report[
                "Factbook heads of state of dependencies and realms, kept with the metropole only"
            ] += 1
            continue
        if row["role"] == "us_amb":
            office, holder = f"ambassador to {countries.name[country]}", "USA"
        elif row["role"] == "amb_to_us":
            office, holder = "ambassador to the United States", country
        else:
            office, holder = row["title"].strip() or "", country
        if "charg" in row["title"].lower() or row["name"].lower().startswith("charg"):
            office = office.replace("ambassador", "Chargé d'Affaires")
        if (
            office.rstrip("s") in ("Deputy", "Vice", "First", "Second", "")
            or "Deputy Prime Ministers" in office
        ):
            office = "Deputy Prime Minister" if row["role"] == "head of government" else ""
            report["Factbook rows of merged lists, read as deputies or dropped"] += 1
        if not office:
            continue
        office, names = _without_office(office, row["name"])
        for raw in re.split(r",\s+(?=[A-Z][a-z])|\band\b", names):
            name = proper(raw, holder)
            if (
                set(words(name)) & _NOT_NAMES
                or name.startswith(("of ", "for ", "in ", "since "))
                or len(words(name)) < (1 if row["role"] == "chief of state" else 2)
                or len(words(name)) > 6
            ):
                continue
            person = people.get(name, holder)
            first, seen = day(row["since"]), day(row["last_seen"], True)
            seen = min(seen, 20260122)
            kind = office_class(office) or office
            key = (id(person), holder, kind, first // 100)
            if key in spells:
                spells[key][6] = max(spells[key][6], seen)
                continue
            spells[key] = post(office, holder, first, 0, seen, "CIA World Factbook")
            person.posts.append(spells[key])
            report["Factbook spells"] += 1


_NOT_NAMES: Final[frozenset[str]] = frozenset(
    [
        "minister",
        "ministers",
        "vacant",
        "ambassador",
        "president",
        "secretary",
        "foreign",
        "none",
        "position",
        "government",
        "council",
        "office",
        "acting",
    ]
)
#: Territories whose head of state is the metropole's, named there.
_DEPENDENT: Final[frozenset[str]] = frozenset(
    [
        "ASM",
        "GUM",
        "MNP",
        "PRI",
        "VIR",
        "AIA",
        "BMU",
        "VGB",
        "CYM",
        "FLK",
        "GIB",
        "MSR",
        "SHN",
        "TCA",
        "PCN",
        "GGY",
        "JEY",
        "IMN",
        "PYF",
        "NCL",
        "WLF",
        "SPM",
        "MYT",
        "GLP",
        "MTQ",
        "REU",
        "GUF",
        "BLM",
        "MAF",
        "FRO",
        "GRL",
        "ABW",
        "CUW",
        "SXM",
        "ANT",
        "COK",
        "NIU",
        "TKL",
        "CXR",
        "CCK",
        "NFK",
        "HKG",
        "MAC",
        "IOT",
        "ATF",
        "SJM",
        "UMI",
        "BES",
        "ALA",
    ]
)


def _world_leaders(people: People, countries: Countries, report: Counter[str]) -> None:
    path = countries.kb / "cia_world_leaders_2019" / "leaders_2019-06.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            country = countries.code_of(row["country"])
            name = proper(row["name"], country)
            if not country or len(words(name)) < 2:
                continue
            person = people.get(name, country)
            kind = office_class(row["title"])
            if "/" in row["name"] or set(words(name)) & _NOT_NAMES:
                continue
            if not any(held[1] == kind and _covers(held, 20190615) for held in person.posts):
                person.posts.append(
                    post(row["title"], country, 20190601, 0, 20190630, "CIA World Leaders 2019-06")
                )
                report["CIA World Leaders 2019 posts not in another source"] += 1


def _covers(held: list[Any], when: int) -> bool:
    return bool(held[4] <= when <= (held[5] or held[6] or 99999999))


def _us_executive(people: People, countries: Countries, report: Counter[str]) -> None:
    folder = countries.kb / "congress_legislators"
    for name, default in (("executive.yaml", ""), ("legislators-current.yaml", "LEG")):
        entries = _yaml(folder / name)
        for entry in entries:
            ids, called = entry["id"], entry["name"]
            common = (
                called.get("official_full")
                or f"{called.get('nickname') or called['first']} {called['last']}"
            )
            terms = [term for term in entry["terms"] if str(term["end"]) >= "1990"]
            if not terms:
                continue
            person = people.get(common, "USA", ids.get("wikidata", ""))
            person.aliases.add(f"{called['first']} {called['last']}")
            if called.get("nickname"):
                person.aliases.add(f"{called['nickname']} {called['last']}")
            for term in _joined(terms):
                office = {"prez": "President", "viceprez": "Vice President", "sen": "Senator",
                          "rep": "Representative"}[term["type"]]  # fmt: skip
                first, last = day(str(term["start"])), day(str(term["end"]), True)
                open_end = last > 20260615
                person.posts.append(
                    post(office, "USA", first, 0 if open_end else last, 20260615 if open_end else 0,
                         "congress-legislators (CC0)", default)
                )  # fmt: skip
                report["US executive and legislative terms"] += 1


def _yaml(path: Path) -> list[dict[str, Any]]:
    yaml = import_module("yaml")  # needed at build time only
    loaded: list[dict[str, Any]] = yaml.load(
        path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


def _joined(terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for term in terms:
        if (
            joined
            and joined[-1]["type"] == term["type"]
            and str(joined[-1]["end"])[:4] == str(term["start"])[:4]
        ):
            joined[-1] = {**joined[-1], "end": term["end"]}
        else:
            joined.append(dict(term))
    return joined
