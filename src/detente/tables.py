"""A reading as tables: pandas where it is installed, else polars."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.errors import InstallError
from detente.records import Reading, Span
from detente.telling import Names


def reading_to_frames(reading: Reading) -> dict[str, Any]:
    """Tables ``mentions``, ``claims``, ``events`` and ``voices``, one row a record.

    Days are dates, words stand beside their offsets, lists are joined by ``"; "`` so that a table
    goes to CSV and back. Every table has its columns even when it has no row.

    Raises:
        InstallError: neither pandas nor polars is installed.
    """
    columns = {
        "mentions": _mention_columns(reading),
        "claims": _claim_columns(reading),
        "events": _event_columns(reading),
        "voices": _voice_columns(reading),
    }
    for name in ("pandas", "polars"):
        try:
            library = importlib.import_module(name)
        except ImportError:
            continue
        return {table: library.DataFrame(values) for table, values in columns.items()}
    raise InstallError(
        "neither pandas nor polars is installed",
        "one of them, for tables",
        "run: pip install 'detente[frames]'",
    )


def _quotes(spans: Iterable[Span], text: str) -> str:
    return " … ".join(span.quote(text) for span in spans)


def _columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}


def _mention_columns(reading: Reading) -> dict[str, list[Any]]:
    text = reading.article.text
    names = (
        "article_id", "mention_id", "words", "kind", "chain", "actor_id", "person", "country",
        "sector", "role", "confidence", "start", "stop",
    )  # fmt: skip
    rows = [
        {
            **{name: getattr(item, name) for name in names[3:11]},
            "article_id": reading.article.article_id,
            "mention_id": item.mention_id,
            "words": item.span.quote(text),
            "start": item.span.start,
            "stop": item.span.stop,
        }
        for item in reading.annotation.mentions
    ]
    return _columns(rows, names)


def _claim_columns(reading: Reading) -> dict[str, list[Any]]:
    text = reading.article.text
    mentions = {item.mention_id: item for item in reading.annotation.mentions}
    tell = Names(reading)
    names = (
        "article_id", "claim_id", "speaker", "speaker_country", "speaker_sector", "relays",
        "addressee", "cue", "words", "quotation", "stance", "within", "confidence", "start", "stop",
    )  # fmt: skip
    rows = []
    for item in reading.claims:
        speaker = mentions.get(item.speaker or "")
        rows.append(
            {
                "article_id": item.article_id,
                "claim_id": item.claim_id,
                "speaker": tell.mention(item.speaker) if speaker else None,
                "speaker_country": speaker.country if speaker else "",
                "speaker_sector": speaker.sector if speaker else "UNK",
                "relays": "; ".join(tell.mention(relay) for relay in item.relays),
                "addressee": tell.mention(item.addressee) if item.addressee else None,
                "cue": item.cue.quote(text) if item.cue else None,
                "words": _quotes(item.content, text),
                "quotation": item.quotation,
                "stance": item.stance,
                "within": item.within,
                "confidence": item.confidence,
                "start": min((span.start for span in item.content), default=None),
                "stop": max((span.stop for span in item.content), default=None),
            }
        )
    return _columns(rows, names)


def _event_columns(reading: Reading) -> dict[str, list[Any]]:
    text = reading.article.text
    rows = []
    for item in reading.events:
        row: dict[str, Any] = {
            "article_id": item.article_id,
            "event_id": item.event_id,
            "claim_id": item.claim_id,
            "type": item.type,
            "mode": item.mode,
            "status": item.status,
        }
        for side, party in (("initiator", item.initiator), ("recipient", item.recipient)):
            row[side] = party.country if party else None
            row[f"{side}_sector"] = party.sector if party else None
        row |= {
            "first_day": item.first_day,
            "last_day": item.last_day,
            "day_basis": item.day_basis,
            "place": item.place,
            "about": "; ".join(item.about),
            "contexts": "; ".join(item.contexts),
            "trigger_words": item.trigger.quote(text),
            "evidence": _quotes(item.evidence, text),
            "intensity": item.intensity,
            "confidence": item.confidence,
            "subtypes": "; ".join(own.name for own in item.subtypes),
        }
        rows.append(row)
    names = (
        "article_id", "event_id", "claim_id", "type", "mode", "status", "initiator",
        "initiator_sector", "recipient", "recipient_sector", "first_day", "last_day", "day_basis",
        "place", "about", "contexts", "trigger_words", "evidence", "intensity", "confidence",
        "subtypes",
    )  # fmt: skip
    return _columns(rows, names)


def _voice_columns(reading: Reading) -> dict[str, list[Any]]:
    rows = [
        {
            "article_id": reading.article.article_id,
            "level": level,
            "name": item.name,
            "country": item.country,
            "share": item.share,
            "claims": len(item.claim_ids),
            "relays": "; ".join(item.relays),
            "state_media": item.state_media,
        }
        for level, group in (("actor", reading.voices), ("side", reading.sides))
        for item in group
    ]
    names = ("article_id", "level", "name", "country", "share", "claims", "relays", "state_media")
    return _columns(rows, names)
