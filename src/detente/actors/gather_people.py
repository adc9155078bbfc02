"""Build step: persons and the offices they held, merged across sources into one row a person.

It is one module because merging persons and settling their posts need each other.

Sources: hand rows (``tables/officials.csv``), CIA World Factbook leaders and ambassadors 1990-2026 and
World Leaders 2019 (public domain), Wikidata office holders through every-politician-scrapers (CC0),
US executives and legislators (CC0). An open end in a source means "in office when it was captured": such
a post carries ``observed_until`` and no last day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from rapidfuzz import fuzz

from detente.actors import lexicon, store
from detente.actors.spelling import FAMILY_FIRST, sound, words

_RANK: Final[dict[str, int]] = {
    "HOS": 90, "HOG": 90, "SL": 95, "SG": 80, "VP": 60, "FM": 70, "DM": 65, "HEIR": 60, "CCS": 55,
    "NSA": 55, "SPOX": 50, "DPM": 50, "IM": 45, "FIN": 45, "CB": 40, "COS": 50, "SPEAKER": 45, "LEG": store.SEAT_ONLY,
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
            if qid:
                self._by_qid[qid] = person
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

    def known(self, qid: str) -> bool:
        """Whether a person of that Wikidata id was met before."""
        return qid in self._by_qid


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How surely two folded names are one person's, 0 to 100: every word must find a twin."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(long) - len(short) > 2:
        return 0.0
    initials = {word for word in short if len(word) == 1}
    if initials and initials != {word for word in long if len(word) == 1}:
        return 0.0  # George W. and George H. W.
    left = list(long)
    total = 0.0
    whole = 0
    for word in short:
        match, score = max(
            ((index, _same_word(word, twin)) for index, twin in enumerate(left)),
            key=lambda pair: pair[1],
        )
        if score < 75:
            return 0.0
        total += score
        whole += len(word) > 1 and len(left[match]) > 1
        left.pop(match)
    if whole < 2:
        return 0.0
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


def finish(draft: store.Draft, people: People, report: Counter[str]) -> None:
    """Settle each person's posts, choose the name, and add the rows and aliases."""
    holders: dict[str, dict[str, list[list[int]]]] = defaultdict(lambda: defaultdict(list))
    _close_ends(people, report)
    used: Counter[str] = Counter()
    for person in sorted(people.all, key=lambda one: (one.country, one.name, one.qid)):
        if only_a_title(words(person.name)):
            report["rows without a name, only a title, left out"] += 1
            continue
        posts = _settled(person.posts, report)
        person.rank = max((_RANK.get(held[1], 20) for held in posts), default=0)
        slug = f"p:{person.country.lower()}-{'-'.join(words(person.name))}"
        used[slug] += 1
        ident = person.qid or (slug if used[slug] == 1 else f"{slug}-{used[slug]}")
        sector = posts[-1][3] if posts else "UNK"
        row = draft.add(
            {"i": ident, "n": person.name, "k": "person", "c": person.country, "s": sector,
             "w": person.rank, "p": posts, **_other_names(person), **_party(draft, person.country, posts)}
        )  # fmt: skip
        for number, held in enumerate(posts):
            if held[1] in _INDEXED and not _BREAKAWAY.search(held[0]):
                holders[held[2]][held[1]].append([row, number])
        for alias in sorted(person.aliases | {person.name}):
            if only_a_title(words(alias)):
                continue
            plain_seat = all(held[1] == "LEG" or held[3] == "LEG" for held in posts) and posts
            for folded in _forms(words(alias))[: 2 if plain_seat else 9]:
                if (
                    len(folded) == 2
                    and "-" in alias
                    and len(words(alias)) == 3
                    and folded == (words(alias)[0], words(alias)[2])
                ):
                    continue
                draft.name(folded, row, store.FULL)
        if person.rank >= 50 or any(held[7].startswith("hand") for held in posts):
            for part in _surnames(person):
                draft.name(part, row, store.PART)
    draft.tables["holders"] = {
        code: dict(sorted(kinds.items())) for code, kinds in sorted(holders.items())
    }


def _party(draft: store.Draft, country: str, posts: list[list[Any]]) -> dict[str, Any]:
    """The spells in government of the party that somebody leads: its leader is of the government then."""
    for held in reversed(posts):
        folded = words(held[0])
        if held[3] != "OPP" or not {
            "leader",
            "chairman",
            "chairwoman",
            "president",
            "chair",
            "head",
        } & set(folded):
            continue
        for length in range(len(folded), 0, -1):
            for start in range(len(folded) - length + 1):
                for row in sorted(draft.aliases.get(folded[start : start + length], ())):
                    found = draft.rows[row]
                    if "gov" in found and found["k"] == "organisation" and found["c"] == country:
                        return {"gov": found["gov"]}
    return {}


def only_a_title(folded: tuple[str, ...]) -> bool:
    """Whether words are nothing but words for an office ("Charge d'Affaires"): no name."""
    if len(folded) < 2:
        return False
    index = 0
    while index < len(folded):
        step = next(
            (
                length
                for length in range(lexicon.LONGEST_TERM, 0, -1)
                if " ".join(folded[index : index + length]) in lexicon.TERMS
            ),
            0,
        )
        if not step:
            return False
        index += step
    return True


def _other_names(person: Person) -> dict[str, list[str]]:
    """Spellings of a well-known person that are tried when a near spelling is looked for."""
    others = sorted(person.aliases - {person.name})
    return {"x": others[:6]} if others and person.rank >= 40 else {}


#: Offices of breakaway governments: never the country's own.
_BREAKAWAY: Final[re.Pattern[str]] = re.compile(
    r"of (Abkhazia|South Ossetia|Artsakh|Donetsk|Luhansk|Somaliland|Scotland)$"
)
_INDEXED: Final[frozenset[str]] = frozenset(
    [
        "HOS",
        "HOG",
        "SL",
        "VP",
        "DPM",
        "FM",
        "DFM",
        "DM",
        "IM",
        "FIN",
        "JM",
        "CCS",
        "NSA",
        "SPOX",
        "CB",
        "COS",
        "SPEAKER",
        "SG",
        "HEIR",
        "UNR",
        "AMB",
        "PROS",
    ]
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


_PARTICLES: Final[frozenset[str]] = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "van",
        "von",
        "de",
        "da",
        "dos",
        "del",
        "di",
        "la",
        "le",
        "der",
        "ben",
        "abu",
    ]
)


#: Sovereigns and popes go by their first name.
_CROWNED: Final[re.Pattern[str]] = re.compile(
    r"\b(king|queen|emperor|sultan|amir|emir|crown prince|pope)\b"
)


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
    crowned = any(_CROWNED.search(held[0].lower()) for held in person.posts)
    parts: set[tuple[str, ...]] = {(folded[family],)}
    if crowned:
        parts.add((folded[0],))
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
        if twin is None or (
            twin[7].startswith("hand") and held[7].startswith("hand") and twin[4] != held[4]
        ):
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
    if not one[4] or not other[4]:
        return bool(one_end and other_end and abs(one_end - other_end) < 10000)
    if abs(one[4] - other[4]) < 10000 and (one_end >= other[4] + 100) == (
        other_end >= one[4] + 100
    ):
        return True
    return bool(one[4] + 100 < other_end and other[4] + 100 < one_end)


#: One holder at a time: the next one's first day ends an open spell.
_SINGLE: Final[frozenset[str]] = frozenset(["HOS", "HOG", "SL", "FM", "DM", "CCS"])


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
    for word in (
        "king",
        "queen",
        "emperor",
        "sultan",
        "amir",
        "emir",
        "governor",
        "president",
        "prime",
        "chancellor",
    ):
        if word in lowered:
            return {"queen": "king", "emir": "amir"}.get(word, word)
    return ""
