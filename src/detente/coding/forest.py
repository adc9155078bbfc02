"""Boosted trees as a table: how likely something is, told from named numbers."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import exp

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork of a tree: where the feature is at most ``bar`` go to ``low``, else to ``high``; a leaf has no feature."""

    feature: str
    bar: float
    low: int
    high: int
    value: float


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees, the log odds they start from, and the probability that is enough."""

    trees: tuple[tuple[Branch, ...], ...]
    start: float
    bar: float

    def probability(self, named: Mapping[str, float]) -> float:
        """How likely the thing is so, in (0, 1). An absent feature counts 0."""
        return self.probabilities([named])[0]

    def probabilities(self, things: Sequence[Mapping[str, float]]) -> list[float]:
        """The same for many things, all trees walked at once."""
        if not things:
            return []
        columns = _columns(self.trees)
        width = len(columns.names) + 1
        values = np.zeros(len(things) * width)
        for line, named in enumerate(things):
            for name, value in named.items():
                column = columns.names.get(name)
                if column is not None:
                    values[line * width + column] = value
        at = np.tile(columns.roots, len(things))
        line_start = np.repeat(np.arange(len(things)) * width, len(columns.roots))
        for _ in range(columns.depth):
            lower = values.take(line_start + columns.feature.take(at)) <= columns.bar.take(at)
            at = np.where(lower, columns.low.take(at), columns.high.take(at))
        totals = columns.value.take(at).reshape(len(things), -1).sum(1) + self.start
        return [1 / (1 + exp(-float(total))) for total in totals]


@dataclass(frozen=True, slots=True)
class _Columns:
    """All trees as columns, one entry a node; a leaf points at itself."""

    names: Mapping[str, int]
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    bar: NDArray[np.float64]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int


@lru_cache(maxsize=16)
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
        np.asarray(low),
        np.asarray(high),
        np.asarray(value),
        depth,
    )


@cache
def shipped(table: str) -> Forest:
    """A forest of the package: first a row for start and bar, then a row a node, tree by tree."""
    trees: dict[int, list[Branch]] = {}
    start = bar = 0.0
    path = resources.files("detente.coding") / "tables" / table
    with path.open("r", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
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
    return Forest(tuple(tuple(nodes) for nodes in trees.values()), start, bar)
