"""Rules and model together: every reading of a deed gets a probability, the best reading stands or falls by it.

The relation model sees a pair of parties and no rule; the rules see words and no context. Boosted
trees over what both say (``features.py``) tell how likely a reading is one that a careful reader would write down;
a second look (``rivals.py``) weighs it again beside its rivals; both count alike. ``tables/judging*.csv`` hold
them, fitted by ``training/coding/fit_judging.py`` on hand-annotated reports; the probability of both together
is the event's confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple, Protocol

from detente.coding import forest
from detente.coding.deeds import Reader
from detente.coding.features import features
from detente.coding.forest import Forest
from detente.coding.options import Pair, Surroundings, added, filled, ranges, untied
from detente.coding.parties import Cast
from detente.coding.relation import PairScore, Side
from detente.coding.rivals import Standing, second_look
from detente.coding.rows import rows_of
from detente.coding.sights import Sights
from detente.coding.spotting import Spotter
from detente.coding.syntax import Tree
from detente.records import Words

#: The model's own type is tried instead of the rule's, and an untied pair at all, from this probability on.
TRIED: Final = 0.3

_CERTAIN: Final = 0.98
"""More than this nobody is sure of by adding up."""

_HARDLY: Final = 0.9
"""A type nearly as likely as another is that share of it."""


class Scorer(Protocol):
    """What the relation model offers."""

    def __call__(self, words: Words, pairs: Sequence[tuple[Side, Side]]) -> tuple[PairScore, ...]:
        """One score a pair, in order."""
        ...


class Looks(NamedTuple):
    """The judge's two looks, which count alike. The bar of the first is what a reading needs to be looked at again.

    ``slope`` and ``shift`` level how sure the judge is of what it tells (Platt 1999): they stretch the log odds.
    """

    first: Forest
    second: Forest
    slope: float = 1.0
    shift: float = 0.0

    def told(self, chance: float) -> float:
        """The levelled probability of what the looks together give ``chance``."""
        return forest.chance(self.slope * forest.odds(chance) + self.shift)

    @property
    def bar(self) -> float:
        """The levelled probability a reading needs to stand."""
        return self.told(self.second.bar)


def both(first: float, second: float) -> float:
    """The probability of a reading by both looks: the mean of their log odds."""
    return forest.chance((forest.odds(first) + forest.odds(second)) / 2)


@cache
def shipped() -> Looks:
    """The looks of the package."""
    (level,) = rows_of("judging_level.csv")
    return Looks(
        forest.shipped("judging_first.csv"),
        forest.shipped("judging.csv"),
        float(level["slope"]),
        float(level["shift"]),
    )


def _ruled(pair: Pair) -> bool:
    """Whether the reading is the rules' own, with the type that they give its trigger."""
    return pair.origin == "rule" and pair.deed.kind == pair.deed.trigger.kind


def _preferred(weighed: Sequence[Standing], group: Sequence[Pair]) -> int:
    """The place of the likeliest reading; of the rules' own where only their type is doubted, and hardly: they can say why."""
    place = max(range(len(group)), key=lambda number: weighed[number].chance)
    best, enough = group[place], _HARDLY * weighed[place].chance
    for number, pair in enumerate(group):
        sure = weighed[number].chance >= enough or pair.deed.trigger.needs_cost
        if _ruled(pair) and pair.deed.index == best.deed.index and sure:
            same = pair.initiator is best.initiator and pair.recipient is best.recipient
            if same and pair.deed.kind != best.deed.kind:
                return number
    return place


def _between(place: int, weighed: Sequence[Standing], group: Sequence[Pair]) -> float:
    """How likely the reading is; of the rules' own reading how likely anything passes there between these two.

    Where rules and model agree on trigger and sides and only differ on the type, neither type alone may look likely.
    """
    best = weighed[place]
    if not _ruled(group[place]):
        return best.chance
    others: dict[str, float] = {}
    for each in weighed:
        kind, *sides = each.outcome
        same = each.index == best.index and tuple(sides) == best.outcome[1:]
        if same and kind != best.outcome[0]:
            others[kind] = max(others.get(kind, 0.0), each.chance)
    return max(best.chance, min(best.chance + sum(others.values()), _CERTAIN))


class Judge:
    """Weighs the readings of one article. ``body_start``: where the headline ends."""

    def __init__(
        self,
        tree: Tree,
        cast: Cast,
        reader: Reader,
        scorer: Scorer,
        body_start: int,
        looks: Looks | None = None,
    ) -> None:
        self.tree = tree
        self.cast = cast
        self.reader = reader
        self.scorer = scorer
        self.body_start = body_start
        self.looks = looks
        self.sights = Sights(Spotter(tree.words), tree, cast)

    def weigh(self, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        """The readings that stand, with their probability, in the order of their triggers."""
        looks = self.looks or shipped()
        groups = self.groups(pairs)
        kept: list[Pair] = []
        for group, weighed in zip(groups, self._weighed(groups, looks), strict=True):
            place = _preferred(weighed, group)
            chance = _between(place, weighed, group)
            if chance >= looks.second.bar:
                kept.append(replace(group[place], probability=looks.told(chance)))
        return tuple(sorted(kept, key=lambda pair: pair.deed.index))

    def _weighed(self, groups: Sequence[Sequence[Pair]], looks: Looks) -> list[list[Standing]]:
        """Every reading with its probability by both looks; 0 where the first look was enough."""
        named = [[self.features(pair) for pair in group] for group in groups]
        firsts = iter(looks.first.probabilities([each for group in named for each in group]))
        seen = [[self.standing(pair, next(firsts)) for pair in group] for group in groups]
        again = second_look(seen, named, looks.first.bar)
        asked = [each for group in again for each in group if each is not None]
        answers = iter(looks.second.probabilities(asked))
        return [
            [
                each.found(0.0 if features is None else both(each.chance, next(answers)))
                for each, features in zip(group, told, strict=True)
            ]
            for group, told in zip(seen, again, strict=True)
        ]

    def standing(self, pair: Pair, chance: float) -> Standing:
        """What the reading would tell, and how likely the first look found it."""
        left, right = self.cast.party(pair.initiator), self.cast.party(pair.recipient)
        countries = [None if side is None else side.country or None for side in (left, right)]
        return Standing((pair.deed.kind, countries[0], countries[1]), pair.deed.index, chance)

    def features(self, pair: Pair) -> dict[str, float]:
        """The named numbers of a reading."""
        named = features(pair, self.tree, self.cast, self.body_start)
        return named | self.sights.features(pair)

    def groups(self, pairs: Sequence[Pair]) -> tuple[tuple[Pair, ...], ...]:
        """The readings of each deed and pair, scored by the model; at most one of a group is true."""
        around = Surroundings(self.tree, self.cast)
        open_groups = [
            [p for p in self._readings(pair, around) if self._somebody(p)] for pair in pairs
        ]
        taken = {pair.deed.index for pair in pairs}
        open_groups.extend(
            [p for p in group if self._somebody(p)]
            for group in self.sights.missed(taken, self.reader)
        )
        flat = [pair for group in open_groups for pair in group]
        asked = [ranges(pair, self.tree, self.cast) for pair in flat]
        loose = untied(pairs, around)
        asked_loose = [(self.cast.words_of(a), self.cast.words_of(b)) for a, b in loose]
        sure = [sides for sides in (*asked, *asked_loose) if sides != (None, None)]
        answers = iter(self.scorer(self.tree.words, sure))
        scores = [None if sides == (None, None) else next(answers) for sides in asked]
        scored = iter([p.scored(s) for p, s in zip(flat, scores, strict=True)])
        found = [[next(scored) for _ in group] for group in open_groups]
        for group in found:
            group.extend(self._retyped(group))
        extra: dict[tuple[frozenset[str], int], list[Pair]] = {}
        for (left, right), score in zip(loose, answers, strict=True):
            best = score.likeliest
            if score.of(best) < TRIED:
                continue
            for pair in added(best, score, left, right, self.tree, self.reader):
                key = (
                    frozenset((left.chain, right.chain)),
                    self.tree.words.sentence[score.trigger],
                )
                extra.setdefault(key, []).append(pair)
        return tuple(tuple(group) for group in (*found, *extra.values()) if group)

    def _readings(self, pair: Pair, around: Surroundings) -> Iterator[Pair]:
        """Readings of one deed between one pair as the rules and the model see it, each once."""
        told: set[tuple[str | None, str | None]] = set()
        for each in (*filled(pair, around), *self.sights.corrected(pair)):
            key = (
                None if each.initiator is None else each.initiator.chain,
                None if each.recipient is None else each.recipient.chain,
            )
            if key not in told:
                told.add(key)
                yield each

    def _somebody(self, pair: Pair) -> bool:
        """Whether at least one side is resolved: without, it is nobody's act."""
        sides = (self.cast.party(pair.initiator), self.cast.party(pair.recipient))
        return any(side is not None and side.country for side in sides)

    def _retyped(self, group: Sequence[Pair]) -> Iterator[Pair]:
        """The first reading, and the one whose sides the model sees best, with the types the models believe in."""
        sights = self.sights
        seen = max(group, key=sights.sides, default=None)
        chosen = [*group[:1], *([seen] if seen is not None and seen is not group[0] else [])]
        for pair in chosen:
            kinds = list(sights.kinds(pair.deed.index))
            score = pair.score
            if score is not None:
                best = score.likeliest
                if score.of(best) >= TRIED and best not in kinds:
                    kinds.append(best)
            for kind in kinds:
                if kind != pair.deed.kind:
                    yield replace(pair, deed=replace(pair.deed, kind=kind))
