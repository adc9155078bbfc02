"""Who was told, and which outlet carried the words: "told X", "in a statement carried by Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, inside, shared
from detente.attribution.statements import Statement, is_outlet, outlets_in
from detente.attribution.syntax import Syntax

_PASSES_ON: Final = frozenset({"by", "through", "via", "in", "on", "to", "with", "for", "from"})

_EXCHANGES: Final = lexicon.word_family("exchanges")

_POINTING: Final = frozenset(
    {"this", "that", "these", "those", "the", "his", "her", "their", "its", "such"}
)


def addressee_of(syntax: Syntax, proposal: Proposal) -> WordRange | None:
    """Who was told: the object of "told X", the "to X" of "said to X"."""
    for index in range(proposal.cue[0], proposal.cue[1] + 1):
        cue = lexicon.verb(syntax.words.lemmas[index])
        if cue is None or not syntax.is_verb(index):
            continue
        for child in syntax.children[index]:
            if child < index:
                continue
            relation = syntax.relations[child]
            noun: int | None = None
            if relation in {"dobj", "dative", "iobj"} and cue.has_addressee:
                noun = child if syntax.lower[child] != "to" else syntax.child(child, "pobj")
            elif relation in {"prep", "dative"} and syntax.lower[child] == "to":
                noun = syntax.child(child, "pobj")
            elif relation == "nsubj" and cue.has_addressee and child > index:
                noun = child
            if noun is None or not (syntax.is_noun(noun) or syntax.tags[noun] == "PRP"):
                continue
            words = syntax.noun_phrase(noun)
            if words[0] > index and not shared((words,), proposal.source):
                return words
        if cue.kind in {"urge", "accuse", "tell", "ask"} and proposal.content:
            clause = _subject_told(syntax, index)
            if clause is not None:
                return clause
    return None


def _subject_told(syntax: Syntax, index: int) -> WordRange | None:
    """As in "urged both sides to stop": parsers hang "both sides" on "stop"."""
    for child in syntax.children[index]:
        if child > index and syntax.relations[child] in {"ccomp", "xcomp"}:
            subject = syntax.subject(child)
            if subject is not None and index < subject < child and syntax.is_noun(subject):
                to = syntax.lower[subject + 1 : child]
                if "to" in to:
                    return syntax.noun_phrase(subject)
    return None


def through_outlet(syntax: Syntax, statement: Statement) -> Statement:
    """As in "told RIA Novosti in an interview", "in a statement carried by SANA": the outlet is a relay."""
    addressee = statement.addressee
    relays = list(statement.relays)
    if addressee is not None and is_outlet(syntax, addressee):
        relays = [*relays, addressee]
        statement = replace(statement, addressee=None)
    proposal = statement.proposal
    first, last = syntax.bounds(proposal.cue[0])
    for outlet in outlets_in(syntax, first, last):
        taken = (*proposal.source, *proposal.content, *relays)
        if shared((outlet,), taken) and not _inside_source_clause(proposal, outlet):
            continue
        if _hands_on(syntax, first, outlet):
            relays.append(outlet)
    return replace(statement, relays=tuple(dict.fromkeys(relays)))


def _inside_source_clause(proposal: Proposal, outlet: WordRange) -> bool:
    """An outlet late in a long source: "two diplomats quoted by Politico"."""
    return any(a + 1 < outlet[0] and outlet[1] <= b for a, b in proposal.source) and not shared(
        (outlet,), proposal.content
    )


def _hands_on(syntax: Syntax, first: int, outlet: WordRange) -> bool:
    link = outlet[0] - 1
    while link > first and (
        syntax.tags[link] in {"DT", "JJ", "NN", "NNS", "NNP", "POS"} and outlet[0] - link <= 5
    ):
        link -= 1
    if link < first or syntax.lower[link] not in _PASSES_ON:
        return False
    verbs = lexicon.RELAY_VERBS - {"run", "post", "release", "report"} | {"report"}
    for word in range(link - 1, max(first, link - 9) - 1, -1):
        lemma = syntax.words.lemmas[word]
        if lemma in _EXCHANGES and syntax.lower[link] in {"to", "with", "by", "in", "on", "for"}:
            return True
        if lemma in verbs and syntax.tags[word] in {"VBN", "VBD", "VBG", "VBZ", "NN"}:
            return True
        if syntax.lower[word] in {".", ";", ":"}:
            return False
    return False


def pointed_back(syntax: Syntax, statements: list[Statement]) -> list[Statement]:
    """As in "This viewpoint, relayed through TASS, ...": the relay of the statement before."""
    found = list(statements)
    starts = sorted(set(syntax.sentence_first))
    for first in starts:
        last = syntax.sentence_last[first] if syntax.count else 0
        outlet = _relayed_here(syntax, first, min(last, first + 14))
        if outlet is None:
            continue
        paragraph = syntax.paragraph[first]
        earlier = [
            number
            for number, statement in enumerate(found)
            if statement.proposal.cue[0] < first
            and paragraph - syntax.paragraph[statement.proposal.cue[0]] <= 1
            and syntax.words.sentence[first] - syntax.words.sentence[statement.proposal.cue[0]] <= 2
        ]
        if not earlier:
            continue
        target = max(earlier, key=lambda number: found[number].proposal.cue)
        outer = [
            number
            for number in earlier
            if number != target
            and inside(found[target].proposal.cue[0], found[number].proposal.content)
        ]
        target = min(outer, key=lambda number: found[number].proposal.cue) if outer else target
        if not shared(found[target].relays, (outlet,)):
            found[target] = replace(found[target], relays=(*found[target].relays, outlet))
    return found


def _relayed_here(syntax: Syntax, first: int, last: int) -> WordRange | None:
    if last - first < 3 or syntax.lower[first] not in _POINTING:
        return None
    noun = next(
        (
            w
            for w in range(first + 1, min(last, first + 5))
            if syntax.lower[w] in lexicon.STATEMENT_NOUNS
        ),
        None,
    )
    if noun is None:
        return None
    for word in range(noun + 1, min(last, noun + 6)):
        if syntax.words.lemmas[word] in lexicon.RELAY_VERBS and syntax.tags[word] in {"VBN", "VBD"}:
            for outlet in outlets_in(syntax, word, last):
                if any(syntax.lower[w] in _PASSES_ON for w in range(word + 1, outlet[0])):
                    return outlet
    return None
