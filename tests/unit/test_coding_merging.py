"""What is joined is one event with several evidences; what one sentence tells is told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.coding import merging
from detente.coding.resemblance import Told
from detente.records import Event, Party, Span

A = Party("m1", "a", "TUR", "GOV")
B = Party("m2", "b", "SYR", "GOV")


class Together:
    """Takes all tellings that are put to it for one event, or each for its own."""

    def __init__(self, *, joined: bool = True) -> None:
        self.joined = joined
        self.asked: list[int] = []

    def groups(self, told: Sequence[Told]) -> list[list[Told]]:
        self.asked.append(len(told))
        return [list(told)] if self.joined else [[each] for each in told]


def merge(told, *, joined=True):
    return merging.merge(told, Together(joined=joined), (), "")


def telling(start, sentence=0, *, in_title=False, **changes):
    return Told(event(start, **changes), start // 10, sentence, in_title)


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
    day = date(2024, 3, 11)
    title = telling(0, in_title=True, confidence=0.9)
    body = telling(40, 1, first_day=day, last_day=day, day_basis="relative")
    (one,) = merge((title, body))
    assert one.trigger == Span(40, 45)
    assert one.evidence == (Span(40, 49), Span(0, 9))
    assert one.first_day == day
    assert one.confidence == 0.9


def test_the_telling_that_names_both_sides_leads():
    rebels = Party("m3", "", "", "REB")
    (one,) = merge((telling(0, initiator=None), telling(40, 1, initiator=rebels)))
    assert one.initiator == rebels
    assert one.trigger == Span(40, 45)


def test_the_surest_telling_leads_and_takes_the_day_of_more():
    day = date(2024, 3, 11)
    dated = {"first_day": day, "last_day": day, "day_basis": "relative"}
    first, second = telling(20, 1, confidence=0.5, **dated), telling(30, 2, confidence=0.4, **dated)
    (one,) = merge((first, second, telling(40, 3, confidence=0.8)))
    assert one.trigger == Span(40, 45)
    assert (one.first_day, one.day_basis) == (day, "relative")
    assert one.evidence == (Span(40, 49), Span(20, 29), Span(30, 39))


def test_what_became_of_it_is_what_most_tellings_say():
    told = [
        telling(0, 1, status="planned", confidence=0.6),
        telling(20, 2, confidence=0.4),
        telling(40, 3, confidence=0.3),
    ]
    (one,) = merge(told)
    assert one.trigger == Span(0, 5)
    assert one.status == "happened"


def test_the_day_of_the_report_gives_way_to_no_day_and_to_a_told_one():
    report, told = date(2024, 3, 15), date(2024, 3, 11)
    assumed = telling(20, 1, first_day=report, last_day=report, day_basis="article")
    undated = telling(60, 3)
    stated = telling(90, 5, first_day=told, last_day=told, day_basis="stated")
    assert merge((assumed,))[0].first_day == report
    assert merge((assumed, undated))[0].first_day is None
    assert merge((assumed, undated, stated))[0].first_day == told


def test_what_is_apart_stays_apart():
    assert len(merge((telling(0), telling(40, 1)), joined=False)) == 2


def test_only_tellings_of_one_type_and_the_same_countries_are_put_together():
    same = Together()
    told = [
        telling(0),
        telling(20, 1, type="AID"),
        telling(40, 2, recipient=None),
        telling(60, 3, initiator=B, recipient=A),
        telling(80, 4),
    ]
    merging.merge(told, same, (), "")
    assert sorted(same.asked) == [1, 1, 1, 2]


def test_one_sentence_tells_a_deed_with_one_status():
    surer = telling(0, 2, status="planned", confidence=0.7)
    other = telling(20, 2, confidence=0.4)
    elsewhere = telling(40, 3, confidence=0.4)
    assert [e.trigger.start for e in merge((surer, other, elsewhere), joined=False)] == [0, 40]


def test_a_telling_by_the_outlet_wins_over_a_claim_in_the_body():
    (one,) = merge((telling(0, claim_id="c1"), telling(20, 1)))
    assert one.claim_id is None


def test_an_event_without_a_side_is_dropped_beside_a_fuller_one_of_its_sentence():
    told = [
        telling(0),
        telling(10, recipient=None),
        telling(20, initiator=None),
        telling(40, 1, initiator=None, status="planned"),
    ]
    assert [e.trigger.start for e in merge(told, joined=False)] == [0, 40]


def test_events_come_in_the_order_of_their_triggers():
    told = [
        telling(start, type=kind) for start, kind in ((50, "AID"), (10, "COERCE"), (30, "ACCUSE"))
    ]
    assert [e.trigger.start for e in merge(told)] == [10, 30, 50]
