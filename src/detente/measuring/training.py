"""``detente train``: a user's labelled sentences in, a model of a user's own types out, with how good it is.

The encoder is not trained: its vectors of each pair of parties are what the model is fitted on, so that a few
hundred sentences are enough and a fit takes seconds. See ``docs/how-to/own-events.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from detente.coding.labels import LabelModel, Regression, learn
from detente.coding.ontology import LONGEST_NAME, NOTHING, PLOVER
from detente.coding.relation import classify, pair_vector
from detente.coding.softmax_regression import log_chances
from detente.errors import TableError
from detente.measuring.plv import Row as Marked
from detente.measuring.plv import folds
from detente.measuring.tally import accuracy, label_tallies, macro_f1
from detente.records import Span, Words
from detente.settings import CodingSettings, Settings
from detente.sheets import Row, read_sheet
from detente.version import VERSION

Vector = NDArray[np.float64]
#: Told how many of how many steps are done.
Progress = Callable[[int, int], None]

GUIDE: Final = "docs/how-to/own-events.md describes the columns"
FOLDS: Final = 5
FEW: Final = 10
"""Rows of a type under which its figures say little."""
FEWEST: Final = 10
"""Rows of all types together under which nothing is fitted."""
LONGEST_TEXT: Final = 2000
_TEMPERATURES: Final = tuple(float(2 ** (step / 4)) for step in range(-8, 13))
_RARE: Final = 0.1
"""A type the shipped model takes under this share of a label's rows for says nothing about the label."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: where its parties stand (None: not named), and its type."""

    text: str
    initiator: Span | None
    recipient: Span | None
    type: str


def read_labels(path: Path) -> tuple[list[Example], list[TableError]]:
    """The examples of a labels file, and what is wrong with each row that is none.

    Raises:
        TableError: the file as a whole cannot be used: unreadable, a wrong header, under two types or
            :data:`FEWEST` rows.
    """
    rows = read_sheet(path, ("text", "type"), ("initiator", "recipient"), GUIDE)
    examples: list[Example] = []
    wrong: list[TableError] = []
    for row in rows:
        try:
            examples.append(_example(path, row))
        except TableError as error:
            wrong.append(error)
    if not wrong:
        types = {example.type for example in examples}
        if len(types) < 2:
            raise TableError(f"{path} has one type, {min(types)!r}", "two or more", GUIDE)
        if len(examples) < FEWEST:
            raise TableError(f"{path} has {len(examples)} rows", f"{FEWEST} or more", GUIDE)
    return examples, wrong


def _example(path: Path, row: Row) -> Example:
    # Reports are read in this form, and words must stand in the text letter for letter.
    row = Row(row.line, {column: normalize("NFC", cell) for column, cell in row.cells.items()})
    text, name = row.cells["text"], row.cells["type"]
    if not text or len(text) > LONGEST_TEXT or not any(letter.isalnum() for letter in text):
        raise _wrong(path, row, "text", f"a sentence or two, at most {LONGEST_TEXT} letters")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise _wrong(path, row, "type", f"a name of 1 to {LONGEST_NAME} printable letters")
    spans: list[Span | None] = []
    for column in ("initiator", "recipient"):
        words = row.cells.get(column, "")
        at = text.find(words) if words else -1
        if words and at < 0:
            raise _wrong(path, row, column, "words that stand in the text, letter for letter")
        spans.append(Span(at, at + len(words)) if words else None)
    return Example(text, spans[0], spans[1], name)


def _wrong(path: Path, row: Row, column: str, expected: str) -> TableError:
    cell = row.cells.get(column, "")
    shown = cell if len(cell) <= LONGEST_NAME else f"{cell[:LONGEST_NAME]}…"
    what = f"is {shown!r}" if cell else "is empty"
    cure = "copy them from the text, or leave the cell empty" if "letter for" in expected else GUIDE
    return TableError(f"{path}, line {row.line}, column {column!r} {what}", expected, cure)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Examples with their vectors, shape ``(n, width)``, and what the shipped model takes each for."""

    examples: tuple[Example, ...]
    vectors: Vector
    shipped: tuple[str, ...]


def train_on(
    examples: Sequence[Example], settings: Settings, progress: Callable[[str], Progress]
) -> Trained:
    """Train on examples with the annotator the settings name. The same examples give the same model.

    ``progress`` is asked once a stage, with its name, for what counts its steps.
    """
    from detente.pipeline import Pipeline, vectors_made_by  # noqa: PLC0415 - loads the models

    # A model the settings name may be the very one that is trained anew, for weights that have changed.
    pipeline = Pipeline.build(replace(settings, coding=CodingSettings()))
    with threadpool_limits(limits=1, user_api="blas"):
        encoded = encode(examples, pipeline.words, progress("reading"))
        made_by = vectors_made_by(settings.components.annotator)
        return train(encoded, made_by, progress("fitting"))


def encode(
    examples: Sequence[Example], words_of: Callable[[str], Words], progress: Progress | None = None
) -> Encoded:
    """Encode each example once. ``words_of`` gives the words of a text, with vectors."""
    rows, shipped = [], []
    for number, example in enumerate(examples):
        if progress is not None:
            progress(number, len(examples))
        words = words_of(example.text)
        if not len(words) or len(words.states) != len(words):
            raise TableError(
                f"the annotator gives no word vectors of {example.text[:40]!r}",
                "words with vectors",
                "use the annotator 'encoder'",
            )
        rows.append(pair_vector(words, example.initiator, example.recipient))
        shipped.append(classify(words, example.initiator, example.recipient))
    return Encoded(tuple(examples), np.asarray(rows, dtype=np.float64), tuple(shipped))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and how well models like it do on rows they did not see.

    ``figures`` are fractions in [0, 1]: ``macro_f1`` and ``accuracy`` of ours by cross-validation,
    ``majority_macro_f1``; where names are PLOVER types also ``shipped_macro_f1`` and ``ours_macro_f1_plover``, both
    on those rows alone. ``by_type`` holds precision, recall, F1 and rows of each type.
    """

    model: LabelModel
    figures: dict[str, float]
    by_type: dict[str, dict[str, float]]
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """All but the arrays, as plain values."""
        return {
            "labels": list(self.model.labels),
            "counts": self.model.facts["counts"],
            "figures": self.figures,
            "by_type": self.by_type,
            "warnings": list(self.warnings),
            "made_by": self.model.made_by,
        }


def train(encoded: Encoded, made_by: str, progress: Progress | None = None) -> Trained:
    """Cross-validate, then fit on all rows. ``made_by`` says what made the vectors."""
    gold = [example.type for example in encoded.examples]
    labels = tuple(sorted(set(gold)))
    numbers = [labels.index(name) for name in gold]
    scores = cross_validate(encoded, numbers, len(labels), progress)
    answers = [labels[int(best)] for best in scores.argmax(1)]
    figures, by_type = _figures(gold, answers, encoded.shipped)
    counts = dict(sorted(Counter(gold).items()))
    facts = {"counts": counts, "figures": figures, "by_type": by_type, "detente": VERSION}
    model = LabelModel(
        labels=labels,
        parents=tuple(_parents(name, gold, encoded.shipped) for name in labels),
        regression=learn(encoded.vectors, numbers, len(labels)),
        temperature=_temperature(scores, numbers),
        made_by=made_by,
        facts=facts,
    )
    return Trained(model, figures, by_type, _warnings(counts))


def _parents(label: str, gold: Sequence[str], shipped: Sequence[str]) -> tuple[str, ...]:
    """What the shipped model takes the rows of a label for, types of under :data:`_RARE` of them left out."""
    taken = Counter(told for name, told in zip(gold, shipped, strict=True) if name == label)
    return tuple(sorted(name for name, n in taken.items() if n >= _RARE * taken.total()))


def cross_validate(
    encoded: Encoded, numbers: Sequence[int], count: int, progress: Progress | None = None
) -> Vector:
    """Of each row, by a model that never saw it or a row of its text: the scores of the labels."""
    marked = [Marked(example.text, None, None, example.type) for example in encoded.examples]
    fold = np.asarray(folds(marked, FOLDS))
    told = np.asarray(numbers)
    scores = np.zeros((len(numbers), count))
    for number in range(FOLDS):
        if progress is not None:
            progress(number, FOLDS)
        seen, held = fold != number, fold == number
        if not held.any() or not seen.any():
            continue
        part: Regression = learn(encoded.vectors[seen], told[seen].tolist(), count)
        scores[held] = part.scores(encoded.vectors[held])
    return scores


def _figures(
    gold: Sequence[str], answers: Sequence[str], shipped: Sequence[str]
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    tallies = label_tallies(gold, answers)
    most = Counter(gold).most_common()
    common = min(name for name, rows in most if rows == most[0][1])
    figures = {
        "macro_f1": macro_f1(tallies.values()),
        "accuracy": accuracy(sum(g == a for g, a in zip(gold, answers, strict=True)), len(gold)),
        "majority_macro_f1": macro_f1(label_tallies(gold, [common] * len(gold)).values()),
    }
    known = [place for place, name in enumerate(gold) if name in PLOVER]
    if known:
        wanted = [gold[place] for place in known]
        for name, told in (("shipped_macro_f1", shipped), ("ours_macro_f1_plover", answers)):
            part = label_tallies(wanted, [told[place] for place in known])
            figures[name] = macro_f1(part.values())
    by_type = {
        name: {"precision": t.precision, "recall": t.recall, "f1": t.f1, "rows": t.gold}
        for name, t in tallies.items()
    }
    return figures, by_type


def _temperature(scores: Vector, numbers: Sequence[int]) -> float:
    """What to divide scores by so that the probabilities of unseen rows are honest: least log loss."""
    told = np.arange(len(numbers)), np.asarray(numbers)
    losses = [-float(log_chances(scores / heat)[told].mean()) for heat in _TEMPERATURES]
    return _TEMPERATURES[int(np.argmin(losses))]


def _warnings(counts: dict[str, int]) -> tuple[str, ...]:
    found = [
        f"{name!r} has {rows} {'row' if rows == 1 else 'rows'}: under {FEW}, its figures say little"
        for name, rows in counts.items()
        if rows < FEW
    ]
    if not any(name.upper() == NOTHING for name in counts):
        found.append(
            f"no row has the type {NOTHING}: add events that are none of your types, "
            "or the model takes every event for one of them"
        )
    return tuple(found)
