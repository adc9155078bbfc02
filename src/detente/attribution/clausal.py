"""Cue verbs and what depends on them: clauses, infinitives, objects, passives.

The parse proposes, the surface corrects: where a complement is missing the conjunction "that", or the
comma before ", officials said", still shows where the content lies.
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.clauses import around, bare_clause, clause_of, relative_content
from detente.attribution.lexicon import Cue
from detente.attribution.proposals import Proposal, WordRange, joined
from detente.attribution.sources import source_of, with_partners
from detente.attribution.syntax import Syntax

#: Relations whose words belong to the cue when they stand right beside the verb.
_CUE_PARTS: Final = frozenset({"aux", "auxpass", "neg", "prt"})
#: Where something is said, never part of what is said.
_VENUES: Final = frozenset(
    {"statement", "interview", "briefing", "speech", "tweet", "letter", "post"}
)
#: "went on to say" still says; "refused to say" does not.
_GOES_ON: Final = frozenset({"go", "continue", "rush", "hasten"})
#: Prepositions that belong to the object of blaming, praising and calling.
_JUDGED_BY: Final = frozenset(
    {"for", "of", "as", "with", "over", "in", "on", "by", "to", "against"}
)
_TAKES_OBJECT_WITH_REASON: Final = frozenset({"accuse", "judge", "call", "see"})


def verb_proposals(syntax: Syntax) -> list[Proposal]:
    """One draft for every cue verb; its content may be empty where only quoted words can fill it."""
    drafts = []
    for index in range(syntax.count):
        cue = _cue_at(syntax, index)
        if cue is None or not _speaks(syntax, index, cue):
            continue
        passive = _truly_passive(syntax, index)
        draft = _passive(syntax, index, cue) if passive else _active(syntax, index, cue)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _cue_at(syntax: Syntax, index: int) -> Cue | None:
    if not syntax.is_verb(index) and syntax.lower[index] not in {"said", "says"}:
        return None
    if syntax.relations[index] in {"aux", "auxpass", "amod", "compound"}:
        return None
    return lexicon.verb(syntax.words.lemmas[index])


def _truly_passive(syntax: Syntax, index: int) -> bool:
    if not syntax.is_passive(index):
        return syntax.agent(index) is not None and syntax.tags[index] == "VBN"
    return syntax.tags[index] in {"VBN", "VBD"}


def _speaks(syntax: Syntax, index: int, cue: Cue) -> bool:
    """Whether the verb reports: not wished, not asked for, not denied to have happened."""
    if syntax.is_negated(index) and cue.kind not in {"think", "deny", "agree", "see"}:
        return False
    if any(syntax.lower[c] in {"how", "why"} and c < index for c in syntax.children[index]):
        return False
    if (
        syntax.tags[index] == "VB"
        and not any(
            syntax.relations[c] in {"aux", "nsubj"} for c in syntax.children[index] if c < index
        )
        and (index == 0 or syntax.lower[index - 1] != "to")
    ):
        return False  # "Imagine that ..." asks, it does not report
    helpers = {syntax.lower[c] for c in syntax.children[index] if syntax.relations[c] == "aux"}
    if "to" in helpers or (
        index and syntax.lower[index - 1] == "to" and syntax.tags[index] == "VB"
    ):
        head = syntax.heads[index]
        return head != index and syntax.words.lemmas[head] in _GOES_ON
    if helpers & {"should", "must", "might", "may", "can", "could"}:
        return False
    mark = syntax.child(index, "mark")
    return not (
        mark is not None
        and syntax.lower[mark] in {"if", "unless", "whether", "before", "until"}
        and syntax.relations[index] == "advcl"
    )


# ── What ─────────────────────────────────────────────────────────────────────────────────────────


def cue_range(syntax: Syntax, index: int) -> WordRange:
    """The verb with the helpers, negation and particle that stand right beside it."""
    first = last = index
    while (
        first > 0
        and syntax.heads[first - 1] == index
        and (syntax.relations[first - 1] in _CUE_PARTS)
    ):
        first -= 1
    while (
        last + 1 < syntax.count
        and syntax.heads[last + 1] == index
        and (syntax.relations[last + 1] == "prt")
    ):
        last += 1
    return (first, last)


def _active(syntax: Syntax, index: int, cue: Cue) -> Proposal | None:
    source = source_of(syntax, index)
    if not source and cue.kind not in {"say", "tell"}:
        return None
    if source and syntax.lower[source[0][0]] in {"no", "nobody", "none", "neither"}:
        return None
    cue_words = cue_range(syntax, index)
    content, cue_words, confidence = _complement(syntax, index, cue, cue_words, source)
    if not source and confidence < 0.8:
        content = ()
    if syntax.quoted_at[index] >= 0 and confidence < 0.72:
        return None  # inside somebody's own words only a clause is another's claim
    if not content and "q" not in cue.takes:
        return None
    if source and content and source[0][0] >= content[0][0] and source[-1][1] <= content[-1][1]:
        content = _cut(content, source, cue_words)
    return Proposal(cue_words, source, content, confidence)


def _cut(
    content: tuple[WordRange, ...], source: tuple[WordRange, ...], cue: WordRange
) -> tuple[WordRange, ...]:
    """The content less the words of source and cue and anything between these two."""
    low = min(source[0][0], cue[0])
    high = max(source[-1][1], cue[1])
    left: list[WordRange] = []
    for first, last in content:
        if first < low:
            left.append((first, min(last, low - 1)))
        if last > high:
            left.append((max(first, high + 1), last))
    return tuple(left)


def _complement(
    syntax: Syntax, index: int, cue: Cue, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[tuple[WordRange, ...], WordRange, float]:
    """Content, cue (grown by a preposition where it takes one) and confidence."""
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


def _loose_clause(
    syntax: Syntax, index: int, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[tuple[WordRange, ...], float]:
    """A clause the parser did not hang on the cue: after it, around it, or bare behind it."""
    rest = relative_content(syntax, index, cue_words[1])
    if rest is not None:
        return (rest,), 0.75
    beside = around(syntax, index, cue_words, source)
    if beside:
        return beside, 0.8
    bare = bare_clause(syntax, index, cue_words[1])
    return ((bare,), 0.75) if bare is not None and source else ((), 0.6)


def _behind_preposition(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    """What follows "warned of", "called for", "spoke of"."""
    if cue.kind == "accuse" and syntax.child(index, "dobj") is not None:
        return None  # "blamed Washington for the blackout": the object belongs to it
    for child in syntax.children[index]:
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
                return (child + 1, syntax.right[child])
    return None


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
    if cue.kind in _TAKES_OBJECT_WITH_REASON:
        for child in syntax.children[index]:
            if (
                child > thing
                and (syntax.relations[child] in {"prep", "dative", "oprd", "pcomp", "xcomp"})
                and syntax.lower[child] in _JUDGED_BY
            ):
                last = max(last, syntax.right[child])
    return (first, _before_venue(syntax, first, last))


def _before_venue(syntax: Syntax, first: int, last: int) -> int:
    """The last word before "in a statement ..." or "in an interview with ..."."""
    for word in range(first + 1, last - 1):
        if syntax.lower[word] in {"in", "during", "at"} and any(
            syntax.lower[at] in _VENUES for at in range(word + 1, min(last, word + 3) + 1)
        ):
            return word - 1
    return last


# ── Passives ─────────────────────────────────────────────────────────────────────────────────────


def _passive(syntax: Syntax, index: int, cue: Cue) -> Proposal | None:
    """As in "was condemned by the League", "it was reported that", "is said to be"; None: read as active."""
    if cue.kind in {"cite", "attitude", "seem", "agree", "urge", "promise", "demand"}:
        agent = syntax.agent(index)
        if agent is None:
            return None
    subject = syntax.passive_subject(index)
    agent = syntax.agent(index)
    source: tuple[WordRange, ...] = (with_partners(syntax, agent),) if agent is not None else ()
    cue_words = cue_range(syntax, index)
    parts: list[WordRange] = []
    empty_subject = subject is not None and syntax.lower[subject] in {"it", "there"}
    if subject is not None and not empty_subject and cue.kind != "tell":
        parts.append(syntax.subtree(subject))
    for child in syntax.children[index]:
        if child <= index:
            continue
        relation = syntax.relations[child]
        if relation in {"ccomp", "xcomp", "oprd"} or (
            relation == "prep" and syntax.lower[child] in {"of", "as", "for"}
        ):
            reach = syntax.subtree(child)
            if agent is None or not reach[0] <= agent <= reach[1]:
                parts.append((max(reach[0], index + 1), reach[1]))
    if cue.kind == "accuse" and agent is not None:  # "accused by residents of burning homes"
        charge = next((c for c in syntax.children[agent] if syntax.lower[c] == "of"), None)
        if charge is not None and source[0][0] < charge <= source[0][1]:
            parts.append((charge, source[0][1]))
            source = ((source[0][0], charge - 1),)
    complements = parts[1:] if subject is not None and not empty_subject else parts
    if not source and not complements:
        return None
    if not source and cue.kind in {"tell", "judge", "deny", "call", "see"}:
        return None
    content = tuple(p for p in joined(tuple(parts)) if p[0] <= p[1])
    return Proposal(cue_words, source, content, 0.7 if source else 0.6) if content else None
