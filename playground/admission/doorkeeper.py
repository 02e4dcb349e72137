"""What is asked of every request before anything looks at it: does its visitor have too much already?"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.admission.addresses import UNKNOWN
from playground.admission.admission import Admission, TooMuchError
from playground.admission.gate import Gate
from playground.admission.listeners import Listeners
from playground.admission.pace import Pace
from playground.result.narration import too_much_line
from playground.texts import texts_for

# Requests that begin work for a visitor, by the start of their path below Gradio's prefix.
_MESSAGES: Final = ("/queue/join", "/run/", "/api/", "/call/")
_PREFIX: Final = "/gradio_api"
_DOCUMENTS: Final = ("/", "/config", "/info", "/login")
_MAX_SESSION: Final = 100  # characters
_MAY_STREAM: Final = ("/queue/data", "/heartbeat/", "/call/", "/upload_progress")


class Doorkeeper:
    """ASGI middleware that counts requests and streams of each visitor, and answers 429 beyond the limits.

    Up to a limit, many at once are let in one after another.

    It comes after `VisitorAddress`. Who has signed in is counted by address here all the same: the session's cookie is
    only checked further inside.
    """

    def __init__(self, app: ASGIApp, admission: Admission, listeners: Listeners) -> None:
        """Wrap an application; `listeners` learns who listens to it."""
        self._app = app
        self._admission = admission
        self._listeners = listeners
        self._pace = Pace(admission)
        self._gate = Gate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        owner = (scope.get("client") or (UNKNOWN,))[0]
        path = scope["path"].removeprefix(_PREFIX)
        is_message = scope["method"] == "POST" and path.startswith(_MESSAGES)
        is_stream = scope["method"] == "GET" and path.startswith(_MAY_STREAM)
        try:
            self._admission.spend("requests_per_minute", owner)
            if is_message:
                self._admission.spend("messages_per_minute", owner)
            is_heavy = is_message or is_stream or path in _DOCUMENTS
            await self._pace.turn("messages_per_second" if is_heavy else "requests_per_second", owner)
            if is_heavy and not is_stream:
                await self._gate.enter(owner)
            if is_stream:
                session = Request(scope).query_params.get("session_hash", "")[:_MAX_SESSION]
                with self._admission.hold("streams", owner), self._listeners.listening(session):
                    await self._app(scope, receive, send)
                return
        except TooMuchError as error:
            await refusal(scope, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def refusal(scope: Scope, error: TooMuchError) -> PlainTextResponse:
    """Return the answer to a request that was too much: 429, in the visitor's language."""
    headers = {"retry-after": str(error.retry_after)} if error.retry_after is not None else {}
    headers["cache-control"] = "no-store"
    return PlainTextResponse(too_much_line(error, texts_for(Request(scope))), 429, headers)
