"""How a name is folded before it is compared: tokens, plain letters, stable 64-bit hashes.

Two spellings that differ only in case, diacritics, apostrophes, hyphens or spacing fold to the same
tokens. Hashes are the same on every machine; they are how the packaged base finds an alias.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

MASK: Final[int] = (1 << 64) - 1
#: Multiplier of the rolling hash over tokens: an odd 64-bit constant (golden ratio, Knuth 6.4).
STEP: Final[int] = 0x9E3779B97F4A7C15

#: A word (with inner apostrophes), a dotted abbreviation, or a possessive mark of its own.
_TOKEN: Final[re.Pattern[str]] = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘ʼ`´][^\W_]+)*|['’](?=s\b)"
)
_POSSESSIVE: Final[re.Pattern[str]] = re.compile(r"['’‘ʼ`´][sS]$")
_DROPPED: Final[re.Pattern[str]] = re.compile(r"['’‘ʼ`´ʿʾ.]")
#: Letters that Unicode does not decompose.
_LETTERS: Final[dict[int, str]] = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe",
        "ə": "a", "ħ": "h", "ŋ": "n", "ɛ": "e", "ɔ": "o",
    }
)  # fmt: skip


#: Countries whose names are written family name first.
FAMILY_FIRST: Final[frozenset[str]] = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "HKG", "SGP"})


class Folded(Protocol):
    """A word that knows how it folds."""

    @property
    def plain(self) -> str:
        """The word as names are compared."""


class Token(NamedTuple):
    """A word of a text: where it stands, how it folds, and whether a possessive ``'s`` followed it.

    A ``small`` word begins with a small letter.
    """

    start: int
    stop: int
    plain: str
    surface: str
    possessive: bool
    small: bool


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """One word in plain small letters: NFKC, casefold, no diacritics, no apostrophes, no dots."""
    if word.isascii():
        folded = word.lower()
    else:
        folded = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
        folded = "".join(
            mark
            for mark in unicodedata.normalize("NFKD", folded)
            if unicodedata.category(mark) != "Mn"
        )
    return _DROPPED.sub("", folded)


@lru_cache(maxsize=65536)
def _taken_apart(surface: str) -> tuple[str, str, bool, bool, bool]:
    """A word folded, without its possessive mark: (plain, surface, had the mark, ends in s, small)."""
    possessive = len(surface) > 2 and _POSSESSIVE.search(surface) is not None
    bare = surface[:-2] if possessive else surface
    return plain(bare), bare, possessive, bare[-1:] in ("s", "S"), bare[0].islower()


def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order; a possessive ``'s`` is marked on the word before it."""
    found: list[Token] = []
    make = tuple.__new__
    for match in _TOKEN.finditer(text):
        start, stop = match.span()
        folded, surface, possessive, sibilant, small = _taken_apart(text[start:stop])
        if not folded:
            continue
        if possessive:
            stop -= 2
        elif sibilant:
            possessive = text[stop : stop + 1] in ("'", "’")
        found.append(make(Token, (start, stop, folded, surface, possessive, small)))
    return found


@lru_cache(maxsize=65536)
def piece_tokens(piece: str) -> tuple[Token, ...]:
    """The words of a piece between spaces, placed from the start of the piece; kept."""
    if piece.isascii() and piece.isalpha():  # most pieces, and nothing to fold but the case
        return (Token(0, len(piece), piece.lower(), piece, False, piece[0].islower()),)
    return tuple(tokens(piece))


@lru_cache(maxsize=16384)
def phrase_tokens(text: str) -> tuple[Token, ...]:
    """The words of a short text, kept; a long one is for ``tokens``."""
    found: list[Token] = []
    make = tuple.__new__
    begins = 0
    for piece in text.split(" "):
        if begins:
            for start, stop, folded, surface, possessive, small in piece_tokens(piece):
                place = (start + begins, stop + begins)
                found.append(make(Token, (*place, folded, surface, possessive, small)))
        else:
            found += piece_tokens(piece)
        begins += len(piece) + 1
    return tuple(found)


@lru_cache(maxsize=32768)
def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``."""
    found: list[str] = []
    for piece in text.split(" "):
        if piece.isascii() and piece.isalpha():
            found.append(piece.lower())
        else:
            found += [token[2] for token in piece_tokens(piece)]
    return tuple(found)


def fold(text: str) -> str:
    """``text`` as one string of folded words parted by single spaces."""
    return " ".join(words(text))


@lru_cache(maxsize=65536)
def word_hash(folded: str) -> int:
    """A 64-bit hash of one folded word."""
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def phrase_hash(folded: tuple[str, ...]) -> int:
    """A 64-bit hash of folded words in order, by the recurrence the scanner uses."""
    value = 0
    for word in folded:
        value = ((value * STEP) + word_hash(word)) & MASK
    return value


_ARTICLE: Final[re.Pattern[str]] = re.compile(
    r"^(?:el|al|as|ash|ad|ar|an|at|az)(?=[^aeiou]{1,2}[aeiou].{2,})"
)
#: Letters that are written in several ways when a name is romanised, in the order they are made one.
_SOUNDS: Final[tuple[tuple[str, str], ...]] = (
    ("sch", "s"), ("shch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("cz", "c"), ("ts", "c"), ("tz", "c"),
    ("x", "ks"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_ROUND: Final[re.Pattern[str]] = re.compile(r"ou|oo|u")
_THIN: Final[re.Pattern[str]] = re.compile(r"yo|ye|ya|yu|[ijy]+")


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """A rough key under which romanised variants of one surname meet.

    Shoigu and Shoygu, Lavrov and Lawrow, Khan and Han, Zelensky and Zelenskyy share a key. It is a
    block for candidates, never an identity.
    """
    key = _ARTICLE.sub("", folded) if folded[:1] in ("a", "e") else folded
    for written, heard in _SOUNDS:
        if written in key:
            key = key.replace(written, heard)
    if "u" in key or "oo" in key:
        key = _ROUND.sub("o", key)
    if "y" in key or "j" in key:
        key = _THIN.sub("i", key)
    key = key.replace("e", "i").replace("k", "c")
    heard = last = ""
    for letter in key:  # a letter written twice is heard once
        if letter != last:
            heard += letter
            last = letter
    return heard.removesuffix("i") or folded
