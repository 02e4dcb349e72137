"""Styles: ways to paint the same lit scene, each a technique of its own.

A style is one module here with a `Style` in it, and its entry in `STYLES`; the words that ask for it are in the section
"styles" of data/lexicon.json.
"""

from __future__ import annotations

from imagelabs_server.painter.styles.easel import Easel, Order, Step, Style
from imagelabs_server.painter.styles.oil import OIL

STYLES: dict[str, Style] = {style.name: style for style in (OIL,)}

__all__ = ["STYLES", "Easel", "Order", "Step", "Style"]
