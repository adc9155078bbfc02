"""A user's own tables: CSV files that win over the packaged base.

Every row is checked before anything is used: a broken one raises ``TableError`` with file, line, column and
cure, and nothing is half loaded. The formats are described in ``docs/how-to/own-actors.md``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from detente.actors import store as stores
from detente.actors.days import day
from detente.actors.offices import office_class, sector_of
from detente.actors.spelling import words
from detente.actors.store import Draft, Store
from detente.errors import TableError
from detente.records import SECTORS
from detente.settings import ActorSettings
from detente.sheets import opened, unclosed

KINDS: Final = (
    "person",
    "organisation",
    "country",
    "place",
    "outlet",
    "agreement",
    "role",
    "group",
)
GUIDE: Final = "docs/how-to/own-actors.md describes the columns"
_CODE: Final[re.Pattern[str]] = re.compile(r"^[A-Z][A-Z0-9_+]{1,19}$")
_IDENT: Final[re.Pattern[str]] = re.compile(r"^[^\s|,]+$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, whether a cell may be empty, and what makes a cell right."""

    name: str
    needed: bool
    check: Callable[[str], bool]
    expected: str


def _any(_cell: str) -> bool:
    return True


def _days_of_parties(cell: str) -> bool:
    return all(
        re.fullmatch(r"[A-Z][A-Z0-9_+]+(:\d{4}(-\d\d(-\d\d)?)?)?", item.strip())
        for item in cell.split("|")
    )


def _column(name: str, kind: str, needed: bool = False) -> Column:
    rules: dict[str, tuple[Callable[[str], bool], str]] = {
        "text": (_any, "text"),
        "ident": (lambda cell: bool(_IDENT.match(cell)), "an id without spaces, commas or bars"),
        "kind": (lambda cell: cell in KINDS, f"one of {', '.join(KINDS)}"),
        "country": (lambda cell: bool(_CODE.match(cell)), "an ISO 3166-1 alpha-3 code such as JPN, or an "
        "organisation code such as G7"),
        "codes": (lambda cell: all(_CODE.match(item.strip()) for item in cell.split("|"
        "")), "codes parted by bars, such as RUS|USA"),
        "sector": (lambda cell: cell in SECTORS, f"one of {', '.join(SECTORS)}"),
        "day": (lambda cell: day(cell) > 0, "a day, month or year: 2023-04-01, 2023-04 or 2023"),
        "yes": (lambda cell: cell in ("true", "false"), "true or false"),
        "since": (_days_of_parties, "code and day, such as RUS:2023-02-21, parted by bars"),
    }  # fmt: skip
    check, expected = rules[kind]
    return Column(name, needed, check, expected)


FORMATS: Final[dict[str, tuple[Column, ...]]] = {
    "actors": (
        _column("actor_id", "ident", True), _column("name", "text", True), _column("aliases", "text"),
        _column("kind", "kind", True), _column("country", "country"), _column("sector", "sector"),
        _column("state_owned", "yes"), _column("source", "text"),
    ),
    "aliases": (_column("alias", "text", True), _column("actor_id", "ident", True), _column("source", "text")),
    "posts": (
        _column("name", "text", True), _column("aliases", "text"), _column("country", "country", True),
        _column("office", "text", True), _column("sector", "sector"), _column("first_day", "day"),
        _column("last_day", "day"), _column("observed_until", "day"), _column("source", "text"),
    ),
    "agreements": (
        _column("agreement_id", "ident", True), _column("name", "text", True), _column("aliases", "text"),
        _column("kind", "text"), _column("parties", "codes"), _column("signed", "day"), _column("in_force", "day"),
        _column("suspended", "since"), _column("withdrawn", "since"), _column("ended", "day"),
        _column("status_note", "text"), _column("source", "text"),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Overlay:
    """A user's rows, ready to be laid over a store."""

    draft: Draft = field(default_factory=Draft)
    replaced: dict[int, dict[str, Any]] = field(default_factory=dict)
    holders: list[tuple[str, str, int, int]] = field(default_factory=list)
    agreements: list[int] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def read_table(path: Path, kind: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a user's table with their line numbers, every cell checked.

    Raises:
        TableError: no such file, no UTF-8, a missing or unknown column, or a cell that is not as it should be.
    """
    columns = {column.name: column for column in FORMATS[kind]}
    try:
        with opened(path, "check the path in detente.toml") as stream:
            reader = csv.reader(stream, strict=True)
            head = next(reader, [])
            _check_head(path, head, columns)
            rows = []
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append(
                        (reader.line_num, _checked(path, reader.line_num, head, cells, columns))
                    )
            return rows
    except csv.Error as error:
        raise unclosed(path, reader.line_num, error) from error


def _check_head(path: Path, head: list[str], columns: Mapping[str, Column]) -> None:
    wanted = ", ".join(columns)
    for name in head:
        if name.strip() not in columns:
            raise TableError(
                f"{path}, line 1, column {name!r} is unknown",
                f"columns {wanted}",
                "rename or remove it",
            )
    for column in columns.values():
        if column.needed and column.name not in [name.strip() for name in head]:
            raise TableError(
                f"{path}, line 1 has no column {column.name!r}",
                f"columns {wanted}",
                "add it to the first line",
            )


def _checked(
    path: Path, line: int, head: list[str], cells: list[str], columns: Mapping[str, Column]
) -> dict[str, str]:
    if len(cells) > len(head):
        raise TableError(f"{path}, line {line} has {len(cells)} cells", f"at most {len(head)}",
                         "put a cell that holds a comma in quotation marks")  # fmt: skip
    row = dict.fromkeys(columns, "")
    row.update({name.strip(): cell.strip() for name, cell in zip(head, cells, strict=False)})
    for name, column in columns.items():
        cell = row[name]
        if (column.needed and not cell) or (cell and not column.check(cell)):
            what = f"is {cell!r}" if cell else "is empty"
            raise TableError(f"{path}, line {line}, column {name!r} {what}", column.expected, GUIDE)
    return row


def overlay(
    settings: ActorSettings, base: Store, number_of: Callable[[str], int | None]
) -> Overlay:
    """Read all of a user's tables against ``base``; nothing of them is used if one row is broken.

    Args:
        settings: which files.
        base: the packaged base.
        number_of: the row number of an actor id of the base, or None.

    Raises:
        TableError: the first broken row.
    """
    tables = {
        kind: [
            (path, line, row)
            for path in getattr(settings, kind)
            for line, row in read_table(path, kind)
        ]
        for kind in FORMATS
    }
    made = Overlay()
    first = len(base)
    for _path, _line, row in tables["actors"]:
        at = first + made.draft.add(_actor_row(row))
        made.numbers[row["actor_id"]] = at
        _names(made.draft, at, [row["name"], *_split(row["aliases"])])
    for path, line, row in tables["aliases"]:
        at_known = made.numbers.get(row["actor_id"], number_of(row["actor_id"]))
        if at_known is None:
            raise TableError(f"{path}, line {line}, column 'actor_id' is {row['actor_id']!r}, which no actor has",
                             "an actor_id of the base or of your actors table", "detente actor NAME shows "
                             "ids")  # fmt: skip
        _names(made.draft, at_known, [row["alias"]])
    people = _by_person([row for _path, _line, row in tables["posts"]])
    for (name, country), rows in people.items():
        _person(made, base, first, name, country, rows)
    for _path, _line, row in tables["agreements"]:
        at = first + made.draft.add(_agreement_row(row))
        made.agreements.append(at)
        made.numbers[row["agreement_id"]] = at
        _names(made.draft, at, [row["name"], *_split(row["aliases"])])
    return made


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _names(draft: Draft, row: int, names: list[str]) -> None:
    for name in names:
        letters = re.sub(r"[^\w]", "", name)
        short = len(letters) <= 6 and letters.isupper()
        draft.name(words(name), row, stores.ACRONYM if short else stores.FULL)


def _actor_row(row: Mapping[str, str]) -> dict[str, Any]:
    owned = {"true": True, "false": False}.get(row["state_owned"])
    return {"i": row["actor_id"], "n": row["name"], "k": row["kind"], "c": row["country"], "s": row["sector"] or "UNK",
            "o": owned, "w": 100}  # fmt: skip


def _agreement_row(row: Mapping[str, str]) -> dict[str, Any]:
    return {"i": row["agreement_id"], "n": row["name"], "k": "agreement", "c": "", "s": "UNK",
            "t": {"kind": row["kind"], "parties": _split(row["parties"]), "signed": row["signed"], "in_force": row["in_force"],
                  "suspended": _split(row["suspended"]), "withdrawn": _split(row["withdrawn"]), "ended": row["ended"],
                  "note": row["status_note"], "source": row["source"], "aliases": _split(row["aliases"])}}  # fmt: skip


def _by_person(rows: list[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    people: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        people.setdefault((row["name"], row["country"]), []).append(row)
    return people


def _person(
    made: Overlay, base: Store, first: int, name: str, country: str, rows: list[dict[str, str]]
) -> None:
    """A person of the user's: the one of the base with these posts put in place of ours, or a new one."""
    posts = [_post(row) for row in rows]
    ours = [
        number for number, _use in base.lookup(words(name))
        if base.row(number)["k"] == "person" and base.row(number)["c"] == country
    ]  # fmt: skip
    kinds = {post[1] for post in posts}
    if ours:
        at = ours[0]
        held = made.replaced.get(at, base.row(at))
        kept = [post for post in held.get("p") or [] if post[1] not in kinds or not post[1]]
        made.replaced[at] = {
            **held,
            "p": sorted([*kept, *posts], key=lambda post: (post[4], post[0])),
        }
    else:
        ident = f"user:{country.lower()}-{'-'.join(words(name))}"
        at = first + made.draft.add(
            {"i": ident, "n": name, "k": "person", "c": country, "s": posts[-1][3], "w": 90,
             "p": sorted(posts, key=lambda post: (post[4], post[0]))}
        )  # fmt: skip
        made.numbers[ident] = at
    _names(made.draft, at, [name, *(alias for row in rows for alias in _split(row["aliases"]))])
    for place, post in enumerate((made.replaced.get(at) or made.draft.rows[at - first])["p"]):
        made.holders.append((post[2], post[1], at, place))


def _post(row: Mapping[str, str]) -> list[Any]:
    kind = office_class(row["office"])
    last, observed = day(row["last_day"], True), day(row["observed_until"], True)
    if not last and not observed:
        observed = 99991231  # a user's open end is the user's word that it still holds
    return [row["office"], kind, row["country"], row["sector"] or sector_of(kind), day(row["first_day"]), last,
            0 if last else observed, row["source"] or "user's table"]  # fmt: skip
