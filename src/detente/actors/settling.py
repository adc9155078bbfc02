"""What words later in a report take up of what stands before: "the airline", "the party", officers, bare surnames."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from detente.actors import lexicon, reported
from detente.actors.answers import Answer
from detente.actors.judge import Judge
from detente.actors.spelling import words
from detente.actors.standing import in_office, just_over, standing
from detente.actors.store import Store
from detente.records import Mention

#: Sectors of bodies that a later "the company" takes up.
_BODIES: Final[frozenset[str]] = frozenset({"BUS", "MED", "REB", "NGO", "IGO"})
#: Words for a body that say more than one sector.
_ANAPHORS: Final[dict[str, frozenset[str]]] = {
    "agency": frozenset({"MED", "SPY", "IGO"}), "group": frozenset({"REB", "NGO"}), "organisation": frozenset({"NGO", "IGO", "REB"}),
    "organization": frozenset({"NGO", "IGO", "REB"}), "movement": frozenset({"REB", "OPP"}), "alliance": frozenset({"IGO"}),
    "bloc": frozenset({"IGO"}),
}  # fmt: skip
#: What an answer begins with that only the word for an officer told.
_OFFICERS: Final[tuple[str, ...]] = ("'officer' says", "'officers' says")
#: "The company" does not reach farther back than this many characters.
_FAR: Final[int] = 1500
#: Words for a party that is named elsewhere.
_ANY_PARTY: Final[frozenset[str]] = frozenset(
    {"the party", "his party", "her party", "their party"}
)
#: What is told of the dead.
_DEATH: Final[str] = (
    r"(?:dies?|died|dead|death|deceased|killed|killing|funeral|assassinat\w+|murder\w*|passing|slain|mourn\w*)"
)
#: A party by its name.
_PARTY: Final[re.Pattern[str]] = re.compile(r"\b(?:Party|party)\b")
#: What words for members of a party end with, but for the s.
_PARTISANS: Final[tuple[str, ...]] = (
    "democrat", "republican", "tory", "torie", "conservative", "labour", "liberal",
)  # fmt: skip
#: Somebody told with a party.
_MEMBER_OF: Final[re.Pattern[str]] = re.compile(r"\b[A-Z]\w+ Party\b")
#: So many members of a party.
_COUNTED: Final[re.Pattern[str]] = re.compile(
    r"(?:(?:all|the|just|only) )*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif)ty(?:-\w+)?) "
    r"(?:House |Senate |other |fellow )?(?:Democrat|Republican|Tory|Tories|Conservative|Labour|Liberal)s?",
    re.IGNORECASE,
)


def officers(answers: Sequence[Answer]) -> list[Answer]:
    """Officers are of the police, unless the report is more about soldiers."""
    if not any(answer.reason.startswith(_OFFICERS) for answer in answers):
        return list(answers)
    sectors = Counter(
        answer.sector for answer in answers if not answer.reason.startswith(_OFFICERS)
    )
    if sectors["MIL"] > sectors["COP"]:
        return list(answers)
    return [
        answer.but(sector="COP", reason=answer.reason.replace("says MIL", "says COP here"))
        if answer.reason.startswith(_OFFICERS) and answer.sector == "MIL" and answer.row < 0
        else answer
        for answer in answers
    ]


def died(store: Store, text: str, answers: Sequence[Answer], when: int | None) -> list[Answer]:
    """Who died in office these days is told as what he or she was, not as a former one."""
    gone: dict[int, str] = {}
    for row in {
        answer.row for answer in answers if answer.kind == "person" and answer.sector == "ELI"
    }:
        state = standing(store.row(row), when) if row >= 0 and when is not None else None
        if when is None or state is None or state.state != "former" or state.post is None:
            continue
        family = re.escape(store.row(row)["n"].rsplit(maxsplit=1)[-1])
        told = rf"\b{family}\b.{{0,40}}\b{_DEATH}\b|\b{_DEATH}\b.{{0,40}}\b{family}\b"
        if just_over(state.post, when) and re.search(told, text):
            gone[row] = in_office(state.post)
    return [
        answer.but(sector=gone[answer.row], reason=f"{answer.reason}; died in office")
        if answer.row in gone and answer.sector == "ELI"
        else answer
        for answer in answers
    ]


def parties(judge: Judge, texts: Sequence[str], answers: Sequence[Answer]) -> list[Answer]:
    """What "the party" is, the nearest one named before; so many Democrats are so many who vote in a chamber."""
    found = list(answers)
    for index, (text, answer) in enumerate(zip(texts, answers, strict=True)):
        lowered = text.lower()
        if lowered.rstrip("s").endswith(_PARTISANS) and _COUNTED.fullmatch(text):
            found[index] = answer.but(
                sector="LEG", reason=f"{answer.reason}; so many of them vote in a chamber"
            )
        if lowered not in _ANY_PARTY:
            continue
        for place in range(index - 1, -1, -1):
            lead = found[place]
            if lead.kind == "person" and _MEMBER_OF.search(texts[place]):
                found[index] = answer.but(
                    row=-1, country=lead.country, sector="OPP" if lead.sector != "GOV" else "GOV",
                    confidence=0.5, borrowed=True, reason=f"'{text}' is that of '{texts[place]}'",
                )  # fmt: skip
                break
            known = lead.row >= 0 and "gov" in judge.store.row(lead.row)
            if (
                lead.kind == "person"
                or texts[place].lower() in _ANY_PARTY
                or not (known or _PARTY.search(texts[place]))
            ):
                continue
            if lead.confidence >= 0.5:
                found[index] = _taken_up(lead, text, f"'{texts[place]}'")
            break
    return found


def definite(
    judge: Judge,
    texts: Sequence[str],
    folded: Sequence[tuple[str, ...]],
    answers: Sequence[Answer],
    mentions: Sequence[Mention],
) -> list[Answer]:
    """The nearest body of its sort named before, for "the airline" and "the agency"."""
    found = list(answers)
    for index, said in enumerate(folded):
        if len(said) != 2 or said[0] != "the":
            continue
        answer, text = answers[index], texts[index]
        if (
            answer.row >= 0
            or answer.person
            or (not text.islower() and not text[4:].islower())
            or said[1] in ("press", "media", "station", "reporter", "reporters", "website", "site")
        ):
            continue
        sectors = _ANAPHORS.get(
            said[1], frozenset({answer.sector}) if answer.sector in _BODIES else frozenset()
        )
        for place in range(index - 1, -1, -1) if sectors else ():
            lead = found[place]
            if mentions[index].span.start - mentions[place].span.stop > _FAR:
                break
            if (
                lead.row >= 0
                and lead.kind in ("organisation", "outlet")
                and lead.sector in sectors
                and lead.confidence >= 0.5
            ):
                found[index] = _taken_up(lead, text, judge.store.row(lead.row)["n"])
                break
    return found


def _taken_up(lead: Answer, text: str, name: str) -> Answer:
    """The answer of what was named before, for words that take it up; a little less sure."""
    reason = f"'{text}' is {name}, named before"
    return lead.but(confidence=lead.confidence * 0.8, borrowed=True, reason=reason)


def surnames(
    folded: Sequence[tuple[str, ...]], answers: Sequence[Answer], mentions: Sequence[Mention]
) -> list[Answer]:
    """A bare surname that nothing is known of is the person of that surname named in full before."""
    named: dict[str, Answer] = {}
    found = list(answers)
    full = reported.in_full(folded, answers)
    for index, (said, alone, mention) in enumerate(zip(folded, answers, mentions, strict=True)):
        answer = _named_here(said, alone, full, answers) if full and alone.row >= 0 else alone
        found[index] = answer
        if mention.kind == "person" and answer.person and answer.confidence >= 0.3:
            person = words(answer.person)
            if len(person) > 1:
                named[person[0]] = named[person[-1]] = answer
        unknown = answer.row < 0 and answer.confidence < 0.3 and len(said) == 1
        if unknown and mention.kind in ("person", "organisation") and said[0] in named:
            lead = named[said[0]]
            found[index] = lead.but(
                sector=lead.untitled or lead.sector,
                reason=f"surname of {lead.person}, named before: {lead.reason}",
                confidence=lead.confidence * 0.9,
            )
    return found


def by_full_names(folded: Sequence[tuple[str, ...]], answers: Sequence[Answer]) -> Sequence[Answer]:
    """First answers with each bare surname that of the person the report names in full."""
    if not any(answer.row >= 0 and answer.kind == "person" for answer in answers):
        return answers
    full = reported.in_full(folded, answers)
    if not full:
        return answers
    return [
        _named_here(said, answer, full, answers) if answer.row >= 0 else answer
        for said, answer in zip(folded, answers, strict=True)
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
    return lead.but(
        reason=f"surname of {lead.person}, named in full: {lead.reason}",
        confidence=lead.confidence * 0.9, weight=min(lead.weight, 40), titled=False,
        sector=answer.sector
        if answer.kind == "person" and answer.titled and answer.sector != "UNK"
        else lead.sector,
    )  # fmt: skip
