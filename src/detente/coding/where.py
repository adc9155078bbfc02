"""Where an event took place: a place named in its clause, as a mention id."""

from __future__ import annotations

from typing import Final

from detente.coding.parties import Cast
from detente.coding.syntax import Tree
from detente.records import Span

_PLACE_LINKS: Final = frozenset(
    {
        "in", "at", "near", "inside", "outside", "across", "along", "off", "on", "over", "into", "around",
    }
)  # fmt: skip


def place_of(tree: Tree, cast: Cast, index: int, evidence: Span) -> str | None:
    """The place mention nearest the trigger that stands after a preposition of place in the evidence."""
    best: tuple[int, str] | None = None
    for word in tree.sentence_words(index):
        start = tree.words.starts[word]
        if not evidence.start <= start < evidence.stop or tree.relation(word) != "pobj":
            continue
        if tree.lower[tree.head(word)] not in _PLACE_LINKS:
            continue
        mention = cast.headed_by(word)
        if mention is None or mention.kind not in ("place", "country"):
            continue
        distance = abs(word - index)
        if best is None or distance < best[0]:
            best = (distance, mention.mention_id)
    return None if best is None else best[1]
