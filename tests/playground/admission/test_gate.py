"""Where many ask at once, visitors take turns, and what was let in gets on before the next."""

from __future__ import annotations

import asyncio

import pytest

from playground.admission import gate as module
from playground.admission.gate import Gate

pytestmark = pytest.mark.anyio


async def test_visitors_take_turns() -> None:
    gate, let_in = Gate(), []

    async def ask(owner: str) -> None:
        await gate.enter(owner)
        let_in.append(owner)

    await asyncio.gather(*(ask(owner) for owner in ["ann"] * 5 + ["bob"] * 2 + ["cid"]))
    assert let_in == ["ann", "bob", "cid", "ann", "bob", "ann", "ann", "ann"]
    assert not gate._waiting


async def test_who_asks_seldom_goes_first() -> None:
    gate, let_in = Gate(), []

    async def ask(owner: str) -> None:
        await gate.enter(owner)
        let_in.append(owner)

    many = [f"visitor {number}" for number in range(20)]
    crowd = [asyncio.create_task(ask(owner)) for owner in many for _ in range(5)]
    await asyncio.wait(crowd[:40])
    before = len(let_in)
    await ask("ann")
    assert let_in[before:].index("ann") <= 2
    await asyncio.wait(crowd)


async def test_newcomers_do_not_keep_others_waiting_for_ever() -> None:
    gate, let_in = Gate(), []

    async def ask(owner: str) -> None:
        await gate.enter(owner)
        let_in.append(owner)

    for _ in range(20):
        await ask("ann")
    waiting = asyncio.create_task(ask("ann"))
    others = [asyncio.create_task(ask(f"visitor {number}")) for number in range(500)]
    await waiting
    assert len(let_in) < 40
    await asyncio.wait(others)
    assert len(gate._due) < 300


async def test_what_was_let_in_gets_on_before_the_next() -> None:
    gate, log = Gate(), []

    async def work(number: int) -> None:
        await gate.enter("ann")
        for step in range(5):
            log.append((number, step))
            await asyncio.sleep(0)

    await asyncio.gather(work(1), work(2))
    assert log == [(number, step) for number in (1, 2) for step in range(5)]


async def test_a_busy_loop_lets_in_the_next_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST", -1.0)
    gate, log = Gate(), []

    async def work(number: int) -> None:
        await gate.enter("ann")
        for step in range(5):
            log.append((number, step))
            await asyncio.sleep(0)

    await asyncio.gather(work(1), work(2))
    assert log.index((2, 0)) < log.index((1, 4))


async def test_who_leaves_is_passed_over() -> None:
    gate = Gate()
    tasks = [asyncio.create_task(gate.enter(owner)) for owner in ("ann", "ann", "bob")]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks, timeout=5)
    assert [task.cancelled() for task in tasks] == [False, True, False]
    async with asyncio.timeout(5):
        await gate.enter("ann")
