"""Days as the tables write them."""

from __future__ import annotations

import re

_DAY = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def day(text: str, last: bool = False) -> int:
    """ISO day, month or year as YYYYMMDD, the end of the period with ``last``; 0 when empty or unknown."""
    match = _DAY.match(text.strip())
    if not match:
        return 0
    year, month, number = match.groups()
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    whole_month = int(month) if month and month != "00" else (12 if last else 1)
    if not 1 <= whole_month <= 12:
        return 0
    longest = lengths[whole_month - 1]
    whole_day = int(number) if number and number != "00" else (longest if last else 1)
    return int(year) * 10000 + whole_month * 100 + whole_day if 1 <= whole_day <= longest else 0
