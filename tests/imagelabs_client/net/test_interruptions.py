"""Exchanges that are interrupted, by cancellation or Ctrl+C, at whatever moment: nothing stays open, nobody waits."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from imagelabs_client import AsyncImageLabs, ImageLabs
from imagelabs_client.net import transports as network
from tests.imagelabs_client.socket_service import SocketService, send_json, send_picture

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage, Serve


def improve(connection: socket.socket, path: str) -> None:
    send_json(connection, {"prompt": "better"})


def requests_alive() -> list[Any]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, httpcore.Request)]


@pytest.mark.parametrize("times", [1, 3])
def test_a_storm_of_cancellations_leaves_nothing_behind(serve: Serve, transports: list[Any], times: int) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        if path == "/upgrade_prompt":
            improve(connection, path)
        else:
            send_json(connection, {"task_id": "t"} if path == "/txt2img" else {"status": "Painting"})

    service = serve(handle)
    chance = random.Random(times)

    async def cancel(task: asyncio.Task[Any]) -> None:
        await asyncio.sleep(chance.random() * 0.2)
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)

    async def main() -> None:
        async with AsyncImageLabs(base_url=service.url) as client:
            for _ in range(3):
                tasks = [asyncio.create_task(client.generate("a cat")) for _ in range(100)]
                await asyncio.gather(*map(cancel, tasks))
                outcomes = await asyncio.gather(*tasks, return_exceptions=True)
                assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}
                assert transports[0].exchanges == 0
                assert [one for one in transports[0].connections if not one.is_idle()] == []
                assert asyncio.all_tasks() == {asyncio.current_task()}
                del tasks, outcomes
            assert await client.upgrade_prompt("a cat") == "better"

    asyncio.run(main())
    assert requests_alive() == []
    assert service.still_open() == 0


@pytest.mark.parametrize("moment", ["headers", "body"])
def test_one_that_is_cancelled_does_not_disturb_the_others(serve: Serve, transports: list[Any], moment: str) -> None:
    under_way, go_on = threading.Semaphore(0), threading.Event()

    def handle(connection: socket.socket, path: str) -> None:
        if path == "/upgrade_prompt":
            under_way.release()
            go_on.wait(10)
            improve(connection, path)
        else:
            if moment == "body":
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n{")
            under_way.release()
            connection.recv(1)

    service = serve(handle)

    async def main() -> None:
        async with AsyncImageLabs(base_url=service.url) as client:
            other = asyncio.create_task(client.upgrade_prompt("a cat"))
            stalled = asyncio.create_task(client.generate("a cat"))
            for _ in range(2):
                assert await asyncio.to_thread(under_way.acquire, timeout=10)
            await asyncio.sleep(0.05)
            stalled.cancel()
            with pytest.raises(asyncio.CancelledError):
                await stalled
            (transport,) = transports
            assert transport.exchanges == 1
            go_on.set()
            assert await other == "better"
            assert (transport.exchanges, transport.connections) == (0, []), "the pool that it was in has been retired"
            assert await client.upgrade_prompt("a cat") == "better"
            assert await client.upgrade_prompt("a cat") == "better"
            assert service.accepted == 3, "the new pool keeps its connections"

    asyncio.run(main())
    assert service.still_open() == 0


def test_ctrl_c_does_not_disturb_other_threads(serve: Serve, transports: list[Any]) -> None:
    under_way, go_on = threading.Semaphore(0), threading.Event()

    def handle(connection: socket.socket, path: str) -> None:
        under_way.release()
        if path == "/upgrade_prompt":
            go_on.wait(10)
            improve(connection, path)
        else:
            connection.recv(1)

    service = serve(handle)
    improved: list[str] = []

    def interrupt() -> None:
        for _ in range(2):
            under_way.acquire(timeout=10)
        os.kill(os.getpid(), signal.SIGINT)

    with ImageLabs(base_url=service.url) as client:
        other = threading.Thread(target=lambda: improved.append(client.upgrade_prompt("a cat")))
        helper = threading.Thread(target=interrupt)
        other.start()
        helper.start()
        with pytest.raises(KeyboardInterrupt):
            client.generate("a cat")
        helper.join()
        (transport,) = transports
        assert transport.exchanges == 1
        go_on.set()
        other.join()
        assert improved == ["better"]
        assert (transport.exchanges, transport.connections) == (0, [])
    assert service.still_open() == 0


# Where Ctrl+C strikes inside `socket.create_connection`, Python itself leaves the socket to its reference count.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_again_and_again_leaves_nothing_behind(serve: Serve, transports: list[Any]) -> None:
    service = serve(lambda connection, path: send_json(connection, {"task_id": "t"}))
    chance = random.Random(1)

    def submit_until_interrupted(client: ImageLabs) -> None:
        timer = threading.Timer(0.002 + chance.random() * 0.02, os.kill, (os.getpid(), signal.SIGINT))
        try:
            timer.start()
            while True:
                client.submit("a cat")
        finally:
            timer.join()

    with ImageLabs(base_url=service.url) as client:
        for _ in range(40):
            with pytest.raises(KeyboardInterrupt):
                submit_until_interrupted(client)
            (transport,) = transports
            assert transport.exchanges == 0
            assert [one for one in transport.connections if not one.is_idle()] == []
    assert requests_alive() == []
    assert service.still_open() == 0


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_interruption_while_a_response_is_closed_leaves_nothing_behind(
    serve: Serve, transports: list[Any], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    service = serve(improve)

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    async def cancel(*_: Any) -> None:
        raise asyncio.CancelledError

    async def improve_async() -> None:
        async with AsyncImageLabs(base_url=service.url) as client:
            with pytest.raises(asyncio.CancelledError):
                await client.upgrade_prompt("a cat")
            assert service.still_open() == 0, "closed before the client is"

    monkeypatch.setattr(httpcore.Response, *(("close", interrupt) if kind == "sync" else ("aclose", cancel)))
    if kind == "async":
        asyncio.run(improve_async())
    else:
        with ImageLabs(base_url=service.url) as client:
            with pytest.raises(KeyboardInterrupt):
                client.upgrade_prompt("a cat")
            assert service.still_open() == 0, "closed before the client is"
    (transport,) = transports
    assert (transport.exchanges, transport.connections) == (0, [])


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_whole_job_takes_one_connection(serve: Serve, make_png: MakeImage, kind: str) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            polls = service.paths.count(path)
            send_json(connection, {"final_image_url": "/final.png"} if polls > 2 else {"status": "Painting"})
        else:
            send_picture(connection, make_png())

    service: SocketService = serve(handle)

    async def main() -> None:
        async with AsyncImageLabs(base_url=service.url) as client:
            await client.generate("a cat")

    if kind == "async":
        asyncio.run(main())
    else:
        with ImageLabs(base_url=service.url) as client:
            client.generate("a cat")
    assert len(service.paths) == 5
    assert service.accepted == 1


ERRORS = [name for name in httpcore.__all__ if isinstance(getattr(httpcore, name), type)]
ERRORS = [name for name in ERRORS if issubclass(getattr(httpcore, name), Exception) and hasattr(httpx, name)]


@pytest.mark.parametrize("name", ERRORS)
def test_errors_of_httpcore_become_those_of_httpx(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    failure = getattr(httpcore, name)("what happened")

    class Failing(httpcore.ConnectionPool):
        def handle_request(self, request: httpcore.Request) -> httpcore.Response:
            raise failure

    monkeypatch.setattr(httpcore, "ConnectionPool", Failing)
    transport = network.NetworkTransport(httpx.create_ssl_context())
    with pytest.raises(httpx.TransportError, match="what happened") as caught:
        transport.handle_request(httpx.Request("GET", "http://service.test"))
    assert type(caught.value) is getattr(httpx, name)
    assert caught.value.__cause__ is failure
    assert transport.exchanges == 0


def test_a_transport_may_be_used_by_itself(serve: Serve) -> None:
    service = serve(improve)
    with httpx.Client(transport=network.NetworkTransport(httpx.create_ssl_context())) as client:
        began = time.monotonic()
        assert client.get(service.url).json() == {"prompt": "better"}
        assert client.get(service.url).json() == {"prompt": "better"}
        assert service.accepted == 1
        assert time.monotonic() - began < 5
    assert service.still_open() == 0
