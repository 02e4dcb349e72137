"""Parts: the closed shapes that a drawing is made of, and the small words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from imagelabs_server.painter.subjects.shapes import Point, placed


@dataclass(frozen=True, slots=True)
class Part:
    """One closed shape of a subject, painted over the parts before it.

    Attributes:
        outline: the polygon's corners in the subject's unit box; `contour` and `limb` make curves.
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


def detail(outline: tuple[Point, ...], colour: str, *, bulge: float = 0.0, alpha: float = 1.0) -> Part:
    """A part that keeps its own colour, whatever colour the prompt names."""
    return Part(outline, colour, role="detail", bulge=bulge, alpha=alpha)


def light(outline: tuple[Point, ...], colour: str, *, bulge: float = 0.0, alpha: float = 1.0) -> Part:
    """A part that shines by itself when it is dark: a lit window, a lamp, a flame."""
    return Part(outline, colour, role="light", bulge=bulge, alpha=alpha)


def glass(outline: tuple[Point, ...], colour: str, *, bulge: float = 0.0, alpha: float = 1.0) -> Part:
    """A part that shows the sky, tinted with `colour`."""
    return Part(outline, colour, role="glass", bulge=bulge, alpha=alpha)


def shadow(outline: tuple[Point, ...], alpha: float = 0.28) -> Part:
    """A shaded place on the parts below it, which shows their colour darkened."""
    return detail(outline, "#1c1433", alpha=alpha)


def sheen(outline: tuple[Point, ...], alpha: float = 0.3) -> Part:
    """A light place on the parts below it, which shows their colour lightened."""
    return detail(outline, "#fff6e0", alpha=alpha)


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
