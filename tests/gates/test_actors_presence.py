"""Facts written down before the base was looked at: who held which office, which bloc had whom, which
agreement had which status.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from detente.actors.base import PackagedBase

FACTS = Path(__file__).parent / "presence_facts.csv"


@pytest.fixture(scope="module")
def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def says(base: PackagedBase, fact: dict[str, str]) -> bool:
    """Whether the base holds that the fact is so."""
    on_day = date.fromisoformat(fact["on_day"])
    if fact["kind"] == "office":
        held = base.office_holder(fact["object"], fact["relation"], on_day)
        named = base.find(fact["subject"], on_day, (fact["object"],))
        return held is not None and any(held.actor.actor_id == c.actor.actor_id for c in named)
    if fact["kind"] == "member":
        return fact["subject"] in base.members(fact["object"], on_day)
    found = base.find(fact["subject"], on_day)
    status = base.agreement(found[0].actor.actor_id, on_day) if found else None
    if status is None:
        return False
    if fact["relation"] == "signed":
        return status.state in ("signed", "in force", "suspended", "ended")
    if fact["relation"] == "withdrawn":
        return fact["object"] not in status.parties
    if fact["relation"] == "suspended":
        return status.state == "suspended"
    return status.state == fact["relation"].replace("_", " ")


def test_at_least_ninety_five_of_a_hundred_facts_are_right(base, facts):
    wrong = [fact for fact in facts if says(base, fact) != (fact["expected"] == "yes")]
    assert len(facts) >= 120
    assert len(wrong) <= 0.05 * len(facts), [tuple(fact.values())[:6] for fact in wrong]


def test_facts_span_the_years_and_the_world(facts):
    years = {fact["on_day"][:4] for fact in facts}
    assert min(years) <= "1993"
    assert max(years) >= "2025"
    assert len({fact["object"] for fact in facts if fact["kind"] == "office"}) >= 60
