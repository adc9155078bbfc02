"""Article bodies out of saved pages, with plain trafilatura beside.

We refuse pages in other languages; the columns *read* give every system on the pages that we read.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import trafilatura
from trafilatura import extract

from detente.errors import SourceError
from detente.measuring import chain, extraction
from detente.measuring.evaluation import page_bytes
from detente.reading.extract import ArticleExtractor
from detente.settings import Settings
from record import options, timed, write

#: Reader comments are switched off, as in the benchmark's own run of trafilatura.
CONFIGURATIONS = (("default", {}), ("favor_precision", {"favor_precision": True}))


def ours(pages: list[extraction.PageGold]) -> list[str | SourceError]:
    """Our bodies, or why a page was refused."""
    door = ArticleExtractor(Settings().reading).draft
    return [chain.body(page_bytes(page.file), page.name, page.url, door) for page in pages]


def measure(arguments: argparse.Namespace, path: Path) -> None:
    """All systems on one set of pages."""
    pages = extraction.load(path)[: arguments.limit]
    answers, seconds = timed(lambda: ours(pages))
    scores = extraction.score(pages, answers)
    write(arguments, "extraction", "Détente", path.name, scores.n, scores.figures,
          seconds=seconds, by=scores.by)  # fmt: skip
    read = [i for i, answer in enumerate(answers) if isinstance(answer, str)]
    for label, flags in CONFIGURATIONS:
        bodies, seconds = timed(
            lambda flags=flags: [
                extract(page_bytes(page.file), include_comments=False, **flags) or ""
                for page in pages
            ]
        )
        scores = extraction.score(pages, bodies)
        same = extraction.score([pages[i] for i in read], [bodies[i] for i in read])
        figures = scores.figures | {f"read_{k}": same.figures[k] for k in ("p", "r", "f1")}
        system = f"trafilatura {trafilatura.__version__} {label}"
        write(arguments, "extraction", system, path.name, scores.n, figures, seconds=seconds)


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    for name in ("scrapinghub", "fundus_evaluation"):
        measure(arguments, arguments.shared / "data/news/extraction" / name)


if __name__ == "__main__":
    main()
