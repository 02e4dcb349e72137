"""`python -m imagelabs_server`: serve the protocol over HTTP, or report missing packages in one sentence."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_REQUIRED = ("fastapi", "uvicorn", "numpy", "PIL")


def main() -> int:
    """Serve until interrupted and return the exit status."""
    missing = [name for name in _REQUIRED if find_spec(name) is None]
    if missing:
        print(  # noqa: T201 - output for the user
            f"The service needs packages that are not installed ({', '.join(missing)}): "
            'pip install "imagelabs-playground[server]".',
            file=sys.stderr,
        )
        return 1
    from imagelabs_server.command import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
