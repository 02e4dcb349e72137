"""The jobs that the polling benchmark plays: what a service would say about each of them at every moment.

Six families, mixed evenly, each with and without a queue before it:

- smooth: 15 to 50 steps of uneven length;
- few steps: 1 to 8, as turbo models make them; of a single one nothing is heard before its end;
- stall: smooth, but one step takes a large share of the whole time;
- tail: the steps take progress to 95–99 %, and then it stands while the picture is decoded and uploaded;
- no progress: nothing is told but that it runs;
- learned: the same, but in streams of jobs of one size that take about equally long.

Three more are played beside them and are not part of the mix: "zero", which is "no progress" from a service that
reports a progress of 0 until the end; "previews", which is smooth, with a preview at every step; and "lies": progress
that jumps back, repeats, races to 90 % and crawls from there, or stands at 100 % long before the end.

Everything is drawn from a `World`, whose constants and distributions are drawn at random themselves. There are two
generators of worlds. The policy was tuned on worlds 1 to 35 of the first, `draw_world`, whose run times are log-uniform
from 1 to 40 s; other seeds of it are held out. Every distribution and every range of the second, `draw_foreign_world`,
differs from the first, and nothing was ever tuned on it.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

SHORTEST_RUN, LONGEST_RUN = 1.0, 40.0  # seconds
STREAM: Final = 25  # jobs in a stream
USUAL_WIDTH: Final = 1152
PLACES: Final = (4, 2, 3, None)  # to which services round progress

Levels = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One job, as a function of the time since the service took it.

    Attributes:
        family: which of the families it is of.
        queued: seconds in the queue.
        places: moments at which its place in the queue changes, and to which; empty if the service does not tell.
        run: seconds from leaving the queue to the end.
        levels: moments since leaving the queue at which progress changes, and to what; empty if it is not told.
        width: pixels; jobs of one stream share it.
        previews: whether every level of progress comes with a preview.
    """

    family: str
    queued: float
    places: tuple[tuple[float, int], ...]
    run: float
    levels: Levels
    width: int = USUAL_WIDTH
    previews: bool = False

    @property
    def end(self) -> float:
        """Seconds from the submit's arrival to the end."""
        return self.queued + self.run

    def answer(self, moment: float) -> dict[str, Any]:
        """What `/progress` answers at a moment."""
        if moment >= self.end:
            return {"status": "Done", "progress": 1.0, "final_image_url": "/images/done.png"}
        if moment < self.queued:
            waiting: dict[str, Any] = {"status": "In the queue"}
            return waiting | ({"queue_position": _latest(self.places, moment)} if self.places else {})
        running: dict[str, Any] = {"status": "Painting"}
        if self.levels:
            running["progress"] = _latest(self.levels, moment - self.queued)
        if self.previews:
            running["current_image_url"] = f"/images/{running['progress']}.jpg"
        return running


def _latest(changes: Sequence[tuple[float, Any]], moment: float) -> Any:
    return changes[max(0, bisect_right(changes, moment, key=lambda change: change[0]) - 1)][1]


@dataclass(frozen=True, slots=True)
class World:
    """The constants that jobs are drawn with; ranges are uniform.

    Attributes:
        seed: of all its random numbers.
        step: draws the length of a step, of mean about 1.
        drift: by how much the last step may be slower than the first, or the first slower than the last.
        stall: share of the run time that a stall takes.
        tail: share of the run time that a tail takes.
        tail_level: progress at which a tail begins.
        queue: draws the seconds in the queue.
        slots: jobs ahead in the queue, at most.
        spread: by how much durations in a stream vary, as the standard deviation of their logarithm.
        outliers: share of the jobs of a stream that take two to four times as long, also beyond the range.
        places: decimals to which progress is rounded, as most services do; None if it is not.
        runs: draws so many run times, in s.
        counts: steps of a job, at least and at most.
        few_counts: the same where there are few.
    """

    seed: int
    step: Callable[[random.Random], float]
    drift: float
    stall: tuple[float, float]
    tail: tuple[float, float]
    tail_level: tuple[float, float]
    queue: Callable[[random.Random], float]
    slots: int
    spread: float
    outliers: float
    places: int | None
    runs: Callable[[random.Random, int], list[float]]
    counts: tuple[int, int] = (15, 50)
    few_counts: tuple[int, int] = (1, 8)

    def jobs(self, count: int, family: str) -> list[Job]:
        """Draw `count` jobs of a family, every second one with a queue."""
        random_ = random.Random(f"{self.seed} {family}")
        if family == "learned":
            return list(self._streams(random_, count))
        runs = enumerate(self.runs(random_, count))
        return [self._queue(random_, number, self._told(FAMILIES[family](self, random_, run))) for number, run in runs]

    def _told(self, job: Job) -> Job:
        if self.places is None:
            return job
        return replace(job, levels=tuple((at, round(to, self.places)) for at, to in job.levels))

    def _streams(self, random_: random.Random, count: int) -> Iterator[Job]:
        usual_runs = self.runs(random_, -(-count // STREAM))
        for number in range(count):
            stream = number // STREAM
            run = usual_runs[stream] * math.exp(random_.gauss(0, self.spread))
            if random_.random() < self.outliers:
                run *= random_.uniform(2, 4)
            yield self._queue(random_, number, Job("learned", 0.0, (), run, (), width=64 + stream))

    def _queue(self, random_: random.Random, number: int, job: Job) -> Job:
        if number % 2 == 0:
            return job
        wait, ahead = self.queue(random_), random_.randint(1, self.slots)
        leaving = sorted(random_.uniform(0, wait) for _ in range(ahead - 1))
        places = [(0.0, ahead), *((moment, ahead - 1 - index) for index, moment in enumerate(leaving))]
        told = tuple(places) if number % 4 == 1 else ()
        return replace(job, queued=wait, places=told)

    def steps(self, random_: random.Random, count: int) -> list[float]:
        """Draw when each of `count` steps ends, as shares of the time that all of them take."""
        drift = random_.uniform(-self.drift, self.drift)
        lengths = [self.step(random_) * (1 + drift * (index / count - 0.5)) for index in range(count)]
        ends, total = [], 0.0
        for length in lengths:
            total += length
            ends.append(total)
        return [end / total for end in ends]


def _run_times(random_: random.Random, count: int) -> list[float]:
    """Draw run times, one from each of `count` equal parts of the range: so few jobs are even enough, too."""
    span = math.log(LONGEST_RUN / SHORTEST_RUN)
    times = [SHORTEST_RUN * math.exp(span * (part + random_.random()) / count) for part in range(count)]
    random_.shuffle(times)
    return times


def _levels(ends: Sequence[float], seconds: float, top: float = 1.0) -> Levels:
    reached = [(end * seconds, top * (index + 1) / len(ends)) for index, end in enumerate(ends)]
    return ((0.0, 0.0), *(reached if top < 1 else reached[:-1]))  # the last step ends with the job


def _smooth(world: World, random_: random.Random, run: float) -> Job:
    return Job("smooth", 0.0, (), run, _levels(world.steps(random_, random_.randint(*world.counts)), run))


def _previews(world: World, random_: random.Random, run: float) -> Job:
    return replace(_smooth(world, random_, run), family="previews", previews=True)


def _few_steps(world: World, random_: random.Random, run: float) -> Job:
    return Job("few steps", 0.0, (), run, _levels(world.steps(random_, random_.randint(*world.few_counts)), run))


def _stall(world: World, random_: random.Random, run: float) -> Job:
    stall = run * random_.uniform(*world.stall)
    ends = world.steps(random_, random_.randint(*world.counts))
    stalled = random_.randrange(len(ends))
    levels = _levels(ends, run - stall)
    return Job(
        "stall", 0.0, (), run, tuple((at + stall * (index > stalled), to) for index, (at, to) in enumerate(levels))
    )


def _tail(world: World, random_: random.Random, run: float) -> Job:
    ends = world.steps(random_, random_.randint(*world.counts))
    steps = run * (1 - random_.uniform(*world.tail))
    return Job("tail", 0.0, (), run, _levels(ends, steps, random_.uniform(*world.tail_level)))


def _no_progress(_world: World, _random: random.Random, run: float) -> Job:
    return Job("no progress", 0.0, (), run, ())


def _zero(_world: World, _random: random.Random, run: float) -> Job:
    return Job("zero", 0.0, (), run, ((0.0, 0.0),))


def _lies(world: World, random_: random.Random, run: float) -> Job:
    ends = world.steps(random_, random_.randint(*world.counts))
    levels = list(_levels(ends, run))
    kind = random_.choice(("back", "race", "early", "noise"))
    if kind == "back":
        again = random_.randrange(3, len(levels))
        levels = [(at, to if index < again else (to - levels[again][1]) / 2) for index, (at, to) in enumerate(levels)]
    elif kind == "race":
        levels = [(at, min(0.9, 5 * to) if at < 0.18 * run else 0.9 + 0.1 * to) for at, to in levels]
    elif kind == "early":
        levels = [(at * 0.6, to) for at, to in levels] + [(0.62 * run, 1.0)]
    else:
        levels = [(at, min(1.0, max(0.0, to + random_.gauss(0, 0.05)))) for at, to in levels]
    return Job("lies", 0.0, (), run, tuple(levels))


FAMILIES: Final[dict[str, Callable[[World, random.Random, float], Job]]] = {
    "smooth": _smooth,
    "few steps": _few_steps,
    "stall": _stall,
    "tail": _tail,
    "no progress": _no_progress,
    "zero": _zero,
    "previews": _previews,
    "lies": _lies,
}
BESIDE: Final = ("zero", "previews", "lies")
MIX: Final = ("smooth", "few steps", "stall", "tail", "no progress", "learned")


def _lognormal(random_: random.Random, spread: float) -> float:
    return math.exp(random_.gauss(0, spread))


def _gamma(random_: random.Random, spread: float) -> float:
    return random_.gammavariate(spread**-2, spread**2)


def _even(random_: random.Random, spread: float) -> float:
    return random_.uniform(1 - math.sqrt(3) * spread, 1 + math.sqrt(3) * spread)


def _log_uniform(random_: random.Random, most: float) -> float:
    return math.exp(random_.uniform(math.log(0.4), math.log(1.6 * most)))


def _uniform(random_: random.Random, most: float) -> float:
    return random_.uniform(0.2, most)


def draw_world(seed: int) -> World:
    """Draw the constants of a world."""
    random_ = random.Random(f"world {seed}")
    stall, tail = random_.uniform(0.1, 0.35), random_.uniform(0.03, 0.12)
    return World(
        seed=seed,
        step=partial(random_.choice((_lognormal, _gamma, _even)), spread=random_.uniform(0.1, 0.45)),
        drift=random_.uniform(0, 0.5),
        stall=(stall, stall + random_.uniform(0.2, 0.4)),
        tail=(tail, tail + random_.uniform(0.1, 0.35)),
        tail_level=(0.95, 0.99),
        queue=partial(random_.choice((_log_uniform, _uniform)), most=random_.uniform(5, 9)),
        slots=random_.randint(3, 12),
        spread=random_.uniform(0.04, 0.16),
        outliers=random_.uniform(0, 0.05),
        places=PLACES[seed % len(PLACES)],  # so that any five worlds in a row have them all
        runs=_run_times,
    )


def _exponential(random_: random.Random, spread: float) -> float:
    return 1 - spread + random_.expovariate(1 / spread)


def _two_speeds(random_: random.Random, spread: float) -> float:
    return 1 + spread if random_.random() < 0.5 else 1 - spread


def _exponential_wait(random_: random.Random, mean: float) -> float:
    return min(60.0, random_.expovariate(1 / mean))


def _lognormal_runs(random_: random.Random, count: int, median: float, spread: float) -> list[float]:
    return [min(120.0, max(0.4, median * _lognormal(random_, spread))) for _ in range(count)]


def _uniform_runs(random_: random.Random, count: int, least: float, most: float) -> list[float]:
    return [random_.uniform(least, most) for _ in range(count)]


def _two_kinds_of_runs(random_: random.Random, count: int, quick: float, slow: float) -> list[float]:
    return [(quick if random_.random() < 0.5 else slow) * _lognormal(random_, 0.25) for _ in range(count)]


def draw_foreign_world(seed: int) -> World:
    """Draw the constants of a world from other distributions and ranges than `draw_world` does."""
    random_ = random.Random(f"foreign world {seed}")
    stall, tail = random_.uniform(0.05, 0.5), random_.uniform(0.02, 0.3)
    runs = (
        partial(_lognormal_runs, median=random_.uniform(3, 12), spread=random_.uniform(0.4, 0.9)),
        partial(_uniform_runs, least=random_.uniform(0.5, 4), most=random_.uniform(12, 40)),
        partial(_two_kinds_of_runs, quick=random_.uniform(1, 4), slow=random_.uniform(10, 30)),
    )
    return World(
        seed=seed,
        step=partial(random_.choice((_exponential, _two_speeds)), spread=random_.uniform(0.2, 0.7)),
        drift=random_.uniform(0, 0.8),
        stall=(stall, stall + random_.uniform(0.05, 0.45)),
        tail=(tail, tail + random_.uniform(0.05, 0.4)),
        tail_level=(0.85, 0.97),
        queue=partial(_exponential_wait, mean=random_.uniform(2, 8)),
        slots=random_.randint(2, 20),
        spread=random_.uniform(0.02, 0.3),
        outliers=random_.uniform(0, 0.1),
        places=PLACES[seed % len(PLACES)],
        runs=runs[seed % len(runs)],
        counts=(8, random_.randint(20, 80)),
        few_counts=(1, 6),
    )


FIRST_SEEDS: Final = {"tuning": 1, "held-out": 101}


def worlds_from(first_seed: int, draw: Callable[[int], World] = draw_world) -> tuple[World, ...]:
    """Draw five worlds, of one seed and the four that follow it."""
    return tuple(draw(seed) for seed in range(first_seed, first_seed + 5))
