"""What a report says of its own names: short forms, languages, full names, and names that are only words."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.actors import reported
from detente.actors.base import PackagedBase
from detente.records import Annotation, Article, Kind, Mention, Span, Words

NOTHING = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), np.float32))


@pytest.fixture(scope="module")
def base() -> PackagedBase:
    return PackagedBase()


def resolved(base: PackagedBase, text: str, *named: tuple[str, Kind]) -> dict[str, Mention]:
    """The mentions quoted, each its first occurrence in the text, resolved; one chain each."""
    mentions = []
    for number, (quote, kind) in enumerate(named):
        start = text.index(quote)
        span = Span(start, start + len(quote))
        mentions.append(Mention(f"m{number}", span, kind, f"c{number}", span))
    article = Article("a", text, published=date(2020, 5, 5))
    found = base.resolve(article, Annotation("a", (), tuple(mentions), NOTHING))
    return {mention.span.quote(text): mention for mention in found.mentions}


def test_short_forms_are_those_whose_initials_agree():
    text = "The Harbour and Rivers Board (HRB) met the Ministry of Works (XYZ)."
    assert reported.short_forms(text) == {"HRB": "Harbour and Rivers Board"}


def test_a_short_form_stands_for_what_the_report_defined():
    defined = {"HRB": "Harbour Rivers Board"}
    assert reported.spelled_out("the HRB", defined) == "the Harbour Rivers Board"
    assert reported.spelled_out("The Harbour Rivers Board (HRB)", defined) == (
        "The Harbour Rivers Board"
    )
    assert reported.spelled_out("HRBs", defined) == "HRBs"


def test_a_language_is_nobody(base):
    found = resolved(base, "She spoke in French to them.", ("French", "country"))
    assert found["French"].country == ""
    found = resolved(base, "A French ship left.", ("French", "country"))
    assert found["French"].country == "FRA"


def test_a_surname_is_that_of_the_person_the_report_names_in_full(base):
    found = resolved(
        base,
        "Ilse Lavrov opened the fair. Later Lavrov left.",
        ("Ilse Lavrov", "person"), ("Lavrov", "person"),
    )  # fmt: skip
    assert "Sergey" not in found["Ilse Lavrov"].person


@pytest.mark.parametrize(
    ("text", "kind", "country", "sector"),
    [
        ("the Court", "organisation", "", "JUD"),
        ("the network", "organisation", "", "MED"),
        ("Britons", "group", "GBR", "CVL"),
        ("British", "country", "GBR", "GOV"),
        ("attorneys general", "group", "", "GOV"),
        ("study author Karen Alder", "person", "", "CVL"),
        ("the Centre for Investigative Journalism", "organisation", "", "MED"),
    ],
)
def test_what_phrases_say(base, text, kind, country, sector):
    found = resolved(base, f"{text} was there.", (text, kind))[text]
    assert (found.country, found.sector) == (country, sector)


def test_people_are_not_their_adjective():
    from detente.actors.lexicon import is_people  # noqa: PLC0415

    assert is_people("Swedes")
    assert not is_people("Swiss")
    assert not is_people("Swedish")
