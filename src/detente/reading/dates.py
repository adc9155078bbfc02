"""The publication day and how it was found: given, metadata, URL, dateline, or honestly unknown.

Nothing falls back to today. A day outside ``EARLIEST``..``LATEST`` is a placeholder or a misprint
and is not believed; the upper bound is fixed rather than read off the clock, so that the same page
gives the same article in every year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.reading.furniture import is_sentence
from detente.records import Furniture, Page, PublishedBasis

EARLIEST: Final = date(1800, 1, 1)
LATEST: Final = date(2039, 12, 31)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d{2})"

# Figures with slashes and the year last (03/04/2017) mean two days and are not read.
_FORMS = (
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
    rf"(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.{_YEAR}",
)
_ANY = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_LABEL = r"(?:(?:last )?(?:published|updated|posted|date|issued|modified)(?: on| at)?\s?:?\s?)?"
_TIME = (
    r"(?:[\s,|·@T-]*(?:at )?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?\s?"
    r"(?:\(?[a-z]{1,5}(?:[+-]\d{1,4})?\)?|[+-]\d{2}:?\d{2})?)?"
)
#: A line that is a day and nothing else, perhaps with a time, a weekday or "Published:".
_PURE = tuple(
    re.compile(rf"{_LABEL}[\[(]?{_WEEKDAY}{form}{_TIME}[\])]?\s?\.?", re.IGNORECASE)
    for form in _FORMS
)
#: What stands before the day in "MOSCOW, March 7, 2017 /TASS/": a place, perhaps an agency.
_PLACE = re.compile(
    r"[A-Z][\w.'’]*(?:[ /-][A-Z][\w.'’]*){0,4}(?:, [A-Z][\w. ]{1,20})?(?: ?\([\w .]{2,30}\))?"
    r" ?[,–—-]{0,2} ?[\[(]?"
)
_AFTER_DAY = re.compile(r"\s?(?:[/(\[–—:|-]|\. )")
_YEARLESS = re.compile(rf"{_MONTH}\s{_DAY}\b", re.IGNORECASE)
_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/_]?(?P<number>0[1-9]|1[0-2])[-/_]?"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_LOOSE = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<number>\d{1,2})/(?P<day>\d{1,2})(?=/|$)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d{2})[-/](?P<number>0?[1-9]|1[0-2])(?=/)")
_BYLINE = re.compile(
    r"(?:Written )?[Bb]y:? ((?:[A-Z][\w.'’-]*)(?:,? (?:[A-Z][\w.'’-]*|and|&|de|van|von|der|bin"
    r"|al|el|in|for|of)){0,14})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A day and how it was found; ``unknown`` exactly when ``day`` is None."""

    day: date | None = None
    basis: PublishedBasis = "unknown"


UNKNOWN: Final = Found()


def plausible(day: date | None) -> date | None:
    """``day``, or None where no report can have been published then."""
    return day if day is not None and EARLIEST <= day <= LATEST else None


def parse_day(text: str) -> date | None:
    """The day that begins ``text`` in ISO 8601, or the first day written in words in it."""
    text = text.strip()[:120]
    for form in _ANY:
        match = form.search(text)
        if match and (day := _day(match)):
            return day
    if re.fullmatch(r"(?:1[89]|20)\d{6}(?:T.*)?", text):
        return _make(text[:4], text[4:6], text[6:8])
    return None


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    number = groups.get("number") or _MONTHS.index(groups["month"][:3].casefold()) + 1
    return _make(groups["year"], number, groups["day"])


def _make(year: str, month: str | int, day: str) -> date | None:
    try:
        return plausible(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def day_of_url(url: str) -> date | None:
    """The day in an address such as ``/2024/03/01/`` or ``/2024-03-01-title``."""
    path = url[:500].partition("://")[2].partition("/")[2]
    for form in (_URL_DAY, _URL_LOOSE):
        for match in form.finditer(f"/{path.partition('?')[0]}"):
            if day := _day(match):
                return day
    return None


def pure_day(line: str) -> date | None:
    """The day of a line that is a date and nothing else; None for any other line."""
    if len(line) > 90:
        return None
    for form in _PURE:
        match = form.fullmatch(line)
        if match:
            return _day(match)
    return None


def find(
    page: Page,
    notes: Iterable[str],
    paragraphs: Sequence[str],
    metadata: date | None = None,
    url: str = "",
) -> Found:
    """The publication day, by the best evidence there is.

    Args:
        page: what the caller declared.
        notes: lines above the report that are page furniture ("Monday, 23 September 2019").
        paragraphs: the report; only the start of its first sentence is looked at.
        metadata: what the page's own metadata say.
        url: the page's address where it names one itself; ``page.url`` wins.
    """
    if page.published is not None:
        return Found(page.published, "given")
    if metadata is not None:
        return Found(metadata, "metadata")
    address = page.url or url
    if day := day_of_url(address):
        return Found(day, "url")
    for note in notes:
        if day := pure_day(note) or parse_day(note):
            return Found(day, "dateline")
    for paragraph in paragraphs[:12]:
        if is_sentence(paragraph):
            day = _dateline(paragraph[:140], address)
            return Found(day, "dateline") if day else UNKNOWN
    return UNKNOWN


def _dateline(opening: str, url: str) -> date | None:
    for form in _ANY:
        match = form.search(opening)
        if match and _stands_as_dateline(opening, match):
            return _day(match)
    yearless = _YEARLESS.search(opening)
    month = _URL_MONTH.search(url[:500])
    if yearless and month and _stands_as_dateline(opening, yearless):
        number = _MONTHS.index(yearless["month"][:3].casefold()) + 1
        if number == int(month["number"]):
            return _make(month["year"], number, yearless["day"])
    return None


def _stands_as_dateline(opening: str, match: re.Match[str]) -> bool:
    before = opening[: match.start()]
    placed = _PLACE.fullmatch(before) is not None and len(before) > 2 and not before[-1].isalnum()
    return placed and _AFTER_DAY.match(opening, match.end()) is not None


def take_head_notes(
    lines: Sequence[str], *, titled: bool
) -> tuple[tuple[str, ...], tuple[Furniture, ...], str]:
    """Part date lines and the byline above the first sentence from the report.

    Args:
        lines: the report's paragraphs.
        titled: whether the first of them may be the title, which is never taken for a byline.

    Returns:
        The lines that stay, those that go, and the byline without its "By".
    """
    kept: list[str] = []
    notes: list[Furniture] = []
    byline = ""
    for index, line in enumerate(lines):
        if is_sentence(line) or index > 12:
            kept.extend(lines[index:])
            break
        match = _BYLINE.fullmatch(line) if len(line) <= 120 and (index or not titled) else None
        if pure_day(line):
            notes.append(Furniture(line, "dateline"))
        elif match:
            byline = byline or match.group(1)
            notes.append(Furniture(line, "byline"))
        else:
            kept.append(line)
    return tuple(kept), tuple(notes), byline
