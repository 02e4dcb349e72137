"""What the jobs of a client taught about how long the next one will take.

For each kind of job (service, model and size) the last few durations are kept, and by how much the end came later
than progress had said. Both are summed up by their median and by the median of the deviations from it, which a few
outliers do not move (while there are only a few jobs, every one counts). Kinds that take long at one time and short
at another teach nothing, and nothing is claimed.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

KINDS: Final = 256  # the least recently used is forgotten
JOBS: Final = 24  # of a kind; older ones are forgotten, so that a service that became faster is believed soon
WIDEST: Final = 0.5  # spread above which durations teach nothing: a factor of 1.6 to either side
GUESS: Final = 0.2  # spread of durations before any experience
OVERRUN_GUESS: Final = 0.03  # and of overruns
GUESS_WEIGHT: Final = 1.0  # jobs that these guesses are worth
MAD_TO_DEVIATION: Final = 1.4826  # of a normal distribution
ENOUGH_FOR_OUTLIERS: Final = 6  # jobs from which on a median deviation is better than a standard deviation
LEAST_JOBS: Final = 2  # before anything is said about the next: of one alone nobody knows whether it is typical
LEAST_OVERRUN: Final = 0.03  # promised durations
MOST_OVERRUN: Final = 10.0  # promised durations; more is no habit but an accident
LEAST_OVERRUNS: Final = 3  # jobs whose progress was followed to the end, before anything is said about the next


@dataclass(frozen=True, slots=True)
class Usual:
    """How jobs of a kind usually go.

    Attributes:
        seconds: median duration, or None if durations differ too much to say.
        spread: standard deviation of the logarithm of a duration.
        jobs: on which this is based.
        overrun: how much later than by their progress jobs end, as a share of the time that progress had promised;
            None if they do not, or too few were followed.
        overrun_spread: its standard deviation.
    """

    seconds: float | None
    spread: float
    jobs: int
    overrun: float | None = None
    overrun_spread: float = 0.0


class Durations:
    """The memory of one client; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kinds: OrderedDict[Hashable, tuple[deque[float], deque[float]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kinds)

    def remember(self, kind: Hashable, seconds: float, overrun: float | None = None) -> None:
        """Take note of a job that has ended.

        Args:
            kind: what jobs must share to be alike.
            seconds: from the beginning of its run to its end; what is no positive number is ignored.
            overrun: see `Usual`, or None if unknown.
        """
        if not (math.isfinite(seconds) and seconds > 0):
            return
        with self._lock:
            logarithms, overruns = self._kinds.setdefault(kind, (deque(maxlen=JOBS), deque(maxlen=JOBS)))
            self._kinds.move_to_end(kind)
            logarithms.append(math.log(seconds))
            if overrun is not None and math.isfinite(overrun):
                overruns.append(max(-1.0, min(overrun, MOST_OVERRUN)))
            while len(self._kinds) > KINDS:
                self._kinds.popitem(last=False)

    def usual(self, kind: Hashable) -> Usual | None:
        """Return how jobs of a kind usually go, or None if none is known."""
        with self._lock:
            known = self._kinds.get(kind)
            if known is None:
                return None
            self._kinds.move_to_end(kind)
            logarithms, overruns = sorted(known[0]), sorted(known[1])
        median, spread = _summary(logarithms, GUESS)
        seconds = math.exp(median) if spread < WIDEST and len(logarithms) >= LEAST_JOBS else None
        if len(overruns) >= LEAST_OVERRUNS:
            overrun, overrun_spread = _summary(overruns, OVERRUN_GUESS)
            if overrun > max(LEAST_OVERRUN, overrun_spread):  # less is only the error of the forecasts
                return Usual(seconds, spread, len(logarithms), overrun, overrun_spread)
        return Usual(seconds, spread, len(logarithms))


def _summary(values: Sequence[float], guess: float) -> tuple[float, float]:
    """Return the median of sorted values and the standard deviation of the next one around it."""
    middle, count = _median(values), len(values)
    if count < ENOUGH_FOR_OUTLIERS:  # of a few, none can be told to be the odd one
        deviation = math.sqrt(sum((value - middle) ** 2 for value in values) / max(1, count - 1))
    else:
        deviation = MAD_TO_DEVIATION * _median(sorted(abs(value - middle) for value in values))
    variance = (count * deviation**2 + GUESS_WEIGHT * guess**2) / (count + GUESS_WEIGHT)
    return middle, math.sqrt(variance * (1 + math.pi / 2 / count))  # a median is less sure than a mean by π/2


def _median(values: Sequence[float]) -> float:
    count = len(values)
    return (values[(count - 1) // 2] + values[count // 2]) / 2
