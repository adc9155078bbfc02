"""What an event concerns: agreements, disputed places and levers named in its sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from detente.coding.rows import rows_of
from detente.records import Mention, Span

#: How many characters beside the evidence still belong to what is told: the rest of its clause.
_REACH: Final = 60


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for table, column in (("places.csv", "place"), ("levers.csv", "lever")):
        for row in rows_of(table):
            for phrase in row["phrases"].split("|"):
                names.setdefault(phrase.lower(), row[column])
    longest_first = sorted(names, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), names


def concerns(
    text: str, sentence: Span, evidence: Span, mentions: tuple[Mention, ...]
) -> tuple[str, ...]:
    """Lower-case names of what the event concerns, in reading order, each once."""
    start = max(sentence.start, evidence.start - _REACH)
    stop = min(sentence.stop, evidence.stop + _REACH)
    pattern, names = _terms()
    found = [
        (match.start() + start, names[match.group()])
        for match in pattern.finditer(text[start:stop].lower())
    ]
    for mention in mentions:
        if mention.kind == "agreement" and start <= mention.span.start < stop:
            found.append((mention.span.start, agreement_name(text, mention)))
    ordered: list[str] = []
    for _, name in sorted(found):
        if name and name not in ordered:
            ordered.append(name)
    return tuple(ordered)


def agreement_name(text: str, mention: Mention) -> str:
    """The actor base's short name for an agreement where it was resolved, else its own words."""
    if mention.actor_id:
        name = mention.actor_id.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
        return name.replace("_", " ").replace("-", " ").lower()
    words = mention.head.quote(text).lower()
    return words.removeprefix("the ")
