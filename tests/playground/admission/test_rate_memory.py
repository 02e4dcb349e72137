"""What was counted is forgotten once it is over, without a thread."""

from __future__ import annotations

import threading
import time

import pytest
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

from playground.admission.rate_memory import RateMemory

STRATEGIES = [FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which passes when it is told to."""
    now = [1e9]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_it_counts_as_that_of_the_library_does(strategy: type, clock: list[float]) -> None:
    rates, rate = strategy(RateMemory()), RateLimitItemPerMinute(3)
    assert [rates.hit(rate, "a") for _ in range(4)] == [True, True, True, False]
    assert rates.hit(rate, "b")
    clock[0] += 121
    assert [rates.hit(rate, "a") for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_those_who_do_not_come_back_are_forgotten(strategy: type, clock: list[float]) -> None:
    memory = RateMemory()
    rates, rate = strategy(memory), RateLimitItemPerSecond(5)
    for number in range(1000):
        rates.hit(rate, f"visitor {number}")
    clock[0] += 10
    for _ in range(600):
        rates.hit(rate, "somebody else")
        clock[0] += 0.3
    kept = [memory.storage, memory.expirations, memory.events, memory.locks]
    assert max(map(len, kept)) < 20
    assert max(map(len, memory.events.values()), default=0) < 20


def test_no_thread_is_started_for_what_is_counted() -> None:
    memory = RateMemory()
    rates = MovingWindowRateLimiter(memory)
    before = set(threading.enumerate())
    for _ in range(100):
        rates.hit(RateLimitItemPerSecond(5), "a")
    assert set(threading.enumerate()) <= before
