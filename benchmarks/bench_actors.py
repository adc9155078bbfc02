"""Phrases to country and sector (the actor cases of NGEC that are open), and how fast names are resolved.

The speed is what the issue asks: all mentions of a report of 500 words, that is the scan for known names and the
resolution of every mention, on one core, on Wikinews reports the base has not seen. A base is opened afresh with
every memory of phrases emptied, warmed on the first forty reports, and timed on the rest, each once; that is done
five times, and each report counts with its fastest time, because other work shares the machine. Times are CPU
times, scaled to 500 words.

In the pipeline the encoder stands between scan and resolution and drives everything else out of the processor's
caches. The *cold* figures are timed so: forty megabytes are read before each scan and each resolution. The median
of single reports near 500 words, cold, is the honest one; that of all reports together favours long ones.
"""

from __future__ import annotations

import gc
import time
from statistics import median

import numpy as np

from bench_actor_precision import unseen
from detente.actors import likeness, offices, spelling
from detente.actors.base import PackagedBase
from detente.pipeline import Pipeline
from detente.records import Annotation, Article
from record import options, ours, write

PUBLISHED = "NGEC's authors pass 245 of their 376 at one date"
REPORTS, WARM, TIMES = 200, 40, 5
LEAST, MOST = 400, 700
#: Numbers of eight bytes that are read to drive all else out of the caches: more than any of them holds.
CROWD = 5_000_000


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    path = arguments.shared / "data/actors/ngec_actor_cases.jsonl"
    ours(arguments, "actors", "actors", path, "190 open NGEC cases", PUBLISHED)
    pipeline = Pipeline.build()
    articles = unseen(arguments.shared, arguments.limit or REPORTS)
    read = [(one, pipeline.annotator.annotate(one, pipeline.actors)) for one in articles]
    figures = speed(read)
    note = "fastest of five passes for each report; milliseconds of CPU for 500 words"
    split = f"{REPORTS} unseen Wikinews reports"
    write(arguments, "actor_speed", "Détente", split, len(read), figures, note=note)


def speed(read: list[tuple[Article, Annotation]]) -> dict[str, float]:
    """Milliseconds of CPU for 500 words: scan and resolve, of all reports together and of those near that length."""
    gc.collect()
    gc.freeze()
    return {
        **_figures(read, ""),
        **_figures(read, "cold_", np.ones(CROWD)),
        "load_seconds": min(_opened() for _ in range(TIMES)),
    }


def _figures(
    read: list[tuple[Article, Annotation]], prefix: str, crowd: np.ndarray | None = None
) -> dict[str, float]:
    passes = [_pass(read, crowd) for _ in range(TIMES)]
    sizes = [len(article.text.split()) for article, _ in read][WARM:]
    scans = [min(one[place][0] for one in passes) for place in range(len(sizes))]
    resolves = [min(one[place][1] for one in passes) for place in range(len(sizes))]
    both = [scan + resolve for scan, resolve in zip(scans, resolves, strict=True)]
    scaled = [500_000 * spent / size for spent, size in zip(both, sizes, strict=True)]
    near = [
        value for value, size in zip(scaled, sizes, strict=True) if LEAST <= size <= MOST
    ] or scaled
    words = sum(sizes)
    return {
        f"{prefix}ms_500_words": 500_000 * sum(both) / words,
        f"{prefix}ms_500_words_scan": 500_000 * sum(scans) / words,
        f"{prefix}ms_500_words_resolve": 500_000 * sum(resolves) / words,
        f"{prefix}ms_500_words_median_of_reports_near_500": median(near),
    }


def _opened() -> float:
    began = time.process_time()
    PackagedBase().scan("Tokyo")
    return time.process_time() - began


def _pass(
    read: list[tuple[Article, Annotation]], crowd: np.ndarray | None
) -> list[tuple[float, float]]:
    """Seconds for scan and resolve of each report after the warm ones, by a base that knows nothing of them."""
    for memory in (
        spelling.words, spelling.phrase_tokens, spelling.piece_tokens, spelling.plain, spelling.sound, spelling.word_hash,
        spelling._taken_apart, offices.office_class, likeness.alike,
    ):  # fmt: skip
        memory.cache_clear()
    base = PackagedBase()
    spent = []
    for article, annotation in read:
        if crowd is not None:
            crowd.sum()
        began = time.process_time()
        base.scan(article.text)
        scanned = time.process_time() - began
        if crowd is not None:
            crowd.sum()
        began = time.process_time()
        base.resolve(article, annotation)
        spent.append((scanned, time.process_time() - began))
    return spent[WARM:]


if __name__ == "__main__":
    main()
