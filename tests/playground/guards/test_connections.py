"""A connection that is too slow, too large or one too many is ended; the others do not notice."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from playground.guards import connections
from playground.preflight import bind
from playground.web.server import Server


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body, or with much, or slowly."""
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    if scope["path"] == "/slow":
        await asyncio.sleep(1.5)
    size = 0
    async for part in Request(scope, receive).stream():
        size += len(part)
    text = "a" * (32 << 20) if scope["path"] == "/much" else str(size)
    await PlainTextResponse(text)(scope, receive, send)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the time for everything."""
    for name in ("_HEAD_TIME", "_IDLE_TIME"):
        monkeypatch.setattr(connections, name, getattr(connections, name) / 20)
    monkeypatch.setattr(connections, "_UNREAD_TIME", 1.0)
    monkeypatch.setattr("playground.web.server._TICKS", 1)


@contextmanager
def serving() -> Iterator[int]:
    sockets = bind("127.0.0.1", 0)
    port = int(sockets[0].getsockname()[1])
    started = threading.Event()
    server = Server(application, on_start=started.set)
    thread = threading.Thread(target=server.run, args=(sockets,))
    thread.start()
    try:
        assert started.wait(20)
        yield port
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def connect(quick: None) -> Iterator[Callable[[], socket.socket]]:
    with serving() as port:

        def connect() -> socket.socket:
            connection = socket.create_connection(("127.0.0.1", port), timeout=20)
            opened.append(connection)
            return connection

        opened: list[socket.socket] = []
        yield connect
        for connection in opened:
            connection.close()


def rest(connection: socket.socket) -> bytes:
    parts: list[bytes] = []
    with suppress(ConnectionError):
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def trickle(connection: socket.socket, part: bytes) -> None:
    """Send a little twenty times a second, for ten seconds."""
    for _ in range(200):
        connection.sendall(part)
        time.sleep(0.05)


Connect = Callable[[], socket.socket]
HOST = b"Host: localhost\r\n"


@pytest.mark.parametrize("start", [b"", b"GET /", b"GET / HTTP/1.1\r\nHost: loc"])
def test_a_head_that_does_not_end_is_cut_off(connect: Connect, start: bytes) -> None:
    connection, begun = connect(), time.monotonic()
    connection.sendall(start)
    assert rest(connection).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begun < 5


def test_trickling_does_not_make_a_head_last_longer(connect: Connect) -> None:
    connection, begun = connect(), time.monotonic()
    connection.sendall(b"GET / HTTP/1.1\r\n")
    with pytest.raises(ConnectionError):
        trickle(connection, b"X-A: b\r\n")
    assert time.monotonic() - begun < 8


def test_the_next_head_of_a_connection_has_no_more_time(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
    connection.sendall(b"GET / HT")
    assert b"408" in rest(connection)


@pytest.mark.parametrize("start", [b"", b"a" * 10])
def test_a_body_that_stops_is_cut_off(connect: Connect, start: bytes) -> None:
    connection, begun = connect(), time.monotonic()
    connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\n" + start)
    assert rest(connection).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begun < 5


def test_a_body_that_trickles_is_cut_off(connect: Connect) -> None:
    connection, begun = connect(), time.monotonic()
    connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100000\r\n\r\n")
    with pytest.raises(ConnectionError):
        trickle(connection, b"a")
    assert time.monotonic() - begun < 8


def test_a_body_at_a_fair_rate_takes_as_long_as_it_needs(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 40000\r\n\r\n")
    for _ in range(40):
        connection.sendall(b"a" * 1000)
        time.sleep(0.05)
    assert b"40000" in connection.recv(1000)


def test_an_application_may_take_its_time(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_who_does_not_read_is_cut_off_and_who_reads_gets_everything(connect: Connect) -> None:
    idle, reader = connect(), connect()
    for connection in (idle, reader):
        connection.sendall(b"GET /much HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert len(rest(reader)) > 32 << 20
    time.sleep(2.5)
    assert len(rest(idle)) < 32 << 20


def test_a_head_that_is_too_long_gets_a_sentence(connect: Connect) -> None:
    connection = connect()
    with closing(connection):
        for _ in range(20):
            try:
                connection.sendall(b"GET /?" + b"a" * 20_000 if _ == 0 else b"a" * 20_000)
            except ConnectionError:
                break
            time.sleep(0.02)
        answer = rest(connection)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert answer.endswith(b"The address or the headers are too long.")


@pytest.mark.parametrize("before", [b"", b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"], ids=["first", "behind another"])
@pytest.mark.parametrize("end", [b"", b"\r\n"], ids=["so far", "in all"])
def test_a_head_of_too_many_lines_gets_a_sentence(connect: Connect, before: bytes, end: bytes) -> None:
    with closing(connect()) as connection:
        connection.sendall(before + b"GET / HTTP/1.1\r\n" + HOST + b"a:b\r\n" * 5_000 + end)
        answer = rest(connection)
    assert answer.startswith(b"HTTP/1.1 200 " if before else b"HTTP/1.1 431 ")
    assert b"HTTP/1.1 431 " in answer
    assert answer.endswith(b"The address or the headers are too long.")


def test_lines_of_a_body_are_no_lines_of_a_head(connect: Connect) -> None:
    body = b"\r\n\r\n" * 1_000
    head = b"POST / HTTP/1.1\r\n" + HOST + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    with closing(connect()) as connection:
        connection.sendall(head + body)
        answer = rest(connection)
    assert answer.endswith(b"\r\n\r\n4000")


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03" + b"\0" * 50,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\0\xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /slow HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_refused_without_a_word_in_the_log(
    connect: Connect, request_: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = connect()
    connection.sendall(request_)
    assert rest(connection).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 200 "))
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")


def test_too_many_connections_are_turned_away_and_the_others_stay(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "most_connections", lambda: 5)
    first = [connect() for _ in range(5)]
    time.sleep(0.2)
    refused = connect()
    answer = rest(refused)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"Too many connections" in answer
    first[0].sendall(b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert rest(first[0]).startswith(b"HTTP/1.1 200 ")
    time.sleep(0.2)
    again = connect()
    again.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert rest(again).startswith(b"HTTP/1.1 200 "), "a place that has become free is given again"


def test_a_connection_in_which_nothing_goes_on_makes_room_for_another(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "most_connections", lambda: 5)
    monkeypatch.setattr(connections, "_QUIET_TIME", 0.1)
    monkeypatch.setattr(connections, "_HEAD_TIME", 20)
    first = [connect() for _ in range(5)]
    first[0].sendall(b"GET /slow HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    time.sleep(0.3)
    another = connect()
    another.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert rest(another).startswith(b"HTTP/1.1 200 ")
    assert rest(first[0]).startswith(b"HTTP/1.1 200 "), "whose request is being answered stays"
    with suppress(ConnectionResetError):
        assert first[1].recv(1) == b"", "the oldest of the others has ended"


def test_whoever_has_the_most_connections_makes_room_for_others(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "most_connections", lambda: 5)
    first = [connect() for _ in range(5)]
    for connection in first:
        connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nab")
    time.sleep(0.2)
    port = first[0].getpeername()[1]
    with closing(socket.create_connection(("127.0.0.1", port), 20, ("127.0.0.2", 0))) as other:
        other.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert rest(other).startswith(b"HTTP/1.1 200 ")
    for connection in first[1:]:
        connection.sendall(b"cde")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 "), "one was enough"


def test_there_is_always_room_for_files() -> None:
    assert 10 <= connections.most_connections() <= 800
