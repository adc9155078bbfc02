"""Whose an actor is, and in which sector, by the words around its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from detente.actors import lexicon
from detente.actors.names import Names
from detente.actors.phrase import Named, Phrase, Term
from detente.actors.standing import standing
from detente.actors.store import Store

#: Posts abroad: the place they stand in is not whose they are.
_POSTED: Final[frozenset[str]] = frozenset(
    ["embassy", "consulate", "consulate", "general", "mission", "delegation"]
)


#: Bodies that bear the name of a town elsewhere: Siena College stands in New York.
_NAMED_AFTER_TOWNS: Final[frozenset[str]] = frozenset(
    ["college", "university", "school", "hotel", "hospital", "church"]
)
#: Titles that clubs and companies have too.
_ANYBODYS: Final[frozenset[str]] = frozenset(["president", "vice president", "chancellor"])


class Homes:
    """Countries and sectors told by phrases, against one store."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names

    def home(
        self, phrase: Phrase, skip: tuple[int, int], when: int | None, context: Sequence[str]
    ) -> tuple[str, int | None]:
        """Whose the actor is: the country the phrase gives it, and a body it belongs to."""
        country, body = "", None
        for name in phrase.named:
            if name.first < skip[1] and skip[0] < name.last:
                continue
            picked = self.names.pick(name, "", when, context)
            if picked is None:
                continue
            data = self.store.row(picked[0])
            if data["k"] == "person" and not country and self._of_government(phrase, name):
                state = standing(data, when)
                country = (
                    state.country if state.state in ("current", "stale", "undated") else data["c"]
                )
            if data["k"] in ("person", "agreement"):
                continue
            if data["k"] in ("outlet", "place") and self.in_term(phrase, name):
                continue
            where = self._position(phrase, name)
            if where == "away" or (
                data["k"] == "place" and not self._place_fits(phrase, name, where)
            ):
                continue
            if data["k"] in ("organisation", "outlet") and "seat" not in data:
                body = picked[0] if body is None else body
                country = country or data["c"]
            elif where == "post" and self._posted(phrase):
                continue
            elif not country or (body is None and where == "pre" and data["k"] == "country"):
                country = country or data["c"] or (data["i"] if data["k"] == "country" else "")
        return country, body

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
            return before.plain in lexicon.BELONGS or before.plain in lexicon.DETERMINERS
        if name.first > phrase.begin and not phrase.tokens[name.first - 1].surface[0].islower():
            return False
        if phrase.tokens[name.last - 1].possessive:
            return True
        return any(
            term.first == name.last and term.text not in _NAMED_AFTER_TOWNS for term in phrase.terms
        )

    @staticmethod
    def _of_government(phrase: Phrase, name: Named) -> bool:
        """Whether a person only says whose government is meant: "Assad's government", "the government of Hadi"."""
        heads = [term for term in phrase.terms if term.sector in ("GOV", "MIL") and term.strong]
        if not heads:
            return False
        owned = phrase.tokens[name.last - 1].possessive and heads[-1].first >= name.last
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
        back = name.first - 1
        while back > 0 and phrase.tokens[back].plain not in lexicon.BELONGS | lexicon.TOWARDS:
            if "," in phrase.text[phrase.tokens[back].stop : phrase.tokens[back + 1].start]:
                return "pre"
            back -= 1
        word = phrase.tokens[back].plain if back >= 0 else ""
        return "away" if word in lexicon.TOWARDS else "post"

    def sector(
        self, phrase: Phrase, skip: tuple[int, int], body: int | None
    ) -> tuple[str, str, bool]:
        """The term that speaks, its sector and whether it decides."""
        inside = [
            term for term in phrase.terms
            if not (term.first < skip[1] and skip[0] < term.last) and not self._in_name(phrase, term)
        ]  # fmt: skip
        core = [term for term in inside if term.first < phrase.core]
        rest = [term for term in inside if term.first >= phrase.core]
        data = self.store.row(body) if body is not None else None
        strong = [term for term in core if term.strong]
        head = strong[-1] if strong else None
        if (
            data is not None
            and data["s"] == "IGO"
            and core
            and core[-1].text in ("members", "member", "member states", "states")
        ):
            return core[-1].text, "GOV", True
        if data is not None and data["s"] not in ("GOV", "UNK"):
            bears = head is None or (
                head.text.split()[-1] in lexicon.BEARERS and head.sector in ("GOV", "MIL", "REB")
            )
            soldiers = data["s"] == "IGO" and head is not None and head.sector == "MIL"
            if bears and not soldiers:
                return (core[-1].text if core else ""), data["s"], True
        if head is not None and head.text in _ANYBODYS and self._of_unknown(phrase, skip, head):
            return head.text, "UNK", False
        if head is not None:
            return head.text, head.sector, True
        later = [term for term in rest if term.strong]
        if core and core[-1].sector == "UNK" and data is None:
            if (
                core[-1].text in lexicon.COLLECTIVE
                and later
                and phrase.tokens[phrase.core].plain == "of"
            ):
                return later[0].text, later[0].sector, False
            return core[-1].text, "UNK", False
        weak = not core or not core[-1].strong
        if later and weak and (not core or core[-1].sector == "CVL" or later[0].sector != "CVL"):
            return later[0].text, later[0].sector, False
        if data is not None and data["s"] != "UNK":
            return (core[-1].text if core else ""), data["s"], True
        if core:
            speaks = core[-1].text.split()[-1] in lexicon.BEARERS and data is None
            if speaks and self._of_unknown(phrase, skip, core[-1]):
                return core[-1].text, "UNK", False
            return core[-1].text, core[-1].sector, False
        return "", "UNK", False

    @staticmethod
    def _of_unknown(phrase: Phrase, skip: tuple[int, int], term: Term) -> bool:
        """Whether somebody speaks for a body that we do not know: "Scripps Oceanography director"."""
        stop = min(term.first, skip[0]) if skip[1] > skip[0] else term.first
        return term.sector == "GOV" and phrase.unknown(phrase.begin, stop)

    def _in_name(self, phrase: Phrase, term: Term) -> bool:
        """Whether a term is part of a known name, other than a seat of power that it describes."""
        return any(
            name.first <= term.first and term.last <= name.last
            and not any("seat" in self.store.row(row) for row, _use in name.rows)
            for name in phrase.named
        )  # fmt: skip

    @staticmethod
    def borrows(phrase: Phrase, sector: str, term: str, kind: str) -> bool:
        """Whether a phrase without a country means the one the report is about."""
        if kind == "place":
            here = phrase.tokens[-1].plain in lexicon.HERE and phrase.tokens[0].plain == "the"
            return here and len(phrase.tokens) == 2
        if kind == "agreement" or not term:
            return False
        bare, last = phrase.tokens[0].plain, term.rsplit(maxsplit=1)[-1]
        if last in lexicon.MANY or "coalition" in term:
            return False
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
