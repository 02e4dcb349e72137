"""The HTML document: Gradio's page with our head, in one language, compressed.

Gradio offers no setting for four things that a visit needs, so its finished page is edited on its way out:

- The language has to be settled before Gradio's scripts run: they take their locale from `navigator.language` as
  their first act. The `head=` argument comes too late for that, because Gradio's own script inserts it. So a short
  script goes to the very start of the head, answers for the navigator, and remembers the choice made with `?lang=`.
- The page carries every language's texts (`gr.I18n`), about 40 kB that nobody reads. One language stays; a page that
  arrived in another language than the chosen one is requested again.
- The template introduces itself as Gradio to link previews, and links a manifest at an address that ignores
  `--root-path`. It links no icon, so browsers would ask the root of the host for one.
- Gradio compresses files, but not its page.

The page is edited by structure: tags by `html.parser`, the configuration as JSON. If a later Gradio lacks one of the
places that are edited, the page still works, and the log and a test say what is missing.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from functools import cache
from html import escape
from html.parser import HTMLParser
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.texts import QUERY_KEY, languages, texts_for
from playground.web.delivery.compression import BodyCache, compress, preferred_encoding

# The places that every page of Gradio has; `EditedPage.missing` names those that were not found.
EDITED_PARTS: Final = frozenset({"head", "link previews", "manifest", "configuration", "translations"})

_CONFIGURATION = "window.gradio_config ="  # how the script with Gradio's configuration begins
_TRANSLATIONS = "i18n_translations"
_LOGIN = "auth_required"  # set in the configuration of the login page, which has no texts of ours
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'"}  # in JSON between script tags
_CACHE_SIZE: Final = 8 << 20  # bytes: more than a hundred pages

_log = logging.getLogger(__name__)


class LocalizedDocument:
    """ASGI middleware that edits and compresses HTML pages; every other response passes through untouched.

    Each page is edited and compressed once for each language and encoding, in a thread.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._bodies = BodyCache(_CACHE_SIZE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        page = bytearray()

        async def edit(message: Message) -> None:
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
                    language = texts_for(Request(scope)).language
                    encoding = preferred_encoding(Headers(scope=scope).get("accept-encoding", ""))
                    body = await self._body(bytes(page), language, encoding)
                    headers = MutableHeaders(scope=start)
                    headers.add_vary_header("Accept-Encoding, Accept-Language")
                    if encoding:
                        headers["content-encoding"] = encoding
                    headers["content-length"] = str(len(body))
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, edit)

    async def _body(self, page: bytes, language: str, encoding: str) -> bytes:
        def make() -> bytes:
            edited = EditedPage(page.decode(), language)
            _warn_once(edited.missing)
            return compress(edited.html.encode(), encoding)

        return await self._bodies.get((hashlib.sha256(page).digest(), language, encoding), make)


class EditedPage(HTMLParser):
    """One of Gradio's pages with our head and the texts of one language.

    Attributes:
        html: the edited page.
        missing: which of `EDITED_PARTS` the page does not have.
    """

    def __init__(self, page: str, language: str) -> None:
        """Edit a page.

        Args:
            page: the page as Gradio renders it.
            language: code of the language that it is served in.
        """
        super().__init__(convert_charrefs=False)
        self._page = page
        self._language = language
        self._line_starts = [0, *(place + 1 for place, mark in enumerate(page) if mark == "\n")]
        self._edits: list[tuple[int, int, str]] = []  # start, end, replacement; in the order of the page
        self._found: set[str] = set()
        self._script_start = 0
        self.feed(page)
        self.close()
        self.html = self._apply()
        self.missing = EDITED_PARTS - self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what has to happen at a tag."""
        start = self._offset
        end = start + len(self.get_starttag_text() or "")
        values = dict(attrs)
        if tag == "head" and "head" not in self._found:
            self._found.add("head")
            self._edits.append((end, end, _head(self._language)))
        elif tag == "meta" and _is_link_preview(values):
            self._found.add("link previews")
            self._edits.append((start, end, ""))
        elif tag == "link" and values.get("rel") == "manifest":
            self._found.add("manifest")
            self._edits.append((start, end, ""))
        elif tag == "script":
            self._script_start = end

    def handle_endtag(self, tag: str) -> None:
        """Look at a script that has ended."""
        if tag != "script":
            return
        start, end = self._script_start, self._offset
        code = self._page[start:end]
        if not code.lstrip().startswith(_CONFIGURATION):
            return
        value = start + code.index(_CONFIGURATION) + len(_CONFIGURATION)
        value += len(self._page[value:end]) - len(self._page[value:end].lstrip())
        try:
            config, value_end = json.JSONDecoder().raw_decode(self._page, value)
        except ValueError:
            return
        self._found.add("configuration")
        if _LOGIN in config:
            self._found.add("translations")  # there are none to be found
            return
        tables = config.get(_TRANSLATIONS)
        if not isinstance(tables, dict) or self._language not in tables:
            return
        self._found.add("translations")
        config[_TRANSLATIONS] = {self._language: tables[self._language]}
        text = json.dumps(config, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
        self._edits.append((value, value_end, text))

    @property
    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _apply(self) -> str:
        parts, done = [], 0
        for start, end, replacement in self._edits:
            parts += [self._page[done:start], replacement]
            done = end
        return "".join([*parts, self._page[done:]])


def language_script(codes: Iterable[str], served: str) -> str:
    """Return the script that settles the language: the address's wins, then an earlier choice, then the browser's.

    Args:
        codes: every language.
        served: the language of the page that the script is part of.
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


@cache
def _head(language: str) -> str:
    """Return what comes first in the head: the language script, our icon, and what link previews show."""
    known = languages()
    title = escape(known[language]("page.title"))
    return (
        f"<script>{language_script(known, language)}</script>"
        '<link rel="icon" type="image/svg+xml" href="favicon.ico">'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="website">'
        f'<meta name="twitter:card" content="summary"><meta name="twitter:title" content="{title}">'
    )


def _is_link_preview(attributes: dict[str, str | None]) -> bool:
    """Return whether a meta element says how links to the page are shown elsewhere."""
    return (attributes.get("property") or attributes.get("name") or "").startswith(("og:", "twitter:"))


@cache
def _warn_once(missing: frozenset[str]) -> None:
    if missing:
        _log.warning("Gradio's page has changed, and is served without our edits to: %s", ", ".join(sorted(missing)))


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
