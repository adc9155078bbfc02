"""Whose somebody is when no word says so: the country the report is about, if it is about one.

A report from Manila writes "the Senate", "police", "Senator Cruz"; its readers know whose. Where one country clearly
leads the names of a report, those left without a country take it, at a low confidence and with the reason said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from detente.actors import lexicon
from detente.records import Annotation, Article, Mention
from detente.seams import LENT

#: Who may borrow: kinds that belong to some country or other.
_KINDS: Final = frozenset({"person", "role", "group", "organisation"})
#: Sectors that belong to none (IGO) or whose country is not where they are reported (REB), and heads that
#: gather several countries.
_STATELESS: Final = frozenset({"IGO", "REB"})
_MANY: Final = frozenset({
    "countries", "nations", "states", "powers", "allies", "neighbors", "neighbours", "partners",
    "governments", "leaders", "coalition", "members", "others", "investors", "experts", "analysts",
    "observers", "scientists", "critics", "signatories", "sides",
})  # fmt: skip
#: Groups of these sectors are told apart by more than a country: "the killers", "news media".
_NOBODYS: Final = frozenset({"UNK", "MED"})
#: States of a federation, not states of the world.
_FEDERATED: Final = re.compile(
    r"(?:the |all |some |several |many |most |other |both |two |three |four |five |six |seven |eight |nine |ten |eleven |twelve |\w+teen |\w+ty(?:-\w+)? |\d+ "
    r"|of |key |swing |more |battleground |southern |midwestern )*states",
    re.IGNORECASE,
)
#: Who is behind these is not said: they are nobody's.
_VAGUE: Final = frozenset({"sources", "source", "reports", "others", "someone", "anyone"})
#: Countries whose states are no countries.
_FEDERATIONS: Final = frozenset({"USA", "IND", "AUS", "NGA", "BRA", "MEX", "DEU", "MYS", "AUT"})
#: Bodies of several countries.
_SHARED: Final = re.compile("coalition|task force|joint |alliance|international")
#: Institutions every country has: without a country's name beside it, the home country's is meant.
_EVERYBODYS: Final = frozenset({
    "congress", "the congress", "the senate", "senate", "parliament", "the parliament", "the house",
    "the supreme court", "the national assembly", "the house of representatives", "the cabinet",
    "the constitution", "the attorney general", "the ministry of defence", "the defence ministry",
    "the foreign ministry", "the interior ministry", "the central bank", "the police", "the army",
})  # fmt: skip
#: The leading country must have this share of all countries' mentions, headline names counting double.
_LEADS: Final = 0.45
_LENT: Final = 0.35


def at_home(article: Article, annotation: Annotation) -> Annotation:
    """The annotation with countries lent to those who have none, where one country leads."""
    home = leading_country(article, annotation)
    if not home:
        return annotation
    mentions = tuple(
        _lent(mention, home) if _borrows(article.text, mention, home) else mention
        for mention in annotation.mentions
    )
    return replace(annotation, mentions=mentions)


def leading_country(article: Article, annotation: Annotation) -> str:
    """ISO code of the country a report is about, "" where none clearly leads."""
    counts: Counter[str] = Counter()
    for mention in annotation.mentions:
        # A confidence this low was itself borrowed; outlets tell whose reader is addressed, not whose story.
        if (
            len(mention.country) != 3
            or mention.sector in ("MED", "BUS")
            or mention.confidence < 0.6
        ):
            continue
        counts[mention.country] += 2 if mention.span.stop <= len(article.title) else 1
    if not counts:
        return ""
    (leader, lead), total = counts.most_common(1)[0], counts.total()
    own = next(
        (
            code
            for code, state in lexicon.SOVEREIGN.items()
            if state == leader and counts[code] >= 0.6 * lead
        ),
        "",
    )
    if own:
        leader, lead = own, lead + counts[own]
    return leader if lead >= _LEADS * total else ""


def _borrows(text: str, mention: Mention, home: str) -> bool:
    said = text[mention.span.start : mention.span.stop].lower()
    if said in _EVERYBODYS:
        return True
    if mention.country or mention.kind not in _KINDS or mention.sector in _STATELESS:
        return False
    if home in _FEDERATIONS and "tate" in said and _FEDERATED.fullmatch(mention.span.quote(text)):
        return True
    if (
        _SHARED.search(said) is not None
        or said.startswith(("other ", "those", "all "))
        or "foreign forces" in said
    ):
        return False
    if mention.actor_id or "part of " in mention.reason:
        return False  # a body of no one country, and who speaks for it
    if mention.sector == "UNK" and not _VAGUE.isdisjoint(said.split()[-1:]):
        return False
    if mention.kind == "group" and mention.sector in _NOBODYS:
        return False
    return _MANY.isdisjoint((mention.head.quote(text).lower(), *said.split()[-1:]))


def _lent(mention: Mention, home: str) -> Mention:
    because = f"{home} {LENT}"
    reason = f"{mention.reason}; {because}" if mention.reason else because
    confidence = min(mention.confidence, _LENT) if mention.confidence else _LENT
    return Mention(
        mention.mention_id, mention.span, mention.kind, mention.chain, mention.head, mention.actor_id,
        mention.person, home, mention.sector, mention.role, confidence, reason,
    )  # fmt: skip
