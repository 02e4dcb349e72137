"""What a subject is made of: parts with outlines in a unit box, their local colours and their roundness.

The unit box of a subject has its origin on the ground under the subject's middle: x to the right, y **up**,
height 1.0 for the subject's own height (so a cat and a castle are both 1.0 high here; `Subject.metres` says how high
they are in the world, and the composition decides their size in the picture).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Point = tuple[float, float]
Stance = Literal["ground", "water", "air", "underwater", "surface"]  # "surface": small things; on a table or sill too
Group = Literal["animal", "person", "building", "vehicle", "plant", "thing"]


@dataclass(frozen=True, slots=True)
class Part:
    """One closed shape of a subject, painted over the parts before it.

    Attributes:
        outline: the polygon's corners in the unit box (see the module); make curves with `smooth`.
        colour: the local colour in daylight, as "#rrggbb". The painter lights, shades and hazes it.
        role: "body" parts take the colour that the prompt names ("a red house"); "detail" parts keep their own;
            "light" parts shine by themselves when it is dark (lit windows, lamps); "glass" parts show the sky.
        bulge: how round it is shaded: 0 flat (a wall) to 1 (a ball).
        alpha: 1 is opaque.
    """

    outline: tuple[Point, ...]
    colour: str
    role: Literal["body", "detail", "light", "glass"] = "body"
    bulge: float = 0.6
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that the painter can draw.

    Attributes:
        name: the concept's name in the lexicon, a singular English noun.
        metres: height in the world, used for scale among subjects.
        stance: where it stands, floats or flies.
        group: what kind of thing it is.
        draw: makes the parts, from back to front; the generator decides the pose's small variations, and the same
            generator state gives the same parts.
        facing: True when it looks to one side and may be mirrored.
        prominence: its height as a share of the picture's height when it is the picture's only subject.
    """

    name: str
    metres: float
    stance: Stance
    group: Group
    draw: Callable[[np.random.Generator], list[Part]] = field(repr=False)
    facing: bool = True
    prominence: float = 0.42


def smooth(points: Sequence[Point], per_segment: int = 10) -> tuple[Point, ...]:
    """A closed Catmull-Rom spline through `points`, as polygon corners (Catmull and Rom, 1974).

    Args:
        points: three or more corners, in order.
        per_segment: corners made for each of them.
    """
    corners = np.asarray(points, dtype=np.float64)
    before, after, beyond = np.roll(corners, 1, 0), np.roll(corners, -1, 0), np.roll(corners, -2, 0)
    t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[None, :, None]
    p0, p1, p2, p3 = (c[:, None, :] for c in (before, corners, after, beyond))
    curve = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    return tuple((float(x), float(y)) for x, y in curve.reshape(-1, 2))


def ellipse(x: float, y: float, rx: float, ry: float, *, turn: float = 0.0, corners: int = 36) -> tuple[Point, ...]:
    """An ellipse around (x, y) with radii rx and ry, turned counter-clockwise by `turn` radians."""
    a = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    ex, ey = rx * np.cos(a), ry * np.sin(a)
    c, s = float(np.cos(turn)), float(np.sin(turn))
    return tuple((float(x + c * u - s * v), float(y + s * u + c * v)) for u, v in zip(ex, ey, strict=True))


def box(left: float, bottom: float, right: float, top: float) -> tuple[Point, ...]:
    """An upright rectangle."""
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def stroke(points: Sequence[Point], start_width: float, end_width: float | None = None, *, per_segment: int = 8) -> tuple[Point, ...]:
    """The outline of a curved, tapering limb (tail, neck, leg, mast) that runs through `points`.

    Args:
        points: two or more points on its middle line, from its thick end.
        start_width: its width at the first point, in unit-box units.
        end_width: its width at the last point; the same if left out.
        per_segment: corners made for each stretch.
    """
    line = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * line[0] - line[1], line, 2 * line[-1] - line[-2]])
    t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[:, None]
    path = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    middle = np.vstack([*path, line[-1:]])
    along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    end = start_width if end_width is None else end_width
    half = np.linspace(start_width, end, len(middle))[:, None] / 2
    tip = np.linspace(np.pi / 2, -np.pi / 2, 7)[1:-1]
    direction = along[-1]
    side = normal[-1]
    cap = middle[-1] + (end / 2) * (np.cos(tip)[:, None] * direction + np.sin(tip)[:, None] * side)
    outline = np.vstack([middle + normal * half, cap, (middle - normal * half)[::-1]])
    return tuple((float(x), float(y)) for x, y in outline)


def mirrored(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same outline, reflected left to right."""
    return tuple((-x, y) for x, y in points)
