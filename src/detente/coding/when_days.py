"""From the words of an expression to its days, against the day of the report: one function a pattern.

Weeks run from Monday to Sunday (READING.md 6.22). A function gives None where the day of the report is needed
and not known, or where no such day exists.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

from detente.coding.when_words import WEEKDAYS, month_number, number_of
from detente.records import DayBasis

Granularity = Literal["day", "week", "month", "year", "range"]

_PART: Final = {"end of": "late", "end": "late", "beginning of": "early", "start of": "early"}
"""Other words for the parts of a week, month or year."""
_PARTS_OF_YEAR: Final = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
"""First and last month of a part of a year (READING.md 6.13)."""
_PARTS_OF_MONTH: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_PARTS_OF_WEEK: Final = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}
"""First and last day of a part of a month, and of a week as counted from Monday."""
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""The month a season of three months begins with."""
#: First day, last day, how coarse, and whether the words state it or count from the report's day.
Made = tuple[date, date, Granularity, DayBasis]


def _iso(groups: dict[str, str], published: date | None) -> Made | None:
    del published
    return _one_day(int(groups["year"]), int(groups["m"]), int(groups["day"]), "stated")


def _one_day(year: int, month: int, day: int, basis: DayBasis) -> Made | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made, made, "day", basis


def _day(groups: dict[str, str], published: date | None) -> Made | None:
    month, day = month_number(groups["month"]), int(groups["day"])
    if groups["year"]:
        return _one_day(int(groups["year"]), month, day, "stated")
    if published is None:
        return None
    if groups["which"]:
        return _one_day(published.year - (groups["which"] == "last"), month, day, "stated")
    # Without a year the nearest such day counts; a report looks back far more than it looks ahead.
    made = _one_day(published.year, month, day, "stated")
    if made is not None and made[0] > published + timedelta(days=60):
        return _one_day(published.year - 1, month, day, "stated")
    return made


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month(groups: dict[str, str], published: date | None) -> Made | None:
    month = month_number(groups["month"])
    part = _PART.get(groups["part"], groups["part"])
    if groups["year"]:
        year = int(groups["year"])
    elif published is None:
        return None
    elif groups["which"]:
        year = published.year - (groups["which"] == "last")
    elif part == "next":
        year = published.year + (month <= published.month)
    else:
        year = published.year - (month > published.month)
        if part == "last" and month == published.month:
            year -= 1
    first, last = _part_of_month(*month_days(year, month), part)
    basis: DayBasis = "relative" if part in ("last", "this", "next") else "stated"
    return first, last, "month", basis


def _part_of_month(first: date, last: date, part: str) -> tuple[date, date]:
    low, high = _PARTS_OF_MONTH.get(part, (1, 31))
    return first.replace(day=low), first.replace(day=min(high, last.day))


def _decade(groups: dict[str, str], published: date | None) -> Made | None:
    del published
    start = int(groups["decade"])
    if start % 100 == 0 and start < 2000:  # "the 1800s" are the century
        return date(start + 1, 1, 1), date(start + 100, 12, 31), "range", "stated"
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(groups["part"], (0, 9))
    return date(start + low, 1, 1), date(start + high, 12, 31), "range", "stated"


def _century(groups: dict[str, str], published: date | None) -> Made | None:
    del published
    start = (int(groups["century"]) - 1) * 100
    return date(start + 1, 1, 1), date(start + 100, 12, 31), "range", "stated"


def _weekday(groups: dict[str, str], published: date | None) -> Made | None:
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS[groups["weekday"]]) % 7
    if groups["part"] in ("next", "the following"):
        made = published + timedelta(days=(7 - back) if back else 7)
    elif groups["part"] in ("last", "the previous") and back in (0, 1):
        # Nobody calls yesterday "last Wednesday".
        made = published - timedelta(days=back + 7)
    else:
        made = published - timedelta(days=back)
    return made, made, "day", "relative"


def _near(groups: dict[str, str], published: date | None) -> Made | None:
    if published is None:
        return None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(groups["near"], 0)
    made = published + timedelta(days=shift)
    return made, made, "day", "relative"


def _earlier(groups: dict[str, str], published: date | None) -> Made | None:
    if published is None:
        return None
    first = {
        "week": published - timedelta(days=published.weekday()),
        "month": published.replace(day=1),
        "year": published.replace(month=1, day=1),
    }[groups["unit"]]
    return first, published, "range", "relative"


def _relative(groups: dict[str, str], published: date | None) -> Made | None:
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
    unit, part = groups["unit"], _PART.get(groups["of"], groups["of"])
    if unit == "weekend":
        return _weekend_of(published, shift)
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        begin, end = _PARTS_OF_WEEK.get(part, (0, 6))
        return monday + timedelta(days=begin), monday + timedelta(days=end), "week", "relative"
    if unit == "month":
        first, last = _part_of_month(*_months_off(published, shift), part)
        return first, last, "month", "relative"
    year = published.year + shift
    low, high = _PARTS_OF_YEAR.get(part, (1, 12))
    return date(year, low, 1), month_days(year, high)[1], "year", "relative"


def _weekend(groups: dict[str, str], published: date | None) -> Made | None:
    """The weekend that a report speaks of: the last one, or the one it is written in."""
    del groups
    return None if published is None else _weekend_of(published, 0)


def _weekend_of(published: date, shift: int) -> Made:
    """The last weekend is "last weekend", and mostly "this weekend" too; "next" is the first to come."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if shift > 0 or (shift < 0 and published.weekday() >= 5):
        saturday += timedelta(weeks=shift)
    return saturday, saturday + timedelta(days=1), "week", "relative"


def _season(groups: dict[str, str], published: date | None) -> Made | None:
    month = _SEASONS[groups["season"]]
    basis: DayBasis = "relative"
    if groups.get("year"):
        year, basis = int(groups["year"]), "stated"
    elif published is None:
        return None
    else:
        year = published.year
        if groups["part"] == "last" and published.month < month + 3:
            year -= 1
        elif groups["part"] == "next" and published.month >= month:
            year += 1
    return date(year, month, 1), month_days(year, month + 2)[1], "range", basis


def _months_off(day: date, months: int) -> tuple[date, date]:
    """First and last day of the month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return month_days(index // 12, index % 12 + 1)


def _months_back(day: date, months: int) -> date:
    """The same day of a month so many months before."""
    first, last = _months_off(day, -months)
    return first.replace(day=min(day.day, last.day))


def _years_back(day: date, years: int) -> date:
    year = max(1, day.year - years)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _ago(groups: dict[str, str], published: date | None) -> Made | None:
    if published is None:
        return None
    count, unit = number_of(groups["count"]), groups["unit"]
    if unit == "hour":
        made = published - timedelta(days=count // 24)
        return made, made, "day", "relative"
    if unit == "day":
        made = published - timedelta(days=count)
        return made, made, "day", "relative"
    if unit == "week":
        made = published - timedelta(weeks=count)
        return made, made, "week", "relative"
    if unit == "month":
        made = _months_back(published, count)
        return made, made, "month", "relative"
    years = count * (10 if unit == "decade" else 1)
    year = max(1, published.year - years)
    return date(year, 1, 1), date(year, 12, 31), "year", "relative"


def _span(groups: dict[str, str], published: date | None) -> Made | None:
    if published is None:
        return None
    count, unit = number_of(groups["count"] or "one"), groups["unit"]
    if unit in ("hour", "day", "week"):
        length = {"hour": 0, "day": count, "week": 7 * count}[unit]
        return published - timedelta(days=length), published, "range", "relative"
    if unit == "month":
        return _months_back(published, count), published, "range", "relative"
    years = count * (10 if unit == "decade" else 1)
    return _years_back(published, years), published, "range", "relative"


def _year(groups: dict[str, str], published: date | None) -> Made | None:
    del published
    year = int(groups["year"])
    low, high = _PARTS_OF_YEAR.get(_PART.get(groups["part"], groups["part"]), (1, 12))
    return date(year, low, 1), month_days(year, high)[1], "year", "stated"


MAKERS: Final = {
    "iso": _iso, "day": _day, "month": _month, "decade": _decade, "century": _century, "weekday": _weekday, "near": _near,
    "earlier": _earlier, "relative": _relative, "weekend": _weekend, "season": _season, "ago": _ago, "span": _span, "year": _year,
}  # fmt: skip
