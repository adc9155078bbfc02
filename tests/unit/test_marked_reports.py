"""Marks in real reports become events with parties, countries and status; what is told again is one event."""

from __future__ import annotations

from pathlib import Path

import pytest

MARKED = (
    "{i1|Oslo} {t1:SANCTION/happened/NOR>CHL|expels} {r1|envoy}\n\n"
    "{i2|Norway} {t2=1:SANCTION/happened/NOR>CHL|expelled} {r2|a Chilean diplomat} and "
    "{t3:THREATEN/planned/->CHL|threatened} more."
)


def test_marks_are_taken_out_and_told_again_is_one_event(marked):
    text, deeds = marked.parse("x", MARKED)
    assert text == "Oslo expels envoy\n\nNorway expelled a Chilean diplomat and threatened more."
    assert {n: (d.type, d.status, d.countries) for n, d in deeds.items()} == {
        "1": ("SANCTION", "happened", ("NOR", "CHL")),
        "2": ("SANCTION", "happened", ("NOR", "CHL")),
        "3": ("THREATEN", "planned", ("-", "CHL")),
    }
    gold = marked.as_gold(
        {"article_id": "x", "published": "2020-01-01", "text": text, "deeds": deeds}
    )
    first, second = gold["events"]
    assert [text[a:b] for a, b in first["evidence"]] == ["expels", "expelled"]
    assert (first["initiator"]["country"], first["recipient"]["country"]) == ("NOR", "CHL")
    assert second["initiator"] is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{i1|Oslo} left", "no trigger"),
        ("{t1:AID/happened|paid}", "unknown key"),
        ("{t1:AID/paid/NOR>CHL|paid}", "AID/paid"),
        ("{t1:DANCE/happened/NOR>-|danced}", "DANCE"),
    ],
)
def test_a_broken_mark_says_what_is_wrong(marked, text: str, fault: str):
    with pytest.raises(ValueError, match=fault):
        marked.parse("x", text)


def test_packed_reports_hold_no_words_and_come_back_whole(marked, tmp_path: Path):
    corpus = tmp_path / "corpus.csv"
    body = "Norway expelled a Chilean diplomat and threatened more. The rest is cut."
    corpus.write_text(f"article_id,title,text\n7,Oslo expels envoy,{body}\n", "utf-8")
    folder = tmp_path / "marks"
    folder.mkdir()
    one_break = MARKED.replace("\n\n", "\n")
    (folder / "000.txt").write_text(f"# 7 2020-01-01 example.org\n{one_break}\n", "utf-8")
    (folder / "001.txt").write_text("# 7 2020-01-01 example.org\nOslo sings\nla la\n", "utf-8")
    out = tmp_path / "packed.jsonl"
    marked.pack(corpus, folder, out)
    packed = out.read_text("utf-8")
    assert "diplomat" not in packed
    assert len(packed.splitlines()) == 1
    (back,) = marked.load(out, corpus, marked.part_of("7"))
    assert back["text"] == marked.parse("x", MARKED)[0]
    assert list(marked.load(out, corpus, "nobody's")) == []
    corpus.write_text(corpus.read_text("utf-8").replace("expelled", "exiled"), "utf-8")
    with pytest.raises(ValueError, match="not the text"):
        list(marked.load(out, corpus, marked.part_of("7")))
