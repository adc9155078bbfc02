"""Article bodies out of web pages, scored by shingles of four words.

The measure is that of the article extraction benchmark of Scrapinghub: shingles counted with
repetition, each page weighing the same, precision and recall averaged over the pages where they are
defined, F1 of the two averages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.errors import DataError, SourceError
from detente.measuring.files import CURE, read_json, require_folder
from detente.measuring.tally import Scores

WHAT: Final = "pages in html/ beside ground-truth.json (scrapinghub) or ground_truth.json (fundus)"
SHINGLE: Final = 4


@dataclass(frozen=True, slots=True)
class PageGold:
    """A page on disk (plain or gzipped HTML), its address where known, and its true body."""

    name: str
    file: Path
    url: str
    body: str


def load(path: Path) -> list[PageGold]:
    """The pages of a folder in either format (or of the ``dataset`` folder inside it), by name.

    Raises:
        DataError: neither format, or a page without its file.
    """
    require_folder(path, WHAT)
    for folder in (path, path / "dataset"):
        for file in ("ground-truth.json", "ground_truth.json"):
            if (folder / file).is_file():
                return _pages(folder, folder / file)
    raise DataError(f"{path} holds no ground truth", WHAT, CURE)


def _pages(folder: Path, truth: Path) -> list[PageGold]:
    rows = read_json(truth)
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise DataError(f"{truth} is not an object of objects", WHAT, CURE)
    pages = []
    for name, row in sorted(rows.items()):
        body = row.get("articleBody", row.get("body"))
        if isinstance(body, list):
            body = "\n\n".join(str(paragraph) for paragraph in body)
        if not isinstance(body, str):
            raise DataError(f"{name} of {truth} has no articleBody or body", WHAT, CURE)
        candidates = [folder / "html" / f"{name}{end}" for end in ("", ".html", ".html.gz", ".gz")]
        found = next((file for file in candidates if file.is_file()), None)
        if found is None:
            raise DataError(f"there is no page html/{name} in {folder}", WHAT, CURE)
        pages.append(PageGold(name, found, str(row.get("url", "")), body))
    if not pages:
        raise DataError(f"{truth} names no page", WHAT, CURE)
    return pages


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with their counts; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def compare(gold: str, predicted: str) -> tuple[float, float, float]:
    """Shares of shingles found, surplus and missed; they sum to 1, or to 0 for two empty texts."""
    a, b = shingles(gold), shingles(predicted)
    found, surplus, missed = (a & b).total(), (b - a).total(), (a - b).total()
    total = found + surplus + missed
    return (found / total, surplus / total, missed / total) if total else (0.0, 0.0, 0.0)


def _averages(rows: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    precisions = [f / (f + s) for f, s, _ in rows if f + s > 0]
    recalls = [f / (f + m) for f, _, m in rows if f + m > 0]
    p = sum(precisions) / len(precisions) if precisions else 0.0
    r = sum(recalls) / len(recalls) if recalls else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def score(pages: Sequence[PageGold], predicted: Sequence[str | SourceError]) -> Scores:
    """Score one body a page, or the error by which a page was refused, which counts as empty.

    ``read_*`` are the same figures over the pages that were not refused.
    """
    rows = [
        compare(page.body, body if isinstance(body, str) else "")
        for page, body in zip(pages, predicted, strict=True)
    ]
    refused = Counter(type(body).__name__ for body in predicted if not isinstance(body, str))
    accepted = [
        (row, page)
        for row, page, body in zip(rows, pages, predicted, strict=True)
        if isinstance(body, str)
    ]
    read = _averages([row for row, _ in accepted])
    figures = _averages(rows) | {f"read_{name}": value for name, value in read.items()}
    figures["refused"] = refused.total()
    worst = sorted(accepted, key=lambda item: (item[0][0], item[1].name))[:10]
    by = {
        "refused": dict(sorted(refused.items())),
        "worst": {p.name: {"found": r[0], "surplus": r[1], "missed": r[2]} for r, p in worst},
    }
    return Scores(len(pages), figures, by)
