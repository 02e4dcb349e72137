"""Files for the browser: pictures, written byte for byte where Gradio serves them from, and bounded in size.

Each file is in a folder of its own whose name cannot be guessed, so visitors can open only what this page has shown
them. The store deletes the oldest files beyond its limit, and all of them when it is cleared.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections import OrderedDict
from pathlib import Path
from urllib.parse import quote

from gradio.utils import get_upload_folder

DEFAULT_LIMIT = 512 * 2**20  # bytes: about two hundred pictures with their previews


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
        self._sizes: OrderedDict[Path, int] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, content: bytes, name: str) -> Path:
        """Write a file under a name, and return its path.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        path = self._folder / secrets.token_urlsafe(18) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        with self._lock:
            self._sizes[path] = len(content)
            while sum(self._sizes.values()) > self._limit and len(self._sizes) > 1:
                oldest, _ = self._sizes.popitem(last=False)
                shutil.rmtree(oldest.parent, ignore_errors=True)
        return path

    def url(self, path: Path) -> str:
        """Return the URL of a file of this store, without scheme and host."""
        return f"{self._root_path}/gradio_api/file={quote(str(path))}"

    def find(self, folder: str, name: str) -> Path | None:
        """Return the file of this name in the folder of this name, or None if this store has not written it."""
        path = self._folder / folder / name
        with self._lock:
            return path if path in self._sizes else None

    def discard(self, path: Path) -> None:
        """Delete a file that nobody needs any more."""
        with self._lock:
            self._sizes.pop(path, None)
        shutil.rmtree(path.parent, ignore_errors=True)

    def clear(self) -> None:
        """Delete every file."""
        with self._lock:
            self._sizes.clear()
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
