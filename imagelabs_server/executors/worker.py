"""The worker process: takes jobs from its standard input, draws them, and writes progress and pictures to its output.

`imagelabs_server.executors.worker_process` starts it, with the engine's name as its only argument. It ends when its
input does, so that it never outlives the service, however that one died.
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

PREVIEW_QUALITY = 82  # of JPEG: previews are looked at for a second
PNG_COMPRESSION = 4  # zlib's level: measured on paintings, 6 takes two and a half times as long for 2 % less

_WORD = re.compile(r"\w+")

_PR_SET_PDEATHSIG = 1  # of Linux's prctl: the signal to be sent when the parent ends

_LOWER_PRIORITY = 10  # the niceness added, so that polls are answered while every core draws


class _Inbox:
    """What the parent has sent: jobs in order, and which of them it no longer wants."""

    def __init__(self, stream: BinaryIO) -> None:
        self.jobs: SimpleQueue[tuple[int, Job]] = SimpleQueue()
        self.cancelled = -1  # the highest job number cancelled so far; numbers only rise
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
            os._exit(0)  # the service is gone: nobody will take what is being drawn


class _Outbox:
    """The reports of one job, as frames."""

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
        news = {"status": status, "steps": steps, "recognised": recognised, "unrecognised": unrecognised}
        told = {key: value for key, value in news.items() if value is not None}
        self.send("progress", _encode_preview(preview) if preview else b"", fraction=float(fraction), **told)


def _encode_preview(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=PREVIEW_QUALITY)
    return buffer.getvalue()


class _Watched(io.BytesIO):
    """A buffer that takes nothing more once somebody has given up: a large PNG takes longer than they may wait."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        super().__init__()
        self._cancelled = cancelled

    def write(self, data: ReadableBuffer) -> int:
        if self._cancelled():
            raise DrawingCancelled
        return super().write(data)


def _encode_result(image: Image.Image, cancelled: Callable[[], bool]) -> bytes:
    buffer = _Watched(cancelled)
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
    except Exception as error:  # noqa: BLE001 - an engine may fail in any way; the service says so, the worker lives on
        print(_for_the_log(error, job), file=sys.stderr, flush=True)  # noqa: T201 - the operator's log
        outbox.send("failed", status=statuses.ENGINE_FAILED, code=FailureCode.ENGINE_FAILED)


def _for_the_log(error: Exception, job: Job) -> str:
    """What an operator needs to mend an engine. No prompt: a message that shares a word with it is left out."""
    words = set(_WORD.findall(f"{job.prompt} {job.negative_prompt}".lower()))
    message = str(error)
    told = message if words.isdisjoint(_WORD.findall(message.lower())) else "(its message quotes the prompt)"
    stack = "".join(traceback.format_tb(error.__traceback__))
    return f"The engine failed:\n{stack}{type(error).__name__}: {told}"


def _end_with_parent() -> None:
    """Have the kernel end this process with the thread that started it, which looks after it and lives as long.

    The end of the input does the same everywhere else, but an engine that hangs in native code may never let go of the
    interpreter, and then nobody here would notice.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):  # a Python without ctypes, a C library without prctl
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(engine_name: str) -> None:
    """Draw jobs from standard input until it ends."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there are no process groups, Ctrl+C comes here too
    if hasattr(os, "nice"):
        os.nice(_LOWER_PRIORITY)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not end up among the frames
    inbox = _Inbox(sys.stdin.buffer)
    engine = make_engine(engine_name)
    _Outbox(output, -1).send("ready")
    while True:
        number, job = inbox.jobs.get()
        _draw(engine, job, _Outbox(output, number), inbox, number)


def job_header(number: int, job: Job) -> Header:
    """The frame header that hands `job` to a worker; its reference image travels as the frame's body."""
    fields = dataclasses.asdict(job)
    del fields["reference_image"]
    return {"type": "draw", "number": number, "job": fields}


if __name__ == "__main__":
    main(sys.argv[1])
