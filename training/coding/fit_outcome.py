"""Fit the weighing of rule and learned status and write ``coding/tables/outcome.csv``.

Every reading that is right about type and parties (the matching of ``fit_judging``) is an instance: what the
rules say of its status, what the status layer hears, and the status of the gold event. Prints the accuracy on
reports left out of the fit, beside that of the rules and of the layer alone.

Usage: python -m training.coding.fit_outcome GOLD.jsonl [...] [--news FOLDER] [--write]
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.coding.deeds import SPEECH
from detente.coding.outcome import evidence
from detente.coding.spotting import STATUSES
from detente.coding.status import from_claim
from detente.coding.word import claim_for
from training.coding import fit_judging
from training.coding.fit_judging import FOLDS, Report

TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/outcome.csv"
PENALTY = 1.0
WHOLE = 3.0  # weight of a deed of a report read whole; of 1, 3, 6, 12 the best on those left out
MADE_UP = 12.0  # weight of a deed of our own challenge sentences, which are few and clear


def instances(reports: Sequence[Report]) -> tuple[np.ndarray, ...]:
    """Evidence, status by rule, gold status, number of the report and weight of each right reading of a deed."""
    rows, rules, golds, owners, weights = [], [], [], [], []
    for number, report in enumerate(reports):
        judge, pairs = fit_judging.judge_of(report)
        seen = set()
        for pair in (pair for group in judge.groups(pairs) for pair in group):
            hits = fit_judging.hits(report, pair, judge.tree, judge.cast)
            if not hits or (pair.deed.index, hits[0]) in seen:
                continue
            seen.add((pair.deed.index, hits[0]))
            kind = pair.deed.kind
            claim = claim_for(pair.deed, judge.tree, judge.cast, report.claims)
            rule = from_claim(pair.deed.status, claim, speech=kind in SPEECH)
            heard = judge.sights.spotter.statuses(pair.deed.index)
            rows.append(evidence(rule, heard, kind))
            rules.append(STATUSES.index(rule))
            golds.append(STATUSES.index(report.gold["events"][hits[0]]["status"]))
            owners.append(number)
            whole = WHOLE if fit_judging.is_whole(report) else 1.0
            weights.append(MADE_UP if "made up" in report.gold else whole)
    return tuple(map(np.array, (rows, rules, golds, owners, weights)))


def fit(rows: np.ndarray, golds: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases, a row for each of ``STATUSES``; one never seen is never said."""
    model = LogisticRegression(C=1 / PENALTY, max_iter=2000).fit(rows, golds, counts)
    weights = np.zeros((len(STATUSES), rows.shape[1]))
    bias = np.full(len(STATUSES), -30.0)
    weights[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
    return weights, bias


def main() -> None:
    given = fit_judging.options(__doc__).parse_args()
    reports = fit_judging.reports_of(given)
    rows, rules, golds, owners, counts = instances(reports)
    told = np.zeros(len(golds), dtype=int)
    for fold in range(FOLDS):
        held = owners % FOLDS == fold
        weights, bias = fit(rows[~held], golds[~held], counts[~held])
        told[held] = (rows[held] @ weights.T + bias).argmax(1)
    heard = rows[:, 2 * len(STATUSES) : 3 * len(STATUSES)].argmax(1)
    for name, answer in (("rules", rules), ("layer", heard), ("both, left out", told)):
        real = counts < MADE_UP
        print(f"{name:15s} {np.mean((answer == golds)[real]):.3f} of {real.sum()}, written for us "
              f"{np.mean((answer == golds)[~real]):.3f}")  # fmt: skip
    if given.write:
        weights, bias = fit(rows, golds, counts)
        names = [f"{part} {status}" for part in ("rule", "speech", "heard") for status in STATUSES]
        with TABLE.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(["status", "bias", *names, "verbal"])
            for status, shift, row in zip(STATUSES, bias, weights, strict=True):
                out.writerow([status, round(shift, 4), *(round(x, 4) for x in row)])


if __name__ == "__main__":
    main()
