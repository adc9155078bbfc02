"""Other readings of what the rules found: a side they left open filled, a type the model prefers, a pair they missed.

Nothing is decided here. Every group holds the readings of one deed between one pair, of which at most one
becomes an event; :mod:`detente.coding.judging` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from detente.coding.candidates import RECIPROCAL, Sides
from detente.coding.deeds import Deed, Reader
from detente.coding.lexicon import bare
from detente.coding.parties import Cast
from detente.coding.relation import PairScore, Side
from detente.coding.syntax import Tree
from detente.coding.word import by_cue
from detente.records import Claim, Mention

MAX_FILLS: Final = 8
"""Actors tried for an open side, the nearest first."""
FEW: Final = 3
"""Actors tried on each side where both are open."""
MAX_PAIRS: Final = 20
"""Untied pairs scored in one sentence; more parties than that are an enumeration."""
_ON_OTHERS: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""What a state is rarely told to do to what is its own."""


@dataclass(frozen=True, slots=True)
class Stand:
    """An actor near a deed: who, by which word (None: in none of this sentence's), known by what."""

    mention: Mention
    index: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One reading: a deed between two parties (None: not named).

    ``origin`` says where it comes from: ``rule``; ``initiator`` or ``recipient`` (that side was filled with
    ``stand``); ``both`` (the initiator with ``stand``, the recipient with ``other``); ``no recipient`` (it was
    left out); ``added`` (the model's alone). The judge sets ``probability``.
    """

    deed: Deed
    initiator: Mention | None
    recipient: Mention | None
    origin: str = "rule"
    stand: Stand | None = None
    other: Stand | None = None
    score: PairScore | None = None
    probability: float | None = None

    def scored(self, score: PairScore | None) -> Pair:
        """The same, scored. There are hundreds a report, and ``replace`` is slow."""
        return Pair(
            self.deed, self.initiator, self.recipient, self.origin, self.stand, self.other,
            score, self.probability,
        )  # fmt: skip

    @property
    def confidence(self) -> float:
        """The judge's probability, or the strength of the rules where nothing judged; in [0, 1]."""
        if self.probability is not None:
            return round(self.probability, 3)
        both = self.initiator is not None and self.recipient is not None
        return round(self.deed.strength * (1.0 if both else 0.8), 3)


def pairs_of(deed: Deed) -> Iterator[Pair]:
    """Every initiator with every recipient of a deed; nobody stands as None."""
    for initiator in deed.sides.initiators or (None,):
        for recipient in deed.sides.recipients or (None,):
            yield Pair(deed, initiator, recipient)


def without_relay(pair: Pair, claims: Sequence[Claim], tree: Tree) -> Pair:
    """The pair, whose recipient is nobody that only carried or told the words.

    Neither the outlet ("denied it, according to TASS") nor a vague source ("according to earlier reports")
    is done anything to.
    """
    if pair.recipient is None:
        return pair
    name = pair.recipient.mention_id
    cue = by_cue(claims, tree.words.span(pair.deed.index, pair.deed.index))
    relayed = cue is not None and name in cue.relays
    told = pair.recipient.sector in ("UNK", "MED") and any(c.speaker == name for c in claims)
    return replace(pair, recipient=None) if relayed or told else pair


def without_itself(pair: Pair, cast: Cast) -> Pair:
    """The pair, in which nobody threatens the country he speaks for; accuse it, or act on it, he may.

    Whom somebody is told to use force on as "its soldiers" are the teller's, not his own.
    """
    left, right = cast.party(pair.initiator), cast.party(pair.recipient)
    if left is None or right is None or pair.recipient is None or not left.country:
        return pair
    if left.country != right.country:
        return pair
    if pair.deed.kind == "THREATEN" and pair.recipient.kind == "country":
        return replace(pair, recipient=None)
    if pair.deed.kind in _ON_OTHERS and _possessed(pair.recipient, cast):
        teller = cast.speaker_at(pair.deed.index)
        if teller is not None and cast.country(teller) not in ("", left.country):
            return replace(pair, recipient=teller)
    return pair


def _possessed(mention: Mention, cast: Cast) -> bool:
    """Whether a pronoun says whose it is: "its soldiers"."""
    words = cast.words_of(mention)
    return words is not None and cast.tree.tag(words[0]) == "PRP$"


class Surroundings:
    """Who stands near the words of one article."""

    def __init__(self, tree: Tree, cast: Cast) -> None:
        self.tree = tree
        self.cast = cast
        self._people: dict[int, list[Stand]] = {}
        for mention in cast.mentions:
            words = cast.words_of(mention)
            if words is None or mention.kind in ("agreement", "outlet"):
                continue
            if cast.country(mention):
                stand = Stand(mention, tree.top(*words), "name")
                self._people.setdefault(tree.words.sentence[words[0]], []).append(stand)
        for index, tag in enumerate(tree.words.tags):
            if tag in ("PRP", "PRP$"):
                found = cast.at(index)
                if found is not None and cast.country(found):
                    source = "pronoun" if tag == "PRP" else "possessive"
                    sentence = tree.words.sentence[index]
                    self._people.setdefault(sentence, []).append(Stand(found, index, source))

    def named_in(self, sentence: int) -> tuple[Mention, ...]:
        """Resolved mentions that stand by name in the sentence."""
        return tuple(s.mention for s in self._people.get(sentence, ()) if s.source == "name")

    def near(self, deed: Deed) -> tuple[Stand, ...]:
        """Who could be meant by a side the deed leaves open, the nearest first, each once."""
        sentence = self.tree.words.sentence[deed.index]
        stands = sorted(
            self._people.get(sentence, ()), key=lambda stand: abs((stand.index or 0) - deed.index)
        )
        claim = self.cast.claim_at(deed.index)
        if claim is not None:
            for party, source in ((claim.speaker, "speaker"), (claim.addressee, "addressee")):
                if party is not None and party in self.cast.position:
                    mention = self.cast.mentions[self.cast.position[party]]
                    if self.cast.country(mention):
                        stands.append(Stand(mention, None, source))
        before = [s for s in self._people.get(sentence - 1, ()) if s.source == "name"]
        stands.extend(Stand(s.mention, None, "before") for s in (*before[:1], *before[-1:]))
        seen: set[str] = set()
        found = []
        for stand in stands:
            if stand.mention.chain not in seen:
                seen.add(stand.mention.chain)
                found.append(stand)
        return tuple(found[:MAX_FILLS])


def filled(pair: Pair, around: Surroundings) -> Iterator[Pair]:
    """The pair; with each open side filled by actors near the deed; with a doubtful recipient left out."""
    yield pair
    cast = around.cast
    left, right = pair.initiator, pair.recipient
    known_left, known_right = _known(left, cast), _known(right, cast)
    if known_left and known_right:
        one = cast.party(left), cast.party(right)
        own = one[0] is not None and one[1] is not None and one[0].country == one[1].country
        if own:
            yield replace(pair, recipient=None, origin="no recipient")
        return
    near = around.near(pair.deed)
    if not known_left:
        for stand in near:
            if not (known_right and same_actor(stand.mention, right)):
                filler = Pair(pair.deed, stand.mention, right, "initiator", stand)
                yield filler
                if not known_right and stand in near[:FEW]:
                    yield from _both(filler, near)
    if not known_right:
        for stand in near:
            if not (known_left and same_actor(stand.mention, left)):
                yield Pair(pair.deed, left, stand.mention, "recipient", stand)


def _both(pair: Pair, near: Sequence[Stand]) -> Iterator[Pair]:
    """The pair with its initiator filled, and its recipient too."""
    for other in near[:FEW]:
        if not same_actor(other.mention, pair.initiator):
            yield Pair(pair.deed, pair.initiator, other.mention, "both", pair.stand, other)


def same_actor(one: Mention, other: Mention | None) -> bool:
    """Whether two mentions stand for one actor, or share words so that they cannot be two parties."""
    return other is not None and (one.chain == other.chain or one.span.overlaps(other.span))


def _known(mention: Mention | None, cast: Cast) -> bool:
    return mention is not None and bool(cast.country(mention))


def untied(known: Sequence[Pair], around: Surroundings) -> list[tuple[Mention, Mention]]:
    """Ordered pairs of actors of different countries in the sentences where the rules found no party to a deed."""
    sentence = around.tree.words.sentence
    told = {
        sentence[pair.deed.index]
        for pair in known
        if _known(pair.initiator, around.cast) or _known(pair.recipient, around.cast)
    }
    found: list[tuple[Mention, Mention]] = []
    for number in sorted(set(sentence) - told):
        people = around.named_in(number)
        if len(people) * (len(people) - 1) > MAX_PAIRS:
            continue
        for left in people:
            for right in people:
                one, other = around.cast.country(left), around.cast.country(right)
                if one != other and not left.span.overlaps(right.span):
                    found.append((left, right))
    return found


def added(
    kind: str, score: PairScore, left: Mention, right: Mention, tree: Tree, reader: Reader
) -> Iterator[Pair]:
    """The model's reading of an untied pair, with the word it looked at as trigger."""
    if kind in RECIPROCAL and right.span.start < left.span.start:
        left, right = right, left
    trigger = bare(kind, tree.lemma(score.trigger))
    sides = Sides((left,), (right,), named=True)
    for deed in reader.supplied(score.trigger, trigger, sides, score.of(kind)):
        yield Pair(deed, left, right, "added", score=score)


def ranges(pair: Pair, tree: Tree, cast: Cast) -> tuple[Side, Side]:
    """Word ranges of the parties that stand in the trigger's own sentence."""
    sentence = tree.words.sentence
    home = sentence[pair.deed.index]
    stands = [stand for stand in (pair.stand, pair.other) if stand is not None]
    here: list[Side] = []
    for mention in (pair.initiator, pair.recipient):
        words = cast.words_of(mention) if mention is not None else None
        if words is not None and sentence[words[0]] != home:
            words = None
        for stand in stands:
            if mention is stand.mention and stand.index is not None:
                words = words or (stand.index, stand.index)
        here.append(words)
    return here[0], here[1]
