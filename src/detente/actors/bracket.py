"""When an undated report must have been written.

Between the days its people held the offices it gives them, and after the steps under agreements that it tells as
taken: a report of a halt to the exchange of data is later than the halt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from detente.records import Article, DateBracket, Mention, Post

#: How a step of a party is told; the step's first word chooses.
_TOLD: Final = {
    "suspends": r"\b(?:suspen|fr[eo]ez|froze|paus)\w*",
    "withdraws": r"\b(?:withdr[ae]w\w*|pull(?:ed|ing|s)? out|quit\w*|abandon\w*|exit(?:ed|ing|s)?|left|leaving)\b",
    "halts": r"\b(?:halt|stop|suspen|ceas|paus|end(?:ed|ing)|withh(?:o|e)ld|cut(?:ting)? off|break\w* off|refus)\w*",
}
#: What makes a step one that has not been taken.
_NOT_YET: Final = re.compile(
    r"\b(?:may|might|could|would|will|if|unless|threat\w*|plan\w*|consider\w*|propos\w*|ready to|not)\b",
    re.IGNORECASE,
)
#: Words of a step that the sentence must have too: "data" is also told as information or notifications.
_OBJECTS: Final = {
    "data": r"\b(?:data|information|notifications?|telemetry)\b",
    "inspections": r"\binspect\w*",
}
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*")

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
    for step, quoted in _taken(article.text, mentions, posts_of):
        first = max(filter(None, (earliest, step.first_day)), default=None)
        if first == earliest or (first and latest and first > latest):
            continue
        earliest = first
        reasons.append(f"{step.country} {step.office} under {quoted} since {step.first_day}")
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


def _taken(
    text: str, mentions: Sequence[Mention], posts_of: Callable[[str], Sequence[Post]]
) -> Iterator[tuple[Post, str]]:
    """Each step under an agreement that a sentence of the same paragraph tells as taken, with the agreement's words."""
    for agreement in mentions:
        if agreement.kind != "agreement" or not agreement.actor_id:
            continue
        first = text.rfind("\n", 0, agreement.span.start) + 1
        last = text.find("\n", agreement.span.stop)
        paragraph = text[first : last if last >= 0 else len(text)]
        for step in posts_of(agreement.actor_id):
            for told in _SENTENCE.finditer(paragraph):
                start, stop = first + told.start(), first + told.end()
                deed = _deed(told[0], step.office)
                if deed is not None and any(
                    start <= mention.span.start < min(stop, start + deed)
                    and mention.country == step.country
                    for mention in mentions
                ):
                    yield step, agreement.head.quote(text)
                    break


def _deed(sentence: str, step: str) -> int | None:
    """Where a sentence tells a step as taken; None where it does not."""
    deed, *objects = step.split()
    found = re.search(_TOLD.get(deed, rf"\b{re.escape(deed)}"), sentence, re.IGNORECASE)
    if found is None or _NOT_YET.search(sentence[max(0, found.start() - 40) : found.start()]):
        return None
    wanted = [_OBJECTS[word] for word in objects if word in _OBJECTS]
    told = all(re.search(pattern, sentence, re.IGNORECASE) for pattern in wanted)
    return found.start() if told else None
