"""The deadline is wall-clock over everything that the network can draw out, and giving up takes effect soon."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from imagelabs_client import APIConnectionError, AsyncImageLabs, ImageLabs, ImageLabsError
from imagelabs_client.connections import Backend, Guard
from tests.imagelabs_client.socket_service import SocketService, send_json, send_picture

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage, Serve

Timed = Callable[..., tuple[float, ImageLabsError]]


@pytest.fixture(params=["sync", "async"])
def fail(request: pytest.FixtureRequest) -> Timed:
    """Generate with either client, expect a failure, and return the seconds that it took with it."""

    async def generate(url: str, fields: dict[str, Any]) -> None:
        async with AsyncImageLabs(base_url=url) as client:
            await client.generate("a cat", **fields)

    def generate_blocking(url: str, fields: dict[str, Any]) -> None:
        with ImageLabs(base_url=url) as client:
            client.generate("a cat", **fields)

    def run(url: str, **fields: Any) -> tuple[float, ImageLabsError]:
        began = time.monotonic()
        with pytest.raises(ImageLabsError) as caught:
            asyncio.run(generate(url, fields)) if request.param == "async" else generate_blocking(url, fields)
        return time.monotonic() - began, caught.value

    return run


def test_a_service_that_takes_the_request_slowly_does_not_draw_it_out(serve: Serve, fail: Timed) -> None:
    service: SocketService

    def sip(connection: socket.socket, path: str) -> None:
        while not service.ended.wait(0.015):
            connection.recv(65_536)

    service = serve(sip, reads_bodies=False, receive_buffer=65_536)
    seconds, error = fail(service.url, deadline=0.8, extra={"ballast": "x" * 16_000_000})
    assert seconds < 1.6, "building the request takes its share"
    assert "may exist" in str(error)


def test_a_quick_trickle_of_headers_does_not_draw_it_out(serve: Serve, fail: Timed) -> None:
    service: SocketService

    def trickle(connection: socket.socket, path: str) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
        while not service.ended.wait(0.0003):
            connection.sendall(b"x")

    service = serve(trickle)
    seconds, _ = fail(service.url, deadline=0.5)
    assert seconds < 1


def test_early_hints_without_end_do_not_draw_it_out(serve: Serve, fail: Timed) -> None:
    service: SocketService

    def hint(connection: socket.socket, path: str) -> None:
        while not service.ended.wait(0.0003):
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    service = serve(hint)
    seconds, _ = fail(service.url, deadline=0.5)
    assert seconds < 1


@pytest.fixture
def stuck_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let look-ups of names take until the test is over."""
    over = threading.Event()

    def stuck(*_: Any, **__: Any) -> Any:
        over.wait(20)
        raise socket.gaierror

    monkeypatch.setattr("socket.getaddrinfo", stuck)
    yield
    over.set()


def test_a_name_that_resolves_slowly_does_not_draw_it_out(stuck_resolver: None) -> None:
    began = time.monotonic()
    with pytest.raises(APIConnectionError), ImageLabs(base_url="http://slow.test") as client:
        client.generate("a cat", deadline=0.4)
    assert time.monotonic() - began < 0.9


class BlackHole(httpcore.NetworkBackend):
    """A network in which no connection is ever answered; time passes by itself."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any) -> httpcore.NetworkStream:
        assert timeout is not None
        self.waits.append(timeout)
        raise httpcore.ConnectTimeout


def test_a_host_with_many_dead_addresses_costs_one_timeout_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (f"93.184.216.{number}", 443)) for number in range(4)]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    hole = BlackHole()
    with pytest.raises(httpcore.ConnectTimeout):
        Backend(hole, Guard(httpx.URL("https://service.test"))).connect_tcp("service.test", 443, timeout=5.0)
    assert len(hole.waits) == 4, "each gets its chance"
    assert hole.waits[0] == pytest.approx(1.25, abs=0.1)


def hold(service: SocketService, asked: threading.Event) -> None:
    asked.set()
    service.ended.wait(20)


def test_closing_many_early_does_not_wait_for_answers_that_do_not_come(serve: Serve, make_png: MakeImage) -> None:
    service: SocketService
    asked = threading.Event()
    submits: list[int] = []

    def handle(connection: socket.socket, path: str) -> None:
        if path == "/txt2img":
            submits.append(1)
            if len(submits) > 1:
                hold(service, asked)
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": "/final.png"})
        else:
            asked.wait(10)
            send_picture(connection, make_png())

    service = serve(handle)
    with ImageLabs(base_url=service.url) as client:
        many = client.generate_many(["a cat", "a dog"], concurrency=2)
        next(many)
        began = time.monotonic()
        many.close()
        assert time.monotonic() - began < 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("imagelabs")]


@pytest.mark.parametrize("method", ["generate", "generate_many"])
def test_ctrl_c_takes_effect_soon_and_leaves_nothing_behind(serve: Serve, method: str) -> None:
    service: SocketService
    under_way = threading.Semaphore(0)

    def handle(connection: socket.socket, path: str) -> None:
        under_way.release()
        service.ended.wait(20)

    service = serve(handle)

    def interrupt() -> None:
        for _ in range(2 if method == "generate_many" else 1):
            under_way.acquire(timeout=10)
        os.kill(os.getpid(), signal.SIGINT)

    helper = threading.Thread(target=interrupt)
    helper.start()
    with ImageLabs(base_url=service.url) as client:
        with pytest.raises(KeyboardInterrupt):
            client.generate("a cat") if method == "generate" else list(client.generate_many(["a cat", "a dog"]))
        began = time.monotonic()
        helper.join()
        assert time.monotonic() - began < 1
        assert client._http._transport._pool.connections == []  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("imagelabs")]
