"""Where progress leads: from fractions seen now and then, when the steps will be done, and how sure that is.

A service that says 0.12, 0.16, 0.24 works in steps of 1/25 and has done six of them. A poll that finds 0.24 for the
first time learns that the sixth step ended since the poll before, and, since the seventh has not, no longer ago than
a step takes: the middle of that span is taken for the moment. The time a step takes, `pace × quantum`, comes from the
sightings so far; the quantum, which rounding blurs, is found in `steps`.

The end of the steps is then `moment + left × pace`. Its variance has four parts: the unevenness of the `k` steps to
come and of the `n` seen that the pace is taken from, `(step × u)² k (1 + k/n)`, where the unevenness `u` is learned
from the job itself; a drift of the pace, a share of the time left; the span in which the last moment lies; and for
a job that came from a queue the moment at which it began.

Limits: a step that takes far longer than its like (a stall) is left out of the pace, so a job that really becomes slow
for good is believed only once half of its progress was slow. Progress without steps counts as steps of 1 %.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

from imagelabs_client.polling.steps import Steps

MEMORY: Final = 16  # sightings that the pace is taken over
LEAST_MOVE: Final = 5e-4  # of progress
STALL: Final = 2.2  # times the median pace: slower than this does not count for the pace
UNEVEN: Final = 0.35  # standard deviation of a step's length, as a share of it, before any experience
UNEVEN_WEIGHT: Final = 3.0  # sightings that this assumption is worth
UNEVEN_LIMIT: Final = 0.9  # the most that one sighting may say about it
DRIFT: Final = 0.045  # standard deviation of the time left by drift, as a share of it
BLUR: Final = 0.015  # s, at least
FIRST_DOUBT: Final = 0.3  # standard deviation after a single sighting, as a share of the time left
NOISE: Final = 0.1  # drops smaller than this, and seldom, are noise; others a new beginning
TO_SCALE: Final = math.sqrt(3) / math.pi  # of a logistic distribution, by its standard deviation


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the steps will be done.

    Attributes:
        end: the moment, in s since the submit.
        scale: of its logistic distribution, in s.
        earliest: the moment before which it cannot be if what is told is true and the step under way ended now.
        complete: False if the steps do not add up to 1, so that something else follows them.
        sightings: of progress that moved, that it is based on.
    """

    end: float
    scale: float
    earliest: float
    complete: bool
    sightings: int


class Pace:
    """The progress of one job.

    Args:
        start: the moment at which it began to run, in s since the submit.
        doubt: s by which this may be wrong, to either side.
        level: progress at that moment.
    """

    def __init__(self, start: float, doubt: float = 0.0, level: float = 0.0) -> None:
        self.level = level
        self._base = level
        self._doubt = doubt
        self._moment = start  # at which the level was reached, as far as is known
        self._looked = start
        self._span = 0.0  # half of the time in which that moment lies
        self._moves: deque[tuple[float, float]] = deque(maxlen=MEMORY)  # seconds, and progress made in them
        self._steps = Steps()
        self._pace = 0.0  # s for all of the progress
        self._below = 0
        self.sightings = 0

    def see(self, now: float, fraction: float) -> bool:
        """Take note of the progress at a moment; answers whether it moved on."""
        moved = fraction > self.level + LEAST_MOVE
        if fraction < self.level:
            self._below += 1
            if self.level - fraction > NOISE or self._below > 2:
                self.__init__(now, (now - self._looked) / 2, fraction)  # type: ignore[misc]
        else:
            self._below = 0
            if moved:
                self._move(now, fraction)
        self._looked = now
        return moved

    def _move(self, now: float, fraction: float) -> None:
        made = fraction - self.level
        self._steps.see(fraction - self._base)
        pace = self._pace or (now - self._moment) / (made + self.quantum / 2)
        self._span = min(now - max(self._looked, self._moment), self.quantum * pace) / 2
        moment = max(now - self._span, self._moment + 1e-3)
        self._moves.append((moment - self._moment, made))
        self._moment, self.level = moment, fraction
        self.sightings += 1
        self._pace = _robust_pace(self._moves)

    @property
    def quantum(self) -> float:
        """Progress that one step makes."""
        return self._steps.quantum

    def forecast(self, now: float) -> Forecast | None:
        """Tell when the steps will be done, or None while nothing has moved."""
        if not self._pace:
            return None
        left = max(0.0, 1.0 - self._base - self._steps.exact(self.level - self._base))
        step = self._pace * self.quantum
        ahead, behind = left / self.quantum, max(0.5, (self.level - self._base) / self.quantum)
        stretch = 1 + ahead / behind
        variance = (
            (step * self._unevenness()) ** 2 * ahead * stretch
            + (DRIFT * left * self._pace) ** 2
            + (self._span * stretch) ** 2 / 3
            + BLUR**2
        )
        if self.sightings == 1:
            variance = max(variance, (FIRST_DOUBT * left * self._pace) ** 2) + (self._doubt * ahead / behind) ** 2
        return Forecast(
            end=self._moment + left * self._pace,
            scale=TO_SCALE * math.sqrt(variance),
            earliest=now + max(0.0, left - self.quantum) * self._pace if now > self._moment + step else now,
            complete=self._steps.complete,
            sightings=self.sightings,
        )

    def _unevenness(self) -> float:
        """Return the standard deviation of a step's length, as a share of it."""
        step = self._pace * self.quantum
        told = 0.0
        if len(self._moves) > 1:
            for seconds, made in self._moves:
                told += min(UNEVEN_LIMIT, ((seconds - self._pace * made) / step) ** 2 * self.quantum / made)
        return math.sqrt((UNEVEN_WEIGHT * UNEVEN**2 + told) / (UNEVEN_WEIGHT + max(0, len(self._moves) - 1)))


def _robust_pace(moves: deque[tuple[float, float]]) -> float:
    """Return the seconds that all of the progress takes, without what was far slower than the median."""
    seconds, made = sum(move[0] for move in moves), sum(move[1] for move in moves)
    if len(moves) < 3:
        return seconds / made
    half, limit = made / 2, 0.0
    for pace, part in sorted((move[0] / move[1], move[1]) for move in moves):
        half -= part
        if half <= 0:
            limit = STALL * pace
            break
    usual = [move for move in moves if move[0] <= limit * move[1]]
    return sum(move[0] for move in usual) / sum(move[1] for move in usual)
