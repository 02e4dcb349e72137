"""How much progress one step makes, from fractions that are mostly rounded.

A job of 30 steps reports 0.03, 0.07, 0.1, 0.13 where its service rounds to two places, 0.0333, 0.0667 where it rounds
to four, and the floats themselves where it does not. Each is a whole number of thirtieths, give or take half a unit of
the last place that was seen. The fewest steps that explain every fraction are taken: more explain more by chance.

Limits: with two places, more than 64 steps cannot be distinguished from none at all. Steps that do not add up to 1
count as steps of `Tuning.finest_increment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from imagelabs_client.polling.tuning import DEFAULT, Tuning

_PLACES: Final = range(2, 5)  # decimals to which services round
_FLOAT_ERROR: Final = 2e-5  # of a fraction that was not rounded, for services that count in single precision


def increment_of(fractions: Sequence[float], tuning: Tuning = DEFAULT) -> float:
    """Return the progress that one step makes.

    Args:
        fractions: that were seen, 0 to 1, counted from where the job began to be followed; at least one.
        tuning: the most steps, and the increment where there are no steps.
    """
    error = min(_rounding_error(fraction) for fraction in fractions)
    for steps in range(1, tuning.max_steps + 1):
        if all(abs(fraction * steps - round(fraction * steps)) <= error * steps for fraction in fractions):
            return 1 / steps
    return tuning.finest_increment


def _rounding_error(fraction: float) -> float:
    """Return by how much a fraction may be off if it has no more decimals than it shows."""
    for places in _PLACES:
        if abs(fraction - round(fraction, places)) < 1e-9:
            return 0.5 * 10.0**-places + 1e-9
    return _FLOAT_ERROR
