"""The words of an article as trees: who governs whom, asked in a coder's words.

Labels are the ClearNLP dependency labels that ``records.Words.relations`` holds. Every question is
answered from precomputed child lists, so a whole article costs time linear in its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any, Final, TypeVar

from detente.coding.rows import rows_of
from detente.records import Words

SUBJECTS: Final = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS: Final = frozenset({"nsubjpass", "csubjpass"})
#: What stands before a noun and is of one phrase with it.
BEFORE_NOUN: Final = frozenset({"compound", "amod", "nmod", "det", "nummod", "predet"})
_POINTING: Final = frozenset({"the", "this", "these", "those", "that"})
COORDINATION_DEPTH: Final = 24
"""No honest list of actors is longer; the limit keeps broken parses cheap."""

CLIMB_LIMIT: Final = 12
"""How many steps up a tree any question may take: deeper chains are parse errors."""


_ENDINGS: Final = (
    ("ies", ("y",)), ("es", ("e", "")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")),
    ("ing", ("", "e")),
)  # fmt: skip
"""Inflections and what they may stand for."""


@cache
def irregular_forms() -> dict[str, str]:
    """Irregular inflections of the verbs the trigger table uses, with their lemma."""
    return {row["form"]: row["lemma"] for row in rows_of("irregular.csv")}


Answer = TypeVar("Answer")


def answered_once(question: Callable[[Tree, int], Answer]) -> Callable[[Tree, int], Answer]:
    """A question about one word that the tree answers once and then remembers, for a tree never changes."""

    @wraps(question)
    def ask(tree: Tree, index: int) -> Answer:
        known: dict[int, Answer] = tree.answers[question]
        if index not in known:
            known[index] = question(tree, index)
        return known[index]

    return ask


class Tree:
    """Child lists over ``Words`` and the questions the coder asks of them. Treat it as frozen."""

    __slots__ = (
        "_lemmas",
        "_verbs",
        "answers",
        "children",
        "first",
        "last",
        "lower",
        "text",
        "words",
    )

    def __init__(self, words: Words, text: str) -> None:
        self.words = words
        self.text = text
        self.answers: defaultdict[object, dict[int, Any]] = defaultdict(dict)
        self._lemmas = tuple(lemma.lower() for lemma in words.lemmas)
        self._verbs = tuple(tag.startswith("VB") for tag in words.tags)
        count = len(words)
        children: list[list[int]] = [[] for _ in range(count)]
        for index in range(count):
            head = words.heads[index]
            if head != index and 0 <= head < count:
                children[head].append(index)
        self.children = tuple(tuple(each) for each in children)
        self.lower = tuple(
            text[words.starts[index] : words.stops[index]].lower() for index in range(count)
        )
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for index, sentence in enumerate(words.sentence):
            self.first.setdefault(sentence, index)
            self.last[sentence] = index

    def __len__(self) -> int:
        return len(self.words)

    # ── one word ────────────────────────────────────────────────────────────────────────────────

    def lemma(self, index: int) -> str:
        """The lemma in lower case."""
        return self._lemmas[index]

    @answered_once
    def lemmas(self, index: int) -> tuple[str, ...]:
        """The lemma, then what plain spelling rules would make of the word, for unknown inflections."""
        lemma, word = self.lemma(index), self.lower[index]
        found = [lemma]
        irregular = irregular_forms().get(word)
        if irregular is not None and irregular not in found:
            found.append(irregular)
        if lemma == word and not self.tag(index).startswith("NNP"):
            for ending, endings in _ENDINGS:
                if word.endswith(ending) and len(word) > len(ending) + 2:
                    stem = word[: -len(ending)]
                    found.extend(stem + new for new in endings if stem + new not in found)
                    if len(stem) > 3 and stem[-1] == stem[-2]:
                        found.append(stem[:-1])
        return tuple(found)

    def tag(self, index: int) -> str:
        """The Penn Treebank tag."""
        return self.words.tags[index]

    def relation(self, index: int) -> str:
        """The dependency label to the head."""
        return self.words.relations[index]

    def head(self, index: int) -> int:
        """The index of the governing word (its own at a root)."""
        return self.words.heads[index]

    def is_verb(self, index: int) -> bool:
        """Whether the word is tagged as a verb."""
        return self._verbs[index]

    def is_noun(self, index: int) -> bool:
        """Whether the word is tagged as a noun or name."""
        return self.words.tags[index].startswith("NN")

    def labelled(self, index: int, *labels: str) -> tuple[int, ...]:
        """The children of ``index`` with one of ``labels``, in reading order."""
        relations = self.words.relations
        return tuple([child for child in self.children[index] if relations[child] in labels])

    def within(self, sentence: int) -> range:
        """All word indices of the sentence of that number."""
        return range(self.first[sentence], self.last[sentence] + 1)

    def sentence_words(self, index: int) -> range:
        """All word indices of the sentence ``index`` stands in."""
        return self.within(self.words.sentence[index])

    # ── clauses ─────────────────────────────────────────────────────────────────────────────────

    @answered_once
    def climb(self, index: int) -> tuple[int, ...]:
        """``index``, its head, its head's head ... at most ``CLIMB_LIMIT`` words, without cycles."""
        found: list[int] = []
        while index not in found and len(found) < CLIMB_LIMIT:
            found.append(index)
            index = self.head(index)
        return tuple(found)

    def below(self, index: int, stop_at: frozenset[str] = frozenset()) -> tuple[int, ...]:
        """``index`` and all it governs, sorted, not entering children whose label is in ``stop_at``."""
        found: list[int] = []
        stack = [index]
        seen = {index}
        while stack:
            word = stack.pop()
            found.append(word)
            for child in self.children[word]:
                if child not in seen and self.relation(child) not in stop_at:
                    seen.add(child)
                    stack.append(child)
        return tuple(sorted(found))

    def top(self, first: int, last: int) -> int:
        """Of the words from ``first`` to ``last``, the last one that hangs outside them; ``last`` if there is none."""
        for index in range(last, first - 1, -1):
            if not first <= self.head(index) <= last or self.head(index) == index:
                return index
        return last

    @answered_once
    def clause_verb(self, index: int) -> int:
        """The nearest verb at or above ``index``, or ``index`` itself when there is none."""
        for word in self.climb(index):
            if self.is_verb(word) and self.relation(word) not in ("aux", "auxpass", "amod"):
                return word
        return index

    @answered_once
    def is_passive(self, verb: int) -> bool:
        """Whether ``verb`` is in the passive: a passive auxiliary or subject, or a bare participle."""
        if self.labelled(verb, "auxpass", "nsubjpass", "csubjpass", "agent"):
            return True
        return self.tag(verb) == "VBN" and self.relation(verb) in ("acl", "amod")

    @answered_once
    def conjuncts(self, index: int) -> tuple[int, ...]:
        """``index`` and the words coordinated with it below it, in reading order."""
        found = [index]
        queue = [index]
        while queue and len(found) < COORDINATION_DEPTH:
            word = queue.pop(0)
            for child in self.children[word]:
                if self.relation(child) == "conj" and child not in found:
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))

    @answered_once
    def conjunction_head(self, index: int) -> int:
        """The first word of the coordination ``index`` belongs to."""
        for word in self.climb(index):
            if self.relation(word) != "conj":
                return word
        return index

    @answered_once
    def auxiliaries(self, verb: int) -> tuple[str, ...]:
        """Lemmas of the auxiliaries of ``verb``."""
        return tuple(self.lemma(child) for child in self.labelled(verb, "aux", "auxpass"))

    @answered_once
    def negated(self, index: int) -> bool:
        """Whether the word itself is negated (not, never, no longer, no)."""
        if self.labelled(index, "neg"):
            return True
        return any(
            self.lower[child] in ("no", "neither", "never", "hardly")
            and self.relation(child) in ("det", "advmod", "preconj", "cc")
            for child in self.children[index]
        )

    @answered_once
    def points_back(self, noun: int) -> bool:
        """Whether the noun takes up what its reader knows: "the attack", "those raids"."""
        return any(self.lower[child] in _POINTING for child in self.labelled(noun, "det"))

    @answered_once
    def objects(self, verb: int) -> tuple[int, ...]:
        """Direct objects (or the complement of a copula-like verb), coordination not yet split."""
        return self.labelled(verb, "dobj", "oprd") or self.labelled(verb, "attr")

    @answered_once
    def subjects(self, verb: int) -> tuple[int, ...]:
        """Grammatical subjects that stand at ``verb`` itself, active or passive."""
        return self.labelled(verb, *SUBJECTS, *PASSIVE_SUBJECTS)

    @answered_once
    def prepositions(self, index: int) -> tuple[tuple[str, int], ...]:
        """(preposition, its object) for each prepositional phrase of ``index``; ``by`` agents included."""
        found: list[tuple[str, int]] = []
        for child in self.labelled(index, "prep", "agent", "dative"):
            found.extend(self._complements(child))
        return tuple(found)

    def _complements(self, preposition: int) -> Iterator[tuple[str, int]]:
        if self.tag(preposition) not in ("IN", "TO", "RP", "VBG", "RB"):
            return
        name = self.lower[preposition]
        for child in self.children[preposition]:
            label = self.relation(child)
            if label in ("pobj", "pcomp"):
                yield name, child
            elif label == "prep":  # "out of Lebanon", "because of"
                for inner in self.labelled(child, "pobj", "pcomp"):
                    yield f"{name} {self.lower[child]}", inner

    def particle(self, verb: int) -> str:
        """The particle of a phrasal verb in lower case, or an empty string."""
        for child in self.labelled(verb, "prt"):
            return self.lower[child]
        return ""
