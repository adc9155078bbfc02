"""The publication day, and how it was found."""

from __future__ import annotations

from datetime import date

import pytest

from detente.reading import dates
from detente.records import Page

SENTENCE = "The minister said that the talks would go on until both sides had signed the treaty."


@pytest.mark.parametrize(
    "line",
    [
        "Monday, September 23, 2019",
        "September 23, 2019",
        "23 September 2019",
        "Mon 23rd Sept. 2019 10:15 GMT",
        "Published: 23 Sep 2019, 10.15",
        "Updated September 23, 2019 at 4:05 p.m. EST",
        "2019-09-23T10:15:00+02:00",
        "23.09.2019",
        "(2019/09/23)",
    ],
)
def test_a_line_that_is_a_day(line: str) -> None:
    assert dates.pure_day(line) == date(2019, 9, 23)


@pytest.mark.parametrize(
    "line",
    [
        "On September 23, 2019 talks resumed",
        "23/09/2019",
        "September 2019",
        "2019",
        "31 June 2019",
        "x" * 99,
    ],
)
def test_a_line_that_is_no_day(line: str) -> None:
    assert dates.pure_day(line) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/03/01/talks", date(2024, 3, 1)),
        ("https://a.example/news/2024-03-01-talks.html", date(2024, 3, 1)),
        ("https://a.example/20240301/talks", date(2024, 3, 1)),
        ("https://a.example/2016-12/16/talks", date(2016, 12, 16)),
        ("https://a.example/2024/3/1/talks", date(2024, 3, 1)),
        ("https://a.example/2024/03/talks", None),
        ("https://a.example/talks-120240301", None),
        ("https://a.example/2024/02/31/talks", None),
        ("https://2024-03-01.example/talks", None),
        ("https://a.example/2199/03/01/talks", None),
        ("", None),
    ],
)
def test_day_of_an_address(url: str, day: date | None) -> None:
    assert dates.day_of_url(url) == day


def test_evidence_is_ranked() -> None:
    page = Page("p", "", url="https://a.example/2024/03/02/talks")
    day = date(2024, 3, 1)
    given = Page("p", "", published=day, url=page.url)
    assert dates.find(given, (), (), date(2020, 1, 1)) == dates.Found(day, "given")
    assert dates.find(page, (), (), day) == dates.Found(day, "metadata")
    assert dates.find(page, ["March 3, 2024"], ()) == dates.Found(date(2024, 3, 2), "url")
    bare = Page("p", "")
    assert dates.find(bare, ["March 3, 2024"], ()) == dates.Found(date(2024, 3, 3), "dateline")
    assert dates.find(bare, (), (SENTENCE,)) == dates.UNKNOWN


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("HARBOURTOWN, March 7, 2017 /TASS/. ", date(2017, 3, 7)),
        ("NEW HARBOUR (Courier) - 7 March 2017 - ", date(2017, 3, 7)),
        ("HARBOURTOWN, March 7 /TASS/. ", None),
        ("On March 7, 2017, ", None),
        ("The treaty of March 7, 2017 - ", None),
    ],
)
def test_dateline_of_the_first_sentence(opening: str, day: date | None) -> None:
    found = dates.find(Page("p", ""), (), ("A title", opening + SENTENCE))
    assert found.day == day


def test_dateline_without_a_year_borrows_it_from_the_address() -> None:
    lines = ("HARBOURTOWN, March 7 - " + SENTENCE,)
    assert dates.find(Page("p", "", url="https://a.example/2017/03/x"), (), lines).day == date(
        2017, 3, 7
    )
    assert dates.find(Page("p", "", url="https://a.example/2017/04/x"), (), lines).day is None


def test_metadata_days_are_parsed_and_judged() -> None:
    assert dates.parse_day("2024-03-01T23:59:59Z") == date(2024, 3, 1)
    assert dates.parse_day("20240301T101500Z") == date(2024, 3, 1)
    assert dates.parse_day("9999-01-01") is None
    assert dates.parse_day("tomorrow") is None


def test_head_notes_leave_and_the_title_stays() -> None:
    lines = (
        "By the sea",
        "By Ada Lindqvist and Olof Berg",
        "March 1, 2024",
        SENTENCE,
        "March 2, 2024",
    )
    kept, notes, byline = dates.take_head_notes(lines, titled=True)
    assert kept == ("By the sea", SENTENCE, "March 2, 2024")
    assert [note.reason for note in notes] == ["byline", "dateline"]
    assert byline == "Ada Lindqvist and Olof Berg"
