"""Opening an evaluation set: each way of being wrong gets one clear line."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.errors import DataError

CURE = "docs/reference/measuring.md describes the format of each set"


def require_file(path: Path, what: str) -> Path:
    """``path`` if it is a file.

    Raises:
        DataError: there is none, or it is a folder.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder", f"{what}, a file", CURE)
    if not path.is_file():
        raise DataError(f"there is no file {path}", what, CURE)
    return path


def require_folder(path: Path, what: str) -> Path:
    """``path`` if it is a folder.

    Raises:
        DataError: there is none, or it is a file.
    """
    if path.is_file():
        raise DataError(f"{path} is a file", f"{what}, a folder", CURE)
    if not path.is_dir():
        raise DataError(f"there is no folder {path}", what, CURE)
    return path


def read_text(path: Path) -> str:
    """The whole of a UTF-8 file, gunzipped when its name ends in ``.gz``; line ends are kept.

    Raises:
        DataError: it cannot be read or is not UTF-8.
    """
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError) as error:
        raise DataError(f"cannot read {path}: {error}", "a readable file", CURE) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8", "UTF-8 text", "convert the file") from error


def read_json(path: Path) -> object:
    """The JSON value in a file.

    Raises:
        DataError: it cannot be read or is not JSON.
    """
    try:
        value: object = json.loads(read_text(path))
    except ValueError as error:
        raise DataError(f"{path} is not JSON: {error}", "one JSON value", CURE) from error
    return value


def read_jsonl(path: Path, what: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The objects of a JSONL file, each holding at least ``keys``; blank lines are skipped.

    Raises:
        DataError: no such file, a line that is not an object, or one without a key.
    """
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(read_text(require_file(path, what)).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"{path} line {number} is not JSON: {error}", what, CURE) from error
        if not isinstance(row, dict):
            raise DataError(f"{path} line {number} is not an object", what, CURE)
        missing = [key for key in keys if key not in row]
        if missing:
            raise DataError(f"{path} line {number} lacks {', '.join(missing)}", what, CURE)
        rows.append(row)
    if not rows:
        raise DataError(f"{path} holds no line", what, CURE)
    return rows


def read_table(
    path: Path, what: str, columns: Sequence[str], delimiter: str
) -> list[dict[str, str]]:
    """The rows of a CSV or TSV file with a header that holds at least ``columns``.

    Raises:
        DataError: no such file, a header without a column, a row that is too short, or no row.
    """
    text = read_text(require_file(path, what))
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        header = list(reader.fieldnames or ())
        missing = [column for column in columns if column not in header]
        if missing:
            found = f"{path} has no column {', '.join(missing)}"
            raise DataError(found, f"{what} with the columns {', '.join(columns)}", CURE)
        rows: list[dict[str, str]] = []
        for row in reader:
            if any(row.get(column) is None for column in columns):
                raise DataError(f"{path} line {reader.line_num} is too short", what, CURE)
            rows.append({key: value or "" for key, value in row.items() if key is not None})
    except csv.Error as error:
        raise DataError(f"{path} is not a table: {error}", what, CURE) from error
    if not rows:
        raise DataError(f"{path} holds no row", what, CURE)
    return rows
