"""Every number by which polling can be tuned, in one place.

What is not here is arithmetic (steps of an integral, guards against overflow, the scale of a distribution).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tuning:
    """How polling is tuned; intervals are seconds from request to request, moments seconds since the submit.

    Attributes:
        min_interval: s, at least, between two requests: the service is never asked more often.
        max_interval: s, at most, while a job runs: the most that a wrong forecast can cost.
        max_queued_interval: s, at most, while a job is queued.
        max_refused_interval: s, the most that a refusal (429, Retry-After) is obeyed for.
        jitter: share, 0 to 1, by which an interval is shortened at random, at most, so that the clients of one service
            do not go on to ask in step.
        second_jitter: the same for the second interval, so that jobs which began together are soon apart.
        first_delay: s from the submit to the first poll.
        queued_interval: s between polls in the queue, for each place before the job and at least.
        max_queued_growth: the longest interval in the queue, as a multiple of the time since the submit.
        poll_price: s of lateness that one request is worth; a higher price means fewer requests.
        fastest_run: s, below which an unknown job hardly ends.
        slowest_run: s, up to which every order of magnitude of an unknown job's run is equally likely.
        max_growth: the longest interval while progress is reported, as a multiple of the time since it began.
        finest_increment: progress, 0 to 1, that a step makes where no steps can be found.
        max_steps: steps of a job, up to which fractions are searched for them.
        max_moves: moves of progress that are remembered.
        stall_factor: how many times slower than the median a move is left out of the speed.
        unevenness: standard deviation of a step's length, as a share of its mean.
        restart_drop: progress, 0 to 1, by which it must fall to count as a new beginning and not as noise.
        left_share: share, 0 to 1, of the time that the steps after the one under way will take, as predicted, before
            which the end is held to be impossible.
        on_time: probability that a job ends when its steps are done.
        overrun: median of what follows the steps otherwise (decoding, upload), as a share of their time.
        overrun_shape: of the log-logistic distribution of what follows.
        max_kinds: kinds of jobs that are remembered; the least recently used is forgotten.
        max_jobs: jobs of a kind that are remembered; older ones are forgotten, so that a service which became faster
            is soon believed.
        min_jobs: jobs of a kind, from which on anything is said about the next one.
        max_spread: standard deviation of the logarithms of durations, from which on nothing is said.
        prior_spread: the same standard deviation before any experience, worth one job.
        max_duration_error: share of a duration by which it may be wrong and still be remembered.
        min_eta_jobs: jobs of a kind, from which on an estimate of the time left is based on them alone.
        max_eta_error: scale of the error of an estimate, as a share of the run, from which on none is given.
    """

    min_interval: float = 0.1
    max_interval: float = 3.5
    max_queued_interval: float = 5.0
    max_refused_interval: float = 30.0
    jitter: float = 0.1
    second_jitter: float = 0.5
    first_delay: float = 0.44
    queued_interval: float = 1.9
    max_queued_growth: float = 1.2

    poll_price: float = 0.0345
    fastest_run: float = 1.22
    slowest_run: float = 41.0
    max_growth: float = 1.1

    finest_increment: float = 0.01
    max_steps: int = 64
    max_moves: int = 16
    stall_factor: float = 2.0
    unevenness: float = 0.4
    restart_drop: float = 0.1
    left_share: float = 0.58
    on_time: float = 0.86
    overrun: float = 0.12
    overrun_shape: float = 2.1

    max_kinds: int = 256
    max_jobs: int = 24
    min_jobs: int = 2
    max_spread: float = 0.25
    prior_spread: float = 0.2
    max_duration_error: float = 0.25

    min_eta_jobs: int = 4
    max_eta_error: float = 0.2


DEFAULT: Final = Tuning()
