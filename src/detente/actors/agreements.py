"""Agreements: found by name, or by likeness when translation has garbled the name; status on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from detente.actors.days import day
from detente.actors.spelling import words
from detente.actors.store import Store

#: Words of agreement names that tell nothing apart.
_COMMON = frozenset(
    [
        "the",
        "of",
        "on",
        "and",
        "for",
        "to",
        "a",
        "an",
        "in",
        "between",
        "with",
        "its",
        "further",
        "measures",
        "treaty",
        "agreement",
        "convention",
        "pact",
        "accord",
    ]
)
#: Names of parties say whose an agreement is, not which.
_PARTIES = frozenset(
    [
        "united",
        "states",
        "america",
        "russian",
        "federation",
        "russia",
        "union",
        "soviet",
        "socialist",
        "republics",
        "ussr",
        "us",
        "american",
    ]
)
#: What translators write for a word of an official name.
_SYNONYMS = {
    "weapons": "arms", "weapon": "arms", "armaments": "arms", "weaponry": "arms", "assault": "offensive", "attack": "offensive",
    "strike": "offensive", "decrease": "reduction", "reducing": "reduction", "cuts": "reduction", "cutting": "reduction",
    "limiting": "limitation", "restriction": "limitation", "restrictions": "limitation", "rockets": "missiles", "rocket": "missiles",
    "missile": "missiles", "medium": "intermediate", "ban": "prohibition", "banning": "prohibition", "forbidding": "prohibition",
    "tests": "test", "testing": "test", "trials": "test", "spread": "proliferation", "nonproliferation": "proliferation", "atomic": "nuclear",
    "collaboration": "cooperation", "assistance": "cooperation", "safety": "security", "amity": "friendship",
}  # fmt: skip
#: Least likeness for a garbled name; chosen so that no name of another agreement of the base passes.
NEAR = 0.55


@dataclass(frozen=True, slots=True)
class Found:
    """An agreement a phrase may name, with confidence in [0, 1] and how it was found."""

    row: int
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class AgreementStatus:
    """What was true of an agreement on a day. ``state``: unknown, not signed, signed, in force, suspended, ended."""

    agreement_id: str
    name: str
    state: str
    parties: tuple[str, ...]
    note: str


class Agreements:
    """The agreements of a store."""

    def __init__(self, store: Store, numbers: list[int]) -> None:
        self.store = store
        self._names: list[tuple[tuple[str, ...], int]] = []
        #: The first letters of a telling word -> the names that have such a word, by place.
        self._beginning: dict[str, list[int]] = {}
        for number in numbers:
            row = store.row(number)
            for name in [row["n"], *row["t"].get("aliases", [])]:
                folded = words(name)
                if len(folded) < 3:
                    continue
                told = _telling(folded)
                for begins in sorted({word[:5] for word in told}):
                    self._beginning.setdefault(begins, []).append(len(self._names))
                self._names.append((told, number))

    def match(self, text: str, when: int | None) -> Found | None:
        """The agreement ``text`` names, or None."""
        folded = words(text)
        if folded and folded[0] == "the":
            folded = folded[1:]
        exact = self._exact(folded)
        if exact:
            return Found(self._of_day(exact, when), 0.95, "names")
        inner = self._inside(folded)
        if inner:
            return Found(self._of_day(inner, when), 0.85, "contains the name of")
        likeness, rivals = self.store.remember(("agreement", folded), lambda: self._nearest(folded))
        if likeness < NEAR:
            return None
        return Found(self._of_day(rivals, when), min(0.9, likeness), "is most like")

    def _nearest(self, folded: tuple[str, ...]) -> tuple[float, list[int]]:
        """The greatest likeness of any name, and the agreements whose names come near it.

        Only names that share the beginning of a telling word are looked at: no other has a likeness.
        """
        told = _telling(folded)
        places = {place for word in told for place in self._beginning.get(word[:5], ())}
        scored = [(_likeness(told, self._names[place][0]), place) for place in sorted(places)]
        best = max((likeness for likeness, _ in scored), default=0.0)
        return best, [self._names[place][1] for likeness, place in scored if likeness > best - 0.02]

    def _exact(self, folded: tuple[str, ...]) -> list[int]:
        return [
            row for row, _use in self.store.lookup(folded) if self.store.kind(row) == "agreement"
        ]

    def _inside(self, folded: tuple[str, ...]) -> list[int]:
        for length in range(len(folded), 0, -1):
            for start in range(len(folded) - length + 1):
                run = folded[start : start + length]
                if length == 1 and run[0] in _COMMON:
                    continue
                found = self._exact(run)
                if found and (length > 1 or len(run[0]) > 3):
                    return found
        return []

    def _of_day(self, rows: list[int], when: int | None) -> int:
        """Of several agreements of one name, the one nearest in force on the day; the newest if undated."""

        def key(number: int) -> tuple[bool, int]:
            terms = self.store.row(number)["t"]
            start = day(terms["in_force"] or terms["signed"] or "")
            signed = day(terms["signed"] or "")
            if when is None:
                return (not terms["ended"], start)
            alive = (not signed or signed <= when) and (
                not terms["ended"] or when <= day(terms["ended"], True)
            )
            return (alive, start)

        return max(sorted(rows), key=key)

    def status(self, number: int, on_day: date) -> AgreementStatus:
        """The status of an agreement on a day."""
        row = self.store.row(number)
        terms: dict[str, Any] = row["t"]
        when = on_day.year * 10000 + on_day.month * 100 + on_day.day
        gone = _parties_gone(terms["withdrawn"], when)
        paused = _parties_gone(terms["suspended"], when)
        ended, force, signed = (
            day(terms["ended"] or ""),
            day(terms["in_force"] or ""),
            day(terms["signed"] or ""),
        )
        if ended and ended <= when:
            state = "ended"
        elif force and force <= when:
            state = "suspended" if paused else "in force"
        elif signed and signed <= when:
            state = "signed"
        else:
            state = "not signed" if signed else "unknown"
        parties = tuple(party for party in terms["parties"] if party not in gone)
        return AgreementStatus(row["i"], row["n"], state, parties, terms["note"])


def steps(row: dict[str, Any]) -> list[tuple[str, int, str]]:
    """The dated steps of an agreement's parties, in order of their days: (party, day, what it did)."""
    terms = row["t"]
    found = [
        (party, day(since), done)
        for done, items in (("suspends", terms["suspended"]), ("withdraws", terms["withdrawn"]))
        for party, _, since in (item.partition(":") for item in items)
    ]
    for item in terms.get("steps", ()):
        party, since, done = item.split(":", 2)
        found.append((party, day(since), done))
    return sorted((step for step in found if step[1]), key=lambda step: (step[1], step[0], step[2]))


def _telling(folded: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that tell it from others, synonyms as one word."""
    return tuple(
        _SYNONYMS.get(word, word) for word in folded if word not in _COMMON and word not in _PARTIES
    )


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike the telling words of two names are, in [0, 0.9]."""
    if len(one) < 2 or len(other) < 2:
        return 0.0
    hits = 0.0
    for word in one:
        if word in other:
            hits += 1.0
        elif any(word[:5] == twin[:5] or fuzz.ratio(word, twin) > 84 for twin in other):
            hits += 0.8
    if hits < 2:
        return 0.0
    begins = {word[:5] for word in one}
    back = sum(twin[:5] in begins for twin in other)
    there, again = hits / len(one), back / len(other)
    return 0.9 * 2 * there * again / max(0.01, there + again)


def _parties_gone(items: list[str], when: int) -> set[str]:
    gone = set()
    for item in items:
        party, _, since = item.partition(":")
        if day(since) and day(since) <= when:
            gone.add(party)
    return gone
