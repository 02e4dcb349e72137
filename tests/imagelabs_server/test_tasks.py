"""How long tasks and images are kept: bounded in number, bytes and time."""

from __future__ import annotations

import pytest

from imagelabs_server import statuses
from imagelabs_server.engine import Job
from imagelabs_server.tasks import ServiceTask, StoredImage, TaskStore


def ended(store: TaskStore, now: float, png: bytes = b"png", owner: str = "") -> ServiceTask:
    task = ServiceTask(Job("x", width=64, height=64), owner)
    store.add(task)
    store.add_preview(task, StoredImage.jpeg(b"jpeg"))
    store.end(task, "done", statuses.DONE, now, png)
    return task


def test_an_ended_task_and_its_images_live_for_the_ttl() -> None:
    store = TaskStore(ttl=10)
    task = ended(store, now=100)
    assert task.result
    store.purge(109.9)
    assert store.get(task.id) is task
    assert store.image(task.result.name) is task.result
    store.purge(110)
    assert store.get(task.id) is None
    assert store.image(task.result.name) is None
    assert store.image(task.previews[0].name) is None


def test_a_task_that_goes_on_never_expires() -> None:
    store = TaskStore(ttl=10)
    task = ServiceTask(Job("x", width=64, height=64))
    store.add(task)
    store.purge(1e9)
    assert store.get(task.id) is task


@pytest.mark.parametrize("limit", [{"max_ended": 3}, {"max_bytes": 3 * len(b"jpegpng")}])
def test_the_oldest_make_room_when_there_are_too_many_tasks_or_bytes(limit: dict[str, int]) -> None:
    store = TaskStore(ttl=1e9, **limit)
    tasks = [ended(store, now=second) for second in range(5)]
    assert [store.get(task.id) is not None for task in tasks] == [False, False, True, True, True]


@pytest.mark.parametrize("limit", [{"max_ended": 4}, {"max_bytes": 4 * len(b"jpegpng")}])
def test_the_largest_owner_loses_first(limit: dict[str, int]) -> None:
    store = TaskStore(ttl=1e9, **limit)
    modest = ended(store, now=0, owner="modest")
    greedy = [ended(store, now=second, owner="greedy") for second in range(1, 9)]
    assert store.get(modest.id) is modest
    assert [store.get(task.id) is not None for task in greedy] == [False] * 5 + [True] * 3


def test_the_newest_result_is_kept_even_when_it_alone_is_too_large() -> None:
    store = TaskStore(ttl=1e9, max_bytes=2)
    task = ended(store, now=0)
    assert task.result
    assert store.image(task.result.name) is task.result


def test_a_prompt_and_a_reference_image_are_forgotten_when_their_task_has_ended() -> None:
    store = TaskStore(ttl=10)
    task = ServiceTask(Job("x" * 10_000, negative_prompt="y" * 10_000, reference_image=b"megabytes"))
    store.add(task)
    store.end(task, "failed", statuses.CANCELLED, now=0)
    assert (task.job.prompt, task.job.negative_prompt, task.job.reference_image) == ("", "", None)
