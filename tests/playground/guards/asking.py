"""Requests as they come from the wire, into an application in this process: no client tidies up their paths."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

from playground.backends import Backend
from playground.files import PictureStore
from playground.page import Page
from playground.settings import Settings
from playground.web.application import create_application

HOST = "localhost:7860"


@dataclass
class Answer:
    status: int = 0
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """An application, and how it is asked."""

    app: ASGIApp
    page: Page | None = None

    async def ask(
        self,
        target: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        client: str = "203.0.113.7",
    ) -> Answer:
        """Ask as uvicorn would have it after parsing; `headers` wins over the host that is named otherwise."""
        raw_path, _, query = target.partition("?")
        lines = {"host": HOST, "content-length": str(len(body)), **(headers or {})}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(raw_path),
            "raw_path": raw_path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in lines.items() if value is not None],
            "client": (client, 1234),
            "server": ("127.0.0.1", 7860),
            "state": {},
        }
        answer, sent = Answer(), [body]

        async def receive() -> Message:
            if not sent:
                await asyncio.sleep(60)
            return {"type": "http.request", "body": sent.pop()} if sent else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], Headers(raw=message["headers"])
            else:
                answer.body += message.get("body", b"")

        await self.app(scope, receive, send)
        return answer

    async def post(self, path: str, value: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """Post JSON."""
        lines = {"content-type": "application/json", **(headers or {})}
        return await self.ask(path, "POST", lines, json.dumps(value).encode())


@asynccontextmanager
async def guarded(settings: Settings, backend: Backend, store: PictureStore) -> AsyncIterator[Site]:
    """The whole application, with the lifespan of none of its parts."""
    page = Page(settings, backends=(backend,), store=store)
    yield Site(create_application(page, page.build()), page)
