"""What may stand in the JSON that asks Gradio to do something.

Gradio fetches every address that stands where a file should, and reads every file that it can find by its path in one
of its folders. Here a file can only be one that was uploaded to this copy, or that it has made. The body is read once,
within bounds, and Gradio gets it written anew: what was checked is what it sees.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.blocks import Block
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.admission.unread import SESSION
from playground.guards.hosts import asked_hosts
from playground.guards.refusals import refuse
from playground.guards.routes import API, FILE, path_in, route_path

MAX_BODY: Final = 1 << 20  # bytes
_LARGE: Final = 1 << 16  # bytes from which a thread reads the JSON
_CALLS: Final = re.compile(rf"{API}/(?P<kind>queue/join|cancel|reset|run/[\w-]+|call/(?:v2/)?(?P<name>[\w-]+))")
_FILE_NAMES: Final = ("path", "url", "is_stream")
_MAX_DEPTH: Final = 64
_MAX_VALUES: Final = 10_000  # in a body; each takes a hundred times its length in memory, and the time to look at it
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_SESSION: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
_READING_TIMEOUT: Final = 60.0  # seconds for a whole body


class _BadBodyError(Exception):
    """The body is refused: with this status, and the sentence of this key."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True, slots=True)
class _Checked:
    """A body that asks for an event, and the session that it names or an empty text; None where it asks for none."""

    body: bytes
    session: str | None


class CheckedBodies:
    """ASGI middleware that lets through what asks for one of our events and names no other files."""

    def __init__(self, app: ASGIApp, demo: gr.Blocks, folder: Path) -> None:
        """Wrap an application.

        Args:
            app: the application.
            demo: the page, whose events can be asked for.
            folder: the only one that files may be in.
        """
        self._app = app
        self._demo = demo
        self._arguments: dict[str, dict[str, bool]] = {}  # of events that programs call, and whether they have defaults
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = _CALLS.fullmatch(route_path(scope)) if scope["type"] == "http" and scope["method"] == "POST" else None
        if call is None:
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(_READING_TIMEOUT):
                body = await _read(scope, receive)
            if body is None:
                return  # whoever asked is gone
            checked = (
                await asyncio.to_thread(self._checked, body, call, scope)
                if len(body) > _LARGE
                else self._checked(body, call, scope)
            )
        except _BadBodyError as error:
            await refuse(scope, receive, send, error.status, error.key)
        except TimeoutError:
            await refuse(scope, receive, send, 408, "guards.slow", {"connection": "close"})
        else:
            scope = {**_with_length(scope, len(checked.body)), SESSION: checked.session}
            await self._app(scope, _Replay(checked.body, receive), send)

    def _checked(self, body: bytes, call: re.Match[str], scope: Scope) -> _Checked:
        """Return the body written anew.

        Raises:
            _BadBodyError: it is refused.
        """
        value = _parsed(body)
        if not isinstance(value, dict):
            raise _BadBodyError(400, "guards.not_json")
        if not all(self._is_ours(name, found, scope) for name, found in _file_values(value)):
            raise _BadBodyError(400, "guards.foreign_file")
        self._check_event(value, call)
        session = None if call["kind"] in ("cancel", "reset") else value.get("session_hash") or ""
        return _Checked(json.dumps(value, separators=(",", ":")).encode(), session)

    def _check_event(self, value: dict[str, Any], call: re.Match[str]) -> None:
        """See to it that there is such an event, that it may be asked for this way, and gets all that it takes.

        Raises:
            _BadBodyError: it is refused.
        """
        kind, name, session = call["kind"], call["name"], value.get("session_hash")
        if kind in ("cancel", "reset"):
            is_right = True
        elif kind.startswith("call/v2/"):
            is_right = self._takes(name, value)
        else:
            number = value.get("fn_index") if name is None else self._number_of(name)
            event = self._demo.fns.get(number) if isinstance(number, int) else None
            is_right = (
                event is not None
                and event.fn is not None
                and not (kind.startswith("run/") and event.queue)
                and _fits(value.get("data"), event, by_name=name is not None)
            )
        is_session = session is None or (isinstance(session, str) and _SESSION.fullmatch(session) is not None)
        if not is_right or not is_session:
            raise _BadBodyError(400, "guards.no_event")

    def _number_of(self, name: str) -> int | None:
        """Return the number of the event that programs call by this name."""
        events = self._demo.fns.items()
        found = (number for number, event in events if event.api_name == name and event.api_visibility == "public")
        return next(found, None)

    def _takes(self, name: str, values: dict[str, Any]) -> bool:
        """Return whether programs may call an event by this name with arguments of these names."""
        number = self._number_of(name)
        if number is None:
            return False
        if name not in self._arguments:
            parameters = self._demo.get_api_info()["named_endpoints"][f"/{name}"]["parameters"]
            self._arguments[name] = {row["parameter_name"]: bool(row["parameter_has_default"]) for row in parameters}
        known = self._arguments[name]
        needed = {word for word, has_default in known.items() if not has_default}
        if not needed <= set(values) <= {*known, "oauth_token", "session_hash"}:
            return False
        blocks = _shown(self._demo.fns[number])
        return all(_is_value(values.get(word), block) for word, block in zip(known, blocks, strict=True))

    def _is_ours(self, name: str, found: Any, scope: Scope) -> bool:
        """Return whether a value may stand under a name that Gradio reads files by."""
        if found is None or (name == "is_stream" and found is False):
            return True
        if not isinstance(found, str) or name == "is_stream":
            return False
        return path_in(self._folder, found) is not None if name == "path" else self._is_own_url(found, scope)

    def _is_own_url(self, url: str, scope: Scope) -> bool:
        """Return whether a URL is one of a file of this copy, with or without its host."""
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            return False
        asked = asked_hosts(Headers(scope=scope)) or []
        if parts.netloc and not any(one.name == host for one in asked):
            return False
        if parts.scheme not in ("", "http", "https") or bool(parts.scheme) != bool(parts.netloc):
            return False
        path = parts.path.removeprefix(str(scope.get("root_path", "")))
        return path.startswith(FILE) and path_in(self._folder, unquote(path.removeprefix(FILE))) is not None


class _Replay:
    """Receives a body that has been read already, and then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        body, self._body = self._body, None
        if body is None:
            return await self._receive()
        return {"type": "http.request", "body": body, "more_body": False}


async def _read(scope: Scope, receive: Receive) -> bytes | None:
    """Return the body, or None if the connection has ended.

    Raises:
        _BadBodyError: it is too large, or not said to be JSON.
    """
    headers = Headers(scope=scope)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _BadBodyError(415, "guards.not_json")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 9 or int(length) > MAX_BODY:
        raise _BadBodyError(413, "guards.large")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise _BadBodyError(413, "guards.large")
        if not message.get("more_body", False):
            return bytes(body)


def _parsed(body: bytes) -> Any:
    """Return the value of some JSON.

    Raises:
        _BadBodyError: it is none, or has too many values, which is found out without making them.
    """
    marks = _STRING.sub(b"", body)
    if marks.count(b",") + marks.count(b"[") + marks.count(b"{") > _MAX_VALUES:
        raise _BadBodyError(413, "guards.large")
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _BadBodyError(400, "guards.not_json") from None


def _file_values(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands, at any depth, under the names by which Gradio knows files, each with its name.

    Raises:
        _BadBodyError: it is nested too deeply.
    """
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            raise _BadBodyError(400, "guards.not_json")
        if isinstance(part, dict):
            yield from ((name, part[name]) for name in _FILE_NAMES if name in part)
            waiting += ((item, depth + 1) for item in part.values())
        elif isinstance(part, list):
            waiting += ((item, depth + 1) for item in part)


def _fits(data: Any, event: BlockFunction, *, by_name: bool) -> bool:
    """Return whether these are values for all inputs of an event; programs leave out those that they are not shown."""
    if not isinstance(data, list):
        return False
    blocks: list[Block] = list(event.inputs)
    if by_name and len(data) != len(blocks):
        blocks = _shown(event)
    return len(data) == len(blocks) and all(_is_value(value, block) for value, block in zip(data, blocks, strict=True))


def _shown(event: BlockFunction) -> list[Block]:
    """Return the inputs of an event that programs know of."""
    return [block for block in event.inputs if not getattr(block, "skip_api", False)]


def _is_value(value: Any, block: Block) -> bool:
    """Return whether Gradio can make of a value what a component needs; it only does so for files and the like."""
    model = getattr(block, "data_model", None)
    if model is None or value is None:
        return True
    try:
        model.model_validate(value, context={"validate_meta": True})
    except ValueError:
        return False
    return True


def _with_length(scope: Scope, length: int) -> Scope:
    kept = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}
