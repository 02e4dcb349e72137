"""Reading and parsing of JSON request bodies, with limits on each body and on all of them together.

FastAPI would read and validate a body on the event loop, whatever its size; here the endpoint decides where that
happens.
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
from imagelabs_server.numbers import parse_whole
from imagelabs_server.wire.bounded_lock import BoundedLock, TooBusyError
from imagelabs_server.wire.request_errors import RequestError
from imagelabs_server.wire.schemas import RULES, explain

SMALL = 2**18  # bytes; enough for the longest prompts in any JSON escaping
_UNCOUNTED_SIZE = 2**14  # bytes; up to this size, as for polls and ordinary prompts, bodies never count as held
_MAX_TOTAL = 256 * 2**20  # bytes of larger bodies held at the same time
_BODY_TIMEOUT = 60.0  # seconds for a body to arrive
_BUSY_RETRY_AFTER = "2"  # seconds
# Decoding creates an object of some 60 bytes for each. Even prompts full of commas stay far below this limit.
_MAX_ELEMENTS = 100_000

# A decoded body can take eight times its size: one character outside the BMP makes a string use 4 bytes per character.
_decoding_large = BoundedLock(most_waiting=8)

Model = TypeVar("Model", bound=BaseModel)


class Bodies:
    """Reads bodies, and limits the total size of those held in memory."""

    def __init__(self, max_together: int = _MAX_TOTAL, patience: float = _BODY_TIMEOUT) -> None:
        """Create a reader.

        Args:
            max_together: maximum bytes of all bodies held at the same time, not counting small ones.
            patience: seconds for a body to arrive.
        """
        self._max_total = max_together
        self._timeout = patience
        self._held = 0
        self._lock = threading.Lock()  # one app may be called from several event loops

    @asynccontextmanager
    async def read(self, request: Request, max_bytes: int) -> AsyncIterator[bytearray]:
        """Read the body of `request`; it counts as held until the block ends.

        Args:
            request: a request whose body has not been read.
            max_bytes: maximum size of the body.

        Raises:
            RequestError: 415 not JSON, 413 too large, 503 total limit reached, 408 timeout, 400 connection closed.
        """
        _check_content_type(request)
        announced = parse_whole(request.headers.get("content-length", "")[:20])
        if announced is not None and announced > max_bytes:
            raise _too_large(max_bytes)
        content = bytearray()
        try:
            await self._receive(request, content, max_bytes)
            yield content
        finally:
            self._release(content)

    async def _receive(self, request: Request, content: bytearray, max_bytes: int) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                async for chunk in request.stream():
                    if len(content) + len(chunk) > max_bytes:
                        raise _too_large(max_bytes)
                    self._add(content, chunk)
        except TimeoutError as error:
            raise RequestError(
                408, f"The body did not arrive within {self._timeout:g} s.", FailureCode.INVALID
            ) from error
        except ClientDisconnect as error:
            raise RequestError(400, "The connection ended before the body did.", FailureCode.INVALID) from error

    def _add(self, content: bytearray, chunk: bytes) -> None:
        with self._lock:
            held = self._held - _counted(len(content)) + _counted(len(content) + len(chunk))
            if held > self._max_total:
                raise too_busy()
            self._held = held
            content += chunk

    def _release(self, content: bytearray) -> None:
        with self._lock:
            self._held -= _counted(len(content))


def _counted(size: int) -> int:
    return size if size > _UNCOUNTED_SIZE else 0


def parse(model: type[Model], content: bytes | bytearray) -> Model:
    """Validate a body against its model.

    Raises:
        RequestError: 422 with one sentence for each invalid field, without echoing the input; 503 if too many large
            bodies are waiting to be decoded.
    """
    try:
        with _decoding_large.hold() if len(content) > SMALL else nullcontext():
            return _parse(model, content)
    except TooBusyError as error:
        raise too_busy() from error


def _parse(model: type[Model], content: bytes | bytearray) -> Model:
    elements = sum(content.count(mark) for mark in (b",", b"[", b"{"))
    if elements > _MAX_ELEMENTS:
        raise RequestError(422, explain([""]), FailureCode.INVALID)
    try:
        return model.model_validate(json.loads(content))
    except ValidationError as error:
        locations = [problem["loc"] for problem in error.errors(include_url=False, include_context=False)]
    except (ValueError, RecursionError):
        locations = [()]  # not JSON
    # Raised outside the `except` blocks, so that it has no context that would quote the input.
    rules: Mapping[str, str] = getattr(model, "rules", RULES)
    problems = explain((str(location[0]) if location else "" for location in locations), rules)
    raise RequestError(422, problems, FailureCode.INVALID)


def _check_content_type(request: Request) -> None:
    """Require JSON: otherwise a page of another site could send forms or plain text to a local service."""
    essence = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if essence != "application/json" and not (essence.startswith("application/") and essence.endswith("+json")):
        message = "Send the body as JSON, with the header content-type: application/json."
        raise RequestError(415, message, FailureCode.INVALID)


def too_busy() -> RequestError:
    """Return the answer to a request that would be one too many of those that take long."""
    message = "Too many large requests are coming in; try again."
    return RequestError(503, message, FailureCode.RATE_LIMITED, {"Retry-After": _BUSY_RETRY_AFTER})


def _too_large(max_bytes: int) -> RequestError:
    return RequestError(413, f"The body is larger than {max_bytes} bytes.", FailureCode.INVALID)
