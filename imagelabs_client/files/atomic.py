"""Atomic writing: files are complete or absent, even if the program is killed or the disk is full."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Final

STALE: Final = 3600.0  # seconds after which a partial file is considered abandoned
_UNNAMED: Final = getattr(os, "O_TMPFILE", 0)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file atomically, replacing an existing one.

    Where the system supports it (Linux with most file systems), the file has no name until it is complete, so nothing
    remains of it whatever happens. Elsewhere it is first written as a hidden `.imagelabs-….part`; if the program is
    killed meanwhile, that file is removed by the next save in the folder after an hour.

    Raises:
        OSError: the file cannot be written; an existing file is unchanged, and nothing else remains.
    """
    if _write_unnamed(path, content):
        return
    part = _part_beside(path)
    try:
        with open(part, "xb") as file:
            _fill(file.fileno(), content)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _write_unnamed(path: Path, content: bytes) -> bool:
    """Write a file that gets its name last; return False, without effect, if the system does not support that."""
    try:
        descriptor = os.open(path.parent, _UNNAMED | os.O_WRONLY, 0o666) if _UNNAMED else -1
    except OSError:
        return False
    if descriptor < 0:
        return False
    try:
        _fill(descriptor, content)
        try:
            _give_name(descriptor, path)
        except FileExistsError:
            _replace(descriptor, path)
    except _CannotBeNamedError:
        return False
    finally:
        os.close(descriptor)
    return True


class _CannotBeNamedError(Exception):
    """The system cannot give a name to an unnamed file."""


def _give_name(descriptor: int, path: Path) -> None:
    try:
        # Python follows the link in /proc only if src_dir_fd is given; its value does not matter.
        os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)
    except FileExistsError:
        raise
    except OSError as error:
        raise _CannotBeNamedError from error


def _replace(descriptor: int, path: Path) -> None:
    part = _part_beside(path)
    try:
        _give_name(descriptor, part)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _fill(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)


def _part_beside(path: Path) -> Path:
    """Return a name for a partial file, and remove abandoned ones from the folder."""
    for old in path.parent.glob(".imagelabs-*.part"):
        try:
            if old.stat().st_mtime < time.time() - STALE:
                old.unlink()
        except OSError:
            continue  # it belongs to another user, or is gone already
    return path.with_name(f".imagelabs-{secrets.token_hex(8)}.part")
