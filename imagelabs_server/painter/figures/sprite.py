"""A subject as pixels, and its placement in a picture, as lighting and grounding share them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.pixels import Floats

Contact = Literal["ground", "water", "none"]
Edge = Literal["blades", "grains", "none"]  # what grows or lies over the foot of a thing


@dataclass(frozen=True, slots=True)
class Placement:
    """How a subject stands in a picture.

    Attributes:
        x: the column under its middle, canvas pixels.
        ground_y: the row of its feet.
        height: how high it stands, canvas pixels.
        mirrored: whether it looks the other way.
        colour: what its body is recoloured to, "#rrggbb".
        distance: 0 near to 1 lost in the haze.
        contact: what it touches: a shadow on the ground, a reflection and a waterline in water, nothing in the air.
        shadow: 0 to 1, how dark its shadow is; indoors and under clouds it is faint.
        cut: the row under which it is hidden, as in a cup or a boat.
        vivid: 1 is natural; more is stronger in colour, less is paler.
        edge: what breaks the line where it meets the ground: blades of grass, grains of sand or snow, nothing.
    """

    x: float
    ground_y: float
    height: float
    mirrored: bool = False
    colour: str | None = None
    distance: float = 0.0
    contact: Contact = "ground"
    shadow: float = 0.6
    cut: float | None = None
    vivid: float = 1.0
    edge: Edge = "none"


@dataclass(slots=True)
class Sprite:
    """A subject, lit, in a box of its own: straight colours, coverage, and where the box lies on the canvas."""

    left: int
    top: int
    colour: Floats  # (rows, columns, 3)
    cover: Floats  # (rows, columns)
    glow: Floats | None  # (rows, columns, 3), light that its lamps give off


def overlap(sprite: Sprite, canvas: Canvas) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The sprite's box on the canvas, and the same cut out of the sprite."""
    rows, columns = sprite.cover.shape
    x0, y0 = max(sprite.left, 0), max(sprite.top, 0)
    x1, y1 = min(sprite.left + columns, canvas.width), min(sprite.top + rows, canvas.height)
    inside = (slice(y0 - sprite.top, y1 - sprite.top), slice(x0 - sprite.left, x1 - sprite.left))
    return (slice(y0, y1), slice(x0, x1)), inside
