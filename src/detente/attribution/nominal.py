"""Nouns and adjectives that report: "the claim that", "reports of", "made clear that"."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.sources import owner_of, source_of
from detente.attribution.syntax import Syntax

_STOPS: Final = frozenset({".", "?", "!", ";", ":"})
_COMMAS: Final = frozenset({",", "—", "–", "--"})


def noun_proposals(syntax: Syntax) -> list[Proposal]:
    """As in "the claim that", "X's warning that", "reports of"."""
    found = []
    for index in range(syntax.count - 2):
        if not syntax.is_noun(index):
            continue
        cue = lexicon.noun(syntax.words.lemmas[index])
        if cue is None:
            continue
        clause = _that_clause(syntax, index)
        if (
            clause is None
            and cue.kind in {"say", "rumour"}
            and (syntax.lower[index] in {"reports", "rumours", "rumors", "speculation"})
        ):
            clause = _of_phrase(syntax, index)
        if clause is None:
            continue
        source = _noun_source(syntax, index, clause)
        if owner_of(syntax, index) is None and _is_object_of_cue(syntax, index):
            continue
        if not source and (syntax.lower[index] not in _RUMOURS or _is_object_of_cue(syntax, index)):
            continue
        found.append(Proposal((index, index), source, (clause,), 0.7 if source else 0.5))
    return found


#: Nouns for words that go about without an owner.
_RUMOURS: Final = frozenset(
    {
        "speculation", "rumours", "rumors", "reports", "allegations", "accusations", "claims", "suspicion",
        "suspicions", "report", "rumour", "rumor",
    }
)  # fmt: skip


def _is_object_of_cue(syntax: Syntax, noun: int) -> bool:
    """Whether the noun belongs to a cue's content ("denied claims that"): one claim, not two."""
    head = syntax.heads[noun]
    return (
        syntax.relations[noun] in {"dobj", "pobj"}
        and syntax.is_verb(head)
        and lexicon.verb(syntax.words.lemmas[head]) is not None
    )


def _that_clause(syntax: Syntax, noun: int) -> WordRange | None:
    """The clause after "claim that": the parsed one, or to the end of the sentence if none is parsed."""
    that = next(
        (
            word
            for word in range(noun + 1, min(syntax.sentence_last[noun], noun + 7) + 1)
            if syntax.lower[word] == "that"
        ),
        None,
    )
    if that is None or any(
        syntax.is_verb(word) or syntax.lower[word] in _STOPS | _COMMAS
        for word in range(noun + 1, that)
    ):
        return None
    clause = None
    for child in syntax.children[noun]:
        if child > that and syntax.relations[child] in {"acl", "relcl", "ccomp"}:
            clause = child
            break
    if clause is None or (
        syntax.subject(clause) is None and syntax.passive_subject(clause) is None
    ):
        return None
    subject = syntax.subject(clause)
    subject = syntax.passive_subject(clause) if subject is None else subject
    if subject == that:  # "the claim that shook the market"
        return None
    return (that, syntax.right[clause])


def _of_phrase(syntax: Syntax, noun: int) -> WordRange | None:
    of = noun + 1
    if of >= syntax.sentence_last[noun] or syntax.lower[of] not in {"of", "about"}:
        return None
    inner = syntax.child(of, "pobj", "pcomp")
    return (of + 1, syntax.right[inner]) if inner is not None and inner > of else None


def _noun_source(syntax: Syntax, noun: int, clause: WordRange) -> tuple[WordRange, ...]:
    owner = owner_of(syntax, noun)
    if owner is not None and not clause[0] <= owner[0] <= clause[1]:
        return (owner,)
    for child in syntax.children[noun]:
        if syntax.relations[child] == "prep" and syntax.lower[child] == "of" and child < clause[0]:
            inner = syntax.child(child, "pobj")
            if inner is not None and syntax.noun_phrase(inner)[1] < clause[0]:
                return (syntax.noun_phrase(inner),)
    head = syntax.heads[noun]
    if (
        syntax.relations[noun] == "dobj"
        and syntax.is_verb(head)
        and (syntax.words.lemmas[head] in _VOICING)
    ):
        source = source_of(syntax, head)
        return tuple(part for part in source if syntax.lower[part[0]] not in {"there"})
    return ()


#: Verbs whose subject owns the claim that is their object.
_VOICING: Final = lexicon.word_family("voicing")


def clear_proposals(syntax: Syntax) -> list[Proposal]:
    """As in "Kyiv made clear that it would not cede land", "made it plain that"."""
    found = []
    for index in range(1, syntax.count - 2):
        if (
            syntax.lower[index] not in {"clear", "plain", "known"}
            or syntax.lower[index + 1] != "that"
        ):
            continue
        verb = index - 1
        while verb > max(0, index - 3) and syntax.lower[verb] in {
            "it",
            "very",
            "quite",
            "perfectly",
        }:
            verb -= 1
        if syntax.words.lemmas[verb] != "make" or syntax.is_negated(verb):
            continue
        source = source_of(syntax, verb)
        last = syntax.sentence_last[index]
        while last > index + 2 and syntax.lower[last] in _STOPS:
            last -= 1
        if source:
            found.append(Proposal((verb, index), source, ((index + 1, last),), 0.8))
    return found


#: What somebody holds or wants, named by a noun: "the ministry's position is that ...".
_HELD: Final = frozenset(
    {"demand", "position", "argument", "counter-argument", "claim", "message", "view", "stance", "conclusion",
     "explanation", "answer", "assessment", "request", "plea", "complaint", "objection"}
)  # fmt: skip
_BEING: Final = frozenset({"be", "remain", "include"})


def held_proposals(syntax: Syntax) -> list[Proposal]:
    """As in "their demands include fresh elections", "the union's argument was that wages fell"."""
    found = []
    for index in range(syntax.count - 2):
        if syntax.words.lemmas[index] not in _HELD or not syntax.is_noun(index):
            continue
        verb = syntax.heads[index]
        if syntax.relations[index] != "nsubj" or not index < verb <= index + 8:
            continue
        owner = owner_of(syntax, index)
        if owner is None or syntax.words.lemmas[verb] not in _BEING or syntax.is_negated(verb):
            continue
        words = syntax.lower[verb + 1 : verb + 2]
        is_list = syntax.words.lemmas[verb] == "include"
        last = syntax.right[verb]
        while last > verb and syntax.lower[last] in _STOPS | _COMMAS:
            last -= 1
        if last > verb + 1 and (is_list or words in {("that",), ("to",), (":",)}):
            found.append(Proposal((index, verb), (owner,), ((verb + 1, last),), 0.75))
    return found
