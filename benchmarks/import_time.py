"""What importing the client costs, beside importing httpx, its floor: `python -m benchmarks.import_time`.

Each statement runs in fresh interpreters, in turns; what is counted is the processor's time, which other work on the
machine disturbs least; the bare start of the interpreter is taken off, and the median told. The promise: `import
imagelabs_client` costs at most 1.15 times `import httpx`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "import httpx"
PROMISED = 1.15
STATEMENTS = (
    "import imagelabs_client",
    "from imagelabs_client import ImageLabs",
    "from imagelabs_client import AsyncImageLabs",
    "import imagelabs_client.cli.main",
)


def seconds(statement: str) -> float:
    """Run one statement in a fresh interpreter and return the processor's seconds that it took."""
    process = subprocess.Popen([sys.executable, "-c", statement], cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{statement!r} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="fresh interpreters for each statement (default: 15)")
    rounds = parser.parse_args().rounds
    taken: dict[str, list[float]] = {statement: [] for statement in ("pass", FLOOR, *STATEMENTS)}
    for statement in taken:
        seconds(statement)  # writes what Python caches
    for _ in range(rounds):
        for statement, times in taken.items():
            times.append(seconds(statement))
    start = statistics.median(taken["pass"])
    floor = statistics.median(taken[FLOOR]) - start
    print(f"{'':45}    ms   of httpx")
    for statement in (FLOOR, *STATEMENTS):
        cost = statistics.median(taken[statement]) - start
        print(f"{statement:45} {1000 * cost:5.0f}   {cost / floor:5.2f}")
    promised = statistics.median(taken[STATEMENTS[0]]) - start
    return 0 if promised <= PROMISED * floor else 1


if __name__ == "__main__":
    raise SystemExit(main())
