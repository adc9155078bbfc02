"""One happening told twice in a report is one event with two evidences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from detente.coding.resemblance import Told, alike, real
from detente.coding.same_event import SameEvent
from detente.records import Event, Mention, Party

_Thing = TypeVar("_Thing")


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
    sober = _of_one_mind(told, chains)
    joined = [_one(pot) for items in alike(sober) for pot in same.groups(items)]
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
    """The surest telling of the body leads, with what the others add; for day and status all count, by how sure they are."""
    by_weight = sorted(
        pot,
        key=lambda item: (
            item.in_title,
            (item.event.initiator is None) + (item.event.recipient is None),
            -item.event.confidence,
            item.event.trigger.start,
        ),
    )
    lead = by_weight[0]
    if len(pot) == 1:
        return lead
    events = [item.event for item in by_weight]
    clear = sorted(by_weight, key=lambda item: _vagueness(item.event))
    dated = _most(clear, lambda event: event.first_day)
    own = any(item.event.claim_id is None and not item.in_title for item in pot)
    event = replace(
        lead.event,
        evidence=_each_once(span for event in events for span in event.evidence),
        about=_each_once(name for event in events for name in event.about),
        contexts=_each_once(name for event in events for name in event.contexts),
        claim_id=None if own else lead.event.claim_id,
        confidence=max(event.confidence for event in events),
        mode=next((event.mode for event in events if event.mode), ""),
        place=next((event.place for event in events if event.place), None),
        status=_most(by_weight, lambda event: event.status).status,
        first_day=dated.first_day,
        last_day=dated.last_day,
        day_basis=dated.day_basis,
    )
    return replace(lead, event=event)


def _vagueness(event: Event) -> tuple[bool, bool, int]:
    """A told day goes before none, and none before the report's own, which nobody told; the earlier telling first."""
    assumed = event.day_basis == "article"
    return event.first_day is None or assumed, assumed, event.trigger.start


def _most(told: Sequence[Told], of: Callable[[Event], object]) -> Event:
    """The first event that tells what all together tell most surely; a headline, which is terse, counts half."""
    weight: dict[object, float] = {}
    for item in told:
        share = item.event.confidence * (0.5 if item.in_title else 1.0)
        weight[of(item.event)] = weight.get(of(item.event), 0.0) + share
    return max((item.event for item in told), key=lambda event: weight[of(event)])


def _each_once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(things))


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
