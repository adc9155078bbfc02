"""Layers of the models as plain arrays, and what every room does with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from detente.errors import InstallError

Matrix = NDArray[np.float32]


class Layers:
    """Named weight arrays of one file, as training wrote them (half precision there, single here)."""

    def __init__(self, arrays: Mapping[str, Matrix]) -> None:
        self._arrays = arrays

    def __getitem__(self, name: str) -> Matrix:
        return self._arrays[name]

    def linear(self, name: str, values: Matrix) -> Matrix:
        """The layer ``name`` on vectors. Shape: ``(..., inputs)`` to ``(..., outputs)``."""
        product: Matrix = values @ self._arrays[f"{name}.weight"].T
        bias = self._arrays.get(f"{name}.bias")
        return product if bias is None else product + bias


@cache
def load_layers(package: str, file: str) -> Layers:
    """The arrays in ``weights/<file>`` of a package, read once.

    Raises:
        InstallError: the file is missing or damaged.
    """
    path = resources.files(package) / "weights" / file
    try:
        with path.open("rb") as stream, np.load(stream) as arrays:
            return Layers({name: arrays[name].astype(np.float32) for name in arrays.files})
    except (OSError, ValueError, EOFError) as error:
        raise InstallError(
            f"weights {path} cannot be loaded",
            "the file",
            "reinstall it: pip install --force-reinstall detente",
        ) from error


def log_softmax(scores: Matrix) -> Matrix:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Matrix = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def softmax(scores: Matrix) -> Matrix:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    result: Matrix = raised / raised.sum(-1, keepdims=True)
    return result


#: Edges of the buckets of word distance, in words; must equal DISTANCES in training.
DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96])


def distance_buckets(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """Signed word distances to buckets: 0 for none, then those to the right, then those to the left."""
    size = np.searchsorted(DISTANCES, np.abs(offset), side="right")
    buckets: NDArray[np.int64] = np.where(offset < 0, size + len(DISTANCES) + 1, size)
    return buckets
