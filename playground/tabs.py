"""The tabs beside Create. A tab is a row of `TABS`, a text `tabs.<name>`, and a class that builds its components.

The browser shows the tab that the address names after `#`, without asking the server (assets/page.js).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import gradio as gr

from playground.compare.tab import CompareTab
from playground.context import PageContext
from playground.history.tab import HistoryTab
from playground.info.tab import InfoTab

CREATE: Final = "create"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the page.

    Attributes:
        name: the part of the address after `#`, and of the key of its text, `tabs.<name>`.
        build: makes the tab's components in the surrounding Blocks; usually a class.
    """

    name: str
    build: Callable[[PageContext], object]


TABS: tuple[Tab, ...] = (
    Tab("compare", CompareTab),
    Tab("history", HistoryTab),
    Tab("info", InfoTab),
)


def tab_names() -> tuple[str, ...]:
    """Return the names of all tabs in order, Create first."""
    return (CREATE, *(tab.name for tab in TABS))


def tab_panel(name: str) -> gr.Column:
    """Return the column for a tab's components, to be used in a `with` block."""
    return gr.Column(elem_id=f"tab_{name}", elem_classes=["tab"])


def tab_style() -> str:
    """Return the CSS that shows the open tab only; until the script has read the address, that is Create."""
    shown = [f'html[data-tab="{name}"] #tab_{name}' for name in tab_names()]
    return f"html:not([data-tab]) #tab_{CREATE}, {', '.join(shown)} {{ display: flex !important; }}"
