"""One thread is inside, a few wait, and all others are refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from imagelabs_server.wire.bounded_lock import BoundedLock, TooBusyError


@contextmanager
def someone_inside(lock: BoundedLock) -> Iterator[None]:
    """Keep another thread inside until the block ends."""
    entered, leave = threading.Event(), threading.Event()

    def stay() -> None:
        with lock.hold():
            entered.set()
            assert leave.wait(30)

    thread = threading.Thread(target=stay)
    thread.start()
    assert entered.wait(30)
    try:
        yield
    finally:
        leave.set()
        thread.join()


def test_one_at_a_time_goes_through() -> None:
    lock, inside, seen = BoundedLock(most_waiting=9), [], []

    def go() -> None:
        with lock.hold():
            inside.append(1)
            time.sleep(0.005)  # time for other threads to enter
            seen.append(len(inside))
            inside.pop()

    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(go) for _ in range(10)]:
            done.result()
    assert seen == [1] * 10


def test_who_finds_the_queue_full_is_turned_away_at_once() -> None:
    lock = BoundedLock(most_waiting=0)
    with someone_inside(lock), pytest.raises(TooBusyError), lock.hold():
        pass
    with lock.hold():
        pass


def test_who_leaves_in_anger_leaves_the_place_free() -> None:
    lock = BoundedLock(most_waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), lock.hold():
            raise ZeroDivisionError
