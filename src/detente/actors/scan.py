"""Every known name in a running text: what the language room asks for before it looks for mentions.

A text is taken apart at its spaces, and what a piece between spaces holds is worked out once: its words
folded, their hashes, and how long the names are that begin so. Only words in capitals begin a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple

from detente.actors.names import Names
from detente.actors.phrase import Named, usable
from detente.actors.spelling import tokens, word_hash
from detente.actors.store import PART, Store
from detente.records import Hit, Kind, Span

#: Pieces between spaces that are kept before all are forgotten; a year of news has fewer.
_KEPT: Final[int] = 150_000
#: Marks that end a piece without being part of its word.
_MARKS: Final[str] = '.,;:!?)"”]'


class Word(NamedTuple):
    """A word of a piece: as folded and as written, and where it stands in the piece.

    ``lengths`` has a bit for each number of words a name beginning so may have; 0 where none may begin.
    """

    plain: str
    surface: str
    lengths: int
    start: int
    stop: int


class Scanner:
    """Finds names of one store in texts. Pure: the same text gives the same hits."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names
        self._starts = store.start_lengths()
        self._pieces: dict[str, tuple[Word, ...]] = {}
        #: Hash of a name (its complement for one of a single word) -> rows that may be told by it.
        self._open: dict[int, tuple[tuple[int, int], ...]] = {}
        self._told: dict[tuple[tuple[int, int], ...], tuple[Kind, tuple[str, ...]]] = {}

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every alias found in ``text``, longest first at each place, not overlapping, in order."""
        pieces = text.split()
        held = list(map(self._pieces.get, pieces))
        if None in held:
            held = self._learn(pieces)
        found = list(chain.from_iterable(held))  # type: ignore[arg-type]
        runs = self._runs(found)
        chosen: list[tuple[int, int, Kind, tuple[str, ...]]] = []
        free = 0
        for first, lasts in runs:
            if first < free:
                continue
            for last, value in reversed(lasts):
                meant = self._usable(found, first, last, value)
                if meant:
                    told = self._told.get(meant)
                    if told is None:
                        told = self._told[meant] = self._tell(meant)
                    chosen.append((first, last - 1, *told))
                    free = last
                    break
        return self._hits(text, pieces, found, list(accumulate(map(len, held))), chosen)  # type: ignore[arg-type]

    def _learn(self, pieces: Iterable[str]) -> list[tuple[Word, ...] | None]:
        """The words of each piece, those not met before worked out now."""
        known = self._pieces
        if len(known) > _KEPT:
            known.clear()
        for piece in pieces:
            if piece not in known:
                known[piece] = self._words(piece)
        return [known[piece] for piece in pieces]

    def _words(self, piece: str) -> tuple[Word, ...]:
        bare = piece.rstrip(_MARKS)
        if bare.isascii() and bare.isalpha():  # most pieces, and nothing to fold but the case
            return (self._word(bare.lower(), bare, 0, len(bare)),)
        return tuple(
            self._word(token.plain, token.surface, token.start, token.stop)
            for token in tokens(piece)
        )

    def _word(self, plain: str, surface: str, start: int, stop: int) -> Word:
        if surface[0].islower() and plain != "the":
            return Word(plain, surface, 0, start, stop)
        return Word(plain, surface, self._starts.get(word_hash(plain), 0), start, stop)

    def _runs(self, found: Sequence[Word]) -> list[tuple[int, list[tuple[int, int]]]]:
        """Where names begin, with one past their last word, shortest first, and their hashes."""
        count = len(found)
        possible: list[tuple[int, int, int]] = []
        for first, word in enumerate(found):
            lengths = word.lengths
            if not lengths or (
                word.surface[0].islower()
                and (first + 1 == count or found[first + 1].surface[0].islower())
            ):
                continue
            possible.extend(self.store.begun(found, first, lengths))
        known = self.store.rows_of([value for _first, _last, value in possible])
        runs: list[tuple[int, list[tuple[int, int]]]] = []
        for first, last, value in possible:
            if known[value]:
                if not runs or runs[-1][0] != first:
                    runs.append((first, []))
                runs[-1][1].append((last, value))
        return runs

    def _usable(
        self, found: Sequence[Word], first: int, last: int, value: int
    ) -> tuple[tuple[int, int], ...]:
        """The rows that a run of words may mean as it is written."""
        key = value if last - first > 1 else ~value
        rows = self._open.get(key)
        if rows is None:
            rows = self._open[key] = tuple(
                (row, use) for row, use in self.store.at_hash(value)
                if not use & PART and (last - first > 1 or self._tellable(row))
            )  # fmt: skip
        if not rows:
            return rows
        return tuple([pair for pair in rows if usable(found, first, last, pair[1])])

    def _tellable(self, row: int) -> bool:
        """Whether one word is enough: small towns and one-word names of persons are left to context."""
        kind = self.store.kind(row)
        if kind == "place" and not self.store.is_seat(row):
            return self.store.weight(row) >= 100
        return not (kind == "person" and self.store.weight(row) < 90)

    def _tell(self, rows: tuple[tuple[int, int], ...]) -> tuple[Kind, tuple[str, ...]]:
        """The kind of what a name most likely means out of all context, and every row it may mean."""
        best = self.names.pick(Named(0, 1, rows), "", None, ())
        data = self.store.row(best[0] if best else rows[0][0])
        kind: Kind = "country" if "seat" in data else data["k"]
        ids = [data["i"], *(self.store.row(row)["i"] for row, _use in rows)]
        return kind, tuple(dict.fromkeys(ids))

    @staticmethod
    def _hits(
        text: str,
        pieces: Sequence[str],
        found: Sequence[Word],
        counts: Sequence[int],
        chosen: Sequence[tuple[int, int, Kind, tuple[str, ...]]],
    ) -> tuple[Hit, ...]:
        """Hits with their places in the text; ``counts`` says how many words end with each piece."""
        hits: list[Hit] = []
        place, at, upto = 0, -1, 0
        for first, last, kind, ids in chosen:
            while upto <= first:
                place = text.find(pieces[at + 1], place + len(pieces[at]) if at >= 0 else 0)
                at += 1
                upto = counts[at]
            start = place + found[first].start
            while upto <= last:
                place = text.find(pieces[at + 1], place + len(pieces[at]))
                at += 1
                upto = counts[at]
            hits.append(Hit(Span(start, place + found[last].stop), kind, ids))
        return tuple(hits)
