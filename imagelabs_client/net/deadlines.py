"""One wall-clock deadline over everything that a call does."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], float]

_SLICE: Final = 0.2  # seconds of waiting, after which somebody who gave up is noticed


class GivenUpError(Exception):
    """Nobody wants the result any more. Never reaches the users of this package."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What holds for one exchange.

    Attributes:
        end: the clock's time at which it must be over.
        clock: monotonic seconds.
        given_up: set when nobody wants the result any more, or None if that cannot happen.
    """

    end: float
    clock: Clock
    given_up: threading.Event | None = None

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            GivenUpError: nobody wants the result any more.
        """
        if self.given_up is not None and self.given_up.is_set():
            raise GivenUpError
        return self.end - self.clock()


# The limit of the exchange that this thread or task is in, or None outside of ours. The sockets of `connections` read
# it before each operation: httpx's own timeouts start anew with every byte, so a trickle would never time out.
current_limit: ContextVar[Limit | None] = ContextVar("imagelabs_limit", default=None)


class Unset:
    """The type of `UNSET`: nothing was given, where None has a meaning of its own."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


class Deadline:
    """A moment after which nothing is begun and nothing goes on.

    Args:
        seconds: from now; None means never.
        clock: monotonic seconds.
    """

    def __init__(self, seconds: float | None, clock: Clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._began = clock()
        self._end = math.inf if seconds is None else self._began + seconds

    def remaining(self) -> float:
        """Return the seconds left: 0 or less once it has passed, infinity if there is none."""
        return self._end - self._clock()

    def elapsed(self) -> float:
        """Return the seconds since it was set."""
        return self._clock() - self._began


@contextmanager
def limited_to(seconds: float, clock: Clock, given_up: threading.Event | None = None) -> Iterator[None]:
    """Let sockets used inside this block, in this thread or task, stop after `seconds` in all, or when given up."""
    token = current_limit.set(Limit(clock() + seconds, clock, given_up))
    try:
        yield
    finally:
        current_limit.reset(token)


def seconds_left(timeout: float | None, late: type[Exception]) -> float | None:
    """Return the timeout of one operation: what httpx asks for, but never more than what is left.

    Raises:
        Exception: of the kind `late`: nothing is left.
    """
    limit = current_limit.get()
    if limit is None:
        return timeout
    left = limit.left()
    if left <= 0:
        raise late
    return left if timeout is None else min(timeout, left)


def slices(timeout: float | None, late: type[Exception]) -> Iterator[float | None]:
    """Cut a wait into short ones where somebody may give up meanwhile."""
    seconds = seconds_left(timeout, late)
    limit = current_limit.get()
    if seconds is None or limit is None or limit.given_up is None:
        yield seconds
        return
    while seconds > 0:
        yield min(_SLICE, seconds)
        seconds = min(seconds - _SLICE, limit.left())
