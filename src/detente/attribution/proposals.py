"""What a proposer hands over: who might say what, in words of the annotation.

A proposal is a guess about the surface: cue, source and content as ranges of word indices, both ends
included. It follows the PolNeAR convention (the content keeps its "that" and its quotation marks, a
pronoun stays the source); what it means, whom the pronoun stands for and through whom the words came is
decided later, in ``attribute``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from detente.records import Annotation, Article

#: First and last word of a range, both included.
WordRange: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One guess: ``cue`` introduces ``content`` as the words of ``source``.

    Ranges are in reading order and do not overlap within one role. ``source`` is empty where the text
    names none ("it was reported"). ``confidence`` is in [0, 1].
    """

    cue: WordRange
    source: tuple[WordRange, ...]
    content: tuple[WordRange, ...]
    confidence: float


Proposer: TypeAlias = Callable[[Article, Annotation], tuple[Proposal, ...]]


def size(ranges: tuple[WordRange, ...]) -> int:
    """How many words the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def shared(some: tuple[WordRange, ...], others: tuple[WordRange, ...]) -> int:
    """How many words two tuples of disjoint ranges have in common."""
    total = 0
    for first, last in some:
        for begin, end in others:
            total += max(0, min(last, end) - max(first, begin) + 1)
    return total


def inside(word: int, ranges: tuple[WordRange, ...]) -> bool:
    """Whether the word lies in one of the ranges."""
    return any(first <= word <= last for first, last in ranges)


def without(ranges: tuple[WordRange, ...], hole: WordRange) -> tuple[WordRange, ...]:
    """The ranges with the words of ``hole`` cut out."""
    left: list[WordRange] = []
    for first, last in ranges:
        if last < hole[0] or first > hole[1]:
            left.append((first, last))
            continue
        if first < hole[0]:
            left.append((first, hole[0] - 1))
        if last > hole[1]:
            left.append((hole[1] + 1, last))
    return tuple(left)


def joined(ranges: tuple[WordRange, ...]) -> tuple[WordRange, ...]:
    """The same words in as few ranges as possible, in reading order."""
    whole: list[WordRange] = []
    for first, last in sorted(ranges):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return tuple(whole)
