"""When to try again: exponential backoff with jitter, and what the service asks for in Retry-After."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Final

FIRST_DELAY: Final = 0.4  # seconds
FACTOR: Final = 2.0
LONGEST_DELAY: Final = 8.0  # seconds
LONGEST_WAIT: Final = 86_400.0  # seconds of Retry-After that are believed; systems cannot sleep for any number of them
JITTER: Final = (
    0.25  # share by which a delay may be shorter, so that clients that failed together do not return together
)


def backoff(attempt: int, retry_after: float | None = None, uniform: Callable[[], float] = random.random) -> float:
    """Return the seconds to wait before attempt number `attempt` (1 is the first repetition).

    Args:
        attempt: 1 or more.
        retry_after: seconds that the service asked for: never less than these, and a little more so that all who
            were turned away do not come back at once.
        uniform: a random number from 0 up to 1.
    """
    if retry_after is not None:
        return retry_after + uniform() * min(JITTER, retry_after * JITTER)
    delay = min(LONGEST_DELAY, FIRST_DELAY * FACTOR ** min(attempt - 1, 30))
    return float(delay * (1 - JITTER * uniform()))


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Read a Retry-After header, in seconds or as a date, of a day at most; None if it is absent or makes no sense.

    A date is compared with the answer's own Date header where there is one: the two clocks need not agree.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        until, now = _timestamp(text), _timestamp(headers.get("date", ""))
        if until is None:
            return None
        seconds = until - (time.time() if now is None else now)
    return min(max(0.0, seconds), LONGEST_WAIT) if math.isfinite(seconds) else None


def _timestamp(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
