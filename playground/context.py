"""What a part of the page may know of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.backends import Backend
    from playground.files import PictureStore
    from playground.form import Form
    from playground.settings import Settings


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page around a tab.

    Attributes:
        settings: how this copy of the app runs.
        backend: where prompts are sent.
        store: where files for the browser are written.
        form: what to paint, on the tab Create.
    """

    settings: Settings
    backend: Backend
    store: PictureStore
    form: Form
