"""Everything that can go wrong, as one tree.

    ImageLabsError                    the root: `except ImageLabsError` catches all of them
    ├── InvalidParams                 a parameter cannot be used; nothing was sent (also a ValueError)
    ├── APIConnectionError            the service was not reached, or its answer was lost
    │   └── APITimeoutError           … because it took too long
    ├── APIStatusError                the service answered with a status that is not a success
    │   ├── RateLimitError            … 429: too many requests
    │   └── ChallengeError            … a Cloudflare challenge that only a browser can pass
    ├── UnexpectedResponseError       the service answered with something that the protocol does not know
    ├── GenerationFailedError         the service reports that the job failed
    │   └── TaskNotFoundError         … because it does not know the task, or not any more
    ├── GenerationTimeoutError        the deadline passed; the job may still be running
    └── DownloadError                 the picture is done but could not be fetched

Every error knows its `task_id` when there is one: `client.resume(task_id)` picks the work up again.
No message contains cookies, tokens or proxy passwords.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from imagelabs_client.parameters import GenerationParams


class ImageLabsError(Exception):
    """The root of all errors of this package.

    Attributes:
        message: what happened and what to do, without the hint about resuming that `str()` adds.
        task_id: the service's id of the job, or None if there is no job (or its id was never learned).
        params: the parameters of the job, if the error belongs to one.
        code: the service's code for the failure, such as "queue_full", or None if it gave none. Texts are for people,
            codes are for programs.
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
    """One thing that is wrong with one parameter.

    Attributes:
        parameter: the parameter's name, as in `imagelabs_client.parameters.PARAMETERS`.
        code: what is wrong, for translations: `required`, `type`, `not_finite`, `too_small`, `too_large`, `empty`,
            `nul`, `not_text`, `reserved`, `unknown`, `unreadable`.
        message: one English sentence without the final stop.
        limit: the bound that was crossed, for `too_small` and `too_large`.
    """

    parameter: str
    code: str
    message: str
    limit: float | None = None


class InvalidParams(ImageLabsError, ValueError):  # noqa: N818 - the contract's name
    """One or more parameters cannot be used; nothing was sent.

    Attributes:
        problems: every problem found, in the order of the parameters.
    """

    resumable = False

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), task_id: str | None = None) -> None:
        super().__init__(message, task_id=task_id)
        self.problems = tuple(problems)

    @classmethod
    def listing(cls, problems: Sequence[Problem]) -> InvalidParams:
        """Make one error that lists all of `problems`."""
        listed = "; ".join(problem.message for problem in problems)
        return cls(f"Nothing was sent: {listed}.", problems=problems)


class APIConnectionError(ImageLabsError):
    """The service was not reached, or its answer was lost.

    Attributes:
        job_may_exist: True if a submit may have arrived although its answer did not: submitting again may
            make a second job.
    """

    def __init__(self, message: str, *, task_id: str | None = None, job_may_exist: bool = False) -> None:
        super().__init__(message, task_id=task_id)
        self.job_may_exist = job_may_exist


class APITimeoutError(APIConnectionError):
    """The service did not answer in time."""


class APIStatusError(ImageLabsError):
    """The service answered with a status that is not a success.

    Attributes:
        status_code: the HTTP status.
        retry_after: seconds that the service asked to wait, or None.
        job_may_exist: True if a submit may have made a job all the same.
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
    """The service answers 429: too many requests; `retry_after` says how long to wait, if it told."""


class ChallengeError(APIStatusError):
    """The service sits behind Cloudflare, which wants to see a browser."""


class UnexpectedResponseError(ImageLabsError):
    """The service answered with something that the protocol does not know.

    Attributes:
        job_may_exist: True if a submit may have made a job all the same.
    """

    def __init__(self, message: str, *, task_id: str | None = None, job_may_exist: bool = False) -> None:
        super().__init__(message, task_id=task_id)
        self.job_may_exist = job_may_exist


class GenerationFailedError(ImageLabsError):
    """The service reports that the job failed."""

    resumable = False


class TaskNotFoundError(GenerationFailedError):
    """The service does not know the task: its id is wrong, its result has expired, or the service was restarted."""


class GenerationTimeoutError(ImageLabsError):
    """The deadline passed; the job may still be running."""


class DownloadError(ImageLabsError):
    """The picture is done but could not be fetched.

    Attributes:
        url: where the picture is said to be, without its query, or None.
    """

    def __init__(self, message: str, *, url: str | None = None, task_id: str | None = None) -> None:
        super().__init__(message, task_id=task_id)
        self.url = url
