"""What the choice of a day looks at: each day that a report tells, beside one deed, as named numbers.

A candidate is a day that some words of the report tell, the day of the report itself, or no day at all. The
numbers say what the deed is, where the words of the day stand to it, what the rules of ``dating.py`` say, and
which other deeds of the report have the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import log1p
from typing import Final

from detente.coding.day_company import Company
from detente.coding.deed_sights import CLAUSES, Asked, DeedSights
from detente.coding.retelling import When
from detente.coding.story_time import StoryTime
from detente.coding.syntax import Tree
from detente.coding.when import Days, ahead

_FAR: Final = 12.0
_LONG: Final = 30
_COARSE: Final = ("year", "month", "range")


@dataclass(frozen=True, slots=True)
class Place:
    """One date expression: its word and days, its sentence and paragraph, its verb, and how it stands.

    ``side``: in a side clause; ``coming``: the coming such day, of words that mostly mean the last one.
    """

    word: int
    days: Days
    sentence: int
    paragraph: int
    verb: int
    side: bool
    quoted: bool
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day a deed may have had, with its numbers. Without words that tell it ``place`` is None."""

    first: date | None
    place: Place | None
    named: Mapping[str, float]


class DaySights:
    """The days of one article and what speaks for each. Treat it as frozen.

    ``dates``: expressions by sentence, with their words; ``chains``: whom each word stands for.
    """

    def __init__(
        self,
        tree: Tree,
        story: StoryTime,
        dates: Mapping[int, Sequence[tuple[int, Days]]],
        chains: Mapping[int, str],
        published: date | None,
    ) -> None:
        self.tree = tree
        self.story = story
        self.published = published
        self.places = tuple(
            sorted(
                (
                    place
                    for sentence, found in dates.items()
                    for word, days in found
                    for place in self._placed(word, days, sentence)
                ),
                key=lambda place: (place.word, place.coming),
            )
        )
        self.told = tuple(place for place in self.places if not place.coming)
        self.by_day: dict[date, list[Place]] = {}
        for place in self.places:
            if place.days.first is not None:
                self.by_day.setdefault(place.days.first, []).append(place)
        self.deeds = DeedSights(tree, story)
        self.company = Company(tree, chains)

    def _placed(self, word: int, days: Days, sentence: int) -> Iterator[Place]:
        if days.first is None:
            return
        links = {self.tree.relation(up) for up in self.tree.climb(word)}
        place = Place(
            word, days, sentence, self.story.paragraph(word), self.tree.clause_verb(word),
            bool(links & {"relcl", "advcl", "acl"}), self.story.quoted(word),
        )  # fmt: skip
        yield place
        later = ahead(days, self.published)
        if later.first != days.first:
            yield replace(place, days=later, coming=True)

    # ── one deed ────────────────────────────────────────────────────────────────────────────────

    def of_deed(self, asked: Asked, cues: Collection[int]) -> dict[str, float]:
        """The numbers that all candidates of a deed share. ``cues``: the words of saying read so far."""
        found = self.deeds.of(asked, cues)
        sentence = self.tree.words.sentence[asked.deed.index]
        before = [place for place in self.told if place.sentence < sentence]
        found |= {
            "days here": float(sum(place.sentence == sentence for place in self.told)),
            "days told": float(len(self.by_day)),
            "sentences since a day": min(
                _FAR, float(sentence - (before[-1].sentence if before else -99))
            ),
        }
        lead = self.story.lead
        if before:
            last = before[-1].days
            found[f"last grain {last.granularity}"] = 1.0
            found[f"last basis {last.basis}"] = 1.0
            found["last is story day"] = float(lead is not None and last.first == lead.first)
        if lead is not None:
            others = sum(place.days.first != lead.first for place in before)
            found |= {"story day": 1.0, "other days before": float(min(8, others))}
            if self.published is not None and lead.first is not None:
                found["story age"] = float(min(10, (self.published - lead.first).days))
        paragraph = self.deeds.paragraph_before(sentence)
        if any(p.days.granularity in _COARSE for p in before if p.sentence in paragraph):
            found["paragraph of older"] = 1.0
        return found

    def candidates(self, asked: Asked) -> list[Candidate]:
        """No day, the days that words tell, and the day of the report."""
        crossed = self.deeds.crossed(asked)
        none = {"no day": 1.0, **_each("none", crossed)}
        if asked.ruled.first is None:
            none["as ruled"] = 1.0
        found = [Candidate(None, None, none)]
        last = self._last_before(self.tree.words.sentence[asked.deed.index])
        for day, places in self.by_day.items():
            place = self._nearest(asked.deed.index, places)
            found.append(Candidate(day, place, self._of_day(asked, day, place, last, crossed)))
        if (
            self.published is not None
            and self.published not in self.by_day
            and not self.story.in_title(asked.deed.index)
        ):
            named = self._of_day(asked, self.published, None, last, crossed)
            found.append(Candidate(self.published, None, named))
        return found

    def _of_day(
        self,
        asked: Asked,
        day: date,
        place: Place | None,
        last: Place | None,
        crossed: tuple[str, ...],
    ) -> dict[str, float]:
        found: dict[str, float] = {"a day": 1.0}
        lead = self.story.lead
        if lead is not None and lead.first == day:
            found["is story day"] = 1.0
            found |= _each("story", crossed)
        if asked.ruled.first == day:
            found["as ruled"] = 1.0
        elif asked.ruled.first is not None:
            found["not as ruled"] = 1.0
        if self.published is not None:
            back = (self.published - day).days
            found["days back"] = log1p(abs(back)) * (1 if back >= 0 else -1)
            if back == 0:
                found["report day"] = 1.0
                found |= _each("report", crossed)
        found |= self.company.noted(asked, day)
        if place is not None:
            found["times told"] = float(len(self.by_day[day]))
            found |= self._of_place(asked, place, last, crossed)
            found |= self.company.shared(asked, {each.sentence for each in self.by_day[day]})
        return found

    # ── where the words of a day stand ──────────────────────────────────────────────────────────

    def _of_place(
        self, asked: Asked, place: Place, last: Place | None, crossed: tuple[str, ...]
    ) -> dict[str, float]:
        tree, days, index = self.tree, place.days, asked.deed.index
        gap = place.sentence - tree.words.sentence[index]
        off = abs(place.paragraph - self.story.paragraph(index))
        found = {
            f"grain {days.granularity}": 1.0,
            f"basis {days.basis}": 1.0,
            f"date {tree.relation(place.word)}": 1.0,
            f"date at {tree.tag(place.verb)}": 1.0,
            "sentences before": min(_FAR, float(-gap)) if gap <= 0 else -1.0,
            "sentences after": min(_FAR, float(gap)) if gap > 0 else -1.0,
            "paragraphs off": min(_FAR, float(off)),
        }
        last_told = last is not None and last.days.first == days.first
        flags = {
            "date coming": place.coming,
            "date past": days.first is not None
            and self.published is not None
            and days.first < self.published,
            "date aside": place.side,
            "date quoted": place.quoted,
            "date modifies": days.modifies,
            "date open": days.open_ended,
            "date in title": self.story.in_title(place.word),
            "last told": last_told,
        }
        found |= {name: 1.0 for name, holds in flags.items() if holds}
        if last_told:
            found |= _each("last", crossed)
        if gap == 0:
            found |= self._path(index, place.word)
            found |= _each("here", crossed)
        return found

    def _path(self, index: int, word: int) -> dict[str, float]:
        """How the deed and a date in its sentence hang together."""
        tree = self.tree
        up_deed, up_date = list(tree.climb(index)), list(tree.climb(word))
        meet = next((each for each in up_date if each in up_deed), None)
        if meet is None:
            return {"same sentence": 1.0, "apart": 1.0}
        deed_side = up_deed[: up_deed.index(meet)]
        date_side = up_date[: up_date.index(meet)]
        found = {
            "same sentence": 1.0,
            "words between": float(min(_LONG, abs(index - word))),
            "date first": float(word < index),
            "deed steps": float(len(deed_side)),
            "date steps": float(len(date_side)),
            "date verbs": float(sum(map(tree.is_verb, date_side))),
            "deed verbs": float(sum(map(tree.is_verb, deed_side))),
            f"meet {tree.tag(meet)[:2]}": 1.0,
        }
        for name, side in (("deed", deed_side), ("date", date_side)):
            for each in side:
                if tree.relation(each) in CLAUSES:
                    found[f"{name} through {tree.relation(each)}"] = 1.0
        return found

    def _nearest(self, index: int, places: Sequence[Place]) -> Place:
        """Of several tellings of a day the one nearest to the deed; those before it before those after it."""
        sentence = self.tree.words.sentence[index]

        def rank(place: Place) -> tuple[int, int]:
            gap = place.sentence - sentence
            return (gap * 3 if gap > 0 else -gap), abs(place.word - index)

        return min(places, key=rank)

    def _last_before(self, sentence: int) -> Place | None:
        """The last day told at or before the sentence, in no side clause."""
        best = None
        for place in self.told:
            if place.sentence > sentence:
                break
            if not place.side and place.days.granularity == "day":
                best = place
        return best


@lru_cache(maxsize=4096)
def _each(where: str, crossed: tuple[str, ...]) -> Mapping[str, float]:
    return {f"{where} {name}": 1.0 for name in crossed}


def lasting(days: Days, *, perfect: bool) -> bool:
    """Whether the words say that it has gone on since: "has been at war since May"."""
    return perfect and (days.open_ended or days.granularity == "range")


def told(place: Place, *, perfect: bool) -> When:
    """The answer that a date expression gives."""
    days = place.days
    return When(days.first, days.last, days.basis, lasting(days, perfect=perfect))
