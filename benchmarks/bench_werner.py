"""Werner: who does what to whom as CAMEO triples, on a fifth of the news part never trained on.

The fifth is every row whose sentence passes ``detente.measuring.werner.held_out``.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from detente.measuring import werner
from record import options, ours

SPLIT = "Werner train.csv, held-out fifth of the news part"


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    source = arguments.shared / "data/events/werner/train.csv"
    with source.open(encoding="utf-8", newline="") as stream:
        rows = [
            r for r in csv.DictReader(stream) if r["part"] == "news" and werner.held_out(r["text"])
        ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "held_out.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ["text", "label", "part"])
            writer.writeheader()
            writer.writerows(rows)
        ours(arguments, "werner", "werner", path, SPLIT)


if __name__ == "__main__":
    main()
