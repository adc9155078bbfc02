"""JSON texts -> pages: an object a line, a list of them, or one; each keeps its own identifier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.errors import SourceEmpty, SourceError, SourceTooLarge, SourceUnreadable
from detente.reading.dates import parse_day
from detente.reading.decode import decode
from detente.records import Page
from detente.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a line of one, that gave no page. ``name`` is what to call it in a message."""

    name: str
    error: SourceError


def holds_json_lines(content: bytes) -> bool:
    """Whether the first line of ``content`` is a JSON object with a text."""
    first = content.lstrip()[:1]
    if first != b"{":
        return False
    try:
        values = json.loads(content.lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and "text" in values


def json_whole(name: str, content: bytes, limits: ReadingSettings) -> Iterator[Page | Failure]:
    """The page or pages in a JSON file: an object, a list of objects, or an object a line.

    Raises:
        SourceUnreadable: none of these.
    """
    try:
        values = json.loads(decode(content))
    except (ValueError, RecursionError) as error:
        if b"\n" in content.strip():
            # Many tools write JSON lines under the suffix .json.
            yield from json_lines(name, iter(content.splitlines(keepends=True)), limits)
            return
        raise SourceUnreadable(
            f"{name} is not JSON: {error}", "a JSON object with a text"
        ) from error
    for number, item in enumerate(values if isinstance(values, list) else [values], start=1):
        where = f"{name}, item {number}" if isinstance(values, list) else name
        yield _guarded(item, where)


def json_lines(
    name: str, lines: Iterable[bytes], limits: ReadingSettings
) -> Iterator[Page | Failure]:
    """A page for each line, or a failure that names the line.

    Raises:
        SourceEmpty: there is no line.
    """
    seen = False
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        seen = True
        where = f"{name}, line {number}"
        try:
            if len(line) > limits.max_bytes:
                raise SourceTooLarge(
                    f"{where} has {len(line):,} bytes", f"at most {limits.max_bytes:,}"
                )
            values = json.loads(line)
        except SourceError as error:
            yield Failure(where, error)
        except (ValueError, RecursionError) as error:
            cause = str(error)[:160]
            yield Failure(
                where, SourceUnreadable(f"{where} is not JSON ({cause})", "one JSON object a line")
            )
        else:
            yield _guarded(values, where)
    if not seen:
        raise SourceEmpty(f"{name} is empty", "one JSON object a line")


def _guarded(values: object, where: str) -> Page | Failure:
    try:
        return _page_of_record(values, where)
    except SourceError as error:
        return Failure(where, error)


def _page_of_record(values: object, where: str) -> Page:
    if not isinstance(values, dict):
        raise SourceUnreadable(f"{where} holds a {type(values).__name__}", 'an object with "text"')
    texts: dict[str, str] = {}
    for key in ("text", "article_id", "title", "url", "outlet"):
        value = values.get(key)
        if key == "article_id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise SourceUnreadable(f'{where}: "{key}" is {str(value)[:40]!r}', "a string")
        texts[key] = value or ""
    if not texts["text"].strip():
        raise SourceEmpty(f'{where} has no "text"', 'an object with a non-empty "text"')
    return Page(
        name=texts["article_id"] or where,
        content=texts["text"],
        article_id=texts["article_id"],
        url=texts["url"],
        outlet=texts["outlet"],
        title=texts["title"],
        published=_published(values.get("published"), where),
        clean=values.get("clean") is True,
    )


def _published(value: object, where: str) -> date | None:
    if value is None or value == "":
        return None
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        raise SourceUnreadable(
            f'{where}: "published" is {str(value)[:40]!r}', "a day such as 2024-03-01, or null"
        )
    return day
