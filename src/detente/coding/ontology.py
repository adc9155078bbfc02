"""Ontologies are tables, not classes: PLOVER as shipped, CAMEO and the older 15 roots by mapping.

Sources: PLOVER manual (draft of 2021; CC BY-SA 4.0) for names, modes, contexts and scores; CAMEO2PLOVER
table of the same project; CAMEO 1.1b3 for the names of its roots. Facts only, no examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from detente.coding.rows import rows_of
from detente.errors import TableError
from detente.sheets import Row, read_sheet

PLOVER: Final = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
NOTHING: Final = "NOTHING"
GUIDE: Final = "docs/how-to/own-events.md describes the columns"
LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 500
"""A description longer than this is a text, and likeness to a text says nothing."""
_COLUMNS: Final = ("name", "parent", "definition", "seeds")


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of an ontology.

    ``quad`` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 where
    the table does not say. ``seeds`` are phrases that typically stand for it.
    """

    name: str
    parent: str
    definition: str
    seeds: tuple[str, ...]
    quad: int = 0


@cache
def plover() -> dict[str, EventType]:
    """The sixteen PLOVER types by name."""
    return {
        row["name"]: EventType(
            row["name"],
            row["parent"],
            row["definition"],
            tuple(part.strip() for part in row["seeds"].split("|") if part.strip()),
            int(row["quad"]),
        )
        for row in rows_of("plover.csv")
    }


def quad(name: str) -> int:
    """The quad class of a PLOVER type, 1 to 4; KeyError for any other name."""
    return plover()[name].quad


@cache
def _scores() -> dict[tuple[str, str], float]:
    return {(r["type"], r["mode"]): float(r["score"]) for r in rows_of("intensity.csv")}


def intensity(name: str, mode: str = "") -> float:
    """The PLOVER score of a type and mode, -10 (conflict) to 10; the type's own when the mode has none.

    Source: ``tables/intensity.csv``. The manual prints ACCUSE as +3 where its modes stand at -2 to -3.5:
    a slip of the sign, read here as -3.
    """
    scores = _scores()
    return scores.get((name, mode), scores[(name, "")])


def modes(name: str) -> tuple[str, ...]:
    """Modes of a type that the score table knows."""
    return tuple(mode for kind, mode in sorted(_scores()) if kind == name and mode)


@cache
def _cameo() -> tuple[dict[str, str], dict[str, str]]:
    to_plover: dict[str, str] = {}
    to_cameo: dict[str, str] = {}
    for row in rows_of("cameo.csv"):
        to_plover[row["root"]] = row["plover"]
        if row["back"] == "yes":
            to_cameo[row["plover"]] = row["root"]
        for extra in row["also"].split():
            to_cameo[extra] = row["root"]
    return to_plover, to_cameo


def cameo_to_plover(root: str) -> str:
    """The PLOVER type of a two-digit CAMEO root, or an empty string for a root PLOVER dropped."""
    return _cameo()[0].get(root, "")


def plover_to_cameo(name: str) -> str:
    """The two-digit CAMEO root that stands for a PLOVER type; KeyError for any other name."""
    return _cameo()[1][name]


def fifteen(name: str) -> str:
    """The older 15-root scheme, in which CONCEDE and RETREAT are one root YIELD."""
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


def load_ontology(path: Path) -> dict[str, EventType]:
    """A user's own types: CSV with the columns name, parent, definition, seeds (phrases parted by ``;``).

    Raises:
        TableError: the first thing that is wrong, with file, line, column and cure; nothing is loaded then.
    """
    found: dict[str, EventType] = {}
    for row in read_sheet(path, _COLUMNS[:2], _COLUMNS[2:], GUIDE):
        kind = _own_type(path, row)
        if kind.name in found:
            raise _wrong(path, row, "name", "each name once")
        found[kind.name] = kind
    return found


def _own_type(path: Path, row: Row) -> EventType:
    name, parent = row.cells["name"], row.cells["parent"].upper()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise _wrong(path, row, "name", f"1 to {LONGEST_NAME} printable letters")
    if parent not in PLOVER:
        near = get_close_matches(parent, PLOVER, n=1)
        cure = f"did you mean {near[0]!r}?" if near else ""
        raise _wrong(path, row, "parent", f"one of {', '.join(PLOVER)}", cure)
    definition = row.cells.get("definition", "")
    seeds = [part.strip() for part in re.split("[;|]", row.cells.get("seeds", ""))]
    seeds = [part for part in seeds if part]
    for column, texts in (("definition", [definition]), ("seeds", seeds)):
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise _wrong(path, row, column, f"at most {LONGEST_TEXT} letters in each")
    if not re.search(r"\w", " ".join((definition, *seeds))):
        raise _wrong(path, row, "definition", "a definition, or seeds, or both")
    return EventType(name, parent, definition, tuple(seeds), quad(parent))


def _wrong(path: Path, row: Row, column: str, expected: str, cure: str = "") -> TableError:
    cell = row.cells.get(column, "")
    shown = cell if len(cell) <= LONGEST_NAME else f"{cell[:LONGEST_NAME]}…"
    what = f"is {shown!r}" if cell else "is empty"
    return TableError(f"{path}, line {row.line}, column {column!r} {what}", expected, cure or GUIDE)
