"""How CAMEO's coders hear a sentence: upper layers of the encoder and a relation layer that learned nothing but their triples.

What sixteen types of events, names, syntax and sources are read from is too coarse for CAMEO, where whoever is spoken of is
done something to: layers of its own over the lower half of the encoder find more of the pairs (``docs/why/design.md``). They
run for those who ask for triples, and for nobody else. ``weights/cameo.onnx`` holds the upper layers, ``weights/cameo.npz`` the
relation layer; both are fitted by ``training/encoder/cameo.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Final

from detente.coding.relation import Side, meet
from detente.records import Words
from detente.weights import Layers, Matrix, load_layers, softmax

#: Twenty roots of CAMEO, from 1 on; 0 is no relation.
ROOTS: Final = range(1, 21)
#: Word ranges of initiator and recipient to the chances of no relation and of each root, which sum to 1.
Ear = Callable[[Sequence[tuple[Side, Side]]], Sequence[Sequence[float]]]


def upper_layers() -> Path:
    """The model that turns what the encoder's lower layers make of a text into the vectors heard here."""
    return Path(str(resources.files("detente.coding") / "weights" / "cameo.onnx"))


def relation_layers() -> Layers:
    """The layers over those vectors."""
    return load_layers("detente.coding", "cameo.npz")


def ear_of(words: Words, heard: Matrix) -> Ear:
    """What is heard of pairs of one text.

    Args:
        words: the words of the text.
        heard: their vectors by :func:`upper_layers`. Shape: ``(n_words, 384)``.
    """
    layers, own = relation_layers(), replace(words, states=heard)

    def chances(pairs: Sequence[tuple[Side, Side]]) -> Sequence[Sequence[float]]:
        hidden, _ = meet(own, pairs, layers)
        found: list[list[float]] = softmax(layers.linear("pair_root", hidden)).tolist()
        return found

    return chances
