"""What the choice of a deed's first day learns from: deeds of gold events, each with the days its report offers.

The deeds are those the coder finds, as it finds them; an event it does not find is asked for at its trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.coding.candidates import Sides
from detente.coding.code import deeds_of, sayings, tell
from detente.coding.dating import SURE, UNKNOWN, Calendar
from detente.coding.day_choice import DEAF, Hearing
from detente.coding.day_sights import Candidate
from detente.coding.deed_sights import Asked
from detente.coding.deeds import DEMAND, Deed
from detente.coding.memory import with_memory
from detente.coding.options import without_itself, without_relay
from detente.coding.retelling import When
from detente.coding.syntax import Tree
from detente.coding.word import claim_for
from detente.records import Span, Status
from training.coding.reports import Report, hits, is_whole, judge_of

OURS = 2.5  # weight of a report annotated whole by READING.md (Wikinews), against a marked one
AS_FOUND = 1.3  # weight of a deed as the coder finds it


@dataclass(frozen=True, slots=True)
class Instance:
    """One deed with its candidates. ``right`` says of each candidate whether it is gold's, ``ruled_right`` of the rules' answer."""

    source: str
    report: int
    found: bool  # by the coder, not only by the reader
    weight: float
    shared: dict[str, float]
    named: list[dict[str, float]]
    deed: NDArray[np.float32]
    days: NDArray[np.float32]
    right: NDArray[np.bool_]
    ruled_right: bool
    sure: bool  # the rules, so that nothing is chosen


class Recording(Calendar):
    """A calendar that keeps what it is asked."""

    def __init__(self, report: Report, tree: Tree) -> None:
        super().__init__(report.article, report.annotation, tree, DEAF)
        self.kept: list[tuple[Asked, dict[str, float], list[Candidate]]] = []

    def of(self, deed: Deed, status: Status, *, outlet: bool) -> When:
        asked = self.asked(deed, status, outlet=outlet)
        seen = self.sights.of_deed(asked, self.cues), self.sights.candidates(asked)
        self.kept.append((asked, *seen))
        return UNKNOWN


def gather(reports: Sequence[Report]) -> list[Instance]:
    """The instances of all reports that have days."""
    dated = [report for report in reports if _has_days(report)]
    return [i for number, report in enumerate(dated) for i in _instances(number, report)]


def _has_days(report: Report) -> bool:
    """Whether the report's readers were asked for the first day of its events."""
    return "made up" not in report.gold and report.gold.get("reread", True)


class _Report:
    """One report, whose deeds are asked for their day in reading order."""

    def __init__(self, number: int, report: Report) -> None:
        self.number, self.report = number, report
        self.judge, self.pairs = judge_of(report)
        self.tree, self.cast = self.judge.tree, self.judge.cast
        found = deeds_of(self.judge.reader, report.claims, self.cast)
        self.deeds = list(with_memory(found, self.tree))
        self.sayings = sayings(report.claims, self.cast, self.tree)
        width = self.tree.words.states.shape[1]
        self.hearing = Hearing(self.tree, np.eye(width, dtype=np.float32))

    def calendar(self) -> Recording:
        """A calendar of the whole report that has been asked nothing yet."""
        calendar = Recording(self.report, self.tree)
        calendar.note_deeds(self.deeds)
        calendar.note_sayings(self.sayings)
        return calendar

    def instance(self, calendar: Recording, event: dict[str, Any], *, found: bool) -> Instance:
        """What was asked last, with the answer of the gold event."""
        asked, shared, candidates = calendar.kept[-1]
        whole = is_whole(self.report)
        return Instance(
            self.report.source,
            self.number,
            found,
            (OURS if whole else 1.0) * (AS_FOUND if found else 1.0),
            shared,
            [dict(each.named) for each in candidates],
            self.hearing.deed(asked.deed.index).astype(np.float32),
            self.hearing.days([each.place for each in candidates]).astype(np.float32),
            np.asarray([_told(each.first) == event["first_day"] for each in candidates]),
            _told(asked.ruled.first) == event["first_day"],
            asked.rule in SURE,
        )


def _instances(number: int, report: Report) -> Iterator[Instance]:
    at = _Report(number, report)
    tree, cast, claims, events = at.tree, at.cast, report.claims, report.gold["events"]
    heard = at.judge.sights.spotter.statuses
    known: set[int] = set()
    calendar = at.calendar()
    for pair in at.judge.weigh(at.pairs):
        sober = without_itself(without_relay(pair, claims, tree), cast)
        tell(sober, report.article, report.annotation, claims, tree, cast, calendar, heard)
        for hit in hits(report, sober, tree, cast)[:1]:
            known.add(hit)
            yield at.instance(calendar, events[hit], found=True)
    own = {deed.index: deed for deed in at.deeds}
    given = [_given(e, own, tree) for n, e in enumerate(events) if n not in known]
    missed = sorted((each for each in given if each), key=lambda each: each[0].index)
    calendar = at.calendar()
    for deed, event in missed:
        calendar.of(deed, deed.status, outlet=claim_for(deed, tree, cast, claims) is None)
        yield at.instance(calendar, event, found=False)


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _given(
    event: dict[str, Any], own: dict[int, Deed], tree: Tree
) -> tuple[Deed, dict[str, Any]] | None:
    """The deed of an event that the coder did not find, of the reader's type and status."""
    words = tree.words.touching(Span(*event["trigger"]))
    if not words:
        return None
    index = tree.top(words[0], words[-1])
    like = own.get(index) or Deed(index, DEMAND, "", Sides((), (), named=True), "happened", (), 1.0)
    return replace(like, kind=event["type"], status=event["status"]), event
