"""The page as a whole: its panels, and which event does what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground import narration
from playground.backends import Backend
from playground.code_panel import CodePanel
from playground.context import PageContext
from playground.endpoints import Endpoints
from playground.files import PictureStore
from playground.form import Form
from playground.generation import Generation, Painting
from playground.header import HEADER_KEY, Header, render_header
from playground.outputs import keep_picture
from playground.result import IDLE_KEY, Result
from playground.routes import EXAMPLE_ROUTE
from playground.settings import Settings
from playground.stage import Notice, Stage, render_notice, render_stage
from playground.tabs import CREATE, TABS, tab_panel
from playground.texts import FALLBACK, Texts, languages, texts_for

QUEUE_SIZE = 64  # visitors' events that may wait; a further one is told that the page is busy
_CACHE_SWEEP, _CACHE_AGE = 3600, 86400  # seconds: how often Gradio looks for old copies of files, and what is old

_log = logging.getLogger(__name__)

Updates = dict[Any, Any]


class Page:
    """The panels, the running generations, and the handlers between them."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the page; `build` makes the components."""
        self.settings = settings
        self.backend = Backend.from_settings(settings)
        self.store = PictureStore(settings.root_path)
        self._example_url = f"{settings.root_path}{EXAMPLE_ROUTE}"
        self._running: dict[str, Generation] = {}  # by session: one at a time for each open page

    def build(self) -> gr.Blocks:
        """Make the Blocks. Nothing is started: no worker, no server, no file."""
        demo = gr.Blocks(
            title=languages()[FALLBACK]("page.title"),
            analytics_enabled=False,
            fill_width=True,
            delete_cache=(_CACHE_SWEEP, _CACHE_AGE),
        )
        with demo:
            self.header = Header()
            with tab_panel(CREATE), gr.Row(elem_id="panels", equal_height=False):
                self.form = Form()
                self.result = Result()
            Endpoints(self.backend, self.store)  # before the page's own events, which would take their names
            self._wire()
            context = PageContext(self.settings, self.backend, self.store, self.form)
            CodePanel(context)
            for tab in TABS:
                with tab_panel(tab.name):
                    tab.build(context)
        demo.queue(max_size=QUEUE_SIZE, default_concurrency_limit=None)
        return demo

    def translations(self) -> dict[str, dict[str, str]]:
        """Return each language's static texts for `gr.I18n`, the panels' first HTML among them."""
        return {
            code: {
                **texts.table,
                HEADER_KEY: render_header(self.backend.name(texts), texts),
                IDLE_KEY: render_stage(Stage("idle"), texts, self._example_url),
            }
            for code, texts in languages().items()
        }

    def _wire(self) -> None:
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        gr.on(
            [self.form.generate.click, self.result.retry.click],
            self.generate,
            inputs=self.form.inputs,
            outputs=[
                self.result.notice_panel,
                self.result.notice,
                self.result.stage,
                self.result.actions,
                self.result.download,
                self.form.generate,
                self.form.stop,
            ],
            **quiet,
        )
        self.form.stop.click(self.stop, queue=False, **quiet)
        self.form.wire_reuse(self.result.reuse_seed)

    async def generate(self, values: Mapping[Any, Any], request: gr.Request) -> AsyncIterator[Updates]:
        """Paint what the form says, and show how it goes."""
        texts = texts_for(request)
        try:
            params = self.form.read(values)
        except InvalidParams as error:
            notice = narration.error_notice(error, self.backend.name(texts), texts)
            yield self._notice_updates(notice)
            return
        generation = Generation(params, self.backend, self.store, texts)
        session = str(request.session_hash)
        self._running[session] = generation
        try:
            async with aclosing(generation.stages()) as stages:
                async for stage in stages:
                    yield self._updates(stage, texts, generation.painting)
        finally:
            if self._running.get(session) is generation:
                del self._running[session]
        if generation.painting is not None:
            await asyncio.to_thread(self._keep, generation.painting)

    def stop(self, request: gr.Request) -> None:
        """Stop this visitor's generation."""
        generation = self._running.get(str(request.session_hash))
        if generation is not None:
            generation.stop()

    def _updates(self, stage: Stage, texts: Texts, painting: Painting | None = None) -> Updates:
        """Say what each component shows at this stage."""
        working = stage.phase == "working"
        updates: Updates = {
            self.result.stage: render_stage(stage, texts, self._example_url),
            self.form.generate: gr.update(visible=not working),
            self.form.stop: gr.update(visible=working),
            self.result.actions: gr.update(visible=painting is not None),
        }
        updates |= self._notice_updates(stage.notice)
        if painting is not None:
            updates[self.result.download] = gr.update(value=str(painting.file))
        return updates

    def _notice_updates(self, notice: Notice | None) -> Updates:
        return {
            self.result.notice_panel: gr.update(visible=notice is not None),
            self.result.notice: render_notice(notice),
        }

    def _keep(self, painting: Painting) -> None:
        """Keep a picture in the folder for outputs, where there is one."""
        if self.settings.outputs is None:
            return
        try:
            keep_picture(painting.file, painting.image, self.settings.outputs)
        except OSError as error:  # the visitor has the picture all the same
            _log.warning("a picture could not be kept in %s: %s", self.settings.outputs, error.strerror)
