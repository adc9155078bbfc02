"""The coder over trees that are fixed, so that no model can move these tests.

``test_coding_trees.jsonl`` holds our own challenge sentences with words, trees, mentions and claims.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from detente.coding.code import PloverCoder
from detente.records import Annotation, Article, Claim, Event, Mention, Span, Words

HERE = Path(__file__).parent
PUBLISHED = date(2024, 3, 14)


class Nobody:
    """An actor base that is never asked: the mentions are resolved before the coder sees them."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the coder asked the actor base for {name}")


@cache
def scorer() -> ModuleType:
    path = HERE.parent / "gates" / "test_coding_challenge.py"
    spec = importlib.util.spec_from_file_location("coding_challenge_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def reports() -> dict[str, tuple[Article, Annotation, tuple[Claim, ...]]]:
    found = {}
    with (HERE / "test_coding_trees.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            found[row["id"]] = report(row)
    return found


def report(row: dict[str, Any]) -> tuple[Article, Annotation, tuple[Claim, ...]]:
    starts, stops, lemmas, tags, heads, relations, sentence = zip(*row["words"], strict=True)
    words = Words(
        starts,
        stops,
        lemmas,
        tags,
        heads,
        relations,
        ("O",) * len(starts),
        sentence,
        np.zeros((len(starts), 384), np.float32),
    )
    mentions = tuple(
        Mention(name, Span(*span), kind, chain, Span(*head), country=country, sector=sector)
        for name, span, kind, chain, head, country, sector in row["mentions"]
    )
    claims = tuple(
        Claim(
            name,
            row["id"],
            speaker,
            tuple(relays),
            addressee,
            Span(*cue) if cue else None,
            tuple(Span(*span) for span in content),
            quotation,
            stance,
            within,
            1.0,
        )
        for name, speaker, relays, addressee, cue, content, quotation, stance, within in row[
            "claims"
        ]
    )
    article = Article(row["id"], row["text"], published=PUBLISHED, published_basis="given")
    sentences = tuple(Span(*span) for span in row["sentences"])
    pronouns = tuple((word, chain) for word, chain in row["pronouns"])
    return article, Annotation(row["id"], sentences, mentions, words, pronouns), claims


def coded(name: str) -> tuple[Event, ...]:
    article, annotation, claims = reports()[name]
    return PloverCoder(scorer=None).code(article, annotation, claims, Nobody())


def find(text: str) -> str:
    return next(name for name, (article, _, _) in reports().items() if article.text == text)


def told(text: str) -> list[str]:
    return [scorer().told(event) for event in coded(find(text))]


def test_nine_in_ten_of_the_challenge_items_are_right_on_good_trees():
    items = scorer().load()
    wrong = [item["text"] for item in items if not scorer().right(item, coded(item["id"]))]
    assert len(wrong) <= len(items) * 0.08, wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Japan is considering expelling eight Russian diplomats.",
            ["SANCTION JPN>RUS possible outlet None"],
        ),
        (
            "Russia has suspended peace treaty talks with Japan.",
            ["SANCTION RUS>JPN happened outlet None"],
        ),
        (
            "Ukraine asked Latvia to send ammunition to Ukraine.",
            [
                "REQUEST UKR>LVA happened outlet None",
                "AID LVA>UKR called_for on a claim None",
            ],
        ),
        ("Canada is a member of NATO.", []),
        ("The Treaty on Strategic Assault Weapons covers Russia.", []),
    ],
)
def test_known_traps_are_read_as_they_should_be(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("name", sorted(reports()))
def test_every_span_fits_and_the_trigger_lies_in_its_evidence(name):
    article, annotation, claims = reports()[name]
    known = {mention.mention_id for mention in annotation.mentions}
    for event in coded(name):
        assert any(span.contains(event.trigger) for span in event.evidence)
        for span in event.evidence:
            assert 0 <= span.start < span.stop <= len(article.text)
        assert event.claim_id is None or event.claim_id in {claim.claim_id for claim in claims}
        for party in (event.initiator, event.recipient):
            assert party is None or party.mention in known
        assert 0 <= event.confidence <= 1
        assert -10 <= event.intensity <= 10
        undated = event.first_day is None and event.last_day is None
        assert undated == (event.day_basis == "unknown")


def test_swapping_the_countries_swaps_the_sides():
    article, annotation, claims = reports()[find("Azerbaijan shelled Armenia.")]
    other = {"AZE": "ARM", "ARM": "AZE"}
    swapped = replace(
        annotation,
        mentions=tuple(replace(m, country=other[m.country]) for m in annotation.mentions),
    )
    (event,) = PloverCoder(scorer=None).code(article, swapped, claims, Nobody())
    assert event.initiator is not None
    assert event.recipient is not None
    assert (event.initiator.country, event.recipient.country) == ("ARM", "AZE")


def test_an_article_without_words_has_no_events():
    nothing = np.zeros((0, 384), np.float32)
    words = Words((), (), (), (), (), (), (), (), nothing)
    annotation = Annotation("empty", (), (), words)
    assert PloverCoder(scorer=None).code(Article("empty", ""), annotation, (), Nobody()) == ()


def test_without_a_publication_day_nothing_is_dated_by_it():
    article, annotation, claims = reports()[find("Turkey struck Iraq yesterday.")]
    undated = replace(article, published=None, published_basis="unknown")
    (event,) = PloverCoder(scorer=None).code(undated, annotation, claims, Nobody())
    assert event.first_day is None
    assert event.day_basis == "unknown"


def test_identifiers_depend_on_the_article_and_the_parties_only():
    first, second = coded("c001"), coded("c001")
    assert [event.event_id for event in first] == [event.event_id for event in second]
    assert all(event.event_id.startswith("e") for event in first)
    assert {e.event_id for e in first}.isdisjoint(e.event_id for e in coded("c002"))
