"""The words that say it: the trigger, and the smallest clause around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from detente.coding.deeds import Deed
from detente.coding.syntax import Tree
from detente.records import Mention, Span

_OUTSIDE: Final = frozenset({"advcl", "relcl", "parataxis", "dep", "punct", "meta"})
_FAR: Final = 140
"""A party further off than this many characters is named elsewhere; the clause stays small without it."""


def trigger_span(deed: Deed, tree: Tree) -> Span:
    """The trigger's words: the head word with its particle or the rest of its phrase where they adjoin."""
    first = last = deed.index
    rest = deed.trigger.words
    if deed.trigger.part == "n":
        first = max(tree.first[tree.words.sentence[deed.index]], deed.index - len(rest) + 1)
    else:
        end = tree.last[tree.words.sentence[deed.index]]
        for word in rest[1:]:
            if last < end and tree.lower[last + 1] == word:
                last += 1
    return tree.words.span(first, last)


def clause_span(deed: Deed, tree: Tree, parties: Iterable[Mention]) -> Span:
    """The clause of the trigger, trimmed of its side clauses, with the parties that stand close to it."""
    index = deed.index
    inside = [
        word
        for word in tree.below(index, _OUTSIDE)
        if not (tree.relation(word) == "cc" and tree.head(word) == index)
    ]
    if tree.is_verb(index):
        second = {
            word
            for child in tree.labelled(index, "conj")
            if tree.is_verb(child)
            for word in tree.below(child)
        }
        inside = [word for word in inside if word not in second]
    first, last = inside[0], inside[-1]
    span = tree.words.span(first, last)
    sentence = tree.sentence_words(index)
    low, high = tree.words.starts[sentence[0]], tree.words.stops[sentence[-1]]
    start, stop = span.start, span.stop
    for mention in parties:
        if low <= mention.span.start and mention.span.stop <= high:
            if mention.span.start < start and start - mention.span.start <= _FAR:
                start = mention.span.start
            elif mention.span.stop > stop and mention.span.stop - stop <= _FAR:
                stop = mention.span.stop
    return Span(start, stop)
