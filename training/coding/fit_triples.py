"""Fit the reader of CAMEO triples and write ``coding/tables/triple_pairs.csv`` and ``coding/tables/triple_roots.csv``.

An instance is an ordered pair of actors of a sentence; it is related where a gold triple has a word in common with both (the
matching of ``detente.measuring.werner``), and then of that triple's root. Boosted trees learn which pairs are related, multinomial logistic
regression learns the root. The bar is what makes the relaxed F1 on CAMEO roots best over Werner's train sentences left out.

Usage: python -m training.coding.fit_triples [--shared FOLDER] [--write]

Reads the news part of Werner's table but the fifth that is held out, and the sentences labelled in its manner
(``training/coding/readings/headlines.jsonl``), which count less. Fit again whenever the encoder's weights or the judge change. The encoder
has seen the same sentences: its chances are a little surer here than elsewhere. Prints the figures of sentences left out of this fit, which
are for that a little too good; the held-out fifth (``benchmarks/bench_werner.py``) is fair.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from detente.coding.forest import Forest
from detente.coding.syntax import Tree
from detente.coding.triple_sights import ROOTS, Sight, sights_of
from detente.coding.triples import Roots, TripleReader, root_features
from detente.measuring import chain, werner
from detente.pipeline import Pipeline
from detente.records import Article, Reading
from training.coding import headlines, linear, marked, trees

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "src/detente/coding/tables"
FOLDS = 5
OURS = 0.5  # weight of a sentence that we labelled in Werner's manner
MANNER = trees.Manner(rounds=150, rate=0.06)
STRENGTH = 0.05
RARE = 4  # a word that fewer related pairs have is left out
BARS = [round(0.02 * step, 2) for step in range(8, 21)]


@dataclass
class Sentence:
    """A sentence with its gold triples and its pairs. ``roots`` holds of each pair the roots it stands in."""

    row: werner.Row
    weight: float
    reading: Reading
    sights: list[Sight] = field(default_factory=list)
    roots: list[set[int]] = field(default_factory=list)


def sentences(shared: Path) -> Iterator[Sentence]:
    """The sentences of both sources, read."""
    pipeline = Pipeline.build()
    news = shared / "data/news" / marked.CORPORA["newsarticles"]
    told = headlines.load(HERE / "readings/headlines.jsonl", news)
    rows = [
        (row, 1.0)
        for row in werner.load(shared / "data/events/werner/train.csv")
        if row.part == "news" and not werner.held_out(row.text)
    ]
    for text, triples in told:
        named = [
            werner.Triple(text[slice(*one)], text[slice(*other)], root)
            for one, other, root in triples
        ]
        rows.append((werner.Row(text, tuple(named), "ours"), OURS))
    for number, (row, weight) in enumerate(rows):
        found = Sentence(row, weight, pipeline.read_article(Article(f"w{number}", row.text)))
        _see(found)
        yield found


def _see(sentence: Sentence) -> None:
    reading = sentence.reading
    tree = Tree(reading.annotation.words, reading.article.text)
    golds = [
        (werner.content_words(gold.initiator), werner.content_words(gold.recipient), gold.root)
        for gold in sentence.row.triples
    ]
    for sight in sights_of(tree, reading.annotation.mentions, reading.claims, reading.events):
        doer, hit = (
            werner.content_words(tree.words.span(actor.first, actor.last).quote(tree.text))
            for actor in (sight.one, sight.other)
        )
        sentence.sights.append(sight)
        sentence.roots.append({root for one, other, root in golds if one & doer and other & hit})


def fit_pairs(some: Sequence[Sentence]) -> Forest:
    """Trees that tell whether a pair is related."""
    return trees.fit(
        [sight.numbers for each in some for sight in each.sights],
        [bool(roots) for each in some for roots in each.roots],
        [each.weight for each in some for _ in each.sights],
        MANNER,
    )


def fit_roots(some: Sequence[Sentence]) -> Roots:
    """The choice of the root, fitted on the related pairs; one with two roots counts for each by half."""
    told = [
        (root_features(sight), root, each.weight / len(roots))
        for each in some
        for sight, roots in zip(each.sights, each.roots, strict=True)
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


def answers(
    some: Sequence[Sentence], reader: TripleReader
) -> Iterator[list[tuple[float, werner.Triple]]]:
    """What the reader tells of each sentence, with its chances."""
    for each in some:
        told = reader.triples(each.reading)
        worded = chain.worded(told, each.row.text)
        yield [(found.chance, triple) for found, triple in zip(told, worded, strict=True)]


def run(every: Sequence[Sentence], *, save: bool) -> None:
    """Cross-validate, set the bar, print the figures, and write what was asked for."""
    ours = [each for each in every if each.weight < 1]
    gold = [each for each in every if each.weight == 1]
    told: dict[int, list[tuple[float, werner.Triple]]] = {}
    for fold in range(FOLDS):
        rest = [each for n, each in enumerate(gold) if n % FOLDS != fold] + ours
        reader = TripleReader(fit_pairs(rest).with_bar(BARS[0]), fit_roots(rest))
        part = [n for n in range(len(gold)) if n % FOLDS == fold]
        told |= zip(part, answers([gold[n] for n in part], reader), strict=True)
    rows = [each.row for each in gold]
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
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    run(list(sentences(given.shared)), save=given.write)


if __name__ == "__main__":
    main()
