"""UniversalPetrarch (openeventdata, MIT) as a peer: from a user's checkout, or from kept answers.

Nothing of the peer is in this repository, neither code nor dictionaries. To run it, get
``https://github.com/openeventdata/UniversalPetrarch`` (commit ``COMMIT``; the last one) and give it
an environment of its own, because it needs networkx 1.11, which needs Python 3.8 or older::

    git clone https://github.com/openeventdata/UniversalPetrarch ../UniversalPetrarch
    python3.8 -m venv ../up-env
    ../up-env/bin/pip install networkx==1.11 spacy==2.3.9 en-ud-model-sm==1.1.0 python-dateutil
    export UNIVERSAL_PETRARCH=../UniversalPetrarch
    export UNIVERSAL_PETRARCH_PYTHON=../up-env/bin/python
    python benchmarks/bench_werner.py

The options ``--universal-petrarch`` and ``--peer-python`` say the same. The UD trees that it wants
come from spaCy with ``en-ud-model-sm``, not from its authors' UDPipe, whose model no registry has.

Without a checkout its answers are taken from ``universal_petrarch/<set>.jsonl``: codes and
character ranges under a hash of the text, never a text. A run with the checkout renews that file.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from detente.errors import DataError

COMMIT: Final = "067552d83956f552d355256bf200e89ec9fdb7dc"
KEPT: Final = Path(__file__).with_suffix("")
WORKER: Final = Path(__file__).with_name("universal_petrarch_worker.py")
#: What the peer calls its settings: its own default, and its second verb dictionary added to it.
CONFIGURATIONS: Final = {
    "default": "UniversalPetrarch",
    "both": "UniversalPetrarch, both dictionaries",
}
PARSER: Final = "en-ud-model-sm 1.1.0 on spaCy 2.3.9"
#: Day of texts without one; the actor dictionaries end in 2014.
NO_DAY: Final = datetime.date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class PeerEvent:
    """An event as the peer codes it.

    ``code`` is CAMEO with two to four digits, ``source`` and ``target`` its actor codes (a country
    of three letters, then sectors; ``---`` for nobody), ``source_at`` and ``target_at`` character
    ranges of the actors' words in the text.
    """

    code: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    source_at: tuple[tuple[int, int], ...]
    target_at: tuple[tuple[int, int], ...]

    @property
    def root(self) -> int:
        """The CAMEO root, 1 to 20; 0 for a code that begins with no two digits."""
        return int(self.code[:2]) if self.code[:2].isdigit() else 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What the peer answered to each text, how it was made, seconds of the run (0 when kept)."""

    events: list[tuple[PeerEvent, ...]]
    note: str
    seconds: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say where the user's copy of the peer is."""
    parser.add_argument(
        "--universal-petrarch",
        default=os.environ.get("UNIVERSAL_PETRARCH"),
        help="checkout of openeventdata/UniversalPetrarch (else its kept answers are scored)",
    )
    parser.add_argument(
        "--peer-python",
        default=os.environ.get("UNIVERSAL_PETRARCH_PYTHON"),
        help="Python 3.8 with networkx 1.11, spacy 2.3.9, en-ud-model-sm and python-dateutil",
    )


def answers(
    arguments: argparse.Namespace,
    name: str,
    configuration: str,
    texts: Sequence[tuple[str, datetime.date]],
    *,
    whole: bool,
) -> Answers:
    """What the peer codes in each text, from the user's checkout or, without one, as kept.

    Args:
        arguments: options of :func:`add_options`, and ``limit``.
        name: the set, which names the file of kept answers.
        configuration: a key of :data:`CONFIGURATIONS`.
        texts: each with the day that decides who holds an office.
        whole: a text is one sentence by the set's own word and is parsed as one tree.

    Raises:
        DataError: no checkout and no kept answer for a text, or a checkout that does not run.
    """
    keys = [key(text, day, whole=whole) for text, day in texts]
    path = KEPT / f"{name}-{configuration}.jsonl"
    if not arguments.universal_petrarch:
        head, kept = read(path)
        missing = next((i for i, own in enumerate(keys) if own not in kept), None)
        if missing is not None:
            raise DataError(
                f"{path} has no answer of UniversalPetrarch for text {missing} of {name}",
                "answers for the texts of the set as it is now",
                f"run again with --universal-petrarch CHECKOUT; see {Path(__file__).name}",
            )
        note = (
            f"kept answers of {head['date']}: commit {head['commit'][:7]}, {head['parser']};"
            f" {head['crashed']} of {head['texts']} texts crashed it"
        )
        return Answers([kept[own] for own in keys], note, 0.0)
    started = time.perf_counter()
    lines = run(arguments, configuration, keys, texts, whole=whole)
    seconds = time.perf_counter() - started
    crashed = sum("crash" in line for line in lines)
    commit = checkout_commit(Path(arguments.universal_petrarch))
    if not arguments.limit:
        keep(path, lines, commit, crashed)
    found = {line["key"]: tuple(map(event_of, line["events"])) for line in lines}
    note = (
        f"run beside us: commit {commit[:7]}, {PARSER}; {crashed} of {len(lines)} texts crashed it"
    )
    return Answers([found[own] for own in keys], note, seconds)


def key(text: str, day: datetime.date, *, whole: bool) -> str:
    """Sixteen hexadecimal digits that stand for a text and how it is asked."""
    asked = f"{day:%Y%m%d} {whole:d} {text}"
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()[:16]


def run(
    arguments: argparse.Namespace,
    configuration: str,
    keys: Sequence[str],
    texts: Sequence[tuple[str, datetime.date]],
    *,
    whole: bool,
) -> list[dict[str, Any]]:
    """One line of answer for each different text.

    Raises:
        DataError: the checkout or its Python is not one that the peer runs with.
    """
    folder = Path(arguments.universal_petrarch).resolve() / "UniversalPetrarch"
    asked = {
        own: {"key": own, "text": text, "day": f"{day:%Y%m%d}", "whole": whole}
        for own, (text, day) in zip(keys, texts, strict=True)
    }
    python = shutil.which(arguments.peer_python or "python3.8")
    if python is None:
        raise DataError(
            f"no Python at {arguments.peer_python or 'python3.8'!r}",
            "the Python 3.8 of an environment that UniversalPetrarch runs in",
            f"--peer-python PATH; see how to make one in {Path(__file__).name}",
        )
    done = subprocess.run(
        [python, "-W", "ignore", str(WORKER), str(folder), configuration],
        input="".join(json.dumps(line) + "\n" for line in asked.values()),
        capture_output=True,
        text=True,
        check=False,
        # Its answers depend on the order of sets; even so a few vary from run to run.
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": ""},
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(lines) != len(asked):
        raise DataError(
            f"UniversalPetrarch at {folder} stopped: {done.stderr.strip()[-500:]}",
            "a checkout and a Python that can run it",
            f"see how to get them in {Path(__file__).name}",
        )
    return lines


def checkout_commit(folder: Path) -> str:
    """The commit of the user's checkout, with ``+`` when what codes differs; "unknown" without git."""

    def git(*words: str) -> str:
        command = ["git", "-C", str(folder), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    commit = git("rev-parse", "HEAD") or "unknown"
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "*.py", "*.txt", "*.ini")
    return commit + ("+" if changed else "")


def keep(path: Path, lines: Sequence[dict[str, Any]], commit: str, crashed: int) -> None:
    """Write answers without any text: a line that says what made them, then a line a text."""
    head = {
        "peer": "openeventdata/UniversalPetrarch", "commit": commit, "parser": PARSER,
        "date": datetime.date.today().isoformat(), "texts": len(lines), "crashed": crashed,
    }  # fmt: skip
    fields = ("code", "source", "target", "source_at", "target_at")
    body = sorted([line["key"], [[e[f] for f in fields] for e in line["events"]]] for line in lines)
    path.parent.mkdir(exist_ok=True)
    rows = [json.dumps(row, separators=(",", ":")) for row in (head, *body)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[dict[str, Any], dict[str, tuple[PeerEvent, ...]]]:
    """What made kept answers, and the answers by key.

    Raises:
        DataError: nothing is kept for this set.
    """
    if not path.exists():
        raise DataError(
            f"{path} is not there",
            "kept answers of UniversalPetrarch",
            f"give --universal-petrarch CHECKOUT; see {Path(__file__).name}",
        )
    head, *body = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    fields = ("code", "source", "target", "source_at", "target_at")
    kept = {
        own: tuple(event_of(dict(zip(fields, event, strict=True))) for event in events)
        for own, events in body
    }
    return head, kept


def event_of(line: dict[str, Any]) -> PeerEvent:
    """An event from a line of the worker's."""
    places = [tuple((a, b) for a, b in line[name]) for name in ("source_at", "target_at")]
    return PeerEvent(line["code"], tuple(line["source"]), tuple(line["target"]), *places)
