"""Laws of the actor base: no office outside its term, no crash, spans fit, the same answer twice."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import Annotation, Article, Mention, Span, Words

DAYS = st.dates(date(1990, 1, 1), date(2026, 11, 1))
PEOPLE = st.sampled_from(
    ["Fumio Kishida", "Shigeru Ishiba", "Hirokazu Matsuno", "Sergei Shoigu", "Vladimir Putin", "Angela Merkel",
     "Donald Trump", "Joe Biden", "Rishi Sunak", "Keir Starmer", "Yoon Suk-yeol", "Dmitry Medvedev", "Barack Obama",
     "Volodymyr Zelensky", "Friedrich Merz", "Mark Carney", "Hassan Rouhani", "Emmanuel Macron", "Boris Yeltsin"]
)  # fmt: skip
TITLES = st.sampled_from(
    ["", "President ", "Prime Minister ", "Foreign Minister ", "Defense Minister ", "Chancellor "]
)
COUNTRIES = st.sampled_from(
    ["RUS", "USA", "JPN", "DEU", "FRA", "GBR", "UKR", "KOR", "CHN", "IND", "CAN", "IRN"]
)
EMPTY = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), np.float32))


@given(PEOPLE, TITLES, DAYS)
def test_a_name_outside_its_term_gets_no_office(base, name, title, day):
    for candidate in base.find(title + name, day)[:1]:
        if not candidate.actor.actor_id:
            continue
        held = {
            post.office
            for post in base.posts(candidate.actor.actor_id)
            if (post.first_day is None or post.first_day <= day)
            and day <= (post.last_day or post.observed_until or date.min)
        }
        known = {post.office for post in base.posts(candidate.actor.actor_id)}
        assert candidate.role not in known - held


@given(
    COUNTRIES,
    st.sampled_from(["prime minister", "president", "foreign minister", "defence minister"]),
    DAYS,
)
def test_an_unnamed_office_is_its_holder_on_that_day_or_nobody(base, country, office, day):
    held = base.office_holder(country, office, day)
    if held is not None:
        assert held.post is not None
        assert held.post.country == country
        assert held.post.first_day is None or held.post.first_day <= day
        assert day <= (held.post.last_day or held.post.observed_until)


@given(st.text(max_size=200), st.none() | DAYS)
def test_any_text_is_answered(base, text, day):
    for candidate in base.find(text, day):
        assert 0.0 <= candidate.confidence <= 1.0
    end = 0
    for hit in base.scan(text):
        assert end <= hit.span.start < hit.span.stop <= len(text)
        assert hit.actor_ids
        end = hit.span.stop


PIECES = st.sampled_from(
    ["Russia", "Tokyo", "the foreign minister", "Lavrov", "US President Joe Biden", "said", "the rebels", "TASS",
     "Kremlin spokesman Dmitry Peskov", "New START", "officials", "’s", "“", "a former general", "G7", "\n", "ß", "東京"]
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(PIECES, min_size=1, max_size=12), st.none() | DAYS, st.randoms(use_true_random=False)
)
def test_mentions_are_resolved_in_place_and_alike_each_time(base, pieces, day, random):
    text, mentions = "", []
    for index, piece in enumerate(pieces):
        start = len(text)
        text += piece + " "
        kind = random.choice(
            ["person", "organisation", "country", "place", "role", "group", "outlet", "agreement"]
        )
        span = Span(start, start + len(piece))
        mentions.append(Mention(f"m{index}", span, kind, random.choice(["", "c1", "c2"]), span))
    article = Article("a", text, published=day)
    annotation = Annotation("a", (), tuple(mentions), EMPTY)
    once = base.resolve(article, annotation)
    assert [m.span for m in once.mentions] == [m.span for m in annotation.mentions]
    assert [m.mention_id for m in once.mentions] == [m.mention_id for m in annotation.mentions]
    assert once.mentions == base.resolve(article, annotation).mentions
    assert all(0.0 <= m.confidence <= 1.0 for m in once.mentions)
