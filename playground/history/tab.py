"""The tab History. Only the browser keeps the pictures (assets/store.js), so there is nothing but a place for them."""

from __future__ import annotations

import gradio as gr

from playground.context import PageContext


class HistoryTab:
    """An empty element, which assets/history.js fills."""

    def __init__(self, _context: PageContext) -> None:
        """Build the tab into the surrounding Blocks."""
        with gr.Column(elem_classes=["page_width"]):
            gr.HTML('<div id="history"></div>', js_on_load=None, apply_default_css=False)
