"""What every benchmark shares: its options, and a result written down with where it came from.

A result is one JSON line of ``results/<topic>.json``: topic, system, split, n, figures, seconds,
note, command, date and commit. Running again replaces the line of the same system and split and
keeps the others, so that a slow peer need not run each time.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from detente.measuring import evaluate

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"


def options(description: str, systems: tuple[str, ...] = ()) -> argparse.ArgumentParser:
    """The options of a benchmark: where the data lies, which systems run, how much of it."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    default = os.environ.get("DETENTE_SHARED", HERE.parent.parent / "shared")
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds data")
    parser.add_argument("--limit", type=int, help="only the first so many items (not recorded)")
    if systems:
        parser.add_argument(
            "--only", choices=systems, action="append", help="run only this system (repeatable)"
        )
    return parser


def wanted(arguments: argparse.Namespace, system: str) -> bool:
    """Whether a system was asked for; all are when none was named."""
    return not arguments.only or system in arguments.only


def commit() -> str:
    """The commit the checkout stands at, with ``+`` when the source differs from it."""

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(HERE.parent), *words], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (
        "+" if git("status", "--porcelain", "src") else ""
    )


def write(
    arguments: argparse.Namespace,
    topic: str,
    system: str,
    split: str,
    n: int,
    figures: Mapping[str, float],
    *,
    seconds: float = 0.0,
    note: str = "",
    by: Mapping[str, Any] | None = None,
) -> None:
    """Print a result and, unless the run was limited, keep it."""
    shown = ", ".join(f"{name} {value:.4g}" for name, value in figures.items())
    print(f"{topic} | {system} | {split} | n={n} | {shown} | {seconds:.1f} s {note}", flush=True)
    if arguments.limit:
        return
    line = {
        "topic": topic, "system": system, "split": split, "n": n,
        "figures": {name: round(float(value), 5) for name, value in figures.items()},
        "by": by or {}, "seconds": round(seconds, 1), "note": note,
        "command": shlex.join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *sys.argv[1:]]),
        "date": datetime.date.today().isoformat(), "commit": commit(),
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{topic}.json"
    kept = [
        row
        for row in (json.loads(text) for text in file.read_text().splitlines())
        if (row["system"], row["split"]) != (system, split)
    ] if file.exists() else []  # fmt: skip
    rows = sorted([*kept, line], key=lambda row: (row["split"], row["system"]))
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What ``work`` returns, and the seconds it took."""
    started = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - started


def ours(
    arguments: argparse.Namespace, topic: str, set_name: str, path: Path, split: str, note: str = ""
) -> dict[str, Any]:
    """Score the whole chain on a set, as ``detente eval`` does, and write it down."""
    result = evaluate(set_name, path, limit=arguments.limit)
    write(
        arguments, topic, "Détente", split, result["n"], result["figures"],
        seconds=result["seconds"], note=note, by=small(result["by"]),
    )  # fmt: skip
    return result


def small(by: Mapping[str, Any]) -> dict[str, Any]:
    """The breakdowns of several lines without the long ones (documents), which need no keeping."""
    return {
        name: rows
        for name, rows in by.items()
        if name not in ("part", "held_out") and len(json.dumps(rows)) < 6000
    }
