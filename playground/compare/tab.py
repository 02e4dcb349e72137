"""The tab Compare: its components, and the handlers of their events."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from imagelabs_client import GenerationParams, InvalidParams
from playground.admission.addresses import owner_of
from playground.admission.admission import TooMuchError
from playground.backends import by_name
from playground.compare.contact_sheet import Sheet, draw_sheet
from playground.compare.grid import NAMES, Axis, Cell, GridPlan, GridPlanError, make_plan, read_axis
from playground.compare.grid_page import PageCell, write_page
from playground.compare.runner import CONCURRENCY, GridRun
from playground.compare.view import (
    axis_key,
    axis_label,
    corner_lines,
    note_of,
    problem_text,
    render_estimate,
    render_grid,
    render_problem,
    render_records,
    title_of,
)
from playground.context import PageContext
from playground.events import QUIET
from playground.files import NoRoomError, name_for
from playground.form.prompt_tools import STYLES
from playground.result import narration
from playground.result.record import params_as_text
from playground.texts import Texts, label, texts_for
from playground.web.script_endpoint import ScriptEndpoint

_NOTHING = "none"  # in place of the name of an axis
_PACE = re.compile(r"\d{1,4}(\.\d{1,3})?")

_log = logging.getLogger(__name__)

Updates = dict[Any, Any]


class CompareTab:
    """A grid over one or two parameters. The tray below it belongs to the browser (assets/compare.js)."""

    def __init__(self, context: PageContext) -> None:
        """Build the tab into the surrounding Blocks."""
        self._context = context
        with gr.Column(elem_id="compare", elem_classes=["page_width"]):
            with gr.Column(elem_id="compare_form", elem_classes=["card"]):
                gr.HTML(label("compare.lead"), js_on_load=None, apply_default_css=False, elem_id="compare_lead")
                names = self._names()
                self._across = _axis_row("across", names, "seed", "1-4")
                self._down = _axis_row("down", names, None, "")
                with gr.Row(elem_id="compare_go"):
                    self._estimate = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="compare_estimate")
                    self._start = gr.Button(label("compare.start"), variant="primary", elem_id="compare_start")
                    self._stop = gr.Button(label("form.stop"), variant="primary", visible=False, elem_id="compare_stop")
                self._pace = gr.Textbox("", visible="hidden", elem_id="compare_pace")  # assets/compare.js writes it
                self._offered = gr.Textbox("", visible="hidden", elem_id="compare_offered")  # and reads this
            self._grid = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="compare_grid")
            self._records = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="compare_records")
            gr.HTML('<div id="tray"></div>', js_on_load=None, apply_default_css=False)
        self._wire()

    def _wire(self) -> None:
        fields: list[Any] = [*self._across, *self._down]
        inputs = {*self._context.form.inputs, *fields, self._pace}
        refresh = gr.Button(visible="hidden", elem_id="compare_refresh")  # pressed by the script when the tab is opened
        offers = [self._across[0], self._down[0], self._offered]
        refresh.click(self.offer, outputs=offers, **QUIET)
        gr.on(
            [field.change for field in fields],
            fn=None,
            inputs=fields,
            js="(...axes) => { window.playground.axes.remember(axes); }",
            trigger_mode="multiple",
            **QUIET,
        )
        gr.on(
            [*(field.change for field in fields), refresh.click],
            self.estimate,
            inputs=inputs,
            outputs=self._estimate,
            trigger_mode="always_last",
            **QUIET,
        )
        outputs = [self._estimate, self._start, self._stop, self._grid, self._records]
        self._start.click(self.start, inputs=inputs, outputs=outputs, **QUIET)
        self._stop.click(self.stop, queue=False, **QUIET)
        attach = gr.Button(visible="hidden", elem_id="compare_attach")  # pressed by the script once the page is ready
        # Remembered axes are filled in once they are offered, because Gradio rejects a value that a list does not have.
        attach.click(self.offer, outputs=offers, **QUIET).then(
            fn=None,
            inputs=self._offered,
            outputs=fields,
            js="(offered) => window.playground.axes.kept(offered.split(' '))",
            **QUIET,
        ).then(self.attach, outputs=outputs, **QUIET)
        ScriptEndpoint("take", self.take)

    async def estimate(self, values: Mapping[Any, Any], request: gr.Request) -> str:
        """Return how many pictures the axes make and how long that takes, or what is wrong with them."""
        texts = texts_for(request)
        plan = await self._plan(values, texts)
        if isinstance(plan, str):
            return render_problem(plan)
        pace = str(values[self._pace])
        seconds = plan.megapixels * float(pace) / CONCURRENCY if _PACE.fullmatch(pace) else None
        return render_estimate(plan, seconds, texts)

    async def start(self, values: Mapping[Any, Any], request: gr.Request) -> AsyncIterator[Updates]:
        """Draw the grid, and show each cell as it is finished."""
        texts, session = texts_for(request), str(request.session_hash)
        plan = await self._plan(values, texts)
        if isinstance(plan, str):
            yield {self._estimate: render_problem(plan)}
            return
        backends = {"": self._context.backend, **by_name(self._context.backends, texts)}
        visitors, owner = self._context.visitors, owner_of(request)
        try:
            plan = await self._with_references(plan, owner)
        except (InvalidParams, NoRoomError, TooMuchError) as error:
            yield {self._estimate: render_problem(self._refusal(error, texts))}
            return
        run = GridRun(
            plan,
            backends,
            self._context.store,
            self._context.outputs.keep,
            admission=visitors.admission,
            owner=owner,
        )
        key = visitors.key_of(session, owner)
        earlier = visitors.grids.get(key)
        if earlier is not None:
            await earlier.stop()  # before the new one asks for its place
        try:
            run.start()
        except TooMuchError as error:
            yield {self._estimate: render_problem(self._refusal(error, texts))}
            return
        await visitors.grids.put(key, run)
        async for updates in self._watch(run, texts, session):
            yield updates

    async def attach(self, request: gr.Request) -> AsyncIterator[Any]:
        """Show the grid that this visitor began before the page was opened again."""
        run = self._run(request)
        if run is None:
            yield gr.skip()
            return
        async for updates in self._watch(run, texts_for(request), str(request.session_hash)):
            yield updates

    async def offer(self, request: gr.Request) -> Any:
        """Offer the axis of models too, if there are several models."""
        if len(await self._context.backend.models()) < 2:
            return gr.skip(), gr.skip(), " ".join([_NOTHING, *self._names(models=False)])
        texts, names = texts_for(request), self._names(models=True)
        choices = [(axis_label(name, texts), name) for name in names]
        nothing = (texts("compare.axis_none"), _NOTHING)
        return gr.update(choices=choices), gr.update(choices=[nothing, *choices]), " ".join([_NOTHING, *names])

    async def stop(self, request: gr.Request) -> None:
        """Stop this visitor's grid. Finished cells stay."""
        run = self._run(request)
        if run is not None:
            await run.stop()

    async def take(self, question: Mapping[str, Any], request: gr.Request) -> dict[str, Any]:
        """Make a contact sheet or an HTML page of this visitor's grid.

        Returns:
            its `url` and `filename`, or a `problem`; nothing if there is no grid any more.
        """
        run = self._run(request)
        if run is None:
            return {}
        texts, owner = texts_for(request), owner_of(request)
        is_page = question.get("what") == "page"
        name = name_for(title_of(run.plan), "grid", ".html" if is_page else ".png")

        def make() -> Path:
            content = self._page(run, texts) if is_page else self._sheet(run, texts)
            return self._context.store.put(content, name, owner)

        try:
            async with self._context.references.sandbox.turn(owner):
                path = await asyncio.to_thread(make)
        except (NoRoomError, TooMuchError) as error:
            return {"problem": self._refusal(error, texts)}
        return {"url": self._context.store.url(path), "filename": name}

    async def _with_references(self, plan: GridPlan, owner: str) -> GridPlan:
        """Return the plan with a small copy of its reference image."""
        if plan.base.reference_image is None:
            return plan
        prepared = await self._context.references.prepared([plan.base, *(cell.params for cell in plan.cells)], owner)
        cells = (replace(cell, params=params) for cell, params in zip(plan.cells, prepared[1:], strict=True))
        return replace(plan, base=prepared[0], cells=tuple(cells))

    @staticmethod
    def _refusal(error: InvalidParams | NoRoomError | TooMuchError, texts: Texts) -> str:
        if isinstance(error, TooMuchError):
            return narration.too_much_line(error, texts)
        if isinstance(error, NoRoomError):
            return " ".join([texts("errors.no_room.detail"), texts("errors.no_room.action")])
        return " ".join(narration.error_notice(error, "", texts).details[:-1])

    async def _plan(self, values: Mapping[Any, Any], texts: Texts) -> GridPlan | str:
        """Return the plan, or what is wrong with it in the visitor's language."""
        try:
            base = self._context.form.read(values)[0]
        except InvalidParams as error:
            return " ".join([texts("compare.form_first"), *narration.error_notice(error, "", texts).details[:-1]])
        axes: list[Axis] = []
        for name_field, values_field in (self._across, self._down):
            name = values[name_field]
            if name not in NAMES:
                continue
            typed = str(values[values_field] or "")
            try:
                axes.append(read_axis(name, typed, await self._choices(name, texts)))
            except GridPlanError as error:
                return problem_text(error, axis_label(name, texts), texts)
        return self._joined(base, axes, texts)

    async def _choices(self, name: str, texts: Texts) -> Sequence[str]:
        """Return the values of an axis for which none were typed."""
        match name:
            case "style":
                return [texts(style) for style in STYLES]
            case "model":
                return await self._context.backend.models()
            case "backend":
                return list(by_name(self._context.backends, texts))
        return ()

    @staticmethod
    def _joined(base: GenerationParams, axes: list[Axis], texts: Texts) -> GridPlan | str:
        if not axes:
            return texts("compare.problem_none")
        try:
            return make_plan(base, *axes)
        except GridPlanError as error:
            return problem_text(error, "", texts)

    def _run(self, request: gr.Request) -> GridRun | None:
        visitors = self._context.visitors
        return visitors.grids.get(visitors.key_of(str(request.session_hash)))

    def _names(self, *, models: bool = False) -> tuple[str, ...]:
        """Return the axes that can be chosen; those with fewer than two values to choose from are left out."""
        absent = {"backend"} if len(self._context.backends) < 2 else set()
        return tuple(name for name in NAMES if name not in absent and (models or name != "model"))

    async def _watch(self, run: GridRun, texts: Texts, session: str) -> AsyncIterator[Updates]:
        """Show a grid until it is over, or until the page does not listen any more."""
        whole = True
        try:
            with self._context.visitors.watching(session) as pause:
                async with aclosing(run.views(pause)) as views:
                    async for _ in views:
                        if not whole and not await self._context.visitors.is_heard(session):
                            return
                        yield self._updates(run, texts, whole=whole)
                        whole = False
        except Exception:  # noqa: BLE001 - logged with its traceback, and the page stays usable
            _log.exception("a grid could not be drawn")
            updates = self._updates(run, texts, whole=True)
            yield {**updates, self._estimate: render_problem(texts("errors.internal.title"))}

    def _updates(self, run: GridRun, texts: Texts, *, whole: bool) -> Updates:
        store, backend = self._context.store, self._context.backend.name(texts)
        return {
            self._start: gr.update(visible=run.is_over),
            self._stop: gr.update(visible=not run.is_over),
            self._grid: render_grid(run, store, texts),
            self._records: render_records(run, store, backend, texts, whole=whole),
        }

    @staticmethod
    def _sheet(run: GridRun, texts: Texts) -> bytes:
        plan = run.plan
        rows = plan.down.values if plan.down else ("",)
        files: list[list[Any]] = [[None] * len(plan.across.values) for _ in rows]
        for cell, painting in run.paintings.items():
            files[cell.row][cell.column] = painting.file
        corner = corner_lines(plan, texts)
        return draw_sheet(Sheet(title_of(plan), note_of(plan, texts), plan.across.values, rows, files, corner))

    @staticmethod
    def _page(run: GridRun, texts: Texts) -> bytes:
        plan = run.plan
        cells = [
            PageCell(cell.column, cell.row, _labelled(cell, texts), painting.file)
            for cell, painting in run.paintings.items()
        ]
        names = (axis_label(plan.across.name, texts), axis_label(plan.down.name, texts) if plan.down else "")
        labels = (plan.across.values, plan.down.values if plan.down else ("",))
        return write_page(title_of(plan), names, labels, cells, texts)


def _axis_row(side: str, names: Sequence[str], name: str | None, values: str) -> tuple[gr.Dropdown, gr.Textbox]:
    with gr.Row(elem_classes=["axis"]):
        choices: list[Any] = [(label(axis_key(known)), known) for known in names]
        if name is None:
            choices.insert(0, (label("compare.axis_none"), _NOTHING))
        return (
            gr.Dropdown(
                choices,
                value=name or _NOTHING,
                label=label(f"compare.{side}"),
                filterable=False,
                min_width=160,
                elem_id=f"compare_{side}",
            ),
            gr.Textbox(
                values,
                label=label("compare.values"),
                max_lines=4,
                min_width=160,
                elem_id=f"compare_{side}_values",
            ),
        )


def _labelled(cell: Cell, texts: Texts) -> dict[str, str]:
    labelled = {texts(f"parameters.{name}"): value for name, value in params_as_text(cell.params).items() if value}
    return labelled | ({texts("facts.backend"): cell.backend} if cell.backend else {})
