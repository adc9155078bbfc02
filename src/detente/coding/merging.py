"""One happening told twice in a report is one event with two evidences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.records import Event, Mention, Party, Status

#: Sectors that speak and act for the country as a whole.
_STATE = ("GOV", "UNK", "")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it. ``in_title``: the sentence is the headline."""

    event: Event
    sentence: int
    in_title: bool


def side_key(party: Party | None, chains: dict[str, str]) -> str:
    """What makes two parties the same: the country (or body), else the head word, else nothing."""
    if party is None:
        return ""
    if party.country:
        return party.country
    return chains.get(party.mention or "", "")


def merge(told: Sequence[Told], mentions: Sequence[Mention], text: str) -> tuple[Event, ...]:
    """The events with retellings joined, in the order of their triggers. Linear in the events."""
    chains = {mention.mention_id: mention.head.quote(text).lower() for mention in mentions}
    named = {mention.mention_id: mention.chain for mention in mentions}
    groups: dict[tuple[object, ...], list[Told]] = {}
    for item in _of_one_mind(told, chains):
        event = item.event
        key = (
            event.type,
            _doer_key(event.initiator, chains, named),
            _doer_key(event.recipient, chains, named),
            _real(event.status),
        )
        groups.setdefault(key, []).append(item)
    joined: list[Told] = []
    for items in groups.values():
        joined.extend(_join(items))
    kept = _without_echoes(joined, chains)
    return tuple(
        sorted(
            (item.event for item in kept),
            key=lambda e: (e.trigger.start, e.trigger.stop, e.type, e.event_id),
        )
    )


def _of_one_mind(told: Sequence[Told], chains: dict[str, str]) -> list[Told]:
    """Without what its own sentence tells more surely with another status: "plans to withdraw" is not both."""
    surest: dict[tuple[object, ...], Event] = {}

    def key(item: Told) -> tuple[object, ...]:
        event = item.event
        sides = (side_key(event.initiator, chains), side_key(event.recipient, chains))
        return (item.sentence, event.type, *sides)

    for item in told:
        best = surest.setdefault(key(item), item.event)
        if item.event.confidence > best.confidence:
            surest[key(item)] = item.event
    return [item for item in told if _real(item.event.status) == _real(surest[key(item)].status)]


def _doer_key(
    party: Party | None, chains: dict[str, str], named: dict[str, str]
) -> tuple[str, str]:
    """What makes two tellings one event: a state is its government; other bodies of a country are several."""
    if party is None or party.sector in _STATE or not party.country:
        return side_key(party, chains), ""
    return party.country, named.get(party.mention or "", "")


def _real(status: Status) -> str:
    if status in ("happened", "ongoing"):
        return "real"
    return "to come" if status in ("planned", "possible") else status


def _join(items: list[Told]) -> list[Told]:
    """Join what can be the same day; different stated days are different events."""
    pots: list[list[Told]] = []
    by_day: dict[object, int] = {}
    undated: list[Told] = []
    for item in items:
        event = item.event
        if event.first_day is None or event.day_basis == "article":
            undated.append(item)
            continue
        days = (event.first_day, event.last_day)
        if days not in by_day:
            by_day[days] = len(pots)
            pots.append([])
        pots[by_day[days]].append(item)
    if not pots:
        pots = [[]]
    pots[0].extend(undated)
    return [_one(pot) for pot in pots]


def _one(pot: list[Told]) -> Told:
    body_first = sorted(
        pot,
        key=lambda item: (
            item.in_title,
            item.event.first_day is None or item.event.day_basis == "article",
            # One telling without a day says that the words of the other do no more than repeat it.
            item.event.day_basis == "article",
            item.event.trigger.start,
        ),
    )
    lead = body_first[0]
    if len(pot) == 1:
        return lead
    evidence = list(lead.event.evidence)
    about = list(lead.event.about)
    contexts = list(lead.event.contexts)
    claim_id = lead.event.claim_id
    for item in body_first[1:]:
        evidence.extend(span for span in item.event.evidence if span not in evidence)
        about.extend(name for name in item.event.about if name not in about)
        contexts.extend(name for name in item.event.contexts if name not in contexts)
        if item.event.claim_id is None and not item.in_title:
            claim_id = None
    confidence = max(item.event.confidence for item in pot)
    mode = next((item.event.mode for item in body_first if item.event.mode), "")
    place = next((item.event.place for item in body_first if item.event.place), None)
    event = replace(
        lead.event,
        evidence=tuple(evidence),
        about=tuple(about),
        contexts=tuple(contexts),
        claim_id=claim_id,
        confidence=confidence,
        mode=mode,
        place=place,
    )
    return Told(event, lead.sentence, lead.in_title)


def _without_echoes(items: list[Told], chains: dict[str, str]) -> list[Told]:
    """Drop an event that a fuller one of the same type in the same sentence already tells."""
    full: set[tuple[object, ...]] = set()
    for item in items:
        event = item.event
        left, right = side_key(event.initiator, chains), side_key(event.recipient, chains)
        if left:
            full.add((item.sentence, event.type, "left", left, bool(right)))
        if right:
            full.add((item.sentence, event.type, "right", right, bool(left)))
    kept: list[Told] = []
    for item in items:
        event = item.event
        left, right = side_key(event.initiator, chains), side_key(event.recipient, chains)
        if not left and right and (item.sentence, event.type, "right", right, True) in full:
            continue
        if not right and left and (item.sentence, event.type, "left", left, True) in full:
            continue
        kept.append(item)
    return kept
