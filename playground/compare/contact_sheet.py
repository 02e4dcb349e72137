"""A grid as one picture with labels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from playground.compare.fonts import Font, label_font, wrapped

CELL = 384  # pixels: the longer side of a picture
MAX_SIDE = 6000  # pixels of the sheet; more cells make smaller pictures
_GAP, _MARGIN, _LINE, _LABEL_WIDTH = 12, 32, 1.35, 190
_TEXT, _TITLE, _SMALL = 18, 22, 15
_PAPER, _INK, _QUIET, _EMPTY = "#ffffff", "#1d1c1a", "#6b675f", "#eeebe4"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows.

    Attributes:
        title: the prompt that all pictures have in common.
        note: what else they have in common.
        columns: label of each column.
        rows: label of each row; one empty label if there is a single row.
        files: the pictures row by row, None where one is missing.
        corner: the direction of each axis, a line each.
    """

    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[str]
    files: Sequence[Sequence[Path | None]]
    corner: Sequence[str] = ()


def draw_sheet(sheet: Sheet) -> bytes:
    """Draw the sheet, and return it as PNG. A picture that is missing or broken leaves its place empty."""
    cell = min(CELL, (MAX_SIDE - 2 * _MARGIN - _LABEL_WIDTH) // max(len(sheet.columns), len(sheet.rows)) - _GAP)
    pictures = [[_small(file, cell) for file in row] for row in sheet.files]
    width, height = _largest(pictures, cell)
    text, title, small = label_font(_TEXT), label_font(_TITLE), label_font(_SMALL)
    left = _MARGIN + (_LABEL_WIDTH if any(sheet.rows) or sheet.corner else 0)
    whole = left + len(sheet.columns) * (width + _GAP) - _GAP + _MARGIN
    inner = max(whole, 480) - 2 * _MARGIN
    heading = [(title, line, _INK) for line in wrapped(sheet.title, title, inner, 4)]
    heading += [(small, line, _QUIET) for line in wrapped(sheet.note, small, inner, 2)]
    labels = [wrapped(label, text, width, 4) for label in sheet.columns]
    corner = [line for label in sheet.corner for line in wrapped(label, small, _LABEL_WIDTH - 16, 2)]
    above = max([len(lines) * _height(text) for lines in labels] + [len(corner) * _height(small)])
    top = _MARGIN + sum(_height(font) for font, _, _ in heading) + 16
    body = top + above + 8
    image = Image.new("RGB", (max(whole, 480), body + len(sheet.rows) * (height + _GAP) - _GAP + _MARGIN), _PAPER)
    pen = ImageDraw.Draw(image)
    y = float(_MARGIN)
    for font, line, ink in heading:
        pen.text((_MARGIN, y), line, ink, font)
        y += _height(font)
    for column, lines in enumerate(labels):
        _write(pen, (left + column * (width + _GAP), body - 8 - len(lines) * _height(text)), lines, text)
    _write(pen, (_MARGIN, body - 8 - len(corner) * _height(small)), corner, small, _QUIET)
    for row, label in enumerate(sheet.rows):
        y = body + row * (height + _GAP)
        _write(pen, (_MARGIN, y), wrapped(label, text, _LABEL_WIDTH - 16, 8), text)
        for column, picture in enumerate(pictures[row]):
            x = left + column * (width + _GAP)
            if picture is None:
                pen.rectangle((x, y, x + width - 1, y + height - 1), _EMPTY)
            else:
                image.paste(picture, (x + (width - picture.width) // 2, int(y) + (height - picture.height) // 2))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _small(file: Path | None, side: int) -> Image.Image | None:
    if file is None:
        return None
    try:
        with Image.open(file) as image:
            small = image.convert("RGB")
    except OSError:
        return None
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _largest(pictures: Sequence[Sequence[Image.Image | None]], side: int) -> tuple[int, int]:
    there = [picture for row in pictures for picture in row if picture is not None]
    if not there:
        return side, side
    return max(picture.width for picture in there), max(picture.height for picture in there)


def _height(font: Font) -> int:
    return round(getattr(font, "size", _SMALL) * _LINE)


def _write(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], lines: Sequence[str], font: Font, ink: str = _INK
) -> None:
    for number, line in enumerate(lines):
        pen.text((at[0], at[1] + number * _height(font)), line, ink, font)
