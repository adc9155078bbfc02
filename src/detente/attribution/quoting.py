"""Quoted words and the cue beside them: before, after, around, going on without a new cue.

A quotation may hold several sentences, which a parser reads one by one; the marks, not the parse, say
where such content begins and ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final

from detente.attribution.loose import SENTENCE_END, continued, is_quotable
from detente.attribution.proposals import Proposal, WordRange, joined, shared
from detente.attribution.quotes import Quoted
from detente.attribution.syntax import Syntax

#: Words allowed between a closing mark and the attribution, and between the attribution and an opening one.
_GAP_BEFORE: Final = 3
_GAP_AFTER: Final = 14
_ENDS_SPEECH: Final = frozenset({",", "?", "!", "…", "...", "—", "–", "-", "--"})
_OPENERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ]")
_INTRODUCES: Final = frozenset({",", ":", "that", "as", "—", "–"})


def attach_quotations(syntax: Syntax, drafts: list[Proposal]) -> list[Proposal]:
    """The drafts with their quoted content, and each loose quotation joined to the speech it continues.

    Drafts that end without content are dropped.
    """
    cues = sorted({draft.cue[0] for draft in drafts if is_quotable(syntax, draft)})
    filled = [_with_quotations(syntax, draft, cues) for draft in drafts]
    kept = sorted((d for d in filled if d.content), key=lambda d: (d.cue, d.content))
    return continued(syntax, kept)


def _with_quotations(syntax: Syntax, draft: Proposal, cues: list[int]) -> Proposal:
    home = syntax.quoted_at[draft.cue[0]]
    if home >= 0:  # a source inside a quotation says nothing beyond it
        clipped = _clipped(draft.content, syntax.quotations[home])
        return replace(draft, content=_one_sentence(syntax, draft.cue, clipped))
    content = stretched(syntax, draft.content)
    if not is_quotable(syntax, draft):
        return replace(draft, content=content)
    low, high = _unit(syntax, draft)
    before = _quotation_before(syntax, low)
    after = _quotation_after(syntax, high)
    if before is not None and _cue_between(cues, before.whole[1], draft.cue[0]):
        before = None
    if after is not None and (
        _cue_between(cues, draft.cue[1], after.opening)
        or _has_own_cue(syntax, after, content, cues)
    ):
        after = None
    spoken = [quoted for quoted in (before, after) if quoted is not None]
    if not spoken:
        return replace(draft, content=content)
    marks = tuple(_with_lead_in(syntax, quoted, low, content) for quoted in spoken)
    if before is not None:
        content = tuple(part for part in content if shared((part,), marks) or part[1] < low)
    return replace(
        draft,
        content=_apart_from(joined((*content, *marks)), draft),
        confidence=max(draft.confidence, 0.9 if draft.source else 0.6),
    )


def _cue_between(cues: list[int], low: int, high: int) -> bool:
    """Whether a nearer cue stands between a quotation and this one."""
    at = bisect_right(cues, low)
    return at < len(cues) and cues[at] < high


def _has_own_cue(
    syntax: Syntax, quoted: Quoted, content: tuple[WordRange, ...], cues: list[int]
) -> bool:
    """As in 'The agency noted a need for action: "We can act," said its head': the head says that."""
    if not content or quoted.closing is None or syntax.lower[quoted.opening - 1] != ":":
        return False
    at = bisect_right(cues, quoted.closing)
    return (
        at < len(cues)
        and cues[at] - quoted.closing <= _GAP_BEFORE
        and syntax.lower[quoted.last] in _ENDS_SPEECH
    )


def _apart_from(content: tuple[WordRange, ...], draft: Proposal) -> tuple[WordRange, ...]:
    """Content that ran over its own cue and source is cut there."""
    low = min([draft.cue[0], *(a for a, _ in draft.source)])
    high = max([draft.cue[1], *(b for _, b in draft.source)])
    left: list[WordRange] = []
    for first, last in content:
        if last < low or first > high:
            left.append((first, last))
            continue
        if first < low:
            left.append((first, low - 1))
        if last > high:
            left.append((high + 1, last))
    return tuple(left)


def _unit(syntax: Syntax, draft: Proposal) -> WordRange:
    """Cue and source together, where they stand side by side."""
    low, high = draft.cue
    first, last = syntax.bounds(draft.cue[0])
    for begin, end in draft.source:
        if first <= begin and end <= last and begin - high <= 12 and low - end <= 30:
            low, high = min(low, begin), max(high, end)
    return (low, high)


def _quotation_before(syntax: Syntax, low: int) -> Quoted | None:
    paragraph = syntax.paragraph[low]
    near = bisect_left(syntax.quotations, low, key=lambda quoted: quoted.opening)
    for quoted in reversed(syntax.quotations[max(0, near - 3) : near]):
        if quoted.closing is None or quoted.closing >= low:
            continue
        if syntax.paragraph[quoted.closing] != paragraph or low - quoted.closing > _GAP_BEFORE + 1:
            return None
        gap = syntax.lower[quoted.closing + 1 : low]
        if any(word in SENTENCE_END or (word.isalpha() and word not in _FILLERS) for word in gap):
            return None
        return quoted if syntax.lower[quoted.last] in _ENDS_SPEECH or "," in gap else None
    return None


_FILLERS: Final = frozenset({"as", "so", "then", "and", "but", "the", "a"})


def _quotation_after(syntax: Syntax, high: int) -> Quoted | None:
    paragraph = syntax.paragraph[high]
    near = bisect_right(syntax.quotations, high, key=lambda quoted: quoted.opening)
    for quoted in syntax.quotations[near : near + 1]:
        if syntax.paragraph[quoted.opening] != paragraph or quoted.opening - high > _GAP_AFTER:
            return None
        gap = syntax.lower[high + 1 : quoted.opening]
        if any(word in SENTENCE_END for word in gap):
            return None
        introduced = not gap or gap[-1] in _INTRODUCES
        return quoted if introduced and _speaks_on(quoted, gap) else None
    return None


def _speaks_on(quoted: Quoted, gap: tuple[str, ...]) -> bool:
    """Whether quoted words after a cue are an utterance, not a name in scare marks."""
    return quoted.last > quoted.first or not gap or gap[-1] in {",", ":"}


def _with_lead_in(
    syntax: Syntax, quoted: Quoted, low: int, content: tuple[WordRange, ...]
) -> WordRange:
    """The quotation with its marks, and the unquoted words of its sentence before it if it starts late."""
    whole = quoted.whole
    if shared((whole,), content) or quoted.opening > low:
        return whole
    first = syntax.sentence_first[quoted.first]
    first = (
        min(first, quoted.opening)
        if syntax.paragraph[first] == syntax.paragraph[quoted.first]
        else (quoted.opening)
    )
    lead = syntax.lower[first : quoted.opening]
    starts_late = (
        0 < len(lead) <= 25 and lead[-1] not in _INTRODUCES and lead[-1] not in SENTENCE_END
    )
    has_other_quote = any(syntax.quoted_at[index] >= 0 for index in range(first, quoted.opening))
    return (first, whole[1]) if starts_late and not has_other_quote else whole


def _clipped(content: tuple[WordRange, ...], home: Quoted) -> tuple[WordRange, ...]:
    left = tuple(
        (max(first, home.first), min(last, home.last))
        for first, last in content
        if first <= home.last and last >= home.first
    )
    return tuple(part for part in left if part[0] <= part[1])


def _one_sentence(
    syntax: Syntax, cue: WordRange, content: tuple[WordRange, ...]
) -> tuple[WordRange, ...]:
    """Content behind a cue inside a quotation, up to the full stop a splitter may not have seen there."""
    cut: list[WordRange] = []
    for first, last in content:
        end = last
        for word in range(max(first, cue[1]) + 1, last):
            ends = syntax.lower[word] in {".", "?", "!"} or (
                syntax.lower[word] in {"...", "…"} and syntax.lower[word - 1] == "["
            )
            if first > cue[1] and ends and syntax.text[syntax.words.starts[word + 1]] in _OPENERS:
                end = word - 2 if syntax.lower[word - 1] == "[" else word - 1
                break
        cut.append((first, max(first, end)))
    return tuple(cut)


def stretched(syntax: Syntax, content: tuple[WordRange, ...]) -> tuple[WordRange, ...]:
    """Content that stops inside a closed quotation goes on to its mark, and starts at its mark."""
    grown: list[WordRange] = []
    for first, last in content:
        begin, end = first, last
        inner = syntax.quoted_at[last]
        if inner >= 0 and syntax.quotations[inner].closing is not None:
            end = max(end, syntax.quotations[inner].closing or end)
        inner = syntax.quoted_at[first]
        if inner >= 0 and first - syntax.quotations[inner].first <= 1:
            begin = min(begin, syntax.quotations[inner].opening)
        elif (
            inner >= 0
            and syntax.quotations[inner].closing is not None
            and last > (syntax.quotations[inner].last)
        ):
            begin = syntax.quotations[inner].opening
        grown.append((begin, end))
    return joined(tuple(grown))
