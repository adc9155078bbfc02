"""A user's own types of events on sentences that each tell of one of them, or of none.

A set is a folder with ``ontology.csv`` (a user's table, see ``docs/how-to/own-events.md``) and ``items.tsv`` with
the columns ``type`` (empty: none of them) and ``text``.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.coding.ontology import EventType, load_ontology
from detente.errors import DataError
from detente.measuring.files import CURE, read_text, require_file
from detente.measuring.tally import Scores, Tally, label_tallies, macro_f1
from detente.records import Annotation, Event, Span

WHAT: Final = "a tab-separated file with the columns type and text"


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence and the type it tells of; empty for none."""

    type: str
    text: str


def load(folder: Path) -> tuple[dict[str, EventType], list[Item]]:
    """The types and the items of a set.

    Raises:
        TableError: the ontology is broken.
        DataError: the items are, or name a type the ontology has not.
    """
    types = load_ontology(folder / "ontology.csv")
    path = require_file(folder / "items.tsv", WHAT)
    lines = read_text(path).splitlines()
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != ["type", "text"]:
        raise DataError(f"{path} begins with {lines[:1]}", WHAT, CURE)
    items = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != 2 or (row[0] and row[0] not in types):
            raise DataError(
                f"{path} line {number} is {row}", "a type of the ontology, a text", CURE
            )
        items.append(Item(*row))
    return types, items


def told(events: Sequence[Event]) -> set[str]:
    """The names of the user's types that the events of one text have."""
    return {own.name for event in events for own in event.subtypes}


def score(items: Sequence[Item], answers: Sequence[set[str]]) -> Scores:
    """Score the types told of each text against the one it tells of.

    Figures: precision, recall and F1 over all types told, macro F1 over the types, and the share of the texts
    without a type that were given one.
    """
    total = Tally()
    for item, found in zip(items, answers, strict=True):
        total += Tally(int(item.type in found), len(found), int(bool(item.type)))
    without = [found for item, found in zip(items, answers, strict=True) if not item.type]
    best = [
        item.type if item.type in found else min(found, default="")
        for item, found in zip(items, answers, strict=True)
    ]
    by = {
        name: tally
        for name, tally in label_tallies([item.type for item in items], best).items()
        if name
    }
    figures = total.figures() | {
        "macro_f1": macro_f1(by.values()),
        "wrongly_typed_share": sum(map(bool, without)) / len(without) if without else 0.0,
    }
    return Scores(len(items), figures, {"type": {name: tally.row() for name, tally in by.items()}})


def given(parent: str, annotation: Annotation, text: str) -> Event:
    """An event of a parent type that fills the whole text, to judge the naming of types by itself."""
    words = annotation.words
    root = next((i for i in range(len(words)) if words.heads[i] == i), 0)
    return Event(
        event_id="given",
        article_id=annotation.article_id,
        claim_id=None,
        ontology="plover",
        type=parent,
        mode="",
        contexts=(),
        initiator=None,
        recipient=None,
        status="happened",
        first_day=None,
        last_day=None,
        day_basis="unknown",
        place=None,
        about=(),
        trigger=words.span(root, root),
        evidence=(Span(0, len(text)),),
        intensity=0.0,
        confidence=1.0,
    )
