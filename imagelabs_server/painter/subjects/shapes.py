"""Outlines: polygons made of curves, limbs, ellipses and boxes, in any one scale.

x goes to the right, y **up**. `parts.standing` brings what is made of them into a subject's unit box.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Corner = tuple[float, float] | tuple[float, float, int]  # a third element, whatever it is, makes a contour turn sharply

_ROUND_END = np.linspace(np.pi / 2, -np.pi / 2, 8)[1:-1, None]  # the angles of a limb's ends
_COS, _SIN = np.cos(_ROUND_END), np.sin(_ROUND_END)


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
    t = _steps(per_segment)
    a, b, m, n = p[:, None], after[:, None], leave[:, None], arrive[:, None]
    t2, t3 = t**2, t**3
    curve = (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * m + (3 * t2 - 2 * t3) * b + (t3 - t2) * n
    return _points(curve.reshape(-1, 2))


def limb(spine: Sequence[tuple[float, float, float]], per_segment: int = 8) -> tuple[Point, ...]:
    """The outline of something long whose width changes along it: a leg, an arm, a neck, a tail.

    Args:
        spine: two or more (x, y, width), along its middle line; both ends are round.
        per_segment: corners made for each stretch, on each side.
    """
    line = np.asarray(spine, dtype=np.float64)
    padded = np.vstack([2 * line[0] - line[1], line, 2 * line[-1] - line[-2]])
    t = _steps(per_segment)
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    path = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    along_line = np.vstack([path.reshape(-1, 3), line[-1:]])
    middle, half = along_line[:, :2], np.maximum(along_line[:, 2:], 1e-3) / 2
    along = np.empty_like(middle)
    along[1:-1] = (middle[2:] - middle[:-2]) / 2
    along[0], along[-1] = middle[1] - middle[0], middle[-1] - middle[-2]
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    side = np.stack([-along[:, 1], along[:, 0]], axis=1)
    far = middle[-1] + half[-1] * (_COS * along[-1] + _SIN * side[-1])
    near = middle[0] - half[0] * (_COS * along[0] + _SIN * side[0])
    return _points(np.vstack([middle + side * half, far, (middle - side * half)[::-1], near]))


@cache
def _steps(number: int) -> NDArray[np.float64]:
    """How far along a segment its corners are, from 0 up to but without 1: (1, number, 1)."""
    return np.linspace(0.0, 1.0, number, endpoint=False)[None, :, None]


def _points(corners: NDArray[np.float64]) -> tuple[Point, ...]:
    """The rows of an array, (number, 2)."""
    return tuple(map(tuple, corners.tolist()))


def tapering(points: Sequence[Point], start: float, end: float) -> list[tuple[float, float, float]]:
    """A spine for `limb` through `points`, whose width goes evenly from `start` to `end`."""
    return [(x, y, float(width)) for (x, y), width in zip(points, np.linspace(start, end, len(points)), strict=True)]


def ellipse(x: float, y: float, rx: float, ry: float, *, turn: float = 0.0, corners: int = 36) -> tuple[Point, ...]:
    """An ellipse around (x, y) with radii rx and ry, turned counter-clockwise by `turn` radians."""
    a = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    ex, ey = rx * np.cos(a), ry * np.sin(a)
    c, s = float(np.cos(turn)), float(np.sin(turn))
    return _points(np.stack([x + c * ex - s * ey, y + s * ex + c * ey], axis=1))


def box(left: float, bottom: float, right: float, top: float) -> tuple[Point, ...]:
    """An upright rectangle."""
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def ring(x: float, y: float, outer: float, inner: float) -> tuple[Point, ...]:
    """A flat ring around (x, y) as one outline, slit at its right."""
    a = np.linspace(0.0, 2 * np.pi, 41)
    rim = [(x + outer * float(np.cos(t)), y + outer * float(np.sin(t))) for t in a]
    hole = [(x + inner * float(np.cos(t)), y + inner * float(np.sin(t))) for t in a[::-1]]
    return (*rim, *hole)


def placed(
    points: Sequence[Point], x: float = 0.0, y: float = 0.0, *, scale: float = 1.0, turn: float = 0.0
) -> tuple[Point, ...]:
    """`points` scaled and turned (radians, counter-clockwise) around the origin, then moved by (x, y)."""
    c, s = float(np.cos(turn)) * scale, float(np.sin(turn)) * scale
    return tuple((x + c * u - s * v, y + s * u + c * v) for u, v in points)


def mirrored(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same outline, reflected left to right."""
    return tuple((-x, y) for x, y in points)


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
