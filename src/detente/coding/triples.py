"""CAMEO triples of single sentences: what the relation model alone makes of every two actors.

The older scheme's twenty roots, statements among them, as a field that still measures itself in them wants
them. No status, no day, on nobody's word: for those there are events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from detente.coding.relation import score_pairs, word_range
from detente.records import Mention, Words

MAX_ACTORS: Final = 12
"""Actors tried in one sentence; more are an enumeration."""
BAR: Final = 0.25
"""A triple is told from this chance on. The bar that makes F1 best is half of that best F1 where chances are
calibrated (Lipton, Elkan and Naryanaswamy, 2014), and about 50 is what the field reaches; not tuned on any set."""


@dataclass(frozen=True, slots=True)
class CameoTriple:
    """Who does what to whom: two mentions, a CAMEO root (1 to 20) and its chance in [0, 1]."""

    initiator: Mention
    recipient: Mention
    root: int
    chance: float


def cameo_triples(words: Words, mentions: Sequence[Mention]) -> tuple[CameoTriple, ...]:
    """Every ordered pair of actors of one sentence between which the model sees something pass.

    Args:
        words: an article's words with their vectors.
        mentions: its mentions; agreements do nothing and are left out, of nested ones the outer stays.

    Returns:
        The triples in the order of their mentions; time linear in the pairs.
    """
    rooms: dict[int, list[tuple[Mention, tuple[int, int]]]] = {}
    for mention in mentions:
        if mention.kind == "agreement":
            continue
        inside = word_range(words, mention.span)
        if inside is None:
            continue
        room = rooms.setdefault(words.sentence[inside[0]], [])
        nested = any(other.span.contains(mention.span) for other, _ in room)
        if not nested and len(room) < MAX_ACTORS:
            room.append((mention, inside))
    pairs = [
        (one, other)
        for room in rooms.values()
        for one in room
        for other in room
        if not one[0].span.overlaps(other[0].span)
    ]
    scores = score_pairs(words, [(one[1], other[1]) for one, other in pairs], roots=True)
    found = []
    for (one, other), score in zip(pairs, scores, strict=True):
        root = 1 + max(range(20), key=score.roots[1:].__getitem__)
        if score.roots[root] >= BAR:
            found.append(CameoTriple(one[0], other[0], root, score.roots[root]))
    return tuple(found)
