"""How fast the painter paints, beside a floor and, where it is at hand, beside the first sketch of it.

    python benchmarks/painter.py [--rounds 3] [--sketch PATH/TO/painter_sketch.py]

For every size: the seconds of the best of several rounds, as multiples of Pillow's PNG encoding of the same picture
in the same round; the time to the first preview; the longest time between two questions whether to give up. With
--sketch the sketch paints the same prompt at 1152×896 in turn with the painter, and the ratio is printed. At the end
the peak memory of this process.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from imagelabs_server.engine import Job
from imagelabs_server.painter import Painter

SIZES = ((256, 256), (512, 512), (1152, 896), (896, 1152), (1536, 640), (2048, 2048))
PROMPTS = (
    "a cat sitting on a windowsill at sunset",
    "a sailboat on the sea at sunset",
    "a fox in the autumn forest",
    "a village in winter at night",
)


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
    begin = time.perf_counter()
    image.save(io.BytesIO(), "PNG")
    return Round(total, first[0], silence, time.perf_counter() - begin)


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
    for prompt in PROMPTS:
        best, best_sketch = float("inf"), float("inf")
        for _ in range(rounds):
            begin = time.perf_counter()
            render(prompt)
            best_sketch = min(best_sketch, time.perf_counter() - begin)
            best = min(best, paint_once(prompt, 1152, 896).total)
        print(f"  {best:6.2f} s  sketch {best_sketch:6.2f} s  ratio {best / best_sketch:.2f}  {prompt}")
        ours, theirs = ours + best, theirs + best_sketch
    print(f"  together: ratio {ours / theirs:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sketch", type=Path, help="painter_sketch.py, to be measured in the same run")
    options = parser.parse_args(arguments)
    paint_once(PROMPTS[0], 128, 128)  # what is loaded once is not counted
    print("size         seconds   x PNG   first preview   longest silence")
    for width, height in SIZES:
        rounds = [paint_once(p, width, height) for p in PROMPTS[:2] for _ in range(options.rounds)]
        best = min(rounds, key=lambda r: r.total)
        print(
            f"{width:4}x{height:<4} {best.total:10.2f} {best.total / best.png:7.1f}"
            f" {best.first_preview:9.3f} ({best.first_preview / best.total:4.0%})"
            f" {max(r.longest_silence for r in rounds) * 1000:12.0f} ms"
        )
    if options.sketch:
        print("against the sketch, 1152x896:")
        against_sketch(options.sketch, options.rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
