"""The words that tell a day: names, numbers and one pattern for each way to say when."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = {
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
WEEKDAYS: Final = {
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
} | {"a": 1, "an": 1, "couple of": 2}

_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY: Final = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_COUNT: Final = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple of)"
_UNIT: Final = r"(?P<unit>day|week|month|year|decade|hour)s?"
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"

_WHICH_YEAR: Final = r"(?: (?:of )?(?P<which>this|last) year)?"

_NEAR: Final = "|".join(
    (
        "yesterday", "today", "tomorrow", "tonight", "overnight", "last night", "this morning",
        "this evening", "this afternoon", "the previous day", "the day before", "the next day",
        "the following day", "the same day", "that day", "that same day", "the next morning",
        "earlier today", "earlier that day", "later that day",
    )
)  # fmt: skip
_PART: Final = r"(?P<part>early|mid|late|end of|beginning of|start of)"
_PART_OF: Final = r"(?P<of>early|mid|late|end of|beginning of|start of)"
_AFTER_DAY: Final = r"(?!\d|[:,.]\d| (?:people|percent|million))"
_LAST_NEXT: Final = r"(?P<part>last|this|next|the past|the last|the previous|the coming|the same)"
_DAY_PART: Final = r"(?P<part>last|this|next|late|early|earlier|the previous|the following)"

#: Rule name -> pattern, tried in this order at each place; the longest rule that starts first wins.
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("iso", r"(?P<year>(?:1[89]|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)"),
    (
        "day",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?{_WHICH_YEAR}{_AFTER_DAY}",
    ),
    ("day", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?{_WHICH_YEAR}"),
    (
        "month",
        rf"(?:(?P<part>early|mid|late|last|this|next|end of|end|beginning of|start of)[ -](?:in )?)?{_MONTH}(?:,? (?:of )?{_YEAR})?{_WHICH_YEAR}",
    ),
    ("century", r"(?:the )?(?P<century>1[5-9]|20)th[ -]century"),
    ("decade", r"(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<decade>(?:1[89]|20)\d0)s"),
    ("weekday", rf"(?:{_DAY_PART} (?:on )?)?{_WEEKDAY}"),
    ("near", rf"(?P<near>{_NEAR})"),
    ("earlier", r"earlier (?:in the|in this|this|that) (?P<unit>week|month|year)"),
    ("relative", rf"(?:{_PART_OF}[ -])?{_LAST_NEXT} (?P<unit>week|month|year|weekend)(?! of|end)"),
    ("weekend", r"(?:this past|past|this|the|last) weekend"),
    ("season", r"(?P<part>last|this|next) (?P<season>spring|summer|autumn|fall)"),
    ("season", rf"(?P<season>spring|summer|autumn|fall)(?: of)? {_YEAR}"),
    (
        "ago",
        rf"(?:about |around |approximately |nearly |almost )?{_COUNT} {_UNIT} ago",
    ),
    ("span", rf"(?:for|over|in|during) the (?:last|past) (?:{_COUNT} )?{_UNIT}"),
    ("later", rf"{_COUNT} {_UNIT} (?:later|after)"),
    ("sooner", rf"{_COUNT} {_UNIT} (?:earlier|before(?! \w))"),
    ("year", rf"(?:{_PART}[ -])?{_YEAR}"),
)
RULES: Final = tuple((name, re.compile(rf"\b{body}\b", re.IGNORECASE)) for name, body in _PATTERNS)

#: Words that count from the day told before: how many days from it.
LEANING: Final = {
    "the previous day": -1, "the day before": -1, "the next day": 1, "the following day": 1,
    "the same day": 0, "that day": 0, "that same day": 0, "the next morning": 1,
    "earlier that day": 0, "later that day": 0,
}  # fmt: skip


def number_of(word: str) -> int:
    """The number in figures or words, in lower case; 0 for a word that is none."""
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its short form, with or without a dot, in lower case."""
    return MONTHS[word.rstrip(".")]
