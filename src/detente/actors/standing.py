"""What a person's posts say about a day: in office, out of it, not yet, or not known.

A post without a last day is trusted only as long as a source saw it. After that its sector is still
the likeliest, but no current office is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from detente.actors.offices import office_class

_RANK: Final[dict[str, int]] = {
    "SL": 12, "HOS": 11, "HOG": 10, "SG": 9, "VP": 8, "FM": 7, "DM": 7, "NSA": 6, "CCS": 6, "SPOX": 5, "HEIR": 6,
    "DPM": 5, "IM": 5, "FIN": 5, "CB": 5, "COS": 6, "JM": 4, "SPEAKER": 5, "UNR": 5, "AMB": 5, "MIN": 4, "LEG": 2,
}  # fmt: skip
#: How long after it was last seen an open post still tells the likeliest sector, in YYYYMMDD steps.
_STALE_YEARS: Final[int] = 60000


#: For this many days the news tells of the death of one who held an office.
_NEWS_DAYS: Final[int] = 31
#: Sectors that end with the post; a journalist, a rebel or a businessman stays one.
_ENDS: Final[frozenset[str]] = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "IGO", "JUD", "UNK"})


class Standing(NamedTuple):
    """One person on one day. ``state``: current, stale, former, future or unknown."""

    state: str
    post: Sequence[Any] | None
    sector: str
    country: str

    @property
    def role(self) -> str:
        """The office held on that day; empty unless it is known to be held."""
        return str(self.post[0]) if self.post is not None and self.state == "current" else ""


def number(day: date) -> int:
    """A day as YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def as_date(value: int) -> date | None:
    """YYYYMMDD as a day; None for 0."""
    return date(value // 10000, value // 100 % 100, value % 100) if value else None


def holds(post: Sequence[Any], when: int) -> bool:
    """Whether a source says that the post was held on that day."""
    first, last, observed = post[4], post[5], post[6]
    if first and first > when:
        return False
    if last:
        return bool(when <= last and (first or when > last - 40000))
    since = first or (
        observed - 10000 if observed else 0
    )  # an undated start counts for the year before it was seen
    return bool(since and since <= when <= observed)


def stale(post: Sequence[Any], when: int) -> bool:
    """Whether the post was open when last seen, some time before that day."""
    return bool(post[4] and not post[5] and post[6] < when <= (post[6] or post[4]) + _STALE_YEARS)


def long_over(post: Sequence[Any], when: int) -> bool:
    """Whether a post ended more than half a year before that day."""
    end = as_date(int(post[5] or 0))
    today = as_date(when)
    return end is not None and today is not None and (today - end).days > 183


def just_over(post: Sequence[Any], when: int) -> bool:
    """Whether a post ended so few days before that day that the news still tells of it."""
    end = as_date(int(post[5] or 0))
    today = as_date(when)
    return end is not None and today is not None and 0 <= (today - end).days <= _NEWS_DAYS


def weight(post: Sequence[Any]) -> tuple[int, int]:
    """Which of several posts speaks for a person: the higher office, then the later one."""
    return _RANK.get(post[1], 3), int(post[4])


def sector_on(row: dict[str, Any], when: int | None) -> str:
    """The sector of a body on a day: a party is the government's while it governs, and untold without a day."""
    spells = row.get("gov")
    if spells is None:
        return str(row["s"])
    if when is None:
        return "UNK"
    governs = any(first <= when and (not last or when <= last) for first, last in spells)
    return "GOV" if governs else "OPP"


def in_office(post: Sequence[Any]) -> str:
    """The sector of a post while it is held: whoever heads a state is its government, crowned or not."""
    return "GOV" if post[1] == "HOS" and post[3] in ("ELI", "UNK") else str(post[3])


def standing(row: dict[str, Any], when: int | None) -> Standing:
    """The standing of a person's row on a day; ``when`` None is an undated report."""
    posts = row.get("p") or []
    if not posts:
        return Standing("unknown", None, row["s"], row["c"])
    if when is None:
        best = max(posts, key=lambda post: (_RANK.get(post[1], 3), not post[5], post[4]))
        return Standing("undated", best, in_office(best), best[2])
    current = [post for post in posts if holds(post, when)]
    if current:
        best = max(current, key=weight)
        sector = in_office(best)
        if sector == "OPP" and "gov" in row:
            sector = sector_on(row, when)  # who leads a party that governs
        return Standing("current", best, sector, best[2])
    open_posts = [post for post in posts if stale(post, when)]
    if open_posts:
        best = max(open_posts, key=lambda post: (post[4], weight(post)))
        later = [post for post in posts if post[5] and best[6] < post[5] <= when]
        if not later:
            return Standing("stale", best, best[3], best[2])
    past = [post for post in posts if (post[5] or post[6] or post[4]) <= when]
    if past:
        best = max(past, key=lambda post: (post[5] or post[6] or post[4], weight(post)))
        return Standing("former", best, "ELI" if best[3] in _ENDS else best[3], best[2])
    best = min(posts, key=lambda post: post[4] or 99999999)
    return Standing("future", best, "ELI", best[2])


def held_class(row: dict[str, Any], title: str, when: int | None) -> Sequence[Any] | None:
    """The post of a person that a title in the text names, as close to the day as can be."""
    wanted = office_class(title)
    posts = [post for post in row.get("p") or [] if post[1] == wanted]
    if not posts:
        return None
    chosen: Sequence[Any]
    if when is None:
        chosen = max(posts, key=weight)
        return chosen
    chosen = min(
        posts,
        key=lambda post: 0 if holds(post, when) else abs((post[5] or post[6] or post[4]) - when),
    )
    return chosen
