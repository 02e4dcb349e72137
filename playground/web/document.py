"""What the browser gets of ours: scripts, styles, one language, and our name instead of Gradio's.

Gradio picks its locale from `navigator.language` as its first act, and has no setting for it. So a short script at
the head of the page answers for the navigator, and remembers what the address has chosen by `?lang=`. The page carries
the texts of the one language that it is shown in; a page that came in another one than was chosen asks again.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imagelabs_client.parameters import PARAMETERS
from playground.texts import QUERY_KEY, languages, texts_for

ASSETS = Path(__file__).parents[1] / "assets"
# Each script is one function `() => {…}`; they are called in this order when the page is there.
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

_REMARKS = re.compile(r"^\s*/\*.*?\*/\s*$|^[ \t]+", re.MULTILINE | re.DOTALL)  # only whole lines: no string is touched

# Gradio's template names itself in these; the same with the app's own title comes further down the page. The manifest
# is for installing the page as a program, which it is not, and its address forgets the path of a proxy.
_LEFTOVERS = re.compile(
    rb'\s*<meta (?:property|name)="(?:og|twitter):(?:title|description|image|url|creator)"\s+content="'
    rb'(?:Gradio|@Gradio|@teamGradio|\{url\}|https://gradio\.app/|Click to try out the app!|https://raw\.[^"]*)"\s*/>'
    rb'|\s*<link rel="manifest"[^>]*>'
)
_TABLES = '"i18n_translations":'  # in Gradio's configuration, followed by every language's texts
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'"}  # in JSON between script tags
_BROTLI = 6  # of 11: higher ones save little and take long


def page_script() -> str:
    """Return the scripts as the one function that Gradio calls; it first tells them the names of the form's fields."""
    functions = ",\n".join(_lean(name).rstrip(";") for name in SCRIPTS)
    names = json.dumps([*PARAMETERS, "count"])
    return f"() => {{ window.playgroundFields = {names}; for (const part of [{functions}]) part(); }}"


def page_style() -> str:
    """Return the styles as one."""
    return "\n".join(map(_lean, STYLES))


def _lean(name: str) -> str:
    """Read a script or a style without its remarks and indents, which the browser need not load."""
    text = (ASSETS / name).read_text(encoding="utf-8")
    return _REMARKS.sub("", text).strip()


class LanguageScript:
    """ASGI middleware that puts language and script into the page and compresses it; other answers pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        page = bytearray()

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if _is_page(message):
                    start = message
                else:
                    await send(message)
            elif start is None:
                await send(message)
            else:
                page.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    body = in_language(bytes(page), texts_for(Request(scope)).language)
                    body, encoding = _compressed(body, Headers(scope=scope).get("accept-encoding", ""))
                    headers = MutableHeaders(scope=start)
                    headers.add_vary_header("Accept-Encoding, Accept-Language")
                    if encoding:
                        headers["content-encoding"] = encoding
                    headers["content-length"] = str(len(body))
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, rewrite)


def in_language(page: bytes, language: str) -> bytes:
    """Return Gradio's page with our head, without its own name, and with the texts of one language alone."""
    icon = '<link rel="icon" type="image/svg+xml" href="favicon.ico">'  # without it, browsers ask the host's root
    head = f"<head>{icon}<script>{language_script(languages(), language)}</script>"
    text = _LEFTOVERS.sub(b"", page).decode().replace("<head>", head, 1)
    before, found, rest = text.partition(_TABLES)
    if not found:
        return text.encode()
    tables, end = json.JSONDecoder().raw_decode(rest)
    one = json.dumps({language: tables[language]}, ensure_ascii=False, separators=(",", ":")) if tables else "null"
    return f"{before}{found}{one.translate(_UNSAFE)}{rest[end:]}".encode()


def _compressed(body: bytes, accepted: str) -> tuple[bytes, str]:
    """Compress the page, which Gradio sends as it is, with everything that we have put into it."""
    codings = {coding.split(";")[0].strip() for coding in accepted.split(",")}
    if "br" in codings:
        return brotli.compress(body, quality=_BROTLI), "br"
    if "gzip" in codings:
        return gzip.compress(body, 6, mtime=0), "gzip"
    return body, ""


def language_script(codes: Iterable[str], served: str) -> str:
    """Return the script: the address's language wins, then the one chosen earlier, then what the browser asks for.

    Args:
        codes: every language.
        served: the language of the page that the script stands in.
    """
    return f"""(() => {{
  const known = {json.dumps(list(codes))}, served = "{served}", key = "{QUERY_KEY}", url = new URL(location.href);
  let language = url.searchParams.get(key);
  try {{
    if (known.includes(language)) localStorage.setItem("playground.language", language);
    else language = localStorage.getItem("playground.language");
  }} catch {{ /* storage is blocked: the address alone decides */ }}
  if (known.includes(language)) {{
    url.searchParams.set(key, language);
    if (language !== served) {{ stop(); return location.replace(url); }}
    history.replaceState(history.state, "", url);
  }}
  if (navigator.language.slice(0, 2) === served) return;
  Object.defineProperty(navigator, "language", {{ get: () => served, configurable: true }});
  Object.defineProperty(navigator, "languages", {{ get: () => [served], configurable: true }});
}})();"""


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
