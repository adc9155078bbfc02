"""A second reader's corrections of a marked report are packed as offsets, and come back as gold events with days."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from test_marked_reports import _load

TITLE = "Oslo expels envoy"
BODY = "Norway expelled a Chilean diplomat on Tuesday and opposed the bill. Chile may protest."
SHOWN = """# corpus.csv:7 published 2020-01-09 (Thursday)

Oslo [[1|expels]] envoy

Norway [[2|expelled]] a Chilean diplomat on Tuesday and [[3,4|opposed]] the bill. Chile may protest.

--- draft ---
1   # expels
2   # expelled
3   # opposed
4   # opposed
"""
TOLD = """1 SANCTION happened NOR>CHL 2020-01-07 relative
2=1 SANCTION happened NOR>CHL 2020-01-07 relative   # again
3 REJECT happened NOR>- - unknown
drop 4
new ACCUSE possible CHL>NOR - unknown "Chile may >>protest<<."
"""


@pytest.fixture(scope="module")
def marked():
    for package in ("training", "training.coding"):
        sys.modules.setdefault(package, ModuleType(package))
    _load("training.coding.written")
    return _load("training.coding.marked")


@pytest.fixture(scope="module")
def reread(marked):
    # It finds the reader of marks as an attribute of its package.
    sys.modules["training.coding"].marked = marked
    return _load("training.coding.reread")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("src", SHOWN), ("out", TOLD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "000.txt").write_text(text, "utf-8")
    with (tmp_path / "corpus.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("article_id", "title", "text"), ("7", TITLE, BODY)])
    return tmp_path


def _run(reread, folder: Path, monkeypatch: pytest.MonkeyPatch, kept: str = "") -> Path:
    packed = folder / "packed.jsonl"
    packed.write_text(kept, "utf-8")
    monkeypatch.setattr("sys.argv", ["x", str(folder / "corpus.csv"), str(folder), str(packed)])
    reread.main()
    return packed


def test_what_the_second_reader_wrote_comes_back_as_gold(marked, reread, folder, monkeypatch):
    packed = _run(reread, folder, monkeypatch)
    (report,) = marked.load(packed, folder / "corpus.csv", "judge")
    gold = marked.as_gold(report)
    text = gold["text"]
    assert text == f"{TITLE}\n\n{BODY}"
    assert gold["reread"]
    first, second, third = gold["events"]
    assert [text[a:b] for a, b in first["evidence"]] == ["expels", "expelled"]
    assert (first["first_day"], first["basis"]) == ("2020-01-07", "relative")
    assert second["recipient"] is None
    assert text[slice(*third["trigger"])] == "protest"
    assert not list(marked.load(packed, folder / "corpus.csv", "encoder"))


def test_words_of_a_party_stay_where_the_party_does(marked, reread, folder, monkeypatch):
    event = ["3", "REJECT", "happened", "NOR", "NOR", None, [[71, 78]], [[19, 25]], [[79, 87]]]
    kept = {"row": "7", "published": "2020-01-09", "stop": 1, "sha256": "", "events": [event]}
    packed = _run(reread, folder, monkeypatch, json.dumps(kept) + "\n")
    (report,) = marked.load(packed, folder / "corpus.csv", marked.part_of("7"))
    spans = report["deeds"]["3"].spans
    assert spans["i"] == [[19, 25]]
    assert spans["r"] == []  # nobody is refused anything: the words first marked are dropped


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1 DANCE happened NOR>CHL - unknown", "not understood"),
        ("1 SANCTION done NOR>CHL - unknown", "not understood"),
        ("9 SANCTION happened NOR>CHL - unknown", "no trigger"),
        ('new SANCTION happened NOR>CHL - unknown "x >>y<< z"', "stands not once"),
        ("1 SANCTION happened NOR>CHL 2020-02-31 stated", "day"),
    ],
)
def test_a_broken_line_is_named_and_its_report_left_out(
    line, fault, reread, folder, monkeypatch, capsys
):
    (folder / "out" / "000.txt").write_text(line, "utf-8")
    assert _run(reread, folder, monkeypatch).read_text("utf-8") == ""
    assert fault in capsys.readouterr().out
