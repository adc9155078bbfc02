"""What earlier sentences lend to later ones: "the attack" that was told before, the accusation denied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from detente.coding.candidates import Sides
from detente.coding.deeds import HOSTILE, Deed
from detente.coding.lexicon import word_classes
from detente.coding.syntax import Tree
from detente.records import Mention

#: Nouns for what somebody did that others accuse or reject: "this operation", "the raid".
_OPERATIONS: Final = frozenset(
    {
        "operation", "move", "action", "step", "decision", "campaign", "measure", "incident",
        "attack", "invasion", "offensive", "strike", "raid", "bombing", "incursion", "killing", "ban",
    }
)  # fmt: skip
_ANSWERS: Final = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SANCTION"})


def with_memory(deeds: Iterable[Deed], tree: Tree) -> Iterator[Deed]:
    """The deeds in order, each completed from the ones told before it where its words point back."""
    memory = _Memory(tree)
    for deed in deeds:
        completed = memory.completed(deed)
        memory.keep(completed)
        yield completed


class _Memory:
    """The last hostile deeds of each kind, the last of any kind, and the last words that ask for an answer."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.last: dict[str, Sides] = {}
        self.hostile: Sides | None = None
        self.verbal: tuple[Sides, ...] = ()

    def keep(self, deed: Deed) -> None:
        if deed.status not in ("happened", "ongoing"):
            return
        if deed.sides.recipients and deed.kind in HOSTILE:
            self.last[deed.kind] = deed.sides
        if deed.sides.initiators and deed.kind in HOSTILE:
            self.hostile = deed.sides
        if deed.sides.initiators and deed.kind in _ANSWERS:
            self.verbal = (deed.sides, *self.verbal[:4])

    def completed(self, deed: Deed) -> Deed:
        sides = deed.sides
        if deed.kind == "ASSAULT" and not self.tree.is_verb(deed.index):
            return self._told_before(deed)
        if not sides.recipients and sides.initiators and self.tree.is_verb(deed.index):
            lent = self._answered(deed)
            if lent:
                return replace(deed, sides=replace(sides, recipients=lent))
        return deed

    def _told_before(self, deed: Deed) -> Deed:
        """As in "the attacks": whom they hit is known from before; who did it may be said only here."""
        sides = deed.sides
        known = self.last.get(deed.kind)
        if sides.recipients or known is None or not self.tree.points_back(deed.index):
            return deed
        chains = {mention.chain for mention in sides.initiators}
        home = {mention.country for mention in sides.initiators if mention.country}
        recipients = tuple(
            m for m in known.recipients if m.chain not in chains and m.country not in home
        )
        initiators = sides.initiators or known.initiators
        return replace(deed, sides=replace(sides, initiators=initiators, recipients=recipients))

    def _answered(self, deed: Deed) -> tuple[Mention, ...]:
        """Whom a condemned operation or a denied accusation came from."""
        own = {mention.chain for mention in deed.sides.initiators}
        tree = self.tree
        objects = (*tree.objects(deed.index), *tree.labelled(deed.index, "nsubjpass"))
        for word in objects:
            lemma = tree.lemma(word)
            source: Sides | None = None
            answers = deed.kind == "REJECT" and lemma in word_classes()["accusation"]
            if answers and tree.points_back(word):
                home = {mention.country for mention in deed.sides.initiators}
                source = next(
                    (s for s in self.verbal if not home & {m.country for m in s.initiators}), None
                )
            elif (
                deed.kind in ("ACCUSE", "REJECT")
                and tree.points_back(word)
                and lemma in _OPERATIONS
            ):
                source = self.hostile
            if source is not None:
                lent = tuple(m for m in source.initiators if m.chain not in own)
                if lent:
                    return lent
        return ()
