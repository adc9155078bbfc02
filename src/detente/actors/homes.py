"""Whose an actor is, by the words around its name: one module, as every way of belonging is weighed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from detente.actors import lexicon, position
from detente.actors.names import ANYBODYS, Names
from detente.actors.phrase import Named, Phrase
from detente.actors.standing import standing
from detente.actors.store import ADJECTIVE, Store
from detente.actors.telling import lettered
from detente.seams import LENT

#: What is of several countries.
_OF_MANY: Final[frozenset[str]] = frozenset(["international", "multinational", "joint", "global"])


class Homes:
    """Countries told by phrases, against one store."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names

    def home(
        self, phrase: Phrase, skip: tuple[int, int], when: int | None, context: Sequence[str]
    ) -> tuple[str, int | None]:
        """Whose the actor is: the country the phrase gives it, and a body it belongs to."""
        country = position.of_ship(phrase)
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
            if name.said in ANYBODYS and self._country_of(phrase, name) not in ("", data["c"]):
                continue  # the Senate of Paraguay is not that of the United States
            if data["k"] == "person" and not country and position.of_government(phrase, name):
                state = standing(data, when)
                country = (
                    state.country if state.state in ("current", "stale", "undated") else data["c"]
                )
            where = position.position(phrase, name)
            if where == "away" or not self._says(phrase, name, data, where, context):
                continue
            if data["k"] in ("organisation", "outlet") and "seat" not in data:
                edition = self._edition(phrase, place)
                if edition not in ("", data["c"]) and not country:
                    country = edition
                    continue
                if body is not None and position.owned_by(phrase, place):
                    body, country = picked[0], data["c"]  # Microsoft's GitHub is GitHub
                body = picked[0] if body is None else body
                if not (skip[1] > skip[0] and position.guest(phrase, name)):
                    country = country or data["c"]
            elif where == "post" and position.posted(phrase):
                continue
            elif not country or (body is None and where == "pre" and data["k"] == "country"):
                country = country or data["c"] or (data["i"] if data["k"] == "country" else "")
        return country, body

    def _apart(self, phrase: Phrase, name: Named, skip: tuple[int, int]) -> bool:
        """Whether a name is the person's own, or one beside it that says nothing of whose the actor is."""
        return (
            (name.first < skip[1] and skip[0] < name.last)
            or position.of_saint(phrase, name)
            or position.beside(phrase, name, skip)
            or position.for_or_against(phrase, name)
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
        if name.said in ANYBODYS and position.longer_before(phrase, name):
            return False  # Argentina's "National Congress" is not the Congress
        spelled = phrase.tokens[name.first].surface
        elsewhere = bool(context) or data["i"].startswith(("ucdp:", "oeda:"))
        if elsewhere and data["c"] not in context and lettered(name, spelled, data):
            return False  # the letters of a body of another country
        called = data["k"] == "country" and where == "pre" and position.named_after(phrase, name)
        if called and context and (data["c"] or data["i"]) not in context:
            return False  # a hospital that bears the name of a country
        if data["k"] in ("outlet", "place") and position.in_term(phrase, name):
            return False
        if data["k"] == "outlet" and position.of_party(phrase, name):
            return False  # the Dawn party is not of the newspaper's country
        if data["k"] != "place":
            return True
        small = data.get("w", 0) < 100 and data["i"].startswith("geo:")
        if small and context and data["c"] not in context:
            return False  # a town of that name somewhere else
        return position.place_fits(phrase, name, where)

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
        return self._named_country(after)

    def _country_of(self, phrase: Phrase, name: Named) -> str:
        """The country that an "of" after a name gives it, "" for none."""
        if name.last >= len(phrase.tokens) or phrase.tokens[name.last].plain != "of":
            return ""
        after = (one for one in phrase.named if one.first in (name.last + 1, name.last + 2))
        return next(filter(None, map(self._named_country, after)), "")

    def _named_country(self, name: Named) -> str:
        """The country that a name stands for as a noun, "" for none."""
        for row, use in name.rows:
            if self.store.kind(row) == "country" and not use & ADJECTIVE:
                return str(self.store.row(row)["i"])
        return ""

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
            parts.append(f"{country} {LENT if borrowed else 'stands in the phrase'}")
        return "; ".join(parts) or "nothing in it says who this is"
