"""CAMEO triples: who may be a party, what a pair is seen by, and which triples are told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente import read
from detente.coding.cameo_ear import ear_of, upper_layers
from detente.coding.syntax import Tree
from detente.coding.triple_actors import MOST, actors_of, phrases
from detente.coding.triple_sights import sights_of
from detente.coding.triples import TripleReader, shipped_pairs, shipped_roots
from detente.errors import InstallError
from detente.language.annotate import EncoderAnnotator
from detente.measuring.werner import STATEMENT
from detente.records import Reading


def heard(reading: Reading) -> np.ndarray:
    return EncoderAnnotator().heard(reading.article.text, upper_layers())


def told(reading: Reading, reader: TripleReader | None = None) -> set[tuple[str, str, int]]:
    text = reading.article.text
    found = (reader or TripleReader()).triples(reading, heard(reading))
    assert all(0.0 < t.chance <= 1.0 and 1 <= t.root <= 20 for t in found)
    assert [t.chance for t in found] == sorted((t.chance for t in found), reverse=True)
    return {(t.initiator.quote(text), t.recipient.quote(text), t.root) for t in found}


def test_a_deed_between_two_countries_and_its_reverse():
    assert ("Norway", "Chile", 11) in told(read("Norway condemned Chile on Monday."))
    assert ("Chile", "Norway", 11) in told(read("Chile condemned Norway on Monday."))


def test_a_saying_is_a_deed_in_cameo():
    found = told(read("Barack Obama said Iran would keep its word."))
    assert any(who == "Barack Obama" and root == STATEMENT for who, _, root in found)


def test_one_actor_alone_does_nothing_to_anybody():
    assert told(read("Norway slept.")) == set()


def test_an_unreachable_bar_tells_nothing():
    strict = TripleReader(shipped_pairs().with_bar(1.1), shipped_roots())
    assert told(read("Norway condemned Chile on Monday."), strict) == set()


def test_noun_phrases_no_mention_holds_may_be_parties():
    reading = read("The Norwegian navy mocked a small pressure group.")
    words, text = reading.annotation.words, reading.article.text
    bare = [words.span(*each).quote(text) for each in phrases(words, ())]
    assert bare == ["The Norwegian navy", "a small pressure group"]
    named = phrases(words, reading.annotation.mentions)
    assert sorted(set(named)) == named
    assert phrases(words, ())[1] in named


def test_pairs_stay_within_a_sentence_and_enumerations_are_cut():
    crowd = "Norway, " + ", ".join(f"the club of town {n}" for n in range(40)) + " met Chile."
    reading = read(f"Peru slept and Chad woke. {crowd}")
    tree = Tree(reading.annotation.words, reading.article.text)
    rooms = actors_of(tree, reading.annotation.mentions)
    assert max(map(len, rooms)) == MOST
    ear = ear_of(reading.annotation.words, heard(reading))
    sights = list(sights_of(tree, reading.annotation.mentions, (), (), ear))
    sentence = reading.annotation.words.sentence
    assert sights
    assert all(sentence[s.one.first] == sentence[s.other.first] for s in sights)
    assert not any(s.one.named & s.other.named for s in sights)


def test_the_roots_of_a_pair_are_chances():
    reading = read("Norway condemned Chile on Monday.")
    tree = Tree(reading.annotation.words, reading.article.text)
    ear = ear_of(reading.annotation.words, heard(reading))
    sights = list(sights_of(tree, reading.annotation.mentions, reading.claims, reading.events, ear))
    assert sights
    for sight in sights:
        chances = shipped_roots().chances(sight)
        assert len(chances) == 20
        assert sum(chances) == pytest.approx(1.0, abs=1e-4)


def test_the_ear_for_cameo_hears_chances_and_other_things_than_the_coder():
    reading = read("Norway condemned Chile on Monday.")
    words = reading.annotation.words
    vectors = heard(reading)
    assert vectors.shape == words.states.shape
    assert not np.allclose(vectors, words.states, atol=0.1)
    (there, back) = ear_of(words, vectors)([((0, 0), (2, 2)), ((2, 2), (0, 0))])
    assert sum(there) == pytest.approx(1.0, abs=1e-4)
    assert max(range(21), key=there.__getitem__) == 11  # disapprove
    assert back[0] > there[0]


def test_damaged_upper_layers_are_named(tmp_path):
    broken = tmp_path / "cameo.onnx"
    broken.write_bytes(b"not a model")
    with pytest.raises(InstallError, match=r"cameo\.onnx cannot be loaded"):
        EncoderAnnotator().heard("Norway condemned Chile.", broken)


def test_without_vectors_there_are_no_triples():
    reading = read("Norway condemned Chile on Monday.")
    blind = np.zeros((len(reading.annotation.words), 3), dtype=np.float32)
    words = replace(reading.annotation.words, states=blind)
    assert told(replace(reading, annotation=replace(reading.annotation, words=words))) == set()
