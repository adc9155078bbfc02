"""Whose an actor is, by the words around its name: one module, as every way of belonging is weighed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from detente.actors import lexicon
from detente.actors.names import ANYBODYS, Names
from detente.actors.phrase import Named, Phrase
from detente.actors.standing import standing
from detente.actors.store import ADJECTIVE, Store
from detente.actors.telling import lettered

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
#: What is of several countries.
_OF_MANY: Final[frozenset[str]] = frozenset(["international", "multinational", "joint", "global"])
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


class Homes:
    """Countries told by phrases, against one store."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names

    def home(
        self, phrase: Phrase, skip: tuple[int, int], when: int | None, context: Sequence[str]
    ) -> tuple[str, int | None]:
        """Whose the actor is: the country the phrase gives it, and a body it belongs to."""
        country = "" if _SHIPS.keys().isdisjoint(phrase.folded) else self._of_ship(phrase)
        body = None
        for place, name in enumerate(phrase.named):
            picked = (
                None
                if self._apart(phrase, name, skip)
                else self.names.pick(name, "", when, context)
            )
            if picked is None:
                continue
            data = self.store.row(picked[0])
            if data["k"] == "person" and not country and self._of_government(phrase, name):
                state = standing(data, when)
                country = (
                    state.country if state.state in ("current", "stale", "undated") else data["c"]
                )
            where = self._position(phrase, name)
            if where == "away" or not self._says(phrase, name, data, where, context):
                continue
            if data["k"] in ("organisation", "outlet") and "seat" not in data:
                edition = self._edition(phrase, place)
                if edition not in ("", data["c"]) and not country:
                    country = edition
                    continue
                if body is not None and self._owned_by(phrase, place):
                    body, country = picked[0], data["c"]  # Microsoft's GitHub is GitHub
                body = picked[0] if body is None else body
                if not (skip[1] > skip[0] and self._guest(phrase, name)):
                    country = country or data["c"]
            elif where == "post" and self._posted(phrase):
                continue
            elif not country or (body is None and where == "pre" and data["k"] == "country"):
                country = country or data["c"] or (data["i"] if data["k"] == "country" else "")
        return country, body

    def _apart(self, phrase: Phrase, name: Named, skip: tuple[int, int]) -> bool:
        """Whether a name is the person's own, or one beside it that says nothing of whose the actor is."""
        return (
            (name.first < skip[1] and skip[0] < name.last)
            or self._of_saint(phrase, name)
            or self._beside(phrase, name, skip)
            or self._for_or_against(phrase, name)
        )

    def _says(
        self,
        phrase: Phrase,
        name: Named,
        data: dict[str, Any],
        where: str,
        context: Sequence[str],
    ) -> bool:
        """Whether a name of that row may tell whose the actor is."""
        if data["k"] in ("person", "agreement"):
            return False
        if name.said in ANYBODYS and self._longer_before(phrase, name):
            return False  # Argentina's "National Congress" is not the Congress
        spelled = phrase.tokens[name.first].surface
        elsewhere = bool(context) or data["i"].startswith(("ucdp:", "oeda:"))
        if elsewhere and data["c"] not in context and lettered(name, spelled, data):
            return False  # the letters of a body of another country
        called = data["k"] == "country" and where == "pre" and self._named_after(phrase, name)
        if called and context and (data["c"] or data["i"]) not in context:
            return False  # a hospital that bears the name of a country
        if data["k"] in ("outlet", "place") and self.in_term(phrase, name):
            return False
        if data["k"] != "place":
            return True
        small = data.get("w", 0) < 100 and data["i"].startswith("geo:")
        if small and context and data["c"] not in context:
            return False  # a town of that name somewhere else
        return self._place_fits(phrase, name, where)

    @staticmethod
    def _owned_by(phrase: Phrase, place: int) -> bool:
        """Whether the name before a name is its owner's."""
        before = phrase.named[place - 1] if place else None
        name = phrase.named[place]
        if before is None or before.last != name.first or name.last < len(phrase.tokens):
            return False
        return phrase.tokens[before.last - 1].possessive

    @staticmethod
    def _longer_before(phrase: Phrase, name: Named) -> bool:
        """Whether the word before a name belongs to a longer name: "National" in "National Congress"."""
        return name.first > phrase.begin and phrase.unknown(name.first - 1, name.first)

    @staticmethod
    def _named_after(phrase: Phrase, name: Named) -> bool:
        """Whether a country's name stands in the proper name of a hospital or a school: "Kuwait Maitree Hospital"."""
        return any(
            term.text in _NAMED_AFTER_TOWNS and term.first > name.last
            and all(token.surface[0].isupper() for token in phrase.tokens[name.last : term.last])
            for term in phrase.terms
        )  # fmt: skip

    @staticmethod
    def _of_ship(phrase: Phrase) -> str:
        """The navy of a ship that is named with it: "USS Cole"."""
        for token in phrase.tokens:
            if token.plain in _SHIPS and token.surface[0].isupper():
                return _SHIPS[token.plain]
        return ""

    @staticmethod
    def _of_saint(phrase: Phrase, name: Named) -> bool:
        """Whether a town's name is a saint's, to whom a church or a school is named."""
        return phrase.tokens[name.first].plain in _SAINT and any(
            term.first >= name.last and term.text.split()[-1] in _NAMED_AFTER_TOWNS
            for term in phrase.terms
        )

    @staticmethod
    def _beside(phrase: Phrase, name: Named, skip: tuple[int, int]) -> bool:
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

    @staticmethod
    def _for_or_against(phrase: Phrase, name: Named) -> bool:
        """Whether a nationality is only what somebody is for or against: "pro-Russian", "anti-French"."""
        before = phrase.tokens[name.first - 1] if name.first else None
        if before is None or before.plain not in ("pro", "anti"):
            return False
        return phrase.text[before.stop : phrase.tokens[name.first].start] == "-"

    @staticmethod
    def _guest(phrase: Phrase, name: Named) -> bool:
        """Whether somebody only works with a body: "Netflix star Jane Doe"."""
        return any(
            token.plain in _GUESTS and token.surface[0].islower()
            for token in phrase.tokens[name.last : name.last + 3]
        )

    def _edition(self, phrase: Phrase, place: int) -> str:
        """The country that a body's name ends with: "CNN Philippines" is not of CNN's own."""
        if place + 1 >= len(phrase.named):
            return ""
        name, after = phrase.named[place], phrase.named[place + 1]
        if after.first != name.last or phrase.tokens[name.last - 1].possessive:
            return ""
        gap = phrase.text[phrase.tokens[name.last - 1].stop : phrase.tokens[after.first].start]
        if gap != " " or after.last < len(phrase.tokens):
            return ""
        for row, use in after.rows:
            if self.store.kind(row) == "country" and not use & ADJECTIVE:
                return str(self.store.row(row)["i"])
        return ""

    @staticmethod
    def in_term(phrase: Phrase, name: Named) -> bool:
        """Whether a name is only part of a longer word for a role: a magazine in "Ministry of Foreign Affairs"."""
        return any(
            term.first <= name.first
            and name.last <= term.last
            and term.last - term.first > name.last - name.first
            for term in phrase.terms
        )

    @staticmethod
    def _place_fits(phrase: Phrase, name: Named, where: str) -> bool:
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

    @staticmethod
    def _of_government(phrase: Phrase, name: Named) -> bool:
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

    @staticmethod
    def _posted(phrase: Phrase) -> bool:
        return any(term.text in _POSTED and term.first < phrase.core for term in phrase.terms)

    @staticmethod
    def _position(phrase: Phrase, name: Named) -> str:
        """pre: before the head; post: after a preposition of belonging; away: somebody else's."""
        following = phrase.tokens[name.last].plain if name.last < len(phrase.tokens) else ""
        gap = ""
        if following:
            gap = phrase.text[phrase.tokens[name.last - 1].stop : phrase.tokens[name.last].start]
        if following in lexicon.PATRON and "-" in gap:
            return "away"
        if name.first < phrase.core:
            return "pre"
        if (
            phrase.tokens[phrase.core].plain == "of"
            and phrase.tokens[phrase.core - 1].plain in _KIN
        ):
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

    @staticmethod
    def borrows(phrase: Phrase, sector: str, term: str, kind: str) -> bool:
        """Whether a phrase without a country means the one the report is about."""
        if kind == "place":
            here = phrase.tokens[-1].plain in lexicon.HERE and phrase.tokens[0].plain == "the"
            return here and len(phrase.tokens) == 2
        if kind == "agreement" or not term:
            return False
        bare, last = phrase.tokens[0].plain, term.rsplit(maxsplit=1)[-1]
        if last in lexicon.MANY or "coalition" in term or last == "leadership":
            return False
        if any(token.plain == "foreign" for token in phrase.tokens) and "foreign" not in term:
            return False  # foreign forces are not those of the country
        if any(token.plain in _OF_MANY for token in phrase.tokens) or (
            bare == "local" and sector == "GOV"
        ):
            return False  # an international task force is of many, local government of any place
        if sector in ("GOV", "MIL", "COP", "LEG", "JUD", "SPY") and (
            phrase.definite or kind in ("person", "role")
        ):
            return phrase.tokens[0].plain not in ("a", "an") or kind == "person"
        if sector in ("CVL", "OPP") and last in lexicon.LOCALS:
            return True
        return bare in lexicon.STATE_OWN or (
            sector in ("GOV", "COP") and kind == "role" and bare not in ("a", "an")
        )

    @staticmethod
    def why(
        term: str, country: str, sector: str, data: dict[str, Any] | None, borrowed: bool
    ) -> str:
        """The sentence that tells a reader what the answer rests on."""
        parts = []
        if term:
            parts.append(f"'{term}' says {sector}")
        if data is not None:
            parts.append(f"part of {data['n']}")
        if country:
            parts.append(
                f"{country} {'is what the report is about' if borrowed else 'stands in the phrase'}"
            )
        return "; ".join(parts) or "nothing in it says who this is"
