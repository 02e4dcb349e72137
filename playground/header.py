"""The top of the page: name, which backend is at work and whether it answers, language."""

from __future__ import annotations

from html import escape
from typing import Literal

import gradio as gr

from playground.texts import QUERY_KEY, Texts, label, languages

HEADER_KEY = "html.header"  # the header in each language before the backend was asked; `playground.page` writes it

BackendState = Literal["checking", "ready", "silent"]


class Header:
    """The header's one component."""

    def __init__(self) -> None:
        """Build the header into the surrounding Blocks."""
        self.bar = gr.HTML(label(HEADER_KEY), js_on_load=None, apply_default_css=False, elem_id="header")


def render_header(backend: str, state: BackendState, texts: Texts) -> str:
    """Return the header as HTML; `backend` is the backend's name."""
    choices = "".join(
        f'<a href="?{QUERY_KEY}={code}" hreflang="{code}" lang="{code}" data-language="{code}"'
        f' title="{escape(other("page.language_name"))}"{_current(code == texts.language)}>{code.upper()}</a>'
        for code, other in languages().items()
    )
    return (
        f'<header class="top"><h1>{escape(texts("page.title"))}</h1>'
        f'<p class="pill" data-state="{state}"><i></i><span>{escape(backend)}</span>'
        f"<small>{escape(texts(f'backend.{state}'))}</small></p>"
        f'<nav class="languages" aria-label="{escape(texts("page.language"))}">{choices}</nav></header>'
    )


def _current(is_current: bool) -> str:
    return ' aria-current="true"' if is_current else ""
