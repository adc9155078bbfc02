"""What any guest behind a door must keep (over 300 lines: one check for each of seven seams).

Each check calls the guest twice on the same input and raises ``AssertionError`` naming the promise
broken: spans fit and quote the text, ids resolve and are unique, the answer is the same again, the input is
as it was. ``docs/how-to/extend.md`` shows how to run them in a guest's own tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeVar, get_args

import numpy as np

from detente.errors import SourceError
from detente.records import (
    SECTORS,
    Annotation,
    Article,
    Claim,
    Event,
    Kind,
    Page,
    Quotation,
    Span,
    Stance,
    Status,
    SummarySentence,
)
from detente.seams import (
    ActorBase,
    Annotator,
    Attributor,
    Coder,
    Extractor,
    Source,
    Summariser,
)

Answer = TypeVar("Answer")


def check_source(source: Source) -> None:
    """Pages have names and are the same when asked for again."""
    pages = _twice("pages", lambda: tuple(source.pages()))
    for page in pages:
        _hold(isinstance(page, Page), f"pages gave {type(page).__name__}, not a Page")
        _hold(bool(page.name), "a page has no name, so an error could not say which it was")


def check_extractor(extractor: Extractor, pages: Iterable[Page]) -> None:
    """Every page becomes an article or a SourceError; what was declared is kept."""
    for page in pages:
        article = _twice(f"extract({page.name})", _extracted, extractor, page)
        if isinstance(article, str):
            continue
        _hold(bool(article.text.strip()), f"{page.name}: an article without text")
        _hold(bool(article.article_id), f"{page.name}: an article without id")
        known = article.published is not None
        _hold(
            known == (article.published_basis != "unknown"),
            f"{page.name}: published {article.published} with basis {article.published_basis}",
        )
        if page.published:
            _hold(article.published == page.published, f"{page.name}: the declared day is lost")
        if page.article_id:
            _hold(article.article_id == page.article_id, f"{page.name}: the declared id is lost")


def _extracted(extractor: Extractor, page: Page) -> Article | str:
    try:
        return extractor.extract(page)
    except SourceError as error:
        return str(error)


def check_actor_base(
    base: ActorBase,
    names: Iterable[str],
    articles: Iterable[tuple[Article, Annotation]] = (),
    on_day: date | None = None,
) -> None:
    """Candidates come best first with a reason; hits fit; resolving adds facts, moves no span."""
    for name in names:
        found = _twice(f"find({name!r})", base.find, name, on_day, ())
        sure = [item.confidence for item in found]
        _hold(sure == sorted(sure, reverse=True), f"find({name!r}) is not best first: {sure}")
        for item in found:
            _fraction(item.confidence, f"find({name!r})")
            _hold(bool(item.reason), f"find({name!r}) gives {item.actor.name} without a reason")
            _hold(item.sector in SECTORS, f"find({name!r}): sector {item.sector!r} is none of ours")
    for article, annotation in articles:
        hits = _twice("scan", base.scan, article.text)
        reached = 0
        for hit in hits:
            _fits(hit.span, article, "scan")
            _hold(hit.span.start >= reached, f"scan: {hit.span} overlaps or is out of order")
            reached = hit.span.stop
        before = _plain(annotation)
        resolved = _twice(
            "resolve",
            base.resolve,
            article,
            annotation,
        )
        _hold(_plain(annotation) == before, "resolve edited the annotation it was given")
        _hold(
            [(item.mention_id, item.span) for item in resolved.mentions]
            == [(item.mention_id, item.span) for item in annotation.mentions],
            "resolve moved, added or dropped a mention",
        )
        _annotation(article, resolved, "resolve")


def check_annotator(annotator: Annotator, actors: ActorBase, articles: Sequence[Article]) -> None:
    """Sentences and mentions fit, in order; one article's answer owes nothing to another's."""
    alone = {}
    for article in articles:
        alone[article.article_id] = _twice(
            f"annotate({article.article_id})",
            annotator.annotate,
            article,
            actors,
        )
        _annotation(article, alone[article.article_id], "annotate")
    for article in reversed(articles):
        again = annotator.annotate(article, actors)
        _hold(
            _plain(again) == _plain(alone[article.article_id]),
            f"annotate({article.article_id}) answers otherwise after other articles",
        )


def check_attributor(
    attributor: Attributor, actors: ActorBase, read: Iterable[tuple[Article, Annotation]]
) -> None:
    """Claims fit; speakers, relays and addressees are mentions; nesting is a tree."""
    for article, annotation in read:
        before = _plain(annotation)
        added, claims = _twice(
            "attribute",
            attributor.attribute,
            article,
            annotation,
            actors,
        )
        _hold(_plain(annotation) == before, "attribute edited the annotation it was given")
        kept = {item.mention_id for item in annotation.mentions}
        _hold(kept <= {item.mention_id for item in added.mentions}, "attribute dropped a mention")
        _annotation(article, added, "attribute")
        _claims(article, added, claims)


def check_coder(
    coder: Coder,
    actors: ActorBase,
    read: Iterable[tuple[Article, Annotation, Sequence[Claim]]],
) -> None:
    """Events fit; parties are mentions, claims are claims; days are in order."""
    for article, annotation, claims in read:
        before = (_plain(annotation), _plain(claims))
        events = _twice(
            "code",
            coder.code,
            article,
            annotation,
            claims,
            actors,
        )
        _hold((_plain(annotation), _plain(claims)) == before, "code edited what it was given")
        _events(article, annotation, claims, events)


def check_summariser(
    summariser: Summariser,
    read: Iterable[tuple[Article, Annotation, Sequence[Claim], Sequence[Event]]],
) -> None:
    """At most four sentences, verbatim, in reading order; no claim is shown without a speaker."""
    for article, annotation, claims, events in read:
        before = (_plain(annotation), _plain(claims), _plain(events))
        summary = _twice(
            "summarise",
            summariser.summarise,
            article,
            annotation,
            claims,
            events,
        )
        after = (_plain(annotation), _plain(claims), _plain(events))
        _hold(after == before, "summarise edited what it was given")
        _hold(len(summary.sentences) <= 4, f"a summary of {len(summary.sentences)} sentences")
        reached = 0
        for sentence in summary.sentences:
            _fits(sentence.span, article, "summary")
            _hold(sentence.span.start >= reached, "summary sentences overlap or are out of order")
            reached = sentence.span.stop
            quoted = sentence.span.quote(article.text)
            _hold(sentence.text == quoted, f"summary sentence {sentence.text!r} is not verbatim")
            _spoken(sentence, annotation, claims)
            _known(sentence.claim_ids, [item.claim_id for item in claims], "summary: claim")
            _known(sentence.event_ids, [item.event_id for item in events], "summary: event")


def _spoken(sentence: SummarySentence, annotation: Annotation, claims: Sequence[Claim]) -> None:
    if sentence.speaker:
        return
    spans = {item.mention_id: item.span for item in annotation.mentions}
    for claim in claims:
        if any(sentence.span.overlaps(part) for part in claim.content):
            named = spans.get(claim.speaker) if claim.speaker else claim.cue
            shown = named is not None and sentence.span.contains(named)
            _hold(
                shown, f"summary sentence {sentence.text!r} hides who says claim {claim.claim_id}"
            )


def _annotation(article: Article, annotation: Annotation, who: str) -> None:
    _hold(annotation.article_id == article.article_id, f"{who}: another article's id")
    reached = 0
    for sentence in annotation.sentences:
        _fits(sentence, article, f"{who}: sentence")
        _hold(sentence.start >= reached, f"{who}: sentence {sentence} overlaps or is out of order")
        reached = sentence.stop
    _unique([item.mention_id for item in annotation.mentions], f"{who}: mention")
    for mention in annotation.mentions:
        _fits(mention.span, article, f"{who}: mention")
        _hold(mention.span.contains(mention.head), f"{who}: head outside of {mention.span}")
        _hold(mention.kind in get_args(Kind), f"{who}: kind {mention.kind!r} is none of ours")
        _hold(mention.sector in SECTORS, f"{who}: sector {mention.sector!r} is none of ours")
        _hold(bool(mention.chain), f"{who}: mention {mention.mention_id} is in no chain")
        _fraction(mention.confidence, f"{who}: mention")


def _claims(article: Article, annotation: Annotation, claims: Sequence[Claim]) -> None:
    mentions = [item.mention_id for item in annotation.mentions]
    _unique([item.claim_id for item in claims], "attribute: claim")
    parents = {item.claim_id: item.within for item in claims}
    for claim in claims:
        who = f"claim {claim.claim_id}"
        _hold(claim.article_id == article.article_id, f"{who}: another article's id")
        _hold(bool(claim.content), f"{who} has no content")
        for span in (*claim.content, *([] if claim.cue is None else [claim.cue])):
            _fits(span, article, who)
        named = [item for item in (claim.speaker, claim.addressee, *claim.relays) if item]
        _known(named, mentions, f"{who}: mention")
        _known([claim.within] if claim.within else [], list(parents), f"{who}: within")
        _hold(claim.stance in get_args(Stance), f"{who}: stance {claim.stance!r}")
        _hold(claim.quotation in get_args(Quotation), f"{who}: quotation {claim.quotation!r}")
        _fraction(claim.confidence, who)
        seen, above = {claim.claim_id}, claim.within
        while above is not None:
            _hold(above not in seen, f"{who} lies within itself")
            seen, above = seen | {above}, parents[above]


def _events(
    article: Article, annotation: Annotation, claims: Sequence[Claim], events: Sequence[Event]
) -> None:
    mentions = [item.mention_id for item in annotation.mentions]
    _unique([item.event_id for item in events], "code: event")
    for event in events:
        who = f"event {event.event_id}"
        _hold(event.article_id == article.article_id, f"{who}: another article's id")
        _hold(bool(event.evidence), f"{who} has no evidence")
        for span in (event.trigger, *event.evidence):
            _fits(span, article, who)
        parties = [party for party in (event.initiator, event.recipient) if party]
        _hold(bool(parties), f"{who} has neither initiator nor recipient")
        _known([item.mention for item in parties if item.mention], mentions, f"{who}: mention")
        _known([event.claim_id] if event.claim_id else [], [c.claim_id for c in claims], who)
        _hold(event.status in get_args(Status), f"{who}: status {event.status!r}")
        _hold(-10 <= event.intensity <= 10, f"{who}: intensity {event.intensity} not in -10..10")
        _fraction(event.confidence, who)
        if event.first_day and event.last_day:
            _hold(event.first_day <= event.last_day, f"{who} ends before it begins")
        if event.day_basis == "unknown":
            _hold(event.first_day is None, f"{who} has a day on an unknown basis")


def _twice(what: str, call: Callable[..., Answer], *given: object) -> Answer:
    first, second = call(*given), call(*given)
    _hold(_plain(first) == _plain(second), f"{what} gave another answer the second time")
    return first


def _plain(value: object) -> object:
    """``value`` as something that compares by content: arrays as bytes, records as their fields."""
    if isinstance(value, np.ndarray):
        return (value.shape, value.dtype.str, value.tobytes())
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value), *(_plain(getattr(value, item.name)) for item in fields(value)))
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    return value


def _hold(kept: bool, broken: str) -> None:
    if not kept:
        raise AssertionError(broken)


def _fits(span: Span, article: Article, who: str) -> None:
    _hold(
        0 <= span.start < span.stop <= len(article.text),
        f"{who}: {span} does not fit a text of {len(article.text)} characters",
    )


def _fraction(value: float, who: str) -> None:
    _hold(0.0 <= value <= 1.0, f"{who}: confidence {value} is not in 0..1")


def _unique(ids: Sequence[str], who: str) -> None:
    _hold(len(set(ids)) == len(ids), f"{who} ids are not unique: {ids}")


def _known(ids: Iterable[str], known: Sequence[str], who: str) -> None:
    for item in ids:
        _hold(item in known, f"{who} {item!r} does not exist")
