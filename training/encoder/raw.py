"""Raw news for the teacher to read: the beginnings of agency and broadcaster reports, with the actors our annotator finds.

``python -m training.encoder.raw --shared ../shared --out raw.jsonl``. Each line holds ``text`` and ``actors``, the first and
last word of each. Nobody has annotated these reports and none is of an evaluation set.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.actors.base import PackagedBase
from detente.language.annotate import EncoderAnnotator
from detente.records import Article

csv.field_size_limit(sys.maxsize)
#: Words of a report that are read: its news stands first, and more reports teach more than longer ones.
WORDS = 320
SHORTEST = 80
#: How the corpus spells an apostrophe or a quotation mark it lost.
_LOST = re.compile(r'"+\?')


def reports(path: Path) -> Iterator[str]:
    """Headline, blank line and the beginning of each report, in an order that depends on the text alone."""
    found = set()
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            words = _LOST.sub("'", row["text"]).split()
            if len(words) < SHORTEST:
                continue
            body = " ".join(words[:WORDS])
            if len(words) > WORDS:
                body = body[: max(body.rfind(". "), body.rfind('." ')) + 2].rstrip()
            title = " ".join(_LOST.sub("'", row["title"]).split())
            found.add(f"{title}\n\n{body}")
    return iter(sorted(found, key=lambda text: hashlib.sha256(text.encode()).hexdigest()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=2500, help="reports")
    arguments = parser.parse_args()
    source = arguments.shared / "data" / "news" / "newsarticles_2016_2017" / "NewsArticles.csv"
    annotator, base = EncoderAnnotator(), PackagedBase()
    with arguments.out.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(reports(source)):
            if number == arguments.most:
                break
            annotation = annotator.annotate(Article(f"raw{number}", text), base)
            words = annotation.words
            actors = []
            for mention in annotation.mentions:
                inside = [
                    i
                    for i, (a, b) in enumerate(zip(words.starts, words.stops, strict=True))
                    if a < mention.span.stop and mention.span.start < b
                ]
                if inside:
                    actors.append([inside[0], inside[-1]])
            stream.write(json.dumps({"text": text, "actors": actors}) + "\n")


if __name__ == "__main__":
    main()
