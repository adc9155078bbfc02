"""Whether an event told with confidence 0.7 is right seven times in ten: calibration of events.

Four sets. *Reports left out*: every hand-read report judged by trees that did not see it, as
``training/coding/fit_judging.py --calibration`` writes it (no text in it, kept as
``calibration/left_out.json``); the honest figure for the judge. *Shipped*: the whole chain as it
is, on gold/dev and the dev part of our own readings, which the shipped judge was fitted on, and on
the test part, which nobody tuned on. An event is right as in ``events_strict``. Writes the picture
``docs/reference/calibration.svg``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from calibration import BINS, Bin, Chances, Rights, equal_mass, equal_width, figures, plot
from detente.measuring import chain, gold
from detente.measuring.evaluation import pipeline
from detente.measuring.tally import Tally
from detente.settings import Settings
from record import HERE, options, timed, wanted, write

sys.path.insert(0, str(HERE / "gold"))
from convert import load

LEFT_OUT = HERE / "calibration" / "left_out.json"
PICTURE = HERE.parent / "docs" / "reference" / "calibration.svg"
UNSEEN = "own readings, test part"
LEFT = "reports left out of the fit"

Panel = tuple[str, Chances, Rights]


def told(rows: Sequence[dict[str, Any]]) -> tuple[Chances, Rights]:
    """Confidence of each event that the chain tells of the reports, and whether gold has it."""
    answers, _ = chain.gold_readings(rows, pipeline(Settings()).read_page)
    chances: list[float] = []
    rights: list[bool] = []
    for row, answer in zip(rows, answers, strict=True):
        matched = {j for _, j in gold.match_article(row, answer).events["events_strict"]}
        chances += [event["confidence"] for event in answer["events"]]
        rights += [number in matched for number in range(len(answer["events"]))]
    return np.asarray(chances), np.asarray(rights, bool)


def by_type(kept: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each type over the reports left out."""
    tallies = {kind: Tally(gold=count) for kind, count in kept["gold"].items()}
    for _, right, kind in kept["told"]:
        tallies[kind] = tallies.get(kind, Tally()) + Tally(int(right), 1)
    return {kind: tallies[kind].row() for kind in sorted(tallies)}


def table(bins: Sequence[Bin]) -> dict[str, dict[str, float]]:
    """Bins as a breakdown of a result."""
    return {
        str(number): {
            "events": each.n, "said share": round(each.said, 4), "right share": round(each.right, 4)
        }
        for number, each in enumerate(bins, start=1)
    }  # fmt: skip


def record(
    arguments: argparse.Namespace, split: str, sure: tuple[Chances, Rights], *,
    seconds: float = 0.0, note: str = "", more: Mapping[str, Any] | None = None,
) -> Panel:  # fmt: skip
    """Write down a set's figures; its panel of the picture."""
    by = {"equal-mass_bin": table(equal_mass(*sure)), "equal-width_bin": table(equal_width(*sure))}
    write(arguments, "calibration", "Détente", split, len(sure[0]), figures(*sure),
          seconds=seconds, note=note, by=by | dict(more or {}))  # fmt: skip
    return split, *sure


def shipped(arguments: argparse.Namespace) -> list[Panel]:
    """The chain as it is on each set of reports."""
    own = load(
        HERE / "gold" / "readings_a.jsonl", arguments.shared / "data/news/wikinews_2019_2020"
    )
    sets = {
        "gold/dev": (gold.load(arguments.shared / "data/gold/dev.jsonl"), "the judge saw these"),
        "own readings, dev part": ([d for d in own if d["part"] == "dev"], "the judge saw these"),
        UNSEEN: ([d for d in own if d["part"] == "test"], "seen by nobody"),
    }
    panels = []
    for split, (rows, note) in sets.items():
        sure, seconds = timed(partial(told, rows[: arguments.limit]))
        panels.append(record(arguments, split, sure, seconds=seconds, note=note))
    return panels


def main() -> None:
    parser = options(__doc__ or "", ("left-out", "shipped"))
    parser.add_argument("--left-out", type=Path, default=LEFT_OUT, help="as fit_judging writes it")
    arguments = parser.parse_args()
    panels = []
    if wanted(arguments, "left-out"):
        kept = json.loads(arguments.left_out.read_text(encoding="utf-8"))
        sure = (
            np.asarray([each[0] for each in kept["told"]]),
            np.asarray([each[1] for each in kept["told"]], bool),
        )
        note = f"{kept['reports']} reports, each judged by trees that did not see it; {BINS} bins"
        more = {"event_type": by_type(kept)}
        panels.append(record(arguments, LEFT, sure, note=note, more=more))
    if wanted(arguments, "shipped"):
        panels += [panel for panel in shipped(arguments) if panel[0] == UNSEEN]
    if not arguments.limit and not arguments.only:
        PICTURE.write_text(plot(panels), encoding="utf-8")


if __name__ == "__main__":
    main()
