"""Rules and model together: the relation model confirms, retypes, drops or adds what the rules found.

The model sees a pair of parties and no rule; the rules see words and no context. Where both agree an event is
surer; where the model is nearly certain of something else, it wins over a weak rule. Thresholds were chosen on
gold/dev and our challenge set, with the held-out third unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from detente.coding.candidates import RECIPROCAL, Sides
from detente.coding.deeds import Deed, Reader
from detente.coding.lexicon import Trigger
from detente.coding.parties import Cast
from detente.coding.relation import PairScore, Side
from detente.coding.syntax import Tree
from detente.records import Mention, Words

#: A weak rule falls where the model is this sure that the pair has nothing.
DROP: Final = 0.97
#: The model's type replaces the rule's above the first, where it gives the rule's less than the second.
RETYPE: Final = (0.9, 0.03)
#: A pair without a rule becomes an event where the model is this sure of its type.
ADD: Final = 0.9
#: Rules at or above this strength are not dropped.
FIRM: Final = 0.75
MAX_PAIRS: Final = 12
"""Pairs scored in one sentence; more parties than that are an enumeration."""


class Scorer(Protocol):
    """What the relation model offers."""

    def __call__(self, words: Words, pairs: Sequence[tuple[Side, Side]]) -> tuple[PairScore, ...]:
        """One score a pair, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """One deed between two parties (None: not named) and what the model made of it."""

    deed: Deed
    initiator: Mention | None
    recipient: Mention | None
    score: PairScore | None = None

    @property
    def confidence(self) -> float:
        """How sure rules and model are together, in [0, 1]."""
        both = self.initiator is not None and self.recipient is not None
        rule = self.deed.strength * (1.0 if both else 0.8)
        if self.score is None:
            return round(rule, 3)
        return round((rule + self.score.of(self.deed.kind)) / 2, 3)


def pairs_of(deed: Deed) -> Iterator[Pair]:
    """Every initiator with every recipient of a deed; nobody stands as None."""
    for initiator in deed.sides.initiators or (None,):
        for recipient in deed.sides.recipients or (None,):
            yield Pair(deed, initiator, recipient)


class Judge:
    """Weighs the rules' pairs of one article against the model."""

    def __init__(self, tree: Tree, cast: Cast, reader: Reader, scorer: Scorer) -> None:
        self.tree = tree
        self.cast = cast
        self.reader = reader
        self.scorer = scorer

    def weigh(self, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        """The pairs that stand, scored, with those the model adds, in the order of their triggers."""
        ranges = [self._sides(pair) for pair in pairs]
        asked = [sides for sides in ranges if sides != (None, None)]
        answers = iter(self.scorer(self.tree.words, asked))
        scored = [
            replace(pair, score=None if sides == (None, None) else next(answers))
            for pair, sides in zip(pairs, ranges, strict=True)
        ]
        kept = [pair for pair in map(self._settled, scored) if pair is not None]
        kept.extend(self._added(scored))
        return tuple(sorted(kept, key=lambda pair: pair.deed.index))

    def _sides(self, pair: Pair) -> tuple[Side, Side]:
        """Word ranges of the parties that stand in the trigger's own sentence."""
        home = self.tree.words.sentence[pair.deed.index]
        left, right = (
            self.cast.words_of(mention) if mention is not None else None
            for mention in (pair.initiator, pair.recipient)
        )
        sentence = self.tree.words.sentence
        return (
            left if left is not None and sentence[left[0]] == home else None,
            right if right is not None and sentence[right[0]] == home else None,
        )

    def _settled(self, pair: Pair) -> Pair | None:
        score, deed = pair.score, pair.deed
        if score is None:
            return pair
        if deed.strength < FIRM and score.of("NOTHING") > DROP:
            return None
        best = score.best
        plain = len(deed.trigger.words) == 1 and not deed.trigger.restricted
        if (
            plain
            and best not in ("NOTHING", deed.kind)
            and score.of(best) > RETYPE[0]
            and score.of(deed.kind) < RETYPE[1]
        ):
            return replace(pair, deed=replace(deed, kind=best))
        return pair

    def _added(self, known: Sequence[Pair]) -> list[Pair]:
        """Pairs of resolved parties that no rule tied together, where the model is nearly certain."""
        tied = {
            frozenset((pair.initiator.chain, pair.recipient.chain))
            for pair in known
            if pair.initiator is not None and pair.recipient is not None
        }
        candidates: list[tuple[Mention, Mention]] = []
        for people in self._by_sentence(known):
            for left in people:
                for right in people:
                    new = frozenset((left.chain, right.chain)) not in tied
                    if left.chain != right.chain and new and not left.span.overlaps(right.span):
                        candidates.append((left, right))
        ranges = [(self.cast.words_of(a), self.cast.words_of(b)) for a, b in candidates]
        scores = self.scorer(self.tree.words, ranges) if ranges else ()
        best: dict[tuple[frozenset[str], str], tuple[PairScore, Mention, Mention]] = {}
        for (left, right), score in zip(candidates, scores, strict=True):
            kind = score.best
            if kind == "NOTHING" or score.of(kind) < ADD:
                continue
            key = (frozenset((left.chain, right.chain)), kind)
            if key not in best or score.of(kind) > best[key][0].of(kind):
                best[key] = (score, left, right)
        return [
            pair
            for (_, kind), (score, left, right) in best.items()
            for pair in self._made(kind, score, left, right)
        ]

    def _by_sentence(self, known: Sequence[Pair]) -> Iterator[tuple[Mention, ...]]:
        """Resolved mentions of each sentence whose parties no rule has tied, a few at most."""
        sentence = self.tree.words.sentence
        done = {
            sentence[pair.deed.index]
            for pair in known
            if pair.initiator is not None and pair.recipient is not None
        }
        rooms: dict[int, list[Mention]] = {}
        for mention in self.cast.mentions:
            words = self.cast.words_of(mention)
            if words is not None and mention.country and mention.kind != "agreement":
                rooms.setdefault(self.tree.words.sentence[words[0]], []).append(mention)
        for number, people in rooms.items():
            if number not in done and len(people) * (len(people) - 1) <= MAX_PAIRS:
                yield tuple(people)

    def _made(self, kind: str, score: PairScore, left: Mention, right: Mention) -> Iterator[Pair]:
        if kind in RECIPROCAL and right.span.start < left.span.start:
            left, right = right, left
        trigger = Trigger(
            words=(self.tree.lemma(score.trigger),),
            part="v",
            kind=kind,
            mode="",
            contexts=(),
            recipients=(),
            companions=frozenset(),
            subjects=frozenset(),
            preposition="",
            restricted=False,
        )
        sides = Sides((left,), (right,), named=True)
        strength = score.of(kind) * FIRM
        for deed in self.reader.supplied(score.trigger, trigger, sides, strength):
            yield Pair(deed, left, right, score)
