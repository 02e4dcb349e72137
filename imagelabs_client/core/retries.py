"""Retries: when to retry, how long to wait, and when to give up.

Delays grow exponentially, with jitter, and are never shorter than the service's Retry-After. Only requests without side
effects are retried here; for submits, see `core.flow.Flows.submit`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, TypeVar

from imagelabs_client.core.commands import Emit, Fault, Flow, HTTPRequest, HTTPResponse, Reply, Send, Sleep
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
JITTER: Final = 0.25  # fraction by which a delay may be shorter, so that clients do not retry in lockstep
LASTING_TRIES: Final = 4  # attempts, if waiting is unlikely to help
STREAK: Final = 5.0  # seconds; after failing this long up to the deadline, raise the failure instead of a timeout
CONNECT_PATIENCE: Final = 3.0  # seconds to keep retrying the first connection; short, because people wait for the error
LAST_LOOK: Final = 1.0  # seconds before the deadline at which the last attempt is made

Announce = Callable[[ImageLabsError, float], Emit]


def backoff(attempt: int, retry_after: float | None = None, uniform: Callable[[], float] = random.random) -> float:
    """Return the seconds to wait before retry number `attempt`.

    Args:
        attempt: 1 for the first retry.
        retry_after: seconds requested by the service. The result is never shorter, and slightly longer at random, so
            that refused clients do not all retry at the same moment. From the second retry on, values below
            `FIRST_DELAY` do not shorten the exponential delay: a service that always sends 0 would otherwise get
            thousands of requests a second.
        uniform: returns a random number, 0 <= x < 1.
    """
    if retry_after is not None:
        requested = retry_after + uniform() * min(JITTER, retry_after * JITTER)
        is_pause = retry_after >= FIRST_DELAY or attempt == 1
        return requested if is_pause else max(requested, backoff(attempt - 1, uniform=uniform))
    delay = min(LONGEST_DELAY, FIRST_DELAY * FACTOR ** min(attempt - 1, 30))
    return float(delay * (1 - JITTER * uniform()))


class Pause:
    """Limits delays to the deadline, and allows one last attempt just before it."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._was_last = False

    def cut(self, delay: float) -> float | None:
        """Return the seconds to wait, at most `delay`, or None if there is no time for another attempt."""
        left = self._deadline.remaining()
        if delay < left:
            return delay
        if self._was_last or left <= 0:
            return None
        self._was_last = True
        return max(left - LAST_LOOK, left / 2)


class Asker:
    """Sends requests to the service and retries them.

    Args:
        settings: the settings of the client: number of retries, and secrets to redact.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def once(self, call: HTTPRequest, deadline: Deadline) -> Flow[Reply]:
        """Send one request, without retries.

        Raises:
            GenerationTimeoutError: the deadline has passed.
        """
        left = deadline.remaining()
        if left <= 0:
            raise too_late(deadline)
        reply = yield Send(call, min(left, call.seconds))
        if reply is None:
            raise TypeError("the driver did not reply to a request")
        return reply

    def understand(self, reply: Reply, call: HTTPRequest, read: Callable[[HTTPResponse], T]) -> T | Failure:
        """Parse a reply with `read`, or return the failure that it stands for."""
        if isinstance(reply, Fault) or not (200 <= reply.status < 300 or reply.status in call.accepts):
            return failure_of(reply, call, self._settings)
        try:
            return read(reply)
        except UnexpectedResponseError as error:
            redacted = UnexpectedResponseError(self._settings.redacted(error.message))
            redacted.__cause__ = error.__cause__
            return Failure(redacted)
        except BrokenImageError as error:
            broken = DownloadError(f"The downloaded data is not the picture: {error}.", url=addresses.shown(call.url))
            return Failure(broken, lasting=True)

    def briefly(self, call: HTTPRequest, deadline: Deadline, read: Callable[[HTTPResponse], T]) -> Flow[T]:
        """Send a request with few retries, and give up soon if the service is unreachable: somebody is waiting."""
        failed, started = 0, deadline.elapsed()
        while True:
            outcome = self.understand((yield from self.once(call, deadline)), call, read)
            if not isinstance(outcome, Failure):
                return outcome
            failed += 1
            delay = backoff(failed, outcome.retry_after)
            give_up = outcome.lasting or failed > self._settings.max_retries or delay >= deadline.remaining()
            if give_up or (outcome.unreachable and deadline.elapsed() - started + delay > CONNECT_PATIENCE):
                raise outcome.error
            yield Sleep(delay)
            if deadline.remaining() <= 0:  # the pause ended late
                raise outcome.error

    def patiently(
        self,
        call: HTTPRequest,
        deadline: Deadline,
        read: Callable[[HTTPResponse], T],
        announce: Announce,
        distance: Callable[[ImageLabsError], float] = lambda _error: 0.0,
    ) -> Flow[T]:
        """Send a request until it succeeds, retrying after transient failures up to the deadline.

        Args:
            call: the request; it must have no side effects.
            deadline: covers all attempts.
            read: parses a successful response.
            announce: returns the event that reports a retry.
            distance: returns the minimum seconds until the next attempt after an error.

        Raises:
            ImageLabsError: a failure that retries do not resolve, or that persisted until the deadline.
            GenerationTimeoutError: the deadline passed without a persistent failure.
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
            if delay is not None:
                yield announce(outcome.error, delay)
                yield Sleep(delay)
                if deadline.remaining() > 0:
                    continue
            limit = deadline.seconds or 0.0  # no attempt follows, so the failure lasts until here
            if limit - failing_since >= min(STREAK, limit / 2):
                raise outcome.error
            raise too_late(deadline) from outcome.error


def too_late(deadline: Deadline) -> GenerationTimeoutError:
    """Return the error for a deadline that has passed."""
    return GenerationTimeoutError(f"The deadline of {deadline.seconds:g} s has passed.")
