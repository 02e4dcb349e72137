"""A reference image gives its palette, then its masses, then everything; nothing is ever seen double."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.reference import FIGURES, follow_reference, load_reference

Picture = Any


def ignore() -> None:
    """Nobody gives up."""


@pytest.fixture
def canvas() -> Canvas:
    """A grey scene with fine vertical stripes and a red figure in its middle."""
    made = Canvas(120, 90, Dice("", 1, 1), ignore)
    made.rgb[:] = 0.5
    made.rgb[:, ::4] = 0.62
    made.rgb[30:60, 40:80] = (0.9, 0.1, 0.1)
    made.figures[30:60, 40:80] = 1
    made.salience[:] = made.figures
    return made


@pytest.fixture
def reference() -> Picture:
    """Blue on the left, yellow on the right, with fine level stripes."""
    picture = np.zeros((90, 120, 3), np.float32)
    picture[:, :60], picture[:, 60:] = (0.1, 0.2, 0.7), (0.9, 0.8, 0.2)
    picture[::4] *= 0.8
    return picture


def test_none_at_nought(canvas: Canvas, reference: Picture) -> None:
    """Not a bit."""
    before = canvas.rgb.copy()
    follow_reference(canvas, reference, 0.0)
    assert (canvas.rgb == before).all()


def test_the_reference_itself_at_full_strength(canvas: Canvas, reference: Picture) -> None:
    """Nothing of the scene is left, nor of its strokes."""
    places = np.array([[5.0, 5.0]], np.float32)
    canvas.accents.add(places, places + 1, 1.0, np.ones(3, np.float32))
    follow_reference(canvas, reference, 1.0)
    assert np.abs(canvas.rgb - reference).max() < 0.02
    assert canvas.figures.max() == 0
    assert len(canvas.accents.starts[0]) == 0


def test_a_third_gives_the_palette_and_keeps_the_scene(canvas: Canvas, reference: Picture) -> None:
    """Blue left and yellow right are felt; the figure and the scene's own stripes stand."""
    follow_reference(canvas, reference, 0.3)
    left, right = canvas.rgb[:20, :20].mean((0, 1)), canvas.rgb[:20, -20:].mean((0, 1))
    assert left[2] - left[0] > right[2] - right[0] + 0.15
    stripes = np.abs(np.diff(canvas.rgb[:20].mean(2), axis=1)).mean()
    assert stripes > 2 * np.abs(np.diff(canvas.rgb[:20].mean(2), axis=0)).mean()
    figure = canvas.rgb[40:50, 55:65].mean((0, 1))
    assert figure[0] > figure[2]


def test_at_sixty_the_figure_stands_alone_before_the_reference(canvas: Canvas, reference: Picture) -> None:
    """The scene's stripes, which would be seen through the reference, have left the background; the figure is whole."""
    follow_reference(canvas, reference, 0.6)
    across = np.abs(np.diff(canvas.rgb[:12, :40].mean(2), axis=1)).mean()
    assert across < 0.01
    figure = canvas.rgb[40:50, 55:65].mean((0, 1))
    assert figure[0] > figure[2]
    assert canvas.figures.max() == 1


@pytest.mark.parametrize("strength", [FIGURES - 0.01, FIGURES])
def test_figures_leave_at_once(canvas: Canvas, reference: Picture, strength: float) -> None:
    """Whole or not at all."""
    follow_reference(canvas, reference, strength)
    assert canvas.figures.max() == (1 if strength < FIGURES else 0)


@pytest.mark.parametrize("strength", [0.1, 0.5, 1.0])
def test_a_reference_of_one_colour_is_taken(canvas: Canvas, strength: float) -> None:
    """Without any spread of colours, every number stays one."""
    follow_reference(canvas, np.full((90, 120, 3), 0.4, np.float32), strength)
    assert np.isfinite(canvas.rgb).all()
    assert canvas.rgb.min() >= 0
    assert canvas.rgb.max() <= 1


@pytest.mark.parametrize("size", [(1200, 30), (30, 1200), (1, 1), (700, 700)])
def test_any_format_is_cropped_to_the_picture(size: tuple[int, int]) -> None:
    """From the middle, with transparency on white."""
    out = io.BytesIO()
    Image.new("RGBA", size, (200, 100, 50, 0)).save(out, "PNG")
    loaded = load_reference(out.getvalue(), 40, 30)
    assert loaded.shape == (30, 40, 3)
    assert (loaded == 1).all()
