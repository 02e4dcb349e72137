"""What is remembered of jobs that have ended."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.polling.durations import Durations
from imagelabs_client.polling.tuning import DEFAULT

KINDS, JOBS = DEFAULT.max_kinds, DEFAULT.max_jobs


def taught(*seconds: float) -> Durations:
    durations = Durations()
    for duration in seconds:
        durations.remember("kind", duration)
    return durations


def test_of_what_was_never_seen_nothing_is_known() -> None:
    assert taught(1.0).usual("another kind") is None


def test_one_job_is_not_a_habit() -> None:
    assert taught(7.0).usual("kind") is None


def test_similar_jobs_teach_their_duration_the_better_the_more_there_are() -> None:
    few, many = taught(9, 11).usual("kind"), taught(*[9, 11, 10] * 6).usual("kind")
    assert few is not None
    assert many is not None
    assert few.seconds == pytest.approx(10, rel=0.02)
    assert many.seconds == pytest.approx(10)
    assert many.spread < few.spread


def test_outliers_change_little() -> None:
    usually = [9.5, 10, 10.5] * 5
    plain, spoiled = taught(*usually).usual("kind"), taught(*usually, 90, 120, 0.1).usual("kind")
    assert plain is not None
    assert spoiled is not None
    assert plain.seconds == pytest.approx(10)
    assert spoiled.seconds == pytest.approx(10)
    assert spoiled.spread < 2 * plain.spread


def test_jobs_that_differ_by_orders_of_magnitude_teach_nothing() -> None:
    assert taught(1, 30, 4, 12, 2, 40, 8).usual("kind") is None


def test_a_service_that_became_faster_is_believed_soon() -> None:
    usual = taught(*[20] * 200, *[5] * JOBS).usual("kind")
    assert usual is not None
    assert usual.seconds == pytest.approx(5)


def test_memory_is_bounded_and_forgets_what_was_longest_unused() -> None:
    durations = Durations()
    for number in range(3 * KINDS):
        durations.remember(number, 1.0)
        durations.remember(number, 1.0)
        durations.remember("used", 1.0)
    assert len(durations) == KINDS
    assert durations.usual("used") is not None
    assert durations.usual(3 * KINDS - 1) is not None
    assert durations.usual(0) is None


@given(st.lists(st.floats() | st.floats(5, 7), max_size=60))
def test_whatever_it_is_told_it_answers_with_numbers(told: Any) -> None:
    usual = taught(*told).usual("kind")
    if usual is not None:
        assert 0 < usual.seconds < math.inf
        assert 0 < usual.spread < DEFAULT.max_spread
        assert DEFAULT.min_jobs <= usual.jobs <= JOBS


def test_many_threads_may_use_it_at_once() -> None:
    durations = Durations()

    def work(number: int) -> int:
        for turn in range(300):
            kind = (number * turn) % (KINDS // 2)
            durations.remember(kind, 1.0 + number)
            usual = durations.usual(kind)
            assert usual is None or 1 <= usual.jobs <= JOBS
        durations.remember("shared", 10.0)
        return number

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(work, range(16))) == list(range(16))
    usual = durations.usual("shared")
    assert usual is not None
    assert usual.jobs == 16
    assert usual.seconds == pytest.approx(10.0)
    assert len(durations) <= KINDS
