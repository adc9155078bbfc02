"""The protocol that BBC Citron publishes its figures by, for figures beside its model card.

Source: github.com/bbc/citron at 1937f2c, ``citron/metrics.py`` (what is counted) and
``scripts/preprocess/parc_extractor.py`` (which attributions are counted); written anew from what these do.

* Counted are attributions with source, cue and content whose cue stands outside quotation marks. The
  same choice is made among answers, because Citron gives none elsewhere. A cue of several pieces
  counts from its first to its last word.
* *exact*: an answer's cue is right where some gold cue is the same; its source (content) where all
  pieces equal those of a gold attribution whose cue overlaps or touches; ``all`` where all three are
  equal. Recall is taken over right answers and gold attributions that no answer fits.
* *overlap*: tokens shared by each answer with each gold attribution, whatever their cues, over the
  tokens answered and wanted; ``all`` adds up the three roles. Attributions of one text that overlap
  count their common tokens more than once, so a figure may pass 1.

Two things differ from Citron's own runs: tokens are this folder's, not spaCy's, and PARC's stray
punctuation is not trimmed, because both sides here keep the marks as PolNeAR does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from detente.measuring.tally import Tally

#: First and last token of a piece, both included.
Piece: TypeAlias = tuple[int, int]
Same: TypeAlias = Callable[["Quote", "Quote"], bool]

ROLES: Final = ("cue", "source", "content")
_OPENING: Final = frozenset("“«„")
_CLOSING: Final = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution in tokens; ``source`` and ``content`` in reading order, none empty."""

    cue: Piece
    source: tuple[Piece, ...]
    content: tuple[Piece, ...]


def quote(
    source: tuple[Piece, ...],
    cue: tuple[Piece, ...],
    content: tuple[Piece, ...],
    quoted: Sequence[bool],
) -> Quote | None:
    """The attribution if the protocol counts it; ``quoted`` tells each token inside quotation marks."""
    if not (source and cue and content):
        return None
    first, last = cue[0][0], cue[-1][1]
    return None if quoted[first] or quoted[last] else Quote((first, last), source, content)


def in_quotation_marks(tokens: Sequence[str], line: Sequence[int]) -> list[bool]:
    """Whether each token stands between quotation marks, opened afresh on each line."""
    answer, inside = [], False
    for index, token in enumerate(tokens):
        inside = inside and line[index] == line[index - 1]
        if token in _CLOSING or (token == '"' and inside):
            answer.append(True)
            inside = False
            continue
        inside = inside or token in _OPENING or token == '"'
        answer.append(inside)
    return answer


def tallies(gold: Sequence[Quote], answers: Sequence[Quote]) -> dict[str, Tally]:
    """The counts of one text, by figure (``exact_cue`` to ``overlap_all``); add them up over texts."""
    found = {f"exact_{name}": _exact(gold, answers, same) for name, same in _SAME.items()}
    whole = Tally()
    for role in ROLES:
        mine = [_pieces(answer, role) for answer in answers]
        theirs = [_pieces(wanted, role) for wanted in gold]
        shared = sum(_shared(a, b) for a in mine for b in theirs)
        found[f"overlap_{role}"] = Tally(shared, sum(map(_size, mine)), sum(map(_size, theirs)))
        whole += found[f"overlap_{role}"]
    return found | {"overlap_all": whole}


def _touches(answer: Quote, wanted: Quote) -> bool:
    """Citron's test of overlap, by which an answer right after a gold cue still meets it."""
    return answer.cue[0] <= wanted.cue[1] + 1 and answer.cue[1] >= wanted.cue[0]


_SAME: Final[dict[str, Same]] = {
    "cue": lambda a, b: a.cue == b.cue,
    "source": lambda a, b: _touches(a, b) and a.source == b.source,
    "content": lambda a, b: _touches(a, b) and a.content == b.content,
    "all": lambda a, b: a == b,
}


def _exact(gold: Sequence[Quote], answers: Sequence[Quote], same: Same) -> Tally:
    right = sum(any(same(answer, wanted) for wanted in gold) for answer in answers)
    missed = sum(not any(same(answer, wanted) for answer in answers) for wanted in gold)
    return Tally(right, len(answers), right + missed)


def _pieces(of: Quote, role: str) -> tuple[Piece, ...]:
    return (of.cue,) if role == "cue" else of.source if role == "source" else of.content


def _size(pieces: tuple[Piece, ...]) -> int:
    return sum(last - first + 1 for first, last in pieces)


def _shared(some: tuple[Piece, ...], others: tuple[Piece, ...]) -> int:
    return sum(max(0, min(b, d) - max(a, c) + 1) for a, b in some for c, d in others)
