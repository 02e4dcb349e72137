"""Files for the browser: pictures, written byte for byte where Gradio serves them from, and bounded in size.

Each file is in a folder of its own whose name cannot be guessed, so visitors can open only what this page has shown
them. Files are charged to their owners: beyond the limit, whoever has the most loses their oldest. All are deleted
when the store is cleared.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from gradio.utils import get_upload_folder

from imagelabs_client import ImageLabsError
from playground.admission.ledger import Ledger

DEFAULT_LIMIT = 512 * 2**20  # bytes: about two hundred pictures with their previews
MAX_FILES = 20_000

_log = logging.getLogger(__name__)


class NoRoomError(ImageLabsError):
    """A file cannot be kept, because the disk is full or cannot be written.

    One of the errors that a picture on its way can end with, like those of the client.
    """

    def __init__(self) -> None:
        super().__init__("there is no room on the disk for another file; try again later")


class PictureStore:
    """A bounded set of files in Gradio's temp folder. Thread-safe."""

    def __init__(self, root_path: str = "", *, limit: int = DEFAULT_LIMIT, folder: Path | None = None) -> None:
        """Make the store; its folder is made with the first file.

        Args:
            root_path: the path under which a proxy serves the app, or empty.
            limit: bytes that are kept at most; the newest file always stays.
            folder: where files are written; by default a new folder in Gradio's temp folder.
        """
        self._root_path = root_path
        self._limit = limit
        self._folder = folder or Path(get_upload_folder()) / f"playground-{secrets.token_hex(8)}"
        self._files: Ledger[Path] = Ledger()  # by size in bytes
        self._lock = threading.Lock()

    def put(self, content: bytes, name: str, owner: str = "") -> Path:
        """Write a file under a name, and return its path.

        Args:
            content: the file's bytes.
            name: what the file is called.
            owner: whom it is charged to.

        Raises:
            NoRoomError: the disk is full or cannot be written.
        """
        with self._new_file(name, owner) as path:
            path.write_bytes(content)
        return path

    def copy(self, file: BinaryIO, name: str, owner: str = "") -> Path:
        """Write the rest of a file under a name, and return its path; arguments and errors as those of `put`."""
        with self._new_file(name, owner) as path, path.open("xb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        return path

    @contextmanager
    def _new_file(self, name: str, owner: str) -> Iterator[Path]:
        """Make a place for a file, and count it once it is written; nothing stays of one that cannot be."""
        path = self._folder / secrets.token_urlsafe(18) / name
        try:
            path.parent.mkdir(parents=True)
            yield path
            size = path.stat().st_size
        except OSError as error:
            shutil.rmtree(path.parent, ignore_errors=True)
            _log.warning("a file could not be written: %s", error.strerror)
            raise NoRoomError from error
        self._add(path, owner, size)

    def _add(self, path: Path, owner: str, size: int) -> None:
        """Count a file, and delete others if they are too many now."""
        gone = []
        with self._lock:
            self._files.add(path, owner, size)
            while len(self._files) > 1 and (self._files.total > self._limit or len(self._files) > MAX_FILES):
                gone.append(next(file for file in self._files.next_to_lose() if file != path))
                self._files.remove(gone[-1])
        for lost in gone:
            shutil.rmtree(lost.parent, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """The folder that all files of this store are in."""
        return self._folder

    def url(self, path: Path) -> str:
        """Return the URL of a file of this store, without scheme and host."""
        return f"{self._root_path}/gradio_api/file={quote(str(path))}"

    def find(self, folder: str, name: str) -> Path | None:
        """Return the file of this name in the folder of this name, or None if this store has not written it."""
        path = self._folder / folder / name
        with self._lock:
            return path if path in self._files else None

    def discard(self, path: Path) -> None:
        """Delete a file that nobody needs any more."""
        with self._lock:
            if path not in self._files:
                return
            self._files.remove(path)
        shutil.rmtree(path.parent, ignore_errors=True)

    def clear(self) -> None:
        """Delete every file."""
        with self._lock:
            self._files.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


def name_for(prompt: str, seed: object, suffix: str = ".png") -> str:
    """Return a file name that people can recognise: `imagelabs-1763798400-a-cat-sitting.png`."""
    words = "".join(letter if letter.isalnum() else " " for letter in prompt.lower()).split()
    slug = ""
    for word in words:
        if len(slug) + len(word) > 48:
            break
        slug += f"-{word}"
    return f"imagelabs-{seed}{slug}{suffix}"
