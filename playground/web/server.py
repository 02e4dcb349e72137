"""The HTTP server: uvicorn, quick to end, and idle while nobody visits."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import sys
import time
from collections.abc import Callable
from contextvars import Context
from typing import Any, Final, TypeVarTuple

import uvicorn
from starlette.types import ASGIApp

from playground.guards.connections import MAX_HEAD, BoundedConnection
from playground.web.event_streams import EventStreams

_KEEP_ALIVE = 5  # seconds between two requests of a connection
_TICKS = 10  # of uvicorn's main loop, ten to a second, between two looks at slow connections
_END_TIMEOUT = 3  # seconds that requests under way get when the server ends
# Seconds after which a thread that computes lets the event loop go on, which must ask for its turn after each system
# call: a dozen times for a request, so that Python's usual five milliseconds make it slow.
_SWITCH_INTERVAL: Final = 0.001
_OUT_OF_RESOURCES: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_REPORT_INTERVAL: Final = 60.0  # seconds
_LEAST_DELAY: Final = 0.01  # seconds
_Arguments = TypeVarTuple("_Arguments")

_log = logging.getLogger(__name__)

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
        logging.getLogger("python_multipart").setLevel(logging.ERROR)  # it warns of every form that is none
        self._streams = EventStreams(app)
        self._on_start = on_start
        self._report_again = 0.0  # a time by `time.monotonic`
        super().__init__(
            uvicorn.Config(
                self._streams,
                http=BoundedConnection,
                h11_max_incomplete_event_size=MAX_HEAD,
                ws="none",  # nothing here speaks WebSocket
                timeout_keep_alive=_KEEP_ALIVE,
                server_header=False,
                lifespan="on",  # a fault while starting or ending is an error, not a server without a lifespan
                log_level="error",  # a warning is written for everything that is no HTTP, and anybody can send that
                timeout_graceful_shutdown=_END_TIMEOUT,
            )
        )

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal, or until `should_exit` is set."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_INTERVAL)
        try:
            with asyncio.Runner(loop_factory=CoarseEventLoop) as runner:
                runner.run(self.serve(sockets))
        finally:
            sys.setswitchinterval(before)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer requests."""
        asyncio.get_running_loop().set_exception_handler(self._report)
        await super().startup(sockets)
        self._on_start()

    def _report(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Log what nobody handles.

        That there is no handle for another connection is something that visitors can bring about: one line a minute
        says so. asyncio accepts connections again after a second.
        """
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in _OUT_OF_RESOURCES:
            loop.default_exception_handler(context)
        elif (now := time.monotonic()) >= self._report_again:
            self._report_again = now + _REPORT_INTERVAL
            _log.warning("new connections have to wait: %s", error.strerror)

    async def on_tick(self, counter: int) -> bool:
        """End connections that are too slow, and say whether the server is to end."""
        if counter % _TICKS == 0:
            now = time.monotonic()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedConnection):
                    connection.end_if_slow(now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End open streams at once and other requests soon; then the application's lifespan ends."""
        self._streams.end_all()
        await super().shutdown(sockets)


def address_of(host: str, port: int) -> str:
    """Return the URL under which a page on this machine is opened."""
    bare = "localhost" if host == "0.0.0.0" else host.strip("[]")  # noqa: S104 - compared, not listened on
    return f"http://[{bare}]:{port}/" if ":" in bare else f"http://{bare}:{port}/"
