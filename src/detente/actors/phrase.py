"""What a noun phrase says about its actor: name, title, nationality, head noun.

No parser: the phrase is short and English word order does the work. What is found is put together by
``judge``: a known name first, then the body named in it, then the role and whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from detente.actors import lexicon
from detente.actors.spelling import Token, phrase_tokens
from detente.actors.store import ACRONYM, PART, Store
from detente.actors.terms import Term, terms_of


@dataclass(slots=True)
class Named:
    """A run of tokens that the base knows."""

    first: int
    last: int
    rows: tuple[tuple[int, int], ...]
    said: str = ""  #: its words, folded


#: Words before a title that say how it is held.
_ACTING = frozenset(
    ["acting", "interim", "deputy", "vice", "assistant", "current", "then", "us", "both", "newly"]
)
#: Words in capitals that are no part of a name.
_BESIDES = lexicon.DETERMINERS | lexicon.FORMER | _ACTING


@dataclass(slots=True)
class Phrase:
    """The parts of one noun phrase. Indices count tokens; ``core`` ends before the first preposition.

    ``kept`` is for what is asked of the phrase again and depends on nothing outside it but the base.
    """

    text: str
    tokens: Sequence[Token]
    folded: tuple[str, ...]
    begin: int
    core: int
    named: list[Named]
    terms: list[Term]
    former: bool
    definite: bool
    kept: dict[Any, Any]

    def unknown(self, first: int, last: int) -> bool:
        """Whether a word in capitals among those tokens is neither a known name nor a role."""
        covered = {index for name in self.named for index in range(name.first, name.last)}
        covered |= {index for term in self.terms for index in range(term.first, term.last)}
        return any(
            self.tokens[index].surface[0].isupper() and index not in covered
            and self.folded[index] not in _BESIDES
            for index in range(max(first, self.begin), min(last, len(self.tokens)))
        )  # fmt: skip


class Bare(NamedTuple):
    """A person's bare name in a phrase: its tokens and words, the title beside it, whether that is told as over."""

    first: int
    last: int
    folded: tuple[str, ...]
    title: str
    former: bool


_CUT = frozenset(
    [
        "of",
        "for",
        "in",
        "from",
        "at",
        "by",
        "to",
        "on",
        "with",
        "who",
        "which",
        "that",
        "including",
        "near",
        "across",
        "against",
        "over",
        "during",
        "after",
        "before",
        "as",
        "and",
        "or",
        "but",
        "inside",
        "outside",
        "within",
        "under",
    ]
)
_DEFINITE = frozenset(["the", "its", "their", "his", "her", "our"])
_OF_SKIP = frozenset(["several", "many", "some", "most", "all", "members", "one", "two", "three", "none", "number", "group", "team", "part", "series", "dozens", "hundreds", "thousands", "couple", "pair", "majority", "handful", "rest", "people", "men", "women", "leaders", "both", "each"])  # fmt: skip


#: The Arabic article as it is romanised.
_ARTICLES = frozenset(["al", "el", "an", "as", "ash", "ad", "ar", "at", "az"])


def parse(store: Store, text: str) -> Phrase:
    """Split a phrase into what the base and the lexicons know of it."""
    found = _articled(text, phrase_tokens(text))
    folded = tuple([token.plain for token in found])
    count = len(found)
    begin = 0
    while begin < count and (folded[begin] in lexicon.DETERMINERS or folded[begin].isdigit()):
        if _starts_name(store, found, begin):
            break
        begin += 1
        if begin + 1 < count and folded[begin] == "of" and folded[begin - 1] in _OF_SKIP:
            begin += 1
    begin = begin if begin < count else 0
    named = _named(store, found)
    terms = terms_of(text, found, folded, begin)
    core = _core(text, found, begin, (*named, *terms))
    former = not lexicon.FORMER.isdisjoint(folded) and any(
        token.plain in lexicon.FORMER and (token.small or token.plain in ("former", "ex"))
        for token in found[: core + 3]
    )
    definite = count > 0 and folded[0] in _DEFINITE
    return Phrase(text, found, folded, begin, core, named, terms, former, definite, {})


def _core(text: str, found: Sequence[Token], begin: int, known: Sequence[Named | Term]) -> int:
    """One past the last token before the first preposition or comma."""
    commas = "," in text
    for index in range(begin + 1, len(found)):
        token = found[index]
        if (
            token.small
            and token.plain in _CUT
            and not any(one.first <= index < one.last for one in known)
        ):
            return index
        if commas and "," in text[found[index - 1].stop : token.start]:
            return index
    return len(found)


def _articled(text: str, found: Sequence[Token]) -> Sequence[Token]:
    """The words with an Arabic article before a capital taken as part of the name: "al-Shabaab", "al-Qaeda"."""
    if "-" not in text:
        return found
    return [
        token._replace(surface=token.surface.capitalize(), small=False)
        if token.plain in _ARTICLES and token.surface.islower() and place + 1 < len(found)
        and found[place + 1].surface[0].isupper() and text[token.stop : found[place + 1].start] == "-"
        else token
        for place, token in enumerate(found)
    ]  # fmt: skip


def _starts_name(store: Store, found: Sequence[Token], begin: int) -> bool:
    return not found[begin].small and any(
        last > 1 and store.at_hash(value)
        for last, value in store.begun(found[begin : begin + 8], 0)
    )


def _named(store: Store, found: Sequence[Token]) -> list[Named]:
    """Known runs, longest first from the left, not overlapping."""
    named: list[Named] = []
    count = len(found)
    index = 0
    while index < count:
        token = found[index]
        if token.small and not (
            token.plain == "the" and index + 1 < count and not found[index + 1].small
        ):
            index += 1
            continue
        step = index + 1
        for last, value in reversed(store.begun(found, index)):
            held = store.at_hash(value)
            if not held:
                continue
            rows = tuple([
                (row, use) for row, use in held
                if usable(found, index, last, use)
                and (last - index > 1 or _stands_alone(store, found, index, row, use))
            ])  # fmt: skip
            if rows:
                said = " ".join([token.plain for token in found[index:last]])
                named.append(Named(index, last, rows, said))
                step = last
                break
        index = step
    return named


def _stands_alone(store: Store, found: Sequence[Token], index: int, row: int, use: int) -> bool:
    """Whether one word of a phrase may be that row: no surname "Court", no country in "Karen Alley"."""
    word = found[index].plain
    if use & PART:
        alone = index + 1 == len(found) and index > 0 and found[index - 1].plain == "the"
        return word not in lexicon.TERMS and not alone  # "the Sun" is nobody's surname
    before = found[index - 1] if index else None
    if (
        word in lexicon.FOUNDERS
        and before is not None
        and before.surface[0].isupper()
        and not before.possessive
        and before.plain not in lexicon.TERMS
    ):
        return False  # a company named after somebody, and somebody of that name
    following = found[index + 1] if index + 1 < len(found) else None
    if following is None or following.surface[0].islower() or following.plain in lexicon.TERMS:
        return True
    if found[index].possessive:
        return True
    if word in lexicon.GIVEN_NAMES:
        return False
    return not store.row(row)["i"].startswith("ucdp:")


class Written(Protocol):
    """A word as it stands in a text and as it is folded."""

    @property
    def surface(self) -> str:
        """As written."""
        ...

    @property
    def plain(self) -> str:
        """Folded."""
        ...

    @property
    def small(self) -> bool:
        """Whether it begins with a small letter."""
        ...


def usable(found: Sequence[Written], first: int, last: int, use: int) -> bool:
    """Whether the spelling in the text lets an alias be read so: capitals for short forms."""
    if last - first == 1:
        surface = found[first].surface
        if found[first].plain in lexicon.COMMON_WORDS and not use & ACRONYM:
            return False
        if 2 < len(surface) < 6 and surface[-1] == "s" and surface[:-1].isupper():
            return False  # several of them: "the two PIs"
        if use & ACRONYM:
            letters = surface.replace(".", "")
            if letters.isupper():
                return True
            if found[first].plain in lexicon.SHORT_FORMS:
                return False
            capitals = sum(letter.isupper() for letter in letters)
            return not letters[0].islower() and (len(letters) > 3 or capitals > 1)
        return not found[first].small
    if (
        last - first == 2
        and found[first].surface == "the"
        and found[first + 1].plain in lexicon.THINGS
    ):
        return False  # "the Sun" rises, "The Sun" is read
    if found[first].plain == "the" and last - first == 2 and last < len(found):
        following = found[last].surface
        if following[0].isupper():  # "the National Guard" is not the newspaper The National
            return False
    begins = found[first]
    if not begins.small and begins.plain != "the":
        return True
    return any(not token.small and token.plain != "the" for token in found[first + 1 : last])


def nameish(phrase: Phrase, index: int) -> bool:
    """Whether a token may be a word of a person's name: in capitals, or a particle."""
    token = phrase.tokens[index]
    if token.surface[0].isupper():
        return True
    return token.plain in ("al", "el", "bin", "ibn", "bint", "van", "von", "de", "da", "dos", "del", "la", "der", "ben", "abu",
                           "ul", "ur", "i", "jae") or (index > 0 and phrase.text[token.start - 1 : token.start] in "-'’")  # fmt: skip


def parted(phrase: Phrase, index: int) -> bool:
    """Whether a comma stands before a token."""
    return "," in phrase.text[phrase.tokens[index - 1].stop : phrase.tokens[index].start]
