"""A fake for each seam: the least that keeps its promises, with answers easy to foresee."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from detente.errors import SourceEmpty
from detente.records import (
    Actor,
    Annotation,
    Article,
    Candidate,
    Claim,
    Event,
    Hit,
    Mention,
    Page,
    Party,
    Post,
    Span,
    Summary,
    SummarySentence,
    digest,
)
from detente.seams import ActorBase
from detente.testing.drafting import Draft
from detente.wire import no_words

#: The countries the fake actor base knows unless told otherwise.
COUNTRIES = {"Norway": "NOR", "Iceland": "ISL", "Japan": "JPN", "Russia": "RUS"}


@dataclass(frozen=True)
class FakeSource:
    """Yields the pages it was given."""

    given: Sequence[Page] = ()

    def pages(self) -> Iterable[Page]:
        """The pages, in order."""
        return iter(self.given)


@dataclass(frozen=True)
class FakeExtractor:
    """Takes the page as plain text: first line the title, the rest the body."""

    def extract(self, page: Page) -> Article:
        """The article; SourceEmpty when the page holds only space."""
        content = page.content
        text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            raise SourceEmpty(f"{page.name} is empty", "a report", "give a file with text in it")
        return Article(
            article_id=page.article_id or digest(*lines),
            text="\n\n".join(lines),
            title=lines[0] if len(lines) > 1 else "",
            outlet=page.outlet,
            published=page.published,
            published_basis="given" if page.published else "unknown",
        )


@dataclass(frozen=True)
class FakeActorBase:
    """Knows country names, each standing for its government, on any day."""

    countries: Mapping[str, str] = field(default_factory=lambda: dict(COUNTRIES))

    def find(
        self,
        name: str,
        on_day: date | None = None,  # noqa: ARG002 - the seam hands it over
        context: Sequence[str] = (),  # noqa: ARG002
    ) -> tuple[Candidate, ...]:
        """The country of exactly that name, or nothing."""
        code = self.countries.get(name)
        if code is None:
            return ()
        actor = Actor(code, name, "country", code, "GOV")
        return (Candidate(actor, code, "GOV", 1.0, "the name of a country"),)

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every country name in ``text``."""
        names = sorted(self.countries, key=lambda name: (-len(name), name))
        if not names:
            return ()
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        return tuple(
            Hit(Span(*found.span()), "country", (self.countries[found[0]],))
            for found in pattern.finditer(text)
        )

    def resolve(self, article: Article, annotation: Annotation) -> Annotation:
        """Country and sector of each mention whose head is a country's name."""
        mentions = []
        for mention in annotation.mentions:
            code = self.countries.get(mention.head.quote(article.text))
            mentions.append(
                replace(
                    mention,
                    actor_id=code,
                    country=code,
                    sector="GOV",
                    confidence=1.0,
                    reason="the name of a country",
                )
                if code
                else mention
            )
        return replace(annotation, mentions=tuple(mentions))

    def actor(self, actor_id: str) -> Actor | None:
        """The country of that code, if it is one of ours."""
        names = {code: name for name, code in self.countries.items()}
        name = names.get(actor_id)
        return Actor(actor_id, name, "country", actor_id, "GOV") if name else None

    def posts(self, actor_id: str) -> tuple[Post, ...]:  # noqa: ARG002
        """Countries hold no office."""
        return ()


@dataclass(frozen=True)
class FakeAnnotator:
    """Sentences by full stops; a mention for each alias the actor base finds."""

    def annotate(self, article: Article, actors: ActorBase) -> Annotation:
        """The annotation, without words."""
        hits = actors.scan(article.text)
        mentions = tuple(
            Mention(
                mention_id=digest(article.article_id, hit.span.start),
                span=hit.span,
                kind=hit.kind,
                chain=hit.span.quote(article.text),
                head=hit.span,
            )
            for hit in hits
        )
        return Annotation(article.article_id, Draft(article.text).sentences(), mentions, no_words())


@dataclass(frozen=True)
class FakeAttributor:
    """Gives whatever stands in double quotation marks to the first mention of its sentence."""

    def attribute(
        self,
        article: Article,
        annotation: Annotation,
        actors: ActorBase,  # noqa: ARG002 - the seam hands it over
    ) -> tuple[Annotation, tuple[Claim, ...]]:
        """The annotation as it was, and the claims."""
        claims = []
        for found in re.finditer(r"[“\"]([^“”\"\n]+)[”\"]", article.text):
            content = Span(*found.span(1))
            sentence = next((item for item in annotation.sentences if item.overlaps(content)), None)
            speaker = next(
                (
                    mention.mention_id
                    for mention in annotation.mentions
                    if sentence is not None and sentence.contains(mention.span)
                ),
                None,
            )
            claims.append(
                Claim(
                    claim_id=digest(article.article_id, "claim", content.start),
                    article_id=article.article_id,
                    speaker=speaker,
                    relays=(),
                    addressee=None,
                    cue=None,
                    content=(content,),
                    quotation="direct",
                    stance="asserted",
                    within=None,
                    confidence=1.0,
                )
            )
        return annotation, tuple(claims)


@dataclass(frozen=True)
class FakeCoder:
    """Codes CONSULT between the two mentions on either side of the word "met"."""

    def code(
        self,
        article: Article,
        annotation: Annotation,
        claims: Sequence[Claim],  # noqa: ARG002 - the seam hands it over
        actors: ActorBase,  # noqa: ARG002
    ) -> tuple[Event, ...]:
        """The events, in order of their trigger."""
        events = []
        for found in re.finditer(r"\bmet\b", article.text):
            before = [item for item in annotation.mentions if item.span.stop <= found.start()]
            after = [item for item in annotation.mentions if item.span.start >= found.end()]
            if before and after:
                events.append(_meeting(article, Span(*found.span()), before[-1], after[0]))
        return tuple(events)


def _meeting(article: Article, trigger: Span, host: Mention, guest: Mention) -> Event:
    return Event(
        event_id=digest(article.article_id, "event", trigger.start),
        article_id=article.article_id,
        claim_id=None,
        ontology="PLOVER",
        type="CONSULT",
        mode="",
        contexts=(),
        initiator=Party(host.mention_id, host.actor_id, host.country, host.sector),
        recipient=Party(guest.mention_id, guest.actor_id, guest.country, guest.sector),
        status="happened",
        first_day=article.published,
        last_day=article.published,
        day_basis="article" if article.published else "unknown",
        place=None,
        about=(),
        trigger=trigger,
        evidence=(Span(host.span.start, guest.span.stop),),
        intensity=1.0,
        confidence=1.0,
    )


@dataclass(frozen=True)
class FakeSummariser:
    """The first sentences of the body that hold nobody's words."""

    sentences: int = 2

    def summarise(
        self,
        article: Article,
        annotation: Annotation,
        claims: Sequence[Claim],
        events: Sequence[Event],  # noqa: ARG002 - the seam hands it over
    ) -> Summary:
        """A lead summary."""
        body = [
            span
            for span in annotation.sentences
            if span.start >= article.body_start
            and not any(span.overlaps(part) for claim in claims for part in claim.content)
        ]
        chosen = body[: self.sentences]
        return Summary(tuple(SummarySentence(span, span.quote(article.text)) for span in chosen))
