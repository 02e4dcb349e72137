"""A visitor's desk: pictures on their way, finished ones, and those that wait for their turn.

A desk lives on the server and belongs to whoever knows its key (see `playground.visitors`). Work on it goes on while
no page shows it: a page that is closed and opened again finds it in its current state. Each picture holds a place of
whoever requested it (see `playground.admission`) until it is over.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from imagelabs_client import GenerationParams
from playground.admission.admission import Hold, no_hold
from playground.backends import Backend
from playground.desks.generation import Generation, Painting
from playground.files import PictureStore
from playground.result.stage import Notice

MAX_SHOWN = 24  # finished pictures that a desk shows; older ones are only in the history
MAX_WAITING = 16  # batches
_IN_TURN = 2.0  # seconds that a picture of a batch waits for the one before it to be submitted

Keep = Callable[[Painting], Awaitable[None]]


@dataclass(eq=False)
class Picture:
    """One picture on a desk."""

    generation: Generation
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    following: asyncio.Task[None] | None = None
    hold: Hold = field(default_factory=no_hold)

    def give_back(self, _ended: object) -> None:
        """Release its place, because nothing follows it any more."""
        self.hold.release()

    @property
    def is_over(self) -> bool:
        """Whether it is finished, stopped or failed."""
        return self.generation.progress.is_over


@dataclass(frozen=True, eq=False)
class Batch:
    """Pictures that were requested together and wait for their turn."""

    wanted: tuple[GenerationParams, ...]
    owner: str = ""
    hold: Hold = field(default_factory=no_hold)
    id: str = field(default_factory=lambda: secrets.token_hex(6))


class Desk:
    """Everything that one visitor has requested. Belongs to the event loop that uses it."""

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
        """Whether a picture is on its way, or about to be."""
        return self._is_painting or bool(self.waiting and not self.is_held)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.pictures or self.waiting or self.notice)

    @property
    def _is_painting(self) -> bool:
        return any(not picture.is_over for picture in self.pictures)

    def request(self, wanted: Sequence[GenerationParams], *, owner: str = "", hold: Hold | None = None) -> bool:
        """Start pictures, or let them wait while others are on their way.

        Args:
            wanted: the pictures.
            owner: whom they are charged to.
            hold: a place for each of them; all are released if this returns False.

        Returns:
            False if too many wait already.
        """
        self.notice = None
        batch = Batch(tuple(wanted), owner, hold or no_hold())
        if self.is_busy:
            if len(self.waiting) >= MAX_WAITING:
                batch.hold.release()
                return False
            self.waiting.append(batch)
            self.touch()
            return True
        self.is_held = False
        self._start(batch)
        return True

    def resume(
        self,
        params: GenerationParams,
        task_id: str,
        *,
        can_repeat: bool = True,
        owner: str = "",
        hold: Hold | None = None,
    ) -> None:
        """Follow a task that was submitted before this desk existed.

        Args:
            params: what was submitted.
            task_id: the service's id of the task.
            can_repeat: as that of `Generation`.
            owner: whom the picture is charged to.
            hold: its place.
        """
        generation = Generation(params, self._backend, self._store, task_id=task_id, can_repeat=can_repeat, owner=owner)
        self._put([generation], hold or no_hold())

    def stop_all(self) -> None:
        """Stop every picture on its way, and hold what waits."""
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
        """Start what is held."""
        self.is_held = False
        self._start_next()
        self.touch()

    def remove(self, batch_id: str) -> None:
        """Drop a waiting batch."""
        for batch in self.waiting:
            if batch.id == batch_id:
                batch.hold.release()
        self.waiting = [batch for batch in self.waiting if batch.id != batch_id]
        self.is_held = self.is_held and bool(self.waiting)
        self.touch()

    def move(self, batch_id: str, by: int) -> None:
        """Move a waiting batch forward (`by` = -1) or back (1)."""
        place = next((n for n, batch in enumerate(self.waiting) if batch.id == batch_id), None)
        if place is not None:
            batch = self.waiting.pop(place)
            self.waiting.insert(max(place + by, 0), batch)
            self.touch()

    def select(self, picture_id: str) -> None:
        """Select the picture to show."""
        self.selected = self.find(picture_id) or self.selected
        self.touch()

    def delete(self, picture_id: str) -> None:
        """Delete a picture that is over, and its files."""
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
        """Wake everything that waits for a change."""
        self.used = time.monotonic()
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def change(self) -> asyncio.Event:
        """The event that the next change sets."""
        return self._changed

    def forget(self) -> None:
        """Give back the places of what waits, because nobody will ever start it."""
        for batch in self.waiting:
            batch.hold.release()
        self.waiting = []

    async def aclose(self) -> None:
        """Stop following the tasks; the service goes on."""
        self.forget()
        tasks = [picture.following for picture in self.pictures if picture.following is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _start(self, batch: Batch) -> None:
        generations = [Generation(params, self._backend, self._store, owner=batch.owner) for params in batch.wanted]
        self._put(generations, batch.hold)

    def _put(self, generations: Sequence[Generation], hold: Hold) -> None:
        added = [Picture(generation, hold=hold.part()) for generation in generations]
        self.pictures[:0] = added
        self.selected = added[0]
        for place, picture in enumerate(added):
            before = added[place - 1] if place else None
            picture.following = asyncio.create_task(self._follow(picture, before))
            # Not in `_follow` alone, which does not begin if it is cancelled at once.
            picture.following.add_done_callback(picture.give_back)
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
        picture.hold.release()
        if not self.is_held:
            self._start_next()
        self.touch()

    async def _submitted(self, picture: Picture) -> None:
        """Wait a little until a picture is submitted, so that the one in view is not the last to be painted."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_IN_TURN):
                while picture.generation.progress.task_id is None and not picture.is_over:
                    await self.change.wait()

    def _start_next(self) -> None:
        if self.waiting and not self._is_painting:
            self._start(self.waiting.pop(0))
