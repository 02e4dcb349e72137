"""The path under which a reverse proxy serves the app, whether the proxy removes it from requests or passes it on."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class RootPath:
    """ASGI middleware that names the path, so that routes match with and without it.

    uvicorn's own setting puts the path in front of every request's, which is right only behind a proxy that removes it.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """Wrap an application; `root_path` is a path such as `/playground`, or empty."""
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._root_path and scope["type"] == "http":
            scope = {**scope, "root_path": self._root_path}
        await self._app(scope, receive, send)
