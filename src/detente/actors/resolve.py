"""Mentions of one report resolved together: each by its words, chains by their most telling mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from detente.actors import chains, lexicon, reported, settling
from detente.actors.answers import Answer
from detente.actors.capitals import in_longer_name, located, meaning
from detente.actors.judge import Judge
from detente.actors.spelling import words
from detente.actors.standing import number
from detente.actors.store import Store
from detente.records import Annotation, Article, Kind, Mention, Sector
from detente.seams import LENT

#: What a phrase without a name says before the report's countries are known: nothing.
_UNSAID: Final[Answer] = Answer()
#: An answer less sure than this says nothing of what a report is about.
_TELLS: Final[float] = 0.6


def resolve(judge: Judge, article: Article, annotation: Annotation) -> Annotation:
    """The annotation with every mention's actor, person, country, sector and role as of the article's day."""
    when = number(article.published) if article.published is not None else None
    mentions = annotation.mentions
    texts = _texts(article.text, mentions)
    asked = [_asked(judge, article.text, *one) for one in zip(mentions, texts, strict=True)]
    judge.read([
        (text, *one) for text, one in zip(texts, asked, strict=True) if not isinstance(one, Answer)
    ])  # fmt: skip
    first = [
        _UNSAID if text.islower()
        else one if isinstance(one, Answer)
        else judge.first(text, one[0], when, one[1])
        for text, one in zip(texts, asked, strict=True)
    ]  # fmt: skip
    folded = [words(text) for text in texts]
    told = settling.by_full_names(folded, first)
    owned = reported.owned(article, annotation, told)
    nearest = _nearest(mentions, told)
    contexts = _Contexts(_ranking(told))
    answers: list[Answer] = []
    for index, (alone, one) in enumerate(zip(first, asked, strict=True)):
        if alone.settled:
            answers.append(alone)
        elif isinstance(one, Answer):
            answers.append(_of_owner(one, owned[index]) if index in owned else one)
        elif index in owned:
            answer = judge.judge(texts[index], one[0], when, (owned[index],), one[1])
            answers.append(_of_owner(answer, owned[index]))
        else:
            context = contexts[nearest(index), mentions[index].kind == "place"]
            answers.append(judge.judge(texts[index], one[0], when, context, one[1]))
    answers = settling.definite(judge, texts, folded, answers, mentions)
    answers = settling.officers(answers)
    answers = settling.surnames(folded, answers, mentions)
    shared = chains.share(mentions, answers, texts)
    shared = settling.parties(judge, texts, shared)
    shared = settling.died(judge.store, article.text, shared, when)
    store = judge.store
    resolved = tuple([_filled(store, *one) for one in zip(mentions, shared, strict=True)])
    return replace(annotation, mentions=resolved)


def _texts(body: str, mentions: Sequence[Mention]) -> list[str]:
    """The words of every mention, short forms that the report defines spelled out."""
    texts = [body[mention.span.start : mention.span.stop] for mention in mentions]
    defined = reported.short_forms(body)
    if defined:
        texts = [reported.spelled_out(text, defined) for text in texts]
    things = {
        text for text in texts if text.startswith("the ") and text[4:].lower() in lexicon.THINGS
    }
    if things:  # where "the Sun" shines, "The Sun" at the head of a sentence is no newspaper
        texts = [f"t{text[1:]}" if f"t{text[1:]}" in things else text for text in texts]
    return texts


class _Contexts(dict[tuple[str, bool], tuple[str, ...]]):
    """The countries about, by the one named shortly before and whether a place is asked for."""

    def __init__(self, ranking: Sequence[str]) -> None:
        self.ranking = ranking

    def __missing__(self, about: tuple[str, bool]) -> tuple[str, ...]:
        near, place = about
        order = [*self.ranking, near] if place else [near, *self.ranking]
        made = self[about] = tuple([code for code in dict.fromkeys(order) if code])[:4]
        return made


def _of_owner(answer: Answer, country: str) -> Answer:
    """An answer that took its country from a pronoun is as sure as one that names it."""
    if not answer.borrowed or answer.country != country:
        return answer
    reason = answer.reason.replace(LENT, "is whom the pronoun means")
    return answer.but(borrowed=False, confidence=min(0.8, answer.confidence + 0.15), reason=reason)


def _asked(judge: Judge, body: str, mention: Mention, text: str) -> tuple[str, str] | Answer:
    """As what a mention is to be judged and by which name; or the answer that its surroundings give."""
    kind: str = mention.kind
    if kind == "country":
        if reported.is_language(body, mention, text):
            return Answer(kind=kind, confidence=0.2, reason=reported.LANGUAGE, settled=True)
        if body.startswith("$", mention.span.stop):
            return Answer(kind=kind, confidence=0.2, reason="money", settled=True)
    if text.lower() == "opposition":
        return Answer(kind=kind, confidence=0.4, reason="anybody's", settled=True)
    if text.endswith("opposition") and body.startswith(" to ", mention.span.stop):
        return Answer(kind=kind, confidence=0.2, reason="against something", settled=True)
    if kind not in ("outlet", "organisation", "country"):
        return kind, mention.head.quote(body) if kind == "person" else ""
    name = meaning(judge.store, text)
    if kind != "country" and name.founder:
        return "person", text
    stop = mention.span.stop
    if kind != "outlet" and name.power and in_longer_name(body, stop):
        return Answer(kind=kind, confidence=0.3, reason="part of a longer name", settled=True)
    if kind == "country" and (name.part or located(body, mention, name)):
        kind = "place"
    return kind, ""


def _telling(answer: Answer) -> bool:
    """Whether an answer's country says what the report is about."""
    return (
        len(answer.country) == 3 and answer.confidence >= _TELLS and not answer.borrowed
        and answer.sector != "MED" and answer.tells
    )  # fmt: skip


def _ranking(answers: Sequence[Answer]) -> list[str]:
    """Countries of the report, the most mentioned first."""
    counts: dict[str, int] = {}
    for answer in answers:
        country = answer.country
        if country and _telling(answer) and country.isupper():
            counts[country] = counts.get(country, 0) + (2 if answer.kind == "country" else 1)
    order = {code: index for index, code in enumerate(counts)}
    if not lexicon.SOVEREIGN.keys().isdisjoint(counts):
        for code, state in lexicon.SOVEREIGN.items():
            if code in counts and counts[code] >= 0.6 * max(counts.get(state, 0), 4):
                counts[code] += counts.get(state, 0)
    return sorted(counts, key=lambda code: (-counts[code], order[code]))


def _nearest(mentions: Sequence[Mention], first: Sequence[Answer]) -> Callable[[int], str]:
    """Of a mention by its number, the country named shortly before it; empty where there is none.

    Shortly is within seven mentions and some three hundred characters.
    """
    tells = [
        (place, mentions[place].span.stop, answer.country)
        for place, answer in enumerate(first) if answer.country and _telling(answer)
    ]  # fmt: skip
    places = [place for place, _stop, _country in tells]

    def nearest(index: int) -> str:
        here = mentions[index].span.start
        for slot in range(bisect_left(places, index) - 1, -1, -1):
            place, stop, country = tells[slot]
            if place < index - 7:
                break
            if here - 300 <= stop <= here:
                return country
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
    sure = answer.confidence
    return Mention(
        mention.mention_id, mention.span, kind, mention.chain, mention.head,
        store.row(answer.row)["i"] if answer.row >= 0 else "", answer.person, answer.country, sector, answer.role,
        round(sure if 0.0 <= sure <= 1.0 else min(1.0, max(0.0, sure)), 4), answer.reason,
    )  # fmt: skip
