"""Gradio checks nothing that is sent for an event: whatever it is, the handlers bear it."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any

import gradio as gr
import pytest

from playground.backends import Backend
from playground.files import PictureStore
from playground.page import Page
from playground.settings import Settings
from tests.playground.conftest import ScriptedService, scripted_backend
from tests.playground.test_page import visitor

pytestmark = pytest.mark.anyio

HALF = "{a|\ud800}"  # half of a character: JSON can hold it, UTF-8 cannot
VALUES = [
    HALF,
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "a",
    [],
    [None],
    {},
    {"path": None},
    [[{}]],
]
OURS = {"generate", "act", "run", "improve", "preview", "estimate", "start", "show", "read_metadata", "upgrade_prompt"}


@pytest.fixture(scope="module")
async def events(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[list[Any]]:
    """The page's events that have a handler; its service refuses everything."""
    backend = scripted_backend(ScriptedService(refuse=True))
    page = Page(Settings(), backends=(backend,), store=PictureStore(folder=tmp_path_factory.mktemp("pictures")))
    demo = page.build()
    yield [event for event in demo.fns.values() if event.fn is not None]
    await page.aclose()


def arguments(event: Any, value: Any) -> Iterator[Any]:
    if event.inputs_as_dict:
        yield dict.fromkeys(event.inputs, value)
    elif event.api_name != "generate" or event.api_visibility != "public":
        yield from (value for _ in event.inputs)
    else:
        yield from (value for _ in range(7))  # the others go by name


async def call(event: Any, value: Any) -> None:
    """Call a handler as Gradio does, and take the first of its answers, which can be sent."""
    answer = event.fn(*arguments(event, value), request=visitor())
    try:
        if inspect.isasyncgen(answer):
            async with aclosing(answer):
                shown = await anext(answer, None)
        elif inspect.isawaitable(answer):
            shown = await answer
        else:
            shown = answer
        str(shown).encode()
    except gr.Error:
        assert event.api_visibility == "public", "the page says it itself"


async def test_gradio_looks_at_no_value(events: list[Any]) -> None:
    assert [event.name for event in events if event.preprocess] == []


@pytest.mark.parametrize("value", VALUES, ids=repr)
async def test_a_handler_bears_any_value(value: Any, events: list[Any]) -> None:
    called = set()
    for event in events:
        if event.inputs:
            await call(event, value)
            called.add(event.name)
    assert called >= OURS


async def test_a_whole_number_may_be_written_as_a_fraction(backend: Backend, store: PictureStore) -> None:
    page = Page(Settings(), backends=(backend,), store=store)
    page.build()
    values = {component: component.value for component in page.form.inputs}
    values |= {page.form.prompt: "a cat", page.form.width: 128.0, page.form.count: 2.0}
    assert [params.width for params in page.form.read(values)] == [128, 128]
    await page.aclose()
