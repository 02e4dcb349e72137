"""Distributions of the moment at which a job ends."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from imagelabs_client.polling.endings import Logistic, LogLogistic, LogUniform, Mixture

logistics = st.builds(Logistic, middle=st.floats(-50, 50), scale=st.floats(0.01, 20))
log_logistics = st.builds(
    LogLogistic, beginning=st.floats(-50, 50), median=st.floats(0.05, 50), shape=st.floats(0.5, 12)
)
endings = logistics | log_logistics | st.builds(Mixture, logistics, log_logistics, st.floats(0, 1))


@given(endings, st.floats(-60, 200))
def test_density_is_what_survival_loses(ending: Any, moment: float) -> None:
    beginning = getattr(ending, "beginning", getattr(getattr(ending, "second", None), "beginning", math.inf))
    assume(abs(moment - beginning) > 1e-3)  # where the density may jump
    before, after = ending.at(moment - 1e-5)[0], ending.at(moment + 1e-5)[0]
    survival, density = ending.at(moment)
    assert 0 <= after <= survival <= before <= 1
    assert density >= 0
    assert (before - after) / 2e-5 == pytest.approx(density, rel=0.05, abs=0.05)


@given(logistics)
def test_half_of_all_end_before_the_middle(ending: Any) -> None:
    assert ending.at(ending.middle)[0] == pytest.approx(0.5)


@given(log_logistics)
def test_half_of_all_end_within_the_median_and_none_before_the_beginning(ending: Any) -> None:
    assert ending.at(ending.beginning + ending.median)[0] == pytest.approx(0.5, abs=1e-6)
    assert ending.at(ending.beginning) == (1.0, 0.0)


def test_every_order_of_magnitude_is_equally_probable() -> None:
    """The hazard is 1/(t·ln(most/t)) within the range, and next to nothing before it."""
    ending = LogUniform(beginning=10.0, least=1.0, most=40.0)
    for age in (5.0, 15.0, 30.0):
        survival, density = ending.at(10.0 + age)
        assert density / survival == pytest.approx(1 / (age * math.log(40.0 / age)), rel=0.01)
    survival, density = ending.at(10.2)
    assert density / survival < 0.01


@given(st.floats(-1e6, 1e6))
def test_a_hazard_is_a_number_at_any_moment(moment: float) -> None:
    survival, density = LogUniform(beginning=0.0, least=1.0, most=40.0).at(moment)
    assert 0 < density / survival < math.inf
