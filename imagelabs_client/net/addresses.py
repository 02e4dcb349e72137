"""Which URLs of pictures may be fetched.

The service sends the URLs of its pictures, and a hostile service could send URLs that lead into the private network of
the client (server-side request forgery). So for a service on the public internet, nothing private is fetched. This
module checks what the URL alone reveals; `connections` checks the addresses that host names resolve to, when it
connects, so that DNS cannot give the check and the connection different answers.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from typing import Final, TypeAlias

import httpx

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_URL_LENGTH: Final = 8192
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_SUFFIXES: Final = (".localhost", ".local", ".lan", ".internal", ".home.arpa", ".localdomain")


class ForbiddenAddressError(Exception):
    """An address that must not be fetched; the message gives the reason. Never raised to users of this package."""


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Return scheme, host and port; without a port, the default of the scheme."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def shown(url: httpx.URL) -> str:
    """Return a URL for messages and logs: without user, password, query (which may hold signatures) and fragment."""
    text = str(httpx.URL(scheme=url.scheme, host=url.host, port=url.port, path=url.path))
    return text if len(text) <= 200 else f"{text[:199]}…"


def is_port(port: int | None) -> bool:
    """Return whether a port is valid, or None, which means the default of the scheme."""
    return port is None or 0 < port < 65536


def resolve(text: str, base: httpx.URL) -> httpx.URL:
    """Return the absolute URL for a URL that the service sent, which may be relative to the base.

    Raises:
        ForbiddenAddressError: it is not a valid URL, or may not be fetched, as far as the URL alone shows.
    """
    return follow(text, directory(base), base)


@lru_cache(maxsize=64)
def directory(base: httpx.URL) -> httpx.URL:
    """Return a base with a trailing slash, without which relative URLs would replace its last segment."""
    return base if base.path.endswith("/") else base.copy_with(path=f"{base.path}/")


def follow(text: str, current: httpx.URL, base: httpx.URL) -> httpx.URL:
    """Return the absolute URL of a redirect from `current`, under the same rules as `resolve`."""
    if len(text) > MAX_URL_LENGTH:
        raise ForbiddenAddressError("the address is too long to be one")
    try:
        url = current.join(text.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise ForbiddenAddressError("the address is not a valid URL") from error
    check(url, base)
    # The service may repeat its own password, which it receives in a header; but URLs are shown, saved and passed on.
    return url.copy_with(userinfo=b"") if url.userinfo else url


def check(url: httpx.URL, base: httpx.URL) -> None:
    """Refuse URLs that can be refused without resolving their host.

    Raises:
        ForbiddenAddressError: not http or https, no host, a user name, or a private address from a public service.
    """
    if url.scheme not in ("http", "https"):
        raise ForbiddenAddressError(
            f"only http and https are fetched, not {url.scheme[:20] or 'an address without scheme'}"
        )
    if not url.host or not is_port(url.port):
        raise ForbiddenAddressError("the address names no host, or no possible port")
    if origin(url) == origin(base):
        return
    if url.userinfo:
        raise ForbiddenAddressError("the address carries a user name")
    if looks_private(url.host) and not looks_private(base.host):
        raise ForbiddenAddressError(f"{url.host} is a private address, and the service is not")


def looks_private(host: str) -> bool:
    """Return whether a host is a private address or a local name, without a DNS query."""
    name = host.rstrip(".").lower()
    address = literal_address(name)
    if address is not None:
        return not is_public(address)
    # Names without a dot are resolved in the local domain only.
    return "." not in name or name.endswith(_LOCAL_SUFFIXES)


def literal_address(host: str) -> Address | None:
    """Return the IP address that a host spells, in any form that resolvers accept, or None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        # Like resolvers, inet_aton also accepts 2130706433, 0x7f.1 and 017700000001.
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host.isascii() and host[:1].isdigit() else None
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Return whether an address is on the public internet; embedded IPv4 addresses decide for IPv6 ones."""
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            embedded = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if embedded is not None:
            return is_public(embedded)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
