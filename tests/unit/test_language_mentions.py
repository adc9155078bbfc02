"""Mentions are maximal noun phrases; names, descriptions and pronouns join in chains."""

from __future__ import annotations

import pytest

from detente.actors.base import PackagedBase
from detente.language.annotate import EncoderAnnotator
from detente.language.given_names import borne_by
from detente.records import Annotation, Article, Mention


@pytest.fixture
def read(annotator: EncoderAnnotator, base: PackagedBase):
    def annotate(text: str) -> Annotation:
        return annotator.annotate(Article("a", text), base)

    return annotate


def named(text: str, annotation: Annotation) -> dict[str, Mention]:
    return {mention.span.quote(text): mention for mention in annotation.mentions}


def test_a_title_and_its_person_are_one_mention(read):
    text = "Norway's ambassador to Chile, Kari Nordmann, met reporters on Friday."
    found = named(text, read(text))
    assert found["Norway's ambassador to Chile, Kari Nordmann"].kind == "person"
    assert "Chile" not in found


def test_an_organisation_takes_its_acronym(read):
    text = "The International Atomic Energy Agency (IAEA) sent inspectors to Iran."
    found = named(text, read(text))
    assert found["The International Atomic Energy Agency (IAEA)"].kind == "organisation"
    assert found["Iran"].kind == "country"


def test_a_modifier_of_what_is_no_actor_is_a_mention_of_its_own(read):
    text = "London denied French involvement in the deal."
    found = named(text, read(text))
    assert "French" in found
    assert "French involvement" not in found


def test_a_pronoun_stands_for_no_name_that_the_other_sex_bears(read):
    def antecedents(text):
        annotation = read(text)
        names = {
            mention.chain: mention.head.quote(text) for mention in reversed(annotation.mentions)
        }
        return [names[chain] for _, chain in annotation.pronouns]

    assert antecedents("Nancy Keller met Dmitry Orlov. She said the talks were useful.") == [
        "Nancy Keller"
    ]
    assert antecedents("Dmitry Orlov met Nancy Keller. He said the talks were useful.") == [
        "Dmitry Orlov"
    ]


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("Nancy Keller", "female"),
        ("Dmitry Orlov", "male"),
        ("Kim Keller", ""),  # women and men
        ("Nancy", ""),  # or the town
        ("Qwxyz Keller", ""),
        ("", ""),
    ],
)
def test_given_names_tell_what_they_almost_always_mean(name, by):
    assert borne_by(name) == by


def test_surnames_and_pronouns_join_the_full_name(read):
    text = (
        "Foreign Minister Anna Kowalska rejected the offer on Monday. Kowalska said she would "
        "not return to the talks."
    )
    annotation = read(text)
    found = named(text, annotation)
    chain = found["Foreign Minister Anna Kowalska"].chain
    assert found["Kowalska"].chain == chain
    pronouns = {
        text[annotation.words.starts[i] :].split(maxsplit=1)[0]: c for i, c in annotation.pronouns
    }
    assert pronouns["she"] == chain


def test_a_description_repeats_the_title_it_stands_for(read):
    text = (
        "Poland's ambassador to Japan, Jan Nowak, criticised the plan. Tokyo made no comment. "
        "The envoy warned of delays."
    )
    found = named(text, read(text))
    assert found["The envoy"].chain == found["Poland's ambassador to Japan, Jan Nowak"].chain


def test_coordinated_countries_are_two_mentions(read):
    text = "Sweden and Finland condemned the attack."
    assert {"Sweden", "Finland"} <= set(named(text, read(text)))


def test_a_hyphened_adverb_belongs_to_its_phrase(read):
    text = "The deal is off, well-informed sources told reporters."
    assert "well-informed sources" in named(text, read(text))
