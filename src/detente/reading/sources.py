"""What a user names -> pages: files, standard input, addresses, texts, JSON lines."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from detente.errors import (
    SourceEmpty,
    SourceError,
    SourceNotFound,
    SourceTooLarge,
    SourceUnreadable,
)
from detente.reading.decode import binary_kind
from detente.reading.jsontext import Failure, holds_json_lines, json_lines, json_whole
from detente.records import Page
from detente.settings import ReadingSettings

__all__ = ["Defaults", "Failure", "open_sources", "page_from"]

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LINES = (".jsonl", ".ndjson")
_HTML = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_WANTED = "a file of text, HTML or JSON lines"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller declares of every source; a JSON line's own values win over these."""

    published: date | None = None
    outlet: str = ""
    title: str = ""
    url: str = ""
    article_id: str = ""
    clean: bool = False

    def of(self, page: Page) -> Page:
        """``page`` with what it does not say itself filled in."""
        return replace(
            page,
            published=page.published or self.published,
            outlet=page.outlet or self.outlet,
            title=page.title or self.title,
            url=page.url or self.url,
            article_id=page.article_id or self.article_id,
            clean=page.clean or self.clean,
        )


def open_sources(
    names: Iterable[str],
    settings: ReadingSettings | None = None,
    *,
    published: date | None = None,
    outlet: str = "",
    title: str = "",
    url: str = "",
    clean: bool = False,
    stdin: IO[bytes] | None = None,
) -> Iterator[Page | Failure]:
    """The pages behind ``names``, in order; what cannot be had comes as a ``Failure`` in its place.

    Args:
        names: file names, ``-`` for standard input, or ``http(s)://`` addresses.
        settings: limits; None for the defaults.
        published: the day to give to pages that do not declare one.
        outlet: the outlet to give to pages that do not declare one.
        title: the title to give to pages that do not declare one.
        url: the address to give to pages that do not declare one.
        clean: take every text as it stands.
        stdin: where ``-`` reads from; None for the process's own standard input.
    """
    limits = settings or ReadingSettings()
    defaults = Defaults(published, outlet, title, url, clean=clean)
    for name in names:
        try:
            for found in _open(name, limits, stdin):
                yield defaults.of(found) if isinstance(found, Page) else found
        except SourceError as error:
            yield Failure(name, error)


def page_from(
    value: str | bytes | os.PathLike[str],
    settings: ReadingSettings | None = None,
    *,
    published: date | None = None,
    outlet: str = "",
    title: str = "",
    url: str = "",
    article_id: str = "",
    clean: bool = False,
) -> Page:
    """The one page ``value`` stands for: a path, an address, text or bytes.

    A ``str`` is a path where such a file exists, or where it is one line without spaces that ends
    in a suffix; an address where it begins with ``http(s)://``; otherwise the text itself.

    Raises:
        SourceError: nothing there, not readable, or more than one report.
    """
    limits = settings or ReadingSettings()
    defaults = Defaults(published, outlet, title, url, article_id, clean)
    if isinstance(value, bytes | bytearray | memoryview):
        return defaults.of(Page("bytes", bytes(value)))
    if isinstance(value, str) and not _names_something(value):
        return defaults.of(Page("text", value))
    found = list(_first_two(_open(os.fspath(value), limits, None)))
    if len(found) > 1:
        raise SourceUnreadable(
            f"{os.fspath(value)} holds more than one report", "one report", "use detente.read_many"
        )
    if isinstance(found[0], Failure):
        raise found[0].error
    return defaults.of(found[0])


def _first_two(items: Iterator[Page | Failure]) -> Iterator[Page | Failure]:
    for count, item in enumerate(items):
        yield item
        if count:
            return


def _names_something(value: str) -> bool:
    if not value or "\n" in value or "\r" in value or "\x00" in value or len(value) > 4096:
        return False
    if _ADDRESS.fullmatch(value.strip()):
        return True
    try:
        if Path(value).exists():
            return True
    except (OSError, ValueError):
        return False
    # Not there, yet it can only have been meant as a file: say that it is missing.
    return re.fullmatch(r"\S*[\w\\/]\.[A-Za-z][A-Za-z0-9]{1,5}", value) is not None


def _open(name: str, limits: ReadingSettings, stdin: IO[bytes] | None) -> Iterator[Page | Failure]:
    if name == "-":
        stream = stdin if stdin is not None else sys.stdin.buffer
        yield from _pages("standard input", _read(stream, "standard input", limits), "", limits)
    elif _ADDRESS.fullmatch(name.strip()):
        from detente.reading.fetch import fetch  # noqa: PLC0415 - ssl is dear, and rarely needed

        yield fetch(name.strip(), limits)
    else:
        yield from _open_file(name, limits)


def _open_file(name: str, limits: ReadingSettings) -> Iterator[Page | Failure]:
    try:
        path = Path(name)
        if path.is_dir():
            raise SourceUnreadable(
                f"{name} is a folder", _WANTED, f"name its files: {name.rstrip('/')}/*.txt"
            )
        if not path.exists():
            raise SourceNotFound(f"there is no file {name}", _WANTED, "check the spelling")
        with path.open("rb") as stream:
            suffix = path.suffix.casefold()
            if suffix in _LINES:
                yield from json_lines(name, stream, limits)
            else:
                yield from _pages(name, _read(stream, name, limits), suffix, limits)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreadable(f"cannot read {name!r}: {reason}", _WANTED) from error


def _read(stream: IO[bytes], name: str, limits: ReadingSettings) -> bytes:
    content = stream.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise SourceTooLarge(
            f"{name} has more than {limits.max_bytes:,} bytes",
            f"at most {limits.max_bytes:,}",
            "split it, or raise reading.max_bytes in detente.toml",
        )
    return content


def _pages(
    name: str, content: bytes, suffix: str, limits: ReadingSettings
) -> Iterator[Page | Failure]:
    if not content.strip():
        raise SourceEmpty(f"{name} is empty", "a news report")
    kind = binary_kind(content)
    if kind:
        raise SourceUnreadable(f"{name} is {kind}", _WANTED, "save it as text first")
    if suffix == ".json":
        yield from json_whole(name, content, limits)
    elif holds_json_lines(content):
        yield from json_lines(name, iter(content.splitlines(keepends=True)), limits)
    else:
        yield Page(name, content, "text/html" if suffix in _HTML else "")
