"""A window seen from close by, with a deep sill to sit on."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.fills import dabs, polygons
from imagelabs_server.painter.canvas.pixels import Floats
from imagelabs_server.painter.nature.vegetation import foliage
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.places.window import (
    Opening,
    opening_mask,
    paint_curtains,
    paint_frame,
    paint_sill,
    paint_view,
    paint_wall,
    room_light,
)
from imagelabs_server.painter.scene import Scene


def windowsill(canvas: Canvas, scene: Scene) -> Stage:
    """A window seen from close by: the view, the frame, curtains, and a deep sill to sit on."""
    w, h, u = canvas.width, canvas.height, canvas.unit
    tall = 0.70 * h
    wide = min(0.70 * w, 2.0 * tall if w < 2.6 * h else 3.2 * tall)
    shift = canvas.dice.roll("window place").uniform(-0.5, 0.5) * max(0.0, (0.72 * w - wide))
    opening = Opening(w / 2 - wide / 2 + shift, 0.055 * h, w / 2 + wide / 2 + shift, 0.055 * h + tall)
    paint_view(canvas, scene, opening)
    outside = canvas.light
    room = room_light(scene, outside)
    mask = opening_mask(canvas, opening)
    canvas.accents.drop_inside(1 - mask)
    paint_wall(canvas, opening, room, mask)
    canvas.tick()
    paint_frame(canvas, opening, room, outside)
    canvas.tick()
    sill_top, sill_edge = opening.bottom, min(opening.bottom + 0.135 * h, 0.93 * h)
    span = (max(opening.left - 0.075 * u, -9.0), min(opening.right + 0.075 * u, w + 9.0))
    paint_sill(canvas, (sill_top, sill_edge), span, room, outside)
    paint_curtains(canvas, scene, opening, room, outside)
    canvas.tick()
    _sill_things(canvas, scene, opening, sill_top + 0.42 * (sill_edge - sill_top), room)
    canvas.light = room
    stand = sill_top + 0.60 * (sill_edge - sill_top)
    return Stage(
        ground=(stand, stand),
        left=opening.left + 0.06 * wide,
        right=opening.right - 0.06 * wide,
        air=(opening.top + 0.15 * tall, opening.top + 0.4 * tall),
        sill=(stand, opening.left + 0.06 * wide, opening.right - 0.06 * wide),
        shadow=0.62,
        size=1.22,
    )


def _sill_things(canvas: Canvas, scene: Scene, o: Opening, foot: float, light: Light) -> None:
    """A potted plant or a few books at one end of the sill."""
    rng = canvas.dice.roll("sill things")
    kind = rng.uniform()
    if kind < 0.2 or "plant" in scene.without or o.wide < 0.5 * canvas.unit:
        return
    u = canvas.unit
    x = o.left + 0.10 * o.wide if rng.uniform() < 0.5 else o.right - 0.10 * o.wide
    if kind < 0.75:
        pot, tall = rng.choice([0.042, 0.05]) * u, 0.085 * u
        clay = np.array([0.66, 0.36, 0.24], np.float32)
        side = 1 if light.x > x else -1
        outlines = [
            np.array([(x - pot, foot - tall), (x + pot, foot - tall), (x + 0.72 * pot, foot), (x - 0.72 * pot, foot)]),
            np.array(
                [
                    (x + 0.25 * side * pot, foot - tall),
                    (x + side * pot, foot - tall),
                    (x + 0.72 * side * pot, foot),
                    (x + 0.2 * side * pot, foot),
                ]
            ),
            np.array(
                [
                    (x - 1.12 * pot, foot - 1.2 * tall),
                    (x + 1.12 * pot, foot - 1.2 * tall),
                    (x + 1.08 * pot, foot - 0.92 * tall),
                    (x - 1.08 * pot, foot - 0.92 * tall),
                ]
            ),
        ]
        polygons(canvas, outlines, [light.lit(clay, 0.12), light.lit(clay, 0.55), light.lit(clay, 0.3)])
        keep, canvas.light = canvas.light, light
        leaves = (np.array([0.25, 0.45, 0.2], np.float32), np.array([0.38, 0.56, 0.26], np.float32))
        centres, radii, colours = foliage(canvas, (x, foot - 1.2 * tall - 0.055 * u), 0.16 * u, leaves, rng)
        dabs(canvas, centres, radii, colours)
        _blossoms(canvas, (x, foot - 1.2 * tall - 0.06 * u), light, rng)
        canvas.light = keep
        return
    spines: list[Floats] = []
    tones: list[Floats] = []
    y = foot
    for _ in range(3):
        half, thick = rng.uniform(0.05, 0.075) * u, rng.uniform(0.014, 0.022) * u
        cloth = np.array([[0.6, 0.22, 0.2], [0.2, 0.34, 0.46], [0.72, 0.6, 0.34], [0.28, 0.42, 0.3]], np.float32)[
            int(rng.integers(4))
        ]
        spines += [
            np.array([(x - half, y - thick), (x + half, y - thick), (x + half, y), (x - half, y)]),
            np.array(
                [(x - half, y - thick), (x + half, y - thick), (x + half, y - 0.7 * thick), (x - half, y - 0.7 * thick)]
            ),
        ]
        tones += [light.lit(cloth, 0.15), light.lit(cloth, 0.7)]
        y -= thick
    polygons(canvas, spines, tones)


def _blossoms(canvas: Canvas, middle: tuple[float, float], light: Light, rng: np.random.Generator) -> None:
    """A few blossoms of four petals each among a plant's leaves."""
    u = canvas.unit
    n = 6
    turn = np.linspace(0, 2 * np.pi, n, endpoint=False) + rng.uniform(0, 6)
    out = rng.uniform(0.015, 0.055, n) * u
    places = np.stack([middle[0] + out * np.cos(turn), middle[1] - 0.012 * u + 0.8 * out * np.sin(turn)], 1)
    petal = np.array([0.92, 0.36, 0.38], np.float32)
    petals = np.array([(0.006, 0.0), (-0.006, 0.0), (0.0, 0.005), (0.0, -0.005), (0.0, 0.0)]) * u
    centres = (places[:, None] + petals[None]).reshape(-1, 2)
    radii = np.tile(np.array([0.0075, 0.0075, 0.0075, 0.0075, 0.004]) * u, n)
    tones = np.array([light.lit(petal, 0.75), light.lit(petal, 0.3), light.lit(petal, 0.3), light.lit(petal, 0.75),
                      light.lit(np.array([0.98, 0.82, 0.4], np.float32), 0.7)], np.float32)  # fmt: skip
    dabs(canvas, centres.astype(np.float32), radii.astype(np.float32), np.tile(tones, (n, 1)))
