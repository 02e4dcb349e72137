"""The page's scripts and styles, each put together into the one text that Gradio takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from imagelabs_client.parameters import PARAMETERS

ASSETS = Path(__file__).parents[1] / "assets"
# Each script is one function `() => {…}`; they are called in this order once the page has loaded.
SCRIPTS = (
    "page.js",
    "widgets.js",
    "persist.js",
    "desk.js",
    "tools.js",
    "manner.js",
    "code.js",
    "info.js",
    "store.js",
    "zip.js",
    "history.js",
    "compare.js",
)
STYLES = (
    "style.css",
    "tools.css",
)

# Comments on lines of their own, and indentation. Nothing inside a line is touched, so no string can be damaged.
_COMMENTS_AND_INDENTS = re.compile(r"^\s*/\*.*?\*/\s*$|^[ \t]+", re.MULTILINE | re.DOTALL)


def page_script() -> str:
    """Return all scripts as the one function that Gradio calls; it first gives them the names of the form's fields."""
    functions = ",\n".join(_minified(name).rstrip(";") for name in SCRIPTS)
    names = json.dumps([*PARAMETERS, "count"])
    return f"() => {{ window.playgroundFields = {names}; for (const part of [{functions}]) part(); }}"


def page_style() -> str:
    """Return all style sheets as one."""
    return "\n".join(map(_minified, STYLES))


def _minified(name: str) -> str:
    """Read a script or a style sheet without its comments and indentation, which browsers need not download."""
    text = (ASSETS / name).read_text(encoding="utf-8")
    return _COMMENTS_AND_INDENTS.sub("", text).strip()
