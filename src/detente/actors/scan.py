"""Every known name in a running text: what the language room asks for before it looks for mentions.

A text is taken apart at its spaces. Most pieces are plain words in small letters: they begin no name and are
looked at only when a name may go on over them. What any other piece holds is worked out once: its words folded,
their hashes, and how long the names are that begin so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from detente.actors.names import Names
from detente.actors.phrase import Named, usable
from detente.actors.spelling import piece_tokens
from detente.actors.store import PART, Store
from detente.records import Hit, Kind, Span

#: Pieces between spaces that are kept before all are forgotten; a year of news has fewer.
_KEPT: Final[int] = 150_000
#: Marks that end a piece without being part of its word.
_MARKS: Final[str] = '.,;:!?)"”]'


class Word(NamedTuple):
    """A word of a piece: as folded and as written, and where it stands in the piece.

    ``lengths`` has a bit for each number of words a name beginning so may have; ``hashed`` is the hash of the
    folded word. Both are 0 for a ``small`` word: one in small letters, which begins no name unless it is "the".
    """

    plain: str
    surface: str
    small: bool
    hashed: int
    lengths: int
    start: int
    stop: int


class _Laid(NamedTuple):
    """The words of a text in order; a piece that was not looked at is one word and stands for itself.

    ``capitals`` are the numbers of the words that are not small. Of each piece that was looked at (and of the
    beginning of the text) ``looked`` has its number, ``firsts`` that of its first word, and ``rests`` that of
    the first word after it.
    """

    found: list[Word | str]
    capitals: list[int]
    looked: list[int]
    firsts: list[int]
    rests: list[int]


#: What a name is told to be: its kind and the ids of the rows that it may mean.
_Told = tuple[Kind, tuple[str, ...]]


class Scanner:
    """Finds names of one store in texts. Pure: the same text gives the same hits."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names
        self._pieces: dict[str, tuple[Word, ...]] = {}
        #: Hash of a name (its complement for one of a single word) -> rows that may be told by it.
        self._open: dict[int, tuple[tuple[int, int], ...]] = {}
        self._told: dict[tuple[tuple[int, int], ...], _Told] = {}

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every alias found in ``text``, longest first at each place, not overlapping, in order."""
        pieces = text.replace("\n", " ").split(" ")
        laid = self._laid(pieces)
        found = laid.found
        chosen: list[tuple[int, int, _Told]] = []
        free = 0
        for index in laid.capitals:
            if index < free:
                continue
            name = None
            if index > free and _is_the(found[index - 1]):
                name = self._name(found, index - 1)
            if name is None and found[index].lengths:  # type: ignore[union-attr]
                name = self._name(found, index)
            if name is not None:
                chosen.append(name)
                free = name[1]
        return _hits(pieces, laid, chosen)

    def _laid(self, pieces: Sequence[str]) -> _Laid:
        """The words of a text, those of pieces that are plain words in small letters not looked at."""
        known = self._pieces
        if len(known) > _KEPT:
            known.clear()
        looked = [
            place for place, piece in enumerate(pieces)
            if not (piece.islower() and piece.isalpha() and piece.isascii())
        ]  # fmt: skip
        found: list[Word | str] = []
        firsts, rests, capitals = [0], [0], []
        done = 0
        for place in looked:
            if done < place:
                found += pieces[done:place]
            done = place + 1
            firsts.append(len(found))
            words = known.get(pieces[place])
            if words is None:
                words = known[pieces[place]] = self._words(pieces[place])
            for word in words:
                if not word.small:
                    capitals.append(len(found))
                found.append(word)
            rests.append(len(found))
        found += pieces[done:]
        return _Laid(found, capitals, [-1, *looked], firsts, rests)

    def _words(self, piece: str) -> tuple[Word, ...]:
        bare = piece.rstrip(_MARKS)
        if not (bare.isascii() and bare.isalpha()):
            bare = piece
        words = []
        for start, stop, plain, surface, _possessive, small in piece_tokens(bare):
            hashed, lengths = (0, 0) if small else self.store.begins(plain)
            words.append(Word(plain, surface, small, hashed, lengths, start, stop))
        return tuple(words)

    def _name(self, found: list[Word | str], first: int) -> tuple[int, int, _Told] | None:
        """The longest name that begins at a word: its first word, one past its last, and what it is told to be."""
        for last, value in reversed(self._runs(found, first)):
            rows = self._usable(found, first, last, value)
            if rows:
                told = self._told.get(rows)
                if told is None:
                    told = self._told[rows] = self._tell(rows)
                return first, last, told
        return None

    def _runs(self, found: list[Word | str], first: int) -> list[tuple[int, int]]:
        """Runs from the word at ``first`` that may be names: one past the last word, and the hash."""
        word = _word(found, first)
        value, lengths = word.hashed, word.lengths
        if word.small:
            value, lengths = self.store.begins(word.plain)
        after = [
            each if isinstance(each, str) else each.plain
            for each in found[first + 1 : first + lengths.bit_length()]
        ]
        return self.store.runs_on(first, value, lengths, after)

    def _usable(
        self, found: list[Word | str], first: int, last: int, value: int
    ) -> tuple[tuple[int, int], ...]:
        """The rows that a run of words may mean as it is written."""
        named = self.store.at_hash(value)
        if not named:
            return ()
        key = value if last - first > 1 else ~value
        rows = self._open.get(key)
        if rows is None:
            rows = self._open[key] = tuple(
                (row, use) for row, use in named
                if not use & PART and (last - first > 1 or self._tellable(row))
            )  # fmt: skip
        if not rows:
            return rows
        run = [_word(found, place) for place in range(first, min(last + 1, len(found)))]
        return tuple([pair for pair in rows if usable(run, 0, last - first, pair[1])])

    def _tellable(self, row: int) -> bool:
        """Whether one word is enough: small towns and one-word names of persons are left to context."""
        kind = self.store.kind(row)
        if kind == "place" and not self.store.is_seat(row):
            return self.store.weight(row) >= 100
        return not (kind == "person" and self.store.weight(row) < 90)

    def _tell(self, rows: tuple[tuple[int, int], ...]) -> _Told:
        """The kind of what a name most likely means out of all context, and every row it may mean."""
        best = self.names.pick(Named(0, 1, rows), "", None, ())
        data = self.store.row(best[0] if best else rows[0][0])
        kind: Kind = "country" if "seat" in data else data["k"]
        ids = [data["i"], *(self.store.row(row)["i"] for row, _use in rows)]
        return kind, tuple(dict.fromkeys(ids))


def _word(found: Sequence[Word | str], place: int) -> Word:
    """The word at a place, also where a piece stands for itself."""
    word = found[place]
    return Word(word, word, True, 0, 0, 0, len(word)) if isinstance(word, str) else word


def _is_the(word: Word | str) -> bool:
    """Whether a word is "the" in small letters."""
    return word == "the" if isinstance(word, str) else word.small and word.plain == "the"


def _hits(
    pieces: Sequence[str], laid: _Laid, chosen: Sequence[tuple[int, int, _Told]]
) -> tuple[Hit, ...]:
    """Hits with their places in the text, which has one character between pieces."""
    found, _capitals, looked, firsts, rests = laid
    stops = list(accumulate(map(len, pieces)))
    hits: list[Hit] = []
    for first, last, (kind, ids) in chosen:
        ends: list[int] = []
        for index in (first, last - 1):
            at = bisect_right(firsts, index) - 1
            place = looked[at] if index < rests[at] else looked[at] + 1 + index - rests[at]
            begins = stops[place] - len(pieces[place]) + place
            word = found[index]
            if isinstance(word, str):
                ends += (begins, begins + len(word))
            else:
                ends += (begins + word.start, begins + word.stop)
        hits.append(Hit(Span(ends[0], ends[3]), kind, ids))
    return tuple(hits)
