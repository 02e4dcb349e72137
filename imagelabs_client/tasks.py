"""Handles on jobs of the service."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import TYPE_CHECKING

from imagelabs_client.events import Event
from imagelabs_client.images import GeneratedImage
from imagelabs_client.net.deadlines import UNSET, Unset
from imagelabs_client.parameters import GenerationParams

if TYPE_CHECKING:
    from imagelabs_client.async_client import AsyncImageLabs
    from imagelabs_client.client import ImageLabs
    from imagelabs_client.core.flow import KnownJob


class _Handle:
    def __init__(self, job: KnownJob) -> None:
        self._job = job

    @property
    def id(self) -> str:
        """The service's id of the job; `client.resume(id)` finds it again, also after a restart."""
        return self._job.task_id or ""

    @property
    def params(self) -> GenerationParams | None:
        """What was sent, with its seeds; None after `resume` without params."""
        return self._job.params

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={self.id!r})"


class Task(_Handle):
    """A job of the service, as `ImageLabs.submit` and `resume` return it."""

    def __init__(self, client: ImageLabs, job: KnownJob) -> None:
        super().__init__(job)
        self._client = client

    def events(self, *, deadline: float | Unset | None = UNSET) -> Generator[Event, None, None]:
        """Tell what happens from now on; the last event is `Finished`.

        Args:
            deadline: seconds from now, instead of the client's; None for no limit.

        Raises:
            ImageLabsError: as `imagelabs_client.errors` tells.
        """
        return self._client._stream(self._client._flows.follow(self._job, self._client._deadline(deadline)))

    def result(self, deadline: float | Unset | None = UNSET) -> GeneratedImage:
        """Wait for the picture; once it is here, it is kept.

        Args and Raises: as for `events`.
        """
        return self._client._run(self._client._flows.follow(self._job, self._client._deadline(deadline)))

    def poll(self) -> Event:
        """Ask once how the job is: `Queued`, `Running` or, with the picture downloaded, `Finished`.

        Raises:
            ImageLabsError: as `imagelabs_client.errors` tells.
        """
        return self._client._run(self._client._flows.look(self._job, self._client._deadline(UNSET)))

    def cancel(self) -> bool:
        """Have the service stop the job; False, and nothing sent, if the service does not offer it.

        Raises:
            ImageLabsError: the service offers it and did not do it.
        """
        return self._client._run(self._client._flows.cancel(self._job, self._client._deadline(UNSET)))


class AsyncTask(_Handle):
    """A job of the service, as `AsyncImageLabs.submit` and `resume` return it."""

    def __init__(self, client: AsyncImageLabs, job: KnownJob) -> None:
        super().__init__(job)
        self._client = client

    def __await__(self) -> Generator[None, None, AsyncTask]:
        """Return the task itself, so that `await client.resume(…)` may be written like `await client.submit(…)`."""
        return self
        yield  # makes this a generator, which is what `__await__` must return

    def events(self, *, deadline: float | Unset | None = UNSET) -> AsyncGenerator[Event, None]:
        """Tell what happens from now on; the last event is `Finished`.

        Args:
            deadline: seconds from now, instead of the client's; None for no limit.

        Raises:
            ImageLabsError: as `imagelabs_client.errors` tells.
        """
        return self._client._stream(self._client._flows.follow(self._job, self._client._deadline(deadline)))

    async def result(self, deadline: float | Unset | None = UNSET) -> GeneratedImage:
        """Wait for the picture; once it is here, it is kept.

        Args and Raises: as for `events`.
        """
        return await self._client._run(self._client._flows.follow(self._job, self._client._deadline(deadline)))

    async def poll(self) -> Event:
        """Ask once how the job is: `Queued`, `Running` or, with the picture downloaded, `Finished`.

        Raises:
            ImageLabsError: as `imagelabs_client.errors` tells.
        """
        return await self._client._run(self._client._flows.look(self._job, self._client._deadline(UNSET)))

    async def cancel(self) -> bool:
        """Have the service stop the job; False, and nothing sent, if the service does not offer it.

        Raises:
            ImageLabsError: the service offers it and did not do it.
        """
        return await self._client._run(self._client._flows.cancel(self._job, self._client._deadline(UNSET)))
