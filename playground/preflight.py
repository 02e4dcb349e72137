"""What must be there before the page starts: a free port, a folder for pictures, engines that can be made.

It needs nothing of Gradio, which takes seconds to import: a mistake is told at once.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from playground.backends import Backend
from playground.settings import Settings


class PreflightError(Exception):
    """The page cannot be served; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a copy of the app has taken before it starts.

    Attributes:
        sockets: bound to its addresses; nothing is accepted yet.
        backends: opened: the workers of the built-in service are starting.
    """

    sockets: list[socket.socket]
    backends: tuple[Backend, ...]


def prepare(settings: Settings) -> Prepared:
    """Take what the page needs.

    Raises:
        PreflightError: something cannot be had.
    """
    try:
        sockets = bind(settings.host, settings.port)
    except OSError as error:
        raise PreflightError(_port_problem(settings)) from error
    if settings.outputs is not None:
        try:
            settings.outputs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PreflightError(
                f"--outputs {settings.outputs} is not a folder to write to: {error.strerror}."
            ) from error
    backends = Backend.all_from(settings)
    try:
        for backend in backends:
            backend.open()
    except ValueError as error:  # no such engine, or an address that no request can be sent to
        raise PreflightError(str(error)) from error
    return Prepared(sockets, backends)


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port on every address that a host name stands for; nothing is accepted yet.

    Raises:
        OSError: there is no such host, or the port is not free or not allowed.
    """
    bound: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in _addresses(host, port):
            listener = socket.socket(family, kind, protocol)
            bound.append(listener)
            if os.name == "posix":  # elsewhere the option would let two programs share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(address)
    except OSError:
        for listener in bound:
            listener.close()
        raise
    return bound


def _addresses(host: str, port: int) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys(found))


def _port_problem(settings: Settings) -> str:
    other = settings.port + 1 if settings.port < 65535 else settings.port - 1
    return (
        f"Port {settings.port} on {settings.host} is not free: another program uses it, or it may not be used. "
        f"Choose another one, such as --port {other}."
    )
