"""Cue verbs and what depends on them: clauses, infinitives, objects, passives.

The parse proposes, the surface corrects: where a complement is missing the conjunction "that", or the
comma before ", officials said", still shows where the content lies.
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.complements import complement_of
from detente.attribution.lexicon import Cue
from detente.attribution.proposals import Proposal, WordRange, joined
from detente.attribution.sources import source_of, with_partners
from detente.attribution.syntax import Syntax

#: Relations whose words belong to the cue when they stand right beside the verb.
_CUE_PARTS: Final = frozenset({"aux", "auxpass", "neg", "prt"})
#: "went on to say" still says; "refused to say" does not.
_GOES_ON: Final = frozenset({"go", "continue", "rush", "hasten"})
#: What is done by nobody in particular here is no claim: "was expected", "had been accused".
_NEEDS_SOURCE: Final = frozenset({"tell", "judge", "deny", "call", "see", "predict"})


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
    if not syntax.is_verb(index) and (
        syntax.lower[index] not in {"said", "says"} or _is_name(syntax, index)
    ):
        return None
    if syntax.is_verb(index) and _is_name(syntax, index):
        return None
    if syntax.relations[index] in {"aux", "auxpass", "amod", "compound"} and (
        syntax.tags[index] != "VBZ" or syntax.subject(index) is None
    ):
        return None
    return lexicon.verb(syntax.words.lemmas[index])


def _is_name(syntax: Syntax, index: int) -> bool:
    """Whether a word that looks like a cue ends a name: "Haitham bin Tariq Al Said"."""
    return syntax.words.entities[index] == "I-PERSON" and (
        syntax.text[syntax.words.starts[index]].isupper()
    )


def _truly_passive(syntax: Syntax, index: int) -> bool:
    if not syntax.is_passive(index):
        return syntax.agent(index) is not None and syntax.tags[index] == "VBN"
    return syntax.tags[index] in {"VBN", "VBD"}


def _speaks(syntax: Syntax, index: int, cue: Cue) -> bool:
    """Whether the verb reports: not wished, not asked for, not denied to have happened."""
    if syntax.is_negated(index) and cue.kind not in {"think", "deny", "agree", "see"}:
        return cue.lemma == "plead" and syntax.lower[index + 1 : index + 2] == ("not",)
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
    content, cue_words, confidence = complement_of(syntax, index, cue, cue_words, source)
    if not source and confidence < 0.8:
        content = ()
    if content and cue.lemma == "hold" and not _is_worded(syntax, content[0][0]):
        return None  # "held the post", "hold a rally"
    if content and cue.lemma == "respond" and syntax.lower[content[0][0]] == "if":
        return None  # "would respond if missiles came": an act, not words
    if syntax.quoted_at[index] >= 0 and confidence < 0.72:
        return None  # inside somebody's own words only a clause is another's claim
    if not content and "q" not in cue.takes:
        return None
    if source and content and source[0][0] >= content[0][0] and source[-1][1] <= content[-1][1]:
        content = _cut(content, source, cue_words)
    return Proposal(cue_words, source, content, confidence)


def _is_worded(syntax: Syntax, first: int) -> bool:
    return syntax.lower[first] == "that" or syntax.quoted_at[min(first + 1, syntax.count - 1)] >= 0


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
    if not source and (cue.kind in _NEEDS_SOURCE or cue.lemma == "consider"):
        return None
    if not source and cue.kind == "accuse" and syntax.relations[index] in {"relcl", "acl"}:
        return None  # "people who had been accused of crimes" only describes
    content = tuple(p for p in joined(tuple(parts)) if p[0] <= p[1])
    return Proposal(cue_words, source, content, 0.7 if source else 0.6) if content else None
