"""The judge weighs readings by boosted trees: one of a group stands, and only above the bar."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from detente import read
from detente.coding.code import PloverCoder
from detente.coding.judging import Looks, _between, both, shipped
from detente.coding.rivals import Standing

DAY = date(2024, 3, 14)


def test_confidence_is_the_probability_and_stands_above_the_bar():
    found = read("Norway condemned Chile.\n\nNorway condemned Chile on Monday.", published=DAY)
    assert [(e.type, e.initiator.country, e.recipient.country) for e in found.events] == [
        ("ACCUSE", "NOR", "CHL")
    ]
    assert shipped().bar <= found.events[0].confidence <= 1.0


def test_an_unreachable_bar_lets_nothing_stand(monkeypatch: pytest.MonkeyPatch):
    text = "Norway condemned Chile.\n\nNorway condemned Chile on Monday."
    looks = shipped()
    strict = looks._replace(second=looks.second.with_bar(1.1))
    monkeypatch.setattr("detente.coding.judging.shipped", lambda: strict)
    assert read(text, published=DAY).events == ()
    monkeypatch.undo()
    assert PloverCoder(looks=strict)._looks is strict


def test_both_looks_count_alike_and_levelling_keeps_their_order():
    assert both(0.5, 0.5) == pytest.approx(0.5)
    assert both(0.2, 0.8) == pytest.approx(0.5)
    assert both(0.3, 0.9) == pytest.approx(both(0.9, 0.3))
    looks = Looks(shipped().first, shipped().second.with_bar(0.3), 0.5, -0.2)
    assert looks.bar == looks.told(0.3) < looks.told(0.6) < 0.6
    assert Looks(*looks[:2]).told(0.3) == pytest.approx(0.3)


def test_what_the_first_look_drops_never_stands():
    text = "Norway condemned Chile.\n\nNorway condemned Chile on Monday."
    looks = shipped()
    blind = looks._replace(first=looks.first.with_bar(1.1))
    annotated = read(text, published=DAY)
    told = PloverCoder(looks=blind).code(
        annotated.article, annotated.annotation, annotated.claims, None
    )
    assert told == ()


def test_a_side_left_open_may_be_filled_from_the_sentence():
    text = "A row.\n\nPeru's foreign minister spoke on Monday. Peru accused Bolivia of lying."
    events = read(text, published=DAY).events
    assert ("PER", "BOL") in {
        (e.initiator.country, e.recipient.country)
        for e in events
        if e.initiator is not None and e.recipient is not None
    }


def _reading(kind: str, *, of: str = "THREATEN"):
    deed = SimpleNamespace(kind=kind, index=3, trigger=SimpleNamespace(kind=of))
    return SimpleNamespace(origin="rule", deed=deed)


def _seen(kind: str, chance: float, *, index: int = 3, recipient: str = "CHL") -> Standing:
    return Standing((kind, "NOR", recipient), index, chance)


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ("THREATEN", 0.45),  # the rules' own type: another of the same two counts for it
        ("ACCUSE", 0.25),  # the model's type: nothing is added
    ],
)
def test_types_that_compete_count_for_the_rules_own_reading(best, expected):
    other = "ACCUSE" if best == "THREATEN" else "REQUEST"
    weighed = [
        _seen(best, 0.25),
        _seen(other, 0.2),
        _seen(other, 0.1),
        _seen("REJECT", 0.3, recipient="PER"),  # of another
        _seen("REJECT", 0.3, index=9),  # elsewhere
    ]
    group = [_reading(each.outcome[0]) for each in weighed]
    assert _between(0, weighed, group) == pytest.approx(expected)


def test_adding_up_never_makes_certain_nor_less_sure():
    group = [_reading("THREATEN"), _reading("ACCUSE")]
    for best, expected in ((0.6, 0.98), (0.99, 0.99)):
        weighed = [_seen("THREATEN", best), _seen("ACCUSE", 0.6)]
        assert _between(0, weighed, group) == pytest.approx(expected)
