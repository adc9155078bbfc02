"""What a cue verb takes: a clause, an infinitive, an object, a phrase, a name."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.clauses import around, bare_clause, clause_of, relative_content
from detente.attribution.lexicon import Cue
from detente.attribution.proposals import WordRange
from detente.attribution.syntax import Syntax

#: Where something is said, never part of what is said.
_VENUES: Final = lexicon.word_family("venues")

#: How a phrase begins that says where, when and to whom something was said.
_FRAMING: Final = frozenset({"in", "during", "at", "by", "via", "on", "to"})
_FINITE: Final = frozenset({"VBZ", "VBD", "VBP"})
_WEEKDAYS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_HEARERS: Final = frozenset(
    {"reporters", "journalists", "outlets", "lawmakers", "parliament", "media"}
)
#: Prepositions that belong to the object of blaming, praising and calling.
_JUDGED_BY: Final = frozenset(
    {"for", "of", "as", "with", "over", "in", "on", "by", "to", "against"}
)


#: Prepositions that after an object say where and when it was said.
_PLACING: Final = frozenset({"in", "on", "to"})

_TAKES_OBJECT_WITH_REASON: Final = frozenset({"accuse", "judge", "call", "see"})


def complement_of(
    syntax: Syntax, index: int, cue: Cue, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[tuple[WordRange, ...], WordRange, float]:
    """Content, cue (grown by a preposition where it takes one) and confidence."""
    plea = _plea(syntax, cue_words[1] + 1) if cue.lemma == "plead" else None
    wished = _wished_for(syntax, index, cue)
    phrase = wished if plea is None else plea
    if phrase is not None:
        return (phrase,), (cue_words[0], phrase[0] - 1), 0.75 if plea is None else 0.8
    if "c" in cue.takes:
        content = clause_of(syntax, index, cue_words)
        if content:
            return content, cue_words, 0.85
    if "o" in cue.takes or "x" in cue.takes:
        found = _infinitive(syntax, index, with_object="o" in cue.takes)
        if found is not None:
            return (found,), cue_words, 0.75
    if "a" in cue.takes:
        found = _named(syntax, index)
        if found is not None:
            return (found,), cue_words, 0.7
    behind = _behind_preposition(syntax, index, cue)
    if behind is not None:
        grown = (cue_words[0], behind[0] - 1) if behind[0] == cue_words[1] + 2 else cue_words
        return (behind,), grown, 0.65
    if "d" in cue.takes:
        found = _object(syntax, index, cue)
        if found is not None:
            return (found,), cue_words, 0.6
    if "c" in cue.takes:
        content, confidence = _loose_clause(syntax, index, cue_words, source)
        return content, cue_words, confidence
    return (), cue_words, 0.6


def _plea(syntax: Syntax, first: int) -> WordRange | None:
    """As in "pleaded not guilty to both counts": the plea with what it is to, if that stands right behind."""
    last = first + (first < syntax.count and syntax.lower[first] == "not")
    if last >= syntax.count or syntax.lower[last] != "guilty":
        return None
    to = last + 1
    if to < syntax.sentence_last[last] and syntax.lower[to] == "to":
        counts = syntax.child(to, "pobj", "pcomp")
        return (first, syntax.right[to] if counts is not None and counts > to else last)
    return (first, last)


def _loose_clause(
    syntax: Syntax, index: int, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[tuple[WordRange, ...], float]:
    """A clause the parser did not hang on the cue: after it, around it, or bare behind it."""
    commented = _commented(syntax, index)
    if commented is not None:
        return (commented,), 0.7
    rest = relative_content(syntax, index, cue_words[1])
    if rest is not None:
        return (rest,), 0.75
    beside = around(syntax, index, cue_words, source)
    if beside:
        return beside, 0.8
    bare = bare_clause(syntax, index, cue_words[1])
    return ((bare,), 0.75) if bare is not None and source else ((), 0.6)


def _commented(syntax: Syntax, index: int) -> WordRange | None:
    """In "the vote was rigged, as the court found": what stands before the comma, said by the court too."""
    mark = syntax.child(index, "mark")
    if mark is None or syntax.lower[mark] != "as" or syntax.relations[index] != "advcl":
        return None
    ends = index + 1 > syntax.sentence_last[index] or syntax.lower[index + 1] in {".", ",", ";"}
    if not ends or mark < 2 or syntax.lower[mark - 1] != ",":
        return None
    clause = mark - 2
    for _ in range(12):
        subject = syntax.subject(clause)
        subject = syntax.passive_subject(clause) if subject is None else subject
        if subject is not None and subject < clause < mark:
            return (syntax.left[subject], mark - 2)
        clause = syntax.heads[clause]
    return None


def _behind_preposition(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    """What follows "warned of", "called for", "spoke of"."""
    if cue.kind == "accuse" and syntax.child(index, "dobj") is not None:
        return None  # "blamed Washington for the blackout": the object belongs to it
    has_object = "d" in cue.takes and syntax.child(index, "dobj") is not None
    for child in syntax.children[index]:
        if has_object and syntax.lower[child] in _PLACING:
            continue  # "announced her candidacy in a broadcast"
        if (
            child > index
            and syntax.relations[child] in {"prep", "prt", "dative"}
            and syntax.lower[child] in cue.prepositions
        ):
            inner = syntax.child(child, "pobj", "pcomp")
            if (
                inner is not None
                and inner > child
                and not syntax.words.entities[inner].endswith("DATE")
            ):
                return (child + 1, _with_name_given(syntax, index, syntax.right[child]))
    return None


def _wished_for(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    """What follows in "asked for the price to be kept secret": a subject and an infinitive behind "for"."""
    mark = index + 1
    if mark >= syntax.count or syntax.lower[mark] != "for" or "for" not in cue.prepositions:
        return None
    verb = syntax.heads[mark]
    subject = syntax.subject(verb) or syntax.passive_subject(verb)
    is_clause = syntax.heads[verb] == index and "to" in syntax.lower[mark + 1 : verb]
    return (mark + 1, syntax.right[verb]) if is_clause and subject and subject > mark else None


def _with_name_given(syntax: Syntax, index: int, last: int) -> int:
    """The end of an object with what it is called: "referred to him as a spy"."""
    after = last + 1
    if (
        after < syntax.sentence_last[index]
        and syntax.lower[after] == "as"
        and syntax.heads[after] == index
    ):
        return syntax.right[after]
    return last


def _infinitive(syntax: Syntax, index: int, *, with_object: bool) -> WordRange | None:
    """As in "both sides to stop the shelling" (with object) or "to keep fighting"."""
    reach = [
        child
        for child in syntax.children[index]
        if child > index and syntax.relations[child] in {"xcomp", "ccomp"}
    ]
    if not reach:
        return None
    first = max(syntax.left[reach[0]], index + 1)
    last = syntax.right[reach[-1]]
    if with_object:
        for child in syntax.children[index]:
            if index < child < reach[0] and syntax.relations[child] in {"dobj", "dative", "nsubj"}:
                first = min(first, max(syntax.left[child], index + 1))
            elif index < child < reach[0] and syntax.lower[child] in {"on", "to", "upon", "for"}:
                inner = syntax.child(child, "pobj")
                if inner is not None:
                    first = min(first, child + 1)
    return (first, last)


def _named(syntax: Syntax, index: int) -> WordRange | None:
    """As in "the vote a disgrace", "the exercise as a provocation"."""
    parts = [
        child
        for child in syntax.children[index]
        if child > index
        and (
            syntax.relations[child] in {"dobj", "ccomp", "oprd", "acomp", "xcomp", "attr", "nsubj"}
            or (syntax.relations[child] == "prep" and syntax.lower[child] in {"as", "to"})
        )
    ]
    names = [c for c in parts if syntax.relations[c] != "dobj" and syntax.relations[c] != "nsubj"]
    if not names and not any(_has_late_modifier(syntax, c) for c in parts):
        return None
    return (
        max(index + 1, min(syntax.left[c] for c in parts)),
        max(syntax.right[c] for c in parts),
    )


def _has_late_modifier(syntax: Syntax, noun: int) -> bool:
    """Whether an adjective or quoted phrase follows its noun: "the proposal 'absolutely absurd'"."""
    return any(
        child > noun and (syntax.tags[child].startswith("JJ") or syntax.quoted_at[child] >= 0)
        for child in syntax.children[noun]
        if syntax.relations[child] != "relcl"
    )


def _object(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    thing = syntax.child(index, "dobj")
    if thing is None or thing < index:
        return None
    first = max(syntax.left[thing], index + 1)
    last = syntax.right[thing]
    aside = next((w for w in range(thing, last) if syntax.lower[w] == "which"), None)
    if aside is not None:
        last = aside - 2 if syntax.lower[aside - 1] == "," else aside - 1
    meanwhile = next((w for w in range(thing + 1, last - 1) if _opens_aside(syntax, w)), None)
    if meanwhile is not None:
        last = meanwhile - 1
    if cue.kind in _TAKES_OBJECT_WITH_REASON:
        for child in syntax.children[index]:
            if (
                child > thing
                and (syntax.relations[child] in {"prep", "dative", "oprd", "pcomp", "xcomp"})
                and syntax.lower[child] in _JUDGED_BY
            ):
                last = max(last, syntax.right[child])
    return (first, _before_venue(syntax, first, last))


def _opens_aside(syntax: Syntax, word: int) -> bool:
    """Whether "as" begins what happens meanwhile: "announces a deal as troops advance"."""
    if syntax.lower[word] != "as" or syntax.quoted_at[word] >= 0:
        return False
    verb = syntax.heads[word]
    subject = syntax.subject(verb) if syntax.is_verb(verb) else None
    return (
        subject is not None
        and word < subject < verb
        and syntax.tags[verb] in _FINITE
        and not syntax.tags[subject].startswith("PRP")
    )


def _before_venue(syntax: Syntax, first: int, last: int) -> int:
    """The last word before "in a statement ...", "by live television", "on Monday", "to reporters"."""
    for word in range(first + 1, last):
        if syntax.lower[word] not in _FRAMING or syntax.quoted_at[word] >= 0:
            continue
        behind = range(word + 1, min(last, word + 4) + 1)
        placed = any(syntax.lower[at] in _VENUES for at in range(word + 1, last + 1)) and (
            syntax.lower[word] in {"in", "during", "at", "by", "via"}
        )
        dated = syntax.lower[word] == "on" and syntax.lower[word + 1] in _WEEKDAYS
        told = syntax.lower[word] == "to" and any(syntax.lower[at] in _HEARERS for at in behind)
        if dated or told or (placed and _is_near(syntax, word, last)):
            return word - 1
    return last


def _is_near(syntax: Syntax, word: int, last: int) -> bool:
    """Whether the venue is the phrase's own noun, not one far behind it."""
    noun = syntax.child(word, "pobj")
    if noun is None:
        return any(syntax.lower[at] in _VENUES for at in range(word + 1, min(last, word + 3) + 1))
    return syntax.lower[noun] in _VENUES
