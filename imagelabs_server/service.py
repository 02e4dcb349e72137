"""The service behind the endpoints: a bounded queue, first come first served, and worker processes that empty it.

One thread looks after each worker process and sleeps while it draws; nothing here belongs to an event loop, so the same
service may be called from any loop or thread. Everything that endpoints call answers at once: nothing waits for a
worker, its start, its pipes or its end while it holds the lock.
"""

from __future__ import annotations

import atexit
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engine import Engine, Job
from imagelabs_server.engines import make_engine
from imagelabs_server.executors.frames import Header
from imagelabs_server.executors.worker_process import WorkerDiedError, WorkerProcess
from imagelabs_server.tasks import ServiceTask, StoredImage, TaskProgress, TaskStore

logger = logging.getLogger(__name__)

CANCEL_GRACE = 0.8  # seconds for an engine to give up by itself; then its process is replaced
JOB_TIME_LIMIT = 900.0  # seconds that one picture may take: an engine that hangs must not hold its worker for ever
_HOUSEKEEPING_INTERVAL = 30.0  # seconds between looks at what has expired while nothing else happens
_FIRST_GUESS = 5.0  # seconds a picture is thought to take before one has been drawn
_RESTART_PAUSE = 1.0  # seconds before a worker is started again that died without ever drawing
_ATTEMPTS = 2  # at a task whose worker died before it said a word: it may have been dying when it got the task
_MAX_WAITING_BYTES = 256 * 2**20  # of reference images in the queue
_MAX_WORDS = 200  # of a prompt, that are remembered as understood and as not understood


class QueueFullError(Exception):
    """The queue holds as many tasks as it may.

    Attributes:
        retry_after: whole seconds after which a place is likely to be free.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"The queue is full; a place should be free in about {retry_after} s.")
        self.retry_after = retry_after


class ServiceClosedError(RuntimeError):
    """The service has been closed, and takes no more tasks."""


@dataclass(frozen=True, slots=True)
class Load:
    """How busy the service is."""

    workers: int
    queued: int
    running: int


class Service:
    """Tasks in, pictures out."""

    def __init__(
        self,
        engine: str,
        *,
        workers: int,
        queue_size: int,
        task_ttl: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare a service; its workers start with `start` or the first submit.

        Args:
            engine: a name that `imagelabs_server.engines.make_engine` takes.
            workers: processes that draw, one picture at a time each; 1 or more.
            queue_size: tasks that may wait; 1 or more.
            task_ttl: seconds that an ended task and its images are kept.
            clock: monotonic seconds.

        Raises:
            ValueError: no such engine, or a number out of range.
        """
        if workers < 1 or queue_size < 1 or not task_ttl > 0:
            raise ValueError("workers and queue_size must be 1 or more, and task_ttl must be positive")
        self.engine: Engine = make_engine(engine)
        self._engine_name = engine
        self._workers = workers
        self._queue_size = queue_size
        self._clock = clock
        self._store = TaskStore(ttl=task_ttl)
        self._changed = threading.Condition()
        self._queue: deque[ServiceTask] = deque()
        self._running: dict[ServiceTask, WorkerProcess] = {}
        self._threads: list[threading.Thread] = []
        self._drawn = 0
        self._typical_duration = _FIRST_GUESS
        self._closed = False

    def start(self) -> None:
        """Start the workers, unless they have been; a first picture is then not kept waiting for them."""
        with self._changed:
            if self._closed:
                raise ServiceClosedError("The service is closing down.")
            if self._threads:
                return
            self._threads = [
                threading.Thread(target=self._tend_worker, name=f"imagelabs-worker-{index}", daemon=True)
                for index in range(self._workers)
            ]
            for thread in self._threads:
                thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """End the workers and forget every task; idempotent."""
        with self._changed:
            self._closed = True
            busy = list(self._running.values())
            while self._queue:
                self._fail(self._queue.popleft(), statuses.WORKER_DIED, FailureCode.CLOSING)
            self._changed.notify_all()
        for process in busy:
            process.kill()
        for thread in self._threads:
            thread.join()
        with self._changed:
            self._store.clear()
        atexit.unregister(self.close)

    def submit(self, job: Job) -> ServiceTask:
        """Put a job into the queue.

        Raises:
            QueueFullError: there is no room.
            ServiceClosedError: it is too late.
        """
        self.start()
        with self._changed:
            if self._closed:
                raise ServiceClosedError("The service is closing down.")
            self._store.purge(self._clock())
            if len(self._queue) >= self._queue_size or not self._has_room_for(job.reference_image):
                raise QueueFullError(self._retry_after())
            task = ServiceTask(job)
            self._queue.append(task)
            self._store.add(task)
            self._changed.notify_all()  # one alone might be a thread that waits for something else
            return task

    def find(self, task_id: str) -> ServiceTask | None:
        """The task of that id, or None when it is unknown or has expired."""
        with self._changed:
            self._store.purge(self._clock())
            return self._store.get(task_id)

    def progress(self, task_id: str) -> TaskProgress | None:
        """How far the task of that id is, or None when it is unknown or has expired."""
        with self._changed:
            task = self.find(task_id)
            return task.progress(self.queue_position(task)) if task else None

    def queue_position(self, task: ServiceTask) -> int | None:
        """Where a task stands in the queue, 1 being next, or None when it is not waiting."""
        with self._changed:
            try:
                return self._queue.index(task) + 1
            except ValueError:
                return None

    def image(self, name: str) -> StoredImage | None:
        """The image of that name, or None when it is unknown or has expired."""
        with self._changed:
            self._store.purge(self._clock())
            return self._store.image(name)

    def load(self) -> Load:
        """How busy the service is now."""
        with self._changed:
            return Load(self._workers, queued=len(self._queue), running=len(self._running))

    def cancel(self, task: ServiceTask) -> bool:
        """End a task; answers whether it was still waiting or being drawn."""
        with self._changed:
            if task.ended:
                return False
            self._fail(task, statuses.CANCELLED, FailureCode.CANCELLED)
            process = self._running.get(task)
            if process is None:
                self._queue.remove(task)
                return True
        self._kill_later(task, process, CANCEL_GRACE)
        # The worker's inbox may be full, and a job on its way into it: nobody here waits for that.
        threading.Thread(target=process.cancel, args=(task.number,), name="imagelabs-cancel", daemon=True).start()
        return True

    def _has_room_for(self, reference: bytes | None) -> bool:
        if reference is None:
            return True
        waiting = sum(len(task.job.reference_image or b"") for task in self._queue)
        return waiting == 0 or waiting + len(reference) <= _MAX_WAITING_BYTES

    def _retry_after(self) -> int:
        return max(1, math.ceil(self._typical_duration / self._workers))

    def _kill_later(self, task: ServiceTask, process: WorkerProcess, delay: float) -> threading.Timer:
        def kill() -> None:
            with self._changed:  # without the lock the process could go on to another task between look and kill
                late = self._running.get(task) is process
                if late:
                    process.kill()
            if late:
                logger.warning("A worker did not end its task in time; its process is replaced.")

        timer = threading.Timer(delay, kill)
        timer.daemon = True
        timer.start()
        return timer

    def _tend_worker(self) -> None:
        """Keep one worker process at work until the service closes: the body of one thread."""
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
                    # A thread that ended here would leave its tasks waiting for ever.
                    logger.exception("A worker could not be tended; its process is replaced.")
                    if process is not None:
                        process.kill()
                        process.close()
                    process = None
                    self._pause()
        finally:
            if process is not None:
                process.close()

    def _start_process(self) -> WorkerProcess | None:
        """Start a worker process; where the system refuses, fail the next task rather than let it wait for ever."""
        try:
            return WorkerProcess(self._engine_name)
        except OSError:
            logger.exception("A worker process could not be started.")
        with self._changed:
            if self._queue:
                self._fail(self._queue.popleft(), statuses.WORKER_DIED, FailureCode.ENGINE_FAILED)
        self._pause()
        return None

    def _pause(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed, _RESTART_PAUSE)

    def _wait_for_work(self) -> None:
        with self._changed:
            if not self._queue and not self._closed:
                self._changed.wait(_HOUSEKEEPING_INTERVAL)
                self._store.purge(self._clock())

    def _draw_next(self, process: WorkerProcess) -> bool:
        """Have the next task drawn, if there is one; answers whether there was. A dead process gets none."""
        with self._changed:
            if self._closed or not self._queue:
                return False
            if not process.alive():
                return True
            task = self._queue.popleft()
            self._drawn += 1
            task.number, task.attempts = self._drawn, task.attempts + 1
            task.state, task.status = "running", statuses.STARTING
            self._running[task] = process
            job = task.job
        heard = True
        try:
            heard = self._draw(task, job, process)
        finally:
            with self._changed:
                del self._running[task]
                again = not (heard or task.ended or self._closed) and task.attempts < _ATTEMPTS
                if again:
                    task.state, task.status = "queued", statuses.QUEUED
                    self._queue.appendleft(task)
                else:
                    self._fail(task, statuses.WORKER_DIED, FailureCode.ENGINE_FAILED)  # nothing, where it has ended
        if not heard and task.attempts >= _ATTEMPTS:
            self._pause()
        return True

    def _draw(self, task: ServiceTask, job: Job, process: WorkerProcess) -> bool:
        """Have a task drawn; answers whether the worker said anything before it went on or died."""
        started = self._clock()
        heard = False
        limit = self._kill_later(task, process, JOB_TIME_LIMIT)
        try:
            for header, body in process.draw(task.number, job):
                heard = True
                self._take(task, header, body)
            if task.state == "done":
                self._learn(self._clock() - started)
        except WorkerDiedError:
            if not self._closed:
                logger.warning("A worker process died while it was drawing; a new one takes its place.")
        finally:
            limit.cancel()
        return heard

    def _take(self, task: ServiceTask, header: Header, body: bytes) -> None:
        """Record one frame of a worker."""
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

    def _learn(self, duration: float) -> None:
        with self._changed:
            self._typical_duration += (duration - self._typical_duration) * 0.3
