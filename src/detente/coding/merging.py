"""One happening told twice in a report is one event with two evidences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.coding.resemblance import Told, country, real
from detente.coding.same_event import SameEvent
from detente.records import Event, Mention, Party


def side_key(party: Party | None, chains: dict[str, str]) -> str:
    """What makes two parties the same: the country (or body), else the head word, else nothing."""
    if party is None:
        return ""
    if party.country:
        return party.country
    return chains.get(party.mention or "", "")


def merge(
    told: Sequence[Told], same: SameEvent, mentions: Sequence[Mention], text: str
) -> tuple[Event, ...]:
    """The events with retellings joined, in the order of their triggers."""
    chains = {mention.mention_id: mention.head.quote(text).lower() for mention in mentions}
    alike: dict[tuple[str, str, str], list[Told]] = {}
    for item in _of_one_mind(told, chains):
        event = item.event
        key = (event.type, country(event.initiator), country(event.recipient))
        alike.setdefault(key, []).append(item)
    joined = [_one(pot) for items in alike.values() for pot in same.groups(items)]
    return tuple(
        sorted(
            (item.event for item in _without_echoes(joined, chains)),
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
    return [item for item in told if real(item.event.status) == real(surest[key(item)].status)]


def _one(pot: list[Told]) -> Told:
    body_first = sorted(
        pot,
        key=lambda item: (
            item.in_title,
            (item.event.initiator is None) + (item.event.recipient is None),
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
    return replace(lead, event=event)


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
