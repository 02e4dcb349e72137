"""How fast the requests of one visitor are let in: beyond it they wait for their turn, in order.

A burst of cheap requests would otherwise fill the event loop at once, and whoever asks for something then would have to
wait for all of it.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final

from limits import RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter

from playground.admission.admission import Admission
from playground.admission.rate_memory import RateMemory

_LEAST: Final = 0.01  # seconds between two looks, whatever the clocks say


class Pace:
    """Lets requests in. Belongs to the event loop that uses it."""

    def __init__(self, admission: Admission) -> None:
        """Begin with nobody waiting; `admission` knows the limits, and counts who waits."""
        self._admission = admission
        self._rates = MovingWindowRateLimiter(RateMemory())
        self._turns: dict[tuple[str, str], asyncio.Lock] = {}  # of those for whom somebody waits

    async def turn(self, limit: str, owner: str) -> None:
        """Return once another request may be let in.

        Args:
            limit: name of a limit that says how many there may be in a second.
            owner: the visitor.

        Raises:
            TooMuchError: too many of theirs are waiting.
        """
        most = self._admission.limits[limit]
        if most is None:
            return
        rate, key = RateLimitItemPerSecond(most), (limit, owner)
        if key not in self._turns and self._rates.hit(rate, limit, owner):
            return
        with self._admission.hold("waiting", owner):
            turn = self._turns.setdefault(key, asyncio.Lock())
            try:
                async with turn:
                    while not self._rates.hit(rate, limit, owner):
                        free = self._rates.get_window_stats(rate, limit, owner).reset_time
                        await asyncio.sleep(max(_LEAST, min(1.0, free - time.time())))
            finally:
                if not turn.locked():
                    self._turns.pop(key, None)
