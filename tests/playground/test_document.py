"""The page's head: the chosen language is there before Gradio looks, and Gradio's own name is not."""

from __future__ import annotations

import gzip

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from playground.document import LanguageScript, page_script, page_style

pytestmark = pytest.mark.anyio

PAGE = (
    '<!doctype html><html><head>\n<meta property="og:title" content="Gradio" />\n'
    '<meta property="og:title" content="ImageLabs Playground" /></head><body>кот</body></html>'
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
    assert page.headers["content-encoding"] == "gzip"
    assert page.headers["vary"] == "Accept-Encoding"


async def test_a_client_that_takes_no_gzip_gets_none() -> None:
    page = await ask("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in page.headers
    assert int(page.headers["content-length"]) == len(page.content)


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
