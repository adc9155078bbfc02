"""Boosted trees of a table: each thing goes its own way through all of them."""

from __future__ import annotations

import pytest

from detente.coding.forest import Branch, Forest, shipped

LEFT = (
    Branch("verb", 0.5, 1, 2, 0.0),
    Branch("", 0.0, 0, 0, -2.0),
    Branch("", 0.0, 0, 0, 2.0),
)
DEEP = (
    Branch("far", 3.0, 1, 2, 0.0),
    Branch("", 0.0, 0, 0, 1.0),
    Branch("verb", 0.5, 3, 4, 0.0),
    Branch("", 0.0, 0, 0, -1.0),
    Branch("", 0.0, 0, 0, 0.5),
)


def test_a_tree_is_walked_to_its_leaf_and_absent_features_count_zero():
    forest = Forest((LEFT,), 0.0, 0.5)
    assert forest.probability({"verb": 1.0}) == pytest.approx(0.8808, abs=1e-4)
    assert forest.probability({}) == pytest.approx(0.1192, abs=1e-4)


def test_many_things_through_many_trees_are_as_each_alone():
    forest = Forest((LEFT, DEEP), 0.1, 0.5)
    things = [{}, {"verb": 1.0}, {"far": 9.0}, {"far": 9.0, "verb": 1.0}, {"unknown": 5.0}]
    assert forest.probabilities(things) == [forest.probability(each) for each in things]
    odds = [-2 + 1, 2 + 1, -2 - 1, 2 + 0.5, -2 + 1]
    order = sorted(range(5), key=lambda n: odds[n])
    told = forest.probabilities(things)
    assert order == sorted(range(5), key=lambda n: told[n])
    assert forest.probabilities([]) == []


def test_another_bar_changes_nothing_else():
    forest = Forest((LEFT, DEEP), 0.1, 0.5)
    strict = forest.with_bar(0.9)
    assert (forest.bar, strict.bar) == (0.5, 0.9)
    assert strict.trees is forest.trees
    assert strict.probability({"far": 9.0}) == forest.probability({"far": 9.0})


@pytest.mark.parametrize("table", ["judging_first.csv", "judging.csv"])
def test_the_shipped_trees_are_whole(table: str):
    forest = shipped(table)
    assert 0.0 < forest.bar < 1.0
    assert len(forest.trees) >= 10
    for tree in forest.trees:
        reached = {0}
        for number, node in enumerate(tree):
            if node.feature:
                assert number < node.low < len(tree)
                assert number < node.high < len(tree)
                reached |= {node.low, node.high}
        assert reached == set(range(len(tree)))
