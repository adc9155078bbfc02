"""Deeds and the words that act on them; one module, for what operators do to deeds belongs together.

"Threatened to cut", "denied sending", "suspended talks":

A *deed* is a word of one of the sixteen types with its parties. An *operator* above it changes what
became of it (considered, planned, called for, denied, not done) or swallows it: a threat to attack is a
threat, not an attack; suspended talks are SANCTION, not CONSULT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from detente.coding.candidates import ORDERING, Finder, Sides
from detente.coding.lexicon import Trigger, bare, word_classes
from detente.coding.matching import Matcher
from detente.coding.parties import Cast
from detente.coding.status import noun_status, stronger, verb_status
from detente.coding.syntax import Tree
from detente.records import Claim, Mention, Status

HOSTILE: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN"})
YIELDING: Final = frozenset({"CONCEDE", "RETREAT"})
FRIENDLY: Final = frozenset({"CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})
SPEECH: Final = frozenset(
    {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"}
)

#: Nouns that only count other nouns: "a series of attacks".
_COUNTING: Final = word_classes()["counting"]
_LINKS: Final = frozenset({"xcomp", "ccomp", "dobj", "nsubjpass", "acl", "pcomp", "pobj", "oprd"})
#: Prepositions that tell when or why, not what the operator acts on.
_ASIDE: Final = word_classes()["aside"]
_STATUS: Final[dict[str, Status]] = {
    "@request": "called_for",
    "@deny": "denied",
    "@consider": "possible",
    "@plan": "planned",
    "@try": "possible",
    "@fail": "not_done",
    "@prevent": "not_done",
    "@promise": "planned",
    "@vow": "planned",
}
_DEMANDING: Final = frozenset({"must", "should", "ought"})
#: Stands for a demand that only a modal inside somebody's words makes.
DEMAND: Final = bare("REQUEST", "must")
_SWALLOWS: Final = frozenset({"@threaten", "@refuse", "@cause", "@halt", "@lift"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One predicate that names a deed, with its parties and what became of it.

    ``index`` is the trigger's head word. ``above`` holds (operator, its word) from the nearest out.
    ``strength`` in (0, 1] says how sure the rules are.
    """

    index: int
    trigger: Trigger
    kind: str
    sides: Sides
    status: Status
    above: tuple[tuple[Trigger, int], ...]
    strength: float
    relayed_by: int | None = None


class Reader:
    """Finds every deed of one article."""

    def __init__(self, tree: Tree, matcher: Matcher, finder: Finder) -> None:
        self.tree = tree
        self.matcher = matcher
        self.finder = finder
        self._outlooks: dict[int, tuple[Status, tuple[tuple[Trigger, int], ...]]] = {}

    def deeds(self) -> tuple[Deed, ...]:
        """All deeds, in the order of their words."""
        found: dict[int, Deed] = {}
        for index in range(len(self.tree)):
            trigger = self.matcher.deed(index)
            if trigger is not None:
                found[index] = self._read(index, trigger)
        return tuple(self._settled({i: d for i, d in found.items() if not self._ordered(d, found)}))

    def _ordered(self, deed: Deed, found: dict[int, Deed]) -> bool:
        """An order to kill is the killing's own initiator, not a request: "ordered the attack"."""
        if self.tree.lemma(deed.index) not in ORDERING:
            return False
        return any(
            word in found and found[word].kind in HOSTILE for word in self.tree.objects(deed.index)
        )

    def supplied(
        self, index: int, trigger: Trigger, sides: Sides, strength: float
    ) -> Iterator[Deed]:
        """A deed that the model found: its parties are given, what became of it is read like any other."""
        status, above = self._outlook(index)
        yield from self._final(
            Deed(index, trigger, trigger.kind, sides, status, above, strength), []
        )

    def _outlook(self, index: int) -> tuple[Status, tuple[tuple[Trigger, int], ...]]:
        """What the words around say became of the deed, and the operators above it, worked out once a word."""
        known = self._outlooks.get(index)
        if known is None:
            verb = self.tree.is_verb(index)
            status = verb_status(self.tree, index) if verb else noun_status(self.tree, index)
            known = self._outlooks[index] = status, tuple(self._operators(index))
        return known

    def _read(self, index: int, trigger: Trigger) -> Deed:
        sides = self.finder.sides(index, trigger)
        status, above = self._outlook(index)
        strength = self._strength(index, trigger)
        deed = Deed(index, trigger, trigger.kind, sides, status, above, strength, sides.avowed_at)
        return self._refusal(self._conditional_threat(deed))

    def _refusal(self, deed: Deed) -> Deed:
        """As in "will not resume talks" is a refusal, an event of its own."""
        if deed.status != "not_done" or deed.kind not in YIELDING | FRIENDLY:
            return deed
        verb = self.tree.clause_verb(deed.index)
        if not self.tree.is_verb(verb):
            return deed
        helpers = {self.tree.lower[c] for c in self.tree.labelled(verb, "aux")}
        if not helpers & {"will", "wo", "would"} or not deed.sides.initiators:
            return deed
        return replace(deed, kind="REJECT", status="happened")

    def _conditional_threat(self, deed: Deed) -> Deed:
        """As in "will strike if attacked" is a threat to whoever the condition speaks of."""
        tree = self.tree
        if deed.status != "planned" or deed.kind not in HOSTILE or not tree.is_verb(deed.index):
            return deed
        for clause in tree.labelled(deed.index, "advcl"):
            if any(tree.lower[c] in ("if", "unless") for c in tree.labelled(clause, "mark")):
                sides = deed.sides
                if not sides.recipients and tree.is_verb(clause):
                    chains = {m.chain for m in sides.initiators}
                    people = self.finder.people_at(self.finder.doers(clause))
                    aimed = tuple(m for m in people if m.chain not in chains)
                    sides = replace(sides, recipients=aimed)
                return replace(deed, kind="THREATEN", status="happened", sides=sides)
        return deed

    def _strength(self, index: int, trigger: Trigger) -> float:
        strength = 0.75 if self.tree.is_verb(index) else 0.6
        if len(trigger.words) > 1 or trigger.restricted:
            strength += 0.1
        return strength

    def _operators(self, index: int) -> Iterator[tuple[Trigger, int]]:
        """Operators above the word, the nearest first."""
        tree = self.tree
        current = index
        for _ in range(10):
            relation, head = tree.relation(current), tree.head(current)
            if head == current:
                return
            if relation == "conj":
                current = head
                continue
            if relation not in _LINKS and not self.finder.asked_for(current):
                return
            if relation in ("pobj", "pcomp"):
                if tree.lower[head] in _ASIDE:
                    return
                head = tree.head(head)
                if tree.relation(head) == "prep":  # "out of"
                    head = tree.head(head)
            if relation == "acl" and tree.tag(current) not in ("VB", "VBG"):
                return
            operator = self.matcher.operator(head)
            if operator is not None:
                yield operator, head
            elif not (tree.is_noun(head) and tree.lemma(head) in _COUNTING):
                return
            current = head

    def demands(self, claims: Sequence[Claim], cast: Cast) -> tuple[Deed, ...]:
        """Demands made by a modal inside a claim: "they must leave", said by somebody else, is a REQUEST."""
        found: dict[int, Deed] = {}
        for claim in claims:
            if claim.speaker not in cast.position or claim.stance != "asked":
                continue
            speaker = cast.mentions[cast.position[claim.speaker]]
            for span in claim.content:
                for index in self.tree.words.touching(span):
                    deed = self._demand(index, speaker)
                    if deed is not None:
                        found.setdefault(index, deed)
        return tuple(found.values())

    def _demand(self, index: int, speaker: Mention) -> Deed | None:
        tree = self.tree
        if not tree.is_verb(index):
            return None
        modal = any(tree.lower[c] in _DEMANDING for c in tree.labelled(index, "aux"))
        if not modal and not (tree.lemma(index) == "need" and tree.labelled(index, "xcomp")):
            return None
        people = self.finder.people_at(tree.labelled(index, "nsubj"))
        asked = tuple(m for m in people if m.chain != speaker.chain)
        if not asked:
            return None
        sides = Sides((speaker,), asked, named=True)
        return Deed(index, DEMAND, "REQUEST", sides, "happened", (), 0.65)

    # ── what the operators make of the deeds ────────────────────────────────────────────────────

    def _settled(self, found: dict[int, Deed]) -> Iterator[Deed]:
        below: dict[int, list[Deed]] = {}
        for deed in found.values():
            if deed.above:
                nearest = next(
                    (w for op, w in deed.above if op.kind not in ("@light", "@begin")), None
                )
                if nearest is not None:
                    below.setdefault(nearest, []).append(deed)
        order = sorted(set(found) | set(below))
        for index in order:
            inner = below.get(index, [])
            if index in found:
                yield from self._final(found[index], inner)
            elif inner:
                yield from self._made(index, inner)

    def _made(self, index: int, inner: list[Deed]) -> Iterator[Deed]:
        """An operator that is no deed of its own but becomes one by what it acts on: "ended talks"."""
        operator = self.matcher.operator(index)
        if operator is None or operator.kind not in ("@halt", "@lift", "@threaten", "@vow"):
            return
        trigger = replace(
            operator, kind=self._halted(inner[0].kind), recipients=inner[0].trigger.recipients
        )
        if operator.kind in ("@threaten", "@vow"):
            kind = (
                "THREATEN" if inner[0].kind in HOSTILE or operator.kind == "@threaten" else "AGREE"
            )
            trigger = replace(trigger, kind=kind)
        if trigger.kind:
            deed = self._read(index, trigger)
            yield from self._final(deed, inner)

    def _halted(self, kind: str) -> str:
        if kind in FRIENDLY:
            return "SANCTION"
        if kind in ("SANCTION", "COERCE"):
            return "CONCEDE"
        return "RETREAT" if kind in ("ASSAULT", "MOBILIZE") else ""

    def _final(self, deed: Deed, inner: list[Deed]) -> Iterator[Deed]:
        own = self.matcher.operator(deed.index) if inner else None
        if own is not None:
            deed = self._retyped(deed, own, inner)
            deed = self._borrowing(deed, own, inner)
        status = deed.status
        for operator, word in deed.above:
            if operator.kind in _SWALLOWS or (
                operator.kind == "@promise" and deed.kind not in HOSTILE
            ):
                return
            if operator.kind == "@vow":
                return
            if self._leaves_alone(operator, word, deed):
                continue
            if operator.kind == "@begin" and self.tree.is_noun(word) and status == "planned":
                status = "happened"  # "the decision to halt": taken, and told as taken
            if operator.kind in _STATUS:
                status = stronger(_STATUS[operator.kind], status)
                if operator.kind == "@request":
                    deed = self._for_the_asker(deed, word)
            elif operator.kind == "@continue" and status == "happened":
                status = "ongoing"
            if operator.kind in (
                "@consider", "@plan", "@try", "@light", "@begin", "@fail", "@induce", "@continue",
            ):  # fmt: skip
                status = stronger(self._frame(word), status)
            if operator.kind == "@accuse":
                deed = replace(deed, relayed_by=word)
                break
        yield deed if status == deed.status else replace(deed, status=status)

    def _for_the_asker(self, deed: Deed, word: int) -> Deed:
        """What is asked for without saying for whom is meant for whoever asks."""
        sides = deed.sides
        if sides.recipients or deed.kind not in ("AGREE", "AID", "CONCEDE", "SUPPORT"):
            return deed
        if not self.tree.is_verb(word):
            return deed
        chains = {m.chain for m in sides.initiators}
        people = self.finder.people_at(self.finder.subject_like(word))
        lent = tuple(m for m in people if m.chain not in chains)
        return replace(deed, sides=replace(sides, recipients=lent))

    def _leaves_alone(self, operator: Trigger, word: int, deed: Deed) -> bool:
        """As in "announced it had signed": a finite past clause keeps its own tense; an ordered killing is done."""
        tree = self.tree
        if operator.kind == "@request":
            return tree.lemma(word) in ORDERING and not tree.is_verb(deed.index)
        if operator.kind != "@plan" or not tree.is_verb(deed.index):
            return False
        return tree.tag(deed.index) in ("VBD", "VBN", "VBZ", "VBP") and bool(
            tree.subjects(deed.index)
        )

    def _frame(self, word: int) -> Status:
        """The status of the operator's own words: "did not consider", "may begin"."""
        if not self.tree.is_verb(word):
            return "happened"
        status = verb_status(self.tree, word)
        return "happened" if status == "ongoing" else status

    def _retyped(self, deed: Deed, own: Trigger, inner: list[Deed]) -> Deed:
        kind = inner[0].kind
        if own.kind == "@halt":
            return replace(deed, kind=self._halted(kind) or deed.kind)
        if own.kind == "@vow" or (own.kind == "@promise" and kind == "ASSAULT"):
            return replace(deed, kind="THREATEN" if kind in HOSTILE else "AGREE")
        return deed

    def _borrowing(self, deed: Deed, own: Trigger, inner: list[Deed]) -> Deed:
        """A threat, promise or refusal without a named recipient is made to whom the deed would hit."""
        if own.kind not in ("@threaten", "@vow", "@promise", "@halt", "@lift", "@refuse"):
            return deed
        sides = deed.sides
        if any(m.country for m in sides.recipients):
            return deed
        chains = {m.chain for m in sides.initiators}
        lent: tuple[Mention, ...] = tuple(
            m for each in inner for m in each.sides.recipients if m.chain not in chains
        )
        if not lent:
            towards = [
                word
                for each in inner
                for holder in (each.index, *self.tree.objects(each.index))
                for name, word in self.tree.prepositions(holder)
                if name in ("to", "with", "against")
            ]
            lent = tuple(m for m in self.finder.people_at(towards) if m.chain not in chains)
        return replace(deed, sides=replace(sides, recipients=lent)) if lent else deed
