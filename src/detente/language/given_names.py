"""Whether a given name is a woman's or a man's, by who bears it; ``training/given_names.py`` counted.

For finding whom "she" can stand for, and nothing else: it never says of anybody in a reading what they are.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


def borne_by(name: str) -> str:
    """``female`` or ``male`` for a full name whose first word is almost always borne by one; else empty.

    A name of one word may be a family's, and says nothing.
    """
    given, *rest = name.split() or [""]
    return _table().get(given, "") if rest else ""


@cache
def _table() -> dict[str, str]:
    table = resources.files("detente.language") / "tables" / "given_names.csv"
    with table.open(encoding="utf-8") as stream:
        return {row["name"]: row["borne by"] for row in csv.DictReader(stream)}
