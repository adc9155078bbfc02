"""Werner: who does what to whom as CAMEO triples, on a fifth of the news part never trained on.

The fifth is every row whose sentence passes ``detente.measuring.werner.held_out``. Beside us on the
same sentences: UniversalPetrarch, whose events are CAMEO triples as they come.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from detente.measuring import werner
from peers import universal_petrarch
from record import options, ours, wanted, write

SPLIT = "Werner train.csv, held-out fifth of the news part"


def triples(text: str, events: Sequence[universal_petrarch.PeerEvent]) -> tuple[werner.Triple, ...]:
    """The peer's events as triples of the words that name its actors; the scorer drops empty ones."""

    def words(places: Sequence[tuple[int, int]]) -> str:
        return " ".join(text[start:stop] for start, stop in places)

    found = [werner.Triple(words(e.source_at), words(e.target_at), e.root) for e in events]
    return tuple(dict.fromkeys(found))


def peer(arguments: argparse.Namespace, path: Path) -> None:
    """Score UniversalPetrarch on the same sentences, in both its configurations."""
    rows = werner.load(path)[: arguments.limit]
    texts = [(row.text, universal_petrarch.NO_DAY) for row in rows]
    for configuration, name in universal_petrarch.CONFIGURATIONS.items():
        found = universal_petrarch.answers(arguments, "werner", configuration, texts, whole=True)
        scores = werner.score(
            rows, [triples(row.text, e) for row, e in zip(rows, found.events, strict=True)]
        )
        write(arguments, "werner", name, SPLIT, scores.n, scores.figures, seconds=found.seconds,
              note=found.note)  # fmt: skip


def main() -> None:
    parser = options(__doc__ or "", ("detente", "universal-petrarch"))
    universal_petrarch.add_options(parser)
    arguments = parser.parse_args()
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
        if wanted(arguments, "universal-petrarch"):
            peer(arguments, path)
        if wanted(arguments, "detente"):
            ours(arguments, "werner", "werner", path, SPLIT)


if __name__ == "__main__":
    main()
