"""What there is to ask for: the addresses that the page, Gradio's clients and our endpoints use, and no others.

Gradio answers many more: it fetches other addresses for whoever asks, shows how it is used, edits the program in its
development mode. The list was made by listening to a browser and to `gradio_client`; a test asks Gradio for its routes
and notices new ones. What is not on the list is answered 404.

Paths are compared as the router behind does, decoded once, and have to be written in the one plain way: what has empty
or dotted parts, backslashes or control characters is not on the list either, so that no two readings of a path differ.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.guards.refusals import refuse

API: Final = "/gradio_api"
FILE: Final = f"{API}/file="
_WORD: Final = r"[A-Za-z0-9_-]{1,100}"
_ASSET: Final = r"[A-Za-z0-9_.-]{1,200}"
_READ: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_WRITE: Final = frozenset({"POST", "OPTIONS"})

_LISTED: Final = (
    (_READ, re.compile(r"/?")),
    (_READ, re.compile(r"/(config|theme\.css|favicon\.ico|robots\.txt|logout)")),
    (_READ, re.compile(rf"/assets/{_ASSET}")),
    (_READ, re.compile(rf"/static/(js|img|fonts)(/{_ASSET}){{1,2}}")),
    (_WRITE, re.compile(r"/login")),
    (
        _READ,
        re.compile(rf"{API}/(info|app_id|queue/data|upload_progress|heartbeat/{_WORD}|call/(v2/)?{_WORD}/{_WORD})"),
    ),
    (_WRITE, re.compile(rf"{API}/(queue/join|cancel|reset|upload|run/{_WORD}|call/(v2/)?{_WORD})")),
)
_INTERNAL_KEYS: Final = (b"page", b"deep_link")  # of the page's address, for pages and links that there are none of
_UNPLAIN: Final = re.compile(r"//|/\.{1,2}(/|$)|./$|[\x00-\x1f\x7f\\\ufffd]")


class OnlyListed:
    """ASGI middleware that lets through what is on the list, and files of the folder that Gradio uploads to."""

    def __init__(self, app: ASGIApp, own: Sequence[BaseRoute], folder: Path) -> None:
        """Wrap an application.

        Args:
            app: the application.
            own: our own routes, all of which are on the list.
            folder: the only one from which files are served.
        """
        self._app = app
        own_patterns = [(frozenset(route.methods or ()), route.path_regex) for route in own if isinstance(route, Route)]
        self._listed = [*_LISTED, *own_patterns]
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and self._is_listed(scope["method"], route_path(scope)):
            await self._app(_trimmed(scope), receive, send)
        elif scope["type"] == "http":
            await refuse(scope, receive, send, 404, "guards.not_here")

    def _is_listed(self, method: str, path: str) -> bool:
        if path.startswith(FILE):
            return method in _READ and is_file_of(self._folder, path.removeprefix(FILE))
        if _UNPLAIN.search(path):
            return False
        return any(method in methods and pattern.fullmatch(path) for methods, pattern in self._listed)


def route_path(scope: Scope) -> str:
    """Return the path that routes are compared with: without the path under which a proxy serves the app."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    if not root or not path.startswith(root):
        return path
    rest = path.removeprefix(root)
    return rest if not rest or rest.startswith("/") else path


def is_file_of(folder: Path, text: str) -> bool:
    """Return whether this is the plain, absolute path of a file in a folder, without following links out of it."""
    path = path_in(folder, text)
    try:
        return path is not None and path.is_file()
    except OSError:
        return False


def path_in(folder: Path, text: str) -> Path | None:
    """Return the path that a text names if it is a plain, absolute one that leads into a folder, links followed."""
    plain = text.replace(os.sep, "/")
    try:
        bases = {folder, folder.resolve()}
        if _UNPLAIN.search(plain) or not any(plain.startswith(f"{base.as_posix()}/") for base in bases):
            return None
        found = Path(text).resolve()
        return found if folder.resolve() in found.parents else None
    except (OSError, ValueError, RuntimeError):  # too long, not a path, links in a circle
        return None


def _trimmed(scope: Scope) -> Scope:
    """Return a request without what Gradio cannot bear.

    If a part of a file is asked for, it copies every header of the request into the answer, cookies too, and fails on
    some forms of `Range`: such a request gets the whole file. And it fails on pages that it has not.
    """
    path = route_path(scope)
    if path.startswith(FILE):
        return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}
    if path in ("", "/") and scope["query_string"]:
        pairs = scope["query_string"].split(b"&")
        kept = [pair for pair in pairs if unquote_to_bytes(pair.partition(b"=")[0]) not in _INTERNAL_KEYS]
        return {**scope, "query_string": b"&".join(kept)}
    return scope
