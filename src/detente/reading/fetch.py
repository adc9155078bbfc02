"""One page from the internet, when asked: politely, within limits, never from the inside network.

Standard library only. Proxies from the environment are not used: the address that was checked must
be the address that is spoken to.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from detente.errors import (
    FetchRefused,
    SourceError,
    SourceNotFound,
    SourceTooLarge,
    SourceUnreadable,
)
from detente.reading.addresses import Target, check
from detente.records import Page
from detente.settings import ReadingSettings

AGENT: Final = "detente"
_USER_AGENT: Final = f"Mozilla/5.0 (compatible; {AGENT}/0.1)"
_MOST_REDIRECTS: Final = 5
_MOST_ROBOTS_BYTES: Final = 512 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TEXTUAL: Final = (
    "text/", "application/xhtml+xml", "application/xml", "application/json", "application/x-ndjson",
    "application/jsonl", "application/ld+json",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    media_type: str
    location: str
    content: bytes


def fetch(url: str, settings: ReadingSettings | None = None) -> Page:
    """The page at ``url``; its ``url`` is where the redirects ended.

    Raises:
        FetchRefused: not http(s), a private address, against robots.txt, or redirected too often.
        SourceNotFound: no such host, or an answer of 404 or 410.
        SourceTooLarge: over ``settings.max_bytes``, also after unpacking.
        SourceUnreadable: no answer in time, an error answer, or not text.
    """
    limits = settings or ReadingSettings()
    deadline = time.monotonic() + limits.timeout_seconds
    robots: dict[str, RobotFileParser] = {}
    address = url
    for _ in range(_MOST_REDIRECTS + 1):
        target = check(address, allow_private=limits.allow_private)
        if limits.respect_robots:
            _ask_robots(target, limits, deadline, robots)
        answer = _get(target, limits.max_bytes, deadline)
        if answer.status in _REDIRECTS and answer.location:
            address = urljoin(target.url, answer.location)
            continue
        return _page(url, address, answer)
    raise FetchRefused(
        f"{url} redirects more than {_MOST_REDIRECTS} times", cure="give the final address"
    )


def _page(asked: str, address: str, answer: _Answer) -> Page:
    if answer.status in (404, 410):
        raise SourceNotFound(
            f"there is nothing at {address} (HTTP {answer.status})", cure="check the address"
        )
    if answer.status != 200:
        raise SourceUnreadable(
            f"{address} answers HTTP {answer.status}", "200", "open it in a browser and save it"
        )
    kind = answer.media_type.partition(";")[0].strip().casefold()
    if kind and not kind.startswith(_TEXTUAL):
        raise SourceUnreadable(f"{address} is {kind}", "text, HTML or JSON lines")
    return Page(asked, answer.content, media_type=answer.media_type, url=address)


def _ask_robots(
    target: Target, limits: ReadingSettings, deadline: float, known: dict[str, RobotFileParser]
) -> None:
    parser = known.get(target.origin)
    if parser is None:
        parser = known[target.origin] = _robots(target.origin, limits, deadline)
    if not parser.can_fetch(AGENT, target.url):
        raise FetchRefused(
            f"{target.origin}/robots.txt does not allow {target.url}",
            cure="save the page in a browser and read the file",
        )


def _robots(origin: str, limits: ReadingSettings, deadline: float) -> RobotFileParser:
    """The rules of a host (RFC 9309): none where it has no file, a refusal where it fails."""
    parser = RobotFileParser()
    address = f"{origin}/robots.txt"
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            answer = _get(
                check(address, allow_private=limits.allow_private),
                _MOST_ROBOTS_BYTES,
                deadline,
                cut=True,
            )
        except SourceNotFound:
            raise
        except SourceError as error:
            raise FetchRefused(
                f"{address} cannot be asked: {error.found}",
                cure="try again, or save the page in a browser",
            ) from error
        if answer.status in _REDIRECTS and answer.location:
            address = urljoin(address, answer.location)
            continue
        if answer.status >= 500:
            raise FetchRefused(
                f"{address} answers HTTP {answer.status}", "200 or 404", "try again later"
            )
        rules = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
        parser.parse(rules.splitlines())
        return parser
    raise FetchRefused(
        f"{address} redirects more than {_MOST_REDIRECTS} times", cure="try again later"
    )


def _get(target: Target, most: int, deadline: float, *, cut: bool = False) -> _Answer:
    connection = _connect(target, deadline)
    # A socket's timeout starts anew with every byte; only closing it bounds a server that drips.
    watch = threading.Timer(_remaining(target.url, deadline), _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "User-Agent": _USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
                "Accept-Encoding": "gzip, identity",
                "Accept-Language": "en",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        content = (
            b""
            if response.status in _REDIRECTS
            else _body(response, connection, target.url, most, deadline, cut=cut)
        )
        return _Answer(
            response.status,
            response.getheader("Content-Type") or "",
            response.getheader("Location") or "",
            content,
        )
    except TimeoutError as error:
        raise _too_slow(target.url) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        _remaining(target.url, deadline)
        raise SourceUnreadable(
            f"{target.url} cannot be read ({type(error).__name__}: {error})", cure="try again later"
        ) from error
    finally:
        watch.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(target: Target, deadline: float) -> http.client.HTTPConnection:
    seconds = _remaining(target.url, deadline)
    connection = http.client.HTTPConnection(target.host, target.port, timeout=seconds)
    try:
        plain = socket.create_connection((target.address, target.port), timeout=seconds)
    except TimeoutError as error:
        raise _too_slow(target.url) from error
    except OSError as error:
        raise SourceNotFound(
            f"nothing answers at {target.url} ({error.strerror or error})",
            cure="check the address and the connection",
        ) from error
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
            if target.scheme == "https"
            else plain
        )
    except OSError as error:
        plain.close()
        raise SourceUnreadable(f"no secure connection to {target.url} ({error})") from error
    return connection


def _body(
    response: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    url: str,
    most: int,
    deadline: float,
    *,
    cut: bool,
) -> bytes:
    """The unpacked body, at most ``most`` bytes of it; with ``cut`` the rest is dropped."""
    packing = (response.getheader("Content-Encoding") or "identity").strip().casefold()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise SourceUnreadable(f"{url} is packed as {packing[:40]}", "gzip or plain")
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packing else None
    gathered = bytearray()
    while True:
        seconds = _remaining(url, deadline)
        if connection.sock is not None:
            connection.sock.settimeout(seconds)
        piece = response.read1(64 * 1024)
        if not piece:
            break
        # A gzip bomb unpacks a thousandfold: never ask for more than is still allowed.
        gathered += unpacker.decompress(piece, most + 1 - len(gathered)) if unpacker else piece
        if len(gathered) > most:
            if cut:
                return bytes(gathered[:most])
            raise SourceTooLarge(
                f"{url} has more than {most:,} bytes",
                f"at most {most:,}",
                "raise reading.max_bytes in detente.toml",
            )
    _remaining(url, deadline)
    if response.length or (unpacker is not None and gathered and not unpacker.eof):
        raise SourceUnreadable(f"{url} broke off after {len(gathered):,} bytes", cure="try again")
    return bytes(gathered)


def _remaining(url: str, deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise _too_slow(url)
    return seconds


def _too_slow(url: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"{url} did not answer in time",
        cure="try again, or raise reading.timeout_seconds in detente.toml",
    )
