"""The texts the encoder learns from, each with its own licence note in ``training/encoder/MODEL_CARD.md``.

Nothing here reads an evaluation split: PolNeAR train only, Wikinews less the reports of ``gold/dev.jsonl`` and of ``benchmarks/gold/order.txt``,
the train parts of PLV and Werner.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

csv.field_size_limit(sys.maxsize)
OWN_GOLD = Path(__file__).parents[2] / "benchmarks" / "gold" / "order.txt"
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Attribution:
    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Document:
    name: str
    text: str
    #: None: not annotated for attribution (teaches syntax and names only).
    attributions: tuple[Attribution, ...] | None = None
    extra: dict[str, object] = field(default_factory=dict)


def polnear(folder: Path) -> list[Document]:
    """Every article of a PolNeAR part, with its first annotator's attributions."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    documents = []
    for stem, path in sorted(first.items()):
        text = (folder / "text" / f"{stem}.txt").read_text("utf-8")
        documents.append(Document(stem, text, _brat(path)))
    return documents


def _brat(path: Path) -> tuple[Attribution, ...]:
    spans: dict[str, tuple[str, Spans]] = {}
    attributions: list[Attribution] = []
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            label, _, offsets = parts[1].partition(" ")
            found = re.findall(r"(\d+) (\d+)", offsets)
            spans[parts[0]] = (label, tuple((int(a), int(b)) for a, b in found))
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if not line.startswith("E") or len(parts) < 2:
            continue
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        if not parts[1].startswith("Attribution"):
            continue
        for item in parts[1].split()[1:]:
            role, _, key = item.partition(":")
            role = role.rstrip("0123456789")
            if role in roles and key in spans:
                roles[role].extend(spans[key][1])
        if roles["Content"] or roles["Cue"]:
            attributions.append(
                Attribution(*(tuple(sorted(roles[r])) for r in ("Source", "Cue", "Content")))
            )
    return tuple(attributions)


def wikinews(folder: Path, gold: Path) -> list[Document]:
    """Wikinews reports of usual length, less those of gold/dev and of our own readings read twice."""
    kept_back = {json.loads(line)["article_id"] for line in gold.open(encoding="utf-8")}
    kept_back |= {line.split()[0] for line in OWN_GOLD.read_text(encoding="utf-8").splitlines()}
    documents = []
    for path in sorted(folder.glob("wikinews_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream)):
                name = f"{path.name}:{number}"
                text = next((row[k] for k in ("text", "content", "body") if row.get(k)), "")
                title = row.get("title", "")
                if name in kept_back or not 200 <= len(text) <= 12_000:
                    continue
                documents.append(Document(name, f"{title}\n\n{text}"))
    return documents


def sentences(events: Path) -> list[Document]:
    """Single sentences of the event sets' train parts: syntax and names in the wording of the wires."""
    texts: set[str] = set()
    with (events / "plv" / "train.tsv").open(encoding="utf-8") as stream:
        texts |= {row["sentence"] for row in csv.DictReader(stream, delimiter="\t", quoting=3)}
    with (events / "werner" / "train.csv").open(encoding="utf-8") as stream:
        texts |= {row["text"] for row in csv.DictReader(stream) if row["part"] == "news"}
    with (events / "un_quadclass" / "en_annotations_quad_multiclass.tsv").open(
        encoding="utf-8"
    ) as s:
        rows = list(csv.reader(s, delimiter="\t", quoting=3))
    texts |= {max(row, key=len) for row in rows[1::3]}
    return [
        Document(f"s{i}", t) for i, t in enumerate(sorted(t for t in texts if 20 < len(t) < 1500))
    ]
