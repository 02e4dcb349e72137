"""The page and what Gradio says about it, made once for each way to ask: anew they take thirty milliseconds each."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.guards.routes import API, route_path
from playground.texts import QUERY_KEY, texts_for
from playground.web.delivery.answers import Answer, ask
from playground.web.delivery.compression import preferred_encoding

_PAGES: Final = ("", "/")
_PATHS: Final = (*_PAGES, "/config", f"{API}/info")
# What the addresses in an answer are made of; nothing else that is asked changes it.
_ADDRESS: Final = ("host", "x-forwarded-host", "x-forwarded-proto", "x-gradio-server")
_MOST: Final = 100  # answers that are kept
_MAX_BYTES: Final = 8 << 20  # of all of them


class KeptDocuments:
    """ASGI middleware that asks the application once, where everybody gets the same: not where people sign in.

    Belongs to the event loop that uses it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Hashable, asyncio.Task[Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or route_path(scope) not in _PATHS:
            await self._app(scope, receive, send)
            return
        asked = _without_visitor(scope)
        key = (asked["path"], asked.get("root_path"), asked.get("scheme"), asked["query_string"], *asked["headers"])
        document = self._kept.get(key)
        if document is not None:
            self._kept.move_to_end(key)
        else:
            making = self._making.get(key)
            if making is None:
                making = self._making[key] = asyncio.create_task(self._make(key, asked))
            document = await asyncio.shield(making)  # whoever leaves early does not take it from the others
        await document.send(send)

    async def _make(self, key: Hashable, asked: Scope) -> Answer:
        try:
            document = await ask(self._app, asked)
        finally:
            del self._making[key]
        if document.status == 200:
            self._kept[key] = document
            self._size += len(document.body)
            while len(self._kept) > _MOST or self._size > _MAX_BYTES:
                self._size -= len(self._kept.popitem(last=False)[1].body)
        return document


def _without_visitor(scope: Scope) -> Scope:
    """Return the same question as everybody would ask it who gets the same answer."""
    headers = Headers(scope=scope)
    language = texts_for(Request(scope)).language.encode()
    encoding = preferred_encoding(headers.get("accept-encoding", "")).encode()
    kept = [(name.encode(), headers[name].encode("latin-1")) for name in _ADDRESS if name in headers]
    query = QUERY_KEY.encode() + b"=" + language if route_path(scope) in _PAGES else b""
    return {
        **scope,
        "query_string": query,
        "headers": [*kept, (b"accept-language", language), (b"accept-encoding", encoding)],
    }
