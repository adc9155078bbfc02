"""Quotations without a cue of their own: going on with the speech before them, or set off by a colon."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, inside, joined, size
from detente.attribution.quotes import Quoted
from detente.attribution.sources import source_of
from detente.attribution.syntax import Syntax

SENTENCE_END: Final = frozenset({".", "?", "!", ";"})
#: How many cues before a loose quotation may own it.
_CUES_BACK: Final = 8


def is_quotable(syntax: Syntax, draft: Proposal) -> bool:
    """Whether the cue is one that quoted words may follow."""
    for index in range(draft.cue[0], draft.cue[1] + 1):
        entry = lexicon.verb(syntax.words.lemmas[index])
        if entry is not None and "q" in entry.takes:
            return True
    return syntax.lower[draft.cue[0]] == "according"


def continued(syntax: Syntax, drafts: list[Proposal]) -> list[Proposal]:
    """Join every loose quotation to the speech before it (READING.md 6.2)."""
    found = list(drafts)
    taken: dict[int, int] = {}
    spoken: list[
        tuple[int, int]
    ] = []  # (last word of cue and content, draft), to find the last speaker
    for number, draft in enumerate(found):
        if syntax.quoted_at[draft.cue[0]] >= 0:
            continue
        spoken.append((draft.cue[0], number))
        for first, last in draft.content:
            index = bisect_left(syntax.quotations, first, key=lambda q: q.whole[1])
            while index < len(syntax.quotations) and syntax.quotations[index].opening <= last:
                taken[index] = number
                index += 1
    for index, quoted in enumerate(syntax.quotations):
        if index in taken or not _opens_sentence(syntax, quoted):
            continue
        before = _speeches_before(found, spoken, quoted.opening)
        if not before or quoted.last - quoted.first < 1:
            continue
        speech = before[-1]
        if _may_continue(syntax, found[speech], quoted, index, taken.get(index - 1) == speech):
            found[speech] = replace(
                found[speech], content=joined((*found[speech].content, quoted.whole))
            )
            taken[index] = speech
    return [*found, *_set_off(syntax, found, taken)]


def _speeches_before(
    drafts: list[Proposal], spoken: list[tuple[int, int]], opening: int
) -> list[int]:
    """The last drafts before a word, in order, less those that only hold another's words."""
    near = spoken[max(0, bisect_left(spoken, (opening, -1)) - _CUES_BACK) :]
    near = near[: bisect_left(near, (opening, -1))]
    return [
        number
        for cue, number in near
        if not any(other != cue and inside(other, drafts[number].content) for other, _ in near)
    ]


def _opens_sentence(syntax: Syntax, quoted: Quoted) -> bool:
    paragraph_first = syntax.paragraphs[syntax.paragraph[quoted.opening]][0]
    return quoted.opening == paragraph_first or (
        syntax.lower[quoted.opening - 1] in SENTENCE_END
        or syntax.lower[quoted.opening - 1] in {'"', "”", "'", "’"}
    )


def _may_continue(
    syntax: Syntax, draft: Proposal, quoted: Quoted, index: int, follows_own: bool
) -> bool:
    if not is_quotable(syntax, draft) or not draft.source or size(draft.content) == 0:
        return False
    last = max(draft.cue[1], draft.content[-1][1])
    gap = syntax.paragraph[quoted.opening] - syntax.paragraph[last]
    between = quoted.opening - last
    if gap == 0:
        return between <= 30
    previous = syntax.quotations[index - 1] if index else None
    at_start = quoted.opening == syntax.paragraphs[syntax.paragraph[quoted.opening]][0]
    return gap == 1 and at_start and follows_own and previous is not None and between <= 30


def _set_off(syntax: Syntax, drafts: list[Proposal], taken: dict[int, int]) -> list[Proposal]:
    """A proposal for each quotation behind a colon that no cue owns: 'The ministry was blunt: "We refuse."'."""
    cues = {word for d in drafts for word in range(d.cue[0], d.cue[1] + 1)}
    found = []
    for index, quoted in enumerate(syntax.quotations):
        colon = quoted.opening - 1
        if (
            index in taken
            or colon < 1
            or syntax.lower[colon] != ":"
            or quoted.last - quoted.first < 3
        ):
            continue
        if syntax.paragraph[colon] != syntax.paragraph[quoted.opening]:
            continue
        verb = _main_verb_before(syntax, colon)
        if verb is None or verb in cues or syntax.quoted_at[verb] >= 0:
            continue
        source = source_of(syntax, verb)
        if source and source[-1][1] < colon:
            found.append(Proposal((verb, verb), source, (quoted.whole,), 0.75))
    return found


def _main_verb_before(syntax: Syntax, colon: int) -> int | None:
    """The verb with a subject of its own that stands first in the sentence before a colon."""
    for word in range(syntax.sentence_first[colon], colon):
        subject = syntax.subject(word) if syntax.is_verb(word) else None
        if subject is not None and subject < word and syntax.tags[subject] not in {"WDT", "WP"}:
            return word
    return None
