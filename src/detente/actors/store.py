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
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.actors.spelling import MASK, STEP, Folded, Token, phrase_hash, sound, word_hash
from detente.errors import InstallError

Answered = TypeVar("Answered")

MAGIC: Final[bytes] = b"DETACT01"
#: No alias of more words than this is indexed.
LONGEST: Final[int] = 12

#: Rows compressed together: a block is opened when one of its rows is asked for.
BLOCK: Final[int] = 24

#: Hashes are sieved by their first 22 bits: most of what names nothing is gone before it is looked up.
SIEVE: Final[int] = 42

#: The same for the first two words of a name, of which there are fewer.
PAIRS: Final[int] = 43

#: Weight of a person known for a seat in a parliament only: found by exact name, not by sound.
SEAT_ONLY: Final[int] = 10

#: How an alias may be used.
FULL: Final[int] = 0  #: a full name: stands on its own
ACRONYM: Final[int] = 1  #: letters in capitals only ("IS", "WHO", "US")
PART: Final[int] = 2  #: part of a name (a surname): needs support from date or context
ADJECTIVE: Final[int] = 4  #: a demonym or nationality adjective
SMALL: Final[int] = 8  #: may be written without capitals


#: Kinds of rows by their number in the file; seats of power are told apart.
KINDS: Final[tuple[str, ...]] = (
    "country", "organisation", "outlet", "agreement", "person", "place", "group", "role",
)  # fmt: skip
_SEAT: Final[int] = 128
_DECODER: Final[json.JSONDecoder] = json.JSONDecoder()


def kind_code(row: Mapping[str, Any]) -> int:
    """A row's kind as the file has it."""
    return KINDS.index(row["k"]) | (_SEAT if "seat" in row else 0)


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
        "row_kind": bytes([kind_code(row) for row in draft.rows]),
        "row_weight": bytes([min(255, int(row.get("w", 0))) for row in draft.rows]),
        "alias_hash": np.array([entry[0] for entry in entries], dtype="<u8").tobytes(),
        "alias_row": np.array([entry[1] for entry in entries], dtype="<u4").tobytes(),
        "alias_use": np.array([entry[2] for entry in entries], dtype="u1").tobytes(),
        "pairs": _pairs(draft.aliases),
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


def _pairs(aliases: Iterable[tuple[str, ...]]) -> bytes:
    """A bit for each value of the hash of two words, without its last ``PAIRS`` bits: may a name begin so?"""
    there = np.zeros(1 << (64 - PAIRS), dtype=np.uint8)
    there[[phrase_hash(folded[:2]) >> PAIRS for folded in aliases if len(folded) > 1]] = 1
    return np.packbits(there).tobytes()


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
        self._hashes = self.alias_hash.data
        self.alias_row = self._array("alias_row", "<u4")
        self.alias_use = self._array("alias_use", "u1")
        self._starts: dict[int, int] | None = None
        self._begins: dict[str, tuple[int, int]] = {}
        self._memory: dict[Any, Any] = {}
        self._kinds = self._bytes("row_kind")
        self._weights = self._bytes("row_weight")
        self._known: dict[int, tuple[tuple[int, int], ...]] = {}
        self._extra_rows: list[dict[str, Any]] = []
        self._extra_names: tuple[tuple[str, ...], ...] = ()
        self._replaced: dict[int, dict[str, Any]] = {}
        self._extra_aliases: dict[int, tuple[tuple[int, int], ...]] = {}
        self._extra_sounds: dict[str, tuple[int, ...]] = {}
        self._id_hash = self._array("id_hash", "<u4")
        self._id_row = self._array("id_row", "<u4")
        self._sound_hash = self._array("sound_hash", "<u8").data
        self._sound_row = self._array("sound_row", "<u4").data
        self._rows_at = self._base + self.header["sections"]["rows"][0]
        self._texts: list[str] = self.table("texts") or []
        self._block = lru_cache(maxsize=None)(self._open)  # all of them fill 20 MB
        self.row = lru_cache(maxsize=16384)(self._row)
        self.names = lru_cache(maxsize=16384)(self._names)
        self._heard = lru_cache(maxsize=8192)(self._hear)
        self._heard_set = lru_cache(maxsize=4096)(lambda key: frozenset(self._heard(key)))

    def _array(self, name: str, kind: str) -> NDArray[Any]:
        start, length = self.header["sections"][name]
        size = np.dtype(kind).itemsize
        return np.frombuffer(self._map, dtype=kind, count=length // size, offset=self._base + start)

    def _bytes(self, name: str) -> bytes:
        start, length = self.header["sections"][name]
        return self._map[self._base + start : self._base + start + length]

    def kind(self, number: int) -> str:
        """The kind of a row, without unpacking it."""
        return KINDS[self._kinds[number] & ~_SEAT]

    def is_seat(self, number: int) -> bool:
        """Whether a row is a seat of power, without unpacking it."""
        return self._kinds[number] >= _SEAT

    def weight(self, number: int) -> int:
        """How well known a row is, at most 255, without unpacking it."""
        return self._weights[number]

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
        self._extra_names = tuple(draft.aliases)
        self._replaced = dict(replaced)
        kinds, weights = bytearray(self._kinds), bytearray(self._weights)
        kinds += bytes([kind_code(row) for row in draft.rows])
        weights += bytes([min(255, int(row.get("w", 0))) for row in draft.rows])
        for number, mine in replaced.items():
            kinds[number] = kind_code(mine)
            weights[number] = min(255, int(mine.get("w", 0)))
        self._kinds, self._weights = bytes(kinds), bytes(weights)
        starts = self.start_lengths()
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
        for cache in (self.row, self.names, self._heard, self._heard_set):
            cache.cache_clear()
        self._memory.clear()
        self._known.clear()
        self._begins.clear()
        for made in ("sieve", "pairs"):
            self.__dict__.pop(made, None)

    def _row(self, number: int) -> dict[str, Any]:
        if number in self._replaced:
            return self._replaced[number]
        if number >= self._count:
            return self._extra_rows[number - self._count]
        line = self._block(number // BLOCK)[number % BLOCK].decode()
        row: dict[str, Any] = _DECODER.raw_decode(line)[0]
        if "p" in row:
            texts = self._texts
            row["p"] = [
                [texts[office], texts[kind], texts[country], texts[sector], -first, -last, -seen, texts[source]]
                for office, kind, country, sector, first, last, seen, source in row["p"]
            ]  # fmt: skip
        return row

    def _names(self, number: int) -> Sequence[str]:
        """A row's name and those it has besides, without the rest of the row where its line is plain."""
        if number < self._count and number not in self._replaced:
            line = self._block(number // BLOCK)[number % BLOCK]
            if b"\\" not in line:
                first = line.index(b'"n":"') + 5
                name = line[first : line.index(b'"', first)].decode()
                start = line.find(b'"x":["', first)
                if start < 0:
                    return (name,)
                return (name, *line[start + 6 : line.index(b'"]', start)].decode().split('","'))
        row = self.row(number)
        return (row["n"], *row.get("x", ()))

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
        if not folded or not self.begins(folded[0])[1] >> (len(folded) - 1) & 1:
            return ()
        value = phrase_hash(folded)
        return self.at_hash(value) if self.sieve[value >> SIEVE] else ()

    def at_hash(self, value: int) -> tuple[tuple[int, int], ...]:
        """Rows under one alias hash, with how each may be used."""
        held = self._known.get(value)
        return held if held is not None else self.rows_of((value,))[value]

    def rows_of(self, values: Sequence[int]) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """A mapping that has the rows under each of those alias hashes; none for a hash of no alias."""
        known = self._known
        if len(known) > 200_000:
            known.clear()
        unknown = [value for value in values if value not in known]
        for value in unknown:
            extra = self._extra_aliases.get(value)
            known[value] = extra if extra is not None else self._hold(value)
        return known

    def _hold(self, value: int) -> tuple[tuple[int, int], ...]:
        """The rows under an alias hash, looked up in the file."""
        hashes = self._hashes
        first = bisect_left(hashes, value)
        held: list[tuple[int, int]] = []
        while first < len(hashes) and hashes[first] == value:
            held.append((int(self.alias_row[first]), int(self.alias_use[first])))
            first += 1
        return tuple(held)

    def sounding_like(self, folded: str) -> Sequence[int]:
        """Persons one of whose names has the same rough sound."""
        return self._heard(sound(folded))

    def sounding_set(self, folded: str) -> frozenset[int]:
        """The same persons as a set."""
        return self._heard_set(sound(folded))

    def _hear(self, key: str) -> Sequence[int]:
        extra = self._extra_sounds.get(key, ())
        value = word_hash(key)
        first = bisect_left(self._sound_hash, value)
        last = bisect_right(self._sound_hash, value, first)
        rows: Sequence[int] = self._sound_row[first:last]  # in order, each once
        return sorted({*rows, *extra}) if extra else rows

    @cached_property
    def sieve(self) -> bytes:
        """For every value of a hash without its last ``SIEVE`` bits: 1 where an alias may have it, else 0."""
        there = np.zeros(1 << (64 - SIEVE), dtype=np.uint8)
        there[self.alias_hash >> np.uint64(SIEVE)] = 1
        for value in self._extra_aliases:
            there[value >> SIEVE] = 1
        return there.tobytes()

    @cached_property
    def pairs(self) -> bytes:
        """For every value of the hash of two words without its last ``PAIRS`` bits: may a name begin so?"""
        there = np.unpackbits(self._array("pairs", "u1"))
        for folded in self._extra_names:
            if len(folded) > 1:
                there[phrase_hash(folded[:2]) >> PAIRS] = 1
        return there.tobytes()

    def start_lengths(self) -> dict[int, int]:
        """First word of an alias -> bits of the lengths that aliases beginning with it have."""
        if self._starts is None:
            lengths = self._array("start_lengths", "<u2").tolist()
            self._starts = dict(
                zip(self._array("start_hash", "<u8").tolist(), lengths, strict=True)
            )
        return self._starts

    def begins(self, folded: str) -> tuple[int, int]:
        """The hash of a word, and a bit for each number of words that names beginning with it have."""
        held = self._begins.get(folded)
        if held is None:
            if len(self._begins) > 100_000:
                self._begins.clear()
            value = word_hash(folded)
            held = self._begins[folded] = (value, self.start_lengths().get(value, 0))
        return held

    def runs(self, found: Sequence[Token]) -> list[tuple[int, int, int]]:
        """Every run of tokens that is an alias: (first token, one past the last, alias hash)."""
        answers: list[tuple[int, int, int]] = []
        count = len(found)
        for first, token in enumerate(found):
            if token.small and not (
                token.plain == "the" and first + 1 < count and not found[first + 1].small
            ):
                continue
            answers += [(first, *run) for run in self.begun(found, first) if self.at_hash(run[1])]
        return answers

    def begun(self, found: Sequence[Folded], first: int) -> list[tuple[int, int]]:
        """Runs from the word at ``first`` on that may be names: one past the last word, and the hash."""
        value, lengths = self.begins(found[first].plain)
        after = found[first + 1 : first + lengths.bit_length()]
        return self.runs_on(first, value, lengths, [word.plain for word in after])

    def runs_on(
        self, first: int, value: int, lengths: int, after: Sequence[str]
    ) -> list[tuple[int, int]]:
        """The same runs, of which few that are no names get so far.

        Args:
            first: the number of the first word.
            value: its hash.
            lengths: a bit for each number of words that a name beginning with it may have.
            after: the folded words that follow it, as many as there are bits at the most.
        """
        runs: list[tuple[int, int]] = []
        may_be = self.sieve
        last = first + 1
        if lengths & 1 and may_be[value >> SIEVE]:
            runs.append((last, value))
        for word in after:
            lengths >>= 1
            value = (value * STEP + self.begins(word)[0]) & MASK
            last += 1
            if last - first == 2 and not self.pairs[value >> PAIRS]:
                break
            if lengths & 1 and may_be[value >> SIEVE]:
                runs.append((last, value))
        return runs
