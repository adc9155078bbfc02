"""What ``detente train`` learns from few rows, by the command's own functions, beside TF-IDF on the same rows.

Three label sets, five folds each, training on at most 100, 300 and 840 rows of the other four folds (the first by
SHA-256 of their text; every row is tested once at each size):

- ``own``: finer types than PLOVER's on sentences of ours (``training/coding/subtypes``), none marked with parties.
- ``penta``: statement, or which quad class, on the sentences of ConfliBERT's CAMEO set: labels our encoder never saw.
- ``plv``: PLV train with its parties. **Our encoder was trained on these labels**, so this row says that the
  command takes what is there to be had and no more; the honest figures of PLV are in ``bench_plv.py``.

Last, reports hold mostly events that are none of a user's: trained on ``examples/own-events/labels.csv`` (three types and
NOTHING, 62 rows), what the whole chain tells of our sentences, of which one in ten is of one of the three.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from bench_plv import masked
from detente.coding.labels import ModelTypes, learn
from detente.measuring import plv, subtypes
from detente.measuring.tally import label_tallies, macro_f1
from detente.measuring.training import FOLDS, Encoded, Example, encode, read_labels, train
from detente.pipeline import Pipeline
from detente.records import Article
from record import HERE, options, timed, write

SIZES = (100, 300, 840)
WRITTEN = HERE.parent / "training" / "coding" / "subtypes"
SEEN = "our encoder saw these labels"


def own() -> list[Example]:
    items = [item for name in ("a", "b") for item in subtypes.load(WRITTEN / name)[1]]
    return [Example(item.text, None, None, item.type or "NOTHING") for item in items]


def penta(path: Path) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Example(row[0], None, None, row[1]) for row in rows if row[0].strip()]


def of_plv(path: Path) -> list[Example]:
    return [Example(row.sentence, row.source, row.target, row.root) for row in plv.load(path)]


def samples(examples: Sequence[Example], size: int) -> list[tuple[list[int], list[int]]]:
    """(rows to train on, rows to test on) of each fold."""
    marked = [plv.Row(each.text, None, None, each.type) for each in examples]
    fold = plv.folds(marked, FOLDS)
    order = sorted(
        range(len(examples)),
        key=lambda place: (hashlib.sha256(examples[place].text.encode()).hexdigest(), place),
    )
    return [
        (
            [place for place in order if fold[place] != held][:size],
            [place for place in order if fold[place] == held],
        )
        for held in range(FOLDS)
    ]


def ours(encoded: Encoded, parts: Sequence[tuple[list[int], list[int]]]) -> list[str]:
    gold = [each.type for each in encoded.examples]
    answers = [""] * len(gold)
    for seen, held in parts:
        labels = sorted({gold[place] for place in seen})
        told = [labels.index(gold[place]) for place in seen]
        scores = learn(encoded.vectors[seen], told, len(labels)).scores(encoded.vectors[held])
        for place, best in zip(held, np.asarray(scores).argmax(1), strict=True):
            answers[place] = labels[int(best)]
    return answers


def tfidf(examples: Sequence[Example], parts: Sequence[tuple[list[int], list[int]]]) -> list[str]:
    texts = [masked(plv.Row(e.text, e.initiator, e.recipient, e.type)) for e in examples]
    answers = [""] * len(texts)
    for seen, held in parts:
        model = make_pipeline(
            make_union(
                TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            ),
            LogisticRegression(C=10, max_iter=2000),
        )
        model.fit([texts[place] for place in seen], [examples[place].type for place in seen])
        for place, label in zip(held, model.predict([texts[p] for p in held]), strict=True):
            answers[place] = str(label)
    return answers


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    data = arguments.shared / "data" / "events"
    sets = {
        "own": (own(), ""),
        "penta": (penta(data / "conflibert_cameo" / "class_train.tsv"), ""),
        "plv": (of_plv(data / "plv" / "train.tsv"), SEEN),
    }
    pipeline = Pipeline.build()
    open_set(arguments, pipeline)
    for name, (examples, note) in sets.items():
        chosen = examples[: arguments.limit]
        gold = [each.type for each in chosen]
        encoded = encode(chosen, pipeline.words)
        most = len(samples(chosen, len(chosen))[0][0])
        sizes = [size for size in SIZES if size < most] + [min(SIZES[-1], most)]
        for size in dict.fromkeys(sizes):
            parts = samples(chosen, size)
            split = f"{name}, 5-fold, {size} rows to train on"
            answers, seconds = timed(lambda e=encoded, p=parts: ours(e, p))
            write(arguments, "train", "Détente", split, len(gold), _figures(gold, answers),
                  seconds=seconds, note=note)  # fmt: skip
            answers, seconds = timed(lambda e=chosen, p=parts: tfidf(e, p))
            write(arguments, "train", "TF-IDF + logistic regression", split, len(gold),
                  _figures(gold, answers), seconds=seconds)  # fmt: skip


def open_set(arguments: argparse.Namespace, pipeline: Pipeline) -> None:
    labelled, _ = read_labels(HERE.parent / "examples" / "own-events" / "labels.csv")
    trained = train(encode(labelled, pipeline.words), "here")
    wanted = {each.type for each in labelled if each.type != "NOTHING"}
    items = [item for name in ("a", "b") for item in subtypes.load(WRITTEN / name)[1]]
    items = [subtypes.Item(i.type if i.type in wanted else "", i.text) for i in items]
    items = items[: arguments.limit]
    refiner = ModelTypes("own-events", trained.model)

    def chain(text: str) -> set[str]:
        reading = pipeline.read_article(Article("o", text))
        return subtypes.told(refiner.refine(reading.annotation, reading.events))

    split = "own sentences, three types among many"
    answers, seconds = timed(lambda: [chain(item.text) for item in items])
    scores = subtypes.score(items, answers)
    write(arguments, "train", "Détente", split, scores.n, scores.figures, seconds=seconds,
          note="whole chain; one type in ten texts")  # fmt: skip
    every = [*labelled, *(Example(item.text, None, None, "") for item in items)]
    parts = [([*range(len(labelled))], [*range(len(labelled), len(every))])]
    told = tfidf(every, parts)[len(labelled) :]
    scores = subtypes.score(items, [{name} & wanted for name in told])
    write(arguments, "train", "TF-IDF + logistic regression", split, scores.n, scores.figures,
          note="of the text; it needs no event")  # fmt: skip


def _figures(gold: list[str], answers: list[str]) -> dict[str, float]:
    right = sum(g == a for g, a in zip(gold, answers, strict=True))
    return {
        "macro_f1": macro_f1(label_tallies(gold, answers).values()),
        "accuracy": right / len(gold),
    }


if __name__ == "__main__":
    main()
