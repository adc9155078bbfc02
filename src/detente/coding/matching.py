"""Which row of the trigger table, if any, a word of the text stands for."""

from __future__ import annotations

from typing import Final

from detente.coding.lexicon import SHAPES, Trigger, triggers, word_classes
from detente.coding.parties import Cast
from detente.coding.syntax import Tree

#: A named object of these kinds counts as a word of the class on the right.
_KIND_WORDS: Final = {
    "place": ("city", "capital", "region"),
    "country": ("city", "capital", "region"),
    "person": ("person", "leader", "minister"),
    "role": ("person", "leader", "minister"),
    "group": ("person",),
    "organisation": ("organisation", "organization"),
    "agreement": ("agreement",),
}
#: Names of these kinds hold words that are no deeds: "Treaty on Strategic Assault Weapons".
_CLOSED_NAMES: Final = frozenset({"organisation", "agreement", "person", "outlet", "role"})
#: Participles that only qualify a noun: "alleged plots", "planned talks".
_ADJECTIVAL: Final = frozenset(
    {"allege", "report", "claim", "plan", "propose", "suspect", "expect"}
)
_SOMEBODY: Final = frozenset({"he", "she", "i", "we", "they", "who"})
_PERSONAL: Final = frozenset({"him", "her", "them", "me", "us", "you"})


class Matcher:
    """Looks up deeds and operators for the words of one article."""

    def __init__(self, tree: Tree, cast: Cast) -> None:
        self.tree = tree
        self.cast = cast
        self._table = triggers()
        self._known: dict[tuple[int, bool], Trigger | None] = {}

    def deed(self, index: int) -> Trigger | None:
        """The most specific row that names a deed and fits here."""
        return self._first(index, operators=False)

    def operator(self, index: int) -> Trigger | None:
        """The most specific row that acts on a deed and fits here."""
        return self._first(index, operators=True)

    def _first(self, index: int, *, operators: bool) -> Trigger | None:
        key = index, operators
        if key not in self._known:
            self._known[key] = self._search(index, operators=operators)
        return self._known[key]

    def _search(self, index: int, *, operators: bool) -> Trigger | None:
        part = self._part(index)
        if not part:
            return None
        for lemma in self.tree.lemmas(index):
            for row in self._table.get((lemma, part), ()):
                if row.is_operator == operators and self._fits(row, index):
                    return row
        return None

    def _part(self, index: int) -> str:
        tree = self.tree
        if tree.is_verb(index):
            if tree.relation(index) in ("aux", "auxpass"):
                return ""
            if tree.relation(index) == "amod" and tree.lemma(index) in _ADJECTIVAL:
                return ""
            return "v"
        if tree.tag(index) in ("NN", "NNS"):
            return "" if self._is_closed(index) else "n"
        return "a" if tree.tag(index) == "JJ" else ""

    def _is_closed(self, index: int) -> bool:
        """Whether the noun only helps to name something else: a compound, or a word of a name."""
        tree = self.tree
        if tree.relation(index) in ("compound", "npadvmod"):
            return True
        mention = self.cast.mention_at(index)
        if mention is None:
            return False
        start = tree.words.starts[index]
        in_head = mention.head.start <= start < mention.head.stop
        return mention.kind in _CLOSED_NAMES and (in_head or mention.kind == "agreement")

    # ── does a row fit? ─────────────────────────────────────────────────────────────────────────

    def _fits(self, row: Trigger, index: int) -> bool:
        if row.part == "n":
            return self._noun_fits(row, index)
        return (
            self._rest_stands(row, index)
            and self._preposition_stands(row, index)
            and self._companions_stand(row, index)
            and self._subject_stands(row, index)
        )

    def _noun_fits(self, row: Trigger, index: int) -> bool:
        before = row.words[:-1]
        first = index - len(before)
        if first < 0:
            return False
        for offset, word in enumerate(before):
            if word not in (self.tree.lemma(first + offset), self.tree.lower[first + offset]):
                return False
        if not row.companions:
            return True
        near = {name for name, _ in self.tree.prepositions(index)}
        near |= {self.tree.lemma(c) for c in self.tree.labelled(index, "compound", "amod")}
        if any(self.tree.tag(c) == "VB" for c in self.tree.labelled(index, "acl")):
            near.add("to")
        return bool(near & row.companions)

    def _rest_stands(self, row: Trigger, index: int) -> bool:
        rest = row.words[1:]
        if not rest:
            # A bare row does not speak for a phrasal verb: "break" is not "break down".
            return True
        tree = self.tree
        following = [tree.lower[i] for i in range(index + 1, min(index + 1 + len(rest), len(tree)))]
        if following == list(rest):
            return True
        near = {
            tree.lower[child]
            for child in tree.labelled(index, "prt", "prep", "advmod", "npadvmod", "acomp", "oprd")
        }
        return all(word in near for word in rest)

    def _preposition_stands(self, row: Trigger, index: int) -> bool:
        if not row.preposition:
            return True
        names = {name.split()[0] for name, _ in self.tree.prepositions(index)}
        if row.preposition in names:
            return True
        return any(
            row.preposition == name
            for item in self.tree.objects(index)
            for name, _ in self.tree.prepositions(item)
        )

    def object_words(self, index: int) -> tuple[int, ...]:
        """Heads of what the verb acts on: object, passive subject, or the noun it describes."""
        tree = self.tree
        found = list(tree.objects(index))
        if tree.is_passive(index):
            found.extend(tree.labelled(index, "nsubjpass"))
            if tree.relation(index) in ("acl", "amod"):
                found.append(tree.head(index))
        elif tree.relation(index) == "relcl" and not found:
            found.append(tree.head(index))
        if not found:
            # "called the admission a manoeuvre": a clause without a verb, its subject is the object.
            for clause in tree.labelled(index, "ccomp", "oprd"):
                if not tree.is_verb(clause):
                    found.extend(tree.labelled(clause, "nsubj"))
        if not found and tree.relation(index) == "conj":
            # "halted and then cancelled the talks": the object may stand at the other verb.
            other = tree.conjunction_head(index)
            if other != index and tree.is_verb(other):
                found.extend(tree.labelled(other, "dobj", "nsubjpass"))
        return tuple(word for item in found for word in tree.conjuncts(item))

    def _companions_stand(self, row: Trigger, index: int) -> bool:
        if not row.companions:
            return True
        tree = self.tree
        shapes = row.companions & SHAPES
        if shapes and not self._shape_stands(shapes, index):
            return False
        if row.companions == shapes:
            return True
        words = list(self.object_words(index))
        words.extend(
            inner
            for name, inner in tree.prepositions(index)
            if not row.preposition or name.startswith(row.preposition)
        )
        words.extend(tree.labelled(index, "acomp", "oprd", "advmod", "advcl", "xcomp"))
        for word in words:
            if tree.lemma(word) in row.companions or tree.lower[word] in row.companions:
                return True
            if tree.lower[word] in _PERSONAL and "person" in row.companions:
                return True
            mention = self.cast.headed_by(word)
            if mention is not None and row.companions & set(_KIND_WORDS.get(mention.kind, ())):
                return True
            if any(tree.lemma(c) in row.companions for c in tree.labelled(word, "compound")):
                return True
        return False

    def _shape_stands(self, shapes: frozenset[str], index: int) -> bool:
        tree = self.tree
        complements = tree.labelled(index, "xcomp", "ccomp")
        if "inf" in shapes and any(
            tree.tag(c) == "VB" and any(tree.lower[a] == "to" for a in tree.labelled(c, "aux"))
            for c in complements
        ):
            return True
        for name in ("cost", "risk", "blame"):
            if f"tells_{name}" in shapes and self._speaks_of(name, index):
                return True
        if "that" in shapes and tree.labelled(index, "ccomp"):
            return True
        return "us" in shapes and index + 1 < len(tree) and tree.lower[index + 1] in ("'s", "’s")

    def _speaks_of(self, name: str, index: int) -> bool:
        """Whether what is said after the verb holds a word of the class: a cost, a risk."""
        words = word_classes()[name]
        return any(
            self.tree.lemma(word) in words
            for word in self.tree.below(index)
            if word > index and self.tree.relation(word) != "neg"
        )

    def _subject_stands(self, row: Trigger, index: int) -> bool:
        if not row.subjects:
            return True
        subjects = [
            word for item in self.tree.subjects(index) for word in self.tree.conjuncts(item)
        ]
        if any(self.tree.lemma(word) in row.subjects for word in subjects):
            return True
        if "person" not in row.subjects:
            return False
        named = (self.cast.headed_by(word) for word in subjects)
        return any(m is not None and m.kind in ("person", "role") for m in named) or any(
            self.tree.lower[word] in _SOMEBODY for word in subjects
        )
