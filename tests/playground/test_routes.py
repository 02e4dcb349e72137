"""What the page's script asks beside Gradio costs the backend little."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from playground.backends import Backend
from playground.routes import BACKEND_ROUTE, EXAMPLE_ROUTE, Routes

pytestmark = pytest.mark.anyio


async def test_whether_the_backend_answers_is_asked_once_for_many_pages(service: Any, backend: Backend) -> None:
    app = Starlette(routes=Routes(lambda: backend).all())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "ready"}
        service.refuse = True
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "ready"}, "an answer serves for a moment"
        assert (await client.get(EXAMPLE_ROUTE)).headers["content-type"] == "image/webp"


async def test_a_backend_that_does_not_answer_is_silent(service: Any, backend: Backend) -> None:
    service.refuse = True
    app = Starlette(routes=Routes(lambda: backend).all())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "silent"}
