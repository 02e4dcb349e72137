"""Under which names the page may be opened, and from which pages it may be used.

A page of another site can make a browser ask any address, this machine's too, and with DNS rebinding it can even read
the answers: its own name then leads here. So a copy that listens on this machine alone answers under names of this
machine alone, and what changes something has to come from the page itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.guards.host_names import Host, is_host_pattern, matches, parse_host, parse_origin
from playground.guards.refusals import refuse
from playground.settings import Settings

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CORS: Final = b"access-control-"
_PROTOCOLS: Final = frozenset({"http", "https"})
_UNUSED: Final = frozenset({b"x-gradio-server"})  # for Gradio's own Node server; from others it would name any address


class HostPolicy:
    """The names. Names can be added while the app runs, as that of a tunnel."""

    def __init__(self, named: Iterable[str] = (), *, only_named: bool = False) -> None:
        """Make a policy.

        Args:
            named: patterns, as of `--allowed-hosts`.
            only_named: whether no other name is allowed, except those of this machine.
        """
        self._named = set(named)
        self._only_named = only_named

    @classmethod
    def from_settings(cls, settings: Settings) -> HostPolicy:
        """Make the policy of a copy of the app."""
        only_named = bool(settings.allowed_hosts) or is_loopback(settings.host)
        return cls([*settings.allowed_hosts, *filter(is_host_pattern, [settings.space_host])], only_named=only_named)

    def add(self, name: str) -> None:
        """Allow one more name."""
        self._named.add(name.lower())

    def is_named(self, host: Host) -> bool:
        """Return whether somebody has named this host."""
        return matches(host.name, self._named)

    def allows(self, host: Host) -> bool:
        """Return whether the page may be opened under this name."""
        return not self._only_named or host.is_loopback or self.is_named(host)


class Hosts:
    """ASGI middleware that refuses other names with 403, and what other sites want to change here.

    It also keeps from the application what only proxies may say and what is not written as it should be, since Gradio
    makes addresses from it.
    """

    def __init__(self, app: ASGIApp, policy: HostPolicy) -> None:
        """Wrap an application."""
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = asked_hosts(headers)
        if hosts is None:
            await refuse(scope, receive, send, 400, "guards.no_host")
            return
        for host in hosts:
            if not self._policy.allows(host):
                await refuse(scope, receive, send, 403, "guards.host", host=host.name)
                return
        is_own = self._is_own(headers, hosts)
        if scope["method"] not in _READING and not is_own:
            await refuse(scope, receive, send, 403, "guards.origin")
            return

        async def without_cors(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_own:
                kept = [pair for pair in message["headers"] if not pair[0].lower().startswith(_CORS)]
                message = {**message, "headers": kept}
            await send(message)

        await self._app({**scope, "headers": _trusted(scope["headers"])}, receive, without_cors)

    def _is_own(self, headers: Headers, hosts: list[Host]) -> bool:
        """Return whether a request comes from the page itself, from a name that is allowed, or from no page at all."""
        if "cross-site" in headers.getlist("sec-fetch-site"):
            return False
        origins = headers.getlist("origin")
        if not origins:
            return True
        origin = parse_origin(origins[0])
        if origin is None or len(origins) > 1:
            return False
        if self._policy.is_named(origin):
            return True
        return any(origin.name == host.name and _is_port_of(origin, host) for host in hosts)


def _is_port_of(origin: Host, host: Host) -> bool:
    """Return whether ports agree; a proxy may pass on a host without its port."""
    return host.port in (origin.port, None) or (origin.port is None and host.port in (80, 443))


def asked_hosts(headers: Headers) -> list[Host] | None:
    """Return the host that a request names, and the one that a proxy says it named; None if one is not written so."""
    named = headers.getlist("host")
    forwarded = [value.partition(",")[0].strip() for value in headers.getlist("x-forwarded-host")[:1]]
    hosts = [parse_host(text) for text in (*named, *filter(None, forwarded))]
    if len(named) != 1 or None in hosts:
        return None
    return [host for host in hosts if host is not None]


def is_loopback(address: str) -> bool:
    """Return whether a server that listens on this address can only be reached from this machine."""
    bare = address.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _trusted(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers without those that nobody but Gradio's own parts may send, or that are not as they should."""
    return [(name, value) for name, value in headers if name not in _UNUSED and not _is_odd(name, value)]


def _is_odd(name: bytes, value: bytes) -> bool:
    if name != b"x-forwarded-proto":
        return False
    return value.partition(b",")[0].strip().decode("latin-1").lower() not in _PROTOCOLS
