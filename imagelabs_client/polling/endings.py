"""Probability distributions of the moment at which a job ends.

Each gives two values at a moment: its survival, the probability that the end comes later, and its density. Density
divided by survival is the hazard: the rate at which a job ends that has not ended yet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Protocol

LOGISTIC_SCALE: Final = math.sqrt(3) / math.pi  # of a logistic distribution whose standard deviation is 1
_FAR: Final = 30.0  # scales from the middle, beyond which an exponential would only overflow
_EDGE_POWER: Final = 4  # of the soft lower edge of a log-uniform distribution
_LEAST_DOUBT: Final = 0.25  # of its soft upper edge: logarithm of a time, below which the time left is not believed


class Ending(Protocol):
    """The moment of an end, as a random variable."""

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density (1/s) at a moment, in s since the submit."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Around a moment, with an error to either side.

    Attributes:
        middle: the median, in s since the submit.
        scale: in s, above 0; `LOGISTIC_SCALE` times the standard deviation.
    """

    middle: float
    scale: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density."""
        distance = max(-_FAR, min(_FAR, (moment - self.middle) / self.scale))
        survival = 1 / (1 + math.exp(distance))
        return survival, survival * (1 - survival) / self.scale


@dataclass(frozen=True, slots=True)
class LogLogistic:
    """Some time after a beginning, with an error by a factor.

    Attributes:
        beginning: in s since the submit.
        median: of the time since then, in s, above 0.
        shape: above 0; the larger, the narrower. Above 1 an end right after the beginning is improbable.
    """

    beginning: float
    median: float
    shape: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density."""
        age = moment - self.beginning
        if age <= 0:
            return 1.0, 0.0
        odds = math.exp(max(-_FAR, min(_FAR, self.shape * math.log(age / self.median))))
        survival = 1 / (1 + odds)
        return survival, survival * survival * odds * self.shape / age


@dataclass(frozen=True, slots=True)
class Mixture:
    """One ending or another.

    Attributes:
        first: an ending.
        second: another.
        share: probability of the first, 0 to 1.
    """

    first: Ending
    second: Ending
    share: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density."""
        survival, density = self.first.at(moment)
        other_survival, other_density = self.second.at(moment)
        rest = 1 - self.share
        return self.share * survival + rest * other_survival, self.share * density + rest * other_density


@dataclass(frozen=True, slots=True)
class LogUniform:
    """Any order of magnitude alike, between a least and a most time since a beginning.

    The hazard is 1/(age·ln(most/age)). Both edges are soft, since a job may well be quicker or slower: below the lower
    one the hazard falls to 0 with a power of the age, and near the upper one it stops growing and falls with the age.

    Attributes:
        beginning: in s since the submit.
        least: s, above 0.
        most: s, above `least`.
    """

    beginning: float
    least: float
    most: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return a survival and a density of which only the ratio, the hazard, has a meaning."""
        age = max(moment - self.beginning, self.least / 100)
        left = max(_LEAST_DOUBT, math.log(self.most / age))
        return left * age * (1 + (self.least / age) ** _EDGE_POWER), 1.0
