"""How long earlier jobs of a client took, as a forecast for the next one.

The last few durations are kept for each kind of job (service, model and size) and summed up by their median and by the
standard deviation of their logarithms: the distance from the median that two thirds of them do not exceed, which a few
outliers do not move. With few jobs, that deviation is pulled towards a prior, as if one more job had been seen. Kinds
whose durations differ too much say nothing about the next job.
"""

from __future__ import annotations

import math
import statistics
import threading
from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from imagelabs_client.polling.tuning import DEFAULT, Tuning

_WITHIN_DEVIATION: Final = 0.6827  # share of a normal distribution within one standard deviation


@dataclass(frozen=True, slots=True)
class Usual:
    """How long jobs of a kind usually take.

    Attributes:
        seconds: median duration.
        spread: standard deviation of the logarithm of the next duration.
        jobs: on which this is based.
    """

    seconds: float
    spread: float
    jobs: int


class Durations:
    """The memory of one client; safe to use from many threads."""

    def __init__(self, tuning: Tuning = DEFAULT) -> None:
        self._tuning = tuning
        self._lock = threading.Lock()
        self._kinds: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kinds)

    def remember(self, kind: Hashable, seconds: float) -> None:
        """Note a job that has ended.

        Args:
            kind: what jobs must share to be alike.
            seconds: from the beginning of its run to its end; anything but a positive, finite number is ignored.
        """
        if not (math.isfinite(seconds) and seconds > 0):
            return
        with self._lock:
            logarithms = self._kinds.setdefault(kind, deque(maxlen=self._tuning.max_jobs))
            self._kinds.move_to_end(kind)
            logarithms.append(math.log(seconds))
            while len(self._kinds) > self._tuning.max_kinds:
                self._kinds.popitem(last=False)

    def usual(self, kind: Hashable) -> Usual | None:
        """Return how long jobs of a kind usually take, or None if they are too few or differ too much to say."""
        with self._lock:
            known = self._kinds.get(kind)
            if known is None or len(known) < self._tuning.min_jobs:
                return None
            self._kinds.move_to_end(kind)
            logarithms = list(known)
        middle, count = statistics.median(logarithms), len(logarithms)
        distances = sorted(abs(value - middle) for value in logarithms)
        deviation = distances[math.ceil(_WITHIN_DEVIATION * count) - 1]
        variance = (count * deviation**2 + self._tuning.prior_spread**2) / (count + 1)
        spread = math.sqrt(variance * (1 + math.pi / 2 / count))  # a median's own variance is π/2 of a mean's
        return Usual(math.exp(middle), spread, count) if spread < self._tuning.max_spread else None
