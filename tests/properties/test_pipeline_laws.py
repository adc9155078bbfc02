"""Laws of a reading: spans fit, mentions quote the text, the same input gives the same bytes."""

from __future__ import annotations

import contextlib
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import detente
from detente.errors import DetenteError
from detente.pipeline import Pipeline
from detente.records import Page, Reading, Span

ROOT = Path(__file__).parents[2]
PIECES = st.sampled_from(
    [
        "Moscow", "Tokyo", "the minister", "said", "warned", "“", "”", '"', "'", "«", "»", "that", "will not",
        "\n\n", ". ", ", ", "according to", "TASS", "attacked", "sanctions", "on Monday", "denied", "he", "it",
        "(", ")", "—", "U.S.", "<b>", "&amp;", "\x00", "\u200b", "🇯🇵", "é", "日本", "2014", "%", "1,000",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES).map("".join),
)


def spans(reading: Reading) -> Iterator[Span]:
    annotation = reading.annotation
    yield from annotation.sentences
    for mention in annotation.mentions:
        yield mention.span
        yield mention.head
    for claim in reading.claims:
        yield from claim.content
        if claim.cue:
            yield claim.cue
    for event in reading.events:
        yield event.trigger
        yield from event.evidence
    for sentence in reading.summary.sentences:
        yield sentence.span


def check(reading: Reading) -> None:
    text = reading.article.text
    for span in spans(reading):
        assert 0 <= span.start < span.stop <= len(text)
    mentions = {m.mention_id for m in reading.annotation.mentions}
    assert len(mentions) == len(reading.annotation.mentions)
    claims = {c.claim_id for c in reading.claims}
    for claim in reading.claims:
        assert {claim.speaker, claim.addressee, *claim.relays} - {None} <= mentions
        assert claim.within in claims | {None}
        assert claim.within != claim.claim_id
        assert claim.content
    for event in reading.events:
        assert event.claim_id in claims | {None}
        for party in (event.initiator, event.recipient):
            assert party is None or party.mention is None or party.mention in mentions
        if event.first_day and event.last_day:
            assert event.first_day <= event.last_day
    for sentence in reading.summary.sentences:
        assert sentence.text == sentence.span.quote(text)
    assert all(0 <= voice.share <= 1 for voice in (*reading.voices, *reading.sides))
    json.dumps(reading.to_json())


@settings(max_examples=120)
@given(TEXTS)
@example("")
@example("“" * 50)
@example("A. " * 80)
def test_any_text_gives_a_reading_or_an_error_of_ours(pipeline: Pipeline, text: str):
    try:
        reading = pipeline.read_page(Page("x", text))
    except DetenteError:
        return
    check(reading)


@settings(max_examples=80)
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda t: f"<html><body><p>{t}".encode())))
def test_any_bytes_give_a_reading_or_an_error_of_ours(pipeline: Pipeline, content: bytes):
    try:
        reading = pipeline.read_page(Page("x", content))
    except DetenteError:
        return
    check(reading)


def test_time_is_bound_by_size(pipeline: Pipeline):
    # The bound is generous (100 times what a report takes): it is there to catch a square law, not to time.
    for piece in ("Moscow warned Tokyo. ", "“", "((((", "a", "said ", "Tokyo, "):
        text = "Report on the talks\n\n" + piece * (40_000 // len(piece))
        began = time.process_time()
        with contextlib.suppress(DetenteError):
            check(pipeline.read_page(Page("x", text)))
        assert time.process_time() - began < 0.0015 * len(text)


@pytest.fixture(scope="module")
def reports() -> list[str]:
    whole = (ROOT / "examples" / "grain-deal.txt").read_text("utf-8")
    body = whole.split("\n\n")
    return [whole, *("\n\n".join([body[0], *body[i : i + 3]]) for i in range(2, 7))]


def in_bytes(reading: Reading | None) -> bytes:
    assert reading is not None
    return json.dumps(reading.to_json(), sort_keys=True).encode()


def test_the_same_report_gives_the_same_bytes_in_any_order(reports: list[str], pipeline: Pipeline):
    first = [in_bytes(pipeline.read_page(Page("x", text))) for text in reports]
    order = list(range(len(reports)))
    random.Random(3).shuffle(order)
    again = {i: in_bytes(pipeline.read_page(Page("x", reports[i]))) for i in order}
    assert [again[i] for i in range(len(reports))] == first


def test_any_number_of_processes_gives_the_same_bytes(reports: list[str], tmp_path: Path):
    paths = []
    for number, text in enumerate(reports):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(text, "utf-8")
    one = [in_bytes(outcome.reading) for outcome in detente.read_many(paths)]
    two = [in_bytes(outcome.reading) for outcome in detente.read_many(paths, processes=2)]
    assert one == two
