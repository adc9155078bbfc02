"""On whose word: the claim an event is told in, or nobody's but the outlet's."""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.deeds import DEMAND, SPEECH, Deed
from detente.coding.parties import FIRST_PERSON, Cast, innermost
from detente.coding.syntax import Tree
from detente.records import Claim, Span


def claim_for(deed: Deed, tree: Tree, cast: Cast, claims: Sequence[Claim]) -> Claim | None:
    """The innermost claim whose content tells the deed.

    A speech act that *is* the saying of that claim ("we warn the Saudis") is told by the outlet or by
    the claim around it. A deed told only as an accusation ("accused Iran of hacking") is on the word of the
    accuser even where the accusation's own claim was not marked.
    """
    offset = tree.words.starts[deed.index]
    claim = innermost(claims, offset)
    if claim is None and deed.relayed_by is not None:
        claim = by_cue(claims, tree.words.span(deed.relayed_by, deed.relayed_by))
    if claim is None:
        return None
    if _overlaps_cue(claim, tree.words.span(deed.index, deed.index)):
        return enclosing(claims, claim)
    if _is_saying_it(deed, tree, cast, claim):
        return enclosing(claims, claim)
    return claim


def _overlaps_cue(claim: Claim, span: Span) -> bool:
    return claim.cue is not None and claim.cue.overlaps(span)


def _is_saying_it(deed: Deed, tree: Tree, cast: Cast, claim: Claim) -> bool:
    """Whether uttering the words does the deed: "We warn", "I thank", "they must stop"."""
    if deed.trigger is DEMAND:
        return True
    if deed.kind not in SPEECH or claim.speaker is None:
        return False
    if claim.speaker not in cast.position:
        return False
    speaker = cast.mentions[cast.position[claim.speaker]]
    if speaker.chain not in {mention.chain for mention in deed.sides.initiators}:
        return False
    index = deed.index
    if not tree.is_verb(index):
        return True
    present = tree.tag(index) in ("VBP", "VBZ") or tree.tag(index) == "VB"
    first_person = any(tree.lower[child] in FIRST_PERSON for child in tree.labelled(index, "nsubj"))
    return present and (first_person or not tree.labelled(index, "nsubj"))


def by_cue(claims: Sequence[Claim], span: Span) -> Claim | None:
    """The claim whose cue overlaps ``span``, if any."""
    for claim in claims:
        if _overlaps_cue(claim, span):
            return claim
    return None


def enclosing(claims: Sequence[Claim], claim: Claim) -> Claim | None:
    """The claim that ``claim`` stands within, if any."""
    if claim.within is None:
        return None
    return next((other for other in claims if other.claim_id == claim.within), None)
