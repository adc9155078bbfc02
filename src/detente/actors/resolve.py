"""Mentions of one report resolved together: each by its words, chains by their most telling mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from detente.actors import chains, lexicon, reported, settling
from detente.actors.judge import Answer, Judge
from detente.actors.spelling import words
from detente.actors.standing import number
from detente.actors.store import Store
from detente.records import Annotation, Article, Kind, Mention, Sector

#: Prepositions before a capital that make it a place, not a government.
_LOCATES: Final[frozenset[str]] = frozenset(
    ["in", "near", "around", "outside", "at", "inside", "across", "throughout"]
)
#: Before a capital, these count what is in it.
_SEVERAL: Final[frozenset[str]] = frozenset(
    {"several", "some", "many", "two", "three", "other", "most"}
)
#: Words after which a capital is where somebody goes, comes from or is.
_TRAVELLED: Final[re.Pattern[str]] = re.compile(
    r"\b(?:fl[ey]w?|flying|flown|flights?|travel\w*|mov(?:ed|es|ing)|return(?:ed|s|ing)?|dr[io]ve\w*|trips?|journey\w*|airlifted|transferred"
    r"|evacuated|came|went|goes|going|headed|bound|arriv\w+|depart\w*|fled|walk\w*|march\w*|trains?|bus(?:es)?|route|road|back|received|sail\w*|shipped)"
    r"(?: \w+){0,3}? (?:to|from|for|via|towards?)(?: downtown| central)? $|\bfrom [A-Z]\w+ to $|\bborn in $|\b[Cc]it(?:y|ies)(?: \w+){0,2} $",
)
#: A part of a country is a place: "north-eastern Syria".
_PART_OF: Final[re.Pattern[str]] = re.compile(
    r"(?:the )?(?:(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?ern|central|rural|coastal|upper|lower|mainland)\b[- ](?!sahara)"
    r"|(?:north|south|east|west)(?:[- ]?(?:east|west))?\b[- ](?!korea|africa|sudan|ossetia|yemen|vietnam|macedonia|germany|timor|sahara))",
    re.IGNORECASE,
)

#: A word in capitals that follows directly.
_NEXT_WORD: Final[re.Pattern[str]] = re.compile(r" ([A-Z][a-z]{2,})")
#: What shows that a hill is a part of a town.
_QUARTER: Final[re.Pattern[str]] = re.compile(
    r" (?:neighbou?rhood|district|area|quarter|station)\b"
)
#: What a phrase without a name says before the report's countries are known: nothing.
_UNSAID: Final[Answer] = Answer()
#: An answer less sure than this says nothing of what a report is about.
_TELLS: Final[float] = 0.6


def resolve(judge: Judge, article: Article, annotation: Annotation) -> Annotation:
    """The annotation with every mention's actor, person, country, sector and role as of the article's day."""
    when = number(article.published) if article.published is not None else None
    defined = reported.short_forms(article.text)
    body = article.text
    texts = [body[mention.span.start : mention.span.stop] for mention in annotation.mentions]
    if defined:
        texts = [reported.spelled_out(text, defined) for text in texts]
    things = {
        text for text in texts if text.startswith("the ") and text[4:].lower() in lexicon.THINGS
    }
    if things:  # where "the Sun" shines, "The Sun" at the head of a sentence is no newspaper
        texts = [f"t{text[1:]}" if f"t{text[1:]}" in things else text for text in texts]
    asked = [
        _asked(judge, article, mention, text)
        for mention, text in zip(annotation.mentions, texts, strict=True)
    ]
    judge.read([
        (text, *one) for text, one in zip(texts, asked, strict=True) if not isinstance(one, Answer)
    ])  # fmt: skip
    first = [
        _UNSAID if text.islower() else _alone(judge, text, one, when, ())
        for text, one in zip(texts, asked, strict=True)
    ]
    told = settling.by_full_names(texts, first, annotation.mentions)
    ranking = _ranking(told)
    owned = reported.owned(article, annotation, [answer.country for answer in told])
    nearest = _nearest(annotation, told)
    contexts: dict[tuple[str, bool], tuple[str, ...]] = {}
    answers: list[Answer] = []
    for index, (mention, text) in enumerate(zip(annotation.mentions, texts, strict=True)):
        if first[index].settled:
            answers.append(first[index])
            continue
        if index in owned:
            answer = _alone(judge, text, asked[index], when, (owned[index],))
            answers.append(_of_owner(answer, owned[index]))
            continue
        about = (nearest(index), mention.kind == "place")
        if about not in contexts:
            order = [*ranking, about[0]] if about[1] else [about[0], *ranking]
            contexts[about] = tuple([code for code in dict.fromkeys(order) if code])[:4]
        answers.append(_alone(judge, text, asked[index], when, contexts[about]))
    answers = settling.definite(judge, texts, answers, annotation.mentions)
    answers = settling.officers(answers)
    answers = settling.surnames(texts, answers, annotation.mentions)
    shared = chains.share(annotation.mentions, answers, texts)
    shared = settling.parties(judge, texts, shared)
    shared = settling.died(judge.store, article.text, shared, when)
    resolved = tuple(
        _filled(judge.store, mention, answer)
        for mention, answer in zip(annotation.mentions, shared, strict=True)
    )
    return replace(annotation, mentions=resolved)


def _of_owner(answer: Answer, country: str) -> Answer:
    """An answer that took its country from a pronoun is as sure as one that names it."""
    if not answer.borrowed or answer.country != country:
        return answer
    reason = answer.reason.replace("is what the report is about", "is whom the pronoun means")
    return answer._replace(
        borrowed=False, confidence=min(0.8, answer.confidence + 0.15), reason=reason
    )


def _alone(
    judge: Judge,
    text: str,
    asked: tuple[str, str] | Answer,
    when: int | None,
    context: Sequence[str],
) -> Answer:
    """The answer for a mention by its own words, in a report about the countries of ``context``."""
    if isinstance(asked, Answer):
        return asked
    kind, name = asked
    return judge.judge(text, kind, when, context, name)


def _asked(judge: Judge, article: Article, mention: Mention, text: str) -> tuple[str, str] | Answer:
    """As what a mention is to be judged and by which name; or the answer that its surroundings give."""
    if mention.kind == "country" and reported.is_language(article.text, mention, text):
        return Answer(kind="country", confidence=0.2, reason=reported.LANGUAGE, settled=True)
    if mention.kind == "country" and article.text.startswith("$", mention.span.stop):
        return Answer(kind="country", confidence=0.2, reason="money", settled=True)
    if text.lower() == "opposition":
        return Answer(kind=mention.kind, confidence=0.4, reason="anybody's", settled=True)
    if text.endswith("opposition") and article.text.startswith(" to ", mention.span.stop):
        return Answer(kind=mention.kind, confidence=0.2, reason="against something", settled=True)
    kind: str = mention.kind
    if kind in ("group", "role", "place", "agreement"):
        return kind, ""
    head = mention.head.quote(article.text)
    if kind in ("outlet", "organisation") and _founder(judge, text):
        kind, head = "person", text
    seat = kind in ("country", "organisation") and _is_seat_of_power(judge, text)
    if seat and (
        _cut_short(article.text, mention.span.stop)
        or _QUARTER.match(article.text, mention.span.stop)
    ):
        return Answer(kind=kind, confidence=0.3, reason="part of a longer name", settled=True)
    if kind == "country" and (_PART_OF.match(text) or _located(article.text, mention, judge, text)):
        kind = "place"
    return kind, head if kind == "person" else ""


def _is_seat_of_power(judge: Judge, text: str) -> bool:
    """Whether a name is that of a house or a hill that stands for a power, not of a capital."""
    rows = judge.store.lookup(words(text.removeprefix("the ").removeprefix("The ")))
    return any(
        judge.store.is_seat(row) and judge.store.kind(row) != "place" and judge.store.row(row)["s"] in ("GOV", "LEG")
        for row, _use in rows
    ) and not any(judge.store.kind(row) == "country" for row, _use in rows)  # fmt: skip


def _cut_short(text: str, stop: int) -> bool:
    """Whether a word in capitals that is no title follows directly: "London Underground"."""
    following = _NEXT_WORD.match(text, stop)
    return following is not None and following[1].casefold() not in lexicon.LONGEST_FROM


def _founder(judge: Judge, text: str) -> bool:
    """Whether a name is that of somebody whose company bears the surname: "Michael Bloomberg"."""
    folded = words(text)
    return (
        len(folded) == 2 and folded[1] in lexicon.FOUNDERS and text.istitle() and folded[0] not in lexicon.TERMS
        and all(judge.store.kind(row) == "person" for row, _use in judge.store.lookup(folded))
    )  # fmt: skip


def _located(text: str, mention: Mention, judge: Judge, quoted: str) -> bool:
    """Whether a capital stands for the city: "in Tokyo" is a place, "Tokyo said" is not."""
    before = text[max(0, mention.span.start - 16) : mention.span.start].split()
    travelled = _TRAVELLED.search(text[max(0, mention.span.start - 60) : mention.span.start]) or (
        before[-1:] == ["from"] and text.startswith(" to ", mention.span.stop)
    )
    if text.startswith(("-based", "-born", "-bound"), mention.span.stop) or _cut_short(
        text, mention.span.stop
    ):
        return any(judge.store.is_seat(row) for row, _use in judge.store.lookup(words(quoted)))
    if not _SEVERAL.isdisjoint(words(quoted)[:1]):
        return any(judge.store.is_seat(row) for row, _use in judge.store.lookup(words(quoted)[1:]))
    if not before or (before[-1].casefold() not in _LOCATES and not travelled):
        return False
    return any(judge.store.is_seat(row) for row, _use in judge.store.lookup(words(quoted)))


def _ranking(answers: Sequence[Answer]) -> list[str]:
    """Countries of the report, the most mentioned first."""
    counts: Counter[str] = Counter()
    for answer in answers:
        own = not answer.borrowed and answer.sector != "MED" and answer.confidence >= _TELLS
        own = own and answer.tells
        if own and len(answer.country) == 3 and answer.country.isupper():
            counts[answer.country] += 2 if answer.kind == "country" else 1
    order = {code: index for index, code in enumerate(counts)}
    for code, state in lexicon.SOVEREIGN.items():
        if counts[code] >= 0.6 * max(counts[state], 4):
            counts[code] += counts[state]
    counts = +counts
    return sorted(counts, key=lambda code: (-counts[code], order.get(code, 0)))


def _nearest(annotation: Annotation, first: Sequence[Answer]) -> Callable[[int], str]:
    """Of a mention by its number, the country named shortly before it; empty where there is none.

    Shortly is within seven mentions and some three hundred characters.
    """
    tells = [
        answer.country
        if len(answer.country) == 3
        and not answer.borrowed
        and answer.confidence >= _TELLS
        and answer.tells
        and answer.sector != "MED"
        else ""
        for answer in first
    ]

    def nearest(index: int) -> str:
        here = annotation.mentions[index].span.start
        for place in range(index - 1, max(-1, index - 8), -1):
            if tells[place] and here - 300 <= annotation.mentions[place].span.stop <= here:
                return tells[place]
        return ""

    return nearest


def _filled(store: Store, mention: Mention, answer: Answer) -> Mention:
    kind: Kind = mention.kind
    if answer.row >= 0 and answer.kind in ("outlet", "agreement") and answer.confidence >= 0.5:
        kind = "outlet" if answer.kind == "outlet" else "agreement"
    if (
        answer.kind == "organisation"
        and mention.kind in ("person", "place")
        and answer.row >= 0
        and answer.confidence > 0.85
    ):
        kind = "organisation"
    sector: Sector = answer.sector  # type: ignore[assignment]
    return Mention(
        mention.mention_id, mention.span, kind, mention.chain, mention.head,
        store.row(answer.row)["i"] if answer.row >= 0 else "", answer.person, answer.country, sector, answer.role,
        round(min(1.0, max(0.0, answer.confidence)), 4), answer.reason,
    )  # fmt: skip
