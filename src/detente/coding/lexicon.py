"""The tables of the coding room, read once: triggers, operators and classes of words.

``tables/plover_triggers.csv`` says which words stand for which PLOVER deed and which words act *on* a deed
(kinds that begin with ``@``: threaten, promise, deny, consider ...). Own work, with verb patterns of
the Open Event Data Alliance dictionaries (MIT) as a guide to coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from detente.coding.rows import rows_of


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of the trigger table.

    ``words`` are the lemmas that must stand there, ``part`` is ``v``, ``n`` or ``a``, ``kind`` a PLOVER type or
    ``@operator``. ``recipients`` are the places to look for the recipient, best first (``obj`` or a
    preposition). ``companions`` are words of which one must be the object (for a noun: a modifier or its
    preposition); ``subjects`` the same for the subject; ``preposition`` must govern a phrase.
    """

    words: tuple[str, ...]
    part: str
    kind: str
    mode: str
    contexts: tuple[str, ...]
    recipients: tuple[str, ...]
    companions: frozenset[str]
    subjects: frozenset[str]
    preposition: str
    restricted: bool

    @property
    def is_operator(self) -> bool:
        """Whether the row acts on another deed instead of naming one."""
        return self.kind.startswith("@")

    @property
    def needs_cost(self) -> bool:
        """Whether the row asks for a cost that is threatened with ("warned of consequences"): its type is then beyond doubt."""
        return "tells_cost" in self.companions

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """More specific rows first: more words, a restriction, a preposition; light verbs last."""
        return (
            -len(self.words),
            -int(self.restricted),
            -int(bool(self.preposition)),
            int(self.kind == "@light"),
        )


def bare(kind: str, *words: str) -> Trigger:
    """A trigger of no row of the table: nothing but its type and its words."""
    return Trigger(
        words=words,
        part="v",
        kind=kind,
        mode="",
        contexts=(),
        recipients=(),
        companions=frozenset(),
        subjects=frozenset(),
        preposition="",
        restricted=False,
    )


#: Conditions in the object column that are no words of the object, but a shape of the sentence.
SHAPES: Final = frozenset(
    {"inf", "that", "us", "future", "tells_cost", "tells_risk", "tells_blame"}
)


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Classes of words by name (``arms``, ``talks``, ``sanctions`` ...)."""
    return {row["name"]: frozenset(row["words"].split()) for row in rows_of("word_classes.csv")}


#: Who must be the subject for a word to mean what its row says.
_SUBJECT_CLASSES: Final = {
    "@people_subject": ("people", "worker"),
    "@worker_subject": ("worker",),
    "@troops_subject": ("troops",),
}


def _companions(column: str) -> tuple[frozenset[str], frozenset[str]]:
    classes = word_classes()
    objects: set[str] = set()
    subjects: set[str] = set()
    for word in column.split():
        if word in _SUBJECT_CLASSES:
            subjects.update(*(classes[name] for name in _SUBJECT_CLASSES[word]))
        elif word.startswith("@"):
            objects |= classes[word[1:]]
        else:
            objects.add(word)
    return frozenset(objects), frozenset(subjects)


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Rows by (first lemma, part), the most specific first."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows_of("plover_triggers.csv"):
        objects, subjects = _companions(row["object"])
        words = tuple(row["trigger"].split())
        trigger = Trigger(
            words,
            row["part"],
            row["kind"],
            row["mode"],
            tuple(row["contexts"].split()),
            tuple(row["recipients"].split()),
            objects,
            subjects,
            row["preposition"],
            bool(row["object"]),
        )
        # A noun phrase is found from its last word, its head; a verb phrase from its first.
        key = words[-1] if trigger.part == "n" else words[0]
        found.setdefault((key, trigger.part), []).append(trigger)
    return {key: tuple(sorted(rows, key=lambda row: row.weight)) for key, rows in found.items()}
