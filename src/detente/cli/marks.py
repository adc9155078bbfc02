"""The report's own text as HTML, with the words behind each claim and event marked.

Claims and events overlap freely while HTML elements may not, so the text is cut at every boundary
and each piece carries the marks of all that cover it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from detente.records import Reading, Span
from detente.telling import claim_lines, clean, event_lines

#: Kinds of deed as PLOVER's quad classes divide them, for the colours of their labels.
_PEACE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FORCE = frozenset({"SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    css: str
    title: str = ""
    kind: str = ""


def kind_class(kind: str) -> str:
    """``peace``, ``words`` or ``force`` for an event type; empty for a user's own type."""
    if kind in _PEACE:
        return "peace"
    if kind in _WORDS:
        return "words"
    return "force" if kind in _FORCE else ""


def marked_text(reading: Reading, key: str, sides: dict[str, str]) -> str:
    """The body in paragraphs.

    ``key`` begins every anchor (``KEY-claim-0``, ``KEY-event-0``: the places the lists link to);
    ``sides`` gives the CSS class of each claim's side.
    """
    text, start = reading.article.text, reading.article.body_start
    marks, anchors = _marks(reading, key, sides)
    top = "".join(f'<a id="{name}"></a>' for place, name in anchors if place < start)
    paragraphs = []
    for found in re.finditer(r"\S(?:.|\n(?!\n))*", text[start:]):
        span = Span(start + found.start(), start + found.end())
        paragraphs.append(f"<p>{_paragraph(text, span, marks, anchors)}</p>")
    return top + "".join(paragraphs)


def _marks(
    reading: Reading, key: str, sides: dict[str, str]
) -> tuple[list[_Mark], list[tuple[int, str]]]:
    marks, anchors = [], []
    for number, line in enumerate(claim_lines(reading)):
        side = sides.get(line.claim.claim_id, "other")
        says = f"{line.speaker}: {line.stance}" + (f", via {line.via}" if line.via else "")
        marks += [_Mark(span, f"claim {side}", says) for span in line.claim.content]
        if line.claim.cue:
            marks.append(_Mark(line.claim.cue, f"cue {side}", says))
        for span in line.claim.content[:1]:
            anchors.append((span.start, f"{key}-claim-{number}"))
    for number, told in enumerate(event_lines(reading)):
        event, kind = told.event, clean(told.event.type)
        does = f"{told.initiator} → {told.recipient or '-'}: {kind}, {told.status}"
        marks += [_Mark(span, "evidence", does) for span in event.evidence]
        marks.append(_Mark(event.trigger, f"trigger {kind_class(kind)}".strip(), does, kind))
        anchors.append((event.trigger.start, f"{key}-event-{number}"))
    return marks, sorted(anchors)


def _paragraph(text: str, span: Span, marks: list[_Mark], anchors: list[tuple[int, str]]) -> str:
    here = [mark for mark in marks if mark.span.overlaps(span)]
    names = [(place, name) for place, name in anchors if span.start <= place < span.stop]
    cuts = {span.start, span.stop, *(place for place, _ in names)}
    for mark in here:
        cuts.add(max(mark.span.start, span.start))
        cuts.add(min(mark.span.stop, span.stop))
    pieces = []
    for first, last in pairwise(sorted(cuts)):
        pieces += [f'<a id="{name}"></a>' for place, name in names if place == first]
        pieces.append(_piece(text, Span(first, last), here))
    return "".join(pieces)


def _piece(text: str, span: Span, marks: list[_Mark]) -> str:
    words = _visible(span.quote(text))
    over = [mark for mark in marks if mark.span.overlaps(span)]
    if not over:
        return words
    # The innermost claim gives the shade, so that a quotation within a claim shows whose it is.
    over.sort(key=lambda mark: (len(mark.span), mark.span))
    css: dict[str, None] = {}
    for mark in over:
        sort, _, colour = mark.css.partition(" ")
        css[sort] = None
        if colour and not (sort in ("claim", "cue") and any(name in _COLOURS for name in css)):
            css[colour] = None
    titles = "\n".join(dict.fromkeys(mark.title for mark in over if mark.title))
    ending = [mark.kind for mark in over if mark.kind and mark.span.stop == span.stop]
    label = f' data-kind="{escape(" ".join(dict.fromkeys(ending)))}"' if ending else ""
    return f'<mark class="{" ".join(css)}" title="{escape(titles)}"{label}>{words}</mark>'


_COLOURS = frozenset({"s0", "s1", "s2", "s3", "s4", "s5", "other", "outlet"})


def _visible(words: str) -> str:
    # ``clean`` would join the lines of a paragraph and eat the space at the edge of a piece.
    return "".join(
        escape(letter if letter.isspace() else clean(letter) or letter)
        if not letter.isprintable() or letter in "<>&\"'"
        else letter
        for letter in words
    )
