"""The base as a file: what goes in comes out, the same bytes each time, and damage is named."""

from __future__ import annotations

import pytest

from detente.actors import store
from detente.actors.spelling import phrase_hash, tokens, words
from detente.errors import InstallError


def small() -> store.Draft:
    draft = store.Draft()
    japan = draft.add({"i": "JPN", "n": "Japan", "k": "country", "c": "JPN", "s": "GOV"})
    draft.name(("japan",), japan, store.FULL)
    post = ["Minister of Tea", "MIN", "JPN", "GOV", 20200101, 0, 20210101, "made up"]
    person = draft.add(
        {"i": "q1", "n": "Ito Tea", "k": "person", "c": "JPN", "s": "GOV", "w": 50, "p": [post]}
    )
    draft.name(("ito", "tea"), person, store.FULL)
    draft.name(("tea",), person, store.PART)
    draft.tables["levers"] = {"tea": ["tea"]}
    return draft


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "small.detact"
    draft = small()
    store.write(path, draft, {"version": "test", "rows": len(draft.rows)})
    return path


def test_rows_posts_and_tables_come_back_as_they_went_in(written):
    opened = store.Store(written)
    assert len(opened) == 2
    assert opened.row(1)["p"] == small().rows[1]["p"]
    assert opened.table("levers") == {"tea": ["tea"]}
    assert opened.table("no such table") == {}


def test_the_same_draft_gives_the_same_bytes(written, tmp_path):
    again = tmp_path / "again.detact"
    store.write(again, small(), {"version": "test", "rows": 2})
    assert again.read_bytes() == written.read_bytes()


def test_names_are_found_by_words_and_in_running_text(written):
    opened = store.Store(written)
    assert opened.lookup(("ito", "tea")) == ((1, store.FULL),)
    assert opened.lookup(("tea",)) == ((1, store.PART),)
    assert opened.lookup(()) == ()
    found = tokens("In Japan, Ito Tea spoke of tea.")
    runs = {(first, last) for first, last, _value in opened.runs(found)}
    assert runs == {(1, 2), (2, 4), (3, 4)}
    assert tuple(opened.sounding_like("itoh")) == (1,) or tuple(opened.sounding_like("ito")) == (1,)


def test_rows_are_found_by_id(written):
    opened = store.Store(written)
    assert opened.numbered("q1") == 1
    assert opened.numbered("nobody") is None


def test_a_users_rows_hide_ours_and_can_replace_them(written):
    opened = store.Store(written)
    draft = store.Draft()
    draft.add({"i": "mine", "n": "Japan House", "k": "organisation", "c": "USA", "s": "NGO"})
    draft.name(words("Japan"), 2, store.FULL)
    draft.name(words("Japan House"), 2, store.FULL)
    opened.overlay(draft, {1: {**opened.row(1), "n": "Somebody Else"}})
    assert [opened.row(row)["i"] for row, _use in opened.lookup(("japan",))] == ["mine"]
    assert opened.row(1)["n"] == "Somebody Else"
    assert (0, 2, phrase_hash(("japan", "house"))) in opened.runs(tokens("Japan House"))


def test_an_alias_of_too_many_words_is_left_out():
    draft = store.Draft()
    draft.name(tuple("abcdefghijklmnop"), 0, store.FULL)
    assert draft.aliases == {}


@pytest.mark.parametrize("content", [b"", b"not a base at all, but long enough to be read"])
def test_a_damaged_file_says_the_cure(tmp_path, content):
    path = tmp_path / "broken.detact"
    path.write_bytes(content)
    with pytest.raises(InstallError, match="reinstall"):
        store.Store(path)


def test_a_missing_file_says_the_cure(tmp_path):
    with pytest.raises(InstallError, match="reinstall"):
        store.Store(tmp_path / "none.detact")
