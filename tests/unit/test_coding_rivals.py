"""The second look: a reading beside its rivals and in its report."""

from __future__ import annotations

import pytest

from detente.coding.rivals import Standing, second_look

OUTSIDE = ("ACCUSE", "NOR", "CHL")
INSIDE = ("ACCUSE", "NOR", "NOR")
NOBODY = ("ACCUSE", "NOR", None)


def _look(*groups: list[Standing], bar: float = 0.0):
    named = [[{"verb": 1.0, "kind ACCUSE": 1.0, "tag VBD": 1.0} for _ in g] for g in groups]
    return second_look(groups, named, bar)


def test_a_reading_knows_its_best_rival_and_what_it_shares_with_it():
    ((told, own, none),) = _look(
        [Standing(OUTSIDE, 3, 0.6), Standing(INSIDE, 3, 0.3), Standing(NOBODY, 3, 0.1)]
    )
    assert told["lead"] == pytest.approx(0.3)
    assert own["lead"] == pytest.approx(-0.3)
    assert (told["rank"], own["rank"], none["rank"]) == (0, 1, 2)
    assert told["share"] == pytest.approx(0.6)
    assert {k: v for k, v in told.items() if k.startswith("best ")} == {
        "best other": 0.6, "best own": 0.3, "best nobody": 0.1,
    }  # fmt: skip


def test_readings_with_one_outcome_are_no_rivals():
    ((one, other),) = _look([Standing(OUTSIDE, 3, 0.5), Standing(OUTSIDE, 3, 0.4)])
    assert one["lead"] == 0.5
    assert other["share"] == 1.0
    assert other["told elsewhere"] == 0.0


def test_what_is_told_elsewhere_and_beside_counts():
    first, second, third = _look(
        [Standing(OUTSIDE, 3, 0.5)], [Standing(INSIDE, 3, 0.2)], [Standing(OUTSIDE, 9, 0.7)]
    )
    assert first[0]["told elsewhere"] == 0.7
    assert first[0]["told before"] == 0.0
    assert third[0]["told before"] == 0.5
    assert first[0]["told beside"] == 0.2
    assert third[0]["told beside"] == 0.0
    assert second[0]["manner"] == pytest.approx(0.2 / 1.4)


def test_what_seemed_unlikely_is_not_looked_at_and_only_some_features_are_told_again():
    ((told, dropped),) = _look([Standing(OUTSIDE, 3, 0.5), Standing(INSIDE, 3, 0.01)], bar=0.02)
    assert dropped is None
    assert told["verb"] == 1.0
    assert told["kind ACCUSE"] == 1.0
    assert "tag VBD" not in told
