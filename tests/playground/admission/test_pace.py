"""Many requests at once are let in one after another, in order; nobody else waits for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from playground.admission.admission import Admission, TooMuchError
from playground.admission.limits import limits_for
from playground.admission.pace import Pace

pytestmark = pytest.mark.anyio
MESSAGES = "messages_per_second"
Clock = Callable[[], float]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time, which passes only while somebody sleeps, and begins at nought."""
    passed, sleep = 0.0, asyncio.sleep

    async def sleep_at_once(seconds: float) -> None:
        nonlocal passed
        passed += seconds
        await sleep(0)

    monkeypatch.setattr(time, "time", lambda: 1e9 + passed)
    monkeypatch.setattr(asyncio, "sleep", sleep_at_once)
    return lambda: passed


def pace(chosen: str) -> Pace:
    return Pace(Admission(limits_for("public", chosen)))


async def test_so_many_a_second_are_let_in_and_in_order(clock: Clock) -> None:
    door, let_in = pace(f"{MESSAGES}=4"), []

    async def ask(number: int) -> None:
        await door.turn(MESSAGES, "ann")
        let_in.append((number, round(clock(), 1)))

    await asyncio.gather(*(ask(number) for number in range(10)))
    assert [number for number, _ in let_in] == list(range(10))
    seconds = [second for _, second in let_in]
    assert seconds[:4] == [0.0] * 4
    for first, fifth in zip(seconds, seconds[4:], strict=False):
        assert fifth - first >= 0.9


async def test_nobody_waits_for_another(clock: Clock) -> None:
    door = pace(f"{MESSAGES}=1,requests_per_second=1")
    await door.turn(MESSAGES, "ann")
    waiting = asyncio.create_task(door.turn(MESSAGES, "ann"))
    await door.turn(MESSAGES, "bob")
    await door.turn("requests_per_second", "ann")
    assert clock() == 0
    await waiting
    assert clock() > 0.9


async def test_beyond_a_number_that_wait_the_others_are_refused(clock: Clock) -> None:
    door = pace(f"{MESSAGES}=1,waiting=2")
    await door.turn(MESSAGES, "ann")
    waiting = [asyncio.create_task(door.turn(MESSAGES, "ann")) for _ in range(2)]
    while door._admission.held("waiting", "ann") < 2:
        await asyncio.wait(waiting, timeout=0)
    with pytest.raises(TooMuchError) as refused:
        await door.turn(MESSAGES, "ann")
    assert refused.value.limit == "waiting"
    assert refused.value.retry_after
    await asyncio.gather(*waiting)
    assert door._admission.held("waiting", "ann") == 0


async def test_who_leaves_while_waiting_holds_up_nobody(clock: Clock) -> None:
    door = pace(f"{MESSAGES}=1")
    await door.turn(MESSAGES, "ann")
    first, second = (asyncio.create_task(door.turn(MESSAGES, "ann")) for _ in range(2))
    await asyncio.wait([first], timeout=0)
    first.cancel()
    await second
    assert first.cancelled()
    assert not door._turns


async def test_without_a_limit_nobody_waits(clock: Clock) -> None:
    door = pace(f"{MESSAGES}=none")
    for _ in range(1000):
        await door.turn(MESSAGES, "ann")
    assert clock() == 0
