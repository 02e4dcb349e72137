"""Streams of server-sent events that browsers keep open, which would hold up the end of the server."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_END_OF_BODY: Message = {"type": "http.response.body", "body": b"", "more_body": False}


class EventStreams:
    """ASGI middleware, to be the outermost, that knows the open event streams and can end them.

    Gradio keeps one open for each page, and one for each page that waits for a result. A download or an answer that is
    still being written is none of them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: set[asyncio.Task[Any]] = set()
        self._cancelled: set[asyncio.Task[Any]] = set()
        self._is_over = False

    def end_all(self) -> None:
        """End every stream that is open or begins from now on, each with a proper end of its body."""
        self._is_over = True
        for task in self._open:
            self._end(task)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._cancelled.add(task)
        task.cancel()

    def _begun(self, task: asyncio.Task[Any]) -> None:
        self._open.add(task)
        if self._is_over:
            self._end(task)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_event_stream(message):
                self._begun(task)
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                self._open.discard(task)

        try:
            await self._app(scope, receive, watch)
        except asyncio.CancelledError:
            if task not in self._cancelled:
                raise
            task.uncancel()
        finally:
            is_cut_off = task in self._cancelled and task in self._open
            self._cancelled.discard(task)
            self._open.discard(task)
        if is_cut_off:
            await send(_END_OF_BODY)


def _is_event_stream(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/event-stream")
