"""Reference images as visitors give them: small copies, made in the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from imagelabs_client import GenerationParams, InvalidParams
from imagelabs_client.errors import Problem
from playground.files import PictureStore
from playground.info.facts import TooLargeError
from playground.sandbox.sandbox import Sandbox


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
