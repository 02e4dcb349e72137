"""The tabs beside Create: a tab is one line of `TABS`, a text `tabs.<name>`, and a class that builds what is on it.

The browser shows the tab that the address names after `#`; it does so without asking the server (assets/page.js).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import gradio as gr

from playground.compare.tab import Compare
from playground.context import PageContext
from playground.history.tab import History
from playground.info.tab import ImageInfo

CREATE: Final = "create"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the page.

    Attributes:
        name: what stands after `#` in the address; its text has the key `tabs.<name>`.
        build: makes its components in the surrounding Blocks, usually a class.
    """

    name: str
    build: Callable[[PageContext], object]


TABS: tuple[Tab, ...] = (
    Tab("compare", Compare),
    Tab("history", History),
    Tab("info", ImageInfo),
)


def tab_names() -> tuple[str, ...]:
    """Return the names of all tabs in their order, Create first."""
    return (CREATE, *(tab.name for tab in TABS))


def tab_panel(name: str) -> gr.Column:
    """Return the column that holds a tab's components; use it in a `with` block."""
    return gr.Column(elem_id=f"tab_{name}", elem_classes=["tab"])


def tab_style() -> str:
    """Return the CSS that shows the tab that is open: Create, until the script has read the address."""
    shown = [f'html[data-tab="{name}"] #tab_{name}' for name in tab_names()]
    return f"html:not([data-tab]) #tab_{CREATE}, {', '.join(shown)} {{ display: flex !important; }}"
