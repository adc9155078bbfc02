"""How alike a clause and the description of a type are, read off the vectors the encoder left in the words.

Nothing of a report is encoded again: descriptions are encoded once, a clause's words have their vectors.
How near is near depends on the encoder, so a likeness is told in spreads of the clause's own likenesses to all
types known (the sixteen of PLOVER and the user's), which is what keeps the fitted weights useful when
the encoder changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingsError
from detente.records import Words
from detente.weights import Matrix

#: Gives the words, with vectors, of a sentence that stands alone.
Describe = Callable[[str], Words]
_BEFORE: Final = "They "
_AFTER: Final = " on Monday."
#: Words that carry what is done: nouns, verbs, adjectives, adverbs, particles. Names are who, not what.
_CONTENT: Final = re.compile(r"NNS?|VB.?|JJ.?|RB.?|RP")
_EMPTY: Final = frozenset({"be", "have", "do", "not", "say", "will"})
#: The columns of a likeness: by the mean of the words or word by word; of the best phrase or of all.
KINDS: Final = ("mean best", "mean all", "words best", "words all")
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A definition or a seed: its words as lemmas, the common nouns among them, and unit vectors.

    ``vectors`` has shape (n_content_words, width).
    """

    text: str
    lemmas: tuple[str, ...]
    nouns: tuple[str, ...]
    vectors: Matrix


def content(words: Words, indices: Sequence[int]) -> list[int]:
    """The words among ``indices`` that carry what is done; all of them when none does."""
    chosen = [
        index
        for index in indices
        if _CONTENT.fullmatch(words.tags[index]) and words.lemmas[index].lower() not in _EMPTY
    ]
    return chosen or list(indices)


def phrase(text: str, describe: Describe) -> Phrase:
    """A definition or a seed, read inside a plain sentence, because that is what the encoder knows.

    Raises:
        SettingsError: the annotator gives no words with vectors, so nothing can be compared.
    """
    bare = text.rstrip(" .")
    words = describe(f"{_BEFORE}{bare}{_AFTER}")
    first, last = len(_BEFORE), len(_BEFORE) + len(bare)
    inside = [index for index, start in enumerate(words.starts) if first <= start < last]
    if not inside or len(words.states) != len(words):
        raise SettingsError(
            f"the annotator gives no word vectors of {text[:40]!r}",
            "words with vectors, to compare events with a user's own types",
            "use the annotator 'encoder', or leave the ontology out",
        )
    chosen = content(words, inside)
    named = [index for index in inside if words.tags[index][:3] == "NNP"]
    lemmas = dict.fromkeys(words.lemmas[index].lower() for index in sorted({*chosen, *named}))
    nouns = [words.lemmas[index].lower() for index in chosen if words.tags[index][:2] == "NN"]
    return Phrase(text, tuple(lemmas), tuple(dict.fromkeys(nouns)), unit(words.states[chosen]))


def unit(rows: Matrix) -> Matrix:
    """The rows at length 1."""
    found: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), _TINY)
    return found


class Likeness:
    """Descriptions side by side, so that a clause meets all of them in one product.

    Args:
        described: the phrases of each type; each has at least one phrase, each phrase one word.
    """

    def __init__(self, described: Sequence[Sequence[Phrase]]) -> None:
        phrases = [item for group in described for item in group]
        self._words = np.concatenate([item.vectors for item in phrases])
        self._starts = _starts([len(item.vectors) for item in phrases])
        self._sizes = np.array([len(item.vectors) for item in phrases], dtype=np.float32)
        self._means = unit(np.stack([item.vectors.mean(0) for item in phrases]))
        self._groups = _starts([len(group) for group in described])
        self._counts = np.array([len(group) for group in described], dtype=np.float32)

    def of(self, clause: Matrix) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Likeness of a clause's content words (unit vectors) to each type and to each phrase.

        Shapes: ``(n_types, 4)``, columns as :data:`KINDS`, and ``(n_phrases,)``, word by word.
        """
        by_mean = self._means @ unit(clause.mean(0))
        best = (self._words @ clause.T).max(1)
        by_words = (np.add.reduceat(best, self._starts) / self._sizes).astype(np.float32)
        columns = []
        for values in (by_mean, by_words):
            columns.append(np.maximum.reduceat(values, self._groups))
            columns.append(np.add.reduceat(values, self._groups) / self._counts)
        return np.stack(columns, axis=1), by_words


def _starts(sizes: Sequence[int]) -> NDArray[np.intp]:
    return np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)


def spread(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Likenesses in spreads above their mean over all types.

    Shape: as given, ``(n_types, 4)``.
    """
    found: NDArray[np.float32] = (likeness - likeness.mean(0)) / (likeness.std(0) + _TINY)
    return found
