"""What two tellings have in common: words, days, outcome, voices, parties and scene, as named numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.coding.lexicon import word_classes
from detente.records import Event, Mention, Party, Status

_ANOTHER: Final = word_classes()["another"]
"""Words beside a trigger that set a happening apart from one told before."""
_THE: Final = word_classes()["the"]
_STATE: Final = ("GOV", "UNK", "")
"""Sectors that speak and act for the country as a whole."""
_FAR: Final = 400
"""Words or days further apart than this are far apart, however far."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it.

    ``index``: its trigger's head word. ``in_title``: the sentence is the headline.
    """

    event: Event
    index: int
    sentence: int
    in_title: bool

    @property
    def place(self) -> tuple[int, int]:
        """Where the trigger starts and stops: what reading order sorts by."""
        return self.event.trigger.start, self.event.trigger.stop

    @property
    def triple(self) -> tuple[str, str, str]:
        """Type and both countries: what tellings must share to be one event."""
        return self.event.type, country(self.event.initiator), country(self.event.recipient)


def alike(told: Iterable[Told]) -> Iterable[list[Told]]:
    """Tellings that share type and both countries, together, in the order given."""
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for each in told:
        groups.setdefault(each.triple, []).append(each)
    return groups.values()


@dataclass(frozen=True, slots=True)
class Sight:
    """A telling with what it is compared by: lemmas of its trigger, content words, speaker, who its parties are."""

    told: Told
    lemmas: frozenset[str]
    verb: bool
    tag: str
    beside: frozenset[str]
    clause: frozenset[str]
    sentence: frozenset[str]
    speaker: str
    paragraph: int
    sides: tuple[Mention | None, Mention | None]

    @property
    def event(self) -> Event:
        """The event as it is told."""
        return self.told.event

    @property
    def numbers(self) -> frozenset[str]:
        """Numbers in its clause."""
        return frozenset(word for word in self.clause if word[0].isdigit())


def country(party: Party | None) -> str:
    """The country or body of a party; empty for nobody and for who is of none."""
    return "" if party is None else party.country


def resemblance(a: Sight, b: Sight) -> dict[str, float]:
    """The named numbers of two tellings, ``a`` the earlier; what is not named counts 0."""
    one, other = a.told, b.told
    return {
        one.event.type: 1,
        "sentences apart": other.sentence - one.sentence,
        "words apart": min(other.index - one.index, _FAR),
        "headline": one.in_title or other.in_title,
        "same paragraph": a.paragraph == b.paragraph,
        "sentence": min(one.sentence, other.sentence),
        "less sure": min(a.event.confidence, b.event.confidence),
        "surer": max(a.event.confidence, b.event.confidence),
        "sure of later": b.event.confidence,
        **_words(a, b),
        **_days(a.event, b.event),
        **_outcomes(a.event, b.event),
        **_voices(a, b),
        **_parties(a, b),
        **_scenes(a.event, b.event),
    }


def _words(a: Sight, b: Sight) -> dict[str, float]:
    """What the two say in the same words, their triggers apart."""
    triggers = a.lemmas | b.lemmas
    one, other = a.clause - triggers, b.clause - triggers
    named: dict[str, float] = {
        "same trigger": bool(a.lemmas & b.lemmas),
        "words shared": len(one & other),
        "share of all words": _share(one, other),
        "share of the shorter": len(one & other) / max(1, min(len(one), len(other))),
        "share of sentences": _share(a.sentence, b.sentence),
        "numbers shared": len(a.numbers & b.numbers),
        "other numbers": bool(a.numbers and b.numbers and not a.numbers & b.numbers),
    }
    for which, sight in (("earlier", a), ("later", b)):
        named |= {
            f"{which} {sight.tag}": 1,
            f"{which} noun": not sight.verb,
            f"{which} another": bool(sight.beside & _ANOTHER),
            f"{which} the": bool(sight.beside & _THE),
        }
    named["later a"] = bool(b.beside & {"a", "an"})
    return named


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _days(one: Event, other: Event) -> dict[str, float]:
    """How the days agree; a day that is only the report's own is no stated day."""
    first, second = stated(one), stated(other)
    named: dict[str, float] = {
        f"earlier {one.day_basis}": 1,
        f"later {other.day_basis}": 1,
        "one dated": (first is None) != (second is None),
        "earlier dated": first is not None,
        "any same day": one.first_day is not None and one.first_day == other.first_day,
        "both of the report": one.day_basis == other.day_basis == "article",
    }
    if first is not None and second is not None:
        named |= {
            "both dated": 1,
            "same day": first == second,
            "days apart": min(abs((second - first).days), _FAR) + 1,
            "days later": (second - first).days,
        }
    return named


def stated(event: Event) -> date | None:
    """The first day, where the words tell it; the day of the report itself is none."""
    return None if event.day_basis == "article" else event.first_day


def _outcomes(one: Event, other: Event) -> dict[str, float]:
    return {
        f"earlier {one.status}": 1,
        f"later {other.status}": 1,
        "same status": one.status == other.status,
        "as real": real(one.status) == real(other.status),
    }


def real(status: Status) -> str:
    """What counts as one status where tellings differ: done or going on, to come, or as it is."""
    if status in ("happened", "ongoing"):
        return "real"
    return "to come" if status in ("planned", "possible") else status


def _voices(a: Sight, b: Sight) -> dict[str, float]:
    """On whose word each is told."""
    one, other = a.event.claim_id, b.event.claim_id
    return {
        "same claim": one is not None and one == other,
        "both the outlet's": one is None and other is None,
        "one the outlet's": (one is None) != (other is None),
        "same speaker": bool(a.speaker) and a.speaker == b.speaker,
        "other speaker": bool(a.speaker and b.speaker) and a.speaker != b.speaker,
    }


def _parties(a: Sight, b: Sight) -> dict[str, float]:
    """Whether the same people of the countries stand on each side."""
    one, other = a.event, b.event
    named: dict[str, float] = {"own country": country(one.initiator) == country(one.recipient)}
    for place, side in enumerate(("initiator", "recipient")):
        left, right = a.sides[place], b.sides[place]
        first, second = getattr(one, side), getattr(other, side)
        if left is not None and right is not None:
            named[f"{side} {'the same' if left.chain == right.chain else 'another'}"] = 1
        named |= {
            f"{side} nobody": first is None,
            f"{side} of one sector": _sector(first) == _sector(second),
            f"earlier {side} a state": _sector(first) in _STATE,
            f"later {side} a state": _sector(second) in _STATE,
        }
    return named


def _sector(party: Party | None) -> str | None:
    return None if party is None else party.sector


def _scenes(one: Event, other: Event) -> dict[str, float]:
    """Mode, place, contexts and what it is about."""
    about = len(set(one.about) & set(other.about)) / max(1, min(len(one.about), len(other.about)))
    return {
        "same mode": bool(one.mode) and one.mode == other.mode,
        "other mode": bool(one.mode and other.mode) and one.mode != other.mode,
        "same place": one.place is not None and one.place == other.place,
        "other place": one.place is not None
        and other.place is not None
        and one.place != other.place,
        "contexts shared": bool(set(one.contexts) & set(other.contexts)),
        "about the same": about,
        "either about nothing": not one.about or not other.about,
    }
