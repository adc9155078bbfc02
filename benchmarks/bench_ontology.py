"""A user's own types of events from a table alone, on sentences of ours: seventeen types, and none.

Beside us, in the same run and with the same table: its seed phrases as keywords, as they are written, and with every
word by its lemma anywhere in the text. "event given" hands all systems the parent type of the event (of the sentences
without a type: each type the coder found), so that the naming of types is judged by itself; keywords then choose among
the types of that parent. The sentences were written before any of this was run on them, by the hand that wrote
the table; the weights were fitted on other tables (``training/coding/subtypes``).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from detente.coding.likeness import phrase
from detente.coding.ontology import EventType
from detente.coding.subtypes import TableTypes
from detente.measuring import subtypes
from detente.pipeline import Pipeline
from detente.records import Annotation, Article, Event
from record import options, timed, write

SET = Path(__file__).parent / "subtypes"
CHAIN, GIVEN = "own sentences, whole chain", "own sentences, event given"
#: The types of a text, given the types it may have.
Namer = Callable[[str, Annotation, Sequence[EventType]], set[str]]


def as_written(text: str, annotation: Annotation, types: Sequence[EventType]) -> set[str]:
    """Types one of whose seeds stands in the text letter for letter."""
    del annotation
    lower = text.lower()
    return {kind.name for kind in types if any(seed.lower() in lower for seed in kind.seeds)}


def by_lemma(pipeline: Pipeline) -> Namer:
    """Types all words of one of whose seeds stand in the text, in any form and order."""
    seeds: dict[str, tuple[str, ...]] = {}

    def lemmas(seed: str) -> tuple[str, ...]:
        if seed not in seeds:
            seeds[seed] = phrase(seed, pipeline.words).lemmas
        return seeds[seed]

    def namer(text: str, annotation: Annotation, types: Sequence[EventType]) -> set[str]:
        del text
        here = {lemma.lower() for lemma in annotation.words.lemmas}
        return {k.name for k in types if any(here.issuperset(lemmas(s)) for s in k.seeds)}

    return namer


def main() -> None:
    arguments: argparse.Namespace = options(__doc__ or "").parse_args()
    types, items = subtypes.load(SET)
    items = items[: arguments.limit]
    pipeline = Pipeline.build()
    table = TableTypes.load(SET / "ontology.csv", pipeline.words)
    read = [pipeline.read_article(Article(f"o{n}", item.text)) for n, item in enumerate(items)]
    parents = [
        {types[item.type].parent} if item.type else {event.type for event in reading.events}
        for item, reading in zip(items, read, strict=True)
    ]
    found = sum(bool(reading.events) for reading in read) / len(read)
    note = f"the coder finds an event in {found:.0%} of the texts"

    def keywords(namer: Namer, *, given: bool) -> list[set[str]]:
        return [
            namer(
                item.text,
                reading.annotation,
                [kind for kind in types.values() if kind.parent in allowed or not given],
            )
            for item, reading, allowed in zip(items, read, parents, strict=True)
        ]

    def ours(*, given: bool) -> list[set[str]]:
        answers = []
        for item, reading, allowed in zip(items, read, parents, strict=True):
            events: Sequence[Event] = reading.events
            if given:
                events = [subtypes.given(p, reading.annotation, item.text) for p in sorted(allowed)]
            answers.append(subtypes.told(table.refine(reading.annotation, events)))
        return answers

    for split, given in ((CHAIN, False), (GIVEN, True)):
        systems: list[tuple[str, Callable[[], list[set[str]]]]] = [
            ("seeds as written", lambda g=given: keywords(as_written, given=g)),
            ("seeds by lemma", lambda g=given: keywords(by_lemma(pipeline), given=g)),
            ("Détente", lambda g=given: ours(given=g)),
        ]
        for system, answer in systems:
            answers, seconds = timed(answer)
            scores = subtypes.score(items, answers)
            write(arguments, "ontology", system, split, scores.n, scores.figures, seconds=seconds,
                  note=note if system == "Détente" and not given else "", by=scores.by)  # fmt: skip


if __name__ == "__main__":
    main()
