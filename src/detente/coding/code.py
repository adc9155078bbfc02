"""The coder: who did what to whom, in steps that each do one thing.

words -> tree -> cast (who stands where) -> deeds (what is done, with its operators) -> pairs -> status, on whose
word, when, where, about -> merging -> events. Rules find and place events; the relation model, where it is given,
confirms, retypes or adds to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from detente.coding.about import concerns
from detente.coding.candidates import Finder
from detente.coding.contexts import contexts_of, mode_of
from detente.coding.dating import UNKNOWN, Calendar
from detente.coding.deeds import SPEECH, Deed, Reader
from detente.coding.evidence import clause_span, trigger_span
from detente.coding.forest import Forest
from detente.coding.judging import Judge, Looks, Scorer
from detente.coding.lexicon import word_classes
from detente.coding.matching import Matcher
from detente.coding.memory import with_memory
from detente.coding.merging import merge
from detente.coding.ontology import intensity
from detente.coding.options import Pair, pairs_of, without_itself, without_relay
from detente.coding.outcome import outcome
from detente.coding.parties import Cast
from detente.coding.relation import has_vectors, score_pairs
from detente.coding.resemblance import Told
from detente.coding.same_event import SameEvent
from detente.coding.status import from_claim
from detente.coding.status_cues import status_cues
from detente.coding.syntax import Tree
from detente.coding.where import place_of
from detente.coding.word import by_cue, claim_for
from detente.records import Annotation, Article, Claim, Event, Party, digest
from detente.seams import ActorBase
from detente.weights import Matrix

#: What the status layer hears of the deed at a word.
Heard = Callable[[int], Matrix]
#: Nouns so general that only a pair of resolved parties makes them an event.
_NEEDS_BOTH: Final = word_classes()["needs both"]


class PloverCoder:
    """Codes PLOVER events. Stateless: the answer depends on the given report alone.

    Args:
        scorer: the relation model; None codes by rules alone.
        looks: the judge's; None takes those of the package.
        same: what tells whether two tellings are one event; None takes that of the package.
    """

    def __init__(
        self,
        scorer: Scorer | None = score_pairs,
        looks: Looks | None = None,
        same: Forest | None = None,
    ) -> None:
        self._scorer = scorer
        self._looks = looks
        self._same = same

    def code(
        self, article: Article, annotation: Annotation, claims: Sequence[Claim], actors: ActorBase
    ) -> tuple[Event, ...]:
        """The events, in order of their trigger. Time linear in the words, claims and mentions."""
        del actors
        if not len(annotation.words):
            return ()
        tree = Tree(annotation.words, article.text)
        told = self.tellings(article, annotation, claims, tree)
        same = SameEvent(tree, annotation.mentions, claims, self._same)
        return merge(told, same, annotation.mentions, article.text)

    def tellings(
        self, article: Article, annotation: Annotation, claims: Sequence[Claim], tree: Tree
    ) -> list[Told]:
        """Every telling of an event, each by itself; ``tree`` is that of the article's words."""
        cast = Cast(tree, annotation, claims)
        matcher = Matcher(tree, cast)
        reader = Reader(tree, matcher, Finder(tree, cast, matcher))
        deeds = list(with_memory(deeds_of(reader, claims, cast), tree))
        pairs = [pair for deed in deeds for pair in pairs_of(deed)]
        # A guest annotator may bring no vectors; then the rules work alone.
        heard: Heard | None = None
        if self._scorer is None or not has_vectors(annotation.words):
            pairs = [pair for pair in pairs if _is_event(pair, cast, tree)]
        else:
            judge = Judge(tree, cast, reader, self._scorer, article.body_start, self._looks)
            pairs = list(judge.weigh(pairs))
            heard = judge.sights.spotter.statuses
        calendar = Calendar(article, annotation, tree)
        calendar.note_deeds(deeds)
        calendar.note_sayings(sayings(claims, cast, tree))
        told: list[Told] = []
        for pair in pairs:
            sober = without_itself(without_relay(pair, claims, tree), cast)
            told.append(tell(sober, article, annotation, claims, tree, cast, calendar, heard))
        return told


def deeds_of(reader: Reader, claims: Sequence[Claim], cast: Cast) -> list[Deed]:
    """Deeds of the words, and demands inside claims where no deed word stands, in reading order."""
    deeds = reader.deeds()
    taken = {deed.index for deed in deeds if deed.kind == "REQUEST"}
    made = [deed for deed in reader.demands(claims, cast) if deed.index not in taken]
    return sorted([*deeds, *made], key=lambda deed: deed.index)


def sayings(claims: Sequence[Claim], cast: Cast, tree: Tree) -> list[tuple[int, str]]:
    """(word of the cue, chain of the speaker) of each claim, in reading order."""
    at = {start: index for index, start in enumerate(tree.words.starts)}
    return sorted(
        (at[claim.cue.start], cast.mentions[cast.position[claim.speaker]].chain)
        for claim in claims
        if claim.cue is not None and claim.cue.start in at and claim.speaker in cast.position
    )


def _is_event(pair: Pair, cast: Cast, tree: Tree) -> bool:
    """Whether, by rules alone, the deed has enough of a party to be somebody's act at all."""
    deed = pair.deed
    left, right = cast.party(pair.initiator), cast.party(pair.recipient)
    known_left = left is not None and bool(left.country)
    known_right = right is not None and bool(right.country)
    if not (known_left or known_right):
        return False
    if tree.is_verb(deed.index):
        # A doer that is no actor ("the drought raised") does nothing in PLOVER, except by force.
        if tree.relation(deed.index) == "amod" and deed.kind != "ASSAULT" and left is None:
            return False  # "a banned organisation": a standing property, no event
        if tree.lemma(deed.index) == "claim" and not known_right:
            return False
        return left is not None or not deed.sides.named or deed.kind in ("ASSAULT", "PROTEST")
    if tree.lemma(deed.index) in _NEEDS_BOTH and len(deed.trigger.words) == 1:
        carried = any(operator.kind not in ("@accuse", "@praise") for operator, _ in deed.above)
        return (known_left and known_right) or (carried and known_left)
    return True


def tell(
    pair: Pair,
    article: Article,
    annotation: Annotation,
    claims: Sequence[Claim],
    tree: Tree,
    cast: Cast,
    calendar: Calendar,
    heard: Heard | None,
) -> Told:
    """The event one pair makes: status, on whose word, when, where and what it is about."""
    deed = pair.deed
    left, right = cast.party(pair.initiator), cast.party(pair.recipient)
    kind = deed.kind
    if kind == "RETREAT" and left is not None and left.sector == "BUS":
        kind = "SANCTION"  # a firm that pulls out breaks a relation; only armies retreat
    if (
        kind == "ASSAULT"
        and tree.lemmas(deed.index)[-1] in ("oust", "depose", "topple")
        and left is not None
        and right is not None
        and left.country == right.country
    ):
        kind = "SANCTION"  # throwing out one's own minister breaks a relation; no force is told
    claim = claim_for(deed, tree, cast, claims)
    status = from_claim(deed.status, claim, speech=kind in SPEECH)
    if heard is not None:
        cues = status_cues(deed, kind, tree, claim, article.body_start)
        status = outcome(status, heard(deed.index), kind, cues)
    cue = by_cue(claims, tree.words.span(deed.index, deed.index))
    said = (
        claim is not None
        and (calendar.story.quoted(deed.index) or tree.tag(deed.index).startswith("JJ"))
        and tree.tag(deed.index) != "VBD"
        and "have" not in tree.auxiliaries(deed.index)
        and _own_words(claim, pair, cast)
    )
    when = calendar.of(deed, status, outlet=claim is None or cue is not None or said)
    sentence = tree.words.sentence[deed.index]
    room = annotation.sentences[sentence]
    in_title = room.start < article.body_start
    if when.basis == "article" and in_title:
        when = UNKNOWN
    if when.lasting and status == "happened" and kind not in SPEECH:
        status = "ongoing"
    trigger = trigger_span(deed, tree)
    near = clause_span(deed, tree, [m for m in (pair.initiator, pair.recipient) if m is not None])
    mode = mode_of(deed, tree)
    event = Event(
        event_id=_identity(article, kind, left, right, trigger.start),
        article_id=article.article_id,
        claim_id=None if claim is None else claim.claim_id,
        ontology="plover",
        type=kind,
        mode=mode,
        contexts=contexts_of(deed, room.quote(article.text)),
        initiator=left,
        recipient=right,
        status=status,
        first_day=when.first,
        last_day=when.last,
        day_basis=when.basis,
        place=place_of(tree, cast, deed.index, near),
        about=concerns(article.text, room, near, annotation.mentions),
        trigger=trigger,
        evidence=(near,),
        intensity=intensity(kind, mode),
        confidence=pair.confidence,
    )
    return Told(event, deed.index, sentence, in_title)


def _own_words(claim: Claim, pair: Pair, cast: Cast) -> bool:
    """Whether the doer, or somebody for the doer's country, is the speaker of the claim."""
    place = cast.position.get(claim.speaker) if claim.speaker is not None else None
    if place is None or pair.initiator is None:
        return False
    speaker = cast.mentions[place]
    if speaker.chain == pair.initiator.chain:
        return True
    left, right = cast.party(speaker), cast.party(pair.initiator)
    return (
        left is not None
        and right is not None
        and bool(left.country)
        and left.country == right.country
    )


def _identity(
    article: Article, kind: str, left: Party | None, right: Party | None, start: int
) -> str:
    def key(party: Party | None) -> str:
        return "" if party is None else party.country or party.mention or ""

    return "e" + digest(article.article_id, kind, key(left), key(right), start)
