"""How long a poll takes while every core paints, beside the same poll while the service is idle.

    python -m benchmarks.poll_latency [--paintings N] [--seconds S]

Starts `python -m imagelabs_server` on a free port, keeps N paintings going, and polls them every 20 ms.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
PROMPT = "a cat sitting on a windowsill at sunset"
POLL_INTERVAL = 0.02  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(http: httpx.Client) -> None:
    for _ in range(400):
        try:
            http.get("/health").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise SystemExit("The service did not come up.")


def submit(http: httpx.Client, seed: int) -> str:
    answer = http.post("/txt2img", json={"prompt": PROMPT, "seed": str(seed), "subseed": "1"})
    return str(answer.raise_for_status().json()["task_id"])


def poll(http: httpx.Client, task_id: str) -> tuple[float, str]:
    """One poll: milliseconds and the status text."""
    started = time.perf_counter()
    status = http.post("/progress", json={"task_id": task_id}).raise_for_status().json()["status"]
    return (time.perf_counter() - started) * 1000, str(status)


def measure(http: httpx.Client, paintings: int, seconds: float) -> list[float]:
    """Poll for so many seconds while so many paintings are under way, in milliseconds."""
    seeds = iter(range(10_000))
    tasks = [submit(http, next(seeds)) for _ in range(paintings)] or ["nobody"]
    latencies = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for index, task_id in enumerate(tasks):
            latency, status = poll(http, task_id)
            latencies.append(latency)
            if paintings and status == "Done":
                tasks[index] = submit(http, next(seeds))
            elif paintings and "error" in status.lower():
                raise SystemExit(f"A painting failed: {status}")
        time.sleep(POLL_INTERVAL)
    for task_id in tasks:
        http.post("/cancel", json={"task_id": task_id})
    return latencies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paintings", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    port = free_port()
    command = [sys.executable, "-m", "imagelabs_server", "--port", str(port), "--workers", str(options.paintings)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as service,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as http,
    ):
        try:
            wait_until_up(http)
            print(f"{os.cpu_count()} cores, {options.paintings} paintings at once")
            print(f"{'':10} {'polls':>6} {'median':>9} {'95 %':>9} {'worst':>9}")
            for name, paintings in (("idle", 0), ("painting", options.paintings)):
                times = measure(http, paintings, options.seconds if paintings else 3.0)
                slowest = statistics.quantiles(times, n=20)[-1]
                figures = (statistics.median(times), slowest, max(times))
                print(f"{name:10} {len(times):6} " + " ".join(f"{figure:6.1f} ms" for figure in figures))
        finally:
            service.terminate()


if __name__ == "__main__":
    main()
