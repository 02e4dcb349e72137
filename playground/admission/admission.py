"""The one that is asked before anything is begun for a visitor: is there room for it?"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Sequence
from typing import Final

from limits import RateLimitItemPerMinute
from limits.strategies import SlidingWindowCounterRateLimiter

from imagelabs_client import GenerationParams
from playground.admission.limits import Limits, limits_for
from playground.admission.rate_memory import RateMemory

_MEGAPIXEL: Final = 2**20
_WAIT: Final = 5  # seconds to wait for something to end, when nobody knows how long it takes


class TooMuchError(Exception):
    """A visitor has, or asks for, more than their share; nothing was begun.

    Attributes:
        limit: name of the limit in `playground.admission.limits`.
        most: its number.
        retry_after: whole seconds after which it is worth asking again, 1 or more; None where asking for less is all
            that helps.
    """

    def __init__(self, limit: str, most: int, retry_after: int | None) -> None:
        after = "" if retry_after is None else f"; try again in {retry_after} s"
        super().__init__(f"at most {most} {limit.replace('_', ' ')} for each visitor{after}")
        self.limit = limit
        self.most = most
        self.retry_after = retry_after


class Hold:
    """Places that are taken until they are released."""

    def __init__(self, admission: Admission | None, limit: str, owner: str, count: int) -> None:
        self._admission = admission
        self._limit = limit
        self._owner = owner
        self._count = count

    def part(self) -> Hold:
        """Return one of the places as a hold of its own."""
        taken = min(self._count, 1)
        self._count -= taken
        return Hold(self._admission, self._limit, self._owner, taken)

    def release(self) -> None:
        """Give all the places back; once is enough, and more does no harm."""
        count, self._count = self._count, 0
        if self._admission is not None and count:
            self._admission.give_back(self._limit, self._owner, count)

    def __enter__(self) -> Hold:
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()


def no_hold() -> Hold:
    """Return a hold on nothing, where nobody is limited."""
    return Hold(None, "", "", 0)


class Admission:
    """Counts what every visitor has at once, and what they have begun in the last minute.

    Visitors are told apart by owner (`playground.admission.addresses.owner_of`), never by session or by the key of a
    desk, which anybody can make up. Belongs to the event loop that uses it.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Begin with empty counts; by default with the limits of a local copy."""
        self.limits = limits_for("local") if limits is None else limits
        self._held: Counter[tuple[str, str]] = Counter()  # by limit and owner
        self._rates = SlidingWindowCounterRateLimiter(RateMemory())

    def hold(self, limit: str, owner: str, count: int = 1) -> Hold:
        """Take places until the hold is released.

        Raises:
            TooMuchError: there are not as many left.
        """
        self._check_places(limit, owner, count)
        self._held[limit, owner] += count
        return Hold(self, limit, owner, count)

    def spend(self, limit: str, owner: str, count: int = 1) -> None:
        """Count something that happens once.

        Raises:
            TooMuchError: the owner has had enough of it in the last minute.
        """
        self._check_rate(limit, owner, count)
        self._charge(limit, owner, count)

    def pictures(self, owner: str, wanted: Sequence[GenerationParams]) -> Hold:
        """Admit pictures, all of them or none.

        Returns:
            a hold on as many places, each to be released when its picture is over.

        Raises:
            TooMuchError: they are too many, or too large, for now.
        """
        megapixels = math.ceil(sum(params.width * params.height for params in wanted) / _MEGAPIXEL)
        self._check_places("pictures", owner, len(wanted))
        self._check_rate("pictures_per_minute", owner, len(wanted))
        self._check_rate("megapixels_per_minute", owner, megapixels)
        self._charge("pictures_per_minute", owner, len(wanted))
        self._charge("megapixels_per_minute", owner, megapixels)
        return self.hold("pictures", owner, len(wanted))

    def give_back(self, limit: str, owner: str, count: int) -> None:
        """Count places as free again; `Hold.release` calls it."""
        self._held[limit, owner] -= count
        if self._held[limit, owner] <= 0:
            del self._held[limit, owner]

    def held(self, limit: str, owner: str) -> int:
        """Return how many places an owner holds."""
        return self._held[limit, owner]

    def _check_places(self, limit: str, owner: str, count: int) -> None:
        most = self.limits[limit]
        if most is not None and self._held[limit, owner] + count > most:
            raise TooMuchError(limit, most, None if count > most else _WAIT)

    def _check_rate(self, limit: str, owner: str, count: int) -> None:
        most = self.limits[limit]
        if most is None:
            return
        if count > most:
            raise TooMuchError(limit, most, None)
        rate = RateLimitItemPerMinute(most)
        if not self._rates.test(rate, limit, owner, cost=count):
            reset = self._rates.get_window_stats(rate, limit, owner).reset_time
            raise TooMuchError(limit, most, max(1, math.ceil(reset - time.time())))

    def _charge(self, limit: str, owner: str, count: int) -> None:
        most = self.limits[limit]
        if most is not None:
            self._rates.hit(RateLimitItemPerMinute(most), limit, owner, cost=count)
