"""What tells whether two tellings are one event: pairs of the coder's own tellings, of which careful readers say what they are.

Two tellings of one type and the same two countries are one event where they touch one gold event, and two where they
touch two. Where one touches none it tells something again that no reader wrote down, or tells it wrongly: better one
event than two, but what it teaches counts less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from detente.coding.code import PloverCoder
from detente.coding.forest import Forest
from detente.coding.judging import Looks
from detente.coding.merging import merge
from detente.coding.resemblance import Told, alike
from detente.coding.same_event import SameEvent
from detente.coding.syntax import Tree
from detente.records import Event
from training.coding import trees
from training.coding.reports import Report, gold_matches

MANNER = trees.Manner(rounds=100, rate=0.08)
BAR = 0.5  # as likely one event as this, two tellings are joined; of 0.5, 0.55, 0.6 the best on left-out reports
ONE_UNKNOWN = 0.3  # what a pair teaches of which one telling touches no gold event
BOTH_UNKNOWN = 0.1


@dataclass
class Tellings:
    """The tellings of one report."""

    report: Report
    tree: Tree
    told: list[Told]

    def joined(self, trees: Forest) -> tuple[Event, ...]:
        """The events of the report when these trees join them."""
        annotation, text = self.report.annotation, self.report.article.text
        same = SameEvent(self.tree, annotation.mentions, self.report.claims, trees)
        return merge(self.told, same, annotation.mentions, text)


@dataclass
class Pairs:
    """Features of two tellings, whether they are one event, what that counts, number of the report."""

    named: list[dict[str, float]] = field(default_factory=list)
    one: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)


def tellings(report: Report, looks: Looks) -> Tellings:
    """What the coder tells of a report, each telling by itself."""
    tree = Tree(report.annotation.words, report.article.text)
    coder = PloverCoder(looks=looks)
    return Tellings(
        report, tree, coder.tellings(report.article, report.annotation, report.claims, tree)
    )


def touched(report: Report, told: Told) -> set[int]:
    """Numbers of the gold events a telling may be: those of its trigger, else those of its clause."""
    event = told.event
    sides = (event.initiator, event.recipient)
    close = gold_matches(report, event.type, sides, [event.trigger])
    return set(close or gold_matches(report, event.type, sides, event.evidence))


def gather(found: Sequence[Tellings], weight_of: Callable[[Report], float]) -> Pairs:
    """All pairs. ``weight_of``: what a report counts."""
    pairs = Pairs()
    for number, each in enumerate(found):
        annotation = each.report.annotation
        same = SameEvent(each.tree, annotation.mentions, each.report.claims)
        for several in alike(sorted(each.told, key=lambda told: told.place)):
            gold = [touched(each.report, told) for told in several]
            known = [(gold[i], gold[j]) for j in range(len(several)) for i in range(j)]
            for named, (one, other) in zip(same.compared(several), known, strict=True):
                unknown = (not one) + (not other)
                pairs.named.append(named)
                pairs.one.append(bool(unknown or one & other))
                pairs.weight.append(
                    weight_of(each.report) * (1.0, ONE_UNKNOWN, BOTH_UNKNOWN)[unknown]
                )
                pairs.owner.append(number)
    return pairs


def fit(pairs: Pairs, more: Pairs, left_out: tuple[int, int] | None = None) -> Forest:
    """Trees on all pairs, or on ``more`` and those of reports of which ``number % folds != fold``, given as ``(folds, fold)``."""
    folds, fold = left_out or (1, 1)
    rows = [row for row, number in enumerate(pairs.owner) if number % folds != fold]
    fitted = trees.fit(
        [*(pairs.named[row] for row in rows), *more.named],
        [*(pairs.one[row] for row in rows), *more.one],
        [*(pairs.weight[row] for row in rows), *more.weight],
        MANNER,
    )
    return fitted.with_bar(BAR)
