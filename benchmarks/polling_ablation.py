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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from benchmarks.polling_jobs import MIX, Job, draw_foreign_world, draw_world, worlds_from
from benchmarks.polling_play import Figures, play_policy
from imagelabs_client.polling.durations import Usual
from imagelabs_client.polling.policy import PollingPolicy
from imagelabs_client.polling.tuning import DEFAULT, Tuning

SEEDS: Final = (601, 701)
PRICES: Final = (0.8, 1.25)  # times the policy's own
FAR: Final = 1e9
PARTS: Final[Mapping[str, Mapping[str, float]]] = {
    "learned durations": {"min_jobs": FAR},
    "limit on the spread that teaches": {"max_spread": FAR},
    "prior spread of durations": {"prior_spread": 1e-3},
    "steps in progress": {"max_steps": 0},
    "stalls left out of the speed": {"stall_factor": FAR},
    "lower bound of the end": {"left_share": 0.0},
    "overruns": {"on_time": 0.999},  # as much as the arithmetic of the mixture allows
    "growth limit while progress is reported": {"max_growth": FAR},
    "range of unknown runs, lower edge": {"fastest_run": 0.2},
    "range of unknown runs, upper edge": {"slowest_run": 1e3},
    "bound, overruns, growth limit and spread limit": {
        "left_share": 0.0,
        "on_time": 0.999,
        "max_growth": FAR,
        "max_spread": FAR,
    },
    "longest interval (3.5 s; off: 10 s)": {"max_interval": 10.0},
    "jitter, both": {"jitter": 0.0, "second_jitter": 0.0},
    "restart of progress": {"restart_drop": FAR},
}


def figures(streams: Sequence[Sequence[Job]], tuning: Tuning) -> Figures:
    """Play each family of each world as a service of its own."""

    def make(usual: Usual | None, uniform: Callable[[], float]) -> PollingPolicy:
        return PollingPolicy(usual, uniform, tuning=tuning)

    return Figures.of([outcome for jobs in streams for outcome in play_policy(jobs, make, tuning)])


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
    whole = figures(streams, DEFAULT)
    print(f"{'part':40} {'requests':>8} {'late':>9} {'at equal requests':>18}   of {len(streams) * options.jobs} jobs")
    print(f"{'(all on)':40} {whole.polls:8.2f} {whole.late:7.3f} s")
    for part, values in PARTS.items():
        changes: dict[str, Any] = dict(values)
        tuning = replace(DEFAULT, **changes)
        off = figures(streams, tuning)
        points = [figures(streams, replace(tuning, poll_price=factor * tuning.poll_price)) for factor in PRICES]
        more = late_at(whole.polls, points) / whole.late - 1
        print(f"{part:40} {off.polls:8.2f} {off.late:7.3f} s {more:+17.1%}", flush=True)


if __name__ == "__main__":
    main()
