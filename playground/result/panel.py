"""The right side of the page: the picture, what can be done with it, and the other pictures of the visitor's desk."""

from __future__ import annotations

from typing import Any

import gradio as gr

from playground.result.stage import Notice, render_notice
from playground.texts import label

IDLE_KEY = "html.idle"  # the empty stage in each language; `Page.translations` writes it


class Result:
    """The notice, the stage, the buttons below it, and the row of pictures."""

    def __init__(self) -> None:
        """Build the panel into the surrounding Blocks."""
        with gr.Column(elem_id="right", scale=2, min_width=280):
            with gr.Column(elem_id="result_panel"):
                with gr.Column(elem_id="notice"):
                    self.notice = gr.HTML(render_notice(None), js_on_load=None, apply_default_css=False)
                    self.retry = gr.Button(label("actions.retry"), variant="primary", size="sm", elem_id="retry")
                self.stage = gr.HTML(label(IDLE_KEY), js_on_load=None, apply_default_css=False, elem_id="stage")
                self.actions = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="actions")
            self.gallery = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="gallery")

    @property
    def components(self) -> list[Any]:
        """The components that change while pictures are painted."""
        return [*self.notice_components, self.stage, self.actions, self.gallery]

    @property
    def notice_components(self) -> list[Any]:
        """The components that `notice_updates` changes."""
        return [self.notice]

    def notice_updates(self, notice: Notice | None) -> dict[Any, Any]:
        """Return updates that show a notice, or none."""
        return {self.notice: render_notice(notice)}
