"""The right side of the page: the picture, what one does with it, and the other pictures of this desk."""

from __future__ import annotations

import gradio as gr

from playground.result.stage import render_notice
from playground.texts import label

IDLE_KEY = "html.idle"  # the empty state in each language; `playground.page` writes it


class Result:
    """The notice, the stage, the buttons under it, and the row of pictures."""

    def __init__(self) -> None:
        """Build the panel into the surrounding Blocks."""
        with gr.Column(elem_id="right", scale=2, min_width=280):
            with gr.Column(elem_id="result_panel"):
                with gr.Column(visible=False, elem_id="notice") as self.notice_panel:
                    self.notice = gr.HTML(render_notice(None), js_on_load=None, apply_default_css=False)
                    self.retry = gr.Button(label("actions.retry"), variant="primary", size="sm", elem_id="retry")
                self.stage = gr.HTML(label(IDLE_KEY), js_on_load=None, apply_default_css=False, elem_id="stage")
                self.actions = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="actions")
            self.gallery = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="gallery")
