"""What the learned reader sees becomes readings: missed deeds are read, wrong sides replaced, phrases kept whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente import read
from detente.actors.base import PackagedBase
from detente.coding.candidates import Finder
from detente.coding.code import PloverCoder
from detente.coding.deeds import Reader
from detente.coding.matching import Matcher
from detente.coding.options import Pair
from detente.coding.parties import Cast
from detente.coding.relation import TYPES
from detente.coding.sights import SPOTTED, Sights
from detente.coding.spotting import Spotter, Views
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Article, Words

TEXT = "Norway slipped Chile a bill while Peru slept."


class Told(Spotter):
    """A reader whose sights are given: trigger chances by word, sides by trigger."""

    def __init__(
        self, words: Words, triggers: dict[int, tuple[str, float]], sides: dict[int, Views]
    ) -> None:
        self.words = words
        self._of = {}
        self.chances = np.zeros((len(words), len(TYPES)), dtype=np.float32)
        self.chances[:, 0] = 1.0
        for index, (kind, chance) in triggers.items():
            self.chances[index, 0] = 1 - chance
            self.chances[index, 1 + TYPES.index(kind)] = chance
        self._views = sides


def scene(
    annotator: EncoderAnnotator, base: PackagedBase, *, triggers: dict[str, tuple[str, float]]
) -> tuple[Sights, Reader, dict[str, int]]:
    article = Article("a", TEXT)
    annotation = base.resolve(article, annotator.annotate(article, base))
    words = annotation.words
    place = {TEXT[a:b]: i for i, (a, b) in enumerate(zip(words.starts, words.stops, strict=True))}
    tree = Tree(words, TEXT)
    cast = Cast(tree, annotation, ())
    matcher = Matcher(tree, cast)
    blank = [0.0] * len(words)
    left, right = list(blank), list(blank)
    left[place["Norway"]], right[place["Chile"]], right[place["Peru"]] = 0.9, 0.8, 0.2
    views = Views(0, tuple(left), tuple(right))
    sights = Sights(
        Told(
            words,
            {place[w]: told for w, told in triggers.items()},
            dict.fromkeys(place.values(), views),
        ),
        tree,
        cast,
    )
    return sights, Reader(tree, matcher, Finder(tree, cast, matcher)), place


def test_a_missed_deed_is_read_with_the_sides_seen(annotator: EncoderAnnotator, base: PackagedBase):
    sights, reader, place = scene(annotator, base, triggers={"slipped": ("AID", 0.9)})
    groups = list(sights.missed(set(), reader))
    assert groups
    first = groups[0][0]
    assert (first.deed.kind, first.deed.index, first.origin) == ("AID", place["slipped"], "spotted")
    party = sights.cast.party
    assert party(first.initiator).country == "NOR"
    assert party(first.recipient).country == "CHL"
    assert any(pair.recipient is None for pair in groups[0])
    assert list(sights.missed({place["slipped"]}, reader)) == []


def test_a_word_below_the_bar_is_no_deed_and_a_phrase_is_one(
    annotator: EncoderAnnotator, base: PackagedBase
):
    sights, reader, _ = scene(annotator, base, triggers={"slept": ("PROTEST", SPOTTED - 0.01)})
    assert list(sights.missed(set(), reader)) == []
    both = {"a": ("AID", 0.6), "bill": ("AID", 0.9)}
    sights, reader, place = scene(annotator, base, triggers=both)
    deeds = {pair.deed.index for group in sights.missed(set(), reader) for pair in group}
    assert deeds == {place["bill"]}


def test_a_wrong_side_may_be_corrected(annotator: EncoderAnnotator, base: PackagedBase):
    sights, reader, _ = scene(annotator, base, triggers={"slipped": ("AID", 0.9)})
    right: Pair = next(iter(sights.missed(set(), reader)))[0]
    read = replace(
        right.deed, sides=replace(right.deed.sides, initiators=(right.recipient,), recipients=())
    )
    wrong = replace(
        right, deed=read, initiator=right.recipient, recipient=None, stand=None, other=None
    )
    corrected = {
        (p.initiator and p.initiator.chain, p.recipient and p.recipient.chain)
        for p in sights.corrected(wrong)
    }
    assert (right.initiator.chain, right.recipient.chain) in corrected
    # Who stands on the side by rule has a reading of his own and does not compete with the others there.
    several = replace(
        read, sides=replace(read.sides, initiators=(right.recipient, right.initiator))
    )
    kept = {
        p.initiator and p.initiator.chain for p in sights.corrected(replace(wrong, deed=several))
    }
    assert right.initiator.chain not in kept
    seen = sights.features(right)
    assert seen["sight initiator"] == pytest.approx(0.9, abs=1e-3)
    assert seen["sight kind"] == pytest.approx(0.9, abs=1e-3)
    assert sights.features(wrong)["sight initiator"] == 0
    assert sights.features(wrong)["sight recipient"] == pytest.approx(0.2, abs=1e-3)


def test_wordings_no_table_lists_are_read():
    text = (
        "A rift.\n\nFrance's defence minister heaped scorn on Mali's junta on Monday, and the junta "
        "gave French soldiers a week to be gone."
    )
    found = {
        (e.type, e.initiator.country)
        for e in read(text, published=date(2022, 5, 3)).events
        if e.initiator
    }
    assert ("ACCUSE", "FRA") in found


@pytest.mark.parametrize("width", [0, 3, 384])
def test_without_vectors_the_rules_work_alone(
    annotator: EncoderAnnotator, base: PackagedBase, width: int
):
    article = Article("a", "Norway condemned Chile on Monday.")
    annotation = base.resolve(article, annotator.annotate(article, base))
    blind = np.zeros((len(annotation.words), width), dtype=np.float32)
    words = replace(annotation.words, states=blind)
    events = PloverCoder().code(article, replace(annotation, words=words), (), base)
    told = [(e.type, e.initiator.country, e.recipient.country) for e in events]
    assert told == [("ACCUSE", "NOR", "CHL")]
