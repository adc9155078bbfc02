"""Readings as tables and as a notebook fragment."""

import sys
from dataclasses import replace

import pandas as pd
import pytest

from detente.errors import InstallError
from detente.records import Article
from detente.testing import sample_reading


def test_one_row_a_record_with_its_words():
    frames = sample_reading().to_frames()
    assert list(frames) == ["mentions", "claims", "events", "voices"]
    assert all(isinstance(frame, pd.DataFrame) for frame in frames.values())
    claims = frames["claims"].set_index("claim_id")
    assert claims.loc["c-warn", "speaker"] == "Ingrid Solheim"
    assert claims.loc["c-warn", "relays"] == "NRK"
    assert claims.loc["c-meeting", "cue"] == "added"
    events = frames["events"].set_index("event_id")
    assert events.loc["e-threaten", "initiator"] == "NOR"
    assert events.loc["e-threaten", "trigger_words"] == "warned"
    assert len(frames["mentions"]) == len(sample_reading().annotation.mentions)
    assert set(frames["voices"]["level"]) == {"actor", "side"}


def test_an_empty_table_keeps_its_columns():
    reading = sample_reading()
    full = reading.to_frames()
    empty = replace(reading, claims=(), events=(), voices=(), sides=()).to_frames()
    for name in ("claims", "events", "voices"):
        assert len(empty[name]) == 0
        assert list(empty[name].columns) == list(full[name].columns)


def test_without_a_table_library_the_cure_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InstallError, match=r"pip install 'detente\[frames\]'"):
        sample_reading().to_frames()


class StandIn:
    """What the tables need of a table library."""

    def __init__(self, values):
        self.values = values


def test_polars_stands_in_for_pandas(monkeypatch):
    library = type(sys)("polars")
    library.DataFrame = StandIn
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", library)
    frames = sample_reading().to_frames()
    assert isinstance(frames["events"], StandIn)
    assert frames["events"].values["type"] == ["THREATEN", "SANCTION", "REJECT", "AGREE"]


def test_the_notebook_shows_summary_claims_and_events():
    shown = sample_reading()._repr_html_()
    assert "Oslo threatens to close its ports in mackerel dispute" in shown
    assert "Ingrid Solheim via NRK, state media of Norway" in shown
    assert "THREATEN" in shown


def test_the_notebook_runs_nothing_the_article_says():
    reading = sample_reading()
    article = replace(reading.article, title="<script>alert(1)</script>", outlet="<b>x</b>")
    shown = replace(reading, article=article)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>x</b>" not in shown


def test_an_empty_reading_has_a_fragment_too():
    reading = sample_reading()
    bare = replace(
        reading,
        article=Article("x", "Words."),
        claims=(),
        events=(),
        voices=(),
        sides=(),
        summary=replace(reading.summary, sentences=()),
    )
    shown = bare._repr_html_()
    assert "Untitled report" in shown
    assert "date unknown" in shown
