"""Tasks and where they are kept: bounded in number, bytes and time."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engine import Job

TaskState = Literal["queued", "running", "done", "failed"]

KEPT_PREVIEWS = 3  # a client that polled just before a new preview came can still fetch the one it was told of


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An encoded picture under a name that cannot be guessed."""

    name: str
    content: bytes
    media_type: str

    @classmethod
    def png(cls, content: bytes) -> StoredImage:
        """A finished picture."""
        return cls(f"{secrets.token_urlsafe(18)}.png", content, "image/png")

    @classmethod
    def jpeg(cls, content: bytes) -> StoredImage:
        """A preview."""
        return cls(f"{secrets.token_urlsafe(18)}.jpg", content, "image/jpeg")


@dataclass(slots=True, eq=False)
class ServiceTask:
    """One job and how far it is. Changed only under the service's lock."""

    job: Job
    number: int = 0  # in the order in which tasks are handed to workers
    attempts: int = 0  # how often it has been handed to one
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    state: TaskState = "queued"
    status: str = statuses.QUEUED
    code: FailureCode | None = None  # once it has failed
    fraction: float = 0.0
    steps: tuple[int, int] | None = None
    recognised: tuple[str, ...] | None = None
    unrecognised: tuple[str, ...] | None = None
    previews: deque[StoredImage] = field(default_factory=lambda: deque(maxlen=KEPT_PREVIEWS))
    result: StoredImage | None = None
    finished_at: float | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed")

    def progress(self, queue_position: int | None) -> TaskProgress:
        """What there is to tell of it now."""
        return TaskProgress(
            status=self.status,
            fraction=self.fraction,
            steps=self.steps,
            recognised=self.recognised,
            unrecognised=self.unrecognised,
            queue_position=queue_position,
            preview=self.previews[-1].name if self.previews else None,
            result=self.result.name if self.result else None,
            failed=self.state == "failed",
            code=self.code,
        )

    def images(self) -> Iterator[StoredImage]:
        """Everything of it that can be downloaded."""
        yield from self.previews
        if self.result:
            yield self.result


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How far a task is at one moment, everything of it from the same moment.

    Attributes:
        queue_position: 1 being next, or None when it is not waiting.
        preview: the name of its newest preview.
        result: the name of its finished picture.
        code: why it failed, or None.
    """

    status: str
    fraction: float
    steps: tuple[int, int] | None
    recognised: tuple[str, ...] | None
    unrecognised: tuple[str, ...] | None
    queue_position: int | None
    preview: str | None
    result: str | None
    failed: bool
    code: FailureCode | None


class TaskStore:
    """Tasks by id and images by name. Not thread-safe: the service holds its lock around every call.

    Ended tasks are dropped after `ttl` seconds, and earlier, oldest first, when they are more than `max_ended` or their
    images are more than `max_bytes`: whatever is thrown at the service, its memory stays bounded.
    """

    def __init__(self, *, ttl: float, max_ended: int = 2000, max_bytes: int = 512 * 2**20) -> None:
        """Make an empty store.

        Args:
            ttl: seconds that an ended task is kept.
            max_ended: ended tasks kept at most.
            max_bytes: bytes of images kept at most.
        """
        self._ttl = ttl
        self._max_ended = max_ended
        self._max_bytes = max_bytes
        self._tasks: dict[str, ServiceTask] = {}
        self._ended: OrderedDict[str, ServiceTask] = OrderedDict()  # in the order in which they ended
        self._images: dict[str, StoredImage] = {}
        self._bytes = 0

    def add(self, task: ServiceTask) -> None:
        """Keep a new task."""
        self._tasks[task.id] = task

    def get(self, task_id: str) -> ServiceTask | None:
        """The task of that id, if it is still kept."""
        return self._tasks.get(task_id)

    def image(self, name: str) -> StoredImage | None:
        """The image of that name, if it is still kept."""
        return self._images.get(name)

    def add_preview(self, task: ServiceTask, image: StoredImage) -> None:
        """Keep a task's newest preview, and forget one that has been superseded for long."""
        if len(task.previews) == task.previews.maxlen:
            self._forget(task.previews[0])
        task.previews.append(image)
        self._keep(image)

    def end(
        self,
        task: ServiceTask,
        state: Literal["done", "failed"],
        status: str,
        now: float,
        png: bytes | None = None,
        *,
        code: FailureCode | None = None,
    ) -> None:
        """Record how a task ended; a second end of the same task is ignored."""
        if task.ended:
            return
        task.state, task.status, task.code, task.finished_at = state, status, code, now
        # Up to megabytes that nobody needs any more.
        task.job = replace(task.job, prompt="", negative_prompt="", reference_image=None)
        if png is not None:
            task.fraction = 1.0
            task.result = StoredImage.png(png)
            self._keep(task.result)
        self._ended[task.id] = task
        self.purge(now)

    def purge(self, now: float) -> None:
        """Drop what has had its time, and what there is no room for; never the task that ended last."""
        while self._ended:
            oldest = next(iter(self._ended.values()))
            expired = oldest.finished_at is not None and now - oldest.finished_at >= self._ttl
            crowded = len(self._ended) > self._max_ended or self._bytes > self._max_bytes
            if not expired and not (crowded and len(self._ended) > 1):
                return
            self._drop(oldest)

    def clear(self) -> None:
        """Drop everything."""
        self._tasks.clear()
        self._ended.clear()
        self._images.clear()
        self._bytes = 0

    def _drop(self, task: ServiceTask) -> None:
        del self._ended[task.id], self._tasks[task.id]
        for image in task.images():
            self._forget(image)

    def _keep(self, image: StoredImage) -> None:
        self._images[image.name] = image
        self._bytes += len(image.content)

    def _forget(self, image: StoredImage) -> None:
        if self._images.pop(image.name, None):
            self._bytes -= len(image.content)
