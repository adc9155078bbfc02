"""The phrases of Werner's and like sentences that may be parties, as the package finds them, for pairs that are none.

``python -m training.encoder.actors_of OUT.json WERNER.csv [HEADLINES.jsonl CORPUS.csv]``. A file of its own because it needs the runtime, which
a training from scratch does not have yet: without it only the gold actors make negatives.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from detente.actors.base import PackagedBase
from detente.coding.triple_actors import phrases
from detente.language.annotate import EncoderAnnotator
from detente.records import Article
from training.coding import headlines as labelled


def main(
    out: Path, werner: Path, headlines: Path | None = None, corpus: Path | None = None
) -> None:
    with werner.open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    if headlines is not None and corpus is not None:
        texts += [text for text, _ in labelled.load(headlines, corpus)]
    annotator, base = EncoderAnnotator(), PackagedBase()
    found: dict[str, list[list[int]]] = {}
    for number, text in enumerate(texts):
        annotation = annotator.annotate(Article(f"w{number}", text), base)
        found[text] = [
            list(range(first, last + 1))
            for first, last in phrases(annotation.words, annotation.mentions)
        ]
    out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:]))
