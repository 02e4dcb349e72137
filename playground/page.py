"""The page: which panels it has, and which event does what."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from typing import Any

import gradio as gr

from imagelabs_client import GenerationParams, InvalidParams
from playground.admission.addresses import owner_of
from playground.admission.admission import Admission, Hold, TooMuchError
from playground.admission.listeners import Listeners
from playground.backends import Backend
from playground.code.panel import CodePanel
from playground.context import PageContext
from playground.desks import commands
from playground.desks.desk import Desk
from playground.events import QUIET, text_in
from playground.files import NoRoomError, PictureStore
from playground.form.dynamic_prompts import BUILT_IN, load_wildcards
from playground.form.form import TOOLS_KEY, Form
from playground.form.prompt_tools import PromptTools, render_tools
from playground.form.references import References
from playground.form.share_link import open_link
from playground.header import HEADER_KEY, Header, render_header
from playground.history.outputs import OutputsFolder
from playground.result import narration
from playground.result.panel import IDLE_KEY, Result
from playground.result.stage import StageContent, render_stage
from playground.result.view import DeskView, Updates, example_url
from playground.sandbox.sandbox import Sandbox
from playground.settings import Settings
from playground.tabs import CREATE, TABS, tab_panel
from playground.texts import FALLBACK, Texts, languages, texts_for
from playground.visitors import Visitors
from playground.web.endpoints import Endpoints
from playground.web.untrusted_json import parse_object

QUEUE_SIZE = 500  # events of all visitors that may wait; for any further one, the page says that it is busy
_JOB_SLOTS = 1000  # events that Gradio handles at once: each open page has one while something is on its way
_SESSIONS = 100  # of which Gradio keeps a copy of the page's state, which nothing here uses: 155 KiB each

# Gradio would keep ten thousand events and, after each, compute with pandas how long they took. Nobody is told.
_NO_STATISTICS = {"GRADIO_ANALYTICS_MAX_EVENTS": "1", "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**12)}


class Page:
    """The panels, what they share, and the handlers that connect them."""

    def __init__(
        self, settings: Settings, *, backends: tuple[Backend, ...] | None = None, store: PictureStore | None = None
    ) -> None:
        """Prepare the page; `build` makes the components.

        Args:
            settings: how this copy of the app runs.
            backends: where prompts can be sent, instead of those that the settings name.
            store: where files for the browser are written, instead of a new folder.
        """
        self.settings = settings
        self.backends = backends or Backend.all_from(settings)
        self.backend = self.backends[0]
        self.store = store or PictureStore(settings.root_path)
        self.outputs = OutputsFolder(settings.outputs)
        self.admission = Admission(settings.limits)
        self.references = References(Sandbox(self.admission), self.store)
        self.listeners = Listeners()
        self.visitors = Visitors(
            lambda: Desk(self.backend, self.store, self.outputs.keep), self.admission, listeners=self.listeners
        )

    def build(self) -> gr.Blocks:
        """Make the Blocks. Nothing is started: no worker, no server, no file."""
        demo = gr.Blocks(
            title=languages()[FALLBACK]("page.title"),
            analytics_enabled=False,
            fill_width=True,
        )
        demo.max_threads = _JOB_SLOTS
        demo.state_session_capacity = _SESSIONS
        wildcards = load_wildcards(BUILT_IN, self.settings.wildcards)
        with demo:
            self.header = Header()
            with tab_panel(CREATE), gr.Row(elem_id="panels", equal_height=False):
                self.form = Form(wildcards)
                self.result = Result()
            self.view = DeskView(self.result, self.form.queue, self.backend, self.store, self.settings.root_path)
            Endpoints(
                self.backend, self.store, self.admission, self.references
            )  # before the page's own events, which would take their names
            PromptTools(self.backend, self.form, self.result, wildcards, self.admission)
            self._wire(demo)
            context = PageContext(
                self.settings, self.backends, self.store, self.outputs, self.form, self.references, self.visitors
            )
            CodePanel(context)
            for tab in TABS:
                with tab_panel(tab.name):
                    tab.build(context)
        with _environment(_NO_STATISTICS):
            demo.queue(max_size=QUEUE_SIZE, default_concurrency_limit=None)
        return demo

    async def aclose(self) -> None:
        """End everything that runs, and remove every file."""
        await self.visitors.aclose()
        for backend in self.backends:
            await backend.aclose()
        self.store.clear()

    def translations(self) -> dict[str, dict[str, str]]:
        """Return each language's static texts for `gr.I18n`, including the initial HTML of the panels."""
        return {
            code: {
                **texts.for_browsers,
                HEADER_KEY: render_header(self.backend.name(texts), texts),
                TOOLS_KEY: render_tools(texts),
                IDLE_KEY: render_stage(StageContent("idle"), texts, example_url(self.settings.root_path)),
            }
            for code, texts in languages().items()
        }

    def _wire(self, demo: gr.Blocks) -> None:
        quiet: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
        view = self.view.components
        demo.load(self.open_link, outputs=[*self.form.fillable, *self.result.notice_components], **quiet).then(
            fn=None, js="() => window.playground.linkOpened()", **quiet
        )
        requests = [self.form.generate.click, self.form.enqueue.click, self.result.retry.click]
        gr.on(requests, self.generate, inputs=self.form.inputs, outputs=view, **quiet)
        self.form.stop.click(self.stop, queue=False, **quiet)
        message = gr.Textbox(visible=False)
        send = gr.Button(visible="hidden", elem_id="send")  # pressed by window.playground.send
        send.click(self.act, message, view, js="() => [window.playground.message()]", **quiet).then(
            fn=None, js="() => window.playground.sent()", **quiet
        )

    async def generate(self, values: Mapping[Any, Any], request: gr.Request) -> AsyncIterator[Updates]:
        """Paint what the form says, and show the desk until nothing is on its way."""
        texts, session, owner = texts_for(request), str(request.session_hash), owner_of(request)
        desk = self.visitors.desk(session, owner)
        try:
            wanted = await self.references.prepared(self.form.read(values), owner)
            if not desk.request(wanted, owner=owner, hold=self.admission.pictures(owner, wanted)):
                desk.notice = narration.full_notice(texts)
        except (InvalidParams, NoRoomError) as error:
            desk.notice = narration.error_notice(error, self.backend.name(texts), texts)
        except TooMuchError as error:
            desk.notice = narration.too_much_notice(error, texts)
        async for updates in self._watch(session, desk, texts):
            yield updates

    async def act(self, message: Any, request: gr.Request) -> AsyncIterator[Any]:
        """Do what the page's script asks for, and show the desk until nothing is on its way."""
        texts, session, owner = texts_for(request), str(request.session_hash), owner_of(request)
        try:
            command = parse_object(text_in(message))
        except InvalidParams:
            yield gr.skip()  # yielding nothing would make Gradio empty the components
            return
        if command.get("do") == "attach":
            attachment = await self.visitors.attach(session, command.get("desk"), command.get("jobs"), owner)
            if attachment is None:
                yield gr.skip()
                return
            desk = attachment.desk
            if attachment.lost:
                desk.notice = narration.lost_reference_notice(attachment.lost, texts)
            if attachment.too_much is not None:
                desk.notice = narration.too_much_notice(attachment.too_much, texts)
            if desk.is_empty:
                yield gr.skip()
                return
        else:
            desk = self.visitors.desk(session, owner)

            def admit(wanted: Sequence[GenerationParams]) -> Hold:
                return self.admission.pictures(owner, wanted)

            try:
                commands.apply(desk, command, admit, owner)
            except TooMuchError as error:
                desk.notice = narration.too_much_notice(error, texts)
        async for updates in self._watch(session, desk, texts):
            yield updates

    async def open_link(self, request: gr.Request) -> Any:
        """Fill the form with what the page's address asks for, say what could not be used, and offer the models."""
        texts, models = texts_for(request), await self.backend.models()
        link = open_link(dict(request.query_params), models)
        updates = self.form.offered(models, texts)
        if link is not None:
            filled = self.form.filled(link.values)
            for component in updates.keys() & filled.keys():
                updates[component] |= {"value": filled.pop(component)}
            updates |= filled
        if link is not None and link.problems:
            desk = self.visitors.desk(str(request.session_hash), owner_of(request))
            desk.notice = narration.link_notice(link.problems, texts)
            updates |= self.result.notice_updates(desk.notice)
        return updates or gr.skip()

    async def stop(self, request: gr.Request) -> None:
        """Stop this visitor's pictures. A coroutine, because a desk belongs to the event loop."""
        desk = self.visitors.known_desk(str(request.session_hash))
        if desk is not None:
            desk.stop_all()

    async def _watch(self, session: str, desk: Desk, texts: Texts) -> AsyncIterator[Updates]:
        async with aclosing(self.visitors.watch(session, desk)) as changes:
            async for _ in changes:
                yield self.view.updates(desk, texts)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables of the environment, of which Gradio has no arguments, for as long as the block lasts."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
