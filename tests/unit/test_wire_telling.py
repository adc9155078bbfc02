"""What every display says of a reading."""

from dataclasses import replace
from datetime import date

import pytest

from detente.bar import actors_of, segments
from detente.records import DateBracket
from detente.telling import (
    UNNAMED,
    Names,
    claim_lines,
    clean,
    date_line,
    event_lines,
    when,
)
from detente.testing import sample_reading


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("two\n\nlines", "two lines"),
        ("red \x1b[31malert", "red \ufffd[31malert"),
        ("turn\u202eed", "turn\ufffded"),
        ("half \ud800", "half \ufffd"),
        ("[bold]stays[/bold]", "[bold]stays[/bold]"),
        ("  Détente “reads”  ", "Détente “reads”"),
    ],
)
def test_clean_text_is_safe_to_print(raw, shown):
    assert clean(raw) == shown


def test_claims_name_speaker_relay_and_depth():
    lines = {line.claim.claim_id: line for line in claim_lines(sample_reading())}
    assert lines["c-warn"].speaker == "Ingrid Solheim"
    assert lines["c-warn"].via == "NRK, state media of Norway"
    assert lines["c-deny"].via == ""
    assert lines["c-promise"].depth == 1
    assert lines["c-meeting"].depth == 0


def test_a_claim_without_speaker_is_told_as_unnamed():
    reading = sample_reading()
    nobody = replace(reading.claims[0], speaker=None, relays=())
    (line,) = claim_lines(replace(reading, claims=(nobody,)))
    assert line.speaker == UNNAMED


def test_a_claim_within_itself_does_not_hang():
    reading = sample_reading()
    first, second = reading.claims[:2]
    ring = (
        replace(first, within=second.claim_id),
        replace(second, within=first.claim_id),
    )
    assert [line.depth for line in claim_lines(replace(reading, claims=ring))] == [1, 1]


def test_events_say_on_whose_word():
    lines = {line.event.event_id: line for line in event_lines(sample_reading())}
    assert lines["e-threaten"].source == "told by North Sea Courier"
    assert lines["e-threaten"].initiator == "Ingrid Solheim (NOR GOV)"
    assert lines["e-threaten"].recipient == "Reykjavik (ISL GOV)"
    assert lines["e-threaten"].when == "2024-03-05 (worked out)"
    assert lines["e-promise"].source == "on the word of Jon Arnason"
    assert lines["e-reject"].recipient == ""


def test_a_relayed_word_names_the_relay():
    reading = sample_reading()
    event = replace(reading.events[0], claim_id="c-warn")
    (line,) = event_lines(replace(reading, events=(event,)))
    assert line.source == "on the word of Ingrid Solheim via NRK"


def test_an_open_end_is_said_to_be_open():
    event = replace(sample_reading().events[0], last_day=None, day_basis="stated")
    assert when(event) == "2024-03-05 to open"


def test_an_undated_report_shows_its_bracket_with_reasons():
    reading = sample_reading()
    article = replace(reading.article, published=None, published_basis="unknown")
    bracket = DateBracket(date(2023, 3, 28), date(2023, 12, 14), ("a minister in office",))
    line, reasons = date_line(replace(reading, article=article, bracket=bracket))
    assert line == "date unknown: not before 2023-03-28, not after 2023-12-14"
    assert reasons == ("a minister in office",)
    assert date_line(replace(reading, article=article, bracket=None)) == ("date unknown", ())


def test_the_date_says_how_it_was_found():
    assert date_line(sample_reading()) == ("2024-03-07, given by you", ())


def test_the_bar_adds_up_and_ends_with_the_outlet():
    parts = segments(sample_reading())
    assert [part.kind for part in parts] == ["side", "side", "other", "outlet"]
    assert sum(part.share for part in parts) == pytest.approx(1.0)
    assert parts[0].note == "through NRK, state media"
    assert [voice.name for voice in actors_of(sample_reading(), parts[1])] == ["Jon Arnason"]
    assert actors_of(sample_reading(), parts[-1]) == ()


def test_without_claims_the_outlet_has_the_whole_bar():
    (part,) = segments(replace(sample_reading(), claims=(), voices=(), sides=()))
    assert (part.kind, part.share) == ("outlet", 1.0)


def test_a_state_relay_among_several_is_not_pinned_on_one():
    reading = sample_reading()
    sides = (replace(reading.sides[0], relays=("Kyodo", "NRK")), *reading.sides[1:])
    voices = (replace(reading.voices[0], relays=("Kyodo", "NRK")), *reading.voices[1:])
    mixed = replace(reading, sides=sides, voices=voices)
    assert Names(mixed).relay("nrk") == "NRK"
    assert segments(mixed)[0].note == "through Kyodo, NRK (state media among them)"
