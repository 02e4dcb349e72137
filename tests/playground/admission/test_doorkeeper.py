"""At the door: who asks too often is told when to come back, in their language, and nobody else notices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from playground.admission.addresses import VisitorAddress
from playground.admission.admission import Admission
from playground.admission.doorkeeper import Doorkeeper
from playground.admission.limits import limits_for
from playground.admission.listeners import Listeners

pytestmark = pytest.mark.anyio


async def answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


@asynccontextmanager
async def site(
    chosen: str, endpoint: Any = answer, listeners: Listeners | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    inner = Starlette(routes=[Route("/{path:path}", endpoint, methods=["GET", "POST"])])
    app = VisitorAddress(Doorkeeper(inner, Admission(limits_for("public", chosen)), listeners or Listeners()), 1)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        yield client


def address(number: int) -> dict[str, str]:
    return {"x-forwarded-for": f"192.0.2.{number}"}


async def test_who_asks_too_often_is_told_when_to_come_back_and_others_are_not() -> None:
    async with site("requests_per_minute=3") as client:
        mine = [await client.get("/", headers=address(1)) for _ in range(4)]
        other = await client.get("/", headers=address(2))
    assert [found.status_code for found in (*mine, other)] == [200, 200, 200, 429, 200]
    assert 0 < int(mine[-1].headers["retry-after"]) <= 60
    assert "Requests: at most 3 a minute" in mine[-1].text


async def test_the_sentence_is_in_the_visitors_language() -> None:
    async with site("requests_per_minute=1") as client:
        await client.get("/", headers=address(1))
        refused = await client.get("/", headers=address(1) | {"accept-language": "ru"})
    assert "не больше 1 в минуту" in refused.text


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/run/generate", "/gradio_api/call/generate", "/gradio_api/api/x"]
)
async def test_messages_are_counted_at_every_door(path: str) -> None:
    async with site("messages_per_minute=2") as client:
        statuses = [(await client.post(path, headers=address(1))).status_code for _ in range(3)]
        assert (await client.get("/", headers=address(1))).status_code == 200
    assert statuses == [200, 200, 429]


async def test_streams_are_counted_while_they_are_open() -> None:
    opened, closing = asyncio.Semaphore(0), asyncio.Event()

    async def stream(_request: Request) -> PlainTextResponse:
        opened.release()
        await closing.wait()
        return PlainTextResponse("over")

    async with site("streams=2", stream) as client:
        path = "/gradio_api/queue/data?session_hash=x"
        open_ones = [asyncio.create_task(client.get(path, headers=address(1))) for _ in range(2)]
        for _ in open_ones:
            await opened.acquire()
        assert (await client.get(path, headers=address(1))).status_code == 429
        closing.set()
        await asyncio.gather(*open_ones)
        assert (await client.get(path, headers=address(1))).status_code == 200


async def test_a_session_listens_while_its_stream_is_open() -> None:
    opened, closing, listeners = asyncio.Event(), asyncio.Event(), Listeners(patience=0.01)

    async def stream(_request: Request) -> PlainTextResponse:
        opened.set()
        await closing.wait()
        return PlainTextResponse("over")

    async with site("streams=2", stream, listeners) as client:
        assert not await listeners.wait_for("mine")
        waiting = asyncio.create_task(Listeners.wait_for(listeners, "mine"))
        path = "/gradio_api/queue/data?session_hash=mine"
        open_one = asyncio.create_task(client.get(path, headers=address(1)))
        await opened.wait()
        assert await listeners.wait_for("mine")
        assert not await listeners.wait_for("another")
        closing.set()
        await open_one
        await waiting
        assert not await listeners.wait_for("mine")
