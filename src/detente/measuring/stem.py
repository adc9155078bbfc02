"""The Porter stemmer, in the form the ROUGE scorers of the field use.

M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), with the departures that NLTK
documents as its extensions: without them ROUGE figures would differ in the third digit from those
of the ``rouge-score`` package.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

Rule = tuple[str, str, Callable[[str], bool]]

IRREGULAR: Final[dict[str, str]] = {
    "skies": "sky", "sky": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news",
    "innings": "inning", "inning": "inning", "outings": "outing", "outing": "outing",
    "cannings": "canning", "canning": "canning", "howe": "howe", "proceed": "proceed",
    "exceed": "exceed", "succeed": "succeed",
}  # fmt: skip


def _consonants(word: str) -> list[bool]:
    marks: list[bool] = []
    for i, letter in enumerate(word):
        # A y is a vowel after a consonant.
        marks.append(letter not in "aeiou" and not (letter == "y" and i > 0 and marks[-1]))
    return marks


def _measure(stem: str) -> int:
    """How many times a vowel is followed by a consonant."""
    marks = _consonants(stem)
    return sum(not a and b for a, b in pairwise(marks))


def _positive(stem: str) -> bool:
    return _measure(stem) > 0


def _long(stem: str) -> bool:
    return _measure(stem) > 1


def _short_end(word: str) -> bool:
    """Ends consonant, vowel, consonant other than w, x, y (or is vowel, consonant)."""
    marks = _consonants(word)
    if len(word) == 2:
        return marks == [False, True]
    return len(word) > 2 and marks[-3:] == [True, False, True] and word[-1] not in "wxy"


def _apply(word: str, rules: tuple[Rule, ...]) -> str:
    """The first rule whose ending fits decides, whether or not its condition holds."""
    for ending, replacement, holds in rules:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            return stem + replacement if holds(stem) else word
    return word


def _always(_: str) -> bool:
    return True


PLURALS: Final[tuple[Rule, ...]] = tuple(
    (a, b, _always) for a, b in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", ""))
)
STEP_2: Final[tuple[Rule, ...]] = (
    *((a, b, _positive) for a, b in (
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"),
        ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"),
        ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    )),
    ("logi", "log", lambda stem: _positive(stem + "l")),
)  # fmt: skip
STEP_3: Final[tuple[Rule, ...]] = tuple(
    (a, b, _positive)
    for a, b in (
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"),
        ("ful", ""), ("ness", ""),
    )
)  # fmt: skip
STEP_4: Final[tuple[Rule, ...]] = (
    *((a, "", _long) for a in ("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement",
                               "ment", "ent")),
    ("ion", "", lambda stem: _long(stem) and stem[-1] in "st"),
    *((a, "", _long) for a in ("ou", "ism", "ate", "iti", "ous", "ive", "ize")),
)  # fmt: skip


def _plural(word: str) -> str:
    if word.endswith("ies") and len(word) == 4:
        return word[:-1]
    return _apply(word, PLURALS)


def _past(word: str) -> str:
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _positive(word[:-3]) else word
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and not all(_consonants(stem)):
            break
    else:
        return word
    if stem.endswith(("at", "bl", "iz")):
        return stem + "e"
    marks = _consonants(stem)
    if len(stem) > 1 and stem[-1] == stem[-2] and marks[-1]:
        return stem if stem[-1] in "lsz" else stem[:-1]
    return stem + "e" if _measure(stem) == 1 and _short_end(stem) else stem


def _step_2(word: str) -> str:
    while word.endswith("alli") and _positive(word[:-4]):
        word = word[:-2]
    return _apply(word, STEP_2)


def _final(word: str) -> str:
    if word.endswith("e"):
        stem = word[:-1]
        if _long(stem) or (_measure(stem) == 1 and not _short_end(stem)):
            word = stem
    return word[:-1] if word.endswith("ll") and _long(word[:-1]) else word


@lru_cache(maxsize=100_000)
def stem_word(word: str) -> str:
    """The stem of a lower-case word; words of one or two letters are left alone."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 2:
        return word
    word = _past(_plural(word))
    if word.endswith("y") and len(word) > 2 and _consonants(word[:-1])[-1]:
        word = word[:-1] + "i"
    return _final(_apply(_apply(_step_2(word), STEP_3), STEP_4))
