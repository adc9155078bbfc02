"""The words that tell what became of a deed: tense and helpers, what governs the clause, the headline."""

from __future__ import annotations

import pytest

from detente.attribution.attribute import QuotationAttributor
from detente.coding.candidates import Finder
from detente.coding.deeds import Deed, Reader
from detente.coding.matching import Matcher
from detente.coding.parties import Cast
from detente.coding.status_cues import status_cues
from detente.coding.syntax import Tree
from detente.records import Article

TEXT = (
    "Norway to expel envoy\n\nNorway will not expel the Chilean envoy. Sweden plans to bomb Denmark. "
    "Talks about the expulsion of the envoy could be called off."
)


@pytest.fixture(scope="module")
def read(annotator, base):
    article = Article("a", TEXT, title="Norway to expel envoy")
    annotation = base.resolve(article, annotator.annotate(article, base))
    annotation, claims = QuotationAttributor().attribute(article, annotation, base)
    tree = Tree(annotation.words, TEXT)
    cast = Cast(tree, annotation, tuple(claims))
    matcher = Matcher(tree, cast)
    return tree, Reader(tree, matcher, Finder(tree, cast, matcher)).deeds()


def cues(read, word: str, nth: int = 0) -> dict[str, float]:
    tree, deeds = read
    place = [i for i, lower in enumerate(tree.lower) if lower == word][nth]
    deed: Deed = next(each for each in deeds if each.index == place)
    return status_cues(deed, deed.kind, tree, None, TEXT.index("\n\n"))


def test_helpers_and_negation_of_the_verb_are_named(read):
    found = cues(read, "expel", 1)
    assert found["helper will"] == found["negated"] == 1
    assert "title" not in found


def test_a_headline_is_told_with_its_tense(read):
    found = cues(read, "expel")
    assert found["title"] == found["title tag VB"] == found["helper to"] == 1


def test_the_verb_above_is_named(read):
    assert cues(read, "bomb")["under plan xcomp"] == 1


def test_of_a_noun_the_verb_of_its_clause_is_named(read):
    found = cues(read, "expulsion")
    assert found["clause of call"] == found["clause helper could"] == 1
    assert not any(name.startswith("helper") for name in found)
