"""The page: self-contained, safe, every mark where its words are."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cli import page
from detente.cli.marks import kind_class
from detente.records import Annotation, Article, Claim, Reading, Span, Summary
from detente.testing import sample_reading
from detente.wire import no_words

EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


class Reader(HTMLParser):
    """Collects what a browser would see of a page."""

    VOID = frozenset({"meta", "rect", "br"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.ids, self.links = [], [], [], []
        self.attributes, self.texts = [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.texts[tag] = self.texts.get(tag, "") + data


def text_of(rendered):
    section = rendered.split('<section class="text"')[1].split("</section>")[0]
    paragraphs = re.findall(r"<p>(.*?)</p>", section, re.DOTALL)
    return [Reader(item).texts.get("mark", "") for item in paragraphs], paragraphs


def test_the_page_holds_the_whole_reading():
    read = Reader(page.render([sample_reading()]))
    assert read.open == []
    shown = read.texts["body"]
    for words in (
        "Oslo threatens to close its ports in mackerel dispute",
        "No time to read?",
        "Whose voices fill it",
        "via NRK, state media of Norway",
        "told by North Sea Courier",
        "Left out, and why (3)",
    ):
        assert words in shown


def test_nothing_is_loaded_and_nothing_runs():
    rendered = page.render([sample_reading()])
    read = Reader(rendered)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(read.tags)
    assert not {"src", "style", "srcset", "action"} & set(read.attributes)
    assert not [name for name in read.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in read.links)
    style = read.texts["style"]
    assert "url(" not in style
    assert "@import" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in rendered


def test_every_link_leads_somewhere_and_every_name_is_one():
    read = Reader(page.render([sample_reading(), sample_reading()]))
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))
    assert "2 reports" in read.texts["nav"]


def test_the_text_is_the_articles_with_its_words_marked():
    rendered = page.render([sample_reading()])
    section = rendered.split('<section class="text"')[1].split("</section>")[0]
    paragraphs = re.findall(r"<p>(.*?)</p>", section, re.DOTALL)
    article = sample_reading().article
    body = article.text[article.body_start :].split("\n\n")
    assert [re.sub(r"<[^>]*>", "", item) for item in paragraphs] == body
    assert '<mark class="evidence trigger' in section or "trigger" in section
    assert 'data-kind="THREATEN"' in section
    marked = re.findall(r'<mark class="claim s0[^>]*>([^<]*)</mark>', section)
    assert "We have been patient for three seasons," in marked


def test_a_claim_within_a_claim_shows_the_inner_voice():
    rendered = page.render([sample_reading()])
    inner = re.search(r'<mark class="([^"]*)" title="[^"]*">a meeting in May</mark>', rendered)
    assert inner is not None
    assert "s0" in inner[1].split()
    assert "s1" not in inner[1].split()


def test_what_a_report_holds_stays_text():
    reading = sample_reading()
    article = replace(
        reading.article, title=EVIL, outlet=EVIL, byline=EVIL, text=f"{EVIL}\n\n{EVIL} body"
    )
    sides = (replace(reading.sides[0], name=EVIL, relays=(EVIL,)),)
    event = replace(
        reading.events[0], type=EVIL, about=(EVIL,), trigger=Span(0, 5), evidence=(Span(3, 40),)
    )
    claim = replace(reading.claims[0], content=(Span(2, 60), Span(70, 90)), cue=Span(60, 66))
    evil = replace(
        reading,
        article=article,
        sides=sides,
        events=(event,),
        claims=(claim,),
        annotation=Annotation("x", (), (), no_words()),
    )
    read = Reader(page.render([evil]))
    assert not {"script", "img"} & set(read.tags)
    assert not [name for name in read.attributes if name.startswith("on")]


@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 79), st.integers(1, 80)), max_size=5),
)
def test_any_text_with_any_claims_makes_a_well_formed_page(text, pairs):
    spans = [Span(first, min(last, len(text))) for first, last in pairs]
    claims = tuple(
        Claim(f"c{n}", "x", None, (), None, None, (span,), "direct", "asserted", None, 1.0)
        for n, span in enumerate(spans)
        if span.start < span.stop
    )
    annotation = Annotation("x", (), (), no_words())
    reading = Reading(Article("x", text), annotation, claims, (), Summary(()), (), ())
    read = Reader(page.render([reading]))
    assert read.open == []
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


@pytest.mark.parametrize(
    ("kind", "css"),
    [("AGREE", "peace"), ("THREATEN", "words"), ("ASSAULT", "force"), ("MINE", "")],
)
def test_kinds_are_coloured_by_how_hostile_they_are(kind, css):
    assert kind_class(kind) == css


def test_the_style_sheet_serves_both_light_and_dark():
    style = (Path(page.__file__).parent / "page.css").read_text(encoding="utf-8")
    light, dark = style.split("prefers-color-scheme: dark", 1)
    for name in ("--paper", "--ink", "--s0", "--s5", "--outlet", "--force"):
        assert f"{name}:" in light
        assert f"{name}:" in dark


def test_a_bare_reading_has_a_page():
    annotation = Annotation("x", (), (), no_words())
    bare = Reading(Article("x", "Words."), annotation, (), (), Summary(()), (), ())
    shown = Reader(page.render([bare])).texts["body"]
    assert "Untitled report" in shown
    assert "Whose voices" not in shown
