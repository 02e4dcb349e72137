"""What a part of the page may know of the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.backends import Backend
    from playground.compare.runner import Grids
    from playground.files import PictureStore
    from playground.form.form import Form
    from playground.settings import Settings


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page around a tab.

    Attributes:
        settings: how this copy of the app runs.
        backends: where prompts can be sent; the first is the page's own.
        store: where files for the browser are written.
        form: what to paint, on the tab Create.
        owner: whose a page is, by Gradio's session: the same after a reload.
        grids: what is drawn on the tab Compare, by owner.
    """

    settings: Settings
    backends: tuple[Backend, ...]
    store: PictureStore
    form: Form
    owner: Callable[[str], str]
    grids: Grids

    @property
    def backend(self) -> Backend:
        """The page's own."""
        return self.backends[0]
