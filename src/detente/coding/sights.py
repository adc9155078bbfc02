"""What the learned reader sees, in the coder's terms: actors for the words it points at, deeds the rules missed.

Nothing is decided here either: a sight is one more reading of a deed, or one more deed to be read, and
:mod:`detente.coding.judging` weighs it like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from detente.coding.candidates import RECIPROCAL, Sides
from detente.coding.deeds import SPEECH, Deed, Reader
from detente.coding.lexicon import Trigger, bare
from detente.coding.options import Pair, Stand, same_actor
from detente.coding.parties import Cast
from detente.coding.relation import TYPES
from detente.coding.spotting import Spotter
from detente.coding.syntax import BEFORE_NOUN, Tree
from detente.records import Mention

SPOTTED: Final = 0.15
"""A word is read as a deed of its own from this chance of being a trigger on."""
SECOND: Final = 0.1
"""A type is tried from this chance on."""
POINTED: Final = 0.1
"""An actor is tried on a side from this chance of its words on."""
SURE: Final = 0.5
"""Actors seen on a side at least this surely stand there together; less sure ones compete."""
MOST: Final = 4
_WITHIN: Final = BEFORE_NOUN | {"poss"}
_MEASURED: Final = frozenset(
    {"align", "alignment", "line", "step", "keeping", "tandem", "accordance"}
)
_INSIDE: Final = 4
"""Steps from a word to the head of its phrase, at most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor the model points at from one trigger, by which word and with what chance in [0, 1].

    ``stand`` says the same to the pair that takes the actor.
    """

    mention: Mention
    index: int
    chance: float
    stand: Stand


class Sights:
    """What the model sees in one article."""

    def __init__(self, spotter: Spotter, tree: Tree, cast: Cast) -> None:
        self.spotter = spotter
        self.tree = tree
        self.cast = cast
        self._seen: dict[tuple[int, str], tuple[Seen, ...]] = {}
        self._chances: dict[tuple[int, str, str], float] = {}
        self._who_at: dict[int, Mention | None] = {}
        self._of_side: dict[tuple[int, str, str], dict[str, float]] = {}
        self._kinds: dict[int, list[str]] = {}

    def side(self, index: int, side: str) -> tuple[Seen, ...]:
        """Actors on one side of the trigger, the surest first, each chain once, at most ``MOST``."""
        key = (index, side)
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = tuple(self._look(index, side))
        return known

    def _look(self, index: int, side: str) -> Sequence[Seen]:
        views = self.spotter.views(index)
        best: dict[str, Seen] = {}
        if views.peak(side) < POINTED:
            return ()
        for offset, chance in enumerate(views.chances(side)):
            word = views.first + offset
            if chance < POINTED or word == index or self._measure(word):
                continue
            mention = self._who(word)
            if mention is None:
                continue
            known = best.get(mention.chain)
            if known is None or known.chance < chance:
                best[mention.chain] = Seen(mention, word, chance, Stand(mention, word, "sight"))
        return sorted(best.values(), key=lambda seen: -seen.chance)[:MOST]

    def _measure(self, word: int) -> bool:
        """As in "aligned with Washington", "in step with Moscow": whom something is measured by is no party to it."""
        tree = self.tree
        link = tree.head(word)
        if tree.relation(word) != "pobj" or tree.lower[link] != "with":
            return False
        return tree.lemma(tree.head(link)) in _MEASURED

    def _who(self, word: int) -> Mention | None:
        """Whoever the word stands for or helps to name; agreements do nothing."""
        if word in self._who_at:
            return self._who_at[word]
        tree, top = self.tree, word
        for _ in range(_INSIDE):
            if tree.relation(top) not in _WITHIN or self.cast.mention_at(top) is not None:
                break
            top = tree.head(top)
        found = self._who_at[word] = self.cast.whoever(top)
        return found

    def chance(self, index: int, side: str, mention: Mention | None) -> float:
        """How surely the model sees the mention's actor on the side; for None, that it sees nobody there."""
        if mention is None:
            return 1 - self.spotter.views(index).peak(side)
        key = index, side, mention.mention_id
        known = self._chances.get(key)
        if known is None:
            seen = self.side(index, side)
            chances = (each.chance for each in seen if same_actor(each.mention, mention))
            known = self._chances[key] = next(chances, 0.0)
        return known

    def corrected(self, pair: Pair) -> Iterator[Pair]:
        """The rule's reading with sides as the model sees them, where it sees others."""
        index = pair.deed.index
        lefts = self._others(pair.deed, "initiator", pair.initiator)
        rights = self._others(pair.deed, "recipient", pair.recipient)
        for right in rights:
            if not same_actor(right.mention, pair.initiator):
                yield replace(
                    pair, recipient=right.mention, origin="seen recipient", stand=right.stand
                )
        for left in lefts:
            if not same_actor(left.mention, pair.recipient):
                yield replace(
                    pair, initiator=left.mention, origin="seen initiator", stand=left.stand
                )
            for right in rights:
                if right.mention.chain != left.mention.chain:
                    yield replace(
                        pair, initiator=left.mention, recipient=right.mention,
                        origin="seen both", stand=left.stand, other=right.stand,
                    )  # fmt: skip
        if pair.recipient is not None and self.chance(index, "recipient", None) > SURE:
            yield replace(pair, recipient=None, origin="no recipient")

    def _others(self, deed: Deed, side: str, known: Mention | None) -> list[Seen]:
        """Who is seen on the side and not there by rule: who is, has a reading of his own."""
        told = deed.sides.initiators if side == "initiator" else deed.sides.recipients
        return [
            seen
            for seen in self.side(deed.index, side)[:2]
            if not same_actor(seen.mention, known)
            and not any(same_actor(seen.mention, other) for other in told)
        ]

    def missed(self, taken: set[int], reader: Reader) -> Iterator[tuple[Pair, ...]]:
        """Readings of deeds at words that no rule reads, grouped so that one of a group is true at most."""
        for run in self._runs():
            if any(word in taken for word in run):
                continue
            index = self._top(run)
            lefts, rights = self.side(index, "initiator"), self.side(index, "recipient")
            lemma = self.tree.lemma(index)
            triggers = [
                bare(kind, lemma) for kind in self.kinds(index) or [self.spotter.best(index)]
            ]
            for left in _together(lefts):
                for right in _together(rights):
                    group = tuple(
                        pair
                        for one in left
                        for other in right
                        if one is None or other is None or one.mention.chain != other.mention.chain
                        for trigger in triggers
                        for pair in self._supplied(index, trigger, one, other, reader)
                    )
                    if group:
                        yield group

    def _runs(self) -> list[list[int]]:
        """Likely triggers, the words of one phrase together: "called", "for"."""
        runs: list[list[int]] = []
        sentence = self.tree.words.sentence
        for index in self.spotter.likely(SPOTTED):
            if runs and runs[-1][-1] == index - 1 and sentence[index - 1] == sentence[index]:
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def _top(self, run: Sequence[int]) -> int:
        """The word of the phrase that governs it; of several the likeliest trigger."""
        tops = [word for word in run if self.tree.head(word) not in run or len(run) == 1]
        verbs = [word for word in tops if self.tree.is_verb(word)]
        return max(verbs or tops or run, key=lambda word: (self.spotter.any(word), -word))

    def kinds(self, index: int) -> list[str]:
        """The types a word may tell of, the likeliest first, at most two."""
        known = self._kinds.get(index)
        if known is None:
            likely = [kind for kind in TYPES[:-1] if self.spotter.of(index, kind) >= SECOND]
            known = sorted(likely, key=lambda kind: -self.spotter.of(index, kind))[:2]
            self._kinds[index] = known
        return known

    def sides(self, pair: Pair) -> float:
        """How surely the model sees both parties where the reading has them, in [0, 1]."""
        index = pair.deed.index
        left = self.chance(index, "initiator", pair.initiator)
        return left * self.chance(index, "recipient", pair.recipient)

    def _supplied(
        self, index: int, trigger: Trigger, one: Seen | None, other: Seen | None, reader: Reader
    ) -> Iterator[Pair]:
        if one is None and other is None:
            return
        kind = trigger.kind
        if kind in RECIPROCAL and one is not None and other is not None and other.index < one.index:
            one, other = other, one
        left = one.mention if one is not None else None
        right = other.mention if other is not None else None
        sides = Sides(
            (left,) if left is not None else (), (right,) if right is not None else (), named=True
        )
        stand = one.stand if one is not None else None
        for deed in reader.supplied(index, trigger, sides, self.spotter.of(index, kind)):
            if deed.kind in SPEECH and deed.status == "not_done":
                continue  # what was not said is told by words that name the saying, and the tables know those
            yield Pair(
                deed, left, right, "spotted", stand=stand,
                other=other.stand if other is not None else None,
            )  # fmt: skip

    def features(self, pair: Pair) -> dict[str, float]:
        """What the judge may know of the sight: of the word, of both sides, and of the sides exchanged."""
        spotter, index, kind = self.spotter, pair.deed.index, pair.deed.kind
        left = self._features_of(index, "initiator", "recipient", pair.initiator)
        right = self._features_of(index, "recipient", "initiator", pair.recipient)
        sides = left["sight initiator"] * right["sight recipient"]
        chance = spotter.of(index, kind)
        return {
            "sight any": spotter.any(index),
            "sight kind": chance,
            "sight best": float(spotter.best(index) == kind),
            "sight sides": sides,
            "sight all": sides * chance,
            **left,
            **right,
        }

    def _features_of(
        self, index: int, side: str, opposite: str, mention: Mention | None
    ) -> dict[str, float]:
        """What the judge may know of who stands on one side, and of the same on the other."""
        key = index, side, "" if mention is None else mention.mention_id
        known = self._of_side.get(key)
        if known is None:
            seen = self.side(index, side)
            first = bool(seen) and same_actor(seen[0].mention, mention)
            known = self._of_side[key] = {
                f"sight {side}": self.chance(index, side, mention),
                f"sight first {side}": float(first),
                f"sight peak {side}": self.spotter.views(index).peak(side),
            }
            if mention is not None:
                known[f"sight {side} as {opposite}"] = self.chance(index, opposite, mention)
        return known


def _together(seen: Sequence[Seen]) -> list[list[Seen | None]]:
    """Alternatives for one side: the sure ones each for itself, or the doubtful and nobody in one contest."""
    sure = [each for each in seen if each.chance >= SURE]
    if sure:
        return [[each, None] for each in sure]
    return [[*seen[:2], None]]
