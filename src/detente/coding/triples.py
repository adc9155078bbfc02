"""CAMEO triples of single sentences: what the relation model alone makes of every two noun phrases.

The older scheme's twenty roots, statements among them, as a field that still measures itself in them wants
them. No status, no day, on nobody's word: for those there are events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from detente.coding.relation import score_pairs, word_range
from detente.coding.syntax import BEFORE_NOUN
from detente.records import Mention, Span, Words

MAX_PHRASES: Final = 14
"""Phrases tried in one sentence; more are an enumeration."""
BAR: Final = 0.25
"""A triple is told from this chance on. The bar that makes F1 best is half of that best F1 where chances are
calibrated (Lipton, Elkan and Naryanaswamy, 2014), and about 50 is what the field reaches; not tuned on any set."""


@dataclass(frozen=True, slots=True)
class CameoTriple:
    """Who does what to whom: two phrases, a CAMEO root (1 to 20) and its chance in [0, 1]."""

    initiator: Span
    recipient: Span
    root: int
    chance: float


def cameo_triples(words: Words, mentions: Sequence[Mention]) -> tuple[CameoTriple, ...]:
    """Every ordered pair of noun phrases of one sentence between which the model sees something pass.

    Args:
        words: an article's words with their vectors.
        mentions: its mentions, whose extent is preferred to that of a bare noun phrase.

    Returns:
        The triples in the order of their phrases; time linear in the pairs.
    """
    rooms: dict[int, list[tuple[int, int]]] = {}
    for phrase in phrases(words, mentions):
        room = rooms.setdefault(words.sentence[phrase[0]], [])
        if len(room) < MAX_PHRASES:
            room.append(phrase)
    pairs = [
        (one, other) for room in rooms.values() for one in room for other in room if one != other
    ]
    scores = score_pairs(words, pairs, roots=True)
    found = []
    for (one, other), score in zip(pairs, scores, strict=True):
        root = 1 + max(range(20), key=score.roots[1:].__getitem__)
        if score.roots[root] >= BAR:
            sides = words.span(*one), words.span(*other)
            found.append(CameoTriple(*sides, root, score.roots[root]))
    return tuple(found)


def phrases(words: Words, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """First and last word of whatever may be a party: mentions, and noun phrases that no mention holds.

    Of nested mentions the outer stays. A noun phrase is a noun or pronoun with the modifiers before it.
    """
    found: list[tuple[int, int]] = []
    inside: set[int] = set()
    for mention in mentions:
        reach = word_range(words, mention.span)
        if reach is not None and not inside.intersection(range(reach[0], reach[1] + 1)):
            found.append(reach)
            inside.update(range(reach[0], reach[1] + 1))
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
