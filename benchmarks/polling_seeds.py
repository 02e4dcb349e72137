"""How the polling policy does on many worlds: requests and lateness of the even mix, seed by seed and at worst.

    python -m benchmarks.polling_seeds [--jobs N]

Plays worlds that the policy was tuned on, others of the same generator, and foreign ones (see `polling_jobs`); each
seed stands for five worlds. Then compares the policy with the fixed beat that makes as many requests, over the even mix
and where the service reports nothing, or a progress of 0, until the end.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from benchmarks.polling_jobs import BESIDE, MIX, Job, World, draw_foreign_world, draw_world, worlds_from
from benchmarks.polling_play import Figures, Outcome, Schedule, play_policy
from imagelabs_client.polling.durations import Usual
from imagelabs_client.polling.policy import PollingPolicy

TUNED: Final = (1, 6, 11, 16, 21, 26, 31)
HELD_OUT: Final = (
    *(101, 201, 301, 401, 501, 601, 701, 801, 2026, 7777),
    *(31337, 90001, 11111, 22222, 33333, 44444, 55555, 66666, 77777, 88888),
    *range(1001, 2001, 100),
    *range(3001, 4001, 100),
    *range(5001, 6001, 100),
)
FRESH: Final = tuple(range(12001, 14001, 100))  # nothing was chosen by these; see docs/polling.md
FOREIGN: Final = HELD_OUT[:8]
MOST_REQUESTS, MOST_LATE = 12.0, 0.25  # a job, and s: what is promised of the even mix
COMPARED: Final = 8  # seeds on which the policy is compared with a beat
BEATS: Final = (0.4, 1.6)  # s, between which a beat is searched
HALVINGS: Final = 10
Draw = Callable[[int], World]
Streams = Sequence[Sequence[Job]]


def played(streams: Streams) -> list[Outcome]:
    """Play each stream through a client of its own."""
    return [outcome for jobs in streams for outcome in play_policy(jobs, PollingPolicy)]


def _schedule(seconds: float, _usual: Usual | None, _uniform: Callable[[], float]) -> Schedule:
    return Schedule(lambda _: seconds)


def late_by_beat(streams: Streams, requests: float) -> float:
    """Return the lateness, in s, of the fixed beat that makes a number of requests a job."""
    low, high = BEATS
    for _ in range(HALVINGS):
        beat = (low + high) / 2
        figures = Figures.of([one for jobs in streams for one in play_policy(jobs, partial(_schedule, beat))])
        low, high = (beat, high) if figures.polls > requests else (low, beat)
    return figures.late


def report(name: str, seeds: Sequence[int], draw: Draw, count: int) -> None:
    """Print the figures of each seed, the worst ones, and those of each family."""
    families: dict[str, list[Outcome]] = {family: [] for family in (*MIX, *BESIDE)}
    mixes = []
    for seed in seeds:
        worlds = worlds_from(seed, draw)
        outcomes = {family: played([world.jobs(count, family) for world in worlds]) for family in families}
        for family, ended in outcomes.items():
            families[family] += ended
        mixes.append(Figures.of([one for family in MIX for one in outcomes[family]]))
        print(
            f"{name:10} {seed:6} {mixes[-1].polls:7.2f} {mixes[-1].late:7.3f} s {mixes[-1].late_95:6.2f} s", flush=True
        )
    kept = sum(mix.polls <= MOST_REQUESTS and mix.late <= MOST_LATE for mix in mixes)
    for word, of in (("mean", statistics.fmean), ("most", max)):
        polls, late = of([mix.polls for mix in mixes]), of([mix.late for mix in mixes])
        print(f"{name:10} {word:>6} {polls:7.2f} {late:7.3f} s")
    print(f"{kept} of {len(mixes)} seeds within {MOST_REQUESTS:g} requests and {MOST_LATE:g} s")
    for family, ended in families.items():
        figures = Figures.of(ended)
        print(f"{name:10} {family:14} {figures.polls:7.2f} {figures.late:7.3f} s {figures.late_95:6.2f} s")


def compare(name: str, seeds: Sequence[int], draw: Draw, count: int) -> None:
    """Print the policy beside the fixed beat that makes as many requests."""
    for title, families in (("no progress", ("no progress",)), ("zero", ("zero",)), ("even mix", MIX)):
        worlds = [world for seed in seeds for world in worlds_from(seed, draw)]
        streams = [world.jobs(count, family) for world in worlds for family in families]
        ours = Figures.of(played(streams))
        beat = late_by_beat(streams, ours.polls)
        less = ours.late / beat - 1
        print(f"{name:10} {title:14} {ours.polls:7.2f} {ours.late:7.3f} s; a beat: {beat:.3f} s ({less:+.1%})")


def main(arguments: Sequence[str] | None = None) -> None:
    """Play all worlds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=100, help="of each family in each world")
    options = parser.parse_args(arguments)
    for name, seeds, draw in (
        ("tuned on", TUNED, draw_world),
        ("held out", HELD_OUT, draw_world),
        ("fresh", FRESH, draw_world),
        ("foreign", FOREIGN, draw_foreign_world),
    ):
        report(name, seeds, draw, options.jobs)
        compare(name, seeds[:COMPARED], draw, options.jobs // 2)


if __name__ == "__main__":
    main()
