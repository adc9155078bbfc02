"""The one module that joins the rooms: a page goes in, a reading comes out.

:func:`read` reads one report; how many are read at once is the business of ``engines``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from os import PathLike
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController

from detente.actors.bracket import bracket
from detente.coding.own_types import load_refiners, pair_weights
from detente.coding.subtypes import Refiner
from detente.errors import SettingsError
from detente.language.encoder import manifest
from detente.reading.extract import ArticleExtractor
from detente.reading.sources import page_from
from detente.records import (
    Annotation,
    Article,
    Claim,
    DateBracket,
    Event,
    MadeBy,
    Page,
    Reading,
    Rejection,
    Words,
    digest,
)
from detente.seams import ActorBase, Annotator, Attributor, Coder, Extractor, Summariser
from detente.settings import CodingSettings, Settings
from detente.summary.voices import voices
from detente.version import VERSION

Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The rooms in the order a report goes through them. Build once, read many."""

    settings: Settings
    extractor: Extractor
    actors: ActorBase
    annotator: Annotator
    attributor: Attributor
    coder: Coder
    summariser: Summariser
    refiners: tuple[Refiner, ...] = ()

    @classmethod
    def build(cls, settings: Settings | None = None) -> Pipeline:
        """Load every component the settings name; the models are loaded here, once.

        Raises:
            SettingsError: a component name no entry point has.
            InstallError: a model or the actor base is missing or damaged.
            TableError: a user's table has a broken row.
            ModelError: a model of a user's own types cannot be used.
        """
        settings = settings or Settings()
        names = settings.components
        built = cls(
            settings,
            ArticleExtractor(settings.reading),
            component("actor_bases", names.actor_base)(settings.actors),
            component("annotators", names.annotator)(),
            component("attributors", names.attributor)(),
            component("coders", names.coder)(),
            component("summarisers", names.summariser)(),
        )
        if settings.coding == CodingSettings():
            return built
        with _one_thread():
            made_by = vectors_made_by(names.annotator)
            own = load_refiners(settings.coding, built.words, made_by)
        return replace(built, refiners=own)

    def read_page(self, page: Page) -> Reading:
        """Read one page.

        Raises:
            SourceError: there is no report in the page that we can read.
        """
        return self.timed_read(page)[0]

    def timed_read(self, page: Page) -> tuple[Reading, dict[str, float]]:
        """Read one page; also the seconds each room took, by name of the room."""
        seconds: dict[str, float] = {}
        article = _clocked(seconds, "reading", lambda: self.extractor.extract(page))
        with _one_thread():
            reading = self._read_article(article, seconds)
        return reading, seconds

    def read_article(self, article: Article) -> Reading:
        """Read an article that is already clean."""
        with _one_thread():
            return self._read_article(article, {})

    def annotate(self, article: Article) -> Annotation:
        """Sentences, words and resolved mentions alone."""
        with _one_thread():
            return self.actors.resolve(article, self.annotator.annotate(article, self.actors))

    def words(self, text: str) -> Words:
        """The words of a phrase or sentence that stands alone."""
        with _one_thread():
            return self.annotator.annotate(Article("words", text), self.actors).words

    def _coded(
        self, article: Article, annotation: Annotation, claims: tuple[Claim, ...]
    ) -> tuple[Event, ...]:
        events = self.coder.code(article, annotation, claims, self.actors)
        for refiner in self.refiners:
            events = refiner.refine(annotation, events)
        return events

    def _read_article(self, article: Article, seconds: dict[str, float]) -> Reading:
        annotation = _clocked(
            seconds, "language", lambda: self.annotator.annotate(article, self.actors)
        )
        resolved = _clocked(seconds, "actors", lambda: self.actors.resolve(article, annotation))
        annotated, claims = _clocked(
            seconds,
            "attribution",
            lambda: self.attributor.attribute(article, resolved, self.actors),
        )
        events = _clocked(seconds, "coding", lambda: self._coded(article, annotated, claims))
        summary = _clocked(
            seconds,
            "summary",
            lambda: self.summariser.summarise(article, annotated, claims, events),
        )
        speakers, sides = voices(article, annotated, claims, self._state_owned)
        return Reading(
            article=article,
            annotation=annotated,
            claims=claims,
            events=events,
            summary=summary,
            voices=speakers,
            sides=sides,
            bracket=self._bracket(article, annotated),
            rejections=tuple(
                Rejection(article.article_id, "reading", f"{piece.reason}: {piece.text}")
                for piece in article.furniture
            ),
            made_by=(MadeBy("detente", VERSION, _fingerprint(self.settings)),),
        )

    def _state_owned(self, actor_id: str) -> bool | None:
        actor = self.actors.actor(actor_id)
        return actor.state_owned if actor else None

    def _bracket(self, article: Article, annotation: Annotation) -> DateBracket | None:
        """For an undated report, what the actor base can say of when it must have been written."""
        if article.published is not None:
            return None
        return bracket(article, annotation.mentions, self.actors.posts)


def read(
    source: str | bytes | PathLike[str],
    *,
    published: str | date | None = None,
    outlet: str = "",
    settings: Settings | None = None,
) -> Reading:
    """Read one report.

    Args:
        source: a path, an address (``http://``, ``https://``), the text itself, or bytes of either.
        published: the day it was published, if you know it (a date or ``YYYY-MM-DD``); wins over what the page says.
        outlet: who published it, if you know it.
        settings: see :mod:`detente.settings`; None for the defaults.

    Raises:
        SourceError: there is no report in the source that we can read; the message says why.
        SettingsError: ``published`` is not a day.
    """
    pipeline = shared_pipeline(settings or Settings())
    page = page_from(source, pipeline.settings.reading)
    return pipeline.read_page(declare(page, published, outlet))


@cache
def shared_pipeline(settings: Settings) -> Pipeline:
    """One pipeline a process for each settings value: loading the models twice would double memory."""
    return Pipeline.build(settings)


def declare(page: Page, published: str | date | None, outlet: str) -> Page:
    """The page with what the caller knows of it, which wins over what the page says of itself."""
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published)
        except ValueError as error:
            raise SettingsError(f"date {published!r}", "a day like 2024-03-01") from error
    return replace(page, published=published or page.published, outlet=outlet or page.outlet)


def component(group: str, name: str) -> Any:
    """The class an entry point of ``detente.<group>`` names: built-ins and guests by the same door.

    Raises:
        SettingsError: there is none of that name.
    """
    found: dict[str, EntryPoint] = {
        point.name: point for point in entry_points(group=f"detente.{group}")
    }
    if name not in found:
        known = ", ".join(sorted(found)) or "none installed"
        raise SettingsError(f"no component {name!r} in detente.{group}", f"one of {known}")
    return found[name].load()


def vectors_made_by(annotator: str) -> str:
    """What makes the vectors a model of a user's own types is trained on: it fits no others."""
    if annotator != "encoder":
        return f"the annotator {annotator}"
    files = manifest()
    return f"encoder {digest(files['encoder.onnx'], files['tokenizer.json'], pair_weights())}"


@cache
def _matrix_threads() -> ThreadpoolController:
    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[object]:
    """Small matrices on one thread: faster than on many, and the same rounding on any machine."""
    limited: AbstractContextManager[object] = _matrix_threads().limit(limits=1, user_api="blas")
    return limited


def _clocked(seconds: dict[str, float], room: str, step: Callable[[], Step]) -> Step:
    began = time.perf_counter()
    result = step()
    seconds[room] = time.perf_counter() - began
    return result


@cache
def _fingerprint(settings: Settings) -> str:
    """Which components and tables made a reading; limits on fetching do not change what is read."""
    chosen, coding = settings.actors, settings.coding
    tables = (
        *(*chosen.actors, *chosen.aliases, *chosen.posts, *chosen.agreements),
        *(*coding.ontology, *coding.types),
    )
    return digest(settings.components, *(digest(table.read_bytes()) for table in tables))
