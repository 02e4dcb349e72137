"""The sky has no seams: what clouds are made of is never drawn out or folded over at an edge."""

from __future__ import annotations

import numpy as np
import pytest

from imagelabs_server.painter.canvas import Canvas, Dice
from imagelabs_server.painter.nature.sky import paint_sky
from imagelabs_server.painter.scene import Scene

WIDTH, HEIGHT = 360, 280


def never() -> None:
    """Nobody gives up."""


def sky(scene: Scene, seed: int) -> Canvas:
    canvas = Canvas(WIDTH, HEIGHT, Dice("sky", seed, 0), never)
    paint_sky(canvas, scene)
    return canvas


@pytest.mark.parametrize("seed", range(6))
def test_slanting_clouds_reach_the_upper_edge_unrepeated(seed: int) -> None:
    """However they slant, the rows at the top are as different from each other as those below."""
    canvas = sky(Scene(time="sunset", place="sea"), seed)
    steps = np.abs(np.diff(canvas.rgb[:120], axis=0)).sum(-1)
    corners = [steps[:20, columns].mean() for columns in (slice(0, 40), slice(WIDTH - 40, WIDTH))]
    assert min(corners) > 0.25 * steps[40:].mean()


@pytest.mark.parametrize("seed", range(6))
def test_a_closed_sky_has_no_strip_along_the_upper_edge(seed: int) -> None:
    """The uppermost rows differ from those under them no more than others do."""
    scene = Scene(time="day", place="sea", weather=frozenset({"rain"}))
    canvas = sky(scene, seed)
    rows = canvas.rgb[:60].mean(1)
    steps = np.abs(np.diff(rows, axis=0)).sum(-1)
    assert steps[:12].max() < 3 * max(float(np.quantile(steps[12:], 0.95)), 1e-3)
