"""One picture from its parameters to the stage: the client's events in, what the page shows out.

Knows nothing of Gradio, so that a test can follow a whole painting without a browser.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from imagelabs_client import AsyncTask, Event, Finished, GeneratedImage, GenerationParams, ImageLabsError, Running
from imagelabs_client.images import BrokenImageError, inspect_image
from playground import narration
from playground.files import PictureStore, name_for
from playground.record import as_json, done_record
from playground.stage import Stage
from playground.texts import Texts

if TYPE_CHECKING:
    from playground.backends import Backend

_CANCEL_TIMEOUT = 2.0  # seconds that Stop may take while the service does not answer

_log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Painting:
    """A finished picture as it left the service, and the file with its metadata inside."""

    image: GeneratedImage
    file: Path


@dataclasses.dataclass(frozen=True, slots=True)
class _Stop:
    """The visitor wants no more of it."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Failure:
    """Why no more news will come."""

    error: Exception


class Generation:
    """One run. `stages` tells how it goes; `stop` ends it, and the work at the service with it.

    Closing `stages` early (the visitor has left) stops only the telling: the service goes on.
    """

    def __init__(self, params: GenerationParams, backend: Backend, store: PictureStore, texts: Texts) -> None:
        """Prepare a run; nothing happens before `stages` is iterated.

        Args:
            params: what to paint, seeds decided.
            backend: where.
            store: where previews and the result are written for the browser.
            texts: the visitor's language.
        """
        self._params = params
        self._backend = backend
        self._store = store
        self._texts = texts
        self._news: asyncio.Queue[Event | Path | _Stop | _Failure] = asyncio.Queue()
        self._preview_url: str | None = None
        self._stage = Stage(
            "working", params.width, params.height, line=texts("status.sending"), alt=params.prompt.strip()
        )
        self.painting: Painting | None = None  # set once the last stage is there, if it went well

    def stop(self) -> None:
        """End the run soon, wherever it is."""
        self._news.put_nowait(_Stop())

    async def stages(self) -> AsyncGenerator[Stage, None]:
        """Yield what the page shows, until the picture is done, the run is stopped, or it has failed."""
        yield self._stage
        try:
            async with aclosing(self._follow()) as stages:
                async for stage in stages:
                    yield stage
        except ImageLabsError as error:
            notice = narration.error_notice(error, self._backend.name(self._texts), self._texts)
            yield self._show(phase="failed", line="", fraction=None, notice=notice)
        except Exception:  # noqa: BLE001 - logged with its traceback, and the page stays usable
            _log.exception("the page failed while it followed a task")
            notice = narration.internal_notice(self._texts)
            yield self._show(phase="failed", line="", fraction=None, notice=notice)

    async def _follow(self) -> AsyncGenerator[Stage, None]:
        """Turn news into stages: events, previews and Stop come through one queue, so that none waits for another."""
        submitting = asyncio.create_task(self._backend.client.submit(self._params, on_event=self._news.put_nowait))
        listening = asyncio.create_task(self._listen(submitting))
        preview: asyncio.Task[None] | None = None
        try:
            while True:
                match await self._news.get():
                    case _Stop():
                        yield self._show(line=self._texts("status.stopping"))
                        await _abandon(listening)
                        await self._cancel(submitting)
                        yield self._show(phase="stopped", line=self._texts("status.stopped"), fraction=None)
                        return
                    case _Failure(error=error):
                        raise error
                    case Path() as path:
                        yield self._show(picture=self._store.url(path))
                    case Finished(image=image):
                        yield await self._finish(image)
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
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again where the stages are made
            self._news.put_nowait(_Failure(error))

    def _hear(self, event: Event) -> Stage:
        fraction = event.fraction if isinstance(event, Running) else self._stage.fraction
        return self._show(line=narration.status_line(event, self._texts), fraction=fraction)

    def _show(self, **changes: object) -> Stage:
        self._stage = dataclasses.replace(self._stage, **changes)  # type: ignore[arg-type]
        return self._stage

    async def _fetch_preview(self, url: str) -> None:
        """Download a preview; one that fails is only a preview less."""
        try:
            content = await self._backend.client.fetch(url)
            name = f"preview.{inspect_image(content).format.lower()}"
            self._news.put_nowait(await asyncio.to_thread(self._store.put, content, name))
        except (ImageLabsError, BrokenImageError, OSError) as error:
            _log.info("a preview could not be shown: %s", error)

    async def _finish(self, image: GeneratedImage) -> Stage:
        self.painting = await save_painting(image, self._params, self._store)
        line, words, aside = narration.done_line(image, self._texts)
        info = inspect_image(image.content)
        size = (info.width, info.height)
        facts = narration.facts(image, self._params, self._backend.name(self._texts), size, self._texts)
        url = self._store.url(self.painting.file)
        return self._show(
            phase="done",
            width=info.width,
            height=info.height,
            line=line,
            words=words,
            aside=aside,
            fraction=1.0,
            picture=url,
            facts=facts,
            record=as_json(done_record(image, self._params, url, self.painting.file.name, facts)),
        )

    async def _cancel(self, submitting: asyncio.Task[AsyncTask]) -> None:
        """Stop the work at the service; where it cannot be stopped it ends by itself, unheard."""
        with suppress(ImageLabsError, TimeoutError):
            async with asyncio.timeout(_CANCEL_TIMEOUT):
                task = await submitting
                await task.cancel()


async def save_painting(image: GeneratedImage, params: GenerationParams, store: PictureStore) -> Painting:
    """Write a finished picture as PNG with its parameters inside."""
    content = await asyncio.to_thread(image.encode, "PNG")
    file = await asyncio.to_thread(store.put, content, name_for(params.prompt, params.seed))
    return Painting(image, file)


async def _abandon(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait until it has ended, however it ends."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not report it
