"""What phrases of news English mean: country, sector, person, office. The phrases are ours."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.offices import office_class, sector_of

DAY = date(2023, 4, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Tokyo", "JPN", "GOV"),
        ("the Kremlin", "RUS", "GOV"),
        ("Iranian officials", "IRN", "GOV"),
        ("Turkish-backed rebels", "", "REB"),
        ("US troops", "USA", "MIL"),
        ("the Saudi government", "SAU", "GOV"),
        ("the Soviet Union", "RUS", "GOV"),
        ("Norway's central bank", "NOR", "GOV"),
        ("Hamburg police", "DEU", "COP"),
        ("a Brazilian court", "BRA", "JUD"),
        ("lawmakers in Canada", "CAN", "LEG"),
        ("the Yemen-based Houthi movement", "YEM", "REB"),
        ("members of NATO", "NATO", "GOV"),
        ("a UN spokesman", "UNO", "IGO"),
        ("Syrian state media", "SYR", "MED"),
        ("Saudi Arabia's state-owned Saudi Aramco", "SAU", "BUS"),
        ("Russia's ambassador to Poland", "RUS", "GOV"),
        ("the US embassy in Kabul", "USA", "GOV"),
        ("former Japanese ministers", "JPN", "ELI"),
        ("several hundred protesters", "", "CVL"),
        ("trade unions in Denmark", "DNK", "CVL"),
        ("Assad's government", "SYR", "GOV"),
        ("al-Qaeda", "", "REB"),
        ("the Baltic Fleet", "RUS", "MIL"),
        ("Spain's Guardia Civil", "ESP", "COP"),
        ("a former prime minister", "", "ELI"),
    ],
)
def test_phrases_give_country_and_sector(base, phrase, country, sector):
    best = base.find(phrase, DAY)[0]
    assert (best.country, best.sector) == (country, sector)
    assert best.reason


@pytest.mark.parametrize(
    ("phrase", "person", "country", "role"),
    [
        ("Cabinet Secretary General Hirokazu Matsuno", "Hirokazu Matsuno", "JPN", "Chief Cabinet Secretary"),
        ("Russian Foreign Minister Sergei Lavrov", "Sergey Lavrov", "RUS", "Minister of Foreign Affairs"),
        ("the Japanese prime minister", "Fumio Kishida", "JPN", "Prime Minister"),
        ("Shoygu", "Sergei Shoigu", "RUS", "Minister of Defence"),
        ("President of Ukraine Volodymyr Zelenskyy", "Volodymyr Zelensky", "UKR", "President"),
        ("YOON Suk-yeol", "Yoon Suk-yeol", "KOR", "President"),
    ],
)  # fmt: skip
def test_people_are_known_with_the_office_of_the_day(base, phrase, person, country, role):
    best = base.find(phrase, DAY)[0]
    assert (best.actor.name, best.country, best.role) == (person, country, role)
    assert best.post is not None


def test_an_unknown_person_is_resolved_by_role(base):
    best = base.find("Norway's deputy consul in Tromsø, Ragnvald Teapottsen", DAY)[0]
    assert (best.actor.actor_id, best.actor.name) == ("", "Ragnvald Teapottsen")
    assert (best.country, best.sector) == ("NOR", "GOV")


@pytest.mark.parametrize(
    "nothing", ["puppies", "Frank", "a cold", "was, expected", "Zebulon Quixwort", "", "  ", "…"]
)
def test_what_is_nobody_stays_nobody(base, nothing):
    best = base.find(nothing, DAY)
    assert best == () or (best[0].country == "" and best[0].sector in ("UNK", "CVL"))


def test_namesakes_are_settled_by_country_context(base):
    assert base.find("Lee", date(2025, 9, 1), ("KOR",))[0].country == "KOR"
    assert base.find("Georgia", DAY)[0].country == "GEO"


def test_an_ousted_officer_is_an_elite_by_name_and_what_the_text_calls_him_by_title(base):
    days_after = date(2019, 9, 12)
    assert base.find("John Bolton", days_after)[0].sector == "ELI"
    assert base.find("national security advisor John Bolton", days_after)[0].sector == "GOV"
    assert base.find("national security advisor John Bolton", days_after)[0].role == ""
    assert base.find("national security advisor John Bolton", DAY)[0].sector == "ELI"


def test_a_nationality_that_contradicts_makes_a_namesake(base):
    best = base.find("Peruvian farmer Vladimir Putin", DAY)[0]
    assert best.actor.actor_id == ""
    assert best.country == "PER"


def test_scanning_needs_capitals_for_short_names(base):
    text = "It is who they are: IS and the WHO met US envoys, and it helps us."
    found = [text[hit.span.start : hit.span.stop] for hit in base.scan(text)]
    assert found == ["IS", "the WHO", "US"] or found == ["IS", "WHO", "US"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Minister for Foreign Affairs", "FM"),
        ("Deputy Foreign Minister", "DFM"),
        ("Secretary of Defense", "DM"),
        ("Advisor to the President", "AIDE"),
        ("Vice President", "VP"),
        ("President of the Senate", "SPEAKER"),
        ("Executive Vice Premier", "DPM"),
        ("Charge d'Affaires", "AMB"),
        ("Chairman of the Joint Chiefs of Staff", "COS"),
        ("Chief Cabinet Secretary", "CCS"),
        ("King", "HOS"),
        ("baker", ""),
    ],
)
def test_titles_fall_into_classes_of_office(title, kind):
    assert office_class(title) == kind


def test_titles_have_sectors():
    assert [sector_of(title) for title in ("Prime Minister", "Chief Justice", "FM", "tea")] == [
        "GOV",
        "JUD",
        "GOV",
        "UNK",
    ]
