"""`python -m imagelabs_server`: serve the protocol over HTTP, or say in one sentence what is not installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_NEEDED = ("fastapi", "uvicorn", "numpy", "PIL")


def main() -> int:
    """Serve until interrupted; returns the exit status."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(  # noqa: T201 - the one line that a person needs
            f"The service needs packages that are not installed ({', '.join(missing)}): "
            'pip install "imagelabs-playground[server]".',
            file=sys.stderr,
        )
        return 1
    from imagelabs_server.command import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
