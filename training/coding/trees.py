"""Boosted trees, fitted with scikit-learn and written as the table that ``detente.coding.forest`` reads."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from detente.coding.forest import Branch, Forest

RARE = 15  # a feature that fewer instances have is left out


class Manner(NamedTuple):
    """How many trees, and how much each of them moves the log odds."""

    rounds: int
    rate: float


def fit(
    named: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    weight: Sequence[float],
    how: Manner,
) -> Forest:
    """A forest that tells how likely an instance is right. Its bar is a half."""
    count = Counter(name for each in named for name, value in each.items() if value != 0)
    names = sorted(name for name, times in count.items() if times > RARE)
    place = {name: column for column, name in enumerate(names)}
    values = np.zeros((len(named), len(names)), dtype=np.float32)
    for line, each in enumerate(named):
        for name, value in each.items():
            if name in place:
                values[line, place[name]] = value
    model = HistGradientBoostingClassifier(
        max_iter=how.rounds,
        learning_rate=how.rate,
        max_leaf_nodes=16,
        max_bins=127,
        l2_regularization=5,
        min_samples_leaf=25,
        early_stopping=False,
        random_state=0,
    )
    model.fit(values, right, sample_weight=weight)
    trees = [
        tuple(
            Branch(
                "" if node["is_leaf"] else names[node["feature_idx"]],
                round(float(node["num_threshold"]), 6),
                int(node["left"]),
                int(node["right"]),
                round(float(node["value"]), 5),
            )
            for node in predictor.nodes
        )
        for (predictor,) in model._predictors
    ]
    return Forest(tuple(trees), round(float(model._baseline_prediction.item()), 5), 0.5)


def write(forest: Forest, table: Path) -> None:
    """The table the package ships."""
    with table.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["tree", "feature", "bar", "low", "high", "value"])
        out.writerow(["start", "", forest.bar, "", "", forest.start])
        for number, tree in enumerate(forest.trees):
            for node in tree:
                fork = [node.feature, node.bar, node.low, node.high, ""]
                out.writerow([number, *(fork if node.feature else ["", "", "", "", node.value])])
