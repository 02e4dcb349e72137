"""When to ask next, and how long it will still take: one pure policy object a job.

The idea: whoever asks at a fixed beat is either late or a burden. The service tells how far it is, so the time left
can be estimated, and asking again after a share of that time costs few requests far from the end and lands close
to it: each poll leaves (1 - SHARE) of the time, so the delays shrink geometrically towards the end, down to
`SHORTEST`. Without progress the only information is the time already waited, and delays that are a share of it
keep the lateness in proportion to the job.

The estimate is the slope of progress over the last few sightings rather than since the start: a job that waits for a
worker or loads a model first is not judged by that. A young estimate is not worth much, so no delay is longer than a
share of the time for which progress has been seen. A stall makes an estimate worthless by and by, so while progress
does not move, delays grow with the stall.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from typing import Final

FIRST: Final = 0.17  # seconds after the submit
EARLY: Final = 0.2  # seconds between polls as long as little is known
SHORTEST: Final = 0.1  # never more than ten requests a second
LONGEST_RUNNING: Final = 2.0
LONGEST_QUEUED: Final = 5.0
SHARE: Final = 0.3  # of the time left, until the next poll
TRUSTED_SHARE: Final = 0.6  # of the time for which progress has been seen: the most that an estimate may ask for
WAITED_SHARE: Final = 0.2  # of the time waited, where nothing is known about the time left
QUEUE_FIRST: Final = 0.5
QUEUE_GROWTH: Final = 1.3
PER_POSITION: Final = 0.5  # seconds a place in the queue, before any experience
MEMORY: Final = 8  # sightings of progress that the slope is taken over
JITTER: Final = 0.08  # share by which a delay varies, so that many jobs do not poll in step
LEAST_SHARE_SEEN: Final = 0.02  # progress that must have been made before an estimate is honest


class PollingPolicy:
    """Paces the polls of one job.

    Args:
        uniform: a random number from 0 up to 1.
    """

    def __init__(self, uniform: Callable[[], float] = random.random) -> None:
        self._uniform = uniform
        self._sightings: deque[tuple[float, float]] = deque(maxlen=MEMORY)
        self._running_since: float | None = None
        self._queue_delay = QUEUE_FIRST
        self._now = 0.0

    def first_delay(self) -> float:
        """Return the seconds from the submit to the first poll."""
        return self._varied(FIRST)

    def queued(self, elapsed: float, position: int | None) -> float:
        """Return the seconds until the next poll of a job that waits.

        Args:
            elapsed: seconds since the submit.
            position: place in the queue, 1 is next, or None.
        """
        self._now = elapsed
        self._sightings.clear()
        self._running_since = None
        delay = self._queue_delay
        if position is not None:
            delay = min(delay, PER_POSITION * position)
        self._queue_delay = min(LONGEST_QUEUED, self._queue_delay * QUEUE_GROWTH)
        return self._bounded(delay, LONGEST_QUEUED)

    def running(self, elapsed: float, fraction: float | None) -> float:
        """Return the seconds until the next poll of a job that is being drawn.

        Args:
            elapsed: seconds since the submit.
            fraction: share done, 0 to 1, or None if unknown.
        """
        self._now = elapsed
        if self._running_since is None:
            self._running_since = elapsed
        if fraction is not None:
            self._see(elapsed, fraction)
        left = self.eta()
        if left is None:
            delay = max(EARLY, WAITED_SHARE * (elapsed - self._running_since))
        else:
            seen_for = elapsed - self._sightings[0][0]
            delay = max(min(SHARE * left, TRUSTED_SHARE * seen_for), WAITED_SHARE * self._stalled_for())
        return self._bounded(delay, LONGEST_RUNNING)

    def eta(self) -> float | None:
        """Return the seconds left after the last sighting of progress, or None while there is no honest estimate."""
        if len(self._sightings) < 2:
            return None
        (since, start), (until, end) = self._sightings[0], self._sightings[-1]
        if end - start < LEAST_SHARE_SEEN or until <= since:
            return None
        predicted_end = until + (1.0 - end) * (until - since) / (end - start)
        # Past the predicted end with no picture there is a tail or a stall, and nothing to say about its length.
        return predicted_end - self._now if predicted_end > self._now else None

    def _see(self, elapsed: float, fraction: float) -> None:
        last = self._sightings[-1][1] if self._sightings else None
        if last is not None and fraction < last:
            self._sightings.clear()  # it began anew, or what it said before was wrong
        if fraction == last and len(self._sightings) == 1:
            self._sightings.clear()  # it has not begun to move yet, so the time until now says nothing about its pace
        if not self._sightings or fraction != last:
            self._sightings.append((elapsed, fraction))

    def _stalled_for(self) -> float:
        return self._now - self._sightings[-1][0] if self._sightings else 0.0

    def _bounded(self, delay: float, longest: float) -> float:
        return min(longest, max(SHORTEST, self._varied(delay)))

    def _varied(self, delay: float) -> float:
        return delay * (1 + JITTER * (2 * self._uniform() - 1))
