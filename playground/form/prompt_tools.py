"""The tools for writing a prompt: Improve, examples, styles, and the preview of a dynamic prompt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import gradio as gr

from imagelabs_client import ImageLabsError, InvalidParams
from imagelabs_client.core.numbers import parse_whole
from imagelabs_client.parameters import PARAMETERS
from playground.admission.addresses import owner_of
from playground.admission.admission import Admission, TooMuchError
from playground.backends import Backend
from playground.events import QUIET, encodable, text_in
from playground.form.dynamic_prompts import Wildcards, expand, is_dynamic
from playground.form.form import Form
from playground.form.page_limits import MAX_COUNT, length_problem
from playground.result import narration
from playground.result.panel import Result
from playground.result.stage import attribute
from playground.texts import Texts, languages, texts_for

EXAMPLES = ("example.first", "example.second", "example.third", "example.fourth", "example.fifth", "example.sixth")
STYLES = (
    "style.oil",
    "style.watercolour",
    "style.ink",
    "style.pastel",
    "style.flat",
    "style.pixel",
    "style.neon",
)
_MAX_PREVIEW = 1000  # characters of one
_MAX_PREVIEWS = 4  # prompts that the preview of a dynamic one shows


class PromptTools:
    """The handlers of the tools under the prompt."""

    def __init__(
        self, backend: Backend, form: Form, result: Result, wildcards: Wildcards, admission: Admission
    ) -> None:
        """Add the events to the surrounding Blocks."""
        self._backend = backend
        self._admission = admission
        self._result = result
        self._form = form
        self._wildcards = wildcards
        quiet: dict[str, Any] = {**QUIET, "concurrency_limit": None}
        improve = gr.Button(visible="hidden", elem_id="improve_send")
        # Not the prompt field itself: the script writes into it, in a way that the browser's undo can revert.
        self._improved = gr.Textbox(visible=False)
        improve.click(
            self.improve, inputs=form.prompt, outputs=[self._improved, *result.notice_components], **quiet
        ).then(  # emptied again, so that an event that fails does not repeat an older answer
            fn=None,
            inputs=self._improved,
            outputs=self._improved,
            js="(prompt) => { window.playground.improved(prompt); return ''; }",
            **quiet,
        )
        preview = gr.Button(visible="hidden", elem_id="preview_send")
        preview.click(
            self.preview,
            inputs=[form.prompt, form.seed, form.count],
            outputs=form.becomes,
            trigger_mode="always_last",
            **quiet,
        )

    async def improve(self, typed: Any, request: gr.Request) -> dict[Any, Any]:
        """Let the backend write a prompt in more detail."""
        texts, prompt = texts_for(request), text_in(typed)
        if not prompt.strip():
            return {self._improved: "", **self._result.notice_updates(None)}
        problem = length_problem(PARAMETERS["prompt"], prompt)
        try:
            if problem is not None:
                raise InvalidParams.listing([problem])
            self._admission.spend("improvements_per_minute", owner_of(request))
            with self._admission.hold("calls", owner_of(request)):
                improved, notice = await self._backend.client.upgrade_prompt(prompt), None
        except TooMuchError as error:
            improved, notice = "", narration.too_much_notice(error, texts)
        except ImageLabsError as error:
            improved, notice = "", narration.improve_notice(error, self._backend.name(texts), texts)
        return {self._improved: improved, **self._result.notice_updates(notice)}

    def preview(self, typed: Any, seed: Any, count: Any, request: gr.Request) -> str:
        """Return what a dynamic prompt becomes with the typed seed; without one, some examples."""
        prompt = text_in(typed)
        if not is_dynamic(prompt):
            return ""
        texts, first = texts_for(request), parse_whole(text_in(seed))
        is_fixed = first is not None and first >= 0
        wanted = count if isinstance(count, int) else 1
        many = min(max(wanted, 1), MAX_COUNT) if is_fixed else _MAX_PREVIEWS
        start = first if first is not None and first >= 0 else 1
        becomes = list(dict.fromkeys(expand(prompt, start + step, self._wildcards) for step in range(many)))[
            :_MAX_PREVIEWS
        ]
        title = texts("tools.becomes" if is_fixed else "tools.becomes_one_of")
        items = "".join(f"<li>{escape(encodable(_shown(text)))}</li>" for text in becomes)
        return f'<div class="becomes"><p>{escape(title)}</p><ul>{items}</ul></div>'


def _shown(text: str) -> str:
    return text if len(text) <= _MAX_PREVIEW else f"{text[:_MAX_PREVIEW]} …"


def render_tools(texts: Texts) -> str:
    """Return the row of tools under the prompt as HTML; the script (assets/tools.js) does the work."""
    examples = "".join(
        f'<button type="button" class="item" data-fill="{attribute(texts(key))}">{escape(texts(key))}</button>'
        for key in EXAMPLES
    )
    styles = "".join(
        f'<button type="button" class="item" data-style="{attribute(json.dumps(_words(key), ensure_ascii=False))}">'
        f"{escape(texts(key))}</button>"
        for key in STYLES
    )
    undo = attribute(texts("tools.undo"))
    none = f'<button type="button" class="item" data-style="{{}}">{escape(texts("tools.no_style"))}</button>'
    return (
        '<div class="tools">'
        f'<button type="button" class="chip" id="improve">✦ {escape(texts("tools.improve"))}</button>'
        f'<button type="button" class="chip" id="undo" hidden aria-label="{undo}" title="{undo}">↶</button>'
        f'<details class="menu down" id="examples"><summary class="chip">{escape(texts("tools.examples"))} ▾</summary>'
        f"<div>{examples}</div></details>"
        '<details class="menu down" id="style"><summary class="chip">'
        f"<span>{escape(texts('tools.style'))}</span><b></b> ▾</summary><div>{none}{styles}</div></details></div>"
        '<p id="hint" role="status"></p>'
    )


def _words(key: str) -> Mapping[str, str]:
    """Return the words of a style in every language, because prompts can be in another language than the page."""
    return {code: texts(key).lower() for code, texts in languages().items()}
