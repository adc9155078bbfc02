"""Whose words: the phrase behind a cue verb or noun, through passives, participles, "and" and apposition."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import WordRange
from detente.attribution.syntax import Syntax

#: Relations over which a verb without a subject takes the one above it.
_CLIMBS: Final = frozenset(
    {"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "parataxis", "acomp", "ccomp"}
)
#: How far up conjunctions and participles a subject is looked for.
_MAX_CLIMB: Final = 5
_RELATIVE_PRONOUNS: Final = frozenset({"who", "which", "that", "whom"})
_PUNCTUATION: Final = frozenset(
    {",", ".", ";", ":", "-", "--", "—", "–", "?", "!", '"', "”", "“", "’", "'"}
)


def source_of(syntax: Syntax, index: int, depth: int = 0) -> tuple[WordRange, ...]:
    """The phrase that is the subject of a verb, inherited over "and" and participles where needed."""
    quoted = _quoted_as(syntax, index)
    if quoted is not None:
        return quoted
    inverted = _inverted(syntax, index)
    if inverted is not None:
        return (inverted,)
    subject = syntax.subject(index)
    relation = syntax.relations[index]
    head = syntax.heads[index]
    if subject is None and syntax.is_passive(index):
        subject = syntax.passive_subject(index)
    if subject is not None:
        return _behind_subject(syntax, index, subject)
    if depth >= _MAX_CLIMB or head == index:
        return _neighbour(syntax, index)
    if relation == "ccomp" and syntax.tags[index] in {"VBZ", "VBP"}:
        near = _neighbour(syntax, index)  # "analysts say Tehran believes": its noun went astray
        if near and head < near[0][0]:
            return near
    if relation in _CLIMBS and not (relation == "prep" and syntax.is_noun(head)):
        return source_of(syntax, head, depth + 1)
    if relation == "acl" and syntax.is_noun(head):
        return _source_of_noun(syntax, head)
    if relation == "relcl":
        return (syntax.noun_phrase(head),)
    return _neighbour(syntax, index)


def _behind_subject(syntax: Syntax, index: int, subject: int) -> tuple[WordRange, ...]:
    """The phrase a verb's subject stands for: a relative pronoun for its noun or that noun's author."""
    head = syntax.heads[index]
    relative = syntax.relations[index] in {"relcl", "acl", "ccomp"}
    if relative and syntax.lower[subject] in _RELATIVE_PRONOUNS:
        if syntax.lower[head] in lexicon.STATEMENT_NOUNS:
            return _source_of_noun(syntax, head)
        return (with_partners(syntax, head),)
    if syntax.lower[subject] in {"there", "what", "which"}:
        return ()
    return (with_partners(syntax, subject),)


def with_partners(syntax: Syntax, noun: int) -> WordRange:
    """The phrase around a noun with the phrases joined to it by "and" or "or"."""
    first, last = syntax.noun_phrase(noun)
    for partner in syntax.conjuncts(noun)[1:]:
        begin, end = syntax.noun_phrase(partner)
        if first <= begin and syntax.is_noun(partner) and begin - last <= 4:
            last = max(last, end)
    return (first, last)


def _inverted(syntax: Syntax, index: int) -> WordRange | None:
    """The subject right after a verb that follows a comma or mark: ", said the minister,"."""
    first, last = syntax.bounds(index)
    finite = syntax.tags[index] in {"VBD", "VBZ", "VBP"}
    if not finite or not first < index < last or syntax.lower[index - 1] not in _PUNCTUATION:
        return None
    if _closes_apposition(syntax, index):
        return None
    after = index + 1
    while after < last and syntax.tags[after] in {"DT", "JJ", "CD", "PRP$", "VBN"}:
        after += 1
    if not (syntax.is_noun(after) or syntax.tags[after] == "PRP"):
        return None
    words = mention_range(syntax, after)
    if words[0] <= index:
        return None
    words = (min(words[0], index + 1), words[1])
    ends = words[1] >= last or syntax.lower[words[1] + 1] in _PUNCTUATION
    return words if ends else None


def _closes_apposition(syntax: Syntax, index: int) -> bool:
    """Whether the comma before a verb ends what was added to its subject: "Ann Lee, a lawyer, told Reuters"."""
    before = index - 1
    if syntax.lower[before] != "," or syntax.words.lemmas[index] == "say":
        return False
    subject = syntax.subject(index)
    if subject is None or subject >= before - 1:
        return False
    first = syntax.left[subject]
    return (
        "," in syntax.lower[subject:before]
        and syntax.quoted_at[before - 1] < 0
        and (
            first <= syntax.sentence_first[index] + 3
            or syntax.lower[first - 1] in _PUNCTUATION | {"and", "but", "as", "while"}
        )
    )


def _quoted_as(syntax: Syntax, index: int) -> tuple[WordRange, ...] | None:
    """In "TV quoted the minister as saying" and "the minister was quoted as saying": the minister."""
    if index == 0 or syntax.lower[index - 1] != "as" or syntax.tags[index] != "VBG":
        return None
    first = syntax.sentence_first[index]
    for verb in range(index - 2, max(first, index - 16) - 1, -1):
        if syntax.is_verb(verb) and syntax.words.lemmas[verb] in {"quote", "cite"}:
            who = syntax.passive_subject(verb)
            if who is None:
                who = syntax.child(verb, "dobj", "nsubj") if verb < index - 2 else None
                who = syntax.child(verb, "dobj") or who
            if who is None:
                return _neighbour(syntax, verb) or None
            return (syntax.noun_phrase(who),)
    return None


def _source_of_noun(syntax: Syntax, noun: int) -> tuple[WordRange, ...]:
    """Who stands behind "a statement saying": its owner, its author, the one who issued it, or itself."""
    if lexicon.noun(syntax.words.lemmas[noun]) is None and (
        syntax.lower[noun] not in lexicon.STATEMENT_NOUNS
    ):
        return (syntax.noun_phrase(noun),)
    owner = owner_of(syntax, noun)
    if owner is not None:
        return (owner,)
    head = syntax.heads[noun]
    if syntax.relations[noun] == "dobj" and syntax.is_verb(head):
        issuer = source_of(syntax, head, _MAX_CLIMB - 2)
        if issuer:
            return issuer
    return (syntax.noun_phrase(noun),)


def owner_of(syntax: Syntax, noun: int) -> WordRange | None:
    """The possessor or author of a noun: "Baku's claim", "the claim by Baku", "a claim from Baku"."""
    for child in syntax.children[noun]:
        if syntax.relations[child] == "poss":
            first, last = syntax.subtree(child)
            while last > first and syntax.lower[last] in {"'s", "’s", "'", "’"}:
                last -= 1
            return (first, last)
    for child in syntax.children[noun]:
        if syntax.relations[child] == "prep" and syntax.lower[child] in {"by", "from"}:
            author = syntax.child(child, "pobj")
            if author is not None:
                return syntax.noun_phrase(author)
    return None


def _neighbour(syntax: Syntax, index: int) -> tuple[WordRange, ...]:
    """Without a parsed subject: the noun or pronoun right before the verb, or right after "said"."""
    first, last = syntax.bounds(index)
    before = index - 1
    while before >= first and (
        syntax.tags[before] in {"MD", "RB"} or syntax.relations[before] in {"aux", "neg"}
    ):
        before -= 1
    if before > first and syntax.lower[before] == "," and _ends_mention(syntax, before - 1):
        before -= 1  # "Gennady Ovechko, the envoy, stated"
    if before >= first and (syntax.is_noun(before) or syntax.tags[before] == "PRP"):
        return (mention_range(syntax, before),)
    after = index + 1
    while after <= last and (
        syntax.tags[after] in {"DT", "JJ", "CD", "PRP$", "VBN"} or syntax.lower[after] == "of"
    ):
        after += 1
    follows_quote = index > first and syntax.lower[index - 1] in _PUNCTUATION
    if after <= last and follows_quote and (syntax.is_noun(after) or syntax.tags[after] == "PRP"):
        return (mention_range(syntax, after),)
    return ()


def _ends_mention(syntax: Syntax, index: int) -> bool:
    stop = syntax.words.stops[index]
    return any(
        mention.span.stop == stop and mention.kind in {"person", "role", "organisation", "country"}
        for mention in syntax.mentions_over(stop - 1, stop)
    )


def mention_range(syntax: Syntax, index: int) -> WordRange:
    """The mention over a word, or the noun phrase it belongs to."""
    start = syntax.words.starts[index]
    for mention in syntax.mentions_over(start, start + 1):
        if mention.span.start <= start < mention.span.stop:
            found = syntax.words_of(mention.span)
            if found is not None:
                return found
        if mention.span.start > start:
            break
    top = index
    for _ in range(4):
        head = syntax.heads[top]
        if head == top or not syntax.is_noun(head) or head > index + 4:
            break
        top = head
    first, last = syntax.noun_phrase(top)
    return (first, last) if first <= index <= last else (index, index)
