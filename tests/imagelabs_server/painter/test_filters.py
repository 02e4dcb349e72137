"""The filters do what their names say, at any size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagelabs_server.engine import DrawingCancelled
from imagelabs_server.painter.canvas.interrupt import interruptible
from imagelabs_server.painter.canvas.noise import fbm
from imagelabs_server.painter.canvas.pixels import soften
from imagelabs_server.painter.styles.colours import choose_colours, nearest
from imagelabs_server.painter.styles.filters import along_flow, contours, displaced, level_flow, simplify, within_edges
from imagelabs_server.painter.styles.study import over_the_edge, ragged_border

Picture = Any


@pytest.fixture
def step() -> Picture:
    """Dark on the left, light on the right, with a little noise."""
    picture = np.full((40, 60, 3), 0.2, np.float32)
    picture[:, 30:] = 0.8
    return picture + np.random.default_rng(1).normal(0, 0.03, picture.shape).astype(np.float32)


@pytest.mark.parametrize("smooth", [lambda p: simplify(p, 2), lambda p: within_edges(p, 8.0, 0.5)])
def test_smoothing_takes_the_noise_and_keeps_the_edge(step: Picture, smooth: Any) -> None:
    """The sides get calm, the step between them stays."""
    smoothed = smooth(step)
    assert smoothed.shape == step.shape
    assert smoothed[5:35, 5:25].std() < 0.6 * step[5:35, 5:25].std()
    assert smoothed[:, 32].mean() - smoothed[:, 27].mean() > 0.5


def test_what_is_thin_survives_within_edges() -> None:
    """A line of two pixels keeps most of its contrast."""
    picture = np.full((40, 40, 3), 0.2, np.float32)
    picture[:, 20:22] = 0.9
    assert within_edges(picture, 6.0, 0.3)[:, 20:22].mean() > 0.6


def test_contours_lie_on_the_dark_side_of_an_edge(step: Picture) -> None:
    """And nowhere else."""
    lines = contours([soften(step[..., 0], 1.0)], 1.2)
    assert abs(int(lines[5:35].mean(0).argmax()) - 28) <= 2
    assert lines[:, :20].max() < 0.4 * lines.max()


def test_lines_run_together_along_the_flow() -> None:
    """A gap in a level line is bridged."""
    line = np.zeros((11, 40), np.float32)
    line[5] = 1
    line[5, 20] = 0
    bridged = along_flow(line, level_flow(np.zeros((11, 40, 3))), 4)
    assert bridged[5, 20] > 0.6
    assert bridged[4].max() == 0


def test_displacing_by_nothing_changes_nothing(step: Picture) -> None:
    """And by one pixel fetches the neighbour."""
    nothing = np.zeros((40, 60), np.float32)
    assert (displaced(step, nothing, nothing) == step).all()
    assert (displaced(step, nothing + 1, nothing)[:, :-1] == step[:, 1:]).all()


def test_the_margin_of_a_seamless_picture_is_its_other_side(step: Picture) -> None:
    """Left of it lies its right."""
    wide = over_the_edge(step, 5)
    assert (wide[5:-5, :5] == step[:, -5:]).all()
    assert over_the_edge(step, 0) is step


def test_a_ragged_border_is_bare_outside_and_painted_inside() -> None:
    """All around."""
    painted, _ = ragged_border(np.zeros((50, 80), np.float32), 0.02, 0.1)
    assert painted[0].max() == painted[:, -1].max() == 0
    assert (painted[10:-10, 10:-10] == 1).all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 30), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_a_palette_is_chosen_from_any_picture(rows: int, columns: int, count: int, seed: int) -> None:
    """At most that many colours, within the picture's range, and each pixel has a nearest one."""
    rng = np.random.default_rng(seed)
    picture = rng.uniform(0, 1, (rows, columns, 3)).astype(np.float32)
    table = choose_colours(picture, count, rng)
    assert 1 <= len(table) <= count
    assert table.min() >= 0
    assert table.max() <= 1.001
    assert nearest(picture, table).max() < len(table)


def test_few_colours_are_found_again() -> None:
    """Three colours give those three."""
    colours = np.array([[0.1, 0.1, 0.1], [0.8, 0.2, 0.2], [0.9, 0.9, 0.3]], np.float32)
    picture = colours[np.random.default_rng(2).integers(3, size=(20, 20))]
    table = choose_colours(picture, 3, np.random.default_rng(3))
    assert np.abs(table - colours).max() < 0.01
    assert np.abs(table[nearest(picture, table)] - picture).max() < 0.01


def test_primitives_ask_whether_to_give_up_only_within() -> None:
    """Noise and blurs stop in the middle; outside of the context nobody is asked."""
    rng = np.random.default_rng(4)

    def stop() -> None:
        raise DrawingCancelled

    with interruptible(stop), pytest.raises(DrawingCancelled):
        fbm(rng, 20, 20, (3, 3))
    with interruptible(stop), pytest.raises(DrawingCancelled):
        soften(np.zeros((20, 20), np.float32), 2.0)
    assert fbm(rng, 20, 20, (3, 3)).shape == (20, 20)
