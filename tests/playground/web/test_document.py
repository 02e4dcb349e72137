"""The page's head: the chosen language is there before Gradio looks, and Gradio's own name is not."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from playground.web.document import LanguageScript, page_script, page_style

pytestmark = pytest.mark.anyio

PAGE = (
    '<!doctype html><html><head>\n<meta property="og:title" content="Gradio" />\n'
    '<meta property="og:title" content="ImageLabs Playground" /></head><body>кот</body>'
    '<script>window.gradio_config = {"mode":"blocks","i18n_translations":{"en":{"a":"cat"},'
    '"ru":{"a":"\\u003cb\\u003eкот & пёс"}},"js":"x"};</script></html>'
)


async def ask(path: str, method: str = "GET", headers: dict[str, str] | None = None) -> httpx.Response:
    async def page(_request: object) -> HTMLResponse:
        return HTMLResponse(PAGE)

    async def other(_request: object) -> PlainTextResponse:
        return PlainTextResponse("<head>")

    app = LanguageScript(Starlette(routes=[Route("/", page), Route("/other", other)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        return await client.request(method, path, headers=headers)


async def test_the_page_begins_with_the_language_script() -> None:
    page = await ask("/")
    assert page.text.index("<script>") < page.text.index("<meta")
    assert '["en", "ru"]' in page.text
    assert "кот" in page.text


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None), ("brx", None)]
)
async def test_the_page_is_sent_as_small_as_the_client_can_take_it(accepted: str, coding: str | None) -> None:
    page = await ask("/", headers={"accept-encoding": accepted})
    assert page.headers.get("content-encoding") == coding
    assert "Accept-Encoding" in page.headers["vary"]
    assert page.text.startswith("<!doctype html>")
    if coding is None:
        assert int(page.headers["content-length"]) == len(page.content)


@pytest.mark.parametrize(
    ("accepted", "path", "texts"),
    [
        ("en", "/", {"en": {"a": "cat"}}),
        ("ru-RU,ru;q=0.9", "/", {"ru": {"a": "<b>кот & пёс"}}),
        ("ru", "/?lang=en", {"en": {"a": "cat"}}),
    ],
)
async def test_the_page_carries_the_texts_of_its_own_language_alone(
    accepted: str, path: str, texts: dict[str, Any]
) -> None:
    page = (await ask(path, headers={"accept-language": accepted})).text
    config = page.partition("gradio_config = ")[2].partition(";</script>")[0]
    assert json.loads(config) == {"mode": "blocks", "i18n_translations": texts, "js": "x"}
    assert "<b>" not in config
    assert f'served = "{next(iter(texts))}"' in page


async def test_the_page_is_not_called_gradio() -> None:
    page = await ask("/")
    assert 'content="Gradio"' not in page.text
    assert 'content="ImageLabs Playground"' in page.text


async def test_every_other_answer_passes_as_it_is() -> None:
    assert (await ask("/other")).text == "<head>"
    assert (await ask("/", "HEAD")).content == b""


def test_scripts_and_styles_are_sent_without_remarks_and_stay_small() -> None:
    script, style = page_script(), page_style()
    assert "/*" not in style
    assert "playground:done" in script
    assert len(gzip.compress(script.encode())) + len(gzip.compress(style.encode())) < 30_000
