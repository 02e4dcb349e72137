"""Handles on jobs of the service."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from imagelabs_client.events import Event
from imagelabs_client.images import GeneratedImage
from imagelabs_client.net.deadlines import UNSET, Unset
from imagelabs_client.parameters import GenerationParams

if TYPE_CHECKING:
    from imagelabs_client.core.flow import KnownJob

Seconds: TypeAlias = "float | Unset | None"  # of a deadline; UNSET for the client's own, None for no limit


@dataclass(frozen=True, slots=True)
class JobActions:
    """What a blocking client can do with a job.

    Attributes:
        stream: yields the job's events until it has finished, within a deadline.
        wait: returns the picture, within a deadline.
        poll: asks for the job's state once.
        cancel: has the service stop the job; False if the service does not offer that.
    """

    stream: Callable[[KnownJob, Seconds], Generator[Event, None, None]]
    wait: Callable[[KnownJob, Seconds], GeneratedImage]
    poll: Callable[[KnownJob], Event]
    cancel: Callable[[KnownJob], bool]


@dataclass(frozen=True, slots=True)
class AsyncJobActions:
    """What a client for asyncio can do with a job; see `JobActions`."""

    stream: Callable[[KnownJob, Seconds], AsyncGenerator[Event, None]]
    wait: Callable[[KnownJob, Seconds], Awaitable[GeneratedImage]]
    poll: Callable[[KnownJob], Awaitable[Event]]
    cancel: Callable[[KnownJob], Awaitable[bool]]


class _Handle:
    def __init__(self, job: KnownJob) -> None:
        self._job = job

    @property
    def id(self) -> str:
        """The service's id of the job; `client.resume(id)` finds it again, even after a restart."""
        return self._job.task_id or ""

    @property
    def params(self) -> GenerationParams | None:
        """What was sent, including the seeds; None after `resume` without params."""
        return self._job.params

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r})"


class Task(_Handle):
    """A job of the service, as `ImageLabs.submit` and `resume` return it."""

    def __init__(self, client: JobActions, job: KnownJob) -> None:
        super().__init__(job)
        self._actions = client

    def events(self, *, deadline: float | Unset | None = UNSET) -> Generator[Event, None, None]:
        """Yield what happens from now on; the last event is `Finished`.

        Args:
            deadline: seconds from now, instead of the client's own; None for no limit.

        Raises:
            ImageLabsError: see `imagelabs_client.errors`.
        """
        return self._actions.stream(self._job, deadline)

    def result(self, deadline: float | Unset | None = UNSET) -> GeneratedImage:
        """Wait for the picture; once it has been downloaded, it is kept.

        Args and Raises: as for `events`.
        """
        return self._actions.wait(self._job, deadline)

    def poll(self) -> Event:
        """Ask once for the job's state: `Queued`, `Running` or, with the picture downloaded, `Finished`.

        Raises:
            ImageLabsError: see `imagelabs_client.errors`.
        """
        return self._actions.poll(self._job)

    def cancel(self) -> bool:
        """Have the service stop the job; False, with nothing sent, if the service does not offer that.

        Raises:
            ImageLabsError: the service offers it but did not do it.
        """
        return self._actions.cancel(self._job)


class AsyncTask(_Handle):
    """A job of the service, as `AsyncImageLabs.submit` and `resume` return it."""

    def __init__(self, client: AsyncJobActions, job: KnownJob) -> None:
        super().__init__(job)
        self._actions = client

    def __await__(self) -> Generator[None, None, AsyncTask]:
        """Return the task itself, so that `await client.resume(…)` may be written like `await client.submit(…)`."""
        return self
        yield  # makes this a generator, which is what `__await__` must return

    def events(self, *, deadline: float | Unset | None = UNSET) -> AsyncGenerator[Event, None]:
        """Yield what happens from now on; the last event is `Finished`.

        Args:
            deadline: seconds from now, instead of the client's own; None for no limit.

        Raises:
            ImageLabsError: see `imagelabs_client.errors`.
        """
        return self._actions.stream(self._job, deadline)

    async def result(self, deadline: float | Unset | None = UNSET) -> GeneratedImage:
        """Wait for the picture; once it has been downloaded, it is kept.

        Args and Raises: as for `events`.
        """
        return await self._actions.wait(self._job, deadline)

    async def poll(self) -> Event:
        """Ask once for the job's state: `Queued`, `Running` or, with the picture downloaded, `Finished`.

        Raises:
            ImageLabsError: see `imagelabs_client.errors`.
        """
        return await self._actions.poll(self._job)

    async def cancel(self) -> bool:
        """Have the service stop the job; False, with nothing sent, if the service does not offer that.

        Raises:
            ImageLabsError: the service offers it but did not do it.
        """
        return await self._actions.cancel(self._job)
