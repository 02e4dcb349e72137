"""When to ask again, how long to wait before that, and when to give up.

Delays grow exponentially, with jitter, and never undercut what the service asks for in Retry-After. What may be asked
again without harm is asked again here. Submits are not: see `flow.Flows.submit`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, TypeVar

from imagelabs_client.core.commands import Answer, Call, Emit, Fault, Flow, Reply, Send, Sleep
from imagelabs_client.core.failures import Failure, failure_of
from imagelabs_client.core.settings import Settings
from imagelabs_client.errors import DownloadError, GenerationTimeoutError, ImageLabsError, UnexpectedResponseError
from imagelabs_client.files.inspection import BrokenImageError
from imagelabs_client.net import addresses
from imagelabs_client.net.deadlines import Deadline

T = TypeVar("T")

FIRST_DELAY: Final = 0.4  # seconds
FACTOR: Final = 2.0
LONGEST_DELAY: Final = 8.0  # seconds
JITTER: Final = (
    0.25  # share by which a delay may be shorter, so that clients that failed together do not return together
)
LASTING_TRIES: Final = 4  # how often something is asked for that waiting hardly mends
STREAK: Final = 5.0  # seconds of failing without a pause that make that, and not the deadline, the reason of the end
CONNECT_PATIENCE: Final = 3.0  # seconds for which a first connection is tried again: people wait for the message
LAST_LOOK: Final = 1.0  # seconds before the deadline at which something is asked for a last time

Announce = Callable[[ImageLabsError, float], Emit]


def backoff(attempt: int, retry_after: float | None = None, uniform: Callable[[], float] = random.random) -> float:
    """Return the seconds to wait before attempt number `attempt` (1 is the first repetition).

    Args:
        attempt: 1 or more.
        retry_after: seconds that the service asked for: never less than these, and a little more so that all who
            were turned away do not come back at once. "At once" is believed the first time only: a service that always
            says so would be asked thousands of times a second.
        uniform: a random number from 0 up to 1.
    """
    if retry_after is not None:
        asked = retry_after + uniform() * min(JITTER, retry_after * JITTER)
        is_pause = retry_after >= FIRST_DELAY or attempt == 1
        return asked if is_pause else max(asked, backoff(attempt - 1, uniform=uniform))
    delay = min(LONGEST_DELAY, FIRST_DELAY * FACTOR ** min(attempt - 1, 30))
    return float(delay * (1 - JITTER * uniform()))


class Pause:
    """Waits between attempts that never overshoot the deadline, with one last attempt just before it."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._was_last = False

    def cut(self, delay: float) -> float | None:
        """Return the seconds to wait instead of `delay`, or None if there is no time for another attempt."""
        left = self._deadline.remaining()
        if delay < left:
            return delay
        if self._was_last or left <= 0:
            return None
        self._was_last = True
        return max(left - LAST_LOOK, left / 2)


class Asker:
    """Asks the service things.

    Args:
        settings: how patient to be, and what is secret.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def once(self, call: Call, deadline: Deadline) -> Flow[Reply]:
        """Make one exchange.

        Raises:
            GenerationTimeoutError: no time is left for it.
        """
        left = deadline.remaining()
        if left <= 0:
            raise too_late(deadline)
        reply = yield Send(call, min(left, call.seconds))
        if reply is None:
            raise TypeError("the driver did not reply to a request")
        return reply

    def understand(self, reply: Reply, call: Call, read: Callable[[Answer], T]) -> T | Failure:
        """Read a reply, or name what is wrong with it."""
        if isinstance(reply, Fault) or not (200 <= reply.status < 300 or reply.status in call.accepts):
            return failure_of(reply, call, self._settings)
        try:
            return read(reply)
        except UnexpectedResponseError as error:
            named = UnexpectedResponseError(self._settings.redacted(error.message))
            named.__cause__ = error.__cause__
            return Failure(named)
        except BrokenImageError as error:
            broken = DownloadError(f"What was downloaded is not the picture: {error}.", url=addresses.shown(call.url))
            return Failure(broken, lasting=True)

    def briefly(self, call: Call, deadline: Deadline, read: Callable[[Answer], T]) -> Flow[T]:
        """Ask for something that somebody waits for: a few attempts, and a word soon where nobody answers."""
        failed, began = 0, deadline.elapsed()
        while True:
            outcome = self.understand((yield from self.once(call, deadline)), call, read)
            if not isinstance(outcome, Failure):
                return outcome
            failed += 1
            delay = backoff(failed, outcome.retry_after)
            in_vain = outcome.lasting or failed > self._settings.max_retries or delay >= deadline.remaining()
            if in_vain or (outcome.unreachable and deadline.elapsed() - began + delay > CONNECT_PATIENCE):
                raise outcome.error
            yield Sleep(delay)

    def patiently(
        self,
        call: Call,
        deadline: Deadline,
        read: Callable[[Answer], T],
        announce: Announce,
        distance: Callable[[ImageLabsError], float] = lambda _error: 0.0,
    ) -> Flow[T]:
        """Ask until there is a good answer: every fault that may pass is outlived, up to the deadline.

        Args:
            call: the request; it must change nothing.
            deadline: over all attempts.
            read: makes a value of a good answer.
            announce: makes the event that tells of another attempt.
            distance: the seconds from attempt to attempt that must be kept anyway, after a fault.

        Raises:
            ImageLabsError: what lasts, or what kept failing until the deadline.
            GenerationTimeoutError: the deadline passed for no such reason.
        """
        pause = Pause(deadline)
        failed, failing_since = 0, 0.0
        while True:
            outcome = self.understand((yield from self.once(call, deadline)), call, read)
            if not isinstance(outcome, Failure):
                return outcome
            if failed == 0:
                failing_since = deadline.elapsed()
            failed += 1
            if outcome.final or (outcome.lasting and failed >= LASTING_TRIES):
                raise outcome.error
            delay = pause.cut(max(backoff(failed, outcome.retry_after), distance(outcome.error)))
            if delay is None:
                allowed = deadline.seconds or 0.0  # up to which it goes on failing, since nothing is tried any more
                if allowed - failing_since >= min(STREAK, allowed / 2):
                    raise outcome.error
                raise too_late(deadline) from outcome.error
            yield announce(outcome.error, delay)
            yield Sleep(delay)


def too_late(deadline: Deadline) -> GenerationTimeoutError:
    """Make the error of a deadline that has passed."""
    return GenerationTimeoutError(f"The deadline of {deadline.seconds:g} s has passed.")
