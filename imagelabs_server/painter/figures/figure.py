"""Figures: subjects with a place in the picture, and what can be measured of their drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.canvas.pixels import Floats
from imagelabs_server.painter.figures.sprite import Placement
from imagelabs_server.painter.subjects.parts import Part
from imagelabs_server.painter.subjects.subject import Draw, Subject

_GRID = 96  # pixels in a subject's height, when its outline is measured
_WIDE = 1.7  # how far to each side, in its heights
_KEPT = 128  # drawings: more than a picture has


@lru_cache(_KEPT)
def drawn(draw: Draw, dice: Dice, pose: str) -> tuple[Part, ...]:
    """What `draw` makes in a pose, which the dice decide by its name; made once for all who measure or paint it."""
    return tuple(draw(dice.roll(pose)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One subject to be painted: which, where, the name of its dice (its pose), and when (low first)."""

    subject: Subject
    place: Placement
    pose: str
    order: float

    def parts(self, canvas: Canvas) -> tuple[Part, ...]:
        """Its drawing."""
        return drawn(self.subject.draw, canvas.dice, self.pose)

    def extent(self, canvas: Canvas) -> tuple[float, float]:
        """The columns between which it is drawn."""
        reach = reach_of(self.parts(canvas))
        before, after = reversed(reach) if self.place.mirrored else reach
        return self.place.x - before * self.place.height, self.place.x + after * self.place.height


def reach_of(parts: Sequence[Part]) -> tuple[float, float]:
    """How far a drawing reaches left and right of its middle, in its own heights."""
    corners = np.concatenate([np.asarray(p.outline, np.float64) for p in parts if len(p.outline) >= 3])
    return float(-corners[:, 0].min()), float(corners[:, 0].max())


def top_line(parts: Sequence[Part]) -> tuple[Floats, Floats]:
    """The columns of a drawing and how high it is in each, both in its own heights; 0 where there is nothing."""
    side = int(2 * _WIDE * _GRID)
    image = Image.new("L", (side, int(1.1 * _GRID)))
    draw = ImageDraw.Draw(image)
    for part in parts:
        if part.alpha > 0.6 and len(part.outline) >= 3:
            draw.polygon([((x + _WIDE) * _GRID, (1.06 - y) * _GRID) for x, y in part.outline], fill=255)
    solid = np.asarray(image) > 0
    first = np.where(solid.any(0), solid.argmax(0), 1.06 * _GRID)
    x = (np.arange(side) + 0.5) / _GRID - _WIDE
    return x.astype(np.float32), (1.06 - first / _GRID).astype(np.float32)


def seat_of(parts: Sequence[Part], width: float) -> tuple[float, float]:
    """Where something `width` wide stands best on a drawing (all in its heights): flat, high, near the middle."""
    x, top = top_line(parts)
    half = max(1, int(width * _GRID / 2))
    best, seat = np.inf, (0.0, 0.9)
    for i in range(half, len(x) - half, 2):
        window = top[i - half : i + half + 1]
        low, high = float(window.min()), float(window.max())
        if low <= 0.05:
            continue
        cost = (high - low) + 0.35 * abs(float(x[i])) + 0.25 * (1 - high)
        if cost < best:
            best, seat = cost, (float(x[i]), float(np.quantile(window, 0.4)))
    return seat


def head_of(parts: Sequence[Part]) -> tuple[float, float]:
    """The highest point of a drawing's middle part, and its height: where a crown sits."""
    x, top = top_line(parts)
    smooth = np.convolve(top, np.ones(9) / 9, "same")
    at = int(smooth.argmax())
    return float(x[at]), float(smooth[at])
