"""What each part of the polling policy buys: lateness with the part switched off, at the same number of requests.

    python -m benchmarks.polling_ablation [--seeds SEED …] [--jobs N]

Plays an even mix of the six families on held-out worlds (see `polling_jobs`), half of them from the generator that the
policy was tuned on and half foreign, with every part on, and then with each part off in turn. A policy that asks more
often is less late, so the price of a poll is changed until each variant makes as many requests as the whole policy.
What a part buys is the lateness that the policy without it has more, as a share.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any, Final

from benchmarks.polling_jobs import MIX, Job, draw_foreign_world, draw_world, worlds_from
from benchmarks.polling_play import Figures, play_policy
from imagelabs_client.polling import durations, endings, pace, policy, steps

SEEDS: Final = (601, 701)
PRICES: Final = (0.8, 1.25)  # times the policy's own
Patches = Sequence[tuple[Any, str, Any]]
FAR: Final = 1e9


class NoOverruns(policy.PollingPolicy):
    """Does not learn how much later than by their progress jobs end."""

    def __init__(self, usual: durations.Usual | None = None, *rest: Any, **options: Any) -> None:
        super().__init__(usual and replace(usual, overrun=None), *rest, **options)


class NoLearning(policy.PollingPolicy):
    """Does not learn how long jobs take."""

    def __init__(self, usual: durations.Usual | None = None, *rest: Any, **options: Any) -> None:
        super().__init__(usual and replace(usual, seconds=None), *rest, **options)


class NoTrip(policy.PollingPolicy):
    """Takes no round trip off its delays."""

    def _bounded(self, delay: float, longest: float) -> float:
        self._trip = None
        return super()._bounded(delay, longest)


class NoDoubt(policy.PollingPolicy):
    """Takes the beginning of a job that was queued for known."""

    def _begun(self) -> float:
        start = super()._begun()
        self._start_doubt = 0.0
        return start


class NoMemoryOfProgress(policy.PollingPolicy):
    """Does not weigh earlier durations against progress."""

    def _ending(self, *arguments: Any) -> Any:
        usual, self._usual = self._usual, self._usual and replace(self._usual, seconds=None)
        try:
            return super()._ending(*arguments)
        finally:
            self._usual = usual


def _without_span(self: pace.Pace, now: float, fraction: float) -> None:
    _MOVE(self, now, fraction)
    self._span = 0.0


_MOVE = pace.Pace._move
P, A, S, D, E = policy, pace, steps, durations, endings
PARTS: Final[Mapping[str, tuple[type[policy.PollingPolicy], Patches]]] = {
    "learned durations": (NoLearning, ()),
    "learned durations beside progress": (NoMemoryOfProgress, ()),
    "limit on the spread that teaches": (P.PollingPolicy, [(D, "WIDEST", 3.0)]),
    "heavy tail of learned durations": (P.PollingPolicy, [(P, "AS_USUAL", 0.999)]),
    "two jobs before one is believed": (P.PollingPolicy, [(D, "LEAST_JOBS", 1)]),
    "prior spread of durations": (P.PollingPolicy, [(D, "GUESS_WEIGHT", 1e-3)]),
    "median deviation from six jobs on": (P.PollingPolicy, [(D, "ENOUGH_FOR_OUTLIERS", 1000)]),
    "learned overruns": (NoOverruns, ()),
    "least overrun, and from three jobs on": (P.PollingPolicy, [(D, "LEAST_OVERRUN", 0.0), (D, "LEAST_OVERRUNS", 1)]),
    "tails told by steps that do not make 1": (
        P.PollingPolicy,
        [(P, "AS_PREDICTED_ODD", P.AS_PREDICTED), (P, "OVERRUN_SHAPE_ODD", P.OVERRUN_SHAPE)],
    ),
    "steps": (P.PollingPolicy, [(S.Steps, "see", lambda _self, _fraction: None)]),
    "fractions before rounding": (P.PollingPolicy, [(S.Steps, "exact", lambda _self, fraction: fraction)]),
    "stalls left out of the pace": (P.PollingPolicy, [(A, "STALL", FAR)]),
    "learned unevenness": (P.PollingPolicy, [(A, "UNEVEN_WEIGHT", FAR)]),
    "drift": (P.PollingPolicy, [(A, "DRIFT", 0.0)]),
    "least error": (P.PollingPolicy, [(A, "BLUR", 0.0)]),
    "error of the last moment": (P.PollingPolicy, [(A.Pace, "_move", _without_span)]),
    "doubt after a single move": (P.PollingPolicy, [(A, "FIRST_DOUBT", 0.0)]),
    "doubt about the beginning": (NoDoubt, ()),
    "lower bound of the end": (P.PollingPolicy, [(P, "SOONER", 0.0)]),
    "looks at progress": (P.PollingPolicy, [(P, "LOOKS", 1e-3)]),
    "looks after a single move": (P.PollingPolicy, [(P, "SINGLE_SHARE", FAR)]),
    "looks before the first move": (P.PollingPolicy, [(P, "YOUNG", FAR)]),
    "unmoved progress": (P.PollingPolicy, [(P, "UNMOVED", 1.0)]),
    "rising hazard near the slowest run": (P.PollingPolicy, [(E, "_LEAST_LEFT", 1.0)]),
    "round trip": (NoTrip, ()),
    "jitter": (P.PollingPolicy, [(P, "JITTER", 0.0)]),
    "jitter of the second delay": (P.PollingPolicy, [(P, "SECOND_JITTER", 0.0)]),
    "places in the queue": (P.PollingPolicy, [(P, "NEXT_SHARE", FAR), (P, "PLACE_SHARE", 0.0)]),
}


@contextmanager
def patched(patches: Patches) -> Iterator[None]:
    """Replace attributes for a while."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in patches]
    for owner, name, value in patches:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


def figures(streams: Sequence[Sequence[Job]], make: type[policy.PollingPolicy], patches: Patches) -> Figures:
    """Play each family of each world as a service of its own."""
    with patched(patches):
        return Figures.of([outcome for jobs in streams for outcome in play_policy(jobs, make)])


def late_at(requests: float, points: Sequence[Figures]) -> float:
    """Return the lateness at a number of requests, on the line through two points with logarithmic axes."""
    (x0, y0), (x1, y1) = ((math.log(point.polls), math.log(point.late)) for point in points)
    return math.exp(y0 + (y1 - y0) * (math.log(requests) - x0) / (x1 - x0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the ablation and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="first seeds of five worlds each")
    parser.add_argument("--jobs", type=int, default=60, help="of each family in each world")
    options = parser.parse_args(arguments)
    streams = [
        world.jobs(options.jobs, family)
        for seed in options.seeds
        for draw in (draw_world, draw_foreign_world)
        for world in worlds_from(seed, draw)
        for family in MIX
    ]
    whole = figures(streams, policy.PollingPolicy, ())
    print(f"{'part':40} {'requests':>8} {'late':>9} {'at equal requests':>18}   of {len(streams) * options.jobs} jobs")
    print(f"{'(all on)':40} {whole.polls:8.2f} {whole.late:7.3f} s")
    for part, (make, patches) in PARTS.items():
        off = figures(streams, make, patches)
        points = [figures(streams, make, [*patches, (policy, "PRICE", policy.PRICE * factor)]) for factor in PRICES]
        more = late_at(whole.polls, points) / whole.late - 1
        print(f"{part:40} {off.polls:8.2f} {off.late:7.3f} s {more:+17.1%}", flush=True)


if __name__ == "__main__":
    main()
