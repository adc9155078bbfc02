"""Fit the judge of the coding room on hand-annotated reports and write its tables, ``coding/tables/judging*.csv``.

Every reading of every deed the coder finds in the reports is an instance; it is right when a gold event has its type and both countries and
shares words with it (the matching of the project's scorer). Boosted trees learn which are, at a first look each for itself, at a second beside
its rivals, with the first's verdict on reports it did not see (``FOLDS`` parts by report; Wolpert 1992, stacked generalization). Readings of one
deed compete, so the best one counts. The bar makes the strict F1 of the coder best over left-out reports. What joins tellings
(``tables/same_event.csv``) is fitted with it, on what the judge of other reports tells, of the encoder's part as well: it reads no vectors.

Usage: python -m training.coding.fit_judging GOLD.jsonl [...] tests/gates/coding_challenge.jsonl [--write] [--calibration OUT.json]

The files are those of ``reports.py``; of marked reports the judge's part is taken, which the encoder must not have seen (once it has:
``refit_judging.py``). Use dev and train parts only. Prints the figures of reports the fit did not see. ``--calibration`` writes how sure it
was of each event told of them and whether that was right, without any text, for ``benchmarks/bench_calibration.py``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.coding import forest
from detente.coding.forest import Forest
from detente.coding.judging import Looks, both
from detente.coding.rivals import Outcome, Standing, second_look
from detente.records import Event
from training.coding import tellings, trees
from training.coding.reports import (
    FOLDS,
    Report,
    gold_matches,
    hits,
    is_whole,
    judge_of,
    options,
    reports_of,
)

WHOLE = 8.0  # weight of a reading of Wikinews, the few reports read with most care; of other reports there are many
MADE_UP = 50.0  # of our own challenge sentences; those held out are never used
PAIRED = 10.0  # of the other minimal pairs, which are more
LOOKED_AGAIN = 0.02  # a reading's least chance to be looked at again, in the fit
ASKED_AGAIN = 0.05  # and in the package
AS_GOOD = 0.002  # of F1
BARS = [round(0.01 * step, 2) for step in range(12, 50)]
FIRST = trees.Manner(rounds=120, rate=0.08)
SECOND = trees.Manner(rounds=100, rate=0.06)
TABLES = Path(__file__).parents[2] / "src/detente/coding/tables"


@dataclass
class Instances:
    """All readings: features, gold events told, what each tells and at which word, number of the report."""

    named: list[dict[str, float]] = field(default_factory=list)
    hits: list[list[int]] = field(default_factory=list)  # numbers of the gold events it tells
    keys: list[Outcome] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    groups: list[list[list[int]]] = field(default_factory=list)  # of each report, rows that compete


def gather(reports: Sequence[Report]) -> Instances:
    found = Instances()
    for number, report in enumerate(reports):
        judge, pairs = judge_of(report)
        cast = judge.cast
        found.groups.append([])
        for group in judge.groups(pairs):
            found.groups[-1].append(list(range(len(found.named), len(found.named) + len(group))))
            for pair in group:
                found.named.append(judge.features(pair))
                told = judge.standing(pair, 0.5)
                found.keys.append(told.outcome)
                found.index.append(told.index)
                found.weight.append(weight_of(report))
                found.hits.append(hits(report, pair, judge.tree, cast))
                found.owner.append(number)
    return found


def weight_of(report: Report) -> float:
    """How much a reading of the report counts in the fit."""
    if "made up" in report.gold:
        return PAIRED if report.source == "minimal_pairs" else MADE_UP
    return WHOLE if is_whole(report) else 1.0


def fit(
    found: Instances, rows: NDArray[np.intp], named: Sequence[Any], how: trees.Manner
) -> Forest:
    """Boosted trees on the given rows, which ``named`` describes. The bar is set later."""
    numbers: list[int] = rows.tolist()
    return trees.fit(
        [named[row] for row in numbers],
        [bool(found.hits[row]) for row in numbers],
        [found.weight[row] for row in numbers],
        how,
    )


def looked_again(found: Instances, chances: NDArray[np.float64]) -> list[dict[str, float] | None]:
    """What the second look sees of each reading, given the first's verdict on all."""
    seen: list[dict[str, float] | None] = [None] * len(found.named)
    for groups in found.groups:
        standings = [
            [Standing(found.keys[row], found.index[row], float(chances[row])) for row in group]
            for group in groups
        ]
        named = [[found.named[row] for row in group] for group in groups]
        told = second_look(standings, named, LOOKED_AGAIN)
        for group, features in zip(groups, told, strict=True):
            for row, each in zip(group, features, strict=True):
                seen[row] = each
    return seen


def best_bar(judged: Sequence[tuple[Report, Sequence[Event]]]) -> float:
    """The confidence from which on events should be told, for strict F1, reports weighed as in the fit; of bars as good the highest.

    Args:
        judged: reports with their events at the lowest bar, told by trees that did not see them.
    """
    scores: list[tuple[float, float]] = []
    for bar in BARS:
        counts = [np.array(tally(r, above(events, bar))) * weight_of(r) for r, events in judged]
        right, found, gold = np.sum(counts, axis=0).tolist()
        scores.append((2 * right / (found + gold), bar))
    enough = max(scores)[0] - AS_GOOD
    return max(bar for score, bar in scores if score >= enough)


def above(events: Sequence[Event], bar: float) -> list[Event]:
    """Those told with at least that confidence."""
    return [event for event in events if event.confidence >= bar]


def levelled(told: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift that make told probabilities true on average (Platt 1999), by Newton's method."""
    x = np.column_stack([[forest.odds(chance) for chance, _ in told], np.ones(len(told))])
    y = np.asarray([good for _, good in told], dtype=float)
    weights = np.array([1.0, 0.0])
    for _ in range(25):
        chances = 1 / (1 + np.exp(-x @ weights))
        pull = x.T @ (y - chances)
        bend = (x * (chances * (1 - chances))[:, None]).T @ x + 1e-6 * np.eye(2)
        weights = weights + np.linalg.solve(bend, pull)
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def left_out(chance: float, slope: float, shift: float) -> float:
    """The chance as levelled by events of other reports."""
    return round(forest.chance(slope * forest.odds(chance) + shift), 4)


def fates(report: Report, events: Sequence[Event]) -> list[bool]:
    """Whether each told event is right, with each gold event matched once."""
    open_gold = set(range(len(report.gold["events"])))
    right = []
    for event in events:
        spans = [*event.evidence, event.trigger]
        hits = gold_matches(report, event.type, (event.initiator, event.recipient), spans)
        hit = next((number for number in hits if number in open_gold), None)
        open_gold.discard(-1 if hit is None else hit)
        right.append(hit is not None)
    return right


def tally(report: Report, events: Sequence[Event]) -> tuple[int, int, int]:
    """How many are right, how many were found, how many gold has."""
    return sum(fates(report, events)), len(events), len(report.gold["events"])


def show(name: str, counts: Sequence[tuple[int, int, int]]) -> None:
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    score = 2 * right / max(1, found + gold)
    print(
        f"{name:12s} P {right / max(1, found):.3f} R {right / max(1, gold):.3f} F1 {score:.3f}"
        f" ({right}/{found}/{gold}) {len(counts)} reports"
    )


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--calibration", type=Path, help="where to write how sure it was")
    given = parser.parse_args()
    more = reports_of(given, "encoder")
    run(reports_of(given), more, save=given.write, calibration=given.calibration)


def cross_validated(
    found: Instances, named: Sequence[Any], how: trees.Manner
) -> tuple[list[Forest], NDArray[np.float64]]:
    """A forest for each part left out, and the chances it gives that part; 0 where nothing is to be seen."""
    owner = np.asarray(found.owner)
    seen = np.asarray([each is not None for each in named])
    chances = np.zeros(len(owner))
    folds: list[Forest] = []
    for fold in range(FOLDS):
        folds.append(fit(found, np.flatnonzero(seen & (owner % FOLDS != fold)), named, how))
        held = np.flatnonzero(seen & (owner % FOLDS == fold))
        chances[held] = folds[-1].probabilities([named[row] for row in held.tolist()])
    return folds, chances


def run(
    reports: Sequence[Report],
    more: Sequence[Report],
    *,
    save: bool,
    calibration: Path | None = None,
) -> None:
    """Cross-validate, set the bar, print what left-out reports score, and write what was asked for.

    ``more``: reports the encoder learned from, of no use to the judge, which teach what is one event told twice.
    """
    found = gather(reports)
    firsts, first = cross_validated(found, found.named, FIRST)
    again = looked_again(found, first)
    seconds, chances = cross_validated(found, again, SECOND)
    right = np.asarray([bool(each) for each in found.hits])
    sure = np.asarray([both(a, b) if b else a for a, b in zip(first, chances, strict=True)])
    loss = -np.mean(np.where(right, np.log(sure), np.log(1 - sure)))
    print(f"{len(right)} readings, {right.sum()} right, left-out log loss {loss:.4f}")
    folds = [
        Looks(a.with_bar(LOOKED_AGAIN), b.with_bar(BARS[0]))
        for a, b in zip(firsts, seconds, strict=True)
    ]
    told = [tellings.tellings(each, folds[n % FOLDS]) for n, each in enumerate(reports)]
    pairs = tellings.gather(told, weight_of)
    others = [tellings.tellings(each, folds[n % FOLDS]) for n, each in enumerate(more)]
    more_pairs = tellings.gather(others, weight_of)
    joiners = [tellings.fit(pairs, more_pairs, (FOLDS, fold)) for fold in range(FOLDS)]
    events = [each.joined(joiners[n % FOLDS]) for n, each in enumerate(told)]
    bar, level = judged_by(reports, events, calibration)
    if save:
        trees.write(tellings.fit(pairs, more_pairs), TABLES / "same_event.csv")
        write_looks(found, again, bar)
        (TABLES / "judging_level.csv").write_text("slope,shift\n{},{}\n".format(*level), "utf-8")


def write_looks(found: Instances, again: Sequence[Any], bar: float) -> None:
    """Fit both looks on all readings and write their tables. ``again``: what the second sees of each, if anything."""
    first = fit(found, np.arange(len(again)), found.named, FIRST)
    second = fit(found, np.flatnonzero([each is not None for each in again]), again, SECOND)
    trees.write(first.with_bar(ASKED_AGAIN), TABLES / "judging_first.csv")
    trees.write(second.with_bar(bar), TABLES / "judging.csv")


def judged_by(
    reports: Sequence[Report], told: Sequence[Sequence[Event]], calibration: Path | None
) -> tuple[float, tuple[float, float]]:
    """The bar, and how far told probabilities are to be stretched; prints what each report left out scores.

    ``told``: the events of each report, at the lowest bar, told by trees that did not see it.
    """
    judged = list(zip(reports, told, strict=True))
    real = [each for each in judged if "made up" not in each[0].gold]
    bar = best_bar(real)
    counts: dict[str, list[tuple[int, int, int]]] = {}
    for report, events in judged:
        counts.setdefault(report.source, []).append(tally(report, above(events, bar)))
    for name, each in counts.items():
        show(name, each)
    show("all", [count for each in counts.values() for count in each])
    sure = [
        (event.confidence, good, event.type, number % FOLDS)
        for number, (report, events) in enumerate(judged)
        if "made up" not in report.gold
        for event, good in zip(above(events, bar), fates(report, above(events, bar)), strict=True)
    ]
    slope, shift = levelled([each[:2] for each in sure])
    print(f"bar {bar}; told events: log odds are stretched by {slope} and shifted by {shift}")
    if calibration:
        write_calibration(calibration, bar, [report for report, _ in real], sure)
    return bar, (slope, shift)


def write_calibration(
    path: Path, bar: float, reports: Sequence[Report], told: Sequence[tuple[float, bool, str, int]]
) -> None:
    """How sure the judge was of each event of reports left out, levelled by the other parts, and whether it was right."""
    rest = {fold: levelled([each[:2] for each in told if each[3] != fold]) for fold in range(FOLDS)}
    gold_types = [event["type"] for report in reports for event in report.gold["events"]]
    kept = {
        "bar": bar,
        "reports": len(reports),
        "gold": {kind: gold_types.count(kind) for kind in sorted(set(gold_types))},
        "told": sorted((left_out(c, *rest[fold]), good, kind) for c, good, kind, fold in told),
    }
    path.write_text(json.dumps(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
