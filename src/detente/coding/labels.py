"""A user's own types of events, learned from a user's labelled sentences, without training the encoder.

The relation model's vectors of a pair (:func:`detente.coding.relation.pair_vector`) are what a regularised
multinomial logistic regression is fitted on. A model file holds the regression, its labels, what it was made
with and how well it did; the vectors change with the weights, so a model is refused where those differ.
"""

from __future__ import annotations

import io
import json
import zipfile
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from detente.coding.ontology import LONGEST_NAME, NOTHING
from detente.coding.relation import pair_vector, pair_width
from detente.coding.softmax_regression import Vector, fit, log_chances
from detente.errors import ModelError
from detente.records import Annotation, Event, Party, Span, Subtype
from detente.weights import Matrix

FORMAT: Final = 1
#: A type is given from this calibrated probability on. It is honest among the types trained on, and most events of
#: a report are of none of them, so the bar is well above one half: see "three types among many" in ``bench_train.py``.
BAR: Final = 0.7
#: The penalty of the regression, a column of the vectors; see ``benchmarks/bench_train.py``.
PENALTY: Final = 0.03
_LARGEST: Final = 64 * 1024 * 1024
_ARRAYS: Final = ("weights", "bias", "mean", "scale", "facts")
_CURE: Final = "make it again with detente train"
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A fitted model.

    ``weights`` has shape (labels, width), ``bias`` (labels,), ``mean`` and ``scale`` of the columns (width,).
    """

    weights: Vector
    bias: Vector
    mean: Vector
    scale: Vector

    def scores(self, vectors: Vector) -> Vector:
        """Scores before they are made chances. Shape: ``(n, width)`` to ``(n, labels)``."""
        found: Vector = ((vectors - self.mean) / self.scale) @ self.weights.T + self.bias
        return found


def learn(vectors: Vector, labels: Sequence[int], count: int) -> Regression:
    """Fit a regression on rows of vectors, shape ``(n, width)``, with the number of each row's label."""
    mean, scale = vectors.mean(0), vectors.std(0) + _TINY
    rows = (vectors - mean) / scale
    told = np.asarray(labels, dtype=np.intp)
    weights, bias = fit(rows, told, count, PENALTY * vectors.shape[1])
    return Regression(weights, bias, mean, scale)


@dataclass(frozen=True, slots=True, eq=False)
class LabelModel:
    """A regression with all that is needed to use and to judge it.

    ``parents`` are the PLOVER types that rows of each label were taken for without training: an event of another
    type is not of the label. ``temperature`` divides the scores so that probabilities are honest. ``facts``
    are told on and never used (counts, figures, version).
    """

    labels: tuple[str, ...]
    parents: tuple[tuple[str, ...], ...]
    regression: Regression
    temperature: float
    made_by: str
    facts: Mapping[str, Any]

    def answer(self, vector: Matrix, plover_type: str) -> tuple[str, float]:
        """The label of a pair and its probability; ``NOTHING`` where the model abstains."""
        rows = np.asarray(vector, dtype=np.float64)[None]
        chances = np.exp(log_chances(self.regression.scores(rows) / self.temperature))[0]
        best = int(chances.argmax())
        chance = float(chances[best])
        known = chance >= BAR and plover_type in self.parents[best]
        known = known and self.labels[best].upper() != NOTHING
        return (self.labels[best], chance) if known else (NOTHING, chance)


def to_bytes(model: LabelModel) -> bytes:
    """The model file: an uncompressed ``.npz`` without pickled objects, the same bytes for the same model."""
    facts = {
        "format": FORMAT,
        "labels": model.labels,
        "parents": model.parents,
        "temperature": model.temperature,
        "made_by": model.made_by,
        **model.facts,
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True).encode("utf-8")
    arrays = {
        name: getattr(model.regression, name).astype(np.float32)
        for name in _ARRAYS
        if name != "facts"
    }
    stream = io.BytesIO()
    np.savez(stream, facts=np.frombuffer(text, dtype=np.uint8), **arrays)
    return stream.getvalue()


def load_model(path: Path, made_by: str) -> LabelModel:
    """The model in a file that ``detente train`` wrote.

    Args:
        path: the file; it is not trusted.
        made_by: what makes the vectors here.

    Raises:
        ModelError: it cannot be read, is no such model, or was trained on other weights.
    """
    facts, arrays = _parts(path)
    try:
        model = LabelModel(
            labels=tuple(str(name) for name in facts.pop("labels")),
            parents=tuple(tuple(map(str, names)) for names in facts.pop("parents")),
            temperature=float(facts.pop("temperature")),
            made_by=str(facts.pop("made_by")),
            regression=Regression(
                **{name: arrays[name].astype(np.float64) for name in _ARRAYS[:-1]}
            ),
            facts=facts,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    _check(path, model)
    if model.made_by != made_by:
        raise ModelError(
            f"{path} was trained on the vectors of {model.made_by}, this installation makes {made_by}",
            "a model trained with the weights that are installed",
            "run detente train again on its labels",
        )
    if len(model.regression.mean) != pair_width():
        raise _damaged(path, "its vectors have another width than those it says it was trained on")
    return model


def _parts(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise _damaged(path, f"it is larger than {_LARGEST} bytes")
        with zipfile.ZipFile(path) as whole:
            if sum(item.file_size for item in whole.infolist()) > _LARGEST:
                raise _damaged(path, f"it unpacks to more than {_LARGEST} bytes")
        with np.load(path, allow_pickle=False) as loaded:
            arrays = {name: loaded[name] for name in _ARRAYS}
        facts = json.loads(arrays["facts"].tobytes().decode("utf-8"))
    except OSError as error:
        raise ModelError(
            f"cannot read the model {path}: {error.strerror or error}",
            "a file that detente train wrote",
            "check the path",
        ) from error
    except (
        ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError,
        RecursionError, MemoryError,
    ) as error:  # fmt: skip
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise _damaged(path, "it names another format, or none")
    return facts, arrays


def _check(path: Path, model: LabelModel) -> None:
    """Refuse shapes and values that could not be used."""
    count, part = len(model.labels), model.regression
    width = part.mean.shape
    named = all(name and len(name) <= LONGEST_NAME and name.isprintable() for name in model.labels)
    if not named or len({*model.labels}) != count or count < 2 or len(model.parents) != count:
        raise _damaged(path, "its labels are not two or more different names")
    shapes = (part.weights.shape, part.bias.shape, part.scale.shape)
    if len(width) != 1 or shapes != ((count, *width), (count,), width):
        raise _damaged(path, "its arrays do not fit each other")
    numbers = [*(getattr(part, name) for name in _ARRAYS[:-1]), model.temperature]
    if not all(np.isfinite(each).all() for each in numbers) or (part.scale <= 0).any():
        raise _damaged(path, "it holds numbers that are none")
    if model.temperature <= 0:
        raise _damaged(path, "its temperature is not above 0")
    if not isinstance(model.facts.get("counts"), dict):
        raise _damaged(path, "it does not say how many rows each type had")


def _damaged(path: Path, what: str) -> ModelError:
    return ModelError(
        f"{path} is no model of ours: {what}", "a file that detente train wrote", _CURE
    )


class ModelTypes:
    """The types of one trained model, given to events; see :class:`detente.coding.subtypes.Refiner`."""

    def __init__(self, name: str, model: LabelModel) -> None:
        self.name = name
        self.model = model

    @classmethod
    def load(cls, path: Path, made_by: str) -> ModelTypes:
        """The model of a file; ModelError where it cannot be used."""
        return cls(path.stem, load_model(path, made_by))

    def refine(self, annotation: Annotation, events: Sequence[Event]) -> tuple[Event, ...]:
        """The same events, each with the label its parties' vector has, where the model does not abstain."""
        spans = {mention.mention_id: mention.span for mention in annotation.mentions}
        return tuple(self._refined(event, annotation, spans) for event in events)

    def _refined(self, event: Event, annotation: Annotation, spans: Mapping[str, Span]) -> Event:
        sentence = _sentence(event, annotation)
        if sentence is None or not len(annotation.words):
            return event
        initiator, recipient = (
            _here(party, spans, sentence) for party in (event.initiator, event.recipient)
        )
        if initiator is None and recipient is None:
            recipient = sentence
        vector = pair_vector(annotation.words, initiator, recipient)
        label, chance = self.model.answer(vector, event.type)
        if label == NOTHING:
            return event
        why = f"learned from {self.model.facts['counts'].get(label, '?')} sentences"
        given = Subtype(label, self.name, round(min(chance, 1.0), 3), why)
        return replace(event, subtypes=(*event.subtypes, given))


def _sentence(event: Event, annotation: Annotation) -> Span | None:
    place = bisect_right([span.start for span in annotation.sentences], event.trigger.start) - 1
    found = annotation.sentences[place] if place >= 0 else None
    return found if found is not None and found.overlaps(event.trigger) else None


def _here(party: Party | None, spans: Mapping[str, Span], sentence: Span) -> Span | None:
    """Where a party stands, if that is in the sentence."""
    span = spans.get(party.mention or "") if party is not None else None
    return span if span is not None and sentence.contains(span) else None
