"""The bar of whose voices fill a report, as shares that every display draws in its own way."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from detente.records import Reading, Voice
from detente.telling import clean, outlet_name


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the voices bar. ``share`` is in [0, 1] and the shares of a bar add up to 1.

    ``kind`` is ``side`` (a country's or bloc's), ``other`` (a source without a side) or ``outlet``
    (the report's own words). ``voice_share`` is the share before overlapping voices were fitted in.
    """

    name: str
    kind: str
    share: float
    voice_share: float
    note: str


def segments(reading: Reading) -> tuple[Segment, ...]:
    """The voices bar: each side's share, largest first, and last the outlet's own words.

    Words of a claim within a claim count for both voices; the sides are then scaled down so that
    they fit beside the outlet's own words.
    """
    own = 1.0 - spoken_share(reading)
    total = sum(max(side.share, 0.0) for side in reading.sides)
    scale = (1.0 - own) / total if total > 0 else 0.0
    parts = []
    for side in sorted(reading.sides, key=lambda item: (-item.share, item.name)):
        if side.share > 0:
            kind = "side" if side.country else "other"
            parts.append(
                Segment(clean(side.name), kind, side.share * scale, side.share, _relays(side))
            )
    if not parts:
        own = 1.0
    parts.append(Segment(f"{outlet_name(reading)}, own words", "outlet", own, own, ""))
    return tuple(parts)


def _relays(voice: Voice) -> str:
    if not voice.relays:
        return ""
    names = ", ".join(clean(relay) for relay in voice.relays)
    if voice.state_media and len(voice.relays) == 1:
        return f"through {names}, state media"
    return f"through {names}" + (" (state media among them)" if voice.state_media else "")


def spoken_share(reading: Reading) -> float:
    """Share of the body's words inside the content of any claim, in [0, 1]."""
    text = reading.article.text
    starts = [found.start() for found in re.finditer(r"\w+", text[reading.article.body_start :])]
    starts = [start + reading.article.body_start for start in starts]
    spoken, reached = 0, 0
    for span in sorted(span for claim in reading.claims for span in claim.content):
        first = bisect_left(starts, max(span.start, reached))
        spoken += max(bisect_left(starts, span.stop) - first, 0)
        reached = max(reached, span.stop)
    return spoken / len(starts) if starts else 0.0


def actors_of(reading: Reading, part: Segment) -> tuple[Voice, ...]:
    """The actors whose claims make up a segment, largest share first; none for the outlet."""
    side = next((item for item in reading.sides if clean(item.name) == part.name), None)
    if side is None or part.kind == "outlet":
        return ()
    said = set(side.claim_ids)
    return tuple(item for item in reading.voices if item.claim_ids and said >= set(item.claim_ids))
