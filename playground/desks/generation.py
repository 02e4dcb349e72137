"""One picture from its parameters to a file: the client's events in, how it stands out.

Knows nothing of Gradio and of languages, so that a test can follow a whole painting without a browser, and a visitor
can change the language half way.
"""

from __future__ import annotations

import asyncio
import dataclasses
import io
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image

from imagelabs_client import (
    AsyncTask,
    Event,
    Finished,
    GeneratedImage,
    GenerationFailedError,
    GenerationParams,
    ImageLabsError,
    Running,
    Submitted,
)
from imagelabs_client.images import BrokenImageError, inspect_image
from playground.files import PictureStore, name_for

if TYPE_CHECKING:
    from playground.backends import Backend

_CANCEL_TIMEOUT = 2.0  # seconds that Stop may take while the service does not answer
_FORGOTTEN = "unknown or expired task"  # what our own service says of a task that it does not know
_THUMBNAIL = (320, 320)  # pixels: twice what is shown, for sharp screens

_log = logging.getLogger(__name__)

State = Literal["sending", "working", "stopping", "done", "stopped", "failed"]


@dataclasses.dataclass(frozen=True, slots=True)
class Painting:
    """A finished picture.

    Attributes:
        image: what the service told of it; its content is left out, because the file has it.
        file: the PNG file with the parameters inside.
        thumbnail: a small WebP of it, or None if none could be made.
        size: width and height of the picture, pixels.
    """

    image: GeneratedImage
    file: Path
    thumbnail: Path | None
    size: tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How a generation stands.

    Attributes:
        event: the client's last event, None before the first.
        task_id: the service's id of the job, once it has one.
        fraction: share done, 0 to 1; None while unknown.
        preview: the last preview's file, or None.
        painting: the picture, once it is done.
        error: why it failed; anything but an ImageLabsError is a fault of the page itself.
    """

    state: State = "sending"
    event: Event | None = None
    task_id: str | None = None
    fraction: float | None = None
    preview: Path | None = None
    painting: Painting | None = None
    error: Exception | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "stopped", "failed")


@dataclasses.dataclass(frozen=True, slots=True)
class _Stop:
    """The visitor wants no more of it."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Failure:
    """Why no more news will come."""

    error: Exception


class Generation:
    """One run. `run` tells how it goes; `stop` ends it, and the work at the service with it.

    Closing `run` early stops only the telling: the service goes on.
    """

    def __init__(
        self,
        params: GenerationParams,
        backend: Backend,
        store: PictureStore,
        *,
        task_id: str | None = None,
        can_repeat: bool = True,
    ) -> None:
        """Prepare a run; nothing happens before `run` is iterated.

        Args:
            params: what to paint, seeds decided.
            backend: where.
            store: where previews and the result are written for the browser.
            task_id: the service's id of the job, if it was submitted before.
            can_repeat: whether a job that the service has forgotten is submitted again. Not if `params` are not all
                that it was asked for with.
        """
        self.params = params
        self.progress = Progress(task_id=task_id)
        self._backend = backend
        self._store = store
        self._can_repeat = can_repeat
        self._news: asyncio.Queue[Event | Path | _Stop | _Failure] = asyncio.Queue()
        self._preview_url: str | None = None
        self._is_unwanted = False

    def stop(self) -> None:
        """End the run soon, wherever it is."""
        self._is_unwanted = True
        self._news.put_nowait(_Stop())

    async def run(self) -> AsyncGenerator[Progress, None]:
        """Yield how it stands, until the picture is done, the run is stopped, or it has failed."""
        yield self.progress
        resumed = self.progress.task_id
        if self._is_unwanted and resumed is None:
            yield self._now(state="stopped", fraction=None)  # before anything was sent
            return
        try:
            try:
                async with aclosing(self._follow(self._begin(resumed))) as steps:
                    async for step in steps:
                        yield step
            except GenerationFailedError as error:
                if resumed is None or not self._can_repeat or _FORGOTTEN not in error.message:
                    raise
                self.progress = Progress()
                async with aclosing(self._follow(self._begin(None))) as steps:
                    async for step in steps:
                        yield step
        except ImageLabsError as error:
            yield self._now(state="failed", fraction=None, error=error)
        except Exception as error:  # noqa: BLE001 - logged with its traceback, and the page stays usable
            _log.exception("the page failed while it followed a task")
            yield self._now(state="failed", fraction=None, error=error)

    def _begin(self, task_id: str | None) -> asyncio.Task[AsyncTask]:
        client = self._backend.client
        if task_id is None:
            return asyncio.create_task(client.submit(self.params, on_event=self._news.put_nowait))

        async def resume() -> AsyncTask:
            return client.resume(task_id, self.params)

        return asyncio.create_task(resume())

    async def _follow(self, submitting: asyncio.Task[AsyncTask]) -> AsyncGenerator[Progress, None]:
        """Turn news into steps: events, previews and Stop come through one queue, so that none waits for another."""
        listening = asyncio.create_task(self._listen(submitting))
        preview: asyncio.Task[None] | None = None
        try:
            while True:
                match await self._news.get():
                    case _Stop():
                        yield self._now(state="stopping")
                        await _abandon(listening)
                        await self._cancel(submitting)
                        yield self._now(state="stopped", fraction=None)
                        return
                    case _Failure(error=error):
                        raise error
                    case Path() as path:
                        yield self._now(preview=path)
                    case Finished(image=image) as event:
                        painting = await save_painting(image, self.params, self._store)
                        told = dataclasses.replace(event, image=painting.image)
                        yield self._now(state="done", event=told, fraction=1.0, painting=painting)
                        return
                    case event:
                        yield self._hear(event)
                        url = event.preview_url if isinstance(event, Running) else None
                        if url and url != self._preview_url and (preview is None or preview.done()):
                            self._preview_url = url
                            preview = asyncio.create_task(self._fetch_preview(url))
        finally:
            for task in (listening, submitting, preview):
                if task is not None:
                    await _abandon(task)

    async def _listen(self, submitting: asyncio.Task[AsyncTask]) -> None:
        """Put everything that the service tells into the queue."""
        try:
            # Shielded: Stop must learn which task to cancel, even if the answer to the submit is still on its way.
            task = await asyncio.shield(submitting)
            async with aclosing(task.events()) as events:
                async for event in events:
                    self._news.put_nowait(event)
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again where the steps are made
            self._news.put_nowait(_Failure(error))

    def _hear(self, event: Event) -> Progress:
        fraction = event.fraction if isinstance(event, Running) else self.progress.fraction
        task_id = event.task_id if isinstance(event, Submitted) else self.progress.task_id
        return self._now(state="working", event=event, fraction=fraction, task_id=task_id)

    def _now(self, **changes: object) -> Progress:
        self.progress = dataclasses.replace(self.progress, **changes)  # type: ignore[arg-type]
        return self.progress

    async def _fetch_preview(self, url: str) -> None:
        """Download a preview; one that fails is only a preview less."""
        try:
            content = await self._backend.client.fetch(url)
            name = f"preview.{inspect_image(content).format.lower()}"
            self._news.put_nowait(await asyncio.to_thread(self._store.put, content, name))
        except (ImageLabsError, BrokenImageError, OSError) as error:
            _log.info("a preview could not be shown: %s", error)

    async def _cancel(self, submitting: asyncio.Task[AsyncTask]) -> None:
        """Stop the work at the service; where it cannot be stopped it ends by itself, unheard."""
        with suppress(ImageLabsError, TimeoutError):
            async with asyncio.timeout(_CANCEL_TIMEOUT):
                task = await submitting
                await task.cancel()


async def save_painting(image: GeneratedImage, params: GenerationParams, store: PictureStore) -> Painting:
    """Write a finished picture as PNG with its parameters inside, and a thumbnail of it."""
    return await asyncio.to_thread(_save_painting, image, params, store)


def _save_painting(image: GeneratedImage, params: GenerationParams, store: PictureStore) -> Painting:
    info = inspect_image(image.content)
    file = store.put(image.encode("PNG"), name_for(params.prompt, params.seed))
    told = dataclasses.replace(image, content=b"")
    return Painting(told, file, _thumbnail(image, store), (info.width, info.height))


def _thumbnail(image: GeneratedImage, store: PictureStore) -> Path | None:
    try:
        small = image.pil().convert("RGB")
        small.thumbnail(_THUMBNAIL, Image.Resampling.LANCZOS, reducing_gap=2.0)
        file = io.BytesIO()
        small.save(file, "WEBP", quality=80)
    except (OSError, ValueError) as error:
        _log.info("a picture has no thumbnail: %s", error)
        return None
    return store.put(file.getvalue(), "thumbnail.webp")


async def _abandon(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait until it has ended, however it ends."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not report it
