"""Within a forest."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import dabs, polygons
from imagelabs_server.painter.canvas.noise import line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.backgrounds import forest as far_forest
from imagelabs_server.painter.nature.backgrounds import hill_line
from imagelabs_server.painter.nature.vegetation import firs, flowers, foliage, grass
from imagelabs_server.painter.palettes import material, season_of
from imagelabs_server.painter.places.ground import (
    beaten_path,
    begin,
    edge_of,
    meadow,
    stage_on_ground,
)
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects.shapes import limb, tapering


def forest(canvas: Canvas, scene: Scene) -> Stage:
    """Within a forest: trunks behind trunks, a path into the light, leaves overhead."""
    begin(canvas, scene, 0.56)
    far_forest(canvas, scene)
    top = hill_line(canvas, "forest floor", canvas.horizon + 0.03 * canvas.unit, 0.03 * canvas.unit, 1.2)
    floor = (
        material("snow") * np.float32(0.92) if scene.snowy else mix(season_of(scene).grass, season_of(scene).earth, 0.5)
    )
    meadow(canvas, scene, top, floor * np.float32(0.82))
    beaten_path(canvas, scene, float(top.mean()))
    canvas.tick()
    firry = scene.snowy or (scene.season != "autumn" and canvas.dice.roll("kind of wood").uniform() < 0.45)
    for i, far in enumerate((0.55, 0.34, 0.14, 0.0)):
        _trunks(canvas, scene, i, far, firry)
        canvas.tick()
    if not firry:
        _canopy(canvas, scene)
    canvas.tick()
    _shafts(canvas, scene)
    canvas.tick()
    _shade_edges(canvas)
    grass(canvas, canvas.height * 0.78, scene, 1.1)
    if scene.season == "autumn":
        flowers(canvas, canvas.horizon + 0.25 * (canvas.height - canvas.horizon), scene, 0.8)  # fallen leaves
    else:
        flowers(canvas, canvas.height * 0.8, scene, 0.22)
    return stage_on_ground(canvas, 0.42, 0.86, edge_of(scene))


def _trunks(canvas: Canvas, scene: Scene, row: int, far: float, firry: bool) -> None:
    """One row of trees: far rows many and thin, near rows few, thick and to the sides."""
    rng = canvas.dice.roll(f"trunks {row}")
    n = max(2, round((26, 15, 8, 3)[row] * canvas.width / canvas.unit))
    u = (np.arange(n) + rng.uniform(0.05, 0.95, n)) / n
    clear = (0.05, 0.09, 0.17, 0.31)[row]  # leave the middle open for the path and the light
    u = np.where(np.abs(u - 0.5) < clear, np.where(u < 0.5, u - clear, u + clear), u)
    foot = canvas.horizon + (canvas.height - canvas.horizon) * (0.06, 0.17, 0.36, 0.66)[row]
    wide = canvas.unit * (0.007, 0.014, 0.028, 0.058)[row]
    x = u * canvas.width
    y = foot + rng.uniform(-0.03, 0.05, n) * canvas.unit * (0.3 + 0.7 * row)
    if firry and row < 3:
        order = np.argsort(y)
        tall = canvas.unit * (0.30, 0.48, 0.74)[row] * rng.uniform(0.8, 1.15, n)
        firs(canvas, np.stack([x, y], 1)[order], tall[order], scene, rng, far)
        return
    birch = canvas.dice.roll("birches").uniform() < 0.35
    albedo = material("birch") if birch else material("bark")
    side = 1.0 if canvas.light.x > canvas.width / 2 else -1.0
    outlines: list[Floats] = []
    colours: list[Floats] = []
    for px, py in zip(x.tolist(), y.tolist(), strict=True):
        w = wide * rng.uniform(0.7, 1.3)
        lean, bow = rng.normal(0, 0.02) * canvas.height, rng.normal(0, 0.35) * w
        tone = albedo * np.float32(rng.normal(1, 0.08))
        t = np.linspace(0, 1, 7)
        flare = 1 + 1.1 * np.exp(-t * 16)
        line = px + lean * t + bow * np.sin(t * np.pi)
        half = w * (1 - 0.35 * t) * flare / 2
        ys = py * (1 - t) + (-0.02 * canvas.height) * t
        for begin_at, end_at, facing in (
            (-1.0, 1.0, 0.14),
            (-0.15 * side, 1.0 * side, 0.42),
            (0.45 * side, 1.0 * side, 0.85),
        ):
            left, right = line + half * min(begin_at, end_at), line + half * max(begin_at, end_at)
            outlines.append(np.concatenate([np.stack([left, ys], 1), np.stack([right, ys], 1)[::-1]]))
            colours.append(mix(canvas.light.lit(tone, facing), canvas.light.haze, far))
        if birch:
            for _ in range(9):
                at = rng.uniform(0.02, 0.98)
                my, mx = float(np.interp(at, t, ys)), float(np.interp(at, t, line)) + rng.uniform(-0.3, 0.3) * w
                outlines.append(
                    np.array([(mx - 0.2 * w, my), (mx + 0.2 * w, my - 0.05 * w), (mx + 0.15 * w, my + 0.12 * w)])
                )
                colours.append(mix(canvas.light.lit(material("bark") * np.float32(0.5), 0.2), canvas.light.haze, far))
        outlines += _boughs(rng, w, (line, ys))
        colours += [mix(canvas.light.lit(tone * np.float32(0.8), 0.15), canvas.light.haze, far)] * (
            len(outlines) - len(colours)
        )
    polygons(canvas, outlines, colours)


def _boughs(rng: np.random.Generator, wide: float, trunk: tuple[Floats, Floats]) -> list[Floats]:
    """A few bare boughs that leave the trunk upwards."""
    line, ys = trunk
    boughs: list[Floats] = []
    for _ in range(3):
        at = rng.uniform(0.35, 0.9)
        bx, by = (
            float(np.interp(at, np.linspace(0, 1, len(ys)), line)),
            float(np.interp(at, np.linspace(0, 1, len(ys)), ys)),
        )
        out = rng.choice([-1.0, 1.0]) * wide * rng.uniform(1.6, 3.6)
        up = wide * rng.uniform(2.0, 5.0)
        twig = [(bx, by), (bx + 0.5 * out, by - 0.30 * up), (bx + 0.85 * out, by - 0.72 * up), (bx + out, by - up)]
        shoot = [twig[1], (bx + 0.9 * out, by - 0.42 * up), (bx + 1.25 * out, by - 0.62 * up)]
        boughs.append(np.array(limb(tapering(twig, 0.26 * wide, 0.04 * wide)), np.float32))
        boughs.append(np.array(limb(tapering(shoot, 0.10 * wide, 0.03 * wide)), np.float32))
    return boughs


def _canopy(canvas: Canvas, scene: Scene) -> None:
    """Leaves overhead, thick at the upper corners and open in the middle."""
    if scene.season == "winter":
        return
    rng = canvas.dice.roll("canopy")
    leaves = season_of(scene).leaves
    spots = round(13 * canvas.width / canvas.unit)
    for _ in range(spots):
        u = rng.beta(0.6, 0.6)
        sag = 0.07 + 0.34 * abs(u - 0.5) ** 1.2
        y = canvas.horizon * rng.uniform(-0.1, sag * 1.5)
        size = canvas.unit * rng.uniform(0.16, 0.30)
        centres, radii, colours = foliage(canvas, (u * canvas.width, y), size, leaves, rng)
        dabs(canvas, centres * [1, 1], radii * 0.8, mix(colours * np.float32(0.9), canvas.light.haze, 0.06))


def _shafts(canvas: Canvas, scene: Scene) -> None:
    """Shafts of light that fall through the trees."""
    if scene.overcast > 0.5 or scene.time == "night":
        return
    angle = np.arctan2(canvas.y - canvas.light.y, canvas.x - canvas.light.x)
    beams = line_noise(canvas.dice.roll("shafts"), 720, 15.0, 2, 0.4)
    index = ((angle + np.pi) / (2 * np.pi) * 719).astype(np.int32)
    distance = np.hypot(canvas.x - canvas.light.x, canvas.y - canvas.light.y) / np.float32(canvas.unit)
    strength = (
        smoothstep(beams[index], 0.0, 0.9)
        * np.exp(-distance * 1.7)
        * smoothstep(distance, 0.02, 0.3)
        * np.float32(0.26)
    )
    glow = np.exp(-distance * 3.2) * np.float32(0.35) * np.float32(0.3 + canvas.light.backlit)
    canvas.rgb += (canvas.light.disc - canvas.rgb) * (strength + glow)[..., None]


def _shade_edges(canvas: Canvas) -> None:
    """The forest's own dusk towards the sides and the lower edge."""
    u = np.abs(canvas.x / np.float32(canvas.width) - 0.5) * 2
    v = smoothstep(canvas.y, 0.72 * canvas.height, 1.05 * canvas.height)
    dusk = np.clip(0.30 * u**2.5 + 0.28 * v, 0, 0.6)
    canvas.rgb *= 1 - dusk[..., None] * np.array([1.0, 0.92, 0.85], np.float32)
