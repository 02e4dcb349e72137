"""What only one thread may do at a time, because it takes much memory, and for which only a few may wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooBusyError(Exception):
    """As many wait as may; trying again in a while may help."""


class Turnstile:
    """Lets one thread in at a time, has a few wait, and turns all others away.

    Were they to wait, they would fill the pool of threads, and those who want nothing here would wait with them.
    """

    def __init__(self, most_waiting: int) -> None:
        """Let the first one in that comes.

        Args:
            most_waiting: threads that may wait while one is inside.
        """
        self._places = threading.BoundedSemaphore(most_waiting + 1)
        self._inside = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and have it until the block ends.

        Raises:
            TooBusyError: too many wait already.
        """
        if not self._places.acquire(blocking=False):
            raise TooBusyError
        try:
            with self._inside:
                yield
        finally:
            self._places.release()
