"""Windows: how an article is cut to fit the encoder, the same way in training and at run time.

Each window is encoded by itself, unpadded, so that what is found in an article depends on that
article alone: int8 activations are scaled by the whole batch, and a batch of strangers would change them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.language.words import Segmentation

#: Word pieces in one window, marks included. Trained at this length.
MAX_PIECES: Final = 256
#: A word is cut after so many pieces; no word needs more, a base64 blob does.
MAX_PIECES_A_WORD: Final = 12

#: Input types: the shape of a word times whether it stands inside quotation marks. The encoder's
#: vocabulary is lower-case; these give it back what that loses.
LOWER, CAPITALISED, UPPER, MIXED, DIGIT = range(5)
INPUT_TYPES: Final = 10
_OPENING: Final = "“«„"
_CLOSING: Final = "”»"
_HAS_DIGIT: Final = re.compile(r"\d")


def shape(word: str) -> int:
    """The shape of a word: lower, Capitalised, UPPER, MiXed or with a digit."""
    if _HAS_DIGIT.search(word):
        return DIGIT
    letters = word.replace(".", "")
    if letters.islower() or not letters[:1].isalpha():
        return LOWER
    if len(letters) > 1 and letters.isupper():
        return UPPER
    if letters[:1].isupper() and (len(letters) == 1 or letters[1:].islower()):
        return CAPITALISED
    return MIXED


def input_types(words: Sequence[str], paragraph: Sequence[int]) -> NDArray[np.int64]:
    """The input type of each word. Quotation marks are forgotten at the end of a paragraph.

    Shape: ``(n_words,)``, values in ``[0, INPUT_TYPES)``.
    """
    types = np.zeros(len(words), dtype=np.int64)
    inside = False
    for index, word in enumerate(words):
        if index and paragraph[index] != paragraph[index - 1]:
            inside = False
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word == '"':
            inside = not inside
        types[index] = shape(word) + (5 if inside else 0)
    return types


def cut(segmentation: Segmentation, pieces: Sequence[int]) -> list[tuple[int, int]]:
    """Cut an article into windows of whole paragraphs, else of whole sentences, else of words.

    Args:
        segmentation: the article's words.
        pieces: how many word pieces each word has.

    Returns:
        ``(first, stop)`` word indices, covering every word once, in order.
    """
    room = MAX_PIECES - 2
    windows: list[tuple[int, int]] = []
    start = 0
    used = 0
    for first, stop in _blocks(segmentation, pieces, room):
        # One mark stands at each paragraph break inside a window.
        size = sum(pieces[first:stop]) + 1
        if used and used + size > room:
            windows.append((start, first))
            start, used = first, 0
        used += size
    if used:
        windows.append((start, len(segmentation.starts)))
    return windows


def _blocks(segmentation: Segmentation, pieces: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Runs of words that must stay together: paragraphs that fit, else sentences, else pieces of them."""
    blocks: list[tuple[int, int]] = []
    for first, stop in _runs(segmentation.paragraph, 0, len(segmentation.starts)):
        if sum(pieces[first:stop]) < room:
            blocks.append((first, stop))
            continue
        for begin, end in _runs(segmentation.sentence, first, stop):
            cursor, used = begin, 0
            for index in range(begin, end):
                if used + pieces[index] >= room - 1:
                    blocks.append((cursor, index))
                    cursor, used = index, 0
                used += pieces[index]
            blocks.append((cursor, end))
    return blocks


def _runs(labels: Sequence[int], first: int, stop: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    begin = first
    for index in range(first + 1, stop + 1):
        if index == stop or labels[index] != labels[begin]:
            runs.append((begin, index))
            begin = index
    return runs
