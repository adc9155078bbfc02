"""The judge weighs readings by boosted trees: one of a group stands, and only above the bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente import read
from detente.coding.code import PloverCoder
from detente.coding.judging import Branch, Weights, shipped

DAY = date(2024, 3, 14)


def test_a_tree_is_walked_to_its_leaf_and_absent_features_count_zero():
    fork = (
        Branch("verb", 0.5, 1, 2, 0.0),
        Branch("", 0.0, 0, 0, -2.0),
        Branch("", 0.0, 0, 0, 2.0),
    )
    weights = Weights((fork,), 0.0, 0.5)
    assert weights.probability({"verb": 1.0}) == pytest.approx(0.8808, abs=1e-4)
    assert weights.probability({}) == pytest.approx(0.1192, abs=1e-4)


def test_the_shipped_trees_are_whole():
    weights = shipped()
    assert 0.0 < weights.bar < 1.0
    assert len(weights.trees) >= 10
    for tree in weights.trees:
        reached = {0}
        for number, node in enumerate(tree):
            if node.feature:
                assert number < node.low < len(tree)
                assert number < node.high < len(tree)
                reached |= {node.low, node.high}
        assert reached == set(range(len(tree)))


def test_confidence_is_the_probability_and_stands_above_the_bar():
    found = read("Norway condemned Chile.\n\nNorway condemned Chile on Monday.", published=DAY)
    assert [(e.type, e.initiator.country, e.recipient.country) for e in found.events] == [
        ("ACCUSE", "NOR", "CHL")
    ]
    assert shipped().bar <= found.events[0].confidence <= 1.0


def test_an_unreachable_bar_lets_nothing_stand(monkeypatch: pytest.MonkeyPatch):
    text = "Norway condemned Chile.\n\nNorway condemned Chile on Monday."
    strict = replace(shipped(), bar=1.1)
    monkeypatch.setattr("detente.coding.judging.shipped", lambda: strict)
    assert read(text, published=DAY).events == ()
    monkeypatch.undo()
    assert PloverCoder(weights=strict)._weights is strict


def test_a_side_left_open_may_be_filled_from_the_sentence():
    text = "A row.\n\nPeru's foreign minister spoke on Monday. Peru accused Bolivia of lying."
    events = read(text, published=DAY).events
    assert ("PER", "BOL") in {
        (e.initiator.country, e.recipient.country)
        for e in events
        if e.initiator is not None and e.recipient is not None
    }
