"""What the page's script asks beside Gradio costs the backend little."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from imagelabs_client import GeneratedImage, GenerationParams
from imagelabs_client.metadata import read_metadata
from playground.admission.admission import Admission
from playground.backends import Backend
from playground.desks.generation import save_painting
from playground.files import PictureStore
from playground.sandbox.sandbox import Sandbox
from playground.web.routes import BACKEND_ROUTE, EXAMPLE_ROUTE, Routes, picture_url

pytestmark = pytest.mark.anyio


async def test_whether_the_backend_answers_is_asked_once_for_many_pages(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    app = Starlette(routes=Routes(backend, store, Admission(), Sandbox(Admission())).all())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "ready"}
        service.refuse = True
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "ready"}, "an answer serves for a moment"
        assert (await client.get(EXAMPLE_ROUTE)).headers["content-type"] == "image/webp"


async def test_a_backend_that_does_not_answer_is_silent(service: Any, backend: Backend, store: PictureStore) -> None:
    service.refuse = True
    app = Starlette(routes=Routes(backend, store, Admission(), Sandbox(Admission())).all())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        assert (await client.get(BACKEND_ROUTE)).json() == {"state": "silent"}


async def test_a_picture_is_served_in_other_formats_with_its_parameters_inside(
    backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    params = GenerationParams("a cat «ё»", width=128, height=96, seed=2**63 - 1, subseed=4)
    image = GeneratedImage("", "t-1", params, pictures["/images/end.png"], "image/png", 1.0, ("cat",), ("ё",))
    painting = await save_painting(image, params, store)
    app = Starlette(routes=Routes(backend, store, Admission(), Sandbox(Admission())).all())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        for ending, form in (("jpg", "JPEG"), ("webp", "WEBP")):
            answer = await client.get(picture_url("", painting.file, ending))
            metadata = read_metadata(answer.content)
            assert metadata.format == form
            assert (metadata.params, metadata.task_id, metadata.unrecognised) == (params, "t-1", ("ё",))
            assert "attachment" in answer.headers["content-disposition"]
        good = picture_url("", painting.file, "jpg")
        for bad in (good.replace(".jpg", ".gif"), "/playground-pictures/../x.jpg", "/playground-pictures/x/y.jpg"):
            assert (await client.get(bad)).status_code == 404
        store.discard(painting.file)
        assert (await client.get(good)).status_code == 404
