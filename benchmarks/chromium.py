"""The Chromium that benchmarks and tests drive: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Final

# The first opens a page in half of the time: it has no windows of its own to draw. `.ci/run` looks for the same ones.
NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ABSENT: Final = "no Chromium on the search path, and CHROMIUM names none"


def find_chromium() -> str | None:
    """Return the path in the variable `CHROMIUM`, else that of the first of `NAMES` on the search path, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
