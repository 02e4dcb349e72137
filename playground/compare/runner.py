"""Drawing a grid: a few cells at a time, each told as it comes, until all are done or somebody stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from typing import Literal

from imagelabs_client import AsyncTask, ImageLabsError
from playground.backends import Backend
from playground.compare.grid import Cell, Plan
from playground.files import PictureStore
from playground.generation import Painting, save_painting

CONCURRENCY = 2  # cells at a time: others want to paint too
_BREATH = 0.25  # seconds between two views, at least
_CANCEL_TIMEOUT = 2.0  # seconds that Stop may take while the service does not answer

State = Literal["waiting", "working", "done", "failed", "stopped"]


class GridRun:
    """One grid being drawn. Belongs to the event loop that uses it."""

    def __init__(
        self,
        plan: Plan,
        backends: Mapping[str, Backend],
        store: PictureStore,
        keep: Callable[[Painting], Awaitable[None]] | None = None,
    ) -> None:
        """Prepare a run; nothing happens before `views` is iterated.

        Args:
            plan: what to draw.
            backends: where, by the names that cells have for them.
            store: where pictures are written for the browser.
            keep: called with each finished picture.
        """
        self.plan = plan
        self.paintings: dict[Cell, Painting] = {}
        self.errors: dict[Cell, ImageLabsError] = {}
        self._states: dict[Cell, State] = dict.fromkeys(plan.cells, "waiting")
        self._backends = backends
        self._store = store
        self._keep = keep
        self._changed = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []
        self._begun = 0.0

    def state(self, cell: Cell) -> State:
        """Return how a cell stands."""
        return self._states[cell]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return not any(state in ("waiting", "working") for state in self._states.values())

    @property
    def finished(self) -> int:
        """Number of cells that are done or have failed."""
        return sum(state in ("done", "failed") for state in self._states.values())

    @property
    def remaining(self) -> float | None:
        """Seconds still to wait, going by the cells so far; None before the first."""
        if not self.finished or self.is_over:
            return None
        return (time.monotonic() - self._begun) / self.finished * (len(self._states) - self.finished)

    async def views(self) -> AsyncGenerator[None, None]:
        """Yield whenever there is something new to show, at last when all is over. Closed early, it stops the run."""
        self._begun = time.monotonic()
        cells = iter(self.plan.cells)
        self._workers = [asyncio.create_task(self._work(cells)) for _ in range(CONCURRENCY)]
        try:
            while not self.is_over:
                yield
                await self._changed.wait()
                await asyncio.sleep(_BREATH)
                self._changed.clear()
            for worker in self._workers:
                if worker.done() and not worker.cancelled():
                    worker.result()  # a fault of ours is raised here, not lost
            yield
        finally:
            await self.stop()

    async def stop(self) -> None:
        """End the run; what is done stays."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.cancel()
        if workers:
            await asyncio.wait(workers)
        for cell, state in self._states.items():
            if state in ("waiting", "working"):
                self._states[cell] = "stopped"
        self._changed.set()

    async def _work(self, cells: Iterator[Cell]) -> None:
        try:
            for cell in cells:
                self._set(cell, "working")
                try:
                    await self._draw(cell)
                    self._set(cell, "done")
                except ImageLabsError as error:
                    self.errors[cell] = error
                    self._set(cell, "failed")
        except BaseException:
            self._stop_waiting()
            raise

    async def _draw(self, cell: Cell) -> None:
        submitting = asyncio.create_task(self._backends[cell.backend].client.submit(cell.params))
        try:
            # Shielded: Stop must learn which job to cancel, even if the answer to the submit is still on its way.
            task = await asyncio.shield(submitting)
            image = await task.result()
        except asyncio.CancelledError:
            await _cancel(submitting)
            raise
        painting = await save_painting(image, cell.params, self._store)
        self.paintings[cell] = painting
        if self._keep is not None:
            await self._keep(painting)

    def _stop_waiting(self) -> None:
        for cell, state in self._states.items():
            if state in ("waiting", "working"):
                self._states[cell] = "stopped"
        self._changed.set()

    def _set(self, cell: Cell, state: State) -> None:
        self._states[cell] = state
        self._changed.set()


async def _cancel(submitting: asyncio.Task[AsyncTask]) -> None:
    """Stop the job at the service; where it cannot be stopped it ends by itself, unheard."""
    with suppress(ImageLabsError, TimeoutError):
        async with asyncio.timeout(_CANCEL_TIMEOUT):
            await (await submitting).cancel()
