"""What became of a deed, by rule and by ear: the rules' status and the learned one weighed together.

The rules read tense, modals, negation and the claim a deed stands in; the status layer (``spotting.py``) hears how the
words around the trigger sound. A multinomial logistic regression over both decides. ``tables/outcome.csv``
holds it, fitted by ``training/coding/fit_outcome.py`` on hand-annotated reports.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from detente.coding.deeds import SPEECH
from detente.coding.spotting import STATUSES
from detente.records import Status
from detente.weights import Matrix

_FLOOR: Final = 1e-4
CLEAR: Final = 0.9
"""Log odds by which another status must beat that of the rules, which can say why."""


def outcome(rule: Status, heard: Matrix, kind: str) -> Status:
    """The likeliest status; the rules' own where none is clearly likelier.

    Args:
        rule: what the rules say.
        heard: chances of ``STATUSES`` by the status layer. Shape: ``(7,)``.
        kind: the PLOVER type; saying is doing for the verbal ones.
    """
    weights, bias = _table()
    scores = weights @ evidence(rule, heard, kind) + bias
    best = STATUSES[int(scores.argmax())]
    return best if scores.max() - scores[STATUSES.index(rule)] >= CLEAR else rule


def evidence(rule: Status, heard: Matrix, kind: str) -> Matrix:
    """The numbers that are weighed. Shape: ``(22,)``."""
    said = np.array([float(rule == each) for each in STATUSES])
    logs = np.log(np.maximum(heard, _FLOOR))
    found: Matrix = np.concatenate([said, said * (kind in SPEECH), logs, [float(kind in SPEECH)]])
    return found


@cache
def _table() -> tuple[Matrix, Matrix]:
    table = resources.files("detente.coding") / "tables" / "outcome.csv"
    with table.open("r", encoding="utf-8") as stream:
        rows = {row.pop("status"): row for row in csv.DictReader(stream)}
    bias = np.array([float(rows[status].pop("bias")) for status in STATUSES])
    return np.array([[float(x) for x in rows[status].values()] for status in STATUSES]), bias
