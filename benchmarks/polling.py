"""When to ask: lateness against requests, of the client's polling policy and of its peers' fixed schedules.

    python -m benchmarks.polling [--worlds held-out|tuning|SEED] [--jobs N] [--picture FILE] [--cpu] [--real]

Plays thousands of jobs (see `polling_jobs`) in virtual time through the real clients, and prints

- requests a job, and how late the end is learned, for each policy over an even mix of the six families;
- the same for each family; and for the client's own policy once more with a new client for each job (so that only
  the streams of similar jobs teach it anything), through the asynchronous client, and at other round trips;
- how good the estimates of the time left are, beside dividing the time so far by the progress.

A request is a poll, the last one, which finds the end, among them. Submit and download are one each for every policy.
Lateness is the time from the end at the service to the client's knowing of it: half a round trip at least.

--cpu adds what the whole client costs beside a bare httpx loop; --real plays real paintings of
`python -m imagelabs_server`, and then the same ones again in virtual time.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import polling_cpu, polling_picture, polling_real
from benchmarks.polling_jobs import BESIDE, FIRST_SEEDS, MIX, Job, worlds_from
from benchmarks.polling_play import ROUND_TRIP, Figures, MakePolicy, Outcome, beat, peers, play, play_async

OURS = "this client"
MOMENTS = (0.25, 0.5, 0.75)  # of a job's run
OTHER_BEATS = (0.2, 0.35, 0.7, 1.5, 2.2, 3.0, 4.2)  # s, for the picture's line
ROUND_TRIPS = (0.005, 0.15, 0.4)  # s
Played = dict[str, list[Outcome]]  # by family
PlayJobs = Callable[[str, list[Job]], list[Outcome]]


def play_mix(worlds: Sequence[dict[str, list[Job]]], play_jobs: PlayJobs, families: Sequence[str]) -> Played:
    """Play every family of every world, each as a service of its own."""
    return {family: [one for world in worlds for one in play_jobs(family, world[family])] for family in families}


def with_policy(make_policy: MakePolicy, round_trip: float = ROUND_TRIP) -> PlayJobs:
    """Return what plays the jobs of one service, one after another, through one client; `round_trip` in s."""
    return lambda _family, jobs: play(jobs, make_policy, round_trip=round_trip)


def mixed(played: Played) -> Figures:
    """The figures of the even mix."""
    return Figures.of([outcome for family in MIX for outcome in played[family]])


def line(name: str, figures: Figures) -> str:
    return f"{name:34} {figures.polls:8.1f} {figures.late:8.3f} s {figures.late_95:7.2f} s {figures.worst:7.2f} s"


HEAD = f"{'':34} {'requests':>8} {'late':>10} {'95 %':>9} {'worst':>9}"


def tell_policies(worlds: Sequence[dict[str, list[Job]]], picture: Path | None) -> None:
    """Print the comparison with the peers, and draw it."""
    families = (*MIX, *BESIDE)
    every = {name: play_mix(worlds, with_policy(make), MIX) for name, make in peers().items()}
    ours = play_mix(worlds, with_policy(lambda: None), families)
    print(f"\nAn even mix of {len(MIX)} families, {sum(len(ours[family]) for family in MIX)} jobs a policy\n{HEAD}")
    for name, played in every.items():
        print(line(name, mixed(played)))
    print(line(OURS, mixed(ours)))

    def fresh(family: str, jobs: list[Job]) -> list[Outcome]:
        return play(jobs, lambda: None, fresh_clients=family != "learned")

    alone = play_mix(worlds, fresh, MIX)
    print(line("  … a new client for each job", mixed(alone)))
    print(line("  … asyncio", mixed(play_mix(worlds, lambda _, jobs: play_async(jobs, lambda: None), MIX))))
    for seconds in ROUND_TRIPS:
        far = play_mix(worlds, with_policy(lambda: None, seconds), MIX)
        print(line(f"  … round trip {1000 * seconds:.0f} ms", mixed(far)))

    print(f"\n{OURS}, by family\n{HEAD}")
    for family in families:
        print(line(family, Figures.of(ours[family])))
        if family in alone:
            print(line("  … a new client for each job", Figures.of(alone[family])))
        waited = [outcome for outcome in ours[family] if outcome.job.queued]
        print(line("  … of these with a queue", Figures.of(waited)))
    tell_estimates(ours)
    if picture is not None:
        line_of_beats = [mixed(play_mix(worlds, with_policy(beat(seconds)), MIX)) for seconds in OTHER_BEATS]
        polling_picture.draw(
            picture,
            {name: (figures.polls, figures.late) for name, figures in ((n, mixed(p)) for n, p in every.items())},
            (mixed(ours).polls, mixed(ours).late),
            [(figures.polls, figures.late) for figures in line_of_beats],
        )
        print(f"\nDrawn: {picture}")


def estimates_at(outcome: Outcome, share: float) -> tuple[float | None, float | None]:
    """How far off the estimates are at a share of the run, in s: the client's, and time so far by progress."""
    job = outcome.job
    moment = job.queued + share * job.run
    seen = [estimate for estimate in outcome.estimates if estimate[0] <= moment]
    if not seen:
        return None, None
    at, fraction, eta = seen[-1]
    running_since = outcome.estimates[0][0] if job.queued else 0.0
    error = None if eta is None else abs(at + eta - job.end)
    naive = abs(at + (at - running_since) * (1 - fraction) / fraction - job.end) if fraction else None
    return error, naive


def tell_estimates(ours: Played) -> None:
    """Print how good the estimates of the time left are: both ways for the same jobs, where both say something."""
    print("\nError of the time left, median, as a share of the run: client | time so far by progress (jobs with each)")
    print(f"{'':14}" + "".join(f"{f'at {share:.0%} of the run':>36}" for share in MOMENTS))
    for family in ours:
        cells = ""
        for share in MOMENTS:
            errors = [(outcome.job.run, *estimates_at(outcome, share)) for outcome in ours[family]]
            told = [(run, ours_, theirs) for run, ours_, theirs in errors if ours_ is not None]
            both = [(ours_ / run, theirs / run) for run, ours_, theirs in told if theirs is not None]
            known = sum(theirs is not None for _, _, theirs in errors)
            if both:
                client, naive = (f"{statistics.median(column):.1%}" for column in zip(*both, strict=True))
            else:
                client, naive = f"{statistics.median(ours_ / run for run, ours_, _ in told):.1%}" if told else "-", "-"
            cells += f"{client:>12} | {naive:>6} ({len(told) / len(errors):4.0%}, {known / len(errors):4.0%})"
        print(f"{family:14}{cells}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--worlds", default="held-out", help=f"{' or '.join(FIRST_SEEDS)}, or the first seed of five others (a number)"
    )
    parser.add_argument("--jobs", type=int, default=100, help="of each family in each of the five worlds")
    parser.add_argument("--picture", type=Path, help="where to draw lateness against requests")
    parser.add_argument("--cpu", action="store_true", help="measure the client's own cost, too")
    parser.add_argument("--real", action="store_true", help="paint real pictures, too")
    parser.add_argument("--no-virtual", action="store_true", help="do not play the virtual jobs")
    options = parser.parse_args(arguments)
    if not options.no_virtual:
        families = (*MIX, *BESIDE)
        first_seed = FIRST_SEEDS.get(options.worlds) or int(options.worlds)
        worlds = [
            {family: world.jobs(options.jobs, family) for family in families} for world in worlds_from(first_seed)
        ]
        tell_policies(worlds, options.picture)
    if options.cpu:
        polling_cpu.main()
    if options.real:
        polling_real.main()


if __name__ == "__main__":
    main()
