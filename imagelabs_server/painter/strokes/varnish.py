"""The last step: light raking over the paint's relief, a hint of canvas, and a quiet darkening towards the corners."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagelabs_server.painter.canvas.pixels import Floats, smoothstep
from imagelabs_server.painter.strokes.surface import Surface

RELIEF = 0.55  # how strongly the height of the paint shows
VIGNETTE = 0.22  # how much darker the corners are
BAND = 96  # rows done between two calls of `tick`


def varnish(surface: Surface, rng: np.random.Generator, tick: Callable[[], None]) -> Image.Image:
    """The finished picture.

    A surface that wraps gets no dark corners, and its relief runs on over the edges, so that they still meet.

    Args:
        surface: the painting.
        rng: the canvas's threads.
        tick: called between bands of rows; may raise to cancel.
    """
    finished = np.empty((surface.height, surface.width, 3), np.uint8)
    for top in range(0, surface.height, BAND):
        tick()
        bottom = min(top + BAND, surface.height)
        paint = _with_margin(surface, top, bottom)
        gain = _raking_light(paint[..., 3], rng)
        if not surface.wrap:
            gain *= 1 - np.float32(VIGNETTE) * _corners(surface, top, bottom)
        colours = _melt(paint[1:-1, 1:-1, :3])
        colours *= gain[..., None]
        np.clip(colours, 0, 255, out=colours)
        finished[top:bottom] = colours
    return Image.fromarray(finished)


def _with_margin(surface: Surface, top: int, bottom: int) -> NDArray[np.uint8]:
    """The rows from `top` to `bottom` with two pixels more on every side, from over the edge when it wraps."""
    rows, columns = np.arange(top - 2, bottom + 2), np.arange(-2, surface.width + 2)
    if surface.wrap:
        rows, columns = rows % surface.height, columns % surface.width
    else:
        rows, columns = np.clip(rows, 0, surface.height - 1), np.clip(columns, 0, surface.width - 1)
    return surface.bytes[rows][:, columns]


def _raking_light(height: NDArray[np.uint8], rng: np.random.Generator) -> Floats:
    """How much brighter the slopes that face the upper left are; two pixels smaller on every side."""
    paint = height.astype(np.float32) * np.float32(1 / 255)
    threads = rng.standard_normal(paint.shape, np.float32)
    smooth = (
        paint[:-2, 1:-1] + paint[2:, 1:-1] + paint[1:-1, :-2] + paint[1:-1, 2:] + 2 * paint[1:-1, 1:-1]
    ) * np.float32(1 / 6)
    smooth += (threads[1:-1, 1:-1] + threads[:-2, 1:-1] + threads[1:-1, :-2]) * np.float32(0.012)
    slope = (smooth[2:, 2:] - smooth[:-2, :-2]) * np.float32(0.5 * RELIEF)
    return np.asarray(1 + np.clip(slope, -0.11, 0.13))


def _corners(surface: Surface, top: int, bottom: int) -> Floats:
    x = np.linspace(-1, 1, surface.width, dtype=np.float32)[None]
    y = np.linspace(-1, 1, surface.height, dtype=np.float32)[top:bottom, None]
    return smoothstep(np.sqrt(x * x + y * y), 0.7, 1.5)


def _melt(paint: NDArray[np.uint8]) -> Floats:
    """Soften the hard edges of bristles a little; one pixel smaller on every side."""
    colours = paint.astype(np.float32)
    around = colours[:-2, 1:-1] + colours[2:, 1:-1] + colours[1:-1, :-2] + colours[1:-1, 2:]
    return np.asarray(colours[1:-1, 1:-1] * np.float32(0.5) + around * np.float32(0.125))
