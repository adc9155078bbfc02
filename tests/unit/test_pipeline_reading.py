"""The chain: what the caller declares wins, guests enter by name, one bad source never stops the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import detente
from detente.errors import SettingsError, SourceError, SourceNotFound
from detente.pipeline import Pipeline, _fingerprint, component, declare
from detente.records import Article, Page
from detente.settings import ActorSettings, ComponentSettings, Settings

REPORT = Path(__file__).parents[2] / "examples" / "grain-deal.txt"


def test_a_path_a_text_and_bytes_read_alike():
    text = REPORT.read_text("utf-8")
    from_path, from_text, from_bytes = (
        detente.read(source) for source in (REPORT, text, text.encode())
    )
    assert from_path.article.text == from_text.article.text == from_bytes.article.text
    assert from_path.claims == from_text.claims


def test_what_the_caller_declares_wins():
    reading = detente.read(REPORT, published="2023-07-21", outlet="Example Times")
    assert reading.article.published == date(2023, 7, 21)
    assert reading.article.published_basis == "given"
    assert reading.article.outlet == "Example Times"
    assert reading.bracket is None
    assert reading.made_by[0].version == detente.__version__


def test_a_day_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="expected a day"):
        declare(Page("x", "text"), "yesterday", "")


def test_a_component_nobody_installed_is_refused_by_name():
    with pytest.raises(SettingsError, match="one of plover"):
        component("coders", "clover")
    with pytest.raises(SettingsError, match="no component"):
        Pipeline.build(Settings(components=ComponentSettings(coder="clover")))


def test_one_bad_source_never_stops_the_rest(tmp_path: Path):
    outcomes = list(detente.read_many([tmp_path / "none.txt", REPORT, tmp_path]))
    assert [o.reading is not None for o in outcomes] == [False, True, False]
    assert isinstance(outcomes[0].error, SourceNotFound)
    assert all(isinstance(o.error, SourceError) for o in (outcomes[0], outcomes[2]))


def test_an_article_that_is_already_clean(pipeline: Pipeline):
    article = Article("a", "Talks fail\n\nOman condemned Chad on Monday.", title="Talks fail")
    reading = pipeline.read_article(article)
    assert reading.article is article
    assert [m.country for m in pipeline.annotate(article).mentions] == ["OMN", "TCD"]
    assert reading.bracket is not None


def test_tables_and_notebook_come_out_of_a_reading():
    reading = detente.read(REPORT)
    tables = reading.to_frames()
    assert set(tables) >= {"mentions", "claims", "events", "voices"}
    assert len(tables["claims"]) == len(reading.claims)
    assert "Peskov" in reading._repr_html_()
    assert reading.to_json()["article_id"] == reading.article.article_id


def test_the_example_holds_its_relays_denial_and_threat():
    reading = detente.read(REPORT)
    text = reading.article.text
    mentions = {m.mention_id: m for m in reading.annotation.mentions}
    denials = [c for c in reading.claims if c.stance == "denied"]
    assert any(mentions[c.speaker].country == "RUS" and c.relays for c in denials if c.speaker)
    peskov = [c for c in reading.claims if c.speaker and "Peskov" in mentions[c.speaker].person]
    assert any("TASS" in mentions[r].span.quote(text) for c in peskov for r in c.relays)
    kinds = {(e.type, e.initiator.country) for e in reading.events if e.initiator}
    assert ("THREATEN", "RUS") in kinds
    assert ("ACCUSE", "USA") in kinds
    assert ("ASSAULT", "RUS") in kinds


@pytest.mark.parametrize("kind", ["actors", "aliases", "posts", "agreements"])
def test_what_made_a_reading_tells_a_users_tables_apart_by_content(tmp_path: Path, kind: str):
    one, other = tmp_path / "a" / "t.csv", tmp_path / "b" / "t.csv"
    for path, text in ((one, "x"), (other, "y")):
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    made = {_fingerprint(Settings(actors=ActorSettings(**{kind: (p,)}))) for p in (one, other)}
    assert len(made | {_fingerprint(Settings())}) == 3
