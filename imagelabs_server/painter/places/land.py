"""Places on dry land: mountains, field, desert."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.backgrounds import hill_line, paint_background
from imagelabs_server.painter.nature.vegetation import firs, flowers, grass
from imagelabs_server.painter.palettes import material
from imagelabs_server.painter.places.ground import (
    begin,
    edge_of,
    fold,
    ground_colour,
    meadow,
    scattered_trees,
    stage_on_ground,
)
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene


def mountains(canvas: Canvas, scene: Scene) -> Stage:
    """Great peaks over wooded foothills and an alpine meadow."""
    begin(canvas, scene, 0.62)
    paint_background(canvas, scene, "mountains")
    rng = canvas.dice.roll("foothills")
    for i, far in enumerate((0.5, 0.28)):
        top = hill_line(
            canvas, f"foothill {i}", canvas.horizon + canvas.unit * (0.012 + 0.045 * i), canvas.unit * 0.075, 1.5
        )
        green = mix(canvas.light.lit(ground_colour(scene) * np.float32(0.62), 0.35), canvas.light.haze, far)
        canvas.layer(top, green, mix(green, canvas.light.haze, 0.25), canvas.unit * 0.1)
        n = int((40 - 12 * i) * canvas.width / canvas.unit)
        x = rng.uniform(0, canvas.width, n)
        y = top[np.clip(x, 0, canvas.width - 1).astype(int)] + canvas.unit * rng.uniform(0.004, 0.03, n)
        order = np.argsort(y)
        firs(
            canvas,
            np.stack([x, y], 1)[order],
            canvas.unit * (0.05 + 0.035 * i) * rng.uniform(0.6, 1.25, n),
            scene,
            rng,
            far,
        )
    top = hill_line(canvas, "alp", canvas.horizon + 0.15 * canvas.unit, 0.085 * canvas.unit, 0.8)
    meadow(canvas, scene, top)
    if "trees" not in scene.without:
        _corner_firs(canvas, scene)
    flowers(canvas, float(top.mean()) + 0.04 * canvas.unit, scene, 0.55)
    grass(canvas, float(top.mean()) + 0.03 * canvas.unit, scene, 0.8)
    return stage_on_ground(canvas, 0.48, 0.88, edge_of(scene))


def _corner_firs(canvas: Canvas, scene: Scene) -> None:
    """A group of near firs at one side frames the view."""
    rng = canvas.dice.roll("corner firs")
    side = canvas.light.x > canvas.width / 2
    n = 4
    u = np.sort(rng.uniform(0.0, 0.16, n))[::-1]
    x = canvas.width * (u if side else 1 - u)
    y = canvas.height * (0.86 + 0.22 * (0.16 - u) / 0.16 * rng.uniform(0.6, 1.0, n))
    order = np.argsort(y)
    firs(canvas, np.stack([x, y], 1)[order], (canvas.unit * rng.uniform(0.38, 0.6, n))[order], scene, rng, 0.05)


def field(canvas: Canvas, scene: Scene) -> Stage:
    """Rolling meadows, trees in the distance, flowers and grass before us."""
    begin(canvas, scene, 0.54)
    paint_background(canvas, scene, scene.beyond)
    top = hill_line(canvas, "field", canvas.horizon + 0.045 * canvas.unit, 0.05 * canvas.unit, 0.9)
    meadow(canvas, scene, top)
    scattered_trees(canvas, scene)
    near = hill_line(
        canvas, "near field", canvas.horizon + 0.42 * (canvas.height - canvas.horizon), 0.06 * canvas.unit, 0.7
    )
    fold(canvas, scene, near)
    flowers(canvas, canvas.horizon + 0.25 * (canvas.height - canvas.horizon), scene, 1.0)
    grass(canvas, canvas.horizon + 0.4 * (canvas.height - canvas.horizon), scene, 1.2)
    return stage_on_ground(canvas, 0.34, 0.84, edge_of(scene))


def desert(canvas: Canvas, scene: Scene) -> Stage:
    """Dunes with a sharp crest between light and shade."""
    begin(canvas, scene, 0.46)
    rng = canvas.dice.roll("dunes")
    sand = mix(material("dune"), material("sand"), float(rng.uniform(0.1, 0.7)))
    if scene.snowy:
        sand = mix(sand, material("snow"), 0.62)
    flat = canvas.light.lit(sand, 0.6)
    canvas.layer(
        np.full(canvas.width, canvas.horizon, np.float32), mix(flat, canvas.light.haze, 0.7), flat, 0.5 * canvas.unit
    )
    depth = canvas.height - canvas.horizon
    wide = canvas.width / canvas.unit
    for row, far in enumerate((0.66, 0.48, 0.28, 0.08)):
        count = max(1, round((3.4, 2.6, 1.8, 1.2)[row] * wide))
        for i in range(count):
            u = (i + rng.uniform(0.1, 0.9)) / count
            foot = canvas.horizon + depth * ((0.10, 0.26, 0.52, 1.02)[row] + rng.uniform(-0.03, 0.05))
            rise = canvas.unit * (0.10, 0.14, 0.20, 0.30)[row] * rng.uniform(0.75, 1.2)
            reach = canvas.unit * (0.42, 0.52, 0.75, 1.05)[row] * rng.uniform(0.8, 1.2)
            _dune(canvas, sand, (u * canvas.width, foot, rise, reach), far, f"{row} {i}")
        canvas.tick()
    return stage_on_ground(canvas, 0.62, 0.90, "grains")


def _dune(canvas: Canvas, sand: Floats, form: tuple[float, float, float, float], far: float, name: str) -> None:
    """One dune: its crest winds down towards us and parts the sunny side from the shaded one."""
    x0, foot, rise, reach = form
    light = canvas.light
    rng = canvas.dice.roll(f"dune {name}")
    columns = slice(int(np.clip(x0 - reach, 0, canvas.width)), int(np.clip(x0 + reach, 0, canvas.width)))
    rows = slice(int(np.clip(foot - 1.25 * rise, 0, canvas.height)), int(np.clip(foot + 0.3 * rise, 0, canvas.height)))
    if columns.stop - columns.start < 3 or rows.stop - rows.start < 3:
        return
    here = (rows, columns)
    x, y = canvas.x[here], canvas.y[here]
    t = (x[0] - x0) / np.float32(reach)
    top = foot - rise * np.maximum(np.cos(np.clip(t, -1, 1) * np.float32(np.pi / 2)), 0) ** 1.7
    top = top - np.float32(0.05 * rise) * np.sin(t * np.float32(7) + np.float32(rng.uniform(0, 6)))
    down = np.clip((y - (foot - rise)) / np.float32(rise * 1.2), 0, 1)
    side = np.float32(1 if light.x > x0 else -1)
    bend, sway = rng.uniform(0.25, 0.6), rng.uniform(2.5, 4.5)
    crest = x0 - side * reach * (bend * down**1.4 - 0.10 * np.sin(down * sway) * down)
    ripple = fbm01(canvas.dice.vary(f"ripple {name}"), x.shape[1], x.shape[0], (4, 30), 3)
    lit = smoothstep((x - crest) * side / np.float32(reach), -0.02, 0.02)
    slope = np.gradient(top)[None] * side
    facing = lit * np.clip(0.72 - 0.9 * slope, 0.4, 1.0) + (1 - lit) * np.float32(
        0.13 + 0.25 * (1 - light.backlit) * 0.4
    )
    facing = np.clip(facing + (ripple - 0.5) * 0.10 * lit, 0.03, 1).astype(np.float32)
    warm = mix(sand, sand * np.array([1.06, 0.94, 0.86], np.float32), ripple)
    tone = mix(light.lit(warm, facing), light.haze, np.clip(far + 0.25 * down**3 * (1 - far), 0, 1))
    cover = np.clip(y - top[None] + 0.5, 0, 1) * smoothstep(y, foot + 0.3 * rise, foot - 0.25 * rise)
    part = canvas.rgb[here]
    part += (tone - part) * cover[..., None]
    flow = canvas.flow[here]
    angle = np.broadcast_to(np.arctan(np.gradient(top))[None], x.shape) * (1 - 0.6 * down) + 0.25 * side * down
    flow += (np.stack([np.cos(angle), np.sin(angle)], -1).astype(np.float32) - flow) * cover[..., None]
