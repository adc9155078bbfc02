"""From a parsed phrase to an answer: who, of which country, in which sector, how surely and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rapidfuzz import fuzz

from detente.actors import lexicon, people
from detente.actors.agreements import Agreements
from detente.actors.offices import office_class, sector_of
from detente.actors.phrase import Named, Phrase, Term, parse
from detente.actors.spelling import sound, words
from detente.actors.standing import holds, stale, standing
from detente.actors.store import ADJECTIVE, PART, Store


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phrase was found to mean. ``row`` is a row of the base or -1.

    ``weight`` orders answers inside a chain by how much their words told (higher tells more).
    """

    row: int = -1
    kind: str = ""
    country: str = ""
    sector: str = "UNK"
    person: str = ""
    role: str = ""
    confidence: float = 0.0
    reason: str = ""
    weight: int = 0
    borrowed: bool = False  #: the country came from the context, not from the phrase
    titled: bool = False  #: the phrase itself says the sector


_KIND_ORDER: Final[dict[str, float]] = {
    "country": 100, "organisation": 90, "outlet": 88, "agreement": 88, "person": 84, "place": 40,
}  # fmt: skip
_FITS: Final[dict[str, tuple[str, ...]]] = {
    "person": ("person",), "outlet": ("outlet",), "agreement": ("agreement",), "place": ("place",),
    "organisation": ("organisation", "outlet"), "country": ("country",), "group": ("organisation", "country"),
    "role": ("person",),
}  # fmt: skip
_OFFICE_WORDS: Final[frozenset[str]] = frozenset({"HOS", "HOG", "SL", "FM", "DM", "IM", "FIN", "CCS", "NSA", "VP", "HEIR",
                                                  "SG", "COS", "JM", "CB", "SPOX", "DPM"})  # fmt: skip
_SIGNS_OF_AGREEMENT: Final[frozenset[str]] = frozenset(
    "treaty agreement pact convention accord accords protocol start memorandum deal charter".split()
)


class Judge:
    """Answers for phrases against one store. Pure: the same arguments give the same answer."""

    def __init__(self, store: Store, agreements: Agreements) -> None:
        self.store = store
        self.agreements = agreements
        self.holders: dict[str, dict[str, list[list[int]]]] = store.table("holders")
        roles: dict[str, list[str]] = store.table("roles")
        self.roles = {term: sector for term, (sector, _kind) in roles.items()}

    # ── the ways a phrase may speak ──────────────────────────────────────────────────────────────

    def judge(
        self, text: str, kind: str, when: int | None, context: Sequence[str], name: str = ""
    ) -> Answer:
        """The answer for a phrase; ``name`` is the bare name inside it, where known."""
        phrase = parse(self.store, text)
        if not phrase.tokens:
            return Answer()
        if kind == "agreement" or (kind in ("", "organisation") and self._agreeable(phrase)):
            answer = self._agreement(text, when, kind == "agreement")
            if answer is not None:
                return answer
        whole = self._whole(phrase, kind, when, context)
        if whole is not None:
            return whole
        if kind in ("person", ""):
            answer = self._person(phrase, when, context, name, kind == "person")
            if answer is not None:
                return answer
        return self._described(phrase, kind, when, context)

    @staticmethod
    def _agreeable(phrase: Phrase) -> bool:
        return any(token.plain in _SIGNS_OF_AGREEMENT and not token.surface.islower() for token in phrase.tokens)

    def _agreement(self, text: str, when: int | None, asked: bool) -> Answer | None:
        found = self.agreements.match(text, when)
        if found is None or (found.score < 0.75 and not asked):
            return None if not asked else Answer(kind="agreement", confidence=0.2, reason="an agreement not in the base")
        return Answer(
            found.row, "agreement", "", "UNK", confidence=found.score, weight=70,
            reason=f"{found.how} {self.store.row(found.row)['n']}",
        )  # fmt: skip

    def _whole(self, phrase: Phrase, kind: str, when: int | None, context: Sequence[str]) -> Answer | None:
        """The whole phrase, determiners aside, is one known name."""
        last = len(phrase.tokens)
        for name in phrase.named:
            if name.first <= phrase.begin and name.last == last:
                return self._entity(name, kind, when, context, phrase)
        return None

    # ── known names ──────────────────────────────────────────────────────────────────────────────

    def pick(self, name: Named, kind: str, when: int | None, context: Sequence[str]) -> tuple[int, int] | None:
        """The row a known run most likely means here, with its use."""
        best: tuple[float, int, int] | None = None
        for row, use in name.rows:
            data = self.store.row(row)
            score = _KIND_ORDER.get(data["k"], 30.0)
            if "seat" in data:
                score = 91.0
            elif data["k"] == "place":
                score += min(40.0, 6.0 * float(data.get("w", 1)).__pow__(0.25)) - (15 if data["i"][:4] == "adm:" else 0)
            if data["k"] == "person":
                score += 0.1 * data.get("w", 0) - (45 if use & PART else 0)
                score += 6 if standing(data, when).state in ("current", "stale", "undated") else 0
            if data["i"].startswith(("oeda:", "ucdp:")):
                score -= 35
            if data["k"] in _FITS.get(kind, ()):
                score += 35
            if data["c"] and data["c"] in context:
                score += 12 - min(5, list(context).index(data["c"]))
            if not self._alive(data, when):
                score -= 30
            if best is None or score > best[0]:
                best = (score, row, use)
        return (best[1], best[2]) if best else None

    @staticmethod
    def _alive(data: dict[str, Any], when: int | None) -> bool:
        spell = data.get("d")
        if not spell or when is None:
            return True
        return (not spell[0] or spell[0] <= when) and (not spell[1] or when <= spell[1])

    def _entity(
        self, name: Named, kind: str, when: int | None, context: Sequence[str], phrase: Phrase
    ) -> Answer | None:
        picked = self.pick(name, kind, when, context)
        if picked is None:
            return None
        row, use = picked
        data = self.store.row(row)
        if data["k"] == "person":
            text = tuple(token.plain for token in phrase.tokens[name.first : name.last])
            return self._known_person(text, when, context, "", "")
        if data["k"] == "place" and kind == "person":
            return None
        spelled = " ".join(token.surface for token in phrase.tokens[name.first : name.last])
        country, sector, reason = data["c"], data["s"], f"{spelled} is {data['n']}"
        if data["k"] == "country":
            country = country or data["i"]
            reason = f"{spelled}: nationality of {data['n']}" if use & ADJECTIVE else reason
        if "seat" in data:
            sector = "UNK" if kind == "place" and data["k"] == "place" else sector
            reason = f"{spelled} stands for {data['seat']}"
        if kind == "place" and data["k"] in ("country", "place"):
            sector = "UNK"
        base = 0.95 if data["k"] != "place" or "seat" in data else 0.6 + min(0.3, 0.0002 * data.get("w", 0))
        if data["i"].startswith(("oeda:", "ucdp:")):
            base = 0.6
        found_kind = data["k"]
        if "seat" in data and data["k"] == "place" and kind != "place":
            found_kind = kind or "country"
        return Answer(row, found_kind, country, sector, confidence=base, reason=reason, weight=60, titled=True)

    # ── persons ──────────────────────────────────────────────────────────────────────────────────

    def _known_person(
        self, folded: tuple[str, ...], when: int | None, context: Sequence[str], title: str, home: str
    ) -> Answer | None:
        seen = [home, *context] if home else list(context)
        matches = people.search(self.store, folded, when, seen, title)
        if home:
            matches = [match for match in matches if home in self._countries(self.store.row(match.row))]
        best = people.best_of(matches)
        by_office = self._by_office(folded, when, title, home or (context[0] if context else ""))
        if by_office is not None and (best is None or best.how != "name" or len(folded) == 1):
            best = by_office
        if best is None:
            return None
        data = self.store.row(best.row)
        state = best.standing
        rivals = [match for match in matches[1:] if match.score > best.score - 0.04]
        confidence = min(0.97, best.score) - 0.08 * bool(rivals)
        when_text = {
            "current": f"in office as {state.role}", "former": "no longer in office", "future": "not yet in office",
            "stale": f"last known as {state.post[0] if state.post else ''}, not verified for this day",
            "undated": f"known as {state.post[0] if state.post else ''}; the report has no date",
        }.get(state.state, "no office known")  # fmt: skip
        return Answer(
            best.row, "person", state.country or data["c"], state.sector, data["n"], state.role, confidence,  # type: ignore[arg-type]
            f"{best.how} of {data['n']}, {when_text}", 80 if len(folded) > 1 else 50,
        )  # fmt: skip

    def _countries(self, data: dict[str, Any]) -> set[str]:
        return {data["c"], *(post[2] for post in data.get("p") or [])}

    def _by_office(
        self, folded: tuple[str, ...], when: int | None, title: str, country: str
    ) -> people.Match | None:
        """A holder of the titled office of that country whose family name is near."""
        kind = office_class(title) if title else ""
        if not kind or not country:
            return None
        best: people.Match | None = None
        kinds = ("HOS", "HOG", "SL") if kind in ("HOS", "HOG", "SL") else (kind,)
        for one in kinds:
            for row, place in self.holders.get(country, {}).get(one, ()):
                data = self.store.row(row)
                post = data["p"][place]
                likeness = _surname_likeness(folded, words(data["n"]))
                if likeness < 80:
                    continue
                near = when is None or holds(post, when) or stale(post, when)
                score = 0.5 + 0.003 * likeness + (0.15 if near else -0.1) + (0.0001 * post[4] / 1e4 if when is None else 0)
                if best is None or score > best.score:
                    best = people.Match(row, min(score, 0.95), standing(data, when), "name and office")
        return best

    def _person(
        self, phrase: Phrase, when: int | None, context: Sequence[str], name: str, asked: bool
    ) -> Answer | None:
        first, last = self._name_span(phrase, name)
        if first < 0:
            return None
        folded = tuple(token.plain for token in phrase.tokens[first:last])
        before = [term for term in phrase.terms if term.last <= first]
        after = [term for term in phrase.terms if term.first >= last]
        title = self._title(phrase, first, before, after)
        home, body = self._home(phrase, (first, last), when, context)
        if title and "elect" in title.split()[-2:]:
            phrase.former = True
        known = self._known_person(folded, when, context, title, home if body is None else "")
        described = self._described(phrase, "person", when, context, skip=(first, last))
        if known is None:
            if not asked and not title and body is None and not home:
                return None
            spelled = phrase.text[phrase.tokens[first].start : phrase.tokens[last - 1].stop]
            full = spelled if len(folded) > 1 else ""
            if not described.titled and not home and body is None:
                return replace(described, person=full, kind="person", weight=20, confidence=0.15, reason="unknown name")
            return replace(
                described, row=-1, kind="person", person=full, confidence=min(described.confidence, 0.8), weight=65,
                role=described.role or title, reason=f"{spelled} is not in the base; {described.reason}",
            )  # fmt: skip
        return self._with_title(known, phrase, title, described, when)

    def _with_title(
        self, known: Answer, phrase: Phrase, title: str, described: Answer, when: int | None
    ) -> Answer:
        """What the text calls the person wins for the sector; the base decides what office is claimed."""
        data = self.store.row(known.row)
        if phrase.former:
            return replace(known, sector="ELI", role="", weight=known.weight + 15, titled=True,
                           reason=f"{known.reason}; the text says former")  # fmt: skip
        if not title:
            return known
        held = people.held_class(data, title, when)
        sector = sector_of(title)
        if sector == "UNK":
            sector = described.sector if described.titled else known.sector
        role = known.role
        if held is not None:
            ok = when is None or holds(held, when)
            role = str(held[0]) if ok else ""
            confidence = min(0.98, known.confidence + 0.12)
            return replace(known, sector=sector, role=role, confidence=confidence, weight=known.weight + 20,
                           titled=True, reason=f"{known.reason}; title agrees")  # fmt: skip
        return replace(known, sector=sector, role=role or title, weight=known.weight + 15, titled=True)

    @staticmethod
    def _title(phrase: Phrase, first: int, before: list[Term], after: list[Term]) -> str:
        """The words of the title next to a name, as written."""
        terms = before or after
        if not terms:
            return ""
        if before:
            start = max(phrase.begin, min(term.first for term in before))
            return phrase.text[phrase.tokens[start].start : phrase.tokens[first - 1].stop].strip(" ,")
        return phrase.text[phrase.tokens[after[0].first].start : phrase.tokens[-1].stop]

    def _name_span(self, phrase: Phrase, name: str) -> tuple[int, int]:
        """Which tokens are the person's bare name; (-1, -1) when none are."""
        found = phrase.tokens
        if name:
            wanted = words(name)
            folded = [token.plain for token in found]
            for start in range(len(folded) - len(wanted), -1, -1):
                if tuple(folded[start : start + len(wanted)]) == wanted and wanted:
                    span = self._widen(phrase, start, start + len(wanted))
                    return span if not self._is_term(phrase, *span) else (-1, -1)
        titles = {index for term in phrase.terms for index in range(term.first, term.last)}
        bodies = {
            index for one in phrase.named for index in range(one.first, one.last) if not self._is_person_name(one)
        }  # fmt: skip
        best = (-1, -1)
        index = phrase.begin
        while index < len(found):
            stop = index
            while stop < len(found) and stop not in titles and stop not in bodies and _nameish(phrase, stop, index):
                stop += 1
            if stop > index and (best == (-1, -1) or stop - index >= best[1] - best[0]):
                best = (index, stop)
            index = max(stop, index + 1)
        return best

    @staticmethod
    def _is_term(phrase: Phrase, first: int, last: int) -> bool:
        return any(term.first <= first and last <= term.last for term in phrase.terms)

    def _widen(self, phrase: Phrase, first: int, last: int) -> tuple[int, int]:
        titles = {index for term in phrase.terms for index in range(term.first, term.last)}
        bodies = {
            index for one in phrase.named for index in range(one.first, one.last) if not self._is_person_name(one)
        }  # fmt: skip
        while first > 0 and first - 1 not in titles | bodies and _nameish(phrase, first - 1, first):
            first -= 1
        return first, last

    def _is_person_name(self, name: Named) -> bool:
        return all(self.store.row(row)["k"] in ("person", "place") and "seat" not in self.store.row(row)
                   for row, _use in name.rows)  # fmt: skip

    # ── bodies, roles and descriptions ───────────────────────────────────────────────────────────

    def _home(
        self, phrase: Phrase, skip: tuple[int, int], when: int | None, context: Sequence[str]
    ) -> tuple[str, int | None]:
        """Whose the actor is: the country the phrase gives it, and a body it belongs to."""
        country, body = "", None
        for name in phrase.named:
            if name.first < skip[1] and skip[0] < name.last:
                continue
            picked = self.pick(name, "", when, context)
            if picked is None:
                continue
            data = self.store.row(picked[0])
            if data["k"] in ("person", "agreement"):
                continue
            where = self._position(phrase, name)
            if where == "away":
                continue
            if data["k"] in ("organisation", "outlet") and "seat" not in data:
                body = picked[0] if body is None else body
                country = country or data["c"]
            elif not country or (body is None and where == "pre" and data["k"] == "country"):
                country = country or data["c"] or (data["i"] if data["k"] == "country" else "")
        return country, body

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

    def _described(
        self, phrase: Phrase, kind: str, when: int | None, context: Sequence[str], skip: tuple[int, int] = (0, 0)
    ) -> Answer:
        """An actor told by role, head noun and nationality."""
        country, body = self._home(phrase, skip, when, context)
        term, sector, strong = self._sector(phrase, skip, body)
        data = self.store.row(body) if body is not None else None
        if phrase.former and kind != "place":
            sector, strong = "ELI", True
        if kind == "outlet" or (kind == "" and sector == "MED"):
            sector, strong = "MED", True
        row = -1
        if data is not None and kind in ("organisation", "outlet", "group", "") and not (term and strong):
            row = body if body is not None else -1
        borrowed = False
        if not country and self._borrows(phrase, sector, term, kind) and context:
            country, borrowed = context[0], True
        if not term and sector == "UNK" and country and kind in ("country", "organisation"):
            sector = "GOV" if kind == "country" else sector
        titled = bool(term) or data is not None
        reason = self._why(term, country, sector, data, borrowed)
        confidence = (0.45 if not country else 0.55 if borrowed else 0.8) + (0.1 if strong else 0.0)
        if not titled and not country:
            return Answer(kind=kind, confidence=0.1, reason="nothing in it says who this is", sector=sector)
        answer = Answer(row, kind or ("organisation" if data else "role"), country, sector, "", "", confidence, reason,
                        30 + 10 * bool(country and not borrowed) + 5 * strong, borrowed, titled)  # fmt: skip
        return self._holder(answer, phrase, term, when, kind)

    def _holder(self, answer: Answer, phrase: Phrase, term: str, when: int | None, kind: str) -> Answer:
        """A single office with nobody named: the one who holds it there on that day."""
        office = office_class(term) if term else ""
        if (
            kind not in ("person", "role", "") or phrase.former or not answer.country or office not in _OFFICE_WORDS
            or term.endswith("s") or when is None or answer.row >= 0
        ):  # fmt: skip
            return replace(answer, role=term) if office and not term.endswith("s") else answer
        held = self.office_holder(answer.country, office, when, term)
        if held is None:
            return replace(answer, role=term)
        row, post = held
        data = self.store.row(row)
        return replace(
            answer, row=row, person=data["n"], role=str(post[0]), confidence=min(0.85, answer.confidence),
            reason=f"{post[0]} of {answer.country} on that day was {data['n']}; {answer.reason}",
        )  # fmt: skip

    def office_holder(self, country: str, office: str, when: int, title: str = "") -> tuple[int, Sequence[Any]] | None:
        """The person known to hold an office class of a country on a day, with the post."""
        best: tuple[tuple[Any, ...], int, Sequence[Any]] | None = None
        for row, place in self.holders.get(country, {}).get(office, ()):
            post = self.store.row(row)["p"][place]
            if not holds(post, when):
                continue
            lowered, wanted = str(post[0]).casefold(), title.casefold()
            agrees = bool(wanted) and wanted in lowered
            odd = any(word in lowered for word in ("deputy", "acting", "vice", "governor", "scotland", "shadow"))
            key = (agrees, not odd, str(post[7]).startswith("hand"), post[4])
            if best is None or key > best[0]:
                best = (key, row, post)
        return (best[1], best[2]) if best else None

    def _sector(self, phrase: Phrase, skip: tuple[int, int], body: int | None) -> tuple[str, str, bool]:
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
        if data is not None and data["s"] not in ("GOV", "UNK"):
            if head is None or (head.text.split()[-1] in lexicon.BEARERS and head.sector in ("GOV", "MIL", "REB")):
                if not (data["s"] == "IGO" and head is not None and head.sector in ("MIL",)):
                    return (core[-1].text if core else ""), data["s"], True
        if head is not None:
            return head.text, head.sector, True
        later = [term for term in rest if term.strong]
        if core and core[-1].sector == "UNK":
            return core[-1].text, "UNK", False
        if later and (not core or not core[-1].strong):
            if not core or core[-1].sector in ("CVL",) or later[0].sector not in ("CVL",):
                return later[0].text, later[0].sector, False
        if data is not None and data["s"] != "UNK":
            return (core[-1].text if core else ""), data["s"], True
        if core:
            return core[-1].text, core[-1].sector, False
        return "", "UNK", False

    @staticmethod
    def _in_name(phrase: Phrase, term: Term) -> bool:
        return any(name.first <= term.first and term.last <= name.last for name in phrase.named)

    @staticmethod
    def _borrows(phrase: Phrase, sector: str, term: str, kind: str) -> bool:
        """Whether a phrase without a country means the one the report is about."""
        if kind in ("place", "agreement") or not term:
            return False
        bare = phrase.tokens[0].plain
        if sector in ("GOV", "MIL", "COP", "LEG", "JUD", "SPY") and (phrase.definite or kind in ("person", "role")):
            return True
        return bare == "state" or (sector in ("GOV", "COP") and kind == "role")

    @staticmethod
    def _why(term: str, country: str, sector: str, data: dict[str, Any] | None, borrowed: bool) -> str:
        parts = []
        if term:
            parts.append(f"'{term}' says {sector}")
        if data is not None:
            parts.append(f"part of {data['n']}")
        if country:
            parts.append(f"{country} {'is what the report is about' if borrowed else 'stands in the phrase'}")
        return "; ".join(parts) or "nothing in it says who this is"


def _nameish(phrase: Phrase, index: int, _start: int) -> bool:
    token = phrase.tokens[index]
    if token.surface[0].isupper():
        return True
    return token.plain in ("al", "el", "bin", "ibn", "bint", "van", "von", "de", "da", "dos", "del", "la", "der", "ben", "abu",
                           "ul", "ur", "i", "jae") or (index > 0 and phrase.text[token.start - 1 : token.start] in "-'’")  # fmt: skip


def _surname_likeness(folded: tuple[str, ...], full: tuple[str, ...]) -> float:
    """How well the words of a mention sit inside a full name: every one must have a near twin."""
    total = 0.0
    for word in folded:
        score = max(
            (max(float(fuzz.ratio(word, other)), 92.0 if sound(word) == sound(other) else 0.0) for other in full),
            default=0.0,
        )  # fmt: skip
        if len(word) > 1 and score < 75:
            return 0.0
        total += score if len(word) > 1 else 80.0
    return total / len(folded) if folded else 0.0
