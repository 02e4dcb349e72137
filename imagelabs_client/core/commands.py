"""What flows ask of drivers, and what drivers answer.

A flow is a generator: it yields commands and is sent replies (httpx's `auth_flow` idiom). It touches no network and
never waits, so the same flow serves the blocking and the asynchronous client, and tests run it in virtual time.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

import httpx

from imagelabs_client.events import Event

T = TypeVar("T")

FaultKind = Literal[
    "unreachable",  # no connection was made, so nothing arrived
    "timeout",  # something may have arrived, but no whole answer came back in time
    "lost",  # something may have arrived, but the connection broke before the whole answer came back
    "too_large",  # the answer is larger than anything that makes sense
    "forbidden",  # the address is one that a public service has no business to send us to
]


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request to make.

    Attributes:
        method: GET or POST.
        url: absolute.
        body: JSON, encoded, or None.
        to_service: whether the service itself is asked: only then do its cookies and headers go along.
        max_bytes: the largest answer that makes sense.
        seconds: the longest that the whole exchange may take.
        accepts: statuses besides success that are answers rather than failures.
    """

    method: Literal["GET", "POST"]
    url: httpx.URL
    body: bytes | None = field(default=None, repr=False)
    to_service: bool = True
    max_bytes: int = 1 << 20
    seconds: float = 60.0
    accepts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Send:
    """Make this request; the reply is an `Answer` or a `Fault`."""

    call: Call
    seconds: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait; the reply is None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Emit:
    """Tell the caller; the reply is None."""

    event: Event


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to a request, decompressed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer.

    Attributes:
        kind: how it failed, which decides whether a submit may be repeated.
        reason: a few words for people.
        cause: the exception behind it, if there was one.
    """

    kind: FaultKind
    reason: str
    cause: Exception | None = None


Reply: TypeAlias = Answer | Fault
Command: TypeAlias = Send | Sleep | Emit
Flow: TypeAlias = Generator[Command, Reply | None, T]
