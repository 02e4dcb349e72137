"""The server: where it listens, and how it ends while browsers keep streams open."""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing

import pytest
from starlette.types import Message, Receive, Scope, Send

from playground.preflight import bind
from playground.web.event_streams import EventStreams
from playground.web.server import CoarseEventLoop, address_of

pytestmark = pytest.mark.anyio


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_is_taken_on_every_address_of_a_host() -> None:
    port = free_port()
    sockets = bind("localhost", port)
    assert {found.getsockname()[1] for found in sockets} == {port}
    sockets[0].listen()
    with pytest.raises(OSError, match=r"(?i)in use"):
        bind(sockets[0].getsockname()[0], port)
    for found in sockets:
        found.close()


def test_a_host_that_is_not_there_cannot_be_listened_on() -> None:
    with pytest.raises(OSError, match=r"."):
        bind("no-such-host.invalid", free_port())


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860/"),
        ("0.0.0.0", "http://localhost:7860/"),
        ("::1", "http://[::1]:7860/"),
        ("[::1]", "http://[::1]:7860/"),
    ],
)
def test_the_address_that_is_said_can_be_opened(host: str, url: str) -> None:
    assert address_of(host, 7860) == url


async def test_a_stream_that_begins_when_the_server_ends_is_ended_too() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await asyncio.sleep(60)

    streams, client = EventStreams(app), Sent()
    streams.end_all()
    async with asyncio.timeout(5):
        await streams({"type": "http"}, client.receive, client.send)
    assert client.messages[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


class Sent:
    """A client that keeps what it is sent."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    async def receive(self) -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}


def answering(content_type: str, pause: float) -> EventStreams:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", content_type.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"one", "more_body": True})
        await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": b"two", "more_body": False})

    return EventStreams(app)


async def test_an_open_event_stream_ends_at_once_and_properly() -> None:
    streams, client = answering("text/event-stream; charset=utf-8", 60), Sent()
    request = asyncio.create_task(streams({"type": "http"}, client.receive, client.send))
    await asyncio.sleep(0.01)
    streams.end_all()
    async with asyncio.timeout(5):
        await request
    assert [message.get("body") for message in client.messages] == [None, b"one", b""]
    assert client.messages[-1]["more_body"] is False


async def test_a_download_is_not_cut_off() -> None:
    streams, client = answering("image/png", 0.05), Sent()
    request = asyncio.create_task(streams({"type": "http"}, client.receive, client.send))
    await asyncio.sleep(0.01)
    streams.end_all()
    await request
    assert [message.get("body") for message in client.messages] == [None, b"one", b"two"]


async def test_a_request_that_somebody_else_cancels_stays_cancelled() -> None:
    streams, client = answering("text/event-stream", 60), Sent()
    request = asyncio.create_task(streams({"type": "http"}, client.receive, client.send))
    await asyncio.sleep(0.01)
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request


def test_timers_wait_ten_milliseconds_at_least() -> None:
    with closing(CoarseEventLoop()) as loop:
        for delay, least in ((0.0, 0.01), (0.001, 0.01), (0.5, 0.5)):
            before = loop.time()
            timer = loop.call_later(delay, str)
            assert before + least <= timer.when() <= loop.time() + least
            timer.cancel()
