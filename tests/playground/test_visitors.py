"""Visitors are told apart by the keys that their browsers keep; nothing that is kept for them grows without bound."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from imagelabs_client import GenerationParams
from playground import visitors as module
from playground.backends import Backend
from playground.compare.grid import make_plan, read_axis
from playground.compare.runner import GridRun
from playground.desks.desk import Desk
from playground.desks.generation import Painting
from playground.files import PictureStore
from playground.visitors import MAX_DESKS, Desks, Visitors

pytestmark = pytest.mark.anyio

KEY = "k" * 32
PARAMS = GenerationParams("a cat", width=64, height=64, seed=1, subseed=2)


@pytest.fixture
async def visitors(service: Any, backend: Backend, store: PictureStore) -> AsyncIterator[Visitors]:
    async def keep(_painting: Painting) -> None:
        pass

    service.polls = [{"status": "Painting the forms", "progress": 0.3}]
    visitors = Visitors(lambda: Desk(backend, store, keep))
    yield visitors
    await visitors.aclose()


async def test_a_page_without_a_key_has_a_desk_of_its_own(visitors: Visitors) -> None:
    assert visitors.desk("one") is visitors.desk("one")
    assert visitors.desk("one") is not visitors.desk("two")


async def test_two_pages_with_the_same_key_show_the_same_desk(visitors: Visitors) -> None:
    first, second = await visitors.attach("one", KEY, None), await visitors.attach("two", KEY, None)
    assert first is not None
    assert second is not None
    assert first.desk is second.desk is visitors.desk("two")
    assert visitors.key_of("one") == visitors.key_of("two") == KEY


@pytest.mark.parametrize("key", ["", "short", "session one", None, 5, ["k" * 32], "k" * 65, "k" * 31 + "\n"])
async def test_what_is_no_key_attaches_to_nothing(visitors: Visitors, key: object) -> None:
    assert await visitors.attach("one", key, None) is None
    assert visitors.key_of("one") == "session one"


async def test_what_was_asked_for_before_the_page_named_its_key_comes_along(
    visitors: Visitors, backend: Backend, store: PictureStore
) -> None:
    desk = visitors.desk("one")
    desk.request([PARAMS])
    grid = GridRun(make_plan(PARAMS, read_axis("seed", "1-2")), {"": backend}, store)
    await visitors.grids.put(visitors.key_of("one"), grid)
    attached = await visitors.attach("one", KEY, None)
    assert attached is not None
    assert attached.desk is desk
    assert visitors.grids.get(KEY) is grid


async def test_of_the_work_that_the_browser_remembers_the_lost_is_returned(visitors: Visitors) -> None:
    jobs = [{"wanted": [{"prompt": "a house"}], "reference": True}, {"wanted": [{"prompt": "a dog"}]}]
    attached = await visitors.attach("one", KEY, jobs)
    assert attached is not None
    assert [params.prompt for params in attached.lost] == ["a house"]
    assert [picture.generation.params.prompt for picture in attached.desk.pictures] == ["a dog"]
    again = await visitors.attach("two", KEY, jobs)
    assert again is not None
    assert (again.lost, len(again.desk.pictures)) == ((), 1), "the server knows the desk, so the browser is not asked"


async def test_an_idle_desk_is_shown_once_and_a_busy_one_until_a_newer_event_shows_it(visitors: Visitors) -> None:
    desk = visitors.desk("one")
    assert [None async for _ in visitors.watch("one", desk)] == [None]
    desk.request([PARAMS])
    async with aclosing(visitors.watch("one", desk)) as older, aclosing(visitors.watch("one", desk)) as newer:
        await anext(older)
        await anext(newer)
        with pytest.raises(StopAsyncIteration):
            async with asyncio.timeout(5):
                await anext(older)


async def test_the_oldest_sessions_are_forgotten(visitors: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    for session in ("one", "two", "three", "four"):
        await visitors.attach(session, KEY, None)
    assert visitors.key_of("four") == KEY
    assert visitors.key_of("one") == "session one"


async def test_unused_desks_are_forgotten_and_busy_ones_never(visitors: Visitors) -> None:
    now = [0.0]
    made: list[str] = []
    desk = visitors.desk("one")

    def make() -> Desk:
        made.append("x")
        return desk if len(made) == 1 else Desk(None, None, None)  # type: ignore[arg-type]

    desks = Desks(make, clock=lambda: now[0])
    desk.request([PARAMS])
    assert desks.get("busy") is desk
    for number in range(MAX_DESKS + 5):
        desks.get(f"idle {number}")
    assert desks.known("busy") is desk
    assert desks.known("idle 0") is None
    now[0] = 10**6
    desks.get("later")
    assert desks.known("idle 400") is None
    assert desks.known("busy") is desk
