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
from training.coding.fit_judging import (
    FIRST,
    Instances,
    cross_validated,
    gather,
    looked_again,
    write_looks,
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
    if save:
        write_looks(found, looked_again(found, chances), forest.shipped("judging.csv").bar)


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
