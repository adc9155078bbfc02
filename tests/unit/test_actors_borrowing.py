"""Those whom no word gives a country take the one the report is about, where it is about one."""

from __future__ import annotations

import numpy as np

from detente.actors.borrowing import at_home, leading_country
from detente.records import Annotation, Article, Kind, Mention, Sector, Span, Words

TEXT = "Chile votes\n\nChile went to the polls. Police met protesters, rebels, the Senate and Peru."
WORDS = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), dtype=np.float32))


def mention(
    words: str, kind: Kind, country: str = "", sector: Sector = "UNK", last: bool = False
) -> Mention:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    span = Span(start, start + len(words))
    return Mention(
        f"m{start}",
        span,
        kind,
        "c",
        span,
        country=country,
        sector=sector,
        confidence=0.9 if country else 0.4,
    )


def resolved(*mentions: Mention) -> dict[str, Mention]:
    article = Article("a", TEXT, title="Chile votes")
    found = at_home(article, Annotation("a", (), mentions, WORDS))
    return {m.span.quote(TEXT): m for m in found.mentions}


CHILE = (
    mention("Chile", "country", "CHL", "GOV"),
    mention("Chile", "country", "CHL", "GOV", last=True),
)


def test_the_leading_country_is_lent_with_the_reason_and_little_confidence():
    found = resolved(*CHILE, mention("Police", "organisation", sector="COP"))
    assert found["Police"].country == "CHL"
    assert found["Police"].confidence < 0.5
    assert "what the report is about" in found["Police"].reason


def test_rebels_and_places_borrow_nothing():
    found = resolved(
        *CHILE, mention("rebels", "group", sector="REB"), mention("the polls", "place")
    )
    assert found["rebels"].country == ""
    assert found["the polls"].country == ""


def test_an_institution_every_country_has_is_the_home_countrys():
    found = resolved(*CHILE, mention("the Senate", "organisation", "USA", "LEG"))
    assert found["the Senate"].country == "CHL"


def test_without_a_leading_country_nothing_is_lent():
    two = (
        mention("Chile", "country", "CHL", "GOV", last=True),
        mention("Peru", "country", "PER", "GOV"),
    )
    article = Article("a", TEXT, title="")
    three = (*two, mention("Chile", "country", "BRA", "GOV"))
    assert leading_country(article, Annotation("a", (), three, WORDS)) == ""
    assert leading_country(article, Annotation("a", (), (), WORDS)) == ""
    assert resolved(mention("Police", "organisation", sector="COP"))["Police"].country == ""
