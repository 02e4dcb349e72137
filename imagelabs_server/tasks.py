"""Tasks, and a store for them that is bounded in number, bytes and time."""

from __future__ import annotations

import secrets
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engine import Job

TaskState = Literal["queued", "running", "done", "failed"]

_TASK_SIZE = 2000  # bytes: about what a task needs besides its images
KEPT_PREVIEWS = 3  # so that a client can still fetch the preview of its last poll after a newer one has arrived


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An encoded image with an unguessable name."""

    name: str
    content: bytes
    media_type: str

    @classmethod
    def png(cls, content: bytes) -> StoredImage:
        """Return a stored image for a finished picture."""
        return cls(f"{secrets.token_urlsafe(18)}.png", content, "image/png")

    @classmethod
    def jpeg(cls, content: bytes) -> StoredImage:
        """Return a stored image for a preview."""
        return cls(f"{secrets.token_urlsafe(18)}.jpg", content, "image/jpeg")


@dataclass(slots=True, eq=False)
class ServiceTask:
    """A job and its state; modified only while holding the service's lock."""

    job: Job
    owner: str = ""  # whose it is: owners take turns, and the largest one loses first where memory is short
    number: int = 0  # ascending in the order in which tasks are sent to workers
    attempts: int = 0  # how often it has been sent to a worker
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    state: TaskState = "queued"
    status: str = statuses.QUEUED
    code: FailureCode | None = None  # set if it has failed
    fraction: float = 0.0
    steps: tuple[int, int] | None = None
    recognised: tuple[str, ...] | None = None
    unrecognised: tuple[str, ...] | None = None
    previews: deque[StoredImage] = field(default_factory=lambda: deque(maxlen=KEPT_PREVIEWS))
    result: StoredImage | None = None
    finished_at: float | None = None

    @property
    def ended(self) -> bool:
        """Whether it has succeeded or failed, so that its state is final."""
        return self.state in ("done", "failed")

    def progress(self, queue_position: int | None) -> TaskProgress:
        """Return a snapshot of its progress."""
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
        """Yield all its images that can be downloaded."""
        yield from self.previews
        if self.result:
            yield self.result


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A consistent snapshot of a task's progress.

    Attributes:
        queue_position: position in the queue, 1 being next, or None if it is not waiting.
        preview: name of its newest preview, or None.
        result: name of its finished picture, or None.
        code: the failure code, or None.
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
    """Stores tasks by id and images by name. Not thread-safe: the service holds its lock around every call.

    Ended tasks are dropped after `ttl` seconds, or earlier if there are more than `max_ended` or the images exceed
    `max_bytes`: then the owner who has the most loses their oldest. Memory therefore stays bounded under any load.
    """

    def __init__(self, *, ttl: float, max_ended: int = 2000, max_bytes: int = 512 * 2**20) -> None:
        """Create an empty store.

        Args:
            ttl: seconds to keep an ended task.
            max_ended: maximum number of ended tasks.
            max_bytes: maximum total size of the images.
        """
        self._ttl = ttl
        self._max_ended = max_ended
        self._max_bytes = max_bytes
        self._tasks: dict[str, ServiceTask] = {}
        self._ended: OrderedDict[str, ServiceTask] = OrderedDict()  # ordered by the time they ended
        self._images: dict[str, StoredImage] = {}
        self._bytes = 0

    def add(self, task: ServiceTask) -> None:
        """Add a new task."""
        self._tasks[task.id] = task

    def get(self, task_id: str) -> ServiceTask | None:
        """Return the task with this id, or None."""
        return self._tasks.get(task_id)

    def image(self, name: str) -> StoredImage | None:
        """Return the image with this name, or None."""
        return self._images.get(name)

    def add_preview(self, task: ServiceTask, image: StoredImage) -> None:
        """Add a preview to a task, and drop its oldest one if there are more than `KEPT_PREVIEWS`."""
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
        """Record the end of a task; ignored if the task has already ended."""
        if task.ended:
            return
        task.state, task.status, task.code, task.finished_at = state, status, code, now
        # These can be megabytes, and are no longer needed.
        task.job = replace(task.job, prompt="", negative_prompt="", reference_image=None)
        if png is not None:
            task.fraction = 1.0
            task.result = StoredImage.png(png)
            self._keep(task.result)
        self._ended[task.id] = task
        self.purge(now)

    def purge(self, now: float) -> None:
        """Drop ended tasks that have expired or exceed a limit; the limits never drop the task that ended last."""
        while self._ended:
            oldest = next(iter(self._ended.values()))
            if oldest.finished_at is None or now - oldest.finished_at < self._ttl:
                break
            self._drop(oldest)
        while len(self._ended) > 1 and (len(self._ended) > self._max_ended or self._bytes > self._max_bytes):
            self._drop(self._next_to_lose())

    def clear(self) -> None:
        """Drop everything."""
        self._tasks.clear()
        self._ended.clear()
        self._images.clear()
        self._bytes = 0

    def _next_to_lose(self) -> ServiceTask:
        """Return the oldest ended task, other than the last one, of the owner who takes the most room."""
        *earlier, last = self._ended.values()
        room: Counter[str] = Counter()
        for task in (*earlier, last):
            room[task.owner] += _TASK_SIZE + sum(len(image.content) for image in task.images())
        largest = max((task.owner for task in earlier), key=lambda owner: room[owner])
        return next(task for task in earlier if task.owner == largest)

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
