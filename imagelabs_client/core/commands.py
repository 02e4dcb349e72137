"""The commands that flows yield to drivers, and the replies that drivers send back.

A flow is a generator: it yields commands and is sent replies, like httpx's `auth_flow`. It does no I/O and never
waits, so the blocking and the asynchronous client share the same flows, and tests run them in virtual time.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

import httpx

from imagelabs_client.events import Event

T = TypeVar("T")

FaultKind = Literal[
    "unreachable",  # no connection was made, so nothing was sent
    "timeout",  # the request may have arrived, but no complete response came back in time
    "lost",  # the request may have arrived, but the connection broke before the response was complete
    "too_large",  # the response is larger than any valid one
    "forbidden",  # the URL is one that a public service has no reason to send us to
]


@dataclass(frozen=True, slots=True)
class HTTPRequest:
    """One HTTP request to make.

    Attributes:
        method: GET or POST.
        url: absolute.
        body: JSON, encoded, or None.
        to_service: whether the request goes to the service itself; only then are its cookies and headers sent.
        max_bytes: size limit of the response body.
        seconds: time limit for the whole exchange.
        accepts: status codes outside 2xx that are not failures.
        owner: for whom the request is made, for services where owners take turns, or None.
    """

    method: Literal["GET", "POST"]
    url: httpx.URL
    body: bytes | None = field(default=None, repr=False)
    to_service: bool = True
    max_bytes: int = 1 << 20
    seconds: float = 60.0
    accepts: frozenset[int] = frozenset()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Send this request; the reply is an `HTTPResponse` or a `Fault`."""

    call: HTTPRequest
    seconds: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait for some seconds; the reply is None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Emit:
    """Pass an event to the caller; the reply is None."""

    event: Event


@dataclass(frozen=True, slots=True)
class HTTPResponse:
    """The complete response to a request, decompressed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """The reason why there is no response.

    Attributes:
        kind: how the exchange failed; decides whether a submit may be retried.
        reason: a short description for people.
        cause: the underlying exception, or None.
    """

    kind: FaultKind
    reason: str
    cause: Exception | None = None


Reply: TypeAlias = HTTPResponse | Fault
Command: TypeAlias = Send | Sleep | Emit
Flow: TypeAlias = Generator[Command, Reply | None, T]
