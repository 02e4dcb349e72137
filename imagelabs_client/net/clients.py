"""The httpx clients that the drivers send requests with."""

from __future__ import annotations

from http.cookiejar import Cookie, CookieJar
from typing import Any, Final, TypeVar

import httpx

from imagelabs_client.core.settings import Settings
from imagelabs_client.errors import InvalidParams, Problem

MAX_COOKIES: Final = 50
MAX_COOKIE: Final = 4096  # characters

C = TypeVar("C", httpx.Client, httpx.AsyncClient)


class _Jar(CookieJar):
    """Keeps the cookies that services set, but no more of them, and no longer ones, than browsers allow a site."""

    def set_cookie(self, cookie: Cookie) -> None:
        """Keep a cookie, if there is room."""
        replaces = any((c.domain, c.path, c.name) == (cookie.domain, cookie.path, cookie.name) for c in self)
        if len(cookie.value or "") <= MAX_COOKIE and (replaces or len(self) < MAX_COOKIES):
            super().set_cookie(cookie)


def open_client(kind: type[C], settings: Settings, transport: Any, given: C | None) -> C:
    """Return the httpx client of a driver: the given one, or one on the given transport, or one on guarded sockets.

    Raises:
        InvalidParams: the proxy cannot be used, or two things were given of which one replaces the other.
    """
    if given is not None or transport is not None:
        for name, value in (("proxy", settings.proxy), ("transport", transport if given is not None else None)):
            if value is not None:
                owner = "an http_client" if given is not None else "a transport"
                message = f"{owner} of your own does not go through {name}; give one of the two"
                raise InvalidParams.listing([Problem(name, "reserved", message)])
        return given if given is not None else kind(cookies=_Jar(), transport=transport)
    # Loading httpcore takes time, so only those who use the network load it.
    from imagelabs_client.net.connections import Guard
    from imagelabs_client.net.proxies import proxies_by_pattern
    from imagelabs_client.net.transports import AsyncNetworkTransport, NetworkTransport

    transports: dict[Any, Any] = {httpx.Client: NetworkTransport, httpx.AsyncClient: AsyncNetworkTransport}
    open_transport = transports[kind]
    try:
        ssl_context = httpx.create_ssl_context()  # one for all, since loading certificates takes time
    except OSError as error:
        message = f"SSL_CERT_FILE or SSL_CERT_DIR names certificates that cannot be read: {error.strerror or error}"
        raise InvalidParams.listing([Problem("ssl_cert_file", "unreadable", message)]) from error
    try:
        mounts = {
            pattern: None if proxy is None else open_transport(ssl_context, proxy=proxy)
            for pattern, proxy in proxies_by_pattern(settings).items()
        }
        direct = open_transport(ssl_context, guard=Guard(settings.base_url))
        return kind(cookies=_Jar(), transport=direct, mounts=mounts)
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        message = "the proxy, given or set in the environment, is not one that httpx can use"
        if isinstance(error, ImportError):
            message += ": SOCKS needs the package socksio (`pip install httpx[socks]`)"
        # Without the cause, which may repeat the proxy's address including its password.
        raise InvalidParams.listing([Problem("proxy", "type", message)]) from None
