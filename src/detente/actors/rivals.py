"""Why the first of several candidates won, and what would make another win: tried, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from detente.records import Candidate
from detente.seams import ActorBase

#: No more namesakes than this are tried.
TRIED: int = 6


class Rival(NamedTuple):
    """One who lost, and what would make him or her the first answer; empty where nothing tried did."""

    actor_id: str
    how: str


def rivals(
    base: ActorBase,
    name: str,
    on_day: date | None,
    context: Sequence[str],
    found: Sequence[Candidate],
) -> tuple[Rival, ...]:
    """What would make each candidate after the first win: a country, a day, an office before the name, the full name.

    Each is put to the base as a question of its own; the first that turns the answer is told.
    """
    told = []
    for other in found[1 : 1 + TRIED]:
        wanted = other.actor.actor_id
        how = next(
            (
                said
                for said, asked, day, near in _questions(name, on_day, context, other)
                if _first(base.find(asked, day, near)) == wanted
            ),
            "",
        )
        told.append(Rival(wanted, how))
    return tuple(told)


def margin(found: Sequence[Candidate]) -> str:
    """How far the first candidate is ahead, in words; empty where it is alone."""
    if len(found) < 2:
        return ""
    ahead = round((found[0].confidence - found[1].confidence) * 100)
    lead = (
        f"ahead by {ahead} points"
        if ahead > 0
        else "not ahead in confidence: the order of the answer decides"
    )
    return f"{len(found)} candidates; the first is {lead}, because: {found[0].reason}"


def _first(found: Sequence[Candidate]) -> str:
    return found[0].actor.actor_id if found else ""


def _questions(
    name: str, on_day: date | None, context: Sequence[str], other: Candidate
) -> list[tuple[str, str, date | None, tuple[str, ...]]]:
    """Other questions that could have this candidate for an answer: (what to say, name, day, context)."""
    asked: list[tuple[str, str, date | None, tuple[str, ...]]] = []
    if other.country and list(context[:1]) != [other.country]:
        asked.append((f"--context {other.country}", name, on_day, (other.country,)))
    post = other.post
    if post is not None:
        day = post.first_day
        if day is not None and day != on_day:
            asked.append((f"--on {day.isoformat()}", name, day, tuple(context)))
        titled = f"{post.office} {name}"
        asked.append((f'with the office: "{titled}"', titled, on_day, tuple(context)))
        if day is not None and other.country:
            asked.append(
                (f"--on {day.isoformat()} --context {other.country}", name, day, (other.country,))
            )
    if other.actor.name != name:
        asked.append(
            (f'by its own name: "{other.actor.name}"', other.actor.name, on_day, tuple(context))
        )
    return asked
