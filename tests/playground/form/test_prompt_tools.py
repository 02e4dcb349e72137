"""The tools under the prompt: improved by the backend, and a look at what a dynamic prompt becomes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import gradio as gr
import httpx
import pytest

from playground.admission.addresses import owner_of
from playground.admission.admission import Admission
from playground.admission.limits import limits_for
from playground.backends import Backend
from playground.form.dynamic_prompts import expand
from playground.form.form import Form
from playground.form.prompt_tools import PromptTools, render_tools
from playground.result.panel import Result
from playground.texts import languages

WILDCARDS = {"colour": ("red", "blue")}


def visitor(language: str = "en") -> Any:
    return SimpleNamespace(
        headers={"accept-language": language}, query_params={}, username=None, client=SimpleNamespace(host="1.2.3.4")
    )


@pytest.fixture
async def tools(anyio_backend: str, backend: Backend) -> AsyncIterator[PromptTools]:
    with gr.Blocks():
        form = Form(WILDCARDS)
        yield PromptTools(backend, form, Result(), WILDCARDS, Admission(limits_for("public", "calls=1")))


@pytest.mark.anyio
async def test_a_backend_that_cannot_improve_leaves_the_prompt_as_it_is(tools: PromptTools, service: Any) -> None:
    service.refuse = True
    updates = await tools.improve("кот", visitor("ru"))
    assert tools._form.prompt not in updates
    assert updates[tools._improved] == ""
    assert "Улучшить описание не удалось" in updates[tools._result.notice]


@pytest.mark.anyio
async def test_an_improved_prompt_takes_the_place_of_the_old_one(
    tools: PromptTools, service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = service.handle

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/upgrade_prompt":
            return httpx.Response(200, json={"prompt": "a cat at dusk"})
        return httpx.Response(200, json={}) if request.method == "POST" else handle(request)

    monkeypatch.setattr(service, "handle", answer)
    tools._backend._client._http._transport.handler = answer  # type: ignore[union-attr]
    assert (await tools.improve("a cat", visitor()))[tools._improved] == "a cat at dusk"


@pytest.mark.anyio
async def test_who_has_too_much_improved_at_once_is_told(tools: PromptTools) -> None:
    with tools._admission.hold("calls", owner_of(visitor())):
        updates = await tools.improve("a cat", visitor())
    assert updates[tools._improved] == ""
    assert "at once" in updates[tools._result.notice]


@pytest.mark.anyio
async def test_the_look_at_a_dynamic_prompt_shows_what_will_be_painted(tools: PromptTools) -> None:
    html = tools.preview("a __colour__ <house>", "7", 1, visitor())
    assert expand("a __colour__ ", 7, WILDCARDS) in html
    assert "&lt;house&gt;" in html
    assert "Becomes:" in html
    assert "for example" in tools.preview("a {red|blue} house", "", None, visitor())
    assert tools.preview("a house", "", 1, visitor()) == ""


def test_examples_and_styles_are_in_the_visitors_language_and_styles_know_every_language() -> None:
    html = render_tools(languages()["ru"])
    assert "Акварель" in html
    assert "watercolour" in html
    assert "кот сидит" in html
