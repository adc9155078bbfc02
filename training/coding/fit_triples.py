"""Fit the reader of CAMEO triples and write ``coding/tables/triple_pairs.csv`` and ``coding/tables/triple_roots.csv``.

An instance is an ordered pair of actors of a sentence (``cameo_sentences.py``). Boosted trees learn which pairs are related,
multinomial logistic regression learns the root. The bar is what makes the relaxed F1 on CAMEO roots best over Werner's train
sentences left out.

Usage: python -m training.coding.fit_triples --heard HEARD.json [--shared FOLDER] [--write]

``--heard`` is what ``training/encoder/cameo.py`` wrote: the chances of each pair by ears that were not taught its sentence.
Fit again whenever the encoder's weights or the judge change. The encoder under the ear has seen the same sentences: figures of
sentences left out, which this prints, are a little too good; the held-out fifth (``benchmarks/bench_werner.py``) is fair.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from detente.coding.cameo_ear import ROOTS
from detente.coding.forest import Forest
from detente.coding.triple_sights import Sight, places_of, sights_of
from detente.coding.triples import Roots, TripleReader, root_features
from detente.measuring import chain, werner
from training.coding import linear, trees
from training.coding.cameo_sentences import FOLDS, Sentence, sentences

TABLES = Path(__file__).parents[2] / "src/detente/coding/tables"
MANNER = trees.Manner(rounds=150, rate=0.06)
STRENGTH = 0.05
RARE = 4  # a word that fewer related pairs have is left out
BARS = [round(0.02 * step, 2) for step in range(8, 21)]


@dataclass(frozen=True)
class Lesson:
    """A sentence with what is seen of its pairs."""

    sentence: Sentence
    sights: list[Sight]


def lessons(
    every: Sequence[Sentence], heard: Mapping[str, Sequence[Sequence[float]]]
) -> list[Lesson]:
    """The sentences with their sights. ``heard``: of each text the chances of its pairs."""
    found = []
    for each in every:
        known = dict(zip(places_of(each.pairs), heard[each.row.text], strict=True))
        reading = each.reading
        sights = sights_of(
            each.tree, reading.annotation.mentions, reading.claims, reading.events,
            lambda asked, known=known: [known[place] for place in asked],
        )  # fmt: skip
        found.append(Lesson(each, list(sights)))
    return found


def fit_pairs(some: Sequence[Lesson]) -> Forest:
    """Trees that tell whether a pair is related."""
    return trees.fit(
        [sight.numbers for each in some for sight in each.sights],
        [bool(roots) for each in some for roots in each.sentence.roots],
        [each.sentence.weight for each in some for _ in each.sights],
        MANNER,
    )


def fit_roots(some: Sequence[Lesson]) -> Roots:
    """The choice of the root, fitted on the related pairs; one with two roots counts for each by half."""
    told = [
        (root_features(sight), root, each.sentence.weight / len(roots))
        for each in some
        for sight, roots in zip(each.sights, each.sentence.roots, strict=True)
        for root in sorted(roots)
    ]
    rows, names = linear.rows_of([features for features, _, _ in told], RARE)
    spread = _spread(rows, names)
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(rows @ sparse.diags(1 / spread), [root for _, root, _ in told], [w for *_, w in told])
    weights = np.zeros((len(names), len(ROOTS)), np.float32)
    bias = np.full(len(ROOTS), -10.0, np.float32)
    weights[:, model.classes_ - 1] = (model.coef_ / spread).T
    bias[model.classes_ - 1] = model.intercept_
    return Roots(dict(zip(names, weights, strict=True)), bias)


def _spread(rows: sparse.csr_matrix, names: Sequence[str]) -> np.ndarray:
    """By what each column is divided: numbers by their spread; words count as they are."""
    square = np.asarray(rows.multiply(rows).mean(0))[0] - np.asarray(rows.mean(0))[0] ** 2
    spread = np.sqrt(np.maximum(square, 1e-4))
    words = np.asarray([name.startswith("word ") for name in names])
    return np.where(words, 1.0, spread)


def answer(each: Lesson, reader: TripleReader) -> list[tuple[float, werner.Triple]]:
    """What the reader tells of a sentence, with its chances."""
    told = reader.chosen(each.sights, each.sentence.tree)
    worded = chain.worded(told, each.sentence.row.text)
    return [(found.chance, triple) for found, triple in zip(told, worded, strict=True)]


def run(every: Sequence[Lesson], *, save: bool) -> None:
    """Cross-validate, set the bar, print the figures, and write what was asked for."""
    ours = [each for each in every if each.sentence.weight < 1]
    gold = [each for each in every if each.sentence.weight == 1]
    told: dict[int, list[tuple[float, werner.Triple]]] = {}
    for fold in range(FOLDS):
        rest = [each for n, each in enumerate(gold) if n % FOLDS != fold] + ours
        reader = TripleReader(fit_pairs(rest).with_bar(BARS[0]), fit_roots(rest))
        told |= {n: answer(each, reader) for n, each in enumerate(gold) if n % FOLDS == fold}
    rows = [each.sentence.row for each in gold]
    best = (0.0, 0.0)
    for bar in BARS:
        kept = [[triple for chance, triple in told[n] if chance >= bar] for n in range(len(gold))]
        figures = werner.score(rows, kept).figures
        print(
            f"bar {bar}: CAMEO {figures['relaxed_cameo_f1']:.3f} penta {figures['relaxed_penta_f1']:.3f}"
            f" actors {figures['actors_only_f1']:.3f} of {len(gold)} sentences left out"
        )
        best = max(best, (figures["relaxed_cameo_f1"], bar))
    if save:
        trees.write(fit_pairs(every).with_bar(best[1]), TABLES / "triple_pairs.csv")
        write_roots(fit_roots(every), TABLES / "triple_roots.csv")


def write_roots(roots: Roots, table: Path) -> None:
    """The table the package ships."""
    with table.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["feature", "adds"])
        for name, row in (("bias", roots.bias), *sorted(roots.rows.items())):
            digits = "2f" if name.startswith("word ") else "3g"
            out.writerow([name, " ".join(f"{value:.{digits}}" for value in row.tolist())])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--heard", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    heard = json.loads(given.heard.read_text("utf-8"))
    run(lessons(sentences(given.shared), heard), save=given.write)


if __name__ == "__main__":
    main()
