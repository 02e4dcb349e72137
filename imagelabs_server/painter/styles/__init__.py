"""Styles: ways to paint the same lit scene, each a technique of its own.

A style is one module here with a `Style` in it, and its entry in `STYLES`; the words that ask for it are in the section
"styles" of data/lexicon.json.
"""

from __future__ import annotations

from imagelabs_server.painter.styles.easel import Easel, Order, Step, Style
from imagelabs_server.painter.styles.flat import FLAT
from imagelabs_server.painter.styles.ink import INK_STYLE
from imagelabs_server.painter.styles.neon import NEON
from imagelabs_server.painter.styles.oil import OIL
from imagelabs_server.painter.styles.pastel import PASTEL
from imagelabs_server.painter.styles.pixel import PIXEL
from imagelabs_server.painter.styles.watercolour import WATERCOLOUR

STYLES: dict[str, Style] = {style.name: style for style in (OIL, WATERCOLOUR, INK_STYLE, PASTEL, FLAT, PIXEL, NEON)}

__all__ = ["STYLES", "Easel", "Order", "Step", "Style"]
