"""What is seen of two actors of one sentence, one after the other: do they stand in a CAMEO relation, and in which.

Numbers say how CAMEO's ear, the relation model, the syntax, the claims and the coded events see the pair, and how it stands
among the other pairs of the sentence; words say by which predicate the two hang together. Nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.coding.cameo_ear import Ear
from detente.coding.relation import TYPES, PairScore, Side, score_pairs
from detente.coding.spotting import Spotter
from detente.coding.syntax import Tree
from detente.coding.triple_actors import Actor, actors_of
from detente.records import Claim, Event, Mention, Party

Chances = tuple[float, ...]
"""Of no relation and of each root, as they are heard; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Sight:
    """An ordered pair with what is seen of it."""

    one: Actor
    other: Actor
    numbers: Mapping[str, float]
    words: frozenset[str]
    roots: Chances


def pairs_of(tree: Tree, mentions: Sequence[Mention]) -> Iterator[list[tuple[Actor, Actor]]]:
    """Of each sentence every ordered pair of actors that share no name."""
    for actors in actors_of(tree, mentions):
        yield [(a, b) for a in actors for b in actors if not a.named & b.named]


def sights_of(
    tree: Tree,
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    events: Sequence[Event],
    ear: Ear,
) -> Iterator[Sight]:
    """Every ordered pair of each sentence's actors, with what is seen of it."""
    spotter = Spotter(tree.words)
    for asked in pairs_of(tree, mentions):
        if asked:
            yield from _Room(tree, spotter, asked, claims, events).sights(ear)


def places_of(asked: Sequence[tuple[Actor, Actor]]) -> list[tuple[Side, Side]]:
    """The word ranges of each pair."""
    return [((one.first, one.last), (other.first, other.last)) for one, other in asked]


class _Room:
    """The pairs of one sentence's actors. ``events``: those coded in the text."""

    def __init__(
        self,
        tree: Tree,
        spotter: Spotter,
        asked: Sequence[tuple[Actor, Actor]],
        claims: Sequence[Claim],
        events: Sequence[Event],
    ) -> None:
        self.tree = tree
        self.spotter = spotter
        self.asked = asked
        self.actors = list(dict.fromkeys(one for one, _ in asked))
        self.claims = claims
        self._names = {a.mention.mention_id: a.named for a in self.actors if a.mention is not None}
        self._events = [
            (event, self._named(event.initiator), self._named(event.recipient)) for event in events
        ]

    def _named(self, who: Party | str | None) -> frozenset[str]:
        """The words that name a party, or a mention by its id, in this sentence; none where it does not stand there."""
        mention = who.mention if isinstance(who, Party) else who
        return self._names.get(mention or "", frozenset())

    def sights(self, ear: Ear) -> Iterator[Sight]:
        """What is seen of each pair."""
        places = places_of(self.asked)
        scores = score_pairs(self.tree.words, places)
        heard = dict(zip(self.asked, map(tuple, ear(places)), strict=True))
        crowd = _Crowd(heard)
        for ((one, other), roots), score in zip(heard.items(), scores, strict=True):
            words: set[str] = {f"trigger {self.tree.lemma(score.trigger)}"}
            numbers = {
                **_of_model(score),
                **_of_ear(roots, heard[other, one]),
                **crowd.of(one, other),
                **self._of_trigger(one, other, score.trigger),
                **self._of_syntax(one, other, words),
                **_of_actor("one", one),
                **_of_actor("other", other),
                **self._of_events(one, other),
                **self._of_claims(one, other),
            }
            yield Sight(one, other, numbers, frozenset(words), roots)

    def _of_trigger(self, one: Actor, other: Actor, trigger: int) -> dict[str, float]:
        """What the learned reader of events sees from the word that the pair looks at hardest."""
        views = self.spotter.views(trigger)

        def seen(actor: Actor, side: str) -> float:
            chances = views.chances(side)
            places = range(actor.first - views.first, actor.last - views.first + 1)
            return max((chances[i] for i in places if 0 <= i < len(chances)), default=0.0)

        return {
            "trigger": self.spotter.any(trigger),
            f"trigger {self.spotter.best(trigger)}": 1.0,
            "one does": seen(one, "initiator"),
            "other suffers": seen(other, "recipient"),
            "other does": seen(other, "initiator"),
            "one suffers": seen(one, "recipient"),
        }

    def _of_syntax(self, one: Actor, other: Actor, words: set[str]) -> dict[str, float]:
        """How the two hang together; the words on the way are added to ``words``."""
        tree = self.tree
        low, high = min(one.first, other.first), max(one.first, other.first)
        found = {
            "ahead": float(other.first - one.first),
            "far": float(high - low),
            "between": float(sum(low < actor.first < high for actor in self.actors)),
            "actors": float(len(self.actors)),
            "length": float(len(tree.sentence_words(one.top))),
            f"one {tree.relation(one.top)}": 1.0,
            f"other {tree.relation(other.top)}": 1.0,
        }
        ways = [[actor.top, *tree.climb(actor.top)] for actor in (one, other)]
        meeting = next((word for word in ways[0] if word in ways[1]), None)
        if meeting is None:
            return found
        ways = [way[: way.index(meeting)] for way in ways]
        found |= {
            "together": 1.0,
            "meet at a verb": float(tree.is_verb(meeting)),
            "meet at a trigger": self.spotter.any(meeting),
            "not": float(tree.is_verb(meeting) and tree.negated(meeting)),
            "one is above": float(not ways[0]),
            "other is above": float(not ways[1]),
        }
        predicate = tree.lemma(meeting)
        words.add(f"at {predicate}{' not' if found['not'] else ''}")
        for side, way in zip(("one", "other"), ways, strict=True):
            relations = [tree.relation(word) for word in way]
            found[f"{side} way"] = float(len(way))
            found[f"{side} by {'<'.join(relations[-2:])}"] = 1.0
            if relations:
                found[f"{side} last {relations[-1]}"] = 1.0
            for word in way:
                if tree.relation(word) in ("prep", "agent"):
                    found[f"{side} {tree.lower[word]}"] = 1.0
                    if side == "other":
                        words.add(f"{predicate} {tree.lower[word]}")
            words.update(tree.lemma(word) for word in way[1:])
        if tree.is_verb(meeting):
            words.update(f"{predicate} > {tree.lemma(thing)}" for thing in tree.objects(meeting))
        return found

    def _of_events(self, one: Actor, other: Actor) -> dict[str, float]:
        """How sure the coder is of events between the two, and of those in which one of them stands."""
        found: dict[str, float] = {"events": float(len(self._events))}
        for event, doer, hit in self._events:
            told = ["event"]
            if doer & one.named and hit & other.named:
                told = ["event here", f"event {event.type}"]
            elif hit & one.named and doer & other.named:
                told = ["event back"]
            elif doer & one.named:
                told = ["event of one"]
            elif hit & other.named:
                told = ["event to other"]
            for name in told:
                found[name] = max(found.get(name, 0.0), event.confidence)
        return found

    def _of_claims(self, one: Actor, other: Actor) -> dict[str, float]:
        """Who of the two speaks, to whom and of whom."""
        found: dict[str, float] = {"claims": float(len(self.claims))}
        for claim in self.claims:
            speaker = self._named(claim.speaker)
            if speaker & one.named:
                found["one speaks"] = 1.0
                if self._named(claim.addressee) & other.named:
                    found["to other"] = 1.0
                if self._is_in(other, claim):
                    found["of other"] = 1.0
            if speaker & other.named:
                found["other speaks"] = 1.0
            if self._is_in(one, claim):
                found["one is spoken of"] = 1.0
        return found

    def _is_in(self, actor: Actor, claim: Claim) -> bool:
        place = self.tree.words.span(actor.first, actor.last)
        return any(span.contains(place) for span in claim.content)


class _Crowd:
    """How a pair stands among all pairs of its sentence."""

    def __init__(self, heard: Mapping[tuple[Actor, Actor], Chances]) -> None:
        self.heard = heard
        self.all: list[float] = []
        self.of_side: defaultdict[tuple[str, Actor], list[float]] = defaultdict(list)
        for (one, other), roots in heard.items():
            chance = 1 - roots[0]
            self.all.append(chance)
            for key in (("one", one), ("other", other), ("any", one), ("any", other)):
                self.of_side[key].append(chance)

    def of(self, one: Actor, other: Actor) -> dict[str, float]:
        """Rank and best chance among the pairs with the same side, and among all."""
        chance = 1 - self.heard[one, other][0]
        ones, others = self.of_side["one", one], self.of_side["other", other]
        return {
            "rank of one": float(sum(each > chance for each in ones)),
            "rank of other": float(sum(each > chance for each in others)),
            "rank": float(sum(each > chance for each in self.all)),
            "best": max(self.all),
            "best of one": max(ones),
            "best of other": max(others),
            "best with one": max(self.of_side["any", one]),
            "best with other": max(self.of_side["any", other]),
            "all": sum(self.all),
        }


def _of_model(score: PairScore) -> dict[str, float]:
    """What the relation model says of the pair."""
    types = zip(TYPES, score.probabilities, strict=True)
    return {**{f"type {name}": chance for name, chance in types}, "statement": score.statement}


def _of_ear(roots: Chances, back: Chances) -> dict[str, float]:
    """What is heard of the pair, and of its reverse."""
    return {
        **{f"root {root}": chance for root, chance in enumerate(roots)},
        "related": 1 - roots[0],
        "related back": 1 - back[0],
        "rather so": back[0] - roots[0],
        "surest": max(roots[1:]),
        "surest back": max(back[1:]),
    }


def _of_actor(side: str, actor: Actor) -> dict[str, float]:
    mention = actor.mention
    if mention is None:
        return {f"{side} long": float(actor.last - actor.first), f"{side} is no mention": 1.0}
    return {
        f"{side} long": float(actor.last - actor.first),
        f"{side} is {mention.kind}": 1.0,
        f"{side} is {mention.sector}": 1.0,
        f"{side} of a country": float(bool(mention.country)),
    }
