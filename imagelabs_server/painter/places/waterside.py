"""Places by the water: sea, beach, lake, river."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import fbm, fbm01, line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.backgrounds import hill_line, paint_background
from imagelabs_server.painter.nature.vegetation import firs, flowers, grass
from imagelabs_server.painter.nature.water import paint_water
from imagelabs_server.painter.palettes import material, season_of
from imagelabs_server.painter.places.ground import (
    begin,
    edge_of,
    ground_colour,
    meadow,
    scattered_trees,
)
from imagelabs_server.painter.places.stage import Plot, Stage
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS


def sea(canvas: Canvas, scene: Scene) -> Stage:
    """Open water to the horizon, perhaps a headland."""
    begin(canvas, scene, 0.52)
    if canvas.dice.roll("coast").uniform() < 0.55 and scene.beyond != "none":
        _headland(canvas, scene)
    rough = 0.05 if "storm" in scene.weather else 0.45 if {"rain", "wind"} & scene.weather else 0.68
    paint_water(canvas, scene, canvas.horizon, rough)
    depth = canvas.height - canvas.horizon
    return Stage(
        ground=(canvas.height * 0.95, canvas.height * 0.96),
        right=float(canvas.width),
        water=(canvas.horizon + 0.08 * depth, canvas.horizon + 0.46 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
    )


def _headland(canvas: Canvas, scene: Scene) -> None:
    """Land that runs out into the sea on one side."""
    x = np.arange(canvas.width, dtype=np.float32)
    if canvas.dice.roll("headland side").uniform() < 0.5:
        x = x[::-1]
    for i, far in enumerate((0.7, 0.45)):
        ridge = line_noise(canvas.dice.roll(f"headland {i}"), canvas.width, canvas.cells(2.2), 6, 0.5)
        end = canvas.width * (0.46 - 0.14 * i)
        falls = smoothstep(x, end, end * 0.35)
        top = canvas.horizon + 1 - canvas.unit * (0.13 - 0.03 * i) * falls * (0.72 + 0.35 * ridge)
        tone = mix(
            canvas.light.lit(mix(material("rock_warm"), ground_colour(scene), 0.45), 0.4), canvas.light.haze, far
        )
        canvas.layer(top.astype(np.float32), tone, mix(tone, canvas.light.haze, 0.35), canvas.unit * 0.08)


def beach(canvas: Canvas, scene: Scene) -> Stage:
    """Sand before the sea, with foam where they meet."""
    sea(canvas, scene)
    depth = canvas.height - canvas.horizon
    line = line_noise(canvas.dice.roll("shore"), canvas.width, canvas.cells(1.3), 4, 0.45)
    slant = canvas.dice.roll("slant shore").uniform(-0.16, 0.16) * np.linspace(-1, 1, canvas.width)
    edge = (canvas.horizon + depth * (0.48 + 0.05 * line + slant)).astype(np.float32)
    rows = canvas.rows_from(float(edge.min()) - 0.05 * canvas.unit)
    into = (canvas.y[rows] - edge[None]) / np.float32(canvas.unit)
    n = rows.stop - rows.start
    ripple = fbm01(canvas.dice.vary("sand"), canvas.width, n, (canvas.cells(6), 30), 4, 0.55)
    dry = material("snow") * np.float32(0.9) if scene.snowy else material("sand")
    wet = mix(dry * np.float32(0.62), canvas.light.haze, 0.30)
    tone = canvas.light.lit(np.broadcast_to(dry, (*ripple.shape, 3)), np.clip(0.35 + 0.55 * (ripple - 0.2), 0, 1))
    tone = mix(
        canvas.light.lit(wet, 0.4) * np.float32(0.55) + canvas.rgb[rows] * np.float32(0.45),
        tone,
        smoothstep(into, 0.015, 0.075),
    )
    canvas.blend(tone, smoothstep(into, -0.004, 0.006), rows)
    foam = canvas.light.lit(material("foam"), 0.6)
    lace = fbm01(canvas.dice.vary("lace"), canvas.width, n, (canvas.cells(14), 20), 4, 0.6)
    for at, wide, strength in ((0.0, 0.007, 0.95), (-0.035, 0.006, 0.6), (-0.075, 0.004, 0.4)):
        sway = (lace - 0.5) * np.float32(0.035)
        line_of_foam = np.exp(-(((into - at + sway) / np.float32(wide)) ** 2)) * smoothstep(lace, 0.18, 0.55)
        canvas.blend(np.broadcast_to(foam, tone.shape), line_of_foam * np.float32(strength), rows)
    canvas.steer((ripple - 0.5) * np.float32(0.7), smoothstep(into, 0, 0.02), rows)
    canvas.accents.drop_inside(
        np.vstack([np.zeros((rows.start, canvas.width), np.float32), smoothstep(into, -0.02, 0.0)])
    )
    return Stage(
        ground=(float(edge.max()) + 0.12 * depth, canvas.horizon + depth * 0.93),
        right=float(canvas.width),
        water=(canvas.horizon + 0.06 * depth, canvas.horizon + 0.3 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
        edge="grains",
    )


def lake(canvas: Canvas, scene: Scene) -> Stage:
    """A still lake under mountains or woods, with a bank of reeds before it."""
    begin(canvas, scene, 0.50)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "city") else "hills")
    if scene.beyond == "mountains":
        _wooded_shore(canvas, scene)
    shore = canvas.horizon + 0.035 * canvas.unit
    strip = hill_line(canvas, "far bank", shore - 0.01 * canvas.unit, 0.012 * canvas.unit, 3)
    meadow(canvas, scene, strip)
    paint_water(canvas, scene, shore, 0.93 if not {"storm", "rain", "wind"} & scene.weather else 0.55)
    bank = _bank(canvas, scene)
    _reeds(canvas, scene, bank)
    depth = canvas.height - shore
    return Stage(
        ground=(min(float(bank.max()) + 0.02 * canvas.height, canvas.height * 0.955), canvas.height * 0.965),
        right=float(canvas.width),
        water=(shore + 0.14 * depth, shore + 0.50 * depth),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
        plot=Plot((canvas.height * 0.935, canvas.height * 0.95), 0.0, float(canvas.width), 1.25),
        edge=edge_of(scene),
    )


def _wooded_shore(canvas: Canvas, scene: Scene) -> None:
    rng = canvas.dice.roll("wooded shore")
    n = int(46 * canvas.width / canvas.unit)
    x = np.sort(rng.uniform(0, canvas.width, n))
    x = x[rng.permutation(n)]
    thick = np.sin(x / canvas.unit * 3.1 + rng.uniform(0, 6)) * 0.5 + 0.6
    feet = np.stack([x, np.full(n, canvas.horizon + 0.02 * canvas.unit)], 1)
    firs(canvas, feet, canvas.unit * (0.035 + 0.05 * np.clip(thick, 0, 1)) * rng.uniform(0.7, 1.2, n), scene, rng, 0.30)


def _bank(canvas: Canvas, scene: Scene) -> Floats:
    """The near bank; returns its upper line."""
    stood_on = any(SUBJECTS[w.name].stance in ("ground", "surface") for w in scene.subjects)
    at, hilly = (0.885, 0.035) if stood_on else (0.93, 0.075)  # dry ground for whoever stands there
    bank: Floats = hill_line(canvas, "near bank", canvas.height * at, hilly * canvas.unit, 0.9)
    side = canvas.dice.roll("bank side").choice([-1.0, 1.0])
    bank = bank + (np.linspace(-1, 1, canvas.width) * side * 0.6 * hilly * canvas.unit).astype(np.float32)
    rows = canvas.rows_from(float(bank.min()) - 2)
    tone = fbm01(canvas.dice.roll("bank"), canvas.width, rows.stop - rows.start, (canvas.cells(12), 10), 4, 0.6)
    earth = mix(ground_colour(scene), season_of(scene).earth, 0.25 if not scene.snowy else 0.0)
    tone = 0.5 + 0.45 * (tone - 0.5) if scene.snowy else tone  # snow has no dark clods
    paint = canvas.light.lit(np.broadcast_to(earth, (*tone.shape, 3)) * np.float32(0.86), np.clip(tone, 0, 1))
    canvas.blend(paint, np.clip(canvas.y[rows] - bank[None], 0, 1), rows)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows] = np.clip(canvas.y[rows] - bank[None], 0, 1)
    canvas.accents.drop_inside(mask)
    grass(canvas, float(bank.mean()), scene, 0.8)
    return bank


def _reeds(canvas: Canvas, scene: Scene, bank: Floats) -> None:
    """Tufts of reeds at the water's edge, thicker to the sides, each blade bent in two strokes."""
    rng = canvas.dice.vary("reeds")
    tufts = int(13 * canvas.width / canvas.unit)
    n = tufts * 11
    at = np.repeat(rng.beta(0.5, 0.5, tufts), 11) + rng.normal(0, 0.012, n) * canvas.unit / canvas.width
    x = np.clip(at, 0, 1) * (canvas.width - 1)
    y = bank[x.astype(int)] + rng.uniform(0.0, 0.025, n) * canvas.unit
    tall = canvas.unit * np.repeat(rng.uniform(0.035, 0.085, tufts), 11) * rng.uniform(0.55, 1.15, n)
    lean = rng.normal(0, 0.16, n)
    starts = np.stack([x, y], 1)
    knees = np.stack([x + 0.25 * lean * tall, y - 0.6 * tall], 1)
    tips = np.stack([x + lean * tall, y - tall], 1)
    leaf = season_of(scene).leaves[0] if not scene.snowy else np.array([0.6, 0.55, 0.45], np.float32)
    tone = canvas.light.lit(leaf * rng.uniform(0.75, 1.35, (n, 1)).astype(np.float32), 0.4)
    canvas.accents.add(starts, knees, canvas.unit * 0.0022, tone)
    canvas.accents.add(knees, tips, canvas.unit * 0.0014, tone)


def river(canvas: Canvas, scene: Scene) -> Stage:
    """A river that winds through meadows from the hills towards us."""
    begin(canvas, scene, 0.46)
    paint_background(canvas, scene, scene.beyond if scene.beyond in ("mountains", "forest", "city") else "hills")
    top = hill_line(canvas, "plain", canvas.horizon + 0.015 * canvas.unit, 0.02 * canvas.unit, 1.5)
    meadow(canvas, scene, top)
    rng = canvas.dice.roll("river")
    start = float(top.max()) + 1
    depth = np.clip((canvas.y - start) / np.float32(canvas.height - start), 0, 1)
    turn, lean = rng.uniform(0, 2 * np.pi), rng.uniform(-0.10, 0.10)
    near = np.sqrt(depth)
    middle = canvas.width * (0.5 + lean) + canvas.unit * 0.30 * np.sin(turn + 7.6 * near**1.1) * (0.18 + near)
    half = canvas.unit * (0.012 + 0.30 * depth**1.35)
    ripple = (
        fbm(canvas.dice.roll("banks"), canvas.width, canvas.height, (canvas.cells(8), 14), 3)
        * 0.012
        * canvas.unit
        * (0.2 + depth)
    )
    inside = half - np.abs(canvas.x - middle) + ripple
    bank = smoothstep(inside, -0.016 * canvas.unit, 0.0) * (depth > 0)
    earth = canvas.light.lit(season_of(scene).earth * np.float32(0.8), 0.25)
    canvas.blend(np.broadcast_to(earth, canvas.rgb.shape), bank * np.float32(0.8))
    mask = (smoothstep(inside, -0.5, 1.0) * (depth > 0)).astype(np.float32)
    # Still water shows the sky; the banks' own reflections are a dark rim.
    paint_water(canvas, scene, start, 0.9, mask)
    rim = smoothstep(inside, 0.05 * canvas.unit, 0.0) * mask * np.float32(0.35)
    canvas.rgb *= 1 - rim[..., None] * np.array([0.9, 0.8, 0.8], np.float32)
    before = len(canvas.accents.starts)
    scattered_trees(canvas, scene, mask)
    grass(canvas, canvas.height * 0.8, scene, 0.7)
    flowers(canvas, canvas.height * 0.72, scene, 0.35)
    canvas.accents.drop_inside(mask, canvas.accents.since(before))
    depth_px = canvas.height - canvas.horizon
    row = start + 0.70 * (canvas.height - start)
    bank_left = float(middle[int(canvas.height * 0.86), 0]) > canvas.width / 2
    return Stage(
        ground=(canvas.horizon + 0.34 * depth_px, canvas.horizon + 0.80 * depth_px),
        left=0.04 * canvas.width if bank_left else 0.60 * canvas.width,
        right=0.40 * canvas.width if bank_left else 0.96 * canvas.width,
        water=(row, row + 0.02 * depth_px),
        banks=(float(middle[int(row), 0] - half[int(row), 0]), float(middle[int(row), 0] + half[int(row), 0])),
        air=(canvas.horizon * 0.16, canvas.horizon * 0.72),
        size=0.85,
        plot=_river_plot(canvas, middle, half, start),
        edge=edge_of(scene),
    )


def _river_plot(canvas: Canvas, middle: Floats, half: Floats, start: float) -> Plot:
    """The wider bank where the river is still narrow; `middle` and `half` are its course, (height, 1 or width)."""
    far, near = (start + share * (canvas.height - start) for share in (0.18, 0.30))
    course = slice(int(far), int(near) + 1)
    first = float((middle[course, 0] - half[course, 0]).min()) - 0.03 * canvas.unit
    last = float((middle[course, 0] + half[course, 0]).max()) + 0.03 * canvas.unit
    if first > canvas.width - last:
        return Plot((far, near), 0.01 * canvas.width, first, 1.2)
    return Plot((far, near), last, 0.99 * canvas.width, 1.2)
