"""With a password, what Gradio would answer to strangers is answered only to those who have signed in."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.guards.refusals import refuse
from playground.guards.routes import API, route_path

_CHECK: Final = f"{API}/login_check"  # Gradio's own answer to the question
_LOGOUT: Final = "/logout"
_FRESH: Final = 5.0  # seconds for which an answer holds
_MAX_ANSWERS: Final = 1000
_UNGUARDED: Final = (f"{API}/cancel", f"{API}/reset", f"{API}/app_id", f"{API}/heartbeat/")  # Gradio asks nobody there


class SignedInOnly:
    """ASGI middleware that asks the application itself whether a cookie is that of somebody who has signed in."""

    def __init__(self, app: ASGIApp, own: Sequence[BaseRoute]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            own: our own routes.
        """
        self._app = app
        self._own = [route.path_regex for route in own if isinstance(route, Route)]
        self._answers: OrderedDict[bytes, float] = OrderedDict()  # when a cookie was found to be right

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = route_path(scope)
        if path == _LOGOUT:
            self._answers.clear()
        is_guarded = path.startswith(_UNGUARDED) or any(pattern.fullmatch(path) for pattern in self._own)
        if is_guarded and not await self._is_signed_in(scope):
            await refuse(scope, receive, send, 401, "guards.sign_in")
            return
        await self._app(scope, receive, send)

    async def _is_signed_in(self, scope: Scope) -> bool:
        cookies = [value for name, value in scope["headers"] if name == b"cookie"]
        if not cookies:
            return False
        key, now = hashlib.sha256(b"\0".join(cookies)).digest(), time.monotonic()
        if now - self._answers.get(key, -_FRESH) < _FRESH:
            return True
        if not await self._ask(scope):
            return False
        self._answers[key] = now
        self._answers.move_to_end(key)
        while len(self._answers) > _MAX_ANSWERS:
            self._answers.popitem(last=False)
        return True

    async def _ask(self, scope: Scope) -> bool:
        status = 0

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        kept = [pair for pair in scope["headers"] if pair[0] in (b"host", b"cookie")]
        question = {"method": "GET", "path": _CHECK, "raw_path": _CHECK.encode(), "query_string": b"", "headers": kept}
        await self._app({**scope, **question}, receive, send)
        return status == 200
