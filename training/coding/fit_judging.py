"""Fit the judge of the coding room on hand-annotated reports and write its tables, ``coding/tables/judging*.csv``.

Every reading of every deed the coder finds in the reports is an instance; it is right when a gold event has its type and
both countries and shares words with it (the matching of the project's scorer). Boosted trees learn which are, at a first
look each for itself, at a second beside its rivals, with the first's verdict on reports it did not see (``FOLDS`` parts
by report; Wolpert 1992, stacked generalization). Readings of one deed compete, so the best one counts. The bar is the
confidence that makes the strict F1 of the coder best over left-out reports. What joins tellings (``tables/same_event.csv``) is fitted
with it, on what the judge of other reports tells, of the encoder's part as well: it reads no vectors.

Usage: python -m training.coding.fit_judging GOLD.jsonl [...] tests/gates/coding_challenge.jsonl [--write]
       [--calibration OUT.json]

The files are full gold objects (READING.md section 7 with text), reports marked for this project
(``training/coding/readings``, of which the judge's part is taken), and our own challenge sentences. Use dev and train parts only. Fit again whenever
the encoder's or the relation model's weights change: the judge reads both. Prints, for each file and all
together, the figures of reports the fit did not see. ``--calibration`` writes how sure it was of each event told of
them and whether that was right, without any text, for ``benchmarks/bench_calibration.py``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.actors.base import PackagedBase
from detente.attribution.attribute import QuotationAttributor
from detente.coding import forest
from detente.coding.candidates import Finder
from detente.coding.code import deeds_of
from detente.coding.deeds import Reader
from detente.coding.evidence import clause_span, trigger_span
from detente.coding.forest import Forest
from detente.coding.judging import Judge, Looks, both
from detente.coding.matching import Matcher
from detente.coding.memory import with_memory
from detente.coding.options import Pair, pairs_of
from detente.coding.parties import Cast
from detente.coding.relation import score_pairs
from detente.coding.resemblance import Told
from detente.coding.rivals import Outcome, Standing, second_look
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Annotation, Article, Claim, Event, Party, Span
from training.coding import marked, tellings, trees

FOLDS = 5
WHOLE = 5.0  # weight of a reading of Wikinews, the few reports read with most care; of other reports there are many
MADE_UP = 50.0  # weight of a reading of our own challenge sentences; those held out are never used
LOOKED_AGAIN = 0.02  # what the first look finds less likely than this is not looked at again
AS_GOOD = 0.002  # of F1
BARS = [round(0.01 * step, 2) for step in range(12, 50)]
FIRST = trees.Manner(rounds=120, rate=0.08)
SECOND = trees.Manner(rounds=100, rate=0.06)
NEWS = Path("../shared/data/news")
TABLES = Path(__file__).parents[2] / "src/detente/coding/tables"


@dataclass
class Report:
    """One gold report as the coder sees it, with its readings."""

    source: str
    gold: dict[str, Any]
    article: Article
    annotation: Annotation
    claims: tuple[Claim, ...]
    groups: list[list[int]] = field(default_factory=list)  # rows of the readings that compete


def read(
    path: Path, news: Path, tools: tuple[Any, Any, Any], part: str = "judge"
) -> Iterator[Report]:
    for gold in golds(path, news, part):
        yield Report(path.stem, gold, *as_coded(gold, tools))


def as_coded(
    gold: dict[str, Any], tools: tuple[Any, Any, Any]
) -> tuple[Article, Annotation, tuple[Claim, ...]]:
    """What the coder is handed of a report (``article_id``, ``text``, ``published``), made by the rooms before it."""
    annotator, base, attributor = tools
    text = gold["text"]
    article = Article(
        gold["article_id"],
        text,
        title=text.split("\n\n")[0],
        published=date.fromisoformat(gold["published"]),
        published_basis="given",
    )
    annotation = base.resolve(article, annotator.annotate(article, base))
    annotation, claims = attributor.attribute(article, annotation, base)
    return article, annotation, tuple(claims)


def golds(path: Path, news: Path, part: str = "judge") -> Iterator[dict[str, Any]]:
    """What one file holds for a part: gold objects, the challenge items that are not held out, or marked reports.

    Of the encoder's part those that were read for what is told again; only marked reports have such a part.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if "row" in json.loads(lines[0]):
        for report in map(marked.as_gold, marked.load(path, marked.corpus_of(path, news), part)):
            if part == "judge" or report["reread"]:
                yield report
        return
    for gold in map(json.loads, lines if part == "judge" else ()):
        if not gold.get("held_out"):
            yield _of_item(gold) if "held_out" in gold else gold


def _of_item(item: dict[str, Any]) -> dict[str, Any]:
    """An item of the coder's challenge set as a gold report: its events anywhere in its one sentence."""
    events = [
        {
            "type": event["type"],
            "status": event["status"],
            "initiator": {"country": event["initiator"]},
            "recipient": {"country": event["recipient"]},
            "trigger": [0, len(item["text"])],
            "evidence": [],
        }
        for event in (*item["events"], *item.get("also", ()))
    ]
    return {
        "article_id": item["id"],
        "text": item["text"],
        "published": item["published"],
        "events": events,
        "made up": True,
    }


def country(party: Any) -> str | None:
    """The country of a gold party or of one of ours; None for nobody and for a party of no country."""
    if party is None:
        return None
    return (party.country if isinstance(party, Party) else party["country"]) or None


def gold_matches(
    report: Report, kind: str, sides: tuple[Any, Any], spans: Sequence[Span]
) -> list[int]:
    """Numbers of the gold events with that type, those parties and words in common."""
    return [
        number
        for number, event in enumerate(report.gold["events"])
        if event["type"] == kind
        and country(event["initiator"]) == country(sides[0])
        and country(event["recipient"]) == country(sides[1])
        and any(
            a < span.stop and span.start < b
            for a, b in [*event["evidence"], event["trigger"]]
            for span in spans
        )
    ]


@dataclass
class Instances:
    """All readings: features, gold events told, what each tells and at which word, number of the report."""

    named: list[dict[str, float]] = field(default_factory=list)
    hits: list[list[int]] = field(default_factory=list)  # numbers of the gold events it tells
    keys: list[Outcome] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)


def judge_of(report: Report) -> tuple[Judge, list[Pair]]:
    """The judge of one report, as the coder would make it, and the rules' readings to be judged."""
    tree = Tree(report.annotation.words, report.article.text)
    cast = Cast(tree, report.annotation, report.claims)
    matcher = Matcher(tree, cast)
    reader = Reader(tree, matcher, Finder(tree, cast, matcher))
    judge = Judge(tree, cast, reader, score_pairs, report.article.body_start)
    deeds = with_memory(deeds_of(reader, report.claims, cast), tree)
    return judge, [pair for deed in deeds for pair in pairs_of(deed)]


def gather(reports: Sequence[Report]) -> Instances:
    found = Instances()
    for number, report in enumerate(reports):
        judge, pairs = judge_of(report)
        cast = judge.cast
        for group in judge.groups(pairs):
            report.groups.append(list(range(len(found.named), len(found.named) + len(group))))
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
        return MADE_UP
    return WHOLE if is_whole(report) else 1.0


def is_whole(report: Report) -> bool:
    """Whether the report was read whole by READING.md."""
    return "claims" in report.gold or report.source == "wikinews"


def hits(report: Report, pair: Pair, tree: Tree, cast: Cast) -> list[int]:
    people = [m for m in (pair.initiator, pair.recipient) if m is not None]
    spans = [clause_span(pair.deed, tree, people), trigger_span(pair.deed, tree)]
    sides = (cast.party(pair.initiator), cast.party(pair.recipient))
    return gold_matches(report, pair.deed.kind, sides, spans)


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


def looked_again(
    reports: Sequence[Report], found: Instances, chances: NDArray[np.float64]
) -> list[dict[str, float] | None]:
    """What the second look sees of each reading, given the first's verdict on all."""
    seen: list[dict[str, float] | None] = [None] * len(found.named)
    for report in reports:
        standings = [
            [Standing(found.keys[row], found.index[row], float(chances[row])) for row in group]
            for group in report.groups
        ]
        named = [[found.named[row] for row in group] for group in report.groups]
        told = second_look(standings, named, LOOKED_AGAIN)
        for group, features in zip(report.groups, told, strict=True):
            for row, each in zip(group, features, strict=True):
                seen[row] = each
    return seen


def best_bar(judged: Sequence[tuple[Report, Sequence[Event]]]) -> float:
    """The confidence from which on events should be told, for strict F1; of bars as good the highest.

    Args:
        judged: reports with their events at the lowest bar, told by trees that did not see them.
    """
    scores: list[tuple[float, float]] = []
    for bar in BARS:
        counts = [tally(report, above(events, bar)) for report, events in judged]
        right, found, gold = (sum(column) for column in zip(*counts, strict=True))
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


def options(purpose: str) -> argparse.ArgumentParser:
    """What every fit on annotated reports is asked with. ``purpose``: its module's docstring."""
    parser = argparse.ArgumentParser(description=purpose.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument(
        "--news", type=Path, default=NEWS, help="where the texts of marked reports lie"
    )
    parser.add_argument("--write", action="store_true")
    return parser


def reports_of(given: argparse.Namespace, part: str = "judge") -> list[Report]:
    """The reports of all files that were given, those of one part."""
    tools = (EncoderAnnotator(), PackagedBase(), QuotationAttributor())
    return [report for path in given.gold for report in read(path, given.news, tools, part)]


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
    again = looked_again(reports, found, first)
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
    pairs = tellings.gather(told, touched, weight_of)
    others = [tellings.tellings(each, folds[n % FOLDS]) for n, each in enumerate(more)]
    more_pairs = tellings.gather(others, touched, weight_of)
    joiners = [tellings.fit(pairs, more_pairs, (FOLDS, fold)) for fold in range(FOLDS)]
    events = [each.joined(joiners[n % FOLDS]) for n, each in enumerate(told)]
    bar, level = judged_by(reports, events, calibration)
    if save:
        trees.write(tellings.fit(pairs, more_pairs), TABLES / "same_event.csv")
        everything = np.arange(len(found.named))
        final = fit(found, everything, found.named, FIRST).with_bar(LOOKED_AGAIN)
        trees.write(final, TABLES / "judging_first.csv")
        seen = np.asarray([row for row, each in enumerate(again) if each is not None])
        last = fit(found, seen, again, SECOND).with_bar(bar)
        trees.write(last, TABLES / "judging.csv")
        (TABLES / "judging_level.csv").write_text("slope,shift\n{},{}\n".format(*level), "utf-8")


def touched(report: Report, told: Told) -> set[int]:
    """Numbers of the gold events a telling may be: those of its trigger, else those of its clause."""
    event = told.event
    sides = (event.initiator, event.recipient)
    close = gold_matches(report, event.type, sides, [event.trigger])
    return set(close or gold_matches(report, event.type, sides, event.evidence))


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
