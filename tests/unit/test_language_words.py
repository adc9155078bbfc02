"""Words and sentences keep their offsets, whatever the text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.language.windows import (
    CAPITALISED,
    DIGIT,
    LOWER,
    MAX_PIECES,
    MIXED,
    UPPER,
    cut,
    input_types,
    shape,
)
from detente.language.words import MAX_SENTENCE_WORDS, paragraphs, segment
from detente.records import Span, Words


def forms(text: str) -> list[str]:
    found = segment(text)
    return [text[a:b] for a, b in zip(found.starts, found.stops, strict=True)]


def test_clitics_abbreviations_and_numbers_are_words_of_their_own():
    assert forms("The U.S. envoy can't pay Russia’s 1,000.5 dollars.") == [
        "The", "U.S.", "envoy", "ca", "n't", "pay", "Russia", "’s", "1,000.5", "dollars", ".",
    ]  # fmt: skip


def test_an_elided_name_stays_whole():
    assert "d’Affaires" in forms("the Charge d’Affaires spoke")


def test_a_line_break_parts_paragraphs_unless_the_line_was_wrapped():
    wrapped = "The minister told parliament that his government would\nnot sign the treaty."
    assert len(paragraphs(wrapped)) == 1
    assert len(paragraphs("Ministers meet\nTalks on the treaty resume")) == 2
    assert len(paragraphs("One.\n\nTwo.")) == 2


def test_a_wall_of_words_is_cut_into_sentences_of_bounded_length():
    found = segment("word " * (3 * MAX_SENTENCE_WORDS))
    assert len(found.sentences) >= 3


@given(st.text(max_size=400))
def test_every_visible_character_is_in_exactly_one_word(text: str):
    found = segment(text)
    covered = [i for a, b in zip(found.starts, found.stops, strict=True) for i in range(a, b)]
    assert len(covered) == len(set(covered))
    assert set(covered) >= {i for i, c in enumerate(text) if not c.isspace() and c.isprintable()}
    assert list(found.sentence) == sorted(found.sentence)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=12))
def test_windows_cover_every_word_once_and_fit(text: str, pieces: int):
    found = segment(text)
    counts = [pieces] * len(found.starts)
    windows = cut(found, counts)
    covered = [i for first, stop in windows for i in range(first, stop)]
    assert covered == list(range(len(counts)))
    assert all(sum(counts[a:b]) <= MAX_PIECES - 2 for a, b in windows)


def test_shapes_tell_what_lower_casing_loses():
    words = ["treaty", "Moscow", "NATO", "McCain", "F16", "U.S."]
    assert [shape(w) for w in words] == [LOWER, CAPITALISED, UPPER, MIXED, DIGIT, UPPER]


def test_quotation_marks_are_forgotten_at_the_end_of_a_paragraph():
    words = ["“", "We", "refuse", "He", "left"]
    inside = [bool(t >= 5) for t in input_types(words, [0, 0, 0, 1, 1])]
    assert inside == [True, True, True, False, False]


@given(st.text(alphabet="ab.’- \n", min_size=1), st.integers(0, 40), st.integers(1, 40))
def test_the_words_of_a_span_are_those_that_share_a_character_with_it(text, start, length):
    found = segment(text)
    words = Words(found.starts, found.stops, (), (), (), (), (), (), np.zeros((0, 0), np.float32))
    span = Span(start, start + length)
    places = enumerate(zip(found.starts, found.stops, strict=True))
    assert list(words.touching(span)) == [i for i, place in places if Span(*place).overlaps(span)]
