"""Readings against gold readings: gold/dev, and our own doubly annotated Wikinews reports.

Our own are stand-off (``gold/``): the texts are rebuilt from the shared Wikinews tables. Part ``dev`` was tuned on,
part ``test`` by nobody; the second annotator stands beside us, scored by the same scorer in the same run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from detente.measuring import gold
from record import HERE, options, ours, write

sys.path.insert(0, str(HERE / "gold"))
from convert import load

HUMAN = "two careful readers: 94 contents, 92 who said what, 91 events"


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    ours(arguments, "gold", "gold", arguments.shared / "data/gold/dev.jsonl", "gold/dev", HUMAN)
    wikinews = arguments.shared / "data/news/wikinews_2019_2020"
    first = load(HERE / "gold" / "readings_a.jsonl", wikinews)
    second = {d["article_id"]: d for d in load(HERE / "gold" / "readings_b.jsonl", wikinews)}
    for part in ("dev", "test"):
        split = f"own readings, {part} part"
        rows = [d for d in first if d["part"] == part]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gold.jsonl"
            path.write_text("".join(json.dumps(d) + "\n" for d in rows), "utf-8")
            ours(arguments, "gold", "gold", path, split, "tuned on" if part == "dev" else "")
            read = gold.load(path)
        scores = gold.score(read, [second[row["article_id"]] for row in rows])
        write(arguments, "gold", "the second annotator", split, scores.n, scores.figures)


if __name__ == "__main__":
    main()
