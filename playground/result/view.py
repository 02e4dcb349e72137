"""A visitor's desk as updates for the components that show it."""

from __future__ import annotations

from typing import Any, TypeAlias

import gradio as gr

from playground.backends import Backend
from playground.desks.desk import Desk, Picture
from playground.files import PictureStore
from playground.result.actions import render_actions
from playground.result.panel import Result
from playground.result.stage import StageContent, render_stage
from playground.result.stage_content import stage_content
from playground.result.strip import render_queue, render_strip
from playground.texts import Texts
from playground.web.routes import EXAMPLE_ROUTE, picture_url

Updates: TypeAlias = dict[Any, Any]  # by component

_DOWNLOADS = {"JPEG": "jpg", "WebP": "webp"}  # formats beside PNG, with the ending of their files


class DeskView:
    """Renders desks for the page's components."""

    def __init__(self, panel: Result, queue: gr.HTML, backend: Backend, store: PictureStore, root_path: str) -> None:
        """Make the view.

        Args:
            panel: the components of the result.
            queue: the component that lists what waits.
            backend: where the pictures are painted.
            store: where their files are.
            root_path: the path under which a proxy serves the app, or empty.
        """
        self._panel = panel
        self._queue = queue
        self._backend = backend
        self._store = store
        self._root_path = root_path

    @property
    def components(self) -> list[Any]:
        """The components that `updates` changes."""
        return [*self._panel.components, self._queue]

    def updates(self, desk: Desk, texts: Texts) -> Updates:
        """Return what each component shows of a desk."""
        backend = self._backend.name(texts)
        shown = [(picture, self._content(picture, backend, texts)) for picture in desk.pictures]
        content = next((content for picture, content in shown if picture is desk.selected), StageContent("idle"))
        return {
            **self._panel.notice_updates(desk.notice or content.notice),
            self._panel.stage: render_stage(content, texts, example_url(self._root_path)),
            self._panel.actions: self._actions(desk.selected, content, texts),
            self._panel.gallery: render_strip(shown, desk.selected, texts),
            self._queue: render_queue(desk, texts),
        }

    def _content(self, picture: Picture, backend: str, texts: Texts) -> StageContent:
        generation = picture.generation
        return stage_content(generation.progress, generation.params, backend, self._store, texts)

    def _actions(self, picture: Picture | None, content: StageContent, texts: Texts) -> str:
        painting = None if picture is None else picture.generation.progress.painting
        if picture is None or painting is None:
            return ""
        downloads = {name: picture_url(self._root_path, painting.file, ending) for name, ending in _DOWNLOADS.items()}
        return render_actions(picture.id, content, downloads, texts)


def example_url(root_path: str) -> str:
    """Return the address of the example picture that the empty stage shows."""
    return f"{root_path}{EXAMPLE_ROUTE}"
