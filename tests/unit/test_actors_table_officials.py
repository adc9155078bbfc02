"""The hand table of officials: every row is usable as it stands, and nobody holds two truths."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from detente.records import SECTORS

COLUMNS = [
    "name",
    "aliases",
    "country",
    "office",
    "sector",
    "first_day",
    "last_day",
    "observed_until",
    "source",
]
# Offices that one person holds at a time, whatever the country.
SINGLE_HOLDER = {
    "Chairman of the Joint Chiefs of Staff",
    "Chief Cabinet Secretary",
    "Chief of the General Staff",
    "Foreign Secretary",
    "Governor of the Central Bank",
    "Minister of Defence",
    "Minister of Finance",
    "Minister of Foreign Affairs",
    "Minister of the Interior",
    "National Security Adviser",
    "Permanent Representative to the United Nations",
    "President",
    "Prime Minister",
    "Secretary of Defense",
    "Secretary of State",
    "Secretary-General",
    "White House Press Secretary",
}


def rows() -> list[dict[str, str]]:
    table = files("detente.actors").joinpath("tables/officials.csv")
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


ROWS = rows()


def earliest(day: str) -> date:
    """First calendar day that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` may mean."""
    return date.fromisoformat((day + "-01-01")[:10])


def latest(day: str) -> date:
    """Last calendar day that ``day`` may mean; months end on the 28th at the least, enough here."""
    return date.fromisoformat(day + {4: "-12-31", 7: "-28", 10: ""}[len(day)])


def test_header_and_size() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) >= 2000
    assert len({row["country"] for row in ROWS}) >= 120


@pytest.mark.parametrize("column", ["first_day", "last_day", "observed_until"])
def test_days_are_iso_to_the_known_precision(column: str) -> None:
    for row in ROWS:
        if row[column]:
            assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", row[column]), row
            assert 1900 < earliest(row[column]).year < 2030, row


def test_days_are_in_order() -> None:
    for row in ROWS:
        ends = [row[column] for column in ("last_day", "observed_until") if row[column]]
        assert ends, f"neither an end nor a day of last observation: {row}"
        assert not (row["last_day"] and row["observed_until"]), row
        if row["first_day"]:
            assert all(earliest(row["first_day"]) <= latest(end) for end in ends), row


def test_codes_and_names_have_their_shape() -> None:
    for row in ROWS:
        assert re.fullmatch(r"[A-Z]{2,6}", row["country"]), row
        assert row["sector"] in SECTORS, row
        assert all(row[column] == row[column].strip() for column in COLUMNS), row
        assert row["name"], row
        assert row["office"], row
        assert len(row["source"]) > 15, row


def test_aliases_are_full_names_and_differ_from_the_name() -> None:
    for row in ROWS:
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert row["name"] not in aliases, row
        assert len(aliases) == len(set(aliases)), row
        assert all(re.search(r"[\s.-]", alias) and alias == alias.strip() for alias in aliases), row


def test_an_alias_names_one_person() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for label in [row["name"], *filter(None, row["aliases"].split("|"))]:
            owners[label].add(row["name"])
    assert {label: names for label, names in owners.items() if len(names) > 1} == {}


def test_no_row_is_given_twice() -> None:
    keys = Counter((row["name"], row["office"], row["country"], row["first_day"]) for row in ROWS)
    assert [key for key, times in keys.items() if times > 1] == []


def test_single_holder_offices_never_have_two_holders() -> None:
    terms: dict[tuple[str, str], list[tuple[date, date, str]]] = defaultdict(list)
    for row in ROWS:
        if row["office"] in SINGLE_HOLDER and row["first_day"]:
            # Only the days that are surely meant count: a month-wide handover is no conflict.
            end = earliest(row["last_day"] or row["observed_until"])
            start = latest(row["first_day"])
            terms[row["country"], row["office"]].append((start, end, row["name"]))
    for office, held in terms.items():
        for (_, end, name), (start, _, successor) in pairwise(sorted(held)):
            assert end < start, (office, name, successor)


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("RUS", "Minister of Defence", "2023-03-01", "Sergei Shoigu"),
        ("RUS", "Minister of Defence", "2025-01-01", "Andrei Belousov"),
        ("USA", "Secretary of State", "1988-06-01", "George Shultz"),
        ("USA", "Secretary of Defense", "2018-05-01", "Jim Mattis"),
        ("UKR", "Minister of Foreign Affairs", "2025-02-24", "Andrii Sybiha"),
        ("JPN", "Chief Cabinet Secretary", "2023-02-07", "Hirokazu Matsuno"),
    ],
)
def test_who_held_it(country: str, office: str, day: str, name: str) -> None:
    asked = date.fromisoformat(day)
    holders = {
        row["name"]
        for row in ROWS
        if (row["country"], row["office"]) == (country, office)
        and row["first_day"]
        and earliest(row["first_day"])
        <= asked
        <= earliest(row["last_day"] or row["observed_until"])
    }
    assert holders == {name}
