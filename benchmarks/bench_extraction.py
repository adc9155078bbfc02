"""Article bodies out of saved pages, with plain trafilatura beside."""

from __future__ import annotations

import trafilatura
from trafilatura import extract

from detente.measuring import extraction
from detente.measuring.evaluation import page_bytes
from record import options, ours, timed, wanted, write

#: Reader comments are switched off, as in the benchmark's own run of trafilatura.
CONFIGURATIONS = (("default", {}), ("favor_precision", {"favor_precision": True}))


def main() -> None:
    arguments = options(__doc__ or "", ("trafilatura", "detente")).parse_args()
    for name in ("scrapinghub", "fundus_evaluation"):
        path = arguments.shared / "data/news/extraction" / name
        pages = extraction.load(path)[: arguments.limit]
        if wanted(arguments, "trafilatura"):
            for label, flags in CONFIGURATIONS:
                bodies, seconds = timed(
                    lambda flags=flags, pages=pages: [
                        extract(page_bytes(page.file), include_comments=False, **flags) or ""
                        for page in pages
                    ]
                )
                scores = extraction.score(pages, bodies)
                system = f"trafilatura {trafilatura.__version__} {label}"
                write(arguments, "extraction", system, name, scores.n, scores.figures,
                      seconds=seconds)  # fmt: skip
        if wanted(arguments, "detente"):
            ours(arguments, "extraction", "extraction", path, name)


if __name__ == "__main__":
    main()
