"""What became of a deed: the rules and the learned ear weighed together."""

from __future__ import annotations

import numpy as np
import pytest

from detente.coding.outcome import evidence, outcome
from detente.coding.spotting import STATUSES


def heard(status: str, chance: float) -> np.ndarray:
    """Chances of which one stands out and the rest share what is left."""
    rest = (1 - chance) / (len(STATUSES) - 1)
    return np.array([chance if each == status else rest for each in STATUSES])


@pytest.mark.parametrize(
    "status", ["happened", "ongoing", "planned", "possible", "called_for", "not_done"]
)
def test_what_both_say_stands(status: str):
    assert outcome(status, heard(status, 0.95), "ASSAULT") == status


def test_a_sure_ear_overrules_the_rules_default():
    assert outcome("happened", heard("planned", 0.99), "CONSULT") == "planned"


@pytest.mark.parametrize("status", ["not_done", "planned", "called_for"])
def test_a_doubtful_ear_that_leans_their_way_leaves_the_rules_their_word(status: str):
    assert outcome(status, heard(status, 0.7), "COOPERATE") == status


def test_what_is_weighed_has_one_width_and_no_infinity():
    rows = [
        evidence(status, heard("happened", 1.0), kind)
        for status in STATUSES
        for kind in ("ACCUSE", "ASSAULT")
    ]
    assert {row.shape for row in rows} == {(22,)}
    assert np.isfinite(rows).all()
