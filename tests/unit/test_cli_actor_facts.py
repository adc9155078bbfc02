"""``detente actor`` tells what the base knows beyond a name: states, members, claimants."""

from __future__ import annotations

import json

import pytest

from detente.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["New START", "--on", "2023-04-01"], "state: suspended on 2023-04-01"),
        (["G7", "--on", "2013-04-01"], "members: CAN, DEU, FRA, GBR, ITA, JPN, USA"),
        (["Kuril Islands"], "claimed by: RUS, JPN"),
    ],
)
def test_facts_are_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]):
    assert main(["actor", *arguments]) == 0
    assert told in capsys.readouterr().out


def test_without_a_day_no_state_is_taken_for_granted(capsys: pytest.CaptureFixture[str]):
    assert main(["actor", "New START"]) == 0
    assert "state:" not in capsys.readouterr().out


def test_facts_as_json(capsys: pytest.CaptureFixture[str]):
    assert main(["actor", "G7", "--on", "2013-04-01", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["candidates"][0]
    assert "JPN" in first["facts"]["members"]
