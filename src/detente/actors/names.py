"""Which run of a phrase is a known name, and which is a person's bare name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from detente.actors import lexicon
from detente.actors.phrase import Bare, Named, Phrase, nameish, parted
from detente.actors.position import is_object
from detente.actors.spelling import words
from detente.actors.standing import standing
from detente.actors.store import ADJECTIVE, PART, Store
from detente.actors.terms import Term

_KIND_ORDER: Final[dict[str, float]] = {
    "country": 100, "organisation": 90, "outlet": 88, "agreement": 88, "person": 84, "place": 40,
}  # fmt: skip
_FITS: Final[dict[str, tuple[str, ...]]] = {
    "person": ("person",), "outlet": ("outlet",), "agreement": ("agreement",), "place": ("place",),
    "organisation": ("organisation", "outlet"), "country": ("country",), "group": ("organisation", "country"),
    "role": ("person",),
}  # fmt: skip


#: Names that one country's body has in the base and bodies of other countries have as well.
ANYBODYS: Final[frozenset[str]] = frozenset({
    "national security council", "joint chiefs of staff", "congress", "senate", "house of representatives",
    "house of commons", "secret service", "presidential guard", "liberation army", "treasury department",
    "justice department", "commerce department", "defense department", "department of defense",
    "department of justice", "department of health", "department of education", "department of agriculture",
    "national guard", "coast guard", "air force", "supreme court", "federal reserve", "central bank",
    "ministry of defence", "ministry of foreign affairs", "electoral commission", "election commission",
})  # fmt: skip


_PORTFOLIO_WORDS: Final[frozenset[str]] = frozenset(
    word for portfolio in lexicon.PORTFOLIOS for word in portfolio.split()
)
#: Parts of names that are no name.
_NO_NAMES: Final[frozenset[str]] = frozenset(
    ["al", "el", "bin", "ibn", "abu", "de", "da", "del", "van", "von", "la", "ben", "der"]
)


class Names:
    """Names in phrases, against one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def pick(
        self, name: Named, kind: str, when: int | None, context: Sequence[str]
    ) -> tuple[int, int] | None:
        """The row a known run most likely means here, with its use."""
        if len(name.rows) == 1 and name.said not in ANYBODYS:
            return name.rows[0]
        about = (name.rows, name.said, kind, when, tuple(context))
        return self.store.remember(("picked", *about), lambda: self._picked(*about))

    def _picked(
        self,
        rows: tuple[tuple[int, int], ...],
        said: str,
        kind: str,
        when: int | None,
        context: tuple[str, ...],
    ) -> tuple[int, int] | None:
        best: tuple[float, int, int] | None = None
        name = Named(0, 1, rows, said)
        anybodys = said in ANYBODYS and bool(context)
        about = context[: 1 if context and context[0] in lexicon.SOVEREIGN else 2]
        for row, use in name.rows:
            data = self.store.row(row)
            if anybodys and data["k"] == "organisation" and data["c"] not in about:
                continue  # another country's council of that name
            score = self._score(name, row, use, kind, when, context)
            if best is None or score > best[0]:
                best = (score, row, use)
        return (best[1], best[2]) if best else None

    def _score(
        self,
        name: Named,
        row: int,
        use: int,
        kind: str,
        when: int | None,
        context: Sequence[str],
    ) -> float:
        """How likely a row is what a known run means: by kind, fame, day and the countries about."""
        data = self.store.row(row)
        score = _KIND_ORDER.get(data["k"], 30.0)
        if "seat" in data:
            score = 91.0
        elif data["k"] == "place":
            score += min(45.0, 6.0 * float(data.get("w", 1)) ** 0.25)
            if data["i"].startswith("adm:") and self._towns(name):
                score += 20  # a state before a town elsewhere that shares its name
        if data["k"] == "person":
            score += 0.1 * data.get("w", 0) - (45 if use & PART else 0)
            state = self.store.remember(("standing", row, when), lambda: standing(data, when))
            score += 6 if state.state in ("current", "stale", "undated") else 0
            if when is None:  # the later of two leaders
                score += max([post[4] for post in data.get("p") or [] if post[4]], default=0) / 1e7
        if data["i"].startswith(("oeda:", "ucdp:")):
            score -= 35
        if data["k"] in _FITS.get(kind, ()):
            score += 35
        if data["c"] and data["c"] in context:
            score += 12 - min(5, list(context).index(data["c"]))
        if (
            (data["k"] == "country" or "seat" in data)
            and context
            and self._state_of(name, context[0], data["c"] or data["i"])
        ):
            score -= 70  # Georgia in a report of the United States
        if not self._alive(data, when):
            score -= 30
        return score

    @staticmethod
    def _alive(data: dict[str, Any], when: int | None) -> bool:
        spell = data.get("d")
        if not spell or when is None:
            return True
        return (not spell[0] or spell[0] <= when) and (not spell[1] or when <= spell[1])

    def bare(self, phrase: Phrase, name: str, asked: bool) -> Bare | None:
        """The person's bare name in a phrase that may speak of a person (``asked``: surely does), or None."""
        key = (name, asked)
        if key not in phrase.kept:
            phrase.kept[key] = self._bare(phrase, name, asked)
        found: Bare | None = phrase.kept[key]
        return found

    def _bare(self, phrase: Phrase, name: str, asked: bool) -> Bare | None:
        first, last = self.name_span(phrase, name)
        if last - first == 1 and phrase.folded[first] in _NO_NAMES:
            return None
        if first < 0 or (not asked and self.modifies(phrase, last)):
            return None
        if is_object(phrase, first) and (
            not asked
            or any(
                term.text in lexicon.RELATED and term.last == phrase.core for term in phrase.terms
            )
        ):
            return None  # a critic of a president is not the president
        if first > 0 and any(
            self.store.kind(row) == "person"
            for row, _use in self.store.lookup(phrase.folded[first - 1 : last])
        ):
            first -= 1  # a title that is part of the name: Pope Francis
        before = [term for term in phrase.terms if term.last <= first]
        after = [term for term in phrase.terms if term.first >= last]
        title = self.title(phrase, first, before, after)
        former = phrase.former or bool(title and "elect" in title.split()[-2:])
        return Bare(first, last, phrase.folded[first:last], title, former)

    def name_span(self, phrase: Phrase, name: str) -> tuple[int, int]:
        """Which tokens are the person's bare name; (-1, -1) when none are."""
        first, last = self._span(phrase, name)
        for one in phrase.named:
            inside = first <= one.first and one.last == last and one.last - one.first > 1
            if inside and one.first > first and all(
                self.store.kind(row) == "person" and not use & PART for row, use in one.rows
            ):  # fmt: skip
                return one.first, last  # "Defence Sergei Shoigu" is Sergei Shoigu
        while phrase.core < first < last - 1 and phrase.tokens[first].plain in _PORTFOLIO_WORDS:
            first += 1
        return first, last

    def _span(self, phrase: Phrase, name: str) -> tuple[int, int]:
        """The tokens of the name as far as capitals tell."""
        folded = phrase.folded
        taken = {index for term in phrase.terms for index in range(term.first, term.last)}
        for one in phrase.named:
            if not self.is_person_name(one):
                taken.update(range(one.first, one.last))
        wanted = words(name) if name else ()
        if 0 < len(wanted) < len(folded):
            for start in range(len(folded) - len(wanted), -1, -1):
                if folded[start : start + len(wanted)] == wanted:
                    wide = _widened(phrase, start, taken)
                    span = self._narrow(phrase, wide, start + len(wanted))
                    if span[0] < span[1] and not self._is_term(phrase, *span):
                        return span
                    break
        best = (-1, -1)
        index = phrase.begin
        while index < len(folded):
            stop = index
            while (
                stop < len(folded)
                and stop not in taken
                and nameish(phrase, stop)
                and not (stop > index and parted(phrase, stop))
            ):
                stop += 1
            if stop > index and (best == (-1, -1) or stop - index >= best[1] - best[0]):
                best = (index, stop)
            index = max(stop, index + 1)
        return best

    @staticmethod
    def _is_term(phrase: Phrase, first: int, last: int) -> bool:
        return any(term.first <= first and last <= term.last for term in phrase.terms)

    @staticmethod
    def modifies(phrase: Phrase, last: int) -> bool:
        """Whether a name only tells which police, court or group is meant: "Shanghai police"."""
        following = [term for term in phrase.terms if term.first == last]
        if not following:
            return False
        return "," not in phrase.text[phrase.tokens[last - 1].stop : phrase.tokens[last].start]

    def _narrow(self, phrase: Phrase, first: int, last: int) -> tuple[int, int]:
        """A name without the nationality or body written before it."""
        previous = -1
        while previous != first < last:
            previous = first
            for term in phrase.terms:
                if term.first <= first < term.last < last:
                    first = term.last
            for one in phrase.named:
                after_of = first > 0 and phrase.tokens[first - 1].plain == "of"
                if one.first <= first < one.last < last and after_of and self._is_place(one):
                    first = one.last  # "governor of Alaska Sarah Palin"
                    break
                if one.first <= first < one.last and not self.is_person_name(one):
                    owned = phrase.tokens[one.last - 1].possessive or one.last >= last
                    if owned or all(use & ADJECTIVE for _row, use in one.rows):
                        first = one.last
        return first, last

    def _state_of(self, name: Named, country: str, other: str) -> bool:
        """Whether a country's name is also that of a state of another country, the one a report is about."""
        return country != other and any(
            self.store.kind(row) == "place" and self.store.row(row)["i"].startswith("adm:")
            and self.store.row(row)["c"] == country
            for row, _use in name.rows
        )  # fmt: skip

    def shared_by_states(self, name: Named) -> bool:
        """Whether a known run names a country and a state of another one."""
        if len(name.rows) < 2:
            return False
        codes = {
            self.store.row(row)["c"] or self.store.row(row)["i"]
            for row, _use in name.rows
            if self.store.kind(row) == "country" or self.store.is_seat(row)
        }
        return bool(codes) and any(
            self.store.row(row)["i"].startswith("adm:") and self.store.row(row)["c"] not in codes
            for row, _use in name.rows
        )

    def _towns(self, name: Named) -> bool:
        """Whether a known run names nothing but places."""
        return all(
            self.store.kind(row) == "place" and not self.store.is_seat(row)
            for row, _use in name.rows
        )

    def _is_place(self, name: Named) -> bool:
        return any(self.store.kind(row) == "place" for row, _use in name.rows)

    def is_person_name(self, name: Named) -> bool:
        """Whether a known run may be (part of) a person's name: a person's, or a town's."""
        return all(self.store.kind(row) in ("person", "place") and not self.store.is_seat(row)
                   for row, _use in name.rows)  # fmt: skip

    @staticmethod
    def title(phrase: Phrase, first: int, before: list[Term], after: list[Term]) -> str:
        """The words of the title next to a name, as written."""
        terms = before or after
        if not terms:
            return ""
        if before:
            start = max(phrase.begin, min(term.first for term in before))
            return phrase.text[phrase.tokens[start].start : phrase.tokens[first - 1].stop].strip(
                " ,"
            )
        return phrase.text[phrase.tokens[after[0].first].start : phrase.tokens[-1].stop]


def _widened(phrase: Phrase, first: int, taken: set[int]) -> int:
    """Where a name begins that is written with more words before it."""
    while (
        first > 0
        and first - 1 not in taken
        and nameish(phrase, first - 1)
        and not parted(phrase, first)
    ):
        first -= 1
    return first
