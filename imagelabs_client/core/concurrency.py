"""Bounded concurrency for many jobs.

At any time, running jobs and pictures that the caller has not consumed yet number at most `concurrency`.
"""

from __future__ import annotations

import queue
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from imagelabs_client.errors import ImageLabsError, InvalidParams, Problem

if TYPE_CHECKING:
    import asyncio

Item = TypeVar("Item")
Result = TypeVar("Result")


def check_concurrency(concurrency: object) -> None:
    """Validate the number of concurrent jobs.

    Raises:
        InvalidParams: it is not an integer of 1 or more.
    """
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        message = "concurrency must be a whole number, 1 or more"
        raise InvalidParams.listing([Problem("concurrency", "type", message)])


def run_in_threads(
    work: Callable[[Item], Result], items: Iterable[Item], concurrency: int, stop: Callable[[], object]
) -> Generator[Result | ImageLabsError, None, None]:
    """Call `work` for each item in a thread pool, and yield results as they complete.

    Args:
        work: called with an item, in a worker thread.
        items: consumed lazily in the caller's thread, as threads become free.
        concurrency: number of threads.
        stop: makes running work end soon; called when the generator ends or is closed.
    """
    remaining = iter(items)
    finished: queue.SimpleQueue[Future[Result]] = queue.SimpleQueue()
    with ThreadPoolExecutor(concurrency, thread_name_prefix="imagelabs") as pool:

        def start(limit: int) -> int:
            futures = [pool.submit(work, item) for item in islice(remaining, limit)]
            for future in futures:
                future.add_done_callback(finished.put)
            return len(futures)

        try:
            in_flight = start(concurrency)
            while in_flight:
                outcome = _outcome(finished.get())
                in_flight += start(1) - 1
                yield outcome
                del outcome  # the caller must hold the only reference to the picture
        finally:
            stop()
            pool.shutdown(wait=False, cancel_futures=True)


async def run_in_tasks(
    work: Callable[[Item], Awaitable[Result]], items: Iterable[Item], concurrency: int
) -> AsyncGenerator[Result | ImageLabsError, None]:
    """Call `work` for each item in asyncio tasks, and yield results as they complete; see `run_in_threads`."""
    import asyncio  # imported here so that the blocking client does not load it

    async def run(item: Item) -> Result:
        return await work(item)

    remaining = iter(items)
    finished: asyncio.Queue[asyncio.Task[Result]] = asyncio.Queue()
    running: set[asyncio.Task[Result]] = set()

    def start(limit: int) -> None:
        for item in islice(remaining, limit):
            task = asyncio.create_task(run(item))
            running.add(task)
            task.add_done_callback(finished.put_nowait)

    try:
        start(concurrency)
        while running:
            done = await finished.get()
            running.discard(done)
            outcome = _outcome(done)
            del done
            start(1)
            yield outcome
            del outcome  # the caller must hold the only reference to the picture
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _outcome(done: Future[Result] | asyncio.Task[Result]) -> Result | ImageLabsError:
    """Return the result, or the error if it is an `ImageLabsError`; raise any other exception."""
    error = done.exception()
    if isinstance(error, ImageLabsError):
        return error
    return done.result()
