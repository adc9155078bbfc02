"""Trees are trees, and damaged weights are said to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InstallError
from detente.language.encoder import Encoder, damaged_files, manifest
from detente.language.heads import LanguageHeads, tree
from detente.language.words import segment


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=0, max_value=2**32 - 1))
def test_any_scores_give_one_tree(size: int, seed: int):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = tree(scores)
    assert sum(int(heads[i]) == i for i in range(size)) == 1
    for start in range(size):
        word, steps = start, 0
        while heads[word] != word:
            word, steps = int(heads[word]), steps + 1
            assert steps <= size


def test_a_clear_cycle_is_opened_where_it_costs_least():
    scores = np.full((3, 3), -5.0, dtype=np.float32)
    scores[0, 0] = 5.0
    scores[1, 2] = scores[2, 1] = 4.0
    scores[2, 0] = 3.0
    assert tree(scores).tolist() == [0, 2, 0]


def test_the_shipped_weights_match_their_manifest():
    assert set(manifest()) >= {"encoder.onnx", "heads.npz", "labels.json", "tokenizer.json"}
    assert damaged_files() == []


def test_missing_weights_name_the_cure(tmp_path: Path):
    with pytest.raises(InstallError, match="reinstall"):
        LanguageHeads(tmp_path)
    with pytest.raises(InstallError, match="tokenizer"):
        Encoder(tmp_path).encode("Hello.", segment("Hello."))
    (tmp_path / "tokenizer.json").write_bytes(
        (Path(Encoder().folder) / "tokenizer.json").read_bytes()
    )
    (tmp_path / "encoder.onnx").write_bytes(b"not a model")
    with pytest.raises(InstallError, match="cannot be loaded"):
        Encoder(tmp_path).encode("Hello.", segment("Hello."))


def test_names_are_mended_by_the_syntax():
    names = ["B-ORG", "I-ORG", "B-DATE", "B-PERSON", "B-DATE"]
    tags = ["NNP", "IN", "NNP", "NNP", "NNP"]
    heads, relations = [0, 0, 3, 0, 0], ["ROOT", "prep", "compound", "appos", "npadvmod"]
    mended = LanguageHeads.mend(names, tags, heads, relations)
    assert mended == ["B-ORG", "O", "B-PERSON", "I-PERSON", "B-DATE"]
    assert LanguageHeads.mend([], [], [], []) == []
