"""In which sector an actor is, by the words around its name."""

from __future__ import annotations

from typing import Any, Final

from detente.actors import lexicon
from detente.actors.names import ANYBODYS
from detente.actors.phrase import Phrase
from detente.actors.standing import sector_on
from detente.actors.store import Store
from detente.actors.terms import Term

#: Titles that clubs and companies have too.
_ANYBODYS: Final[frozenset[str]] = frozenset([
    "president", "vice president", "chancellor", "secretary general",
])  # fmt: skip
#: Bodies that have presidents and secretaries of their own.
_PRIVATE: Final[frozenset[str]] = frozenset([
    "federation", "association", "club", "university", "college", "academy", "institute", "society",
    "league", "foundation", "company", "corporation", "network", "conference", "museum", "hospital",
    "party", "chamber", "confederation",
])  # fmt: skip
#: Titles that a secretary general has in a government's office or a party's, and only by itself in an organisation of states.
_SECRETARIES: Final[frozenset[str]] = frozenset(["secretary general", "general secretary"])
#: Those who stand with a party: its candidates are not in private life.
_PARTISANS: Final[frozenset[str]] = frozenset([
    "candidate", "candidates", "politician", "politicians", "nominee", "presidential candidate", "lawmaker",
])  # fmt: skip
#: Those who make what an outlet brings are of the press.
_OF_THE_PRESS: Final[frozenset[str]] = frozenset([
    "producer", "producers", "firm", "company", "photographer", "analyst", "broadcaster", "website",
])  # fmt: skip
#: What makes a coalition one of armies.
_ALLIED: Final[frozenset[str]] = frozenset([
    "led", "military", "international", "arab", "global", "multinational", "air", "saudi", "us", "the", "backed", "western", "allied",
])  # fmt: skip
#: Those who work for a cause speak for its body.
_OF_A_CAUSE: Final[frozenset[str]] = frozenset([
    "researcher", "researchers", "expert", "analyst", "activist", "activists", "campaigner", "campaigners", "lawyer", "attorney",
    "volunteer", "volunteers", "workers", "worker", "doctor", "economist", "executive",
])  # fmt: skip
#: Who stands near a ruler by blood, office aside: a title nearer to the name wins.
KIN: Final[frozenset[str]] = frozenset([
    "father", "mother", "brother", "sister", "son", "daughter", "wife", "husband", "widow", "cousin", "nephew",
    "niece", "uncle", "aunt", "friend", "colleague",
])  # fmt: skip
#: What an actor is in, behind a preposition, not what it is: "the express in the Indian state".
_WHERE: Final[frozenset[str]] = frozenset([
    "state", "states", "country", "countries", "nation", "nations", "capital", "capital city", "division",
    "mission", "community",
])  # fmt: skip


class Sectors:
    """Sectors told by phrases, against one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def sector(
        self, phrase: Phrase, skip: tuple[int, int], body: int | None, when: int | None
    ) -> tuple[str, str, bool]:
        """The term that speaks, its sector and whether it decides."""
        if body is None and not phrase.terms:
            return "", "UNK", False
        key = (skip, body, when)
        if key not in phrase.kept:
            phrase.kept[key] = self._sector(phrase, skip, body, when)
        told: tuple[str, str, bool] = phrase.kept[key]
        return told

    def _sector(
        self, phrase: Phrase, skip: tuple[int, int], body: int | None, when: int | None
    ) -> tuple[str, str, bool]:
        inside = [
            term for term in phrase.terms
            if not (term.first < skip[1] and skip[0] < term.last) and not self._in_name(phrase, term)
        ]  # fmt: skip
        core = [term for term in inside if term.first < phrase.core]
        rest = [term for term in inside if term.first >= phrase.core and term.text not in _WHERE]
        core, head = self._head(skip, inside, core)
        data = self.store.row(body) if body is not None else None
        own = sector_on(data, when) if data is not None else "UNK"
        if own in ("UNK", "OPP") and data is not None and "gov" in data and ruling(phrase):
            own = "GOV"
        if core and core[-1].text in _SECRETARIES and data is None:
            return self._of_secretary(phrase, skip, core[-1])
        if core and core[-1].text in lexicon.RELATED and phrase.core < len(phrase.tokens):
            return core[-1].text, core[-1].sector, core[-1].strong
        if data is not None:
            told = _of_body(data, own, core, head)
            if told is not None:
                return told
        if head is not None:
            return self._by_head(phrase, skip, head, data is not None)
        later = [term for term in rest if term.strong]
        if core and core[-1].sector == "UNK" and data is None:
            behind = later and phrase.tokens[phrase.core].plain == "of"
            if core[-1].text in lexicon.COLLECTIVE and behind:
                return later[0].text, later[0].sector, False
            return core[-1].text, "UNK", False
        if later and (not core or core[-1].sector == "CVL" or later[0].sector != "CVL"):
            return later[0].text, later[0].sector, False
        if own != "UNK":
            return (core[-1].text if core else ""), own, True
        if core:
            speaks = core[-1].text.split()[-1] in lexicon.BEARERS and data is None
            if speaks and self._of_unknown(phrase, skip, core[-1]):
                return core[-1].text, "UNK", False
            return core[-1].text, core[-1].sector, False
        return "", "UNK", False

    def _head(
        self, skip: tuple[int, int], inside: list[Term], core: list[Term]
    ) -> tuple[list[Term], Term | None]:
        """The terms before the first preposition that speak, and the one that decides."""
        strong = [term for term in core if term.strong]
        head = strong[-1] if strong else None
        if head is not None and head.text in KIN:
            head = self._titled_kin(skip, inside) or head
        if head is not None and head.text == "public" and core[-1] is not head:
            return [
                term for term in core if term.text != "public"
            ], None  # "public officials" are no crowd
        return core, head

    def _by_head(
        self, phrase: Phrase, skip: tuple[int, int], head: Term, known: bool
    ) -> tuple[str, str, bool]:
        """What the deciding word says, unless it is anybody's title or a party that rules."""
        if head.text == "coalition" and not any(token.plain in _ALLIED for token in phrase.tokens):
            return head.text, "UNK", False  # of whom, it does not say
        if head.text == "chancellor" and any(
            name.last <= head.first
            and all(self.store.kind(row) == "place" for row, _use in name.rows)
            for name in phrase.named
        ):
            return head.text, "CVL", True  # towns have no chancellors, their universities do
        if head.text in ("general manager", "managing director", "director general") and any(
            term.sector == "MED" and term.first >= phrase.core for term in phrase.terms
        ):
            return head.text, "MED", True
        if head.text in _SECRETARIES:
            return self._of_secretary(phrase, skip, head)
        party = head.text.split()[-1] in ("party", "parties", "coalition")
        if party and not known and ruling(phrase):
            return head.text, "GOV", True
        if head.text in _ANYBODYS:
            if self._of_unknown(phrase, skip, head):
                return head.text, "UNK", False
            private = self._of_private(phrase, head)
            if private is not None:
                return head.text, private, False
        return head.text, head.sector, True

    @staticmethod
    def _titled_kin(skip: tuple[int, int], inside: list[Term]) -> Term | None:
        """The title right before the name of somebody told as kin: "his father, Sultan Said"."""
        if skip[1] <= skip[0]:
            return None
        near = [term for term in inside if term.last == skip[0] and term.strong]
        return near[-1] if near and near[-1].text not in KIN else None

    def _of_secretary(
        self, phrase: Phrase, skip: tuple[int, int], head: Term
    ) -> tuple[str, str, bool]:
        """Whose secretary general: a ministry's is the government's, a party's or a union's is its own."""
        others = [
            term for term in phrase.terms
            if term is not head and term.sector not in ("UNK", "IGO") and term.strong
            and not (term.first < skip[1] and skip[0] < term.last) and not self._in_name(phrase, term)
        ]  # fmt: skip
        behind = [term for term in others if term.first > head.first] or others
        if behind:
            return head.text, behind[0].sector, behind[0].sector != "OPP"
        private = self._of_private(phrase, head)
        if private is not None:
            return head.text, private, False
        if any(token.plain in ("office", "presidency", "prefecture") for token in phrase.tokens):
            return head.text, "GOV", True
        return head.text, head.sector, head.strong

    @staticmethod
    def _of_private(phrase: Phrase, head: Term) -> str | None:
        """The sector of the club or company whose president somebody is; None where it is a country's."""
        after = phrase.tokens[head.last : head.last + 7]
        belongs = after and (after[0].plain in ("of", "at") or after[0].surface[0].isupper())
        if not belongs:
            return None
        for place, token in enumerate(after):
            gap = phrase.text[phrase.tokens[head.last + place - 1].stop : token.start]
            if "," in gap or (place and token.plain in ("and", "in", "for")):
                return None
            if token.plain in _PRIVATE:
                return lexicon.TERMS.get(token.plain, ("UNK", False))[0]
        return None

    @staticmethod
    def _of_unknown(phrase: Phrase, skip: tuple[int, int], term: Term) -> bool:
        """Whether somebody speaks for a body that we do not know: "Scripps Oceanography director"."""
        stop = min(term.first, skip[0]) if skip[1] > skip[0] else term.first
        return term.sector == "GOV" and phrase.unknown(phrase.begin, stop)

    def _in_name(self, phrase: Phrase, term: Term) -> bool:
        """Whether a term is part of a known name, other than a seat of power that it describes."""
        return any(
            name.first <= term.first and term.last <= name.last and name.said not in ANYBODYS
            and not any(self.store.is_seat(row) for row, _use in name.rows)
            for name in phrase.named
        )  # fmt: skip


def ruling(phrase: Phrase) -> bool:
    """Whether a phrase says that its party is in power."""
    return any(token.plain in ("ruling", "governing") for token in phrase.tokens)


def _of_body(
    data: dict[str, Any], own: str, core: list[Term], head: Term | None
) -> tuple[str, str, bool] | None:
    """The sector that somebody shares with the known body he or she speaks for, where the words allow it."""
    last = core[-1].text if core else ""
    if data["s"] == "IGO" and last in ("members", "member", "member states", "states"):
        return last, "GOV", True
    party = "gov" in data
    if not party and own in ("GOV", "UNK"):
        return None
    bears = (
        head is None
        or (
            head.text.split()[-1] in lexicon.BEARERS
            and head.sector in (("GOV", "OPP") if party else ("GOV", "MIL", "REB"))
        )
        or (party and head.text in _PARTISANS and head.sector == "ELI")
        or (own == "MED" and head.text in _OF_THE_PRESS)
        or (own == "NGO" and head.text in _OF_A_CAUSE)
    )
    soldiers = own == "IGO" and head is not None and head.sector == "MIL"
    return (last, own, True) if bears and not soldiers else None
