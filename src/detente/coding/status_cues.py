"""What in the words tells whether a deed was done: tense, helpers, what governs the clause, the claim, the headline.

The rules of ``status.py`` read the same words and come to one verdict; these are the words themselves, for
:mod:`detente.coding.outcome` to weigh. None of them is the deed's own word: what is done matters little to whether it is.
"""

from __future__ import annotations

from typing import Final

from detente.coding.deeds import Deed
from detente.coding.syntax import Tree
from detente.records import Claim

_HELPERS: Final = ("aux", "auxpass")
_BESIDE: Final = ("advmod", "mark", "neg", "prt", "npadvmod")
_BESIDE_NOUN: Final = ("amod", "det", "compound", "poss")
_MOST_OPERATORS: Final = 3


def status_cues(
    deed: Deed, kind: str, tree: Tree, claim: Claim | None, body_start: int
) -> dict[str, float]:
    """Named numbers, most of them 1 for what is there.

    Args:
        deed: the deed, read by rule.
        kind: its PLOVER type.
        tree: the words of its report.
        claim: the claim it is told in; None for what the outlet tells.
        body_start: where the headline ends, in characters.
    """
    index = deed.index
    found = {
        f"kind {kind}": 1.0,
        f"tag {tree.tag(index)}": 1.0,
        f"as {tree.relation(index)}": 1.0,
        **_of_clause(index, tree),
    }
    for child in tree.labelled(index, *_BESIDE_NOUN):
        found[f"of it {tree.lower[child]}"] = 1.0
    if index:
        found[f"before {tree.lower[index - 1]}"] = 1.0
    for operator, _ in deed.above[:_MOST_OPERATORS]:
        found[f"operator {operator.kind}"] = 1.0
    if claim is not None:
        found["in claim"] = 1.0
        found[f"stance {claim.stance}"] = 1.0
        found[f"quotation {claim.quotation}"] = 1.0
    if tree.words.starts[index] < body_start:
        found["title"] = 1.0
        found[f"title tag {tree.tag(index)}"] = 1.0
    return found


def _of_clause(index: int, tree: Tree) -> dict[str, float]:
    """The verb of the deed's clause, which may be the deed itself, with its helpers and what governs it."""
    found: dict[str, float] = {}
    verb, side = index, ""
    if not tree.is_verb(index):
        verb, side = tree.clause_verb(index), "clause "
        found[f"clause of {tree.lemma(verb)}"] = 1.0
        found[f"clause tag {tree.tag(verb)}"] = 1.0
    for child in tree.labelled(verb, *_HELPERS):
        found[f"{side}helper {tree.lower[child]}"] = 1.0
    for child in tree.labelled(verb, *_BESIDE):
        found[f"{side}with {tree.lower[child]}"] = 1.0
    found[f"{side}negated"] = float(tree.negated(verb))
    found[f"{side}passive"] = float(tree.is_passive(verb))
    above = tree.head(verb)
    if above == verb:
        return found
    found[f"{side}under {tree.lemma(above)} {tree.relation(verb)}"] = 1.0
    found[f"{side}under tag {tree.tag(above)}"] = 1.0
    if tree.is_verb(above):
        for child in tree.labelled(above, *_HELPERS):
            found[f"above helper {tree.lower[child]}"] = 1.0
        found["above negated"] = float(tree.negated(above))
    return found
