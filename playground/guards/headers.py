"""Headers that every answer gets: what a browser may do with it, and how strictly cookies are kept."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.guards.routes import FILE, route_path

# What Gradio's page needs: scripts and styles inside the page, code made from text (events with `js=`), pictures and
# scripts of workers that a script has made. Nothing may come from, or go to, another host. Who may show the page in a
# frame is left open: Hugging Face Spaces does.
PAGE_POLICY: Final = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
# For files: whatever one of them holds, opened on its own it runs nothing and asks nobody.
FILE_POLICY: Final = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
_FILES: Final = (FILE, "/playground-pictures/")
# Types of files that a browser may show; it has to save all others.
_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "text/plain", "application/json"})
_COOKIE: Final = b"set-cookie"
_KEPT_ATTRIBUTES: Final = ("path", "max-age", "expires", "secure")


class SafeHeaders:
    """ASGI middleware, to be outside of all that answers, that adds the headers."""

    def __init__(self, app: ASGIApp, *, in_frame: bool = False) -> None:
        """Wrap an application.

        Args:
            app: the application.
            in_frame: whether the page is shown in the frame of another site, as on Spaces, where only cookies that are
                sent there too keep somebody signed in.
        """
        self._app = app
        self._in_frame = in_frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_file = route_path(scope).startswith(_FILES)
        is_secure = _is_secure(scope)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookies = [self._strict(value, is_secure) for name, value in message["headers"] if name == _COOKIE]
                kept = [pair for pair in message["headers"] if pair[0] not in (_COOKIE, b"server")]
                message = {**message, "headers": [*kept, *((_COOKIE, value) for value in cookies)]}
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = FILE_POLICY if is_file else PAGE_POLICY
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
                if is_file and not _may_be_shown(headers):
                    headers["content-disposition"] = "attachment"
            await send(message)

        await self._app(scope, receive, send_safely)

    def _strict(self, cookie: bytes, is_secure: bool) -> bytes:
        """Return a cookie that no script reads and that no other site sends, as far as frames allow."""
        pair, *attributes = cookie.decode("latin-1").split(";")
        named = {attribute.strip().partition("=")[0].lower(): attribute.strip() for attribute in attributes}
        parts = [pair, *(named[name] for name in _KEPT_ATTRIBUTES if name in named), "HttpOnly"]
        if is_secure and "secure" not in named:
            parts.append("Secure")
        parts += ["SameSite=None", "Partitioned"] if self._in_frame and is_secure else ["SameSite=Lax"]
        return "; ".join(parts).encode("latin-1")


def _may_be_shown(headers: MutableHeaders) -> bool:
    """Return whether a file is of a type that runs nothing, or is saved anyway."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in _SHOWN or headers.get("content-disposition", "").startswith("attachment")


def _is_secure(scope: Scope) -> bool:
    """Return whether the browser speaks HTTPS, with us or with a proxy."""
    proxy = Headers(scope=scope).get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return scope.get("scheme") == "https" or proxy == "https"
