"""``detente train`` underneath: labels read, figures by cross-validation; and the scorer of own types."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.labels import to_bytes
from detente.errors import DataError, TableError
from detente.measuring import subtypes
from detente.measuring.training import (
    Encoded,
    Example,
    cross_validate,
    encode,
    read_labels,
    train,
    train_on,
)
from detente.records import Span
from detente.settings import Settings
from detente.wire import no_words

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-events"
HEAD = "text,initiator,recipient,type\n"
GOOD = "Oman fed Yemen.,Oman,Yemen,AID\n"


def write(folder, text):
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


# ── reading labels ───────────────────────────────────────────────────────────────────────────────


def test_the_example_is_read_with_its_spans():
    examples, wrong = read_labels(EXAMPLE / "labels.csv")
    assert wrong == []
    first = examples[0]
    assert first.type == "port closure"
    assert first.initiator is not None
    assert first.initiator.quote(first.text) == "Oman"
    assert first.recipient is not None
    assert first.recipient.quote(first.text) == "Yemeni dhows"
    assert examples[-1].recipient is None


def test_parties_may_be_left_out_and_letters_are_composed(tmp_path):
    rows = "".join(f"Se\u0301ne\u0301gal fed Mali {n}.,t{n % 2}\n" for n in range(10))
    examples, _ = read_labels(write(tmp_path, "text,type\n" + rows))
    assert examples[0] == Example("Sénégal fed Mali 0.", None, None, "t0")
    rows = "".join(f"Se\u0301ne\u0301gal fed {n}.,S\u00e9n\u00e9gal,,t{n % 2}\n" for n in range(10))
    examples, wrong = read_labels(write(tmp_path, HEAD + rows))
    assert wrong == []
    assert examples[0].initiator == Span(0, 7)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Oman fed Yemen.,Omen,Yemen,AID", "line 3, column 'initiator' is 'Omen'; expected words that stand"),
        ("Oman fed Yemen.,Oman,yemen,AID", "line 3, column 'recipient' is 'yemen'.*letter for letter.*copy"),
        (",Oman,Yemen,AID", "line 3, column 'text' is empty"),
        ("...,,,AID", r"line 3, column 'text' is '\.\.\.'; expected a sentence"),
        (f"{'Oman ' * 500},,,AID", "line 3, column 'text' is 'Oman .*…'; expected .* 2000"),
        ("Oman fed Yemen.,Oman,Yemen,", "line 3, column 'type' is empty"),
        (f"Oman fed Yemen.,Oman,Yemen,{'x' * 61}", "line 3, column 'type'"),
        ("Oman fed Yemen.,Oman,Yemen,A\u202eB", "line 3, column 'type'"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_with_line_column_and_cure(tmp_path, row, says):
    examples, (error,) = read_labels(write(tmp_path, HEAD + GOOD + row + "\n" + GOOD))
    assert len(examples) == 2
    with pytest.raises(TableError, match=says):
        raise error
    assert error.cure


def test_every_bad_row_is_named(tmp_path):
    _, wrong = read_labels(write(tmp_path, HEAD + ",,,x\n" * 3 + GOOD + "Oman.,Y,,x\n"))
    assert [str(error).split("line ")[1][0] for error in wrong] == ["2", "3", "4", "6"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("text,kind\nA fed B.,x\n", "column 'kind' is unknown"),
        ("text,initiator\nA fed B.,A\n", "no column 'type'"),
        (HEAD, "holds no row"),
        (HEAD + GOOD * 12, "has one type, 'AID'; expected two or more"),
        (HEAD + GOOD + "A hit B.,A,B,ASSAULT\n", "has 2 rows; expected 10 or more"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(tmp_path, text, says):
    with pytest.raises(TableError, match=says):
        read_labels(write(tmp_path, text))


@given(st.text(max_size=120).map(lambda rest: HEAD + GOOD * 9 + rest))
def test_any_text_is_examples_or_table_errors(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "labels.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    examples, wrong, said = [], [], "labels.csv"
    try:
        examples, wrong = read_labels(path)
    except TableError as error:
        said = str(error)
    assert all("labels.csv" in each for each in (said, *map(str, wrong)))
    for example in examples:
        for span in (example.initiator, example.recipient):
            assert span is None or 0 <= span.start < span.stop <= len(example.text)


# ── training ─────────────────────────────────────────────────────────────────────────────────────


def made_up(counts, width=6, shipped="AID"):
    """Rows of types that stand apart in space, without an encoder."""
    names = sorted(counts)
    numbers = np.random.default_rng(3)
    examples, rows = [], []
    for place, name in enumerate(names):
        for n in range(counts[name]):
            examples.append(Example(f"{name} {n}", None, None, name))
            rows.append(np.eye(width)[place] * 4 + numbers.normal(size=width) * 0.3)
    return Encoded(tuple(examples), np.array(rows), (shipped,) * len(examples))


def test_what_stands_apart_is_learned_and_figures_say_so():
    found = train(made_up({"AID": 20, "port closure": 30}), "here")
    assert found.figures["macro_f1"] == found.figures["accuracy"] == 1
    assert found.figures["majority_macro_f1"] == pytest.approx(2 * 0.6 / 1.6 / 2)
    assert found.model.labels == ("AID", "port closure")
    assert found.model.facts["counts"] == {"AID": 20, "port closure": 30}
    assert found.by_type["AID"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "rows": 20}


def test_the_shipped_model_stands_beside_where_names_are_plovers():
    found = train(made_up({"AID": 20, "COERCE": 20, "mine": 10}), "here").figures
    assert found["ours_macro_f1_plover"] == 1
    assert found["shipped_macro_f1"] == pytest.approx((2 * 0.5 / 1.5 + 0) / 2)
    assert "shipped_macro_f1" not in train(made_up({"a": 10, "b": 10}), "here").figures


def test_a_label_is_of_the_kinds_its_rows_are_taken_for():
    assert train(made_up({"a": 10, "b": 10}, shipped="COERCE"), "x").model.parents == (
        ("COERCE",),
        ("COERCE",),
    )


def test_noise_is_not_learned_and_its_probabilities_are_modest():
    numbers = np.random.default_rng(5)
    examples = tuple(Example(f"t{n}", None, None, f"k{n % 2}") for n in range(60))
    noise = Encoded(examples, numbers.normal(size=(60, 40)), ("AID",) * 60)
    found = train(noise, "here")
    assert found.figures["accuracy"] < 0.75
    assert found.model.temperature > 1


def test_rows_of_one_text_are_never_trained_and_tested_on_both_sides():
    # Each text stands there twice with the same vector and another type: seen once, it would be known.
    numbers = np.random.default_rng(7)
    rows = numbers.normal(size=(20, 50))
    examples = [Example(f"t{n}", None, None, f"k{n % 2}") for n in range(20)]
    twice = Encoded((*examples, *examples), np.concatenate([rows, rows]), ("AID",) * 40)
    told = [n % 2 for n in range(20)] * 2
    right = cross_validate(twice, told, 2).argmax(1) == np.array(told)
    assert right.mean() < 0.8


def test_few_rows_and_no_nothing_are_warned_of():
    warnings = train(made_up({"a": 9, "b": 10, "c": 1}), "here").warnings
    assert [item.split(":")[0] for item in warnings[:2]] == ["'a' has 9 rows", "'c' has 1 row"]
    assert "NOTHING" in warnings[2]
    assert train(made_up({"nothing": 10, "b": 10}), "here").warnings == ()


def test_progress_is_told_step_by_step():
    steps = []
    train(made_up({"a": 10, "b": 10}), "here", lambda done, total: steps.append((done, total)))
    assert steps == [(n, 5) for n in range(5)]


def test_the_example_is_learned_twice_to_the_same_bytes():
    examples, _ = read_labels(EXAMPLE / "labels.csv")
    stages = []

    def progress(name):
        stages.append(name)
        return lambda _done, _total: None

    first = train_on(examples, Settings(), progress)
    assert stages == ["reading", "fitting"]
    assert first.figures["macro_f1"] > 0.4 > first.figures["majority_macro_f1"]
    assert to_bytes(train_on(examples, Settings(), progress).model) == to_bytes(first.model)
    assert first.to_json()["counts"]["port closure"] == 14


def test_an_annotator_without_vectors_is_refused():
    with pytest.raises(TableError, match="no word vectors"):
        encode([Example("Oman fed Yemen.", None, None, "AID")], lambda _: no_words())


# ── the scorer of own types ──────────────────────────────────────────────────────────────────────


def test_types_are_scored_against_the_one_each_text_tells_of():
    items = [subtypes.Item("a", "x"), subtypes.Item("a", "y"), subtypes.Item("b", "z"), subtypes.Item("", "w")]  # fmt: skip
    scores = subtypes.score(items, [{"a"}, set(), {"a", "b"}, {"b"}])
    assert scores.figures["p"] == pytest.approx(2 / 4)
    assert scores.figures["r"] == pytest.approx(2 / 3)
    assert scores.figures["wrongly_typed_share"] == 1
    assert scores.by["type"]["a"]["r"] == 0.5
    assert subtypes.score(items, [set()] * 4).figures["f1"] == 0


def test_sets_of_own_types_are_read_or_refused(tmp_path):
    (tmp_path / "ontology.csv").write_text("name,parent,seeds\na,AID,feed\n")
    path = tmp_path / "items.tsv"
    path.write_text('type\ttext\na\tOman fed "Yemen.\n\tNo.\n')
    types, items = subtypes.load(tmp_path)
    assert list(types) == ["a"]
    assert items == [subtypes.Item("a", 'Oman fed "Yemen.'), subtypes.Item("", "No.")]
    for broken in ("text\ttype\n", "type\ttext\nb\tOman.\n", "type\ttext\na\n", ""):
        path.write_text(broken)
        with pytest.raises(DataError, match=r"items\.tsv"):
            subtypes.load(tmp_path)
