"""Names that are a town, a house or a hill and stand for a power: which of the two one is where it is written."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from detente.actors import lexicon
from detente.actors.spelling import words
from detente.actors.store import Store
from detente.records import Mention

#: Prepositions before a capital that make it a place, not a government.
_LOCATES: Final[frozenset[str]] = frozenset(
    ["in", "near", "around", "outside", "at", "inside", "across", "throughout"]
)
#: Before a capital, these count what is in it.
_SEVERAL: Final[frozenset[str]] = frozenset(
    {"several", "some", "many", "two", "three", "other", "most"}
)
#: Words after which a capital is where somebody goes, comes from or is.
_TRAVELLED: Final[re.Pattern[str]] = re.compile(
    r"\b(?:fl[ey]w?|flying|flown|flights?|travel\w*|mov(?:ed|es|ing)|return(?:ed|s|ing)?|dr[io]ve\w*|trips?|journey\w*|airlifted|transferred"
    r"|evacuated|came|went|goes|going|headed|bound|arriv\w+|depart\w*|fled|walk\w*|march\w*|trains?|bus(?:es)?|route|road|back|received|sail\w*|shipped)"
    r"(?: \w+){0,3}? (?:to|from|for|via|towards?)(?: downtown| central)? $|\bfrom [A-Z]\w+ to $|\bborn in $|\b[Cc]it(?:y|ies)(?: \w+){0,2} $",
)
#: A part of a country is a place: "north-eastern Syria".
_PART_OF: Final[re.Pattern[str]] = re.compile(
    r"(?:the )?(?:(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?ern|central|rural|coastal|upper|lower|mainland)\b[- ](?!sahara)"
    r"|(?:north|south|east|west)(?:[- ]?(?:east|west))?\b[- ](?!korea|africa|sudan|ossetia|yemen|vietnam|macedonia|germany|timor|sahara))",
    re.IGNORECASE,
)

#: A word in capitals that follows directly.
_NEXT_WORD: Final[re.Pattern[str]] = re.compile(r" ([A-Z][a-z]{2,})")
#: What shows that a hill is a part of a town.
_QUARTER: Final[re.Pattern[str]] = re.compile(
    r" (?:neighbou?rhood|district|area|quarter|station)\b"
)


class Meaning(NamedTuple):
    """What a name may stand for out of all context."""

    founder: bool  #: somebody whose company bears the surname: "Michael Bloomberg"
    seat: bool  #: a capital, a house or a hill that stands for a power
    power: bool  #: a house or a hill that stands for a power, no capital
    counted: (
        bool  #: a word that counts what is in a capital stands before its name: "several London"
    )
    in_counted: bool  #: and what stands behind that word is a seat
    part: bool  #: a part of a country: "north-eastern Syria"


def meaning(store: Store, text: str) -> Meaning:
    """What the words of a mention may stand for; worked out once."""
    return store.remember(("meaning", text), lambda: _meaning(store, text))


def _meaning(store: Store, text: str) -> Meaning:
    folded = words(text)
    rows = store.lookup(folded)
    bare = text.removeprefix("the ").removeprefix("The ")
    counted = not _SEVERAL.isdisjoint(folded[:1])
    return Meaning(
        founder=_founder(store, text, folded, rows),
        seat=any(store.is_seat(row) for row, _use in rows),
        power=_is_seat_of_power(store, rows if bare == text else store.lookup(words(bare))),
        counted=counted,
        in_counted=counted and any(store.is_seat(row) for row, _use in store.lookup(folded[1:])),
        part=_PART_OF.match(text) is not None,
    )


def _founder(
    store: Store, text: str, folded: tuple[str, ...], rows: tuple[tuple[int, int], ...]
) -> bool:
    return (
        len(folded) == 2 and folded[1] in lexicon.FOUNDERS and text.istitle() and folded[0] not in lexicon.TERMS
        and all(store.kind(row) == "person" for row, _use in rows)
    )  # fmt: skip


def _is_seat_of_power(store: Store, rows: tuple[tuple[int, int], ...]) -> bool:
    return any(
        store.is_seat(row) and store.kind(row) != "place" and store.row(row)["s"] in ("GOV", "LEG")
        for row, _use in rows
    ) and not any(store.kind(row) == "country" for row, _use in rows)  # fmt: skip


def _cut_short(text: str, stop: int) -> bool:
    """Whether a word in capitals that is no title follows directly: "London Underground"."""
    following = _NEXT_WORD.match(text, stop)
    return following is not None and following[1].casefold() not in lexicon.LONGEST_FROM


def in_longer_name(text: str, stop: int) -> bool:
    """Whether a name that ends at ``stop`` is only the front of a longer one, or of a quarter's."""
    return _cut_short(text, stop) or _QUARTER.match(text, stop) is not None


def located(text: str, mention: Mention, name: Meaning) -> bool:
    """Whether a capital stands for the city: "in Tokyo" is a place, "Tokyo said" is not."""
    if not name.seat and not name.in_counted:
        return False
    first, stop = mention.span.start, mention.span.stop
    if text.startswith(("-based", "-born", "-bound"), stop) or _cut_short(text, stop):
        return name.seat
    if name.counted:
        return name.in_counted
    before = text[max(0, first - 16) : first].split()
    if not before:
        return False
    if before[-1].casefold() in _LOCATES or (
        before[-1] == "from" and text.startswith(" to ", stop)
    ):
        return True
    return _TRAVELLED.search(text[max(0, first - 60) : first]) is not None
