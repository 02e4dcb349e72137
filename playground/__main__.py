"""`python -m playground`: the page where the package is installed; in a clone `python app.py` does the same."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_NEEDED = ("gradio", "fastapi", "uvicorn", "brotli", "numpy", "PIL")


def main() -> int:
    """Serve until interrupted; returns the exit status."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(  # noqa: T201 - the one line that a person needs
            f"The page needs packages that are not installed ({', '.join(missing)}): "
            'pip install "imagelabs-playground[playground]".',
            file=sys.stderr,
        )
        return 1
    from playground.page import Page
    from playground.settings import Settings
    from playground.web.launch import launch

    page = Page(Settings.load(sys.argv[1:]))
    return launch(page, page.build())


if __name__ == "__main__":
    sys.exit(main())
