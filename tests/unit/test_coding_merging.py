"""One happening told twice is one event."""

from __future__ import annotations

from datetime import date

from detente.coding.merging import Told, merge
from detente.records import Event, Party, Span

A = Party("m1", "a", "TUR", "GOV")
B = Party("m2", "b", "SYR", "GOV")


def event(start, **changes):
    values = {
        "event_id": f"e{start}",
        "article_id": "x",
        "claim_id": None,
        "ontology": "plover",
        "type": "ASSAULT",
        "mode": "",
        "contexts": (),
        "initiator": A,
        "recipient": B,
        "status": "happened",
        "first_day": None,
        "last_day": None,
        "day_basis": "unknown",
        "place": None,
        "about": (),
        "trigger": Span(start, start + 5),
        "evidence": (Span(start, start + 9),),
        "intensity": -9.0,
        "confidence": 0.5,
    }
    return Event(**{**values, **changes})


def test_headline_and_body_are_one_event_led_by_the_body():
    title = Told(event(0, confidence=0.9), 0, in_title=True)
    day = date(2024, 3, 11)
    body = Told(event(40, first_day=day, last_day=day, day_basis="relative"), 1, in_title=False)
    (one,) = merge((title, body), (), "")
    assert one.trigger == Span(40, 45)
    assert one.evidence == (Span(40, 49), Span(0, 9))
    assert one.first_day == day
    assert one.confidence == 0.9


def test_the_day_of_the_report_gives_way_to_no_day_and_to_a_told_one():
    report, told = date(2024, 3, 15), date(2024, 3, 11)
    assumed = Told(
        event(20, first_day=report, last_day=report, day_basis="article"), 1, in_title=False
    )
    undated = Told(event(60), 3, in_title=False)
    stated = Told(event(90, first_day=told, last_day=told, day_basis="stated"), 5, in_title=False)
    assert merge((assumed,), (), "")[0].first_day == report
    assert merge((assumed, undated), (), "")[0].first_day is None
    assert merge((assumed, undated, stated), (), "")[0].first_day == told


def test_two_stated_days_are_two_events():
    told = [
        Told(event(n * 20, first_day=date(2024, 3, n), day_basis="stated"), n, in_title=False)
        for n in (1, 2)
    ]
    assert len(merge(told, (), "")) == 2


def test_what_is_planned_is_not_what_happened():
    told = [
        Told(event(0), 0, in_title=False),
        Told(event(20, status="planned"), 1, in_title=False),
        Told(event(40, status="called_for"), 2, in_title=False),
    ]
    assert len(merge(told, (), "")) == 3


def test_a_telling_by_the_outlet_wins_over_a_claim_in_the_body():
    told = [
        Told(event(0, claim_id="c1"), 0, in_title=False),
        Told(event(20), 1, in_title=False),
    ]
    (one,) = merge(told, (), "")
    assert one.claim_id is None


def test_an_event_without_a_side_is_dropped_beside_a_fuller_one_of_its_sentence():
    told = [
        Told(event(0), 0, in_title=False),
        Told(event(10, recipient=None), 0, in_title=False),
        Told(event(20, initiator=None), 0, in_title=False),
        Told(event(40, initiator=None, status="planned"), 1, in_title=False),
    ]
    assert [e.trigger.start for e in merge(told, (), "")] == [0, 40]


def test_events_come_in_the_order_of_their_triggers():
    told = [
        Told(event(start, type=kind), 0, in_title=False)
        for start, kind in ((50, "AID"), (10, "COERCE"), (30, "ACCUSE"))
    ]
    assert [e.trigger.start for e in merge(told, (), "")] == [10, 30, 50]
