"""Dates in running text, against the day of the report; one module, each way to say a day a rule.

Own rules first; ``dateparser`` only for an expression that looks like a date and that they miss. Weeks run
from Monday to Sunday (READING.md 6.22). Nothing is guessed: an expression that cannot be resolved, or needs
a publication day that is not known, gives no days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from detente.coding.lexicon import word_classes
from detente.records import DayBasis

Granularity = Literal["day", "week", "month", "year", "range"]

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "several": 0, "few": 0, "couple": 2, "couple of": 2}

_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY: Final = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_COUNT: Final = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple of)"
_UNIT: Final = r"(?P<unit>day|week|month|year|decade|hour)s?"
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"

_NEAR: Final = "|".join(
    (
        "yesterday", "today", "tomorrow", "tonight", "overnight", "last night", "this morning",
        "this evening", "this afternoon", "the previous day", "the day before", "the next day",
        "the following day", "the same day", "that day", "that same day", "the next morning",
        "earlier today",
    )
)  # fmt: skip
_PART: Final = r"(?P<part>early|mid|late)"
_AFTER_DAY: Final = r"(?!\d|[:,.]\d| (?:people|percent|million))"
_LAST_NEXT: Final = r"(?P<part>last|this|next|the past|the last|the previous|the coming|the same)"
_DAY_PART: Final = r"(?P<part>last|this|next|late|early|earlier|the previous|the following)"

#: Rule name -> pattern, tried in this order at each place; the longest rule that starts first wins.
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("iso", r"(?P<year>(?:1[89]|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)"),
    ("day", rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?{_AFTER_DAY}"),
    ("day", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    (
        "month",
        rf"(?:(?P<part>early|mid|late|last|this|next)[ -](?:in )?)?{_MONTH}(?:,? (?:of )?{_YEAR})?",
    ),
    ("decade", rf"(?:{_PART}[ -])?(?:the )?(?P<decade>(?:1[89]|20)\d0)s"),
    ("weekday", rf"(?:{_DAY_PART} (?:on )?)?{_WEEKDAY}"),
    ("near", rf"(?P<near>{_NEAR})"),
    ("earlier", r"earlier (?:in the|in this|this|that) (?P<unit>week|month|year)"),
    ("relative", rf"{_LAST_NEXT} (?P<unit>week|month|year|weekend)(?! of)"),
    (
        "ago",
        rf"(?:about |around |approximately |nearly |almost )?{_COUNT} {_UNIT} (?:ago|earlier|before)",
    ),
    ("span", rf"(?:for|over|in|during) the (?:last|past) (?:{_COUNT} )?{_UNIT}"),
    ("later", rf"{_COUNT} {_UNIT} (?:later|after)"),
    ("year", rf"(?:{_PART}[ -])?{_YEAR}"),
)
_RULES: Final = tuple((name, re.compile(rf"\b{body}\b", re.IGNORECASE)) for name, body in _PATTERNS)
_YEAR_LEAD: Final = word_classes()["year lead"]
_ODD: Final = re.compile(r"\b(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Days:
    """A resolved expression: characters ``[start, stop)``, inclusive days, how coarse, and its basis.

    ``open_ended`` marks "since ...": the last day is not told. ``leans`` marks words that count from the
    day told before ("the previous day", "three years later"): a unit and how many of it.
    """

    start: int
    stop: int
    first: date | None
    last: date | None
    granularity: Granularity
    basis: DayBasis
    open_ended: bool = False
    leans: tuple[str, int] | None = None


def find_days(text: str, published: date | None, offset: int = 0) -> tuple[Days, ...]:
    """Every date expression in ``text``, in order, not overlapping; positions shifted by ``offset``."""
    found: list[Days] = []
    taken = 0
    matches = sorted(
        (
            (match.start(), -match.end(), order, name, match)
            for order, (name, rule) in enumerate(_RULES)
            for match in rule.finditer(text)
        ),
        key=lambda item: item[:3],
    )
    for start, negative_stop, _, name, match in matches:
        if start < taken:
            continue
        days = _resolve(name, match, text, published)
        if days is not None:
            found.append(_shifted(days, offset))
            taken = -negative_stop
    found.extend(_shifted(days, offset) for days in _odd(text))
    return tuple(sorted(found, key=lambda days: days.start))


def _shifted(days: Days, offset: int) -> Days:
    return Days(
        days.start + offset, days.stop + offset, days.first, days.last, days.granularity,
        days.basis, days.open_ended, days.leans,
    )  # fmt: skip


def _resolve(name: str, match: re.Match[str], text: str, published: date | None) -> Days | None:
    groups = {key: (value or "").lower() for key, value in match.groupdict().items()}
    start, stop = match.span()
    lead = text[max(0, start - 24) : start].lower().split()
    before = lead[-1] if lead else ""
    if before == "the" and len(lead) > 1:
        before = lead[-2]
    if name == "near" and groups["near"] in _LEANING:
        return Days(
            start, stop, None, None, "day", "relative", leans=("day", _LEANING[groups["near"]])
        )
    if name == "later":
        count = _count(groups["count"])
        return Days(start, stop, None, None, "year", "relative", leans=(groups["unit"], count))
    if name == "month" and not _is_month(match, groups, before):
        return None
    if name == "year" and before not in _YEAR_LEAD and not groups["part"]:
        return None
    try:
        made = _MAKERS[name](groups, published)
    except (OverflowError, ValueError):
        return None  # before year 1 or after year 9999: no day of ours
    if made is None:
        return None
    first, last, granularity, basis = made
    open_ended = before == "since"
    return Days(start, stop, first, None if open_ended else last, granularity, basis, open_ended)


def _is_month(match: re.Match[str], groups: dict[str, str], before: str) -> bool:
    """Whether "May" or "march" is the month: capital, and either qualified or after a word of time."""
    if groups["month"] not in ("may", "march", "mar", "jan", "dec", "sep", "apr"):
        return True
    if match.group("month")[0].islower():
        return False
    if groups["part"] or groups["year"]:
        return True
    return groups["month"] in ("march", "may") and before in _YEAR_LEAD | {"last", "this"}


_LEANING: Final = {
    "the previous day": -1, "the day before": -1, "the next day": 1, "the following day": 1,
    "the same day": 0, "that day": 0, "that same day": 0, "the next morning": 1,
}  # fmt: skip
_Made = tuple[date, date, Granularity, DayBasis]


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def _iso(groups: dict[str, str], published: date | None) -> _Made | None:
    del published
    return _one_day(int(groups["year"]), int(groups["m"]), int(groups["day"]), "stated")


def _one_day(year: int, month: int, day: int, basis: DayBasis) -> _Made | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made, made, "day", basis


def _month_number(word: str) -> int:
    return _MONTHS[word.rstrip(".")]


def _day(groups: dict[str, str], published: date | None) -> _Made | None:
    month, day = _month_number(groups["month"]), int(groups["day"])
    if groups["year"]:
        return _one_day(int(groups["year"]), month, day, "stated")
    if published is None:
        return None
    # Without a year the nearest such day counts; a report looks back far more than it looks ahead.
    made = _one_day(published.year, month, day, "stated")
    if made is not None and made[0] > published + timedelta(days=60):
        return _one_day(published.year - 1, month, day, "stated")
    return made


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month(groups: dict[str, str], published: date | None) -> _Made | None:
    month = _month_number(groups["month"])
    part = groups["part"]
    if groups["year"]:
        year = int(groups["year"])
    elif published is None:
        return None
    elif part == "next":
        year = published.year + (month <= published.month)
    else:
        year = published.year - (month > published.month)
        if part == "last" and month == published.month:
            year -= 1
    first, last = month_days(year, month)
    if part == "early":
        last = first + timedelta(days=9)
    elif part == "mid":
        first, last = first + timedelta(days=10), first + timedelta(days=19)
    elif part == "late":
        first = first + timedelta(days=20)
    basis: DayBasis = "relative" if part in ("last", "this", "next") else "stated"
    return first, last, "month", basis


def _decade(groups: dict[str, str], published: date | None) -> _Made | None:
    del published
    start = int(groups["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(groups["part"], (0, 9))
    return date(start + low, 1, 1), date(start + high, 12, 31), "range", "stated"


def _weekday(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    back = (published.weekday() - _DAYS[groups["weekday"]]) % 7
    if groups["part"] in ("next", "the following"):
        made = published + timedelta(days=(7 - back) if back else 7)
    elif groups["part"] in ("last", "the previous") and back == 0:
        made = published - timedelta(days=7)
    else:
        made = published - timedelta(days=back)
    return made, made, "day", "relative"


def _near(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(groups["near"], 0)
    made = published + timedelta(days=shift)
    return made, made, "day", "relative"


def _earlier(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    first = {
        "week": published - timedelta(days=published.weekday()),
        "month": published.replace(day=1),
        "year": published.replace(month=1, day=1),
    }[groups["unit"]]
    return first, published, "range", "relative"


def _relative(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    step = {
        "last": -1,
        "the past": -1,
        "the last": -1,
        "the previous": -1,
        "next": 1,
        "the coming": 1,
    }
    shift = step.get(groups["part"], 0)
    unit = groups["unit"]
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return first, monday + timedelta(days=6), "week", "relative"
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        first, last = month_days(index // 12, index % 12 + 1)
        return first, last, "month", "relative"
    year = published.year + shift
    return date(year, 1, 1), date(year, 12, 31), "year", "relative"


def _years_back(day: date, years: int) -> date:
    year = max(1, day.year - years)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _ago(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    count, unit = _count(groups["count"]), groups["unit"]
    if unit == "hour":
        made = published - timedelta(days=count // 24)
        return made, made, "day", "relative"
    if unit == "day":
        made = published - timedelta(days=count)
        return made, made, "day", "relative"
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return middle - timedelta(days=1), middle + timedelta(days=1), "week", "relative"
    if unit == "month":
        index = published.year * 12 + published.month - 1 - count
        first, last = month_days(index // 12, index % 12 + 1)
        return first, last, "month", "relative"
    years = count * (10 if unit == "decade" else 1)
    year = max(1, published.year - years)
    return date(year, 1, 1), date(year, 12, 31), "year", "relative"


def _span(groups: dict[str, str], published: date | None) -> _Made | None:
    if published is None:
        return None
    count, unit = _count(groups["count"] or "one"), groups["unit"]
    if unit in ("hour", "day", "week"):
        length = {"hour": 0, "day": count, "week": 7 * count}[unit]
        return published - timedelta(days=length), published, "range", "relative"
    if unit == "month":
        return published - timedelta(days=30 * count), published, "range", "relative"
    years = count * (10 if unit == "decade" else 1)
    return _years_back(published, years), published, "range", "relative"


def _year(groups: dict[str, str], published: date | None) -> _Made | None:
    del published
    year = int(groups["year"])
    low, high = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}.get(groups["part"], (1, 12))
    return date(year, low, 1), month_days(year, high)[1], "year", "stated"


_MAKERS: Final = {
    "iso": _iso, "day": _day, "month": _month, "decade": _decade, "weekday": _weekday, "near": _near,
    "earlier": _earlier, "relative": _relative, "ago": _ago, "span": _span, "year": _year,
}  # fmt: skip


def _odd(text: str) -> Iterator[Days]:
    """Dates in figures ("3/10/2018") that only ``dateparser`` knows how to take apart."""
    for match in _ODD.finditer(text):
        # Imported only here: it costs a third of a second and almost no report needs it.
        import dateparser  # noqa: PLC0415

        parsed = dateparser.parse(
            match.group(),
            languages=["en"],
            settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]},
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
        if year > date.max.year:
            return None
        first, last = date(year, 1, 1), date(year, 12, 31)
    else:
        first = last = anchor
    return Days(days.start, days.stop, first, last, days.granularity, "relative")
