"""Drawing a grid: a few cells at a time, each shown as it is finished, until all are done or somebody stops."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from typing import Literal

from imagelabs_client import ImageLabsError
from playground.admission.admission import Admission, Hold, TooMuchError, no_hold
from playground.backends import Backend
from playground.compare.grid import Cell, GridPlan
from playground.desks.generation import Painting, cancel_task, save_painting
from playground.files import PictureStore

CONCURRENCY = 2  # cells at a time, so that other visitors get their turn
_MAX_RUNS = 200  # grids of all visitors that are kept to be shown and downloaded
_MIN_INTERVAL = 0.25  # seconds between two views

CellState = Literal["waiting", "working", "done", "failed", "stopped"]


class GridRun:
    """One grid being drawn. Belongs to the event loop that uses it.

    It goes on while no page shows it: a page that is closed and opened again finds it in its current state. Only
    `stop` ends it early.
    """

    def __init__(
        self,
        plan: GridPlan,
        backends: Mapping[str, Backend],
        store: PictureStore,
        keep: Callable[[Painting], Awaitable[None]] | None = None,
        *,
        admission: Admission | None = None,
        owner: str = "",
    ) -> None:
        """Prepare a run; nothing happens before `start`.

        Args:
            plan: what to draw.
            backends: where to draw, by the names that cells use.
            store: where pictures are written for the browser.
            keep: called with each finished picture.
            admission: asked before the grid starts, and before each cell, which waits for its turn.
            owner: whom it is charged to.
        """
        self._admission = admission or Admission()
        self._owner = owner
        self._hold = no_hold()
        self.plan = plan
        self.paintings: dict[Cell, Painting] = {}
        self.errors: dict[Cell, ImageLabsError] = {}
        self._states: dict[Cell, CellState] = dict.fromkeys(plan.cells, "waiting")
        self._backends = backends
        self._store = store
        self._keep = keep
        self._changed = asyncio.Event()  # set once and then replaced, so that no viewer misses a change
        self._workers: list[asyncio.Task[None]] = []
        self._begun = 0.0
        self._is_ended = False

    def state(self, cell: Cell) -> CellState:
        """Return the state of a cell."""
        return self._states[cell]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return not any(state in ("waiting", "working") for state in self._states.values())

    @property
    def is_stopped(self) -> bool:
        """Whether any cell was stopped."""
        return "stopped" in self._states.values()

    @property
    def finished(self) -> int:
        """Number of cells that are done or have failed."""
        return sum(state in ("done", "failed") for state in self._states.values())

    @property
    def remaining(self) -> float | None:
        """Estimated seconds left, from the cells so far; None before the first one and at the end."""
        if not self.finished or self.is_over:
            return None
        return (time.monotonic() - self._begun) / self.finished * (len(self._states) - self.finished)

    def start(self) -> None:
        """Begin to draw, unless the run was stopped before.

        Raises:
            TooMuchError: the owner has too many grids already.
        """
        if self._is_ended:
            return
        self._hold = self._admission.hold("grids", self._owner)
        self._begun = time.monotonic()
        cells = iter(self.plan.cells)
        self._workers = [asyncio.create_task(self._work(cells)) for _ in range(CONCURRENCY)]

    async def views(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> AsyncGenerator[None, None]:
        """Yield whenever there is something new to show, lastly when all is over. Leaving early stops nothing.

        Args:
            pause: sleeps for a number of seconds, or longer.
        """
        while not self.is_over:
            changed = self._changed
            yield
            await changed.wait()
            await pause(_MIN_INTERVAL)
        for worker in self._workers:
            if worker.done() and not worker.cancelled():
                worker.result()  # raises a fault of ours, which would be lost otherwise
        yield

    async def stop(self) -> None:
        """End the run, even before it has begun. Finished cells stay."""
        self._is_ended = True
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.cancel()
        if workers:
            await asyncio.wait(workers)
        self._stop_waiting()
        self._hold.release()

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
        except BaseException as error:
            if not isinstance(error, asyncio.CancelledError):  # a fault of ours: the other workers end too
                for worker in self._workers:
                    if worker is not asyncio.current_task():
                        worker.cancel()
            self._stop_waiting()
            raise
        finally:
            if self.is_over:
                self._hold.release()

    async def _draw(self, cell: Cell) -> None:
        with await self._turn(cell):
            submitting = asyncio.create_task(self._backends[cell.backend].submit(cell.params, owner=self._owner))
            try:
                # Shielded, because Stop has to learn which task to cancel, even while the submit is still on its way.
                task = await asyncio.shield(submitting)
                image = await task.result()
            except asyncio.CancelledError:
                await cancel_task(submitting)
                raise
        painting = await save_painting(image, cell.params, self._store, self._owner)
        self.paintings[cell] = painting
        if self._keep is not None:
            await self._keep(painting)

    async def _turn(self, cell: Cell) -> Hold:
        """Wait until the owner may have one more picture, and return the place that it takes."""
        while True:
            try:
                return self._admission.pictures(self._owner, [cell.params])
            except TooMuchError as error:
                if error.retry_after is None:  # a picture that is larger than what a minute allows: it alone may be
                    return no_hold()
                await asyncio.sleep(error.retry_after)

    def _stop_waiting(self) -> None:
        for cell, state in self._states.items():
            if state in ("waiting", "working"):
                self._states[cell] = "stopped"
        self._notify()

    def _set(self, cell: Cell, state: CellState) -> None:
        self._states[cell] = state
        self._notify()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class Grids:
    """The latest grid of every visitor, by its owner's key. The oldest are forgotten."""

    def __init__(self) -> None:
        self._runs: OrderedDict[str, GridRun] = OrderedDict()

    def get(self, owner: str) -> GridRun | None:
        """Return the grid of a visitor, or None."""
        return self._runs.get(owner)

    async def put(self, owner: str, run: GridRun) -> None:
        """Keep a grid, and stop the one of the same owner that it replaces."""
        gone = [self._runs.pop(owner, None)]
        self._runs[owner] = run
        while len(self._runs) > _MAX_RUNS:
            gone.append(self._runs.popitem(last=False)[1])
        for earlier in gone:
            if earlier is not None:
                await earlier.stop()

    async def rename(self, owner: str, new_owner: str) -> None:
        """Move a grid to another owner, in place of an earlier one of theirs, which is stopped."""
        run = self._runs.pop(owner, None)
        if run is not None:
            await self.put(new_owner, run)

    async def aclose(self) -> None:
        """Stop every grid."""
        runs = list(self._runs.values())
        self._runs.clear()
        await asyncio.gather(*(run.stop() for run in runs))
