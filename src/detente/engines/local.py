"""Many reports on one machine: in this process, or one process a core; one bad source never stops the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike, fspath

from detente.errors import DetenteError, SourceError
from detente.pipeline import Pipeline, declare, shared_pipeline
from detente.reading.sources import Failure, open_sources
from detente.records import Page, Reading
from detente.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: a reading, or the error that says why there is none."""

    name: str
    reading: Reading | None
    error: DetenteError | None


def read_many(
    sources: Iterable[str | PathLike[str]],
    *,
    published: str | date | None = None,
    outlet: str = "",
    settings: Settings | None = None,
    processes: int = 1,
) -> Iterator[Outcome]:
    """Read many sources, in order; a source that fails yields its error and the rest goes on.

    Args:
        sources: paths, addresses, or ``-`` for standard input. A JSONL file gives one outcome a line.
        published: a day for all of them.
        outlet: an outlet for all of them.
        settings: see :mod:`detente.settings`.
        processes: how many reports are read at once; each process holds its own models (under 1 GB).
    """
    chosen = settings or Settings()
    names = [fspath(source) for source in sources]
    pages = (
        declare(page, published, outlet) if isinstance(page, Page) else page
        for page in open_sources(names, chosen.reading)
    )
    if processes <= 1:
        pipeline = shared_pipeline(chosen)
        for page in pages:
            yield _attempt(pipeline, page)
        return
    with ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(chosen,)) as pool:
        # Pages are handed out a few at a time so that a large JSONL never sits in memory whole.
        yield from _in_order(pool, pages, ahead=processes * 4)


def _in_order(
    pool: ProcessPoolExecutor, pages: Iterator[Page | Failure], ahead: int
) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome]] = deque()
    for page in pages:
        waiting.append(pool.submit(_work, page))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    for future in waiting:
        yield future.result()


_worker: list[Pipeline | DetenteError] = []


def _start_worker(settings: Settings) -> None:
    # An error raised here would only break the pool: kept, it is told by the first report.
    try:
        _worker.append(Pipeline.build(settings))
    except DetenteError as error:
        _worker.append(error)


def _work(page: Page | Failure) -> Outcome:
    pipeline = _worker[0]
    if isinstance(pipeline, DetenteError):
        raise pipeline
    outcome = _attempt(pipeline, page)
    if outcome.reading is None:
        return outcome
    # Encoder states are large and never leave the process.
    words = outcome.reading.annotation.words
    slim = replace(words, states=words.states[:0])
    annotation = replace(outcome.reading.annotation, words=slim)
    return replace(outcome, reading=replace(outcome.reading, annotation=annotation))


def _attempt(pipeline: Pipeline, page: Page | Failure) -> Outcome:
    if not isinstance(page, Page):
        return Outcome(page.name, None, page.error)
    try:
        return Outcome(page.name, pipeline.read_page(page), None)
    except SourceError as error:
        return Outcome(page.name, None, error)
