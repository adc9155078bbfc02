"""Ontologies are tables, not classes: PLOVER as shipped, CAMEO and the older 15 roots by mapping.

Sources: PLOVER manual (draft of 2021; CC BY-SA 4.0) for names, modes, contexts and scores; CAMEO2PLOVER
table of the same project; CAMEO 1.1b3 for the names of its roots. Facts only, no examples.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from detente.errors import TableError

PLOVER: Final = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
NOTHING: Final = "NOTHING"
TYPES: Final = (*PLOVER, NOTHING)
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
    table = resources.files("detente.coding") / "tables" / "plover.csv"
    with table.open("r", encoding="utf-8") as stream:
        return {
            row["name"]: EventType(
                row["name"],
                row["parent"],
                row["definition"],
                tuple(part.strip() for part in row["seeds"].split("|") if part.strip()),
                int(row["quad"]),
            )
            for row in csv.DictReader(stream)
        }


def quad(name: str) -> int:
    """The quad class of a PLOVER type, 1 to 4; KeyError for any other name."""
    return plover()[name].quad


@cache
def _scores() -> dict[tuple[str, str], float]:
    table = resources.files("detente.coding") / "tables" / "intensity.csv"
    with table.open("r", encoding="utf-8") as stream:
        return {(r["type"], r["mode"]): float(r["score"]) for r in csv.DictReader(stream)}


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
    table = resources.files("detente.coding") / "tables" / "cameo.csv"
    with table.open("r", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
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
    """A user's ontology: CSV with the columns name, parent, definition, seeds (phrases parted by ``|``).

    Raises:
        TableError: the file cannot be read, lacks a column, or a row has no name or repeats one.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise TableError(
                    f"{path} lacks the column {', '.join(missing)}",
                    f"the columns {', '.join(_COLUMNS)}",
                    "add them to the first line",
                )
            return _types(path, reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"cannot read ontology {path}: {error}", "a CSV file in UTF-8") from error


def _types(path: Path, rows: Iterable[dict[str, str]]) -> dict[str, EventType]:
    found: dict[str, EventType] = {}
    for number, row in enumerate(rows, start=2):
        name = (row["name"] or "").strip()
        if not name or name in found:
            what = f"the name {name!r} twice" if name else "a row without a name"
            raise TableError(f"{path}, line {number}, column name: {what}", "each name once")
        seeds = tuple(part.strip() for part in (row["seeds"] or "").split("|") if part.strip())
        found[name] = EventType(
            name, (row["parent"] or "").strip(), (row["definition"] or "").strip(), seeds
        )
    return found
