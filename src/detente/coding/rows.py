"""The tables this room ships, a row at a time: the one place that knows where they lie."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """The rows of a file of ``coding/tables``, each by the names of its columns, which are in file order."""
    path = resources.files("detente.coding") / "tables" / table
    with path.open("r", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)
