"""What became of a deed: the rules, the learned ear and the words that tell it, weighed together."""

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
    assert outcome(status, heard(status, 0.95), "ASSAULT", {}) == status


def test_a_sure_ear_overrules_the_rules_default():
    assert outcome("happened", heard("planned", 0.99), "CONSULT", {}) == "planned"


@pytest.mark.parametrize("status", ["not_done", "planned", "called_for"])
def test_a_doubtful_ear_that_leans_their_way_leaves_the_rules_their_word(status: str):
    assert outcome(status, heard(status, 0.7), "COOPERATE", {}) == status


def test_the_words_can_tip_what_rules_and_ear_leave_open():
    told = heard("ongoing", 0.5)
    assert outcome("happened", told, "COERCE", {"helper was": 1.0}) == "happened"
    assert outcome("happened", told, "COERCE", {"helper are": 1.0, "with still": 1.0}) == "ongoing"


def test_what_is_weighed_has_the_same_names_always_and_no_infinity():
    for status in STATUSES:
        for kind in ("ACCUSE", "ASSAULT"):
            found = evidence(status, heard("happened", 1.0), kind)
            assert len(found) == 3 + len(STATUSES)
            assert np.isfinite(list(found.values())).all()
