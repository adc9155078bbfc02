"""Figures by PLOVER type for the model card, out of the results that are kept: no model is run.

``python benchmarks/by_type.py`` prints the table; ``--card training/encoder/MODEL_CARD.md`` puts it
between the two marks in the card. Run ``bench_gold.py``, ``bench_calibration.py`` and
``bench_plv.py`` first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from detente.measuring.plv import TO_ROOT
from detente.measuring.tally import Tally, macro_f1
from record import RESULTS
from report import table

BEGIN: Final = "<!-- figures by type: python benchmarks/by_type.py --card; not edited by hand -->"
END: Final = "<!-- end of figures by type -->"
TUNED: Final = ("gold/dev", "own readings, dev part")
UNSEEN: Final = ("own readings, test part",)
LEFT_OUT: Final = ("reports left out of the fit",)


def lines(topic: str) -> list[dict[str, Any]]:
    """Our kept results of a topic; none when it never ran."""
    file = RESULTS / f"{topic}.json"
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [row for row in map(json.loads, rows) if row["system"] == "Détente"]


def tallies(topic: str, splits: Sequence[str], name: str) -> dict[str, Tally]:
    """Counts by type (or root), summed over splits."""
    found: dict[str, Tally] = {}
    for row in lines(topic):
        if splits and row["split"] not in splits:
            continue
        for kind, own in row["by"].get(name, {}).items():
            counts = Tally(own["matched"], own["predicted"], own["gold"])
            found[kind] = found.get(kind, Tally()) + counts
    return found


def cells(tally: Tally | None) -> list[str]:
    """Precision, recall, F1 as percentages and the number of gold events."""
    if tally is None:
        return ["", "", "", "0"]
    return [*(f"{100 * value:.0f}" for value in (tally.precision, tally.recall, tally.f1)),
            f"{tally.gold:.0f}"]  # fmt: skip


def summary(found: Mapping[str, Tally]) -> list[list[str]]:
    """The last rows of a column group: all events together, and the mean F1 of the types."""
    if not found:
        return [["", "", "", ""]] * 2
    every = sum(found.values(), start=Tally())
    return [cells(every), ["", "", f"{100 * macro_f1(found.values()):.0f}", ""]]


def rendered() -> list[str]:
    """The table with what its columns are."""
    groups = {
        "tuned": tallies("gold", TUNED, "event_type"),
        "left out": tallies("calibration", LEFT_OUT, "event_type"),
        "unseen": tallies("gold", UNSEEN, "event_type"),
    }
    roots = tallies("plv", (), "root")
    kinds = sorted({kind for group in groups.values() for kind in group})
    body = []
    for kind in kinds:
        root = TO_ROOT.get(kind, kind)
        row = [cell for group in groups.values() for cell in cells(group.get(kind))]
        plv = cells(roots[root])[2:] if root in roots else ["", ""]
        body.append([kind + (f" ({root} in PLV)" if root != kind else ""), *row, *plv])
    ends = [summary(group) for group in groups.values()]
    for number, name in enumerate(("all events", "mean of types")):
        row = [cell for end in ends for cell in end[number]]
        body.append([name, *row, *summary(roots)[number][2:]])
    heads = [f"{name} {figure}" for name in groups for figure in ("P", "R", "F1", "n")]
    return [
        "Events by type, strict (type, both countries, shared words), in per cent; n is gold events."
        " *tuned*: the shipped chain on gold/dev and the dev part of our own readings, which the"
        " judge was fitted on. *left out*: every report read by hand for fitting, judged by trees"
        " that did not see it. *unseen*: the shipped chain on the test part, which nobody tuned on."
        " *PLV*: roots on the fifth of PLV that no training saw, parties given.",
        "",
        *table(["type", *heads, "PLV F1", "PLV n"], body),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--card", type=Path, help="model card to put the table in")
    card: Path | None = parser.parse_args().card
    text = "\n".join(rendered())
    if card is None:
        print(text)
        return
    before, begin, rest = card.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    if not begin or END not in rest:
        raise SystemExit(f"{card} has no line {BEGIN!r} followed by {END!r}; put both in")
    card.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
