"""``detente actor``: what the actor base knows of a name, from where, and why."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.arguments import day

if TYPE_CHECKING:
    from detente.actors.base import PackagedBase
    from detente.records import Actor, Candidate, Post

HELP = "show who a name is on a day, from which source, and why"
DESCRIPTION = (
    "Asks the actor base who NAME is as of a day, and prints the candidates, best first, with the "
    "source of each and the reason it was chosen."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``detente actor``."""
    parser.add_argument("name", metavar="NAME", help="a name or description, in quotes")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="the day it is asked for, YYYY-MM-DD (none)"
    )
    parser.add_argument(
        "--context",
        action="append",
        default=[],
        metavar="COUNTRY",
        help="a country code seen near the name; may be repeated",
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings file (nearest detente.toml)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Look the name up; 0 when somebody was found, 1 when the answer is an honest nothing."""
    from detente.actors.base import PackagedBase  # noqa: PLC0415 - the base loads only when asked
    from detente.actors.rivals import rivals  # noqa: PLC0415
    from detente.settings import find_settings_file, load_settings  # noqa: PLC0415

    settings = load_settings(args.settings or find_settings_file(Path.cwd()))
    context = tuple(code.upper() for code in args.context)
    base = PackagedBase(settings.actors)
    found = base.find(args.name, args.on, context)
    facts = [facts_of(base, candidate.actor, args.on) for candidate in found]
    turns = {
        rival.actor_id: rival.how for rival in rivals(base, args.name, args.on, context, found)
    }
    if args.json:
        from detente import wire  # noqa: PLC0415

        value = {
            "name": args.name,
            "on": args.on.isoformat() if args.on else None,
            "candidates": [
                _plain(candidate)
                | {"facts": known, "wins_if": turns.get(candidate.actor.actor_id) or None}
                for candidate, known in zip(found, facts, strict=True)
            ],
        }
        print(wire.dumps(value, indent=2, ascii_only=True))
    else:
        print(tell(args.name, args.on, found, facts, turns))
    return 0 if found else 1


def facts_of(base: PackagedBase, actor: Actor, on_day: date | None) -> dict[str, str]:
    """What else is known: an agreement's state and a bloc's members on a day, a place's claimants."""
    facts: dict[str, str] = {}
    if actor.kind == "agreement" and on_day is not None:
        status = base.agreement(actor.actor_id, on_day)
        if status is not None:
            facts["state"] = f"{status.state} on {on_day.isoformat()}"
            facts["parties"] = ", ".join(status.parties)
            facts["note"] = status.note
    if actor.kind == "organisation" and on_day is not None:
        facts["members"] = ", ".join(base.members(actor.actor_id, on_day))
    if actor.kind == "place":
        place = base.place(actor.actor_id)
        if place is not None:
            facts["claimed by"] = ", ".join(place["claimants"])
            facts["administered by"] = ", ".join(place["administered_by"])
    return {name: value for name, value in facts.items() if value}


def tell(
    name: str,
    on_day: date | None,
    found: Sequence[Candidate],
    facts: Sequence[dict[str, str]] = (),
    turns: Mapping[str, str] | None = None,
) -> str:
    """The candidates in words, best first, each with its further ``facts`` where given.

    ``turns`` says by actor id what would make a candidate after the first win.
    """
    from detente.actors.rivals import margin  # noqa: PLC0415
    from detente.telling import clean  # noqa: PLC0415

    asked = clean(name) + (f" on {on_day.isoformat()}" if on_day else "")
    if not found:
        return f"{asked}: not known"
    lines = [asked]
    if len(found) > 1:
        lines.append(clean(margin(found)))
    for place, item in enumerate(found, start=1):
        code = " ".join(part for part in (item.country, item.sector) if part)
        lines.append(f"{place}. {item.actor.name}  {code}  {item.actor.kind}")
        lines.append(f"   {item.confidence * 100:.0f} % sure: {item.reason}")
        if item.role:
            lines.append(f"   role: {item.role}")
        if item.post:
            lines.append(f"   office: {_post(item.post)}")
        if item.actor.state_owned is not None:
            lines.append(f"   owner: {'a state' if item.actor.state_owned else 'not a state'}")
        known = facts[place - 1] if facts else {}
        lines += [f"   {label}: {clean(value)}" for label, value in known.items()]
        if item.actor.actor_id:
            lines.append(f"   row: {item.actor.actor_id}")
        if place > 1 and turns is not None:
            lines.append(_turn(turns.get(item.actor.actor_id)))
    return "\n".join(lines)


def _turn(how: str | None) -> str:
    if how is None:
        return "   would win: not tried"
    return f"   would win: {how}" if how else "   would win: by nothing that was tried"


def _post(post: Post) -> str:
    first = post.first_day.isoformat() if post.first_day else "?"
    if post.last_day:
        last = post.last_day.isoformat()
    elif post.observed_until:
        last = f"still held when last seen on {post.observed_until.isoformat()}"
    else:
        last = "?"
    return f"{post.office} of {post.country}, {first} to {last} (source: {post.source})"


def _plain(item: Candidate) -> dict[str, Any]:
    post = item.post
    return {
        "actor": item.actor.actor_id,
        "name": item.actor.name,
        "kind": item.actor.kind,
        "country": item.country or None,
        "sector": item.sector,
        "role": item.role or None,
        "state_owned": item.actor.state_owned,
        "confidence": item.confidence,
        "reason": item.reason,
        "post": {
            "office": post.office,
            "country": post.country,
            "first_day": post.first_day.isoformat() if post.first_day else None,
            "last_day": post.last_day.isoformat() if post.last_day else None,
            "observed_until": post.observed_until.isoformat() if post.observed_until else None,
            "source": post.source,
        }
        if post
        else None,
    }
