"""The service's handle on one worker process: starts it, sends jobs, reads reports, stops it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from imagelabs_server.engine import Job
from imagelabs_server.executors.frames import Header, read_frame, write_frame
from imagelabs_server.executors.worker import job_header

# The last frame of every job is one of these.
FINAL_FRAMES = frozenset({"done", "cancelled", "failed"})

_EXIT_GRACE = 2.0  # seconds between closing a worker's input and killing it

# Engines process untrusted input, so they do not get secrets that they could leak.
_SECRET_NAME = re.compile(
    r"^(IMAGELABS|PLAYGROUND)_|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|AUTH|API_?KEY|ACCESS_?KEY|PRIVATE|_PROXY$",
    re.IGNORECASE,
)


def worker_environment() -> dict[str, str]:
    """Return a worker's environment: that of the service, with its import path, one BLAS thread, and no secrets."""
    variables = {name: value for name, value in os.environ.items() if not _SECRET_NAME.search(name)}
    package_root = str(Path(__file__).resolve().parents[2])
    search_path = os.pathsep.join(dict.fromkeys([*(entry or os.getcwd() for entry in sys.path), package_root]))
    # Parallelism comes from several workers, not from threads within one.
    return variables | {"PYTHONPATH": search_path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class WorkerDiedError(Exception):
    """The worker process ended, or was killed, before its job was done."""


class WorkerProcess:
    """A child process that draws one job at a time.

    `draw` and `close` must be called from one thread; `cancel` and `kill` may be called from any. All but `kill` may
    block until the process reads its input or ends.
    """

    def __init__(self, engine: str) -> None:
        """Start the process.

        Args:
            engine: a name that `imagelabs_server.engines.make_engine` accepts.

        Raises:
            OSError: the process cannot be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with an engine chosen by the operator
            # -P: modules in the current directory must not shadow the worker's imports
            [sys.executable, "-P", "-m", "imagelabs_server.executors.worker", engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl+C in a terminal must reach only the service, which then stops its workers
            env=worker_environment(),
        )
        self._input = cast("BinaryIO", self._process.stdin)
        self._output = cast("BinaryIO", self._process.stdout)
        self._write_lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Return whether the process is still running."""
        return self._process.poll() is None

    def draw(self, number: int, job: Job) -> Iterator[tuple[Header, bytes]]:
        """Send a job and yield its frames as they arrive, up to and including one of `FINAL_FRAMES`.

        Args:
            number: the number of the job, higher than that of any job before.
            job: what to draw.

        Raises:
            WorkerDiedError: the process ended before the job was done.
        """
        try:
            with self._write_lock:
                write_frame(self._input, job_header(number, job), job.reference_image or b"")
        except (OSError, ValueError) as error:
            self._kill_and_wait()
            raise WorkerDiedError from error
        while (frame := read_frame(self._output)) is not None:
            header, body = frame
            if header["number"] != number:
                continue  # "ready"
            yield header, body
            if header["type"] in FINAL_FRAMES:
                return
        self._kill_and_wait()
        raise WorkerDiedError

    def cancel(self, number: int) -> None:
        """Ask the process to stop job `number` and all earlier ones; no effect if the process has ended."""
        try:
            with self._write_lock:
                write_frame(self._input, {"type": "cancel", "number": number})
        except (OSError, ValueError):
            return  # the process has ended, and its job with it

    def kill(self) -> None:
        """Kill the process; a running `draw` then raises `WorkerDiedError`."""
        self._process.kill()

    def _kill_and_wait(self) -> None:
        """Kill the process and wait, so that `alive` is False: its pipes close slightly before it has ended."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Stop the process, by force if it does not exit in time, and wait for it; no `draw` may be running."""
        try:
            with self._write_lock:
                self._input.close()  # the worker exits at the end of its input
        except OSError:
            pass  # the process has ended, so the final flush fails
        try:
            self._process.wait(_EXIT_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()
