"""What the page's events have in common: the arguments with which they are added to Gradio."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

# Handlers get values as they were sent, and check them themselves: Gradio opens pictures to look at them, rejects
# numbers in English and other types with a traceback, and takes a thread for each value.
UNCHECKED: Final[Mapping[str, Any]] = {"preprocess": False}
# For events of the page's own, which programs are not offered. Their answers go to the browser as they are.
QUIET: Final[Mapping[str, Any]] = {
    **UNCHECKED,
    "postprocess": False,
    "api_visibility": "private",
    "show_progress": "hidden",
}


def path_in(value: Any) -> str | None:
    """Return the path of an uploaded file, or None where there is none; `playground.guards.bodies` has checked it."""
    return str(value["path"]) if isinstance(value, Mapping) and value.get("path") else None


def text_in(value: Any) -> str:
    """Return what stands in a text box; nothing if something else was sent."""
    return value if isinstance(value, str) else ""


def encodable(text: str) -> str:
    """Return a text as it can be sent: JSON can hold halves of characters, UTF-8 cannot; each becomes a `?`."""
    return text.encode("utf-8", "replace").decode()
