"""Shapes filled on a canvas in one colour each: round dabs and polygons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from imagelabs_server.painter.canvas.canvas import Canvas
from imagelabs_server.painter.canvas.pixels import Floats


def dabs(canvas: Canvas, centres: Floats, radii: Floats, colours: Floats, squash: float = 0.8) -> None:
    """Set round dabs straight into the picture, in order.

    Args:
        canvas: the picture.
        centres: (n, 2), pixels.
        radii: (n,), pixels.
        colours: (n, 3), 0 to 1.
        squash: height by width.
    """
    if not len(centres):
        return
    top = int(np.clip((centres[:, 1] - radii).min(), 0, canvas.height - 1))
    bottom = int(np.clip((centres[:, 1] + radii).max() + 2, top + 1, canvas.height))
    region = Image.fromarray((np.clip(canvas.rgb[top:bottom], 0, 1) * 255 + 0.5).astype(np.uint8))
    pen = ImageDraw.Draw(region)
    tones = (np.clip(colours, 0, 1) * 255).astype(int).tolist()
    reach = np.stack([radii, radii * squash], 1)
    corners = np.concatenate([centres - reach, centres + reach], 1) - np.array([0, top, 0, top])
    for corner, tone in zip(corners.tolist(), tones, strict=True):
        pen.ellipse(corner, fill=tuple(tone))
    canvas.rgb[top:bottom] = np.asarray(region, np.float32) * np.float32(1 / 255)
    canvas.tick()


def polygons(canvas: Canvas, outlines: Sequence[Floats], colours: Sequence[Floats]) -> None:
    """Fill polygons ((n, 2), pixels) with one colour each, in order."""
    if not outlines:
        return
    ys = np.concatenate([o[:, 1] for o in outlines])
    top = int(np.clip(ys.min() - 1, 0, canvas.height - 1))
    bottom = int(np.clip(ys.max() + 2, top + 1, canvas.height))
    region = Image.fromarray((np.clip(canvas.rgb[top:bottom], 0, 1) * 255 + 0.5).astype(np.uint8))
    pen = ImageDraw.Draw(region)
    tones = (np.clip(np.stack(colours), 0, 1) * 255).astype(int).tolist()
    for outline, tone in zip(outlines, tones, strict=True):
        pen.polygon((outline - (0, top)).ravel().tolist(), fill=tuple(tone))
    canvas.rgb[top:bottom] = np.asarray(region, np.float32) * np.float32(1 / 255)
    canvas.tick()
