"""Dates in running text, against the day of the report: found here, worded and worked out in two other modules.

Own rules first; ``dateparser`` only for an expression that looks like a date and that they miss. Weeks run
from Monday to Sunday (READING.md 6.22). Nothing is guessed: an expression that cannot be resolved, or needs
a publication day that is not known, gives no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from detente.coding.lexicon import word_classes
from detente.coding.when_days import MAKERS, Granularity, month_days
from detente.coding.when_words import LEANING, RULES, number_of
from detente.records import DayBasis

_YEAR_LEAD: Final = word_classes()["year lead"]
_OWNERS: Final = frozenset({"the", "a", "his", "her", "its", "their", "our", "this", "that"})
_NOUN_NEXT: Final = re.compile(r"[ -][^\W\d_]")
_LATEST: Final = re.compile(r"\b(?:by|until|till) (?:the )?(?:end of )?(?:the )?$", re.IGNORECASE)
_ODD: Final = re.compile(r"\b(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Days:
    """A resolved expression: characters ``[start, stop)``, inclusive days, how coarse, and its basis.

    ``open_ended`` marks "since ...": the last day is not told; "until ..." leaves the first one untold. ``leans``
    marks words that count from the day told before ("the previous day", "three years later"): a unit and how
    many of it. ``modifies`` marks a year inside a phrase ("the 2013 raid"), which dates that noun alone.
    ``yearless`` marks a month or day whose year the words leave out: the last such, unless a plan looks ahead.
    """

    start: int
    stop: int
    first: date | None
    last: date | None
    granularity: Granularity
    basis: DayBasis
    open_ended: bool = False
    leans: tuple[str, int] | None = None
    modifies: bool = False
    yearless: bool = False


def find_days(text: str, published: date | None, offset: int = 0) -> tuple[Days, ...]:
    """Every date expression in ``text``, in order, not overlapping; positions shifted by ``offset``."""
    found: list[Days] = []
    taken = 0
    matches = sorted(
        (
            (match.start(), -match.end(), order, name, match)
            for order, (name, rule) in enumerate(RULES)
            for match in rule.finditer(text)
        ),
        key=lambda item: item[:3],
    )
    for start, negative_stop, _, name, match in matches:
        if start < taken:
            continue
        days = _resolve(name, match, text, published)
        if days is not None:
            found.append(days)
            taken = -negative_stop
    found.extend(_odd(text))
    found.sort(key=lambda days: days.start)
    return tuple(
        replace(days, start=days.start + offset, stop=days.stop + offset)
        for days in _ranges(found, text)
    )


def _resolve(name: str, match: re.Match[str], text: str, published: date | None) -> Days | None:
    groups = {key: (value or "").lower() for key, value in match.groupdict().items()}
    start, stop = match.span()
    lead = text[max(0, start - 24) : start].lower().split()
    word = lead[-1] if lead else ""
    before = lead[-2] if word == "the" and len(lead) > 1 else word
    leans = _leaning(name, groups)
    if leans is not None:
        grain: Granularity = "day" if leans[0] in ("day", "week") else "year"
        return Days(start, stop, None, None, grain, "relative", leans=leans)
    if name == "month" and not _is_month(match, groups, before):
        return None
    modifies = False
    if name == "year" and word not in _YEAR_LEAD and not groups["part"]:
        modifies = word in _OWNERS or word.endswith(("'s", "’s"))
        if not modifies or _NOUN_NEXT.match(text, stop) is None:
            return None
    try:
        made = MAKERS[name](groups, published)
    except (OverflowError, ValueError):
        return None  # before year 1 or after year 9999: no day of ours
    if made is None:
        return None
    first, last, granularity, basis = made
    since = before == "since"
    until = before in ("until", "till") or (
        basis == "stated" and _LATEST.search(text, max(0, start - 24), start) is not None
    )
    return Days(
        start, stop, None if until else first, None if since else last, granularity, basis,
        open_ended=since, modifies=modifies,
        yearless=name in ("day", "month")
        and not (groups["year"] or groups["which"] or groups.get("part")),
    )  # fmt: skip


def _leaning(name: str, groups: dict[str, str]) -> tuple[str, int] | None:
    if name == "near" and groups["near"] in LEANING:
        return "day", LEANING[groups["near"]]
    if name in ("later", "sooner"):
        return groups["unit"], number_of(groups["count"]) * (1 if name == "later" else -1)
    return None


def _is_month(match: re.Match[str], groups: dict[str, str], before: str) -> bool:
    """Whether "May" or "march" is the month: capital, and either qualified or after a word of time."""
    if groups["month"] not in ("may", "march", "mar", "jan", "dec", "sep", "apr"):
        return True
    if match.group("month")[0].islower():
        return False
    if groups["part"] or groups["year"]:
        return True
    return groups["month"] in ("march", "may") and before in _YEAR_LEAD | {"last", "this"}


def _ranges(found: Sequence[Days], text: str) -> Iterator[Days]:
    """Two ends of one span of time ("from 2010 to 2013", "between May and July 2019") as one expression."""
    held: Days | None = None
    for days in found:
        joined = None if held is None else _range(held, days, text)
        if joined is not None:
            held = joined
            continue
        if held is not None:
            yield held
        held = days
    if held is not None:
        yield held


def _range(low: Days, high: Days, text: str) -> Days | None:
    link = text[low.stop : high.start].strip().lower()
    lead = text[max(0, low.start - 12) : low.start].lower().split()[-1:]
    both_months = low.granularity == "month" == high.granularity and link == "and"
    tied = (
        both_months
        or (lead == ["from"] and link in ("to", "until", "through"))
        or (lead == ["between"] and link == "and")
    )
    if not tied and link not in ("–", "through"):
        return None
    last = high.last
    if low.first is None or last is None or last < low.first:
        return None
    return replace(low, stop=high.stop, last=last, granularity="range", basis=high.basis)


def _odd(text: str) -> Iterator[Days]:
    """Dates in figures ("3/10/2018") that only ``dateparser`` knows how to take apart."""
    for match in _ODD.finditer(text):
        # Imported only here: it costs a third of a second and almost no report needs it.
        import dateparser  # noqa: PLC0415

        parsed = dateparser.parse(
            match.group(),
            languages=["en"],
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                # Who parts them with dots writes the day first.
                "DATE_ORDER": "DMY" if "." in match.group() else "MDY",
            },
        )
        if parsed is not None:
            yield Days(match.start(), match.end(), parsed.date(), parsed.date(), "day", "stated")


def lean(days: Days, anchor: date | None) -> Days | None:
    """An expression that leans on the day told before ("the previous day"), resolved; None without one."""
    if days.leans is None:
        return days
    if anchor is None:
        return None
    unit, count = days.leans
    if abs(count) > 999 or not 1000 < anchor.year < 9000:
        return None
    if unit in ("day", "week"):
        first = last = anchor + timedelta(days=count * (7 if unit == "week" else 1))
    elif unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + count
        first, last = month_days(index // 12, index % 12 + 1)
    elif unit in ("year", "decade"):
        year = anchor.year + count * (10 if unit == "decade" else 1)
        if not 1 <= year <= date.max.year:
            return None
        first, last = date(year, 1, 1), date(year, 12, 31)
    else:
        first = last = anchor
    return replace(days, first=first, last=last, basis="relative", leans=None)


def ahead(days: Days, published: date | None) -> Days:
    """The coming one of a weekday or a yearless date that was taken for the last one: beside a plan."""
    if published is None or days.first is None or days.last is None or days.last >= published:
        return days
    if days.first.year >= date.max.year:
        return days
    back = published - days.first
    if days.granularity == "day" and days.basis == "relative" and back < timedelta(7):
        return replace(days, first=days.first + timedelta(7), last=days.last + timedelta(7))
    if days.yearless and days.granularity == "month":
        first, last = month_days(days.first.year + 1, days.first.month)
        return replace(days, first=first, last=last)
    if days.yearless and (days.first.month, days.first.day) != (2, 29) and back > timedelta(120):
        later = days.first.replace(year=days.first.year + 1)
        return replace(days, first=later, last=later)
    return days
