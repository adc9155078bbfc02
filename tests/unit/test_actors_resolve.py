"""Mentions of one report resolved together: context, chains, namesakes, places."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.records import Annotation, Article, Mention, Span, Words

NOTHING = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), np.float32))


@pytest.fixture
def resolved(base):
    """Resolve marked mentions: pairs of words and kind, with an optional chain and head."""

    def resolve(text, *marks, published=date(2023, 4, 1)):
        mentions, at = [], 0
        for index, mark in enumerate(marks):
            words, kind, chain, head = (*mark, "", "")[:4]
            start = text.index(words, at)
            at = start + len(words)
            span = Span(start, at)
            name = head or words
            inner = text.index(name, start)
            mentions.append(Mention(f"m{index}", span, kind, chain, Span(inner, inner + len(name))))
        article = Article("a", text, published=published)
        return base.resolve(article, Annotation("a", (), tuple(mentions), NOTHING)).mentions

    return resolve


def test_a_capital_in_which_something_happens_is_a_place(resolved):
    said, where = resolved(
        "Tokyo protested. A fire broke out in Tokyo.", ("Tokyo", "country"), ("Tokyo", "country")
    )
    assert (said.country, said.sector) == ("JPN", "GOV")
    assert (where.country, where.sector) == ("JPN", "UNK")


def test_a_part_of_a_country_is_a_place_but_a_country_so_named_is_not(resolved):
    part, whole = resolved(
        "eastern Ukraine and North Korea",
        ("eastern Ukraine", "country"),
        ("North Korea", "country"),
    )
    assert (part.country, part.sector) == ("UKR", "UNK")
    assert (whole.country, whole.sector) == ("PRK", "GOV")


def test_the_government_is_that_of_the_country_spoken_of(resolved):
    _peru, government, officials = resolved(
        "Peru closed its border. The government gave no reason. Officials shrugged.",
        ("Peru", "country"), ("The government", "organisation"), ("Officials", "role"),
    )  # fmt: skip
    assert (government.country, government.sector) == ("PER", "GOV")
    assert officials.country == "PER"
    assert government.confidence < 0.8


def test_an_unnamed_minister_is_the_one_in_office(resolved):
    _country, minister = resolved(
        "Russia answered. The foreign minister smiled.",
        ("Russia", "country"),
        ("The foreign minister", "role"),
    )
    assert minister.person == "Sergey Lavrov"
    assert minister.role == "Minister of Foreign Affairs"


def test_a_surname_shares_the_answer_of_its_chain(resolved):
    full, short = resolved(
        "Ruritania's envoy to France, Rudolf Elphberg, left. Elphberg said nothing.",
        ("Ruritania's envoy to France, Rudolf Elphberg", "person", "c", "Rudolf Elphberg"), ("Elphberg", "person", "c"),
    )  # fmt: skip
    assert full.person == short.person == "Rudolf Elphberg"
    assert full.sector == short.sector == "GOV"


def test_a_surname_without_a_chain_finds_the_full_name_before_it(resolved):
    _full, short = resolved(
        "German lawyer Anna Beispielmann spoke. Later Beispielmann left.",
        ("German lawyer Anna Beispielmann", "person", "", "Anna Beispielmann"), ("Beispielmann", "person"),
    )  # fmt: skip
    assert (short.person, short.country, short.sector) == ("Anna Beispielmann", "DEU", "JUD")


def test_two_full_names_of_one_chain_stay_two_people(resolved):
    _president, sister = resolved(
        "Joe Biden came. His sister Valerie Biden came too.",
        ("Joe Biden", "person", "c"),
        ("Valerie Biden", "person", "c"),
    )
    assert sister.actor_id == ""


def test_a_bare_name_loses_the_office_that_its_title_remembers(resolved):
    titled, bare = resolved(
        "National security adviser John Bolton was fired. Bolton tweeted.",
        ("National security adviser John Bolton", "person", "c", "John Bolton"), ("Bolton", "person", "c"),
        published=date(2019, 9, 12),
    )  # fmt: skip
    assert (titled.sector, bare.sector) == ("GOV", "ELI")
    assert titled.role == bare.role == ""


def test_outlets_and_agreements_correct_the_kind(resolved):
    agency, treaty = resolved(
        "TASS wrote about New START.", ("TASS", "organisation"), ("New START", "organisation")
    )
    assert (agency.kind, agency.actor_id) == ("outlet", "tass")
    assert (treaty.kind, treaty.actor_id) == ("agreement", "new-start")


def test_an_undated_report_claims_no_office_but_what_the_text_says(resolved):
    bare, titled = resolved(
        "Sergei Shoigu came. Chief Cabinet Secretary Hirokazu Matsuno spoke.",
        ("Sergei Shoigu", "person"), ("Chief Cabinet Secretary Hirokazu Matsuno", "person", "", "Hirokazu Matsuno"),
        published=None,
    )  # fmt: skip
    assert (bare.country, bare.sector, bare.role) == ("RUS", "GOV", "")
    assert (titled.country, titled.role) == ("JPN", "Chief Cabinet Secretary")
