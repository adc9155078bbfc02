"""When an undated report must have been written: between the days its people held the offices it gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from detente.records import Article, DateBracket, Mention, Post

#: How like a post's office the title in the text must be, 0 to 100. Titles are garbled by translation
#: ("Cabinet Secretary General"): 80 lets that pass and keeps "Minister of Defence" from "Minister of Finance".
_LIKE: Final = 80.0


def bracket(
    article: Article, mentions: Sequence[Mention], posts_of: Callable[[str], Sequence[Post]]
) -> DateBracket:
    """The days between which an undated report lies, and why.

    Args:
        article: the report.
        mentions: its resolved mentions.
        posts_of: every post of an actor, by actor id.

    Returns:
        Open ends are None. People out of office are named with "former" or not at all, so a title in
        the present binds; where two posts cannot both hold, the later one read is left out.
    """
    earliest: date | None = None
    latest: date | None = None
    reasons: list[str] = []
    for post, name in _held(article.text, mentions, posts_of):
        first = max(filter(None, (earliest, post.first_day)), default=None)
        last = min(filter(None, (latest, post.last_day)), default=None)
        if (first and last and first > last) or (first, last) == (earliest, latest):
            continue
        earliest, latest = first, last
        since, until = post.first_day or "?", post.last_day or "?"
        reasons.append(f"{name} was {post.office} from {since} to {until}")
    return DateBracket(earliest, latest, tuple(reasons))


def _held(
    text: str, mentions: Sequence[Mention], posts_of: Callable[[str], Sequence[Post]]
) -> Iterator[tuple[Post, str]]:
    """Each post the text gives somebody, with the name, in reading order, once."""
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        if mention.kind != "person" or not mention.actor_id:
            continue
        title = text[mention.span.start : mention.head.start].strip(" ,")
        if not title or "former" in title.lower():
            continue
        scored = [
            (fuzz.token_set_ratio(title.lower(), post.office.lower()), post)
            for post in posts_of(mention.actor_id)
            if post.first_day is not None
        ]
        score, post = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        key = (mention.actor_id, post.office if post else "")
        if post is not None and score >= _LIKE and key not in seen:
            seen.add(key)
            yield post, mention.person or mention.head.quote(text)
