"""How fast the painter paints, beside a floor and, where it is at hand, beside the first sketch of it.

    python -m benchmarks.painter [--rounds 3] [--sketch PATH/TO/painter_sketch.py] [--worker] [--only styles …]

For every size, and for every style at 1152×896: the seconds of the best of several rounds, as multiples of Pillow's PNG
encoding of the same picture in the same round; the time to the first preview; the longest time between two questions
whether to give up (its median over the rounds, and the worst: on a busy machine the worst tells of the machine).

With --sketch the sketch paints the same prompts at 1152×896 in turn with the painter, and the ratio is printed. With
--worker a real service with one worker process paints, and is cancelled at random moments of the time that it took: how
long until the worker is free again, and its peak memory. At the end the peak memory of this process.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from imagelabs_server.engine import Job
from imagelabs_server.painter import Painter
from imagelabs_server.painter.styles import STYLES
from imagelabs_server.service import Service

SIZES = ((256, 256), (512, 512), (1152, 896), (896, 1152), (1536, 640), (2048, 2048))
USUAL, LARGEST = (1152, 896), (2048, 2048)
PROMPTS = (
    "a cat sitting on a windowsill at sunset",
    "a sailboat on the sea at sunset",
    "a fox in the autumn forest",
    "a village in winter at night",
)
PARTS = ("sizes", "styles", "largest")
CANCELS = 24  # moments at which a worker is cancelled
HEADING = "seconds   x PNG   first preview   longest silence (worst)"


@dataclass
class Round:
    """One painting, timed; all in seconds."""

    total: float
    first_preview: float
    longest_silence: float
    png: float


def paint_once(prompt: str, width: int, height: int) -> Round:
    """Paint a prompt and encode the result."""
    begin = time.perf_counter()
    first: list[float] = []
    asked = [begin]
    silence = 0.0

    def report(_fraction: float, preview: Image.Image | None = None, **_news: object) -> None:
        if preview is not None and not first:
            first.append(time.perf_counter() - begin)

    def cancelled() -> bool:
        nonlocal silence
        now = time.perf_counter()
        silence = max(silence, now - asked[0])
        asked[0] = now
        return False

    image = Painter().draw(Job(prompt, width=width, height=height, seed=7), report, cancelled)
    total = time.perf_counter() - begin
    silence = max(silence, time.perf_counter() - asked[0])
    begin = time.perf_counter()
    image.save(io.BytesIO(), "PNG")
    return Round(total, first[0], silence, time.perf_counter() - begin)


def show(name: str, rounds: Sequence[Round], more: str = "") -> Round:
    """Print a line of the table; answers the best round."""
    best = min(rounds, key=lambda r: r.total)
    silences = [r.longest_silence * 1000 for r in rounds]
    print(
        f"{name:<12} {best.total:7.2f} {best.total / best.png:7.1f}"
        f" {best.first_preview:8.3f} ({best.first_preview / best.total:4.0%})"
        f" {statistics.median(silences):8.0f} ms ({max(silences):.0f}){more}"
    )
    return best


def all_sizes(rounds: int) -> None:
    """The table of sizes, in oil."""
    print(f"size         {HEADING}")
    usual = 0.0
    for width, height in SIZES:
        timed = [paint_once(p, width, height) for p in PROMPTS[:2] for _ in range(rounds)]
        best = show(f"{width}x{height}", timed)
        usual = best.total if (width, height) == USUAL else usual
        if (width, height) == LARGEST:
            print(f"  {best.total / usual:.1f} times as long as {USUAL[0]}x{USUAL[1]}")


def all_styles(size: tuple[int, int], rounds: int) -> None:
    """The table of styles at one size; every round goes through all of them, so that they share the machine's moods."""
    print(f"{size[0]}x{size[1]}    {HEADING}   x oil")
    timed: dict[str, list[Round]] = {name: [] for name in STYLES}
    for _ in range(rounds):
        for prompt in PROMPTS[:2]:
            for name, done in timed.items():
                done.append(paint_once(f"{prompt}, {name}", *size))
    oil = min(r.total for r in timed["oil"])
    for name, done in timed.items():
        show(name, done, f"   {min(r.total for r in done) / oil:.2f}")


def load_sketch(path: Path) -> Callable[[str], Any]:
    """The sketch's own `render`, from its file."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("painter_sketch", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda prompt: module.render(prompt, 7)


def against_sketch(path: Path, rounds: int) -> None:
    """Paint each prompt with both, in turn, and print the ratio of the sums of their best rounds."""
    render = load_sketch(path)
    ours = theirs = 0.0
    print("against the sketch, 1152x896:")
    for prompt in PROMPTS:
        best, best_sketch = float("inf"), float("inf")
        for _ in range(rounds):
            begin = time.perf_counter()
            render(prompt)
            best_sketch = min(best_sketch, time.perf_counter() - begin)
            best = min(best, paint_once(prompt, *USUAL).total)
        print(f"  {best:6.2f} s  sketch {best_sketch:6.2f} s  ratio {best / best_sketch:.2f}  {prompt}")
        ours, theirs = ours + best, theirs + best_sketch
    print(f"  together: ratio {ours / theirs:.2f}")


def _seconds(service: Service, job: Job) -> float:
    """How long a worker takes to paint a job."""
    begin = time.perf_counter()
    task = service.submit(job)
    while not task.ended:
        time.sleep(0.002)
    return time.perf_counter() - begin


def through_a_worker() -> None:
    """Cancel real jobs at random moments of their painting, in every style, and see when the worker is free again."""
    moments = random.Random(5)
    service = Service("painter", workers=1, queue_size=4, task_ttl=60)
    service.start()
    try:
        for size in (USUAL, LARGEST):
            jobs = [
                Job(f"{PROMPTS[i % 4]}, {style}", width=size[0], height=size[1], seed=i)
                for i, style in enumerate(STYLES)
            ]
            whole = {job.prompt: _seconds(service, job) for job in jobs}
            waits, ended = [], 0
            for i in range(CANCELS):
                job = jobs[i % len(jobs)]
                task = service.submit(job)
                until = time.perf_counter() + moments.uniform(0.0, 0.95) * whole[job.prompt]
                while time.perf_counter() < until and not task.ended:
                    time.sleep(0.002)
                begin = time.perf_counter()
                if not service.cancel(task):
                    ended += 1
                    continue
                while service.load().running:
                    time.sleep(0.001)
                waits.append((time.perf_counter() - begin) * 1000)
            waits.sort()
            print(
                f"cancelled at {size[0]}x{size[1]}: worker free after {statistics.median(waits):.0f} ms (median),"
                f" {waits[-1]:.0f} ms (worst) of {len(waits)}; {ended} more had ended before and do not count"
            )
        for style in STYLES:
            task = service.submit(Job(f"{PROMPTS[2]}, {style}", width=2048, height=2048))
            while not task.ended:
                time.sleep(0.02)
    finally:
        service.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of the worker, every style at 2048x2048: {peak:.0f} MB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS), help="tables to print")
    parser.add_argument("--sketch", type=Path, help="painter_sketch.py, to be measured in the same run")
    parser.add_argument("--worker", action="store_true", help="cancel jobs in a real worker process")
    options = parser.parse_args(arguments)
    paint_once(PROMPTS[0], 128, 128)  # what is loaded once is not counted
    if "sizes" in options.only:
        all_sizes(options.rounds)
    if "styles" in options.only:
        all_styles(USUAL, options.rounds)
    if "largest" in options.only:
        all_styles(LARGEST, 1)
    if options.sketch:
        against_sketch(options.sketch, options.rounds)
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.worker:
        through_a_worker()


if __name__ == "__main__":
    main()
