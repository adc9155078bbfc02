"""The packaged base as a file: what is written at build time and mapped into memory at run time.

It is one module because the writer and the reader of a file format must be read side by side.

Layout: eight bytes of magic, the length of a JSON header, the header, then sections on 16-byte
borders. Rows are JSON lines read one at a time when asked for; aliases are sorted 64-bit hashes, so that
opening costs nothing and a report is scanned with a few vectorised searches.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.actors.spelling import MASK, STEP, Token, phrase_hash, sound, word_hash
from detente.errors import InstallError

Answered = TypeVar("Answered")

MAGIC: Final[bytes] = b"DETACT01"
#: No alias of more words than this is indexed.
LONGEST: Final[int] = 12

#: Rows compressed together: a block is opened when one of its rows is asked for.
BLOCK: Final[int] = 48

#: Weight of a person known for a seat in a parliament only: found by exact name, not by sound.
SEAT_ONLY: Final[int] = 10

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
        json.dumps(
            _interned(row, texts), ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()
        for row in draft.rows
    ]
    blocks = [
        zlib.compress(b"\n".join(lines[start : start + BLOCK]), 9)
        for start in range(0, len(lines), BLOCK)
    ]
    offsets = np.zeros(len(blocks) + 1, dtype="<u4")
    offsets[1:] = np.cumsum([len(block) for block in blocks], dtype=np.uint64)
    entries = sorted(
        (phrase_hash(folded), row, use)
        for folded, rows in draft.aliases.items()
        for row, use in rows.items()
    )
    starts: dict[int, int] = {}
    for folded in draft.aliases:
        first = word_hash(folded[0])
        starts[first] = starts.get(first, 0) | 1 << (len(folded) - 1)
    sounds = sorted(
        {
            (word_hash(sound(word)), row)
            for folded, rows in draft.aliases.items()
            for row in rows
            if draft.rows[row]["k"] == "person" and draft.rows[row]["w"] > SEAT_ONLY
            for word in folded
            if len(word) > 2
        }
    )
    idents = sorted((word_hash(row["i"]) >> 32, number) for number, row in enumerate(draft.rows))
    sections: dict[str, bytes] = {
        "rows": b"".join(blocks),
        "id_hash": np.array([entry[0] for entry in idents], dtype="<u4").tobytes(),
        "id_row": np.array([entry[1] for entry in idents], dtype="<u4").tobytes(),
        "block_offsets": offsets.tobytes(),
        "alias_hash": np.array([entry[0] for entry in entries], dtype="<u8").tobytes(),
        "alias_row": np.array([entry[1] for entry in entries], dtype="<u4").tobytes(),
        "alias_use": np.array([entry[2] for entry in entries], dtype="u1").tobytes(),
        "start_hash": np.array(sorted(starts), dtype="<u8").tobytes(),
        "start_lengths": np.array([starts[key] for key in sorted(starts)], dtype="<u2").tobytes(),
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
        self._count = int(self.header["rows"])
        self._offsets = self._array("block_offsets", "<u4")
        self.alias_hash = self._array("alias_hash", "<u8")
        self.alias_row = self._array("alias_row", "<u4")
        self.alias_use = self._array("alias_use", "u1")
        self._starts: dict[int, int] | None = None
        self._memory: dict[Any, Any] = {}
        self._known: dict[int, bool] = {}
        self._extra_rows: list[dict[str, Any]] = []
        self._replaced: dict[int, dict[str, Any]] = {}
        self._extra_aliases: dict[int, tuple[tuple[int, int], ...]] = {}
        self._extra_sounds: dict[str, tuple[int, ...]] = {}
        self._id_hash = self._array("id_hash", "<u4")
        self._id_row = self._array("id_row", "<u4")
        self._sound_hash = self._array("sound_hash", "<u8")
        self._sound_row = self._array("sound_row", "<u4")
        self._rows_at = self._base + self.header["sections"]["rows"][0]
        self._texts: list[str] = self.table("texts") or []
        self._block = lru_cache(maxsize=512)(self._open)
        self.row = lru_cache(maxsize=16384)(self._row)
        self._held = lru_cache(maxsize=32768)(self._hold)
        self._heard = lru_cache(maxsize=8192)(self._hear)

    def _array(self, name: str, kind: str) -> NDArray[Any]:
        start, length = self.header["sections"][name]
        size = np.dtype(kind).itemsize
        return np.frombuffer(self._map, dtype=kind, count=length // size, offset=self._base + start)

    def __len__(self) -> int:
        return self._count + len(self._extra_rows)

    def _open(self, block: int) -> list[bytes]:
        start, stop = int(self._offsets[block]), int(self._offsets[block + 1])
        return zlib.decompress(self._map[self._rows_at + start : self._rows_at + stop]).split(b"\n")

    def remember(self, key: Any, make: Callable[[], Answered]) -> Answered:
        """The value of a pure function of this store, made once; forgotten when there are too many."""
        held: Answered | None = self._memory.get(key)
        if held is None:
            if len(self._memory) > 20000:
                self._memory.clear()
            held = self._memory[key] = make()
        return held

    def overlay(self, draft: Draft, replaced: Mapping[int, dict[str, Any]]) -> None:
        """Lay a user's rows over ours: their names hide ours, ``replaced`` rows take the place of ours.

        Rows of ``draft`` are numbered from the number of rows of this store on.
        """
        self._extra_rows = list(draft.rows)
        self._replaced = dict(replaced)
        starts = self._start_lengths()
        sounds: dict[str, set[int]] = {}
        for folded, rows in sorted(draft.aliases.items()):
            self._extra_aliases[phrase_hash(folded)] = tuple(sorted(rows.items()))
            first = word_hash(folded[0])
            starts[first] = starts.get(first, 0) | 1 << (len(folded) - 1)
            for row in rows:
                if self.row(row)["k"] == "person":
                    for word in folded:
                        sounds.setdefault(sound(word), set()).add(row)
        self._extra_sounds = {key: tuple(sorted(rows)) for key, rows in sounds.items()}
        for cache in (self.row, self._held, self._heard):
            cache.cache_clear()
        self._memory.clear()
        self._known.clear()

    def _row(self, number: int) -> dict[str, Any]:
        if number in self._replaced:
            return self._replaced[number]
        if number >= self._count:
            return self._extra_rows[number - self._count]
        row: dict[str, Any] = json.loads(self._block(number // BLOCK)[number % BLOCK])
        if "p" in row:
            texts = self._texts
            row["p"] = [
                [-cell if 4 <= place <= 6 else texts[cell] for place, cell in enumerate(post)]
                for post in row["p"]
            ]
        return row

    def numbered(self, identity: str) -> int | None:
        """The number of the row with that id, or None."""
        key = np.uint32(word_hash(identity) >> 32)
        slot = int(self._id_hash.searchsorted(key))
        while slot < len(self._id_hash) and self._id_hash[slot] == key:
            if self.row(int(self._id_row[slot]))["i"] == identity:
                return int(self._id_row[slot])
            slot += 1
        return None

    def table(self, name: str) -> Any:
        """A small table by name; empty when the base has none."""
        placed = self.header["sections"].get(f"table:{name}")
        if placed is None:
            return {}
        start = self._base + placed[0]
        return json.loads(self._map[start : start + placed[1]])

    def lookup(self, folded: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Rows that exactly these folded words name, with how each may be used."""
        return self.at_hash(phrase_hash(folded)) if folded else ()

    def at_hash(self, value: int) -> tuple[tuple[int, int], ...]:
        """Rows under one alias hash, with how each may be used."""
        return self._held(value)

    def _hold(self, value: int) -> tuple[tuple[int, int], ...]:
        if value in self._extra_aliases:
            return self._extra_aliases[value]
        key = np.uint64(value)
        first = int(self.alias_hash.searchsorted(key))
        if first >= len(self.alias_hash) or self.alias_hash[first] != key:
            return ()
        last = int(self.alias_hash.searchsorted(key, "right"))
        return tuple(
            zip(
                self.alias_row[first:last].tolist(),
                self.alias_use[first:last].tolist(),
                strict=True,
            )
        )

    def sounding_like(self, folded: str) -> tuple[int, ...]:
        """Persons one of whose names has the same rough sound."""
        return self._heard(sound(folded))

    def _hear(self, key: str) -> tuple[int, ...]:
        extra = self._extra_sounds.get(key, ())
        value = np.uint64(word_hash(key))
        first = int(self._sound_hash.searchsorted(value))
        if first >= len(self._sound_hash) or self._sound_hash[first] != value:
            return extra
        last = int(self._sound_hash.searchsorted(value, "right"))
        return tuple(sorted({*self._sound_row[first:last].tolist(), *extra}))

    def _start_lengths(self) -> dict[int, int]:
        """First word of an alias -> bits of the lengths that aliases beginning with it have."""
        if self._starts is None:
            lengths = self._array("start_lengths", "<u2").tolist()
            self._starts = dict(
                zip(self._array("start_hash", "<u8").tolist(), lengths, strict=True)
            )
        return self._starts

    def runs(self, found: Sequence[Token]) -> list[tuple[int, int, int]]:
        """Every run of tokens that is an alias: (first token, one past the last, alias hash)."""
        possible = self._possible(found)
        known = self._known
        if len(known) > 200_000:
            known.clear()
        unknown = [value for _first, _last, value in possible if value not in known]
        if unknown:
            keys = np.array(unknown, dtype="<u8")
            slots = self.alias_hash.searchsorted(keys)
            slots[slots == len(self.alias_hash)] = 0
            there = (self.alias_hash[slots] == keys).tolist()
            known.update(zip(unknown, there, strict=True))
        extra = self._extra_aliases
        return [run for run in possible if known[run[2]] or run[2] in extra]

    def _possible(self, found: Sequence[Token]) -> list[tuple[int, int, int]]:
        """Runs that begin like an alias and are as long as one that begins so."""
        starts = self._start_lengths()
        answers: list[tuple[int, int, int]] = []
        count = len(found)
        for first, token in enumerate(found):
            if token.surface[0].islower() and not (
                token.plain == "the"
                and first + 1 < count
                and not found[first + 1].surface[0].islower()
            ):
                continue
            value = word_hash(token.plain)
            lengths = starts.get(value)
            if lengths is None:
                continue
            last = first + 1
            while lengths:
                if lengths & 1:
                    answers.append((first, last, value))
                lengths >>= 1
                if last >= count:
                    break
                value = (value * STEP + word_hash(found[last].plain)) & MASK
                last += 1
        return answers
