"""Where people live on the land: a village, a garden."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import dabs, polygons
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.figures.lighting import paint_subject
from imagelabs_server.painter.figures.sprite import Placement
from imagelabs_server.painter.nature.backgrounds import hill_line, paint_background
from imagelabs_server.painter.nature.vegetation import flowers, foliage, grass, leafy_tree
from imagelabs_server.painter.palettes import material, materials, season, season_of
from imagelabs_server.painter.places.ground import begin, edge_of, ground_colour, meadow, stage_on_ground
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS


def village(canvas: Canvas, scene: Scene) -> Stage:
    """Cottages and a church among trees on the slopes, and a lane."""
    begin(canvas, scene, 0.50)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "hills") else "hills")
    top = hill_line(canvas, "village hill", canvas.horizon + 0.03 * canvas.unit, 0.06 * canvas.unit, 1.0)
    meadow(canvas, scene, top)
    _lane(canvas, scene, float(top.mean()))
    rng = canvas.dice.roll("village")
    depth = canvas.height - canvas.horizon
    count = round(7 * canvas.width / canvas.unit)
    spots = [((i + rng.uniform(0.1, 0.9)) / count, rng.uniform(0.05, 0.42)) for i in range(count)]
    for i, (u, share) in enumerate(sorted(spots, key=lambda s: s[1])):
        if abs(u - 0.5) < 0.10:
            u = u - 0.14 if u < 0.5 else u + 0.14
        y = canvas.horizon + depth * (0.05 + share)
        size = canvas.unit * (0.075 + 0.24 * share)
        if rng.uniform() < 0.8 and "trees" not in scene.without:
            leafy_tree(
                canvas,
                (u * canvas.width + rng.choice([-1, 1]) * size * 0.85, y - 2),
                size * rng.uniform(1.0, 1.5),
                scene,
                rng,
                0.34 - 0.6 * share,
            )
        kind = "church" if i == 1 else "house"
        _house(
            canvas,
            kind,
            (u * canvas.width, y, size * (1.7 if kind == "church" else 1.0)),
            0.34 - 0.7 * share,
            f"house {i}",
        )
        canvas.tick()
    grass(canvas, canvas.horizon + 0.62 * depth, scene, 1.0)
    flowers(canvas, canvas.horizon + 0.6 * depth, scene, 0.4)
    return stage_on_ground(canvas, 0.52, 0.86, edge_of(scene))


def _house(canvas: Canvas, kind: str, spot: tuple[float, float, float], far: float, name: str) -> None:
    """One house of the village, from the subjects: x, ground and height in `spot`."""
    rng = canvas.dice.roll(name)
    walls = materials("plaster")
    wall = walls[int(rng.integers(len(walls)))]
    colour = "#" + "".join(f"{int(c * 255):02x}" for c in wall) if kind == "house" and rng.uniform() < 0.6 else None
    x, y, height = spot
    place = Placement(
        x, y, height, mirrored=bool(rng.uniform() < 0.5), colour=colour, distance=max(0.0, far), shadow=0.5
    )
    paint_subject(canvas, SUBJECTS[kind], place, SUBJECTS[kind].draw(rng))


def _lane(canvas: Canvas, scene: Scene, start: float) -> None:
    """The lane through the village."""
    rows = canvas.rows_from(start)
    y = canvas.y[rows, :1]
    depth = np.clip((y - start) / np.float32(max(canvas.height - start, 1)), 0, 1)
    rng = canvas.dice.roll("lane")
    middle = canvas.width * 0.5 + canvas.unit * 0.13 * np.sin(rng.uniform(0, 6.28) + 4.4 * np.sqrt(depth)) * (
        0.2 + depth
    )
    half = canvas.unit * (0.008 + 0.13 * depth**1.2)
    rough = fbm01(canvas.dice.roll("lane edge"), canvas.width, len(y), (canvas.cells(10), 10), 3) - np.float32(0.5)
    rough *= np.float32(0.03 * canvas.unit) * (np.float32(0.2) + depth)
    soft = 0.008 * canvas.unit
    cover = smoothstep((half - np.abs(canvas.x[rows] - middle)).astype(np.float32) + rough, -soft, soft)
    earth = season_of(scene).earth * np.float32(1.25) if not scene.snowy else material("snow") * np.float32(0.78)
    tone = mix(canvas.light.lit(np.minimum(earth, 1), 0.5), canvas.light.haze, 0.3 * (1 - depth[..., None]))
    canvas.blend(tone, cover * np.float32(0.9), rows)
    np.maximum(canvas.bare[rows], cover, out=canvas.bare[rows])


def garden(canvas: Canvas, scene: Scene) -> Stage:
    """A garden: hedge and trees behind, flower beds along a path."""
    begin(canvas, scene, 0.42)
    paint_background(canvas, scene, "hills")
    top = np.full(canvas.width, canvas.horizon + 0.02 * canvas.unit, np.float32)
    meadow(canvas, scene, top, ground_colour(scene) * np.float32(1.04))
    rng = canvas.dice.roll("garden")
    n = round(5 * canvas.width / canvas.unit)
    for i in range(n):
        u = (i + rng.uniform(0.2, 0.8)) / n
        if abs(u - 0.5) > 0.09 and "trees" not in scene.without:
            leafy_tree(
                canvas,
                (u * canvas.width, canvas.horizon + 0.06 * canvas.unit),
                canvas.unit * rng.uniform(0.24, 0.42),
                scene,
                rng,
                0.12,
            )
    _hedge(canvas, scene)
    _lane(canvas, scene, canvas.horizon + 0.09 * canvas.unit)
    _fence(canvas)
    _beds(canvas, scene)
    grass(canvas, canvas.height * 0.72, scene, 0.7)
    return stage_on_ground(canvas, 0.46, 0.84, edge_of(scene))


def _hedge(canvas: Canvas, scene: Scene) -> None:
    """A clipped hedge across the back."""
    leaves = season_of(scene).leaves
    rng = canvas.dice.roll("hedge")
    for u in np.arange(-0.02, 1.04, 0.05 * canvas.unit / canvas.width):
        middle = (float(u * canvas.width), canvas.horizon + 0.075 * canvas.unit)
        if abs(u - 0.5) < 0.05:
            continue
        centres, radii, colours = foliage(canvas, middle, 0.085 * canvas.unit, leaves, rng)
        dabs(canvas, centres, radii * 1.3, mix(colours * np.float32(0.92), canvas.light.haze, 0.08))


def _fence(canvas: Canvas) -> None:
    """A white picket fence before the hedge, with a gap for the path."""
    light, u = canvas.light, canvas.unit
    foot, tall = canvas.horizon + 0.135 * u, 0.072 * u
    lit, dim = light.lit(material("wood_white"), 0.7), light.lit(material("wood_white") * np.float32(0.75), 0.2)
    outlines: list[Floats] = []
    colours: list[Floats] = []
    gap = 0.10 * u
    for left, right in ((0.0, canvas.width / 2 - gap), (canvas.width / 2 + gap, float(canvas.width))):
        for up in (0.3, 0.72):
            y = foot - up * tall
            outlines.append(np.array([(left, y), (right, y), (right, y + 0.1 * tall), (left, y + 0.1 * tall)]))
            colours.append(dim)
        for x in np.arange(left, right, 0.026 * u):
            w = 0.0075 * u
            outlines.append(
                np.array(
                    [
                        (x - w, foot),
                        (x - w, foot - 0.9 * tall),
                        (x, foot - tall),
                        (x + w, foot - 0.9 * tall),
                        (x + w, foot),
                    ]
                )
            )
            colours.append(lit)
    polygons(canvas, outlines, colours)


def _beds(canvas: Canvas, scene: Scene) -> None:
    """Flower beds in deep banks on both sides: leaves first, then blossoms."""
    rng = canvas.dice.roll("beds")
    greens = (season("summer") if scene.season == "spring" else season_of(scene)).leaves
    kinds = season_of(scene).flowers
    n = round(30 * canvas.width / canvas.unit)
    depth = np.sort(rng.uniform(0.12, 1.0, n))
    for share in depth:
        side = rng.choice([-1.0, 1.0])
        y = canvas.horizon + (canvas.height * 1.02 - canvas.horizon) * (0.22 + 0.78 * share)
        out = canvas.unit * (0.10 + 0.24 * share) + abs(rng.normal(0, 0.17)) * canvas.width
        x = canvas.width / 2 + side * out
        size = canvas.unit * (0.05 + 0.13 * share) * rng.uniform(0.7, 1.1)
        centres, radii, colours = foliage(canvas, (x, y - 0.3 * size), size, greens, rng)
        dabs(canvas, centres * [1, 1], radii, colours * np.float32(0.85), 0.7)
        if scene.snowy or "flowers" in scene.without:
            continue
        kind = kinds[int(rng.integers(len(kinds)))]
        m = int(16 + 26 * share)
        bloom = np.stack([x + rng.normal(0, 0.33, m) * size, y - size * (0.3 + rng.normal(0.12, 0.22, m))], 1)
        tone = canvas.light.lit(
            (kind * rng.normal(1, 0.08, (m, 1))).astype(np.float32), rng.uniform(0.4, 1, m).astype(np.float32)
        )
        wide = canvas.unit * (0.003 + 0.0085 * share) * rng.uniform(0.7, 1.3, m)
        ends = bloom + np.stack([wide, -wide * 0.4], 1)
        canvas.accents.add(
            bloom.astype(np.float32), ends.astype(np.float32), wide.astype(np.float32), np.clip(tone, 0, 1)
        )
