"""The report the project was founded on, and what must be found in it (``shared/seed/expected.md``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import detente
from detente.records import Claim, Event, Mention, Reading


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    return detente.read(shared / "seed" / "article.txt")


def mention(reading: Reading, identifier: str | None) -> Mention | None:
    return reading.annotation.mention(identifier) if identifier else None


def country(reading: Reading, claim: Claim) -> str:
    found = mention(reading, claim.speaker)
    return found.country if found else ""


def said(reading: Reading, words: str) -> list[Claim]:
    text = reading.article.text
    return [c for c in reading.claims if any(words in span.quote(text) for span in c.content)]


def told(reading: Reading, kinds: str, initiator: str, recipient: str) -> list[Event]:
    return [
        e
        for e in reading.events
        if e.type in kinds.split()
        and e.initiator is not None
        and e.initiator.country == initiator
        and e.recipient is not None
        and e.recipient.country == recipient
    ]


def test_furniture_is_gone_and_named(reading: Reading):
    article = reading.article
    assert article.title == "Russia and Japan: Rising tensions in a shifting security landscape"
    assert article.text.endswith("the broader Pacific Rim.")
    assert article.text.count("\n\n") == 4
    named = " ".join(piece.text for piece in article.furniture)
    for words in ("No time to read?", "Get a summary", "Previous Article", "Next Article"):
        assert words in named
        assert words not in article.text
    assert article.previous_title.startswith("Resistance to forced migration policies")
    assert article.next_title == "Elena Letuchaya Shares Maldives Moment Beyond Revizorro"


def test_the_day_is_unknown_and_bracketed(reading: Reading):
    assert reading.article.published is None
    assert reading.article.published_basis == "unknown"
    assert reading.bracket is not None
    assert reading.bracket.not_before == date(2023, 3, 28)
    assert reading.bracket.not_after is not None
    assert date(2023, 12, 1) <= reading.bracket.not_after <= date(2023, 12, 31)


def test_who_is_who(reading: Reading):
    text = reading.article.text
    found = {m.span.quote(text): m for m in reading.annotation.mentions}
    envoy = found["Russia’s Charge d’Affaires for Japan, Gennady Ovechko"]
    assert (envoy.kind, envoy.country, envoy.sector) == ("person", "RUS", "GOV")
    for name, code in (("Tokyo", "JPN"), ("Moscow", "RUS"), ("Kyiv", "UKR"), ("Washington", "USA")):
        assert (found[name].country, found[name].sector) == (code, "GOV")
    assert (found["TASS"].kind, found["TASS"].country) == ("outlet", "RUS")
    assert found["the G7"].country == "G7"
    secretary = found["Cabinet Secretary General Hirokazu Matsuno"]
    assert (secretary.country, secretary.sector) == ("JPN", "GOV")
    assert secretary.person == "Hirokazu Matsuno"
    agreements = [m for m in reading.annotation.mentions if m.kind == "agreement"]
    assert agreements
    assert not any(name == "Assault Weapons" for name in found)


def test_claims_and_their_relay(reading: Reading):
    response = said(reading, "will not pass without a response")
    assert len(response) == 1
    assert country(reading, response[0]) == "RUS"
    relays = [reading.annotation.mention(identifier) for identifier in response[0].relays]
    assert [relay.country for relay in relays] == ["RUS"]
    assert response[0].stance == "predicted"
    expected = [
        ("RUS", "coordinated campaign against Moscow"),
        ("RUS", "taking a leading role among the G7"),
        ("RUS", "economic and strategic ramifications"),
        ("RUS", "influence economic calculations"),
        ("RUS", "test of resilience"),
        ("RUS", "direct challenge on the international stage"),
        ("JPN", "monitor developments closely"),
    ]
    right = [
        c for c, words in expected if any(country(reading, x) == c for x in said(reading, words))
    ]
    assert len(right) >= 6
    hedged = said(reading, "economic and strategic ramifications")[0]
    assert hedged.stance in {"hedged", "conditional"}


def test_the_outlets_gloss_is_nobodys_claim(reading: Reading):
    for gloss in (
        "reassess alignment with Washington",
        "instability that could affect economic security",
    ):
        for claim in said(reading, gloss):
            assert claim.speaker is None or country(reading, claim) not in {"RUS", "JPN"}, gloss


def test_events_that_must_be_found(reading: Reading):
    threats = told(reading, "THREATEN", "RUS", "JPN")
    assert threats
    assert all(e.claim_id is None and e.status == "happened" for e in threats)
    accusations = told(reading, "ACCUSE", "RUS", "JPN")
    assert accusations
    assert all(e.claim_id is None for e in accusations)
    halted = told(reading, "SANCTION", "USA", "RUS")
    assert halted
    assert halted[0].status == "happened"
    assert halted[0].claim_id is None


def test_events_that_must_not_be_found(reading: Reading):
    assert not told(reading, "AGREE COOPERATE CONSULT ASSAULT", "JPN", "RUS")
    assert not told(reading, "AGREE COOPERATE CONSULT ASSAULT", "RUS", "JPN")
    assert not [e for e in reading.events if e.type == "ASSAULT"]
    text = reading.article.text
    pairs = {
        (e.initiator.country, e.recipient.country)
        for e in reading.events
        if e.initiator and e.recipient
    }
    assert ("JPN", "USA") not in pairs
    matsuno = [e for e in reading.events if "monitor" in e.trigger.quote(text)]
    assert matsuno == []


def test_the_summary_passes_off_no_claim_as_fact(reading: Reading):
    sentences = reading.summary.sentences
    assert 2 <= len(sentences) <= 4
    text = reading.article.text
    assert all(s.span.quote(text) == s.text for s in sentences)
    joined = " ".join(s.text for s in sentences)
    assert "warned" in joined or "without a response" in joined
    assert "START" in joined
    for sentence in sentences:
        if "coordinated campaign" in sentence.text:
            assert "Ovechko" in sentence.text or "Ovechko" in sentence.speaker


def test_russias_side_holds_the_largest_voice(reading: Reading):
    by_country = {side.country: side for side in reading.sides}
    assert reading.sides[0].country == "RUS"
    assert by_country["RUS"].share > 2 * by_country["JPN"].share
    assert by_country["RUS"].state_media is True
