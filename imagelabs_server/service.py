"""The service behind the endpoints: a bounded fair queue, and worker processes that consume it.

One thread manages each worker process and sleeps while it draws. Nothing here is tied to an event loop, so a service
may be called from any loop or thread. All methods that endpoints call return at once: no code waits for a worker's
start, pipes or end while it holds the lock.
"""

from __future__ import annotations

import atexit
import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engine import Engine, Job
from imagelabs_server.engines import make_engine
from imagelabs_server.executors.frames import Header
from imagelabs_server.executors.worker_process import WorkerDiedError, WorkerProcess
from imagelabs_server.fair_queue import FairQueue
from imagelabs_server.tasks import ServiceTask, StoredImage, TaskProgress, TaskStore

logger = logging.getLogger(__name__)

CANCEL_GRACE = 0.8  # seconds for an engine to stop by itself; after that its process is replaced
JOB_TIME_LIMIT = 900.0  # seconds for one picture; an engine that hangs must not block its worker for ever
_HOUSEKEEPING_INTERVAL = 30.0  # seconds between purges of expired tasks while a worker is idle
_INITIAL_DURATION = 5.0  # seconds; estimated duration of a picture until one has been drawn
_RESTART_DELAY = 1.0  # seconds before a worker that failed to start or to draw is restarted
_LONGEST_RETRY = 30.0  # seconds after which whoever finds the queue full is to ask again, at most
_MAX_ATTEMPTS = 2  # for a task whose worker died without reporting: it may already have been dying when it got the task
_MAX_WAITING_BYTES = 256 * 2**20  # total size of the reference images in the queue
_MAX_WORDS = 200  # of a prompt, stored as understood and as not understood


class QueueFullError(Exception):
    """The queue is full.

    Attributes:
        retry_after: whole seconds after which a place is likely to be free, 1 or more.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"The queue is full; a place should be free in about {retry_after} s.")
        self.retry_after = retry_after


class ServiceClosedError(RuntimeError):
    """The service is closed and accepts no more tasks."""


@dataclass(frozen=True, slots=True)
class Load:
    """The load of the service: numbers of workers, of queued and of running tasks."""

    workers: int
    queued: int
    running: int


class Service:
    """Queues tasks and has them drawn by worker processes; thread-safe."""

    def __init__(
        self,
        engine: str,
        *,
        workers: int,
        queue_size: int,
        task_ttl: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create a service without starting workers; `start` or the first submit does that.

        Args:
            engine: a name that `imagelabs_server.engines.make_engine` accepts.
            workers: number of worker processes, 1 or more; each draws one picture at a time.
            queue_size: maximum number of waiting tasks, 1 or more.
            task_ttl: seconds to keep an ended task and its images, more than 0.
            clock: returns monotonic seconds.

        Raises:
            ValueError: there is no such engine, or a number is out of range.
        """
        if workers < 1 or queue_size < 1 or not task_ttl > 0:
            raise ValueError("workers and queue_size must be 1 or more, and task_ttl must be positive")
        self.engine: Engine = make_engine(engine)
        self._engine_name = engine
        self._workers = workers
        self._clock = clock
        self._store = TaskStore(ttl=task_ttl)
        self._changed = threading.Condition()
        self._queue: FairQueue[ServiceTask] = FairQueue(
            queue_size, lambda task: task.owner, lambda task: task.job.width * task.job.height
        )
        self._running: dict[ServiceTask, WorkerProcess] = {}
        self._threads: list[threading.Thread] = []
        self._last_number = 0
        self._typical_duration = _INITIAL_DURATION
        self._closed = False

    def start(self) -> None:
        """Start the workers unless they are running, so that the first task does not wait for them."""
        with self._changed:
            if self._closed:
                raise ServiceClosedError("The service is closing down.")
            if self._threads:
                return
            self._threads = [
                threading.Thread(target=self._run_worker, name=f"imagelabs-worker-{index}", daemon=True)
                for index in range(self._workers)
            ]
            for thread in self._threads:
                thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """Stop the workers and drop all tasks; idempotent."""
        with self._changed:
            self._closed = True
            busy = list(self._running.values())
            while self._queue:
                self._fail(self._queue.take(), statuses.WORKER_DIED, FailureCode.CLOSING)
            self._changed.notify_all()
        for process in busy:
            process.kill()
        for thread in self._threads:
            thread.join()
        with self._changed:
            self._store.clear()
        atexit.unregister(self.close)

    def submit(self, job: Job, owner: str = "") -> ServiceTask:
        """Add a job to the queue.

        Args:
            job: what to draw.
            owner: whose it is, any text; owners take turns.

        Raises:
            QueueFullError: the queue is full, or the owner's share of it.
            ServiceClosedError: the service is closed.
        """
        self.start()
        with self._changed:
            if self._closed:
                raise ServiceClosedError("The service is closing down.")
            self._store.purge(self._clock())
            if not (self._queue.has_room_for(owner) and self._has_room_for(job.reference_image)):
                raise QueueFullError(self._retry_after(owner))
            task = ServiceTask(job, owner)
            self._queue.add(task)
            self._store.add(task)
            self._changed.notify_all()  # `notify` might wake a thread that waits for something else
            return task

    def find(self, task_id: str) -> ServiceTask | None:
        """Return the task with this id, or None if it is unknown or has expired."""
        with self._changed:
            self._store.purge(self._clock())
            return self._store.get(task_id)

    def progress(self, task_id: str) -> TaskProgress | None:
        """Return the progress of the task with this id, or None if it is unknown or has expired."""
        with self._changed:
            task = self.find(task_id)
            return task.progress(self.queue_position(task)) if task else None

    def queue_position(self, task: ServiceTask) -> int | None:
        """Return the position of a task in the queue, 1 being next, or None if it is not waiting."""
        with self._changed:
            return self._queue.position(task)

    def image(self, name: str) -> StoredImage | None:
        """Return the image with this name, or None if it is unknown or has expired."""
        with self._changed:
            self._store.purge(self._clock())
            return self._store.image(name)

    def load(self) -> Load:
        """Return the current load."""
        with self._changed:
            return Load(self._workers, queued=len(self._queue), running=len(self._running))

    def cancel(self, task: ServiceTask) -> bool:
        """Cancel a task; return False if it had already ended."""
        with self._changed:
            if task.ended:
                return False
            self._fail(task, statuses.CANCELLED, FailureCode.CANCELLED)
            process = self._running.get(task)
            if process is None:
                self._queue.remove(task)
                return True
        self._kill_later(task, process, CANCEL_GRACE)
        # In a thread, because writing to the worker's pipe may block while a job is being sent.
        threading.Thread(target=process.cancel, args=(task.number,), name="imagelabs-cancel", daemon=True).start()
        return True

    def _has_room_for(self, reference: bytes | None) -> bool:
        if reference is None:
            return True
        waiting = sum(len(task.job.reference_image or b"") for task in self._queue)
        return waiting == 0 or waiting + len(reference) <= _MAX_WAITING_BYTES

    def _retry_after(self, owner: str) -> int:
        turns = self._queue.turns_until(owner)
        return max(1, math.ceil(min(turns * self._typical_duration / self._workers, _LONGEST_RETRY)))

    def _kill_later(self, task: ServiceTask, process: WorkerProcess, delay: float) -> threading.Timer:
        def kill() -> None:
            with self._changed:  # without the lock, the process could start another task between check and kill
                overdue = self._running.get(task) is process
                if overdue:
                    process.kill()
            if overdue:
                logger.warning("A worker did not end its task in time; its process is replaced.")

        timer = threading.Timer(delay, kill)
        timer.daemon = True
        timer.start()
        return timer

    def _run_worker(self) -> None:
        """Run one worker process until the service closes; the target of a worker thread."""
        process: WorkerProcess | None = None
        try:
            while not self._closed:
                if process is not None and not process.alive():
                    process.close()
                    process = None
                try:
                    if process is None:
                        process = self._start_process()
                    elif not self._draw_next(process):
                        self._wait_for_work()
                except Exception:
                    # If this thread ended, queued tasks might wait for ever.
                    logger.exception("A worker could not be tended; its process is replaced.")
                    if process is not None:
                        process.kill()
                        process.close()
                    process = None
                    self._wait_before_restart()
        finally:
            if process is not None:
                process.close()

    def _start_process(self) -> WorkerProcess | None:
        """Start a worker process; if that is impossible, fail the next task instead of letting it wait for ever."""
        try:
            return WorkerProcess(self._engine_name)
        except OSError:
            logger.exception("A worker process could not be started.")
        with self._changed:
            if self._queue:
                self._fail(self._queue.take(), statuses.WORKER_DIED, FailureCode.ENGINE_FAILED)
        self._wait_before_restart()
        return None

    def _wait_before_restart(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed, _RESTART_DELAY)

    def _wait_for_work(self) -> None:
        with self._changed:
            if not self._queue and not self._closed:
                self._changed.wait(_HOUSEKEEPING_INTERVAL)
                self._store.purge(self._clock())

    def _draw_next(self, process: WorkerProcess) -> bool:
        """Draw the next task and return True, or return False if the queue is empty; a dead process gets no task."""
        with self._changed:
            if self._closed or not self._queue:
                return False
            if not process.alive():
                return True
            task = self._queue.take()
            self._last_number += 1
            task.number, task.attempts = self._last_number, task.attempts + 1
            task.state, task.status = "running", statuses.STARTING
            self._running[task] = process
            job = task.job
        reported = True
        try:
            reported = self._draw(task, job, process)
        finally:
            with self._changed:
                del self._running[task]
                retry = not (reported or task.ended or self._closed) and task.attempts < _MAX_ATTEMPTS
                if retry:
                    task.state, task.status = "queued", statuses.QUEUED
                    self._queue.put_back(task)
                else:
                    self._fail(task, statuses.WORKER_DIED, FailureCode.ENGINE_FAILED)  # no effect if it has ended
        if not reported and task.attempts >= _MAX_ATTEMPTS:
            self._wait_before_restart()
        return True

    def _draw(self, task: ServiceTask, job: Job, process: WorkerProcess) -> bool:
        """Draw a task; return whether the worker reported anything before it finished or died."""
        started = self._clock()
        reported = False
        time_limit = self._kill_later(task, process, JOB_TIME_LIMIT)
        try:
            for header, body in process.draw(task.number, job):
                reported = True
                self._apply_frame(task, header, body)
            if task.state == "done":
                self._record_duration(self._clock() - started)
        except WorkerDiedError:
            if not self._closed:
                logger.warning("A worker process died while it was drawing; a new one takes its place.")
        finally:
            time_limit.cancel()
        return reported

    def _apply_frame(self, task: ServiceTask, header: Header, body: bytes) -> None:
        """Apply one frame from a worker to its task."""
        with self._changed:
            if task.ended:
                return  # cancelled; the engine has not noticed yet
            match header["type"]:
                case "progress":
                    task.fraction = min(1.0, max(task.fraction, header["fraction"]))
                    task.status = header.get("status", task.status)
                    if "steps" in header:
                        done, total = header["steps"]
                        task.steps = (done, total)
                    if "recognised" in header:
                        task.recognised = tuple(header["recognised"][:_MAX_WORDS])
                    if "unrecognised" in header:
                        task.unrecognised = tuple(header["unrecognised"][:_MAX_WORDS])
                    if body:
                        self._store.add_preview(task, StoredImage.jpeg(body))
                case "done":
                    self._store.end(task, "done", statuses.DONE, self._clock(), png=body)
                case "cancelled":
                    self._fail(task, statuses.CANCELLED, FailureCode.CANCELLED)
                case "failed":
                    self._fail(task, header["status"], FailureCode(header["code"]))

    def _fail(self, task: ServiceTask, status: str, code: FailureCode) -> None:
        self._store.end(task, "failed", status, self._clock(), code=code)

    def _record_duration(self, duration: float) -> None:
        with self._changed:
            self._typical_duration += (duration - self._typical_duration) * 0.3
