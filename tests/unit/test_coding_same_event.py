"""Two tellings of one deed between the same two: what they are compared by, and how they are parted into happenings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import read
from detente.coding.forest import Branch, Forest
from detente.coding.resemblance import Told
from detente.coding.same_event import MOST, SameEvent
from detente.coding.syntax import Tree
from detente.records import Article, Event, Party, Span

A, B = Party("m1", "a", "NOR", "GOV"), Party("m2", "b", "CHL", "GOV")
TEXT = (
    "Norway expels envoy\n\nNorway expelled the Chilean envoy of 12 years on Tuesday over a leaked letter. The expulsion over the letter came"
    " late.\n\nIn 1998 Norway had expelled another Chilean, a spy caught in a harbour."
)


@pytest.fixture(scope="module")
def tree(annotator, base) -> Tree:
    return Tree(annotator.annotate(Article("a", TEXT), base).words, TEXT)


def told(tree: Tree, word: str, nth: int = 0, **changes) -> Told:
    place = [i for i, lower in enumerate(tree.lower) if lower == word][nth]
    sentence = tree.sentence_words(place)
    trigger = tree.words.span(place, place)
    values = {
        "event_id": f"e{place}", "article_id": "a", "claim_id": None, "ontology": "plover", "type": "SANCTION", "mode": "",
        "contexts": (), "initiator": A, "recipient": B, "status": "happened", "first_day": None, "last_day": None,
        "day_basis": "unknown", "place": None, "about": (), "trigger": trigger,
        "evidence": (tree.words.span(sentence[0], sentence[-1]),), "intensity": -5.0, "confidence": 0.5,
    }  # fmt: skip
    number = tree.words.sentence[place]
    return Told(Event(**(values | changes)), place, number, number == 0)


def near(reach: float) -> Forest:
    """Trees that join what stands at most ``reach`` sentences apart, the nearer the more surely."""
    close = [
        Branch("sentences apart", reach, 1, 2, 0),
        Branch("", 0, 0, 0, 2.0),
        Branch("", 0, 0, 0, -2.0),
    ]
    closer = [
        Branch("sentences apart", 1, 1, 2, 0),
        Branch("", 0, 0, 0, 0.5),
        Branch("", 0, 0, 0, 0.0),
    ]
    return Forest((close, closer), 0.0, 0.5)


def compared(tree: Tree, *tellings: Told) -> dict[str, float]:
    (named,) = SameEvent(tree, (), ()).compared(tellings)
    return named


def test_words_are_shared_beside_the_trigger(tree):
    named = compared(tree, told(tree, "expelled"), told(tree, "expulsion"))
    assert "same trigger" not in named
    assert named["words shared"] == 1  # the letter
    assert named["sentences apart"] == 1
    assert named["same paragraph"] == 1
    assert named["later noun"] == named["later the"] == 1
    assert "other numbers" not in named


def test_another_happening_shows_by_number_and_paragraph(tree):
    named = compared(tree, told(tree, "expelled"), told(tree, "expelled", 1))
    assert named["same trigger"] == named["other numbers"] == 1
    assert "same paragraph" not in named


def test_the_day_of_the_report_is_no_stated_day(tree):
    day, before = date(2024, 3, 15), date(2024, 3, 11)
    one = told(tree, "expelled", first_day=before, day_basis="stated")
    other = told(tree, "expulsion", first_day=day, day_basis="article")
    named = compared(tree, one, other)
    assert named["one dated"] == 1
    assert "both dated" not in named
    later = replace(other, event=replace(other.event, day_basis="relative"))
    assert compared(tree, one, later)["days apart"] == 5
    assert compared(tree, one, later)["days later"] == 4


def test_the_two_least_alike_of_a_group_decide(tree):
    tellings = [told(tree, "expels"), told(tree, "expelled"), told(tree, "expelled", 1)]
    assert [t.sentence for t in tellings] == [0, 1, 3]
    groups = SameEvent(tree, (), (), near(2)).groups(tellings)
    assert [[t.sentence for t in group] for group in groups] == [[0, 1], [3]]
    groups = SameEvent(tree, (), (), near(3)).groups(tellings)
    assert [[t.sentence for t in group] for group in groups] == [[0, 1, 3]]


@given(order=st.permutations(range(4)), reach=st.integers(0, 4))
def test_every_telling_lands_in_one_group_whatever_the_order(tree, order, reach):
    tellings = [
        told(tree, "expels"),
        told(tree, "expelled"),
        told(tree, "expulsion"),
        told(tree, "expelled", 1),
    ]
    same = SameEvent(tree, (), (), near(reach))
    groups = same.groups([tellings[i] for i in order])
    assert groups == same.groups(tellings)
    assert sorted(t.index for group in groups for t in group) == [t.index for t in tellings]


def test_a_long_report_is_parted_in_stretches(tree):
    one = told(tree, "expelled")
    many = [one] * (MOST + 3)
    groups = SameEvent(tree, (), (), near(1)).groups(many)
    assert [len(group) for group in groups] == [MOST, 3]


def test_two_stated_days_are_never_one(tree):
    days = [date(2024, 3, 11), date(2024, 3, 12)]
    one, other = (
        told(tree, "expelled", first_day=day, last_day=day, day_basis="stated") for day in days
    )
    same = SameEvent(tree, (), (), near(5))
    assert len(same.groups([one, other])) == 2
    span = replace(one, event=replace(one.event, last_day=days[1]))
    assert len(same.groups([span, other])) == 1
    unstated = replace(other, event=replace(other.event, day_basis="article"))
    assert len(same.groups([one, unstated])) == 1


def test_what_had_its_day_is_not_what_is_to_come(tree):
    day = date(2024, 3, 11)
    done = told(tree, "expels", first_day=day, last_day=day, day_basis="relative")
    same = SameEvent(tree, (), (), near(5))
    assert len(same.groups([done, told(tree, "expelled", status="planned")])) == 2
    assert len(same.groups([done, told(tree, "expelled", status="denied")])) == 1
    assert len(same.groups([told(tree, "expels"), told(tree, "expelled", status="planned")])) == 1


def test_one_telling_is_one_event_without_asking():
    nothing = Forest(([Branch("", 0, 0, 0, 0.0)],), 0.0, 0.5)
    one = Told(None, 0, 0, False)  # never looked at
    assert SameEvent(None, (), (), nothing).compared([one]) == []


def test_an_expulsion_told_thrice_is_one_event_and_the_older_another():
    events = [e for e in read(TEXT, published="2024-03-15").events if e.type == "SANCTION"]
    spans = [[TEXT[s.start : s.stop] for s in event.evidence] for event in events]
    assert len(events) == 2
    assert "1998" in spans[-1][0] or "another" in spans[-1][0]
    assert Span(TEXT.index("expels"), TEXT.index("expels") + 6) not in [e.trigger for e in events]
