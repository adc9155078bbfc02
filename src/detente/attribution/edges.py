"""Where a content the tagger marked begins and ends: no stray words, no loose commas, no venue."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, without
from detente.attribution.syntax import Syntax

#: Words that neither begin nor end a segment.
_LEFT_OVER: Final = frozenset({",", "—", "–", "―", "--", ";", ".", ":"})
_JOINING: Final = frozenset({"as", "and", "but", "or", "before", "because", "which"})
#: A piece of at most this many words, alone in its sentence, belongs to nothing.
_STRAY: Final = 2
#: Where something is said, never part of what is said.
_VENUES: Final = lexicon.word_family("venues")


def less_strays(syntax: Syntax, proposal: Proposal) -> tuple[WordRange, ...]:
    """The content without a word or two of another sentence that the tagger let slip in."""
    sentences = syntax.words.sentence
    home = {sentences[proposal.cue[0]]}
    home |= {sentences[first] for first, last in proposal.content if last - first + 1 > _STRAY}
    kept = tuple(
        (first, last)
        for first, last in proposal.content
        if last - first + 1 > _STRAY or syntax.quoted_at[first] >= 0 or sentences[first] in home
    )
    return kept or proposal.content


def bare_ends(syntax: Syntax, ranges: tuple[WordRange, ...]) -> tuple[WordRange, ...]:
    """The ranges without commas, dashes and conjunctions left over at their edges."""
    bare = []
    for first, last in ranges:
        end = last
        while end > first and syntax.lower[end] in _LEFT_OVER | _JOINING:
            end -= 1
        begin = first
        while begin < end and syntax.lower[begin] in _LEFT_OVER:
            begin += 1
        bare.append((begin, end))
    return tuple(bare)


def before_venue(
    syntax: Syntax, content: tuple[WordRange, ...], rule: Proposal
) -> tuple[WordRange, ...]:
    """The content up to the rule's end where only "in a statement ..." follows it."""
    last = rule.content[-1][1] if rule.content else -1
    venue = syntax.lower[last + 1 : last + 5]
    if venue[:1] and venue[0] in {"in", "during", "at", "on"} and _VENUES & set(venue):
        cut = without(content, (last + 1, max(last + 1, content[-1][1])))
        return cut or content
    return content
