"""Gradio's scripts and styles, compressed once and kept: it reads and compresses them anew for every visitor.

Opening the page asks for about seventy of them, a fifth of a second of a processor's work in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.web.delivery.answers import Answer, RawHeaders, ask
from playground.web.delivery.compression import BodyCache, compress, preferred_encoding

_FOLDER: Final = "/assets/"  # files whose names contain a hash of their content
_CACHE_SIZE: Final = 24 << 20  # bytes; all files in two encodings are smaller
_MAX_FILES: Final = 2000
_COMPRESSED: Final = ("text/", "application/javascript", "application/json", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class _File:
    """A file as the application serves it to a client that takes no encoding."""

    headers: RawHeaders
    is_text: bool


class StaticFiles:
    """ASGI middleware that answers for the application once it has seen a file."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files: dict[str, _File] = {}
        self._bodies = BodyCache(_CACHE_SIZE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not path.startswith(_FOLDER)
            or "range" in Headers(scope=scope)
        ):
            await self._app(scope, receive, send)
            return
        file, content = self._files.get(path), b""
        encoding = preferred_encoding(Headers(scope=scope).get("accept-encoding", ""))
        if file is None or not self._has(path, file, encoding):
            asked = await self._ask(scope)
            if asked.status != 200:
                await asked.send(send)
                return
            headers, content = asked.headers, asked.body
            is_text = Headers(raw=list(headers)).get("content-type", "").startswith(_COMPRESSED)
            file = _File(headers, is_text)
            if len(self._files) < _MAX_FILES:
                self._files[path] = file
        encoding = encoding if file.is_text else ""
        body = await self._bodies.get((path, encoding), lambda: compress(content, encoding))
        answer = MutableHeaders(raw=list(file.headers))
        answer["content-length"] = str(len(body))
        if file.is_text:
            answer.add_vary_header("Accept-Encoding")
        if encoding:
            answer["content-encoding"] = encoding
        await Answer(200, tuple(answer.raw), body).send(send)

    def _has(self, path: str, file: _File, encoding: str) -> bool:
        return (path, encoding if file.is_text else "") in self._bodies

    async def _ask(self, scope: Scope) -> Answer:
        """Let the application answer without compressing."""
        plain = [(name, value) for name, value in scope["headers"] if name in (b"host", b"cookie")]
        return await ask(self._app, {**scope, "headers": plain})
