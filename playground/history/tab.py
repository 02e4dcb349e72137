"""The tab History. The pictures are kept by the browser alone (assets/store.js), so the server gives only the place."""

from __future__ import annotations

import gradio as gr

from playground.context import PageContext


class History:
    """An empty place, which assets/history.js fills."""

    def __init__(self, _context: PageContext) -> None:
        """Build the tab into the surrounding Blocks."""
        with gr.Column(elem_classes=["page_width"]):
            gr.HTML('<div id="history"></div>', js_on_load=None, apply_default_css=False)
