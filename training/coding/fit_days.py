"""Fit the choice of a deed's first day on hand-annotated reports and write ``coding/tables/days.csv``.

An instance is a deed of a gold event, with the days its report offers; right is the event's first day. The
deeds are those the coder finds, as it finds them; an event it does not find is asked for at its trigger. The
network of ``coding/day_choice.py`` gives each candidate a score, and learns (softmax, cross entropy) that the right
one should have the best. Events whose day the report does not offer teach nothing, but count as wrong.

Usage: python -m training.coding.fit_days GOLD.jsonl [...] [--write]

The files are those of ``fit_judging.py``; reports without days (first readers', challenge sentences) are passed over.
Use dev and train parts only. Fit again whenever the encoder's weights change, for the network reads its vectors, and
after ``fit_judging.py``. Prints, for each file, how often the rules and the choice have the first day of
reports left out of the fit (``FOLDS`` parts by report).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from detente.coding.candidates import Sides
from detente.coding.code import deeds_of, sayings, tell
from detente.coding.dating import SURE, UNKNOWN, Calendar
from detente.coding.day_choice import DAY_VIEWS, DEAF, DEED_VIEWS, DayWeights, Hearing
from detente.coding.day_sights import Candidate
from detente.coding.deed_sights import Asked
from detente.coding.deeds import DEMAND, Deed
from detente.coding.memory import with_memory
from detente.coding.options import without_itself, without_relay
from detente.coding.retelling import When
from detente.coding.syntax import Tree
from detente.coding.word import claim_for
from detente.records import Span, Status
from training.coding.fit_judging import FOLDS, Report, hits, is_whole, judge_of, options, reports_of

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
OURS = 2.5  # weight of a report annotated whole by READING.md (Wikinews), against a marked one
AS_FOUND = 1.3  # weight of a deed as the coder finds it
TRUST = 0.8  # log odds by which the answer of the rules is preferred: from 0.6 to 1 left-out reports are dated best
TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/days.csv"
Matrix = NDArray[np.float64]


@dataclass
class Instance:
    """One deed with its candidates. ``right`` says of each candidate whether it is gold's, ``ruled_right`` of the rules' answer."""

    source: str
    report: int
    found: bool  # by the coder, not only by the reader
    weight: float
    shared: dict[str, float]
    named: list[dict[str, float]]
    deed: NDArray[np.float32]
    days: NDArray[np.float32]
    right: NDArray[np.bool_]
    ruled_right: bool
    sure: bool  # the rules, so that nothing is chosen


class Recording(Calendar):
    """A calendar that keeps what it is asked."""

    def __init__(self, report: Report, tree: Tree) -> None:
        super().__init__(report.article, report.annotation, tree, DEAF)
        self.kept: list[tuple[Asked, dict[str, float], list[Candidate]]] = []

    def of(self, deed: Deed, status: Status, *, outlet: bool) -> When:
        asked = self.asked(deed, status, outlet=outlet)
        seen = self.sights.of_deed(asked, self.cues), self.sights.candidates(asked)
        self.kept.append((asked, *seen))
        return UNKNOWN


def gather(reports: Sequence[Report]) -> list[Instance]:
    """The instances of all reports that have days."""
    return [i for number, report in enumerate(reports) for i in _instances(number, report)]


class _Report:
    """One report, whose deeds are asked for their day in reading order."""

    def __init__(self, number: int, report: Report) -> None:
        self.number, self.report = number, report
        self.judge, self.pairs = judge_of(report)
        self.tree, self.cast = self.judge.tree, self.judge.cast
        found = deeds_of(self.judge.reader, report.claims, self.cast)
        self.deeds = list(with_memory(found, self.tree))
        self.sayings = sayings(report.claims, self.cast, self.tree)
        width = self.tree.words.states.shape[1]
        self.hearing = Hearing(self.tree, np.eye(width, dtype=np.float32))

    def calendar(self) -> Recording:
        """A calendar of the whole report that has been asked nothing yet."""
        calendar = Recording(self.report, self.tree)
        calendar.note_deeds(self.deeds)
        calendar.note_sayings(self.sayings)
        return calendar

    def instance(self, calendar: Recording, event: dict[str, Any], *, found: bool) -> Instance:
        """What was asked last, with the answer of the gold event."""
        asked, shared, candidates = calendar.kept[-1]
        whole = is_whole(self.report)
        return Instance(
            self.report.source,
            self.number,
            found,
            (OURS if whole else 1.0) * (AS_FOUND if found else 1.0),
            shared,
            [dict(each.named) for each in candidates],
            self.hearing.deed(asked.deed.index).astype(np.float32),
            self.hearing.days([each.place for each in candidates]).astype(np.float32),
            np.asarray([_told(each.first) == event["first_day"] for each in candidates]),
            _told(asked.ruled.first) == event["first_day"],
            asked.rule in SURE,
        )


def _instances(number: int, report: Report) -> Iterator[Instance]:
    at = _Report(number, report)
    tree, cast, claims, events = at.tree, at.cast, report.claims, report.gold["events"]
    heard = at.judge.sights.spotter.statuses
    known: set[int] = set()
    calendar = at.calendar()
    for pair in at.judge.weigh(at.pairs):
        sober = without_itself(without_relay(pair, claims, tree), cast)
        tell(sober, report.article, report.annotation, claims, tree, cast, calendar, heard)
        for hit in hits(report, sober, tree, cast)[:1]:
            known.add(hit)
            yield at.instance(calendar, events[hit], found=True)
    own = {deed.index: deed for deed in at.deeds}
    given = [_given(e, own, tree) for n, e in enumerate(events) if n not in known]
    missed = sorted((each for each in given if each), key=lambda each: each[0].index)
    calendar = at.calendar()
    for deed, event in missed:
        calendar.of(deed, deed.status, outlet=claim_for(deed, tree, cast, claims) is None)
        yield at.instance(calendar, event, found=False)


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _given(
    event: dict[str, Any], own: dict[int, Deed], tree: Tree
) -> tuple[Deed, dict[str, Any]] | None:
    """The deed of an event that the coder did not find, of the reader's type and status."""
    words = tree.words.touching(Span(*event["trigger"]))
    if not words:
        return None
    index = tree.top(words[0], words[-1])
    like = own.get(index) or Deed(index, DEMAND, "", Sides((), (), named=True), "happened", (), 1.0)
    return replace(like, kind=event["type"], status=event["status"]), event


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
    reports = reports_of(given)
    run(gather([report for report in reports if has_days(report)]), save=given.write)


def has_days(report: Report) -> bool:
    """Whether the report's events were asked for their first day."""
    return "made up" not in report.gold and report.gold.get("reread", True)


if __name__ == "__main__":
    main()
