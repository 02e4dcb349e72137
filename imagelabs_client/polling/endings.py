"""When a job may end: a few distributions of moments, as far as polling needs them.

Each tells two things about a moment: how likely the end comes later (its survival), and how densely it comes just
then (its density). Their ratio is the hazard: the rate at which a job ends that has not ended yet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

_FAR: Final = 30.0  # scales from the middle, where a logistic distribution is as good as over
_LEAST_LEFT: Final = 0.07  # orders of magnitude (base e), below which a growing hazard is not believed
_EDGE: Final = 4  # how sharp the lower edge of a log-uniform distribution is


class Ending(Protocol):
    """The moment of an end, as a random number."""

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density at a moment, in s since the submit."""


E = TypeVar("E", bound=Ending)
F = TypeVar("F", bound=Ending)


@dataclass(frozen=True, slots=True)
class Logistic:
    """Around a moment, with an error to either side.

    Attributes:
        middle: the median.
        scale: in s, above 0; the standard deviation is 1.8 times that.
    """

    middle: float
    scale: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density."""
        distance = (moment - self.middle) / self.scale
        if distance < -_FAR:
            return 1.0, 0.0
        if distance > _FAR:
            return 0.0, 0.0
        survival = 1 / (1 + math.exp(distance))
        return survival, survival * (1 - survival) / self.scale


@dataclass(frozen=True, slots=True)
class LogLogistic:
    """Some time after a beginning, with an error by a factor.

    Attributes:
        beginning: in s since the submit.
        median: of the time since then, in s, above 0.
        shape: above 0; the larger, the surer. Above 1 an end right after the beginning is improbable.
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
class Either(Generic[E, F]):
    """One ending or another.

    Attributes:
        first: an ending.
        second: another.
        share: probability of the first, 0 to 1.
    """

    first: E
    second: F
    share: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return survival and density."""
        survival, density = self.first.at(moment)
        other_survival, other_density = self.second.at(moment)
        rest = 1 - self.share
        return self.share * survival + rest * other_survival, self.share * density + rest * other_density


@dataclass(frozen=True, slots=True)
class LogUniform:
    """Any order of magnitude alike, between a least and a most time since a beginning, with soft edges.

    Attributes:
        beginning: in s since the submit.
        least: s, above 0.
        most: s, above `least`. Nothing ends the doubt after that: the hazard stays a share of the age.
    """

    beginning: float
    least: float
    most: float

    def at(self, moment: float) -> tuple[float, float]:
        """Return a survival and a density whose ratio is the hazard; neither means anything by itself."""
        age = max(moment - self.beginning, self.least / 100)
        left = max(_LEAST_LEFT, math.log(self.most / age))
        return left * age * (1 + (self.least / age) ** _EDGE), 1.0
