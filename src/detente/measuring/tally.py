"""Counting right answers: precision, recall, F1, one-to-one matching, macro F1.

Every scorer of this folder is built from these few. All figures are fractions in [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers were right (``matched``), given (``predicted``) and wanted (``gold``)."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.matched + other.matched,
            self.predicted + other.predicted,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Right answers over given answers; 0 when none was given."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right answers over wanted answers; 0 when none was wanted."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def figures(self, name: str = "") -> dict[str, float]:
        """``{name_p, name_r, name_f1}``, or ``{p, r, f1}`` without a name."""
        prefix = f"{name}_" if name else ""
        return {
            f"{prefix}p": self.precision,
            f"{prefix}r": self.recall,
            f"{prefix}f1": self.f1,
        }

    def row(self) -> dict[str, float]:
        """The figures with the counts behind them, for a breakdown."""
        counts = {"matched": self.matched, "predicted": self.predicted, "gold": self.gold}
        return self.figures() | counts


@dataclass(frozen=True, slots=True)
class Scores:
    """What a scorer answers: ``n`` items, headline ``figures``, breakdowns ``by`` a property."""

    n: int
    figures: dict[str, float]
    by: dict[str, Any] = field(default_factory=dict)


def pair_best(
    gold: Sequence[Gold],
    predicted: Sequence[Predicted],
    likeness: Callable[[Gold, Predicted], float],
) -> list[tuple[int, int]]:
    """Pair gold and predicted items one to one, the most alike first.

    Ties fall to the later gold item and then the later prediction, as in ``score_gold.py``, whose
    figures the gold scorer reproduces. Pairs of likeness 0 are not paired.

    Returns:
        Pairs of indices ``(gold, predicted)``, best first.
    """
    ranked = sorted(
        ((likeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for score, i, j in ranked:
        if score > 0 and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs


def jaccard(first: set[int], second: set[int]) -> float:
    """Shared over all members; 0 for two empty sets."""
    union = first | second
    return len(first & second) / len(union) if union else 0.0


def label_tallies(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, Tally]:
    """One tally for each label that occurs in ``gold``, in alphabetical order.

    A prediction outside the gold labels ("nothing found") counts against recall of the gold label
    and against no label's precision.
    """
    tallies: dict[str, Tally] = {}
    for label in sorted(set(gold)):
        matched = sum(g == p == label for g, p in zip(gold, predicted, strict=True))
        tallies[label] = Tally(
            matched, sum(p == label for p in predicted), sum(g == label for g in gold)
        )
    return tallies


def macro_f1(tallies: Iterable[Tally]) -> float:
    """The unweighted mean of the F1 of each label; 0 for none."""
    values = [tally.f1 for tally in tallies]
    return sum(values) / len(values) if values else 0.0


def accuracy(right: int, total: int) -> float:
    """``right / total``; 0 when there is nothing to be right about."""
    return right / total if total else 0.0
