"""A user's own types of events, told from a table alone: by seed phrases, and by likeness to a definition.

Events are never made here and never lost: an event the coder found gets at most one type of each table beside its
own, or none. How much each sign weighs was fitted by ``training/coding/fit_subtypes.py`` on sentences written for
it, about types that no user's table need share; see ``tables/subtypes.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path
from typing import Final, Protocol

from detente.coding.likeness import (
    KINDS,
    Describe,
    Likeness,
    Phrase,
    content,
    phrase,
    spread,
    unit,
)
from detente.coding.ontology import PLOVER, EventType, load_ontology, plover, quad
from detente.coding.rows import rows_of
from detente.records import Annotation, Event, Subtype, Words
from detente.weights import Matrix

_CLAUSES: Final = frozenset({"advcl", "relcl", "ccomp", "csubj", "parataxis", "conj"})
_SEEDS: Final = 4
"""Seeds of a PLOVER type that are encoded: enough to say where it lies."""


class Refiner(Protocol):
    """Gives events a user's own types."""

    def refine(self, annotation: Annotation, events: Sequence[Event]) -> tuple[Event, ...]:
        """The same events in the same order, some with a subtype more."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over named signs, and the probability from which a type is given."""

    signs: Mapping[str, float]
    start: float
    bar: float

    def probability(self, named: Mapping[str, float]) -> float:
        """How likely the type is right, in (0, 1); a sign without a weight counts nothing."""
        total = self.start + sum(self.signs.get(name, 0.0) * value for name, value in named.items())
        return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


@cache
def shipped() -> Weights:
    """The weights of the package."""
    rows = {row["sign"]: float(row["weight"]) for row in rows_of("subtypes.csv")}
    return Weights(rows, rows.pop("start"), rows.pop("bar"))


class TableTypes:
    """The types of one ontology. Treat it as frozen.

    Args:
        ontology: its name, shown with each type it gives.
        types: its rows; not empty.
        describe: gives the words of a sentence.
        weights: None takes those of the package.

    Raises:
        SettingsError: the annotator gives no words with vectors, so nothing can be compared.
    """

    def __init__(
        self,
        ontology: str,
        types: Sequence[EventType],
        describe: Describe,
        weights: Weights | None = None,
    ) -> None:
        self.ontology = ontology
        self.types = tuple(types)
        self.weights = weights or shipped()
        known = [[plover()[name].definition, *plover()[name].seeds[:_SEEDS]] for name in PLOVER]
        own = [[text for text in (kind.definition, *kind.seeds) if text] for kind in types]
        described = [[phrase(text, describe) for text in group] for group in (*known, *own)]
        self._phrases = tuple(tuple(group) for group in described[len(PLOVER) :])
        self._likeness = Likeness(described)
        self._first = sum(len(group) for group in known)

    @classmethod
    def load(cls, path: Path, describe: Describe) -> TableTypes:
        """The types of a user's CSV file; TableError when a row is broken."""
        return cls(path.stem, tuple(load_ontology(path).values()), describe)

    def refine(self, annotation: Annotation, events: Sequence[Event]) -> tuple[Event, ...]:
        """See :class:`Refiner`. Time linear in the words of the evidence times those of the table."""
        return tuple(self._refined(event, annotation.words) for event in events)

    def _refined(self, event: Event, words: Words) -> Event:
        weighed = [
            (self.weights.probability(signs), -place, kind, why)
            for place, (kind, signs, why) in enumerate(self.signs(event, words))
        ]
        if not weighed:
            return event
        chance, _, kind, why = max(weighed, key=lambda each: each[:2])
        if chance < self.weights.bar:
            return event
        given = Subtype(kind.name, self.ontology, round(chance, 3), why)
        return replace(event, subtypes=(*event.subtypes, given))

    def signs(self, event: Event, words: Words) -> list[tuple[EventType, dict[str, float], str]]:
        """The types an event may be, each with the signs for it and in words what it rests on."""
        clause = clause_words(event, words)
        if not clause:
            return []
        vectors: Matrix = unit(words.states[content(words, clause)])
        likeness, by_phrase = self._likeness.of(vectors)
        spreads = spread(likeness)
        here = frozenset(words.lemmas[index].lower() for index in clause)
        found = []
        at = self._first
        for place, (kind, phrases) in enumerate(zip(self.types, self._phrases, strict=True)):
            number = len(PLOVER) + place
            texts = by_phrase[at : at + len(phrases)]
            at += len(phrases)
            seeds = phrases[1:] if kind.definition else phrases
            signs, seed = _of_seeds(seeds, words, clause, event)
            signs |= _of_nouns(phrases, here)
            # An accusation holds the deed it tells of: only the trigger itself can say more than the coder.
            if kind.parent != event.type and not {"seed phrase", "seed at trigger"} <= set(signs):
                continue
            signs |= _of_parent(kind, event)
            if kind.definition:
                signs["definition share"] = _share(phrases[0].lemmas, here)
            parent = spreads[PLOVER.index(kind.parent)]
            rivals = [
                n for n in range(len(spreads)) if n not in (number, PLOVER.index(kind.parent))
            ]
            rival = spreads[rivals].max(0)
            for column, name in enumerate(KINDS):
                value = float(spreads[number, column])
                signs[f"like {name}"] = value
                signs[f"over parent {name}"] = value - float(parent[column])
                signs[f"over rival {name}"] = value - float(rival[column])
            nearest = phrases[int(texts.argmax())].text
            why = f"the words of its seed “{seed}”" if seed else f"likest to “{nearest}”"
            found.append((kind, signs, why))
        return found


def clause_words(event: Event, words: Words) -> list[int]:
    """The words of the trigger and of every evidence of an event, in reading order."""
    spans = (event.trigger, *event.evidence)
    return sorted({index for span in spans for index in words.touching(span)})


def _of_parent(kind: EventType, event: Event) -> dict[str, float]:
    if event.type == kind.parent:
        return {}
    signs = {"other parent": 1.0}
    if event.type not in PLOVER or quad(event.type) != quad(kind.parent):
        signs["other quad"] = 1.0
    return signs


def _share(lemmas: Sequence[str], here: frozenset[str]) -> float:
    return sum(lemma in here for lemma in lemmas) / max(len(lemmas), 1)


def _of_nouns(phrases: Sequence[Phrase], here: frozenset[str]) -> dict[str, float]:
    """The parent type says what is done; the nouns of a description say to what ("port", "refugees")."""
    best = max(_share(item.nouns, here) for item in phrases)
    return {"noun share": best, "noun": 1.0} if best else {}


def _of_seeds(
    seeds: Sequence[Phrase], words: Words, clause: Sequence[int], event: Event
) -> tuple[dict[str, float], str]:
    """The signs of the seeds, and the text of the one whose words hang together in the clause, if any."""
    here = frozenset(words.lemmas[index].lower() for index in clause)
    signs = {"seed share": max((_share(seed.lemmas, here) for seed in seeds), default=0.0)}
    told = ""
    for seed in seeds:
        places = _together(seed.lemmas, words, clause)
        if not places:
            continue
        name = "seed phrase" if len(seed.lemmas) > 1 else "seed word"
        if name not in signs and "seed phrase" not in signs:
            told = seed.text
        signs[name] = 1.0
        spans = [words.span(place, place) for place in places]
        if any(span.overlaps(event.trigger) for span in spans):
            signs["seed at trigger"] = 1.0
    return signs, told


def _together(lemmas: Sequence[str], words: Words, clause: Sequence[int]) -> frozenset[int]:
    """Words of the clause with these lemmas, all of them, at most two steps of the tree from one to the next."""
    places = [index for index in clause if words.lemmas[index].lower() in lemmas]
    if not lemmas or len({words.lemmas[index].lower() for index in places}) < len(set(lemmas)):
        return frozenset()
    left = set(places)
    while left:
        queue, group = [left.pop()], set[int]()
        while queue:
            index = queue.pop()
            group.add(index)
            near = {other for other in left if _near(index, other, words)}
            left -= near
            queue.extend(near)
        if {words.lemmas[index].lower() for index in group} >= set(lemmas):
            return frozenset(group)
    return frozenset()


def _near(one: int, other: int, words: Words) -> bool:
    up, over = _governor(one, words), _governor(other, words)
    return (
        other in (up, _governor(up, words)) or one in (over, _governor(over, words)) or up == over
    )


def _governor(index: int, words: Words) -> int:
    """The head of a word within its clause; a preposition between the two is no step ("all of its ports")."""
    if words.relations[index] in _CLAUSES:
        return index
    head = words.heads[index]
    return words.heads[head] if words.relations[head] == "prep" else head
