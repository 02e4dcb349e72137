"""Real paintings in real time, and the same ones again in virtual time: do the two agree?

Starts `python -m imagelabs_server` and has the real client make pictures of different sizes, while a watcher asks
about the same jobs every few milliseconds: from that, what the service would have said at every moment is known, and
the virtual service plays exactly that. Both ways the client begins without memories.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from benchmarks.poll_latency import ROOT, free_port, wait_until_up
from benchmarks.polling_jobs import Job
from benchmarks.polling_play import MakePolicy, beat, play
from imagelabs_client import ImageLabs

PROMPTS = ("a cat sitting on a windowsill at sunset", "a lighthouse by the sea at night", "a fox in the autumn forest")
SIZES = ((512, 384), (1152, 896), (1536, 1024), (2048, 1536))
WATCH = 0.012  # s between two looks of the watcher
POLICIES: dict[str, MakePolicy] = {"this client": lambda: None, "every 1 s": beat(1.0)}


@dataclass
class Watch:
    """What a watcher saw of one job; moments on the real clock."""

    submitted: float = 0.0
    levels: list[tuple[float, float]] = field(default_factory=list)
    trips: list[float] = field(default_factory=list)
    queued_until: float = 0.0
    before_end: float = 0.0
    end: float = 0.0

    def job(self, width: int) -> Job:
        """The same as a job to be played."""
        end = (self.before_end + self.end) / 2 - self.submitted
        queued = max(0.0, self.queued_until - self.submitted)
        levels = tuple((max(0.0, at - self.submitted - queued), level) for at, level in self.levels)
        return Job("real", queued, (), end - queued, levels, width, previews=bool(levels))


@contextmanager
def running_service() -> Iterator[str]:
    """Run the service with one worker, and give its address."""
    port = free_port()
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as service:
        try:
            url = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
                wait_until_up(http)
            yield url
        finally:
            service.terminate()


def watch(url: str, task_id: str, seen: Watch) -> None:
    """Follow a job closely."""
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        while not seen.end:
            asked = time.monotonic()
            answer = http.post("/progress", json={"task_id": task_id}).raise_for_status().json()
            now = time.monotonic()
            seen.trips.append(now - asked)
            if answer.get("final_image_url"):
                seen.end = now
            elif answer["status"] == "In the queue":
                seen.queued_until = seen.before_end = now
            else:
                seen.before_end = now
                if not seen.levels or seen.levels[-1][1] != answer["progress"]:
                    seen.levels.append((now, answer["progress"]))
            time.sleep(WATCH)


def paint(url: str, policy_of: MakePolicy, prompt: str, size: tuple[int, int]) -> tuple[int, float, Watch]:
    """Make one picture in real time: how many polls it took, how late its end was known, and what the watcher saw."""
    polls: list[float] = []

    def count(response: httpx.Response) -> None:
        if response.request.url.path == "/progress":
            polls.append(time.monotonic())

    seen = Watch()
    http = httpx.Client(base_url=url, trust_env=False, event_hooks={"response": [count]})
    with http, ImageLabs(base_url=url, http_client=http) as client:
        began = time.monotonic()
        task = client.submit(prompt, width=size[0], height=size[1], seed=7)
        seen.submitted = (began + time.monotonic()) / 2
        policy = policy_of()
        if policy is not None:
            task._job.policy = policy
        watcher = threading.Thread(target=watch, args=(url, task.id, seen))
        watcher.start()
        task.result()
        watcher.join()
    return len(polls), polls[-1] - (seen.before_end + seen.end) / 2, seen


def main() -> None:
    """Paint, play again, and print both."""
    print(f"\n{'':14} {'':>8} {'real: polls':>12} {'late':>9} {'again, virtual: polls':>22} {'late':>9}")
    with running_service() as url:
        for name, policy_of in POLICIES.items():
            real, jobs, trips = [], [], []
            for size in SIZES:
                for prompt in PROMPTS:
                    polls, late, seen = paint(url, policy_of, prompt, size)
                    real.append((polls, late))
                    jobs.append(seen.job(size[0]))
                    trips += seen.trips
            virtual = play(jobs, policy_of, fresh_clients=True, round_trip=statistics.median(trips))
            print(
                f"{name:14} {len(jobs):3} jobs {statistics.fmean(polls for polls, _ in real):12.1f}"
                f" {statistics.fmean(late for _, late in real):7.3f} s"
                f" {statistics.fmean(one.polls for one in virtual):22.1f}"
                f" {statistics.fmean(one.late for one in virtual):7.3f} s"
            )
    runs = sorted(job.run for job in jobs)
    print(
        f"(paintings of {runs[0]:.1f} to {runs[-1]:.1f} s; the watcher is sure of an end to {1000 * WATCH / 2:.0f} ms)"
    )


if __name__ == "__main__":
    main()
