"""Whose a phrase is: names keep their country, strangers take the one the report tells, and asking changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from detente.actors.base import PackagedBase
from detente.attribution.attribute import QuotationAttributor
from detente.coding.belonging import Weigher, shipped
from detente.coding.clues import Case, Clues
from detente.coding.parties import Cast
from detente.coding.phrasing import sorts
from detente.coding.strangers import MADE
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Article

TEXT = (
    "Kenya arrests two women over embassy fire\n\n"
    "Police in Kenya arrested two women on Monday after a fire at the Peruvian embassy in Nairobi. "
    '"We did nothing," one of the women said. Residents praised the Kenyan government, and '
    "the foreign minister of Norway urged calm."
)


def cast_of(text: str, annotator: EncoderAnnotator, base: PackagedBase) -> Cast:
    article = Article("a", text, title=text.split("\n\n", maxsplit=1)[0])
    annotation = base.resolve(article, annotator.annotate(article, base))
    annotation, claims = QuotationAttributor().attribute(article, annotation, base)
    return Cast(Tree(annotation.words, text), annotation, claims)


@pytest.fixture(scope="module")
def cast(annotator: EncoderAnnotator, base: PackagedBase) -> Cast:
    return cast_of(TEXT, annotator, base)


def place(cast: Cast, word: str, number: int = 0) -> int:
    return [i for i, lower in enumerate(cast.tree.lower) if lower == word][number]


def test_the_option_that_most_speaks_for_is_chosen_and_the_first_of_equals():
    weigher = Weigher(
        {"noun": 0}, {"near": 0}, np.array([[1.0]]), np.array([[2.0]]), np.array([0.5]),
        np.array([-1.0]), np.array([1.0]),
    )  # fmt: skip
    case = Case({"noun": 1.0, "unheard of": 9.0}, (("", {}), ("NOR", {"near": 1.0, "new": 1.0})))
    assert weigher.scores(case).tolist() == [0.0, 2.5]
    assert weigher.choose(case) == "NOR"
    assert weigher.choose(Case({}, (("", {}), ("NOR", {})))) == ""


def test_the_shipped_network_is_whole():
    weigher = shipped()
    units = len(weigher.out)
    assert weigher.phrase_rows.shape == (len(weigher.phrase), units)
    assert weigher.option_rows.shape == (len(weigher.option), units)
    assert weigher.straight.shape == (len(weigher.option),)
    assert "nobody" in weigher.option
    assert np.isfinite(weigher.phrase_rows).all()


def test_a_sort_of_people_has_one_line():
    assert sorts()["policeman"] == ("police", "COP")
    assert sorts()["militant"] == ("armed", "REB")


def test_a_stranger_is_of_the_country_the_report_tells(cast: Cast):
    index = place(cast, "women", 1)
    if cast.mention_at(index) is not None:
        made = cast.mention_at(index)
    else:
        made = cast.stranger(index)
        assert made is not None
        assert made.mention_id.startswith(MADE)
        assert made.span.quote(TEXT) == "two women"
        assert cast.words_of(made) == (index - 1, index)
    assert cast.party(made).country == "KEN"


def test_a_party_made_of_a_stranger_has_no_mention(cast: Cast):
    made = cast.stranger(place(cast, "we"))
    assert made is not None
    party = cast.party(made)
    assert party is not None
    assert (party.mention, party.actor_id) == (None, "")
    assert party.country == made.country


def test_no_stranger_stands_where_a_mention_does_or_nobody_can(cast: Cast):
    assert cast.stranger(place(cast, "norway")) is None
    assert cast.stranger(place(cast, "arrested")) is None


def test_settled_names_keep_their_country(cast: Cast):
    for mention in cast.mentions:
        if mention.kind == "country":
            assert cast.country(mention) == mention.country


def test_asking_in_another_order_changes_nothing(annotator: EncoderAnnotator, base: PackagedBase):
    one, other = (cast_of(TEXT, annotator, base) for _ in range(2))
    words = range(len(one.tree))
    forth = [one.stranger(i) for i in words] + [one.country(m) for m in one.mentions]
    back = [other.country(m) for m in reversed(other.mentions)]
    back = [other.stranger(i) for i in reversed(words)][::-1] + back[::-1]
    assert forth == back


def test_a_report_without_countries_has_nobody_to_offer(
    annotator: EncoderAnnotator, base: PackagedBase
):
    cast = cast_of("Rain\n\nIt rained and two women slept.", annotator, base)
    case = Clues(cast).case(place(cast, "women"), None)
    assert [code for code, _ in case.options] == [""]
    made = cast.stranger(place(cast, "women"))
    assert made is not None
    assert made.country == ""


def test_whoever_is_a_mention_where_one_stands_and_a_stranger_elsewhere(cast: Cast):
    norway = cast.whoever(place(cast, "norway"))
    assert norway is not None
    assert norway.mention_id in cast.position
    assert cast.country(norway) == "NOR"
    we = cast.whoever(place(cast, "we"))
    assert we is not None
    assert cast.country(we) == cast.stranger(place(cast, "we")).country
    assert cast.whoever(place(cast, "arrested")) is None
