"""``detente eval``: score an evaluation set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.cli.arguments import count

HELP = "score an evaluation set: gold, plv, werner, polnear, actors, extraction or summary"
DESCRIPTION = (
    "Reads an evaluation set and says how right the answers are. The sets and their formats are "
    "described in docs/reference/measuring.md. Fractions are printed as percentages."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``detente eval``."""
    parser.add_argument("set_name", metavar="SET", help="the kind of set")
    parser.add_argument("path", metavar="PATH", help="its file or folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--limit", type=count, metavar="N", help="score only the first N items")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings file (nearest detente.toml)"
    )


def run(args: argparse.Namespace) -> int:
    """Score and print; 0 unless the set cannot be read."""
    from detente import wire  # noqa: PLC0415 - nothing heavy before a command runs
    from detente.measuring import evaluate  # noqa: PLC0415
    from detente.settings import find_settings_file, load_settings  # noqa: PLC0415

    settings = load_settings(args.settings or find_settings_file(Path.cwd()))
    result = evaluate(args.set_name, args.path, settings=settings, limit=args.limit)
    if args.json:
        print(wire.dumps(result, indent=2, ascii_only=True))
    else:
        sys.stdout.write(table(result))
    return 0


def table(result: Mapping[str, Any]) -> str:
    """The figures of ``evaluate`` as lines of text, names on the left, figures on the right."""
    from detente.telling import clean  # noqa: PLC0415

    figures: Mapping[str, float] = result["figures"]
    width = max((len(name) for name in figures), default=0)
    lines = [
        f"{result['set']}: {clean(result['path'])}",
        f"{result['n']} items in {result['seconds']:.1f} s",
        "",
        *(f"{name:<{width}}  {_figure(value):>9}" for name, value in figures.items()),
    ]
    return "\n".join(lines) + "\n"


def _figure(value: float) -> str:
    # Counts are whole numbers, rates lie in [0, 1]; 1.0 itself reads right as 100 %.
    if isinstance(value, int):
        return str(value)
    return f"{value * 100:.1f} %" if 0.0 <= value <= 1.0 else f"{value:.2f}"
