"""A user's CSV files: checked rows with their line numbers, or one clear error."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

from detente.errors import TableError


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on (the header is line 1) and its cells by column, trimmed."""

    line: int
    cells: dict[str, str]


def read_sheet(
    path: Path, needed: Sequence[str], optional: Collection[str] = (), guide: str = ""
) -> list[Row]:
    """The rows of a UTF-8 CSV file with a header; blank lines are skipped.

    Args:
        path: the file.
        needed: columns that must be there.
        optional: columns that may be; any other is refused, since it is probably misspelt.
        guide: where the format is described.

    Raises:
        TableError: it cannot be read, is not CSV in UTF-8, has a wrong header, a row with more cells
            than columns, or no row at all.
    """
    line = 1
    try:
        with opened(path, "check the path") as stream:
            reader = csv.reader(stream, strict=True)
            head = [name.strip() for name in next(reader, [])]
            _check_head(path, head, needed, optional)
            rows = []
            line = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append(_row(path, line, head, cells))
                line = reader.line_num + 1
    except csv.Error as error:
        raise unclosed(path, line, error) from error
    if not rows:
        raise TableError(f"{path} holds no row", f"columns {', '.join(needed)}", guide)
    return rows


@contextmanager
def opened(path: Path, cure: str) -> Iterator[TextIO]:
    """A CSV file as text; what keeps it from being read becomes a TableError, ``cure`` for a path that fails."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
    except OSError as error:
        raise TableError(
            f"cannot read {path}: {error.strerror or error}", "a CSV file", cure
        ) from error
    except UnicodeDecodeError as error:
        raise TableError(
            f"{path} is not UTF-8 (byte {error.start})", "a UTF-8 CSV file", "save it as UTF-8"
        ) from error


def unclosed(path: Path, line: int, error: csv.Error) -> TableError:
    """What to say of a line that is no CSV row."""
    return TableError(f"{path}, line {line}: {error}", "a CSV row", "close every quotation mark")


def _check_head(
    path: Path, head: Sequence[str], needed: Sequence[str], optional: Collection[str]
) -> None:
    known = [*needed, *(name for name in optional if name not in needed)]
    wanted = f"columns {', '.join(known)}"
    for place, name in enumerate(head):
        where = f"{path}, line 1, column {name!r}"
        if name not in known:
            near = get_close_matches(name, known, n=1)
            cure = f"did you mean {near[0]!r}?" if near else "rename or remove it"
            raise TableError(f"{where} is unknown", wanted, cure)
        if name in head[:place]:
            raise TableError(f"{where} stands there twice", wanted, "remove one of them")
    for name in needed:
        if name not in head:
            raise TableError(
                f"{path}, line 1 has no column {name!r}", wanted, "add it to the first line"
            )


def _row(path: Path, line: int, head: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(head):
        raise TableError(
            f"{path}, line {line} has {len(cells)} cells",
            f"at most {len(head)}",
            "put a cell that holds a comma in quotation marks",
        )
    found = dict.fromkeys(head, "")
    found.update({name: cell.strip() for name, cell in zip(head, cells, strict=False)})
    return Row(line, found)
