"""Words and sentences of a text, with offsets: the segmentation every model here was trained on.

Changing anything in this module changes what the shipped weights see; retrain after it
(``training/README.md``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import sentencex

from detente.records import Span

#: A word, tried in this order: dotted abbreviations (U.S.), numbers with separators (1,000.5), clitics
#: split from their hosts (do|n't, Russia|'s), elided names (d'Affaires), letters and digits, one sign.
_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,:]\d+)+"
    r"|[^\W_]+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|\b[dDlLO]['’][^\W\d_]+"
    r"|[^\W_]+"
    r"|\.{2,}|-{2,}"
    r"|\S"
)
#: A line this short does not fill its column, so the break after it was meant.
_FULL_LINE: Final = 50
_LINE: Final = re.compile(r"[^\n]+")

#: A "sentence" longer than this many words is cut: no report has one, broken markup does.
MAX_SENTENCE_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Words in reading order with the sentence and paragraph each belongs to (indices from 0)."""

    starts: tuple[int, ...]
    stops: tuple[int, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    sentences: tuple[Span, ...]


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs.

    A blank line always parts two; a single line break does unless the text is plainly hard-wrapped there:
    a full line without a final stop, going on in lower case.
    """
    spans: list[Span] = []
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        if spans and text[spans[-1].stop : match.start()] == "\n":
            before = text[spans[-1].start : spans[-1].stop].rsplit("\n", 1)[-1].rstrip()
            wrapped = len(before) >= _FULL_LINE and before[-1] not in '.!?:"”’)…'
            if wrapped and line.lstrip()[:1].islower():
                spans[-1] = Span(spans[-1].start, match.end())
                continue
        spans.append(Span(match.start(), match.end()))
    return spans


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences in one paragraph, without the blanks around them."""
    spans: list[Span] = []
    cursor = 0
    for piece in sentencex.segment("en", text):
        stripped = piece.strip()
        if not stripped:
            continue
        start = text.find(stripped, cursor)
        if start < 0:  # the splitter altered the text: keep the rest whole rather than lose words
            break
        cursor = start + len(stripped)
        spans.append(Span(start, cursor))
    tail = text[cursor:]
    if tail.strip():
        start = cursor + len(tail) - len(tail.lstrip())
        spans.append(Span(start, start + len(tail.strip())))
    return spans


def segment(text: str) -> Segmentation:
    """Split ``text`` into paragraphs, sentences and words; every non-blank character is in one word."""
    starts: list[int] = []
    stops: list[int] = []
    sentence_of: list[int] = []
    paragraph_of: list[int] = []
    sentences: list[Span] = []
    for number, paragraph in enumerate(paragraphs(text)):
        for local in sentence_spans(paragraph.quote(text)):
            begin, end = paragraph.start + local.start, paragraph.start + local.stop
            words = [(m.start(), m.end()) for m in _WORD.finditer(text, begin, end)]
            for first in range(0, len(words), MAX_SENTENCE_WORDS):
                chunk = words[first : first + MAX_SENTENCE_WORDS]
                sentences.append(Span(chunk[0][0], chunk[-1][1]))
                for start, stop in chunk:
                    starts.append(start)
                    stops.append(stop)
                    sentence_of.append(len(sentences) - 1)
                    paragraph_of.append(number)
    return Segmentation(
        tuple(starts), tuple(stops), tuple(sentence_of), tuple(paragraph_of), tuple(sentences)
    )
