"""The progress that one step makes, found in fractions."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagelabs_client.polling.increments import increment_of
from imagelabs_client.polling.tuning import DEFAULT

PLACES = [2, 3, 4, None]  # decimals that services round to; None: not at all


def after(count: int, seen: list[int], places: int | None) -> float:
    """The increment of `count` steps, once those numbered in `seen` were seen."""
    fractions = [number / count for number in seen]
    return increment_of(fractions if places is None else [round(fraction, places) for fraction in fractions])


def every_few(count: int, chance: random.Random) -> list[int]:
    """Numbers of the steps that polls find, most of the way."""
    return sorted(chance.sample(range(1, count), max(2, count // 3)))


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("count", [*range(3, 9), 15, 17, 23, 30, 37, 43, 50])
def test_the_number_of_steps_is_found_however_their_fractions_are_rounded(count: int, places: int | None) -> None:
    chance = random.Random(count)
    found = [after(count, every_few(count, chance), places) for _ in range(20)]
    near = [abs(1 / increment - count) < 0.5 or count % round(1 / increment) == 0 for increment in found]
    assert sum(near) >= 18


@pytest.mark.parametrize("places", [2, 3])
def test_percents_without_steps_are_not_taken_for_steps(places: int) -> None:
    chance = random.Random(places)
    found = [increment_of([round(chance.uniform(0.01, 0.99), places) for _ in range(12)]) for _ in range(100)]
    assert sum(increment < 1 / DEFAULT.max_steps for increment in found) >= 50


@given(st.lists(st.floats(1e-3, 1.0), min_size=1, max_size=60))
def test_whatever_fractions_come_there_is_an_increment(fractions: list[float]) -> None:
    assert DEFAULT.finest_increment <= increment_of(fractions) <= 1
