"""What plain text and markup both come down to, before there is an article."""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.dates import UNKNOWN, Found
from detente.records import Furniture


@dataclass(frozen=True, slots=True)
class Draft:
    """An article without an identifier. ``paragraphs`` begin with the title where there is one."""

    paragraphs: tuple[str, ...]
    title: str = ""
    url: str = ""
    outlet: str = ""
    byline: str = ""
    published: Found = UNKNOWN
    previous_title: str = ""
    next_title: str = ""
    furniture: tuple[Furniture, ...] = ()
