"""Answers that nobody fetches: read by the app itself after a while, so that Gradio does not keep them for ever."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, quote

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.admission.addresses import UNKNOWN
from playground.guards.refusals import refuse
from playground.guards.routes import API, route_path

SESSION: Final = "imagelabs.session"  # key of a scope: the session of a message; empty if Gradio makes one up
_STREAM: Final = f"{API}/queue/data"
_CALL: Final = re.compile(rf"{API}/call/(?:v2/)?[\w-]+/(?P<event>[\w-]+)")
_EVENT: Final = re.compile(rb'"event_id":\s*"([\w-]{1,100})"')
_PATIENCE: Final = 60.0  # seconds in which somebody has to begin to fetch them
_READING: Final = 0.5  # seconds in which everything that there is gets read
_MOST: Final = 100  # sessions of a visitor with unread answers; beyond it, the oldest are read at once
_LONGEST: Final = 1000  # bytes of an answer that says which event has begun
_END: Message = {"type": "http.response.body", "body": b"", "more_body": False}
_KEPT: Final = (b"host", b"cookie", b"x-forwarded-proto", b"x-forwarded-host")


@dataclass(slots=True)
class _Unread:
    """A session with answers that nobody has begun to fetch."""

    owner: str
    timer: asyncio.TimerHandle
    events: list[str] = field(default_factory=list)


class UnreadAnswers:
    """ASGI middleware that notes whose answers are fetched, and reads the others like a visitor who comes and goes.

    It comes after what puts the session of a message into its scope. Belongs to the event loop that uses it.
    """

    def __init__(self, app: ASGIApp, patience: float = _PATIENCE) -> None:
        """Wrap an application; `patience` is in seconds."""
        self._app = app
        self._patience = patience
        self._sessions: dict[str, _Unread] = {}
        self._owners: dict[str, OrderedDict[str, None]] = {}  # sessions by visitor, oldest first
        self._events: dict[str, str] = {}  # sessions by the event that a program fetches
        self._open: Counter[str] = Counter()  # streams by session
        self._reading: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = scope.get(SESSION)
        if isinstance(session, str):
            await self._ask(session, scope, receive, send)
            return
        fetched = None
        if scope["type"] == "http" and scope["method"] == "GET":
            path = route_path(scope)
            call = _CALL.fullmatch(path)
            if call is not None:
                fetched = self._events.get(call["event"])
                if fetched is None:  # it was fetched before, or never began: Gradio would let it wait for ever
                    await refuse(scope, receive, send, 404, "guards.not_here")
                    return
            elif path == _STREAM:
                fetched = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        if fetched is None:
            await self._app(scope, receive, send)
        else:
            await self._fetch(fetched, scope, receive, send)

    async def _ask(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        answer = bytearray()

        async def listen(message: Message) -> None:
            if message["type"] == "http.response.body":
                answer.extend(message.get("body", b"")[: _LONGEST - len(answer)])
            await send(message)

        await self._app(scope, receive, listen)
        event = _EVENT.search(answer)
        if event is not None:  # else nothing has begun
            self._expect(session or event[1].decode(), event[1].decode(), scope)

    async def _fetch(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._forget(session)
        self._open[session] += 1
        try:
            await self._stream(scope, receive, send)
        finally:
            self._open[session] -= 1
            if not self._open[session]:
                del self._open[session]

    def _expect(self, session: str, event: str, scope: Scope) -> None:
        """Give somebody time to fetch the answers of a session."""
        owner = (scope.get("client") or (UNKNOWN,))[0]
        events = self._forget(session)
        timer = asyncio.get_running_loop().call_later(self._patience, self._give_up, session, scope)
        self._sessions[session] = _Unread(owner, timer, [*events, event])
        self._events |= dict.fromkeys(self._sessions[session].events, session)
        sessions = self._owners.setdefault(owner, OrderedDict())
        sessions[session] = None
        if len(sessions) > _MOST:
            self._give_up(next(iter(sessions)), scope)

    def _forget(self, session: str) -> list[str]:
        """Wait no longer for a session; return the events whose answers are unread."""
        unread = self._sessions.pop(session, None)
        if unread is None:
            return []
        unread.timer.cancel()
        for event in unread.events:
            del self._events[event]
        del self._owners[unread.owner][session]
        if not self._owners[unread.owner]:
            del self._owners[unread.owner]
        return unread.events

    def _give_up(self, session: str, scope: Scope) -> None:
        self._forget(session)
        if not self._open[session]:  # else it will get them all
            reading = asyncio.create_task(self._read(session, scope))
            self._reading.add(reading)
            reading.add_done_callback(self._reading.discard)

    async def _read(self, session: str, message: Scope) -> None:
        """Open the stream of a session, with the same cookies as its message, and leave after a moment."""
        query = f"session_hash={quote(session)}".encode()
        address = {"path": _STREAM, "raw_path": _STREAM.encode(), "query_string": query}
        headers = [pair for pair in message["headers"] if pair[0] in _KEPT]
        scope = {**message, **address, "method": "GET", "headers": headers, SESSION: None}

        async def leave() -> Message:
            await asyncio.sleep(_READING)
            return {"type": "http.disconnect"}

        async def ignore(_message: Message) -> None:
            """Throw it away."""

        await self._stream(scope, leave, ignore)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass answers on; for a session that it no longer knows, Gradio first says so in them and then raises."""
        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:
            if not isinstance(error.__cause__, HTTPException):
                raise
            await send(_END)
