"""Statements, and what in a source is a news outlet."""

from __future__ import annotations

from dataclasses import dataclass

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.syntax import Syntax
from detente.records import Mention


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposal with its outlets.

    ``relays``: nearest the speaker first. ``parent``: index of the statement whose content holds this one.
    ``addressee``: who was told.
    """

    proposal: Proposal
    relays: tuple[WordRange, ...] = ()
    addressee: WordRange | None = None
    parent: int | None = None


def mention_at(syntax: Syntax, words: WordRange) -> Mention | None:
    """The mention that shares most with a range; the widest among equals."""
    start, stop = syntax.words.starts[words[0]], syntax.words.stops[words[1]]
    best: Mention | None = None
    best_score = (0, 0)
    for mention in syntax.mentions_over(start, stop):
        common = min(mention.span.stop, stop) - max(mention.span.start, start)
        if common > 0 and (common, len(mention.span)) > best_score:
            best, best_score = mention, (common, len(mention.span))
    return best


def is_outlet(syntax: Syntax, words: WordRange) -> bool:
    """Whether a phrase names or describes a news outlet."""
    mention = mention_at(syntax, words)
    if mention is not None and mention.kind == "outlet" and not _is_bare(syntax, words):
        covered = mention.head.start >= syntax.words.starts[words[0]]
        head_of_range = head_word(syntax, words)
        at = syntax.words.starts[head_of_range]
        return covered and mention.span.start <= at < mention.span.stop
    if mention is not None and mention.kind == "person":
        return False
    head = syntax.lower[head_word(syntax, words)]
    if _is_bare(syntax, words):
        return False
    if head == "agency" and mention is not None and not mention.span.quote(syntax.text).islower():
        return True
    if head == "agency":
        chain = {m.kind for m in syntax.annotation.mentions if mention and m.chain == mention.chain}
        return "outlet" in chain or bool(
            {"news", "press", "wire", "tass"} & set(syntax.lower[words[0] : words[1] + 1])
        )
    return head in lexicon.OUTLET_NOUNS


def _is_bare(syntax: Syntax, words: WordRange) -> bool:
    """As in "told the press", which names nobody."""
    head = syntax.lower[words[1]]
    return (
        head in {"press", "media", "news", "reporters"}
        and words[1] - words[0] <= 1
        and (syntax.lower[words[0]] in {head, "the", "local"})
    )


def head_word(syntax: Syntax, words: WordRange) -> int:
    """The word of a range whose head lies outside it; the last word if the parse does not say."""
    for index in range(words[0], words[1] + 1):
        head = syntax.heads[index]
        if (head == index or not words[0] <= head <= words[1]) and syntax.lower[index][0].isalnum():
            return index
    return words[1]


def outlets_in(syntax: Syntax, first: int, last: int) -> list[WordRange]:
    """The ranges of mentions between two words that name an outlet."""
    found = []
    start, stop = syntax.words.starts[first], syntax.words.stops[last]
    for mention in syntax.mentions_over(start, stop):
        if mention.kind not in {"outlet", "organisation"}:
            continue
        words = syntax.words_of(mention.span)
        if words is not None and is_outlet(syntax, words):
            found.append(words)
    return found
