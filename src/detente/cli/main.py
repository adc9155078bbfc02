"""The command ``detente``: parses, then calls an ordinary function of the subcommand's own file.

Nothing heavy is imported before a subcommand runs, so that ``detente --help`` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from detente import __version__
from detente.cli import actor, doctor, read, train
from detente.cli import eval as eval_command

#: Exit codes. ``PIPE`` and ``INTERRUPTED`` are what a shell reports for SIGPIPE and SIGINT.
OK, FAILED, USAGE, INTERRUPTED, PIPE = 0, 1, 2, 130, 141
COMMANDS = (read, actor, train, eval_command, doctor)


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose errors are one line and suggest what was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Print ``message`` with a suggestion and exit with 2."""
        wrong = re.search(r"(?:unrecognized arguments: |invalid choice: ')([^\s']+)", message)
        hint = f"see {self.prog} --help"
        if wrong:
            near = difflib.get_close_matches(wrong[1].split("=")[0], self._known(), n=1)
            if near:
                hint = f"did you mean {near[0]}?"
        self.exit(USAGE, f"{self.prog}: {message}; {hint}\n")

    def _known(self) -> list[str]:
        known = list(self._option_string_actions)
        for action in self._actions:
            known.extend(str(choice) for choice in action.choices or ())
        return known


def build_parser() -> Parser:
    """The whole command line, as ``docs/reference/cli.md`` documents it."""
    parser = Parser(
        prog="detente",
        description="Reads a news report and says who did or said what to whom, on whose word.",
        epilog="Exit codes: 0 all done, 1 something failed, 2 wrong usage, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"detente {__version__}")
    subparsers = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2]
        sub = subparsers.add_parser(
            name, help=command.HELP, description=command.DESCRIPTION, allow_abbrev=False
        )
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, parser=sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: that of the process) and return the exit code."""
    parser = build_parser()
    try:
        args, unknown = parser.parse_known_args(argv)
        if unknown:
            args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    except SystemExit as stop:  # argparse answers --help, --version and wrong usage by exiting
        return stop.code if isinstance(stop.code, int) else USAGE
    return _guarded(args)


def _guarded(args: argparse.Namespace) -> int:
    from detente.errors import DetenteError  # noqa: PLC0415 - nothing heavy before a command runs

    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _mute()
        return PIPE
    except DetenteError as error:
        _say(str(error))
        return FAILED
    except OSError as error:
        place = error.filename or "the output"
        _say(
            f"cannot read or write {place}: {error.strerror or error}; make room or choose another"
        )
        _mute()
        return FAILED
    except Exception as error:
        if os.environ.get("DETENTE_DEBUG"):
            raise
        _say(
            f"unexpected {type(error).__name__}: {error}; this is a fault of ours; "
            "set DETENTE_DEBUG=1 to see where, and please report it"
        )
        return FAILED
    return code


def _say(message: str) -> None:
    from detente.telling import clean  # noqa: PLC0415

    with contextlib.suppress(OSError, ValueError):
        print(f"detente: {clean(message)}", file=sys.stderr, flush=True)


def _mute() -> None:
    # Python flushes standard output once more when it ends; what is left in it has nowhere to go.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
