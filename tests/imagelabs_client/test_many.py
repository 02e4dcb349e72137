"""Many jobs at once: bounded, in the order in which they end, and one failure is not the end of the rest."""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import threading
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from imagelabs_client import AsyncImageLabs, GeneratedImage, GenerationParams, ImageLabs, ImageLabsError, InvalidParams
from imagelabs_client.core.concurrency import run_in_threads
from imagelabs_client.net.deadlines import GivenUpError

if TYPE_CHECKING:
    from tests.imagelabs_client.conftest import Both, MakeImage, Service


class Jobs:
    """A service where each job's id is its prompt, and that counts the jobs it holds."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.lock = threading.Lock()
        self.open = 0
        self.most_open = 0
        self.polls: dict[str, int] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/txt2img":
            prompt = json.loads(request.content)["prompt"]
            with self.lock:
                self.open += 1
                self.most_open = max(self.most_open, self.open)
            return httpx.Response(200, json={"task_id": prompt})
        if path == "/progress":
            return httpx.Response(200, json=self.progress(json.loads(request.content)["task_id"]))
        return httpx.Response(200, content=self.content)

    def progress(self, task_id: str) -> dict[str, str]:
        with self.lock:
            self.polls[task_id] = self.polls.get(task_id, 0) + 1
            if "bad" in task_id:
                self.open -= 1
                return {"status": "Error: bad prompt"}
            if self.polls[task_id] < (4 if "slow" in task_id else 1):
                return {"status": "Painting"}
            del self.polls[task_id]
            self.open -= 1
            return {"status": "Done", "final_image_url": "/final.png"}


@pytest.fixture
def jobs(make_png):
    return Jobs(make_png())


@pytest.fixture
def many(both, jobs):
    """Call generate_many of either client on the jobs."""

    def call(prompts, **options):
        return both.call("generate_many", prompts, client={"transport": httpx.MockTransport(jobs)}, **options)

    return call


def test_every_prompt_becomes_a_picture(many: Any) -> None:
    outcomes = many([f"cat {number}" for number in range(9)], width=64)
    assert sorted(outcome.params.prompt for outcome in outcomes) == [f"cat {number}" for number in range(9)]
    assert all(isinstance(outcome, GeneratedImage) and outcome.params.width == 64 for outcome in outcomes)


def test_never_more_jobs_at_once_than_asked_for(many: Any, jobs: Any) -> None:
    many((f"cat {number}" for number in range(20)), concurrency=3)
    assert jobs.most_open <= 3


def test_one_failure_does_not_end_the_rest(many: Any) -> None:
    outcomes = many(["cat", "bad", " ", GenerationParams("dog", seed=1)])
    errors = [outcome for outcome in outcomes if isinstance(outcome, ImageLabsError)]
    assert len(outcomes) == 4
    assert {type(error).__name__ for error in errors} == {"GenerationFailedError", "InvalidParams"}
    (failed,) = (error for error in errors if not isinstance(error, InvalidParams))
    assert failed.params.prompt == "bad"
    assert failed.task_id == "bad"


@pytest.mark.parametrize("concurrency", [0, -1, 1.5, True, "4"])
def test_a_concurrency_that_makes_no_sense_is_refused(both: Both, concurrency: Any) -> None:
    with pytest.raises(InvalidParams, match="concurrency"):
        both.call("generate_many", ["a"], concurrency=concurrency)


def test_nothing_comes_of_nothing(many: Any) -> None:
    assert many([]) == []


def test_a_mistake_in_the_prompts_is_raised(many: Any) -> None:
    def prompts():
        yield "cat"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        many(prompts())


def test_results_come_in_the_order_in_which_they_end(jobs: Any) -> None:
    order = []
    quick_is_taken = threading.Event()
    progress = jobs.progress

    def paced(task_id):
        if "slow" in task_id:
            quick_is_taken.wait(10)
        return progress(task_id)

    jobs.progress = paced
    with ImageLabs(base_url="http://service.test", transport=httpx.MockTransport(jobs)) as client:
        for image in client.generate_many(["slow", "quick"]):
            order.append(image.params.prompt)
            quick_is_taken.set()
    assert order == ["quick", "slow"]


def test_an_endless_iterable_is_read_only_as_far_as_needed(jobs: Any) -> None:
    taken = []

    def prompts():
        for number in itertools.count():
            taken.append(number)
            yield f"cat {number}"

    with ImageLabs(base_url="http://service.test", transport=httpx.MockTransport(jobs)) as client:
        many = client.generate_many(prompts(), concurrency=2)
        for _ in range(3):
            next(many)
        many.close()
    assert len(taken) <= 5
    assert threading.active_count() == 1 or not any("imagelabs" in thread.name for thread in threading.enumerate())


def test_closing_early_does_not_wait_for_what_is_under_way(jobs: Any) -> None:
    jobs.progress = lambda task_id: (
        {"final_image_url": "/final.png"} if task_id == "quick" else {"status": "In the queue"}
    )
    with ImageLabs(base_url="http://service.test", transport=httpx.MockTransport(jobs)) as client:
        many = client.generate_many(["quick", "endless"])
        assert next(many).params.prompt == "quick"
        time.sleep(0.5)  # by now the other one sleeps for seconds between its polls
        began = time.monotonic()
        many.close()
        assert time.monotonic() - began < 0.4
    assert not any("imagelabs" in thread.name for thread in threading.enumerate())


def test_closing_early_cancels_asynchronous_work(jobs: Any) -> None:
    jobs.progress = lambda task_id: (
        {"final_image_url": "/final.png"} if task_id == "quick" else {"status": "In the queue"}
    )

    async def main():
        async with AsyncImageLabs(base_url="http://service.test", transport=httpx.MockTransport(jobs)) as client:
            many = client.generate_many(["quick", "endless"])
            assert (await anext(many)).params.prompt == "quick"
            await many.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_memory_stays_flat_over_a_thousand_jobs(both: Both, make_png: MakeImage) -> None:
    """In virtual time; a picture is large beside everything else that a job could leave behind."""
    picture = make_png(512, 256) + b"\0" * 100_000
    jobs = Jobs(picture)

    def make(client, number):
        stream = client.generate_many((f"cat {index}" for index in range(number)), concurrency=2)
        return taken(stream) if both.kind == "sync" else taken_async(stream)

    def work(client):
        yield make(client, 60)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        assert (yield make(client, 1000)) == 1000
        _, peak = tracemalloc.get_traced_memory()
        both.clock.slept.clear()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        assert after - before < 20_000, "twenty bytes a job"
        assert peak - before < 8 * len(picture), "two at work, each with its pieces and their whole, and one taken"

    tracemalloc.start()
    try:
        both.run(work, transport=httpx.MockTransport(jobs))
    finally:
        tracemalloc.stop()


def taken(stream):
    return sum(isinstance(outcome, GeneratedImage) for outcome in stream)


async def taken_async(stream):
    number = 0
    async for outcome in stream:
        number += isinstance(outcome, GeneratedImage)
        del outcome
    return number


def test_what_ended_while_nobody_looked_is_given_in_the_order_in_which_it_did() -> None:
    turns = {name: threading.Event() for name in "abcd"}

    def work(name: str) -> str:
        turns[name].wait(10)
        return name

    many = run_in_threads(work, "abcd", 4, lambda: None)
    turns["c"].set()
    assert next(many) == "c"
    for name in "dba":
        turns[name].set()
        time.sleep(0.05)
    assert list(many) == ["d", "b", "a"]


def test_the_id_of_a_job_that_was_submitted_just_as_somebody_gave_up_is_told(service: Service) -> None:
    unwanted, told = threading.Event(), []

    def answer(request: httpx.Request) -> httpx.Response:
        unwanted.set()
        return service(request)

    with ImageLabs(base_url="http://service.test", transport=httpx.MockTransport(answer)) as client:
        params = GenerationParams("a cat").with_seeds()
        flow = client._flows.generate(params, client._deadline(None))
        with pytest.raises(GivenUpError):
            client._run(flow, told.append, unwanted)
    assert [event.task_id for event in told] == ["task-1"]
    assert service.counts == {"/txt2img": 1}
