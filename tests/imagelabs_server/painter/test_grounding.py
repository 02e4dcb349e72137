"""What stands on the ground touches it: shadows begin at the feet, also in weak light, and figures can be read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from imagelabs_server.painter.canvas import Canvas, Dice, Light
from imagelabs_server.painter.canvas.pixels import luminance
from imagelabs_server.painter.figures.lighting import paint_subject
from imagelabs_server.painter.figures.sprite import Edge, Placement
from imagelabs_server.painter.nature.vegetation import flowers, grass
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS

SIDE, FEET = 200, 150
GROUND = 0.5


def tone(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


DAY = Light(60, -40, tone(0.94, 0.86, 0.72), tone(0.4, 0.46, 0.57), tone(1, 1, 0.9), tone(0.8, 0.85, 0.9),
            tone(0.3, 0.5, 0.8), backlit=0.1, dark=0.0)  # fmt: skip
NIGHT = replace(DAY, key=tone(0.2, 0.22, 0.34), ambient=tone(0.2, 0.22, 0.40), dark=1.0, blue=0.45)


def painted(name: str, light: Light, edge: Edge = "none", shadow: float = 0.6) -> tuple[Canvas, np.ndarray]:
    canvas = Canvas(SIDE, SIDE, Dice("", 1, 0), lambda: None)
    canvas.rgb[...] = GROUND
    canvas.light = light
    place = Placement(SIDE / 2, FEET, 100, edge=edge, shadow=shadow)
    return canvas, paint_subject(canvas, SUBJECTS[name], place, SUBJECTS[name].draw(np.random.default_rng(1)))


@pytest.mark.parametrize("light", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("name", ["tree", "church", "cup", "pig"])
def test_the_ground_is_darkest_right_under_the_feet(name: str, light: Light) -> None:
    """Nothing bright lies between a foot and its shadow, by day or by night."""
    canvas, cover = painted(name, light)
    standing = np.flatnonzero(cover[FEET - 3] > 0.9)
    under = luminance(canvas.rgb)[FEET + 1 : FEET + 3, standing]
    assert under.mean() < 0.62 * GROUND
    assert under.mean() < luminance(canvas.rgb)[FEET + 20 :, standing].min()


def test_without_shadows_the_ground_stays_as_it_is() -> None:
    """As where the light comes from everywhere."""
    canvas, cover = painted("pig", DAY, shadow=0.0)
    assert np.allclose(canvas.rgb[cover == 0], GROUND)


@pytest.mark.parametrize("name", ["girl", "chicken", "elephant"])
def test_figures_can_be_read_by_night(name: str) -> None:
    """Darker than by day, yet not a hole."""
    (day, cover), (night, _) = painted(name, DAY), painted(name, NIGHT)
    inside = cover > 0.9
    by_day, by_night = (float(luminance(canvas.rgb)[inside].mean()) for canvas in (day, night))
    assert 0.10 < by_night < by_day


def test_blades_stand_over_the_edge_and_grains_drift_against_it() -> None:
    """Grass is set by hand over the strokes, sand is part of what they copy; on a hard floor there is neither."""
    hard, cover = painted("church", DAY)
    assert not hard.accents.starts
    grown, _ = painted("church", DAY, "blades")
    assert len(grown.accents.starts[0]) > 5
    assert np.allclose(hard.rgb, grown.rgb)
    drifted, _ = painted("church", DAY, "grains")
    changed = np.abs(drifted.rgb - hard.rgb).sum(-1) > 0.02
    assert changed.any()
    assert not changed[: FEET - 10].any()
    assert not changed[FEET + 2 :].any()
    assert np.allclose(cover[FEET + 3 :], 0)


def test_no_grass_grows_on_a_path_and_over_what_stands_there() -> None:
    """It does beside the path."""
    beside, _ = painted("church", DAY, edge="blades")
    assert sum(map(len, beside.accents.starts)) > 5
    canvas = Canvas(SIDE, SIDE, Dice("", 1, 0), lambda: None)
    canvas.rgb[...], canvas.light, canvas.bare[...] = GROUND, DAY, 1.0
    church = SUBJECTS["church"]
    paint_subject(canvas, church, Placement(SIDE / 2, FEET, 100, edge="blades"), church.draw(np.random.default_rng(1)))
    grass(canvas, 120, Scene())
    flowers(canvas, 120, Scene())
    assert sum(map(len, canvas.accents.starts)) == 0
