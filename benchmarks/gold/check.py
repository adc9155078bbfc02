"""Check every gold reading: hashes, offsets, values, references, and which report stands in which file.

Usage: python check.py WIKINEWS_DIR. Prints a line a file; every fault is named and ends it with 1.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from convert import BASES, KINDS, QUOTATIONS, SECTORS, STANCES, STATUSES, TYPES, load

HERE = Path(__file__).resolve().parent
FIRST, SECOND = "readings_a.jsonl", "readings_b.jsonl"
KEYS = {
    "reading": {
        "article_id", "source", "published", "part", "reader", "text_sha256", "title", "text",
        "mentions", "claims", "events",
    },
    "mention": {"id", "start", "stop", "kind", "country", "sector", "person"},
    "claim": {
        "id", "speaker", "relays", "cue", "content", "quotation", "stance", "within",
    },
    "event": {
        "id", "claim", "type", "status", "initiator", "recipient", "first_day", "last_day", "basis",
        "about", "trigger", "evidence",
    },
    "party": {"mention", "country", "sector"},
}  # fmt: skip
#: Only the readings of reports read twice say to whom a claim is said; train files have no such field.
ADDRESSED = frozenset({FIRST, SECOND})
#: ISO 3166-1 alpha-3 or the code of an organisation; several joined by "+" are not allowed.
CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")


def odd_span(span: Any, text: str) -> bool:
    """Whether a span is no half-open pair of offsets around some words of the text."""
    if not (isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span)):
        return True
    start, stop = span
    return not 0 <= start < stop <= len(text) or text[start:stop] != text[start:stop].strip()


def odd_keys(kind: str, thing: dict[str, Any], more: frozenset[str] = frozenset()) -> Iterator[str]:
    """Keys too many or too few; ``more`` are wanted besides those of the kind."""
    if odd := set(thing) ^ (KEYS[kind] | more):
        yield f"{kind} {thing.get('id', '')} keys {sorted(odd)}"


def odd_actor(thing: dict[str, Any]) -> Iterator[str]:
    """Country and sector outside the format."""
    if thing["country"] is not None and not CODE.fullmatch(thing["country"]):
        yield f"country {thing['country']!r}"
    if thing["sector"] not in SECTORS:
        yield f"sector {thing['sector']!r}"


def mention_faults(mention: dict[str, Any], text: str) -> Iterator[str]:
    """What is wrong with a mention."""
    yield from odd_keys("mention", mention)
    yield from odd_actor(mention)
    if odd_span([mention["start"], mention["stop"]], text):
        yield f"mention {mention['id']} span {mention['start']}-{mention['stop']}"
    if mention["kind"] not in KINDS.values():
        yield f"mention {mention['id']} kind {mention['kind']!r}"


def claim_faults(
    claim: dict[str, Any],
    text: str,
    mentions: set[str],
    parents: dict[str, str | None],
    addressed: bool,
) -> Iterator[str]:
    """What is wrong with a claim.

    ``parents`` leads from each claim to the one it lies in; ``addressed``: the claim must have an addressee field.
    """
    yield from odd_keys("claim", claim, frozenset({"addressee"} if addressed else ()))
    own = claim["id"]
    for named in (claim["speaker"], *claim["relays"], claim.get("addressee")):
        if named is not None and named not in mentions:
            yield f"claim {own} names no mention {named!r}"
    if claim["speaker"] is not None and claim["speaker"] == claim.get("addressee"):
        yield f"claim {own} is said to its own speaker"
    if len(set(claim["relays"])) < len(claim["relays"]):
        yield f"claim {own} relay twice"
    spans = claim["content"] + ([claim["cue"]] if claim["cue"] is not None else [])
    if not claim["content"] or any(odd_span(span, text) for span in spans):
        yield f"claim {own} spans {spans}"
    if claim["quotation"] not in QUOTATIONS or claim["stance"] not in STANCES.values():
        yield f"claim {own} {claim['quotation']!r} {claim['stance']!r}"
    seen, at = {own}, claim["within"]
    while at is not None and at in parents and at not in seen:
        seen.add(at)
        at = parents[at]
    if at is not None:
        yield f"claim {own} within {at!r}: unknown or in a circle"


def event_faults(
    event: dict[str, Any], text: str, mentions: set[str], claims: set[str]
) -> Iterator[str]:
    """What is wrong with an event."""
    yield from odd_keys("event", event)
    own = event["id"]
    if event["claim"] is not None and event["claim"] not in claims:
        yield f"event {own} on no claim {event['claim']!r}"
    if event["type"] not in TYPES or event["status"] not in STATUSES.values():
        yield f"event {own} {event['type']!r} {event['status']!r}"
    for side in ("initiator", "recipient"):
        party = event[side]
        if party is None:
            if side == "initiator":
                yield f"event {own} initiator null: expected a party without mention and country"
            continue
        yield from odd_keys("party", party)
        yield from odd_actor(party)
        if party["mention"] is not None and party["mention"] not in mentions:
            yield f"event {own} {side} names no mention {party['mention']!r}"
    days = [event[key] for key in ("first_day", "last_day")]
    for day in filter(None, days):
        if datetime.date.fromisoformat(day).isoformat() != day:
            yield f"event {own} day {day!r}"
    if all(days) and days[0] > days[1]:
        yield f"event {own} days out of order {days}"
    if event["basis"] not in BASES.values() or (event["basis"] == "unknown") != (not any(days)):
        yield f"event {own} basis {event['basis']!r} with days {days}"
    spans = [*event["evidence"], event["trigger"]]
    if not event["evidence"] or any(odd_span(span, text) for span in spans):
        yield f"event {own} spans {spans}"
    first, last = event["trigger"]
    if not any(start <= first and last <= stop for start, stop in event["evidence"]):
        yield f"event {own} trigger outside its evidence"
    if any(not about or about != about.strip() for about in event["about"]):
        yield f"event {own} about {event['about']}"


def faults(reading: dict[str, Any], addressed: bool) -> Iterator[str]:
    """Everything wrong with one full reading, as ``load`` gives it; its text is already the right one.

    ``addressed``: its claims must have an addressee field, a mention id or null.
    """
    yield from odd_keys("reading", reading)
    text = reading["text"]
    for kind in ("mentions", "claims", "events"):
        ids = [item["id"] for item in reading[kind]]
        if len(set(ids)) < len(ids):
            yield f"{kind}: an id twice"
    mentions = {item["id"] for item in reading["mentions"]}
    parents = {item["id"]: item["within"] for item in reading["claims"]}
    for mention in reading["mentions"]:
        yield from mention_faults(mention, text)
    for claim in reading["claims"]:
        yield from claim_faults(claim, text, mentions, parents, addressed)
    for event in reading["events"]:
        yield from event_faults(event, text, mentions, set(parents))


def misplaced(files: dict[str, list[dict[str, Any]]], order: list[list[str]]) -> Iterator[str]:
    """Reports in the wrong file, twice in one, in another part than ordered, or read twice by one reader."""
    parts = dict(order)
    if len(parts) < len(order):
        yield "order.txt: a report twice"
    placed = {
        file: {item["article_id"]: item for item in readings} for file, readings in files.items()
    }
    for file, readings in files.items():
        if len(placed[file]) < len(readings):
            yield f"{file}: a report twice"
        for name, item in placed[file].items():
            wanted = parts.get(name) if file in (FIRST, SECOND) else "train"
            if item["part"] != wanted or (file not in (FIRST, SECOND) and name in parts):
                yield f"{file}: {name} is {item['part']}, expected {wanted}; train and order.txt share none"
    if [item["article_id"] for item in files[FIRST]] != [name for name, _ in order]:
        yield f"{FIRST} does not hold the reports of order.txt in their order"
    for name in parts:
        first, second = (placed[file].get(name) for file in (FIRST, SECOND))
        if not first or not second or first["reader"] == second["reader"]:
            yield f"{name} is not read by two readers"
    single = [name for file in files if file not in (FIRST, SECOND) for name in placed[file]]
    if len(set(single)) < len(single):
        yield "a report in two train files"


def main(wikinews_dir: str) -> None:
    """Check all files; print their counts."""
    files, found = {}, []
    for path in sorted(HERE.glob("*.jsonl")):
        readings = load(path, wikinews_dir)
        files[path.name] = readings
        for reading in readings:
            found += [
                f"{path.name} {reading['article_id']}: {fault}"
                for fault in faults(reading, path.name in ADDRESSED)
            ]
        for part in ("dev", "test", "train"):
            chosen = [item for item in readings if item["part"] == part]
            counts = [
                sum(len(item[k]) for item in chosen) for k in ("mentions", "claims", "events")
            ]
            if chosen:
                print(path.name, part, len(chosen), "reports; mentions, claims, events:", *counts)
    order = [line.split() for line in (HERE / "order.txt").read_text("utf-8").splitlines() if line]
    found += misplaced(files, order)
    if found:
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main(*sys.argv[1:2])
