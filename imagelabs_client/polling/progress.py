"""Where progress leads: from fractions seen now and then, when the steps will be done, and how sure that is.

A poll that finds a new fraction learns that a step ended since the poll before, and, since the next one has not, no
longer ago than a step takes: the middle of that span is taken for its moment. The seconds that all of the progress
takes come from the moves between such moments: their mean, without those that are far slower than the median (stalls),
so a job that really becomes slow for good is believed only once half of its progress was slow. Where polls have seen
that a step stalls, that step alone is left out of the move that ends the stall.

The end is the last moment plus the progress left at that speed. Its variance has two parts: the unevenness of the `k`
steps to come and of the `n` seen that the speed is taken from, `(step × u)² k (1 + k/n)`, and the span in which the
last moment lies.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

from imagelabs_client.polling.endings import LOGISTIC_SCALE
from imagelabs_client.polling.increments import increment_of
from imagelabs_client.polling.tuning import DEFAULT, Tuning

_LEAST_SECONDS: Final = 1e-3  # of one move: clocks may say 0
_LEAST_DEVIATION: Final = 0.01  # s, of a predicted end


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the steps will be done.

    Attributes:
        end: the moment, in s since the submit.
        scale: of its logistic distribution, in s.
        after_step: s that the steps take which follow the one under way.
    """

    end: float
    scale: float
    after_step: float


class ProgressTracker:
    """The progress of one job, or of one attempt at it where progress begins anew.

    Args:
        start: the moment at which it began to run, in s since the submit; an attribute, too.
        level: the first progress that is known, 0 to 1.
        seen: the moment at which it was known, in s since the submit.
        tuning: see there.
    """

    def __init__(self, start: float, level: float, seen: float, tuning: Tuning = DEFAULT) -> None:
        self.start = start
        self._tuning = tuning
        self._base = level
        self._level = level
        self._reached = seen  # when the level was reached, as far as is known
        self._span = 0.0  # half of the time in which that moment lies
        self._increment = tuning.finest_increment
        self._fractions: deque[float] = deque(maxlen=tuning.max_moves)  # since the base
        self._moves: deque[tuple[float, float]] = deque(maxlen=tuning.max_moves)  # seconds, and progress made in them
        self._duration = 0.0  # s for all of the progress; 0 while unknown
        self.observed_at = seen  # the moment of the last observation, in s since the submit

    def is_restart(self, fraction: float) -> bool:
        """Whether a fraction is so far below the level that progress began anew; smaller drops are noise."""
        return fraction < self._level - self._tuning.restart_drop

    def observe(self, now: float, fraction: float) -> None:
        """Note the progress at a moment.

        Args:
            now: the moment, in s since the submit.
            fraction: 0 to 1; less than half of the finest increment above the level is no move.
        """
        made = fraction - self._level
        if made >= self._tuning.finest_increment / 2:
            self._fractions.append(fraction - self._base)
            self._increment = increment_of(self._fractions, self._tuning)
            duration = self._duration or (now - self._reached) / (made + self._increment / 2)
            self._span = min(now - max(self.observed_at, self._reached), self._increment * duration) / 2
            reached = max(now - self._span, self._reached + _LEAST_SECONDS)
            stalled = self.observed_at - self._reached > self._tuning.stall_factor * self._increment * duration
            if stalled and made > 1.5 * self._increment:
                # The step that stalled was seen not to have ended; the other steps were made since then.
                self._moves.append((max(_LEAST_SECONDS, reached - self.observed_at), made - self._increment))
            else:
                self._moves.append((reached - self._reached, made))
            self._reached, self._level = reached, fraction
            self._duration = self._usual_duration()
        self.observed_at = now

    def forecast(self) -> Forecast | None:
        """Return when the steps will be done, or None while nothing has moved."""
        if not self._duration:
            return None
        left = 1.0 - self._level
        ahead, behind = left / self._increment, max(0.5, (self._level - self._base) / self._increment)
        stretch = 1 + ahead / behind
        step = self._increment * self._duration
        variance = (step * self._tuning.unevenness) ** 2 * ahead * stretch + (self._span * stretch) ** 2 / 3
        return Forecast(
            end=self._reached + left * self._duration,
            scale=LOGISTIC_SCALE * math.sqrt(variance + _LEAST_DEVIATION**2),
            after_step=max(0.0, left - self._increment) * self._duration,
        )

    def _usual_duration(self) -> float:
        """Return the seconds that all of the progress takes, without moves that were far slower than the median."""
        slowness = sorted((seconds / made, made) for seconds, made in self._moves)
        half, limit = sum(made for _, made in slowness) / 2, math.inf
        for seconds_for_all, made in slowness:
            half -= made
            if half <= 0:
                limit = self._tuning.stall_factor * seconds_for_all
                break
        kept = [(seconds_for_all * made, made) for seconds_for_all, made in slowness if seconds_for_all <= limit]
        return sum(seconds for seconds, _ in kept) / sum(made for _, made in kept)
