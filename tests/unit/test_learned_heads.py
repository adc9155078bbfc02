"""The numpy heads answer as the network they were trained in does.

``heads_reference.npz`` is written by ``training/encoder/export.py`` beside the weights: made-up vectors and what
torch's layers answer to them. Weights ship in half precision, hence the tolerance.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.attribution import tagger
from detente.attribution.proposals import Proposal
from detente.coding.relation import TYPES, classify, score_pairs
from detente.coding.spotting import Spotter
from detente.language.annotate import EncoderAnnotator
from detente.language.encoder import model_folder
from detente.language.heads import LanguageHeads
from detente.records import Annotation, Article, Span, Words

NEAR = 2e-2


@pytest.fixture(scope="module")
def made_up() -> dict[str, np.ndarray]:
    with np.load(Path(__file__).parent / "heads_reference.npz") as stored:
        return dict(stored)


@pytest.fixture(scope="module")
def words(made_up: dict[str, np.ndarray]) -> Words:
    size = len(made_up["states"])
    starts = tuple(range(0, 3 * size, 3))
    blank = ("X",) * size
    return Words(
        starts, tuple(s + 2 for s in starts), blank, blank, tuple(range(size)), blank, ("O",) * size,
        tuple(made_up["sentence"].tolist()), made_up["states"],
    )  # fmt: skip


def test_language_heads(made_up: dict[str, np.ndarray]):
    heads = LanguageHeads(model_folder())
    states = made_up["states"]
    assert heads.tag(states) == [heads.tags[i] for i in made_up["tag"]]
    found = heads._relations(states, made_up["heads_of"])
    expected = [heads.relations[i] for i in made_up["relation"]]
    roots = {i for i, h in enumerate(made_up["heads_of"]) if h == i}
    same = [f == e for i, (f, e) in enumerate(zip(found, expected, strict=True)) if i not in roots]
    assert sum(same) >= len(same) - 1


def test_attribution_head(made_up: dict[str, np.ndarray], words: Words):
    cue = int(made_up["cue"])
    logits = tagger._layers().linear("cue", words.states)
    assert np.allclose(logits, made_up["cue_logits"], atol=NEAR)
    projected = {
        "added": tagger._layers().linear("role_word", words.states),
        "product": tagger._layers().linear("role_word2", words.states),
    }
    view = tagger._roles(
        words,
        projected,
        cue,
        cue,
        0,
        len(words),
        np.zeros(len(words), dtype=np.int64),
        made_up["quote"],
    )
    assert np.allclose(np.exp(view), np.exp(made_up["roles"]), atol=NEAR)


def test_relation_head(made_up: dict[str, np.ndarray], words: Words):
    (score,) = score_pairs(words, [((1, 1), (6, 6))])
    expected = made_up["pair"]
    assert np.allclose(score.probabilities[:-1], expected[:16], atol=NEAR)
    assert score.of("NOTHING") == pytest.approx(float(expected[16:].sum()), abs=NEAR)
    assert score.trigger == int(made_up["looked"].argmax())
    assert sum(score.probabilities) == pytest.approx(1.0, abs=1e-4)
    assert score.best in TYPES


def test_trigger_and_side_heads(made_up: dict[str, np.ndarray], words: Words):
    spotter = Spotter(words)
    assert np.allclose(spotter.chances, made_up["trigger"], atol=NEAR)
    heard = np.stack([spotter.statuses(i) for i in range(len(words))])
    assert np.allclose(heard, made_up["status"], atol=NEAR)
    act = int(made_up["cue"])
    views = spotter.views(act)
    assert views.first == 0  # its own sentence is the first one
    assert len(views.initiator) == words.sentence.count(0)
    expected = made_up["sides"][: len(views.initiator)]
    assert np.allclose(views.initiator, expected[:, 1], atol=NEAR)
    assert np.allclose(views.recipient, expected[:, 2], atol=NEAR)
    assert views.peak("recipient") == max(views.recipient)


def test_no_path_begins_inside_a_segment():
    scores = np.log(np.full((4, 5), 0.2, dtype=np.float32))
    scores[:, 4] = 0.0
    labels, sure = tagger._labels(scores)
    assert labels[0] != 4
    assert labels[1:] == [4, 4, 4]
    assert 0 < sure <= 1
    assert tagger._labels(np.array([[0.0, -9, -9, -9, -9]] * 3, dtype=np.float32)) == ([0] * 3, 0.0)
    assert tagger._ranges([1, 2, 0, 3, 4, 3], 10, 3, 4) == ((13, 14), (15, 15))


def propose(annotator: EncoderAnnotator, text: str) -> tuple[tuple[Proposal, ...], Words]:
    segmentation, words = annotator.words(text)
    annotation = Annotation("a", segmentation.sentences, (), words)
    return tagger.propose(Article("a", text), annotation), words


def test_a_plain_statement_is_proposed_with_source_and_content(annotator: EncoderAnnotator):
    text = "The harbour master said that the strait would stay open."
    proposals, words = propose(annotator, text)
    assert any(
        words.span(*p.cue).quote(text) == "said"
        and [words.span(*r).quote(text) for r in p.source] == ["The harbour master"]
        for p in proposals
    )
    assert propose(annotator, "")[0] == ()


def test_direction_decides_who_did_it(annotator: EncoderAnnotator):
    text = "Ruritania bombed the capital of Borduria."
    _, words = annotator.words(text)
    doer, victim = Span(0, 9), Span(text.index("Borduria"), len(text) - 1)
    assert classify(words, doer, victim) == "ASSAULT"
    assert classify(words, None, None) in TYPES
    assert score_pairs(words, []) == ()
