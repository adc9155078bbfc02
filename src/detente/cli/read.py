"""``detente read``: reports in, readings out."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from detente.cli.arguments import count, day

if TYPE_CHECKING:
    from detente.engines.local import Outcome
    from detente.records import Reading
    from detente.settings import Settings

HELP = "read reports and say who did or said what to whom, on whose word"
DESCRIPTION = (
    "Reads reports from files, standard input (-), or web addresses, and prints what each says: a "
    "summary, whose voices fill it, the claims with their speakers, the events with their evidence."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``detente read``."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a text, HTML or JSONL file, a web address, or - for standard input",
    )
    parser.add_argument(
        "--date", type=day, metavar="D", help="the day the reports were published, YYYY-MM-DD"
    )
    parser.add_argument("--outlet", metavar="O", default="", help="the outlet that published them")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: one object, or a list")
    form.add_argument("--jsonl", action="store_true", help="print JSON, one reading a line")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one self-contained page")
    parser.add_argument("--no-color", action="store_true", help="print without colours")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="show also who is who, what was removed, what was rejected and why",
    )
    parser.add_argument(
        "--processes", type=count, default=1, metavar="N", help="processes to read with (1)"
    )
    parser.add_argument(
        "--ontology",
        type=Path,
        action="append",
        default=[],
        metavar="CSV",
        help="your own types of events, a table; may be repeated",
    )
    parser.add_argument(
        "--types",
        type=Path,
        action="append",
        default=[],
        metavar="MODEL",
        help="your own types of events, a model of detente train; may be repeated",
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings file (nearest detente.toml)"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="allow private and loopback web addresses"
    )


def run(args: argparse.Namespace) -> int:
    """Read every source; 0 when all could be read, 1 when some could not."""
    if args.html:
        from detente.cli import saving  # noqa: PLC0415

        saving.check(args.html)  # a wrong name should not cost the time of reading everything
    from detente.engines import local  # noqa: PLC0415 - the models load only when something is read

    outcomes = local.read_many(
        args.sources,
        published=args.date,
        outlet=args.outlet,
        settings=_settings(args),
        processes=args.processes,
    )
    return show(outcomes, args)


def show(outcomes: Iterable[Outcome], args: argparse.Namespace) -> int:
    """Print ``outcomes`` as ``args`` ask, errors on standard error; the exit code."""
    printer = _printer(args)
    kept: list[Reading] = []
    failures = 0
    bar_shown = len(args.sources) > 1 and sys.stderr.isatty()
    with _progress(len(args.sources), shown=bar_shown) as (step, pause):
        for outcome in outcomes:
            step()
            if outcome.error is not None:
                failures += 1
                with pause():
                    _complain(outcome.name, str(outcome.error))
            if outcome.reading is None:
                continue
            if args.json or args.html:
                kept.append(outcome.reading)
            if printer is not None:
                with pause():
                    printer(outcome.reading)
    if args.json:
        _print_json(kept, one_source=len(args.sources) == 1)
    if args.html and kept:
        from detente.cli import page, saving  # noqa: PLC0415

        saving.save(args.html, page.render(kept))
        print(f"detente: wrote {args.html}", file=sys.stderr)
    return 1 if failures else 0


def _printer(args: argparse.Namespace) -> Callable[[Reading], None] | None:
    """What prints each reading as it comes, or None where they are kept for the end."""
    if args.jsonl:
        return _print_line
    if args.json or args.html:
        return None
    from detente.cli.display import Display  # noqa: PLC0415

    return Display(sys.stdout, color=not args.no_color, verbose=args.verbose).show


def _print_line(reading: Reading) -> None:
    from detente import wire  # noqa: PLC0415

    value = wire.reading_to_json(reading)
    print(wire.dumps(value, ascii_only=not _speaks_unicode(sys.stdout)), flush=True)


def _print_json(readings: Sequence[Reading], *, one_source: bool) -> None:
    from detente import wire  # noqa: PLC0415

    values = [wire.reading_to_json(reading) for reading in readings]
    if one_source and not values:
        return
    value: object = values[0] if one_source and len(values) == 1 else values
    print(wire.dumps(value, indent=2, ascii_only=not _speaks_unicode(sys.stdout)))


def _speaks_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _complain(name: str, message: str) -> None:
    from detente.telling import clean  # noqa: PLC0415

    print(f"detente: {clean(name)}: {clean(message)}", file=sys.stderr, flush=True)


def _settings(args: argparse.Namespace) -> Settings:
    """The settings file with what the command line says; options of a kind replace the file's."""
    from dataclasses import replace  # noqa: PLC0415

    from detente.settings import find_settings_file, load_settings  # noqa: PLC0415

    settings = load_settings(args.settings or find_settings_file(Path.cwd()))
    if args.allow_private:
        settings = replace(settings, reading=replace(settings.reading, allow_private=True))
    own = {"ontology": tuple(args.ontology), "types": tuple(args.types)}
    given = {name: paths for name, paths in own.items() if paths}
    return replace(settings, coding=replace(settings.coding, **given)) if given else settings


@contextlib.contextmanager
def _progress(
    total: int, *, shown: bool
) -> Iterator[tuple[Callable[[], None], Callable[[], contextlib.AbstractContextManager[None]]]]:
    """A bar on standard error; yields what counts one more source, and what pauses it."""
    if not shown:
        yield lambda: None, contextlib.nullcontext
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(stderr=True)
    bar = Progress(console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task("reading", total=total)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        # A source may hold many reports, so the total is only known to be at least what is done.
        bar.update(task, completed=done, total=max(total, done))

    @contextlib.contextmanager
    def pause() -> Iterator[None]:
        bar.stop()
        try:
            yield
        finally:
            bar.start()

    with bar:
        yield step, pause
