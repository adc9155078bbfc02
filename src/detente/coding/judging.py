"""Rules and model together: every reading of a deed gets a probability, the best reading stands or falls by it.

The relation model sees a pair of parties and no rule; the rules see words and no context. Boosted
trees over what both say (``features.py``) tell how likely a reading is one that a careful
reader would write down. ``tables/judging.csv`` holds them, fitted by
``training/coding/fit_judging.py`` on hand-annotated reports; its probability is the event's confidence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from math import exp
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.coding.deeds import Reader
from detente.coding.features import features
from detente.coding.options import Pair, Surroundings, added, filled, ranges, untied
from detente.coding.parties import Cast
from detente.coding.relation import PairScore, Side
from detente.coding.sights import Sights
from detente.coding.spotting import Spotter
from detente.coding.syntax import Tree
from detente.records import Words

#: The model's own type is tried instead of the rule's, and an untied pair at all, from this probability on.
TRIED: Final = 0.3


class Scorer(Protocol):
    """What the relation model offers."""

    def __call__(self, words: Words, pairs: Sequence[tuple[Side, Side]]) -> tuple[PairScore, ...]:
        """One score a pair, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Branch:
    """A fork of a tree: where the feature is at most ``bar`` go to ``low``, else to ``high``; a leaf has no feature."""

    feature: str
    bar: float
    low: int
    high: int
    value: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The judge's boosted trees, the log odds they start from, and the probability a reading needs to stand."""

    trees: tuple[tuple[Branch, ...], ...]
    start: float
    bar: float

    def probability(self, named: Mapping[str, float]) -> float:
        """How likely the reading is right, in (0, 1). An absent feature counts 0."""
        return self.probabilities([named])[0]

    def probabilities(self, readings: Sequence[Mapping[str, float]]) -> list[float]:
        """The same for many readings, all trees walked at once."""
        if not readings:
            return []
        forest = _forest(self.trees)
        values = np.zeros((len(readings), len(forest.columns) + 1))
        for line, named in enumerate(readings):
            for name, value in named.items():
                column = forest.columns.get(name)
                if column is not None:
                    values[line, column] = value
        lines = np.arange(len(readings))[:, None]
        at = np.tile(forest.roots, (len(readings), 1))
        for _ in range(forest.depth):
            lower = values[lines, forest.feature[at]] <= forest.bar[at]
            at = np.where(lower, forest.low[at], forest.high[at])
        totals = forest.value[at].sum(1) + self.start
        return [1 / (1 + exp(-float(total))) for total in totals]


@dataclass(frozen=True, slots=True)
class _Forest:
    """All trees as columns, one entry a node; a leaf points at itself."""

    columns: Mapping[str, int]
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    bar: NDArray[np.float64]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int


@lru_cache(maxsize=16)
def _forest(trees: tuple[tuple[Branch, ...], ...]) -> _Forest:
    names = sorted({node.feature for tree in trees for node in tree if node.feature})
    columns = {name: number for number, name in enumerate(names)}
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
                (columns[node.feature], node.bar, base + node.low, base + node.high, node.value)
            )
        depth = max(depth, *steps)
    feature, bar, low, high, value = zip(*rows, strict=True)
    return _Forest(
        columns,
        np.asarray(roots),
        np.asarray(feature),
        np.asarray(bar),
        np.asarray(low),
        np.asarray(high),
        np.asarray(value),
        depth,
    )


@cache
def shipped() -> Weights:
    """The trees of the package: first a row for start and bar, then a row a node, tree by tree."""
    table = resources.files("detente.coding") / "tables" / "judging.csv"
    trees: dict[int, list[Branch]] = {}
    start = bar = 0.0
    with table.open("r", encoding="utf-8") as stream:
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
    return Weights(tuple(tuple(nodes) for nodes in trees.values()), start, bar)


class Judge:
    """Weighs the readings of one article. ``body_start``: where the headline ends."""

    def __init__(
        self,
        tree: Tree,
        cast: Cast,
        reader: Reader,
        scorer: Scorer,
        body_start: int,
        weights: Weights | None = None,
    ) -> None:
        self.tree = tree
        self.cast = cast
        self.reader = reader
        self.scorer = scorer
        self.body_start = body_start
        self.weights = weights or shipped()
        self.sights = Sights(Spotter(tree.words), tree, cast)

    def weigh(self, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        """The readings that stand, with their probability, in the order of their triggers."""
        kept: list[Pair] = []
        groups = self.groups(pairs)
        chances = iter(self.weights.probabilities([self.features(p) for g in groups for p in g]))
        for group in groups:
            weighed = [(next(chances), pair) for pair in group]
            chance, best = max(weighed, key=lambda each: each[0])
            if chance >= self.weights.bar:
                kept.append(replace(best, probability=chance))
        return tuple(sorted(kept, key=lambda pair: pair.deed.index))

    def features(self, pair: Pair) -> dict[str, float]:
        """The named numbers of a reading."""
        named = features(pair, self.tree, self.cast, self.body_start)
        return named | self.sights.features(pair)

    def groups(self, pairs: Sequence[Pair]) -> tuple[tuple[Pair, ...], ...]:
        """The readings of each deed and pair, scored by the model; at most one of a group is true."""
        around = Surroundings(self.tree, self.cast)
        open_groups = [
            [p for p in self._readings(pair, around) if self._somebody(p)] for pair in pairs
        ]
        taken = {pair.deed.index for pair in pairs}
        open_groups.extend(
            [p for p in group if self._somebody(p)]
            for group in self.sights.missed(taken, self.reader)
        )
        flat = [pair for group in open_groups for pair in group]
        asked = [ranges(pair, self.tree, self.cast) for pair in flat]
        loose = untied(pairs, around)
        asked_loose = [(self.cast.words_of(a), self.cast.words_of(b)) for a, b in loose]
        sure = [sides for sides in (*asked, *asked_loose) if sides != (None, None)]
        answers = iter(self.scorer(self.tree.words, sure))
        scores = [None if sides == (None, None) else next(answers) for sides in asked]
        scored = iter([replace(p, score=s) for p, s in zip(flat, scores, strict=True)])
        found = [[next(scored) for _ in group] for group in open_groups]
        for group in found:
            group.extend(self._retyped(group))
        extra: dict[tuple[frozenset[str], int], list[Pair]] = {}
        for (left, right), score in zip(loose, answers, strict=True):
            best = score.likeliest
            if score.of(best) < TRIED:
                continue
            for pair in added(best, score, left, right, self.tree, self.reader):
                key = (
                    frozenset((left.chain, right.chain)),
                    self.tree.words.sentence[score.trigger],
                )
                extra.setdefault(key, []).append(pair)
        return tuple(tuple(group) for group in (*found, *extra.values()) if group)

    def _readings(self, pair: Pair, around: Surroundings) -> Iterator[Pair]:
        """Readings of one deed between one pair as the rules and the model see it, each once."""
        told: set[tuple[str | None, str | None]] = set()
        for each in (*filled(pair, around), *self.sights.corrected(pair)):
            key = (
                None if each.initiator is None else each.initiator.chain,
                None if each.recipient is None else each.recipient.chain,
            )
            if key not in told:
                told.add(key)
                yield each

    def _somebody(self, pair: Pair) -> bool:
        """Whether at least one side is resolved: without, it is nobody's act."""
        sides = (self.cast.party(pair.initiator), self.cast.party(pair.recipient))
        return any(side is not None and side.country for side in sides)

    def _retyped(self, group: Sequence[Pair]) -> Iterator[Pair]:
        """The first reading, and the one whose sides the model sees best, with the types the models believe in."""
        sights = self.sights
        seen = max(group, key=sights.sides, default=None)
        chosen = [*group[:1], *([seen] if seen is not None and seen is not group[0] else [])]
        for pair in chosen:
            kinds = list(sights.kinds(pair.deed.index))
            score = pair.score
            if score is not None:
                best = score.likeliest
                if score.of(best) >= TRIED and best not in kinds:
                    kinds.append(best)
            for kind in kinds:
                if kind != pair.deed.kind:
                    yield replace(pair, deed=replace(pair.deed, kind=kind))
