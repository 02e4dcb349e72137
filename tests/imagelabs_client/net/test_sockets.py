"""The same promises over real sockets: one submit, an end in time, and nothing left open."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from imagelabs_client import (
    APIConnectionError,
    AsyncImageLabs,
    DownloadError,
    ImageLabs,
)
from tests.imagelabs_client.socket_service import free_port, send_json, send_picture

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import MakeImage, Serve


@pytest.fixture(params=["sync", "async"])
def generate(request):
    """Generate with either client, in real time."""

    def sync_generate(url, **options):
        deadline = options.pop("deadline", 20)
        with ImageLabs(base_url=url, **options) as client:
            return client.generate("a cat", deadline=deadline)

    async def async_generate(url, **options):
        deadline = options.pop("deadline", 20)
        async with AsyncImageLabs(base_url=url, **options) as client:
            return await client.generate("a cat", deadline=deadline)

    return sync_generate if request.param == "sync" else lambda *a, **k: asyncio.run(async_generate(*a, **k))


def test_a_whole_job_over_http(serve: Any, generate: Any, make_png: MakeImage) -> None:
    answers = {
        "/txt2img": {"task_id": "t"},
        "/progress": {"status": "Done", "final_image_url": "/final.png"},
    }

    def handle(connection, path):
        if path in answers:
            send_json(connection, answers[path])
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    assert generate(service.url).content == make_png()
    assert service.paths == ["/txt2img", "/progress", "/final.png"]


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "0x7f000001", "localhost"])
def test_every_spelling_of_an_address_works(serve: Any, generate: Any, make_png: MakeImage, spelling: str) -> None:
    def handle(connection, path):
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": f"{service.url.replace('127.0.0.1', '127.1')}/final.png"})
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    assert generate(service.url.replace("127.0.0.1", spelling)).content == make_png()


def test_a_submit_whose_answer_is_dropped_is_sent_exactly_once(serve: Any, generate: Any) -> None:
    def handle(connection, path):
        connection.shutdown(socket.SHUT_RDWR)

    service = serve(handle)
    with pytest.raises(APIConnectionError, match="may exist") as caught:
        generate(service.url)
    assert caught.value.job_may_exist
    assert service.paths == ["/txt2img"]


def test_a_dead_port_is_reported_within_five_seconds(generate: Any) -> None:
    began = time.monotonic()
    with pytest.raises(APIConnectionError, match="connection refused") as caught:
        generate(f"http://127.0.0.1:{free_port()}")
    assert time.monotonic() - began < 4.5
    assert not caught.value.job_may_exist


def test_a_picture_that_stops_half_way_is_asked_for_again(serve: Any, generate: Any, make_png: MakeImage) -> None:
    attempts = []

    def handle(connection, path):
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": "/final.png"})
        elif len(attempts) < 2:
            attempts.append(path)
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n" + make_png()[:30])
            connection.shutdown(socket.SHUT_RDWR)
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    assert generate(service.url).content == make_png()
    assert service.paths.count("/final.png") == 3


def test_a_host_that_does_not_exist_is_named(generate: Any) -> None:
    began = time.monotonic()
    with pytest.raises(APIConnectionError, match="its name cannot be resolved"):
        generate("http://no-such-host.invalid", max_retries=1)
    assert time.monotonic() - began < 15


def test_a_name_that_no_host_can_have_is_an_ordinary_failure(generate: Any) -> None:
    with pytest.raises(APIConnectionError):
        generate(f"http://{'a' * 64}.test", max_retries=0)


def test_a_proxy_that_refuses_is_named_without_its_password(generate: Any) -> None:
    with pytest.raises(APIConnectionError) as caught:
        generate("http://service.test", proxy=f"http://user:planted-password@127.0.0.1:{free_port()}", max_retries=1)
    assert "planted-password" not in f"{caught.value!r} {caught.value}"


def test_closing_a_stream_leaves_no_connection_behind(serve: Any, transports: list[Any]) -> None:
    def handle(connection, path):
        send_json(connection, {"task_id": "t"} if path == "/txt2img" else {"status": "Painting"})

    service = serve(handle)
    with ImageLabs(base_url=service.url) as client:
        stream = client.stream("a cat")
        next(stream)
        next(stream)
        stream.close()
        (transport,) = transports
        assert transport.exchanges == 0
        assert all(connection.is_idle() for connection in transport.connections)
    assert service.still_open() == 0


def test_closing_an_asynchronous_stream_leaves_no_connection_and_no_task_behind(
    serve: Any, transports: list[Any]
) -> None:
    def handle(connection, path):
        send_json(connection, {"task_id": "t"} if path == "/txt2img" else {"status": "Painting"})

    service = serve(handle)

    async def main():
        async with AsyncImageLabs(base_url=service.url) as client:
            stream = client.stream("a cat")
            await anext(stream)
            await anext(stream)
            await stream.aclose()
            (transport,) = transports
            assert transport.exchanges == 0
            assert all(connection.is_idle() for connection in transport.connections)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    gc.collect()


def test_one_client_serves_many_tasks(serve: Any, make_png: MakeImage) -> None:
    def handle(connection, path):
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": "/final.png"})
        else:
            send_picture(connection, make_png())

    service = serve(handle)

    async def main():
        async with AsyncImageLabs(base_url=service.url) as client:
            images = await asyncio.gather(*(client.generate("a cat") for _ in range(8)))
            assert [image.content for image in images] == [make_png()] * 8

    asyncio.run(main())
    assert service.paths.count("/txt2img") == 8


def test_cancelling_an_asynchronous_generation_leaves_nothing_behind(serve: Any, transports: list[Any]) -> None:
    asked = threading.Event()

    def handle(connection, path):
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        else:
            asked.set()
            connection.recv(1)

    service = serve(handle)

    async def main():
        async with AsyncImageLabs(base_url=service.url) as client:
            task = asyncio.create_task(client.generate("a cat"))
            assert await asyncio.to_thread(asked.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            (transport,) = transports
            assert (transport.connections, transport.exchanges) == ([], 0)
            assert service.still_open() == 0
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    gc.collect()


def test_cancelling_leaves_nothing_behind_at_whatever_moment_it_comes(serve: Serve, transports: list[Any]) -> None:
    """httpcore protects its own tidying up from anyio's cancellation only, not from asyncio's."""

    def handle(connection: socket.socket, path: str) -> None:
        send_json(connection, {"task_id": "t"} if path == "/txt2img" else {"status": "Painting"})

    service = serve(handle)

    async def cancel_after(client: AsyncImageLabs, steps: int) -> None:
        task = asyncio.create_task(client.generate("a cat"))
        for _ in range(steps):
            await asyncio.sleep(0.0001 if steps > 60 else 0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert transports[-1].exchanges == 0
        assert [connection for connection in transports[-1].connections if not connection.is_idle()] == []
        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def main() -> None:
        for steps in range(120):
            if steps % 40 == 0:
                client = AsyncImageLabs(base_url=service.url)
            await cancel_after(client, steps % 80)
            if steps % 2 or steps % 40 == 39:
                await transports[-1].aclose()
        await client.close()

    asyncio.run(main())
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, httpcore.Request)] == [], "none is listed for ever"
    assert service.still_open() == 0


def test_another_event_loop_is_refused_with_an_explanation(serve: Any) -> None:
    def handle(connection, path):
        send_json(connection, {"prompt": "better"})

    service = serve(handle)

    async def improve(client):
        try:
            return await client.upgrade_prompt("a cat")
        finally:
            await client._http.aclose()

    client = AsyncImageLabs(base_url=service.url)
    assert asyncio.run(improve(client)) == "better"
    with pytest.raises(RuntimeError, match="another event loop"):
        asyncio.run(improve(client))
    with pytest.raises(RuntimeError, match="another event loop"):
        asyncio.run(client.close())


def test_many_threads_of_one_client_are_not_kept_waiting_by_each_other(serve: Serve) -> None:
    """httpx alone would let no more than a hundred requests be under way."""
    everybody = threading.Barrier(120, timeout=20)

    def handle(connection: socket.socket, path: str) -> None:
        everybody.wait()
        send_json(connection, {"prompt": "better"})

    service = serve(handle)
    improved: list[str] = []
    with ImageLabs(base_url=service.url) as client:
        threads = [threading.Thread(target=lambda: improved.append(client.upgrade_prompt("a cat"))) for _ in range(120)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert improved == ["better"] * 120


def test_one_client_serves_many_threads(serve: Any, make_png: MakeImage) -> None:
    def handle(connection, path):
        if path == "/txt2img":
            send_json(connection, {"task_id": "t"})
        elif path == "/progress":
            send_json(connection, {"final_image_url": "/final.png"})
        else:
            send_picture(connection, make_png())

    service = serve(handle)
    images = []
    with ImageLabs(base_url=service.url) as client:
        threads = [threading.Thread(target=lambda: images.append(client.generate("a cat"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [image.content for image in images] == [make_png()] * 8


def test_a_picture_at_a_private_address_of_another_port_is_fetched_for_a_private_service(
    serve: Any, generate: Any, make_png: MakeImage
) -> None:
    files = serve(lambda connection, path: send_picture(connection, make_png()))

    def handle(connection, path):
        answer = {"task_id": "t"} if path == "/txt2img" else {"final_image_url": f"{files.url}/final.png"}
        send_json(connection, answer)

    assert generate(serve(handle).url).content == make_png()


def test_a_picture_on_a_dead_port_ends_at_the_deadline(serve: Any, generate: Any) -> None:
    dead = free_port()

    def handle(connection, path):
        answer = {"task_id": "t"} if path == "/txt2img" else {"final_image_url": f"http://127.0.0.1:{dead}/x.png"}
        send_json(connection, answer)

    began = time.monotonic()
    with pytest.raises(DownloadError) as caught:
        generate(serve(handle).url, deadline=1.5)
    assert time.monotonic() - began < 2.2
    assert caught.value.task_id == "t"
