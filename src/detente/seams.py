"""The doors: what a user may bring instead of ours. One or two methods each.

A guest enters by the same entry-point groups as the built-ins (``detente.annotators``,
``detente.actor_bases``, ``detente.attributors``, ``detente.coders``, ``detente.summarisers``) and is held to the
conformance suite in ``detente.testing``: spans fit, mentions quote the text, nothing is edited, the
same input gives the same output.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Protocol, runtime_checkable

from detente.records import (
    Actor,
    Annotation,
    Article,
    Candidate,
    Claim,
    Event,
    Hit,
    Page,
    Post,
    Summary,
)

LENT: Final = "is what the report is about"
"""Stands in a mention's reason where the mention's own words tell no country and a base lent it the report's.

The coder trusts such a country less. A base that never says so is believed throughout.
"""


@runtime_checkable
class Source(Protocol):
    """Somewhere pages come from: a file, a folder, an address, standard input."""

    def pages(self) -> Iterable[Page]:
        """Yield pages one by one; raise a ``SourceError`` for one that cannot be had."""
        ...


@runtime_checkable
class Extractor(Protocol):
    """Turns a page into a report."""

    def extract(self, page: Page) -> Article:
        """The report in ``page``, or a ``SourceError`` that says why there is none."""
        ...


@runtime_checkable
class ActorBase(Protocol):
    """Knows who is who, on a day."""

    def find(
        self, name: str, on_day: date | None = None, context: Sequence[str] = ()
    ) -> tuple[Candidate, ...]:
        """Candidates for ``name`` as of ``on_day``, best first; empty when honestly unknown.

        ``context`` holds country codes seen near the name, most frequent first.
        """
        ...

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every alias found in ``text``, longest first at each place, not overlapping, in order."""
        ...

    def resolve(self, article: Article, annotation: Annotation) -> Annotation:
        """The annotation with actor, person, country and sector filled in, as of the article's day.

        The reason of a mention that was lent the report's own country says :data:`LENT`.
        """
        ...

    def actor(self, actor_id: str) -> Actor | None:
        """The row of that id, None if there is none."""
        ...

    def posts(self, actor_id: str) -> tuple[Post, ...]:
        """The offices an actor held, oldest first; empty if none is known."""
        ...


@runtime_checkable
class Annotator(Protocol):
    """Finds sentences, words and mentions."""

    def annotate(self, article: Article, actors: ActorBase) -> Annotation:
        """Annotate one article. The answer depends on that article alone."""
        ...


@runtime_checkable
class Attributor(Protocol):
    """Finds who says what."""

    def attribute(
        self, article: Article, annotation: Annotation, actors: ActorBase
    ) -> tuple[Annotation, tuple[Claim, ...]]:
        """The claims, in order of their content, and the annotation with any mention they needed added."""
        ...


@runtime_checkable
class Coder(Protocol):
    """Finds who did what to whom."""

    def code(
        self, article: Article, annotation: Annotation, claims: Sequence[Claim], actors: ActorBase
    ) -> tuple[Event, ...]:
        """The events, in order of their trigger."""
        ...


@runtime_checkable
class Summariser(Protocol):
    """Chooses the sentences a reader with no time must see."""

    def summarise(
        self,
        article: Article,
        annotation: Annotation,
        claims: Sequence[Claim],
        events: Sequence[Event],
    ) -> Summary:
        """Two to four verbatim sentences in reading order, each with its span."""
        ...
