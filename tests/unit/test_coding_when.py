"""Dates in running text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from detente.coding.when import ahead, find_days, lean

THURSDAY = date(2024, 3, 14)


def only(text, published=THURSDAY):
    (days,) = find_days(text, published)
    return days


@pytest.mark.parametrize(
    ("text", "first", "last", "basis"),
    [
        ("It began on 2 October 2018.", "2018-10-02", "2018-10-02", "stated"),
        ("It began on October 2, 2018.", "2018-10-02", "2018-10-02", "stated"),
        ("It began on 2018-10-02 in the north.", "2018-10-02", "2018-10-02", "stated"),
        ("They met on 2 February.", "2024-02-02", "2024-02-02", "stated"),
        ("They met on October 6.", "2023-10-06", "2023-10-06", "stated"),
        ("It ended in May 2021.", "2021-05-01", "2021-05-31", "stated"),
        ("It ended in June.", "2023-06-01", "2023-06-30", "stated"),
        ("It ended last October.", "2023-10-01", "2023-10-31", "relative"),
        ("It ended in 2014.", "2014-01-01", "2014-12-31", "stated"),
        ("It ended in early 2016.", "2016-01-01", "2016-03-31", "stated"),
        ("It ended in the late 1990s.", "1997-01-01", "1999-12-31", "stated"),
        ("They met on Monday.", "2024-03-11", "2024-03-11", "relative"),
        ("They met on Thursday.", "2024-03-14", "2024-03-14", "relative"),
        ("They met last Tuesday.", "2024-03-12", "2024-03-12", "relative"),
        ("They met last Wednesday.", "2024-03-06", "2024-03-06", "relative"),
        ("They met on 20 September last year.", "2023-09-20", "2023-09-20", "stated"),
        ("They met on February 3 of this year.", "2024-02-03", "2024-02-03", "stated"),
        ("They met in May of last year.", "2023-05-01", "2023-05-31", "stated"),
        ("They met late last year.", "2023-10-01", "2023-12-31", "relative"),
        ("They ruled from 2010 to 2013.", "2010-01-01", "2013-12-31", "stated"),
        ("They ruled between 2010 and 2013.", "2010-01-01", "2013-12-31", "stated"),
        ("It closed for parts of January and February.", "2024-01-01", "2024-02-29", "stated"),
        ("It fell in the 19th century.", "1801-01-01", "1900-12-31", "stated"),
        ("It fell in the 1800s.", "1801-01-01", "1900-12-31", "stated"),
        ("It followed the 2014 raid.", "2014-01-01", "2014-12-31", "stated"),
        ("They meet next Friday.", "2024-03-15", "2024-03-15", "relative"),
        ("They met yesterday.", "2024-03-13", "2024-03-13", "relative"),
        ("They meet tomorrow.", "2024-03-15", "2024-03-15", "relative"),
        ("They met last week.", "2024-03-04", "2024-03-10", "relative"),
        ("They met earlier this week.", "2024-03-11", "2024-03-14", "relative"),
        ("They met earlier in the month.", "2024-03-01", "2024-03-14", "relative"),
        ("They met last month.", "2024-02-01", "2024-02-29", "relative"),
        ("They met last year.", "2023-01-01", "2023-12-31", "relative"),
        ("They met three days ago.", "2024-03-11", "2024-03-11", "relative"),
        ("They met two years ago.", "2022-01-01", "2022-12-31", "relative"),
        ("They met a month ago.", "2024-02-14", "2024-02-14", "relative"),
        ("They met three weeks ago.", "2024-02-22", "2024-02-22", "relative"),
        ("They met over the past two months.", "2024-01-14", "2024-03-14", "relative"),
        ("They met at the weekend.", "2024-03-09", "2024-03-10", "relative"),
        ("They met last weekend.", "2024-03-09", "2024-03-10", "relative"),
        ("They meet next weekend.", "2024-03-16", "2024-03-17", "relative"),
        ("They met at the end of last week.", "2024-03-08", "2024-03-10", "relative"),
        ("They met early this week.", "2024-03-11", "2024-03-12", "relative"),
        ("They met late last month.", "2024-02-21", "2024-02-29", "relative"),
        ("They met at the end of January.", "2024-01-21", "2024-01-31", "stated"),
        ("They met at the beginning of 2019.", "2019-01-01", "2019-03-31", "stated"),
        ("They met last summer.", "2023-06-01", "2023-08-31", "relative"),
        ("They meet next spring.", "2025-03-01", "2025-05-31", "relative"),
        ("They meet this autumn.", "2024-09-01", "2024-11-30", "relative"),
        ("They met in the summer of 2018.", "2018-06-01", "2018-08-31", "stated"),
        ("They met again (04.02.2024).", "2024-02-04", "2024-02-04", "stated"),
        ("It lasted for the last five years.", "2019-03-14", "2024-03-14", "relative"),
        ("It happened on 23/11/2018 there.", "2018-11-23", "2018-11-23", "stated"),
    ],
)
def test_expressions_resolve_against_the_day_of_the_report(text, first, last, basis):
    days = only(text)
    assert days.first == date.fromisoformat(first)
    assert days.last == date.fromisoformat(last)
    assert days.basis == basis


def test_since_leaves_the_end_open():
    days = only("They have fought since March.")
    assert (days.first, days.last, days.open_ended) == (date(2024, 3, 1), None, True)


@pytest.mark.parametrize(
    "text",
    [
        "It is shut until May 2024.",
        "It must end by May 2024.",
        "It must end by the end of May 2024.",
    ],
)
def test_a_last_day_alone_leaves_the_first_untold(text):
    days = only(text)
    assert (days.first, days.last) == (None, date(2024, 5, 31))


def test_a_year_inside_a_phrase_dates_that_phrase_alone():
    assert only("It followed the 2014 raid.").modifies
    assert not only("It followed in 2014.").modifies


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They meet on Monday.", "2024-03-18"),
        ("They meet in February.", "2025-02-01"),
        ("They meet on 10 November.", "2024-11-10"),
        ("They meet on 20 March.", "2024-03-20"),
        ("They meet in February 2023.", "2023-02-01"),
        ("They meet on 2 March.", "2024-03-02"),
        ("They meet in 2014.", "2014-01-01"),
    ],
)
def test_beside_a_plan_a_date_without_its_year_is_the_coming_one(text, first):
    assert ahead(only(text), THURSDAY).first == date.fromisoformat(first)
    assert ahead(only(text, THURSDAY), None) == only(text)


@pytest.mark.parametrize(
    "text",
    [
        "He may march on the capital.",
        "It cost 2014 dollars.",
        "The year 20251 is far.",
        "The 1st of them left.",
        "",
    ],
)
def test_what_is_no_date_gives_no_days(text):
    assert find_days(text, THURSDAY) == ()


def test_relative_words_need_the_day_of_the_report():
    assert find_days("They met yesterday and last week, on Monday.", None) == ()
    assert only("They met in 2014.", None).first == date(2014, 1, 1)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The previous day they met.", "2020-05-19"),
        ("That day they met.", "2020-05-20"),
        ("The next day they met.", "2020-05-21"),
        ("Two weeks later they met.", "2020-06-03"),
        ("Three years later they met.", "2023-01-01"),
        ("Five months later they met.", "2020-10-01"),
        ("Two days earlier, they met.", "2020-05-18"),
        ("Earlier that day they met.", "2020-05-20"),
    ],
)
def test_leaning_words_count_from_the_day_told_before(text, first):
    days = only(text)
    assert days.first is None
    settled = lean(days, date(2020, 5, 20))
    assert settled is not None
    assert settled.first == date.fromisoformat(first)
    assert lean(days, None) is None


def test_expressions_do_not_overlap_and_stand_in_order():
    text = "On Monday, 4 March 2024, and again last week, they met; in 2014 they had not."
    found = find_days(text, THURSDAY, offset=100)
    assert [text[d.start - 100 : d.stop - 100] for d in found] == [
        "Monday",
        "4 March 2024",
        "last week",
        "2014",
    ]
    assert all(a.stop <= b.start for a, b in pairwise(found))
