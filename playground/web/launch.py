"""Serve the page until somebody ends it, and leave nothing behind: no worker, no tunnel, no file."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import TextIO

import gradio as gr

from playground.page import Page
from playground.settings import Settings
from playground.web.application import create_application
from playground.web.server import Server, address_of, bind
from playground.web.tunnel import open_tunnel


def launch(page: Page, demo: gr.Blocks) -> int:
    """Serve `demo` until Ctrl+C or SIGTERM.

    Returns:
        the exit status: 0, or 1 if the page could not be served, after one line that says why.
    """
    settings = page.settings
    try:
        sockets = bind(settings.host, settings.port)
    except OSError:
        return _refuse(_port_problem(settings))
    if settings.outputs is not None:
        try:
            settings.outputs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return _refuse(f"--outputs {settings.outputs} is not a folder to write to: {error.strerror}.")
    try:
        for backend in page.backends:
            backend.open()
    except ValueError as error:  # no such engine, or an address that no request can be sent to
        return _refuse(str(error))
    server = Server(create_application(page, demo), on_start=lambda: _announce(settings))
    _end_on_signals(server)
    server.run(sockets)
    return 0


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
    _say(f"ImageLabs Playground is at {url} (Ctrl+C ends it).", sys.stdout)
    if settings.share:
        # A daemon, because the app can end while a tunnel is still being opened.
        threading.Thread(target=_share, args=(settings,), name="tunnel", daemon=True).start()


def _share(settings: Settings) -> None:
    _say(open_tunnel(settings.host, settings.port), sys.stdout)


def _port_problem(settings: Settings) -> str:
    other = settings.port + 1 if settings.port < 65535 else settings.port - 1
    return (
        f"Port {settings.port} on {settings.host} is not free: another program uses it, or it may not be used. "
        f"Choose another one, such as --port {other}."
    )


def _refuse(reason: str) -> int:
    _say(reason, sys.stderr)
    return 1


def _say(line: str, stream: TextIO) -> None:
    print(line, file=stream, flush=True)
