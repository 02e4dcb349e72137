"""A visitor's desk: the pictures on their way, the finished ones, and what waits for its turn.

A desk lives on the server and belongs to whoever knows its key, a random number that only the visitor's browser keeps.
Work on it goes on while nobody looks: a page that is closed and opened again finds it as it stands by then.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from imagelabs_client import GenerationParams
from playground.backends import Backend
from playground.desks.generation import Generation, Painting
from playground.files import PictureStore
from playground.result.stage import Notice

MAX_SHOWN = 24  # finished pictures that a desk still shows; older ones are only in the history
MAX_WAITING = 16  # batches
MAX_DESKS = 500
_IN_TURN = 2.0  # seconds within which the pictures of a batch are all submitted, in their order if that can be
_IDLE_LIFE = 24 * 3600.0  # seconds for which a desk is kept that nobody uses

Keep = Callable[[Painting], Awaitable[None]]


@dataclass(eq=False)
class Picture:
    """One picture on a desk."""

    generation: Generation
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    following: asyncio.Task[None] | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is finished, stopped or failed."""
        return self.generation.progress.is_over


@dataclass(frozen=True, eq=False)
class Batch:
    """Pictures that were asked for together and wait for their turn."""

    wanted: tuple[GenerationParams, ...]
    id: str = field(default_factory=lambda: secrets.token_hex(6))


class Desk:
    """What one visitor has asked for. Belongs to the event loop that uses it."""

    def __init__(self, backend: Backend, store: PictureStore, keep: Keep) -> None:
        """Make an empty desk.

        Args:
            backend: where pictures are painted.
            store: where files for the browser are written.
            keep: called with each finished picture.
        """
        self._backend = backend
        self._store = store
        self._keep = keep
        self._changed = asyncio.Event()
        self.pictures: list[Picture] = []  # the newest first
        self.waiting: list[Batch] = []
        self.selected: Picture | None = None
        self.is_held = False  # after Stop, what waits does not start by itself
        self.notice: Notice | None = None  # about the form, not about a picture
        self.used = time.monotonic()

    @property
    def is_busy(self) -> bool:
        """Whether anything is on its way, or about to be."""
        return self._is_painting or bool(self.waiting and not self.is_held)

    @property
    def _is_painting(self) -> bool:
        return any(not picture.is_over for picture in self.pictures)

    def ask_for(self, wanted: Sequence[GenerationParams]) -> bool:
        """Start on pictures, or let them wait while others are on their way.

        Returns:
            False if too many wait already.
        """
        self.notice = None
        if self.is_busy:
            if len(self.waiting) >= MAX_WAITING:
                return False
            self.waiting.append(Batch(tuple(wanted)))
            self.touch()
            return True
        self.is_held = False
        self._start(wanted)
        return True

    def resume(self, params: GenerationParams, task_id: str, *, can_repeat: bool = True) -> None:
        """Take up a job that was begun before this desk was; `can_repeat` as in `Generation`."""
        self._put([Generation(params, self._backend, self._store, task_id=task_id, can_repeat=can_repeat)])

    def stop_all(self) -> None:
        """Stop every picture on its way; what waits is held."""
        self.is_held = bool(self.waiting)
        for picture in self.pictures:
            if not picture.is_over:
                picture.generation.stop()
        self.touch()

    def stop(self, picture_id: str) -> None:
        """Stop one picture."""
        picture = self.find(picture_id)
        if picture is not None and not picture.is_over:
            picture.generation.stop()

    def go_on(self) -> None:
        """Start what was held."""
        self.is_held = False
        self._start_next()
        self.touch()

    def remove(self, batch_id: str) -> None:
        """Drop a batch that waits."""
        self.waiting = [batch for batch in self.waiting if batch.id != batch_id]
        self.is_held = self.is_held and bool(self.waiting)
        self.touch()

    def move(self, batch_id: str, by: int) -> None:
        """Let a batch wait less (`by` = -1) or longer (1)."""
        place = next((n for n, batch in enumerate(self.waiting) if batch.id == batch_id), None)
        if place is not None:
            batch = self.waiting.pop(place)
            self.waiting.insert(max(place + by, 0), batch)
            self.touch()

    def select(self, picture_id: str) -> None:
        """Show a picture."""
        self.selected = self.find(picture_id) or self.selected
        self.touch()

    def delete(self, picture_id: str) -> None:
        """Forget a picture that is over, and its files."""
        picture = self.find(picture_id)
        if picture is None or not picture.is_over:
            return
        place = self.pictures.index(picture)
        self.pictures.remove(picture)
        painting = picture.generation.progress.painting
        if painting is not None:
            self._store.discard(painting.file)
        if self.selected is picture:
            self.selected = self.pictures[min(place, len(self.pictures) - 1)] if self.pictures else None
        self.touch()

    def find(self, picture_id: str) -> Picture | None:
        """Return the picture with this id, or None."""
        return next((picture for picture in self.pictures if picture.id == picture_id), None)

    def touch(self) -> None:
        """Wake everyone who waits for a change."""
        self.used = time.monotonic()
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def change(self) -> asyncio.Event:
        """The event that the next change sets."""
        return self._changed

    async def aclose(self) -> None:
        """Stop following; the service's work goes on."""
        tasks = [picture.following for picture in self.pictures if picture.following is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _start(self, wanted: Sequence[GenerationParams]) -> None:
        self._put([Generation(params, self._backend, self._store) for params in wanted])

    def _put(self, generations: Sequence[Generation]) -> None:
        added = [Picture(generation) for generation in generations]
        self.pictures[:0] = added
        self.selected = added[0]
        for place, picture in enumerate(added):
            before = added[place - 1] if place else None
            picture.following = asyncio.create_task(self._follow(picture, before))
        over = [picture for picture in self.pictures if picture.is_over]
        for picture in over[max(MAX_SHOWN - (len(self.pictures) - len(over)), 0) :]:
            self.pictures.remove(picture)
        self.touch()

    async def _follow(self, picture: Picture, before: Picture | None) -> None:
        if before is not None:
            await self._submitted(before)
        async for progress in picture.generation.run():
            self.touch()
            if progress.painting is not None:
                await self._keep(progress.painting)
        if not self.is_held:
            self._start_next()
        self.touch()

    async def _submitted(self, picture: Picture) -> None:
        """Wait until the service has a picture, so that the one in sight is not the last to be painted; never long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_IN_TURN):
                while picture.generation.progress.task_id is None and not picture.is_over:
                    await self.change.wait()

    def _start_next(self) -> None:
        if self.waiting and not self._is_painting:
            self._start(self.waiting.pop(0).wanted)


class Desks:
    """Every visitor's desk, by key. Unused ones are forgotten."""

    def __init__(self, make: Callable[[], Desk], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Make the collection; `make` makes an empty desk."""
        self._make = make
        self._clock = clock
        self._desks: OrderedDict[str, Desk] = OrderedDict()

    def known(self, key: str) -> Desk | None:
        """Return the desk with this key, or None."""
        return self._desks.get(key)

    def get(self, key: str) -> Desk:
        """Return the desk with this key, a new one if there is none."""
        self._forget()
        desk = self._desks.get(key)
        if desk is None:
            desk = self._desks[key] = self._make()
        desk.used = self._clock()
        self._desks.move_to_end(key)
        return desk

    def rename(self, key: str, new_key: str) -> None:
        """Give a desk another key."""
        self._desks[new_key] = self._desks.pop(key)

    async def aclose(self) -> None:
        """Stop following anything."""
        desks = list(self._desks.values())
        self._desks.clear()
        for desk in desks:
            await desk.aclose()

    def _forget(self) -> None:
        """Forget the desks that nobody uses: long unused ones, and more than there may be, the longest unused first."""
        now = self._clock()
        for key, desk in list(self._desks.items()):
            is_old = now - desk.used > _IDLE_LIFE
            if not desk.is_busy and (is_old or len(self._desks) >= MAX_DESKS):
                del self._desks[key]
