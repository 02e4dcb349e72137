"""Under which names the service answers, and that no page of another site uses it.

A page can make a visitor's browser ask any address, this machine's too, and with DNS rebinding it can read the answers.
So a service for this machine alone answers under names of this machine alone, and under those that it was given.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_READING = ("GET", "HEAD", "OPTIONS")
_MAX_LENGTH = 300  # characters of a header that are looked at


class Hosts:
    """ASGI middleware that refuses other names, and what pages of other sites want to change here, with 403."""

    def __init__(self, app: ASGIApp, *, address: str, names: Collection[str] = ()) -> None:
        """Wrap an application.

        Args:
            app: the application.
            address: where it listens.
            names: further names under which it answers.
        """
        self._app = app
        self._names = {name.strip().lower() for name in names}
        self._any_name = not self._names and not is_local(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"detail": problem}, 403)(scope, receive, send)

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host, port = _host_and_port(f"//{headers.get('host', '')}")
        if not (self._any_name or is_local(host) or host in self._names):
            return "This service does not answer under that name; --allowed-hosts can name further ones."
        origins = headers.getlist("origin")
        is_foreign = headers.get("sec-fetch-site") == "cross-site" or any(
            _host_and_port(origin) != (host, port) for origin in origins
        )
        if scope["method"] not in _READING and is_foreign:
            return "A page of another site cannot use this service."
        return None


def is_local(host: str) -> bool:
    """Return whether a name or address can only mean this machine."""
    bare = host.strip("[]").removesuffix(".").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _host_and_port(url: str) -> tuple[str, int | None]:
    """Return the host of a URL in lower case, and its port if it names one; an empty host if it has none."""
    try:
        parts = urlsplit(url[:_MAX_LENGTH])
        has_more = parts.username is not None or parts.path or parts.query or parts.fragment
        return ("", None) if has_more else ((parts.hostname or "").removesuffix("."), parts.port)
    except ValueError:
        return "", None
