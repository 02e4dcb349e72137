"""`python -m playground`: the page where the package is installed; in a clone `python app.py` does the same."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_INTERRUPTED = 130  # exit status, as shells have it: 128 and the number of SIGINT
_NEEDED = ("gradio", "fastapi", "uvicorn", "brotli", "limits", "numpy", "PIL")


def main() -> int:
    """Serve until interrupted; returns the exit status."""
    try:
        return _serve()
    except KeyboardInterrupt:  # before the page is served: from then on Ctrl+C ends it in order
        return _INTERRUPTED


def _serve() -> int:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(  # noqa: T201 - the one line that a person needs
            f"The page needs packages that are not installed ({', '.join(missing)}): "
            'pip install "imagelabs-playground[playground]".',
            file=sys.stderr,
        )
        return 1
    from playground.preflight import PreflightError, prepare
    from playground.settings import Settings

    settings = Settings.load(sys.argv[1:])
    try:
        prepared = prepare(settings)
    except PreflightError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    from playground.page import Page  # takes seconds, since it imports Gradio
    from playground.web.launch import launch
    from playground.web.temp_folder import private_temp_folder

    with private_temp_folder():
        page = Page(settings, backends=prepared.backends)
        launch(page, page.build(), prepared.sockets)
    return 0


if __name__ == "__main__":
    sys.exit(main())
