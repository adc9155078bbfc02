"""Small questions of how far words of a phrase agree with a name, an office or a body."""

from __future__ import annotations

from typing import Any, Final

from rapidfuzz import fuzz

from detente.actors import lexicon
from detente.actors.phrase import Named, Phrase
from detente.actors.spelling import sound
from detente.actors.standing import Standing

#: Letters that mean one body wherever they are read.
_KNOWN_EVERYWHERE: Final[frozenset[str]] = frozenset({
    "cia", "fbi", "nsa", "nasa", "fda", "cdc", "mi5", "mi6", "gchq", "ibm", "bp", "hsbc", "bae", "nypd", "noaa", "faa", "usgs", "ups",
    "hp", "amd", "bmw", "isis", "fema", "darpa", "swat", "usaid", "isro", "jaxa", "sap", "tsmc", "zte", "kfc", "cctv",
})  # fmt: skip
#: Outlets whose letters mean something else where their country is not in the report.
_LETTERED_OUTLETS: Final[frozenset[str]] = frozenset(
    {"cctv", "art", "pap", "cna", "ria", "rtl", "ort"}
)
#: Standings that no office is told of.
_OUT_OF_OFFICE: Final[dict[str, str]] = {
    "former": "without office on that day", "future": "not yet in office",
}  # fmt: skip


def lettered(name: Named, spelled: str, data: dict[str, Any]) -> bool:
    """Whether a name is so few letters that it means one body in one country and others elsewhere."""
    if name.last - name.first > 1 or len(data["c"]) != 3 or data["k"] != "organisation":
        return spelled.isupper() and data["i"] in _LETTERED_OUTLETS
    return spelled.isupper() and len(spelled) < 6 and spelled.casefold() not in _KNOWN_EVERYWHERE


def officed(phrase: Phrase, first: int) -> bool:
    """Whether an office and what it is of stand before a name: "Governor of Alaska Sarah Palin"."""
    if first - phrase.core < 2 or phrase.tokens[phrase.core].plain not in ("of", "for"):
        return False
    after = phrase.tokens[phrase.core + 1].plain
    titled = any(
        term.first == phrase.core + 1 and term.text in lexicon.OFFICES_OF for term in phrase.terms
    )
    named = after != "the" or first - phrase.core > 2
    return (
        named
        and not titled
        and any(
            term.last == phrase.core and term.text in lexicon.OFFICES_OF for term in phrase.terms
        )
    )


def longer(phrase: Phrase, body: int) -> bool:
    """Whether a body's name is only the front of a longer one: "Air India Express"."""
    return any(
        phrase.unknown(name.last, phrase.core)
        for name in phrase.named
        if any(row == body for row, _use in name.rows)
    )


def in_words(state: Standing) -> str:
    """What a person's standing on a day is, for the reason of an answer."""
    if state.state == "current":
        return f"in office as {state.role}"
    post = state.post[0] if state.post else ""
    if state.state == "stale":
        return f"last known as {post}, not verified for this day"
    if state.state == "undated":
        return f"known as {post}; the report has no date"
    return _OUT_OF_OFFICE.get(state.state, "no office known")


def says(term: str, office: str) -> bool:
    """Whether a title names an office by its own word: no prime minister in a presidency."""
    return term.rsplit(maxsplit=1)[-1] in office.casefold()


def surname_likeness(folded: tuple[str, ...], full: tuple[str, ...]) -> float:
    """How well the words of a mention sit inside a full name: every one must have a near twin."""
    total = 0.0
    for word in folded:
        score = max(
            (max(float(fuzz.ratio(word, other)), 92.0 if sound(word) == sound(other) else 0.0) for other in full),
            default=0.0,
        )  # fmt: skip
        if len(word) > 1 and score < 75:
            return 0.0
        total += score if len(word) > 1 else 80.0
    return total / len(folded) if folded else 0.0
