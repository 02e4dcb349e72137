"""Classification of failed exchanges: the error to raise, whether to retry, and whether a job may exist."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from imagelabs_client.core.commands import Fault, HTTPRequest, HTTPResponse, Reply
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

LONGEST_WAIT: Final = 86_400.0  # seconds; caps Retry-After, because the system cannot sleep for arbitrarily long
_TRANSIENT_CLIENT_ERRORS: Final = frozenset({408, 425, 429})
_NOT_PROCESSED: Final = frozenset({429, 503})  # the service states that it did not process the request
_CHALLENGE_PAGE: Final = re.compile(rb"cloudflare|just a moment|challenge-platform|cf-chl", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed exchange.

    Attributes:
        error: the exception to raise if retries do not help or are not allowed.
        lasting: whether waiting is unlikely to help, so that only a few attempts are made.
        final: whether retrying is pointless.
        not_taken: whether the service certainly did not process the request, but may accept it next time.
        job_may_exist: whether a submit may have created a job despite the failure.
    """

    error: ImageLabsError
    lasting: bool = False
    final: bool = False
    not_taken: bool = False
    job_may_exist: bool = True

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before retrying, as requested by the service, or None."""
        return self.error.retry_after if isinstance(self.error, APIStatusError) else None

    @property
    def unreachable(self) -> bool:
        """Whether no connection was made."""
        return self.not_taken and isinstance(self.error, APIConnectionError)


def failure_of(reply: Reply, call: HTTPRequest, settings: Settings) -> Failure:
    """Classify an exchange that brought no usable response."""
    failure = _from_fault(reply, call) if isinstance(reply, Fault) else _from_status(reply, call, settings)
    failure.error.__cause__ = reply.cause if isinstance(reply, Fault) else None
    return failure


def _from_fault(fault: Fault, call: HTTPRequest) -> Failure:
    where = addresses.shown(call.url.copy_with(path="/")).rstrip("/")
    match fault.kind:
        case "unreachable":
            message = f"{where} cannot be reached: {fault.reason}. Check the address, the network and the proxy."
            return Failure(APIConnectionError(message), not_taken=True, job_may_exist=False)
        case "timeout":
            return Failure(APITimeoutError(f"{where} did not answer in time."))
        case "lost":
            return Failure(
                APIConnectionError(f"The connection to {where} broke before the response was complete: {fault.reason}.")
            )
        case "too_large":
            message = f"{where} sends more than {call.max_bytes >> 20} MB, which cannot be an answer."
            return Failure(UnexpectedResponseError(message), lasting=True, final=True)
        case "forbidden" if call.to_service:
            message = f"{where} is no longer trusted: {fault.reason}."
            return Failure(APIConnectionError(message), lasting=True, final=True, job_may_exist=False)
        case "forbidden":
            message = f"The address is not allowed: {fault.reason}."
            return Failure(DownloadError(message, url=addresses.shown(call.url)), lasting=True, final=True)


def _from_status(answer: HTTPResponse, call: HTTPRequest, settings: Settings) -> Failure:
    status, where = answer.status, addresses.shown(call.url)
    retry_after = retry_after_seconds(answer.headers)
    if is_challenge(answer):
        message = (
            f"{settings.base_url.host} is behind Cloudflare, which requires a browser. Open {settings.address} "
            "in a browser on this network, then copy its cookies “cf_clearance” and “session” and its user agent (all "
            "in the developer tools) into cookies= and user_agent=, or into IMAGELABS_COOKIE and IMAGELABS_USER_AGENT."
        )
        error: APIStatusError = ChallengeError(message, status_code=status, retry_after=retry_after)
        return Failure(error, lasting=True, job_may_exist=False)
    description, code = parse_failure(answer.body)
    reason = settings.redacted(description)
    suffix = f": {reason}" if reason else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = f" It asks to wait {retry_after:.0f} s." if retry_after else ""
        message = f"The service accepts no more requests for now (429){suffix}.{wait}"
        error = RateLimitError(message, status_code=status, retry_after=retry_after)
    elif 300 <= status < 400:
        message = f"{where} answered with a redirect ({status}); base_url is probably another address."
        error = APIStatusError(message, status_code=status)
    else:
        message = f"{where} answered {_phrase(status)}{suffix}."
        error = APIStatusError(message, status_code=status, retry_after=retry_after)
    error.code = code
    return Failure(
        error,
        lasting=status < 500 and status not in _TRANSIENT_CLIENT_ERRORS,
        not_taken=status in _NOT_PROCESSED,
        job_may_exist=status >= 500 and status not in _NOT_PROCESSED,
    )


def is_challenge(answer: HTTPResponse) -> bool:
    """Return whether a response is Cloudflare's challenge page rather than the service's own response."""
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if answer.status not in (403, 503) or "text/html" not in answer.headers.get("content-type", "").lower():
        return False
    from_cloudflare = "cloudflare" in answer.headers.get("server", "").lower()
    return from_cloudflare or _CHALLENGE_PAGE.search(answer.body[:20_000]) is not None


def doubt_job(failure: Failure) -> ImageLabsError:
    """Return the error of a failed submit, with a note if a job may exist despite the failure."""
    error = failure.error
    if not failure.job_may_exist:
        return error
    note = " The job may exist all the same, so it was not submitted again: that could make a second one."
    annotated = type(error)(error.message + note)
    annotated.__dict__.update(error.__dict__ | {"message": error.message + note, "job_may_exist": True})
    annotated.__cause__ = error.__cause__
    return annotated


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Parse a Retry-After header, given in seconds or as a date; return None if it is absent or invalid.

    The result is at most `LONGEST_WAIT`. A date is compared with the response's own Date header if there is one, since
    the clocks of client and service may differ.
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
