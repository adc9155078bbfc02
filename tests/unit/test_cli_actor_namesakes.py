"""``detente actor`` says which namesakes there are, why the first won and what would make another win."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.actors.rivals import margin, rivals
from detente.cli.main import main

DAY = date(2025, 9, 1)


def test_what_is_said_to_turn_the_answer_turns_it(base):
    found = base.find("Lee", DAY)
    told = {rival.actor_id: rival.how for rival in rivals(base, "Lee", DAY, (), found)}
    assert len(told) >= 3
    turned = {who: how for who, how in told.items() if how.startswith("--context ")}
    assert turned
    for who, how in turned.items():
        assert base.find("Lee", DAY, (how.split()[1],))[0].actor.actor_id == who


def test_one_candidate_has_no_rivals(base):
    found = base.find("NATO", DAY)[:1]
    assert rivals(base, "NATO", DAY, (), found) == ()
    assert margin(found) == ""


def test_the_command_says_why_and_what_else(capsys: pytest.CaptureFixture[str]):
    assert main(["actor", "Lee", "--on", "2025-09-01"]) == 0
    told = capsys.readouterr().out
    assert "candidates; the first is ahead by" in told
    assert "would win: --context" in told


def test_the_json_says_it_too(capsys: pytest.CaptureFixture[str]):
    assert main(["actor", "Lee", "--on", "2025-09-01", "--json"]) == 0
    first, *others = json.loads(capsys.readouterr().out)["candidates"]
    assert first["wins_if"] is None
    assert any(other["wins_if"] for other in others)
