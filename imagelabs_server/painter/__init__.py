"""The painter: an engine that understands a prompt's words, builds a lit scene of them and paints it in oil strokes.

Importing this package costs next to nothing; numpy and Pillow come in with `Painter` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imagelabs_server.painter.engine import Painter
    from imagelabs_server.painter.prompt.improve import improve_prompt

__all__ = ["Painter", "improve_prompt"]


def __getattr__(name: str) -> Any:
    if name == "Painter":
        from imagelabs_server.painter.engine import Painter

        return Painter
    if name == "improve_prompt":
        from imagelabs_server.painter.prompt.improve import improve_prompt

        return improve_prompt
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
