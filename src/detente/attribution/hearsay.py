"""Adverbs that report without a source: "reportedly", "allegedly"; and how far each of them reaches.

Before a verb the adverb speaks of that verb's clause, before a phrase of that phrase alone: in "the raid found
various things, reportedly a saw" only the saw is hearsay.
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, without
from detente.attribution.syntax import Syntax

_STOPS: Final = frozenset({".", "?", "!", ";", ":"})
_COMMAS: Final = frozenset({",", "—", "–", "--"})
#: Verbs whose phrase is the clause's own point: "was reportedly a sailor".
_LINKING: Final = frozenset({"be", "become", "remain", "have", "do", "'s", "’s"})
_PHRASE_STARTS: Final = frozenset(
    {"DT", "PDT", "CD", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "VBG"}
)


def hearsay_proposals(syntax: Syntax) -> list[Proposal]:
    """One proposal for each such adverb, without a source, in reading order."""
    found = []
    for index in range(syntax.count):
        if syntax.lower[index] not in lexicon.HEARSAY:
            continue
        content = tuple(part for part in _reach(syntax, index) if _has_letters(syntax, part))
        if content:
            found.append(Proposal((index, index), (), content, 0.7))
    return found


def _reach(syntax: Syntax, index: int) -> tuple[WordRange, ...]:
    """The words an adverb speaks of, less the adverb."""
    first, last = syntax.bounds(index)
    while last > first and syntax.lower[last] in _STOPS:
        last -= 1
    phrase = _phrase_after(syntax, index, last)
    if phrase is not None:
        return (phrase,)
    head = syntax.heads[index]
    clause = (first, last)
    if syntax.is_verb(head):
        clause = _clause_of(syntax, head, index, last)
    hole = (index, index)
    if index < last and syntax.lower[index + 1] == "," and index == first:
        hole = (index, index + 1)
    return without((clause,), hole)


def _phrase_after(syntax: Syntax, index: int, last: int) -> WordRange | None:
    """The phrase right behind an adverb that is not its clause's: "burns over reportedly half his body"."""
    first = syntax.sentence_first[index]
    if not first < index < last or syntax.tags[index + 1] not in _PHRASE_STARTS:
        return None
    before = index - 1
    if syntax.is_verb(before) and syntax.words.lemmas[before] in _LINKING:
        return None
    if syntax.lower[before] in {"and", "but", "that", ";", "who", "which", '"', "“"}:
        return None
    if syntax.tags[before] in {"NN", "NNS", "NNP", "NNPS", "PRP", "MD"}:
        return None
    top = index + 1
    for _ in range(6):
        head = syntax.heads[top]
        if not index < head <= last or head == top or not syntax.is_noun(head):
            break
        top = head
    if any(
        syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"}
        for word in range(index + 1, min(last, max(top, index + 1) + 1) + 1)
    ):
        return None  # a clause of its own: "and reportedly the minister resigned"
    end = min(last, max(top, syntax.right[top]))
    for word in range(index + 1, end):
        if syntax.lower[word] in _STOPS:
            return (index + 1, word - 1)
    return (index + 1, end)


def _clause_of(syntax: Syntax, verb: int, index: int, last: int) -> WordRange:
    """The clause of a verb: from its subject, without what fronts it or is joined to it."""
    subject = syntax.subject(verb)
    subject = syntax.passive_subject(verb) if subject is None else subject
    if subject is not None and subject < verb:
        begin = min(syntax.left[subject], verb)
    elif syntax.relations[verb] in {"conj", "relcl", "advcl", "acl", "ccomp"}:
        begin = min(syntax.left[verb], index)
    else:
        begin = syntax.sentence_first[verb]
    end = min(last, syntax.right[verb])
    for child in syntax.children[verb]:
        joined = syntax.relations[child] == "conj" and syntax.subject(child) is not None
        if joined and child > max(verb, index):
            end = min(end, syntax.left[child] - 1)
    while end > max(verb, index) and (
        syntax.lower[end] in _COMMAS | _STOPS | {"and", "but", "while"}
    ):
        end -= 1
    return (min(begin, index), max(end, index))


def _has_letters(syntax: Syntax, part: WordRange) -> bool:
    return any(syntax.lower[word][0].isalnum() for word in range(part[0], part[1] + 1))
