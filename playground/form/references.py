"""Reference images as visitors give them: a field that opens nothing, and small copies made in the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import gradio as gr

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from playground.files import PictureStore
from playground.info.facts import TooLargeError
from playground.sandbox.sandbox import Sandbox


def uploaded_image(**options: Any) -> gr.Image:
    """Make Gradio's field for a picture; its value is the path of what was uploaded, unopened."""
    field = gr.Image(type="filepath", image_mode=None, **options)
    # Gradio would open the file here, with all of Pillow's formats. It has no setting for that, and of a subclass it
    # writes an interface file beside the source.
    field.preprocess = _path_of  # type: ignore[method-assign]
    return field


def uploaded_file(**options: Any) -> gr.File:
    """Make Gradio's field for any file; its value is the path of what was uploaded."""
    field = gr.File(type="filepath", **options)
    # Gradio would leave an empty file behind for each that is looked at.
    field.preprocess = _path_of  # type: ignore[method-assign]
    return field


def _path_of(payload: Any) -> str | None:
    return None if payload is None else payload.path


class References:
    """Makes small copies of uploaded reference images, in the sandbox."""

    def __init__(self, sandbox: Sandbox, store: PictureStore) -> None:
        """Make copies in `sandbox`, and keep them in `store`."""
        self.sandbox = sandbox
        self._store = store

    async def prepared(self, wanted: Sequence[GenerationParams], owner: str) -> list[GenerationParams]:
        """Return the same parameters with a copy of their reference image, which they have in common.

        Raises:
            InvalidParams: the image cannot be used.
            NoRoomError: the copy cannot be written.
            TooMuchError: the owner has too many files waiting.
        """
        source = wanted[0].reference_image
        if not isinstance(source, str):
            return list(wanted)
        width, height = max(params.width for params in wanted), max(params.height for params in wanted)
        try:
            content, ending = await self.sandbox.reference(source, width, height, owner)
        except (OSError, TooLargeError) as error:
            problem = Problem("reference_image", "unreadable", f"reference_image cannot be used: {error}")
            raise InvalidParams.listing([problem]) from error
        path = await asyncio.to_thread(self._store.put, content, f"reference.{ending}", owner)
        return [params.replace(reference_image=str(path)) for params in wanted]
