"""What each sentence of a report carries: whose words, which happenings, how it reads alone.

A sentence fit for a summary says who speaks, stands on its own, and reports rather than comments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.records import Annotation, Article, Claim, Event, Mention, Span

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

#: Sentences looked at.
LONGEST = 400

_COMMENT_NOUNS = (
    "statement|statements|viewpoint|view|framing|emphasis|comment|comments|remark|remarks|move|"
    "stance|position|development|developments|shift|approach|narrative|rhetoric|reaction|response|"
    "message|language|posture|dynamic|episode|exchange|situation|incident|decision|announcement"
)
_COMMENT_VERBS = (
    "signals?|signalled|signaled|underscores?|underscored|underlines?|underlined|frames?|presents?|"
    "highlights?|highlighted|reflects?|reflected|illustrates?|suggests?|shows?|demonstrates?|"
    "indicates?|reveals?|raises|points? to|speaks? to|serves? as|marks?|represents?|hints? at"
)
#: The outlet explaining what something means: "This framing presents ...".
_GLOSS = re.compile(
    rf"^(?:this|that|these|those|such(?: an?)?|the)\s+(?:[\w’'-]+\s+){{0,3}}(?:{_COMMENT_NOUNS})\b"
    rf"(?:\W+[\w’'-]+){{0,5}}?\W+(?:{_COMMENT_VERBS})\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^[\W_]*(?:he|she|it|they|this|that|these|those|such|his|her|its|their|him|them|but|and|or|"
    r"however|meanwhile|instead|also|moreover|furthermore|still|yet|so|then|there|another|the "
    r"(?:former|latter|same)|for (?:example|instance))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|our|my|us|me|you|your)\b", re.IGNORECASE)
_QUOTE_MARKS = '"“”„«»'
_WORD = re.compile(r"\w+")


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


def body_sentences(article: Article, annotation: Annotation) -> tuple[Span, ...]:
    """Sentences of the body without surrounding space, in order; the title when there is no body.

    At most the first ``LONGEST``: what stands further down is no news, and work stays bounded.
    Without any sentence in the annotation, paragraphs stand for sentences.
    """
    spans = annotation.sentences or tuple(
        Span(found.start(), found.end()) for found in re.finditer(r"\S[^\n]*", article.text)
    )
    start = article.body_start
    removed = {item.text.strip() for item in article.furniture}
    trimmed = [_trim(span, article.text) for span in sorted(spans)]
    body = [
        span
        for span in trimmed
        if span is not None and span.start >= start and span.quote(article.text) not in removed
    ]
    unique = dict.fromkeys(body or [span for span in trimmed if span is not None])
    return tuple(unique)[:LONGEST]


def _trim(span: Span, text: str) -> Span | None:
    words = span.quote(text)
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Span(span.start + left, span.start + right) if right > left else None


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
        _side(known.mentions[claim.speaker])
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
        sides=tuple((side, known.weights[side]) for side in dict.fromkeys(sides)),
        happenings=happenings,
        fit=_fit(words, spoken=bool(missing), held=bool(held)),
        # One name can be printed before a sentence; with two unattributed voices it would mislead.
        barred=len(missing) > 1,
    )


def _weight(event: Event, published: date | None) -> float:
    weight = WEIGHTS.get(event.type, 0.5) * STATUS[event.status]
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

    An outlet that only tells what it learnt is no side.
    """
    said: dict[str, int] = {}
    for claim in claims:
        speaker = mentions.get(claim.speaker or "")
        if speaker is not None:
            length = sum(len(part) for part in claim.content)
            side = _side(speaker)
            said[side] = said.get(side, 0) + (0 if speaker.sector == "MED" else length)
    total = sum(said.values()) or 1
    sides = (event.initiator for event in events), (event.recipient for event in events)
    parties = {party.country for group in sides for party in group if party and party.country}
    return {
        side: 0.0 if not length else min(2.0 * length / total + PARTY * (side in parties), 1.0)
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


def _side(speaker: Mention) -> str:
    return speaker.country or speaker.chain


def _chain_names(annotation: Annotation, text: str) -> dict[str, str]:
    """The name of each chain: the person, else its longest proper name, else its first words."""
    chains: dict[str, list[Mention]] = {}
    for mention in annotation.mentions:
        chains.setdefault(mention.chain, []).append(mention)
    names = {}
    for chain, group in chains.items():
        persons = [mention.person for mention in group if mention.person]
        kind = group[0].kind
        heads = [mention.head.quote(text) for mention in group if mention.kind == kind]
        proper = [head for head in heads if head[:1].isupper()]
        best = persons[0] if persons else max(proper, key=len) if proper else ""
        names[chain] = " ".join((best or group[0].span.quote(text)).split())
    return names


def _fit(words: str, *, spoken: bool, held: bool) -> float:
    """Faults of a sentence read alone, each with its price; see ``docs/why/summaries.md``."""
    count = len(_WORD.findall(words))
    price = 0.0
    if count < 8:
        price += 0.1 * (8 - count)
    if count > 45:
        price += 0.01 * (count - 45)
    if words.rstrip(_QUOTE_MARKS + "'’ )").endswith("?"):
        price += 0.8
    if words[-1] == ":":
        price += 0.8
    if _GLOSS.match(words):
        price += 0.8
    elif _LEANS.match(words) and not spoken:
        price += 0.15
    if not held and words[0] in _QUOTE_MARKS:
        price += 0.5  # a quotation whose speaker we do not know
    if not held and _FIRST_PERSON.search(words):
        price += 0.15
    return -price
