"""Whose an actor is, where the words beside its name could mislead. The sentences are ours."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors import reported
from detente.actors.gather_people import only_a_title
from detente.actors.spelling import sound

DAY = date(2020, 6, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("the destroyer USS Teapot", "USA", "MIL"),
        ("HMS Kettle", "GBR", "UNK"),
        ("anti-French protesters", "", "CVL"),
        ("pro-Iranian militias", "", "REB"),
        ("the president of Norway's Tea Federation", "NOR", "UNK"),
        ("the president of Norway", "NOR", "GOV"),
        ("St. John's Episcopal Church", "", "CVL"),
        ("Assad's forces", "SYR", "MIL"),
        ("the ruling Teapot Party of Samoa", "WSM", "GOV"),
        ("Labour MPs", "GBR", "LEG"),
        ("a general manager in Oman", "OMN", "BUS"),
    ],
)
def test_words_beside_a_name_do_not_mislead(base, phrase, country, sector):
    best = base.find(phrase, DAY)
    assert (best[0].country, best[0].sector) == (country, sector)


def test_the_edition_of_a_paper_is_of_the_country_it_names(base):
    assert base.find("CNN Indonesia", DAY)[0].country == "IDN"
    assert base.find("CNN", DAY)[0].country == "USA"


def test_a_name_from_before_anybody_knew_it_is_a_namesake(base):
    early, later = date(1995, 1, 1), date(2023, 1, 1)
    assert base.find("Wes Streeting", date(2024, 9, 1))[0].actor.actor_id
    assert not any(
        one.actor.name == "Wes Streeting" and one.confidence >= 0.5
        for one in base.find("Wes Streeting", early)
    )
    assert base.find("Volodymyr Zelensky", later)[0].actor.actor_id


@pytest.mark.parametrize(
    ("words", "only"),
    [
        (("charge", "daffaires"), True),
        (("prime", "minister"), True),
        (("fumio", "kishida"), False),
        (("king",), False),
    ],
)
def test_an_office_is_no_name(words, only):
    assert only_a_title(words) == only


def test_no_person_of_the_base_is_called_charge_daffaires(base):
    assert all(
        one.actor.kind != "person" or one.actor.actor_id == ""
        for one in base.find("Charge d'Affaires", DAY)
    )


def test_short_forms_in_small_letters_are_what_the_report_says():
    text = "The anterior teapot cortex (ATC) is small. The brewing of tea (TEA) is not."
    assert reported.short_forms(text) == {"ATC": "anterior teapot cortex"}


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("shoygu", "soigo"),
        ("khan", "han"),
        ("yeltsin", "ilcin"),
        ("qaddafi", "cadaf"),
        ("al", "al"),
    ],
)
def test_sounds_stay_what_the_base_was_built_with(word, key):
    assert sound(word) == key
