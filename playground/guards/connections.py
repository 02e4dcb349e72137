"""Connections: how many there may be, and how slowly one may send or read.

uvicorn waits for ever for the rest of a request. Here a connection that does not send its head within ten seconds, that
stops in the middle of a body or lets it trickle, or that does not read what it is sent, is ended. Where there are too
many, whoever has the most loses some, so that one address does not use up what others need.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from playground.admission.addresses import UNKNOWN, network_of

MAX_HEAD: Final = 1 << 17  # bytes of a request's first line and headers; `delivery.long_links` deals with what is read
_MAX_LINES: Final = 200  # of a head
_MAX_CONNECTIONS: Final = 800  # an open page keeps one or two, and up to six while it loads
_LEAST_CONNECTIONS: Final = 10
_QUIET_TIME: Final = 1.0  # seconds after which a connection without a request is given up for one of the same address
_ENDED_AT_ONCE: Final = 8  # part of all connections that make room together, so that it is seldom looked for
_SPARE_FILES: Final = 100  # open files that are needed for other things
_HEAD_TIME: Final = 10.0  # seconds for a whole head
_IDLE_TIME: Final = 20.0  # seconds without a byte of a body
_UNREAD_TIME: Final = 60.0  # seconds in which a client reads nothing of what waits for it
_LEAST_RATE: Final = 2048  # bytes a second of a body, on average, after the first while
_BODY_TIME: Final = 600.0  # seconds for a whole body
_PLAIN: Final = [("content-type", "text/plain; charset=utf-8"), ("x-content-type-options", "nosniff")]


class TooManyHeadersError(h11.RemoteProtocolError):
    """A head has more lines than any browser or proxy sends."""


class _Reader(h11.Connection):
    """h11's connection, which does not parse heads of thousands of lines: that alone takes it long."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, MAX_HEAD)
        self._lines = 0  # that have come since the last look

    def receive_data(self, data: bytes) -> None:
        self._lines += data.count(b"\n")
        super().receive_data(data)

    def next_event(self) -> Any:
        if self._lines > _MAX_LINES and self.their_state is h11.IDLE:
            head, _, rest = self.trailing_data[0].partition(b"\r\n\r\n")
            self._lines = rest.count(b"\n")  # of its body, or of the next head
            if head.count(b"\n") > _MAX_LINES:
                raise TooManyHeadersError("too many headers", error_status_hint=431)
        return super().next_event()


class BoundedConnection(H11Protocol):
    """uvicorn's connection with limits; `end_if_slow` is to be called about every second."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make a connection for uvicorn, with its arguments."""
        super().__init__(*arguments, **options)
        self.conn = _Reader()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take up a connection, or end it if there are too many."""
        super().connection_made(transport)
        now = time.monotonic()
        self.begun = self._moved = now  # the request that is being sent, and its last byte
        self._received = 0  # bytes of the request
        self._unread, self._read = 0, now  # bytes that wait for the client, and when it has last read some
        self._looked = now
        self.visitor = network_of(self.client[0]) if self.client else UNKNOWN
        if len(self.connections) > (most := most_connections()) and not self._make_room(max(1, most // _ENDED_AT_ONCE)):
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "Too many connections are open. Try again in a moment.")

    def _make_room(self, number: int) -> bool:
        """End at most `number` connections of whoever has the most, and return whether there were any to end.

        Of the same address, which may be that of a proxy, only those in which nothing goes on.
        """
        owned: dict[str, list[BoundedConnection]] = {}
        for connection in self.connections:
            if isinstance(connection, BoundedConnection) and not connection.transport.is_closing():
                owned.setdefault(connection.visitor, []).append(connection)
        owner = max(owned, key=lambda owner: len(owned[owner]))
        to_end = owned[owner]
        if owner == self.visitor:
            to_end = [one for one in to_end if one.stage == 0 and self.begun - one.begun >= _QUIET_TIME]
        to_end.sort(key=lambda one: (one.stage, one.begun))
        for one in to_end[:number]:
            one.transport.abort()
        return bool(to_end)

    @property
    def stage(self) -> int:
        """How far its request is: 0 is before its head has come, 1 before its body has, 2 after that."""
        if self.conn.their_state is h11.SEND_BODY:
            return 1
        return 0 if self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE else 2

    def data_received(self, data: bytes) -> None:
        """Take what the client sends."""
        self._moved = time.monotonic()
        if self.conn.their_state is h11.IDLE and not self._received:
            self.begun = self._moved
        self._received += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self.begun, self._received = time.monotonic(), 0
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or has a head that is too long."""
        too_long = len(self.conn.trailing_data[0]) >= MAX_HEAD or isinstance(sys.exception(), TooManyHeadersError)
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if too_long else HTTPStatus.BAD_REQUEST
        self._answer(status, "The address or the headers are too long." if too_long else msg)

    def end_if_slow(self, now: float) -> None:
        """End the connection if it has taken too long.

        Args:
            now: the time in seconds, as `time.monotonic` has it.
        """
        passed, self._looked = now - self._looked, now
        if self.flow.read_paused:  # it is we who are slow
            self.begun, self._moved = self.begun + passed, self._moved + passed
        unread = self.transport.get_write_buffer_size()
        if not unread or unread != self._unread:
            self._unread, self._read = unread, now
        if now - self._read > _UNREAD_TIME:
            self.transport.abort()
        elif not self.transport.is_closing() and (self._is_head_late(now) or self._is_body_late(now)):
            self._answer(HTTPStatus.REQUEST_TIMEOUT, "The request took too long.")

    def _is_head_late(self, now: float) -> bool:
        return self.stage == 0 and now - self.begun > _HEAD_TIME

    def _is_body_late(self, now: float) -> bool:
        if self.conn.their_state is not h11.SEND_BODY:
            return False
        taken = now - self.begun
        is_slow = taken > _IDLE_TIME and self._received < _LEAST_RATE * (taken - _IDLE_TIME)
        return now - self._moved > _IDLE_TIME or taken > _BODY_TIME or is_slow

    def _answer(self, status: HTTPStatus, sentence: str) -> None:
        """Say something if nothing was said yet, and end the connection."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = [*_PLAIN, ("content-length", str(len(sentence))), ("connection", "close")]
            events: Iterable[Any] = (
                h11.Response(status_code=status, headers=headers, reason=status.phrase),
                h11.Data(data=sentence.encode()),
                h11.EndOfMessage(),
            )
            for event in events:
                self.transport.write(self.conn.send(event) or b"")
        cycle: Any = self.cycle  # None before the first request, whatever uvicorn's annotation says
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True  # whatever the application still says, nobody hears it
            cycle.message_event.set()
        self.transport.close()


def most_connections() -> int:
    """Return how many connections there may be: eight hundred, or fewer where the system allows fewer open files."""
    if sys.platform == "win32":
        return 400  # its `select` takes 512
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(_LEAST_CONNECTIONS, min(_MAX_CONNECTIONS, files - _SPARE_FILES if files > 0 else _MAX_CONNECTIONS))
