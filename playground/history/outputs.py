"""Pictures kept on this machine with `--outputs DIR`: files by day, and a log that other programs can read.

    DIR/2026-11-22/imagelabs-5-a-cat.png
    DIR/log.jsonl          one line per picture, as JSON: time, file, and everything that is known about it

A line is added to the log only once its file is complete. Seeds are text, because many readers round large numbers.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import json
import logging
import os
import threading
from pathlib import Path
from typing import Any

from imagelabs_client import GeneratedImage
from imagelabs_client.files.atomic import write_atomically
from playground.desks.generation import Painting
from playground.result.record import params_as_text

LOG_NAME = "log.jsonl"

_lock = threading.Lock()  # one picture at a time, so that file names and lines do not collide
_log = logging.getLogger(__name__)


class OutputsFolder:
    """The folder in which every finished picture is kept, if there is one."""

    def __init__(self, folder: Path | None) -> None:
        """Name the folder; None keeps nothing. It is made with the first picture."""
        self._folder = folder

    async def keep(self, painting: Painting) -> None:
        """Keep a finished picture. A failure is only logged: the visitor has the picture all the same."""
        if self._folder is None:
            return
        try:
            await asyncio.to_thread(keep_picture, painting.file, painting.image, self._folder)
        except OSError as error:
            _log.warning("a picture could not be kept in %s: %s", self._folder, error.strerror)


def keep_picture(file: Path, image: GeneratedImage, folder: Path, now: datetime.datetime | None = None) -> Path:
    """Copy a picture into the folder of the day, and add it to the log.

    Args:
        file: the picture with its parameters inside.
        image: what the service reported about it.
        folder: where outputs are kept; made if it does not exist.
        now: the time to log; by default the current time, in the machine's time zone.

    Returns:
        where the copy is.

    Raises:
        OSError: the copy or the log cannot be written; without a copy there is no line in the log.
    """
    time = now or datetime.datetime.now().astimezone()
    content = file.read_bytes()
    with _lock:
        kept = _write_new(folder / time.date().isoformat() / file.name, content)
        row = {"time": time.isoformat(timespec="seconds"), "file": kept.relative_to(folder).as_posix(), **_facts(image)}
        _append(folder / LOG_NAME, json.dumps(row, ensure_ascii=False))
    return kept


def _write_new(path: Path, content: bytes) -> Path:
    """Write a file under its name, or under the next free one: no other picture is ever replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    write_atomically(free, content)
    return free


def _append(path: Path, line: str) -> None:
    """Add a line with a single write, and begin a new line first if a crash has cut the last one off."""
    with path.open("a+b", buffering=0) as log:
        end = log.seek(0, os.SEEK_END)
        if end:
            log.seek(end - 1)
        start = b"\n" if end and log.read(1) != b"\n" else b""
        log.write(start + line.encode() + b"\n")


def _facts(image: GeneratedImage) -> dict[str, Any]:
    engine = image.engine
    return {
        "params": None if image.params is None else params_as_text(image.params),
        "task_id": image.task_id,
        "engine": None if engine is None else dataclasses.asdict(engine),
        "elapsed": round(image.elapsed, 3),
        "recognised": list(image.recognised),
        "unrecognised": list(image.unrecognised),
    }
