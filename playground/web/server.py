"""The HTTP server: uvicorn, on addresses that are taken before anything else starts, and quick to end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from playground.web.event_streams import EventStreams

_MAX_HEAD = 1 << 20  # bytes of a request's first line and headers; `playground.web.long_links` deals with what is read
_END_TIMEOUT = 3  # seconds that requests under way get when the server ends


class Server(uvicorn.Server):
    """uvicorn's server, which says when it has started and does not wait for event streams when it ends."""

    def __init__(self, app: ASGIApp, *, on_start: Callable[[], None]) -> None:
        """Prepare the server; `run` serves until a signal, or until `should_exit` is set.

        Args:
            app: the web application.
            on_start: called once requests are answered.
        """
        self._streams = EventStreams(app)
        self._on_start = on_start
        super().__init__(
            uvicorn.Config(
                self._streams,
                http="h11",  # the only one of uvicorn's parsers whose limit for a request's head can be set
                h11_max_incomplete_event_size=_MAX_HEAD,
                lifespan="on",  # a fault while starting or ending is an error, not a server without a lifespan
                log_level="warning",
                timeout_graceful_shutdown=_END_TIMEOUT,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer requests."""
        await super().startup(sockets)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End open streams at once and other requests soon; then the application's lifespan ends."""
        self._streams.end_all()
        await super().shutdown(sockets)


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port on every address that a host name stands for; nothing is accepted yet.

    Raises:
        OSError: there is no such host, or the port is not free or not allowed.
    """
    bound: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in _addresses(host, port):
            listener = socket.socket(family, kind, protocol)
            bound.append(listener)
            if os.name == "posix":  # elsewhere the option would let two programs share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(address)
    except OSError:
        for listener in bound:
            listener.close()
        raise
    return bound


def address_of(host: str, port: int) -> str:
    """Return the URL under which a page on this machine is opened."""
    bare = "localhost" if host == "0.0.0.0" else host.strip("[]")  # noqa: S104 - compared, not listened on
    return f"http://[{bare}]:{port}/" if ":" in bare else f"http://{bare}:{port}/"


def _addresses(host: str, port: int) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys(found))
