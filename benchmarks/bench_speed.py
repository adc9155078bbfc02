"""Speed on one's own machine: reports a second, memory, and where the time goes.

Reports of 450 to 550 words from NewsArticles 2016-17, the whole chain, models loaded and warm. One
process a core, each reading its own share; wall clock from a common start to the last report.
Then the cold start of ``detente read FILE`` and of ``detente --help``, each the median of five.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.pipeline import Pipeline
from detente.records import Page
from detente.settings import Settings
from record import options, write

SPLIT = "NewsArticles 2016-17, reports of 450-550 words"
WARM_UP = 5


def reports(shared: Path, count: int) -> list[Page]:
    """The first ``count`` reports of 450 to 550 words, in file order."""
    path = shared / "data/news/newsarticles_2016_2017/NewsArticles.csv"
    found: list[Page] = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if 450 <= len(row["text"].split()) <= 550 and len(found) < count:
                text = f"{row['title']}\n\n{row['text']}"
                found.append(Page(name=row["article_id"], content=text))
    return found


def one_core(pages: list[Page], start: object, answers: object) -> None:
    """Read a share: what a process of its own does, from the common start on."""
    pipeline = Pipeline.build(Settings())
    for page in pages[:WARM_UP]:
        pipeline.read_page(page)
    start.wait()
    began = time.perf_counter()
    rooms: dict[str, float] = {}
    words = 0
    for page in pages:
        reading, took = pipeline.timed_read(page)
        words += len(reading.article.text.split())
        for room, seconds in took.items():
            rooms[room] = rooms.get(room, 0.0) + seconds
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put((len(pages), words, seconds, memory, rooms))


def throughput(pages: list[Page], cores: int) -> tuple[dict[str, float], dict[str, float]]:
    """Figures over all processes, and the seconds each room took of one report."""
    # One thread a process: two processes on two cores must not fight over them. Set before they
    # start, as libraries read it when they load.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(cores), context.Queue()
    shares = [pages[i::cores] for i in range(cores)]
    workers = [context.Process(target=one_core, args=(share, start, answers)) for share in shares]
    for worker in workers:
        worker.start()
    told = [answers.get(timeout=900) for _ in workers]
    for worker in workers:
        worker.join()
    wall = max(seconds for _, _, seconds, _, _ in told)
    count = sum(row[0] for row in told)
    words = sum(row[1] for row in told)
    figures = {
        "reports_per_second": count / wall,
        "words_per_second": words / wall,
        "seconds_per_report_and_core": sum(row[2] for row in told) / count,
        "resident_mb_max": max(row[3] for row in told),
        "processes": float(cores),
    }
    names = sorted({room for row in told for room in row[4]})
    rooms = {room: sum(row[4].get(room, 0.0) for row in told) / count for room in names}
    return figures, rooms


def cold(command: list[str], times: int = 5) -> float:
    """The median wall-clock seconds of a command from nothing."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--reports", type=int, default=200, help="how many reports (default 200)")
    parser.add_argument("--cores", type=int, default=min(2, os.cpu_count() or 1))
    arguments = parser.parse_args()
    pages = reports(arguments.shared, arguments.limit or arguments.reports)
    load = os.getloadavg()[0]
    figures, rooms = throughput(pages, arguments.cores)
    note = f"load of the machine before the run {load:.1f}"
    by = {
        "milliseconds_per_report": {k: round(v * 1000, 2) for k, v in rooms.items()},
        "share": {k: round(v / sum(rooms.values()), 4) for k, v in rooms.items()},
    }
    system = f"Détente, {arguments.cores} processes"
    write(arguments, "speed", system, SPLIT, len(pages), figures, note=note, by=by)
    detente = str(Path(sys.executable).with_name("detente"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(str(pages[0].content), encoding="utf-8")
        figures = {
            "read_file_seconds": cold([detente, "read", str(file)]),
            "help_seconds": cold([detente, "--help"]),
            "version_seconds": cold([detente, "--version"]),
        }
    write(
        arguments,
        "speed",
        "Détente, cold start",
        "one report, median of five",
        1,
        figures,
        note=note,
    )


if __name__ == "__main__":
    main()
