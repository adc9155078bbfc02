"""An actor told by words for what it is: role, head noun and nationality, with whoever holds the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from detente.actors import lexicon
from detente.actors.answers import Answer
from detente.actors.holders import Holders
from detente.actors.homes import Homes
from detente.actors.offices import office_class
from detente.actors.phrase import Phrase
from detente.actors.sectors import Sectors
from detente.actors.store import ADJECTIVE, Store
from detente.actors.telling import lettered, longer, says

_OFFICE_WORDS: Final[frozenset[str]] = frozenset({"HOS", "HOG", "SL", "FM", "DM", "IM", "FIN", "CCS", "NSA", "VP", "HEIR",
                                                  "SG", "COS", "JM", "CB", "SPOX", "DPM"})  # fmt: skip
_NOTHING: Final[str] = "nothing in it says who this is"
_IN_UNIFORM: Final[frozenset[str]] = frozenset({"MIL", "COP", "SPY", "ELI"})


class _Told(NamedTuple):
    """What a phrase says of an actor of a given country or body, before it is asked who holds the office."""

    answer: Answer
    term: str
    office: str
    lendable: bool  #: whether it means the country that the report is about


class Descriptions:
    """Answers for phrases that describe, against one store."""

    def __init__(self, store: Store, homes: Homes, holders: Holders) -> None:
        self.store = store
        self.homes = homes
        self.sectors = Sectors(store)
        self.holders = holders

    def described(
        self,
        phrase: Phrase,
        kind: str,
        when: int | None,
        context: Sequence[str],
        skip: tuple[int, int] = (0, 0),
        home: tuple[str, int | None] | None = None,
    ) -> Answer:
        """An actor told by role, head noun and nationality."""
        country, body = home or self.homes.home(phrase, skip, when, context)
        if (
            not country and body is None and not phrase.terms and not phrase.former
            and kind in ("person", "organisation", "group", "role")
        ):  # fmt: skip
            return Answer(kind=kind, confidence=0.1, reason=_NOTHING,
                          settled=not phrase.named and skip == (0, 0))  # fmt: skip
        day = when if body is not None else None  # no other phrase is told by the day
        about = (kind, skip, country, body, day, False)
        told: _Told | None = phrase.kept.get(about)
        if told is None:
            told = phrase.kept[about] = self._told(phrase, *about)
        if told.lendable and context:
            lender = self._lender(told.term, when, context)
            about = (kind, skip, lender, body, day, True)
            lent: _Told | None = phrase.kept.get(about)
            if lent is None:
                lent = phrase.kept[about] = self._told(phrase, *about)
            told = lent
        if told.office in _OFFICE_WORDS and kind in ("person", "role", ""):
            return self._holder(told.answer, phrase, told.office, told.term, when)
        return told.answer

    def _told(
        self,
        phrase: Phrase,
        kind: str,
        skip: tuple[int, int],
        country: str,
        body: int | None,
        when: int | None,
        borrowed: bool,
    ) -> _Told:
        """What a phrase says, of that country (``borrowed``: the one the report is about) and that body."""
        term, sector, strong, row = self._sectored(phrase, kind, skip, body, when)
        data = self.store.row(body) if body is not None else None
        lendable = borrowed or (not country and self.homes.borrows(phrase, sector, term, kind))
        if (
            not term
            and sector == "UNK"
            and country
            and kind in ("country", "group", "organisation")
        ):
            sector = self._nameless(phrase, kind)
        titled = bool(term) or data is not None
        reason = self.homes.why(term, country, sector, data, borrowed)
        confidence = (0.45 if not country else 0.45 if borrowed else 0.8) + (
            (0.2 if borrowed else 0.1) if strong else 0.0
        )
        product = (
            data is not None and data["s"] == "BUS" and body is not None and longer(phrase, body)
        )
        unsaid = (
            kind == "outlet" and data is None and lexicon.TERMS.get(term, ("", False))[0] != "MED"
        )
        if (
            row < 0
            and kind != "person"
            and (product or unsaid or phrase.tokens[phrase.core - 1].plain in lexicon.NOT_ACTORS)
        ):
            confidence = min(
                confidence, 0.4
            )  # "Red Hat Enterprise Linux", "Waterloo station", an election
        if kind == "country" and not titled and phrase.unknown(0, len(phrase.tokens)):
            confidence = 0.45  # "Mister America" is not America
        if not titled and not country:
            answer = Answer(kind=kind, confidence=0.1, reason=_NOTHING, sector=sector,
                            settled=not phrase.named and skip == (0, 0) and not lendable)  # fmt: skip
            return _Told(answer, term, "", lendable)
        letters = data is not None and any(
            lettered(name, phrase.tokens[name.first].surface, data)
            for name in phrase.named for found, _use in name.rows if found == body
        )  # fmt: skip
        settled = (
            skip == (0, 0) and not letters and not borrowed and (bool(country) or not lendable)
            and all(len(name.rows) == 1 for name in phrase.named)
        )  # fmt: skip
        office = office_class(term) if term else ""
        answer = Answer(row, kind or ("organisation" if data else "role"), country, sector, "",
                        term if office and not term.endswith("s") else "", confidence, reason,
                        30 + 10 * bool(country and not borrowed) + 5 * strong, borrowed, titled, settled, tells=not letters)  # fmt: skip
        return _Told(answer, term, office, lendable)

    def _sectored(
        self, phrase: Phrase, kind: str, skip: tuple[int, int], body: int | None, when: int | None
    ) -> tuple[str, str, bool, int]:
        """The term that speaks, its sector and whether it decides, and the row where the phrase is the body itself."""
        term, sector, strong = self.sectors.sector(phrase, skip, body, when)
        data = self.store.row(body) if body is not None else None
        if phrase.former and kind not in ("place", "organisation", "outlet", "country"):
            sector, strong = "ELI", True
        official = strong and sector in ("GOV", "LEG", "JUD", "MIL", "COP")
        if (kind == "outlet" and not official) or (kind == "" and sector == "MED"):
            sector, strong = "MED", True
        row = -1
        if data is not None and kind in ("organisation", "outlet", "group", ""):
            same = not term or not strong or term.split()[-1] in lexicon.COLLECTIVE
            row = body if body is not None and same and not longer(phrase, body) else -1
        if (
            phrase.former
            and row >= 0
            and phrase.tokens[-1].plain.endswith("s")
            and sector in _IN_UNIFORM
        ):
            row, sector = -1, "ELI"  # "former Marines" are not the corps
        return term, sector, strong, row

    def _nameless(self, phrase: Phrase, kind: str) -> str:
        """The sector of a country's name with words beside it that say none: its people, or its government."""
        for name in phrase.named:
            spelled = phrase.tokens[name.last - 1].surface
            people = all(use & ADJECTIVE for _row, use in name.rows) and lexicon.is_people(spelled)
            if people and name.last == phrase.core:
                return "CVL"
        return "GOV" if kind == "country" else "UNK"

    def _lender(self, term: str, when: int | None, context: Sequence[str]) -> str:
        """The country of the report that a phrase without one means: one that has such an office."""
        office = office_class(term)
        if when is not None and office in _OFFICE_WORDS:
            for country in context:
                held = self.holders.of_day(country, office, when, term)
                if held is not None and (
                    office not in ("HOS", "HOG") or says(term, str(held[1][0]))
                ):
                    return country
        return context[0]

    def _holder(
        self, answer: Answer, phrase: Phrase, office: str, term: str, when: int | None
    ) -> Answer:
        """A single office with nobody named: the one who holds it there on that day."""
        if (
            phrase.former or not answer.country or term.endswith("s") or when is None or answer.row >= 0 or answer.sector == "UNK"
            or (office in ("HOS", "HOG") and answer.sector != "GOV")
        ):  # fmt: skip
            return answer
        held = self.holders.of_day(answer.country, office, when, term)
        if held is None:
            return answer
        row, post = held
        data = self.store.row(row)
        return answer.but( row=row, person=data["n"], role=str(post[0]), confidence=min(0.85, answer.confidence),
            reason=f"{post[0]} of {answer.country} on that day was {data['n']}; {answer.reason}",
        )  # fmt: skip
