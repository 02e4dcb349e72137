"""The service's side of one worker process: start it, hand it jobs, take its reports, end it."""

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

# An engine reads what strangers send; what it could give away it need not have.
_SECRET = re.compile(
    r"^(IMAGELABS|PLAYGROUND)_|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|AUTH|API_?KEY|ACCESS_?KEY|PRIVATE|_PROXY$",
    re.IGNORECASE,
)


def _environment() -> dict[str, str]:
    """The service's environment for its worker: the same places to import from, one BLAS thread, and no secrets."""
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    package_root = str(Path(__file__).resolve().parents[2])
    search_path = os.pathsep.join(dict.fromkeys([*(entry or os.getcwd() for entry in sys.path), package_root]))
    # The cores are shared out among workers, not within one.
    return kept | {"PYTHONPATH": search_path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class WorkerDiedError(Exception):
    """The worker process ended, or was killed, before its job did."""


class WorkerProcess:
    """One child process that draws one job at a time.

    `draw` and `close` belong to one thread; `cancel` and `kill` may be called from any. All but `kill` may have to wait
    for the process to read or to end.
    """

    def __init__(self, engine: str) -> None:
        """Start the process.

        Args:
            engine: a name that `imagelabs_server.engines.make_engine` takes.

        Raises:
            OSError: the process cannot be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with a name from our own table
            # -P: what lies in the folder that the service was started in must not shadow what the worker imports
            [sys.executable, "-P", "-m", "imagelabs_server.executors.worker", engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl+C in a terminal is for the service, which then closes its workers
            env=_environment(),
        )
        self._input = cast("BinaryIO", self._process.stdin)
        self._output = cast("BinaryIO", self._process.stdout)
        self._write_lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the process is still running."""
        return self._process.poll() is None

    def draw(self, number: int, job: Job) -> Iterator[tuple[Header, bytes]]:
        """Hand over a job and yield its frames as they arrive, up to and including one of `FINAL_FRAMES`.

        Args:
            number: higher than every number before it.
            job: what to draw.

        Raises:
            WorkerDiedError: the process ended first.
        """
        try:
            with self._write_lock:
                write_frame(self._input, job_header(number, job), job.reference_image or b"")
        except (OSError, ValueError) as error:
            self._end_now()
            raise WorkerDiedError from error
        while (frame := read_frame(self._output)) is not None:
            header, body = frame
            if header["number"] != number:
                continue  # "ready"
            yield header, body
            if header["type"] in FINAL_FRAMES:
                return
        self._end_now()
        raise WorkerDiedError

    def cancel(self, number: int) -> None:
        """Ask the process to give up job `number` and every earlier one; nothing happens if it has ended."""
        try:
            with self._write_lock:
                write_frame(self._input, {"type": "cancel", "number": number})
        except (OSError, ValueError):
            return  # it has ended already, and its job with it

    def kill(self) -> None:
        """End the process at once; `draw` then raises `WorkerDiedError`."""
        self._process.kill()

    def _end_now(self) -> None:
        """Make sure that `alive` tells the truth: a process's pipes close a moment before it has ended."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process, kindly first, and wait until it is gone. No `draw` may be under way in another thread."""
        try:
            with self._write_lock:
                self._input.close()  # the worker leaves when its input ends
        except OSError:
            pass  # a last flush into a process that has ended
        try:
            self._process.wait(_EXIT_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()
