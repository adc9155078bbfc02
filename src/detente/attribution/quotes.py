"""Where words stand in quotation marks: any mark, balanced or not, never raising.

Straight, curly, low and angle marks, doubled single marks and backticks, single marks where they are
not apostrophes, and quotations carried over paragraphs by an opening mark without a closing one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DOUBLE: Final = frozenset('"“”„‟«»″＂')
_ALWAYS_OPEN: Final = frozenset("“„‟«")
_ALWAYS_CLOSE: Final = frozenset("»")
_SINGLE: Final = frozenset("'‘’‚`‹›´")
_OPENING_CONTEXT: Final = frozenset(" \n\t([{—–-:/\u00a0")
#: A single-quoted piece longer than this many words is an apostrophe gone astray.
_MAX_SINGLE: Final = 80


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch of quoted words inside one paragraph.

    ``opening`` and ``closing`` are the word indices of the marks, ``closing`` None where the paragraph
    ends first; ``first`` and ``last`` are the words between them.
    """

    opening: int
    first: int
    last: int
    closing: int | None

    @property
    def whole(self) -> tuple[int, int]:
        """The range with its marks."""
        return (self.opening, self.last if self.closing is None else self.closing)


def find_quotations(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], paragraphs: list[tuple[int, int]]
) -> tuple[Quoted, ...]:
    """The quotations of a text, outermost only, in reading order.

    Args:
        text: the article's text.
        starts: first character of each word.
        stops: character after each word.
        paragraphs: first and last word of each paragraph.
    """
    found: list[Quoted] = []
    for first, last in paragraphs:
        found.extend(_in_paragraph(text, starts, stops, first, last))
    return tuple(found)


def _in_paragraph(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], first: int, last: int
) -> list[Quoted]:
    found: list[Quoted] = []
    opening: int | None = None
    single = False
    begin = first
    index = first
    while index <= last:
        width = _mark_width(text, starts, stops, index, last)
        sign = text[starts[index]]
        if width == 0:
            index += 1
            continue
        is_single = sign in _SINGLE and width == 1
        if opening is None:
            if _opens(text, starts, stops, index, width, is_single) and (
                not is_single or _closes_later(text, starts, stops, index, last)
            ):
                opening, single, begin = index, is_single, index + width
        elif is_single == single and _closes(text, starts, stops, index, width, is_single, begin):
            if begin <= index - 1:
                found.append(Quoted(opening, begin, index - 1, index + width - 1))
            opening = None
        elif not single and not is_single and _opens_plainly(text, starts, stops, index, width):
            # A second opening mark: the first was never closed.
            if begin <= index - 1:
                found.append(Quoted(opening, begin, index - 1, None))
            opening, begin = index, index + width
        index += width
    if opening is not None and not single and begin <= last:
        found.append(Quoted(opening, begin, last, None))
    return found


def _mark_width(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], index: int, last: int
) -> int:
    """Number of words the mark at ``index`` takes (two single signs make a double); 0: no mark."""
    if stops[index] - starts[index] != 1:
        return 0
    sign = text[starts[index]]
    if sign in _DOUBLE:
        return 1
    if sign not in _SINGLE:
        return 0
    if (
        index < last
        and starts[index + 1] == stops[index]
        and stops[index + 1] - starts[index + 1] == 1
        and text[starts[index + 1]] == sign
    ):
        return 2
    return 1


def _opens(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], index: int, width: int, single: bool
) -> bool:
    sign = text[starts[index]]
    before = text[starts[index] - 1] if starts[index] else " "
    after_at = stops[index + width - 1]
    after = text[after_at] if after_at < len(text) else " "
    if sign in _ALWAYS_OPEN or sign == "‘":
        return not after.isspace()
    if sign in _ALWAYS_CLOSE or (sign in "’›´" and single):
        return False
    if single:
        return before in _OPENING_CONTEXT and (after.isalnum() or after in '[.…“"')
    return (
        before in _OPENING_CONTEXT or before in "‘'" or not (after.isspace() or after in ",.;:!?)")
    )


def _opens_plainly(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], index: int, width: int
) -> bool:
    """Whether the mark stands after a blank and before a letter: it can only open."""
    before = text[starts[index] - 1] if starts[index] else " "
    after_at = stops[index + width - 1]
    after = text[after_at] if after_at < len(text) else " "
    return before.isspace() and after.isalnum()


def _closes(
    text: str,
    starts: tuple[int, ...],
    stops: tuple[int, ...],
    index: int,
    width: int,
    single: bool,
    begin: int,
) -> bool:
    sign = text[starts[index]]
    before = text[starts[index] - 1] if starts[index] else " "
    after_at = stops[index + width - 1]
    after = text[after_at] if after_at < len(text) else " "
    if sign == "“":  # closes the German way only
        return text[starts[begin - 1]] == "„"
    if sign in "„‟«‘‚‹":
        return False
    if single:
        return index >= begin and not after.isalnum() and not before.isspace()
    if sign == "”" or sign in _ALWAYS_CLOSE:
        return True
    # A straight mark after a blank and before a letter opens rather than closes.
    return not (before.isspace() and after.isalnum())


def _closes_later(
    text: str, starts: tuple[int, ...], stops: tuple[int, ...], index: int, last: int
) -> bool:
    """Whether a single mark opened at ``index`` is closed soon after punctuation or by a curly mark."""
    curly = text[starts[index]] == "‘"
    for later in range(index + 2, min(last, index + _MAX_SINGLE) + 1):
        if stops[later] - starts[later] != 1 or text[starts[later]] not in "'’":
            continue
        after = text[stops[later]] if stops[later] < len(text) else " "
        before = text[starts[later] - 1]
        if after.isalnum() or before.isspace():
            continue
        # "the officials' claims" closes nothing unless an opening mark stood at a word's left edge.
        return curly or before in ",.?!…" or before != "s" or after in ".,;:!?"
    return False
