"""What the judge looks at: one reading of a deed as named numbers, the same for any country."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Final

from detente.coding.deeds import Deed
from detente.coding.lexicon import word_classes
from detente.coding.options import Pair, Stand
from detente.coding.parties import Cast
from detente.coding.syntax import Tree
from detente.records import Mention

#: Nouns so general that mostly only a pair of resolved parties makes them an event.
_NEEDS_BOTH: Final = word_classes()["needs both"]
_FLOOR: Final = 1e-4


def features(pair: Pair, tree: Tree, cast: Cast, body_start: int) -> dict[str, float]:
    """Names and values; a name that is absent counts 0."""
    found = _of_words(pair, tree, cast, body_start)
    found.update(_of_sides(pair, tree, cast))
    found.update(_of_model(pair))
    if pair.stand is not None:
        side = "recipient" if pair.origin in ("recipient", "seen recipient") else "initiator"
        found.update(_of_stand(pair.deed, pair.stand, side, tree, cast))
    if pair.other is not None:
        found.update(_of_stand(pair.deed, pair.other, "recipient", tree, cast))
    return found


def _of_words(pair: Pair, tree: Tree, cast: Cast, body_start: int) -> dict[str, float]:
    deed, trigger = pair.deed, pair.deed.trigger
    part = "verb" if tree.is_verb(deed.index) else "noun"
    found = {
        **_of_word(deed.index, tree, cast, body_start),
        f"kind {deed.kind}": 1.0,
        f"origin {pair.origin}": 1.0,
        f"origin {pair.origin} {part}": 1.0,
        f"status {deed.status}": 1.0,
    }
    if pair.origin != "added":
        if len(trigger.words) > 1 or trigger.restricted:
            found["specific"] = 1.0
        if trigger.kind != deed.kind:
            found["retyped"] = 1.0
    for operator, _ in deed.above[:2]:
        found[f"above {operator.kind}"] = 1.0
    return found


def _of_word(index: int, tree: Tree, cast: Cast, body_start: int) -> Mapping[str, float]:
    """What the trigger's word is like, whatever is read in it."""
    known = cast.answers[_of_word]
    key = index, body_start
    if key in known:
        return known[key]
    verb = tree.is_verb(index)
    found = known[key] = {
        "verb" if verb else "noun": 1.0,
        f"tag {tree.tag(index)}": 1.0,
        f"relation {tree.relation(index)}": 1.0,
    }
    if tree.lemma(index) in _NEEDS_BOTH and not verb:
        found["general noun"] = 1.0
    if verb and not tree.subjects(index):
        found["no subject"] = 1.0
    if verb and tree.is_passive(index):
        found["passive"] = 1.0
    if tree.words.starts[index] < body_start:
        found["title"] = 1.0
    claim = cast.claim_at(index)
    if claim is not None:
        found["in claim"] = 1.0
        found[f"stance {claim.stance}"] = 1.0
        found[f"quotation {claim.quotation}"] = 1.0
    return found


def _of_sides(pair: Pair, tree: Tree, cast: Cast) -> dict[str, float]:
    found: dict[str, float] = {}
    sides = pair.deed.sides
    left, right = cast.party(pair.initiator), cast.party(pair.recipient)
    for name, mention in (("initiator", pair.initiator), ("recipient", pair.recipient)):
        if mention is None:
            found[f"{name} open"] = 1.0
            found[f"{name} open {pair.deed.kind}"] = 1.0
        else:
            found.update(_of_party(name, mention, pair.deed.index, tree, cast))
    if left is not None and right is not None and left.country == right.country:
        found["same country"] = 1.0
    if sides.place_only:
        found["only a place"] = 1.0
    if sides.named and left is None:
        found["doer is no actor"] = 1.0
    found["several"] = float(len(sides.initiators) * len(sides.recipients) > 1)
    return found


def _of_party(
    name: str, mention: Mention, index: int, tree: Tree, cast: Cast
) -> Mapping[str, float]:
    """What the party on one side is like, seen from the trigger."""
    known = cast.answers[_of_party]
    key = name, mention.mention_id, mention.country, index
    if key in known:
        return known[key]
    party = cast.party(mention)
    assert party is not None
    found = known[key] = {
        f"{name} known" if party.country else f"{name} unknown": 1.0,
        f"{name} {mention.kind}": 1.0,
        f"{name} {party.sector}": 1.0,
    }
    if party.mention is None:
        found[f"{name} stranger"] = 1.0
    if _elsewhere(mention, index, tree, cast):
        found[f"{name} elsewhere"] = 1.0
    return found


def _elsewhere(mention: Mention, index: int, tree: Tree, cast: Cast) -> bool:
    words = cast.words_of(mention)
    return words is None or tree.words.sentence[words[0]] != tree.words.sentence[index]


def _of_model(pair: Pair) -> dict[str, float]:
    score = pair.score
    if score is None:
        return {"unscored": 1.0}
    chance = log(max(score.of(pair.deed.kind), _FLOOR))
    nothing = log(max(score.of("NOTHING"), _FLOOR))
    both = "pair" if pair.initiator is not None and pair.recipient is not None else "single"
    return {
        f"model {pair.origin}": chance,
        f"model {both}": chance,
        "model nothing": nothing,
        f"model nothing {both}": nothing,
        "model best": float(score.best == pair.deed.kind),
        "model here": float(score.trigger == pair.deed.index),
        "model statement": score.statement,
    }


def _of_stand(deed: Deed, stand: Stand, side: str, tree: Tree, cast: Cast) -> Mapping[str, float]:
    """Where an actor stands who fills an open side."""
    told = {f"{side} by {stand.source}": 1.0, f"{side} filled {deed.kind}": 1.0}
    if stand.index is not None:
        told.update(_of_way(deed.index, stand.index, side, tree, cast))
    return told


def _of_way(deed: int, stand: int, side: str, tree: Tree, cast: Cast) -> Mapping[str, float]:
    """How it is from the deed's word to the actor's."""
    known = cast.answers[_of_way]
    key = deed, stand, side
    if key in known:
        return known[key]
    place = "after" if stand > deed else "before"
    relation = tree.relation(stand)
    link = tree.lower[tree.head(stand)] if relation == "pobj" else ""
    found = known[key] = {
        f"{side} far": log(1 + abs(stand - deed)),
        f"{side} {place}": 1.0,
        f"{side} as {relation} {place}": 1.0,
        f"{side} after word {link}": 1.0,
    }
    if deed in tree.climb(stand):
        found[f"{side} below"] = 1.0
        found[f"{side} below {relation} {link}"] = 1.0
    if stand in tree.climb(deed):
        found[f"{side} above"] = 1.0
    if tree.clause_verb(stand) == tree.clause_verb(deed):
        found[f"{side} same clause"] = 1.0
    return found
