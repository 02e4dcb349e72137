"""One picture from its parameters to a file: the client's events come in, the progress of the generation goes out.

This module knows neither Gradio nor languages, so a test can follow a whole generation without a browser, and a
visitor can change the language halfway through.
"""

from __future__ import annotations

import asyncio
import dataclasses
import io
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Literal

from PIL import Image

from imagelabs_client import (
    AsyncTask,
    Event,
    Finished,
    GeneratedImage,
    GenerationParams,
    ImageLabsError,
    Running,
    Submitted,
    TaskNotFoundError,
)
from imagelabs_client.images import BrokenImageError, inspect_image
from playground.backends import Backend
from playground.files import NoRoomError, PictureStore, name_for

_CANCEL_TIMEOUT = 2.0  # seconds that Stop may take while the service does not answer
_THUMBNAIL = (320, 320)  # pixels: twice the size it is shown at, for high-density screens

_log = logging.getLogger(__name__)

GenerationState = Literal["sending", "working", "stopping", "done", "stopped", "failed"]


@dataclasses.dataclass(frozen=True, slots=True)
class Painting:
    """A finished picture.

    Attributes:
        image: what the service reported about it, without its content, which is in the file.
        file: the PNG file with the parameters inside.
        thumbnail: a small WebP of it, or None if none could be made.
        size: width and height of the picture, pixels.
    """

    image: GeneratedImage
    file: Path
    thumbnail: Path | None
    size: tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class GenerationProgress:
    """The progress of a generation.

    Attributes:
        event: the client's last event, None before the first.
        task_id: the service's id of the job, once it has one.
        fraction: how much is done, from 0 to 1; None while unknown.
        preview: file of the latest preview, or None.
        painting: the picture, once it is finished.
        error: why the generation failed; anything but an ImageLabsError is a fault of the page itself.
    """

    state: GenerationState = "sending"
    event: Event | None = None
    task_id: str | None = None
    fraction: float | None = None
    preview: Path | None = None
    painting: Painting | None = None
    error: Exception | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "stopped", "failed")


@dataclasses.dataclass(frozen=True, slots=True)
class _Stop:
    """The visitor has stopped the generation."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Failure:
    """The task cannot be followed any further."""

    error: Exception


class Generation:
    """One generation: `run` reports its progress; `stop` ends it, and the work at the service with it.

    Closing `run` early only ends the reports: the service goes on.
    """

    def __init__(
        self,
        params: GenerationParams,
        backend: Backend,
        store: PictureStore,
        *,
        task_id: str | None = None,
        can_repeat: bool = True,
        owner: str = "",
    ) -> None:
        """Prepare a generation; nothing happens before `run` is iterated.

        Args:
            params: what to paint, seeds decided.
            backend: where to paint it.
            store: where previews and the result are written for the browser.
            task_id: the service's id of the task, if it was submitted earlier.
            can_repeat: whether a task that the service no longer knows is submitted again. False if `params` are
                incomplete.
            owner: whom the picture and its files are charged to.
        """
        self.params = params
        self.progress = GenerationProgress(task_id=task_id)
        self._backend = backend
        self._store = store
        self._can_repeat = can_repeat
        self._owner = owner
        self._news: asyncio.Queue[Event | Path | _Stop | _Failure] = asyncio.Queue()
        self._preview_url: str | None = None
        self._is_unwanted = False

    def stop(self) -> None:
        """End the generation soon, whatever it is doing."""
        self._is_unwanted = True
        self._news.put_nowait(_Stop())

    async def run(self) -> AsyncGenerator[GenerationProgress, None]:
        """Yield the progress until the picture is finished, the generation is stopped, or it has failed."""
        yield self.progress
        task_id = self.progress.task_id
        if self._is_unwanted and task_id is None:
            yield self._now(state="stopped", fraction=None)  # before anything was sent
        while not self.progress.is_over:
            try:
                async with aclosing(self._follow(self._begin(task_id))) as steps:
                    async for step in steps:
                        yield step
            except Exception as error:  # noqa: BLE001 - faults of ours are logged, and the page stays usable
                if isinstance(error, TaskNotFoundError) and task_id is not None and self._can_repeat:
                    task_id, self.progress = None, GenerationProgress()
                    continue
                if not isinstance(error, ImageLabsError):
                    _log.exception("the page failed while it followed a task")
                yield self._now(state="failed", fraction=None, error=error)

    def _begin(self, task_id: str | None) -> asyncio.Task[AsyncTask]:
        if task_id is None:
            return asyncio.create_task(
                self._backend.submit(self.params, owner=self._owner, on_event=self._news.put_nowait)
            )

        async def resume() -> AsyncTask:
            return self._backend.client.resume(task_id, self.params)

        return asyncio.create_task(resume())

    async def _follow(self, submitting: asyncio.Task[AsyncTask]) -> AsyncGenerator[GenerationProgress, None]:
        """Turn events, previews and Stop into progress. All come through one queue, so that none waits for another."""
        listening = asyncio.create_task(self._listen(submitting))
        preview: asyncio.Task[None] | None = None
        try:
            while True:
                match await self._news.get():
                    case _Stop():
                        yield self._now(state="stopping")
                        await _abandon(listening)
                        await cancel_task(submitting)
                        yield self._now(state="stopped", fraction=None)
                        return
                    case _Failure(error=error):
                        raise error
                    case Path() as path:
                        yield self._now(preview=path)
                    case Finished(image=image) as event:
                        painting = await save_painting(image, self.params, self._store, self._owner)
                        finished = dataclasses.replace(event, image=painting.image)
                        yield self._now(state="done", event=finished, fraction=1.0, painting=painting)
                        return
                    case event:
                        yield self._after(event)
                        url = event.preview_url if isinstance(event, Running) else None
                        if url and url != self._preview_url and (preview is None or preview.done()):
                            self._preview_url = url
                            preview = asyncio.create_task(self._fetch_preview(url))
        finally:
            for task in (listening, submitting, preview):
                if task is not None:
                    await _abandon(task)

    async def _listen(self, submitting: asyncio.Task[AsyncTask]) -> None:
        """Put everything that the service reports into the queue."""
        try:
            # Shielded, because Stop has to learn which task to cancel, even while the submit is still on its way.
            task = await asyncio.shield(submitting)
            async with aclosing(task.events()) as events:
                async for event in events:
                    self._news.put_nowait(event)
        except Exception as error:  # noqa: BLE001 - not swallowed: `_follow` raises it again
            self._news.put_nowait(_Failure(error))

    def _after(self, event: Event) -> GenerationProgress:
        fraction = event.fraction if isinstance(event, Running) else self.progress.fraction
        task_id = event.task_id if isinstance(event, Submitted) else self.progress.task_id
        return self._now(state="working", event=event, fraction=fraction, task_id=task_id)

    def _now(self, **changes: object) -> GenerationProgress:
        self.progress = dataclasses.replace(self.progress, **changes)  # type: ignore[arg-type]
        return self.progress

    async def _fetch_preview(self, url: str) -> None:
        """Download a preview. Failing is harmless: the next preview is shown instead."""
        try:
            content = await self._backend.client.fetch(url)
            name = f"preview.{inspect_image(content).format.lower()}"
            self._news.put_nowait(await asyncio.to_thread(self._store.put, content, name, self._owner))
        except (ImageLabsError, BrokenImageError) as error:
            _log.info("a preview could not be shown: %s", error)


async def cancel_task(submitting: asyncio.Task[AsyncTask]) -> None:
    """Cancel a task at the service within two seconds; one that cannot be cancelled runs to its end unobserved.

    Args:
        submitting: the submit, which may still be on its way.
    """
    with suppress(ImageLabsError, TimeoutError):
        async with asyncio.timeout(_CANCEL_TIMEOUT):
            task = await submitting
            await task.cancel()


async def save_painting(
    image: GeneratedImage, params: GenerationParams, store: PictureStore, owner: str = ""
) -> Painting:
    """Write a finished picture as a PNG file with its parameters inside, and a thumbnail of it; both are the owner's.

    Raises:
        BrokenImageError: the content is no image.
        NoRoomError: the file cannot be written.
    """
    return await asyncio.to_thread(_save_painting, image, params, store, owner)


def _save_painting(image: GeneratedImage, params: GenerationParams, store: PictureStore, owner: str) -> Painting:
    info = inspect_image(image.content)
    file = store.put(image.encode("PNG"), name_for(params.prompt, params.seed), owner)
    without_content = dataclasses.replace(image, content=b"")
    return Painting(without_content, file, _thumbnail(image, store, owner), (info.width, info.height))


def _thumbnail(image: GeneratedImage, store: PictureStore, owner: str) -> Path | None:
    try:
        small = image.pil().convert("RGB")
        small.thumbnail(_THUMBNAIL, Image.Resampling.LANCZOS, reducing_gap=2.0)
        file = io.BytesIO()
        small.save(file, "WEBP", quality=80)
        return store.put(file.getvalue(), "thumbnail.webp", owner)
    except (OSError, ValueError, NoRoomError) as error:
        _log.info("a picture has no thumbnail: %s", error)
        return None


async def _abandon(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait until it has ended, however it ends."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()  # retrieved, so that asyncio does not report it
