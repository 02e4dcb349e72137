"""The surface that is painted on, and how strokes are laid on it.

Strokes are rasterised as bundles of bristles with numpy, many at a time: each bristle has its own shade and its own
height of paint, which the varnish turns into relief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagelabs_server.painter.canvas.interrupt import checkpoint
from imagelabs_server.painter.canvas.pixels import Floats

BATCH_SAMPLES = 400_000  # samples set between two calls of `tick`: about 10 ms
BAND = 128  # rows enlarged between two checkpoints
SPACING = 0.8  # pixels between samples of a stroke: under 1 leaves no holes
MAX_SEGMENTS = 4


@dataclass(slots=True)
class Strokes:
    """Many strokes of one width.

    Attributes:
        points: control points, (n, MAX_SEGMENTS + 1, 2), pixels.
        segments: how many segments each has, (n,).
        width: pixels.
        colours: (n, 3), 0 to 1.
        blunt: how blunt their ends are: 2 is an ellipse, more is nearer to a band.
    """

    points: Floats
    segments: NDArray[np.int32]
    width: float
    colours: Floats
    blunt: float = 5.0


class Surface:
    """Paint on a canvas: colours and, in the fourth byte, the height of the paint."""

    def __init__(self, width: int, height: int, wash: Floats | None = None, *, wrap: bool) -> None:
        """A canvas, washed in with a picture of any size; black without one.

        With `wrap`, strokes leave at one edge and come in at the opposite one.
        """
        self.width, self.height, self.wrap = width, height, wrap
        self._paint = np.zeros(width * height, np.dtype("<u4"))
        if wash is not None:
            small = Image.fromarray((np.clip(wash, 0, 1) * 255).astype(np.uint8))
            self.bytes[..., :3] = np.asarray(small.resize((width, height), Image.Resampling.BILINEAR))
            self.bytes[..., 3] = 128

    @property
    def bytes(self) -> NDArray[np.uint8]:
        """(height, width, 4): red, green, blue, height of paint; a view."""
        return self._paint.view(np.uint8).reshape(self.height, self.width, 4)

    def colours(self) -> Floats:
        """(height, width, 3), 0 to 1."""
        return self.bytes[..., :3].astype(np.float32) * np.float32(1 / 255)

    def image(self) -> Image.Image:
        """The painting so far."""
        return Image.frombuffer("RGBX", (self.width, self.height), self._paint, "raw", "RGBX", 0, 1).convert("RGB")

    def enlarged(self, width: int, height: int) -> Surface:
        """The same painting at another size."""
        other = Surface(width, height, wrap=self.wrap)
        # Four bands of equal standing: as "RGBA" the height of the paint would be taken for transparency.
        image = Image.frombuffer("CMYK", (self.width, self.height), self._paint, "raw", "CMYK", 0, 1)
        for top in range(0, height, BAND):
            checkpoint()
            bottom = min(top + BAND, height)
            box = (0, top * self.height / height, self.width, bottom * self.height / height)
            other.bytes[top:bottom] = np.asarray(image.resize((width, bottom - top), Image.Resampling.BICUBIC, box=box))
        return other

    def lay(
        self, strokes: Strokes, bristle: float, rng: np.random.Generator, tick: Callable[[], None]
    ) -> Iterator[float]:
        """Lay strokes in order; yields the share done after every batch."""
        total = len(strokes.points)
        bristles = max(2, int(np.ceil(strokes.width / SPACING)))
        reach = np.linalg.norm(np.diff(strokes.points, axis=1), axis=2).mean() if total else 1.0
        per_stroke = bristles * max(4.0, float(reach) * MAX_SEGMENTS / SPACING)
        batch = max(16, int(BATCH_SAMPLES / per_stroke))
        for first in range(0, total, batch):
            tick()
            part = slice(first, min(first + batch, total))
            self._lay_batch(strokes, part, bristles, bristle, rng)
            yield part.stop / total

    def _lay_batch(
        self, strokes: Strokes, part: slice, bristles: int, bristle: float, rng: np.random.Generator
    ) -> None:
        points, segments, colours = strokes.points[part], strokes.segments[part], strokes.colours[part]
        side = np.linspace(-1, 1, bristles, dtype=np.float32)
        shade = rng.standard_normal((len(points), bristles), np.float32) * np.float32(0.7 * bristle)
        shade += np.roll(shade, 1, 1)
        loaded = rng.random((len(points), 1), np.float32) * np.float32(0.32) + np.float32(0.30)
        thick = np.clip(loaded + np.float32(0.22) * side**4 + np.float32(2.2) * shade, 0.05, 1)
        packed = _pack(np.clip(colours[:, None] * (1 + shade[..., None]), 0, 1), thick)
        for count in range(1, MAX_SEGMENTS + 1):
            chosen = np.flatnonzero(segments == count)
            if len(chosen):
                where = stroke_pixels(points[chosen, : count + 1], side, strokes, (self.width, self.height), self.wrap)
                self._paint[where] = packed[chosen][:, None, :]


def stroke_pixels(
    points: Floats, side: Floats, strokes: Strokes, size: tuple[int, int], wrap: bool
) -> NDArray[np.int32]:
    """The pixels, (strokes, along, bristles), that Bézier curves through control `points` cover, as flat indices.

    Args:
        points: (strokes, degree + 1, 2), pixels.
        side: (bristles,), -1 to 1: where across the stroke each bristle runs.
        strokes: gives the width and the bluntness.
        size: width and height of what is painted on.
        wrap: whether strokes leave at one edge and come in at the opposite one.
    """
    width, height = size
    length = float(np.linalg.norm(np.diff(points, axis=1), axis=2).sum(1).max())
    along = int(np.clip(length / SPACING, 3, 600))
    place, slope, taper = _bezier(points.shape[1] - 1, along, strokes.blunt)
    middle = np.matmul(place, points)  # (n, along, 2)
    tangent = np.matmul(slope, points)
    length_here = np.hypot(tangent[..., 0], tangent[..., 1])
    tangent *= (np.float32(strokes.width / 2) * taper / np.maximum(length_here, np.float32(1e-5)))[..., None]
    x = (middle[..., 0, None] - tangent[..., 1, None] * side).astype(np.int32)
    y = (middle[..., 1, None] + tangent[..., 0, None] * side).astype(np.int32)
    if wrap:
        np.remainder(x, width, out=x)
        np.remainder(y, height, out=y)
    else:
        np.clip(x, 0, width - 1, out=x)
        np.clip(y, 0, height - 1, out=y)
    where: NDArray[np.int32] = y * np.int32(width) + x
    return where


@cache
def _bezier(degree: int, samples: int, blunt: float) -> tuple[Floats, Floats, Floats]:
    """Bernstein weights of a curve's places and slopes, (samples, degree + 1), and the round taper of its ends."""
    t = np.linspace(0, 1, samples)
    place = np.stack([comb(degree, i) * t**i * (1 - t) ** (degree - i) for i in range(degree + 1)], 1)
    lower = np.stack([comb(degree - 1, i) * t**i * (1 - t) ** (degree - 1 - i) for i in range(degree)], 1)
    zero = np.zeros((samples, 1))
    slope = degree * (np.hstack([zero, lower]) - np.hstack([lower, zero]))
    taper = np.sqrt(np.clip(1 - np.abs(2 * t - 1) ** blunt, 0, 1))
    return place.astype(np.float32), slope.astype(np.float32), taper.astype(np.float32)


def _pack(colours: Floats, thick: Floats) -> NDArray[np.uint32]:
    """Colours (…, 3) and heights (…), 0 to 1, as one 32-bit word each."""
    whole = np.empty((*colours.shape[:-1], 4), np.uint8)
    np.multiply(colours, 255, out=whole[..., :3], casting="unsafe")
    np.multiply(thick, 255, out=whole[..., 3], casting="unsafe")
    return whole.view(np.dtype("<u4"))[..., 0]
