"""Deeds marked with countries alone get the words of their parties: the reader's country, the model's eye."""

from __future__ import annotations

import pytest

from detente.attribution.attribute import QuotationAttributor

TEXT = "Norway expels envoy\n\nOn Tuesday Norway expelled two Chilean diplomats after Sweden had criticised the police."
REPORT = {"article_id": "a", "published": "2024-03-14", "text": TEXT}


@pytest.fixture(scope="module")
def eye(sides_of, annotator, base):
    return sides_of.Eye(REPORT, (annotator, base, QuotationAttributor()))


def event(word: str, one: str, other: str, **spans) -> list:
    start = TEXT.index(word)
    told = ["1", "SANCTION", "happened", one, other, None, [[start, start + len(word)]]]
    return [*told, spans.get("i", []), spans.get("r", [])]


def words(spans: list[list[int]]) -> list[str]:
    return [TEXT[a:b] for a, b in spans]


def test_the_actors_of_the_told_countries_are_found(sides_of, eye):
    told = sides_of.filled(event("expelled", "NOR", "CHL"), eye)
    assert words(told[7]) == ["Norway"]
    assert words(told[8]) == ["two Chilean diplomats"]


def test_a_country_that_stands_nowhere_near_stays_untold(sides_of, eye):
    told = sides_of.filled(event("expelled", "NOR", "PER"), eye)
    assert told[8] == []


def test_what_a_reader_marked_and_nobody_are_left_alone(sides_of, eye):
    start = TEXT.index("Sweden")
    marked = [[start, start + len("Sweden")]]
    told = sides_of.filled(event("criticised", "SWE", "-", i=marked), eye)
    assert (told[7], told[8]) == (marked, [])


def test_one_actor_does_not_stand_on_both_sides(sides_of, eye):
    told = sides_of.filled(event("expelled", "CHL", "CHL"), eye)
    assert (words(told[7]), words(told[8])) == ([], ["two Chilean diplomats"])
