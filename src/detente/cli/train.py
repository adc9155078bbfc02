"""``detente train``: a model of a user's own types of events from labelled sentences."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.errors import TableError
    from detente.measuring.training import Progress, Trained

HELP = "learn your own types of events from labelled sentences"
DESCRIPTION = (
    "Reads a CSV file with the columns text, initiator, recipient and type, fits a model on the vectors of the "
    "shipped encoder, says by cross-validation how good it is, and writes it for detente read --types."
)
#: Broken rows that are named; more of them are probably one mistake made in every row.
_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``detente train``."""
    parser.add_argument("labels", type=Path, metavar="LABELS", help="the CSV file")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the model to write, an .npz file"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings file (nearest detente.toml)"
    )


def run(args: argparse.Namespace) -> int:
    """Train and write; 0 when the model was written. Nothing is written where anything is wrong."""
    from detente.cli import saving  # noqa: PLC0415 - nothing heavy before a command runs
    from detente.coding.labels import to_bytes  # noqa: PLC0415
    from detente.errors import TableError  # noqa: PLC0415
    from detente.measuring.training import read_labels, train_on  # noqa: PLC0415
    from detente.settings import find_settings_file, load_settings  # noqa: PLC0415

    saving.check(args.out)
    settings = load_settings(args.settings or find_settings_file(Path.cwd()))
    examples, wrong = read_labels(args.labels)
    if wrong:
        _name(wrong)
        raise TableError(
            f"{len(wrong)} of {len(wrong) + len(examples)} rows of {args.labels} are wrong",
            "every row right",
            "mend them and run it again; nothing was written",
        )
    with _progress() as stage:
        trained = train_on(examples, settings, stage)
    for warning in trained.warnings:
        _say(f"warning: {warning}")
    saving.save_bytes(args.out, to_bytes(trained.model))
    if args.json:
        from detente import wire  # noqa: PLC0415

        value = {"labels_file": str(args.labels), "model": str(args.out), **trained.to_json()}
        print(wire.dumps(value, indent=2, ascii_only=True))
    else:
        sys.stdout.write(tell(trained, str(args.labels)))
    _say(f"wrote {args.out}")
    return 0


def tell(trained: Trained, name: str) -> str:
    """The figures in words and columns."""
    from detente.telling import clean  # noqa: PLC0415

    figures = trained.figures
    rows = sum(int(part["rows"]) for part in trained.by_type.values())
    lines = [
        f"{clean(name)}: {rows} rows, {len(trained.model.labels)} types",
        "",
        "macro F1, five-fold cross-validation (rows of one text stay together)",
        f"  this model           {_percent(figures['macro_f1'])}",
        f"  the most common type {_percent(figures['majority_macro_f1'])}",
    ]
    if "shipped_macro_f1" in figures:
        lines += [
            f"  without training     {_percent(figures['shipped_macro_f1'])}"
            "  on rows whose type is one of PLOVER's;",
            f"  this model there     {_percent(figures['ours_macro_f1_plover'])}",
        ]
    width = max(len(clean(label)) for label in trained.model.labels)
    lines += ["", f"{'type':<{width}}  precision   recall       F1  rows"]
    for label, part in trained.by_type.items():
        shown = "  ".join(_percent(part[key]) for key in ("precision", "recall", "f1"))
        lines.append(f"{clean(label):<{width}}  {shown}  {int(part['rows']):>4}")
    return "\n".join(lines) + "\n"


def _percent(share: float) -> str:
    return f"{share * 100:>6.1f} %"


def _name(wrong: list[TableError]) -> None:
    for error in wrong[:_NAMED]:
        _say(str(error))
    if len(wrong) > _NAMED:
        _say(f"and {len(wrong) - _NAMED} more rows")


def _say(message: str) -> None:
    from detente.telling import clean  # noqa: PLC0415

    print(f"detente: {clean(message)}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str], Progress]]:
    """A bar on standard error for each stage, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _name: lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:

        def stage(name: str) -> Progress:
            task = bar.add_task(name, total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield stage
