"""How far an attribution reaches, what is no claim at all, and who stands behind papers and pronouns."""

from __future__ import annotations

import pytest

from detente.attribution.attribute import QuotationAttributor
from detente.records import Article


@pytest.fixture(scope="module")
def told(annotator, base):
    """Speaker, stance and content of each claim of a text, by rules alone."""

    def read(text: str) -> list[tuple[str, str, list[str]]]:
        article = Article(article_id="t", text=text)
        annotation = annotator.annotate(article, base)
        annotation, claims = QuotationAttributor(None).attribute(article, annotation, base)

        def name(mention_id: str | None) -> str:
            return annotation.mention(mention_id).span.quote(text) if mention_id else ""

        return [(name(c.speaker), c.stance, [s.quote(text) for s in c.content]) for c in claims]

    return read


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The raid turned up several weapons, reportedly a grenade launcher.",
            ["a grenade launcher"],
        ),
        ("He was treated for burns over reportedly half his body.", ["half his body"]),
        (
            "After a long night in Vienna, the envoy reportedly left the hotel.",
            ["the envoy", "left the hotel"],
        ),
        ("Allegedly, the clerk sold the keys.", ["the clerk sold the keys"]),
        ("The parcel was reportedly a hoax.", ["The parcel was", "a hoax"]),
    ],
)
def test_hearsay_reaches_as_far_as_its_phrase_or_clause(told, text, content):
    assert told(text) == [("", "asserted", content)]


def test_early_reports_name_nobody(told):
    assert told("By early reports, twelve people were hurt in the blast.") == [
        ("", "asserted", ["twelve people were hurt in the blast"])
    ]
    assert told("Reports said the port had reopened.")[0][0] == ""


@pytest.mark.parametrize(
    ("text", "stance", "content"),
    [
        ("The general pleaded guilty to both charges.", "asserted", "guilty to both charges"),
        ("The general pleaded not guilty.", "denied", "not guilty"),
    ],
)
def test_a_plea_is_a_claim(told, text, stance, content):
    assert told(text) == [("The general", stance, [content])]


@pytest.mark.parametrize(
    "text",
    [
        "The officer was found guilty in May.",
        "He set up camp in a park called the Meadow.",
        "The storm claimed 40 lives.",
        "Haitham bin Tariq Al Said attended the prayers.",
    ],
)
def test_what_only_looks_like_a_claim_is_none(told, text):
    assert told(text) == []


def test_what_a_speaker_believes_is_not_said_twice(told):
    found = told("Officials said they believed the bridge had been mined.")
    assert [speaker for speaker, _, _ in found] == ["Officials"]


def test_an_apposition_does_not_turn_the_hearer_into_the_speaker(told):
    ((speaker, _, _),) = told("Lena Brandt, a lawyer, told Reuters the verdict was a relief.")
    assert speaker.startswith("Lena Brandt")


def test_behind_a_paper_stands_its_author(told):
    text = "According to a letter by Senator Ruth Adler, the hearing was cancelled."
    ((speaker, _, _),) = told(text)
    assert "Adler" in speaker


def test_two_names_side_by_side_are_two_speakers(told):
    found = told("France and Germany said the summit would go ahead.")
    assert sorted(speaker for speaker, _, _ in found) == ["France", "Germany"]


def test_they_are_the_plural_subject_right_before(told):
    found = told("The miners are still underground. They said the owners had promised new talks.")
    assert found[-1][0] == "The miners"


def test_he_is_who_spoke_last_not_who_was_spoken_of(told):
    text = "The police chief said the attacker had acted alone. He also said the danger was over."
    assert [speaker for speaker, _, _ in told(text)] == ["The police chief"] * 2


def test_a_colon_without_a_cue_gives_the_words_to_the_subject(told):
    text = 'The ministry was blunt: "We refuse to sign this paper today."'
    ((speaker, _, content),) = told(text)
    assert (speaker, content) == ("The ministry", ["We refuse to sign this paper today"])


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor announced the plan at a news conference.", "the plan"),
        ("The mayor announced the plan on Monday.", "the plan"),
        ("The mayor confirmed the plan to reporters.", "the plan"),
        ("The mayor announces deal as troops advance.", "deal"),
        ("The partner asked for the price to be kept secret.", "the price to be kept secret"),
        ("The mayor referred to the raid as a mistake.", "the raid as a mistake"),
    ],
)
def test_an_object_ends_where_the_saying_is_placed(told, text, content):
    ((_, _, found),) = told(text)
    assert found == [content]


def test_what_somebody_holds_is_a_claim(told):
    ((speaker, _, content),) = told("The protesters' demands include fresh elections.")
    assert (speaker, content) == ("The protesters", ["fresh elections"])


def test_who_only_acts_is_no_speaker_another_passes_on(told):
    text = "According to police, residents preferred to stay in their homes."
    assert told(text) == [("police", "asserted", ["residents preferred to stay in their homes"])]
