"""A reading put in words: the lines that terminal, page and notebook all show.

Each display decides how its lines look; what they say is decided here, once. All texts returned are
clean: no control characters, no line breaks, no direction overrides, whatever the article held.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Claim, Event, Mention, Party, Reading, Span, Voice

UNNAMED = "unnamed source"
#: These turn the direction of the text after them, so that a reader sees other words than the page
#: holds (Trojan Source, CVE-2021-42574).
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BASES = {
    "given": "given by you",
    "metadata": "from the page's metadata",
    "url": "from the address",
    "dateline": "from the dateline",
    "unknown": "unknown",
}
_DAY_BASES = {"stated": "", "relative": " (worked out)", "article": " (the report's day)"}


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim: ``via`` is empty without relays; ``depth`` counts the claims it lies within."""

    claim: Claim
    speaker: str
    via: str
    cue: str
    words: str
    stance: str
    depth: int


@dataclass(frozen=True, slots=True)
class OwnType:
    """A user's own type of an event: its name, and how sure it is and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: who, what, to whom, on whose word, when, the words that say so, a user's own types."""

    event: Event
    initiator: str
    recipient: str
    status: str
    word: str
    when: str
    about: str
    evidence: tuple[str, ...]
    own: tuple[OwnType, ...] = ()

    @property
    def source(self) -> str:
        """``told by`` the outlet, or ``on the word of`` somebody."""
        return f"{'told by' if self.event.claim_id is None else 'on the word of'} {self.word}"


def clean(text: str) -> str:
    """``text`` on one line, safe to print: controls and direction marks become U+FFFD."""
    if text.isprintable() and not _TURNING.intersection(text):
        return " ".join(text.split())
    kept = []
    for letter in " ".join(text.split()):
        category = unicodedata.category(letter)
        if category in ("Cc", "Cs") or letter in _TURNING:
            kept.append("\ufffd")
        else:
            kept.append(letter)
    return "".join(kept)


class Names:
    """Names for what a reading's ids stand for."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.article.text
        self._mentions = {mention.mention_id: mention for mention in reading.annotation.mentions}
        self._chains: dict[str, list[Mention]] = {}
        self._countries: dict[str, str] = {}
        for mention in reading.annotation.mentions:
            self._chains.setdefault(mention.chain, []).append(mention)
            if mention.kind == "country" and mention.country:
                self._countries.setdefault(mention.country, self._head(mention))
        for side in reading.sides:
            if side.country and side.name:
                self._countries[side.country] = clean(side.name)
        self._owned = _ownership((*reading.voices, *reading.sides))

    def mention(self, mention_id: str | None) -> str:
        """The best name known: the person, else a proper name of its chain, else its words."""
        mention = self._mentions.get(mention_id or "")
        if mention is None:
            return UNNAMED
        if mention.person:
            return clean(mention.person)
        chain = self._chains[mention.chain]
        named = [item.person for item in chain if item.person]
        if named:
            return clean(named[0])
        # "The envoy" stands for the person named elsewhere in its chain, not for a longer description.
        kind = "person" if mention.kind == "role" else mention.kind
        heads = [self._head(item) for item in chain if item.kind == kind]
        proper = [head for head in heads if head[:1].isupper()]
        if proper:
            return max(proper, key=len)
        return clean(mention.span.quote(self._text))

    def country(self, code: str) -> str:
        """The name the report itself uses for a country code, else the code."""
        return self._countries.get(code, code)

    def relay(self, mention_id: str) -> str:
        """A relay with what is known of its owner: ``TASS, state media of Russia``."""
        name = self.mention(mention_id)
        mention = self._mentions.get(mention_id)
        owned = self._owned.get(name)
        if mention is not None and owned is None and "state" in mention.role.lower().split():
            owned = True
        if not owned:
            return name
        place = self.country(mention.country) if mention is not None and mention.country else ""
        return f"{name}, state media of {place}" if place else f"{name}, state media"

    def party(self, party: Party | None) -> str:
        """A side of an event: its words with country and sector, ``Moscow (RUS GOV)``."""
        if party is None:
            return ""
        mention = self._mentions.get(party.mention or "")
        name = clean(mention.span.quote(self._text)) if mention else ""
        if mention and (mention.kind in ("person", "role") or len(name) > 48):
            name = self.mention(party.mention)
        sector = "" if party.sector == "UNK" else party.sector
        code = " ".join(part for part in (party.country, sector) if part)
        if not name:
            return self.country(party.country) if party.country else "somebody"
        return f"{name} ({code})" if code else name

    def _head(self, mention: Mention) -> str:
        head = clean(mention.head.quote(self._text))
        for ending in ("'s", "’s"):
            head = head.removesuffix(ending)
        return head


def _ownership(voices: Iterable[Voice]) -> dict[str, bool]:
    # A voice says whether ANY of its relays is state-owned: only some voices settle one relay.
    owned: dict[str, bool] = {}
    for voice in voices:
        if voice.state_media is not None and (len(voice.relays) == 1 or not voice.state_media):
            for relay in voice.relays:
                owned.setdefault(clean(relay), voice.state_media)
    return owned


def claim_lines(reading: Reading) -> tuple[ClaimLine, ...]:
    """The claims in the order of the text."""
    names = Names(reading)
    text = reading.article.text
    parents = {claim.claim_id: claim.within for claim in reading.claims}
    lines = []
    for claim in sorted(reading.claims, key=lambda item: (item.content[:1], item.claim_id)):
        lines.append(
            ClaimLine(
                claim=claim,
                speaker=names.mention(claim.speaker),
                via=" via ".join(names.relay(relay) for relay in claim.relays),
                cue=clean(claim.cue.quote(text)) if claim.cue else "",
                words=joined(claim.content, text),
                stance=claim.stance,
                depth=_depth(claim.claim_id, parents),
            )
        )
    return tuple(lines)


def _depth(claim_id: str, parents: dict[str, str | None]) -> int:
    depth, seen, parent = 0, {claim_id}, parents.get(claim_id)
    while parent is not None and parent not in seen:
        depth, seen, parent = depth + 1, seen | {parent}, parents.get(parent)
    return depth


def event_lines(reading: Reading) -> tuple[EventLine, ...]:
    """The events in the order of their triggers."""
    names = Names(reading)
    text = reading.article.text
    claims = {claim.claim_id: claim for claim in reading.claims}
    lines = []
    for event in sorted(reading.events, key=lambda item: (item.trigger, item.event_id)):
        claim = claims.get(event.claim_id or "")
        word = outlet_name(reading)
        if event.claim_id is not None:
            word = names.mention(claim.speaker) if claim else UNNAMED
            if claim and claim.relays:
                word += " via " + " via ".join(names.mention(relay) for relay in claim.relays)
        lines.append(
            EventLine(
                event=event,
                initiator=names.party(event.initiator) or "somebody",
                recipient=names.party(event.recipient),
                status=event.status.replace("_", " "),
                word=word,
                when=when(event),
                about=", ".join(clean(item) for item in event.about),
                evidence=tuple(clean(span.quote(text)) for span in event.evidence),
                own=tuple(
                    OwnType(
                        clean(item.name), f"{item.confidence * 100:.0f} % sure: {clean(item.why)}"
                    )
                    for item in event.subtypes
                ),
            )
        )
    return tuple(lines)


def outlet_name(reading: Reading) -> str:
    """The outlet, or what stands for it."""
    return clean(reading.article.outlet) or "the report itself"


def when(event: Event) -> str:
    """The day or days of an event and how they were found."""
    if event.first_day is None and event.last_day is None:
        return "day unknown"
    first = event.first_day.isoformat() if event.first_day else "?"
    last = event.last_day.isoformat() if event.last_day else "open"
    days = first if first == last else f"{first} to {last}"
    return days + _DAY_BASES.get(event.day_basis, "")


def joined(spans: Iterable[Span], text: str) -> str:
    """The words of several spans, gaps shown as an ellipsis."""
    return " … ".join(clean(span.quote(text)) for span in spans)


def date_line(reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The publication day with its basis, and the reasons for a bracket when the day is unknown."""
    article = reading.article
    if article.published is not None:
        return f"{article.published.isoformat()}, {_BASES[article.published_basis]}", ()
    bracket = reading.bracket
    if bracket is None or (bracket.not_before is None and bracket.not_after is None):
        return "date unknown", tuple(clean(reason) for reason in bracket.reasons) if bracket else ()
    bounds = []
    if bracket.not_before:
        bounds.append(f"not before {bracket.not_before.isoformat()}")
    if bracket.not_after:
        bounds.append(f"not after {bracket.not_after.isoformat()}")
    return f"date unknown: {', '.join(bounds)}", tuple(clean(item) for item in bracket.reasons)
