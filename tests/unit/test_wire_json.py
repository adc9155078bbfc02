"""Readings as JSON: the gold keys with gold meanings, the same bytes each time, and back."""

import json
from dataclasses import replace
from datetime import date

import pytest

from detente import wire
from detente.errors import DataError
from detente.records import DateBracket
from detente.testing import sample_reading

GOLD_KEYS = ["article_id", "source", "title", "published", "text", "mentions", "claims", "events"]
GOLD_MENTION = ["id", "start", "stop", "kind", "country", "sector", "person"]
GOLD_CLAIM = ["id", "speaker", "relays", "cue", "content", "quotation", "stance", "within"]
GOLD_EVENT = [
    "id", "claim", "type", "status", "initiator", "recipient", "first_day", "last_day", "basis",
    "about", "trigger", "evidence",
]  # fmt: skip


def value():
    return wire.reading_to_json(sample_reading())


def by_id(items, wanted):
    return next(item for item in items if item["id"] == wanted)


def test_the_keys_of_the_gold_format_come_first_and_in_its_order():
    found = value()
    assert list(found)[:8] == GOLD_KEYS
    assert list(found["mentions"][0])[:7] == GOLD_MENTION
    assert list(found["claims"][0])[:8] == GOLD_CLAIM
    assert list(found["events"][0])[:12] == GOLD_EVENT


def test_offsets_quote_the_words_they_stand_for():
    found = value()
    text = found["text"]
    arnason = by_id(found["mentions"], "arnason")
    assert text[arnason["start"] : arnason["stop"]] == "Its foreign minister, Jon Arnason"
    assert text[slice(*arnason["head"])] == "Jon Arnason"
    deny = by_id(found["claims"], "c-deny")
    assert text[slice(*deny["cue"])] == "denied"
    assert text[slice(*deny["content"][0])] == "his country had broken the coastal states agreement"


def test_the_unknown_is_null_and_never_an_empty_string():
    found = value()
    officials = by_id(found["mentions"], "officials")
    assert officials["country"] is None
    assert officials["person"] is None
    assert by_id(found["events"], "e-reject")["recipient"] is None
    promise = by_id(found["events"], "e-promise")
    assert (promise["first_day"], promise["basis"]) == (None, "unknown")


def test_parties_days_and_subjects_are_written_as_in_gold():
    threat = by_id(value()["events"], "e-threaten")
    assert {key: threat["initiator"][key] for key in ("mention", "country", "sector")} == {
        "mention": "solheim",
        "country": "NOR",
        "sector": "GOV",
    }
    assert (threat["first_day"], threat["last_day"]) == ("2024-03-05", "2024-03-05")
    reading = sample_reading()
    loud = replace(reading.events[0], about=("New START",))
    assert wire.reading_to_json(replace(reading, events=(loud,)))["events"][0]["about"] == [
        "new start"
    ]


def test_json_comes_back_as_the_same_reading_but_for_the_words():
    reading = replace(
        sample_reading(), bracket=DateBracket(date(2023, 3, 28), None, ("named in the text",))
    )
    back = wire.reading_from_json(json.loads(wire.dumps(wire.reading_to_json(reading))))
    assert back.article == reading.article
    assert back.annotation.mentions == reading.annotation.mentions
    assert back.annotation.sentences == reading.annotation.sentences
    assert replace(back, annotation=reading.annotation) == reading
    assert len(back.annotation.words) == 0


def test_a_bare_gold_object_is_taken():
    found = value()
    bare = {key: found[key] for key in GOLD_KEYS}
    bare["mentions"] = [{key: item[key] for key in GOLD_MENTION} for item in bare["mentions"]]
    bare["claims"] = [{key: item[key] for key in GOLD_CLAIM} for item in bare["claims"]]
    bare["events"] = [{key: item[key] for key in GOLD_EVENT} for item in bare["events"]]
    back = wire.reading_to_json(wire.reading_from_json(bare))
    for kind, keys in (("mentions", GOLD_MENTION), ("claims", GOLD_CLAIM), ("events", GOLD_EVENT)):
        assert [{key: item[key] for key in keys} for item in back[kind]] == bare[kind]
    assert back["published_basis"] == "given"


@pytest.mark.parametrize("key", GOLD_KEYS)
def test_a_missing_key_is_named(key):
    broken = value()
    del broken[key]
    with pytest.raises(DataError, match=key):
        wire.reading_from_json(broken)


def test_something_else_than_an_object_is_refused():
    with pytest.raises(DataError, match="gold format"):
        wire.reading_from_json([])


def test_the_same_reading_gives_the_same_bytes():
    first = wire.dumps(wire.reading_to_json(sample_reading()))
    assert first == wire.dumps(wire.reading_to_json(sample_reading()))
    assert first == wire.dumps(sample_reading().to_json())


def test_letters_stay_letters_unless_they_cannot():
    assert wire.dumps({"a": "Détente"}) == '{"a": "Détente"}'
    assert wire.dumps({"a": "Détente"}, ascii_only=True) == '{"a": "D\\u00e9tente"}'
    damaged = wire.dumps({"a": "é\ud800"})
    assert damaged == '{"a": "\\u00e9\\ud800"}'
