"""The font for labels inside pictures: one that comes with Gradio and has Cyrillic letters."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from functools import cache, lru_cache
from importlib.resources import files

from PIL import ImageFont

_SHIPPED = "templates/frontend/static/fonts/IBMPlexSans/IBMPlexSans-Regular.woff2"
_SYSTEM = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial.ttf")
_ELLIPSIS = "…"
_MAX_TEXT = 3000  # characters: more than fit into the lines of any label
_KNOWN_MARKS = 4096

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def label_font(size: int) -> Font:
    """Return the font; `size` is in pixels."""
    for name in (str(files("gradio").joinpath(_SHIPPED)), *_SYSTEM):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def drawable(text: str, font: Font) -> str:
    """Return the text with dots for characters that the font lacks, and spaces for line breaks."""
    return "".join(" " if mark.isspace() else mark if _has(font, mark) else "·" for mark in text)


def wrapped(text: str, font: Font, width: float, lines: int) -> list[str]:
    """Wrap a text into at most `lines` lines of `width` pixels; what does not fit is cut off with an ellipsis."""
    words = deque(drawable(text[:_MAX_TEXT], font).split())
    if len(text) > _MAX_TEXT:
        words.append(_ELLIPSIS)
    rows: list[str] = []
    while words and len(rows) < lines:
        row = words.popleft()
        while words and font.getlength(f"{row} {words[0]}") <= width:
            row = f"{row} {words.popleft()}"
        rows.append(_fitted(row, font, width))
    if words and rows:
        rows[-1] = _fitted(f"{rows[-1].rstrip(_ELLIPSIS)} {_ELLIPSIS}", font, width)
    return rows


def _fitted(row: str, font: Font, width: float) -> str:
    if font.getlength(row) <= width:
        return row
    fitting = bisect_right(range(1, len(row)), width, key=lambda kept: font.getlength(f"{row[:kept]}{_ELLIPSIS}"))
    return f"{row[:fitting]}{_ELLIPSIS}"


@lru_cache(_KNOWN_MARKS)
def _has(font: Font, mark: str) -> bool:
    """Return whether a font has a character, and does not draw its box for missing ones."""
    return bytes(font.getmask(mark)) != bytes(font.getmask("\uffff"))
