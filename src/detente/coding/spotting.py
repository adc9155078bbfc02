"""The learned reader of events: which words tell of one, and who stands on which side of it.

Twin of ``trigger`` and ``sides`` in ``training/encoder/network.py``, on the vectors the language room left in the
annotation. Every word gets a chance of being the trigger of each PLOVER type; seen from a trigger, every
word nearby gets a chance of standing for the initiator or the recipient. Nothing is encoded again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from detente.coding.relation import TYPES, coding_layers
from detente.records import Status, Words
from detente.weights import Matrix, distance_buckets, softmax

#: What may have become of a deed, in the order of the status layer.
STATUSES: Final[tuple[Status, ...]] = (
    "happened", "ongoing", "planned", "possible", "called_for", "denied", "not_done",
)  # fmt: skip
#: A trigger sees its own sentence and the one before.
BACK: Final = 1
_MAX_REACH: Final = 160


@dataclass(frozen=True, slots=True)
class Views:
    """What one trigger sees: the chance of each word from ``first`` on to stand for a side, in [0, 1]."""

    first: int
    initiator: tuple[float, ...]
    recipient: tuple[float, ...]
    peaks: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        peaks = max(self.initiator, default=0.0), max(self.recipient, default=0.0)
        object.__setattr__(self, "peaks", peaks)

    def chances(self, side: str) -> tuple[float, ...]:
        """The chances of one side, ``"initiator"`` or ``"recipient"``."""
        return self.initiator if side == "initiator" else self.recipient

    def peak(self, side: str) -> float:
        """The best chance of all words: how sure the model is that somebody stands on the side."""
        return self.peaks[side == "recipient"]


class Spotter:
    """Triggers and sides of one article. Stateless but for what it remembers of that article.

    Args:
        words: the article's words with their vectors.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self._views: dict[int, Views] = {}
        self._added = coding_layers().linear("side_word", words.states)
        self._product = coding_layers().linear("side_word2", words.states)
        self._of: dict[int, dict[str, float]] = {}
        self.chances: Matrix = softmax(coding_layers().linear("trigger", words.states))
        """Of each word: no trigger, then the types in the order of ``relation.TYPES``. Shape: ``(words, 17)``."""

    def _told(self, index: int) -> dict[str, float]:
        """The chance of each type at the word, as plain numbers, for they are asked for many times."""
        known = self._of.get(index)
        if known is None:
            chances = self.chances[index, 1:].tolist()
            known = self._of[index] = dict(zip(TYPES, chances, strict=False))
        return known

    def of(self, index: int, kind: str) -> float:
        """The chance that the word is the trigger of an event of the type."""
        return self._told(index)[kind]

    def any(self, index: int) -> float:
        """The chance that the word is a trigger at all."""
        return float(1 - self.chances[index, 0])

    def best(self, index: int) -> str:
        """The type the word most likely tells of."""
        told = self._told(index)
        return max(told, key=told.__getitem__)

    def likely(self, bar: float) -> Sequence[int]:
        """Words that are a trigger with at least the chance ``bar``, in reading order."""
        return [int(i) for i in np.flatnonzero(self.chances[:, 0] <= 1 - bar)]

    def statuses(self, index: int) -> Matrix:
        """What the words around a trigger say became of its deed, in the order of ``STATUSES``. Shape: ``(7,)``."""
        return softmax(coding_layers().linear("status", self.words.states[index]))

    def views(self, index: int) -> Views:
        """Who stands on which side of the trigger at ``index``."""
        known = self._views.get(index)
        if known is None:
            known = self._views[index] = self._look(index)
        return known

    def _look(self, index: int) -> Views:
        layers, sentence = coding_layers(), self.words.sentence
        home = sentence[index]
        low = max(bisect_left(sentence, home - BACK), index - _MAX_REACH)
        high = min(bisect_right(sentence, home), index + 1 + _MAX_REACH)
        own = max(bisect_left(sentence, home), low)
        act = self.words.states[index]
        width = self._added.shape[1]
        both = np.empty((high - low, 2 * width), dtype=np.float32)
        added, product = both[:, :width], both[:, width:]
        np.add(self._added[low:high], layers.linear("side_act", act), out=added)
        before, here = _nearness()
        middle = _MAX_REACH - index
        added[: own - low] += before[low + middle : own + middle]
        added[own - low :] += here[own + middle : high + middle]
        np.maximum(added, 0, out=added)
        np.multiply(self._product[low:high], layers.linear("side_act2", act), out=product)
        _, left, right = softmax(layers.linear("side_out", both)).T.tolist()
        return Views(low, tuple(left), tuple(right))


@cache
def _nearness() -> tuple[Matrix, Matrix]:
    """What each word distance from the leftmost to the rightmost adds in the sentence before and in the trigger's own."""
    layers = coding_layers()
    far = layers["side_distance.weight"][distance_buckets(np.arange(-_MAX_REACH, _MAX_REACH + 1))]
    return far + layers["side_sentence.weight"][3 - BACK], far + layers["side_sentence.weight"][3]
