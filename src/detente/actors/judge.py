"""From a parsed phrase to an answer: who, of which country, in which sector, how surely and why.

It is one module because the ways a phrase may speak fall back on one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from detente.actors import lexicon, people
from detente.actors.agreements import Agreements
from detente.actors.answers import Answer
from detente.actors.descriptions import Descriptions
from detente.actors.holders import Holders
from detente.actors.homes import Homes
from detente.actors.names import ANYBODYS, Names
from detente.actors.offices import office_class, sector_of
from detente.actors.phrase import Named, Phrase, parse
from detente.actors.sectors import KIN
from detente.actors.standing import held_class, holds, long_over, sector_on
from detente.actors.store import ADJECTIVE, Store
from detente.actors.telling import in_words, lettered

#: Sectors a person shares with the body he or she speaks for, whatever the title.
_BODY_SECTORS: Final[frozenset[str]] = frozenset({"REB", "IGO", "MED", "BUS", "NGO"})
#: Lands with a country's code and no government.
_UNGOVERNED: Final[frozenset[str]] = frozenset({"ATA", "BVT", "HMD", "ATF", "UMI"})
_SIGNS_OF_AGREEMENT: Final[frozenset[str]] = frozenset([
    "treaty", "agreement", "pact", "convention", "accord", "accords", "protocol", "start",
    "memorandum", "deal", "charter",
])  # fmt: skip


class Judge:
    """Answers for phrases against one store. Pure: the same arguments give the same answer."""

    def __init__(self, store: Store, agreements: Agreements) -> None:
        self.store = store
        self.agreements = agreements
        self.names = Names(store)
        self.homes = Homes(store, self.names)
        self.holders = Holders(store)
        self.descriptions = Descriptions(store, self.homes, self.holders)
        roles: dict[str, list[str]] = store.table("roles")
        self._parse = lru_cache(maxsize=32768)(self._parsed)
        self._always: dict[tuple[str, str], Answer] = {}
        self.roles = {term: sector for term, (sector, _kind) in roles.items()}

    def read(self, asked: Sequence[tuple[str, str, str]]) -> None:
        """Look up what will be judged (text, kind and name): together this is faster than one by one."""
        phrases = [(self._parse(text), kind, name) for text, kind, name in asked]
        bare = [
            self.names.bare(phrase, name, True)
            for phrase, kind, name in phrases if kind == "person" and phrase.tokens
        ]  # fmt: skip
        for one in bare:
            if one is not None:
                people.known(self.store, one.folded)

    def _parsed(self, text: str) -> Phrase:
        return parse(self.store, text)

    # ── the ways a phrase may speak ──────────────────────────────────────────────────────────────

    def judge(
        self, text: str, kind: str, when: int | None, context: Sequence[str], name: str = ""
    ) -> Answer:
        """The answer for a phrase; ``name`` is the bare name inside it, where known."""
        phrase = self._parse(text)
        if not phrase.tokens:
            return Answer()
        if kind == "agreement" or (kind in ("", "organisation") and self._agreeable(phrase)):
            answer = self._agreement(text, when, kind == "agreement")
            if answer is not None:
                return answer
        whole = self._whole(phrase, kind, when, context)
        if whole is not None:
            if not context and self._lasting(phrase, whole):
                self._always[text, kind] = whole
            return whole
        if kind in ("person", ""):
            answer = self._person(phrase, when, context, name, kind == "person")
            if answer is not None:
                return answer
        return self.descriptions.described(phrase, kind, when, context)

    def first(self, text: str, kind: str, when: int | None, name: str) -> Answer:
        """The answer for a phrase before it is known what countries a report is about."""
        always = self._always.get((text, kind))
        return always if always is not None else self.judge(text, kind, when, (), name)

    def _lasting(self, phrase: Phrase, whole: Answer) -> bool:
        """Whether the answer for a phrase that is one known name is the same on any day."""
        name = phrase.named[-1]
        if len(self._always) > 20_000:
            self._always.clear()
        return (
            whole.settled and whole.row >= 0 and len(name.rows) == 1 and name.said not in ANYBODYS
            and self.store.kind(whole.row) != "person" and "gov" not in self.store.row(whole.row)
            and not self._agreeable(phrase)
        )  # fmt: skip

    @staticmethod
    def _agreeable(phrase: Phrase) -> bool:
        return not _SIGNS_OF_AGREEMENT.isdisjoint(phrase.folded) and any(
            token.plain in _SIGNS_OF_AGREEMENT and not token.surface.islower()
            for token in phrase.tokens
        )

    def _agreement(self, text: str, when: int | None, asked: bool) -> Answer | None:
        found = self.agreements.match(text, when)
        if found is None or (found.score < 0.75 and not asked):
            return (
                None
                if not asked
                else Answer(kind="agreement", confidence=0.2, reason="an agreement not in the base")
            )
        return Answer(
            found.row, "agreement", "", "UNK", confidence=found.score, weight=70,
            reason=f"{found.how} {self.store.row(found.row)['n']}",
        )  # fmt: skip

    def _whole(
        self, phrase: Phrase, kind: str, when: int | None, context: Sequence[str]
    ) -> Answer | None:
        """The whole phrase, determiners aside, is one known name."""
        last = len(phrase.tokens)
        for name in phrase.named:
            if name.first <= phrase.begin and name.last == last:
                return self._entity(name, kind, when, context, phrase)
        return None

    # ── known names ──────────────────────────────────────────────────────────────────────────────

    def _entity(
        self, name: Named, kind: str, when: int | None, context: Sequence[str], phrase: Phrase
    ) -> Answer | None:
        picked = self.names.pick(name, kind, when, context)
        if picked is None:
            return None
        row, use = picked
        data = self.store.row(row)
        if data["k"] == "person":
            text = tuple(token.plain for token in phrase.tokens[name.first : name.last])
            return self._known_person(text, when, context, "", "")
        town = data["k"] == "place" and "seat" not in data
        if town and (
            kind == "person" or (kind not in ("place", "country", "") and data.get("w", 0) < 300)
        ):
            return self._town(name, row, kind, context)
        spelled = " ".join(token.surface for token in phrase.tokens[name.first : name.last])
        country, sector, reason = data["c"], sector_on(data, when), f"{spelled} is {data['n']}"
        if data["k"] == "country":
            country = country or data["i"]
            reason = f"{spelled}: nationality of {data['n']}" if use & ADJECTIVE else reason
        if use & ADJECTIVE and (
            spelled.casefold() in lexicon.PEOPLES or lexicon.is_people(spelled)
        ):
            sector = "CVL"
        if "seat" in data:
            sector = "UNK" if kind == "place" and data["k"] == "place" else sector
            reason = f"{spelled} stands for {data['seat']}"
        if (kind == "place" and data["k"] in ("country", "place")) or data["i"] in _UNGOVERNED:
            sector = "UNK"
        foreign = self._foreign_letters(name, spelled, data, context)
        base = (
            0.4
            if foreign
            else 0.95
            if data["k"] != "place" or "seat" in data
            else 0.6 + min(0.3, 0.0002 * data.get("w", 0))
        )
        if data["i"].startswith(("oeda:", "ucdp:")):
            base = min(base, 0.6)
        party = "gov" in data or (data["s"] == "OPP" and data["k"] == "organisation")
        if (party and context and data["c"] not in context) or (
            kind == "outlet" and data["k"] == "country"
        ):
            base = 0.4  # a party of that name elsewhere; a paper whose name was cut short
        found_kind = data["k"]
        if "seat" in data and data["k"] == "place" and kind != "place":
            found_kind = kind or "country"
        return Answer(row, found_kind, country, sector, confidence=base, reason=reason, weight=60, titled=True,
                      tells=not party and not lettered(name, spelled, data),
                      settled=((data["k"] == "country" or "seat" in data) and not self.names.shared_by_states(name))
                      or (len(name.rows) == 1 and not party and not lettered(name, spelled, data)))  # fmt: skip

    def _town(self, name: Named, row: int, kind: str, context: Sequence[str]) -> Answer | None:
        """A town that was taken for a person or a body: it belongs where it lies, not to the report's country."""
        data = self.store.row(row)
        towns = all(self.store.kind(other) == "place" for other, _use in name.rows)
        if not towns or (kind == "person" and (data.get("w", 0) < 300 or data["c"] not in context)):
            return None
        if name.said in lexicon.GIVEN_NAMES or (context and data["c"] not in context):
            return None
        return Answer(
            -1, kind, data["c"], "UNK", confidence=0.4, reason=f"{data['n']} is a town", weight=10
        )

    def _foreign_letters(
        self, name: Named, spelled: str, data: dict[str, Any], context: Sequence[str]
    ) -> bool:
        """Whether letters name a body of a country that the report does not name."""
        known = bool(context) or data["i"].startswith(("ucdp:", "oeda:"))
        return known and data["c"] not in context and lettered(name, spelled, data)

    # ── persons ──────────────────────────────────────────────────────────────────────────────────

    def _known_person(
        self,
        folded: tuple[str, ...],
        when: int | None,
        context: Sequence[str],
        title: str,
        home: str,
    ) -> Answer | None:
        seen = [home, *context] if home else list(context)
        matches = people.search(self.store, folded, when, seen, title)
        if home:
            matches = [
                match for match in matches if home in self._countries(self.store.row(match.row))
            ]
        best = people.best_of(matches)
        if best is not None and people.doubtful(self.store.row(best.row), best, seen, when):
            best = None
        if best is None or best.how != "name" or len(folded) == 1:
            country = home or (context[0] if context else "")
            best = self.holders.by_name(folded, when, title, country) or best
        if best is None:
            return None
        data = self.store.row(best.row)
        state = best.standing
        rivalled = any(match.score > best.score - 0.04 for match in matches[1:])
        confidence = min(0.97, best.score) - 0.08 * rivalled
        return Answer(
            best.row, "person", state.country or data["c"], state.sector, data["n"], state.role, confidence,
            f"{best.how} of {data['n']}, {in_words(state)}", 80 if len(folded) > 1 else 50,
            tells=best.how != "near spelling" and (bool(title) or self.store.weight(best.row) > people.BENCHER),
            settled=best.how == "name" and len(folded) > 1 and len(matches) == 1
            and self.store.weight(best.row) > people.BENCHER,
        )  # fmt: skip

    def _countries(self, data: dict[str, Any]) -> set[str]:
        return {data["c"], *(post[2] for post in data.get("p") or [])}

    def _person(
        self, phrase: Phrase, when: int | None, context: Sequence[str], name: str, asked: bool
    ) -> Answer | None:
        bare = self.names.bare(phrase, name, asked)
        if bare is None:
            return None
        first, last, folded, title, former = bare
        home, body = self.homes.home(phrase, (first, last), when, context)
        known = self._known_person(folded, when, context, title, home if body is None else "")
        if known is not None and body is not None and self._another(known, body):
            known = None
        if known is not None and known.reason.startswith("near") and self._never(known, title):
            known = None
        alone = not title and not former and len(folded) > 1
        if known is not None and alone and self.store.weight(known.row) >= 60:
            return known  # a full name, and nothing beside it that could say otherwise
        described = self.descriptions.described(
            phrase, "person", when, context, (first, last), (home, body)
        )
        humble = known is not None and self.store.weight(known.row) < 60 and not office_class(title)
        if known is not None and (len(folded) == 1 or humble) and _unlike(known, described):
            known = None
        if known is None:
            if not asked and not title and body is None and not home:
                return None
            spelled = phrase.text[phrase.tokens[first].start : phrase.tokens[last - 1].stop]
            full = spelled if len(folded) > 1 else ""
            if first > 0 and phrase.tokens[first - 1].plain in lexicon.NOT_ACTORS:
                return Answer(kind="person", confidence=0.2, reason="a work, not an actor")
            if not described.titled and not home and body is None:
                return described.but(
                    person=full,
                    kind="person",
                    sector="CVL" if described.sector == "UNK" else described.sector,
                    weight=20,
                    confidence=0.15,
                    reason="unknown name",
                    settled=not title
                    and not phrase.named
                    and not phrase.terms
                    and not people.known(self.store, folded),
                )
            if described.row >= 0 and office_class(described.role) in ("HOS", "HOG", "SL"):
                # Another holds that office there: whose president this one is, the phrase does not say.
                described = described.but(sector="UNK", role="", titled=False)
            return described.but( row=-1, kind="person", person=full, confidence=min(described.confidence, 0.8 if full or not described.borrowed else 0.45), weight=65,
                role=described.role or title, reason=f"{spelled} is not in the base; {described.reason}",
                sector="CVL" if asked and described.sector == "UNK" and not described.titled else described.sector,
            )  # fmt: skip
        return self._with_title(known, former, title, described, when)

    def _never(self, known: Answer, title: str) -> bool:
        """Whether somebody found by a near spelling never held an office of the sector that the title tells."""
        told = sector_of(title) if office_class(title) else "UNK"
        posts = self.store.row(known.row).get("p") or []
        return told not in ("UNK", "ELI") and all(post[3] != told for post in posts)

    def _another(self, known: Answer, body: int) -> bool:
        """Whether the body in the phrase shows that the person is a namesake of the one in the base."""
        data = self.store.row(body)
        return data["s"] in ("MED", "BUS", "NGO") and known.sector != data["s"]

    def _with_title(
        self, known: Answer, former: bool, title: str, described: Answer, when: int | None
    ) -> Answer:
        """What the text calls the person wins for the sector; the base decides what office is claimed."""
        data = self.store.row(known.row)
        bare = " ".join(word for word in title.split() if word.casefold() not in lexicon.FORMER)
        held_then = held_class(data, bare.removeprefix("Ex-"), when) if former else None
        other = (
            held_then is not None
            and when is not None
            and not holds(held_then, when)
            and known.sector != "LEG"
        )
        if former and known.role and ("candidate" in title or other or known.sector == "IGO"):
            former, title = False, ""  # who held another office before holds one now
        if former:
            return known.but( sector="ELI", role="", weight=known.weight + 15, titled=True,
                           reason=f"{known.reason}; the text says former")  # fmt: skip
        if not title:
            return known
        held = held_class(data, title, when)
        sector = sector_of(title)
        if known.sector == "LEG" and title.casefold().startswith(
            ("assembly ", "senate ", "house ", "parliament ")
        ):
            sector = "LEG"  # the president of a chamber, not of a country
        if sector == "UNK" and set(title.casefold().split()) & KIN:
            return known
        if sector == "UNK" and known.sector not in ("UNK", "ELI"):
            sector = known.sector  # "leader" says less than what the base knows
        bodied = described.titled and described.sector in _BODY_SECTORS
        if (
            sector == "UNK"
            or bodied
            or (known.sector in _BODY_SECTORS and sector in ("GOV", "MIL", "OPP"))
        ):
            sector = (
                described.sector
                if described.titled and (bodied or sector == "UNK")
                else known.sector
            )
        role = known.role
        if held is not None:
            ok = when is None or holds(held, when)
            if when is not None and not ok and long_over(held, when):
                sector = (
                    known.sector
                )  # "President X" years after: the title is remembered, not held
            role = str(held[0]) if ok else ""
            confidence = min(0.98, known.confidence + 0.12)
            return known.but( sector=sector, role=role, confidence=confidence, weight=known.weight + 20, titled=True,
                           reason=f"{known.reason}; title agrees", untitled="" if ok else known.sector)  # fmt: skip
        return known.but(sector=sector, role=role or title, weight=known.weight + 15, titled=True)


def _unlike(known: Answer, described: Answer) -> bool:
    """Whether a phrase describes its surname as one in private life, and the base knows an official."""
    return (
        described.titled and described.sector in ("CVL", "MED", "BUS", "NGO")
        and known.sector not in (described.sector, "ELI", "UNK")
    )  # fmt: skip
