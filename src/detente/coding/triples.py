"""Who does what to whom in a sentence, as triples of CAMEO's twenty roots, for those whose data and models are CAMEO's.

PLOVER events leave out what CAMEO's coders write down: every saying is a deed there (root 01), and whoever is spoken of is
done something to. So the triples are read anew, from the actors of the text two by two (``triple_sights.py``), with an ear of
its own for them (``cameo_ear.py``): boosted trees tell whether an ordered pair stands in a relation, a linear choice over what
is heard and the words between the two tells in which. ``tables/triple_pairs.csv`` and ``tables/triple_roots.csv`` hold them, fitted by
``training/coding/fit_triples.py`` on sentences labelled with such triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.coding import forest
from detente.coding.cameo_ear import ROOTS, ear_of
from detente.coding.forest import Forest
from detente.coding.relation import has_vectors
from detente.coding.rows import rows_of
from detente.coding.syntax import Tree
from detente.coding.triple_actors import Actor
from detente.coding.triple_sights import Sight, sights_of
from detente.records import Reading, Span
from detente.weights import Matrix, softmax

Row = NDArray[np.float32]

HEARD_SHARE: Final = 0.5
"""How much the roots as heard count in the choice, in log chances; evenly, tuned on nothing."""
WORD: Final = 2.0
"""What a word counts beside the numbers, which spread by about one."""
_HARDLY: Final = 1e-6
_FLOOR: Final = 1e-3


class CameoTriple(NamedTuple):
    """One relation: who, to whom, CAMEO root (1 to 20), and how likely a coder would write it down, in [0, 1]."""

    initiator: Span
    recipient: Span
    root: int
    chance: float


@dataclass(frozen=True, slots=True)
class Roots:
    """The linear choice of the root: of each named number and of each word what it adds to the twenty."""

    rows: Mapping[str, Row]
    bias: Row

    def chances(self, sight: Sight) -> list[float]:
        """The chance of each root, given that the pair is related; they sum to 1."""
        total = self.bias.copy()
        for name, value in root_features(sight).items():
            row = self.rows.get(name)
            if row is not None:
                total += np.float32(value) * row
        told = softmax(total) + _HARDLY
        heard = np.asarray(sight.roots[1:], dtype=np.float32) + _HARDLY
        both = told ** (1 - HEARD_SHARE) * (heard / heard.sum()) ** HEARD_SHARE
        found: list[float] = (both / both.sum()).tolist()
        return found


def _logs_of(numbers: Mapping[str, float]) -> dict[str, float]:
    """The model's chances as logarithms, which a linear choice of the root can add."""
    return {
        name: log(max(value, _FLOOR))
        for name, value in numbers.items()
        if name.startswith(("root ", "type "))
    }


def root_features(sight: Sight) -> dict[str, float]:
    """What the choice of the root hears of a pair: the model's log chances, the coded events, the claims, and the words between."""
    found = _logs_of(sight.numbers)
    for name, value in sight.numbers.items():
        if name.startswith(("event", "one speaks", "to other", "of other", "not", "meet at")):
            found[name] = value
    return found | {f"word {word}": WORD for word in sight.words}


class TripleReader:
    """Reads CAMEO triples. ``pairs`` and ``roots`` stand in for those of the package."""

    def __init__(self, pairs: Forest | None = None, roots: Roots | None = None) -> None:
        self._pairs = pairs or shipped_pairs()
        self._roots = roots or shipped_roots()

    def triples(self, reading: Reading, heard: Matrix) -> tuple[CameoTriple, ...]:
        """The triples of each sentence of a text, the likeliest first; none where its words bring no vectors.

        Args:
            reading: the text, whose mentions, claims and events count too.
            heard: the vectors of its words by :func:`detente.coding.cameo_ear.upper_layers`. Shape: ``(n_words, 384)``.
        """
        annotation = reading.annotation
        if not len(annotation.words) or not has_vectors(annotation.words):
            return ()
        tree = Tree(annotation.words, reading.article.text)
        ear = ear_of(annotation.words, heard)
        sights = list(sights_of(tree, annotation.mentions, reading.claims, reading.events, ear))
        return self.chosen(sights, tree)

    def chosen(self, sights: Sequence[Sight], tree: Tree) -> tuple[CameoTriple, ...]:
        """The triples among all pairs of a text, the likeliest first."""
        related = self._pairs.probabilities([sight.numbers for sight in sights])
        found = [
            (sight, root, chance * share)
            for sight, chance in zip(sights, related, strict=True)
            if chance >= self._pairs.bar
            for root, share in zip(ROOTS, self._roots.chances(sight), strict=True)
            if chance * share >= self._pairs.bar
        ]
        return tuple(
            CameoTriple(_place(sight.one, tree), _place(sight.other, tree), root, round(chance, 3))
            for sight, root, chance in _each_once(sorted(found, key=lambda told: -told[2]))
        )


def _place(actor: Actor, tree: Tree) -> Span:
    return tree.words.span(actor.first, actor.last)


def _each_once(found: Iterable[tuple[Sight, int, float]]) -> Iterable[tuple[Sight, int, float]]:
    """Without what a likelier triple tells of the same two under other names: "Putin" is "President Putin"."""
    kept: list[tuple[Sight, int]] = []
    for sight, root, chance in found:
        if not any(
            root == other and sight.one.named & known.one.named and sight.other.named & known.other.named
            for known, other in kept
        ):  # fmt: skip
            kept.append((sight, root))
            yield sight, root, chance


@cache
def shipped_pairs() -> Forest:
    """The trees of the package. Their bar is what a triple needs: the chance of the relation times that of the root."""
    return forest.shipped("triple_pairs.csv")


@cache
def shipped_roots() -> Roots:
    """The choice of the package: a row a feature with what it adds to the roots from 1 on; ``bias`` first."""
    rows = {
        row["feature"]: np.asarray(row["adds"].split(), dtype=np.float32)
        for row in rows_of("triple_roots.csv")
    }
    bias = rows.pop("bias")
    return Roots(rows, bias)
