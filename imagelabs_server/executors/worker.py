"""The worker process: reads jobs from standard input, draws them, and writes progress and pictures to standard output.

`imagelabs_server.executors.worker_process` starts it, with the engine's name as its only argument. It exits at the end
of its input, so that it never outlives the service, however the service ended.
"""

from __future__ import annotations

import dataclasses
import io
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from imagelabs_server import statuses
from imagelabs_server.codes import FailureCode
from imagelabs_server.engine import DrawingCancelled, Engine, Job
from imagelabs_server.engines import make_engine
from imagelabs_server.executors.frames import Header, read_frame, write_frame

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PREVIEW_QUALITY = 82  # of JPEG; previews are visible only for about a second
PNG_COMPRESSION = 4  # zlib level; measured on paintings, 6 takes 2.5 times as long and saves only 2 %

_WORD = re.compile(r"\w+")

_PR_SET_PDEATHSIG = 1  # option of Linux's prctl: the signal to send to this process when its parent ends

_LOWER_PRIORITY = 10  # niceness increment, so that polls are answered while every core is drawing


class _Inbox:
    """Messages from the parent: jobs in order, and the number up to which jobs are cancelled."""

    def __init__(self, stream: BinaryIO) -> None:
        self.jobs: SimpleQueue[tuple[int, Job]] = SimpleQueue()
        self.cancelled = -1  # highest job number cancelled so far; job numbers are ascending
        self._stream = stream
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def _read(self) -> None:
        try:
            while (frame := read_frame(self._stream)) is not None:
                header, body = frame
                if header["type"] == "cancel":
                    self.cancelled = max(self.cancelled, header["number"])
                else:
                    self.jobs.put((header["number"], Job(**header["job"], reference_image=body or None)))
        finally:
            os._exit(0)  # the service is gone, so nobody needs the current picture


class _Outbox:
    """Writes the reports of one job as frames."""

    def __init__(self, stream: BinaryIO, number: int) -> None:
        self._stream = stream
        self._number = number

    def send(self, kind: str, body: bytes = b"", **fields: object) -> None:
        header: Header = {"type": kind, "number": self._number, **fields}
        try:
            write_frame(self._stream, header, body)
        except OSError:
            os._exit(0)  # the service is gone

    def report(
        self,
        fraction: float,
        preview: Image.Image | None = None,
        *,
        status: str | None = None,
        steps: tuple[int, int] | None = None,
        recognised: Sequence[str] | None = None,
        unrecognised: Sequence[str] | None = None,
    ) -> None:
        optional = {"status": status, "steps": steps, "recognised": recognised, "unrecognised": unrecognised}
        fields = {key: value for key, value in optional.items() if value is not None}
        self.send("progress", _encode_preview(preview) if preview else b"", fraction=float(fraction), **fields)


def _encode_preview(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=PREVIEW_QUALITY)
    return buffer.getvalue()


class _CancellableBuffer(io.BytesIO):
    """A buffer that raises `DrawingCancelled` on writes after a cancel, because encoding a large PNG takes long."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        super().__init__()
        self._cancelled = cancelled

    def write(self, data: ReadableBuffer) -> int:
        if self._cancelled():
            raise DrawingCancelled
        return super().write(data)


def _encode_result(image: Image.Image, cancelled: Callable[[], bool]) -> bytes:
    buffer = _CancellableBuffer(cancelled)
    image.convert("RGB").save(buffer, "PNG", compress_level=PNG_COMPRESSION)
    return buffer.getvalue()


def _draw(engine: Engine, job: Job, outbox: _Outbox, inbox: _Inbox, number: int) -> None:
    def cancelled() -> bool:
        return inbox.cancelled >= number

    try:
        image = engine.draw(job, outbox.report, cancelled)
        if image.size != (job.width, job.height):
            raise ValueError(f"the engine drew {image.size}, not {(job.width, job.height)}")
        outbox.send("done", _encode_result(image, cancelled))
    except DrawingCancelled:
        outbox.send("cancelled")
    except Exception as error:  # noqa: BLE001 - engines may raise anything; the worker reports it and continues
        print(_log_message(error, job), file=sys.stderr, flush=True)  # noqa: T201 - the operator's log
        outbox.send("failed", status=statuses.ENGINE_FAILED, code=FailureCode.ENGINE_FAILED)


def _log_message(error: Exception, job: Job) -> str:
    """Return the log message for an engine failure; an error message that shares a word with the prompt is left out."""
    words = set(_WORD.findall(f"{job.prompt} {job.negative_prompt}".lower()))
    message = str(error)
    shown = message if words.isdisjoint(_WORD.findall(message.lower())) else "(its message quotes the prompt)"
    stack = "".join(traceback.format_tb(error.__traceback__))
    return f"The engine failed:\n{stack}{type(error).__name__}: {shown}"


def _die_with_parent() -> None:
    """Have Linux kill this process when the thread that started it ends; that thread lives as long as the worker.

    Otherwise, as on all other systems, the worker exits at the end of its input. But an engine that hangs in native
    code may never release the interpreter lock, and then the end of input goes unnoticed.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):  # Python without ctypes, or a C library without prctl
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(engine_name: str) -> None:
    """Draw jobs from standard input until it ends."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on systems without process groups, Ctrl+C reaches the worker too
    if hasattr(os, "nice"):
        os.nice(_LOWER_PRIORITY)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not corrupt the frames
    inbox = _Inbox(sys.stdin.buffer)
    engine = make_engine(engine_name)
    _Outbox(output, -1).send("ready")
    while True:
        number, job = inbox.jobs.get()
        _draw(engine, job, _Outbox(output, number), inbox, number)


def job_header(number: int, job: Job) -> Header:
    """Return the frame header that sends `job` to a worker; its reference image is sent as the frame's body."""
    fields = dataclasses.asdict(job)
    del fields["reference_image"]
    return {"type": "draw", "number": number, "job": fields}


if __name__ == "__main__":
    main(sys.argv[1])
