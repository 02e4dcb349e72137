"""The deadline is wall-clock over everything that the network can draw out, and giving up takes effect soon."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from imagelabs_client import APIConnectionError, AsyncImageLabs, GenerationTimeoutError, ImageLabs, ImageLabsError
from imagelabs_client.net.connections import (
    AsyncGuardedNetworkBackend,
    AsyncGuardedNetworkStream,
    Guard,
    GuardedNetworkBackend,
    GuardedNetworkStream,
)
from imagelabs_client.net.deadlines import GivenUpError, limited_to
from tests.imagelabs_client.faults import SLOW
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


CASES = [(does, "/txt2img") for does in SLOW]
CASES += [(does, path) for does in list(SLOW)[:2] for path in ("/progress", "/images/final.png")]


@pytest.mark.parametrize(("does", "path"), CASES)
def test_nothing_that_a_service_does_draws_it_out(serve: Serve, fail: Timed, does: str, path: str) -> None:
    answers = {"/txt2img": {"task_id": "t"}, "/progress": {"final_image_url": "/images/final.png"}}
    service: SocketService

    def handle(connection: socket.socket, asked: str) -> None:
        if asked == path:
            SLOW[does](connection, service.ended)
        else:
            send_json(connection, answers[asked])

    is_slow_reader = does == "reads the request slowly"
    service = serve(handle, reads_bodies=not is_slow_reader, receive_buffer=65_536 if is_slow_reader else None)
    extra = {"ballast": "x" * 16_000_000} if is_slow_reader else None
    deadline = 2.0 if is_slow_reader else 0.5  # making a request of sixteen megabytes takes its time as well
    seconds, error = fail(service.url, deadline=deadline, extra=extra)
    assert seconds < deadline + 1.5, "what is above the deadline is for a busy machine"
    if path == "/txt2img":
        assert "may exist" in str(error)
        assert service.paths == ["/txt2img"]
    else:
        assert error.task_id == "t"


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
        GuardedNetworkBackend(hole, Guard(httpx.URL("https://service.test"))).connect_tcp(
            "service.test", 443, timeout=5.0
        )
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
def test_ctrl_c_takes_effect_soon_and_leaves_nothing_behind(serve: Serve, transports: list[Any], method: str) -> None:
    under_way = threading.Semaphore(0)

    def handle(connection: socket.socket, path: str) -> None:
        under_way.release()
        connection.recv(1)

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
        (transport,) = transports
        assert (transport.connections, transport.exchanges) == ([], 0)
        assert service.still_open() == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("imagelabs")]


def test_a_name_that_resolves_slowly_does_not_keep_an_event_loop_from_ending(stuck_resolver: None) -> None:
    """asyncio waits at its end for the threads in which it looks up names itself."""

    async def generate() -> None:
        async with AsyncImageLabs(base_url="http://slow.test") as client:
            await client.generate("a cat", deadline=0.4)

    began = time.monotonic()
    with pytest.raises(APIConnectionError) as caught:
        asyncio.run(generate())
    assert time.monotonic() - began < 2
    assert not caught.value.job_may_exist, "without a connection nothing was submitted"


def test_a_busy_event_loop_does_not_make_a_job_of_what_was_never_sent(stuck_resolver: None) -> None:
    """Both times are over when it looks again: that for connecting, and that of the whole exchange."""

    async def generate() -> None:
        asyncio.get_running_loop().call_later(0.2, time.sleep, 0.4)
        async with AsyncImageLabs(base_url="http://slow.test") as client:
            await client.generate("a cat", deadline=0.4)

    with pytest.raises(APIConnectionError) as caught:
        asyncio.run(generate())
    assert not caught.value.job_may_exist


class FakeStream(httpcore.AsyncNetworkStream):
    """A connection to somebody who never agrees on TLS."""

    def __init__(self) -> None:
        self.is_closed = False

    async def start_tls(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        await asyncio.sleep(60)
        return self

    async def aclose(self) -> None:
        self.is_closed = True


class AsyncNetwork(httpcore.AsyncNetworkBackend):
    """A network in which an address answers after so many seconds, not at all (None), or refuses (negative)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **addresses: float | None) -> None:
        self.waits = {name.replace("_", "."): wait for name, wait in addresses.items()}
        self.streams: dict[str, FakeStream] = {}
        self.begun: list[str] = []
        found = [(2, 1, 6, "", (address, 443)) for address in self.waits]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr("imagelabs_client.net.connections._HEAD_START", 0.02)

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.begun.append(host)
        wait = self.waits[host]
        if wait is not None and wait < 0:
            raise httpcore.ConnectError(host)
        try:
            await asyncio.sleep(60 if wait is None else wait)
        except asyncio.CancelledError:
            if wait is None:
                raise  # else the connection was made in this very moment
        self.streams[host] = FakeStream()
        return self.streams[host]

    def connect(self, timeout: float = 5.0) -> object:
        backend = AsyncGuardedNetworkBackend(self, Guard(httpx.URL("https://service.test")))
        stream = asyncio.run(backend.connect_tcp("service.test", 443, timeout=timeout))
        assert isinstance(stream, AsyncGuardedNetworkStream)
        return stream._inner


def test_an_address_that_does_not_answer_does_not_hold_up_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    network = AsyncNetwork(monkeypatch, **{"93_184_216_1": None, "93_184_216_2": 0})
    assert network.connect() is network.streams["93.184.216.2"]


def test_an_address_that_refuses_is_followed_by_the_next_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network = AsyncNetwork(monkeypatch, **{"93_184_216_1": -1, "93_184_216_2": 0})
    monkeypatch.setattr("imagelabs_client.net.connections._HEAD_START", 60)
    assert network.connect() is network.streams["93.184.216.2"]


def test_a_connection_that_comes_too_late_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    network = AsyncNetwork(monkeypatch, **{"93_184_216_1": 30, "93_184_216_2": 0})
    assert network.connect() is network.streams["93.184.216.2"]
    assert network.streams["93.184.216.1"].is_closed
    assert not network.streams["93.184.216.2"].is_closed


def test_addresses_that_all_refuse_are_an_ordinary_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    network = AsyncNetwork(monkeypatch, **{"93_184_216_1": -1, "93_184_216_2": -1})
    with pytest.raises(httpcore.ConnectError, match=r"93\.184\.216\.2"):
        network.connect()


def test_addresses_that_all_are_dead_cost_one_timeout_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    network = AsyncNetwork(monkeypatch, **{f"93_184_216_{number}": None for number in range(1, 5)})
    with pytest.raises(httpcore.ConnectTimeout):
        network.connect(timeout=0.3)
    assert len(network.begun) == 4, "each gets its chance"


@pytest.mark.parametrize("how", ["cancelled", "late"])
def test_a_connection_is_closed_when_tls_is_cut_short(how: str) -> None:
    stream = FakeStream()

    async def main() -> None:
        handshake = AsyncGuardedNetworkStream(stream).start_tls(
            ssl.create_default_context(), "service.test", timeout=0.05
        )
        task = asyncio.create_task(handshake)
        await asyncio.sleep(0)
        if how == "cancelled":
            task.cancel()
        with pytest.raises(asyncio.CancelledError if how == "cancelled" else httpcore.ConnectTimeout):
            await task

    asyncio.run(main())
    assert stream.is_closed


class Slow(httpcore.NetworkStream):
    """A network that takes long to connect and to agree on TLS, so that somebody gives up meanwhile."""

    def __init__(self) -> None:
        self.given_up = threading.Event()
        self.over = threading.Event()
        self.closed = threading.Event()

    def connect_tcp(self, *_: Any) -> httpcore.NetworkStream:
        self.given_up.set()
        self.over.wait(20)
        return self

    def start_tls(self, *_: Any) -> httpcore.NetworkStream:
        return self.connect_tcp()

    def close(self) -> None:
        self.closed.set()


STEPS: dict[str, Callable[[Any], object]] = {
    "connect": lambda slow: GuardedNetworkBackend(slow, None).connect_tcp("127.0.0.1", 443, timeout=20),
    "TLS": lambda slow: GuardedNetworkStream(slow).start_tls(ssl.create_default_context(), "service.test", timeout=20),
}


@pytest.mark.parametrize("step", STEPS)
def test_giving_up_does_not_wait_for_a_connection_and_closes_it_when_it_comes(step: str) -> None:
    slow = Slow()
    began = time.monotonic()
    with pytest.raises(GivenUpError), limited_to(20, time.monotonic, slow.given_up):
        STEPS[step](slow)
    assert time.monotonic() - began < 10
    assert not slow.closed.is_set()
    slow.over.set()
    assert slow.closed.wait(10)


@pytest.mark.parametrize(
    ("busy", "ask"),
    [
        ("/progress", lambda client: client.generate("a cat")),
        ("/txt2img", lambda client: client.generate("a cat")),
        ("/upgrade_prompt", lambda client: client.upgrade_prompt("a cat")),
    ],
    ids=["poll", "submit", "upgrade"],
)
def test_a_failure_that_lasted_until_the_deadline_is_named_even_if_the_pause_before_it_ended_late(
    busy: str, ask: Callable[[ImageLabs], object]
) -> None:
    """On a busy machine a pause may end after the deadline; the service was out of order all the same."""
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        if refused:
            now += 1000

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path != busy:
            return httpx.Response(200, json={"task_id": "t"})
        refused.append(request)
        return httpx.Response(503)

    refused: list[httpx.Request] = []
    transport = httpx.MockTransport(handle)
    with (
        ImageLabs(
            base_url="http://service.test", transport=transport, clock=lambda: now, sleep=sleep, deadline=10
        ) as client,
        pytest.raises(ImageLabsError) as caught,
    ):
        ask(client)
    assert "503" in str(caught.value)
    assert not isinstance(caught.value, GenerationTimeoutError)
