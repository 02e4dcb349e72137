"""Plays jobs through the real clients in virtual time: thousands of them, on one clock that nobody waits for."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import httpx

from benchmarks.polling_jobs import Job
from imagelabs_client import AsyncImageLabs, ImageLabs, Running
from imagelabs_client.polling.durations import Durations, Usual
from imagelabs_client.polling.policy import PollingPolicy
from imagelabs_client.polling.tuning import DEFAULT, Tuning
from imagelabs_client.tasks import AsyncTask, Task

ROUND_TRIP = 0.04  # s
BASE_URL = "http://service.test"
JITTER_SEED = 7  # so that the clients vary their delays in the same way every time


class Schedule(PollingPolicy):
    """A peer's way: delays that depend on nothing but how often it has asked.

    Args:
        delay: from the number of polls so far to seconds.
    """

    def __init__(self, delay: Callable[[int], float]) -> None:
        super().__init__()
        self._seconds = delay
        self._polls = 0

    def first_delay(self, _elapsed: float) -> float:
        return self._next()

    def queued(self, _elapsed: float, _position: int | None) -> float:
        return self._next()

    def running(self, _elapsed: float, _fraction: float | None) -> float:
        return self._next()

    def _next(self) -> float:
        self._polls += 1
        return self._seconds(self._polls - 1)


MakePolicy = Callable[[], PollingPolicy | None]


def peers() -> dict[str, MakePolicy]:
    """The schedules that other clients have, by a name for people."""
    dice = random.Random(6)
    return {
        "every 0.1 s (fal)": lambda: Schedule(lambda _: 0.1),
        "every 0.5 s (replicate)": lambda: Schedule(lambda _: 0.5),
        "every 1 s (openai, g4f)": lambda: Schedule(lambda _: 1.0),
        "0.5 s, growing by half to 5 s": lambda: Schedule(lambda n: min(5.0, 0.5 * 1.5 ** min(n, 20))),
        "6 ± 1.5 s (runwayml)": lambda: Schedule(lambda _: dice.uniform(4.5, 7.5)),
    }


def beat(seconds: float) -> MakePolicy:
    """Any other fixed beat."""
    return lambda: Schedule(lambda _: seconds)


def one_pixel() -> bytes:
    """The smallest PNG: what is downloaded does not matter here."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PNG = one_pixel()


class Stage:
    """A service that plays one job after another, and the clock by which it does."""

    def __init__(self, round_trip: float = ROUND_TRIP) -> None:
        self._half_trip = round_trip / 2
        self.now = 0.0
        self.taken = 0.0
        self.told = 0.0  # when the answer that said that the job is done was here
        self.polls = 0
        self.job: Job | None = None

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.now += self._half_trip
        response = self._answer(request.url.path)
        self.now += self._half_trip
        if request.url.path == "/progress":
            self.told = self.now
        return response

    def _answer(self, path: str) -> httpx.Response:
        if path == "/txt2img":
            self.taken, self.polls = self.now, 0
            return httpx.Response(200, json={"task_id": "task"})
        if path == "/progress":
            self.polls += 1
            assert self.job is not None
            return httpx.Response(200, content=json.dumps(self.job.answer(self.now - self.taken)))
        return httpx.Response(200, content=PNG, headers={"content-type": "image/png"})


@dataclass
class Outcome:
    """How one job went.

    Attributes:
        job: which.
        polls: requests to `/progress`, the one that found the end among them. Submit and download are one each.
        late: s from the end to knowing of it.
        estimates: for each running event: s since the service took the job, fraction, and the time left as told.
    """

    job: Job
    polls: int
    late: float
    estimates: list[tuple[float, float | None, float | None]] = field(default_factory=list)


def play(
    jobs: Iterable[Job], make_policy: MakePolicy, *, fresh_clients: bool = False, round_trip: float = ROUND_TRIP
) -> list[Outcome]:
    """Play jobs one after another through the blocking client.

    Args:
        jobs: in their order.
        make_policy: for each job; of None the client's own is used.
        fresh_clients: a new client for each job, which has learned nothing from those before.
        round_trip: s from asking to knowing.
    """
    random.seed(JITTER_SEED)
    stage = Stage(round_trip)
    outcomes: list[Outcome] = []
    client = _client(stage)
    for job in jobs:
        if fresh_clients:
            client.close()
            client = _client(stage)
        outcomes.append(_play(client, stage, job, make_policy()))
    client.close()
    return outcomes


def play_policy(
    jobs: Iterable[Job],
    make_policy: Callable[[Usual | None, Callable[[], float]], PollingPolicy],
    tuning: Tuning = DEFAULT,
) -> list[Outcome]:
    """Play jobs one after another through the policy alone: the same figures as `play`, ten times as fast.

    Args:
        jobs: in their order.
        make_policy: for each job, from how long jobs of its kind usually take and a source of random numbers.
        tuning: of what is learned from job to job.
    """
    uniform = random.Random(JITTER_SEED).random
    durations = Durations(tuning)
    outcomes: list[Outcome] = []
    for job in jobs:
        policy = make_policy(durations.usual(job.width), uniform)
        taken, now, polls = ROUND_TRIP / 2, ROUND_TRIP, 0
        policy.submitted(now)
        now += policy.first_delay(now)
        while True:
            polls += 1
            answer = job.answer(now + ROUND_TRIP / 2 - taken)
            now += ROUND_TRIP
            if "final_image_url" in answer:
                break
            if answer["status"] == "In the queue":
                now += policy.queued(now, answer.get("queue_position"))
            else:
                now += policy.running(now, answer.get("progress"))
        ended = policy.ended(now)
        if ended is not None:
            durations.remember(job.width, ended)
        outcomes.append(Outcome(job, polls, now - taken - job.end))
    return outcomes


def _client(stage: Stage) -> ImageLabs:
    return ImageLabs(
        base_url=BASE_URL, transport=httpx.MockTransport(stage), clock=stage.clock, sleep=stage.sleep, deadline=None
    )


def _play(client: ImageLabs, stage: Stage, job: Job, policy: PollingPolicy | None) -> Outcome:
    stage.job = job
    task = client.submit("a cat", width=job.width, height=896)
    _replace_policy(task, policy)
    estimates = [
        (stage.now - stage.taken, event.fraction, event.eta) for event in task.events() if isinstance(event, Running)
    ]
    return Outcome(job, stage.polls, stage.told - stage.taken - job.end, estimates)


def _replace_policy(task: Task | AsyncTask, policy: PollingPolicy | None) -> None:
    if policy is not None:
        task._job.policy = policy


def play_async(jobs: Sequence[Job], make_policy: MakePolicy) -> list[Outcome]:
    """Play jobs one after another through the asynchronous client."""

    async def run() -> list[Outcome]:
        random.seed(JITTER_SEED)
        stage = Stage()
        outcomes = []
        async with AsyncImageLabs(
            base_url=BASE_URL,
            transport=httpx.MockTransport(stage),
            clock=stage.clock,
            sleep=stage.async_sleep,
            deadline=None,
        ) as client:
            for job in jobs:
                stage.job = job
                task = await client.submit("a cat", width=job.width, height=896)
                _replace_policy(task, make_policy())
                await task.result()
                outcomes.append(Outcome(job, stage.polls, stage.told - stage.taken - job.end))
        return outcomes

    return asyncio.run(run())


@dataclass(frozen=True)
class Figures:
    """What a policy comes to.

    Attributes:
        polls: a job, on average.
        late: s, on average.
        late_95: s, which 95 % of the jobs do not exceed.
        worst: s.
    """

    polls: float
    late: float
    late_95: float
    worst: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Figures:
        late = sorted(outcome.late for outcome in outcomes)
        return cls(
            statistics.fmean(outcome.polls for outcome in outcomes),
            statistics.fmean(late),
            late[int(0.95 * (len(late) - 1))],
            late[-1],
        )
