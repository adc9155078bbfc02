"""A reading as JSON and back, a superset of gold (over 300 lines: both ways side by side).

The gold format is ``docs/reference/reading.md`` section 7: our objects hold every key of it, with
the same meaning and the same offsets, and some keys more. Keys come in one fixed order: the same
reading gives the same bytes. What does not travel: the words of the annotation with their vectors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from detente.errors import DataError
from detente.notebook import reading_to_notebook
from detente.records import (
    Annotation,
    Article,
    Claim,
    DateBracket,
    Event,
    Furniture,
    MadeBy,
    Mention,
    Party,
    Reading,
    Rejection,
    Span,
    Subtype,
    Summary,
    SummarySentence,
    Voice,
    Words,
)
from detente.tables import reading_to_frames

__all__ = [
    "dumps",
    "no_words",
    "reading_from_json",
    "reading_to_frames",
    "reading_to_json",
    "reading_to_notebook",
]

#: Width of the encoder's vectors, see ``records.Words.states``.
STATE_WIDTH = 384


# ── Reading -> JSON ──────────────────────────────────────────────────────────────────────────────


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Plain values that ``json.dumps`` takes as they are.

    Days are ISO 8601 strings, spans are ``[start, stop]``, what is unknown is None where the gold
    format has null (never an empty string).
    """
    article = reading.article
    return {
        "article_id": article.article_id,
        "source": article.outlet,
        "title": article.title,
        "published": _day(article.published),
        "text": article.text,
        "mentions": [_mention(mention) for mention in reading.annotation.mentions],
        "claims": [_claim(claim) for claim in reading.claims],
        "events": [_event(event) for event in reading.events],
        "language": article.language,
        "url": article.url,
        "byline": article.byline,
        "published_basis": article.published_basis,
        "bracket": _bracket(reading.bracket),
        "previous_title": article.previous_title,
        "next_title": article.next_title,
        "copy_of": article.copy_of,
        "sentences": [_span(span) for span in reading.annotation.sentences],
        "summary": [_summary_sentence(sentence) for sentence in reading.summary.sentences],
        "voices": [_voice(voice) for voice in reading.voices],
        "sides": [_voice(voice) for voice in reading.sides],
        "furniture": [{"text": item.text, "reason": item.reason} for item in article.furniture],
        "rejections": [
            {"record": item.record_id, "stage": item.stage, "reason": item.reason}
            for item in reading.rejections
        ],
        "made_by": [
            {"component": item.component, "version": item.version, "settings": item.settings}
            for item in reading.made_by
        ],
    }


def dumps(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """JSON text of ``value``, with letters as they are unless ``ascii_only``.

    A lone surrogate, which damaged pages do hold, has no UTF-8 form; a text with one is written
    with escapes throughout.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span) -> list[int]:
    return [span.start, span.stop]


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.mention_id,
        "start": mention.span.start,
        "stop": mention.span.stop,
        "kind": mention.kind,
        "country": mention.country or None,
        "sector": mention.sector,
        "person": mention.person or None,
        "head": _span(mention.head),
        "chain": mention.chain,
        "actor": mention.actor_id or None,
        "role": mention.role or None,
        "confidence": mention.confidence,
        "reason": mention.reason or None,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.claim_id,
        "speaker": claim.speaker,
        "relays": list(claim.relays),
        "cue": _span(claim.cue) if claim.cue else None,
        "content": [_span(span) for span in claim.content],
        "quotation": claim.quotation,
        "stance": claim.stance,
        "within": claim.within,
        "addressee": claim.addressee,
        "confidence": claim.confidence,
    }


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return {
        "mention": party.mention,
        "country": party.country or None,
        "sector": party.sector,
        "actor": party.actor_id or None,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "claim": event.claim_id,
        "type": event.type,
        "status": event.status,
        "initiator": _party(event.initiator),
        "recipient": _party(event.recipient),
        "first_day": _day(event.first_day),
        "last_day": _day(event.last_day),
        "basis": event.day_basis,
        "about": [item.lower() for item in event.about],
        "trigger": _span(event.trigger),
        "evidence": [_span(span) for span in event.evidence],
        "ontology": event.ontology,
        "mode": event.mode or None,
        "contexts": list(event.contexts),
        "place": event.place,
        "intensity": event.intensity,
        "confidence": event.confidence,
        "subtypes": [
            {
                "name": item.name,
                "ontology": item.ontology,
                "confidence": item.confidence,
                "why": item.why,
            }
            for item in event.subtypes
        ],
    }


def _bracket(bracket: DateBracket | None) -> dict[str, Any] | None:
    if bracket is None:
        return None
    return {
        "not_before": _day(bracket.not_before),
        "not_after": _day(bracket.not_after),
        "reasons": list(bracket.reasons),
    }


def _summary_sentence(sentence: SummarySentence) -> dict[str, Any]:
    return {
        "start": sentence.span.start,
        "stop": sentence.span.stop,
        "text": sentence.text,
        "speaker": sentence.speaker or None,
        "events": list(sentence.event_ids),
        "claims": list(sentence.claim_ids),
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "name": voice.name,
        "country": voice.country or None,
        "share": voice.share,
        "claims": list(voice.claim_ids),
        "relays": list(voice.relays),
        "state_media": voice.state_media,
    }


# ── JSON -> Reading ──────────────────────────────────────────────────────────────────────────────


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that ``reading_to_json`` wrote, without the words of its annotation.

    A bare gold object is taken too; what it lacks stays at its default.

    Raises:
        DataError: a key of the gold format is missing or of the wrong kind.
    """
    try:
        return _reading(value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        name = value.get("article_id", "?") if isinstance(value, Mapping) else "?"
        raise DataError(
            f"reading {name!r} cannot be rebuilt: {type(error).__name__}: {error}",
            "an object in the gold format, as detente read --json writes it",
            "see docs/reference/reading.md, section 7",
        ) from error


def _reading(value: Mapping[str, Any]) -> Reading:
    article_id = value["article_id"]
    published = _to_day(value["published"])
    article = Article(
        article_id=article_id,
        text=value["text"],
        title=value["title"],
        outlet=value["source"] or "",
        published=published,
        published_basis=value.get("published_basis", "given" if published else "unknown"),
        furniture=tuple(Furniture(**item) for item in value.get("furniture", ())),
        **{
            key: value[key]
            for key in ("language", "url", "byline", "previous_title", "next_title", "copy_of")
            if key in value
        },
    )
    annotation = Annotation(
        article_id=article_id,
        sentences=_to_spans(value.get("sentences", ())),
        mentions=tuple(_to_mention(item) for item in value["mentions"]),
        words=no_words(),
    )
    bracket = value.get("bracket")
    return Reading(
        article=article,
        annotation=annotation,
        claims=tuple(_to_claim(item, article_id) for item in value["claims"]),
        events=tuple(_to_event(item, article_id) for item in value["events"]),
        summary=Summary(tuple(_to_summary_sentence(item) for item in value.get("summary", ()))),
        voices=tuple(_to_voice(item) for item in value.get("voices", ())),
        sides=tuple(_to_voice(item) for item in value.get("sides", ())),
        bracket=DateBracket(
            _to_day(bracket["not_before"]),
            _to_day(bracket["not_after"]),
            tuple(bracket["reasons"]),
        )
        if bracket
        else None,
        rejections=tuple(
            Rejection(item["record"], item["stage"], item["reason"])
            for item in value.get("rejections", ())
        ),
        made_by=tuple(MadeBy(**item) for item in value.get("made_by", ())),
    )


def no_words() -> Words:
    """A ``Words`` without a word, for readings that come from a file."""
    empty = np.zeros((0, STATE_WIDTH), dtype=np.float32)
    return Words((), (), (), (), (), (), (), (), empty)


def _to_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_span(pair: Sequence[int]) -> Span:
    start, stop = pair
    return Span(int(start), int(stop))


def _to_spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(_to_span(pair) for pair in pairs)


def _to_mention(item: Mapping[str, Any]) -> Mention:
    span = Span(item["start"], item["stop"])
    return Mention(
        mention_id=item["id"],
        span=span,
        kind=item["kind"],
        chain=item.get("chain", item["id"]),
        head=_to_span(item["head"]) if item.get("head") else span,
        actor_id=item.get("actor") or "",
        person=item["person"] or "",
        country=item["country"] or "",
        sector=item["sector"] or "UNK",
        role=item.get("role") or "",
        confidence=item.get("confidence", 1.0),
        reason=item.get("reason") or "",
    )


def _to_claim(item: Mapping[str, Any], article_id: str) -> Claim:
    return Claim(
        claim_id=item["id"],
        article_id=article_id,
        speaker=item["speaker"],
        relays=tuple(item["relays"]),
        addressee=item.get("addressee"),
        cue=_to_span(item["cue"]) if item["cue"] else None,
        content=_to_spans(item["content"]),
        quotation=item["quotation"],
        stance=item["stance"],
        within=item["within"],
        confidence=item.get("confidence", 1.0),
    )


def _to_party(item: Mapping[str, Any] | None) -> Party | None:
    if item is None:
        return None
    return Party(
        item["mention"], item.get("actor") or "", item["country"] or "", item["sector"] or "UNK"
    )


def _to_event(item: Mapping[str, Any], article_id: str) -> Event:
    return Event(
        event_id=item["id"],
        article_id=article_id,
        claim_id=item["claim"],
        ontology=item.get("ontology", "PLOVER"),
        type=item["type"],
        mode=item.get("mode") or "",
        contexts=tuple(item.get("contexts", ())),
        initiator=_to_party(item["initiator"]),
        recipient=_to_party(item["recipient"]),
        status=item["status"],
        first_day=_to_day(item["first_day"]),
        last_day=_to_day(item["last_day"]),
        day_basis=item["basis"],
        place=item.get("place"),
        about=tuple(item["about"]),
        trigger=_to_span(item["trigger"]),
        evidence=_to_spans(item["evidence"]),
        intensity=item.get("intensity", 0.0),
        confidence=item.get("confidence", 1.0),
        subtypes=tuple(Subtype(**own) for own in item.get("subtypes", ())),
    )


def _to_summary_sentence(item: Mapping[str, Any]) -> SummarySentence:
    return SummarySentence(
        Span(item["start"], item["stop"]),
        item["text"],
        item["speaker"] or "",
        tuple(item["events"]),
        tuple(item["claims"]),
    )


def _to_voice(item: Mapping[str, Any]) -> Voice:
    return Voice(
        item["name"],
        item["country"] or "",
        item["share"],
        tuple(item["claims"]),
        tuple(item["relays"]),
        item["state_media"],
    )
