"""When the next poll comes, and what is said about the time left; all of it in virtual time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client import Running
from imagelabs_client.polling.durations import Usual
from imagelabs_client.polling.policy import PollingPolicy
from imagelabs_client.polling.tuning import DEFAULT

SHORTEST, LONGEST_RUNNING = DEFAULT.min_interval, DEFAULT.max_interval
LONGEST_QUEUED, LONGEST_ASKED = DEFAULT.max_queued_interval, DEFAULT.max_refused_interval
TRIP = 0.04  # s there and back
Told = Callable[[float], float | None]


def middle() -> float:
    return 0.5  # every interval is shortened alike


def begun(usual: Usual | None = None, uniform: Callable[[], float] = middle) -> PollingPolicy:
    """A policy whose job the service has just taken."""
    policy = PollingPolicy(usual, uniform)
    policy.submitted(TRIP)
    return policy


def polls(duration: float, told: Told, policy: PollingPolicy | None = None, queued: float = 0.0) -> list[float]:
    """Play a job and return when the service is asked, in s since it took the job; the last one finds the end."""
    policy = policy or begun()
    now, moments = policy.first_delay(TRIP), []
    while True:
        moments.append(now)
        if now >= queued + duration:
            return moments
        elapsed = now + TRIP
        now = elapsed + (policy.running(elapsed, told(now - queued)) if now >= queued else policy.queued(elapsed, None))


def watched(told: Told, until: float, policy: PollingPolicy | None = None) -> PollingPolicy:
    """Follow a job that does not end before `until`; returns its policy as it is after the last poll before that."""
    policy = policy or begun()
    now = policy.first_delay(TRIP)
    while now < until:
        now += TRIP + policy.running(now + TRIP, told(now))
    return policy


def left(policy: PollingPolicy) -> float:
    """The time left, as told, counted from the submit: when the job is said to end."""
    eta = policy.eta()
    assert eta is not None
    return policy._now + eta


def steps(count: int, duration: float, top: float = 1.0) -> Told:
    """Progress in so many even steps."""
    return lambda now: top * min(count, math.floor(count * now / duration)) / count


def late(duration: float, told: Told, policy: PollingPolicy | None = None) -> float:
    return polls(duration, told, policy)[-1] - duration


def test_the_first_poll_comes_soon_and_not_for_all_at_once() -> None:
    delays = {PollingPolicy().first_delay(0.0) for _ in range(50)}
    assert all(0.1 <= delay <= 0.46 for delay in delays)
    assert len(delays) == 50


def test_the_first_poll_comes_sooner_where_somebody_watches_and_where_jobs_are_known_to_be_quick() -> None:
    assert PollingPolicy(max_interval=0.5).first_delay(0.0) <= 0.3
    assert PollingPolicy(Usual(seconds=0.15, spread=0.1, jobs=3)).first_delay(0.0) <= 0.18


@pytest.mark.parametrize("duration", [1, 1.7, 4, 10, 17, 40])
@pytest.mark.parametrize("count", [15, 50])
def test_even_steps_are_met_close_to_their_end_with_few_polls(duration: float, count: int) -> None:
    moments = polls(duration, steps(count, duration))
    assert moments[-1] - duration <= 0.2 + duration / 100
    assert len(moments) <= 8 + duration / LONGEST_RUNNING


@pytest.mark.parametrize("places", [2, 3, 4])
@pytest.mark.parametrize("count", [3, 7, 17, 23, 30, 43])
def test_rounded_progress_is_worth_as_much_as_exact_progress(places: int, count: int) -> None:
    exact = steps(count, 10.0)
    moments = polls(10.0, lambda now: round(exact(now) or 0.0, places))
    assert moments[-1] - 10.0 <= 0.4
    assert len(moments) <= 8 + 10.0 / 2 + 3


def test_a_short_painting_is_seen_as_it_grows() -> None:
    seen = {steps(8, 1.5)(moment) for moment in polls(1.5, steps(8, 1.5))}
    assert len(seen) >= 5


def test_without_progress_delays_grow_much_slower_than_the_time_waited() -> None:
    moments = polls(25, lambda _now: None)
    gaps = [later - sooner for sooner, later in pairwise(moments)]
    assert max(gaps) <= 1.5
    assert len(moments) <= 32


def test_what_earlier_jobs_took_is_waited_for() -> None:
    usual = Usual(seconds=10.0, spread=0.05, jobs=12)
    knowing, ignorant = polls(10.1, lambda _now: None, begun(usual)), polls(10.1, lambda _now: None)
    assert len(knowing) < len(ignorant)
    assert knowing[-1] - 10.1 <= 0.4
    assert sum(moment < 8 for moment in knowing) <= 8 / LONGEST_RUNNING + 2


def test_an_estimate_from_progress_outweighs_vague_memories() -> None:
    assert late(3.0, steps(30, 3.0), begun(Usual(seconds=12.0, spread=0.4, jobs=5))) <= 0.3


def test_a_job_that_takes_far_longer_than_its_like_is_still_met() -> None:
    assert late(35.0, lambda _now: None, begun(Usual(seconds=5.0, spread=0.1, jobs=20))) <= LONGEST_RUNNING


def test_a_stall_in_the_middle_is_not_asked_about_as_if_it_were_the_end() -> None:
    def stalled(now: float) -> float | None:
        return steps(20, 6.0)(now if now < 3 else max(3.0, now - 10))

    moments = polls(16.0, stalled)
    assert sum(4.5 < moment < 12 for moment in moments) <= 7.5 / 2 + 2
    assert moments[-1] - 16.0 <= 0.4


@pytest.mark.parametrize("duration", [0.5, 3.0, 9.0])
@pytest.mark.parametrize("queued", [0.3, 4.0, 20.0])
def test_time_in_the_queue_does_not_spoil_the_estimate(duration: float, queued: float) -> None:
    moments = polls(duration, steps(25, duration), queued=queued)
    assert moments[-1] - queued - duration <= (0.4 if duration > 2 else 2.0)


moments_of_a_clock = st.floats(0, 5) | st.floats(allow_nan=True, allow_infinity=True)
fractions = st.none() | st.floats(0, 1) | st.floats(allow_nan=True, allow_infinity=True)
hostile = st.lists(
    st.tuples(
        st.sampled_from(["queued", "running", "refused", "looked"]),
        moments_of_a_clock,
        fractions,
        st.none() | st.integers(-5, 10**6),
    ),
    max_size=40,
)
usuals = st.none() | st.builds(
    Usual,
    seconds=st.floats(1e-3, 1e4),
    spread=st.floats(0.01, 2),
    jobs=st.integers(1, 24),
)


@given(hostile, usuals, st.floats(0, 1, exclude_max=True))
def test_the_pace_stays_within_its_bounds_whatever_the_service_says(story: Any, usual: Any, chance: float) -> None:
    policy, now, was_refused = PollingPolicy(usual, lambda: chance), 0.0, False
    policy.submitted(0.1)
    assert SHORTEST <= policy.first_delay(0.1) <= 0.46
    for kind, step, fraction, place in story:
        now = now + step if math.isfinite(step) else step
        if kind == "refused":
            policy.refused(fraction)
            was_refused = True
        elif kind == "queued":
            assert SHORTEST <= policy.queued(now, place) <= (LONGEST_ASKED if was_refused else LONGEST_QUEUED)
        else:
            assert SHORTEST <= policy.running(now, fraction) <= (LONGEST_ASKED if was_refused else LONGEST_RUNNING)
        eta = policy.eta()
        assert eta is None or 0 < eta < math.inf
        now = now if math.isfinite(now) else 0.0
    ended = policy.ended(now)
    assert ended is None or ended > 0


@given(st.floats(0.0, 1.5), st.floats(1, 40), st.none() | st.integers(1, 50))
def test_from_request_to_request_it_is_never_longer_than_the_bound(trip: float, duration: float, count: Any) -> None:
    policy = PollingPolicy()
    policy.submitted(trip)
    told: Told = steps(count, duration) if count else lambda _now: None
    now, asked = trip, [trip + policy.first_delay(trip)]
    while now < duration:
        now = asked[-1] + trip
        asked.append(now + policy.running(now, told(now)))
    gaps = [later - sooner for sooner, later in pairwise(asked[1:])]
    assert all(SHORTEST - 1e-9 <= gap <= LONGEST_RUNNING + 1e-9 for gap in gaps)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0.5, 40))
def test_lies_cost_no_more_than_the_bound(lies: Any, duration: float) -> None:
    assert late(duration, lambda now: lies[int(now * 3) % len(lies)]) <= LONGEST_RUNNING + TRIP


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=20), st.integers(1, 5), st.none() | st.floats(0, 0.9))
def test_any_growing_progress_is_followed(fractions: list[float], places: int, first: float | None) -> None:
    policy = begun() if first is None else PollingPolicy(uniform=middle)
    for number, fraction in enumerate(sorted([first or 0.0, *fractions])):
        assert SHORTEST <= policy.running(0.2 + 0.4 * number, round(fraction, places)) <= LONGEST_RUNNING


def test_there_is_no_estimate_before_there_is_something_to_go_by() -> None:
    policy = begun()
    assert policy.eta() is None
    policy.running(0.2, 0.0)
    assert policy.eta() is None
    policy.running(0.4, 0.0)
    assert policy.eta() is None
    policy.running(0.6, None)
    assert policy.eta() is None


@pytest.mark.parametrize("until", [3.0, 5.0, 8.0])
def test_an_estimate_follows_progress(until: float) -> None:
    assert left(watched(steps(20, 10.0), until)) == pytest.approx(10.0, abs=0.3 * (10 - until) ** 0.7)


def test_past_the_predicted_end_nothing_is_predicted() -> None:
    assert watched(lambda now: min(0.9, steps(20, 10.0)(now) or 0.0), 14.0).eta() is None


def test_a_few_jobs_are_needed_before_their_duration_alone_is_told() -> None:
    for jobs, expected in ((DEFAULT.min_eta_jobs - 1, None), (DEFAULT.min_eta_jobs, 6.0)):
        policy = begun(Usual(seconds=10.0, spread=0.1, jobs=jobs))
        policy.running(4.0 + TRIP, None)
        assert policy.eta() == (expected and pytest.approx(expected))


def test_progress_that_begins_anew_begins_a_new_estimate() -> None:
    first, second = steps(20, 6.0), steps(20, 10.0)
    policy = watched(lambda now: first(now) if now < 4.5 else second(now - 4.5), 9.5)
    assert left(policy) == pytest.approx(14.5, abs=1.5)


def test_a_resumed_job_is_judged_by_what_is_seen_of_it() -> None:
    policy = PollingPolicy(uniform=middle)
    policy.running(0.1, 0.5)
    assert policy.eta() is None
    now, told = 0.1, steps(20, 10.0)
    while now < 3.0:
        now += TRIP + policy.running(now, told(5.02 + now))
    assert left(policy) == pytest.approx(5.0, abs=1.0)
    assert policy.ended(now) is None


def test_a_long_queue_is_asked_seldom_and_its_head_often() -> None:
    far, near = begun(), begun()
    for now in (1.0, 2.0, 3.0, 4.0):
        slow, quick = far.queued(now, 60 - int(now)), near.queued(now, 1)
    assert slow >= 0.9 * LONGEST_QUEUED
    assert quick <= 2.0


def test_places_that_fall_fast_are_followed_fast() -> None:
    delays = []
    for seconds_a_place in (0.5, 4.0):
        policy, now, place = begun(), 0.2, 6
        while place > 2:
            delay = policy.queued(now + TRIP, place)
            now += TRIP + delay
            place = 6 - int(now / seconds_a_place)
        delays.append(policy.queued(now + TRIP, 2))
    assert delays[0] < delays[1]


def test_refusals_are_remembered_for_the_rest_of_the_job() -> None:
    policy = begun()
    policy.running(1.0, 0.1)
    policy.refused(3.0)
    for now in range(5, 30, 4):
        assert policy.running(now, now / 40) >= 3.0
    policy.refused(None)
    assert policy.queued(40.0, 1) >= 6.0
    policy.refused(1e9)
    assert policy.running(50.0, None) == LONGEST_ASKED


@pytest.mark.parametrize("absurd", [math.nan, math.inf, -5.0, 0.0])
def test_absurd_wishes_change_nothing(absurd: float) -> None:
    policy = begun()
    policy.refused(absurd)
    assert policy.running(0.3, 0.1) <= LONGEST_RUNNING


def test_jobs_that_began_together_do_not_poll_in_step() -> None:
    uniform = random.Random(1).random
    every = [polls(12.0, steps(20, 12.0), begun(uniform=uniform)) for _ in range(40)]
    beats = [0] * 200
    for moments in every:
        for moment in moments:
            beats[int(moment * 10)] += 1
    busiest = max(beats[10:110])  # of a tenth of a second, after the first second and before the end
    assert busiest <= 20


def test_jobs_without_progress_that_began_together_do_not_poll_in_step() -> None:
    beats, uniform = [0] * 140, random.Random(1).random
    for _ in range(40):
        for moment in polls(12.0, lambda _now: None, begun(uniform=uniform)):
            beats[int(moment * 10)] += 1
    assert max(beats[10:120]) <= 18  # of 40 in a tenth of a second; each asks about every 0.7 s


def test_how_long_a_job_ran_is_told_if_it_is_known_well() -> None:
    policy = begun()
    end = polls(5.0, steps(20, 5.0), policy)[-1] + TRIP
    ended = policy.ended(end)
    assert ended is not None
    assert ended == pytest.approx(5.0, abs=0.3)
    seldom = begun()
    seldom.running(1.0, 0.5)
    assert seldom.ended(10.0) is None


def test_the_client_learns_from_job_to_job(both: Any, service: Any, clock: Any) -> None:
    began: list[float] = []

    def submit(_request: httpx.Request) -> Any:
        began.append(clock.now)
        return {"task_id": f"task-{len(began)}"}

    def progress(_request: httpx.Request) -> Any:
        if clock.now - began[-1] < 8.0:
            return {"status": "Painting"}
        return {"status": "Done", "final_image_url": "/images/final.png"}

    service.script("/txt2img", submit)
    service.script("/progress", progress)

    def several(client: Any) -> Any:
        for _ in range(6):
            yield client.stream("a cat")
        yield client.stream("a cat", width=640)

    told = [[event for event in events if isinstance(event, Running)] for events in both.run(several)]
    assert all(event.eta is None for event in told[0] + told[-1])
    assert told[5][1].eta == pytest.approx(8.0 - told[5][1].elapsed, abs=0.8)
    assert len(told[5]) < len(told[0])


def test_a_service_that_asks_for_patience_is_asked_less_often_from_then_on(both: Any, service: Any, clock: Any) -> None:
    running = {"status": "Painting", "progress": 0.5}
    service.before("/progress", running, httpx.Response(429, headers={"retry-after": "3"}), *[running] * 4)
    both.events()
    waited = clock.slept[3:]
    assert min(waited[:4]) >= 3.0


def test_the_distance_asked_for_is_kept_to_a_poll_that_another_fault_makes_necessary(
    both: Any, service: Any, clock: Any
) -> None:
    running = {"status": "Painting", "progress": 0.5}
    refused = httpx.Response(429, headers={"retry-after": "3"})
    service.before("/progress", running, refused, httpx.Response(500), httpx.Response(502), running)
    both.events()
    assert min(clock.slept[3:6]) >= 3.0


@given(st.floats(0.1, 1.5), st.floats(0.5, 40))
def test_somebody_who_watches_is_never_kept_waiting_longer_than_they_said(longest: float, duration: float) -> None:
    policy, now = PollingPolicy(max_interval=longest), 0.0
    policy.submitted(0.0)
    told = steps(4, duration)
    while now < duration:
        delay = policy.running(now, told(now))
        assert SHORTEST <= delay <= max(longest, SHORTEST)
        now += delay
