"""``detente eval SET PATH``: score what Détente answers on an evaluation set.

The sets and their formats are described in ``docs/reference/measuring.md``.
"""

from __future__ import annotations

import difflib
import gzip
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from detente.errors import DataError
from detente.measuring import chain, extraction, gold, plv, polnear, summary, werner
from detente.measuring.files import read_text, require_file
from detente.measuring.tally import Scores
from detente.records import Article, Span
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.pipeline import Pipeline

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Task:
    """Which set, which pipeline, and how many items (None: all)."""

    path: Path
    settings: Settings
    limit: int | None

    def first(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows to score, in file order."""
        return rows[: self.limit]

    @property
    def read(self) -> chain.Read:
        """A pipeline of the chosen components, built now."""
        return pipeline(self.settings).read_page


def pipeline(settings: Settings) -> Pipeline:
    """The whole chain, built of the chosen components."""
    from detente.pipeline import Pipeline  # noqa: PLC0415 - loads the models

    return Pipeline.build(settings)


def _gold(task: Task) -> Scores:
    rows = task.first(gold.load(task.path))
    answers, refused = chain.gold_readings(rows, task.read)
    scores = gold.score(rows, answers)
    return replace(scores, figures=scores.figures | {"refused": refused})


def _polnear(task: Task) -> Scores:
    documents = task.first(polnear.load(task.path))
    read, surface = task.read, _surface(task.settings)
    return polnear.score(
        documents, [chain.attributions(d.text, d.name, read, surface) for d in documents]
    )


def _surface(settings: Settings) -> chain.Surface | None:
    """Our own attributor can say how the text words a source; a guest gives its claims alone."""
    if settings.components.attributor != "quotation":
        return None
    from detente.attribution.attribute import surface_attributions  # noqa: PLC0415 - only if ours

    return surface_attributions


def _plv(task: Task) -> Scores:
    rows = task.first(plv.load(task.path))
    whole = pipeline(task.settings)
    classify = _classifier(whole)
    answers = [classify(row.sentence, row.source, row.target) for row in rows]
    return plv.score([row.root for row in rows], answers)


def _classifier(whole: Pipeline) -> chain.Classify:
    """Our own coder can be asked about a marked pair; a guest's events are searched for it."""
    if whole.settings.components.coder != "plover":
        return partial(chain.type_among_events, whole.read_page)
    from detente.coding.relation import classify  # noqa: PLC0415 - only if ours

    def asked(sentence: str, source: Span | None, target: Span | None) -> str:
        article = Article("pair", sentence)
        return classify(whole.annotator.annotate(article, whole.actors).words, source, target)

    return asked


def _werner(task: Task) -> Scores:
    rows = task.first(werner.load(task.path))
    triples = _triples(pipeline(task.settings))
    return werner.score(rows, [triples(r.text, f"row-{i}") for i, r in enumerate(rows)])


def _triples(whole: Pipeline) -> Callable[[str, str], list[werner.Triple]]:
    """Our own coder can be asked for triples; a guest's events and claims are read as such."""
    own = whole.settings.components
    if own.coder != "plover" or own.annotator != "encoder":
        return partial(chain.sentence_triples, read=whole.read_page)
    from detente.measuring.cameo import CameoReader  # noqa: PLC0415 - only if ours

    read = CameoReader(whole.read_article).triples
    return lambda sentence, name: chain.worded(read(Article(name, sentence)), sentence)


def _actors(task: Task) -> Scores:
    require_file(task.path, "actor cases (JSONL)")
    from detente.measuring.actors import score_actors  # noqa: PLC0415 - loads the actor base

    lines = [line for line in read_text(task.path).splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = task.path
        if task.limit is not None:
            path = Path(folder) / "cases.jsonl"
            path.write_text("\n".join(task.first(lines)) + "\n", encoding="utf-8")
        figures = score_actors(path, pipeline(task.settings).actors)
    return Scores(len(task.first(lines)), figures)


def _extraction(task: Task) -> Scores:
    from detente.reading.extract import ArticleExtractor  # noqa: PLC0415 - loads trafilatura

    pages = task.first(extraction.load(task.path))
    draft = ArticleExtractor(task.settings.reading).draft
    return extraction.score(
        pages, [chain.body(page_bytes(page.file), page.name, page.url, draft) for page in pages]
    )


def page_bytes(file: Path) -> bytes:
    """The bytes of a page on disk, gunzipped when its name ends in ``.gz``.

    Raises:
        DataError: it cannot be read.
    """
    try:
        raw = file.read_bytes()
        return gzip.decompress(raw) if file.suffix == ".gz" else raw
    except (OSError, EOFError) as error:
        raise DataError(f"cannot read {file}: {error}", "a page, plain or gzipped") from error


def _summary(task: Task) -> Scores:
    documents = task.first(summary.load(task.path))
    read = task.read
    return summary.score(documents, [chain.summary(d.text, d.name, read) for d in documents])


SCORERS: Final[dict[str, Callable[[Task], Scores]]] = {
    "gold": _gold,
    "plv": _plv,
    "werner": _werner,
    "polnear": _polnear,
    "actors": _actors,
    "extraction": _extraction,
    "summary": _summary,
}
#: The names of the sets, in the order they are documented.
SETS: Final[tuple[str, ...]] = tuple(SCORERS)


def evaluate(
    set_name: str,
    path: str | PathLike[str],
    *,
    settings: Settings | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """Score an evaluation set.

    Args:
        set_name: one of ``SETS``.
        path: the file or folder of the set.
        settings: which components answer; None for the defaults.
        limit: score only the first so many items; None for all.

    Returns:
        ``set``, ``path``, ``n`` (items scored), ``figures`` (name to number; F1, precision, recall
        and accuracy are fractions in [0, 1]), ``by`` (breakdowns), ``seconds`` (wall clock, models
        included).

    Raises:
        DataError: no such set, or ``path`` is not in its format.
    """
    scorer = SCORERS.get(set_name)
    if scorer is None:
        near = difflib.get_close_matches(set_name, SETS, n=1)
        cure = f"did you mean {near[0]!r}?" if near else "choose one of them"
        raise DataError(
            f"there is no evaluation set {set_name!r}", f"one of {', '.join(SETS)}", cure
        )
    if limit is not None and limit < 1:
        raise DataError(
            f"the limit is {limit}", "a whole number above zero", "leave it out for all"
        )
    started = time.perf_counter()
    scores = scorer(Task(Path(path), settings or Settings(), limit))
    return {
        "set": set_name,
        "path": str(path),
        "n": scores.n,
        "figures": scores.figures,
        "by": scores.by,
        "seconds": time.perf_counter() - started,
    }
