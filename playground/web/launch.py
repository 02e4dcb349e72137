"""Serve the page until somebody ends it, and leave nothing behind: no worker, no tunnel, no file."""

from __future__ import annotations

import signal
import socket
import threading
from types import FrameType

import gradio as gr

from playground.page import Page
from playground.settings import Settings
from playground.web.application import create_application
from playground.web.server import Server, address_of
from playground.web.tunnel import open_tunnel


def launch(page: Page, demo: gr.Blocks, sockets: list[socket.socket]) -> None:
    """Serve `demo` until Ctrl+C or SIGTERM.

    Args:
        page: the page.
        demo: what it has built.
        sockets: bound to the addresses to listen on.
    """
    settings = page.settings
    server = Server(create_application(page, demo), on_start=lambda: _announce(settings))
    _end_on_signals(server)
    server.run(sockets)


def _end_on_signals(server: Server) -> None:
    """Make Ctrl+C and SIGTERM end the server with exit status 0.

    uvicorn handles both while it serves, and raises them once more afterwards; that, and one that comes before it
    serves, arrives here.
    """

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)


def _announce(settings: Settings) -> None:
    """Say where the page is; the public link follows once there is one."""
    url = address_of(settings.host, settings.port)
    _say(f"ImageLabs Playground is at {url} (Ctrl+C ends it).")
    if settings.share:
        # A daemon, because the app can end while a tunnel is still being opened.
        threading.Thread(target=_share, args=(settings,), name="tunnel", daemon=True).start()


def _share(settings: Settings) -> None:
    _say(open_tunnel(settings.host, settings.port))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
