"""What a part of the page may use of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from playground.backends import Backend
from playground.files import PictureStore
from playground.form.form import Form
from playground.form.references import References
from playground.history.outputs import OutputsFolder
from playground.settings import Settings
from playground.visitors import Visitors


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page around a tab.

    Attributes:
        settings: how this copy of the app runs.
        backends: where prompts can be sent; the first is the page's own.
        store: where files for the browser are written.
        outputs: where finished pictures are kept, if anywhere.
        form: the form of the tab Create.
        references: makes small copies of reference images.
        visitors: whose page is whose, and everyone's desks and grids.
    """

    settings: Settings
    backends: tuple[Backend, ...]
    store: PictureStore
    outputs: OutputsFolder
    form: Form
    references: References
    visitors: Visitors

    @property
    def backend(self) -> Backend:
        """The page's own backend."""
        return self.backends[0]
