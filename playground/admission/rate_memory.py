"""What `limits` counts with, in memory and without threads.

Its own memory starts a thread for every few requests, to forget what is over. Here each use forgets a little.
"""

from __future__ import annotations

import threading
import time
from typing import Final

from limits.storage import MemoryStorage

_AT_ONCE: Final = 2  # keys that are looked at for each use: more than it can add


class _NeverStarted(threading.Timer):
    """In place of the timer that would forget what is over: it says that it is about to."""

    def __init__(self) -> None:
        super().__init__(0.0, _nothing)

    def is_alive(self) -> bool:
        return True


class RateMemory(MemoryStorage):
    """Counts by key. Belongs to the event loop that uses it."""

    def __init__(self) -> None:
        super().__init__()  # starts a timer, once
        self.timer.cancel()
        self.timer = _NeverStarted()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count up, as `MemoryStorage` does."""
        self._forget()
        return super().incr(key, expiry, amount)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note something that happens now unless it is too much, as `MemoryStorage` does."""
        self._forget()
        return super().acquire_entry(key, limit, expiry, amount)

    def _forget(self) -> None:
        """Drop what is over among the keys that were not looked at for longest."""
        now = time.time()
        for _ in range(min(_AT_ONCE, len(self.expirations))):
            key = next(iter(self.expirations))
            if self.expirations[key] <= now:
                self.clear(key)
            else:
                self.expirations[key] = self.expirations.pop(key)
        for _ in range(min(_AT_ONCE, len(self.events))):
            key = next(iter(self.events))
            fresh = [event for event in self.events.pop(key) if event.expiry >= now]
            if fresh:
                self.events[key] = fresh
            else:
                self.clear(key)


def _nothing() -> None:
    """Do nothing."""
