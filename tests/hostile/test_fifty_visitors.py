"""Fifty visitors at once, most of them hostile: each honest one gets their own picture, almost as soon as without."""

from __future__ import annotations

import html
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpx

from imagelabs_client import GenerationParams, read_metadata
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
    Clock,
    Copy,
    RefusedError,
    TooSlowError,
    Visitor,
    stand_back,
    stop_all,
    under_attack,
)
from tests.hostile.files import HOSTILE, MIB

HONEST, HOSTILE_ONES = 12, 38
PATIENCE = 45.0  # seconds for which an honest visitor waits without hearing anything
TWICE = 2.0
SMALL_CHANGE = 1.5  # seconds: a picture of 64 pixels takes a fraction of one, and is waited for in steps
TAG = re.compile(r"<[^>]*>")
PICTURE = re.compile(r"/gradio_api/file=[^\"'\s]+?\.png")


@dataclass(frozen=True)
class Got:
    """What an honest visitor got, and the seconds that it took."""

    params: GenerationParams | None
    seconds: float
    trouble: str = ""


def honest(copy: Copy, number: int) -> Got:
    """Ask for a picture as a person or, every other one, as a program, and open the file."""
    began = time.monotonic()
    with closing(copy.connections(PATIENCE)) as client:
        try:
            params, trouble = picture(copy.visitor(client=client), number), ""
        except (RefusedError, httpx.HTTPError) as error:
            params, trouble = None, repr(error)
    return Got(params, time.monotonic() - began, trouble)


def picture(visitor: Visitor, number: int) -> GenerationParams | None:
    """Have a picture painted, and return what its file says about itself."""
    prompt, seed = f"a cat beside {number} red houses", 1000 + number
    if number % 2:
        url = visitor.generate(prompt, seed=seed)[0]["url"].partition(API)[2]
    else:
        shown = visitor.ask(GENERATE, "honest", prompt=prompt, width=64, height=64, seed=str(seed))
        found = PICTURE.search(html.unescape(str(shown)))
        if found is None:
            raise RefusedError(200, TAG.sub(" ", str(shown))[:500])
        url = found[0].removeprefix(API)
    file = visitor.get(f"{API}{url}")
    if not file.is_success:
        raise RefusedError(file.status_code, file.text)
    return read_metadata(file.content).params


def together(copy: Copy) -> list[Got]:
    """Let all honest visitors come at once."""
    with ThreadPoolExecutor(HONEST) as pool:
        return list(pool.map(lambda number: honest(copy, number), range(HONEST)))


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


@contextmanager
def hostile_visitors(copy: Copy) -> Iterator[None]:
    """Let hostile visitors do what they do for as long as the block lasts; afterwards nothing of theirs goes on."""
    ended, client = threading.Event(), copy.connections(patience=5)

    def attack(number: int) -> None:
        stand_back()
        visitor, what, turn = copy.visitor(client=client), ATTACKS[number % len(ATTACKS)], 0
        while not ended.is_set():
            turn += 1
            try:
                what(visitor, turn)
            except (RefusedError, httpx.HTTPError, OSError):
                ended.wait(0.2)  # as whoever tries again and again
        stop_all(visitor, [f"{name}{turn}" for name in ("batch", "grid") for turn in range(20)])

    threads = [threading.Thread(target=attack, args=(number,)) for number in range(HOSTILE_ONES)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()
        client.close()


def test_each_honest_visitor_gets_their_own_picture_in_time(copy: Copy) -> None:
    """Twelve honest visitors, first alone, then together with 38 hostile ones of thirteen kinds."""
    clock = Clock(copy)
    alone = together(copy)
    quiet = clock.slowness()
    with under_attack(copy), hostile_visitors(copy):
        clock = Clock(copy)
        mixed = together(copy)
        busy = clock.slowness()
        longest, usual = max(got.seconds for got in mixed), max(got.seconds for got in alone)
        print(
            f"pictures took up to {usual:.2f} s alone (slowness {quiet:.1f}), {longest:.2f} s with others ({busy:.1f})"
        )
        print(*{got.trouble for got in (*alone, *mixed)}, sep="\n")
    assert not [got.trouble for got in (*alone, *mixed) if got.trouble]
    for number, got in (*enumerate(alone), *enumerate(mixed)):
        assert got.params is not None
        assert (got.params.prompt, got.params.seed) == (f"a cat beside {number} red houses", 1000 + number)
    if longest / busy > TWICE * usual / quiet + SMALL_CHANGE:
        raise TooSlowError(f"the slowest picture took {longest:.1f} s, and {usual:.1f} s without the hostile ones")
