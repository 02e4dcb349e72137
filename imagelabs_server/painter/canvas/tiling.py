"""Seamless pictures: a canvas whose edges meet, before it is painted with strokes that leave on one side and come in
on the other."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas.canvas import Canvas
from imagelabs_server.painter.canvas.pixels import Floats, smoothstep


def make_seamless(canvas: Canvas) -> None:
    """Blend the picture near its edges into itself shifted by a half, whose edges are this picture's middle.

    What lies at the edges after that is continuous across them; the shifted copy's own seam lies in the middle,
    where none of it is taken.
    """
    for axis in (1, 0):
        size = canvas.rgb.shape[axis]
        away = np.abs((np.arange(size, dtype=np.float32) + 0.5) / size - 0.5) * 2  # 0 in the middle, 1 at the edges
        share = _along(smoothstep(away, 0.62, 0.98), axis)
        canvas.rgb = canvas.rgb + (np.roll(canvas.rgb, size // 2, axis) - canvas.rgb) * share[..., None]
        canvas.flow = canvas.flow + (np.roll(canvas.flow, size // 2, axis) - canvas.flow) * share[..., None]
        canvas.salience = canvas.salience * (1 - share)


def _along(values: Floats, axis: int) -> Floats:
    return values[None, :] if axis == 1 else values[:, None]
