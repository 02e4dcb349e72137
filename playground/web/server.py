"""The HTTP server: uvicorn, quick to end, and idle while nobody visits."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from contextvars import Context
from typing import Final, TypeVarTuple

import uvicorn
from starlette.types import ASGIApp

from playground.web.event_streams import EventStreams

_MAX_HEAD = 1 << 20  # bytes of a request's first line and headers; `delivery.long_links` deals with what is read
_END_TIMEOUT = 3  # seconds that requests under way get when the server ends
_LEAST_DELAY: Final = 0.01  # seconds
_Arguments = TypeVarTuple("_Arguments")

if sys.platform == "win32":
    _SystemsEventLoop = asyncio.ProactorEventLoop
else:
    _SystemsEventLoop = asyncio.SelectorEventLoop


class CoarseEventLoop(_SystemsEventLoop):
    """asyncio's event loop, with timers that are no finer than ten milliseconds.

    Gradio's queue looks for new events every millisecond for as long as the app runs: where nobody visits, that alone
    would keep an eighth of a slow processor busy.
    """

    def call_later(
        self,
        delay: float,
        callback: Callable[[*_Arguments], object],
        *args: *_Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Call something after `delay` seconds, or ten milliseconds if that is longer."""
        return super().call_later(max(delay, _LEAST_DELAY), callback, *args, context=context)


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

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal, or until `should_exit` is set."""
        with asyncio.Runner(loop_factory=CoarseEventLoop) as runner:
            runner.run(self.serve(sockets))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer requests."""
        await super().startup(sockets)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End open streams at once and other requests soon; then the application's lifespan ends."""
        self._streams.end_all()
        await super().shutdown(sockets)


def address_of(host: str, port: int) -> str:
    """Return the URL under which a page on this machine is opened."""
    bare = "localhost" if host == "0.0.0.0" else host.strip("[]")  # noqa: S104 - compared, not listened on
    return f"http://[{bare}]:{port}/" if ":" in bare else f"http://{bare}:{port}/"
