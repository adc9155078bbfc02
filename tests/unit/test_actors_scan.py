"""Names in running text: the fast scan finds what reading word by word finds, at the right places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.phrase import usable
from detente.actors.spelling import tokens
from detente.actors.store import PART

NAMES = (
    "Russia", "the United Nations", "U.S.", "US", "NATO", "Japan’s", "Vladimir Putin", "The Sun", "the Sun", "IS", "is",
    "South", "Korea", "New START", "Côte d’Ivoire", "European Union", "(WHO)", "Kremlin,", "Hamas-run", "Al-Qaeda",
    "“Tokyo", "Paris;", "and", "said", "minister", "\n\n", "  ", "—", "ʼs", "'s", "Ⅷ", "ß", "\u200b", "PiS", "JeM", "Jem",
)  # fmt: skip


def slowly(base, text):
    """Spans by tokens of the whole text and every run of them, longest first."""
    found = tokens(text)
    runs: dict[int, list[tuple[int, int]]] = {}
    for first, last, value in base.store.runs(found):
        runs.setdefault(first, []).append((last, value))
    spans, index = [], 0
    while index < len(found):
        step = index + 1
        for last, value in sorted(runs.get(index, ()), reverse=True):
            rows = base.store.at_hash(value)
            single = last - index == 1
            if any(
                not use & PART and usable(found, index, last, use)
                and (not single or base._scanner._tellable(row))
                for row, use in rows
            ):  # fmt: skip
                spans.append((found[index].start, found[last - 1].stop))
                step = last
                break
        index = step
    return spans


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=6)), max_size=25).map(" ".join))
def test_scanning_finds_what_reading_word_by_word_finds(base, text):
    assert [(hit.span.start, hit.span.stop) for hit in base.scan(text)] == slowly(base, text)


def test_hits_do_not_overlap_and_quote_their_words(base):
    text = "Leaders of the European Union,  the U.S.\n\nand Japan's Fumio Kishida met NATO's chief."
    found = [text[hit.span.start : hit.span.stop] for hit in base.scan(text)]
    assert found == ["the European Union", "the U.S.", "Japan", "Fumio Kishida", "NATO"] or found == [
        "European Union", "U.S.", "Japan", "Fumio Kishida", "NATO",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read"),
    [("The Sun reports it.", True), ("They orbit the Sun today.", False)],
)
def test_a_paper_named_after_a_thing_bears_its_article_in_capitals(base, text, read):
    assert any(hit.kind == "outlet" for hit in base.scan(text)) == read


def test_letters_of_mixed_case_are_read_only_so(base):
    assert [hit.actor_ids[0] for hit in base.scan("He blamed JeM for it.")] == ["jem"]
    assert base.scan("He met Jem for tea.") == ()
