"""The command line of the service, `python -m imagelabs_server`."""

from __future__ import annotations

import argparse
import socket

import uvicorn

from imagelabs_server.app import DEFAULT_QUEUE_SIZE, DEFAULT_TASK_TTL, DEFAULT_WORKERS, create_app
from imagelabs_server.engines import DEFAULT_ENGINE, ENGINE_NAMES
from imagelabs_server.numbers import parse_whole
from imagelabs_server.wire.hosts import Hosts

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7861

_SHUTDOWN_TIMEOUT = 3  # seconds for running requests to finish on shutdown


def _port(text: str) -> int:
    port = parse_whole(text)
    if port is None or port > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return port


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m imagelabs_server",
        description="Serve the ImageLabs protocol over HTTP, with an engine that draws.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="port to listen on; 0 picks a free one")
    parser.add_argument(
        "--engine", default=DEFAULT_ENGINE, help=f"what draws: {', '.join(ENGINE_NAMES)}, or module:Class"
    )
    parser.add_argument("--workers", type=int, default=DEFAULT_WORKERS, help="pictures drawn at once, one process each")
    parser.add_argument("--queue-size", type=int, default=DEFAULT_QUEUE_SIZE, help="tasks that may wait")
    parser.add_argument("--task-ttl", type=float, default=DEFAULT_TASK_TTL, help="seconds that a result is kept")
    parser.add_argument(
        "--allowed-hosts",
        default="",
        metavar="HOST,…",
        help="further names under which it answers; by default any if others can reach it, else those of this machine",
    )
    parser.add_argument(
        "--trust-owner",
        action="store_true",
        help="believe the header X-ImageLabs-Owner: only a page of yours can reach this service",
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted and return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        app = create_app(
            options.engine,
            workers=options.workers,
            queue_size=options.queue_size,
            task_ttl=options.task_ttl,
            trust_owner=options.trust_owner,
        )
    except ValueError as error:
        parser.error(str(error))
    names = [name for name in options.allowed_hosts.split(",") if name.strip()]
    app.add_middleware(Hosts, address=options.host, names=names)
    try:
        _check_address(options.host, options.port)
    except OSError as error:
        reason = error.strerror or error
        parser.exit(1, f"{parser.prog}: cannot listen on {options.host} port {options.port}: {reason}\n")
    uvicorn.run(
        app,
        host=options.host,
        port=options.port,
        log_level="info",
        access_log=False,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT,
    )
    return 0


def _check_address(host: str, port: int) -> None:
    """Bind the address briefly, so that an error is reported in one line before any worker starts.

    Raises:
        OSError: the address is in use, or does not belong to this machine.
    """
    family, *_, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    socket.create_server(address[:2], family=family).close()
