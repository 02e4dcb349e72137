"""Wall-clock deadlines: for whole operations, and for single exchanges."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], float]

_SLICE: Final = 0.2  # seconds between checks whether the exchange was given up


class GivenUpError(Exception):
    """The result is no longer wanted. Never raised to users of this package."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of one exchange.

    Attributes:
        end: time of the clock at which the exchange must have ended.
        clock: returns monotonic seconds.
        given_up: set when the result is no longer wanted, or None if that cannot happen.
    """

    end: float
    clock: Clock
    given_up: threading.Event | None = None

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            GivenUpError: the result is no longer wanted.
        """
        if self.given_up is not None and self.given_up.is_set():
            raise GivenUpError
        return self.end - self.clock()


# The limit of the exchange in this thread or task; None outside of our exchanges. The sockets of `connections` check it
# before each operation, since httpx's own timeouts start again with every byte, and a trickle would never time out.
current_limit: ContextVar[Limit | None] = ContextVar("imagelabs_limit", default=None)


class Unset:
    """The type of `UNSET`, the default of arguments for which None has a meaning of its own."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


class Deadline:
    """The time at which an operation ends.

    Args:
        seconds: from now, or None for no limit.
        clock: returns monotonic seconds.
    """

    def __init__(self, seconds: float | None, clock: Clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._began = clock()
        self._end = math.inf if seconds is None else self._began + seconds

    def remaining(self) -> float:
        """Return the seconds left: 0 or less after the deadline, infinity without a limit."""
        return self._end - self._clock()

    def elapsed(self) -> float:
        """Return the seconds since the deadline was set."""
        return self._clock() - self._began


@contextmanager
def limited_to(seconds: float, clock: Clock, given_up: threading.Event | None = None) -> Iterator[None]:
    """Make sockets used inside this block, in this thread or task, stop after `seconds` in total, or when given up."""
    token = current_limit.set(Limit(clock() + seconds, clock, given_up))
    try:
        yield
    finally:
        current_limit.reset(token)


def seconds_left(timeout: float | None, late: type[Exception]) -> float | None:
    """Return the timeout of one operation: the given one, but at most the time left for the exchange.

    Raises:
        Exception: an instance of `late`, if no time is left.
    """
    limit = current_limit.get()
    if limit is None:
        return timeout
    left = limit.left()
    if left <= 0:
        raise late
    return left if timeout is None else min(timeout, left)


def slices(timeout: float | None, late: type[Exception]) -> Iterator[float | None]:
    """Split a timeout into short ones if the exchange may be given up in the meantime."""
    seconds = seconds_left(timeout, late)
    limit = current_limit.get()
    if seconds is None or limit is None or limit.given_up is None:
        yield seconds
        return
    while seconds > 0:
        yield min(_SLICE, seconds)
        seconds = min(seconds - _SLICE, limit.left())
