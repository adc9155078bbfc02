"""Fit the weighing of what tells a deed's status and write ``coding/tables/outcome.csv``.

Every reading that is right about type and parties (the matching of ``reports.py``) is an instance: what the
rules say of its status, what the status layer hears, the words that tell it (``status_cues``), and the status of the gold
event. Prints the accuracy on reports left out of the fit, beside that of the rules and of the layer alone.

Usage: python -m training.coding.fit_outcome GOLD.jsonl [...] [--news FOLDER] [--write]
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.coding.deeds import SPEECH
from detente.coding.outcome import evidence, likeliest
from detente.coding.spotting import STATUSES
from detente.coding.status import from_claim
from detente.coding.status_cues import status_cues
from detente.coding.word import claim_for
from training.coding import linear
from training.coding.reports import (
    FOLDS,
    Report,
    hits,
    is_whole,
    judge_of,
    options,
    reports_of,
)

TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/outcome.csv"
STRENGTH = 0.1
RARE = 16  # a cue that fewer deeds have is left out
WHOLE = 3.0  # weight of a deed of a report read whole; of 1, 3, 6, 10 the best on those left out
MADE_UP = 12.0  # of our own challenge sentences, which are clear
PAIRED = 3.0  # of the other minimal pairs


@dataclass(frozen=True)
class Instance:
    """One deed: its report, what is weighed, its status by rule and by the layer alone, and gold's (places in ``STATUSES``)."""

    source: str
    report: int
    weight: float
    numbers: dict[str, float]
    rule: int
    heard: int
    gold: int


def instances(reports: Sequence[Report]) -> list[Instance]:
    """Each deed that some reading has right, once."""
    found = []
    for number, report in enumerate(reports):
        judge, pairs = judge_of(report)
        seen = set()
        for pair in (pair for group in judge.groups(pairs) for pair in group):
            right = hits(report, pair, judge.tree, judge.cast)
            if not right or (pair.deed.index, right[0]) in seen:
                continue
            seen.add((pair.deed.index, right[0]))
            deed, kind = pair.deed, pair.deed.kind
            claim = claim_for(deed, judge.tree, judge.cast, report.claims)
            rule = from_claim(deed.status, claim, speech=kind in SPEECH)
            heard = judge.sights.spotter.statuses(deed.index)
            cues = status_cues(deed, kind, judge.tree, claim, report.article.body_start)
            found.append(
                Instance(
                    report.source, number, weight_of(report), evidence(rule, heard, kind) | cues,
                    STATUSES.index(rule), int(heard.argmax()),
                    STATUSES.index(report.gold["events"][right[0]]["status"]),
                )
            )  # fmt: skip
    return found


def weight_of(report: Report) -> float:
    """How much a deed of the report counts."""
    if "made up" in report.gold:
        return PAIRED if report.source == "minimal_pairs" else MADE_UP
    return WHOLE if is_whole(report) else 1.0


def fit(some: Sequence[Instance]) -> dict[str, np.ndarray]:
    """What each number adds to each of ``STATUSES``, ``bias`` first; a status never seen is never said."""
    told = [{name: value for name, value in each.numbers.items() if value} for each in some]
    rows, names = linear.rows_of(told, RARE)
    model = LogisticRegression(C=STRENGTH, max_iter=400)
    model.fit(rows, [each.gold for each in some], [each.weight for each in some])
    bias = np.full(len(STATUSES), -30.0)
    bias[model.classes_] = model.intercept_
    weights = np.zeros((len(names), len(STATUSES)))
    weights[:, model.classes_] = model.coef_.T
    return {"bias": bias} | dict(zip(names, weights, strict=True))


def main() -> None:
    given = options(__doc__).parse_args()
    every = instances(reports_of(given))
    told = [0] * len(every)
    for fold in range(FOLDS):
        table = fit([each for each in every if each.report % FOLDS != fold])
        for number, each in enumerate(every):
            if each.report % FOLDS == fold:
                status = likeliest(STATUSES[each.rule], each.numbers, table)
                told[number] = STATUSES.index(status)
    for source in sorted({each.source for each in every}):
        own = [
            (each, said) for each, said in zip(every, told, strict=True) if each.source == source
        ]
        rules = np.mean([each.rule == each.gold for each, _ in own])
        layer = np.mean([each.heard == each.gold for each, _ in own])
        both = np.mean([said == each.gold for each, said in own])
        print(f"{source:16s} {len(own):6d} rules {rules:.3f} layer {layer:.3f} together, left out {both:.3f}")  # fmt: skip
    if given.write:
        with TABLE.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(["number", *STATUSES])
            for name, adds in fit(every).items():
                out.writerow([name, *(round(x, 3) for x in adds.tolist())])


if __name__ == "__main__":
    main()
