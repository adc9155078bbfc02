"""How a known name stands in a phrase: before the head, behind a preposition, as an owner, in a longer name."""

from __future__ import annotations

from typing import Final

from detente.actors import lexicon
from detente.actors.phrase import Named, Phrase, parted
from detente.actors.telling import officed

#: Posts abroad: the place they stand in is not whose they are.
_POSTED: Final[frozenset[str]] = frozenset(
    ["embassy", "consulate", "consulate", "general", "mission", "delegation"]
)
#: Bodies that bear the name of a town elsewhere: Siena College stands in New York.
_NAMED_AFTER_TOWNS: Final[frozenset[str]] = frozenset(
    ["college", "university", "school", "hotel", "hospital", "church"]
)
#: Those who rule, of whom a leader's name says whose they are: "Assad's forces".
_RULED: Final[frozenset[str]] = frozenset([
    "government", "governments", "regime", "administration", "cabinet", "forces", "army", "troops",
    "military", "soldiers", "junta", "authorities", "ministers", "security forces", "armed forces", "spokesman", "spokeswoman",
    "spokesperson", "office", "aide", "aides", "adviser", "advisers", "advisor", "advisors", "ally", "allies", "supporters", "critics",
    "opponents", "cabinet ministers", "party", "coalition", "campaign", "team", "staff", "officials", "chief of staff", "press secretary",
])  # fmt: skip
#: Of those, who are told by a leader's bare name: "the Maduro government".
_BY_NAME: Final[frozenset[str]] = frozenset([
    "government", "regime", "administration", "cabinet", "campaign", "supporters", "officials", "allies", "aide", "aides", "adviser",
])  # fmt: skip
#: Those who speak for somebody are his or hers.
_SPEAKERS_FOR: Final[frozenset[str]] = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespersons", "spokespeople"]
)
#: Ships bear their navy before their name.
_SHIPS: Final[dict[str, str]] = {
    "uss": "USA", "usns": "USA", "hms": "GBR", "hmas": "AUS", "hmcs": "CAN", "hmnzs": "NZL",
}  # fmt: skip
#: Those who work with a body, without being of its country.
_GUESTS: Final[frozenset[str]] = frozenset([
    "star", "stars", "actor", "actress", "singer", "player", "user", "users", "contributor",
    "subscriber", "customer", "host", "personality",
])  # fmt: skip
#: Whose parents' country is not theirs.
_KIN: Final[frozenset[str]] = frozenset(
    ["son", "daughter", "child", "grandson", "granddaughter", "children"]
)
#: Prepositions that say how one is related to the other.
_RELATIONS: Final[frozenset[str]] = lexicon.BELONGS | lexicon.TOWARDS
_SAINT: Final[frozenset[str]] = frozenset(["st", "saint", "san", "santa"])


def owned_by(phrase: Phrase, place: int) -> bool:
    """Whether the name before a name is its owner's."""
    before = phrase.named[place - 1] if place else None
    name = phrase.named[place]
    if before is None or before.last != name.first or name.last < len(phrase.tokens):
        return False
    return phrase.tokens[before.last - 1].possessive


def longer_before(phrase: Phrase, name: Named) -> bool:
    """Whether the word before a name belongs to a longer name: "National" in "National Congress"."""
    return name.first > phrase.begin and phrase.unknown(name.first - 1, name.first)


def named_after(phrase: Phrase, name: Named) -> bool:
    """Whether a country's name stands in the proper name of a hospital or a school: "Kuwait Maitree Hospital"."""
    return any(
        term.text in _NAMED_AFTER_TOWNS and term.first > name.last
        and all(token.surface[0].isupper() for token in phrase.tokens[name.last : term.last])
        for term in phrase.terms
    )  # fmt: skip


def of_ship(phrase: Phrase) -> str:
    """The navy of a ship that is named with it: "USS Cole"."""
    if _SHIPS.keys().isdisjoint(phrase.folded):
        return ""
    for token in phrase.tokens:
        if token.plain in _SHIPS and token.surface[0].isupper():
            return _SHIPS[token.plain]
    return ""


def of_saint(phrase: Phrase, name: Named) -> bool:
    """Whether a town's name is a saint's, to whom a church or a school is named."""
    return phrase.tokens[name.first].plain in _SAINT and any(
        term.first >= name.last and term.text.split()[-1] in _NAMED_AFTER_TOWNS
        for term in phrase.terms
    )


def beside(phrase: Phrase, name: Named, skip: tuple[int, int]) -> bool:
    """Whether a verb stands between a body and the person: "Wikinews interviews Jane Doe"."""
    if not name.last < skip[0] < skip[1]:
        return False
    token = phrase.tokens[name.last]
    return (
        token.surface[0].islower()
        and not any(term.first <= name.last < term.last for term in phrase.terms)
        and name.last + 1 == skip[0]
        and token.plain.endswith("s")
    )


def for_or_against(phrase: Phrase, name: Named) -> bool:
    """Whether a nationality is only what somebody is for or against: "pro-Russian", "anti-French"."""
    before = phrase.tokens[name.first - 1] if name.first else None
    if before is None or before.plain not in ("pro", "anti"):
        return False
    return phrase.text[before.stop : phrase.tokens[name.first].start] == "-"


def guest(phrase: Phrase, name: Named) -> bool:
    """Whether somebody only works with a body: "Netflix star Jane Doe"."""
    return any(
        token.plain in _GUESTS and token.surface[0].islower()
        for token in phrase.tokens[name.last : name.last + 3]
    )


def in_term(phrase: Phrase, name: Named) -> bool:
    """Whether a name is only part of a longer word for a role: a magazine in "Ministry of Foreign Affairs"."""
    return any(
        term.first <= name.first
        and name.last <= term.last
        and term.last - term.first > name.last - name.first
        for term in phrase.terms
    )


def of_party(phrase: Phrase, name: Named) -> bool:
    """Whether a name is that of a party, which an outlet may bear as well: "the Dawn party"."""
    return name.last < len(phrase.tokens) and phrase.tokens[name.last].plain == "party"


def place_fits(phrase: Phrase, name: Named, where: str) -> bool:
    """A town says where an actor belongs after a preposition, or right before the word for the body."""
    if where == "post":
        before = phrase.tokens[name.first - 1]
        if name.last < len(phrase.tokens) and not phrase.tokens[name.last - 1].possessive:
            after = phrase.tokens[name.last]
            gap = phrase.text[phrase.tokens[name.last - 1].stop : after.start]
            known = any(one.first == name.last for one in phrase.named) or any(
                term.first == name.last for term in phrase.terms
            )
            if gap == " " and after.surface[0].isupper() and not known:
                return False  # "owner of Victoria View Lodge"
        return before.plain in lexicon.BELONGS or before.plain in lexicon.DETERMINERS
    if name.first > phrase.begin and not phrase.tokens[name.first - 1].surface[0].islower():
        return False
    if phrase.tokens[name.last - 1].possessive:
        return True
    return any(
        term.first == name.last
        and term.text not in _NAMED_AFTER_TOWNS
        and term.text.split()[-1] not in ("party", "movement")
        for term in phrase.terms
    )


def of_government(phrase: Phrase, name: Named) -> bool:
    """Whether a person only says whose government is meant: "Assad's government", "the government of Hadi"."""
    heads = [term for term in phrase.terms if term.text in _RULED]
    if not heads:
        return False
    owned = heads[-1].first >= name.last and (
        phrase.tokens[name.last - 1].possessive
        or (heads[-1].first == name.last and heads[-1].text in _BY_NAME)
    )
    return owned or (
        heads[0].first < phrase.core <= name.first and phrase.tokens[phrase.core].plain == "of"
    )


def posted(phrase: Phrase) -> bool:
    """Whether a phrase tells of a post abroad."""
    return any(term.text in _POSTED and term.first < phrase.core for term in phrase.terms)


def position(phrase: Phrase, name: Named) -> str:
    """pre: before the head; post: after a preposition of belonging; away: somebody else's."""
    following = phrase.tokens[name.last].plain if name.last < len(phrase.tokens) else ""
    gap = ""
    if following:
        gap = phrase.text[phrase.tokens[name.last - 1].stop : phrase.tokens[name.last].start]
    if following in lexicon.PATRON and "-" in gap:
        return "away"
    if name.first < phrase.core:
        return "pre"
    if phrase.tokens[phrase.core].plain == "of" and phrase.tokens[phrase.core - 1].plain in _KIN:
        return "away"  # "son of Indian immigrants"
    back = name.first - 1
    while back > 0 and phrase.folded[back] not in _RELATIONS:
        if "," in phrase.text[phrase.tokens[back].stop : phrase.tokens[back + 1].start]:
            return "pre"
        back -= 1
    word = phrase.tokens[back].plain if back >= 0 else ""
    if word == "for" and back > 0 and phrase.tokens[back - 1].plain in _SPEAKERS_FOR:
        return "post"
    kin = word == "of" and back > 0 and phrase.tokens[back - 1].plain in _KIN
    return "away" if kin or word in lexicon.TOWARDS else "post"


def is_object(phrase: Phrase, first: int) -> bool:
    """Whether a name stands behind a preposition: "lawyers for Assange" are not Assange."""
    if phrase.core >= first:
        return False
    cut = phrase.folded[phrase.core]
    behind = (cut in lexicon.TOWARDS or cut in lexicon.BELONGS) and not parted(phrase, first)
    return behind and not officed(phrase, first)
