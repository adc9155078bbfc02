"""Text -> paragraphs: characters made regular, spaces collapsed, hard-wrapped lines joined.

Nothing here judges content. Each paragraph that leaves is made of the characters that came, apart
from Unicode NFC, collapsed blanks and characters nobody can see.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# C1 controls are Windows-1252 read as Latin-1: 0x92 was meant as a right single quotation mark.
_FROM_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or None
    for code in range(0x80, 0xA0)
    if code != 0x85
}
_INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F), None),
    **_FROM_WINDOWS,
    # Line ends of other systems, and separators that stand for one.
    **dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028), "\n"),
    0x1F: None,
    0x2029: "\n\n",
    # Soft hyphen, zero-width characters, directional marks, word joiner, byte order mark.
    **dict.fromkeys((0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)), None),
    **dict.fromkeys((*range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC)), None),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

# Below 40 columns it is verse, a list or a table; above 120 nobody wraps.
_NARROWEST, _WIDEST = 40, 120


def whole(text: str) -> str:
    """``text`` with lone surrogates replaced by U+FFFD, one for one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    """``text`` in NFC, line ends made one kind, characters nobody can see removed."""
    text = whole(text).replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """``text`` on one line, runs of blanks collapsed to one space."""
    return " ".join(visible(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of plain text, each on one line, in order.

    A blank line always parts paragraphs. Lines that follow each other directly are paragraphs of
    their own, unless the text is hard-wrapped at a column, when they are joined.
    """
    blocks = _blocks(visible(text))
    width = _wrap_width(blocks)
    found: list[str] = []
    for block in blocks:
        if not width:
            found.extend(_collapse(line) for line in block)
            continue
        gathered: list[str] = []
        for index, line in enumerate(block):
            if gathered and _begins_paragraph(block[index - 1], line, width):
                found.append(_join(gathered))
                gathered = []
            gathered.append(line)
        found.append(_join(gathered))
    return tuple(paragraph for paragraph in found if paragraph)


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = raw.expandtabs(4).rstrip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrap_width(blocks: list[list[str]]) -> int:
    """The column the text is wrapped at, or 0 where it is not hard-wrapped.

    The mark of wrapping: a line is ended because the next line's first word would not have fitted.
    """
    lengths = [len(line) for block in blocks if len(block) > 1 for line in block]
    if not lengths or not _NARROWEST <= max(lengths) <= _WIDEST:
        return 0
    width = max(lengths)
    pairs = full = 0
    for block in blocks:
        for above, below in pairwise(block):
            if _indent(below) > _indent(above):
                continue
            # A line that ends a sentence may end its paragraph too; it says nothing about wrapping.
            if _TERMINAL.search(above) and len(above) + 1 + len(_first_word(below)) <= width:
                continue
            pairs += 1
            # Real wrapping is ragged by a few columns (hyphenation, a one-column margin).
            full += len(above) + 1 + len(_first_word(below)) > width - 4
    return width if pairs and full * 10 >= pairs * 7 else 0


def _begins_paragraph(above: str, below: str, width: int) -> bool:
    if _indent(below) > _indent(above) + 1:
        return True
    room = width - len(above) - 1 - len(_first_word(below))
    return room > width // 2 or (room > 8 and _TERMINAL.search(above) is not None)


def _join(lines: list[str]) -> str:
    pieces: list[str] = []
    for raw in lines:
        line = _collapse(raw)
        if pieces:
            # "long-" + "term": whether the hyphen was the typesetter's is unknown; it is kept.
            above = pieces[-1]
            broken = above.endswith("-") and above[-2:-1].isalpha() and line[:1].islower()
            pieces.append("" if broken else " ")
        pieces.append(line)
    return "".join(pieces)


def _collapse(line: str) -> str:
    return _BLANKS.sub(" ", line).strip()


def _first_word(line: str) -> str:
    words = line.split(maxsplit=1)
    return words[0] if words else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
