"""What a failed exchange means: which error it is, whether waiting may mend it, and whether a job may exist."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from imagelabs_client.core.commands import Answer, Call, Fault, Reply
from imagelabs_client.core.protocol import parse_failure
from imagelabs_client.core.settings import Settings
from imagelabs_client.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ChallengeError,
    DownloadError,
    ImageLabsError,
    RateLimitError,
    UnexpectedResponseError,
)
from imagelabs_client.net import addresses

LONGEST_WAIT: Final = 86_400.0  # seconds of Retry-After that are believed; systems cannot sleep for any number of them
_PASSING_CLIENT_ERRORS: Final = frozenset({408, 425, 429})
_NOT_TAKEN: Final = frozenset({429, 503})  # the service says itself that it did not take the request
_CHALLENGE_PAGE: Final = re.compile(rb"cloudflare|just a moment|challenge-platform|cf-chl", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed exchange.

    Attributes:
        error: what to raise if nothing mends it.
        lasting: whether waiting hardly mends it, so that a few attempts are enough.
        final: whether asking again is pointless.
        not_taken: whether it is certain that the service did not act on the request, and may do so next time.
        job_may_exist: whether a submit may have made a job all the same.
    """

    error: ImageLabsError
    lasting: bool = False
    final: bool = False
    not_taken: bool = False
    job_may_exist: bool = True

    @property
    def retry_after(self) -> float | None:
        """Seconds that the service asked to wait, or None."""
        return self.error.retry_after if isinstance(self.error, APIStatusError) else None

    @property
    def unreachable(self) -> bool:
        """Whether no connection was made."""
        return self.not_taken and isinstance(self.error, APIConnectionError)


def failure_of(reply: Reply, call: Call, settings: Settings) -> Failure:
    """Name what went wrong with an exchange that brought no good answer."""
    failure = _fault(reply, call) if isinstance(reply, Fault) else _bad_status(reply, call, settings)
    failure.error.__cause__ = reply.cause if isinstance(reply, Fault) else None
    return failure


def _fault(fault: Fault, call: Call) -> Failure:
    where = addresses.shown(call.url.copy_with(path="/")).rstrip("/")
    match fault.kind:
        case "unreachable":
            message = f"{where} cannot be reached: {fault.reason}. Check the address, the network and the proxy."
            return Failure(APIConnectionError(message), not_taken=True, job_may_exist=False)
        case "timeout":
            return Failure(APITimeoutError(f"{where} did not answer in time."))
        case "lost":
            return Failure(
                APIConnectionError(f"The connection to {where} broke before the answer was here: {fault.reason}.")
            )
        case "too_large":
            message = f"{where} sends more than {call.max_bytes >> 20} MB, which cannot be an answer."
            return Failure(UnexpectedResponseError(message), lasting=True, final=True)
        case "forbidden" if call.to_service:
            message = f"{where} is not to be trusted any more: {fault.reason}."
            return Failure(APIConnectionError(message), lasting=True, final=True, job_may_exist=False)
        case "forbidden":
            message = f"The address is not one to fetch: {fault.reason}."
            return Failure(DownloadError(message, url=addresses.shown(call.url)), lasting=True, final=True)


def _bad_status(answer: Answer, call: Call, settings: Settings) -> Failure:
    status, where = answer.status, addresses.shown(call.url)
    retry_after = retry_after_seconds(answer.headers)
    if is_challenge(answer):
        message = (
            f"{settings.base_url.host} is behind Cloudflare, which wants to see a browser. Open {settings.address} "
            "in a browser on this network, then copy its cookies “cf_clearance” and “session” and its user agent (all "
            "in the developer tools) into cookies= and user_agent=, or into IMAGELABS_COOKIE and IMAGELABS_USER_AGENT."
        )
        error: APIStatusError = ChallengeError(message, status_code=status, retry_after=retry_after)
        return Failure(error, lasting=True, job_may_exist=False)
    described, code = parse_failure(answer.body)
    told = settings.redacted(described)
    because = f": {told}" if told else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = f" It asks to wait {retry_after:.0f} s." if retry_after else ""
        message = f"The service takes no more requests for now (429){because}.{wait}"
        error = RateLimitError(message, status_code=status, retry_after=retry_after)
    elif 300 <= status < 400:
        message = f"{where} answered with a redirect ({status}); base_url is probably another address."
        error = APIStatusError(message, status_code=status)
    else:
        message = f"{where} answered {_phrase(status)}{because}."
        error = APIStatusError(message, status_code=status, retry_after=retry_after)
    error.code = code
    return Failure(
        error,
        lasting=status < 500 and status not in _PASSING_CLIENT_ERRORS,
        not_taken=status in _NOT_TAKEN,
        job_may_exist=status >= 500 and status not in _NOT_TAKEN,
    )


def is_challenge(answer: Answer) -> bool:
    """Tell whether an answer is Cloudflare's challenge page rather than the service's own."""
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if answer.status not in (403, 503) or "text/html" not in answer.headers.get("content-type", "").lower():
        return False
    from_cloudflare = "cloudflare" in answer.headers.get("server", "").lower()
    return from_cloudflare or _CHALLENGE_PAGE.search(answer.body[:20_000]) is not None


def doubt_job(failure: Failure) -> ImageLabsError:
    """Return the error of a submit, saying whether a job may exist in spite of it."""
    error = failure.error
    if not failure.job_may_exist:
        return error
    note = " The job may exist all the same, so it was not submitted again: that could make a second one."
    doubtful = type(error)(error.message + note)
    doubtful.__dict__.update(error.__dict__ | {"message": error.message + note, "job_may_exist": True})
    doubtful.__cause__ = error.__cause__
    return doubtful


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Read a Retry-After header, in seconds or as a date, of a day at most; None if it is absent or makes no sense.

    A date is compared with the answer's own Date header where there is one: the two clocks need not agree.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        until, now = _timestamp(text), _timestamp(headers.get("date", ""))
        if until is None:
            return None
        seconds = until - (time.time() if now is None else now)
    return min(max(0.0, seconds), LONGEST_WAIT) if math.isfinite(seconds) else None


def _timestamp(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
