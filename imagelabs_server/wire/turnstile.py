"""A lock with a bounded number of waiting threads, for work that needs a lot of memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooBusyError(Exception):
    """The maximum number of threads is already waiting; retrying later may help."""


class Turnstile:
    """Admits one thread at a time, lets a few wait, and refuses all others.

    If more threads waited, they would exhaust the thread pool and block unrelated requests.
    """

    def __init__(self, most_waiting: int) -> None:
        """Create a turnstile.

        Args:
            most_waiting: maximum number of threads that wait while one is inside.
        """
        self._slots = threading.BoundedSemaphore(most_waiting + 1)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the lock, and hold it until the block ends.

        Raises:
            TooBusyError: too many threads are already waiting.
        """
        if not self._slots.acquire(blocking=False):
            raise TooBusyError
        try:
            with self._lock:
                yield
        finally:
            self._slots.release()
