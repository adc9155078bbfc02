"""The coder's challenge set (``tests/gates``): minimal pairs, with UniversalPetrarch beside us.

Scored by the gate's own scorer, twice. *As the gate asks*: every event with type, both countries and
status, with claim and day where the item states them, and nothing else. *Types and parties*: status,
claim and day are forgiven on both sides, which is as kind as one can be to a coder that has none.

The peer's CAMEO codes count as the PLOVER type that suits the item best, of those that CAMEO2PLOVER
(2021) and the root allow; an expulsion (174) and an embargo (163) may be SANCTION or COERCE.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import detente
from peers import universal_petrarch
from record import HERE, options, timed, wanted, write

sys.path.insert(0, str(HERE.parent / "tests" / "gates"))
import test_coding_challenge as gate

SPLIT = "challenge set, minimal pairs written by us"
#: Detailed codes that CAMEO2PLOVER puts elsewhere than their root, and those left open above.
ELSEWHERE = {
    "163": "SANCTION COERCE", "174": "SANCTION COERCE", "1712": "ASSAULT COERCE",
    "175": "ASSAULT COERCE", "191": "COERCE ASSAULT", "192": "COERCE ASSAULT",
}  # fmt: skip
ROOTS = {
    2: "REQUEST", 3: "AGREE", 4: "CONSULT", 5: "SUPPORT", 6: "COOPERATE", 7: "AID",
    8: "CONCEDE RETREAT", 9: "ACCUSE", 10: "REQUEST", 11: "ACCUSE", 12: "REJECT", 13: "THREATEN",
    14: "PROTEST", 15: "MOBILIZE", 16: "SANCTION", 17: "COERCE", 18: "ASSAULT", 19: "ASSAULT",
    20: "ASSAULT",
}  # fmt: skip
#: The peer's names of international actors that the items have as parties, and old country codes.
ACTORS = {"IGOEUR": "EU", "EUR": "EU", "IGONAT": "NATO", "IGOWST": "NATO", "KSV": "XKX"}
STATELESS = {"---", "IGO", "NGO", "NGM", "IMG", "MNC", "REB", "SEP", "OPP", "CVL", "UNK"}


@dataclass(frozen=True, slots=True)
class Side:
    """A party as the gate looks at it."""

    country: str | None


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as the gate looks at it; a coder without them has no claim and no day."""

    type: str
    initiator: Side
    recipient: Side
    status: str = "happened"
    claim_id: str | None = None
    first_day: datetime.date | None = None


Readings = Sequence[Iterable[Any]]


def country(code: str) -> str | None:
    """The country of a peer's actor code, None for nobody and for an actor of no country."""
    for start, name in ACTORS.items():
        if code.startswith(start):
            return name
    return None if code[:3] in STATELESS or len(code) < 3 else code[:3]


def readings_of(events: Iterable[universal_petrarch.PeerEvent]) -> list[tuple[Coded, ...]]:
    """Every way the peer's events may be read in PLOVER; statements (01) are none."""
    alternatives = []
    for event in dict.fromkeys((e.code, e.source, e.target, e.root) for e in events):
        code, sources, targets, root = event
        types = ELSEWHERE.get(code) or ROOTS.get(root, "")
        for source, target in itertools.product(sources or ["---"], targets or ["---"]):
            sides = Side(country(source)), Side(country(target))
            own = tuple(Coded(kind, *sides) for kind in types.split())
            if own and own not in alternatives:
                alternatives.append(own)
    return [tuple(dict.fromkeys(reading)) for reading in itertools.product(*alternatives)]


def forgiving(item: dict[str, Any]) -> dict[str, Any]:
    """The item with nothing asked but types and parties."""
    asked = ("type", "initiator", "recipient")
    told = {}
    for name in ("events", "also"):
        own: list[dict[str, Any]] = []
        for event in item.get(name, []):
            bare = {key: event[key] for key in asked} | {"status": "happened"}
            if bare not in own:
                own.append(bare)
        told[name] = own
    return item | told


def plain(event: Any) -> Coded:
    """An event of ours with its type and parties alone."""
    initiator, recipient = (
        Side(party.country or None if party else None)
        for party in (event.initiator, event.recipient)
    )
    return Coded(event.type, initiator, recipient)


def shares(good: Sequence[bool], items: Sequence[dict[str, Any]], ending: str) -> dict[str, float]:
    """Share of items right, of minimal pairs with both right, and of the third held out."""
    pairs: dict[int, list[bool]] = {}
    for item, right in zip(items, good, strict=True):
        pairs.setdefault(item["pair"], []).append(right)
    unseen = [right for item, right in zip(items, good, strict=True) if item["held_out"]]
    return {
        f"items_share{ending}": sum(good) / len(good),
        f"pairs_share{ending}": sum(map(all, pairs.values())) / len(pairs),
        f"held_out_share{ending}": sum(unseen) / max(1, len(unseen)),
    }


def score(
    arguments: argparse.Namespace, system: str, items: Sequence[dict[str, Any]],
    asked: Sequence[Readings], forgiven: Sequence[Readings], *, seconds: float, note: str = "",
) -> None:  # fmt: skip
    """Write down both scores of a system, and its items right by phenomenon as the gate asks."""
    strict = [
        any(gate.right(item, reading) for reading in own)
        for item, own in zip(items, asked, strict=True)
    ]
    kind = [
        any(gate.right(forgiving(item), reading) for reading in own)
        for item, own in zip(items, forgiven, strict=True)
    ]
    phenomena: dict[str, dict[str, int]] = {}
    for item, right, lenient in zip(items, strict, kind, strict=True):
        row = phenomena.setdefault(
            item["phenomenon"], {"items": 0, "as asked": 0, "types and parties": 0}
        )
        for name, value in zip(row, (1, right, lenient), strict=True):
            row[name] += value
    figures = shares(strict, items, "") | shares(kind, items, "_plain")
    write(arguments, "challenge", system, SPLIT, len(items), figures, seconds=seconds, note=note,
          by={"phenomenon": phenomena})  # fmt: skip


def main() -> None:
    parser = options(__doc__ or "", ("detente", "universal-petrarch"))
    universal_petrarch.add_options(parser)
    arguments = parser.parse_args()
    items = gate.load()[: arguments.limit]
    days = [datetime.date.fromisoformat(item["published"]) for item in items]
    texts = [(item["text"], day) for item, day in zip(items, days, strict=True)]
    if wanted(arguments, "universal-petrarch"):
        for configuration, name in universal_petrarch.CONFIGURATIONS.items():
            found = universal_petrarch.answers(
                arguments, "challenge", configuration, texts, whole=False
            )
            readings = [readings_of(events) for events in found.events]
            score(arguments, name, items, readings, readings,
                  seconds=found.seconds, note=found.note)  # fmt: skip
    if wanted(arguments, "detente"):
        events, seconds = timed(
            lambda: [detente.read(text, published=day).events for text, day in texts]
        )
        forgiven = [[tuple(dict.fromkeys(map(plain, own)))] for own in events]
        score(arguments, "Détente", items, [[own] for own in events], forgiven, seconds=seconds)


if __name__ == "__main__":
    main()
