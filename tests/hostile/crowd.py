"""A crowd of hostile visitors, as a process of its own.

    python -m tests.hostile.crowd PORT NUMBER

They go on until standard input ends; then what they have begun is stopped. In a process, and in a session of the
system's, so that they do not hold up the honest visitors whom the tests measure: they would attack from elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import httpx

from tests.conftest import ROOT, RunningApp
from tests.hostile.attack import (
    API,
    ESTIMATE,
    GENERATE,
    GRID,
    IMPROVE,
    INFO,
    PREVIEW,
    STOP,
    TAKE,
    Copy,
    RefusedError,
    Visitor,
    stand_back,
    stand_back_together,
    stop_all,
)
from tests.hostile.files import HOSTILE, MIB

FIRST = 10_000  # number of the first of them: the tests' own visitors have smaller ones
END = 60.0  # seconds in which they end


@contextmanager
def hostile_visitors(copy: Copy, number: int) -> Iterator[int]:
    """Let hostile visitors do what they do for as long as the block lasts; yield the process that they are in."""
    crowd = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.crowd", str(copy.app.port), str(number)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert crowd.stdout is not None
    try:
        assert crowd.stdout.readline(), "they have not come"
        yield crowd.pid
        crowd.communicate(timeout=END)
        assert crowd.returncode == 0
    finally:
        crowd.kill()
        crowd.communicate()


class _Elsewhere(RunningApp):
    """An app that another process has started."""

    def wait_until_it_answers(self) -> None:
        """It does already."""


def attack(port: int, number: int) -> None:
    """Attack until standard input ends."""
    stand_back_together()
    copy = Copy(_Elsewhere(cast("Any", None), port, Path()), first=FIRST)
    copy.event(PREVIEW)  # reads what the page consists of
    ended, client = threading.Event(), copy.connections(patience=5)

    def be_hostile(place: int) -> None:
        stand_back()
        visitor, what, turn = copy.visitor(client=client), ATTACKS[place % len(ATTACKS)], 0
        while not ended.is_set():
            turn += 1
            try:
                what(visitor, turn)
            except (RefusedError, httpx.HTTPError, OSError):
                ended.wait(0.2)  # as whoever tries again and again
        stop_all(visitor, [f"{name}{turn}" for name in ("batch", "grid") for turn in range(20)])

    threads = [threading.Thread(target=be_hostile, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    print("they are here", flush=True)
    sys.stdin.read()
    ended.set()
    for thread in threads:
        thread.join()
    client.close()
    copy.close()


# What hostile visitors do again and again until they are told to stop; each gets a number for what has to be new.


def floods(visitor: Visitor, number: int) -> None:
    visitor.get(("/", "/config", f"{API}/info")[number % 3])


def sends_long_heads(visitor: Visitor, number: int) -> None:
    visitor.send(b"a:b\r\n" * 12_000, path="/?" + "a=&" * 5000)


def sends_values(visitor: Visitor, number: int) -> None:
    visitor.join(PREVIEW, f"values{number}", [[[]] * 100_000, "1", 1])


def never_reads(visitor: Visitor, number: int) -> None:
    visitor.join(PREVIEW, "unread", prompt="{a|b}" + "'" * 19_000, seed="1", count=8)


def opens_files(visitor: Visitor, number: int) -> None:
    file = visitor.upload(BAD_FILES[number % len(BAD_FILES)])
    visitor.ask(INFO, f"info{number}", [file])


def improves(visitor: Visitor, number: int) -> None:
    visitor.ask(IMPROVE, f"improve{number}", prompt="(a:1." * 2000)


def calls(visitor: Visitor, number: int) -> None:
    visitor.generate("a castle", side=256, seed=number)


def asks_for_batches(visitor: Visitor, number: int) -> None:
    visitor.join(GENERATE, f"batch{number % 20}", prompt="a castle", width=256, height=256, count=8)


def plans_grids(visitor: Visitor, number: int) -> None:
    axes = {"compare_across": "seed", "compare_across_values": "1-8", "compare_down": "subseed"}
    values = {"compare_down_values": "1-8", "width": 256, "height": 256}
    visitor.join(GRID, f"grid{number % 20}", prompt="a castle", **axes, **values)
    visitor.join(ESTIMATE, f"grid{number}", prompt="a" * 8000, **axes)


def invents_tasks(visitor: Visitor, number: int) -> None:
    jobs = [
        {"wanted": [{"prompt": "a", "width": "64", "height": "64"}], "taskId": f"invented{number}-{place}"}
        for place in range(100)
    ]
    visitor.tell(f"invented{number}", {"do": "attach", "desk": f"invented-desk-{number:06}", "jobs": jobs})


def takes_sheets(visitor: Visitor, number: int) -> None:
    visitor.join(TAKE, f"grid{number % 20}", [json.dumps({"what": "sheet"})])


def uploads(visitor: Visitor, number: int) -> None:
    visitor.upload(bytes(8 * MIB))


def stops_others(visitor: Visitor, number: int) -> None:
    visitor.press(STOP, f"stop{number}")


ATTACKS: tuple[Callable[[Visitor, int], None], ...] = (
    floods, sends_long_heads, sends_values, never_reads, opens_files, improves, calls, asks_for_batches, plans_grids,
    invents_tasks, takes_sheets, uploads, stops_others,
)  # fmt: skip
BAD_FILES = tuple(HOSTILE[name]() for name in ("many_png_texts", "a1111_more_letters", "comfy_graph_of_samplers"))

if __name__ == "__main__":
    attack(int(sys.argv[1]), int(sys.argv[2]))
