"""What several buildings have: windows, arches, battlements."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

LIT_WINDOW = "#ffd37a"
DARK_WINDOW = "#4a6078"


def window(x: float, y: float, w: float, h: float, frame: str, *, lit: bool = True) -> list[Part]:
    """A window with its frame and glazing bars, its middle at (x, y)."""
    t = min(w, h) * 0.16
    pane = light(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2), LIT_WINDOW if lit else DARK_WINDOW)
    return [
        detail(box(x - w / 2 - t, y - h / 2 - t, x + w / 2 + t, y + h / 2 + t), frame),
        pane,
        detail(box(x - t * 0.4, y - h / 2, x + t * 0.4, y + h / 2), frame),
        detail(box(x - w / 2, y - t * 0.4, x + w / 2, y + t * 0.4), frame),
    ]


def arch(x: float, bottom: float, w: float, h: float, *, pointed: float = 0.0) -> tuple[Point, ...]:
    """A doorway or window with a round or pointed head, standing at `bottom`; w and h are its full size."""
    half = w / 2
    a = np.linspace(0.0, np.pi, 13)
    head = [
        (x + half * float(np.cos(t)), bottom + h - half * (1 + pointed) + half * (1 + pointed) * float(np.sin(t)))
        for t in a
    ]
    return ((x + half, bottom), *head, (x - half, bottom))


def battlements(left: float, right: float, top: float, tooth: float, count: int) -> list[Point]:
    """The corners of a crenellated edge from left to right, its teeth rising above `top`."""
    step = (right - left) / (2 * count - 1)
    corners: list[Point] = []
    for i in range(count):
        x = left + 2 * i * step
        corners += [(x, top), (x, top + tooth), (x + step, top + tooth), (x + step, top)]
    return corners
