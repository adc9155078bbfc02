"""Fit the choice of a deed's first day on hand-annotated reports and write ``coding/tables/days.csv``.

An instance (``day_instances.py``) is a deed of a gold event, with the days its report offers; right is the event's first day. The
network of ``coding/day_choice.py`` gives each candidate a score, and learns (softmax, cross entropy) that the right
one should have the best. Events whose day the report does not offer teach nothing, but count as wrong.

Usage: python -m training.coding.fit_days GOLD.jsonl [...] [--write]

The files are those of ``reports.py``; reports without days (first readers', challenge sentences) are passed over.
Use dev and train parts only. Fit again whenever the encoder's weights change, for the network reads its vectors, and
after ``fit_judging.py``. Prints, for each file, how often the rules and the choice have the first day of
reports left out of the fit (``FOLDS`` parts by report).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from detente.coding.day_choice import DAY_VIEWS, DEED_VIEWS, DayWeights
from training.coding.day_instances import Instance, gather
from training.coding.reports import FOLDS, options, reports_of

RARE = 60  # a number that fewer candidates have is left out
SHARP = 0.25  # numbers of a smaller spread are not stretched to spread 1
WIDTH = 48  # of the encoder's vectors after their principal axes
VIEWS = 24
HIDDEN = 64
STEPS = 800
BATCH = 256
RATE = 0.002
DECAY = 0.1
DROPPED = 0.2
CLOSE = 0.98  # share of the running mean of the weights that a step keeps
TRUST = 0.8  # log odds by which the answer of the rules is preferred: from 0.6 to 1 left-out reports are dated best
TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/days.csv"
Matrix = NDArray[np.float64]


class Network(nn.Module):
    """``DayWeights`` while it learns."""

    def __init__(self, numbers: int) -> None:
        super().__init__()
        rows = numbers + 3 * VIEWS
        self.deed = nn.Linear(DEED_VIEWS * WIDTH, VIEWS)
        self.day = nn.Linear(DAY_VIEWS * WIDTH, VIEWS)
        self.inputs = nn.Linear(rows, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        self.straight = nn.Linear(rows, 1, bias=False)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, numbers: Tensor, deeds: Tensor, days: Tensor, owner: Tensor) -> Tensor:
        left = torch.tanh(self.deed(self.drop(deeds)))[owner]
        right = torch.tanh(self.day(self.drop(days))) * days.any(1, keepdim=True)
        rows = torch.cat([numbers, left, right, left * right], 1)
        hidden = torch.relu(self.inputs(self.drop(rows)))
        found: Tensor = (self.out(hidden) + self.straight(rows))[:, 0]
        return found


def log_shares(scores: Tensor, owner: Tensor, count: int) -> Tensor:
    """Log softmax over the candidates of each deed."""
    top = torch.full((count,), -1e9).scatter_reduce(0, owner, scores, "amax")[owner]
    sums = torch.zeros(count).index_add(0, owner, torch.exp(scores - top))
    return scores - top - torch.log(sums)[owner]


def axes(instances: Sequence[Instance]) -> Matrix:
    """The principal axes of the vectors of deeds and days, scaled so that their values spread like 1."""
    vectors = []
    for each in instances:
        vectors.append(each.deed.reshape(DEED_VIEWS, -1))
        told = each.days[each.days.any(1)]
        vectors.append(told.reshape(len(told) * DAY_VIEWS, each.deed.size // DEED_VIEWS))
    every = np.concatenate(vectors)[::3].astype(float)
    _, found = np.linalg.eigh(np.cov(every.T))
    basis: Matrix = found[:, ::-1][:, :WIDTH]
    spread = float((every @ basis).std(0).mean())
    return basis / spread


def fit(instances: Sequence[Instance]) -> DayWeights:
    """The network that has learnt the instances. The same ones in the same order give the same one."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    names = _names(instances)
    columns = {name: number for number, name in enumerate(names)}
    taught = [each for each in instances if each.right.any()]
    numbers = np.concatenate([_numbers(each, columns) for each in taught])
    middle, spread = numbers.mean(0), np.maximum(numbers.std(0), SHARP)
    basis = axes(instances)
    deeds = np.stack([_after(each.deed[None], basis)[0] for each in taught])
    days = np.concatenate([_after(each.days, basis) for each in taught])
    sizes = np.asarray([len(each.right) for each in taught])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    network = Network(len(names))
    mean = {key: value.detach().clone() for key, value in network.state_dict().items()}
    steps = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    slowing = torch.optim.lr_scheduler.LambdaLR(steps, lambda step: 1 - step / STEPS)
    rows = torch.tensor((numbers - middle) / spread, dtype=torch.float32)
    heard = torch.tensor(deeds, dtype=torch.float32), torch.tensor(days, dtype=torch.float32)
    right = torch.tensor(np.concatenate([each.right for each in taught]), dtype=torch.float32)
    weight = torch.tensor([each.weight for each in taught])
    order = np.random.default_rng(0)
    for _ in range(STEPS):
        some = np.sort(order.choice(len(taught), min(BATCH, len(taught)), replace=False))
        lines = np.concatenate([np.arange(starts[n], starts[n + 1]) for n in some])
        owner = torch.tensor(np.repeat(np.arange(len(some)), sizes[some]))
        scores = network(rows[lines], heard[0][some], heard[1][lines], owner)
        shares = torch.exp(log_shares(scores, owner, len(some))) * right[lines]
        good = torch.zeros(len(some)).index_add(0, owner, shares)
        loss = -(weight[some] * torch.log(good + 1e-8)).sum() / weight[some].sum()
        steps.zero_grad()
        torch.autograd.backward(loss)
        steps.step()
        slowing.step()
        for key, value in network.state_dict().items():
            mean[key] = CLOSE * mean[key] + (1 - CLOSE) * value
    return _weights(mean, columns, basis, middle, spread)


def _names(instances: Sequence[Instance]) -> list[str]:
    count: dict[str, int] = {}
    for each in instances:
        for name, value in each.shared.items():
            count[name] = count.get(name, 0) + (value != 0) * len(each.named)
        for named in each.named:
            for name, value in named.items():
                count[name] = count.get(name, 0) + (value != 0)
    return sorted(name for name, times in count.items() if times > RARE)


def _numbers(each: Instance, columns: dict[str, int]) -> Matrix:
    found = np.zeros((len(each.named), len(columns)))
    for row, named in zip(found, each.named, strict=True):
        for name, value in (each.shared | named).items():
            if name in columns:
                row[columns[name]] = value
    return found


def _after(
    vectors: NDArray[np.float32], basis: Matrix | NDArray[np.float32]
) -> NDArray[np.float32]:
    """Vectors that stand one after the other, each on the axes."""
    count = vectors.shape[1] // len(basis)
    found: NDArray[np.float32] = (
        (vectors.reshape(len(vectors), count, -1) @ basis)
        .reshape(len(vectors), -1)
        .astype(np.float32)
    )
    return found


def _weights(
    state: dict[str, Tensor], columns: dict[str, int], basis: Matrix, middle: Matrix, spread: Matrix
) -> DayWeights:
    """The network for numbers as they are, not stretched, with its trust in the rules."""
    part = {key: value.numpy().astype(float) for key, value in state.items()}
    inputs, straight = part["inputs.weight"].T.copy(), part["straight.weight"][0].copy()
    inputs[: len(columns)] /= spread[:, None]
    straight[: len(columns)] /= spread
    shift = part["inputs.bias"] - middle @ inputs[: len(columns)]
    straight[columns["as ruled"]] += TRUST
    return DayWeights(
        columns,
        basis.astype(np.float32),
        part["deed.weight"],
        part["deed.bias"],
        part["day.weight"],
        part["day.bias"],
        inputs,
        straight,
        shift,
        part["out.weight"][0],
    )


def write(weights: DayWeights) -> None:
    """The table the package ships."""

    def line(values: Matrix) -> str:
        return " ".join(f"{value:.4g}" for value in values)

    names = list(weights.columns)
    both = np.column_stack([weights.inputs, weights.straight])
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["part", "name", "values"])
        for number, row in enumerate(both):
            named = number < len(names)
            out.writerow(["number" if named else "view", names[number] if named else "", line(row)])
        for part, matrix in (
            ("basis", weights.basis.astype(float)),
            ("deed", weights.deed),
            ("day", weights.day),
        ):
            out.writerows([part, "", line(row)] for row in matrix)
        for part, values in (
            ("deed shift", weights.deed_shift),
            ("day shift", weights.day_shift),
            ("shift", weights.shift),
            ("out", weights.out),
        ):
            out.writerow([part, "", line(values)])


def is_right(weights: DayWeights, each: Instance) -> bool:
    """Whether the coder has the first day that gold has."""
    if each.sure:
        return each.ruled_right
    deed, days = _after(each.deed[None], weights.basis)[0], _after(each.days, weights.basis)
    scores = weights.scores(each.shared, each.named, deed, weights.viewed(days))
    return bool(each.right[int(scores.argmax())])


def run(instances: Sequence[Instance], *, save: bool) -> None:
    """Cross-validate, print the shares of right first days, and write what was asked for."""
    chosen: dict[int, bool] = {}
    for fold in range(FOLDS):
        weights = fit([each for each in instances if each.report % FOLDS != fold])
        for number, each in enumerate(instances):
            if each.report % FOLDS == fold:
                chosen[number] = is_right(weights, each)
    keys = [(each.source, each.found) for each in instances]
    for source, found in dict.fromkeys(sorted(keys)):
        some = [number for number, key in enumerate(keys) if key == (source, found)]
        rules = np.mean([instances[number].ruled_right for number in some])
        choice = np.mean([chosen[number] for number in some])
        kind = "deeds as found" if found else "deeds not found"
        print(f"{source:24s} {kind:16s} {len(some):5d} rules {rules:.3f} choice {choice:.3f}")
    if save:
        write(fit(instances))


def main() -> None:
    given = options(__doc__).parse_args()
    run(gather(reports_of(given)), save=given.write)


if __name__ == "__main__":
    main()
