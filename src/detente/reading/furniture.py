"""The furniture filter: parts the report from the page around it, line by line, and says why.

Only whole lines go. A line goes where it matches a rule of ``patterns``, where it is the headline
that stands beside a "Previous Article" label or under a "Related" header, or where it comes after
the end of the report. Every line that goes is kept with its reason; no line is edited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.reading import patterns
from detente.records import Furniture

# No furniture line is longer; the limit also bounds the work of every pattern.
_LONGEST = 420
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HEADLINE_WORDS, _HEADLINE_CHARS = 30, 220
# Under a "Related" header in mid-report at most this many headlines are taken along.
_LIST_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Sifted:
    """What stayed, in order, and what went, in order."""

    kept: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    previous_title: str = ""
    next_title: str = ""


def is_sentence(line: str) -> bool:
    """Whether ``line`` reads as prose: it ends like a sentence and has more words than a slogan."""
    return len(line) > 300 or (
        _SENTENCE_END.search(line) is not None and len(line.split(maxsplit=8)) > 8
    )


def is_headline(line: str) -> bool:
    """Whether ``line`` could be another report's title: short, and not ended like a statement."""
    if len(line) > _HEADLINE_CHARS or len(line.split()) > _HEADLINE_WORDS:
        return False
    return not line.rstrip("\"'”’»)").endswith((".", ",", ";", ":")) and any(map(str.isalpha, line))


@lru_cache(maxsize=8192)
def reason_anywhere(line: str) -> str:
    """Why ``line`` is furniture wherever it stands; empty when it is not."""
    return _first_reason(line, patterns.ANYWHERE)


@lru_cache(maxsize=2048)
def reason_in_margin(line: str) -> str:
    """Why ``line`` is furniture outside the first and last sentences; empty when it is not."""
    return _first_reason(line, patterns.MARGIN)


def _first_reason(line: str, rules: Sequence[patterns.Rule]) -> str:
    if len(line) > _LONGEST:
        return ""
    folded = patterns.fold(line)
    words = len(folded.split())
    if not words:
        # Arrows, bullets, rules: nothing in it is a word.
        return "ornament" if len(line) <= 80 and not any(map(str.isalnum, line)) else ""
    for rule in rules:
        if words <= rule.most and rule.pattern.fullmatch(folded):
            return rule.reason
    return ""


def sift(lines: Sequence[str]) -> Sifted:
    """Part ``lines`` (paragraphs, each on one line) into the report and its furniture.

    Idempotent: sifting what was kept removes nothing more.
    """
    kept = list(lines)
    reasons: dict[int, str] = {}
    previous, following = _neighbours(kept, reasons)
    _match_lines(kept, reasons)
    _related_lists(kept, reasons)
    _margins(kept, reasons)
    return Sifted(
        tuple(line for index, line in enumerate(kept) if index not in reasons),
        tuple(Furniture(kept[index], reasons[index]) for index in sorted(reasons)),
        previous,
        following,
    )


def _neighbours(lines: Sequence[str], reasons: dict[int, str]) -> tuple[str, str]:
    """Mark "Previous Article" and "Next Article" with the titles on, beside or after them."""
    titles = {"previous": "", "next": ""}
    waiting: list[str] = []
    for index, line in enumerate(lines):
        if len(line) > _LONGEST:
            waiting = []
            continue
        inline = patterns.LABELLED.fullmatch(line)
        label = patterns.LABEL.fullmatch(patterns.fold(line))
        if inline:
            side = _side(inline.group(1) or inline.group(3))
            titles[side] = titles[side] or (inline.group(2) or inline.group(4)).strip()
            reasons[index] = "previous and next"
        elif label:
            waiting.append(_side(label.group(1)))
            reasons[index] = "previous and next"
        elif waiting and not reason_anywhere(line) and not reason_in_margin(line):
            if is_headline(line):
                side = waiting.pop(0)
                titles[side] = titles[side] or line
                reasons[index] = "previous and next"
            else:
                waiting = []
    return titles["previous"], titles["next"]


def _side(label: str) -> str:
    return "previous" if label.casefold() in ("previous", "prev", "older") else "next"


def _match_lines(lines: Sequence[str], reasons: dict[int, str]) -> None:
    first = True
    for index, line in enumerate(lines):
        if index in reasons or len(line) > _LONGEST:
            continue
        reason = reason_anywhere(line)
        # The line that opens the text may be a title such as "Opinion: ..."; later ones point away.
        opening, first = first and not reason, first and bool(reason)
        if (
            not reason
            and not opening
            and patterns.POINTER.fullmatch(patterns.fold(line))
            and _points_away(line)
        ):
            reason = "related links"
        if reason:
            reasons[index] = reason


def _points_away(line: str) -> bool:
    # A pointer names another report; it is short and not a statement.
    return is_headline(line) and len(line.split()) >= 3


def _related_lists(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Headlines directly under a "Related" header go with it."""
    index = 0
    while index < len(lines):
        under = reasons.get(index) == "related links" and len(lines[index].split()) <= 6
        index += 1
        taken = 0
        while under and index < len(lines) and taken < _LIST_LIMIT:
            if index not in reasons:
                if not is_headline(lines[index]) or len(lines[index].split()) < 3:
                    break
                reasons[index] = "related links"
            taken += 1
            index += 1


def _margins(lines: Sequence[str], reasons: dict[int, str]) -> None:
    """Stricter at the edges: lines above the first and below the last sentence of the report."""
    body = [index for index, line in enumerate(lines) if index not in reasons and is_sentence(line)]
    if not body:
        return
    for index in [*range(body[0]), *range(body[-1] + 1, len(lines))]:
        if index not in reasons and (reason := reason_in_margin(lines[index])):
            reasons[index] = reason
    closed = False
    for index in range(body[-1] + 1, len(lines)):
        if index in reasons:
            closed = closed or reasons[index] in patterns.CLOSERS
        elif closed and is_headline(lines[index]):
            reasons[index] = "after the end of the report"
