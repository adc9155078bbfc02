"""The packaged base as a file: what is written at build time and mapped into memory at run time.

Layout: eight bytes of magic, the length of a JSON header, the header, then sections on 16-byte
borders. Rows are JSON lines read one at a time when asked for; aliases are sorted 64-bit hashes, so that
opening costs nothing and a report is scanned with a few vectorised searches.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import InstallError
from detente.actors.spelling import MASK, STEP, Token, phrase_hash, sound, word_hash

MAGIC: Final[bytes] = b"DETACT01"
#: No alias of more words than this is indexed.
LONGEST: Final[int] = 12

#: How an alias may be used.
FULL: Final[int] = 0  #: a full name: stands on its own
ACRONYM: Final[int] = 1  #: letters in capitals only ("IS", "WHO", "US")
PART: Final[int] = 2  #: part of a name (a surname): needs support from date or context
ADJECTIVE: Final[int] = 4  #: a demonym or nationality adjective
SMALL: Final[int] = 8  #: may be written without capitals


@dataclass(slots=True)
class Draft:
    """What the build gathers before it is written: rows, and aliases that point to them."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    aliases: dict[tuple[str, ...], dict[int, int]] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)

    def add(self, row: Mapping[str, Any]) -> int:
        """Add a row and return its number."""
        self.rows.append(dict(row))
        return len(self.rows) - 1

    def name(self, folded: tuple[str, ...], row: int, use: int) -> None:
        """Let ``folded`` words name ``row``; a weaker use never replaces a stronger one."""
        if not folded or len(folded) > LONGEST:
            return
        held = self.aliases.setdefault(folded, {})
        held[row] = min(use, held.get(row, use))


def write(path: Path, draft: Draft, header: Mapping[str, Any]) -> None:
    """Write ``draft`` to ``path``: the same draft gives the same bytes."""
    texts: dict[str, int] = {}
    lines = [
        json.dumps(_interned(row, texts), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        for row in draft.rows
    ]
    offsets = np.zeros(len(lines) + 1, dtype="<u4")
    offsets[1:] = np.cumsum([len(line) for line in lines], dtype=np.uint64)
    entries = sorted(
        (phrase_hash(folded), row, use)
        for folded, rows in draft.aliases.items()
        for row, use in rows.items()
    )
    starts: dict[int, int] = {}
    for folded in draft.aliases:
        first = word_hash(folded[0])
        starts[first] = max(starts.get(first, 0), len(folded))
    sounds = sorted(
        {
            (word_hash(sound(word)), row)
            for folded, rows in draft.aliases.items()
            for row in rows
            if draft.rows[row]["k"] == "person"
            for word in folded
            if len(word) > 2
        }
    )
    sections: dict[str, bytes] = {
        "rows": b"".join(lines),
        "row_offsets": offsets.tobytes(),
        "alias_hash": np.array([entry[0] for entry in entries], dtype="<u8").tobytes(),
        "alias_row": np.array([entry[1] for entry in entries], dtype="<u4").tobytes(),
        "alias_use": np.array([entry[2] for entry in entries], dtype="u1").tobytes(),
        "start_hash": np.array(sorted(starts), dtype="<u8").tobytes(),
        "start_length": np.array([starts[key] for key in sorted(starts)], dtype="u1").tobytes(),
        "sound_hash": np.array([entry[0] for entry in sounds], dtype="<u8").tobytes(),
        "sound_row": np.array([entry[1] for entry in sounds], dtype="<u4").tobytes(),
    }
    for name, table in {**draft.tables, "texts": list(texts)}.items():
        sections[f"table:{name}"] = json.dumps(
            table, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()
    _assemble(path, sections, header)


def _interned(row: dict[str, Any], texts: dict[str, int]) -> dict[str, Any]:
    """A row whose posts name repeated texts (office, class, country, sector, source) by number."""
    if "p" not in row:
        return row
    posts = [
        [texts.setdefault(cell, len(texts)) if isinstance(cell, str) else -cell for cell in post]
        for post in row["p"]
    ]
    return {**row, "p": posts}


def _assemble(path: Path, sections: Mapping[str, bytes], header: Mapping[str, Any]) -> None:
    placed: dict[str, list[int]] = {}
    position = 0
    for name, data in sections.items():
        placed[name] = [position, len(data)]
        position += len(data) + (-len(data)) % 16
    head = json.dumps({**header, "sections": placed}, sort_keys=True).encode()
    head += b" " * ((-(len(MAGIC) + 8 + len(head))) % 16)
    with path.open("wb") as stream:
        stream.write(MAGIC)
        stream.write(len(head).to_bytes(8, "little"))
        stream.write(head)
        for data in sections.values():
            stream.write(data)
            stream.write(b"\0" * ((-len(data)) % 16))


class Store:
    """A packaged base opened for reading. Nothing is parsed until it is asked for."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise InstallError(
                f"cannot open the actor base {path}: {error}",
                "the file packaged with Détente",
                "reinstall with: pip install --force-reinstall detente",
            ) from error
        if self._map[: len(MAGIC)] != MAGIC:
            raise InstallError(
                f"{path} is not an actor base of this version",
                f"a file that begins with {MAGIC.decode()}",
                "reinstall with: pip install --force-reinstall detente",
            )
        length = int.from_bytes(self._map[8:16], "little")
        self.header: dict[str, Any] = json.loads(self._map[16 : 16 + length])
        self._base = 16 + length
        self._offsets = self._array("row_offsets", "<u4")
        self.alias_hash = self._array("alias_hash", "<u8")
        self.alias_row = self._array("alias_row", "<u4")
        self.alias_use = self._array("alias_use", "u1")
        self.start_hash = self._array("start_hash", "<u8")
        self.start_length = self._array("start_length", "u1")
        self._sound_hash = self._array("sound_hash", "<u8")
        self._sound_row = self._array("sound_row", "<u4")
        self._rows_at = self._base + self.header["sections"]["rows"][0]
        self._texts: list[str] = self.table("texts") or []
        self.row = lru_cache(maxsize=16384)(self._row)
        self._lookup = lru_cache(maxsize=16384)(self._find)

    def _array(self, name: str, kind: str) -> NDArray[Any]:
        start, length = self.header["sections"][name]
        size = np.dtype(kind).itemsize
        return np.frombuffer(self._map, dtype=kind, count=length // size, offset=self._base + start)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def _row(self, number: int) -> dict[str, Any]:
        start, stop = int(self._offsets[number]), int(self._offsets[number + 1])
        row: dict[str, Any] = json.loads(self._map[self._rows_at + start : self._rows_at + stop])
        if "p" in row:
            texts = self._texts
            row["p"] = [
                [-cell if 4 <= place <= 6 else texts[cell] for place, cell in enumerate(post)]
                for post in row["p"]
            ]
        return row

    def identity(self, number: int) -> str:
        """The id of a row, without parsing the rest of it."""
        return str(self.row(number)["i"])

    def table(self, name: str) -> Any:
        """A small table by name; empty when the base has none."""
        placed = self.header["sections"].get(f"table:{name}")
        if placed is None:
            return {}
        start = self._base + placed[0]
        return json.loads(self._map[start : start + placed[1]])

    def lookup(self, folded: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Rows that exactly these folded words name, with how each may be used."""
        return self._lookup(folded)

    def _find(self, folded: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        return self.at_hash(phrase_hash(folded)) if folded else ()

    def at_hash(self, value: int) -> tuple[tuple[int, int], ...]:
        """Rows under one alias hash, with how each may be used."""
        key = np.uint64(value)
        first = int(np.searchsorted(self.alias_hash, key, "left"))
        last = int(np.searchsorted(self.alias_hash, key, "right"))
        return tuple(
            (int(self.alias_row[index]), int(self.alias_use[index])) for index in range(first, last)
        )

    def sounding_like(self, folded: str) -> tuple[int, ...]:
        """Persons one of whose names has the same rough sound."""
        key = np.uint64(word_hash(sound(folded)))
        first = int(np.searchsorted(self._sound_hash, key, "left"))
        last = int(np.searchsorted(self._sound_hash, key, "right"))
        return tuple(int(row) for row in self._sound_row[first:last])

    def runs(self, found: Sequence[Token]) -> Iterable[tuple[int, int, int]]:
        """Every run of tokens that is an alias: (first token, one past the last, alias hash)."""
        picked = [
            index
            for index, token in enumerate(found)
            if not token.surface[0].islower() or "-" in token.surface
        ]
        if not picked or not len(self.start_hash):
            return []
        hashes = np.array([word_hash(token.plain) for token in found], dtype=np.uint64)
        begin = np.array(picked, dtype=np.int64)
        where = np.searchsorted(self.start_hash, hashes[begin])
        where = np.minimum(where, len(self.start_hash) - 1)
        known = self.start_hash[where] == hashes[begin]
        begin, reach = begin[known], self.start_length[where[known]].astype(np.int64)
        reach = np.minimum(reach, len(found) - begin)
        value = np.zeros(len(begin), dtype=np.uint64)
        answers: list[tuple[int, int, int]] = []
        step = np.uint64(STEP)
        for length in range(1, LONGEST + 1):
            going = reach >= length
            if not going.any():
                break
            begin, reach, value = begin[going], reach[going], value[going]
            value = value * step + hashes[begin + (length - 1)]
            slot = np.minimum(np.searchsorted(self.alias_hash, value), len(self.alias_hash) - 1)
            for index in np.flatnonzero(self.alias_hash[slot] == value):
                start = int(begin[index])
                answers.append((start, start + length, int(value[index]) & MASK))
        return answers
