"""What becomes of faults: one answer with a plain sentence, and the log."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.guards.refusals import refuse

_log = logging.getLogger(__name__)


class Faults:
    """ASGI middleware that answers for an application that fails before it has answered.

    Where the answer has begun, the exception goes on, so that the server breaks it off. A client that is gone is no
    fault.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_begun = is_ended = False

        async def watch(message: Message) -> None:
            nonlocal is_begun, is_ended
            is_begun = True
            is_ended = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except ClientDisconnect:
            return
        except Exception:
            if is_begun and not is_ended:
                raise
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if not is_begun:
                await refuse(scope, receive, send, 500, "guards.fault")
