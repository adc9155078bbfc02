"""What a deed itself says of its time, as named numbers: its form, its tense, the words around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from detente.coding.deeds import SPEECH, Deed
from detente.coding.retelling import When
from detente.coding.story_time import StoryTime
from detente.coding.syntax import Tree
from detente.records import Status

CLAUSES: Final = frozenset(
    {"relcl", "advcl", "acl", "ccomp", "conj", "amod", "pcomp", "xcomp", "appos"}
)
"""Links that lead from one clause, or deed, to another."""
_EARLIER: Final = frozenset(
    {
        "earlier", "previously", "formerly", "former", "once", "ago", "initially", "originally",
        "already", "first", "past",
    }
)  # fmt: skip
_LATER: Final = frozenset({"later", "subsequently", "eventually", "then", "after", "following"})
_TIME: Final = frozenset(
    {
        "after", "before", "since", "when", "while", "recently", "initially", "previously", "earlier",
        "later", "subsequently", "last", "first", "again", "then", "now", "still", "already", "also",
        "ago", "during", "once", "former", "following", "had", "was", "were", "is", "has", "have",
        "will", "would", "who", "which",
    }
)  # fmt: skip
_BEFORE: Final = 5
"""So many sentences of its paragraph before it say in what time a sentence is told."""
_LONG: Final = 60
_WHOLE: Final = 2000
"""Characters of a report of usual length."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed whose day is asked for, and what the rules say: the rule and its answer.

    ``outlet``: it is told on the outlet's own word. ``parties``: the chains of both sides.
    """

    deed: Deed
    status: Status
    outlet: bool
    rule: str
    ruled: When
    parties: frozenset[str]


class DeedSights:
    """The numbers of deeds of one article. Treat it as frozen."""

    def __init__(self, tree: Tree, story: StoryTime) -> None:
        self.tree = tree
        self.story = story
        self._paragraphs: dict[int, tuple[int, ...]] = {}
        self._lower: dict[int, frozenset[str]] = {}
        self._has_paragraphs = "\n\n" in tree.text[200:]

    def crossed(self, asked: Asked) -> tuple[str, ...]:
        """The few names that change what speaks for a day."""
        tree, deed = self.tree, asked.deed
        verb = tree.clause_verb(deed.index)
        told = asked.outlet and asked.status == "happened"
        speech = deed.kind in SPEECH
        flags = {
            "perfect": "have" in tree.auxiliaries(verb),
            "quoted": self.story.quoted(deed.index),
            "title": self.story.in_title(deed.index),
            "noun": not tree.is_verb(deed.index),
            "relcl": any(tree.relation(up) == "relcl" for up in tree.climb(deed.index)),
            "told speech": told and speech,
            "told act": told and not speech,
        }
        return (
            f"status {asked.status}",
            "outlet" if asked.outlet else "claim",
            "speech" if speech else "act",
            f"rule {asked.rule}",
            f"verb {tree.tag(verb)}",
            *(name for name, holds in flags.items() if holds),
        )

    def of(self, asked: Asked, cues: Collection[int]) -> dict[str, float]:
        """All numbers of a deed. ``cues``: the words of saying read so far."""
        tree, deed = self.tree, asked.deed
        index = deed.index
        verb = tree.clause_verb(index)
        lower = self._words(tree.words.sentence[index])
        found = {
            f"kind {deed.kind}": 1.0,
            f"status {asked.status}": 1.0,
            f"rule {asked.rule}": 1.0,
            f"tag {tree.tag(index)}": 1.0,
            f"relation {tree.relation(index)}": 1.0,
            f"verb tag {tree.tag(verb)}": 1.0,
            "paragraph": float(self.story.paragraph(index)),
            "length": min(3.0, len(tree.text) / _WHOLE),
            "has paragraphs": float(self._has_paragraphs),
        }
        helpers = tree.labelled(verb, "aux")
        flags = {
            "speech": deed.kind in SPEECH,
            "outlet": asked.outlet,
            "quoted": self.story.quoted(index),
            "title": self.story.in_title(index),
            "noun": not tree.is_verb(index),
            "perfect": "have" in tree.auxiliaries(verb),
            "had": any(tree.lower[child] == "had" for child in helpers),
            "modal": any(tree.tag(child) == "MD" for child in helpers),
            "passive": tree.is_verb(index) and tree.is_passive(index),
            "earlier": bool(lower & _EARLIER),
            "later": bool(lower & _LATER),
            "definite": tree.points_back(index),
            "doer": bool(deed.sides.initiators),
        }
        found |= {name: 1.0 for name, holds in flags.items() if holds}
        links = {tree.relation(up) for up in tree.climb(index)}
        found |= {f"in {link}": 1.0 for link in links & CLAUSES}
        found |= {f"word {word}": 1.0 for word in lower & _TIME}
        return found | self._of_sentence(index, verb, cues)

    def _words(self, sentence: int) -> frozenset[str]:
        if sentence not in self._lower:
            words = self.tree.within(sentence)
            self._lower[sentence] = frozenset(self.tree.lower[word] for word in words)
        return self._lower[sentence]

    def _of_sentence(self, index: int, verb: int, cues: Collection[int]) -> dict[str, float]:
        tree = self.tree
        words = tree.sentence_words(index)
        marks = sum(map(self.story.quoted, words))
        found = {
            "quoted part": marks / len(words),
            "place in report": tree.words.starts[index] / max(1, len(tree.text)),
            "words of sentence": float(min(_LONG, len(words))),
            "clause depth": float(sum(map(tree.is_verb, tree.climb(index)))),
            "sentence of paragraph": float(len(self.paragraph_before(tree.words.sentence[index]))),
        }
        subjects = tree.subjects(verb)
        flags = {
            "beside a quote": bool(marks) and not self.story.quoted(index),
            "subject pronoun": any(tree.tag(word) == "PRP" for word in subjects),
            "subject plural": any(tree.tag(word) in ("NNS", "NNPS") for word in subjects),
            "subject name": any(tree.tag(word) in ("NNP", "NNPS") for word in subjects),
            "root": tree.head(verb) == verb,
            "that": bool(tree.labelled(verb, "ccomp")),
            "claim cue": index in cues or verb in cues,
            "claim cue here": any(word in cues for word in words),
            "paragraph perfect": any(
                map(self._perfect_root, self.paragraph_before(tree.words.sentence[index]))
            ),
        }
        root = self._root(tree.words.sentence[index])
        if root is not None:
            found[f"root tag {tree.tag(root)}"] = 1.0
            flags["root perfect"] = "have" in tree.auxiliaries(root)
        return found | {name: 1.0 for name, holds in flags.items() if holds}

    def _root(self, sentence: int) -> int | None:
        tree = self.tree
        for word in tree.within(sentence):
            if tree.head(word) == word and tree.is_verb(word):
                return word
        return None

    def _perfect_root(self, sentence: int) -> bool:
        root = self._root(sentence)
        return root is not None and "have" in self.tree.auxiliaries(root)

    def paragraph_before(self, sentence: int) -> tuple[int, ...]:
        """The sentences of its paragraph before a sentence, at most a few, the nearest first."""
        if sentence not in self._paragraphs:
            first, found = self.tree.first, []
            paragraph = self.story.paragraph(first[sentence])
            for number in range(sentence - 1, sentence - 1 - _BEFORE, -1):
                if number not in first or self.story.paragraph(first[number]) != paragraph:
                    break
                found.append(number)
            self._paragraphs[sentence] = tuple(found)
        return self._paragraphs[sentence]
