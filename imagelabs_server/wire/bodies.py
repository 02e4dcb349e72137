"""How a request's body comes in: as JSON, within limits on each body and on all of them together.

FastAPI would read and check a body on the event loop, however large it is and whatever it makes of it; here the
endpoint decides where that is done.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from imagelabs_server.codes import FailureCode
from imagelabs_server.wire.request_errors import RequestError
from imagelabs_server.wire.schemas import RULES, explain
from imagelabs_server.wire.turnstile import TooBusyError, Turnstile

SMALL = 2**18  # bytes; enough for the longest prompts, however they are escaped
_ALWAYS_ROOM = 2**14  # bytes; a poll's body, and that of an ordinary prompt, is not counted and never turned away
_MAX_TOGETHER = 256 * 2**20  # bytes of larger bodies held at once
_PATIENCE = 60.0  # seconds in which a body must have arrived
_BUSY_RETRY = "2"  # seconds
# Each becomes an object of some 60 bytes when it is decoded. Prompts full of commas stay far below this.
_MAX_STRUCTURE = 100_000

# Decoded, a body can take eight times its size: one sign outside the basic plane makes four bytes of every letter.
_decoding_large = Turnstile(most_waiting=8)

Model = TypeVar("Model", bound=BaseModel)


class Bodies:
    """Reads bodies and knows how many bytes of them are being held."""

    def __init__(self, max_together: int = _MAX_TOGETHER, patience: float = _PATIENCE) -> None:
        """Hold nothing yet.

        Args:
            max_together: bytes that may be held at once of all bodies but the smallest.
            patience: seconds in which a body must have arrived.
        """
        self._max_together = max_together
        self._patience = patience
        self._held = 0
        self._lock = threading.Lock()  # one app may be called from several event loops

    @asynccontextmanager
    async def read(self, request: Request, max_bytes: int) -> AsyncIterator[bytearray]:
        """Read the body of `request`; it counts as held until the block ends.

        Args:
            request: whose body has not been read.
            max_bytes: how large it may be.

        Raises:
            RequestError: 415 not JSON, 413 too large, 503 no room now, 408 too slow, 400 cut short.
        """
        _check_content_type(request)
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > max_bytes:
            raise _too_large(max_bytes)
        content = bytearray()
        try:
            await self._receive(request, content, max_bytes)
            yield content
        finally:
            self._release(content)

    async def _receive(self, request: Request, content: bytearray, max_bytes: int) -> None:
        try:
            async with asyncio.timeout(self._patience):
                async for chunk in request.stream():
                    if len(content) + len(chunk) > max_bytes:
                        raise _too_large(max_bytes)
                    self._add(content, chunk)
        except TimeoutError as error:
            raise RequestError(
                408, f"The body did not arrive within {self._patience:g} s.", FailureCode.INVALID
            ) from error
        except ClientDisconnect as error:
            raise RequestError(400, "The connection ended before the body did.", FailureCode.INVALID) from error

    def _add(self, content: bytearray, chunk: bytes) -> None:
        with self._lock:
            held = self._held - _counted(len(content)) + _counted(len(content) + len(chunk))
            if held > self._max_together:
                raise _too_busy()
            self._held = held
            content += chunk

    def _release(self, content: bytearray) -> None:
        with self._lock:
            self._held -= _counted(len(content))


def _counted(size: int) -> int:
    return size if size > _ALWAYS_ROOM else 0


def parse(model: type[Model], content: bytes | bytearray) -> Model:
    """Check a body against its model.

    Raises:
        RequestError: 422, with one sentence for each wrong field; what was sent is not echoed. 503, where too many
            others have sent much.
    """
    try:
        with _decoding_large.turn() if len(content) > SMALL else nullcontext():
            return _parse(model, content)
    except TooBusyError as error:
        raise _too_busy() from error


def _parse(model: type[Model], content: bytes | bytearray) -> Model:
    structure = sum(content.count(mark) for mark in (b",", b"[", b"{"))
    if structure > _MAX_STRUCTURE:
        raise RequestError(422, explain([""]), FailureCode.INVALID)
    try:
        return model.model_validate(json.loads(content))
    except ValidationError as error:
        places = [problem["loc"] for problem in error.errors(include_url=False, include_context=False)]
    except (ValueError, RecursionError):
        places = [()]  # no JSON
    # Raised out here, where no cause hangs on it that would quote what was sent.
    rules: Mapping[str, str] = getattr(model, "rules", RULES)
    problems = explain((str(place[0]) if place else "" for place in places), rules)
    raise RequestError(422, problems, FailureCode.INVALID)


def _check_content_type(request: Request) -> None:
    """Insist on JSON: a page of another site could otherwise send forms and texts to a service on this machine."""
    essence = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if essence != "application/json" and not (essence.startswith("application/") and essence.endswith("+json")):
        message = "Send the body as JSON, with the header content-type: application/json."
        raise RequestError(415, message, FailureCode.INVALID)


def _too_busy() -> RequestError:
    message = "Too many large requests are coming in; try again."
    return RequestError(503, message, FailureCode.RATE_LIMITED, {"Retry-After": _BUSY_RETRY})


def _too_large(max_bytes: int) -> RequestError:
    return RequestError(413, f"The body is larger than {max_bytes} bytes.", FailureCode.INVALID)
