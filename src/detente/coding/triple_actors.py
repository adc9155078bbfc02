"""Who may be a party of a CAMEO triple: every noun phrase of a sentence, whether it is a mention or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from detente.coding.relation import word_range
from detente.coding.syntax import BEFORE_NOUN, Tree
from detente.records import Mention, Words

MOST: Final = 14
"""Phrases tried in one sentence; more are an enumeration."""
_NAMING: Final = ("NN", "JJ", "CD", "PRP")


@dataclass(frozen=True, slots=True)
class Actor:
    """Whatever may be a party: its first and last word, the one that governs it, the words that name it in lower case.

    ``mention`` is what the annotation knows of it, None for a noun phrase that is no mention.
    """

    first: int
    last: int
    top: int
    named: frozenset[str]
    mention: Mention | None


def phrases(words: Words, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """First and last word of whatever may be a party: mentions, and noun phrases that no mention holds.

    Of nested mentions the outer stays. A noun phrase is a noun or pronoun with the modifiers before it.
    """
    found: list[tuple[int, int]] = []
    inside: set[int] = set()
    for mention in mentions:
        reach = words.touching(mention.span)
        if reach and inside.isdisjoint(reach):
            found.append((reach[0], reach[-1]))
            inside.update(reach)
    for index, tag in enumerate(words.tags):
        noun = tag.startswith("NN") or tag == "PRP"
        if not noun or index in inside or words.relations[index] in BEFORE_NOUN:
            continue
        first = index
        while (
            first > 0
            and first - 1 not in inside
            and words.heads[first - 1] == index
            and words.relations[first - 1] in BEFORE_NOUN
        ):
            first -= 1
        found.append((first, index))
    return sorted(found)


def actors_of(tree: Tree, mentions: Sequence[Mention]) -> list[list[Actor]]:
    """The phrases of each sentence in reading order, at most :data:`MOST` of one."""
    known = {word_range(tree.words, mention.span): mention for mention in mentions}
    rooms: dict[int, list[Actor]] = {}
    for first, last in phrases(tree.words, mentions):
        room = rooms.setdefault(tree.words.sentence[first], [])
        if len(room) < MOST:
            words = range(first, last + 1)
            naming = [i for i in words if tree.tag(i).startswith(_NAMING)] or words
            named = frozenset(tree.lower[i] for i in naming)
            top = tree.top(first, last)
            room.append(Actor(first, last, top, named, known.get((first, last))))
    return list(rooms.values())
