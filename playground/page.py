"""The page as a whole: its panels, the visitors' desks, and which event does what."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from typing import Any

import gradio as gr

from imagelabs_client import InvalidParams
from playground.backends import Backend
from playground.code.panel import CodePanel
from playground.compare.runner import Grids
from playground.context import PageContext
from playground.desks import commands
from playground.desks.desk import Desk, Desks, Picture
from playground.desks.generation import Painting
from playground.files import PictureStore
from playground.form.dynamic_prompts import BUILT_IN, load_wildcards
from playground.form.form import TOOLS_KEY, Form
from playground.form.prompt_tools import PromptTools, render_tools
from playground.form.share_link import open_link
from playground.header import HEADER_KEY, Header, render_header
from playground.history.outputs import keep_picture
from playground.result import narration
from playground.result.actions import render_actions
from playground.result.panel import IDLE_KEY, Result
from playground.result.showing import stage_of
from playground.result.stage import Notice, Stage, render_notice, render_stage
from playground.result.strip import render_queue, render_strip
from playground.settings import Settings
from playground.tabs import CREATE, TABS, tab_panel
from playground.texts import FALLBACK, Texts, languages, texts_for
from playground.web.endpoints import Endpoints
from playground.web.routes import EXAMPLE_ROUTE, picture_url
from playground.web.untrusted_json import parse_object

QUEUE_SIZE = 64  # visitors' events that may wait; a further one is told that the page is busy
_CACHE_SWEEP, _CACHE_AGE = 3600, 86400  # seconds: how often Gradio looks for old copies of files, and what is old
_MAX_SESSIONS = 5000
_BREATH = 0.04  # seconds between two views, so that eight pictures at once do not flood the browser

_log = logging.getLogger(__name__)

Updates = dict[Any, Any]


class Page:
    """The panels, the visitors' desks, and the handlers between them."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the page; `build` makes the components."""
        self.settings = settings
        self.backends = Backend.all_from(settings)
        self.backend = self.backends[0]
        self.store = PictureStore(settings.root_path)
        self.desks = Desks(lambda: Desk(self.backend, self.store, self._keep))
        self.grids = Grids()
        self._example_url = f"{settings.root_path}{EXAMPLE_ROUTE}"
        self._keys: OrderedDict[str, str] = OrderedDict()  # which desk an open page shows, by Gradio's session
        self._watchers: dict[str, object] = {}  # by session: only the newest of a page's events shows its desk

    def build(self) -> gr.Blocks:
        """Make the Blocks. Nothing is started: no worker, no server, no file."""
        demo = gr.Blocks(
            title=languages()[FALLBACK]("page.title"),
            analytics_enabled=False,
            fill_width=True,
            delete_cache=(_CACHE_SWEEP, _CACHE_AGE),
        )
        wildcards = load_wildcards(BUILT_IN, self.settings.wildcards)
        with demo:
            self.header = Header()
            with tab_panel(CREATE), gr.Row(elem_id="panels", equal_height=False):
                self.form = Form(wildcards)
                self.result = Result()
            Endpoints(self.backend, self.store)  # before the page's own events, which would take their names
            PromptTools(self.backend, self.form, self.result, wildcards)
            self._wire(demo)
            context = PageContext(self.settings, self.backends, self.store, self.form, self._owner, self.grids)
            CodePanel(context)
            for tab in TABS:
                with tab_panel(tab.name):
                    tab.build(context)
        demo.queue(max_size=QUEUE_SIZE, default_concurrency_limit=None)
        return demo

    async def aclose(self) -> None:
        """End everything that runs, and remove every file."""
        await self.desks.aclose()
        await self.grids.aclose()
        for backend in self.backends:
            await backend.aclose()
        self.store.clear()

    def translations(self) -> dict[str, dict[str, str]]:
        """Return each language's static texts for `gr.I18n`, the panels' first HTML among them."""
        return {
            code: {
                **texts.table,
                HEADER_KEY: render_header(self.backend.name(texts), texts),
                TOOLS_KEY: render_tools(texts),
                IDLE_KEY: render_stage(Stage("idle"), texts, self._example_url),
            }
            for code, texts in languages().items()
        }

    def _wire(self, demo: gr.Blocks) -> None:
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}
        view = [
            self.result.notice_panel,
            self.result.notice,
            self.result.stage,
            self.result.actions,
            self.result.gallery,
            self.form.queue,
        ]
        demo.load(self.open_link, outputs=[*self.form.taken, *view[:2]], **quiet).then(
            fn=None, js="() => window.playground.linkOpened()", **quiet
        )
        asked = [self.form.generate.click, self.form.enqueue.click, self.result.retry.click]
        gr.on(asked, self.generate, inputs=self.form.inputs, outputs=view, **quiet)
        self.form.stop.click(self.stop, queue=False, **quiet)
        message = gr.Textbox(visible=False)
        send = gr.Button(visible="hidden", elem_id="send")  # pressed by window.playground.send
        send.click(self.act, message, view, js="() => [window.playground.message()]", **quiet).then(
            fn=None, js="() => window.playground.sent()", **quiet
        )

    async def generate(self, values: Mapping[Any, Any], request: gr.Request) -> AsyncIterator[Updates]:
        """Paint what the form says, and show the desk until nothing is on its way."""
        texts, session = texts_for(request), str(request.session_hash)
        desk = self._desk(session)
        try:
            wanted = self.form.read(values)
        except InvalidParams as error:
            desk.notice = narration.error_notice(error, self.backend.name(texts), texts)
        else:
            if not desk.ask_for(wanted):
                desk.notice = narration.full_notice(texts)
        async for updates in self._watch(session, desk, texts):
            yield updates

    async def act(self, message: str, request: gr.Request) -> AsyncIterator[Any]:
        """Do what the page's script asks for, and show the desk until nothing is on its way."""
        texts, session = texts_for(request), str(request.session_hash)
        try:
            asked = parse_object(message)
        except InvalidParams:
            yield gr.skip()  # not nothing: Gradio would empty what is shown
            return
        if asked.get("do") == "attach":
            desk = await self._attach(session, asked, texts)
            if desk is None or not (desk.pictures or desk.waiting or desk.notice):
                yield gr.skip()
                return
        else:
            desk = self._desk(session)
            commands.apply(desk, asked)
        async for updates in self._watch(session, desk, texts):
            yield updates

    async def open_link(self, request: gr.Request) -> Any:
        """Fill the form with what the page's address asks for, say what could not be used, and offer the models."""
        texts, models = texts_for(request), await self.backend.models()
        link = open_link(dict(request.query_params), models)
        updates = {} if link is None else self.form.filled(link.values)
        for component, update in self.form.offered(models, texts).items():
            updates[component] = updates.get(component, {}) | update
        if link is not None and link.problems:
            desk = self._desk(str(request.session_hash))
            desk.notice = narration.link_notice(link.problems, texts)
            updates |= self._notice_updates(desk.notice)
        return updates or gr.skip()

    async def stop(self, request: gr.Request) -> None:
        """Stop this visitor's pictures; a coroutine, because a desk belongs to the event loop."""
        self._desk(str(request.session_hash)).stop_all()

    async def _attach(self, session: str, asked: Mapping[str, Any], texts: Texts) -> Desk | None:
        """Show an open page the desk whose key its browser keeps, made anew if this server does not know it."""
        key = asked.get("desk")
        if not isinstance(key, str) or not commands.is_key(key):
            return None
        before = self._keys.get(session)
        is_known = self.desks.known(key) is not None
        if before is not None and not is_known and self.desks.known(before) is not None:
            self.desks.rename(before, key)  # something was asked for before the page could say whose it is
        desk = self.desks.get(key)
        if before is not None and before != key:
            desk.notice = desk.notice or self.desks.get(before).notice
            await self.grids.rename(before, key)
        self._remember(session, key)
        if not is_known and not desk.pictures:
            lost = commands.take_up(desk, asked.get("jobs"))
            if lost:
                desk.notice = narration.lost_reference_notice(lost, texts)
        return desk

    def _desk(self, session: str) -> Desk:
        """Return the desk that an open page shows."""
        return self.desks.get(self._owner(session))

    def _owner(self, session: str) -> str:
        """Return the key of the desk that an open page shows; one that has not named any gets its own."""
        if session not in self._keys:
            self._remember(session, f"session {session}")  # no browser can name this one: a key has no space
        return self._keys[session]

    def _remember(self, session: str, key: str) -> None:
        self._keys[session] = key
        self._keys.move_to_end(session)
        while len(self._keys) > _MAX_SESSIONS:
            self._keys.popitem(last=False)

    async def _watch(self, session: str, desk: Desk, texts: Texts) -> AsyncIterator[Updates]:
        """Show a desk until nothing is on its way, or until a newer event of the same page shows it."""
        watcher = self._watchers[session] = object()
        desk.touch()  # an older watcher notices that it is not needed any more
        try:
            while self._watchers.get(session) is watcher:
                change, is_busy = desk.change, desk.is_busy
                yield self._view(desk, texts)
                if not is_busy:
                    return
                await asyncio.sleep(_BREATH)
                await change.wait()
        finally:
            if self._watchers.get(session) is watcher:
                del self._watchers[session]

    def _view(self, desk: Desk, texts: Texts) -> Updates:
        """Say what each component shows of a desk."""
        backend = self.backend.name(texts)
        shown = [(picture, self._stage(picture, backend, texts)) for picture in desk.pictures]
        stage = next((stage for picture, stage in shown if picture is desk.selected), Stage("idle"))
        notice = desk.notice or stage.notice
        return {
            **self._notice_updates(notice),
            self.result.stage: render_stage(stage, texts, self._example_url),
            self.result.actions: self._actions(desk.selected, stage, texts),
            self.result.gallery: render_strip(shown, desk.selected, texts),
            self.form.queue: render_queue(desk, texts),
        }

    def _stage(self, picture: Picture, backend: str, texts: Texts) -> Stage:
        generation = picture.generation
        return stage_of(generation.progress, generation.params, backend, self.store, texts)

    def _actions(self, picture: Picture | None, stage: Stage, texts: Texts) -> str:
        painting = None if picture is None else picture.generation.progress.painting
        if picture is None or painting is None:
            return ""
        downloads = {
            name: picture_url(self.settings.root_path, painting.file, ending)
            for name, ending in (("JPEG", "jpg"), ("WebP", "webp"))
        }
        return render_actions(picture.id, stage, downloads, texts)

    def _notice_updates(self, notice: Notice | None) -> Updates:
        return {
            self.result.notice_panel: gr.update(visible=notice is not None),
            self.result.notice: render_notice(notice),
        }

    async def _keep(self, painting: Painting) -> None:
        """Keep a picture in the folder for outputs, where there is one."""
        if self.settings.outputs is None:
            return
        try:
            await asyncio.to_thread(keep_picture, painting.file, painting.image, self.settings.outputs)
        except OSError as error:  # the visitor has the picture all the same
            _log.warning("a picture could not be kept in %s: %s", self.settings.outputs, error.strerror)
