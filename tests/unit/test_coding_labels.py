"""Models of a user's own types: the fit, the file, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding import labels
from detente.coding.labels import LabelModel, ModelTypes, learn, load_model, to_bytes
from detente.coding.relation import pair_vector, pair_width
from detente.coding.softmax_regression import fit, log_chances, minimise
from detente.errors import ModelError
from detente.measuring.subtypes import given as given_event
from detente.records import Article, Party, Span

HERE = "encoder 0123"
SENTENCE = "Oman closed its ports to Yemen."


def model(width=4, **changes):
    rows = np.eye(width)[np.arange(12) % 2] + np.linspace(0, 0.1, 12)[:, None]
    made = LabelModel(
        labels=("port closure", "NOTHING"),
        parents=(("SANCTION",), ("AID",)),
        regression=learn(rows, [n % 2 for n in range(12)], 2),
        temperature=1.0,
        made_by=HERE,
        facts={"counts": {"port closure": 6, "NOTHING": 6}},
    )
    return replace(made, **changes)


def saved(folder, content):
    path = folder / "own.npz"
    path.write_bytes(content)
    return path


# ── the fit ──────────────────────────────────────────────────────────────────────────────────────


def test_what_can_be_told_apart_is():
    rows = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.8], [-1.0, -1.0], [-0.8, -1.0]])
    told = np.array([0, 0, 1, 1, 2, 2])
    weights, bias = fit(rows, told, 3, 0.1)
    assert (rows @ weights.T + bias).argmax(1).tolist() == told.tolist()


@given(st.integers(0, 2**32 - 1), st.floats(0.5, 20))
def test_no_step_away_from_the_fit_makes_it_better(seed, penalty):
    numbers = np.random.default_rng(seed)
    rows, told = numbers.normal(size=(12, 3)), numbers.integers(0, 3, 12)
    weights, bias = fit(rows, told, 3, penalty)

    def loss(w, b):
        logs = log_chances(rows @ w.T + b)
        return -logs[np.arange(12), told].sum() + 0.5 * penalty * (w**2).sum()

    best = loss(weights, bias)
    for _ in range(5):
        away = numbers.normal(size=weights.shape) * 0.05
        assert best <= loss(weights + away, bias + away[:, 0]) + 1e-6


def test_a_stronger_penalty_gives_smaller_weights():
    numbers = np.random.default_rng(1)
    rows, told = numbers.normal(size=(30, 4)), numbers.integers(0, 2, 30)
    sizes = [float((fit(rows, told, 2, p)[0] ** 2).sum()) for p in (0.1, 1.0, 10.0)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_bowl_is_followed_to_its_ground():
    centre = np.array([3.0, -2.0, 0.5])
    scale = np.array([1.0, 50.0, 0.1])

    def bowl(point):
        away = point - centre
        return float((scale * away**2).sum()), 2 * scale * away

    assert minimise(bowl, np.zeros(3), 1e-9) == pytest.approx(centre, abs=1e-6)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def narrow(monkeypatch):
    monkeypatch.setattr(labels, "pair_width", lambda: 4)


def test_a_model_comes_back_from_its_file(tmp_path, narrow):
    made = model()
    back = load_model(saved(tmp_path, to_bytes(made)), HERE)
    assert (back.labels, back.parents, back.made_by) == (made.labels, made.parents, HERE)
    assert back.facts["counts"] == made.facts["counts"]
    assert back.regression.weights == pytest.approx(made.regression.weights, abs=1e-6)
    assert to_bytes(back) == to_bytes(made)


def test_the_same_rows_give_the_same_bytes():
    assert to_bytes(model()) == to_bytes(model())


def test_a_model_of_other_weights_is_refused_with_the_cure(tmp_path, narrow):
    path = saved(tmp_path, to_bytes(model()))
    with pytest.raises(
        ModelError, match="encoder 0123, this installation makes encoder 9"
    ) as caught:
        load_model(path, "encoder 9")
    assert "detente train" in caught.value.cure


def test_a_model_that_lies_about_its_weights_is_refused(tmp_path):
    with pytest.raises(ModelError, match="another width"):
        load_model(saved(tmp_path, to_bytes(model())), HERE)


def spoilt(**changes):
    """The arrays of a good file with some of them changed or, where None, left out."""
    with np.load(io.BytesIO(to_bytes(model()))) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    facts = json.loads(kept["facts"].tobytes())
    told = changes.pop("told", {})
    facts = {name: value for name, value in (facts | told).items() if value is not None}
    kept["facts"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    kept = {name: value for name, value in (kept | changes).items() if value is not None}
    stream = io.BytesIO()
    np.savez(stream, **kept)
    return stream.getvalue()


HUGE = np.full((2, 4), np.float32(1))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not a zip",
        b"\x93NUMPY",
        spoilt(weights=None),
        spoilt(facts=None),
        spoilt(facts=np.frombuffer(b"[1, 2]", dtype=np.uint8)),
        spoilt(facts=np.frombuffer(b"[" * 5000, dtype=np.uint8)),
        spoilt(facts=np.frombuffer(b"\xff\xfe", dtype=np.uint8)),
        spoilt(told={"format": 99}),
        spoilt(told={"labels": None}),
        spoilt(told={"labels": ["one"]}),
        spoilt(told={"labels": ["one", "one"]}),
        spoilt(told={"labels": ["one", "a\u202eb"]}),
        spoilt(told={"labels": 7}),
        spoilt(told={"parents": [["SANCTION"]]}),
        spoilt(told={"parents": 3}),
        spoilt(told={"counts": None}),
        spoilt(told={"counts": [1]}),
        spoilt(told={"temperature": "hot"}),
        spoilt(told={"temperature": 0}),
        spoilt(told={"temperature": -1.0}),
        spoilt(weights=np.full((2, 4), np.nan, dtype=np.float32)),
        spoilt(weights=np.ones((3, 4), dtype=np.float32)),
        spoilt(weights=np.array(["a", "b"])),
        spoilt(bias=np.ones(3, dtype=np.float32)),
        spoilt(scale=np.zeros(4, dtype=np.float32)),
        spoilt(mean=np.ones((1, 4), dtype=np.float32)),
        spoilt(weights=np.array([{"a": 1}], dtype=object)),
    ],
)
def test_what_is_no_model_of_ours_is_refused_and_never_run(tmp_path, narrow, content):
    path = saved(tmp_path, content)
    with pytest.raises(ModelError, match=r"own\.npz is no model of ours") as caught:
        load_model(path, HERE)
    assert caught.value.expected
    assert caught.value.cure


def test_a_file_that_cannot_be_read_is_an_error_of_ours(tmp_path):
    for path in (tmp_path / "none.npz", tmp_path):
        with pytest.raises(ModelError, match="cannot read the model"):
            load_model(path, HERE)


def test_a_file_that_unpacks_to_more_than_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(labels, "_LARGEST", 1000)
    with pytest.raises(ModelError, match="larger than 1000"):
        load_model(saved(tmp_path, b"x" * 1001), HERE)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("weights.npy", b"\0" * 5000)
    assert len(stream.getvalue()) < 1000
    with pytest.raises(ModelError, match="unpacks to more than 1000"):
        load_model(saved(tmp_path, stream.getvalue()), HERE)


@given(st.binary(max_size=300), st.integers(0, 1500))
def test_any_bytes_are_a_model_or_a_model_error(tmp_path_factory, noise, at):
    good = to_bytes(model())
    path = tmp_path_factory.getbasetemp() / "any.npz"
    path.write_bytes(good[:at] + noise + good[at + len(noise) :])
    said = "any.npz"
    try:
        load_model(path, HERE)
    except ModelError as error:
        said = str(error)
    assert "any.npz" in said


# ── in use ───────────────────────────────────────────────────────────────────────────────────────


def told(pipeline, text, made, **changes):
    annotation = pipeline.annotate(Article("a", text))
    event = replace(given_event("SANCTION", annotation, text), **changes)
    (refined,) = ModelTypes("mine", made).refine(annotation, (event,))
    return event, refined


def sure(width, chosen):
    """A model that is sure of one label whatever it sees."""
    made = model(width)
    bias = np.where(np.arange(2) == chosen, 9.0, -9.0)
    return replace(
        made, regression=replace(made.regression, weights=np.zeros((2, width)), bias=bias)
    )


def test_a_sure_model_names_the_event_and_changes_nothing_else(pipeline):
    event, refined = told(pipeline, SENTENCE, sure(pair_width(), 0))
    assert replace(refined, subtypes=()) == event
    (item,) = refined.subtypes
    assert (item.name, item.ontology, item.confidence) == ("port closure", "mine", 1.0)
    assert item.why == "learned from 6 sentences"


def test_nothing_is_no_type_and_no_type_is_of_every_kind_of_event(pipeline):
    event, refined = told(pipeline, SENTENCE, sure(pair_width(), 1), type="AID")
    assert refined == event
    event, refined = told(pipeline, SENTENCE, sure(pair_width(), 0), type="ASSAULT")
    assert refined == event


def test_a_model_in_doubt_abstains(pipeline):
    made = sure(pair_width(), 0)
    doubt = replace(made, regression=replace(made.regression, bias=np.array([0.2, 0.0])))
    event, refined = told(pipeline, SENTENCE, doubt)
    assert refined == event


def test_parties_elsewhere_are_not_looked_at(pipeline):
    far = Party("no such mention", "OMN", "OMN", "GOV")
    event, refined = told(pipeline, SENTENCE, sure(pair_width(), 0), initiator=far)
    assert refined.subtypes
    event, refined = told(pipeline, SENTENCE, sure(pair_width(), 0), trigger=Span(500, 501))
    assert refined == event


def test_the_vector_of_a_pair_turns_with_its_direction(pipeline):
    words = pipeline.words(SENTENCE)
    oman, yemen = Span(0, 4), Span(25, 30)
    assert (SENTENCE[0:4], SENTENCE[25:30]) == ("Oman", "Yemen")
    there, back = pair_vector(words, oman, yemen), pair_vector(words, yemen, oman)
    assert there.shape == back.shape == (pair_width(),)
    assert not np.allclose(there, back)
    assert pair_vector(words, None, None).shape == (pair_width(),)
