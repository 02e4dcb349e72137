"""A service that answers by a script, in virtual time, and a backend that talks to it through the real client."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from imagelabs_client import AsyncImageLabs
from playground.backends import Backend
from playground.files import PictureStore

BASE_URL = "http://painter.test"
Reply = dict[str, Any]


def encoded(colour: str, size: tuple[int, int] = (128, 96), form: str = "PNG") -> bytes:
    """Make an image file of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, form)
    return file.getvalue()


@dataclass
class ScriptedService:
    """Answers each poll with the next of `polls`, the last one for ever, and serves `images` by path."""

    polls: list[Reply | httpx.Response] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    submit: Reply | httpx.Response = field(default_factory=lambda: {"task_id": "t-1", "cancel": True})
    refuse: bool = False
    submitted: list[Reply] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)  # paths of previews
    fetched: set[str] = field(default_factory=set)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if self.refuse:
            raise httpx.ConnectError("refused", request=request)
        path = request.url.path
        if request.method == "GET":
            self.fetched.add(path)
            if path in self.images:
                return httpx.Response(200, content=self.images[path], headers={"content-type": "image/png"})
            return httpx.Response(404, json={"detail": "Not Found"})
        body = json.loads(request.content)
        if path == "/txt2img":
            self.submitted.append(body)
            return _response(self.submit)
        if path == "/cancel":
            self.cancelled.append(body["task_id"])
            return httpx.Response(200, json={"status": "ok"})
        assert path == "/progress"
        reply = self.polls.pop(0) if len(self.polls) > 1 else self.polls[0]
        if isinstance(reply, dict) and "current_image_url" in reply:
            self.offered.add(reply["current_image_url"])
        return _response(reply)


def _response(answer: Reply | httpx.Response) -> httpx.Response:
    return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


class VirtualTime:
    """A clock that only `sleep` moves, and not before previews that were offered have been fetched."""

    def __init__(self, service: ScriptedService) -> None:
        self.now = 1000.0
        self._service = service

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        for _ in range(100):
            await asyncio.sleep(0.02)  # real, so that a preview is fetched and written meanwhile
            if self._service.offered <= self._service.fetched:
                break


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


def scripted_backend(service: ScriptedService) -> Backend:
    """A backend whose service answers by a script, in virtual time."""
    time = VirtualTime(service)
    client = AsyncImageLabs(
        base_url=BASE_URL, transport=httpx.MockTransport(service.handle), clock=time.clock, sleep=time.sleep
    )
    return Backend(BASE_URL, client=client)


@pytest.fixture
async def backend(anyio_backend: str, service: ScriptedService) -> AsyncIterator[Backend]:
    backend = scripted_backend(service)
    yield backend
    await backend.aclose()


@pytest.fixture
def store(tmp_path: Path) -> PictureStore:
    return PictureStore(folder=tmp_path / "pictures")


@pytest.fixture
def painting() -> Callable[..., list[Reply]]:
    """Make the polls of a painting that goes well, with three previews."""

    def polls(**last: Any) -> list[Reply]:
        return [
            {"status": "In the queue", "queue_position": 2},
            {"status": "In the queue", "queue_position": 1},
            {"status": "Reading the prompt", "progress": 0.02},
            {"status": "Blocking in the big shapes", "progress": 0.2, "current_image_url": "/images/1.jpg"},
            {"status": "Painting the forms", "progress": 0.46, "current_image_url": "/images/2.jpg"},
            {"status": "Adding the details", "progress": 0.8, "current_image_url": "/images/3.jpg"},
            {"status": "Done", "progress": 1, "final_image_url": "/images/end.png", **last},
        ]

    return polls


@pytest.fixture
def pictures() -> dict[str, bytes]:
    return {
        "/images/1.jpg": encoded("red", form="JPEG"),
        "/images/2.jpg": encoded("green", form="JPEG"),
        "/images/3.jpg": encoded("blue", form="JPEG"),
        "/images/end.png": encoded("orange"),
    }
