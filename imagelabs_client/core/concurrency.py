"""Many jobs at a time, bounded: never more than `concurrency` jobs, and pictures that nobody has taken, are held."""

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
    """Refuse what is no number of jobs.

    Raises:
        InvalidParams: it is not a whole number, 1 or more.
    """
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        message = "concurrency must be a whole number, 1 or more"
        raise InvalidParams.listing([Problem("concurrency", "type", message)])


def run_in_threads(
    work: Callable[[Item], Result], items: Iterable[Item], concurrency: int, stop: Callable[[], object]
) -> Generator[Result | ImageLabsError, None, None]:
    """Do `work` for each item in threads, and give results as they come.

    Args:
        work: called with an item, in a thread.
        items: read in the caller's thread, and only as far as there is room.
        concurrency: threads.
        stop: makes work that is under way end soon; called when nobody wants more.
    """
    remaining = iter(items)
    ended: queue.SimpleQueue[Future[Result]] = queue.SimpleQueue()
    with ThreadPoolExecutor(concurrency, thread_name_prefix="imagelabs") as pool:

        def begin(most: int) -> int:
            begun = [pool.submit(work, item) for item in islice(remaining, most)]
            for future in begun:
                future.add_done_callback(ended.put)
            return len(begun)

        try:
            under_way = begin(concurrency)
            while under_way:
                outcome = _outcome(ended.get())
                under_way += begin(1) - 1
                yield outcome
                del outcome  # whoever takes the picture is the only one to hold it
        finally:
            stop()
            pool.shutdown(wait=False, cancel_futures=True)


async def run_in_tasks(
    work: Callable[[Item], Awaitable[Result]], items: Iterable[Item], concurrency: int
) -> AsyncGenerator[Result | ImageLabsError, None]:
    """Do `work` for each item in tasks, and give results as they come; see `run_in_threads`."""
    import asyncio  # here, so that the blocking client does not load it

    async def one(item: Item) -> Result:
        return await work(item)

    remaining = iter(items)
    ended: asyncio.Queue[asyncio.Task[Result]] = asyncio.Queue()
    running: set[asyncio.Task[Result]] = set()

    def begin(most: int) -> None:
        for item in islice(remaining, most):
            task = asyncio.create_task(one(item))
            running.add(task)
            task.add_done_callback(ended.put_nowait)

    try:
        begin(concurrency)
        while running:
            done = await ended.get()
            running.discard(done)
            outcome = _outcome(done)
            del done
            begin(1)
            yield outcome
            del outcome  # whoever takes the picture is the only one to hold it
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _outcome(done: Future[Result] | asyncio.Task[Result]) -> Result | ImageLabsError:
    """Return the result or, if it is one that users know, the error; others are raised."""
    error = done.exception()
    if isinstance(error, ImageLabsError):
        return error
    return done.result()
