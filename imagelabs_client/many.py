"""Many jobs at a time, bounded: never more than `concurrency` jobs, and pictures that nobody has taken, are held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from imagelabs_client.errors import ImageLabsError, InvalidParams, Problem

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
        stop: makes work that is under way end soon; called when nobody wants the rest.
    """
    remaining = iter(items)
    running: set[Future[Result]] = set()
    with ThreadPoolExecutor(concurrency, thread_name_prefix="imagelabs") as pool:
        try:
            running.update(pool.submit(work, item) for item in islice(remaining, concurrency))
            while running:
                done = next(iter(wait(running, return_when=FIRST_COMPLETED).done))
                running.discard(done)
                error = done.exception()
                if error is not None and not isinstance(error, ImageLabsError):
                    raise error
                outcome = done.result() if error is None else error
                del done  # whoever takes the picture is the only one to hold it
                running.update(pool.submit(work, item) for item in islice(remaining, 1))
                yield outcome
                del outcome
        finally:
            for future in running:
                future.cancel()
            if running:
                stop()


async def run_in_tasks(
    work: Callable[[Item], Awaitable[Result]], items: Iterable[Item], concurrency: int
) -> AsyncGenerator[Result | ImageLabsError, None]:
    """Do `work` for each item in tasks, and give results as they come; see `run_in_threads`."""

    async def one(item: Item) -> Result:
        return await work(item)

    remaining = iter(items)
    running: set[asyncio.Task[Result]] = set()
    try:
        running.update(asyncio.create_task(one(item)) for item in islice(remaining, concurrency))
        while running:
            done = next(iter((await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED))[0]))
            running.discard(done)
            error = done.exception()
            if error is not None and not isinstance(error, ImageLabsError):
                raise error
            outcome = done.result() if error is None else error
            del done
            running.update(asyncio.create_task(one(item)) for item in islice(remaining, 1))
            yield outcome
            del outcome
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
