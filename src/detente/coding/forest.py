"""Boosted trees as a table: how likely something is, told from named numbers."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from detente.coding.rows import rows_of


def odds(chance: float) -> float:
    """Log odds of a probability in (0, 1)."""
    return log(chance / (1 - chance))


def chance(odds: float) -> float:
    """The probability with these log odds."""
    return 1 / (1 + exp(-odds))


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork of a tree: where the feature is at most ``bar`` go to ``low``, else to ``high``; a leaf has no feature."""

    feature: str
    bar: float
    low: int
    high: int
    value: float


class Forest:
    """Boosted trees, the log odds they start from, and the probability that is enough."""

    def __init__(self, trees: Sequence[Sequence[Branch]], start: float, bar: float) -> None:
        self.trees = tuple(tuple(tree) for tree in trees)
        self.start = start
        self.bar = bar
        self._columns = _columns(self.trees)

    def with_bar(self, bar: float) -> Forest:
        """The same trees, to which another probability is enough; what was made of them is shared, not made again."""
        other = copy.copy(self)
        other.bar = bar
        return other

    def probability(self, named: Mapping[str, float]) -> float:
        """How likely the thing is so, in (0, 1). An absent feature counts 0."""
        return self.probabilities([named])[0]

    def probabilities(self, things: Sequence[Mapping[str, float]]) -> list[float]:
        """The same for many things, all trees walked at once."""
        if not things:
            return []
        names = self._columns.names
        values = np.zeros((len(things), len(names) + 1))
        for row, named in zip(values, things, strict=True):
            for name, value in named.items():
                column = names.get(name)
                if column is not None:
                    row[column] = value
        totals = [total for part in _parts(values) for total in self._columns.walk(part)]
        return [chance(total + self.start) for total in totals]


def _parts(values: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """Rows by the handful: what is walked at once should stay in the processor's cache."""
    for start in range(0, len(values), 64):
        yield values[start : start + 64]


@dataclass(frozen=True, slots=True)
class _Columns:
    """All trees as columns, one entry a node; a leaf points at itself. ``below`` holds the lower and the higher child."""

    names: Mapping[str, int]
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    bar: NDArray[np.float64]
    below: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int

    def walk(self, values: NDArray[np.float64]) -> list[float]:
        """The sum of the leaves that each row reaches. Shape: ``(rows, names + 1)``."""
        at = np.tile(self.roots, len(values))
        row = np.repeat(np.arange(len(values)) * values.shape[1], len(self.roots))
        flat, place = values.ravel(), np.empty_like(at)
        value, bar, high = np.empty(len(at)), np.empty(len(at)), np.empty(len(at), bool)
        for _ in range(self.depth):
            self.feature.take(at, out=place, mode="clip")
            place += row
            flat.take(place, out=value, mode="clip")
            self.bar.take(at, out=bar, mode="clip")
            np.greater(value, bar, out=high)
            at *= 2
            at += high
            self.below.take(at, out=place, mode="clip")
            at, place = place, at
        sums: list[float] = self.value.take(at).reshape(len(values), -1).sum(1).tolist()
        return sums


def _columns(trees: tuple[tuple[Branch, ...], ...]) -> _Columns:
    names = sorted({node.feature for tree in trees for node in tree if node.feature})
    place = {name: number for number, name in enumerate(names)}
    roots: list[int] = []
    rows: list[tuple[int, float, int, int, float]] = []
    depth = 0
    for tree in trees:
        base = len(rows)
        roots.append(base)
        steps = [0] * len(tree)
        for number, node in enumerate(tree):
            if not node.feature:
                rows.append((len(names), 0.0, base + number, base + number, node.value))
                continue
            steps[node.low] = steps[node.high] = steps[number] + 1
            rows.append(
                (place[node.feature], node.bar, base + node.low, base + node.high, node.value)
            )
        depth = max(depth, *steps)
    feature, bar, low, high, value = zip(*rows, strict=True)
    return _Columns(
        place,
        np.asarray(roots),
        np.asarray(feature),
        np.asarray(bar),
        np.column_stack([low, high]).ravel(),
        np.asarray(value),
        depth,
    )


def shipped(table: str) -> Forest:
    """A forest of the package: first a row for start and bar, then a row a node, tree by tree."""
    trees: dict[int, list[Branch]] = {}
    start = bar = 0.0
    for row in rows_of(table):
        if row["tree"] == "start":
            start, bar = float(row["value"]), float(row["bar"])
            continue
        trees.setdefault(int(row["tree"]), []).append(
            Branch(
                row["feature"],
                float(row["bar"] or 0),
                int(row["low"] or 0),
                int(row["high"] or 0),
                float(row["value"] or 0),
            )
        )
    return Forest(list(trees.values()), start, bar)
