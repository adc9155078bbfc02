"""A user's own types from a table: by seeds, by likeness, and never an event made or lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding import subtypes
from detente.coding.likeness import KINDS, Likeness, Phrase, phrase, spread, unit
from detente.coding.ontology import EventType, load_ontology
from detente.coding.subtypes import TableTypes, Weights, clause_words
from detente.errors import SettingsError
from detente.measuring.subtypes import given as given_event
from detente.records import Article
from detente.wire import no_words

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-events"
CLOSURE = EventType("port closure", "SANCTION", "Closes a port to ships.", ("close port",))
SPYING = EventType("spying", "ACCUSE", "", ("bug ministry",))


_BUILT = {}


def table(pipeline, *types, **options):
    """A table of these types; built once, since it encodes what PLOVER's types mean."""
    key = tuple(kind.name for kind in types)
    if options:
        return TableTypes("mine", types, pipeline.words, **options)
    if key not in _BUILT:
        _BUILT[key] = TableTypes("mine", types, pipeline.words)
    return _BUILT[key]


def signs_of(pipeline, text, parent, *types):
    annotation = pipeline.annotate(Article("a", text))
    event = given_event(parent, annotation, text)
    found = table(pipeline, *types).signs(event, annotation.words)
    return {kind.name: (signs, why) for kind, signs, why in found}


@pytest.mark.parametrize(
    "text",
    [
        "Oman closed its ports to Yemen.",
        "The ports were closed by Oman.",
        "Oman is closing all of its southern ports to Yemeni ships.",
    ],
)
def test_the_words_of_a_seed_are_known_in_any_form(pipeline, text):
    signs, why = signs_of(pipeline, text, "SANCTION", CLOSURE)["port closure"]
    assert signs["seed phrase"] == signs["seed at trigger"] == 1
    assert why == "the words of its seed “close port”"


def test_words_that_do_not_belong_together_are_no_seed(pipeline):
    text = "Oman closed its embassy after an American warship had been seen outside the port."
    signs, why = signs_of(pipeline, text, "SANCTION", CLOSURE)["port closure"]
    assert "seed phrase" not in signs
    assert signs["seed share"] == 1
    assert why.startswith("likest to")


def test_another_parent_is_overruled_only_by_a_seed_at_the_trigger(pipeline):
    closed = "Oman closed its ports to Yemen."
    assert signs_of(pipeline, closed, "COERCE", CLOSURE)["port closure"][0]["other parent"] == 1
    accused = "Yemen accused Oman of having closed its ports."
    assert signs_of(pipeline, accused, "ACCUSE", CLOSURE) == {}
    assert signs_of(pipeline, "Oman expelled nine Yemeni envoys.", "COERCE", CLOSURE) == {}


def test_a_type_of_its_own_quad_is_nearer_than_one_of_another(pipeline):
    text = "Oman closed its ports to Yemen."
    near = signs_of(pipeline, text, "COERCE", CLOSURE)["port closure"][0]
    far = signs_of(pipeline, text, "AID", CLOSURE)["port closure"][0]
    assert "other quad" not in near
    assert far["other quad"] == 1


def test_a_table_gives_at_most_one_type_and_leaves_all_else_as_it_was(pipeline):
    reading = pipeline.read_article(Article("r", (EXAMPLE / "report.txt").read_text("utf-8")))
    own = TableTypes.load(EXAMPLE / "ontology.csv", pipeline.words)
    told = own.refine(reading.annotation, reading.events)
    assert [replace(event, subtypes=()) for event in told] == list(reading.events)
    given_types = [item for event in told for item in event.subtypes]
    assert given_types
    assert all(len(event.subtypes) <= 1 for event in told)
    for item in given_types:
        assert item.ontology == "ontology"
        assert item.name in load_ontology(EXAMPLE / "ontology.csv")
        assert own.weights.bar <= item.confidence <= 1
        assert item.why
    assert own.refine(reading.annotation, reading.events) == told


def test_types_of_two_tables_stand_beside_each_other(pipeline):
    text = "Oman closed its ports to Yemen."
    annotation = pipeline.annotate(Article("a", text))
    event = given_event("SANCTION", annotation, text)
    once = table(pipeline, CLOSURE).refine(annotation, (event,))
    (twice,) = table(pipeline, CLOSURE).refine(annotation, once)
    assert [item.name for item in twice.subtypes] == ["port closure", "port closure"]


def test_nothing_is_given_below_the_bar(pipeline):
    text = "Oman closed its ports to Yemen."
    annotation = pipeline.annotate(Article("a", text))
    event = given_event("SANCTION", annotation, text)
    shy = table(pipeline, CLOSURE, weights=replace(subtypes.shipped(), bar=1.0))
    assert shy.refine(annotation, (event,)) == (event,)


def test_the_order_of_the_rows_does_not_matter(pipeline):
    text = "Moscow's agents bugged the ministry in Berlin, the German government charged."
    annotation = pipeline.annotate(Article("a", text))
    event = given_event("ACCUSE", annotation, text)
    one = table(pipeline, CLOSURE, SPYING).refine(annotation, (event,))
    other = table(pipeline, SPYING, CLOSURE).refine(annotation, (event,))
    assert one[0].subtypes == other[0].subtypes


def test_an_event_whose_words_are_gone_stays_as_it_is(pipeline):
    text = "Oman closed its ports to Yemen."
    annotation = pipeline.annotate(Article("a", text))
    event = given_event("SANCTION", annotation, text)
    bare = replace(annotation, words=no_words())
    assert table(pipeline, CLOSURE).refine(bare, (event,)) == (event,)
    assert clause_words(event, annotation.words) == list(range(len(annotation.words)))


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=60).filter(str.strip), st.sampled_from(["SANCTION", "x"]))
def test_any_text_may_be_evidence(pipeline, text, kind):
    annotation = pipeline.annotate(Article("a", text))
    if not len(annotation.words):
        return
    event = given_event(kind, annotation, text)
    (told,) = table(pipeline, CLOSURE).refine(annotation, (event,))
    assert replace(told, subtypes=()) == event


def test_an_annotator_without_vectors_is_refused_with_a_cure():
    with pytest.raises(SettingsError, match="no word vectors") as caught:
        TableTypes("mine", (CLOSURE,), lambda _: no_words())
    assert "encoder" in caught.value.cure


def test_the_shipped_weights_lean_the_right_way():
    weights = subtypes.shipped()
    assert 0 < weights.bar < 1
    plain = weights.probability({})
    assert weights.probability({"seed phrase": 1.0, "seed at trigger": 1.0}) > plain
    assert weights.probability({f"over rival {kind}": 2.0 for kind in KINDS}) > plain
    assert weights.probability({"no such sign": 1e9}) == plain


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.floats(-1e6, 1e6)))
def test_a_probability_is_one_whatever_the_signs(named):
    assert 0 < Weights({"a": 1.0, "b": -3.0}, 0.5, 0.5).probability(named) < 1


def test_a_phrase_knows_its_content_words(pipeline):
    found = phrase("close the ports of Oman.", pipeline.words)
    assert set(found.lemmas) == {"close", "port", "oman"}
    assert found.nouns == ("port",)
    assert found.vectors.shape[0] == 2
    alone = phrase("of the", pipeline.words)
    assert alone.lemmas == ("of", "the")


def vectors(rows):
    return unit(np.asarray(rows, dtype=np.float32))


def test_likeness_is_greatest_to_what_is_the_same():
    one = Phrase("one", ("one",), (), vectors([[1, 0, 0]]))
    two = Phrase("two", ("two",), (), vectors([[0, 1, 0], [0, 1, 1]]))
    likeness, by_phrase = Likeness([[one], [two, one]]).of(vectors([[1, 0, 0]]))
    assert likeness.shape == (2, len(KINDS))
    assert by_phrase.tolist() == pytest.approx([1, 0, 1])
    assert likeness[0].tolist() == pytest.approx([1, 1, 1, 1])
    assert likeness[1].tolist() == pytest.approx([1, 0.5, 1, 0.5])
    assert spread(likeness)[0, 1] > 0 > spread(likeness)[1, 1]


@given(st.lists(st.lists(st.floats(-10, 10), min_size=4, max_size=4), min_size=2, max_size=6))
def test_spreads_do_not_depend_on_the_scale_of_an_encoder(rows):
    values = np.asarray(rows, dtype=np.float32)
    if (values.std(0) < 0.01).any():
        values = values + np.arange(values.size, dtype=np.float32).reshape(values.shape)
    assert spread(values * 4) == pytest.approx(spread(values), abs=1e-2)
