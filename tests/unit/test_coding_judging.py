"""The judge weighs readings by boosted trees: one of a group stands, and only above the bar."""

from __future__ import annotations

from datetime import date

import pytest

from detente import read
from detente.coding.code import PloverCoder
from detente.coding.judging import Looks, both, shipped

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
