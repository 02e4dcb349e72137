"""The tools that subjects are drawn with."""

from __future__ import annotations

import math

import numpy as np
import pytest

from imagelabs_server.painter.subjects.prelude import (
    Part,
    Point,
    blend,
    box,
    clipped,
    contour,
    darker,
    ellipse,
    lighter,
    limb,
    mirrored,
    pick,
    placed,
    put,
    shadow,
    sheen,
    standing,
)
from imagelabs_server.painter.subjects.shapes import tapering

SQUARE = box(-1.0, -1.0, 1.0, 1.0)


def area(outline: tuple[Point, ...]) -> float:
    pairs = zip(outline, (*outline[1:], outline[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def test_a_contour_of_sharp_corners_is_the_polygon_itself() -> None:
    """Between two sharp corners there is a straight line."""
    outline = contour([(0.0, 0.0, 0), (2.0, 0.0, 0), (2.0, 1.0, 0), (0.0, 1.0, 0)])
    assert area(outline) == pytest.approx(2.0)
    assert all(x in (0.0, 2.0) or y in (0.0, 1.0) for x, y in outline)


def test_a_contour_passes_through_its_points() -> None:
    """Smooth points lie on the curve too."""
    points = [(0.0, 0.0), (1.0, 0.2), (1.1, 0.9), (0.2, 1.0)]
    outline = contour(points)
    assert all(any(math.dist(p, q) < 1e-9 for q in outline) for p in points)


def test_a_contour_does_not_overshoot_where_points_crowd() -> None:
    """Two points close together make no loop beyond them."""
    outline = contour([(0.0, 0.0), (1.0, 0.0), (1.001, 0.001), (1.0, 1.0), (0.0, 1.0)])
    assert max(x for x, _ in outline) < 1.2


def test_smooth_and_ellipse_are_round() -> None:
    """A spline through a circle's points is nearly the circle, and so is an ellipse with equal radii."""
    a = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    circle = contour([(float(np.cos(t)), float(np.sin(t))) for t in a])
    assert area(circle) == pytest.approx(math.pi, rel=0.01)
    assert area(ellipse(3.0, 2.0, 1.0, 1.0, turn=1.0)) == pytest.approx(math.pi, rel=0.01)


def test_a_straight_limb_is_as_wide_as_it_says() -> None:
    """Width along the way, round at both ends."""
    outline = limb([(0.0, 0.0, 0.2), (0.0, 1.0, 0.2)])
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    assert max(xs) - min(xs) == pytest.approx(0.2)
    assert -0.1 <= min(ys) < -0.09
    assert 1.09 < max(ys) <= 1.1


def test_a_stroke_tapers() -> None:
    """Thick at its start, thin at its end."""
    outline = limb(tapering([(0.0, 0.0), (1.0, 0.0)], 0.4, 0.1))
    start = [y for x, y in outline if x < 0.05]
    end = [y for x, y in outline if 0.95 < x <= 1.0]
    assert max(start) - min(start) == pytest.approx(0.4, abs=0.03)
    assert max(end) - min(end) == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize("reverse", [False, True])
def test_clipping_keeps_what_is_inside(reverse: bool) -> None:
    """Either sense of the convex shape cuts the same piece."""
    frame = box(0.0, 0.0, 5.0, 0.5)
    piece = clipped(SQUARE, frame[::-1] if reverse else frame)
    assert area(piece) == pytest.approx(0.5)
    assert all(0 <= x <= 1 and 0 <= y <= 0.5 for x, y in piece)


def test_clipping_away_everything_is_an_error() -> None:
    """A stripe that misses its animal is a mistake in the drawing."""
    with pytest.raises(ValueError, match="no piece"):
        clipped(SQUARE, box(2.0, 2.0, 3.0, 3.0))


def test_placing_scales_turns_and_moves_in_this_order() -> None:
    """(1, 0) doubled, turned a quarter and moved."""
    ((x, y),) = placed([(1.0, 0.0)], 10.0, 20.0, scale=2.0, turn=math.pi / 2)
    assert x == pytest.approx(10.0)
    assert y == pytest.approx(22.0)
    assert mirrored([(1.0, 3.0)]) == ((-1.0, 3.0),)


def test_put_moves_parts_and_keeps_the_rest() -> None:
    """Colour, role, bulge and alpha stay."""
    part = Part(SQUARE, "#102030", role="light", bulge=0.1, alpha=0.5)
    (moved,) = put([part], 1.0, 0.0)
    assert moved.outline == box(0.0, -1.0, 2.0, 1.0)
    assert (moved.colour, moved.role, moved.bulge, moved.alpha) == ("#102030", "light", 0.1, 0.5)


def test_standing_brings_anything_into_the_unit_box() -> None:
    """One high, feet at 0, in the middle; `foot` may be a waterline."""
    big = [Part(box(10.0, 5.0, 14.0, 7.0), "#808080")]
    (whole,) = standing(big)
    assert whole.outline == box(-1.0, 0.0, 1.0, 1.0)
    (afloat,) = standing(big, foot=6.0)
    assert afloat.outline == box(-2.0, -1.0, 2.0, 1.0)


def test_tones_go_the_way_they_are_called() -> None:
    """Mixing is exact at its ends; darker is darker, lighter is lighter."""

    def sum_of(colour: str) -> int:
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))

    assert blend("#102030", "#ffffff", 0.0) == "#102030"
    assert blend("#102030", "#a0b0c0", 1.0) == "#a0b0c0"
    assert sum_of(darker("#808080")) < sum_of("#808080") < sum_of(lighter("#808080"))


def test_shades_let_the_colour_below_through() -> None:
    """They are see-through details, so a recoloured body stays recoloured."""
    for part in (shadow(SQUARE), sheen(SQUARE)):
        assert part.role == "detail"
        assert part.bulge == 0.0
        assert part.alpha < 0.5


def test_picking_is_decided_by_the_generator() -> None:
    """The same state picks the same; every option comes up."""
    options = ("a", "b", "c")
    assert pick(np.random.default_rng(3), options) == pick(np.random.default_rng(3), options)
    rng = np.random.default_rng(1)
    assert {pick(rng, options) for _ in range(50)} == set(options)
