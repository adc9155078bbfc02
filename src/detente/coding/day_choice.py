"""Which of a report's days is the deed's: a small network over what the rules say and what the encoder hears.

Every candidate of ``day_sights.py`` gets a score, the best one is the answer. The network sees the named numbers
of deed and candidate, and the encoder's vectors of the deed, its verb and its sentences beside those of the
candidate's words. ``tables/days.csv`` holds it, fitted by ``training/coding/fit_days.py`` on reports in
which careful readers told the first day of each event. It belongs to the encoder of the package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.coding.day_sights import Candidate, DaySights, Place
from detente.coding.deed_sights import Asked
from detente.coding.rows import rows_of
from detente.coding.syntax import Tree

Matrix = NDArray[np.float64]
Vectors = NDArray[np.float32]

DEED_VIEWS: Final = 4
"""Vectors of a deed: of its word, its verb, its sentence and the sentence before."""
DAY_VIEWS: Final = 3
"""Vectors of a date expression: of its word, its verb and its sentence."""


@dataclass(frozen=True, slots=True)
class DayWeights:
    """The network. ``width``: of a vector after the encoder's states went through ``basis``.

    Shapes: basis ``(states, width)``; deed ``(views, 4 width)``, day ``(views, 3 width)`` with their shifts;
    inputs ``(numbers + 3 views, hidden)``, straight ``(numbers + 3 views,)``, shift and out ``(hidden,)``.
    """

    columns: Mapping[str, int]
    basis: Vectors
    deed: Matrix
    deed_shift: Matrix
    day: Matrix
    day_shift: Matrix
    inputs: Matrix
    straight: Matrix
    shift: Matrix
    out: Matrix

    def scores(
        self,
        shared: Mapping[str, float],
        candidates: Sequence[Mapping[str, float]],
        deed: Vectors,
        views: Matrix,
    ) -> Matrix:
        """One number a candidate, the higher the likelier.

        Args:
            shared: the numbers of the deed.
            candidates: the numbers of each candidate, with other names than those.
            deed: the deed's vectors, shape ``(4 width,)``.
            views: of each candidate's words, as :meth:`viewed` gives them, shape ``(candidates, views)``.
        """
        width, count = len(self.columns), len(self.deed)
        rows = np.zeros((len(candidates), width + 3 * count))
        self._fill(rows[0], shared)
        rows[1:] = rows[0]
        for row, named in zip(rows, candidates, strict=True):
            self._fill(row, named)
        left = np.tanh(self.deed @ deed + self.deed_shift)
        rows[:, width : width + count] = left
        rows[:, width + count : width + 2 * count] = views
        rows[:, width + 2 * count :] = left * views
        hidden = np.maximum(rows @ self.inputs + self.shift, 0.0)
        found: Matrix = rows @ self.straight + hidden @ self.out
        return found

    def viewed(self, days: Vectors) -> Matrix:
        """What the network makes of days' vectors, all 0 of what no words tell. Shapes: ``(days, 3 width)``, ``(days, views)``."""
        found: Matrix = np.tanh(days @ self.day.T + self.day_shift)
        found *= (np.abs(days).sum(1) > 0)[:, None]
        return found

    def _fill(self, row: Matrix, named: Mapping[str, float]) -> None:
        columns = self.columns
        for name, value in named.items():
            column = columns.get(name)
            if column is not None:
                row[column] = value


_NOTHING: Final = np.zeros((0, 0))
DEAF: Final = DayWeights({}, _NOTHING.astype(np.float32), *([_NOTHING] * 8))
"""Weights that fit no vectors: with them the rules decide."""


@cache
def shipped() -> DayWeights:
    """The network of the package: a row a part and number, with its name and its values apart by spaces.

    An empty table, of which a first fit begins, leaves the days to the rules.
    """
    parts: dict[str, list[list[float]]] = {}
    columns: dict[str, int] = {}
    for row in rows_of("days.csv"):
        values = [float(value) for value in row["values"].split()]
        if row["part"] == "number":
            columns[row["name"]] = len(columns)
        parts.setdefault(row["part"], []).append(values)
    if not parts:
        return DEAF
    inputs = np.asarray([*parts["number"], *parts["view"]])
    return DayWeights(
        columns,
        np.asarray(parts["basis"], dtype=np.float32),
        np.asarray(parts["deed"]),
        np.asarray(parts["deed shift"][0]),
        np.asarray(parts["day"]),
        np.asarray(parts["day shift"][0]),
        inputs[:, :-1],
        inputs[:, -1],
        np.asarray(parts["shift"][0]),
        np.asarray(parts["out"][0]),
    )


class Hearing:
    """The vectors of one article's words and sentences, after ``basis``."""

    def __init__(self, tree: Tree, basis: Vectors) -> None:
        self.tree = tree
        self.words: Vectors = tree.words.states @ basis
        self._sentences: dict[int, Vectors] = {}

    def deed(self, index: int) -> Vectors:
        """The vectors of a deed, one after the other."""
        sentence = self.tree.words.sentence[index]
        verb = self.tree.clause_verb(index)
        parts = [
            self.words[index],
            self.words[verb],
            self._mean(sentence),
            self._mean(sentence - 1),
        ]
        return np.concatenate(parts)

    def days(self, places: Sequence[Place | None]) -> Vectors:
        """The vectors of the words that tell each day, 0 where none do. Shape: (places, 3 width)."""
        found = np.zeros((len(places), DAY_VIEWS * self.words.shape[1]), np.float32)
        for row, place in zip(found, places, strict=True):
            if place is not None:
                mean = self._mean(place.sentence)
                row[:] = np.concatenate([self.words[place.word], self.words[place.verb], mean])
        return found

    def _mean(self, sentence: int) -> Vectors:
        if sentence not in self._sentences:
            if sentence in self.tree.first:
                words = self.tree.within(sentence)
                self._sentences[sentence] = self.words[words.start : words.stop].mean(0)
            else:
                self._sentences[sentence] = np.zeros(self.words.shape[1], np.float32)
        return self._sentences[sentence]


class DayChoice:
    """Chooses the days of one article."""

    def __init__(self, sights: DaySights, weights: DayWeights) -> None:
        self._sights = sights
        self._weights = weights
        self._hearing: Hearing | None = None
        self._views: dict[Place | None, Matrix] = {}  # many deeds ask about the same few days

    def choose(self, asked: Asked, cues: frozenset[int]) -> Candidate:
        """The likeliest candidate. ``cues``: the words of saying read so far."""
        if self._hearing is None:
            self._hearing = Hearing(self._sights.tree, self._weights.basis)
        found = self._sights.candidates(asked)
        scores = self._weights.scores(
            self._sights.of_deed(asked, cues),
            [candidate.named for candidate in found],
            self._hearing.deed(asked.deed.index),
            self._viewed(self._hearing, [candidate.place for candidate in found]),
        )
        return found[int(scores.argmax())]

    def _viewed(self, hearing: Hearing, places: Sequence[Place | None]) -> Matrix:
        new = [place for place in dict.fromkeys(places) if place not in self._views]
        if new:
            self._views |= zip(new, self._weights.viewed(hearing.days(new)), strict=True)
        return np.stack([self._views[place] for place in places])
