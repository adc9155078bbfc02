"""What each sentence of a report carries: whose words, which happenings, how it reads alone.

A sentence fit for a summary says who speaks, stands on its own, and reports rather than comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.records import Annotation, Article, Claim, Event, Mention, Span
from detente.summary.sentences import body_sentences, fitness

UNNAMED = "An unnamed source"
#: How much a reader with no time must know of an event of this type, in [0, 1]; other types 0.5.
WEIGHTS = {
    "ASSAULT": 1.0, "COERCE": 0.9, "SANCTION": 0.9, "MOBILIZE": 0.8, "THREATEN": 0.9,
    "PROTEST": 0.6, "REJECT": 0.6, "ACCUSE": 0.6, "REQUEST": 0.5, "RETREAT": 0.8, "CONCEDE": 0.6,
    "AID": 0.6, "COOPERATE": 0.5, "SUPPORT": 0.5, "CONSULT": 0.4, "AGREE": 0.6,
}  # fmt: skip
#: An event that is only planned or asked for weighs less than one that took place.
STATUS = {
    "happened": 1.0, "ongoing": 1.0, "planned": 0.8, "not_done": 0.6, "possible": 0.5,
    "called_for": 0.5, "denied": 0.4,
}  # fmt: skip
#: An event told on somebody's word weighs this much of one told by the outlet.
ON_WORD = 0.6
#: An event that ended more days than this before the report is background, and weighs that much less.
RECENT_DAYS, BACKGROUND = 60, 0.3
#: What being a party to an event adds to a side's claim to be heard.
PARTY = 0.4


@dataclass(frozen=True, slots=True)
class _Known:
    """What bears on every sentence: mentions and names by id, weights of sides, the report's day."""

    mentions: dict[str, Mention]
    names: dict[str, str]
    weights: dict[str, float]
    published: date | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body with what it carries.

    ``speaker`` is the name to print before it; ``sides`` the sides whose words it holds, each with how
    much it matters to hear it, in [0, 1]; ``happenings`` the events as (initiator, recipient, type) with
    their weight. ``fit`` is 0 for a sentence that reads well alone and grows negative with its faults;
    ``barred`` ones may never be shown.
    """

    span: Span
    text: str
    speaker: str
    claim_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    sides: tuple[tuple[str, float], ...]
    happenings: tuple[tuple[tuple[str, str, str], float], ...]
    fit: float
    barred: bool


def bearings(
    article: Article, annotation: Annotation, claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[Sentence, ...]:
    """Every sentence of the body with what it carries, in reading order."""
    mentions = {mention.mention_id: mention for mention in annotation.mentions}
    known = _Known(
        mentions,
        _chain_names(annotation, article.text),
        _side_weights(mentions, claims, events),
        article.published,
    )
    return tuple(
        _bearing(
            span,
            span.quote(article.text),
            [claim for claim in claims if any(span.overlaps(part) for part in claim.content)],
            [event for event in events if _tells(span, event)],
            known,
        )
        for span in body_sentences(article, annotation)
    )


def _bearing(
    span: Span,
    words: str,
    held: Sequence[Claim],
    told: Sequence[Event],
    known: _Known,
) -> Sentence:
    missing = _missing_speakers(span, held, known.mentions, known.names)
    sides = [
        known.mentions[claim.speaker].country
        for claim in held
        if claim.speaker in known.mentions and claim.within is None
    ]
    happenings = tuple(
        (
            (
                event.initiator.country if event.initiator else "",
                event.recipient.country if event.recipient else "",
                event.type,
            ),
            _weight(event, known.published),
        )
        for event in told
        if span.overlaps(event.trigger)
    )
    return Sentence(
        span=span,
        text=words,
        speaker=missing[0] if missing else "",
        claim_ids=tuple(claim.claim_id for claim in held),
        event_ids=tuple(event.event_id for event in told),
        sides=tuple(
            (side, known.weights[side]) for side in dict.fromkeys(sides) if side in known.weights
        ),
        happenings=happenings,
        fit=fitness(words, spoken=bool(missing), held=bool(held)),
        # One name can be printed before a sentence; with two unattributed voices it would mislead.
        barred=len(missing) > 1,
    )


def _weight(event: Event, published: date | None) -> float:
    """What a reader must know of the event, by its type and status, and by how sure it is."""
    weight = WEIGHTS.get(event.type, 0.5) * STATUS[event.status] * event.confidence
    if event.claim_id is not None:
        weight *= ON_WORD
    last = event.last_day or event.first_day
    if published is not None and last is not None and (published - last).days > RECENT_DAYS:
        weight *= BACKGROUND
    return weight


def _side_weights(
    mentions: dict[str, Mention], claims: Sequence[Claim], events: Sequence[Event]
) -> dict[str, float]:
    """How much it matters to hear each side: its part of all that is said, more for a party.

    A side is a country or bloc; an outlet that only tells what it learnt is none. Where one side alone
    speaks there is nobody to balance it with, and no sentence is chosen for being its voice.
    """
    said: dict[str, int] = {}
    for claim in claims:
        speaker = mentions.get(claim.speaker or "")
        if speaker is not None and speaker.country and speaker.sector != "MED":
            length = sum(len(part) for part in claim.content)
            said[speaker.country] = said.get(speaker.country, 0) + length
    if len(said) < 2:
        return {}
    total = sum(said.values()) or 1
    sides = (event.initiator for event in events), (event.recipient for event in events)
    parties = {party.country for group in sides for party in group if party and party.country}
    return {
        side: min(2.0 * length / total + PARTY * (side in parties), 1.0)
        for side, length in said.items()
    }


def _tells(span: Span, event: Event) -> bool:
    return span.overlaps(event.trigger) or any(span.overlaps(part) for part in event.evidence)


def _missing_speakers(
    span: Span, held: Sequence[Claim], mentions: dict[str, Mention], names: dict[str, str]
) -> list[str]:
    """Names of those whose words the sentence holds without saying so, in order, each once."""
    missing = []
    for claim in held:
        cued = claim.cue is not None and span.contains(claim.cue)
        speaker = mentions.get(claim.speaker or "")
        if speaker is None:
            if not cued:
                missing.append(UNNAMED)
        elif not (span.contains(speaker.span) and (cued or claim.cue is None)):
            missing.append(names[speaker.chain])
    return list(dict.fromkeys(missing))


def _chain_names(annotation: Annotation, text: str) -> dict[str, str]:
    """The name of each chain: the person, else its longest proper name, else its first words."""
    chains: dict[str, list[Mention]] = {}
    for mention in annotation.mentions:
        chains.setdefault(mention.chain, []).append(mention)
    names = {}
    for chain, group in chains.items():
        persons = [mention.person for mention in group if mention.person]
        kinds = {mention.kind for mention in group}
        kind = "person" if "person" in kinds else group[0].kind
        heads = [mention.head.quote(text) for mention in group if mention.kind == kind]
        proper = [head for head in heads if head[:1].isupper()]
        best = persons[0] if persons else max(proper, key=len) if proper else ""
        names[chain] = " ".join((best or group[0].span.quote(text)).split())
    return names
