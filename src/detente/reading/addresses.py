"""Which addresses may be fetched: http and https, no credentials, hosts of the open internet.

A name is resolved once and the connection goes to the very address that was checked, so a name that
answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from detente.errors import FetchRefused, SourceNotFound

_CURE: Final = "pass --allow-private to read from your own network"
_LONGEST_URL: Final = 4096
# NAT64 carries an IPv4 address in its last four bytes: 127.0.0.1 in it would count as global.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: connect to ``address``, speak to ``host``."""

    url: str
    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port as they stand in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return f"{self.scheme}://{host}{'' if self.port == usual else f':{self.port}'}"


def check(url: str, *, allow_private: bool) -> Target:
    """Resolve ``url`` and judge every address behind it.

    Raises:
        FetchRefused: another scheme, credentials in it, or an address not of the open internet.
        SourceNotFound: the host has no address.
    """
    parts, port = _split(url)
    host = (parts.hostname or "").rstrip(".")
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
        answers = socket.getaddrinfo(ascii_host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceNotFound(
            f"the host {host} of {url} cannot be found", cure="check the address and the connection"
        ) from error
    found = [str(answer[4][0]) for answer in answers]
    if not allow_private:
        for address in found:
            if not is_public(address):
                raise FetchRefused(f"{url} leads to the private address {address}", cure=_CURE)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return Target(url, parts.scheme.casefold(), ascii_host, port, found[0], path + query)


def _split(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefused(
            f"{url[:200]} is not an address: {error}", "http://... or https://..."
        ) from error
    if parts.scheme.casefold() not in ("http", "https"):
        raise FetchRefused(f"{url[:200]} has the scheme {parts.scheme!r}", "http or https")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("the address holds a user name or password", "one without", "remove it")
    if not parts.hostname or len(url) > _LONGEST_URL or any(ord(sign) < 33 for sign in url):
        raise FetchRefused(f"{url[:200]!r} is not an address", "http://host/path")
    return parts, port or (443 if parts.scheme.casefold() == "https" else 80)


def is_public(address: str) -> bool:
    """Whether ``address`` (IPv4 or IPv6 in figures) is of the open internet."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
        if inner is None and number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return number.is_global and not number.is_multicast
