"""How many steps progress is made of, told from fractions that are mostly rounded.

A job of 30 steps says 0.03, 0.07, 0.1, 0.13 where its service rounds to two places, 0.0333, 0.0667 where it rounds to
four, and the floats themselves where it does not. Each is a whole number of quanta, give or take half a unit of the
last place that was seen, so each narrows the range in which the quantum can lie:

    (fraction - rounding) / number ≤ quantum ≤ (fraction + rounding) / number

The largest quantum that explains every fraction is taken. A smaller one explains more by chance: a fraction drawn at
random is within the rounding of a multiple with probability 2·rounding/quantum.

**Do the steps make 1?** If a whole number of quanta does, they are the whole job; if none does, something follows
them: they end at 0.97, say. Two answers may compete: `n` steps that make 1, and `m` larger ones that do not and whose
size is free. Given its steps, `k` fractions are just those that were seen with probability n^-k, or m^-k times the
ONE_OF sizes that the free one might have had; the fit of the free one to the first fraction says nothing, so that is
(m^-(k-1))/ONE_OF. The more probable answer is taken, and that something follows only if all of it is no chance.

Limits: with two places, more than 64 steps cannot be told from none at all, nor a tail that begins at 0.99 from an end.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final

FINEST: Final = 0.01  # quantum of progress that has no steps
MOST: Final = 64  # steps in one job, as far as fractions are trusted to tell
MEMORY: Final = 16  # fractions
COARSEST_PLACES: Final = 2  # decimals to which a service is thought to round: 0.5 alone does not mean that it has one
FINEST_PLACES: Final = 5  # and from which on it makes no difference
EXACT: Final = 2e-5  # error of a fraction that was not rounded, for services that count in single precision
ODD: Final = 0.04  # how far from a whole number the count of steps must be, to mean that something follows them
BY_CHANCE: Final = 0.001  # probability that fractions lie on such steps by chance, up to which something follows them
ONE_OF: Final = 64.0  # quanta that a single fraction might be, before anything else is known

Span = tuple[float, float]


class Steps:
    """The steps of one job.

    Attributes:
        quantum: progress that one step makes.
        complete: False if the steps do not add up to 1, so that something else follows them.
    """

    def __init__(self) -> None:
        self.quantum = FINEST
        self.complete = True
        self._fractions: deque[float] = deque(maxlen=MEMORY)
        self._sightings = 0
        self._places = COARSEST_PLACES
        self._span: Span | None = None  # in which the quantum lies; None if no steps explain what was seen

    def see(self, fraction: float) -> None:
        """Take note of a fraction, above 0, counted from where the job began to be followed."""
        self._fractions.append(fraction)
        self._sightings += 1
        known, self._places = self._places, max(self._places, _places(fraction))
        span = self._span and self._places == known and _narrowed(self._span, fraction, self._rounding)
        self._span = span or self._explained()
        if self._span is None:
            self.quantum, self.complete = FINEST, True
        else:
            self.quantum = max(FINEST, (self._span[0] + self._span[1]) / 2)
            makes_one = _makes_one(self._span)
            if makes_one and 1 / self._span[0] - 1 / self._span[1] < 1:  # only one number of steps is possible
                self.quantum = 1 / round(1 / self.quantum)
            by_chance = (2 * self._rounding / self.quantum) ** (self._sightings - 1)
            self.complete = makes_one or by_chance > BY_CHANCE or self.quantum * MOST < 1

    def exact(self, fraction: float) -> float:
        """Return what a fraction was before it was rounded."""
        return fraction if self._span is None else min(1.0, round(fraction / self.quantum) * self.quantum)

    @property
    def _rounding(self) -> float:
        return EXACT if self._places >= FINEST_PLACES else 0.5 * 10.0**-self._places + 1e-9

    def _explained(self) -> Span | None:
        """Return in which range the quantum lies."""
        any_, whole = self._any(), self._whole()
        if any_ is None or whole is None or _makes_one(any_):
            return any_ or whole
        whole_size, any_size = sum(whole) / 2, sum(any_) / 2
        sightings = self._sightings
        more_probable = sightings * math.log(whole_size) - (sightings - 1) * math.log(any_size) + math.log(ONE_OF)
        return whole if more_probable > 0 else any_

    def _whole(self) -> Span | None:
        """Return the range of the largest quantum of which a whole number makes 1."""
        rounding = self._rounding
        for count in range(1, MOST + 1):
            span: Span | None = ((1 - ODD / 2) / count, (1 + ODD / 2) / count)
            if all(abs(one * count - round(one * count)) <= rounding * count for one in self._fractions):
                for one in self._fractions:
                    span = span and _narrowed(span, one, rounding)
                if span:
                    return span
        return None

    def _any(self) -> Span | None:
        """Return the range of the largest quantum."""
        rounding, last = self._rounding, self._fractions[-1]
        for number in range(1, int(last / FINEST) + 2):
            span: Span | None = ((last - rounding) / number, (last + rounding) / number)
            for one in self._fractions:
                span = span and _narrowed(span, one, rounding)
            if span:
                return span
        return None


def _narrowed(span: Span, fraction: float, rounding: float) -> Span | None:
    """Return what is left of a quantum's range after a fraction, or None."""
    number = round(fraction * 2 / (span[0] + span[1]))
    if number < 1:
        return None
    low, high = max(span[0], (fraction - rounding) / number), min(span[1], (fraction + rounding) / number)
    return (low, high) if low <= high else None


def _makes_one(span: Span) -> bool:
    return math.floor(1 / span[0] + ODD) >= 1 / span[1] - ODD


def _places(fraction: float) -> int:
    """Return the decimals of a fraction, if they are few."""
    for places in range(COARSEST_PLACES, FINEST_PLACES):
        if abs(fraction - round(fraction, places)) < 1e-9:
            return places
    return FINEST_PLACES
