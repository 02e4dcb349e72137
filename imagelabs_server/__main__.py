"""`python -m imagelabs_server`: serve the protocol over HTTP."""

from __future__ import annotations

import argparse
import sys

import uvicorn

from imagelabs_server.app import DEFAULT_QUEUE_SIZE, DEFAULT_TASK_TTL, DEFAULT_WORKERS, create_app
from imagelabs_server.engines import DEFAULT_ENGINE, ENGINE_NAMES

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7861


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m imagelabs_server",
        description="Serve the ImageLabs protocol over HTTP, with an engine that draws.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 picks a free one")
    parser.add_argument(
        "--engine", default=DEFAULT_ENGINE, help=f"what draws: {', '.join(ENGINE_NAMES)}, or module:Class"
    )
    parser.add_argument("--workers", type=int, default=DEFAULT_WORKERS, help="pictures drawn at once, one process each")
    parser.add_argument("--queue-size", type=int, default=DEFAULT_QUEUE_SIZE, help="tasks that may wait")
    parser.add_argument("--task-ttl", type=float, default=DEFAULT_TASK_TTL, help="seconds that a result is kept")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; answers the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        app = create_app(
            options.engine, workers=options.workers, queue_size=options.queue_size, task_ttl=options.task_ttl
        )
    except ValueError as error:
        parser.error(str(error))
    uvicorn.run(app, host=options.host, port=options.port, log_level="info", access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
