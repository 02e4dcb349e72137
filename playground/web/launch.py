"""Serve the page until somebody ends it, and leave nothing behind: no worker, no tunnel, no file."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partialmethod
from types import FrameType
from typing import Any, TextIO

import gradio as gr
import uvicorn
from gradio import networking
from gradio.tunneling import CURRENT_TUNNELS
from starlette.middleware import Middleware

from imagelabs_client.images import MAX_IMAGE_BYTES
from playground.page import Page
from playground.settings import Settings
from playground.tabs import tab_style
from playground.texts import FALLBACK, languages
from playground.web.document import ASSETS, LanguageScript, page_script, page_style
from playground.web.long_links import LongLinks
from playground.web.routes import Routes
from playground.web.theme import playground_theme

_LONGEST_HEAD = 1 << 20  # bytes of a request's first line and headers


def launch(page: Page, demo: gr.Blocks) -> int:
    """Serve `demo` until Ctrl+C or SIGTERM.

    Returns:
        the exit status: 0, or 1 if the page could not be served, after one line that says why.
    """
    settings = page.settings
    obstacle = _obstacle(settings)
    if obstacle is None:
        try:
            for backend in page.backends:
                backend.open()
        except ValueError as problem:  # no such engine, or an address that no request can be sent to
            obstacle = str(problem)
    if obstacle is not None:
        _say(obstacle, sys.stderr)
        return 1
    ended = _on_signals()
    _take_long_addresses()
    demo.launch(
        **launch_options(page),
        server_name=settings.host,
        server_port=settings.port,
        auth=settings.auth,
        auth_message=languages()[FALLBACK]("page.title"),
        root_path=settings.root_path or None,
        prevent_thread_lock=True,
        quiet=True,
        inbrowser=False,
    )
    _say(f"ImageLabs Playground is at {demo.local_url} (Ctrl+C ends it).", sys.stdout)
    if settings.share:
        _say(_open_tunnel(demo), sys.stdout)
    try:
        ended.wait()
    finally:
        for tunnel in CURRENT_TUNNELS:
            tunnel.kill()  # type: ignore[no-untyped-call]
        demo.close(verbose=False)
    return 0


def _take_long_addresses() -> None:
    """Let the HTTP server read long addresses, which it would answer with a line of its own instead of the page.

    Gradio makes the server itself, and has no setting for it. `playground.web.long_links` deals with what is read.
    """
    uvicorn.Config.__init__ = partialmethod(  # type: ignore[method-assign,assignment]
        uvicorn.Config.__init__, h11_max_incomplete_event_size=_LONGEST_HEAD
    )


def launch_options(page: Page) -> dict[str, Any]:
    """Return the arguments of `Blocks.launch` that make the page look and work as ours."""

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await page.aclose()

    return {
        "theme": playground_theme(),
        "css": f"{page_style()}\n{tab_style()}",
        "js": page_script(),
        "favicon_path": ASSETS / "favicon.svg",
        "i18n": gr.I18n(**page.translations()),
        "footer_links": ["api"],
        "run_history": False,
        "max_file_size": MAX_IMAGE_BYTES,
        "pwa": False,
        "ssr_mode": False,  # the page is the same without Node, which need not be there
        "mcp_server": False,
        "app_kwargs": {
            "lifespan": lifespan,
            "middleware": [Middleware(LongLinks), Middleware(LanguageScript)],
            "routes": Routes(page.backend, page.store).all(),
        },
    }


def _on_signals() -> threading.Event:
    """Make Ctrl+C and SIGTERM end the app the same way."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    return ended


def _obstacle(settings: Settings) -> str | None:
    """Return a line on what keeps the app from starting, or None."""
    if not _is_free(settings.host, settings.port):
        other = settings.port + 1 if settings.port < 65535 else settings.port - 1
        return (
            f"Port {settings.port} on {settings.host} is not free: another program uses it, or it may not be used. "
            f"Choose another one, such as --port {other}."
        )
    if settings.outputs is not None:
        try:
            settings.outputs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return f"--outputs {settings.outputs} is not a folder to write to: {error.strerror}."
    return None


def _is_free(host: str, port: int) -> bool:
    """Tell whether a port can be listened on; Gradio would try for seconds and then answer with a traceback."""
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(address[0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address[4])
    except OSError:
        return False
    return True


def _open_tunnel(demo: gr.Blocks) -> str:
    """Open Gradio's public tunnel and return a line on how it went.

    Not with `launch(share=True)`: that serves a page whose scripts come from another host.
    """
    try:
        address = networking.setup_tunnel(
            local_host=demo.server_name,
            local_port=demo.server_port,
            share_token=demo.share_token,
            share_server_address=None,
            share_server_tls_certificate=None,
        )
    except Exception as error:  # noqa: BLE001 - whatever keeps the tunnel away, the local page goes on
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return f"No public link could be made ({reason.rstrip('.')}). The page above goes on without it."
    return f"Public link, for anyone who knows it: {address}"


def _say(line: str, stream: TextIO) -> None:
    print(line, file=stream, flush=True)
