"""The language heads: tags, names and syntax, read off the encoder's vectors with numpy.

Twins of the layers in ``training/encoder/network.py``; a test holds them to the same numbers.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import InstallError
from detente.weights import Layers, Matrix

_NEVER: Final = np.float32(-1e9)
#: Tags no name ends in.
_NEVER_LAST: Final = frozenset({"IN", "TO", "CC", "DT", ",", "POS"})


class LanguageHeads:
    """Weights of the heads with their label names.

    Args:
        folder: where ``heads.npz``, ``labels.json`` and ``lemmas.json.gz`` lie.

    Raises:
        InstallError: a file is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        try:
            with np.load(folder / "heads.npz") as weights:
                self.weights = Layers({n: weights[n].astype(np.float32) for n in weights.files})
            labels = json.loads((folder / "labels.json").read_text("utf-8"))
            with gzip.open(folder / "lemmas.json.gz", "rt", encoding="utf-8") as stream:
                self.lemmas: dict[str, str] = json.load(stream)
        except (OSError, ValueError, KeyError) as error:
            raise InstallError(
                f"language heads in {folder} cannot be loaded: {error}",
                "heads.npz, labels.json and lemmas.json.gz",
                "reinstall it: pip install --force-reinstall detente",
            ) from error
        self.tags: list[str] = labels["tags"]
        self.entities: list[str] = labels["entities"]
        self.relations: list[str] = labels["relations"]

    def tag(self, states: Matrix) -> list[str]:
        """The Penn Treebank tag of each word."""
        return [self.tags[i] for i in self.weights.linear("tag", states).argmax(1)]

    def name(self, states: Matrix) -> list[str]:
        """The BIO label of each word; a name never begins with I-, nor changes kind half-way."""
        labels = [self.entities[i] for i in self.weights.linear("entity", states).argmax(1)]
        previous = "O"
        for index, label in enumerate(labels):
            if label.startswith("I-") and previous[2:] != label[2:]:
                labels[index] = "B-" + label[2:]
            previous = labels[index]
        return labels

    @staticmethod
    def mend(
        names: list[str], tags: list[str], heads: list[int], relations: list[str]
    ) -> list[str]:
        """Names as the syntax lets them be.

        A name does not end in a preposition ("Charge d'Affaires for"), and "Jan" that leans on "Nowak" is
        a first name, not a month.
        """
        mended = list(names)
        for index in range(len(names) - 1, -1, -1):
            ends = index + 1 == len(names) or not mended[index + 1].startswith("I-")
            if ends and mended[index].startswith("I-") and tags[index] in _NEVER_LAST:
                mended[index] = "O"
        for index, (label, head) in enumerate(zip(mended[:-1], heads, strict=False)):
            if (
                label == "B-DATE"
                and tags[index] == "NNP"
                and relations[index] == "compound"
                and head == index + 1
                and mended[head] == "B-PERSON"
            ):
                mended[index], mended[head] = "B-PERSON", "I-PERSON"
        return mended

    def parse(self, states: Matrix, sentence: tuple[int, ...]) -> tuple[list[int], list[str]]:
        """The head of each word (its own index for a root) and the relation between them."""
        heads = np.arange(len(states))
        if len(states):
            child = (
                np.maximum(self.weights.linear("arc_child", states), 0) @ self.weights["arc_pair"]
            )
            head = np.maximum(self.weights.linear("arc_head", states), 0)
            bias = head @ self.weights["arc_bias.weight"][0]
            edges = np.flatnonzero(np.diff(np.array(sentence))) + 1
            for first, stop in zip([0, *edges], [*edges, len(states)], strict=True):
                scores = child[first:stop] @ head[first:stop].T + bias[first:stop]
                heads[first:stop] = tree(scores) + first
        return heads.tolist(), self._relations(states, heads)

    def _relations(self, states: Matrix, heads: NDArray[np.int64]) -> list[str]:
        if not len(states):
            return []
        child = np.maximum(self.weights.linear("rel_child", states), 0)
        head = np.maximum(self.weights.linear("rel_head", states), 0)[heads]
        scores = self.weights.linear("rel_out", np.concatenate([child, head, child * head], 1))
        labels = [self.relations[i] for i in scores.argmax(1)]
        return [
            "ROOT" if heads[i] == i else ("dep" if label == "ROOT" else label)
            for i, label in enumerate(labels)
        ]

    def lemma(self, form: str, tag: str) -> str:
        """The dictionary form, from a table of forms seen in training, else the form in lower case."""
        lower = form.lower()
        return self.lemmas.get(f"{lower}|{tag[:2]}", lower)


def tree(scores: Matrix) -> NDArray[np.int64]:
    """The best head of each word such that the sentence is one tree, its root its own head.

    Greedy, then every cycle is opened at the word that loses least by it: a cheap stand-in for
    Chu-Liu-Edmonds that differs from it in under one sentence in a hundred.

    Args:
        scores: score of word j as head of word i; the diagonal scores roots. Shape: ``(n, n)``.

    Returns:
        Heads. Shape: ``(n,)``.
    """
    root = int(scores.diagonal().argmax())
    open_scores = scores.copy()
    np.fill_diagonal(open_scores, _NEVER)
    heads: NDArray[np.int64] = open_scores.argmax(1)
    heads[root] = root
    for _ in range(len(heads)):
        cycle = _cycle(heads, root)
        if not cycle:
            break
        inside = set(cycle)
        best: tuple[float, int, int] | None = None
        for word in cycle:
            row = open_scores[word].copy()
            row[_descendants(heads, inside)] = _NEVER
            other = int(row.argmax())
            loss = float(row[other] - open_scores[word, heads[word]])
            if best is None or loss > best[0]:
                best = (loss, word, other)
        assert best is not None
        heads[best[1]] = best[2]
    return heads


def _cycle(heads: NDArray[np.int64], root: int) -> list[int]:
    """The words of one cycle that does not reach the root, or nothing."""
    safe = np.zeros(len(heads), dtype=bool)
    safe[root] = True
    for start in range(len(heads)):
        path: list[int] = []
        seen: set[int] = set()
        word = start
        while not safe[word] and word not in seen:
            seen.add(word)
            path.append(word)
            word = int(heads[word])
        if not safe[word]:
            return path[path.index(word) :]
        safe[path] = True
    return []


def _descendants(heads: NDArray[np.int64], inside: set[int]) -> list[int]:
    """Words whose way up leads into ``inside``: none of them may become a head of it."""
    found = set(inside)
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while word not in found and int(heads[word]) != word and word not in path:
            path.append(word)
            word = int(heads[word])
        if word in found:
            found.update(path)
    return sorted(found)
