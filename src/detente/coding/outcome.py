"""What became of a deed: the rules' verdict, the learned ear and the words themselves, weighed together.

The rules read tense, modals, negation and the claim a deed stands in; the status layer (``spotting.py``) hears how the
words around the trigger sound; ``status_cues.py`` names what stands there. A multinomial logistic regression over all
three decides. ``tables/outcome.csv`` holds it, fitted by ``training/coding/fit_outcome.py`` on hand-annotated reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from typing import Final

import numpy as np

from detente.coding.deeds import SPEECH
from detente.coding.rows import rows_of
from detente.coding.spotting import STATUSES
from detente.records import Status
from detente.weights import Matrix

_FLOOR: Final = 1e-4
CLEAR: Final = 0.2
"""Log odds by which another status must beat that of the rules, which can say why."""


def outcome(rule: Status, heard: Matrix, kind: str, cues: Mapping[str, float]) -> Status:
    """The likeliest status; the rules' own where none is clearly likelier.

    Args:
        rule: what the rules say.
        heard: chances of ``STATUSES`` by the status layer. Shape: ``(7,)``.
        kind: the PLOVER type; saying is doing for the verbal ones.
        cues: what stands there, by ``status_cues``.
    """
    return likeliest(rule, {**evidence(rule, heard, kind), **cues}, _table())


def likeliest(rule: Status, numbers: Mapping[str, float], table: Mapping[str, Matrix]) -> Status:
    """The same by named numbers, and by what each adds to ``STATUSES``; what the table does not know adds nothing."""
    scores = table["bias"].copy()
    for name, value in numbers.items():
        row = table.get(name)
        if row is not None:
            scores += value * row
    best = STATUSES[int(scores.argmax())]
    return best if scores.max() - scores[STATUSES.index(rule)] >= CLEAR else rule


def evidence(rule: Status, heard: Matrix, kind: str) -> dict[str, float]:
    """What the rules say and what the layer hears, as named numbers."""
    speech = kind in SPEECH
    found = {f"rule {rule}": 1.0, "speech": float(speech), f"speech {rule}": float(speech)}
    for status, chance in zip(STATUSES, heard.tolist(), strict=True):
        found[f"heard {status}"] = log(max(chance, _FLOOR))
    return found


@cache
def _table() -> Mapping[str, Matrix]:
    """Of each named number what it adds to ``STATUSES``; ``bias`` is there always."""
    return {
        row.pop("number"): np.array(list(row.values()), dtype=float)
        for row in rows_of("outcome.csv")
    }
