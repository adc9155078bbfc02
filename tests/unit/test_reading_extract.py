"""The reading room's main promise: page in, clean report out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import SourceEmpty, SourceTooLarge, SourceUnreadable, WrongLanguage
from detente.reading.extract import ArticleExtractor
from detente.reading.sources import page_from
from detente.records import Article, Page
from detente.seams import Extractor
from detente.settings import ReadingSettings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reading"
BODY = (
    "The minister said on Friday that the talks would go on until both sides had signed the"
    " treaty.\n\n"
    "The envoy told reporters that her government was not ready to accept the terms of the other."
)


def read(content: str | bytes, **declared: object) -> Article:
    return ArticleExtractor().extract(Page("page", content, **declared))  # type: ignore[arg-type]


def test_extractor_stands_behind_the_seam() -> None:
    assert isinstance(ArticleExtractor(), Extractor)


def test_plain_page_loses_its_furniture_and_keeps_its_report() -> None:
    article = ArticleExtractor().extract(page_from(FIXTURES / "plain_page.txt"))
    assert article.title == "Harbour talks between Norland and Sudmark end without a deal"
    paragraphs = article.text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == [
        "Harbour",
        "Norland's",
        "Sudmark",
        "Officials",
    ]
    assert article.previous_title == "Fishing fleet returns to the northern grounds"
    assert article.next_title == "Museum of clocks reopens after repairs"
    assert article.byline == "Ada Lindqvist"
    assert (article.published, article.published_basis) == (date(2024, 9, 23), "dateline")
    assert article.text[article.body_start :].startswith("Norland's foreign minister")
    reasons = {piece.reason for piece in article.furniture}
    assert reasons >= {
        "summary widget",
        "share bar",
        "advertisement",
        "newsletter",
        "related links",
        "previous and next",
        "copyright",
        "dateline",
        "byline",
    }


def test_html_page_gives_its_metadata() -> None:
    article = ArticleExtractor().extract(page_from(FIXTURES / "page.html"))
    assert article.title == "Norland recalls its envoy from Sudmark"
    assert article.outlet == "The Example Courier"
    assert article.byline == "Ada Lindqvist"
    assert article.url == "https://courier.example/world/norland-recalls-envoy"
    assert (article.published, article.published_basis) == (date(2024, 3, 1), "metadata")
    assert article.previous_title == "Fishing fleet returns to the northern grounds"
    assert article.next_title == "Museum of clocks reopens after repairs"
    assert "newsletter" not in article.text
    assert "winter storms" in article.text
    assert article.text.count(article.title) == 1


def test_what_the_caller_declares_wins() -> None:
    page = page_from(FIXTURES / "page.html", published=date(2023, 1, 2), outlet="Mine", title="T o")
    article = ArticleExtractor().extract(page)
    assert (article.published, article.published_basis) == (date(2023, 1, 2), "given")
    assert article.outlet == "Mine"
    assert article.text.startswith("T o\n\nNorland recalled")


def test_clean_text_is_taken_as_it_stands() -> None:
    text = (
        "Envoy  returns\n\nShare this article\n\ne\u0301 The ambassador\u00a0came back on Monday. "
    )
    article = read(text, clean=True, article_id="x")
    assert article.text == text
    assert article.title == "Envoy  returns"
    assert article.furniture == ()
    assert read(f"Some title\n{BODY}", clean=True).title == ""
    assert read(f"Some title\n{BODY}", clean=True, title="Some title").title == "Some title"


def test_characters_are_made_regular() -> None:
    article = read(f"\ufeffCafe\u0301  talks\u00a0 resume\u200b\n\n\n\n  {BODY}\u0007\t \n")
    assert article.text == f"Caf\u00e9 talks resume\n\n{BODY}"
    assert article.title == "Café talks resume"


def test_identifier_is_a_digest_unless_given() -> None:
    assert read(BODY).article_id == read(BODY).article_id
    assert read(BODY).article_id != read(BODY, url="https://a.example/x").article_id
    assert read(BODY, article_id="mine").article_id == "mine"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 more", SourceUnreadable),
        (b"\x89PNG\r\n", SourceUnreadable),
        (b"PK\x03\x04rest", SourceUnreadable),
        (b"abc\x00def", SourceUnreadable),
        ("", SourceEmpty),
        ("   \n ", SourceEmpty),
        ("12 345\n\n67,8", SourceEmpty),
        ("Share this article\n\nAdvertisement", SourceEmpty),
        ("<html></html>", SourceEmpty),
    ],
)
def test_what_is_no_report_is_refused(content: str | bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        read(content)


def test_empty_clean_text_is_refused() -> None:
    with pytest.raises(SourceEmpty):
        read(" \n", clean=True)


def test_size_limit_holds() -> None:
    with pytest.raises(SourceTooLarge, match="at most 20"):
        ArticleExtractor(ReadingSettings(max_bytes=20)).extract(Page("p", BODY))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le ministre des affaires étrangères a déclaré vendredi que les pourparlers se"
            " poursuivraient"
            " jusqu'à la signature du traité par les deux gouvernements.",
            "French",
        ),
        (
            "Министр иностранных дел заявил в пятницу, что переговоры будут продолжаться до"
            " подписания"
            " договора обеими сторонами.",
            "Russian",
        ),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    with pytest.raises(WrongLanguage, match=language):
        read(text)


def test_english_full_of_foreign_names_passes() -> None:
    text = (
        "Wolodymyr Selenskyj, Emmanuel Macron, Recep Tayyip Erdoğan and Andrzej Duda met Ursula"
        " von der"
        " Leyen in Kraków on Friday, Gazeta Wyborcza and Süddeutsche Zeitung said."
    )
    assert read(text).text == text
    cities = "Kyiv Kharkiv Odesa Lviv Dnipro Zaporizhzhia Mykolaiv Mariupol Kherson Donetsk"
    assert read(cities).text == cities
    assert read("Zelenskyy, Macron, Orbán").text == "Zelenskyy, Macron, Orbán"


def test_hard_wrapped_text_is_unwrapped() -> None:
    wrapped = (
        "    The government of Norland said it would invite the two parties to a\n"
        "round of talks in the capital next month, and that it expected both to\n"
        "send their foreign ministers.\n"
        "    Officials said the talks would turn on the customs rules that were\n"
        "agreed eleven years ago and that neither side has ever applied in full\n"
        "to ships that carry fuel.\n"
    )
    paragraphs = read(wrapped).text.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith("expected both to send their foreign ministers.")


def test_lines_without_blank_lines_are_paragraphs() -> None:
    first, second = BODY.split("\n\n")
    article = read(f"Talks go on\n{first}\n{second}")
    assert article.text == f"Talks go on\n\n{first}\n\n{second}"
    assert article.title == "Talks go on"


def test_untitled_text_has_no_title() -> None:
    article = read(BODY)
    assert article.title == ""
    assert article.body_start == 0


def test_given_title_is_not_repeated() -> None:
    assert read(f"Talks go on\n\n{BODY}", title="TALKS GO ON").text.startswith("Talks go on\n\nThe")
    assert read(BODY, title="Talks go on").text == f"Talks go on\n\n{BODY}"


def test_huge_tree_is_read_without_trafilatura() -> None:
    page = "<html><body>" + "<div>" * 200 + f"<p>{BODY}</p>" + "</div>" * 200
    assert "signed the treaty" in read(page).text


def test_tag_with_a_thousand_attributes_is_read() -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(3000))
    page = f"<html><body {attributes}><p>{BODY}</p><p>{BODY}</p></body></html>"
    assert "signed the treaty" in read(page).text
