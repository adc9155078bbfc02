"""Sentences labelled with CAMEO triples, as the package reads them: what ear and choice of the triples are taught on.

They are the news part of Werner's table but the fifth that is held out, and those labelled in its manner
(``training/coding/readings/headlines.jsonl``), which count less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.coding.syntax import Tree
from detente.coding.triple_actors import Actor
from detente.coding.triple_sights import pairs_of
from detente.measuring import werner
from detente.pipeline import Pipeline
from detente.records import Article, Reading
from training.coding import headlines, marked

READINGS = Path(__file__).parent / "readings"
FOLDS = 5
OURS = 0.5  # weight of a sentence that we labelled in Werner's manner


@dataclass(frozen=True)
class Sentence:
    """A sentence with its gold triples and its pairs of actors; ``roots`` holds of each pair the roots it stands in."""

    row: werner.Row
    weight: float
    reading: Reading
    tree: Tree
    pairs: list[tuple[Actor, Actor]]
    roots: list[set[int]]


def sentences(shared: Path) -> list[Sentence]:
    """The sentences of both sources, read; always in the same order."""
    pipeline = Pipeline.build()
    return [
        _read(pipeline, number, row, weight) for number, (row, weight) in enumerate(_rows(shared))
    ]


def _rows(shared: Path) -> Iterator[tuple[werner.Row, float]]:
    for row in werner.load(shared / "data/events/werner/train.csv"):
        if row.part == "news" and not werner.held_out(row.text):
            yield row, 1.0
    news = shared / "data/news" / marked.CORPORA["newsarticles"]
    for text, triples in headlines.load(READINGS / "headlines.jsonl", news):
        named = [
            werner.Triple(text[slice(*one)], text[slice(*other)], root)
            for one, other, root in triples
        ]
        yield werner.Row(text, tuple(named), "ours"), OURS


def _read(pipeline: Pipeline, number: int, row: werner.Row, weight: float) -> Sentence:
    """A pair stands in the roots of the gold triples that have a word in common with both of it, as ``werner`` matches."""
    reading = pipeline.read_article(Article(f"w{number}", row.text))
    tree = Tree(reading.annotation.words, reading.article.text)
    pairs = [pair for room in pairs_of(tree, reading.annotation.mentions) for pair in room]
    golds = [
        (werner.content_words(gold.initiator), werner.content_words(gold.recipient), gold.root)
        for gold in row.triples
    ]
    roots = []
    for pair in pairs:
        doer, hit = (
            werner.content_words(tree.words.span(actor.first, actor.last).quote(tree.text))
            for actor in pair
        )
        roots.append({root for one, other, root in golds if one & doer and other & hit})
    return Sentence(row, weight, reading, tree, pairs, roots)
