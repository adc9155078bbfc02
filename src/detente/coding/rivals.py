"""What the judge sees at a second look: how a reading stands among its rivals and in its report.

At the first look every reading is weighed alone. The second knows the first's verdict on all of them: which other
reading of the same deed is nearly as likely, what else is told at the same word, whether the report tells the same
between the same countries elsewhere, and how often its deeds have no recipient.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from detente.coding.forest import odds
from detente.coding.ontology import PLOVER
from detente.coding.spotting import STATUSES

#: Type, country of the initiator, country of the recipient: None where there is none.
Outcome = tuple[str, str | None, str | None]

Key = TypeVar("Key", bound=Hashable)

#: What the second look is told again of the first's features.
_TOLD_AGAIN: Final = frozenset(
    {
        "sight any", "sight kind", "sight best", "sight initiator", "sight recipient", "sight all",
        "sight peak recipient", "sight peak initiator", "title", "in claim", "initiator open",
        "recipient open", "same country", "verb", "origin rule", "origin spotted", "model pair",
        "model single", "recipient unknown", "initiator unknown",
        *(f"kind {kind}" for kind in PLOVER), *(f"status {status}" for status in STATUSES),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading after the first look: what it would tell, at which word, and how likely that seemed."""

    outcome: Outcome
    index: int
    chance: float

    def found(self, chance: float) -> Standing:
        """The same with another chance."""
        return Standing(self.outcome, self.index, chance)

    @property
    def manner(self) -> str:
        """Whether the deed is done to nobody of any country, to the doer's own, or to another."""
        _, one, other = self.outcome
        return "nobody" if other is None else "own" if one == other else "other"


def second_look(
    groups: Sequence[Sequence[Standing]], named: Sequence[Sequence[Mapping[str, float]]], bar: float
) -> list[list[dict[str, float] | None]]:
    """Features of each reading that seemed at least ``bar`` likely; None for the others.

    Args:
        groups: the readings of each deed, of which one at most is true.
        named: their features at the first look.
        bar: in [0, 1].
    """
    report = _Report(groups)
    found: list[list[dict[str, float] | None]] = []
    for number, (group, features) in enumerate(zip(groups, named, strict=True)):
        own = _Group(group)
        found.append(
            [
                None
                if each.chance < bar
                else _again(first) | own.of(each) | report.of(each, number)
                for each, first in zip(group, features, strict=True)
            ]
        )
    return found


def _again(first: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in first.items() if name in _TOLD_AGAIN}


def _keep_best(table: MutableMapping[Key, float], key: Key, chance: float) -> None:
    """Keep the highest chance of each key."""
    known = table.get(key)
    if known is None or chance > known:
        table[key] = chance


class _Group:
    """Readings of one deed, which rival each other."""

    def __init__(self, group: Sequence[Standing]) -> None:
        self.size = len(group)
        self.best: dict[Outcome, float] = {}
        self.kinds: dict[str, float] = {}
        self.manners: dict[str, float] = {}
        for each in group:
            _keep_best(self.best, each.outcome, each.chance)
            _keep_best(self.kinds, each.outcome[0], each.chance)
            _keep_best(self.manners, each.manner, each.chance)
        self.total = sum(self.best.values())
        self.order = sorted(each.chance for each in group)

    def of(self, each: Standing) -> dict[str, float]:
        """How the reading stands among the others of its deed."""
        rival = max((c for o, c in self.best.items() if o != each.outcome), default=0.0)
        retyped = max((c for k, c in self.kinds.items() if k != each.outcome[0]), default=0.0)
        return {
            "odds": odds(each.chance),
            "rank": float(sum(chance > each.chance for chance in self.order)),
            "lead": each.chance - rival,
            "share": self.best[each.outcome] / self.total,
            "total": self.total,
            "readings": float(self.size),
            "retyped rival": retyped,
            **{f"best {manner}": chance for manner, chance in self.manners.items()},
        }


class _Report:
    """All readings of one report."""

    def __init__(self, groups: Sequence[Sequence[Standing]]) -> None:
        self.size = len(groups)
        self.told: defaultdict[Outcome, dict[int, float]] = defaultdict(dict)
        self.peaks: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self.manners: defaultdict[str, float] = defaultdict(float)
        for number, group in enumerate(groups):
            for each in group:
                _keep_best(self.told[each.outcome], number, each.chance)
            best = max(group, key=lambda each: each.chance)
            self.manners[best.manner] += best.chance
            self.peaks[group[0].index][number] = best.chance
        self.total = sum(self.manners.values()) or 1.0

    def of(self, each: Standing, number: int) -> dict[str, float]:
        """How the reading of group ``number`` agrees with what the rest of the report tells."""
        told = self.told[each.outcome]
        elsewhere = [chance for other, chance in told.items() if other != number]
        beside = self.peaks[each.index]
        return {
            "told elsewhere": max(elsewhere, default=0.0),
            "told elsewhere in all": sum(elsewhere),
            "told before": max((c for other, c in told.items() if other < number), default=0.0),
            "told beside": max((c for other, c in beside.items() if other != number), default=0.0),
            "deeds": float(self.size),
            "manner": self.manners[each.manner] / self.total,
        }
