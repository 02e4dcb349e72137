"""A real service with real worker processes, and an engine that is controlled by the prompt."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from imagelabs_server import create_app
from tests.serving import ENGINES, SCRIPTED

Progress = dict[str, Any]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def scripted_engine(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the scripted engine, which can be imported here and in workers."""
    monkeypatch.syspath_prepend(str(ENGINES))
    monkeypatch.setenv("PYTHONPATH", str(ENGINES))
    return SCRIPTED


@pytest.fixture
def make_app(scripted_engine: str) -> Iterator[Callable[..., FastAPI]]:
    """Return a function that creates apps with the scripted engine; they are closed after the test."""
    apps: list[FastAPI] = []

    def make(**options: Any) -> FastAPI:
        app = create_app(scripted_engine, **({"workers": 1} | options))
        apps.append(app)
        return app

    yield make
    for app in apps:
        app.state.service.close()


class Wire:
    """A minimal client of the protocol."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def submit(self, prompt: str, **fields: Any) -> str:
        answer = await self.http.post("/txt2img", json={"prompt": prompt, "width": 64, "height": 64, **fields})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["task_id"])

    async def progress(self, task_id: str) -> Progress:
        answer = await self.http.post("/progress", json={"task_id": task_id})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def until(self, task_id: str, condition: Callable[[Progress], bool]) -> Progress:
        """Poll every 5 ms, for at most 30 s, until `condition` holds."""
        import anyio

        give_up = time.monotonic() + 30
        while not condition(progress := await self.progress(task_id)):
            assert time.monotonic() < give_up, progress
            await anyio.sleep(0.005)
        return progress

    async def end(self, task_id: str) -> Progress:
        return await self.until(task_id, lambda p: p["status"] == "Done" or "Error" in p["status"])

    async def begin(self, task_id: str) -> Progress:
        return await self.until(task_id, lambda p: "queue" not in p["status"] and p["progress"] > 0)


@pytest.fixture
async def open_wire(make_app: Callable[..., FastAPI]) -> AsyncIterator[Callable[..., Wire]]:
    """Return a function that creates an app and an in-process client for it."""
    clients: list[httpx.AsyncClient] = []

    def connect(**options: Any) -> Wire:
        transport = httpx.ASGITransport(app=make_app(**options))
        client = httpx.AsyncClient(transport=transport, base_url="http://service.invalid")
        clients.append(client)
        return Wire(client)

    yield connect
    for client in clients:
        await client.aclose()
