"""Fit the judge's trees once more when the encoder has gone on to learn from the judge's reports.

An encoder that has seen a report hears it surer than it will hear any other: what the judge learns of real reports has to come from the
encoder before. Our own sentences neither has seen, and of those the judge has to know how the encoder of today hears them.
So the readings of real reports are kept with the weights of before, and the two forests are fitted on them and on those of our own sentences
with the weights of now. The bar, the level and what joins tellings stay as ``fit_judging.py`` set them.

Usage: python -m training.coding.refit_judging --task keep --lessons L.pkl GOLD.jsonl [...]                 (weights of before)
       python -m training.coding.refit_judging --task fit --lessons L.pkl OUR_SENTENCES.jsonl [...] [--write]    (weights of now)
"""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np

from detente.coding import forest
from training.coding import trees
from training.coding.fit_judging import (
    ASKED_AGAIN,
    FIRST,
    SECOND,
    TABLES,
    Instances,
    cross_validated,
    fit,
    gather,
    looked_again,
)
from training.coding.reports import options, reports_of


def together(one: Instances, other: Instances) -> Instances:
    """Both, the reports and rows of the second numbered on."""
    rows, reports = len(one.named), len(one.groups)
    return Instances(
        one.named + other.named,
        one.hits + other.hits,
        one.keys + other.keys,
        one.index + other.index,
        one.weight + other.weight,
        one.owner + [reports + number for number in other.owner],
        one.groups + [[[rows + row for row in g] for g in groups] for groups in other.groups],
    )


def refit(found: Instances, *, save: bool) -> None:
    """Fit both looks, the second on the first's verdict on reports it did not see."""
    _, chances = cross_validated(found, found.named, FIRST)
    right = np.asarray([bool(each) for each in found.hits])
    loss = -np.mean(np.where(right, np.log(chances), np.log(1 - chances)))
    print(f"{len(right)} readings, {right.sum()} right, left-out log loss of the first look {loss:.4f}")  # fmt: skip
    again = looked_again(found, chances)
    first = fit(found, np.arange(len(found.named)), found.named, FIRST)
    seen = np.flatnonzero([each is not None for each in again])
    second = fit(found, seen, again, SECOND)
    if save:
        trees.write(first.with_bar(ASKED_AGAIN), TABLES / "judging_first.csv")
        bar = forest.shipped("judging.csv").bar
        trees.write(second.with_bar(bar), TABLES / "judging.csv")


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--task", choices=("keep", "fit"), required=True)
    parser.add_argument("--lessons", type=Path, required=True, help="what is kept")
    given = parser.parse_args()
    found = gather(reports_of(given))
    if given.task == "keep":
        given.lessons.write_bytes(pickle.dumps(found))
    else:
        refit(together(pickle.loads(given.lessons.read_bytes()), found), save=given.write)


if __name__ == "__main__":
    main()
