"""Fetching, against a server of our own on the loopback address."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import FetchRefused, SourceNotFound, SourceTooLarge, SourceUnreadable
from detente.reading import addresses
from detente.reading.fetch import fetch
from detente.reading.sources import open_sources, page_from
from detente.records import Page
from detente.settings import ReadingSettings

OPEN = ReadingSettings(allow_private=True, timeout_seconds=5, max_bytes=20_000)
ROBOTS = b"User-agent: *\nDisallow: /secret\n"


class Site(BaseHTTPRequestHandler):
    robots_status = 200

    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        if name == "/robots.txt":
            self.answer(self.robots_status, ROBOTS, "text/plain")
        elif name.startswith("/loop"):
            self.redirect("/loop")
        elif name.startswith("/hop"):
            left = int(name[4:])
            self.redirect(f"/hop{left - 1}" if left > 1 else "/page")
        elif name == "/to-secret":
            self.redirect("/secret")
        elif name == "/to-file":
            self.redirect("file:///etc/passwd")
        elif name == "/gzip":
            self.answer(200, gzip.compress(b"packed report"), "text/html", "gzip")
        elif name == "/bomb":
            self.answer(200, gzip.compress(b"0" * 5_000_000), "text/html", "gzip")
        elif name == "/cut-gzip":
            self.answer(200, gzip.compress(b"packed report" * 50)[:-12], "text/html", "gzip")
        elif name == "/br":
            self.answer(200, b"x", "text/html", "br")
        elif name == "/large":
            self.answer(200, b"x" * 20_001, "text/html")
        elif name == "/image":
            self.answer(200, b"x", "image/png")
        elif name == "/broken":
            self.answer(200, b"x", "text/html", length=50)
        elif name == "/drip":
            self.drip()
        elif name == "/page":
            self.answer(200, b"<html>report</html>", "text/html; charset=utf-8")
        else:
            self.answer(500 if name == "/error" else 404, b"", "text/html")

    def answer(
        self, status: int, body: bytes, kind: str, packing: str = "", length: int | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if packing:
            self.send_header("Content-Encoding", packing)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Keep the test output quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_fetched(site: str) -> None:
    page = fetch(f"{site}/page?a=b c".replace(" ", "%20"), OPEN)
    assert page.content == b"<html>report</html>"
    assert page.media_type == "text/html; charset=utf-8"
    assert page.url == page.name == f"{site}/page?a=b%20c"


def test_sources_fetch_when_asked(site: str) -> None:
    assert page_from(f"{site}/page", OPEN).content == b"<html>report</html>"
    (page,) = open_sources([f"{site}/page"], OPEN, url="ignored")
    assert isinstance(page, Page)
    assert page.url == f"{site}/page"


def test_redirects_are_followed_five_times(site: str) -> None:
    assert fetch(f"{site}/hop5", OPEN).url == f"{site}/page"
    with pytest.raises(FetchRefused, match="5 times"):
        fetch(f"{site}/hop6", OPEN)
    with pytest.raises(FetchRefused, match="5 times"):
        fetch(f"{site}/loop", OPEN)


def test_every_hop_is_checked(site: str) -> None:
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetch(f"{site}/to-secret", OPEN)
    with pytest.raises(FetchRefused, match="scheme"):
        fetch(f"{site}/to-file", OPEN)


def test_robots_are_respected_unless_told_otherwise(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FetchRefused, match="does not allow"):
        fetch(f"{site}/secret", OPEN)
    blunt = ReadingSettings(allow_private=True, respect_robots=False, timeout_seconds=5)
    with pytest.raises(SourceNotFound):
        fetch(f"{site}/secret", blunt)
    monkeypatch.setattr(Site, "robots_status", 404)
    with pytest.raises(SourceNotFound):
        fetch(f"{site}/secret", OPEN)
    monkeypatch.setattr(Site, "robots_status", 503)
    with pytest.raises(FetchRefused, match="503"):
        fetch(f"{site}/page", OPEN)


def test_packed_pages_are_unpacked_within_the_limit(site: str) -> None:
    assert fetch(f"{site}/gzip", OPEN).content == b"packed report"
    with pytest.raises(SourceTooLarge):
        fetch(f"{site}/bomb", OPEN)
    with pytest.raises(SourceTooLarge):
        fetch(f"{site}/large", OPEN)


@pytest.mark.parametrize("path", ["/image", "/error", "/br", "/broken", "/cut-gzip"])
def test_what_is_no_text_is_unreadable(site: str, path: str) -> None:
    with pytest.raises(SourceUnreadable):
        fetch(f"{site}{path}", OPEN)


def test_nothing_there_is_said_so(site: str) -> None:
    with pytest.raises(SourceNotFound, match="404"):
        fetch(f"{site}/nowhere", OPEN)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SourceNotFound, match="nothing answers"):
        fetch(
            f"http://127.0.0.1:{port}/", ReadingSettings(allow_private=True, respect_robots=False)
        )


def test_a_dripping_server_meets_the_deadline(site: str) -> None:
    begun = time.monotonic()
    hasty = ReadingSettings(allow_private=True, respect_robots=False, timeout_seconds=0.4)
    with pytest.raises(SourceUnreadable, match="in time"):
        fetch(f"{site}/drip", hasty)
    assert time.monotonic() - begun < 3


def test_loopback_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(FetchRefused, match="private address 127"):
        fetch(f"{site}/page", ReadingSettings())


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("10.0.0.8", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.8"):
        addresses.check("http://courier.example/a", allow_private=False)
    target = addresses.check("http://courier.example/ä b".replace(" ", "%20"), allow_private=True)
    assert (target.address, target.path) == ("93.184.216.34", "/%C3%A4%20b")
    assert target.origin == "http://courier.example"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://user:word@a.example/",
        "http://@a.example/",
        "http:///path",
        "http://a.example:99999/",
        "http://[::1/",
        "http://a.example/a b",
        "http://a.example/\r\nHost: b",
        "http://a.example/" + "x" * 5000,
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        addresses.check(url, allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not addresses.is_public(address)


def test_addresses_that_are_public() -> None:
    assert addresses.is_public("93.184.216.34")
    assert addresses.is_public("2606:2800:220:1::1")
    assert addresses.is_public("64:ff9b::5db8:d822")
