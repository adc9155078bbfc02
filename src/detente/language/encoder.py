"""The encoder and its runtime: one int8 model, one pass over each window, a vector a word.

Every later head (names, syntax, attribution, relations) reads these vectors; nothing is encoded twice. Whoever needs a
finer ear for a task of his own brings upper layers of his own, over the lower ones of this model.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import InstallError
from detente.language.windows import MAX_PIECES_A_WORD, cut, input_types
from detente.language.words import Segmentation

WIDTH: Final = 384
_OPENING_MARK, _BREAK_MARK, _UNKNOWN = 101, 102, 100
STATES, UNDER = "states", "under"
"""What the model tells of each piece: its last layer, and that on which other upper layers stand."""
_CURE: Final = "reinstall it: pip install --force-reinstall detente"


def model_folder() -> Path:
    """Where the shipped weights lie."""
    return Path(str(resources.files("detente.language") / "model"))


def manifest() -> dict[str, str]:
    """File name to sha256 of every shipped weight file.

    Raises:
        InstallError: the manifest is missing.
    """
    path = model_folder() / "MANIFEST.json"
    try:
        found: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InstallError(f"model manifest {path} cannot be read", "the file", _CURE) from error
    return found


def damaged_files() -> list[str]:
    """Names of weight files that are missing or differ from the manifest."""
    damaged = []
    for name, expected in manifest().items():
        path = model_folder() / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        if found != expected:
            damaged.append(name)
    return damaged


class Encoder:
    """Turns the words of an article into vectors.

    Args:
        folder: where ``encoder.onnx`` and ``tokenizer.json`` lie; None for the shipped ones.

    Raises:
        InstallError: a file is missing or damaged.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or model_folder()

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415 - loaded with the model, not with the module

        path = self.folder / "tokenizer.json"
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception for a missing file
            raise InstallError(f"tokenizer {path} cannot be loaded", "the file", _CURE) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def encode(
        self, text: str, segmentation: Segmentation, upper: Path | None = None
    ) -> NDArray[np.float32]:
        """The vector of each word.

        Args:
            text: any text.
            segmentation: its words.
            upper: a model of upper layers to stand in for the encoder's own; None for its own.

        Shape: ``(n_words, 384)``, float32; each word's is that of its first piece.
        """
        words = [text[a:b] for a, b in zip(segmentation.starts, segmentation.stops, strict=True)]
        states = np.zeros((len(words), WIDTH), dtype=np.float32)
        if not words:
            return states
        pieces = self._pieces(words)
        types = input_types(words, segmentation.paragraph)
        for first, stop in cut(segmentation, [len(p) for p in pieces]):
            identifiers, kinds, starts = [_OPENING_MARK], [0], []
            for index in range(first, stop):
                if (
                    index > first
                    and segmentation.paragraph[index] != segmentation.paragraph[index - 1]
                ):
                    identifiers.append(_BREAK_MARK)
                    kinds.append(0)
                starts.append(len(identifiers))
                identifiers += pieces[index]
                kinds += [int(types[index])] * len(pieces[index])
            identifiers.append(_BREAK_MARK)
            kinds.append(0)
            (hidden,) = _session(self.folder / "encoder.onnx").run(
                [STATES if upper is None else UNDER],
                {
                    "pieces": np.array([identifiers], dtype=np.int64),
                    "types": np.array([kinds], dtype=np.int64),
                },
            )
            if upper is not None:
                (hidden,) = _session(upper).run([STATES], {UNDER: hidden})
            states[first:stop] = hidden[0, starts]
        return states

    def _pieces(self, words: list[str]) -> list[list[int]]:
        # A lone surrogate cannot cross into the tokenizer; it is nobody's word.
        clean = [word.encode("utf-8", "replace").decode("utf-8") for word in words]
        encoding = self._tokenizer.encode(clean, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for identifier, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if len(pieces[word]) < MAX_PIECES_A_WORD:
                pieces[word].append(identifier)
        return [found or [_UNKNOWN] for found in pieces]


@cache
def _session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 - loaded with the model, not with the module

    options = onnxruntime.SessionOptions()
    # One thread: the same bytes on any number of cores; reports are what is read in parallel.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no public base of its errors
        raise InstallError(f"model {path} cannot be loaded: {error}", "the file", _CURE) from error
