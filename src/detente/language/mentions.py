"""Mentions: the maximal noun phrases that name somebody or something (READING.md section 2).

Phrases are chunked from tags, typed by their head (a tagged name, an alias the actor base knows, or a noun of
``tables/nouns.csv``) and grown to the right over titles, "of" phrases, appositions and acronyms. A phrase
whose head is no actor ("Iranian involvement") leaves the names inside it as mentions of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from detente.language.view import NAMES, TextView, noun_kinds
from detente.records import Article, Hit, Kind, Mention, Words

_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE: Final = _NOUNS | {
    "DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "FW", "AFX", "VBN", "VBG", "$",
}  # fmt: skip
_OPENERS: Final = frozenset({"DT", "PDT", "PRP$"})
_LINKS: Final = frozenset({"of", "for", "to", "in", "from", "at"})
_DESCRIBED: Final = frozenset({"role", "organisation", "group", "outlet"})
_MAX_GROWTH: Final = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` to ``last`` (both included) with the head word and, once typed, the kind."""

    first: int
    last: int
    head: int
    kind: Kind | None
    #: words of the bare name, or of the head noun alone
    name: tuple[int, int]


def find_mentions(article: Article, words: Words, hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """Every mention of the article, in reading order, not overlapping; chains are each their own."""
    text = TextView(article.text, words, hits)
    phrases: list[Phrase] = []
    index = 0
    while index < len(words):
        chunk = _chunk(text, index)
        if chunk is None:
            index += 1
            continue
        found = _type(text, *chunk)
        stop = chunk[1]
        if len(found) == 1 and found[0].last == chunk[1]:
            grown = _grow(text, found[0])
            found, stop = [grown], max(stop, grown.last)
        phrases += found
        index = stop + 1
    return tuple(_mention(words, phrase) for phrase in phrases if phrase.kind is not None)


def _mention(words: Words, phrase: Phrase) -> Mention:
    span = words.span(phrase.first, phrase.last)
    identifier = f"m{span.start}_{span.stop}"
    assert phrase.kind is not None
    return Mention(identifier, span, phrase.kind, identifier, words.span(*phrase.name))


def _chunk(text: TextView, start: int) -> tuple[int, int] | None:
    """The noun chunk that begins at word ``start``, if one does; trailing non-nouns are cut off."""
    hyphened = text.forms[start + 1 : start + 2] == ["-"]  # "well-informed sources"
    if text.tags[start] not in _INSIDE and not (hyphened and text.tags[start] == "RB"):
        return None
    if text.tags[start] in {"POS", "HYPH"} or text.entity[start] == "DATE":
        return None
    if text.tags[start] in {"VBG", "VBN"}:
        return None
    index = start
    sentence = text.words.sentence[start]
    while index + 1 < len(text.forms):
        ahead = index + 1
        tag = text.tags[ahead]
        joined = text.same_name(index, ahead)
        if text.words.sentence[ahead] != sentence or text.entity[ahead] == "DATE":
            break
        if not joined:
            if tag not in _INSIDE or (tag in _OPENERS and text.tags[index] != "PDT"):
                break
            if tag in {"VBN", "VBG"} and text.tags[index] in _NOUNS:
                break
            if _new_name(text, index, ahead):
                break
        index = ahead
    while index >= start and text.tags[index] not in _NOUNS and text.hit[index] is None:
        if text.entity[index] in NAMES and text.tags[index] not in _OPENERS | {"POS"}:
            break
        index -= 1
    return (start, index) if index >= start else None


def _new_name(text: TextView, left: int, right: int) -> bool:
    """Whether a second, unrelated name begins at ``right`` ("told Iran Reuters"), not a title's person."""
    if not text.words.entities[right].startswith("B-") or not text.entity[left]:
        return False
    heads = text.words.heads
    kinds = text.entity[left], text.entity[right]
    if kinds[1] == "PERSON" and kinds[0] in {"ORG", "GPE", "NORP"}:
        return False
    return heads[left] != heads[right] and heads[left] != right and heads[right] != left


def _type(text: TextView, first: int, last: int) -> list[Phrase]:
    """One phrase when the head is an actor, else the names inside the chunk."""
    kind = _head_kind(text, first, last)
    if kind is not None:
        name = text.name_around(last) if text.named_kind(last) else (last, last)
        return [Phrase(first, last, last, kind, (max(name[0], first), min(name[1], last)))]
    found: list[Phrase] = []
    cut = next((i for i in range(last, first, -1) if text.tags[i] == "POS"), None)
    if cut is not None:
        if cut > first:
            found += _type(text, first, cut - 1)
        first = cut + 1
    index = first
    while index <= last:
        if text.named_kind(index) is not None and text.tags[index] not in _OPENERS:
            begin, end = text.name_around(index)
            begin, end = max(begin, first), min(end, last)
            found.append(Phrase(begin, end, end, text.named_kind(index), (begin, end)))
            index = end
        index += 1
    return found


def _head_kind(text: TextView, first: int, last: int) -> Kind | None:
    kinds = noun_kinds()
    named = text.named_kind(last)
    by_noun = kinds.get(text.lower[last]) or kinds.get(text.words.lemmas[last])
    if by_noun is None and last > first:
        by_noun = kinds.get(f"{text.lower[last - 1]} {text.lower[last]}")
    if named == "person" and by_noun == "role" and text.entity[last] != "PERSON":
        return "role"  # the base knows titles ("Charge d'Affaires") as persons' aliases
    if named in {"person", "outlet", "agreement"}:
        return named
    if text.tags[last] in {"JJ", "JJR"} and named is None:
        return None
    if by_noun is not None and (named is None or text.hit[last] is None):
        # "The Syrian Army", "Nagorno-Karabakh region": the noun says what the name is.
        return by_noun
    if named is None and text.tags[last] in {"NNP", "NNPS"} and by_noun is None:
        return None
    return named


def _grow(text: TextView, phrase: Phrase) -> Phrase:
    """Take in what still belongs to the name: acronym, "of" phrases, appositions."""
    for _ in range(_MAX_GROWTH):
        grown = _acronym(text, phrase) or _linked(text, phrase) or _apposition(text, phrase)
        if grown is None:
            break
        phrase = grown
    return phrase


def _acronym(text: TextView, phrase: Phrase) -> Phrase | None:
    opening = phrase.last + 1
    if (
        opening + 2 >= len(text.forms)
        or text.forms[opening] != "("
        or text.forms[opening + 2] != ")"
    ):
        return None
    inside = text.forms[opening + 1]
    if not (2 <= len(inside) <= 8 and sum(map(str.isupper, inside)) >= 2):
        return None
    return Phrase(phrase.first, opening + 2, phrase.head, phrase.kind, phrase.name)


def _linked(text: TextView, phrase: Phrase) -> Phrase | None:
    link = phrase.last + 1
    if link + 1 >= len(text.forms) or text.lower[link] not in _LINKS:
        return None
    person = phrase.kind == "person"
    if person and text.lower[link] != "of":
        return None
    if not person and phrase.kind not in _DESCRIBED:
        return None
    chunk = _chunk(text, link + 1)
    if chunk is None or text.words.sentence[link] != text.words.sentence[phrase.last]:
        return None
    first, last = chunk
    inner = _type(text, first, last)
    if not inner or not _attached(text, phrase, link):
        return None
    # "Ambassador to Germany Richard Grenell": the person at the end is who the phrase names.
    if (
        inner[-1].kind == "person"
        and inner[-1].last == last
        and phrase.kind == "role"
        and len(inner) == 1
    ):
        name = text.name_around(last)
        if name[0] > first:
            return Phrase(phrase.first, last, last, "person", name)
        return None
    if person and inner[0].kind not in {"country", "place", "organisation"}:
        return None
    covered = sum(p.last - p.first + 1 for p in inner)
    if covered < last - first + 1 - 1:
        return None
    return Phrase(phrase.first, last, phrase.head, phrase.kind, phrase.name)


def _attached(text: TextView, phrase: Phrase, link: int) -> bool:
    """Whether the preposition hangs on this phrase; "of" always does, others ask the parse."""
    if text.lower[link] == "of":
        return True
    head = text.words.heads[link]
    return phrase.first <= head <= phrase.last


def _apposition(text: TextView, phrase: Phrase) -> Phrase | None:
    comma = phrase.last + 1
    if (
        comma + 1 >= len(text.forms)
        or text.forms[comma] != ","
        or phrase.kind not in {"role", "person"}
    ):
        return None
    if text.words.sentence[comma] != text.words.sentence[comma + 1]:
        return None
    chunk = _chunk(text, comma + 1)
    if chunk is None:
        return None
    inner = _type(text, *chunk)
    if len(inner) != 1 or inner[0].last != chunk[1] or inner[0].first != chunk[0]:
        return None
    other = inner[0]
    linked = text.words.heads[other.head] in range(phrase.first, phrase.last + 1)
    appos = text.words.relations[other.head] == "appos" and linked
    if phrase.kind == "role" and other.kind == "person" and text.tags[other.first] not in _OPENERS:
        after = text.forms[other.last + 1] if other.last + 1 < len(text.forms) else "."
        if appos or after in ",.;" or text.tags[other.last + 1].startswith("VB"):
            return Phrase(phrase.first, other.last, other.head, "person", other.name)
    if phrase.kind == "person" and other.kind == "role" and appos:
        grown = _linked(text, other) or other
        return Phrase(phrase.first, grown.last, phrase.head, "person", phrase.name)
    return None
