"""Fit the signs of a user's own types and write ``coding/tables/subtypes.csv``.

Every pair of an event and a type that its table holds is an instance, right when the sentence was written for
that type. The sentences and tables are ours (``training/coding/subtypes``): two tables of other types each, so that
weights fitted on one can be tried on the other, whose types they never saw. The bar is the lowest at which 90 %
of the types given there are right, both ways round together: a wrong type costs more than a missing one.

Usage: python -m training.coding.fit_subtypes [--write]

Fit again whenever the weights of the encoder change. Prints the figures of types the fit did not see.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.coding.subtypes import TableTypes, Weights
from detente.measuring import subtypes
from detente.pipeline import Pipeline
from detente.records import Article, Event, Words

HERE = Path(__file__).parent / "subtypes"
TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/subtypes.csv"
STRENGTH = 0.03
WANTED = 0.9  # precision, sentences without a type weighted
BARE = 2.0  # weight of a sentence that tells of no type of its table: in reports most do not


@dataclass
class Sentence:
    """One item with its events: those the coder found, and one that is given."""

    type: str
    words: Words
    events: list[Event]


@dataclass
class Group:
    """A table and its sentences."""

    table: TableTypes
    sentences: list[Sentence]


def read(folder: Path, pipeline: Pipeline) -> Group:
    types, items = subtypes.load(folder)
    table = TableTypes(folder.name, list(types.values()), pipeline.words, Weights({}, 0, 1))
    sentences = []
    for number, item in enumerate(items):
        article = Article(f"{folder.name}{number}", item.text)
        reading = pipeline.read_article(article)
        parents = (
            [types[item.type].parent] if item.type else sorted({e.type for e in reading.events})
        )
        made = [subtypes.given(parent, reading.annotation, item.text) for parent in parents]
        sentences.append(Sentence(item.type, reading.annotation.words, [*reading.events, *made]))
    return Group(table, sentences)


def instances(groups: list[Group]) -> tuple[list[dict[str, float]], list[bool], list[float]]:
    signs, right, weight = [], [], []
    for group in groups:
        for sentence in group.sentences:
            for event in sentence.events:
                for kind, named, _ in group.table.signs(event, sentence.words):
                    signs.append(named)
                    right.append(kind.name == sentence.type)
                    weight.append(1.0 if sentence.type else BARE)
    return signs, right, weight


def fit(groups: list[Group]) -> Weights:
    signs, right, weight = instances(groups)
    names = sorted({name for named in signs for name in named})
    rows = np.array([[named.get(name, 0.0) for name in names] for named in signs])
    scale = rows.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows / scale, right, weight)
    weights = model.coef_[0] / scale
    return Weights(
        dict(zip(names, map(float, weights), strict=True)), float(model.intercept_[0]), 0.5
    )


def chances(group: Group, weights: Weights) -> list[tuple[float, bool, bool, bool]]:
    """Of each sentence's events: the best chance, whether it is right, whether there is a type, given or found."""
    found = []
    for sentence in group.sentences:
        for event in sentence.events:
            weighed = [
                (weights.probability(signs), kind.name)
                for kind, signs, _ in group.table.signs(event, sentence.words)
            ]
            chance, name = max(weighed, default=(0.0, ""))
            given = event.event_id == "given"
            found.append((chance, name == sentence.type, bool(sentence.type), given))
    return found


def figures(answers: list[tuple[float, bool, bool, bool]], bar: float) -> tuple[float, float]:
    told = [(right, typed) for chance, right, typed, _ in answers if chance >= bar]
    cost = sum(1.0 if typed else BARE for _, typed in told)
    precision = sum(right for right, _ in told) / cost if cost else 0.0
    recall = sum(right for right, _ in told) / max(sum(typed for *_, typed, _ in answers), 1)
    return precision, recall


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pipeline = Pipeline.build()
    groups = [read(HERE / name, pipeline) for name in ("a", "b")]
    crossed = [
        (group, chances(group, fit([other for other in groups if other is not group])))
        for group in groups
    ]
    answers = [answer for _, found in crossed for answer in found]

    bars = [round(0.3 + 0.02 * step, 2) for step in range(31)]
    bar = next((bar for bar in bars if figures(answers, bar)[0] >= WANTED), bars[-1])
    for group, found in crossed:
        for name, part in (("found", False), ("given", True)):
            precision, recall = figures([answer for answer in found if answer[3] == part], bar)
            print(f"{group.table.ontology}, events {name}: P {precision:.3f} R {recall:.3f}")
    print(f"bar {bar}")
    weights = fit(groups)
    rows = [("start", weights.start), ("bar", bar), *sorted(weights.signs.items())]
    for name, value in rows:
        print(f"{name:<28}{value:9.4f}")
    if arguments.write:
        with TABLE.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["sign", "weight"])
            writer.writerows((name, f"{value:.5f}") for name, value in rows)
        print(f"wrote {TABLE}")


if __name__ == "__main__":
    main()
