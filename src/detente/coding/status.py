"""Whether it happened: from tense, aspect, modals, negation, conditions and the verbs above."""

from __future__ import annotations

from typing import Final

from detente.coding.syntax import Tree
from detente.records import Claim, Status

_POSSIBLE: Final = frozenset({"may", "might", "could", "can", "ca"})
_WANTED: Final = frozenset({"should", "must", "ought", "shall"})
_COMING: Final = frozenset({"will", "'ll", "’ll", "wo", "would", "'d", "’d"})
_IF: Final = frozenset({"if", "unless", "should", "whether", "lest", "in case"})
_HEDGES: Final = frozenset(
    {"allegedly", "reportedly", "possibly", "perhaps", "maybe", "potentially", "supposedly"}
)
_HEDGED_WORDS: Final = frozenset(
    {"alleged", "possible", "potential", "suspected", "supposed", "likely", "feared", "imminent"}
)
_PLANNED_WORDS: Final = frozenset(
    {"planned", "upcoming", "forthcoming", "scheduled", "proposed", "future", "prospective", "next"}
)
_ONGOING_WORDS: Final = frozenset({"ongoing", "continuing", "continued", "current", "persistent"})
_CARRIERS: Final = frozenset(
    {"take", "occur", "happen", "begin", "start", "continue", "be", "hold", "resume", "schedule",
     "plan", "conduct", "impose", "launch", "carry", "stage", "mount", "proceed", "go", "set"}
)  # fmt: skip

#: When a deed stands under several conditions, the one further left wins.
PRECEDENCE: Final[tuple[Status, ...]] = (
    "denied", "called_for", "not_done", "possible", "planned", "ongoing", "happened",
)  # fmt: skip


def stronger(left: Status, right: Status) -> Status:
    """Of two judgements on one deed, the one that takes it further from having happened."""
    return min(left, right, key=PRECEDENCE.index)


def verb_status(tree: Tree, verb: int, *, depth: int = 0) -> Status:
    """What the verb's own group and its clause say, without the verbs that govern it."""
    helpers = tree.auxiliaries(verb)
    words = {tree.lower[child] for child in tree.labelled(verb, "aux", "auxpass")}
    tag = tree.tag(verb)
    if not helpers and tree.relation(verb) == "conj" and depth < 4:
        head = tree.head(verb)
        if tree.is_verb(head) and tag in ("VB", "VBN", "VBG", tree.tag(head)):
            shared = verb_status(tree, head, depth=depth + 1)
            return "not_done" if tree.negated(verb) else shared
    if _conditional(tree, verb):
        return "possible"
    negated = tree.negated(verb) or any(
        tree.lower[child] in ("no", "nobody", "none", "neither")
        for subject in (*tree.subjects(verb), *tree.labelled(verb, "dobj"))
        for child in (subject, *tree.labelled(subject, "det"))
    )
    if words & _WANTED:
        return "called_for"
    if words & _POSSIBLE:
        return "not_done" if negated and "could" not in words else "possible"
    if words & _COMING:
        return "not_done" if negated else "planned"
    if negated:
        return "not_done"
    if _hedged(tree, verb):
        return "possible"
    return _aspect(tree, verb, helpers, words)


def _aspect(tree: Tree, verb: int, helpers: tuple[str, ...], words: set[str]) -> Status:
    tag = tree.tag(verb)
    if tag == "VB" and "to" in words and "be" in helpers:
        return "planned"
    if tag == "VBG" and "be" in helpers:
        return (
            "ongoing"
            if {"is", "be", "are", "am", "'s", "’s", "'re", "’re", "been"} & words
            else "happened"
        )
    if tree.relation(verb) == "xcomp":
        head = tree.head(verb)
        if tree.lemma(head) in ("go", "set", "due", "about", "ready", "poised", "likely", "expect"):
            return "planned"
        if tree.lemma(head) == "be" and tag == "VB":
            return "planned"
    if tag == "VB" and "to" in words and tree.relation(verb) in ("ROOT", "advcl", "acl", "relcl"):
        return "planned"  # a purpose: "entered to help", "troops to guard the base"
    return "happened"


def _conditional(tree: Tree, verb: int) -> bool:
    if any(tree.lower[child] in _IF for child in tree.labelled(verb, "mark")):
        return tree.relation(verb) in ("advcl", "ccomp", "conj", "ROOT", "pcomp")
    return False


def _hedged(tree: Tree, index: int) -> bool:
    return any(tree.lower[child] in _HEDGES for child in tree.labelled(index, "advmod"))


def noun_status(tree: Tree, noun: int) -> Status:
    """What stands around a noun that names a deed: its adjectives and the verb that carries it."""
    near = {tree.lower[child] for child in tree.labelled(noun, "amod", "advmod", "compound", "det")}
    if near & _HEDGED_WORDS:
        return "possible"
    if near & _PLANNED_WORDS:
        return "planned"
    if "no" in near:
        return "not_done"
    status: Status = "ongoing" if near & _ONGOING_WORDS else "happened"
    head = tree.head(tree.conjunction_head(noun))
    relation = tree.relation(tree.conjunction_head(noun))
    if relation in ("nsubj", "nsubjpass", "dobj", "attr") and tree.is_verb(head):
        if tree.lemma(head) in _CARRIERS or relation in ("dobj", "nsubjpass"):
            status = stronger(verb_status(tree, head), status)
        if tree.lemma(head) == "continue" and status == "happened":
            status = "ongoing"
    return status


def from_claim(status: Status, claim: Claim | None, *, speech: bool) -> Status:
    """What the claim a deed is told in adds: a denied content is a denied deed.

    ``speech`` deeds (the sixteen verbal ones) keep their own status: saying so is doing so.
    """
    if claim is None or speech:
        return status
    if claim.stance == "denied":
        return stronger("denied", status)
    if claim.stance == "asked" and status == "planned":
        return "called_for"
    if claim.stance == "predicted" and status == "possible":
        return "planned"
    return status
