"""News sentences of our own with their events marked: what the coder's heads learn words and borders from.

``written/*.txt`` hold one item a line. ``{KEYS|words}`` marks words; keys are parted by commas: ``i1`` and ``r1``
are initiator and recipient of the item's first event, ``t1:ACCUSE`` is its trigger, ``m`` an actor who is
party to nothing. Every event of the sixteen types in an item is marked, so what is not marked is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "written"
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_KEY = re.compile(r"([irt])(\d+)(?::([A-Z]+))?|m")

Span = tuple[int, int]


@dataclass
class Act:
    """One event of an item: its type and where trigger and parties stand, in code points."""

    type: str = ""
    trigger: list[Span] = field(default_factory=list)
    initiators: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """One item: its plain text, its events, and actors that are party to none."""

    name: str
    text: str
    acts: tuple[Act, ...]
    bystanders: tuple[Span, ...]


class WrittenError(ValueError):
    """A line that does not follow the format; says which and why."""


def unmarked(marked: str) -> tuple[str, list[tuple[Span, list[str]]]]:
    """The text without its marks, and of each mark where its words stand and its keys, in reading order."""
    marks: list[tuple[Span, list[str]]] = []
    text, end = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        span = (len(text), len(text) + len(mark.group(2)))
        text += mark.group(2)
        end = mark.end()
        marks.append((span, [key.strip() for key in mark.group(1).split(",")]))
    return text + marked[end:], marks


def parse(name: str, line: str) -> Item:
    """One line of a file as an item. Raises :class:`WrittenError` where the line breaks the format."""
    acts: dict[str, Act] = {}
    bystanders: list[Span] = []
    text, marks = unmarked(line)
    for span, keys in marks:
        for key in keys:
            known = _KEY.fullmatch(key)
            if known is None:
                raise WrittenError(f"{name}: unknown key {key!r}")
            if known.group(0) == "m":
                bystanders.append(span)
                continue
            role, number, kind = known.groups()
            act = acts.setdefault(number, Act())
            {"i": act.initiators, "r": act.recipients, "t": act.trigger}[role].append(span)
            if role == "t":
                if kind not in TYPES or act.type not in ("", kind):
                    raise WrittenError(f"{name}: trigger {number} has type {kind!r}")
                act.type = kind
    if "{" in text or "}" in text or "|" in text:
        raise WrittenError(f"{name}: braces do not balance")
    for number, act in acts.items():
        if not act.trigger:
            raise WrittenError(f"{name}: event {number} has no trigger")
    return Item(name, text, tuple(acts.values()), tuple(bystanders))


def load(folder: Path = FOLDER) -> Iterator[Item]:
    """Every item of every file, in the order of names and lines."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield parse(f"{path.stem}:{number}", line.strip())
