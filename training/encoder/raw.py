"""Raw news for the teacher to read: the beginnings of reports, with the actors our annotator finds in them.

``python -m training.encoder.raw --shared ../shared --out raw.jsonl``. Each line holds ``text`` and ``actors``, the first and
last word of each. Reports that somebody has marked or read for this project are left out, those of our own test among them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from pathlib import Path

from detente.actors.base import PackagedBase
from detente.coding.relation import word_range
from detente.language.annotate import EncoderAnnotator
from detente.records import Article
from training.coding import marked
from training.encoder import corpora

#: Words of a report that are read: its news stands first, and more reports teach more than longer ones.
WORDS = 320
SHORTEST = 80
OWN_GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"


def reports(shared: Path, gold: Path) -> list[str]:
    """Headline, blank line and the beginning of each report, in an order that depends on the text alone."""
    news = shared / "data" / "news"
    marked_rows = {
        json.loads(line)["row"]
        for path in sorted(marked.FOLDER.glob("newsarticles*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    rows = marked.texts(news / marked.CORPORA["newsarticles"])
    told = [text for row, text in rows.items() if row not in marked_rows]
    read = {
        json.loads(line).get("article_id") or json.loads(line)["row"]
        for path in (*sorted(OWN_GOLD.glob("*.jsonl")), marked.FOLDER / "wikinews.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    for document in corpora.wikinews(news / "wikinews_2019_2020", gold):
        if document.name in read:
            continue
        title, _, body = document.text.partition("\n\n")
        told.append((title, body))
    found = {
        f"{title}\n\n{beginning(body)}" for title, body in told if len(body.split()) >= SHORTEST
    }
    return sorted(found, key=lambda text: hashlib.sha256(text.encode()).hexdigest())


def beginning(body: str) -> str:
    """The first sentences, paragraphs kept, up to ``WORDS`` words."""
    end = [match.end() for match in re.finditer(r"\S+", body)][:WORDS][-1]
    if not body[end:].strip():
        return body.strip()
    stop = max(body.rfind(mark, 0, end) for mark in (". ", '." ', ".\n"))
    return body[: stop + 2].strip() if stop > 0 else body[:end]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=2500, help="reports")
    arguments = parser.parse_args()
    gold = arguments.shared / "data" / "gold" / "dev.jsonl"
    annotator, base = EncoderAnnotator(), PackagedBase()
    with arguments.out.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(reports(arguments.shared, gold)):
            if number == arguments.most:
                break
            annotation = annotator.annotate(Article(f"raw{number}", text), base)
            reaches = (word_range(annotation.words, m.span) for m in annotation.mentions)
            actors = [list(reach) for reach in reaches if reach is not None]
            stream.write(json.dumps({"text": text, "actors": actors}) + "\n")


if __name__ == "__main__":
    main()
