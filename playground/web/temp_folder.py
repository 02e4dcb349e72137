"""A temp folder of this process alone, removed when it ends, and swept of what nobody uses any more."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_PREFIX: Final = "imagelabs-playground-"
_VARIABLE: Final = "GRADIO_TEMP_DIR"  # where Gradio puts what it writes
_LIFE: Final = 3600.0  # seconds that a file of Gradio's is kept
_MAX_BYTES: Final = 256 << 20


@contextmanager
def private_temp_folder() -> Iterator[Path]:
    """Give Gradio a folder that nobody else can open, unless the environment names one, and remove it at the end."""
    if os.environ.get(_VARIABLE):
        yield Path(os.environ[_VARIABLE])
        return
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    os.environ[_VARIABLE] = str(folder)
    try:
        yield folder
    finally:
        del os.environ[_VARIABLE]
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, keep: Path, *, now: float | None = None) -> None:
    """Delete files that are older than an hour, and the oldest ones beyond 256 MB.

    Args:
        folder: what is swept.
        keep: a folder inside whose files are none of ours.
        now: seconds since 1970.
    """
    now = time.time() if now is None else now
    files = []
    for path, _folders, names in os.walk(folder):
        if Path(path) == keep or keep in Path(path).parents:
            continue
        for name in names:
            with suppress(OSError):
                about = os.lstat(os.path.join(path, name))
                files.append((about.st_mtime, about.st_size, os.path.join(path, name)))
    files.sort()
    total = sum(size for _, size, _ in files)
    for changed, size, file in files:
        if now - changed < _LIFE and total <= _MAX_BYTES:
            break
        total -= size
        with suppress(OSError):
            os.unlink(file)
            os.rmdir(os.path.dirname(file))  # only an empty folder goes


def _remove_abandoned() -> None:
    """Remove the folders of processes that were killed before they could do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _is_running(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
