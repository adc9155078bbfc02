"""The written sentences that teach the coder follow their format, and name every type often enough to teach it."""

from __future__ import annotations

from collections import Counter

import pytest

LEAST_EVENTS_A_TYPE = 120


def test_every_item_parses_and_every_type_is_taught(written):
    items = list(written.load())
    counts = Counter(act.type for item in items for act in item.acts)
    assert set(counts) == set(written.TYPES)
    assert min(counts.values()) >= LEAST_EVENTS_A_TYPE
    assert len({item.text for item in items}) == len(items)
    for item in items:
        for act in item.acts:
            spans = (*act.trigger, *act.initiators, *act.recipients)
            assert all(item.text[a:b].strip() for a, b in spans)


def test_marks_become_spans_of_the_plain_text(written):
    item = written.parse(
        "x:1", "{i1,r2|Tokyo} {t1:ACCUSE|criticised} {r1|Moscow}, and {m|Oslo} {t2:AID|paid}."
    )
    assert item.text == "Tokyo criticised Moscow, and Oslo paid."
    first, second = item.acts
    assert (first.type, second.type) == ("ACCUSE", "AID")
    assert [item.text[a:b] for a, b in first.recipients] == ["Moscow"]
    assert [item.text[a:b] for a, b in second.recipients] == ["Tokyo"]
    assert [item.text[a:b] for a, b in item.bystanders] == ["Oslo"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{i1|Tokyo} left.", "no trigger"),
        ("{t1:DANCE|danced}", "type"),
        ("{t1:AID|paid} and {t1:AGREE|agreed}", "type"),
        ("{q1|Tokyo} {t1:AID|paid}", "unknown key"),
        ("{t1:AID|paid} {Tokyo", "balance"),
    ],
)
def test_a_broken_line_says_what_is_wrong(written, line: str, fault: str):
    with pytest.raises(written.WrittenError, match=fault):
        written.parse("x:1", line)
