"""The terminal display at its edges: bare readings, unknown days, narrow bars."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cli.display import Display, _cells
from detente.records import (
    Annotation,
    Article,
    DateBracket,
    Reading,
    Summary,
    SummarySentence,
    Voice,
)
from detente.testing import sample_reading
from detente.wire import no_words


@pytest.fixture(autouse=True)
def narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def shown(*readings, verbose=False):
    stream = io.StringIO()
    display = Display(stream, verbose=verbose)
    for reading in readings:
        display.show(reading)
    return stream.getvalue()


def bare():
    annotation = Annotation("x", (), (), no_words())
    return Reading(Article("x", "Words."), annotation, (), (), Summary(()), (), ())


@pytest.mark.parametrize("verbose", [False, True])
def test_a_bare_reading_shows_no_empty_headings(verbose):
    assert shown(bare(), verbose=verbose) == "Untitled report\ndate unknown\n\n"


def test_a_line_parts_two_readings():
    assert shown(bare(), bare()).count("─" * 80) == 1
    assert "─" * 80 not in shown(bare())


def test_an_unknown_day_comes_with_its_bounds_and_reasons():
    bracket = DateBracket(date(2023, 3, 28), None, ("the halt in data sharing is earlier",))
    text = shown(replace(bare(), bracket=bracket))
    assert "date unknown: not before 2023-03-28\n  • the halt in data sharing is earlier" in text


def test_a_speaker_is_printed_before_words_that_do_not_name_one():
    reading = sample_reading()
    first = reading.summary.sentences[0]
    spoken = SummarySentence(first.span, first.text, speaker="Ingrid Solheim")
    text = shown(replace(reading, summary=Summary((spoken,))))
    assert "• Ingrid Solheim: Norway’s fisheries minister" in text


def test_one_actor_named_like_its_side_is_not_named_twice():
    reading = sample_reading()
    norway = Voice("Norway", "NOR", 0.3, ("c-warn",))
    text = shown(replace(reading, voices=(norway,), sides=(norway,)))
    assert "Norway 30 %\n" in text


def test_many_sides_still_fit_the_bar():
    reading = sample_reading()
    sides = tuple(Voice(f"Side {n}", f"C{n}", 0.05, (f"c{n}",)) for n in range(9))
    bar = shown(replace(reading, sides=sides)).split("FILL IT\n")[1].splitlines()[0]
    assert len(bar.strip()) == 76


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.integers(10, 120))
def test_a_bar_fills_its_width_and_hides_nobody(shares, width):
    total = sum(shares)
    if total <= 0:
        shares, total = [1.0], 1.0
    parts = [share / total for share in shares]
    cells = _cells(parts, width)
    assert sum(cells) == width
    assert all((cell >= 1) == (part > 0) for cell, part in zip(cells, parts, strict=True))
