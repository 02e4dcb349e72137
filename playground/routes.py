"""What the page's own script and pictures ask for, beside Gradio's addresses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from playground.backends import Backend
from playground.document import ASSETS

EXAMPLE_ROUTE = "/playground-assets/example.webp"  # "a cat sitting on a windowsill at sunset", seed 10, subseed 1
BACKEND_ROUTE = "/playground-assets/backend"  # also spelled in assets/page.js
_FRESH = 5.0  # seconds for which an answer of the backend serves every visitor


class Routes:
    """The answers. Nothing here is any one visitor's, so nobody needs to have signed in."""

    def __init__(self, backend: Callable[[], Backend]) -> None:
        """Prepare the answers; `backend` is asked anew each time, because a page may be given another one."""
        self._backend = backend
        self._asked = -_FRESH
        self._answers = False
        self._asking = asyncio.Lock()

    def all(self) -> list[Route]:
        """Return the routes, to be put before Gradio's."""
        # Not StaticFiles: mounted, it loses its way where a proxy serves the app under a path.
        return [Route(EXAMPLE_ROUTE, self.example), Route(BACKEND_ROUTE, self.backend_state)]

    async def example(self, _request: Request) -> FileResponse:
        """Serve the picture that invites."""
        return FileResponse(ASSETS / "example.webp", headers={"cache-control": "max-age=86400"})

    async def backend_state(self, _request: Request) -> JSONResponse:
        """Tell whether the backend answers; many pages that ask at once cost it one question."""
        async with self._asking:
            if time.monotonic() - self._asked >= _FRESH:
                self._answers = await self._backend().answers()
                self._asked = time.monotonic()
        state = "ready" if self._answers else "silent"
        return JSONResponse({"state": state}, headers={"cache-control": "no-store"})
