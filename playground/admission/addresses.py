"""Which address a visitor comes from; behind proxies the first of them that is ours says so."""

from __future__ import annotations

import ipaddress
from typing import Final, Protocol

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_MAX_HEADER: Final = 2000  # characters of X-Forwarded-For that are looked at, its end
_NETWORK: Final = 64  # bits of an IPv6 address that belong to one customer, who is free to choose the others
UNKNOWN: Final = "unknown"


class Visit(Protocol):
    """The part of `gr.Request` that says who asks."""

    @property
    def client(self) -> object: ...

    @property
    def username(self) -> str | None: ...


class VisitorAddress:
    """ASGI middleware that replaces the connection's address by the visitor's, for all that comes after it.

    A proxy appends the address that it was asked from to X-Forwarded-For. So only the last entries can be believed, as
    many as there are proxies of ours; what stands before them, anybody can have written.
    """

    def __init__(self, app: ASGIApp, proxies: int = 0) -> None:
        """Wrap an application.

        Args:
            app: the application.
            proxies: how many proxies of ours stand before it.
        """
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            host = (scope.get("client") or (UNKNOWN,))[0]
            forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
            scope = {**scope, "client": (visitor_address(host, forwarded, self._proxies), 0)}
        await self._app(scope, receive, send)


def visitor_address(connected: str, forwarded: str, proxies: int) -> str:
    """Return a visitor's address: IPv4 as it is, of IPv6 the network of 64 bits, `unknown` where there is none.

    Args:
        connected: the address that the connection comes from.
        forwarded: all of X-Forwarded-For.
        proxies: how many proxies of ours stand between.
    """
    if proxies > 0 and forwarded:
        entries = [entry.strip() for entry in forwarded[-_MAX_HEADER:].split(",")]
        connected = entries[-proxies] if len(entries) >= proxies else entries[0]
    return network_of(connected)


def network_of(text: str) -> str:
    """Return what stands for everybody who can use an address: itself for IPv4, its network of 64 bits for IPv6."""
    host = text[:100].strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]  # IPv4 and a port
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _NETWORK), strict=False))


def owner_of(visit: Visit | None) -> str:
    """Return whom a request is charged to: the name with which somebody has signed in, else their address."""
    if visit is None:
        return UNKNOWN
    if visit.username:
        return f"user {visit.username}"  # no address has a space
    host = getattr(visit.client, "host", None)
    return host if isinstance(host, str) else UNKNOWN
