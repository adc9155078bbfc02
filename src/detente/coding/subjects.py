"""Who does a verb or owns a noun: subjects through coordination, control, clauses; possessors, agents."""

from __future__ import annotations

from typing import Final

from detente.coding.matching import Matcher
from detente.coding.parties import Cast
from detente.coding.syntax import Tree

#: Verbs of these operators hand their object down as the doer: "urged Germany to send".
OBJECT_CONTROL: Final = frozenset(
    {"@request", "@accuse", "@praise", "@cause", "@prevent", "@induce"}
)
#: Nouns whose doer stands after a preposition: "aggression from the North", "request of the cabinet".
_OWNER_LINKS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("request", "invitation", "demand", "appeal", "call", "plea", "order"), ("of", "from")),
    **dict.fromkeys(
        ("aggression", "attack", "threat", "pressure", "criticism", "condemnation", "strike", "raid",
         "objection", "protest", "complaint", "promise", "pledge", "assurance", "offer", "opposition"),
        ("from",),
    ),
}  # fmt: skip


class Subjects:
    """Finds the words that name whose act a predicate is, in one article."""

    def __init__(self, tree: Tree, cast: Cast, matcher: Matcher) -> None:
        self.tree = tree
        self.cast = cast
        self.matcher = matcher

    def doers(self, verb: int, depth: int = 0) -> tuple[int, ...]:
        """Head words of the logical subject of ``verb``, through control, coordination and clauses."""
        tree = self.tree
        if depth > 6:
            return ()
        if tree.is_passive(verb):
            agents = [i for name, i in tree.prepositions(verb) if name == "by"]
            if agents:
                return tuple(agents)
            relation = tree.relation(verb)
            if relation == "conj" and not tree.subjects(verb):
                return (
                    self.doers(tree.head(verb), depth + 1) if tree.is_verb(tree.head(verb)) else ()
                )
            return ()
        own = tree.labelled(verb, "nsubj")
        if own:
            return own
        return self._inherited(verb, depth)

    def _inherited(self, verb: int, depth: int) -> tuple[int, ...]:
        tree = self.tree
        relation, head = tree.relation(verb), tree.head(verb)
        if head == verb:
            return ()
        if relation == "conj" and tree.is_verb(head):
            return self.subject_like(head, depth + 1)
        if relation in ("xcomp", "ccomp") or self.asked_for(verb):
            return self._controller(head, depth)
        if relation == "advcl":
            return self.subject_like(head, depth + 1) if tree.is_verb(head) else ()
        if relation == "pcomp":
            governor = tree.head(head)
            if tree.is_verb(governor):
                return self._controller(governor, depth)
            return self.noun_owners(governor)
        if relation in ("acl", "relcl"):
            return self._noun_clause(verb, head, depth)
        if relation in ("dep", "prep") and tree.is_verb(head):
            return self.subject_like(head, depth + 1)
        return ()

    def asked_for(self, verb: int) -> bool:
        """As in "called for the union to act": an infinitive that hangs loosely on a verb of asking."""
        if self.tree.relation(verb) != "advcl" or self.tree.tag(verb) != "VB":
            return False
        operator = self.matcher.operator(self.tree.head(verb))
        return operator is not None and operator.kind == "@request"

    def _noun_clause(self, verb: int, noun: int, depth: int) -> tuple[int, ...]:
        """As in "plan to attack": the planner; "troops fighting", "a deal curbing": the noun itself."""
        tree = self.tree
        if tree.tag(verb) == "VB":
            owners = self.noun_owners(noun)
            if owners:
                return owners
            governor = tree.head(noun)
            if tree.relation(noun) in ("dobj", "attr") and tree.is_verb(governor):
                return self.subject_like(governor, depth + 1)
            return ()
        if self.cast.at(noun) is None and tree.relation(noun) in ("dobj", "pobj"):
            # "launched missiles targeting troops": whoever launched them.
            governor = tree.clause_verb(tree.head(noun))
            if tree.is_verb(governor) and governor != verb:
                return self.subject_like(governor, depth + 1)
        return (noun,)

    def _controller(self, governor: int, depth: int) -> tuple[int, ...]:
        tree = self.tree
        operator = self.matcher.operator(governor)
        if operator is not None and operator.kind in OBJECT_CONTROL:
            objects = self.matcher.object_words(governor)
            named = [
                inner
                for name, inner in tree.prepositions(governor)
                if name in ("to", "on", "upon", "for", "with", "from") and tree.is_noun(inner)
            ]
            if objects or named:
                return objects or tuple(named)
            if operator.kind == "@accuse":
                return ()
        return self.subject_like(governor, depth + 1)

    def subject_like(self, verb: int, depth: int = 0) -> tuple[int, ...]:
        """The grammatical subject of ``verb``, active or passive, found like ``doers``."""
        if depth > 6:
            return ()
        own = self.tree.subjects(verb)
        return (
            own
            or (self.doers(verb, depth) if not self.tree.is_passive(verb) else ())
            or (self._inherited(verb, depth))
        )

    def noun_owners(self, noun: int) -> tuple[int, ...]:
        """Words that name whose act the noun is: possessor, adjective of nationality, "by" phrase."""
        tree = self.tree
        shared = tree.conjuncts(tree.conjunction_head(noun))
        found = [i for each in shared for name, i in tree.prepositions(each) if name == "by"]
        lemma = tree.lemma(noun)
        links = _OWNER_LINKS.get(lemma, ())
        found.extend(i for name, i in tree.prepositions(noun) if name in links)
        found.extend(tree.labelled(noun, "poss"))
        for child in tree.labelled(noun, "amod", "compound", "nmod"):
            mention = self.cast.mention_at(child)
            if mention is not None and tree.tag(child) != "VBN":
                found.append(child)
        return tuple(found)
