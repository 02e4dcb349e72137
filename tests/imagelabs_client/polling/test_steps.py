"""The steps that progress is made of, as fractions tell them."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.polling.steps import FINEST, MOST, Steps

PLACES = [2, 3, 4, None]  # decimals that services round to; None: not at all


def after(count: int, seen: list[int], places: int | None, top: float = 1.0) -> Steps:
    """What is known of `count` steps that lead to `top`, once those numbered in `seen` were seen."""
    steps = Steps()
    for number in seen:
        fraction = top * number / count
        steps.see(fraction if places is None else round(fraction, places))
    return steps


def every_few(count: int, chance: random.Random) -> list[int]:
    """Numbers of the steps that polls find, most of the way."""
    return sorted(chance.sample(range(1, count), max(2, count // 3)))


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("count", [*range(3, 9), 15, 17, 23, 30, 37, 43, 50])
def test_the_number_of_steps_is_found_however_their_fractions_are_rounded(count: int, places: int | None) -> None:
    chance = random.Random(count)
    found = [after(count, every_few(count, chance), places) for _ in range(20)]
    assert sum(steps.complete for steps in found) >= 19
    near = [abs(1 / steps.quantum - count) < 0.5 or count % round(1 / steps.quantum) == 0 for steps in found]
    assert sum(near) >= 18


@pytest.mark.parametrize("places", [3, 4, None])
def test_steps_that_lead_to_less_than_one_are_known_by_their_fractions(places: int | None) -> None:
    chance = random.Random(5)
    found = []
    for _ in range(200):
        count = chance.randint(15, 50)
        found.append(after(count, every_few(count, chance), places, chance.uniform(0.955, 0.985)))
    assert sum(not steps.complete for steps in found) >= 170


@pytest.mark.parametrize("places", [2, 3])
def test_percents_without_steps_are_not_taken_for_steps_that_something_follows(places: int) -> None:
    chance = random.Random(places)
    found = []
    for _ in range(100):
        steps = Steps()
        for moment in sorted(chance.uniform(0.01, 0.99) for _ in range(12)):
            steps.see(round(moment, places))
        found.append(steps)
    assert sum(steps.complete for steps in found) >= 90
    assert sum(steps.quantum < 1 / MOST for steps in found) >= 50


@pytest.mark.parametrize("places", PLACES)
def test_what_was_rounded_is_told_exactly_once_the_steps_are_known(places: int | None) -> None:
    steps = after(30, [1, 4, 7, 11, 13, 20], places)
    assert steps.exact(round(20 / 30, 2)) == pytest.approx(20 / 30)


@given(st.lists(st.floats(1e-3, 1.0), max_size=60))
def test_whatever_fractions_come_there_is_a_quantum(fractions: list[float]) -> None:
    steps = Steps()
    for fraction in fractions:
        steps.see(fraction)
        assert FINEST <= steps.quantum <= 2
        assert math.isclose(steps.exact(fraction), fraction, abs_tol=steps.quantum)
        assert steps.exact(fraction) <= 1
