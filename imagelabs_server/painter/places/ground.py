"""Open ground: how a view begins, meadows, paths, trees in the distance."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import fbm, fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.figures.sprite import Edge
from imagelabs_server.painter.nature.sky import measure_haze, paint_sky
from imagelabs_server.painter.nature.vegetation import leafy_tree
from imagelabs_server.painter.palettes import material, season, season_of
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene


def begin(canvas: Canvas, scene: Scene, horizon: float) -> None:
    """Set the horizon (share of the height), paint the sky over it, and take the air's colour from that."""
    sway = canvas.dice.roll("horizon").uniform(-0.03, 0.03)
    upright = min(max(canvas.height / canvas.width - 1.0, 0.0), 2.0)  # tall pictures get more sky than empty ground
    canvas.horizon = canvas.height * (horizon + sway + (0.92 - horizon) * 0.24 * upright)
    paint_sky(canvas, scene)
    measure_haze(canvas)


def ground_colour(scene: Scene) -> Floats:
    """The local colour of open ground in this season."""
    if not scene.snowy:
        return season_of(scene).grass
    return mix(material("snow") * np.float32(0.96), season("autumn").grass, 0.35 * max(1 - scene.snow_depth, 0.0))


def meadow(canvas: Canvas, scene: Scene, top: Floats, colour: Floats | None = None) -> None:
    """Open ground under the line `top`: rolling light and shade, warmer near, greyer far."""
    albedo = ground_colour(scene) if colour is None else colour
    light = canvas.light
    rows = canvas.rows_from(float(top.min()) - 1)
    depth = np.clip((canvas.y[rows] - top[None]) / np.float32(max(canvas.height - float(top.mean()), 1)), 0, 1)
    n = rows.stop - rows.start
    roll = fbm01(canvas.dice.roll("roll"), canvas.width, n, (canvas.cells(1.6), 3), 3)
    tuft = fbm01(canvas.dice.vary("tufts"), canvas.width, n, (canvas.cells(16), 26), 4, 0.6)
    facing = np.clip(0.22 + 0.62 * roll + (tuft - 0.5) * (0.2 if scene.snowy else 0.45), 0.02, 1)
    dry = (
        mix(albedo, albedo * np.array([1.16, 1.0, 0.7], np.float32), tuft)
        if not scene.snowy
        else np.broadcast_to(albedo, (*tuft.shape, 3))
    )
    if 0 < scene.snow_depth < 1:  # what is under thin snow comes through it
        bare = smoothstep(0.4 * roll + 0.6 * tuft, scene.snow_depth - 0.18, scene.snow_depth + 0.12)
        dry = mix(dry, season("autumn").grass * np.float32(0.8), bare)
    tone = light.lit(dry * (1 - np.float32(0.24) * depth[..., None]), facing)
    tone = mix(tone, light.haze, 0.46 * (1 - depth) ** 2.2)
    canvas.blend(tone, np.clip(canvas.y[rows] - top[None] + 0.5, 0, 1), rows)
    canvas.steer((roll - 0.5) * np.float32(1.1), 0.9, rows)
    canvas.tick()


def edge_of(scene: Scene) -> Edge:
    """What stands over the feet of things in a meadow: grass, or snow."""
    return "grains" if scene.snowy else "blades"


def stage_on_ground(canvas: Canvas, far: float, near: float, edge: Edge) -> Stage:
    """A stage on open ground: feet between these shares of the way from the horizon to the lower edge."""
    depth = canvas.height - canvas.horizon
    return Stage(
        ground=(canvas.horizon + far * depth, canvas.horizon + near * depth),
        right=float(canvas.width),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
        edge=edge,
    )


def scattered_trees(canvas: Canvas, scene: Scene, keep_off: Floats | None = None) -> None:
    """A few leafy trees in the middle distance, far ones first."""
    if "trees" in scene.without:
        return
    rng = canvas.dice.roll("scattered trees")
    n = int(rng.integers(5, 9) * canvas.width / canvas.unit) + 1
    far = np.sort(rng.uniform(0.0, 0.22, n))
    for share in far:
        x = rng.uniform(0, canvas.width)
        if abs(x / canvas.width - 0.5) < 0.16:
            x = rng.choice([0.1, 0.9]) * canvas.width + rng.normal(0, 0.04) * canvas.width
        y = canvas.horizon + (canvas.height - canvas.horizon) * (0.06 + share)
        column, row = int(np.clip(x, 0, canvas.width - 1)), int(np.clip(y, 0, canvas.height - 1))
        if keep_off is not None and keep_off[row, column] > 0.1:
            continue
        height = canvas.unit * (0.07 + 0.75 * share) * rng.uniform(0.8, 1.2)
        leafy_tree(canvas, (x, y), height, scene, rng, 0.45 - 1.4 * share)


def beaten_path(canvas: Canvas, scene: Scene, start: float) -> None:
    """A beaten track from near to far."""
    rng = canvas.dice.roll("path")
    depth = np.clip((canvas.y - start) / np.float32(max(canvas.height - start, 1)), 0, 1)
    bend = rng.uniform(0, 2 * np.pi)
    middle = canvas.width * rng.uniform(0.44, 0.56) + canvas.unit * 0.11 * np.sin(bend + 4.2 * np.sqrt(depth)) * (
        0.3 + depth
    )
    half = canvas.unit * (0.008 + 0.15 * depth**1.3)
    rough = (
        fbm(canvas.dice.roll("ruts"), canvas.width, canvas.height, (canvas.cells(9), 16), 4)
        * 0.02
        * canvas.unit
        * (0.15 + depth)
    )
    cover = smoothstep(half - np.abs(canvas.x - middle) + rough, -0.01 * canvas.unit, 0.012 * canvas.unit) * (depth > 0)
    earth = season_of(scene).earth * np.float32(1.12)
    texture = fbm01(canvas.dice.vary("trodden"), canvas.width, canvas.height, (canvas.cells(10), 40), 3)
    tone = canvas.light.lit(np.broadcast_to(earth, canvas.rgb.shape), texture * np.float32(0.8))
    canvas.blend(mix(tone, canvas.light.haze, 0.4 * (1 - depth)), cover * np.float32(0.85))
    np.maximum(canvas.bare, cover, out=canvas.bare)


def fold(canvas: Canvas, scene: Scene, top: Floats) -> None:
    """A fold of the ground: shade along its upper line lifts the near meadow off the far one."""
    rows = canvas.rows_from(float(top.min()) - 0.05 * canvas.unit)
    below = (canvas.y[rows] - top[None]) / np.float32(canvas.unit)
    shade = np.exp(-np.maximum(-below, 0) * 34) * (below < 0) * np.float32(0.26)
    sheen = np.exp(-np.maximum(below, 0) * 14) * (below >= 0) * np.float32(0.16)
    canvas.rgb[rows] *= (1 - shade + sheen * (0.4 if scene.snowy else 1.0))[..., None]
