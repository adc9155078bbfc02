"""Multinomial logistic regression with an L2 penalty, fitted by L-BFGS: exact, deterministic, numpy alone.

Nocedal and Wright, Numerical Optimization (2006), algorithm 7.4 (two-loop recursion) with backtracking
(Armijo) steps; the objective is convex, so where it stops does not depend on where it starts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Objective = Callable[[Vector], tuple[float, Vector]]

_MEMORY: Final = 10
_STEPS: Final = 300
_FLAT: Final = 1e-4
"""The gradient a row at which the fit has arrived."""
_ARMIJO: Final = 1e-4
_HALVINGS: Final = 40


def log_chances(scores: Vector) -> Vector:
    """Log probabilities over the last axis. Shape: as given."""
    shifted = scores - scores.max(-1, keepdims=True)
    found: Vector = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def fit(
    rows: Vector, labels: NDArray[np.intp], count: int, penalty: float
) -> tuple[Vector, Vector]:
    """Weights and biases of a model that gives each row the chances of ``count`` labels.

    Args:
        rows: shape ``(n, width)``, standardised.
        labels: the label of each row, in ``[0, count)``.
        count: how many labels there are.
        penalty: half of it times the squared weights is added to the summed log loss; above 0.

    Returns:
        Weights of shape ``(count, width)``, biases of shape ``(count,)``; biases are not penalised.
    """
    width = rows.shape[1]
    told = np.eye(count)[labels]

    def objective(flat: Vector) -> tuple[float, Vector]:
        weights, bias = flat[: count * width].reshape(count, width), flat[count * width :]
        logs = log_chances(rows @ weights.T + bias)
        loss = -float((told * logs).sum()) + 0.5 * penalty * float((weights**2).sum())
        missed = np.exp(logs) - told
        slope = np.concatenate([(missed.T @ rows + penalty * weights).ravel(), missed.sum(0)])
        return loss, slope

    found = minimise(objective, np.zeros(count * (width + 1)), _FLAT * max(len(rows), 1))
    return found[: count * width].reshape(count, width), found[count * width :]


def minimise(objective: Objective, start: Vector, flat: float) -> Vector:
    """Where a smooth convex function is least, to a gradient of length ``flat``."""
    point = start
    value, slope = objective(point)
    past: deque[tuple[Vector, Vector, float]] = deque(maxlen=_MEMORY)
    for _ in range(_STEPS):
        if float(np.linalg.norm(slope)) <= flat:
            break
        way = -_scaled(slope, past)
        descent = float(way @ slope)
        step = 1.0 if past else min(1.0, 1.0 / float(np.linalg.norm(slope)))
        for _ in range(_HALVINGS):
            ahead = point + step * way
            new_value, new_slope = objective(ahead)
            if new_value <= value + _ARMIJO * step * descent:
                break
            step /= 2
        else:
            break  # no step helps any more: rounding is all that is left
        moved, turned = ahead - point, new_slope - slope
        bend = float(moved @ turned)
        if bend > 0:
            past.append((moved, turned, 1.0 / bend))
        point, value, slope = ahead, new_value, new_slope
    return point


def _scaled(slope: Vector, past: deque[tuple[Vector, Vector, float]]) -> Vector:
    """The gradient times the inverse curvature that the past steps show (two-loop recursion)."""
    left = slope.copy()
    shares = []
    for moved, turned, weight in reversed(past):
        share = weight * float(moved @ left)
        left -= share * turned
        shares.append(share)
    if past:
        moved, turned, weight = past[-1]
        left /= weight * float(turned @ turned)
    for (moved, turned, weight), share in zip(past, reversed(shares), strict=True):
        left += (share - weight * float(turned @ left)) * moved
    return left
