"""What the mention finder asks of an article: its words, tags, names and known aliases, by word index."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final, cast

from detente.records import Hit, Kind, Words

#: Kind of a name by the label the tagger gives it.
NAMES: Final[dict[str, Kind]] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "LAW": "agreement",
}


@cache
def noun_kinds() -> dict[str, Kind]:
    """Head nouns that make a phrase an actor, with the kind they give it."""
    table = resources.files("detente.language") / "tables" / "nouns.csv"
    with table.open(encoding="utf-8") as stream:
        return {row["noun"]: cast("Kind", row["kind"]) for row in csv.DictReader(stream)}


class TextView:
    """One article, word by word."""

    def __init__(self, text: str, words: Words, hits: Sequence[Hit]) -> None:
        self.words = words
        self.forms = [text[a:b] for a, b in zip(words.starts, words.stops, strict=True)]
        self.lower = [form.lower().replace("’", "'") for form in self.forms]
        self.tags = words.tags
        self.entity = [label[2:] if label != "O" else "" for label in words.entities]
        self.hit: list[Hit | None] = [None] * len(self.forms)
        cursor = 0
        for hit in hits:
            while cursor < len(words) and words.stops[cursor] <= hit.span.start:
                cursor += 1
            index = cursor
            while index < len(words) and words.starts[index] < hit.span.stop:
                self.hit[index] = hit
                index += 1

    def same_name(self, left: int, right: int) -> bool:
        """Whether two neighbouring words belong to one tagged name or one alias."""
        if self.hit[left] is not None and self.hit[left] is self.hit[right]:
            return True
        return bool(self.entity[left]) and self.words.entities[right] == f"I-{self.entity[left]}"

    def name_around(self, index: int) -> tuple[int, int]:
        """First and last word of the name that word ``index`` is in."""
        first = last = index
        while first > 0 and self.same_name(first - 1, first):
            first -= 1
        while last + 1 < len(self.forms) and self.same_name(last, last + 1):
            last += 1
        return first, last

    def named_kind(self, index: int) -> Kind | None:
        """Kind by the name at a word: a known alias first, except where the tagger saw a person."""
        hit, entity = self.hit[index], self.entity[index]
        if entity == "PERSON" and (hit is None or hit.kind != "person"):
            return "person" if hit is None or len(hit.span) < 5 or hit.kind == "place" else hit.kind
        if hit is not None:
            return hit.kind
        if self.tags[index] == "NNP" and entity == "NORP":
            return "country"
        return NAMES.get(entity)
