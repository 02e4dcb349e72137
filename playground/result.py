"""The right side of the page: the picture and what one does with it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from playground.stage import render_notice
from playground.texts import label

IDLE_KEY = "html.idle"  # the empty state in each language; `playground.page` writes it


class Result:
    """The stage and the buttons under it."""

    def __init__(self) -> None:
        """Build the panel into the surrounding Blocks."""
        with gr.Column(elem_id="result_panel", scale=2, min_width=280):
            with gr.Column(visible=False, elem_id="notice") as self.notice_panel:
                self.notice = gr.HTML(render_notice(None), js_on_load=None, apply_default_css=False)
                self.retry = gr.Button(label("actions.retry"), variant="primary", size="sm", elem_id="retry")
            self.stage = gr.HTML(label(IDLE_KEY), js_on_load=None, apply_default_css=False, elem_id="stage")
            with gr.Row(visible=False, elem_id="actions") as self.actions:
                self.download = gr.DownloadButton(
                    label("actions.download"), variant="primary", size="sm", min_width=40, elem_id="download"
                )
                self.reuse_seed = gr.Button(label("actions.reuse_seed"), size="sm", min_width=40, elem_id="reuse_seed")
                self.copy = gr.Button(label("actions.copy"), size="sm", min_width=40, elem_id="copy")
                self.code = gr.Button(label("actions.code"), size="sm", min_width=40, elem_id="view_code")
        browser_only: dict[str, Any] = {"fn": None, "api_visibility": "private", "show_progress": "hidden"}
        self.copy.click(js="() => window.playground.copyParameters()", **browser_only)
        self.code.click(js="() => window.playground.viewShown()", **browser_only)
