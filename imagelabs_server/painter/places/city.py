"""A city by its river."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import polygons
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import smoothstep
from imagelabs_server.painter.nature.backgrounds import skyline
from imagelabs_server.painter.nature.sky import measure_haze
from imagelabs_server.painter.nature.water import paint_water
from imagelabs_server.painter.palettes import material
from imagelabs_server.painter.places.ground import begin
from imagelabs_server.painter.places.stage import Plot, Stage
from imagelabs_server.painter.scene import Scene


def city(canvas: Canvas, scene: Scene) -> Stage:
    """A skyline over a river, with a quay before it."""
    begin(canvas, scene, 0.60)
    if canvas.light.dark > 0.4:
        _city_glow(canvas)
    skyline(canvas, scene)
    shore = canvas.horizon + 0.035 * canvas.unit
    stone = canvas.light.lit(material("stone") * np.float32(0.7), 0.3)
    canvas.layer(
        np.full(canvas.width, canvas.horizon + 0.012 * canvas.unit, np.float32),
        stone,
        stone * np.float32(0.6),
        0.03 * canvas.unit,
    )
    paint_water(canvas, scene, shore, 0.74)
    quay = canvas.height * 0.90
    rows = canvas.rows_from(quay)
    slabs = fbm01(canvas.dice.roll("quay"), canvas.width, rows.stop - rows.start, (canvas.cells(8), 3), 4)
    tone = canvas.light.lit(np.broadcast_to(material("stone"), (*slabs.shape, 3)), slabs * np.float32(0.6))
    canvas.rgb[rows] = tone * (0.92 + 0.08 * smoothstep(canvas.y[rows], quay, quay + 0.02 * canvas.unit))[..., None]
    canvas.accents.drop_inside(np.broadcast_to(np.float32(1) * (canvas.y > quay - 0.02 * canvas.unit), canvas.y.shape))
    _joints(canvas, quay)
    _railing(canvas, quay)
    depth = canvas.height - shore
    return Stage(
        ground=(canvas.height * 0.955, canvas.height * 0.965),
        right=float(canvas.width),
        water=(shore + 0.24 * depth, shore + 0.56 * depth),
        air=(canvas.horizon * 0.12, canvas.horizon * 0.45),
        plot=Plot((canvas.height * 0.93, canvas.height * 0.95), 0.0, float(canvas.width), 1.25),
        edge="grains",
    )


def _city_glow(canvas: Canvas) -> None:
    """The light that a city throws into its own night sky."""
    rows = slice(0, int(canvas.horizon) + 1)
    rise = np.exp((canvas.y[rows] - canvas.horizon) / np.float32(0.20 * canvas.unit)) * np.float32(
        0.42 * canvas.light.dark
    )
    glow = np.array([0.98, 0.66, 0.42], np.float32)
    canvas.rgb[rows] += (glow - canvas.rgb[rows]) * (rise * np.float32(0.62))[..., None]
    measure_haze(canvas)


def _joints(canvas: Canvas, top: float) -> None:
    """The joints between the quay's slabs run to the vanishing point."""
    vanish = canvas.width / 2
    outlines = []
    for x in np.linspace(-0.6, 1.6, 18) * canvas.width:
        far = vanish + (x - vanish) * 0.8
        outlines.append(
            np.array([(far, top), (far + 1.2, top), (x + 1.8, canvas.height + 1.0), (x, canvas.height + 1.0)])
        )
    tone = canvas.light.lit(material("stone") * np.float32(0.55), 0.2)
    polygons(canvas, outlines, [tone] * len(outlines))


def _railing(canvas: Canvas, top: float) -> None:
    """A low parapet along the quay."""
    u = canvas.unit
    light = canvas.light
    stone = material("stone")
    outlines = [
        np.array(
            [
                (0, top - 0.012 * u),
                (canvas.width, top - 0.012 * u),
                (canvas.width, top + 0.004 * u),
                (0, top + 0.004 * u),
            ]
        )
    ]
    colours = [light.lit(stone, 0.75)]
    outlines.append(
        np.array(
            [
                (0, top + 0.004 * u),
                (canvas.width, top + 0.004 * u),
                (canvas.width, top + 0.014 * u),
                (0, top + 0.014 * u),
            ]
        )
    )
    colours.append(light.lit(stone * np.float32(0.6), 0.15))
    polygons(canvas, outlines, colours)
