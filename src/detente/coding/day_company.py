"""What else is told of a day: the deeds that have it, and whom and what the sentences that tell it speak of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.coding.deed_sights import Asked
from detente.coding.syntax import Tree

_CONTENT: Final = ("NN", "VB", "JJ")


@dataclass(frozen=True, slots=True)
class Noted:
    """A deed that the words around it date: its word, kind and parties."""

    word: int
    kind: str
    parties: frozenset[str]
    first: date


class Company:
    """The deeds and sentences of one article, by day. ``chains``: whom each word stands for."""

    def __init__(self, tree: Tree, chains: Mapping[int, str]) -> None:
        self.tree = tree
        self._chains = chains
        self._noted: list[Noted] = []
        self._actors_at: dict[int, frozenset[str]] = {}
        self._content_at: dict[int, frozenset[str]] = {}

    def note(self, deed: Asked) -> None:
        """Remember a deed that the words around it date."""
        if deed.ruled.first is not None:
            self._noted.append(
                Noted(deed.deed.index, deed.deed.kind, deed.parties, deed.ruled.first)
            )

    def noted(self, asked: Asked, day: date) -> dict[str, float]:
        """Whether words give the day to another deed of this kind, this word or these parties."""
        index, tree = asked.deed.index, self.tree
        found: dict[str, float] = {}
        for other in self._noted:
            if other.word == index or other.first != day:
                continue
            found["rules gave it"] = 1.0
            same = bool(asked.parties & other.parties)
            if other.kind == asked.deed.kind:
                found["same kind"] = 1.0
                if same:
                    found["same kind and party"] = 1.0
            if same:
                found["same party"] = 1.0
            if tree.lemma(other.word) == tree.lemma(index):
                found["same word"] = 1.0
            if tree.words.sentence[other.word] == tree.words.sentence[index]:
                found["neighbour has it"] = 1.0
        return found

    def shared(self, asked: Asked, sentences: Collection[int]) -> dict[str, float]:
        """Whether a sentence that tells the day speaks of the same parties or things."""
        deed = asked.deed
        sentence = self.tree.words.sentence[deed.index]
        doers = {mention.chain for mention in deed.sides.initiators}
        hit = {mention.chain for mention in deed.sides.recipients}
        words = self._content(sentence)
        found: dict[str, float] = {}
        best = 0.0
        for there in sorted(set(sentences) - {sentence}):
            actors, others = self._actors(there), self._content(there)
            if doers & actors:
                found["doer there"] = 1.0
            if hit & actors:
                found["recipient there"] = 1.0
            if self.tree.lemma(deed.index) in others:
                found["word there"] = 1.0
            if words and others:
                best = max(best, len(words & others) / min(len(words), len(others)))
        found["likeness"] = best
        return found

    def _actors(self, sentence: int) -> frozenset[str]:
        if sentence not in self._actors_at:
            words = self.tree.within(sentence)
            self._actors_at[sentence] = frozenset(
                self._chains[word] for word in words if word in self._chains
            )
        return self._actors_at[sentence]

    def _content(self, sentence: int) -> frozenset[str]:
        if sentence not in self._content_at:
            words = self.tree.within(sentence)
            self._content_at[sentence] = frozenset(
                self.tree.lemma(word) for word in words if self.tree.tag(word)[:2] in _CONTENT
            )
        return self._content_at[sentence]
