"""One wall-clock deadline over everything that a call does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], float]

# Seconds left for the exchange that this thread or task is in, or None outside of ours. The sockets of `connections`
# read it before each operation: httpx's own timeouts start anew with every byte, so a trickle would never time out.
time_left: ContextVar[Callable[[], float] | None] = ContextVar("imagelabs_time_left", default=None)


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
def limited_to(seconds: float, clock: Clock) -> Iterator[None]:
    """Let sockets used inside this block, in this thread or task, stop after `seconds` in all."""
    end = clock() + seconds
    token = time_left.set(lambda: end - clock())
    try:
        yield
    finally:
        time_left.reset(token)
