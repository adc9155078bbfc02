"""Two proposers made one: who wins where both speak, what is kept of what only one saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.attribution.merging import (
    SURE_ALONE,
    SURE_CLAIM,
    SURE_TOGETHER,
    SURE_WORDS,
    merge,
    merge_surface,
)
from detente.attribution.proposals import Proposal
from detente.attribution.syntax import Syntax
from detente.language.words import segment
from detente.records import Annotation, Article, Words

TEXT = "The old minister said the harvest had failed in the north and walked slowly home."


def parsed(text: str) -> Syntax:
    """A text whose cues are verbs and whose other words are all nouns hanging on the fourth."""
    seg = segment(text)
    count = len(seg.starts)
    lower = tuple(text[a:b].lower() for a, b in zip(seg.starts, seg.stops, strict=True))
    words = Words(
        starts=seg.starts,
        stops=seg.stops,
        lemmas=tuple({"said": "say", "walked": "walk"}.get(word, word) for word in lower),
        tags=tuple("VBD" if word in {"said", "walked"} else "NN" for word in lower),
        heads=(3,) * count,
        relations=("dep",) * count,
        entities=("O",) * count,
        sentence=seg.sentence,
        states=np.zeros((count, 384), np.float32),
    )
    return Syntax(Article("t", text), Annotation("t", seg.sentences, (), words))


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return parsed(TEXT)


RULE = Proposal((3, 3), ((0, 2),), ((4, 7),), 0.85)


def tagged(confidence: float, **changes: object) -> Proposal:
    fields = {"cue": (3, 3), "source": (), "content": ((4, 10),), "confidence": confidence}
    return Proposal(**{**fields, **changes})


def test_a_claim_takes_the_rules_source_and_the_taggers_bounds(syntax):
    (merged,) = merge(syntax, [RULE], [tagged(0.7)])
    assert merged.source == RULE.source
    assert merged.content == ((4, 10),)
    assert merged.confidence > max(0.7, RULE.confidence)


def test_an_unsure_tagger_moves_no_bounds(syntax):
    (merged,) = merge(syntax, [RULE], [tagged(0.3)])
    assert merged.content == RULE.content


def test_quite_other_words_move_no_bounds(syntax):
    (merged,) = merge(syntax, [RULE], [tagged(SURE_WORDS - 0.01, content=((11, 14),))])
    assert merged.content == RULE.content


def test_what_only_the_tagger_saw_is_a_claim_if_sure_and_reporting(syntax):
    sure = tagged(SURE_CLAIM, source=((1, 2),))
    assert merge(syntax, [], [sure]) == (sure,)
    assert merge(syntax, [], [replace(sure, confidence=SURE_CLAIM - 0.01)]) == ()
    assert merge(syntax, [], [replace(sure, source=())]) == ()
    walking = tagged(0.99, cue=(12, 12), content=((13, 14),))
    assert merge(syntax, [], [walking]) == ()


def test_what_only_the_rules_saw_stays_a_claim(syntax):
    assert merge(syntax, [RULE], []) == (RULE,)
    inner = Proposal((6, 6), ((5, 5),), ((7, 7),), 0.8)
    assert inner in merge(syntax, [inner], [tagged(0.9)])


def test_surface_asks_less_of_the_tagger_where_a_rule_agrees(syntax):
    between = (SURE_ALONE + SURE_TOGETHER) / 2
    assert merge_surface(syntax, [], [tagged(between)]) == ()
    (kept,) = merge_surface(syntax, [RULE], [tagged(between)])
    assert kept.source == RULE.source
    assert kept.content == ((4, 10),)


def test_surface_without_a_tagger_is_the_rules(syntax):
    assert merge_surface(syntax, [RULE], []) == (RULE,)


def test_one_cue_word_makes_one_proposal(syntax):
    weaker = Proposal((3, 3), (), ((4, 5),), 0.6)
    assert merge(syntax, [weaker, RULE], []) == (RULE,)
    assert merge(syntax, [RULE, weaker], []) == (RULE,)


def test_a_very_sure_tagger_moves_the_bounds_even_so(syntax):
    (merged,) = merge(syntax, [RULE], [tagged(SURE_WORDS, content=((11, 14),))])
    assert merged.content != RULE.content


def test_the_same_words_without_a_source_are_told_once(syntax):
    echo = replace(RULE, cue=(0, 0), source=())
    sourced = replace(RULE, source=((1, 2),))
    assert merge(syntax, [echo, sourced], []) == (sourced,)


def test_sources_without_a_common_word_are_the_taggers(syntax):
    rule = Proposal((3, 3), ((10, 11),), ((4, 7),), 0.85)
    (merged,) = merge(syntax, [rule], [tagged(0.7, source=((0, 2),))])
    assert merged.source == ((0, 2),)
    (shared,) = merge(syntax, [RULE], [tagged(0.7, source=((2, 2),))])
    assert shared.source == RULE.source


def test_a_source_right_behind_its_verb_stays_the_rules(syntax):
    rule = Proposal((3, 3), ((4, 5),), ((6, 7),), 0.85)
    (merged,) = merge(syntax, [rule], [tagged(0.7, source=((0, 2),), content=((6, 10),))])
    assert merged.source == ((4, 5),)


def test_a_quotation_behind_a_colon_is_left_to_the_cue_after_it():
    syntax = parsed('The office said haste helps: "Act now or never," said Lee.')
    first = Proposal((2, 2), ((0, 1),), ((3, 11),), 0.85)
    second = Proposal((13, 13), ((14, 14),), ((6, 12),), 0.9)
    assert syntax.lower[5] == ":"
    assert [p.content for p in merge(syntax, [first, second], [])] == [((3, 4),), ((6, 12),)]


def test_a_stray_word_of_the_next_sentence_is_no_content():
    syntax = parsed("The office said haste helps. Nobody but Lee went home.")
    guess = Proposal((2, 2), ((0, 1),), ((3, 4), (6, 6)), 0.9)
    assert syntax.words.sentence[6] == 1
    (merged,) = merge_surface(syntax, [], [guess])
    assert merged.content == ((3, 4),)
