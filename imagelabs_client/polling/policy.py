"""When to ask next, and how long it will still take: one pure policy object a job.

**The price of a poll.** Asking late costs a person time; asking often costs the service requests. A poll is priced at
`poll_price` seconds of lateness, and each delay is chosen so that the sum is least. If a job that has not ended yet
ends at the rate h (its hazard), then polling every d seconds costs d/2 of lateness per end and price/d per second: the
best d is sqrt(2·price/h). Where h changes, the polls lie so that the integral of sqrt(h/(2·price)) from one to the next
is 1 (Keller, "Optimum checking schedules for systems subject to random failure", Management Science 21, 1974). So all
knowledge goes into one question: how probable is it that the job ends just then?

**What is known**, from little to much (`endings` has the distributions):

- Nothing: every order of magnitude from `fastest_run` to `slowest_run` is equally likely.
- Earlier jobs of the same service, model and size (`durations`): their median and spread.
- Progress (`progress`): the predicted end with its error. A job that is past it is in a tail (decoding, upload): how
  long that takes is known only by its order of magnitude. What follows the step under way bounds the end from below, so
  a stall in the middle is not asked about as if it could be the end.

While progress is reported, an interval is never longer than `max_growth` times its age: the first fractions are seen
soon, and so are short jobs as they grow.

**Many jobs at once.** Every interval is shortened at random (`jitter`), the second one by far the most, so jobs that
began together do not go on to ask together.

**The bounds.** `min_interval`, `max_interval` and `max_queued_interval` hold from request to request: what a round trip
takes is taken off the delays. A service that refuses a poll (429, or any Retry-After) sets a floor under all further
delays of the job, even above these bounds.

**The queue.** Nothing can end there, so polls are seldom: one for each `queued_interval` that the places before the job
may take, but never later than the time waited so far again, so that a short job is not over before it is known to run.

**Limits.** Without information no schedule does much better than a fixed beat. Progress that lies costs lateness up to
`max_interval`, and no more.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Final

from imagelabs_client.polling.durations import Usual
from imagelabs_client.polling.endings import LOGISTIC_SCALE, Ending, Logistic, LogLogistic, LogUniform, Mixture
from imagelabs_client.polling.progress import Forecast, ProgressTracker
from imagelabs_client.polling.tuning import DEFAULT, Tuning

_LONGEST_LIFE: Final = 1e7  # s: a clock that says more is broken
_LEAST_OVERRUN: Final = 0.05  # s: a median of 0 would make no distribution
_FIRST_STEP: Final = 0.05  # s, of the integral over the hazard, and by how much its steps grow
_STEP_GROWTH: Final = 1.25


class PollingPolicy:
    """Decides when to poll one job.

    Moments are seconds since the submit began, as the job's events carry them.

    Args:
        usual: how long jobs of the same kind usually take, or None.
        uniform: a random number from 0 up to 1.
        max_interval: seconds from request to request at most while the job runs, for somebody who watches; by default,
            and at most, that of `tuning`.
        tuning: see there.
    """

    def __init__(
        self,
        usual: Usual | None = None,
        uniform: Callable[[], float] = random.random,
        max_interval: float | None = None,
        tuning: Tuning = DEFAULT,
    ) -> None:
        self._tuning = tuning
        self._max_interval = min(tuning.max_interval, math.inf if max_interval is None else max_interval)
        self._usual = usual
        self._uniform = uniform
        self._now = 0.0
        self._before = 0.0  # the poll before this one
        self._due: float | None = None  # when the next request was to be sent
        self._trip: float | None = None  # s from asking to knowing, at best
        self._floor = tuning.min_interval
        self._jitters = [tuning.second_jitter, tuning.jitter]  # of the intervals to come, the next one last
        self._submitted: float | None = None
        self._queued_at: float | None = None  # the last time it was seen in the queue
        self._start: float | None = None
        self._start_error = 0.0  # s, to either side
        self._tracker: ProgressTracker | None = None
        self._middle: float | None = None  # of the end, as predicted now
        self._scale = 0.0

    def submitted(self, elapsed: float) -> None:
        """Note that the service has the job: one that is not queued began no later than this."""
        self._tick(elapsed)
        self._submitted = self._now

    def first_delay(self, elapsed: float) -> float:
        """Return the seconds until the first poll."""
        self._tick(elapsed)
        usual = self._usual.seconds if self._usual else math.inf
        return self._delay(min(self._tuning.first_delay, self._max_interval / 2, usual), self._max_interval)

    def queued(self, elapsed: float, position: int | None) -> float:
        """Return the seconds until the next poll of a job that waits.

        Args:
            elapsed: the moment.
            position: place in the queue, 1 is next, or None.
        """
        self._tick(elapsed)
        self._queued_at = self._now
        self._start = self._tracker = None
        one = self._tuning.queued_interval
        longest = self._tuning.max_queued_growth * self._now
        return self._delay(max(one, min(one * (position or 1), longest)), self._tuning.max_queued_interval)

    def running(self, elapsed: float, fraction: float | None) -> float:
        """Return the seconds until the next poll of a job that runs.

        Args:
            elapsed: the moment.
            fraction: share done, 0 to 1, or None if unknown; anything else counts as unknown.
        """
        self._tick(elapsed)
        start = self._begin()
        if fraction is not None and 0 <= fraction <= 1:
            if self._tracker is None:
                level = fraction if self._submitted is None else 0.0  # the beginning of a resumed job is unknown
                self._tracker = ProgressTracker(start, level, start, self._tuning)
            elif self._tracker.is_restart(fraction):
                begun = (self._tracker.observed_at + self._now) / 2
                self._tracker = ProgressTracker(begun, fraction, self._now, self._tuning)
            self._tracker.observe(self._now, fraction)
        forecast = self._tracker.forecast() if self._tracker else None
        if forecast is None:
            delay = self._cheapest(self._unseen_ending(start), self._now)
        else:
            earliest = self._now + self._tuning.left_share * forecast.after_step
            delay = self._cheapest(self._predicted_ending(start, forecast), earliest)
        if self._tracker:
            delay = min(delay, self._tuning.max_growth * (self._now - self._tracker.start))
        return self._delay(delay, self._max_interval)

    def refused(self, retry_after: float | None) -> None:
        """Note that a poll was one too many: the next ones keep the distance asked for, or twice the last.

        Args:
            retry_after: seconds that the service asked for, or None.
        """
        distance = 2 * max(self._floor, self._now - self._before) if retry_after is None else retry_after
        if math.isfinite(distance):
            self._floor = min(self._tuning.max_refused_interval, max(self._floor, distance))

    @property
    def least(self) -> float:
        """The seconds from poll to poll that are kept in any case."""
        return self._floor

    def eta(self) -> float | None:
        """Return the seconds left after the last poll, or None while there is no honest estimate."""
        if self._middle is None or self._start is None:
            return None
        left, run = self._middle - self._now, self._middle - self._start
        # Past the predicted end there is a tail or a stall, and nothing to say about its length.
        return left if left > 0 and self._scale < self._tuning.max_eta_error * run else None

    def ended(self, elapsed: float) -> float | None:
        """Return how long the job ran, in s, or None if that is not known well."""
        self._tick(elapsed)
        if self._start is None or self._submitted is None:
            return None
        error = (self._now - self._before) / 2
        run = self._now - error - self._start
        return run if run > 0 and self._start_error + error <= self._tuning.max_duration_error * run else None

    def _tick(self, elapsed: float) -> None:
        self._before = self._now
        if math.isfinite(elapsed):
            self._now = max(self._now, min(elapsed, _LONGEST_LIFE))
        if self._due is not None and self._now >= self._due:
            trip = self._now - self._due
            self._trip = trip if self._trip is None else min(trip, self._trip)
        self._due = None

    def _delay(self, interval: float, longest: float) -> float:
        """Return the seconds to wait so that the next poll is known after an interval, shortened at random."""
        jitter = self._jitters.pop() if self._jitters else self._tuning.jitter
        shortened = min(interval, longest) * (1 - jitter * self._uniform())
        delay = max(self._floor, shortened - (self._trip or 0.0))
        self._due = self._now + delay
        return delay

    def _begin(self) -> float:
        """Return the moment at which the job began to run, as far as is known."""
        if self._start is None:
            self._start = self._now
            if self._queued_at is not None:
                self._start_error = (self._now - self._queued_at) / 2
                self._start -= self._start_error
            elif self._submitted is not None:
                self._start = self._submitted
        return self._start

    def _unseen_ending(self, start: float) -> Ending:
        """Return when a job may end of which no progress was seen."""
        usual = self._usual
        self._middle = None
        if usual is None:
            return LogUniform(start, self._tuning.fastest_run, self._tuning.slowest_run)
        scale = LOGISTIC_SCALE * usual.spread
        if usual.jobs >= self._tuning.min_eta_jobs:
            self._middle, self._scale = start + usual.seconds, scale * usual.seconds
        return LogLogistic(start, usual.seconds, 1 / scale)

    def _predicted_ending(self, start: float, forecast: Forecast) -> Ending:
        """Return when a job may end of which progress was seen."""
        self._middle, self._scale = forecast.end, forecast.scale
        overrun = max(_LEAST_OVERRUN, self._tuning.overrun * (forecast.end - start))
        late = LogLogistic(forecast.end, overrun, self._tuning.overrun_shape)
        return Mixture(Logistic(forecast.end, forecast.scale), late, self._tuning.on_time)

    def _cheapest(self, ending: Ending, earliest: float) -> float:
        """Return the seconds until the next poll that cost least, for an ending that is impossible before a moment."""

        def polls_per_second(moment: float) -> float:
            survival, density = ending.at(moment)
            return math.sqrt(density / survival / (2 * self._tuning.poll_price))

        left = 1.0
        moment, step = max(self._now, earliest), _FIRST_STEP
        rate = polls_per_second(moment)
        while moment < self._now + self._max_interval:
            next_rate = polls_per_second(moment + step)
            polls = (rate + next_rate) / 2 * step
            if polls >= left:
                return moment + step * left / polls - self._now
            left, moment, rate = left - polls, moment + step, next_rate
            step *= _STEP_GROWTH
        return self._max_interval
