"""Gradio's files: asked for and compressed once, then answered without it."""

from __future__ import annotations

import asyncio
from collections import Counter

import brotli  # type: ignore[import-untyped]
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from playground.web.delivery.compression import BodyCache, preferred_encoding
from playground.web.delivery.static_files import StaticFiles

pytestmark = pytest.mark.anyio

SCRIPT = "export const answer = 42;\n" * 100
PICTURE = bytes(range(256)) * 10


class Site:
    """A site with two files, which counts how often each address is asked for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.app = StaticFiles(Starlette(routes=[Route("/{path:path}", self._answer)]))

    async def get(self, path: str, **headers: str) -> httpx.Response:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://page.test") as client:
            return await client.get(path, headers={"accept-encoding": "identity"} | headers)

    async def _answer(self, request: Request) -> Response:
        self.asked[request.url.path] += 1
        await asyncio.sleep(0)
        kept = {"cache-control": "max-age=99"}
        match request.path_params["path"]:
            case "assets/a.js" | "other.js":
                return Response(SCRIPT, media_type="application/javascript", headers=kept)
            case "assets/a.png":
                return Response(PICTURE, media_type="image/png", headers=kept)
        return PlainTextResponse("nothing here", 404)


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
async def test_a_file_is_asked_for_once_and_sent_as_small_as_the_client_can_take_it(
    accepted: str, encoding: str | None
) -> None:
    site = Site()
    for _ in range(3):
        file = await site.get("/assets/a.js", accept_encoding=accepted)
        assert file.text == SCRIPT
        assert file.headers.get("content-encoding") == encoding
        assert file.headers["cache-control"] == "max-age=99"
        assert file.headers["content-type"].startswith("application/javascript")
        assert file.headers["vary"] == "Accept-Encoding"
    assert site.asked == {"/assets/a.js": 1}


async def test_the_length_is_that_of_what_is_sent() -> None:
    site = Site()
    async with (
        httpx.AsyncClient(transport=httpx.ASGITransport(site.app), base_url="http://page.test") as client,
        client.stream("GET", "/assets/a.js", headers={"accept-encoding": "br"}) as file,
    ):
        raw = b"".join([part async for part in file.aiter_raw()])
    assert int(file.headers["content-length"]) == len(raw) < len(SCRIPT)
    assert brotli.decompress(raw).decode() == SCRIPT


async def test_pictures_stay_as_they_are() -> None:
    site = Site()
    picture = await site.get("/assets/a.png", accept_encoding="br")
    assert (picture.content, picture.headers.get("content-encoding")) == (PICTURE, None)


async def test_many_at_once_cost_one_compression() -> None:
    made = 0

    def make() -> bytes:
        nonlocal made
        made += 1
        return b"body"

    cache = BodyCache(100)
    assert await asyncio.gather(*(cache.get("key", make) for _ in range(20))) == [b"body"] * 20
    assert made == 1


async def test_a_visitor_who_leaves_does_not_take_the_body_from_the_others() -> None:
    cache = BodyCache(100)
    first = asyncio.create_task(cache.get("key", lambda: b"body"))
    await asyncio.sleep(0)
    second = asyncio.create_task(cache.get("key", lambda: b"other"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == b"body"


async def test_the_cache_is_bounded_and_drops_what_was_not_wanted_for_longest() -> None:
    cache = BodyCache(30)
    for key in "abc":
        await cache.get(key, lambda: b"0123456789")
    await cache.get("a", lambda: b"never made")
    await cache.get("d", lambda: b"0123456789")
    assert [key for key in "abcd" if key in cache] == ["a", "c", "d"]


async def test_what_is_no_file_of_gradio_passes() -> None:
    site = Site()
    for _ in range(2):
        assert (await site.get("/other.js")).text == SCRIPT
        assert (await site.get("/assets/missing.js")).status_code == 404
        await site.get("/assets/a.js", range="bytes=0-9")
    assert site.asked == {"/other.js": 2, "/assets/missing.js": 2, "/assets/a.js": 2}


@pytest.mark.parametrize("accepted", ["br;q=" + "1" * 100_000, "," * 100_000, "br" + " " * 100_000, ";" * 100_000])
def test_a_hostile_header_is_not_read_to_its_end(accepted: str) -> None:
    assert preferred_encoding(accepted) in ("", "br")
