"""When to ask next, and how long it will still take: one pure policy object a job.

**The price of a poll.** Asking late costs a person time; asking often costs the service requests. A poll is priced at
`PRICE` seconds of lateness, and each delay is chosen so that the sum is least. If a job that has not ended yet ends at
the rate h (its hazard), then polling every d seconds costs d/2 of lateness per end and PRICE/d per second: the best d
is sqrt(2·PRICE/h). Where h changes, the polls lie so that the integral of sqrt(h/(2·PRICE)) from one to the next is 1
(Keller, "Optimum checking schedules for systems subject to random failure", Management Science 21, 1974).
So everything that is known goes into one question: how probable is it that the job ends just then?

**What is known**, from little to much (`endings` has the distributions):

- Nothing: pictures take from QUICKEST to SLOWEST seconds, every order of magnitude alike, so h = 1/(t·ln(SLOWEST/t)):
  delays grow with the square root of the time waited and shrink a little when the job should be over.
- Earlier jobs of the same service, model and size (`durations`): their median and spread.
- Progress (`pace`): the predicted end with its error; several estimates are weighed by their precision. A job that is
  past it is in a tail (decoding, upload) or a stall: how long that takes is known only by its order of magnitude, or
  from earlier jobs. What is left after the step under way bounds the end from below, so a stall in the middle
  is not asked about as if it could be the end.

**Being seen.** Where a service sends previews, a poll also brings something to look at, so it is never long until the
next one, compared with the age of the job (`SHOWN_SHARE`): a painting of two seconds is seen about four times, for a
fraction of a request more. Who wants to see more of it says so (`longest`). That also helps against progress that is
far from even.

**Many jobs at once.** Jobs that began together do not go on to ask together: the second delay varies widely, which
sets each job's beat apart from the others', and later ones vary by what lies between two polls (`JITTER`, on the
integral above), so where the end is expected at a certain moment they do not meet there again.

**The bounds.** Never more than ten requests a second, and from request to request never more than LONGEST_RUNNING, or
LONGEST_QUEUED in the queue. A service that refuses a poll (429, or any Retry-After) sets a floor under all further
delays of the job, even above these bounds: it said so.

**The queue.** Nothing can end there, so polls are seldom, but not so seldom that a short job is over before it is
known to run. Places that were seen to fall give the time a place takes.

**Limits.** Without information no schedule does better than about 0.5 s late with 11 polls on pictures of 1 to 40 s,
which is what is expected of a service of which nothing is known; services that are always quicker or slower are
learned. A job ten times slower than SLOWEST is polled at LONGEST_RUNNING. Progress that lies costs lateness up to that
bound, and no more. The price is that of a poll which takes no time: what a round trip adds is taken off the delays.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Final

from imagelabs_client.polling.durations import Usual
from imagelabs_client.polling.endings import Either, Ending, Logistic, LogLogistic, LogUniform
from imagelabs_client.polling.pace import TO_SCALE, Forecast, Pace

SHORTEST: Final = 0.1  # s: never more than ten requests a second
LONGEST_RUNNING: Final = 2.0  # s from poll to poll
LONGEST_QUEUED: Final = 5.0
LONGEST_ASKED: Final = 30.0  # s: the most that a refusal is remembered for
FIRST: Final = 0.4  # s after the submit: what is quicker than that is known to be so from the second job on
FIRST_WATCHED: Final = 0.265  # the same for somebody who watches
FIRST_JITTER: Final = 0.13  # share by which the first delay varies
SECOND_JITTER: Final = 0.3  # and the second: jobs that began together ask at different moments from then on
JITTER: Final = 0.15  # share by which the integral of the hazard from one poll to the next varies

# Tuned together on worlds 1 to 35 of benchmarks/polling_jobs.py, and rounded.
PRICE: Final = 0.0285  # s of lateness that a poll is worth
QUICKEST: Final = 1.15  # s
SLOWEST: Final = 44.0  # s
UNMOVED: Final = 0.36  # factor on the hazard while progress is told and stands at its beginning
EARLY: Final = 0.25  # s between polls while progress is told and not much else is known
YOUNG: Final = 2.3  # times the age of the run, the longest delay before progress has moved
SINGLE_SHARE: Final = 2.0  # of the age of the run, the longest delay while progress has been seen to move once only
SHOWN_SHARE: Final = 1.0  # the same where there are previews: somebody may be watching
LOOKS: Final = 3.6  # polls at least while progress moves from 0 to 1, where the bounds allow
AS_PREDICTED: Final = 0.87  # probability that the end comes when the steps are done
AS_PREDICTED_ODD: Final = 0.04  # the same if the steps do not add up to 1
OVERRUN: Final = (0.08, 0.22)  # median of what follows otherwise: s, and share of the predicted duration
OVERRUN_SHAPE: Final = 1.24
OVERRUN_SHAPE_ODD: Final = 1.68
SOONER: Final = 0.73  # share of the time left after the step under way that is believed as a lower bound
AS_USUAL: Final = 0.85  # probability that a job takes as long as others of its kind
AS_FOLLOWED: Final = 0.9  # the same where it is known how much later than by their progress they end
UNUSUAL: Final = (1.9, 2.4)  # the rest: median, in usual durations, and shape
QUEUE_DELAY: Final = (1.95, 3.0)  # s: most; factor on the square root of the seconds waited
PLACE: Final = 2.0  # s that a place in the queue takes, before any has been seen to fall
NEXT_SHARE: Final = 1.2  # of the time a place takes, until the next poll, at the head of the queue
PLACE_SHARE: Final = 0.4  # the same for each place further behind, once the queue is known to move

LONGEST_LIFE: Final = 1e7  # s: a clock that says more is broken
WELL_KNOWN: Final = 0.25  # share of a duration by which it may be wrong and still be worth remembering
TRUSTED_JOBS: Final = 4  # of the same kind, before they are all that an estimate is based on,
TRUSTED_SPREAD: Final = 0.25  # and how alike they must be: by chance alone a few often are a little
HONEST_SCALE: Final = 0.3  # s: estimates with an error of this scale are told,
HONEST_SHARE: Final = 0.5  # and so are those where it is less than this share of the time left
FINEST_STEP: Final = 0.05  # s, of the integral over the hazard, and by how much the steps grow
STEP_GROWTH: Final = 1.25


class PollingPolicy:
    """Paces the polls of one job.

    Moments are seconds since the submit began, as the job's events carry them.

    Args:
        usual: how jobs of the same kind went, or None.
        uniform: a random number from 0 up to 1.
        longest: seconds from poll to poll at most while the job runs, for somebody who watches; by default
            LONGEST_RUNNING.
    """

    def __init__(
        self,
        usual: Usual | None = None,
        uniform: Callable[[], float] = random.random,
        longest: float | None = None,
    ) -> None:
        self._longest = LONGEST_RUNNING if longest is None else min(longest, LONGEST_RUNNING)
        self._usual = usual
        self._uniform = uniform
        self._now = 0.0
        self._before = 0.0  # the poll before this one
        self._due: float | None = None
        self._trip: float | None = None  # seconds from asking to knowing, at best
        self._jitters = [SECOND_JITTER]  # of the delays to come, the next one last; after them none
        self._floor = SHORTEST
        self._submitted: float | None = None
        self._queued_at: float | None = None  # the last time it was seen in the queue
        self._places: tuple[float, int] | None = None  # when it was first seen at a place, and which
        self._start: float | None = None
        self._start_doubt = 0.0
        self._pace: Pace | None = None
        self._shows = False
        self._promised = 0.0  # the end predicted when progress last moved
        self._middle: float | None = None  # of the end, as predicted now
        self._scale = 0.0

    def submitted(self, elapsed: float) -> None:
        """Take note that the service has the job: one that is not queued began no later than this."""
        self._tick(elapsed)
        self._submitted = self._now

    def first_delay(self, elapsed: float) -> float:
        """Return the seconds until the first poll."""
        self._tick(elapsed)
        self._jitters.append(FIRST_JITTER)
        first = FIRST if self._longest >= LONGEST_RUNNING else FIRST_WATCHED
        if self._usual is not None and self._usual.seconds is not None:
            first = min(first, self._usual.seconds)
        return self._bounded(first, self._longest)

    def queued(self, elapsed: float, position: int | None) -> float:
        """Return the seconds until the next poll of a job that waits.

        Args:
            elapsed: the moment.
            position: place in the queue, 1 is next, or None.
        """
        self._tick(elapsed)
        self._queued_at = self._now
        self._start = self._pace = None
        most, growth = QUEUE_DELAY
        delay = min(most, growth * math.sqrt(self._now))
        if position is not None and position > 0:
            if self._places is None or position > self._places[1]:
                self._places = (self._now, position)
            fallen = self._places[1] - position
            place = (PLACE + self._now) / (1 + fallen)
            if fallen or position <= 2:
                delay = min(delay, NEXT_SHARE * place)
            if fallen:
                delay = max(delay, PLACE_SHARE * place * (position - 1))
        return self._bounded(delay, LONGEST_QUEUED)

    def running(self, elapsed: float, fraction: float | None, *, shows: bool = False) -> float:
        """Return the seconds until the next poll of a job that is being drawn.

        Args:
            elapsed: the moment.
            fraction: share done, 0 to 1, or None if unknown; anything else counts as unknown.
            shows: whether there is a preview to be seen.
        """
        self._tick(elapsed)
        start, moved = self._begun(), False
        self._shows = self._shows or shows
        if fraction is not None and 0 <= fraction <= 1:
            if self._pace is None:
                level = fraction if self._submitted is None else 0.0  # of what was resumed the beginning is not known
                self._pace = Pace(start, self._start_doubt, level)
            moved = self._pace.see(self._now, fraction)
        return self._bounded(self._best_delay(start, moved), self._longest)

    def refused(self, retry_after: float | None) -> None:
        """Take note that a poll was one too many: the next ones keep the distance asked for, or twice the last.

        Args:
            retry_after: seconds that the service asked for, or None.
        """
        distance = 2 * max(self._floor, self._now - self._before) if retry_after is None else retry_after
        if math.isfinite(distance):
            self._floor = min(LONGEST_ASKED, max(self._floor, distance))

    @property
    def least(self) -> float:
        """The seconds from poll to poll that are kept in any case."""
        return self._floor

    def eta(self) -> float | None:
        """Return the seconds left after the last poll, or None while there is no honest estimate."""
        if self._middle is None:
            return None
        # Past the predicted end there is a tail or a stall, and nothing to say about its length.
        left = self._middle - self._now
        return left if left > 0 and self._scale < max(HONEST_SCALE, HONEST_SHARE * left) else None

    def ended(self, elapsed: float) -> tuple[float, float | None] | None:
        """Return how long the job ran, in s, and its overrun (see `durations.Usual`), or None if that is not known."""
        self._tick(elapsed)
        if self._start is None or self._submitted is None:
            return None
        doubt = (self._now - self._before) / 2
        end = self._now - doubt
        run, promised = end - self._start, self._promised - self._start
        if run <= 0 or self._start_doubt + doubt > WELL_KNOWN * run:
            return None
        return run, (end - self._promised) / promised if promised > 0 else None

    def _tick(self, elapsed: float) -> None:
        self._before = self._now
        if math.isfinite(elapsed):
            self._now = max(self._now, min(elapsed, LONGEST_LIFE))
        if self._due is not None and self._now >= self._due:
            trip = self._now - self._due
            self._trip = trip if self._trip is None else min(trip, self._trip)
        self._due = None

    def _bounded(self, delay: float, longest: float) -> float:
        """Return the seconds to wait so that the next poll is known after `delay`."""
        jitter = self._jitters.pop() if self._jitters else 0.0
        trip = self._trip or 0.0
        varied = delay * (1 + jitter * (2 * self._uniform() - 1)) - trip
        longest = (longest - trip) * (1 - jitter / 2 * self._uniform())
        bounded = max(self._floor, min(varied, longest))
        self._due = self._now + bounded
        return bounded

    def _begun(self) -> float:
        """Return the moment at which the job began to run, as far as is known."""
        if self._start is None:
            self._start = self._now
            if self._queued_at is not None:
                self._start_doubt = (self._now - self._queued_at) / 2
                self._start -= self._start_doubt
            elif self._submitted is not None:
                self._start = self._submitted
        return self._start

    def _best_delay(self, start: float, moved: bool) -> float:
        forecast = self._pace.forecast(self._now) if self._pace else None
        if forecast is None:
            delay = self._cheapest(self._blind_ending(start), self._now, UNMOVED if self._pace else 1.0)
            return min(delay, max(EARLY, YOUNG * (self._now - start))) if self._pace else delay
        if moved:
            self._promised = forecast.end
        ending = self._ending(start, forecast)
        since = self._now + SOONER * (forecast.earliest - self._now)
        looks = (max(ending.first.middle, forecast.earliest) - start) / LOOKS
        age = self._now - start
        if self._shows:
            return min(self._cheapest(ending, since), max(EARLY, min(looks, SHOWN_SHARE * age)))
        if forecast.sightings == 1:
            looks = min(looks, SINGLE_SHARE * age)
        return min(self._cheapest(ending, since), max(EARLY, looks))

    def _blind_ending(self, start: float) -> Ending:
        """Return when a job may end of which no progress is known."""
        usual = self._usual
        self._middle = None
        if usual is None or usual.seconds is None:
            return LogUniform(start, QUICKEST, SLOWEST)
        scale = TO_SCALE * usual.spread
        if usual.jobs >= TRUSTED_JOBS and usual.spread < TRUSTED_SPREAD:
            self._middle, self._scale = start + usual.seconds, scale * usual.seconds
        median, shape = UNUSUAL
        as_usual = LogLogistic(start, usual.seconds, 1 / scale)
        return Either(as_usual, LogLogistic(start, median * usual.seconds, shape), AS_USUAL)

    def _ending(self, start: float, forecast: Forecast) -> Either[Logistic, LogLogistic]:
        """Return when a job may end whose progress is known."""
        usual = self._usual
        end, scale, promised = forecast.end, forecast.scale, max(0.0, forecast.end - start)
        after = OVERRUN[0] + OVERRUN[1] * promised
        share, shape, following = AS_PREDICTED, OVERRUN_SHAPE, 0.0
        if usual is not None and usual.overrun is not None:
            share = AS_FOLLOWED
            end += usual.overrun * promised
            scale = math.hypot(scale, TO_SCALE * usual.overrun_spread * promised)
        elif not forecast.complete:
            share, shape, following = AS_PREDICTED_ODD, OVERRUN_SHAPE_ODD, after
        if usual is not None and usual.seconds is not None:
            usual_end, usual_scale = start + usual.seconds, TO_SCALE * usual.spread * usual.seconds
            if self._now < usual_end + 3 * usual_scale:
                weight = 1 / (1 + (scale / usual_scale) ** 2)
                end, scale = weight * end + (1 - weight) * usual_end, scale * math.sqrt(weight)
        self._middle, self._scale = end + following, scale
        return Either(Logistic(end, scale), LogLogistic(end, after, shape), share)

    def _cheapest(self, ending: Ending, since: float, factor: float = 1.0) -> float:
        """Return the seconds until the next poll, for an ending that is impossible before a moment.

        Args:
            ending: when the job may end.
            since: the moment.
            factor: on the hazard.
        """

        def polls_per_second(moment: float) -> float:
            survival, density = ending.at(moment)
            return math.sqrt(factor * density / survival / (2 * PRICE))

        left = 1 + JITTER * (2 * self._uniform() - 1)
        moment, step = max(self._now, since), FINEST_STEP
        end = self._now + LONGEST_RUNNING
        rate = polls_per_second(moment)
        while moment < end:
            next_rate = polls_per_second(moment + step)
            polls = (rate + next_rate) / 2 * step
            if polls >= left:
                return moment + step * left / polls - self._now
            left, moment, rate = left - polls, moment + step, next_rate
            step *= STEP_GROWTH
        return LONGEST_RUNNING
