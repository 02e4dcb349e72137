"""Answers that nobody fetches are read by the app itself, and those that somebody fetches are not."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.admission import unread as module
from playground.admission.unread import SESSION, UnreadAnswers

pytestmark = pytest.mark.anyio
STREAM = "/gradio_api/queue/data"
SHORT = 0.02  # seconds


@dataclass
class Queue:
    """Keeps answers by session, as Gradio does, until they are fetched."""

    kept: dict[str, list[str]] = field(default_factory=dict)
    began: int = 0
    cookies: list[str | None] = field(default_factory=list)

    async def join(self, request: Request) -> Response:
        if request.query_params.get("refused"):
            return JSONResponse({"detail": "no"}, 422)
        self.began += 1
        event = f"event{self.began}"
        self.kept.setdefault(request.scope[SESSION] or event, []).append("a" * 10)
        return JSONResponse({"event_id": event})

    async def data(self, request: Request) -> Response:
        session = request.query_params["session_hash"]
        self.cookies.append(request.headers.get("cookie"))

        async def stream() -> AsyncIterator[str]:
            while True:
                for answer in self.kept.pop(session, []):
                    yield answer
                await asyncio.sleep(60)

        return StreamingResponse(stream())

    async def call(self, request: Request) -> Response:
        return JSONResponse(self.kept.pop(request.path_params["event"], None))


def with_session(app: ASGIApp) -> ASGIApp:
    """Put the session of a message into its scope, as the check of bodies does."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        query = Request(scope).query_params
        await app(scope | ({SESSION: query.get("session", "")} if scope["method"] == "POST" else {}), receive, send)

    return wrapped


@pytest.fixture
def queue() -> Queue:
    return Queue()


@asynccontextmanager
async def site(queue: Queue, patience: float) -> AsyncIterator[httpx.AsyncClient]:
    inner = Starlette(
        routes=[
            Route("/gradio_api/queue/join", queue.join, methods=["POST"]),
            Route("/gradio_api/call/generate", queue.join, methods=["POST"]),
            Route("/gradio_api/call/generate/{event}", queue.call),
            Route(STREAM, queue.data),
        ]
    )
    transport = httpx.ASGITransport(with_session(UnreadAnswers(inner, patience)))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        yield client


@pytest.fixture
async def client(anyio_backend: str, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setattr(module, "_READING", SHORT)
    async with site(queue, SHORT) as client:
        yield client


async def until(condition: Any) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(SHORT / 4)
    raise AssertionError("that never happens")


async def test_what_nobody_fetches_is_gone_after_a_while(client: httpx.AsyncClient, queue: Queue) -> None:
    for session in ("one", "one", "two"):
        await client.post(f"/gradio_api/queue/join?session={session}", headers={"cookie": "a=b"})
    await client.post("/gradio_api/call/generate")
    assert len(queue.kept) == 3
    await until(lambda: not queue.kept)
    assert "a=b" in queue.cookies, "whoever has signed in is who reads"


async def test_what_is_being_fetched_is_left_alone(client: httpx.AsyncClient, queue: Queue) -> None:
    listening = asyncio.create_task(client.get(f"{STREAM}?session_hash=one"))
    await until(lambda: queue.cookies)
    await client.post("/gradio_api/queue/join?session=one")
    await asyncio.sleep(4 * SHORT)
    assert list(queue.kept) == ["one"], "the stream that is open will get it"
    listening.cancel()
    await asyncio.wait([listening])


async def test_a_program_fetches_its_answer_once(client: httpx.AsyncClient, queue: Queue) -> None:
    event = (await client.post("/gradio_api/call/generate")).json()["event_id"]
    first, second = [await client.get(f"/gradio_api/call/generate/{event}") for _ in range(2)]
    assert first.json() == ["a" * 10]
    assert second.status_code == 404
    assert (await client.get("/gradio_api/call/generate/invented")).status_code == 404
    await asyncio.sleep(4 * SHORT)
    assert not queue.cookies, "nothing was left to be read"


@pytest.mark.parametrize("cause", [HTTPException(404), OSError("broken")])
async def test_a_stream_for_a_session_that_gradio_has_forgotten_just_ends(cause: Exception) -> None:
    """Gradio says so in the stream, and then raises what Starlette calls an answer that has already begun."""

    async def forgetful(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"forgotten", "more_body": True})
        raise RuntimeError("response already started") from cause

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(UnreadAnswers(forgetful)), base_url="http://page.test"
    ) as client:
        if isinstance(cause, HTTPException):
            assert (await client.get(f"{STREAM}?session_hash=one")).text == "forgotten"
        else:
            with pytest.raises(RuntimeError):
                await client.get(f"{STREAM}?session_hash=one")


async def test_reading_for_a_session_that_gradio_has_forgotten_fails_nowhere() -> None:
    read, faults = asyncio.Event(), []

    async def forgetful(scope: Scope, _receive: Receive, send: Send) -> None:
        body = b'{"event_id": "event1"}' if scope["method"] == "POST" else b"forgotten"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body, "more_body": scope["method"] == "GET"})
        if scope["method"] == "GET":
            read.set()
            raise RuntimeError("response already started") from HTTPException(404)

    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: faults.append(context["message"]))
    transport = httpx.ASGITransport(with_session(UnreadAnswers(forgetful, SHORT)))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        await client.post("/gradio_api/queue/join?session=one")
        await asyncio.wait_for(read.wait(), 5)
    await asyncio.sleep(SHORT)
    gc.collect()
    assert not faults


async def test_who_begins_very_much_has_the_oldest_thrown_away(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_READING", SHORT)
    monkeypatch.setattr(module, "_MOST", 3)
    async with site(queue, 60.0) as client:
        for number in range(5):
            await client.post(f"/gradio_api/queue/join?session={number}")
        await client.post("/gradio_api/queue/join?session=7&refused=1")
        await until(lambda: list(queue.kept) == ["2", "3", "4"])
