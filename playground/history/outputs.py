"""Pictures kept on this machine with `--outputs DIR`: files by day, and a log that other programs can read.

    DIR/2026-11-22/imagelabs-5-a-cat.png
    DIR/log.jsonl          one line a picture: time, file, and everything that is known of it, as JSON

A line stands in the log only once its file is whole. Seeds are text, because many readers spoil large numbers.
"""

from __future__ import annotations

import datetime
import json
import os
import threading
from pathlib import Path
from typing import Any

from imagelabs_client import GeneratedImage
from imagelabs_client.files.atomic import write_atomically
from playground.result.record import spoken_params

LOG_NAME = "log.jsonl"

_lock = threading.Lock()  # one picture after the other: names and lines never meet


def keep_picture(file: Path, image: GeneratedImage, folder: Path, now: datetime.datetime | None = None) -> Path:
    """Copy a picture to where the day's pictures are, and write it into the log.

    Args:
        file: the picture with its parameters inside.
        image: what the service told of it.
        folder: where outputs go; made if it is not there.
        now: the time to write down; by default now, in the machine's own zone.

    Returns:
        where the copy is.

    Raises:
        OSError: it cannot be written; the log then does not tell of it.
    """
    time = now or datetime.datetime.now().astimezone()
    content = file.read_bytes()
    with _lock:
        kept = _write_new(folder / time.date().isoformat() / file.name, content)
        row = {"time": time.isoformat(timespec="seconds"), "file": kept.relative_to(folder).as_posix(), **_facts(image)}
        _append(folder / LOG_NAME, json.dumps(row, ensure_ascii=False))
    return kept


def _write_new(path: Path, content: bytes) -> Path:
    """Write a file under its name, or under the next one that is free: another picture's is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    write_atomically(free, content)
    return free


def _append(path: Path, line: str) -> None:
    """Add a line with one write, on a line of its own even where a crash has cut the last one off."""
    with path.open("a+b", buffering=0) as log:
        end = log.seek(0, os.SEEK_END)
        if end:
            log.seek(end - 1)
        start = b"\n" if end and log.read(1) != b"\n" else b""
        log.write(start + line.encode() + b"\n")


def _facts(image: GeneratedImage) -> dict[str, Any]:
    engine = image.engine
    return {
        "params": None if image.params is None else spoken_params(image.params),
        "task_id": image.task_id,
        "engine": None if engine is None else {"name": engine.name, "version": engine.version, "kind": engine.kind},
        "elapsed": round(image.elapsed, 3),
        "recognised": list(image.recognised),
        "unrecognised": list(image.unrecognised),
    }
