"""What holds for every page: an article or a named error, no invented words, nothing to remove"
" twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.reading import tidy
from detente.reading.extract import ArticleExtractor
from detente.reading.furniture import sift
from detente.records import Article, Page

FURNITURE = st.sampled_from(
    [
        "No time to read?", "Get a summary", "Share this article", "Previous Article", "Next Article",
        "Related stories",
        "Sign up for our newsletter", "Advertisement", "More", "By Ada Lindqvist", "March 7, 2024", "Leave a comment",
        "© 2024 The Courier", "Read more: Fleet comes home at last", "Clocks go back soon in the capital", "REUTER",
        "* * *",
        "Source: Courier and agencies", "Menu",
    ]
)  # fmt: skip
PROSE = st.sampled_from(
    [
        "The minister said on Friday that the talks would go on until both sides had signed the treaty.",
        "The envoy told reporters that her government was not ready to accept the terms of the other.",
        "“We will answer every step,” the spokeswoman said of the new customs checks in the harbour.",
        "He shook his head.",
        "A round of talks in the capital next month, and that it expected both to",
    ]
)
LINES = st.lists(st.one_of(FURNITURE, PROSE, st.text(max_size=60)), max_size=25)
TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "<a rel='next' href='x'>", "</a>", "<h1>", "<title>",
        "<script type='application/ld+json'>",
        '{"@type": "NewsArticle", "headline": "Talks"', "</script>", "<meta property='og:title' content='Talks'>",
        "<!--",
        "<table><tr><td>", "&amp;", "&#x0;", "<![CDATA[", "<time datetime='2024-03-01'>", "<html><body>",
    ]
)  # fmt: skip


def extract(content: str | bytes, **declared: str) -> Article | None:
    try:
        return ArticleExtractor().extract(Page("p", content, **declared))
    except DetenteError:
        return None


def check(article: Article) -> None:
    assert article.text
    assert article.text == article.text.strip()
    assert "\n\n\n" not in article.text
    assert (article.published is None) == (article.published_basis == "unknown")
    if article.title:
        assert article.text.startswith(article.title)
    assert article.text[article.body_start :] == "" or article.text.endswith(
        article.text[article.body_start :]
    )


@given(st.one_of(st.text(), LINES.map("\n\n".join), LINES.map("\n".join)))
def test_text_gives_an_article_or_a_named_error(text: str) -> None:
    article = extract(text, media_type="text/plain")
    if article is not None:
        check(article)
        # Nothing in it that was not there.
        source = "".join(tidy.visible(text).split())
        for paragraph in article.text.split("\n\n"):
            assert "".join(paragraph.split()) in source


@given(LINES.map("\n\n".join))
def test_reading_an_article_again_gives_the_same_text(text: str) -> None:
    article = extract(text)
    if article is not None:
        again = extract(article.text)
        assert again is not None
        assert again.text == article.text


@given(LINES)
def test_sifting_loses_no_line_and_is_idempotent(lines: list[str]) -> None:
    lines = [line for raw in lines if (line := tidy.one_line(raw))]
    sifted = sift(lines)
    assert sorted([*sifted.kept, *(piece.text for piece in sifted.furniture)]) == sorted(lines)
    assert sift(sifted.kept).kept == sifted.kept


@given(st.binary())
def test_bytes_give_an_article_or_a_named_error(content: bytes) -> None:
    article = extract(content)
    if article is not None:
        check(article)


@settings(deadline=None)
@given(st.lists(st.one_of(TAGS, PROSE, st.text(max_size=20)), max_size=40).map("".join))
def test_markup_gives_an_article_or_a_named_error(markup: str) -> None:
    article = extract(markup, media_type="text/html")
    if article is not None:
        check(article)


@given(st.text())
def test_clean_text_is_kept_as_it_is(text: str) -> None:
    try:
        article = ArticleExtractor().extract(Page("p", text, clean=True))
    except DetenteError:
        return
    assert article.text == text
