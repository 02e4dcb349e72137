"""The exceptions of this package.

    ImageLabsError                    base class: `except ImageLabsError` catches all of them
    ├── InvalidParams                 a parameter is invalid; nothing was sent (also a ValueError)
    ├── APIConnectionError            the service could not be reached, or its response was lost
    │   └── APITimeoutError           … because it took too long
    ├── APIStatusError                the service responded with an error status
    │   ├── RateLimitError            … 429: too many requests
    │   └── ChallengeError            … a Cloudflare challenge that only a browser can pass
    ├── UnexpectedResponseError       the response does not follow the protocol
    ├── GenerationFailedError         the service reports that the job failed
    │   └── TaskNotFoundError         … because the task is unknown or has expired
    ├── GenerationTimeoutError        the deadline passed; the job may still be running
    └── DownloadError                 the picture is finished but could not be downloaded

Errors about a submitted job carry its `task_id`: `client.resume(task_id)` continues the job.
No message contains cookies, tokens or proxy passwords.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from imagelabs_client.parameters import GenerationParams


class ImageLabsError(Exception):
    """Base class of all errors of this package.

    Attributes:
        message: what happened and what to do, without the hint about resuming that `str()` adds.
        task_id: the service's id of the job, or None if there is no job or its id is unknown.
        params: the parameters of the job, or None if the error is not about a job.
        code: the service's machine-readable code for the failure, such as "queue_full", or None if it sent none.
    """

    resumable: ClassVar[bool] = True

    def __init__(self, message: str, *, task_id: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.task_id = task_id
        self.params: GenerationParams | None = None
        self.code: str | None = None

    def __str__(self) -> str:
        if self.task_id is None or not self.resumable:
            return self.message
        return (
            f"{self.message} Nothing is lost: the task is {self.task_id}, and resume({self.task_id!r}) goes on with it."
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with one parameter.

    Attributes:
        parameter: the parameter's name, as in `imagelabs_client.parameters.PARAMETERS`.
        code: kind of problem, for translations: `required`, `type`, `not_finite`, `too_small`, `too_large`, `empty`,
            `nul`, `not_text`, `reserved`, `unknown`, `unreadable`.
        message: one English sentence without the final full stop.
        limit: the bound that was exceeded, for `too_small` and `too_large`.
    """

    parameter: str
    code: str
    message: str
    limit: float | None = None


class InvalidParams(ImageLabsError, ValueError):  # noqa: N818 - the contract's name
    """One or more parameters are invalid; nothing was sent.

    Attributes:
        problems: all problems found, in the order of the parameters.
    """

    resumable = False

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), task_id: str | None = None) -> None:
        super().__init__(message, task_id=task_id)
        self.problems = tuple(problems)

    @classmethod
    def listing(cls, problems: Sequence[Problem]) -> InvalidParams:
        """Return one error that lists all of `problems`."""
        listed = "; ".join(problem.message for problem in problems)
        return cls(f"Nothing was sent: {listed}.", problems=problems)


class APIConnectionError(ImageLabsError):
    """The service could not be reached, or its response was lost.

    Attributes:
        job_may_exist: True if a submit may have arrived although its response did not: submitting again may create a
            second job.
    """

    def __init__(self, message: str, *, task_id: str | None = None, job_may_exist: bool = False) -> None:
        super().__init__(message, task_id=task_id)
        self.job_may_exist = job_may_exist


class APITimeoutError(APIConnectionError):
    """The service did not respond in time."""


class APIStatusError(ImageLabsError):
    """The service responded with an error status.

    Attributes:
        status_code: the HTTP status.
        retry_after: seconds to wait before retrying, as requested by the service, or None.
        job_may_exist: True if a submit may have created a job despite the error.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int = 0,
        retry_after: float | None = None,
        job_may_exist: bool = False,
        task_id: str | None = None,
    ) -> None:
        super().__init__(message, task_id=task_id)
        self.status_code = status_code
        self.retry_after = retry_after
        self.job_may_exist = job_may_exist


class RateLimitError(APIStatusError):
    """The service responded with 429, too many requests; `retry_after` is set if the service sent it."""


class ChallengeError(APIStatusError):
    """The service is behind Cloudflare, which requires a browser."""


class UnexpectedResponseError(ImageLabsError):
    """The response of the service does not follow the protocol.

    Attributes:
        job_may_exist: True if a submit may have created a job despite the error.
    """

    def __init__(self, message: str, *, task_id: str | None = None, job_may_exist: bool = False) -> None:
        super().__init__(message, task_id=task_id)
        self.job_may_exist = job_may_exist


class GenerationFailedError(ImageLabsError):
    """The service reports that the job failed."""

    resumable = False


class TaskNotFoundError(GenerationFailedError):
    """The task is unknown: its id is wrong, its result has expired, or the service was restarted."""


class GenerationTimeoutError(ImageLabsError):
    """The deadline passed; the job may still be running."""


class DownloadError(ImageLabsError):
    """The picture is finished but could not be downloaded.

    Attributes:
        url: the picture's URL without its query, or None.
    """

    def __init__(self, message: str, *, url: str | None = None, task_id: str | None = None) -> None:
        super().__init__(message, task_id=task_id)
        self.url = url
