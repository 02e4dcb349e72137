"""Serve the page until somebody ends it, and leave nothing behind: no worker, no tunnel, no file."""

from __future__ import annotations

import gc
import signal
import socket
import threading
from types import FrameType

import gradio as gr

from playground.guards.hosts import HostPolicy, is_loopback
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
    hosts = HostPolicy.from_settings(settings)
    server = Server(create_application(page, demo, hosts), on_start=lambda: _announce(settings, hosts))
    _end_on_signals(server)
    # What is there by now stays. To look at it whenever garbage is collected would take a fifth of a second.
    gc.collect()
    gc.freeze()
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


def _announce(settings: Settings, hosts: HostPolicy) -> None:
    """Say where the page is, and who can open it; the public link follows once there is one."""
    url = address_of(settings.host, settings.port)
    _say(f"ImageLabs Playground is at {url} (Ctrl+C ends it).")
    if not (is_loopback(settings.host) or settings.public or settings.asks_for_password):
        _say(
            f"Anybody who reaches {settings.host} can use it: it asks for no password. "
            "Add --auth or --auth-file, or say --public if that is meant."
        )
    if settings.share:
        # A daemon, because the app can end while a tunnel is still being opened.
        threading.Thread(target=_share, args=(settings, hosts), name="tunnel", daemon=True).start()


def _share(settings: Settings, hosts: HostPolicy) -> None:
    _say(open_tunnel(settings.host, settings.port, on_open=hosts.add))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
