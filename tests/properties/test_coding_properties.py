"""Laws of the coder: any tree is coded, the same each time, and no span leaves the text."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.code import PloverCoder
from detente.coding.when import find_days
from detente.records import Annotation, Article, Claim, Mention, Span, Words

WORDS = tuple(
    word
    for line in (
        "Russia Japan Iran the talks attack attacked warned will not denied sending troops to with by",
        "sanctions against agreed threatened on Monday 2014 I you their and , . strike of accused may if",
    )
    for word in line.split()
)
TAGS = ("NN", "NNS", "NNP", "VB", "VBD", "VBG", "VBN", "VBZ", "IN", "TO", "PRP", "PRP$", "DT", "JJ")
LABELS = (
    "nsubj", "nsubjpass", "dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "advcl", "acl", "relcl",
    "conj", "agent", "aux", "auxpass", "neg", "amod", "poss", "det", "mark", "dative", "compound", "ROOT",
)  # fmt: skip


class Nobody:
    pass


@st.composite
def reports(draw):
    count = draw(st.integers(1, 24))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=count, max_size=count))
    starts, stops, text = [], [], ""
    for word in words:
        starts.append(len(text))
        text += word
        stops.append(len(text))
        text += " "
    index = st.integers(0, count - 1)
    columns = Words(
        tuple(starts),
        tuple(stops),
        tuple(word.lower().removesuffix("ed") for word in words),
        tuple(draw(st.lists(st.sampled_from(TAGS), min_size=count, max_size=count))),
        tuple(draw(st.lists(index, min_size=count, max_size=count))),
        tuple(draw(st.lists(st.sampled_from(LABELS), min_size=count, max_size=count))),
        ("O",) * count,
        (0,) * count,
        np.zeros((count, 384), np.float32),
    )
    mentions = tuple(
        Mention(
            f"m{i}",
            Span(starts[i], stops[i]),
            draw(st.sampled_from(("country", "group", "agreement", "place"))),
            draw(st.sampled_from(("a", "b", "c"))),
            Span(starts[i], stops[i]),
            country=draw(st.sampled_from(("RUS", "JPN", ""))),
            sector="GOV",
        )
        for i in sorted(draw(st.sets(index, max_size=6)))
    )
    names = [mention.mention_id for mention in mentions]
    claims = tuple(
        Claim(
            f"c{i}",
            "x",
            draw(st.sampled_from([*names, None])),
            (),
            None,
            Span(starts[i], stops[i]),
            (Span(starts[i], len(text.rstrip())),),
            "direct",
            draw(st.sampled_from(("asserted", "denied", "asked", "predicted"))),
            None,
            0.5,
        )
        for i in sorted(draw(st.sets(index, max_size=2)))
    )
    pronouns = tuple((i, "a") for i in sorted(draw(st.sets(index, max_size=3))))
    article = Article("x", text, published=date(2024, 3, 14), published_basis="given")
    annotation = Annotation("x", (Span(0, len(text)),), mentions, columns, pronouns)
    return article, annotation, claims


@given(reports())
def test_any_tree_is_coded_without_error_the_same_each_time(made):
    article, annotation, claims = made
    coder = PloverCoder(scorer=None)
    events = coder.code(article, annotation, claims, Nobody())
    assert events == coder.code(article, annotation, claims, Nobody())
    assert [e.trigger.start for e in events] == sorted(e.trigger.start for e in events)
    for event in events:
        for span in (event.trigger, *event.evidence):
            assert 0 <= span.start < span.stop <= len(article.text)
        assert 0 <= event.confidence <= 1
        assert (event.first_day is None) == (event.day_basis == "unknown")


@given(reports())
def test_the_model_may_add_and_drop_but_breaks_no_law(made):
    article, annotation, claims = made
    for event in PloverCoder().code(article, annotation, claims, Nobody()):
        assert 0 <= event.confidence <= 1
        assert any(span.contains(event.trigger) for span in event.evidence)


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_dates_are_found_in_any_text_inside_it_and_in_order(text, published):
    last = 0
    for days in find_days(text, published):
        assert last <= days.start < days.stop <= len(text)
        last = days.start
        if days.first is not None and days.last is not None:
            assert days.first <= days.last


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 6))
def test_a_weekday_is_the_nearest_one_not_after_the_report(published, back):
    day = published - timedelta(days=back)
    (days,) = find_days(f"They met on {day.strftime('%A')}.", published)
    assert days.first == day


@pytest.mark.parametrize("published", [None, date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_safe(published):
    text = (
        "Nine hundred years ago, 999 weeks ago, next year, tomorrow, last month, in 1800, they met."
    )
    for days in find_days(text, published):
        assert days.first is None or days.first.year >= 1
