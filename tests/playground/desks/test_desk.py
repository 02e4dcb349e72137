"""A desk: pictures at once, batches that wait, and what Stop stops."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from imagelabs_client import AsyncImageLabs, GenerationParams
from playground.backends import Backend
from playground.desks.commands import apply, restore_jobs
from playground.desks.desk import MAX_SHOWN, MAX_WAITING, Desk
from playground.desks.generation import Painting
from playground.files import PictureStore
from playground.result.narration import lost_reference_notice
from playground.result.strip import render_queue, render_strip
from playground.texts import languages
from tests.playground.conftest import BASE_URL

pytestmark = pytest.mark.anyio

EN = languages()["en"]


def wanted(*prompts: str) -> list[GenerationParams]:
    return [GenerationParams(prompt, width=64, height=64, seed=1, subseed=2) for prompt in prompts]


async def until(desk: Desk, reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not reached():
            await desk.change.wait()


@pytest.fixture
def kept() -> list[Path]:
    return []


@pytest.fixture
async def desk(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes], kept: list[Path]
) -> AsyncIterator[Desk]:
    async def keep(painting: Painting) -> None:
        kept.append(painting.file)

    service.images = pictures
    desk = Desk(backend, store, keep)
    yield desk
    await desk.aclose()


@pytest.fixture
def endless(service: Any) -> None:
    service.polls = [{"status": "Painting the forms", "progress": 0.3}]


@pytest.fixture
def quick(service: Any) -> None:
    service.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]


@asynccontextmanager
async def slow_to_submit(service: Any, store: PictureStore) -> AsyncIterator[tuple[Desk, list[str]]]:
    """Make a desk whose service takes the longer for a submit the earlier its letter is, and lists what has arrived."""
    arrived: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/txt2img":
            prompt = json.loads(request.content)["prompt"]
            await asyncio.sleep(0.02 * (ord("h") - ord(prompt)))
            arrived.append(prompt)
            service.submit = {"task_id": f"t-{prompt}", "cancel": True}
        response: httpx.Response = service.handle(request)
        return response

    async def keep(_painting: Painting) -> None:
        pass

    client = AsyncImageLabs(base_url=BASE_URL, transport=httpx.MockTransport(answer))
    desk = Desk(Backend(BASE_URL, client=client), store, keep)
    yield desk, arrived
    await desk.aclose()
    await client.close()


async def test_pictures_of_a_batch_reach_the_service_in_their_order(
    service: Any, store: PictureStore, endless: None
) -> None:
    async with slow_to_submit(service, store) as (desk, arrived):
        desk.request(wanted(*"abcd"))
        await until(desk, lambda: all(picture.generation.progress.fraction == 0.3 for picture in desk.pictures))
        assert arrived == [*"abcd"]


async def test_what_is_stopped_before_its_turn_is_never_sent(service: Any, store: PictureStore, endless: None) -> None:
    async with slow_to_submit(service, store) as (desk, arrived):
        desk.request(wanted(*"abcd"))
        await asyncio.sleep(0.01)
        desk.stop_all()
        await until(desk, lambda: all(picture.is_over for picture in desk.pictures))
        assert arrived == ["a"]
        assert {picture.generation.progress.state for picture in desk.pictures} == {"stopped"}


async def test_all_pictures_of_a_batch_are_on_their_way_at_once(desk: Desk, service: Any, endless: None) -> None:
    assert desk.request(wanted(*"abcdefgh"))
    await until(desk, lambda: all(picture.generation.progress.fraction == 0.3 for picture in desk.pictures))
    assert len(service.submitted) == 8
    assert desk.selected is desk.pictures[0]


async def test_one_picture_can_be_stopped_alone(desk: Desk, service: Any, endless: None) -> None:
    desk.request(wanted("a", "b"))
    await until(desk, lambda: len(service.submitted) == 2)
    apply(desk, {"do": "stop", "id": desk.pictures[1].id})
    await until(desk, lambda: desk.pictures[1].is_over)
    assert desk.pictures[1].generation.progress.state == "stopped"
    assert desk.is_busy
    assert service.cancelled == ["t-1"]


async def test_what_waits_can_be_reordered_removed_and_starts_in_its_turn(
    desk: Desk, service: Any, quick: None, kept: list[Path]
) -> None:
    for prompt in "abcd":
        desk.request(wanted(prompt))
    b, c, d = desk.waiting
    apply(desk, {"do": "later", "id": b.id})
    apply(desk, {"do": "earlier", "id": c.id})
    apply(desk, {"do": "earlier", "id": "no such"})
    assert desk.waiting == [c, b, d]
    apply(desk, {"do": "remove", "id": b.id})
    await until(desk, lambda: not desk.is_busy)
    assert [body["prompt"] for body in service.submitted] == ["a", "c", "d"]
    assert [picture.generation.params.prompt for picture in desk.pictures] == ["d", "c", "a"]
    assert len(kept) == 3


async def test_stop_holds_what_waits_until_the_visitor_says_go_on(desk: Desk, service: Any, endless: None) -> None:
    desk.request(wanted("a"))
    desk.request(wanted("b"))
    await until(desk, lambda: desk.pictures[0].generation.progress.task_id is not None)
    desk.stop_all()
    await until(desk, lambda: not desk.is_busy)
    assert desk.is_held
    assert "Go on" in render_queue(desk, EN)
    service.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]
    apply(desk, {"do": "go_on"})
    await until(desk, lambda: not desk.is_busy)
    assert [body["prompt"] for body in service.submitted] == ["a", "b"]


async def test_a_failure_does_not_keep_the_rest_waiting(desk: Desk, service: Any) -> None:
    service.polls = [{"status": "Error: no"}]
    desk.request(wanted("a"))
    desk.request(wanted("b"))
    await until(desk, lambda: not desk.is_busy)
    assert [picture.generation.progress.state for picture in desk.pictures] == ["failed", "failed"]


async def test_vary_paints_the_same_with_another_variation_seed(desk: Desk, service: Any, quick: None) -> None:
    desk.request(wanted("a"))
    await until(desk, lambda: not desk.is_busy)
    apply(desk, {"do": "vary", "id": desk.pictures[0].id})
    await until(desk, lambda: not desk.is_busy)
    first, second = service.submitted
    assert first["seed"] == second["seed"]
    assert first["subseed"] != second["subseed"]


async def test_delete_forgets_the_picture_and_its_file(desk: Desk, quick: None, kept: list[Path]) -> None:
    desk.request(wanted("a", "b"))
    await until(desk, lambda: not desk.is_busy)
    gone = desk.pictures[0]
    apply(desk, {"do": "delete", "id": gone.id})
    painting = gone.generation.progress.painting
    assert painting is not None
    assert not painting.file.exists()
    assert desk.selected is desk.pictures[0]
    apply(desk, {"do": "delete", "id": desk.pictures[0].id})
    assert desk.pictures == []
    assert desk.selected is None


async def test_a_desk_is_bounded(desk: Desk, quick: None) -> None:
    for _ in range(MAX_SHOWN // 8 + 2):
        desk.request(wanted(*"abcdefgh"))
        await until(desk, lambda: not desk.is_busy)
    assert len(desk.pictures) <= MAX_SHOWN
    desk.request(wanted("a"))
    accepted = [desk.request(wanted("b")) for _ in range(MAX_WAITING + 2)]
    assert accepted == [True] * MAX_WAITING + [False] * 2
    restore_jobs(desk, [{"wanted": [{"prompt": "x"}]}] * 500)
    assert len(desk.waiting) == MAX_WAITING


async def test_what_waited_with_a_reference_image_is_not_painted_without_it(
    desk: Desk, store: PictureStore, service: Any, endless: None
) -> None:
    with_reference = GenerationParams("a house", reference_image=b"a picture")
    desk.request(wanted("a"))
    await until(desk, lambda: desk.pictures[0].generation.progress.task_id is not None)
    desk.request([with_reference])
    desk.request(wanted("b"))
    jobs = [json.loads(unescape(job)) for job in re.findall('data-job="(.*?)"', render_queue(desk, EN))]
    assert [job["reference"] for job in jobs] == [True, False]
    desk.stop_all()
    await until(desk, lambda: desk.pictures[0].is_over)
    desk.waiting.clear()
    lost = restore_jobs(desk, jobs[::-1])
    assert [params.prompt for params in lost] == ["a house"]
    assert [picture.generation.params.prompt for picture in desk.pictures] == ["b", "a"]
    notice = lost_reference_notice(lost, languages()["ru"])
    assert "a house" in notice.details
    assert not notice.can_retry


async def test_a_forgotten_job_with_a_reference_image_is_not_submitted_again_without_it(
    desk: Desk, service: Any
) -> None:
    service.polls = [{"status": "Error: a text that may change", "code": "unknown_task"}]
    restore_jobs(desk, [{"wanted": [{"prompt": "x"}], "taskId": "t-9", "reference": True}])
    await until(desk, lambda: desk.pictures[0].is_over)
    assert desk.pictures[0].generation.progress.state == "failed"
    assert service.submitted == []


async def test_the_strip_shows_each_picture_with_a_name_and_a_way_to_stop_it(desk: Desk, endless: None) -> None:
    desk.request(wanted("a <b>", "c"))
    html = render_strip([(picture, _stage()) for picture in desk.pictures], desk.selected, EN)
    assert html.count('data-do="stop"') == 2
    assert html.count("aria-current") == 1
    assert "<b>" not in html


def _stage() -> Any:
    from playground.result.stage import StageContent

    return StageContent("working", line="Painting", fraction=0.5)
