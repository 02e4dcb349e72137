"""The top of the page: its name, the backend and whether that answers, the tabs, the languages."""

from __future__ import annotations

from html import escape

import gradio as gr

from playground.tabs import CREATE, tab_names
from playground.texts import QUERY_KEY, Texts, label, languages

HEADER_KEY = "html.header"  # the header in each language; `Page.translations` writes it


class Header:
    """The header's only component. It never changes; a script updates the state of the backend in it."""

    def __init__(self) -> None:
        """Build the header into the surrounding Blocks."""
        self.bar = gr.HTML(label(HEADER_KEY), js_on_load=None, apply_default_css=False, elem_id="header")


def render_header(backend: str, texts: Texts) -> str:
    """Return the header as HTML; `backend` is the backend's name."""
    choices = "".join(
        f'<a href="?{QUERY_KEY}={code}" hreflang="{code}" lang="{code}" data-language="{code}"'
        f' title="{escape(other("page.language_name"))}"{_current(code == texts.language)}>{code.upper()}</a>'
        for code, other in languages().items()
    )
    help_ = escape(texts("manner.help"))
    states = "".join(f' data-{state}="{escape(texts(f"backend.{state}"))}"' for state in ("ready", "silent"))
    return (
        f'<header class="top"><h1>{escape(texts("page.title"))}</h1>'
        f'<p class="pill" role="status" data-state="checking"{states}><i></i><span>{escape(backend)}</span>'
        f"<small>{escape(texts('backend.checking'))}</small></p>{_tabs(texts)}"
        f'<button type="button" id="help" class="tool" aria-label="{help_}" title="{help_}">?</button>'
        f'<nav class="languages" aria-label="{escape(texts("page.language"))}">{choices}</nav></header>'
    )


def _tabs(texts: Texts) -> str:
    names = tab_names()
    if len(names) < 2:
        return ""
    links = "".join(
        f'<a href="#{name}" data-tab="{name}"{_current(name == CREATE)}>{escape(texts(f"tabs.{name}"))}</a>'
        for name in names
    )
    return f'<nav class="tabs" aria-label="{escape(texts("page.tabs"))}">{links}</nav>'


def _current(is_current: bool) -> str:
    return ' aria-current="true"' if is_current else ""
