"""Build step: persons and the offices they held, merged across sources into one row a person.

Sources: hand rows (``tables/officials.csv``), CIA World Factbook leaders and ambassadors 1990-2026 and
World Leaders 2019 (public domain), Wikidata office holders through every-politician-scrapers (CC0),
US executives and legislators (CC0). An open end in a source means "in office when it was captured": such
a post carries ``observed_until`` and no last day.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from detente.actors import store
from detente.actors.days import day
from detente.actors.gather_countries import Countries
from detente.actors.offices import office_class, sector_of
from detente.actors.spelling import sound, words

#: Countries whose names are written family name first.
FAMILY_FIRST: Final[frozenset[str]] = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "HKG", "SGP"})
#: Title words that the prototype parse of the Factbook left on names.
_LEFTOVER: Final[re.Pattern[str]] = re.compile(
    r"^(appointed |designate |acting |interim )*(ambassador|charg\S* d\S?\s?affaires|president.elect|premiers?|prime minist\w+"
    r"|dr\.?|sir|dame|gen\.?|lt\.?|maj\.?|col\.?|sheikh|king|queen|mr\.?|mrs\.?|ms\.?|hon\.?|capt\.?|adm\.?|prof\.?|brig\.?"
    r"|general|colonel|vice|deputy|\(ret\.\)|minister of \w+|ministers?)\s+",
    re.IGNORECASE,
)
_RANK: Final[dict[str, int]] = {
    "HOS": 90, "HOG": 90, "SL": 95, "SG": 80, "VP": 60, "FM": 70, "DM": 65, "HEIR": 60, "CCS": 55,
    "NSA": 55, "SPOX": 50, "DPM": 50, "IM": 45, "FIN": 45, "CB": 40, "COS": 50, "SPEAKER": 45,
}  # fmt: skip


@dataclass(slots=True)
class Person:
    """One person while the sources are being merged."""

    name: str
    country: str
    qid: str = ""
    rank: int = 0
    aliases: set[str] = field(default_factory=set)
    posts: list[list[Any]] = field(default_factory=list)


class People:
    """All persons gathered so far, found again by country and name."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_key: dict[tuple[str, str], Person] = {}
        self._by_sound: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_qid: dict[str, Person] = {}
        self.merged: Counter[str] = Counter()

    def get(self, name: str, country: str, qid: str = "") -> Person:
        """The person of that name and country, made if new."""
        if qid and qid in self._by_qid:
            person = self._by_qid[qid]
            person.aliases.add(name)
            return person
        key = (country, " ".join(sorted(words(name))))
        person = self._by_key.get(key) or self._alike(name, country, qid)  # type: ignore[assignment]
        if person is None:
            person = Person(name, country, qid)
            self.all.append(person)
            for word in {sound(part) for part in words(name) if len(part) > 2}:
                self._by_sound[(country, word)].append(person)
        self._by_key.setdefault(key, person)
        if qid and not person.qid:
            person.qid = qid
            self._by_qid[qid] = person
        person.aliases.add(name)
        return person

    def _alike(self, name: str, country: str, qid: str) -> Person | None:
        """A person of the same country whose name is the same but for spelling or a middle name."""
        folded = words(name)
        if len(folded) < 2:
            return None
        best: tuple[float, Person] | None = None
        seen: set[int] = set()
        for part in folded:
            for person in self._by_sound.get((country, sound(part)), ()) if len(part) > 2 else ():
                if id(person) in seen or (qid and person.qid and person.qid != qid):
                    continue
                seen.add(id(person))
                score = max(same_name(folded, words(alias)) for alias in sorted(person.aliases))
                if score >= 90 and (best is None or score > best[0]):
                    best = (score, person)
        if best:
            self.merged["spelling variants joined to one person"] += 1
        return best[1] if best else None

    def by_alias(self, folded: tuple[str, ...], country: str) -> Person | None:
        """A person with exactly these words in any order."""
        return self._by_key.get((country, " ".join(sorted(folded))))


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How surely two folded names are one person's, 0 to 100: every word must find a twin."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(long) - len(short) > 2:
        return 0.0
    left = list(long)
    total = 0.0
    for word in short:
        match, score = max(
            ((index, _same_word(word, twin)) for index, twin in enumerate(left)),
            key=lambda pair: pair[1],
        )
        if score < 75:
            return 0.0
        total += score
        left.pop(match)
    return total / len(short) - 2.0 * len(left)


def _same_word(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if min(len(one), len(other)) == 1:
        return 88.0 if one[0] == other[0] else 0.0
    ratio = fuzz.ratio(one, other)
    if sound(one) == sound(other) and one[0] == other[0]:
        return max(ratio, 94.0)
    return ratio if ratio >= 75 and min(len(one), len(other)) > 4 else 0.0


def proper(name: str, country: str) -> str:
    """A Factbook name ("Fumio KISHIDA", "al-ASAD, Bashar") in ordinary letters and order."""
    text = re.sub(r"\(.*?\)|\[.*?\]|[\"“”].*?[\"“”]", " ", name)
    text = re.split(r"\s+-\s+|;|\bnote\b|,? Director\b|,? Jr\b|, (?:II|III|IV)\b", text)[0].strip(" ,")
    for _ in range(3):
        text = _LEFTOVER.sub("", text).strip()
    parts = text.split()
    surname_first = len(parts) > 1 and parts[0].isupper() and len(parts[0]) > 1 and not parts[-1].isupper()
    shaped = [_case(part) for part in parts]
    if surname_first and country not in FAMILY_FIRST:
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


def gather(draft: store.Draft, countries: Countries, tables: Path, report: Counter[str]) -> People:
    """Gather and merge persons from every source; rows are added by ``finish``."""
    people = People()
    _hand_rows(people, tables / "officials.csv", report)
    _wikidata(people, countries, report)
    _factbook(people, countries, report)
    _world_leaders(people, countries, report)
    _us_executive(people, countries, report)
    return people


def _hand_rows(people: People, path: Path, report: Counter[str]) -> None:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not row.get("name"):
                continue
            person = people.get(row["name"].strip(), row["country"].strip())
            person.aliases.update(part.strip() for part in (row["aliases"] or "").split("|") if part.strip())
            person.posts.append(
                post(row["office"], row["country"], day(row["first_day"] or ""), day(row["last_day"] or "", True),
                     day(row["observed_until"] or "", True), f"hand: {row['source']}"[:80], row["sector"] or "")
            )  # fmt: skip
            report["hand rows (tables/officials.csv)"] += 1


def _unit_country(unit: str, countries: Countries) -> str:
    stem = re.sub(r"-(cabinet|ministers|federal-council)$", "", unit)
    fixed = {
        "us": "USA", "congo-kinshasa": "COD", "congo-brazzaville": "COG", "saudi": "SAU", "czech": "CZE",
        "scotland": "GBR", "uae": "ARE", "abkhazia": "GEO", "south-ossetia": "GEO", "artsakh": "AZE",
        "donetsk": "UKR", "luhansk": "UKR", "somaliland": "SOM", "solomons": "SLB", "swiss": "CHE",
        "bosnia-herzegovina": "BIH", "world": "",
    }  # fmt: skip
    return fixed[stem] if stem in fixed else countries.code_of(stem.replace("-", " "))


_WORLD: Final[dict[str, str]] = {
    "nato": "NATO", "north atlantic": "NATO", "european": "EU", "asean": "ASEAN", "commonwealth of nations": "COMMONWEALTH",
    "african union": "AU", "arab league": "ARAB_LEAGUE", "opec": "OPEC", "osce": "OSCE", "interpol": "INTERPOL",
    "monetary fund": "IMF", "imf": "IMF", "world bank": "WORLD_BANK", "american states": "OAS", "council of europe": "COE",
}  # fmt: skip


def _wikidata(people: People, countries: Countries, report: Counter[str]) -> None:
    path = countries.kb / "wikidata_officeholders_eps" / "officeholders_2000_2022.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        name = re.sub(r"\s*\(.*?\)", "", row["person"]).strip()
        if not name or re.fullmatch(r"Q\d+", name) or re.fullmatch(r"Q\d+", row["position"] or "Q1"):
            continue
        office, unit = row["position"], row["unit"]
        country = _unit_country(unit, countries)
        if unit == "world":
            lowered = office.lower()
            country = next((code for key, code in _WORLD.items() if key in lowered), "UNO")
        if not country:
            continue
        first, last = day(row["start"] or ""), day(row["end"] or "", True)
        observed = 0 if last else day(row["snapshot"])
        sector = "IGO" if unit == "world" else ("REB" if unit.startswith(("donetsk", "luhansk")) else "")
        person = people.get(name, country, row["person_qid"])
        person.posts.append(post(office, country, first, last, observed, "Wikidata (CC0)", sector))
        report["Wikidata office spells"] += 1


def _factbook(people: People, countries: Countries, report: Counter[str]) -> None:
    path = countries.kb / "cia_factbook" / "leaders_and_ambassadors_1990_2026.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    spells: dict[tuple[int, str, str, int], list[Any]] = {}
    for row in rows:
        country = countries.iso3.get(row["iso2"]) or countries.code_of(row["country"])
        if not country or not row["name"] or row["role"] == "":
            continue
        if row["role"] == "us_amb":
            office, holder = f"ambassador to {row['country']}", "USA"
        elif row["role"] == "amb_to_us":
            office, holder = "ambassador to the United States", country
        else:
            office, holder = row["title"].strip() or "", country
        if "charg" in row["title"].lower() or row["name"].lower().startswith("charg"):
            office = office.replace("ambassador", "Chargé d'Affaires")
        if office.rstrip("s") in ("Deputy", "Vice", "First", "Second", "") or "Deputy Prime Ministers" in office:
            office = "Deputy Prime Minister" if row["role"] == "head of government" else ""
            report["Factbook rows of merged lists, read as deputies or dropped"] += 1
        if not office:
            continue
        for raw in re.split(r",\s+(?=[A-Z][a-z])|\band\b", row["name"]):
            name = proper(raw, holder)
            if len(words(name)) < (1 if row["role"] == "chief of state" else 2) or len(words(name)) > 6:
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
            if not any(held[1] == kind and _covers(held, 20190615) for held in person.posts):
                person.posts.append(
                    post(row["title"], country, 20190601, 0, 20190630, "CIA World Leaders 2019-06")
                )
                report["CIA World Leaders 2019 posts not in another source"] += 1


def _covers(held: list[Any], when: int) -> bool:
    return bool(held[4] <= when <= (held[5] or held[6] or 99999999))


def _us_executive(people: People, countries: Countries, report: Counter[str]) -> None:
    import yaml  # noqa: PLC0415 - needed at build time only

    folder = countries.kb / "congress_legislators"
    for name, default in (("executive.yaml", ""), ("legislators-current.yaml", "LEG")):
        entries = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for entry in entries:
            ids, called = entry["id"], entry["name"]
            common = called.get("official_full") or f"{called.get('nickname') or called['first']} {called['last']}"
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


def _joined(terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for term in terms:
        if joined and joined[-1]["type"] == term["type"] and str(joined[-1]["end"])[:4] == str(term["start"])[:4]:
            joined[-1] = {**joined[-1], "end": term["end"]}
        else:
            joined.append(dict(term))
    return joined


def finish(draft: store.Draft, people: People, report: Counter[str]) -> None:
    """Settle each person's posts, choose the name, and add the rows and aliases."""
    holders: dict[str, dict[str, list[list[int]]]] = defaultdict(lambda: defaultdict(list))
    _close_ends(people, report)
    used: Counter[str] = Counter()
    for person in sorted(people.all, key=lambda one: (one.country, one.name, one.qid)):
        posts = _settled(person.posts, report)
        person.rank = max((_RANK.get(held[1], 20) for held in posts), default=0)
        slug = f"p:{person.country.lower()}-{'-'.join(words(person.name))}"
        used[slug] += 1
        ident = person.qid or (slug if used[slug] == 1 else f"{slug}-{used[slug]}")
        sector = posts[-1][3] if posts else "UNK"
        row = draft.add(
            {"i": ident, "n": person.name, "k": "person", "c": person.country, "s": sector,
             "w": person.rank, "p": posts}
        )  # fmt: skip
        for number, held in enumerate(posts):
            if held[1] in _INDEXED:
                holders[held[2]][held[1]].append([row, number])
        for alias in sorted(person.aliases | {person.name}):
            for folded in _forms(words(alias)):
                draft.name(folded, row, store.FULL)
        if person.rank >= 50 or any(held[7].startswith("hand") for held in posts):
            for part in _surnames(person):
                draft.name(part, row, store.PART)
    draft.tables["holders"] = {code: dict(sorted(kinds.items())) for code, kinds in sorted(holders.items())}


_INDEXED: Final[frozenset[str]] = frozenset(
    "HOS HOG SL VP DPM FM DFM DM IM FIN JM CCS NSA SPOX CB COS SPEAKER SG HEIR UNR AMB PROS".split()
)


def _forms(folded: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name itself, first and last word alone of a long name, family name first, no initials."""
    forms = [folded]
    if len(folded) >= 2:
        bare = tuple(word for word in folded if len(word) > 1)
        if 2 <= len(bare) < len(folded):
            forms.append(bare)
        if len(folded) == 3 and len(folded[0]) > 2 and len(folded[2]) > 2:
            forms.append((folded[0], folded[2]))
        if len(folded) <= 3:
            forms.append((folded[-1], *folded[:-1]))
        if len(folded) == 3:
            forms.append((*folded[1:], folded[0]))
    return forms if len(folded) > 1 else forms[:1]


_PARTICLES: Final[frozenset[str]] = frozenset("al el bin ibn bint van von de da dos del di la le der ben abu".split())


def _surnames(person: Person) -> set[tuple[str, ...]]:
    """What a later mention may call the person: the family name, with its particle and without."""
    folded = words(person.name)
    if len(folded) < 2:
        return set()
    family = 0 if person.country in FAMILY_FIRST else len(folded) - 1
    if folded[family] in ("jr", "sr", "ii", "iii", "iv") and family > 1:
        family -= 1
    if len(folded[family]) < 2:
        return set()
    parts = {(folded[family],)}
    if family >= 2 and folded[family - 1] in _PARTICLES:
        parts.add(folded[family - 1 : family + 1])
    return parts


def _settled(posts: list[list[Any]], report: Counter[str]) -> list[list[Any]]:
    """Posts without doubles: of two spells of one office that overlap, the better dated one stays."""
    kept: list[list[Any]] = []
    order = sorted(
        posts, key=lambda held: (not held[7].startswith("hand"), not held[5], held[4], held[0])
    )
    for held in order:
        twin = next(
            (one for one in kept if one[1] and one[1] == held[1] and one[2] == held[2] and _overlap(one, held)
             and (one[1] not in ("AMB", "MIN", "GOVR", "LEG") or one[0].lower() == held[0].lower())),
            None,
        )  # fmt: skip
        if twin is None:
            kept.append(held)
            continue
        report["doubled spells settled (hand first, then the dated end)"] += 1
        if not twin[5] and not twin[7].startswith("hand"):
            twin[6] = max(twin[6], held[6])
        if not twin[4]:
            twin[4] = held[4]
    return sorted(kept, key=lambda held: (held[4], held[5] or 99999999, held[0]))


def _overlap(one: list[Any], other: list[Any]) -> bool:
    one_end = one[5] or max(one[6], one[4])
    other_end = other[5] or max(other[6], other[4])
    return bool(one[4] <= other_end + 10000 and other[4] <= one_end + 10000)


#: One holder at a time: the next one's first day ends an open spell.
_SINGLE: Final[frozenset[str]] = frozenset("HOS HOG SL FM DM CCS".split())


def _close_ends(people: People, report: Counter[str]) -> None:
    """End open spells of a single office on the day the next holder is known to have begun."""
    spells: dict[tuple[str, str], list[tuple[list[Any], Person]]] = defaultdict(list)
    for person in people.all:
        for held in person.posts:
            if held[1] in _SINGLE and held[4]:
                spells[(held[2], f"{held[1]}:{_flavour(held[0])}")].append((held, person))
    for group in spells.values():
        group.sort(key=lambda pair: (pair[0][4], pair[0][0], pair[1].name))
        for index, (held, person) in enumerate(group):
            if held[5] or held[7].startswith("hand"):
                continue
            later = [
                other[4] for other, someone in group[index + 1 :]
                if someone is not person and other[4] > max(held[4], held[6] - 400)
            ]  # fmt: skip
            if later and min(later) >= held[6] - 10000:
                held[5], held[6] = min(later), 0
                held[7] += "; end from the next holder"
                report["open ends closed by the next holder"] += 1


def _flavour(office: str) -> str:
    """Which of a country's single offices a title is: a king and a president are two lines."""
    lowered = office.lower()
    for word in ("king", "queen", "emperor", "sultan", "amir", "emir", "governor", "president", "prime", "chancellor"):
        if word in lowered:
            return {"queen": "king", "emir": "amir"}.get(word, word)
    return ""


def source_names(draft: store.Draft) -> str:
    """A one-line account of the kinds of rows, for the report."""
    return json.dumps(Counter(row["k"] for row in draft.rows), sort_keys=True)
