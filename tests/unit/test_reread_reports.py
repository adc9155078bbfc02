"""A second reader's corrections of a marked report are packed as offsets, and come back as gold events with days."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

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


def test_a_first_reader_tells_the_words_of_parties_for_the_encoder(
    marked, reread, folder, monkeypatch
):
    told = "drop 1 3 4\n2 SANCTION happened NOR>CHL | Norway > Chilean diplomat\n"
    more = 'new ACCUSE possible CHL>- "Chile may >>protest<<." | Chile; Chilean diplomat > ?\n'
    (folder / "out" / "000.txt").write_text(told + more, "utf-8")
    packed = _run(reread, folder, monkeypatch)
    assert not list(marked.load(packed, folder / "corpus.csv", "judge"))
    (report,) = marked.load(packed, folder / "corpus.csv", "encoder")
    first, second = report["deeds"].values()
    quoted = {
        (n, side): [report["text"][a:b] for a, b in deed.spans[side]]
        for n, deed in enumerate((first, second))
        for side in "ir"
    }
    assert quoted[0, "i"] == ["Norway"]
    assert quoted[0, "r"] == ["Chilean diplomat"]
    assert quoted[1, "i"] == ["Chile", "Chilean diplomat"]
    assert quoted[1, "r"] == []
    assert second.spans["i"][0][0] > first.spans["r"][0][0]  # the word next to the trigger
    assert first.day is None


def test_a_folder_of_files_is_a_corpus_too(marked, reread, folder, monkeypatch):
    news = folder / "wikinews_2019_2020"
    news.mkdir()
    with (news / "wikinews_2020.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("title", "text"), ("x", "y"), (TITLE, BODY)])
    shown = SHOWN.replace("corpus.csv:7", "wikinews_2020.csv:1")
    (folder / "src" / "000.txt").write_text(shown, "utf-8")
    packed = folder / "wikinews.jsonl"
    packed.touch()
    monkeypatch.setattr("sys.argv", ["x", str(news), str(folder), str(packed)])
    reread.main()
    corpus = marked.corpus_of(packed, folder)
    (report,) = marked.load(packed, corpus, "judge")
    assert report["article_id"] == "wikinews_2020.csv:1"
    assert report["text"] == f"{TITLE}\n\n{BODY}"


def test_reports_of_another_corpus_are_passed_over(reread, folder, monkeypatch):
    shown = SHOWN.replace("corpus.csv:7", "elsewhere.csv:7")
    (folder / "src" / "000.txt").write_text(shown, "utf-8")
    assert _run(reread, folder, monkeypatch).read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1 DANCE happened NOR>CHL - unknown", "not understood"),
        ("1 SANCTION done NOR>CHL - unknown", "not understood"),
        ("9 SANCTION happened NOR>CHL - unknown", "no trigger"),
        ('new SANCTION happened NOR>CHL - unknown "x >>y<< z"', "stands not once"),
        ("1 SANCTION happened NOR>CHL 2020-02-31 stated", "day"),
        ("1 SANCTION happened NOR>CHL", "neither day nor words"),
    ],
)
def test_a_broken_line_is_named_and_its_report_left_out(
    line, fault, reread, folder, monkeypatch, capsys
):
    (folder / "out" / "000.txt").write_text(line, "utf-8")
    assert _run(reread, folder, monkeypatch).read_text("utf-8") == ""
    assert fault in capsys.readouterr().out
