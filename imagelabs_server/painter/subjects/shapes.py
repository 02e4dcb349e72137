"""What a subject is made of: parts with outlines in a unit box, their local colours and their roundness.

The unit box of a subject has its origin on the ground under the subject's middle: x to the right, y **up**,
height 1.0 for the subject's own height (so a cat and a castle are both 1.0 high here; `Subject.metres` says how high
they are in the world, and the composition decides their size in the picture).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

import numpy as np

Point = tuple[float, float]
Corner = tuple[float, float] | tuple[float, float, int]  # a third element, whatever it is, makes a contour turn sharply
Choice = TypeVar("Choice")
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
        seat: where others sit, stand or lie on it (x, y); found from its outline if left out.
        rim: how high the rim is behind which things in it stand: a cup's, a boat's.
        crown: how high the branches are that hold things in it.
        clearance: how high the free space under it is: a table's, a bridge's.
        below: makes its parts where it is seen whole under water, if `draw` shows only what is above.
    """

    name: str
    metres: float
    stance: Stance
    group: Group
    draw: Callable[[np.random.Generator], list[Part]] = field(repr=False)
    facing: bool = True
    prominence: float = 0.42
    seat: Point | None = None
    rim: float | None = None
    crown: float | None = None
    clearance: float | None = None
    below: Callable[[np.random.Generator], list[Part]] | None = field(default=None, repr=False)


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


def stroke(
    points: Sequence[Point], start_width: float, end_width: float | None = None, *, per_segment: int = 8
) -> tuple[Point, ...]:
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


def contour(points: Sequence[Corner], per_segment: int = 9) -> tuple[Point, ...]:
    """A closed curve through `points` that may also have sharp corners: ears, gables, beaks, fins.

    A centripetal Catmull-Rom spline (Yuksel, Schaefer and Keyser, 2011), which does not overshoot where points
    crowd. Between two sharp corners it is a straight line.

    Args:
        points: three or more; (x, y) is passed smoothly, (x, y, 0) is a sharp corner.
        per_segment: corners made for each of them.
    """
    p = np.asarray([q[:2] for q in points], dtype=np.float64)
    sharp = np.asarray([len(q) == 3 for q in points])[:, None]
    after = np.roll(p, -1, 0)
    step = np.sqrt(np.linalg.norm(after - p, axis=1, keepdims=True)) + 1e-6
    slope_out = (after - p) / step
    step_in, slope_in = np.roll(step, 1, 0), np.roll(slope_out, 1, 0)
    tangent = slope_in + slope_out - (after - np.roll(p, 1, 0)) / (step_in + step)
    leave = np.where(sharp, slope_out, tangent) * step
    arrive = np.where(np.roll(sharp, -1, 0), slope_out, np.roll(tangent, -1, 0)) * step
    t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[None, :, None]
    a, b, m, n = p[:, None], after[:, None], leave[:, None], arrive[:, None]
    t2, t3 = t**2, t**3
    curve = (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * m + (3 * t2 - 2 * t3) * b + (t3 - t2) * n
    return tuple((float(x), float(y)) for x, y in curve.reshape(-1, 2))


def limb(spine: Sequence[tuple[float, float, float]], per_segment: int = 8) -> tuple[Point, ...]:
    """The outline of something long whose width changes along it: a leg, an arm, a neck, a tail.

    Args:
        spine: two or more (x, y, width), along its middle line; both ends are round.
        per_segment: corners made for each stretch, on each side.
    """
    line = np.asarray(spine, dtype=np.float64)
    padded = np.vstack([2 * line[0] - line[1], line, 2 * line[-1] - line[-2]])
    t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[:, None]
    path = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    along_line = np.vstack([*path, line[-1:]])
    middle, half = along_line[:, :2], np.maximum(along_line[:, 2:], 1e-3) / 2
    along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    side = np.stack([-along[:, 1], along[:, 0]], axis=1)
    round_end = np.linspace(np.pi / 2, -np.pi / 2, 8)[1:-1, None]
    far = middle[-1] + half[-1] * (np.cos(round_end) * along[-1] + np.sin(round_end) * side[-1])
    near = middle[0] - half[0] * (np.cos(round_end) * along[0] + np.sin(round_end) * side[0])
    outline = np.vstack([middle + side * half, far, (middle - side * half)[::-1], near])
    return tuple((float(x), float(y)) for x, y in outline)


def placed(
    points: Sequence[Point], x: float = 0.0, y: float = 0.0, *, scale: float = 1.0, turn: float = 0.0
) -> tuple[Point, ...]:
    """`points` scaled and turned (radians, counter-clockwise) around the origin, then moved by (x, y)."""
    c, s = float(np.cos(turn)) * scale, float(np.sin(turn)) * scale
    return tuple((x + c * u - s * v, y + s * u + c * v) for u, v in points)


def clipped(outline: Sequence[Point], convex: Sequence[Point]) -> tuple[Point, ...]:
    """The piece of `outline` inside a convex shape (Sutherland and Hodgman, 1974): stripes, patches, shades.

    Args:
        outline: any polygon.
        convex: a convex polygon, in either sense of rotation.

    Raises:
        ValueError: `convex` is not convex, or the two do not overlap.
    """
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(convex, (*convex[1:], convex[0]), strict=True))
    frame = tuple(convex) if area > 0 else tuple(reversed(convex))
    around = (*frame, *frame[:2])
    if any(
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) < -1e-6
        for a, b, c in zip(around, around[1:], around[2:], strict=False)
    ):
        raise ValueError("The shape to clip with is not convex.")
    kept = list(outline)
    for a, b in zip(frame, (*frame[1:], frame[0]), strict=True):
        side = [(b[0] - a[0]) * (q[1] - a[1]) - (b[1] - a[1]) * (q[0] - a[0]) for q in kept]
        cut: list[Point] = []
        for i, (q, d) in enumerate(zip(kept, side, strict=True)):
            p, e = kept[i - 1], side[i - 1]
            if (d >= 0) != (e >= 0):
                t = e / (e - d)
                cut.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
            if d >= 0:
                cut.append(q)
        kept = cut
    if len(kept) < 3:
        raise ValueError("The outline has no piece inside the convex shape.")
    return tuple(kept)


def blend(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` (0 to 1) of `other` mixed in, both "#rrggbb"."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.25) -> str:
    """A shadow tone of `colour`: mixed with a deep violet, as shadows out of doors are."""
    return blend(colour, "#1c1433", share)


def lighter(colour: str, share: float = 0.25) -> str:
    """A light tone of `colour`: mixed with a warm white."""
    return blend(colour, "#fff6e0", share)


def shadow(outline: tuple[Point, ...], alpha: float = 0.28) -> Part:
    """A shaded place on the parts below it, which shows their colour darkened."""
    return Part(outline, "#1c1433", role="detail", bulge=0.0, alpha=alpha)


def sheen(outline: tuple[Point, ...], alpha: float = 0.3) -> Part:
    """A light place on the parts below it, which shows their colour lightened."""
    return Part(outline, "#fff6e0", role="detail", bulge=0.0, alpha=alpha)


def pick(rng: np.random.Generator, options: Sequence[Choice]) -> Choice:
    """One of `options`, each as likely as the others."""
    return options[int(rng.integers(len(options)))]


def put(parts: Sequence[Part], x: float = 0.0, y: float = 0.0, *, scale: float = 1.0, turn: float = 0.0) -> list[Part]:
    """Whole parts, each `placed` the same way: a head on its neck, a wheel on its axle."""
    return [replace(part, outline=placed(part.outline, x, y, scale=scale, turn=turn)) for part in parts]


def standing(parts: Sequence[Part], *, foot: float | None = None) -> list[Part]:
    """The parts brought into the unit box: 1.0 high, the middle of their width above the origin, their foot at 0.

    Args:
        parts: parts in any one scale.
        foot: the height, in that scale, that meets ground or water; the lowest point if left out.
    """
    xs = [x for part in parts for x, _ in part.outline]
    ys = [y for part in parts for _, y in part.outline]
    base = min(ys) if foot is None else foot
    middle, scale = (min(xs) + max(xs)) / 2, 1.0 / (max(ys) - base)
    return put(parts, -middle * scale, -base * scale, scale=scale)
