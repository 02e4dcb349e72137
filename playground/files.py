"""Pictures on their way to the browser: written once, byte for byte, where Gradio may serve them, and never too many.

Each file lies in a folder of its own with a name that cannot be guessed, so a visitor sees only what this page
has shown them. The store forgets the oldest files beyond its limit, and everything when it is cleared.
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
    """A bounded set of files under Gradio's temp folder. Safe to use from many threads."""

    def __init__(self, root_path: str = "", *, limit: int = DEFAULT_LIMIT, folder: Path | None = None) -> None:
        """Make the store; the folder appears with the first file.

        Args:
            root_path: the path under which a proxy serves the app, or empty.
            limit: bytes kept; the newest file always stays.
            folder: where the files go; by default a fresh folder in Gradio's temp folder.
        """
        self._root_path = root_path
        self._limit = limit
        self._folder = folder or Path(get_upload_folder()) / f"playground-{secrets.token_hex(8)}"
        self._sizes: OrderedDict[Path, int] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, content: bytes, name: str) -> Path:
        """Write one picture under a file name and return where it is.

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
        """Return the address of a file of this store, from the root of the host."""
        return f"{self._root_path}/gradio_api/file={quote(str(path))}"

    def find(self, folder: str, name: str) -> Path | None:
        """Return the file of this name in the folder of this name, if this store has put it there."""
        path = self._folder / folder / name
        with self._lock:
            return path if path in self._sizes else None

    def discard(self, path: Path) -> None:
        """Forget one file that nobody will ask for any more."""
        with self._lock:
            self._sizes.pop(path, None)
        shutil.rmtree(path.parent, ignore_errors=True)

    def clear(self) -> None:
        """Remove every file."""
        with self._lock:
            self._sizes.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


def name_for(prompt: str, seed: object, suffix: str = ".png") -> str:
    """Return a file name by which a person finds the picture: `imagelabs-1763798400-a-cat-sitting.png`."""
    words = "".join(letter if letter.isalnum() else " " for letter in prompt.lower()).split()
    slug = ""
    for word in words:
        if len(slug) + len(word) > 48:
            break
        slug += f"-{word}"
    return f"imagelabs-{seed}{slug}{suffix}"
