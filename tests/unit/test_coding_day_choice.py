"""The choice of a day: candidates, their numbers, and the network that weighs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from test_coding_dating import FRIDAY, HEADLINE, LEAD, WEDNESDAY, Report

from detente.coding.dating import UNKNOWN, Calendar
from detente.coding.day_choice import DEAF, DayWeights, Hearing, shipped
from detente.coding.retelling import When
from detente.records import Annotation, Article

SAID = "They/PRP/1/nsubj accused/VBD/1/ROOT him/PRP/1/dobj"
PLAN = "They/PRP/2/nsubj will/MD/2/aux meet/VB/2/ROOT on/IN/2/prep Monday/NNP/3/pobj"


def prefers(*names, width=1):
    """A network that gives each of the names one point, and nothing else any."""
    inputs = np.zeros((len(names) + 3, 1))
    straight = np.concatenate([np.ones(len(names)), np.zeros(3)])
    return DayWeights(
        {name: number for number, name in enumerate(names)},
        np.ones((1, width), np.float32), np.zeros((1, 4 * width)), np.zeros(1), np.zeros((1, 3 * width)),
        np.zeros(1), inputs, straight, np.zeros(1), np.zeros(1),
    )  # fmt: skip


def chosen(report, weights, word, kind, status="happened"):
    spans = []
    for sentence in range(report.tree.words.sentence[-1] + 1):
        first, last = report.tree.first[sentence], report.tree.last[sentence]
        spans.append(report.tree.words.span(first, last))
    article = Article(
        "a", report.text, title=report.text.split("\n\n")[0], published=FRIDAY, published_basis="given"
    )  # fmt: skip
    annotation = Annotation("a", tuple(spans), report.mentions, report.tree.words)
    calendar = Calendar(article, annotation, report.tree, weights)
    deed = report.deed(word, kind, status)
    calendar.note_deeds([deed])
    return calendar.of(deed, status, outlet=True)


def test_the_best_scored_day_is_the_answer():
    report = Report(HEADLINE, LEAD, SAID)
    assert chosen(report, prefers("no day"), "accused", "ACCUSE") == UNKNOWN
    told = When(WEDNESDAY, WEDNESDAY, "relative")
    assert chosen(report, prefers("is story day"), "accused", "ACCUSE") == told
    assert chosen(report, prefers("report day"), "accused", "ACCUSE") == When(
        FRIDAY, FRIDAY, "article"
    )


def test_the_answer_of_the_rules_keeps_its_last_day_and_basis():
    report = Report(
        HEADLINE,
        "They/PRP/2/nsubjpass were/VBD/2/auxpass convicted/VBN/2/ROOT of/IN/2/prep"
        " lying/VBG/3/pcomp in/IN/4/prep 2014/CD/5/pobj",
    )
    when = chosen(report, prefers("as ruled"), "convicted", "COERCE")
    assert when == When(date(2014, 1, 1), date(2014, 12, 31), "stated")
    assert chosen(report, prefers("no day"), "convicted", "COERCE") == UNKNOWN


def test_the_answer_of_a_sure_rule_stands():
    report = Report(HEADLINE, LEAD)
    when = chosen(report, prefers("no day"), "met", "CONSULT")
    assert when == When(WEDNESDAY, WEDNESDAY, "relative")


def test_what_goes_on_without_a_day_goes_on_until_the_report():
    report = Report(HEADLINE, LEAD, SAID)
    when = chosen(report, prefers("no day"), "accused", "ACCUSE", "ongoing")
    assert when == When(None, FRIDAY, "article")


def test_the_coming_day_of_a_weekday_is_a_candidate_too():
    report = Report(HEADLINE, PLAN)
    when = chosen(report, prefers("date coming"), "meet", "CONSULT", "possible")
    assert when.first == date(2024, 3, 18)


def test_a_headline_is_never_dated_by_the_mere_day_of_the_report():
    report = Report(SAID, LEAD)
    assert chosen(report, prefers("report day"), "accused", "ACCUSE").basis != "article"


@pytest.mark.parametrize("weights", [DEAF, prefers("no day")])
def test_without_fitting_vectors_the_rules_decide(weights):
    report = Report(HEADLINE, LEAD)
    report.tree.words = replace(
        report.tree.words, states=np.zeros((len(report.tree), 7), np.float32)
    )
    assert chosen(report, weights, "met", "CONSULT") == When(WEDNESDAY, WEDNESDAY, "relative")


def test_the_network_is_the_formula_it_says():
    weights = DayWeights(
        {"a": 0}, np.eye(1, dtype=np.float32), np.full((1, 4), 0.5), np.array([0.1]), np.full((1, 3), 0.2),
        np.array([0.3]), np.arange(8.0).reshape(4, 2), np.array([1.0, 2.0, 3.0, 4.0]),
        np.array([-1.0, 0.5]), np.array([2.0, -1.0]),
    )  # fmt: skip
    found = weights.scores(
        {},
        [{"a": 2.0}, {"b": 9.0}],
        np.ones(4, np.float32),
        weights.viewed(np.array([[1.0] * 3, [0.0] * 3], np.float32)),
    )
    left, right = np.tanh(2.1), np.tanh(0.9)
    expected = []
    for number, day in ((2.0, right), (0.0, 0.0)):
        row = np.array([number, left, day, left * day])
        hidden = np.maximum(row @ weights.inputs + weights.shift, 0)
        expected.append(row @ weights.straight + hidden @ weights.out)
    assert np.allclose(found, expected)


def test_hearing_joins_word_verb_and_sentences():
    report = Report(HEADLINE, LEAD)
    states = np.arange(len(report.tree), dtype=np.float32)[:, None]
    report.tree.words = replace(report.tree.words, states=states)
    hearing = Hearing(report.tree, np.ones((1, 1), np.float32))
    # "Wednesday" is word 4, its verb word 2, its sentence words 1 to 4, the sentence before word 0.
    assert hearing.deed(4).tolist() == [4.0, 2.0, 2.5, 0.0]
    assert hearing.days([None]).tolist() == [[0.0, 0.0, 0.0]]


def test_the_shipped_network_is_whole():
    weights = shipped()
    views = len(weights.deed)
    rows = len(weights.columns) + 3 * views
    assert weights.inputs.shape == (rows, len(weights.out))
    assert weights.straight.shape == (rows,)
    assert weights.basis.shape[1] * 4 == weights.deed.shape[1]
    assert weights.basis.shape[1] * 3 == weights.day.shape[1]
    assert "as ruled" in weights.columns


def test_candidates_tell_where_their_words_stand_and_who_else_has_the_day():
    report = Report(HEADLINE, LEAD, SAID)
    calendar = report.calendar
    calendar.note_deeds([report.deed("met", "ACCUSE")])
    deed = report.deed("accused", "ACCUSE")
    found = calendar.sights.candidates(calendar.asked(deed, "happened", outlet=True))
    none, told, coming, mere = found
    assert (none.first, told.first, mere.first) == (None, WEDNESDAY, FRIDAY)
    assert coming.first == date(2024, 3, 20)
    assert "no day" in none.named
    assert "none told speech" in none.named
    assert told.named["sentences before"] == 1.0
    assert {"is story day", "last told", "same kind and party", "doer there"} <= set(told.named)
    assert mere.place is None
    assert "report day" in mere.named
    assert "grain day" not in mere.named


def test_a_deed_of_the_dates_own_sentence_knows_the_way_to_it():
    report = Report(HEADLINE, LEAD)
    calendar = report.calendar
    asked = calendar.asked(report.deed("met", "CONSULT"), "happened", outlet=True)
    _, told, _, _ = calendar.sights.candidates(asked)
    assert asked.rule == "own"
    assert told.named["same sentence"] == 1.0
    assert told.named["date steps"] == 2.0
    assert told.named["deed steps"] == 0.0
    shared = calendar.sights.of_deed(asked, frozenset({2}))
    assert {"claim cue", "kind CONSULT", "rule own", "days here"} <= set(shared)
