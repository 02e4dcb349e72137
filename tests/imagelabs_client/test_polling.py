"""When the next poll comes, and what is said about the time left."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.failures import retry_after_seconds
from imagelabs_client.polling import LONGEST_QUEUED, LONGEST_RUNNING, SHORTEST, PollingPolicy
from imagelabs_client.retries import backoff


def middle() -> float:
    return 0.5  # no jitter


def polls(duration, progress, policy=None):
    """Play a job and return the times of its polls; `progress` tells the fraction at a time."""
    policy = policy or PollingPolicy(middle)
    now, times = policy.first_delay(), []
    while True:
        times.append(now)
        if now >= duration:
            return times
        now += policy.running(now, progress(now))


def test_the_first_poll_comes_soon() -> None:
    assert 0.15 <= PollingPolicy().first_delay() <= 0.25


@pytest.mark.parametrize("duration", [1, 4, 10, 40])
def test_smooth_progress_is_met_close_to_its_end_with_few_polls(duration: Any) -> None:
    times = polls(duration, lambda now: now / duration)
    assert times[-1] - duration <= 0.15
    assert len(times) <= 36


def test_a_job_without_progress_is_polled_in_proportion_to_its_length() -> None:
    times = polls(10, lambda now: None)
    assert len(times) <= 20
    assert times[-1] - 10 <= LONGEST_RUNNING


@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 5),
            st.none() | st.floats(0, 1),
            st.sampled_from(["queued", "running"]),
            st.none() | st.integers(1, 10**6),
        ),
        max_size=40,
    )
)
def test_the_pace_stays_within_its_bounds_whatever_the_service_says(sightings: Any) -> None:
    policy, now = PollingPolicy(), 0.0
    for step, fraction, state, position in sightings:
        now += step
        if state == "queued":
            assert SHORTEST <= policy.queued(now, position) <= LONGEST_QUEUED
        else:
            assert SHORTEST <= policy.running(now, fraction) <= LONGEST_RUNNING
        eta = policy.eta()
        assert eta is None or eta > 0


def test_there_is_no_estimate_before_there_is_something_to_go_by() -> None:
    policy = PollingPolicy(middle)
    policy.running(0.2, 0.0)
    assert policy.eta() is None
    policy.running(0.4, 0.0)
    assert policy.eta() is None
    policy.running(1.0, 0.2)
    assert policy.eta() == pytest.approx(2.4)


def test_time_in_the_queue_does_not_spoil_the_estimate() -> None:
    policy = PollingPolicy(middle)
    for now in range(1, 60, 5):
        policy.queued(now, 3)
    policy.running(60, 0.0)
    policy.running(61, 0.25)
    assert policy.eta() == pytest.approx(3.0)


def test_time_before_progress_begins_to_move_does_not_spoil_the_estimate() -> None:
    policy = PollingPolicy(middle)
    for now in range(1, 20):
        policy.running(now, 0.0)
    policy.running(20, 0.25)
    assert policy.eta() == pytest.approx(3.0)


def test_a_young_estimate_is_not_trusted_with_a_long_delay() -> None:
    policy = PollingPolicy(middle)
    policy.running(1.0, 0.0)
    assert policy.running(1.2, 0.02) <= 0.2


def test_past_the_predicted_end_nothing_is_predicted() -> None:
    policy = PollingPolicy(middle)
    policy.running(1, 0.5)
    policy.running(2, 0.99)
    policy.running(5, 0.99)
    assert policy.eta() is None


def test_progress_that_jumps_back_begins_a_new_estimate() -> None:
    policy = PollingPolicy(middle)
    policy.running(1, 0.8)
    policy.running(2, 0.9)
    policy.running(3, 0.1)
    assert policy.eta() is None
    policy.running(4, 0.2)
    assert policy.eta() == pytest.approx(8.0)


def test_a_long_queue_is_asked_seldom_and_its_head_often() -> None:
    far, near = PollingPolicy(middle), PollingPolicy(middle)
    for _ in range(12):
        slow, quick = far.queued(1, 50), near.queued(1, 1)
    assert slow == LONGEST_QUEUED
    assert quick == 0.5


def test_jobs_do_not_poll_in_step() -> None:
    assert len({PollingPolicy().first_delay() for _ in range(10)}) == 10


@given(attempt=st.integers(1, 100))
def test_backoff_grows_and_stays_bounded(attempt: Any) -> None:
    assert 0.3 <= backoff(attempt) <= 8
    assert backoff(attempt, uniform=lambda: 0.0) >= backoff(max(1, attempt - 1), uniform=lambda: 0.0)


@given(asked=st.floats(0, 1e6))
def test_backoff_never_returns_before_it_was_asked_to(asked: Any) -> None:
    assert asked <= backoff(1, asked) <= asked + 0.25


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-1"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:09 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}, 9),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:00 GMT", "date": "Thu, 01 Jan 2026 00:00:09 GMT"}, 0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:09 GMT"}, 0),
        ({"retry-after": "Thu, 99 Foo 2026 00:00:00 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(headers: Any, seconds: Any) -> None:
    assert retry_after_seconds(headers) == seconds
