"""Mentions of one report resolved together: each by its words, chains by their most telling mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.actors import chains, lexicon, reported
from detente.actors.judge import Answer, Judge
from detente.actors.spelling import words
from detente.actors.standing import number
from detente.actors.store import Store
from detente.records import Annotation, Article, Kind, Mention, Sector

#: Prepositions before a capital that make it a place, not a government.
_LOCATES: Final[frozenset[str]] = frozenset(
    ["in", "near", "around", "outside", "at", "inside", "across", "throughout"]
)
#: Sectors of bodies that a later "the company" takes up.
_BODIES: Final[frozenset[str]] = frozenset({"BUS", "MED", "REB", "NGO", "IGO"})
#: Words for a body that say more than one sector.
_ANAPHORS: Final[dict[str, frozenset[str]]] = {
    "agency": frozenset({"MED", "SPY", "IGO"}), "group": frozenset({"REB", "NGO"}), "organisation": frozenset({"NGO", "IGO", "REB"}),
    "organization": frozenset({"NGO", "IGO", "REB"}), "movement": frozenset({"REB", "OPP"}), "alliance": frozenset({"IGO"}),
    "bloc": frozenset({"IGO"}),
}  # fmt: skip
#: A part of a country is a place: "north-eastern Syria".
_PART_OF: Final[re.Pattern[str]] = re.compile(
    r"(?:the )?(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?|central|rural|coastal|upper|lower|mainland)\b[- ](?!korea|africa"
    r"|sudan|ossetia|yemen|vietnam|macedonia|germany|timor|sahara)",
    re.IGNORECASE,
)

#: What a phrase without a name says before the report's countries are known: nothing.
_UNSAID: Final[Answer] = Answer()
#: An answer less sure than this says nothing of what a report is about.
_TELLS: Final[float] = 0.6


def resolve(judge: Judge, article: Article, annotation: Annotation) -> Annotation:
    """The annotation with every mention's actor, person, country, sector and role as of the article's day."""
    when = number(article.published) if article.published is not None else None
    defined = reported.short_forms(article.text)
    texts = [mention.span.quote(article.text) for mention in annotation.mentions]
    if defined:
        texts = [reported.spelled_out(text, defined) for text in texts]
    things = {
        text for text in texts if text.startswith("the ") and text[4:].lower() in lexicon.THINGS
    }
    if things:  # where "the Sun" shines, "The Sun" at the head of a sentence is no newspaper
        texts = [f"t{text[1:]}" if f"t{text[1:]}" in things else text for text in texts]
    first = [
        _UNSAID if text.islower() else _alone(judge, article, mention, text, when, ())
        for mention, text in zip(annotation.mentions, texts, strict=True)
    ]
    told = _by_full_names(texts, first, annotation.mentions)
    ranking = _ranking(told)
    owned = reported.owned(article, annotation, [answer.country for answer in told])
    answers: list[Answer] = []
    for index, (mention, text) in enumerate(zip(annotation.mentions, texts, strict=True)):
        if first[index].settled:
            answers.append(first[index])
            continue
        if index in owned:
            answer = _alone(judge, article, mention, text, when, (owned[index],))
            answers.append(_of_owner(answer, owned[index]))
            continue
        near = _near(annotation, told, index)
        order = [*ranking, *near] if mention.kind == "place" else [*near, *ranking]
        context = tuple(dict.fromkeys(order))[:4]
        answers.append(_alone(judge, article, mention, text, when, context))
    answers = _definite(judge, texts, answers)
    answers = _surnames(texts, answers, annotation.mentions)
    shared = chains.share(annotation.mentions, answers, texts)
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
    article: Article,
    mention: Mention,
    text: str,
    when: int | None,
    context: Sequence[str],
) -> Answer:
    if mention.kind == "country" and reported.is_language(article.text, mention, text):
        return Answer(kind="country", confidence=0.2, reason=reported.LANGUAGE, settled=True)
    if mention.kind == "country" and article.text.startswith("$", mention.span.stop):
        return Answer(kind="country", confidence=0.2, reason="money", settled=True)
    if text.lower() == "opposition":
        return Answer(kind=mention.kind, confidence=0.4, reason="anybody's", settled=True)
    if text.endswith("opposition") and article.text.startswith(" to ", mention.span.stop):
        return Answer(kind=mention.kind, confidence=0.2, reason="against something", settled=True)
    head = mention.head.quote(article.text)
    kind: str = mention.kind
    if kind == "country" and (_PART_OF.match(text) or _located(article.text, mention, judge, text)):
        kind = "place"
    name = head if kind == "person" else ""
    return judge.judge(text, kind, when, context, name)


def _located(text: str, mention: Mention, judge: Judge, quoted: str) -> bool:
    """Whether a capital stands for the city: "in Tokyo" is a place, "Tokyo said" is not."""
    before = text[max(0, mention.span.start - 16) : mention.span.start].split()
    if not before or before[-1].casefold() not in _LOCATES:
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
    return sorted(counts, key=lambda code: (-counts[code], order[code]))


def _near(annotation: Annotation, first: Sequence[Answer], index: int) -> list[str]:
    """Countries named shortly before a mention, nearest first, within its sentence and the one before."""
    here = annotation.mentions[index].span.start
    near: list[str] = []
    for place in range(index - 1, max(-1, index - 8), -1):
        other = annotation.mentions[place]
        if here - other.span.stop > 300 or other.span.stop > here:
            continue
        code = first[place].country
        if (
            len(code) == 3
            and not first[place].borrowed
            and code not in near
            and first[place].confidence >= _TELLS
            and first[place].tells
            and first[place].sector != "MED"
        ):
            near.append(code)
    return near[:1]


def _definite(judge: Judge, texts: Sequence[str], answers: Sequence[Answer]) -> list[Answer]:
    """The nearest body of its sort named before, for "the airline" and "the agency"."""
    found = list(answers)
    for index, (text, answer) in enumerate(zip(texts, answers, strict=True)):
        folded = words(text)
        if (
            len(folded) != 2
            or folded[0] != "the"
            or answer.row >= 0
            or answer.person
            or (not text.islower() and not text[4:].islower())
            or folded[1]
            in ("press", "media", "station", "reporter", "reporters", "website", "site")
        ):
            continue
        sectors = _ANAPHORS.get(
            folded[1], frozenset({answer.sector}) if answer.sector in _BODIES else frozenset()
        )
        for lead in reversed(found[:index]) if sectors else ():
            if (
                lead.row >= 0
                and lead.kind in ("organisation", "outlet")
                and lead.sector in sectors
                and lead.confidence >= 0.5
            ):
                reason = f"'{text}' is {judge.store.row(lead.row)['n']}, named before"
                found[index] = lead._replace(
                    confidence=lead.confidence * 0.8, reason=reason, borrowed=True
                )
                break
    return found


def _surnames(
    texts: Sequence[str], answers: Sequence[Answer], mentions: Sequence[Mention]
) -> list[Answer]:
    """A bare surname that nothing is known of is the person of that surname named in full before."""
    named: dict[str, Answer] = {}
    found: list[Answer] = []
    kinds = [mention.kind for mention in mentions]
    full = reported.in_full(texts, [answer.person for answer in answers], kinds)
    for text, alone, mention in zip(texts, answers, mentions, strict=True):
        folded = words(text)
        answer = _named_here(folded, alone, full, answers)
        if mention.kind == "person" and len(words(answer.person)) > 1 and answer.confidence >= 0.3:
            for part in (words(answer.person)[0], words(answer.person)[-1]):
                named[part] = answer
        unknown = answer.row < 0 and answer.confidence < 0.3 and len(folded) == 1
        if unknown and mention.kind in ("person", "organisation") and folded[0] in named:
            lead = named[folded[0]]
            reason = f"surname of {lead.person}, named before: {lead.reason}"
            found.append(
                lead._replace(
                    sector=lead.untitled or lead.sector,
                    reason=reason,
                    confidence=lead.confidence * 0.9,
                )
            )
        else:
            found.append(answer)
    return found


def _by_full_names(
    texts: Sequence[str], answers: Sequence[Answer], mentions: Sequence[Mention]
) -> Sequence[Answer]:
    """First answers with each bare surname that of the person the report names in full."""
    if not any(answer.kind == "person" and answer.row >= 0 for answer in answers):
        return answers
    kinds = [mention.kind for mention in mentions]
    full = reported.in_full(texts, [answer.person for answer in answers], kinds)
    if not full:
        return answers
    return [
        _named_here(words(text), answer, full, answers)
        for text, answer in zip(texts, answers, strict=True)
    ]


def _named_here(
    folded: Sequence[str], answer: Answer, full: dict[str, list[int]], answers: Sequence[Answer]
) -> Answer:
    """A bare surname is that of a person whom the report names in full, before anyone in the base."""
    if not folded or answer.row < 0:
        return answer
    founded = len(folded) == 1 and folded[0] in lexicon.FOUNDERS  # Bloomberg, who has a paper
    if answer.kind != "person" and not founded:
        return answer
    if len(folded) != 1 and not answer.reason.startswith("family name"):
        return answer
    others = [answers[index] for index in full.get(folded[-1], ())]
    if not others or any(other.row == answer.row for other in others):
        return answer
    lead = others[0]
    return lead._replace(
        reason=f"surname of {lead.person}, named in full: {lead.reason}",
        confidence=lead.confidence * 0.9, weight=min(lead.weight, 40), titled=False,
        sector=answer.sector if answer.titled and answer.sector != "UNK" else lead.sector,
    )  # fmt: skip


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
