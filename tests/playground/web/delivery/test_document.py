"""The document: the language is settled before Gradio looks, one language's texts are there, Gradio's name is not."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from playground.page import Page
from playground.settings import Settings
from playground.web.application import create_application
from playground.web.delivery.document import EDITED_PARTS, EditedPage, LocalizedDocument

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

    app = LocalizedDocument(Starlette(routes=[Route("/", page), Route("/other", other)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        return await client.request(method, path, headers=headers)


async def real_page(settings: Settings, language: str = "en") -> str:
    """The page that Gradio renders, without our middleware."""
    page = Page(settings)
    app = create_application(page, page.build())
    app.user_middleware.clear()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        return (await client.get("/", headers={"accept-language": language})).text


def configuration(page: str) -> dict[str, Any]:
    config, _ = json.JSONDecoder().raw_decode(page.partition("window.gradio_config = ")[2])
    return dict(config)


async def test_the_page_begins_with_the_language_script() -> None:
    page = await ask("/")
    assert page.text.index("<script>") < page.text.index("<meta")
    assert '["en", "ru"]' in page.text
    assert "кот" in page.text


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("brx", None),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
    ],
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


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_every_place_that_is_edited_is_there_in_gradios_own_page(language: str) -> None:
    """What a newer Gradio has moved or renamed is found here, not by visitors."""
    before = await real_page(Settings())
    edited = EditedPage(before, language)
    assert edited.missing == set()
    after = edited.html
    assert "Gradio" not in after.partition("</head>")[0].partition("<script>window.gradio_config")[0]
    assert "og:url" not in after
    assert 'rel="manifest"' not in after
    assert after.index("<script>(() =>") == after.index("<head>") + len("<head>")
    assert 'rel="icon"' in after
    old, new = configuration(before), configuration(after)
    assert set(old["i18n_translations"]) == {"en", "ru"}
    assert new == old | {"i18n_translations": {language: old["i18n_translations"][language]}}
    assert after.partition("window.gradio_api_info")[2] == before.partition("window.gradio_api_info")[2].replace(
        '<link rel="manifest" href="/manifest.json" />', ""
    )


async def test_the_login_page_has_no_texts_to_choose_from() -> None:
    assert EditedPage(await real_page(Settings(auth=("me", "secret"))), "ru").missing == set()


async def test_a_page_without_the_places_passes_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    strange = "<title>x</title><script>window.gradio_config = nothing</script>\u2028<p>\r\n</p>"
    assert EditedPage(strange, "en").missing == EDITED_PARTS
    app = LocalizedDocument(Starlette(routes=[Route("/", lambda _request: HTMLResponse(strange))]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page.test") as client:
        assert (await client.get("/")).text == (await client.get("/")).text == strange
    assert caplog.text.count("configuration, head, link previews, manifest, translations") == 1
