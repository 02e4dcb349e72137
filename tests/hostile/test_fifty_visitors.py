"""Fifty visitors at once, most of them hostile: each honest one gets their own picture, almost as soon as without."""

from __future__ import annotations

import html
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import httpx

from imagelabs_client import GenerationParams, read_metadata
from tests.hostile.attack import (
    API,
    GENERATE,
    Clock,
    Copy,
    RefusedError,
    TooSlowError,
    Visitor,
    under_attack,
)
from tests.hostile.crowd import hostile_visitors

HONEST, HOSTILE_ONES = 12, 38
PATIENCE = 45.0  # seconds for which an honest visitor waits without hearing anything
TWICE = 2.0
ALL_TOGETHER = 1.5  # seconds that a cheap request may take while fifty visitors wait for their turn at the same time
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


def test_each_honest_visitor_gets_their_own_picture_in_time(copy: Copy) -> None:
    """Twelve honest visitors, first alone, then together with 38 hostile ones of thirteen kinds."""
    clock = Clock(copy)
    alone = together(copy)
    quiet = clock.slowness()
    with (
        under_attack(copy, wait=ALL_TOGETHER, by_others=True) as noticed,
        hostile_visitors(copy, HOSTILE_ONES) as crowd,
    ):
        clock = Clock(copy, crowd, noticed.bystander)
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
