"""Phrases of many kinds, written down before the base was asked: whose they are, in which sector, who it is.

The table is ours: theme, phrase, day, context of country codes, and what a careful reader says. A case that fails
is named below with its reason; no other may.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from detente.actors.spelling import words

CASES = Path(__file__).parent / "actor_phrase_cases.csv"
#: Cases that are known to fail, and why.
KNOWN_FAILURES: dict[str, str] = {}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def right(base, case: dict[str, str]) -> bool:
    found = base.find(
        case["phrase"], date.fromisoformat(case["on_day"]), tuple(case["context"].split())
    )
    if not found or (found[0].country, found[0].sector) != (case["country"], case["sector"]):
        return False
    wanted = set(words(case["person"]))
    return not wanted or len(wanted & set(words(found[0].actor.name))) >= min(2, len(wanted))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['phrase']} {case['on_day']}")
def test_a_phrase_means_what_a_careful_reader_says(base, case):
    assert right(base, case) != (case["phrase"] in KNOWN_FAILURES)


def test_the_cases_are_many_and_of_many_kinds():
    themes = Counter(case["theme"] for case in cases())
    assert len(cases()) >= 110
    assert len(themes) >= 18
    assert len({case["country"] for case in cases()}) >= 55
    assert len(KNOWN_FAILURES) <= 0.05 * len(cases())


def test_a_party_is_the_governments_while_it_governs(base):
    """The same name on two days: sector follows the day, and without a day nothing is claimed."""
    for name, country, ruling, opposing in (
        ("the Labour Party", "GBR", date(2003, 1, 1), date(2015, 1, 1)),
        ("Bharatiya Janata Party", "IND", date(2000, 1, 1), date(2008, 1, 1)),
        ("Kuomintang", "TWN", date(2010, 1, 1), date(2020, 1, 1)),
    ):
        assert base.find(name, ruling, (country,))[0].sector == "GOV"
        assert base.find(name, opposing, (country,))[0].sector == "OPP"
        assert base.find(name, None, (country,))[0].sector == "UNK"
