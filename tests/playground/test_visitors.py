"""Visitors are told apart by the keys that their browsers keep; nothing that is kept for them grows without bound."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from imagelabs_client import GenerationParams
from playground import visitors as module
from playground.admission.admission import Admission
from playground.admission.limits import limits_for
from playground.admission.listeners import Listeners
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
        async with asyncio.timeout(5):
            assert [None async for _ in older] == [None], "once more, so that the last thing that it shows is new"


async def test_many_pages_of_one_visitor_are_shown_no_more_than_one_is(
    visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for session, owner in (("one", "ann"), ("two", "ann"), ("three", "bob")):
        visitors.key_of(session, owner)
    with visitors.watching("one") as first:
        await first(0.5)
        with visitors.watching("two") as second, visitors.watching("three") as others:
            for pause in (first, second, others):
                await pause(0.5)
        await first(0.5)
    assert slept == [0.5, 1.0, 1.0, 0.5, 0.5]


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


async def test_whoever_makes_up_sessions_and_keys_loses_their_own_first(
    visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DESKS", 20)
    monkeypatch.setattr(module, "MAX_SESSIONS", 30)
    await visitors.attach("honest", KEY, None, "192.0.2.1")
    for number in range(100):
        await visitors.attach(f"made up {number}", f"{number:032}", None, "192.0.2.66")
    assert visitors.key_of("honest") == KEY
    assert visitors.desks.known(KEY) is not None
    assert visitors.desks.known(f"{0:032}") is None
    assert visitors.desks.known(f"{99:032}") is not None


async def test_of_invented_work_only_a_visitors_share_is_taken_up(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    async def keep(_painting: Painting) -> None:
        pass

    service.polls = [{"status": "Painting", "progress": 0.3}]
    admission = Admission(limits_for("public", "pictures=5"))
    visitors = Visitors(lambda: Desk(backend, store, keep), admission)
    jobs = [{"wanted": [{"prompt": "x"}], "taskId": f"invented-{number}"} for number in range(136)]
    found = await visitors.attach("one", KEY, jobs, "192.0.2.66")
    assert found is not None
    assert (len(found.desk.pictures), found.too_much is not None) == (5, True)
    again = await visitors.attach("two", "other" * 5, jobs, "192.0.2.66")
    assert again is not None
    assert again.desk.pictures == []
    other = await visitors.attach("three", "honest" * 5, jobs[:2], "192.0.2.1")
    assert other is not None
    assert (len(other.desk.pictures), other.too_much) == (2, None)
    await visitors.aclose()
    assert admission.held("pictures", "192.0.2.66") == 0


async def test_what_waits_holds_places_until_it_is_dropped(service: Any, backend: Backend, store: PictureStore) -> None:
    async def keep(_painting: Painting) -> None:
        pass

    service.polls = [{"status": "Painting", "progress": 0.3}]
    admission = Admission(limits_for("public", "pictures=4"))
    desk = Desk(backend, store, keep)
    for _ in range(2):
        desk.request([PARAMS] * 2, owner="ann", hold=admission.pictures("ann", [PARAMS] * 2))
    assert admission.held("pictures", "ann") == 4
    desk.remove(desk.waiting[0].id)
    assert admission.held("pictures", "ann") == 2
    desk.stop_all()
    await asyncio.gather(*(picture.following for picture in desk.pictures if picture.following))
    assert admission.held("pictures", "ann") == 0


async def test_a_desk_is_not_shown_to_a_page_that_does_not_listen(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    async def keep(_painting: Painting) -> None:
        pass

    service.polls = [{"status": "Painting", "progress": 0.3}]
    listeners = Listeners(patience=0.01)
    visitors = Visitors(lambda: Desk(backend, store, keep), listeners=listeners)
    desk = visitors.desk("one")
    desk.request([PARAMS])
    assert len([None async for _ in visitors.watch("one", desk)]) == 1
    assert desk.is_busy, "the work goes on"
    with listeners.listening("one"):
        async with aclosing(visitors.watch("one", desk)) as changes:
            await anext(changes)
            desk.touch()
            await anext(changes)
    await visitors.aclose()
