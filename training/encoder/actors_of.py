"""The actors of Werner's sentences as the shipped annotator finds them, for pairs that are none.

``python -m training.encoder.actors_of WERNER.csv OUT.json``. A file of its own because it needs the runtime, which
a training from scratch does not have yet: without it only the gold actors make negatives.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from detente.actors.base import PackagedBase
from detente.language.annotate import EncoderAnnotator
from detente.records import Article


def main(source: Path, out: Path) -> None:
    annotator, base = EncoderAnnotator(), PackagedBase()
    found: dict[str, list[list[int]]] = {}
    with source.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            text = row["text"]
            annotation = annotator.annotate(Article(f"w{number}", text), base)
            words = annotation.words
            found[text] = [
                [
                    i
                    for i in range(len(words))
                    if words.starts[i] < m.span.stop and m.span.start < words.stops[i]
                ]
                for m in annotation.mentions
            ]
    out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
