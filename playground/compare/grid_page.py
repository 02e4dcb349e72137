"""A grid as one self-contained HTML page: embedded pictures, axes to swap, and the parameters of each cell."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image

from playground.texts import Texts

MAX_SIDE = 1024  # pixels: the longer side of a picture in the page
_QUALITY = 86
_BLANK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell of the page: its place, its parameters as they are shown, and the file of its picture if it has one."""

    column: int
    row: int
    params: dict[str, str]
    file: Path | None


def write_page(
    title: str,
    axes: tuple[str, str],
    labels: tuple[Sequence[str], Sequence[str]],
    cells: Sequence[PageCell],
    texts: Texts,
) -> bytes:
    """Write the page, in UTF-8.

    Args:
        title: the prompt that all cells have in common.
        axes: names of the axes, across and down; the second is empty if there is a single row.
        labels: labels of the columns and of the rows.
        cells: the cells in any order.
        texts: the visitor's language.
    """
    grid: dict[str, Any] = {
        "axes": axes,
        "labels": [list(labels[0]), list(labels[1])],
        "cells": [
            {"at": [cell.column, cell.row], "params": cell.params, "picture": _data_url(cell.file)} for cell in cells
        ],
    }
    # Inside a script element, only `</` and `<!--` could end the data.
    data = json.dumps(grid, ensure_ascii=False).replace("<", "\\u003c")
    template = files("playground").joinpath("assets", "grid.html").read_text(encoding="utf-8")
    words = {
        "language": texts.language,
        "title": title,
        "swap": texts("compare.swap"),
        "close": texts("dialog.close"),
        "parameters": texts("compare.parameters"),
    }
    filled = {name: escape(text) for name, text in words.items()} | {"data": data}
    return _BLANK.sub(lambda blank: filled[blank[1]], template).encode()


def _data_url(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        with Image.open(file) as image:
            picture = image.convert("RGB")
    except OSError:
        return None
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    picture.save(content, "WEBP", quality=_QUALITY)
    return f"data:image/webp;base64,{base64.b64encode(content.getvalue()).decode()}"
