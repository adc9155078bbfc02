"""Answers of the whole chain to the questions an evaluation set asks.

The only module here that touches the pipeline. Scoring lives in the modules of the sets and takes
plain answers, so a guest, a peer or a hand-made case is scored by the same code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from detente.errors import SourceError
from detente.measuring.polnear import Attribution
from detente.measuring.werner import STATEMENT, Triple, cameo_root
from detente.reading.draft import Draft
from detente.records import Annotation, Article, Claim, Event, Page, Reading, Span

if TYPE_CHECKING:
    from detente.coding.triples import CameoTriple

#: Reads one page or raises a SourceError.
Read = Callable[[Page], Reading]
#: Says which PLOVER type a source does to a target in a sentence; "" for none.
Classify = Callable[[str, Span | None, Span | None], str]


class SurfaceAttribution(Protocol):
    """An attribution as the text words it: a pronoun stays a pronoun."""

    @property
    def source(self) -> tuple[Span, ...]:
        """The words of who says it; may be empty."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """The words of the saying."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The words of what is said."""


Surface = Callable[[Article, Annotation], Sequence[SurfaceAttribution]]


def clean_page(name: str, text: str, published: date | None = None, title: str = "") -> Page:
    """A page whose text is taken as it stands, so that offsets agree with gold."""
    return Page(
        name=name, content=text, article_id=name, title=title, published=published, clean=True
    )


def day_of(text: str) -> date | None:
    """The day of an ISO date at the start of ``text``, or None."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", text)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def gold_readings(rows: Iterable[dict[str, Any]], read: Read) -> tuple[list[dict[str, Any]], int]:
    """A reading in the gold format for each gold row, and how many reports were refused.

    A refused report stands as an empty reading, so that all its gold counts as missed.
    """
    answers, refused = [], 0
    for row in rows:
        page = clean_page(
            str(row["article_id"]),
            row["text"],
            day_of(str(row.get("published") or "")),
            str(row.get("title") or ""),
        )
        try:
            answer = read(page).to_json()
        except SourceError:
            answer, refused = {"mentions": [], "claims": [], "events": []}, refused + 1
        answers.append(answer | {"article_id": row["article_id"]})
    return answers, refused


def attributions(text: str, name: str, read: Read, surface: Surface | None) -> list[Attribution]:
    """Attributions of a document: as the text words them, or its claims without ``surface``."""
    try:
        reading = read(clean_page(name, text))
    except SourceError:
        return []
    if surface is None:
        return [claim_as_attribution(reading, claim) for claim in reading.claims]
    found = surface(reading.article, reading.annotation)
    return [Attribution(tuple(a.source), tuple(a.cue), tuple(a.content)) for a in found]


def claim_as_attribution(reading: Reading, claim: Claim) -> Attribution:
    """A claim with its speaker's own mention as source."""
    speaker = (reading.annotation.mention(claim.speaker).span,) if claim.speaker else ()
    return Attribution(speaker, (claim.cue,) if claim.cue else (), claim.content)


def worded(found: Iterable[CameoTriple], text: str) -> list[Triple]:
    """Triples that our own coder read in ``text``, by the words of their parties."""
    return [Triple(t.initiator.quote(text), t.recipient.quote(text), t.root) for t in found]


def triples(reading: Reading, *, statements: bool = True) -> list[Triple]:
    """Who does what to whom in a sentence, as CAMEO triples.

    With ``statements``, a claim whose cue triggers no event is a CAMEO statement: its speaker, to
    its addressee or, failing that, to each mention of an actor in its content.
    """
    text = reading.article.text
    words = {
        mention.mention_id: mention.span.quote(text) for mention in reading.annotation.mentions
    }

    found = []
    for event in reading.events:
        initiator, recipient = (
            words.get(party.mention or "", "") if party else ""
            for party in (event.initiator, event.recipient)
        )
        root = cameo_root(event.type, event.mode)
        if initiator and recipient and root:
            found.append(Triple(initiator, recipient, root))
    if statements:
        for claim in reading.claims:
            found.extend(_statement(reading, claim, words))
    return list(dict.fromkeys(found))


def _statement(reading: Reading, claim: Claim, words: dict[str, str]) -> Iterable[Triple]:
    cue = claim.cue
    if cue is None or any(cue.overlaps(event.trigger) for event in reading.events):
        return
    speaker = words.get(claim.speaker or "", "")
    if not speaker:
        return
    if claim.addressee:
        yield Triple(speaker, words.get(claim.addressee, ""), STATEMENT)
        return
    for mention in reading.annotation.mentions:
        spoken_of = any(span.contains(mention.span) for span in claim.content)
        if spoken_of and words[mention.mention_id] != speaker:
            yield Triple(speaker, words[mention.mention_id], STATEMENT)


def type_among_events(read: Read, sentence: str, source: Span | None, target: Span | None) -> str:
    """The type of the event whose parties share most words with a pair, else of the first event.

    The protocol by which dictionary coders have been scored on PLV. "" where nothing is found.
    """
    try:
        reading = read(clean_page("pair", sentence))
    except SourceError:
        return ""
    spans = {mention.mention_id: mention.span for mention in reading.annotation.mentions}

    def shared(event: Event) -> int:
        total = 0
        for party, wanted in ((event.initiator, source), (event.recipient, target)):
            span = spans.get(party.mention or "") if party else None
            if span and wanted and span.overlaps(wanted):
                total += min(span.stop, wanted.stop) - max(span.start, wanted.start)
        return total

    return max(reading.events, key=shared).type if reading.events else ""


def sentence_triples(text: str, name: str, read: Read) -> list[Triple]:
    """The triples of one sentence; none where it is refused."""
    try:
        return triples(read(clean_page(name, text)))
    except SourceError:
        return []


def body(content: bytes, name: str, url: str, draft: Callable[[Page], Draft]) -> str | SourceError:
    """The body our extractor finds in a web page of any language, or why it finds none."""
    page = Page(name=name, content=content, media_type="text/html", url=url)
    try:
        found = draft(page)
    except SourceError as error:
        return error
    headed = bool(found.title) and found.paragraphs[:1] == (found.title,)
    return "\n\n".join(found.paragraphs[headed:])


def summary(text: str, name: str, read: Read) -> tuple[str, ...]:
    """The sentences of our summary; none where the document is refused."""
    try:
        return tuple(s.text for s in read(clean_page(name, text)).summary.sentences)
    except SourceError:
        return ()
