"""The words of a phrase that say in which sector an actor is, by the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.actors import lexicon
from detente.actors.spelling import Token


@dataclass(slots=True)
class Term:
    """A run of tokens of the role lexicon."""

    first: int
    last: int
    sector: str
    strong: bool
    text: str


#: The first two words of each term that has more than one.
_GO_ON = frozenset(" ".join(term.split()[:2]) for term in lexicon.TERMS if " " in term)


def terms_of(
    phrase: str, found: Sequence[Token], folded: tuple[str, ...], begin: int
) -> list[Term]:
    """The terms of a phrase from its word ``begin`` on, longest first from the left, not overlapping."""
    terms: list[Term] = []
    if lexicon.LONGEST_FROM.keys().isdisjoint(folded):
        return terms
    count = len(folded)
    index = begin
    while index < count:
        step = index + 1
        longest = lexicon.LONGEST_FROM.get(folded[index], 0)
        if not longest:
            index = step
            continue
        longest = min(longest, count - index)
        if longest > 1 and f"{folded[index]} {folded[index + 1]}" not in _GO_ON:
            longest = 1
        for length in range(longest, 0, -1):
            text = " ".join(folded[index : index + length]) if length > 1 else folded[index]
            known = lexicon.TERMS.get(text)
            if text == "house" and _titled_house(found, index, begin):
                break
            if known is not None and not _hyphened(phrase, found, index + length):
                terms.append(Term(index, index + length, known[0], known[1], text))
                step = index + length
                break
        index = step
    return terms


def _titled_house(found: Sequence[Token], index: int, begin: int) -> bool:
    """Whether a house bears a name of its own: a programme or a publisher, no chamber."""
    before = found[index - 1] if index > begin else None
    return (
        before is not None and before.surface[0].isupper() and before.plain not in lexicon.TERMS
        and before.plain not in ("us", "state", "republican", "democratic", "american")
    )  # fmt: skip


def _hyphened(phrase: str, found: Sequence[Token], last: int) -> bool:
    """Whether a term is only the front of a compound: "state" in "state-owned"."""
    if last >= len(found):
        return False
    gap = phrase[found[last - 1].stop : found[last].start]
    return gap == "-" and found[last].plain in lexicon.PATRON | lexicon.HOME
