"""An app that many visitors have used holds what it held after the first of them: the short form of the soak."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import pytest

from tests.hostile.soak import Holdings, Soak, measured, running_app, table

FIRST: Final = 20  # pictures before the first look
GENERATIONS: Final = 60
CALLS: Final = GENERATIONS // 20
MORE_THREADS: Final = 4  # of pools that are not full yet after the first pictures


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Holdings, Holdings]:
    """What an app holds after the first pictures, and after all."""
    begun = time.monotonic()
    with running_app(tmp_path_factory.mktemp("soak")) as (url, process, folder):
        soak = Soak(url, side=64, prompt="quick")
        before, after = asyncio.run(measured(process, folder, soak, FIRST, GENERATIONS))
    print(table(before, after, soak.counts, time.monotonic() - begun))
    return before, after


def test_memory_grows_by_less_than_a_tenth(looks: tuple[Holdings, Holdings]) -> None:
    before, after = looks
    assert not {"memory", "workers_memory"} & set(after.beyond(before))


def test_handles_and_processes_are_given_back(looks: tuple[Holdings, Holdings]) -> None:
    before, after = looks
    assert (after.handles, after.processes) <= (before.handles + 1, before.processes)
    assert after.threads <= before.threads + MORE_THREADS


def test_the_disk_holds_pictures_and_nothing_else(looks: tuple[Holdings, Holdings]) -> None:
    """The store keeps pictures until it is full, which takes more of them: so what is kept for each is counted."""
    before, after = looks
    assert after.disk / GENERATIONS < before.disk / FIRST * 1.25
    assert after.files / GENERATIONS < before.files / FIRST * 1.25
    assert after.strays <= CALLS, "Gradio leaves an empty file for each that is read"
