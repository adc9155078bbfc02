"""How like two spellings of a person's name are: every word must have a twin, allowing for transliteration."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from detente.actors.spelling import sound, words

#: What tells a son from his father.
_YOUNGER = frozenset(["jr", "junior", "ii", "iii"])
#: Least likeness (0-100) of a differently spelled full name; chosen on gold/dev and the actor cases.
NEAR: int = 84
#: Styles that stand before a name as if they were part of it.
_STYLES = frozenset([
    "sheikh", "shaikh", "prince", "princess", "king", "queen", "lord", "lady", "dame", "mullah", "ayatollah",
    "imam", "pope", "president", "general", "colonel", "major", "captain", "admiral", "senator",
    "judge", "justice", "professor", "doctor", "datuk", "dato", "tengku", "maulana", "swami", "crown",
    "deputy", "minister", "congressman", "congresswoman", "representative", "governor", "mayor", "emir",
    "sultan", "chief", "bishop", "archbishop", "cardinal", "comrade", "mister",
])  # fmt: skip
#: Parts of names that tell nobody apart.
_PARTICLES = frozenset([
    "bin", "ibn", "bint", "van", "von", "der", "den", "del", "dos", "des", "the", "abu", "abd",
])  # fmt: skip


def likeness(folded: tuple[str, ...], joined: str, name: str) -> float:
    """How like a name is to folded words, 0 to 100; ``joined`` is those words as one."""
    other = words(name)
    if not other or (len(folded[0]) == 1 and folded[0] != other[0][0]):
        return 0.0
    if set(folded) == set(other) or joined == "".join(other):
        return 100.0
    short, long = (folded, other) if len(folded) <= len(other) else (other, folded)
    begins = {twin[0] for twin in long}
    if not begins.issuperset([word[0] for word in short]) and (
        len(short) == len(long) or not _close(joined, other)
    ):
        return 0.0  # a word that begins like none of the other name has no twin there
    left = list(long)
    places: list[int] = []
    total = 0.0
    whole = 0
    for word in short:
        scores = [(_word(word, twin), place) for place, twin in enumerate(left)]
        best, place = max(scores)
        if best < 70:
            return (
                float(fuzz.ratio(joined, "".join(other)))
                if len(short) != len(long) and _close(joined, other)
                else 0.0
            )
        total += best
        places.append(long.index(left[place]))
        whole += len(word) > 2 and len(left[place]) > 1 and word not in _PARTICLES
        left.pop(place)
    if whole < 2 and sum(len(word) > 2 for word in folded) > 1:
        return 0.0  # an initial of theirs is not our surname
    penalty = (20.0 if "-" in name and left else 4.0) * len(left)
    if long is other and left and places != sorted(places):
        penalty += 20.0  # Michael Lewis is not Lewis Michael Eisenberg
    if long is other and not _YOUNGER.isdisjoint(left):
        penalty += 20.0  # the father, not the son
    if long is other and other[0] in left and len(other[0]) > 3:
        penalty += 10.0  # of their names the given one is missing: a brother or a father
    elif long is folded and folded[0] in left and len(folded[0]) > 3 and folded[0] not in _STYLES:
        penalty += 17.0  # the text has a given name more: somebody else of that family
    return total / len(short) - penalty if len(short) > 1 else 0.0


@lru_cache(maxsize=8192)
def alike(folded: tuple[str, ...], name: str) -> bool:
    """Whether ``folded`` may be another spelling of ``name``."""
    return likeness(folded, "".join(folded), name) >= NEAR


def _close(joined: str, other: tuple[str, ...]) -> bool:
    return abs(len(joined) - sum(map(len, other))) <= 2


def _word(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if one[0] != other[0]:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 80.0
    ratio = float(fuzz.ratio(one, other))
    if ratio < 90.0 and sound(one) == sound(other):
        return 90.0
    return ratio if ratio >= 76 else 0.0
