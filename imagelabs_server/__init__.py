"""A service that implements the ImageLabs protocol with its own drawing engines.

`create_app` returns the ASGI application; `python -m imagelabs_server` serves it over HTTP. Importing this package
starts nothing and imports no web framework, because worker processes import it too and must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imagelabs_server.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    if name == "create_app":
        from imagelabs_server.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
