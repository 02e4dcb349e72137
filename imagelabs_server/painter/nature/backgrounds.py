"""What stands far off: hills, mountains, woods, a skyline."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import polygons
from imagelabs_server.painter.canvas.noise import fbm, fbm01, line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.nature.vegetation import firs
from imagelabs_server.painter.nature.water import paint_water
from imagelabs_server.painter.palettes import material, materials, season_of
from imagelabs_server.painter.scene import Scene


def paint_background(canvas: Canvas, scene: Scene, kind: str) -> None:
    """Paint one of BACKGROUNDS along the horizon; nothing for any other name."""
    painter = BACKGROUNDS.get(kind)
    if painter is not None:
        painter(canvas, scene)


def hill_line(canvas: Canvas, name: str, base: float, rise: float, cells: float) -> Floats:
    """A smooth line of hills: (width,), rows, `rise` pixels high over row `base`."""
    noise = line_noise(canvas.dice.roll(name), canvas.width, canvas.cells(cells), 4, 0.42)
    return (base - rise * (0.5 + 0.5 * noise)).astype(np.float32)


def slope_light(canvas: Canvas, top: Floats) -> Floats:
    """How much each column of a hill line faces the light, 0 to 1."""
    slope = np.gradient(top)
    side = np.sign(canvas.light.x - np.arange(canvas.width))
    low_sun = 0.5 + 0.5 * canvas.light.backlit
    facing: Floats = np.clip(0.5 - slope * side * 1.6 * low_sun, 0.08, 1).astype(np.float32)
    return facing


def hills(canvas: Canvas, scene: Scene) -> None:
    """Three hazy ranges of low hills."""
    far_green = season_of(scene).grass_far
    for i, far in enumerate((0.80, 0.62, 0.42)):
        base = canvas.horizon + canvas.unit * 0.012 * i
        top = hill_line(canvas, f"hills {i}", base, canvas.unit * (0.12 - 0.03 * i), 1.3 + 0.7 * i)
        green = far_green if not scene.snowy else material("snow") * np.float32(0.9)
        tone = canvas.light.lit(np.broadcast_to(green, (canvas.width, 3)), slope_light(canvas, top))
        tone = mix(tone, canvas.light.haze * np.array([0.86, 0.9, 1.0], np.float32), far)
        canvas.layer(top, tone, mix(tone.mean(0), canvas.light.haze, 0.35), canvas.unit * 0.12)
        if i == 2 and "trees" not in scene.without:
            _tree_dots(canvas, scene, top)
        canvas.tick()


def _tree_dots(canvas: Canvas, scene: Scene, top: Floats) -> None:
    """Distant trees and hedges along a hill line."""
    rng = canvas.dice.roll("tree dots")
    n = int(26 * canvas.width / canvas.unit)
    x = rng.uniform(0, canvas.width - 1, n)
    x = np.where(
        rng.uniform(size=n) < 0.6,
        np.clip(x[rng.integers(n, size=n)] + rng.normal(0, 0.02, n) * canvas.unit, 0, canvas.width - 1),
        x,
    )
    size = canvas.unit * rng.uniform(0.006, 0.016, n)
    leaf = season_of(scene).leaves[0] * np.float32(0.8)
    tone = mix(canvas.light.lit(leaf, 0.25), canvas.light.haze, 0.4)
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle) - 0.4], 1)
    outlines = [ring * r + (px, float(top[int(px)])) for px, r in zip(x.tolist(), size.tolist(), strict=True)]
    polygons(canvas, outlines, [tone] * n)


def mountains(canvas: Canvas, scene: Scene) -> None:
    """Two blue ranges, and before them peaks with a lit and a shaded side, snow above and mist below."""
    light = canvas.light
    far_tone = mix(light.lit(material("rock"), 0.35), light.zenith, 0.35)
    for i, far in enumerate((0.82, 0.66)):
        noise = line_noise(canvas.dice.roll(f"range {i}"), canvas.width, canvas.cells(2.4 + i), 7, 0.52)
        top = canvas.horizon - canvas.unit * (0.17 - 0.05 * i) - canvas.unit * (0.075 - 0.012 * i) * noise
        tone = mix(far_tone, light.haze, far)
        canvas.layer(top.astype(np.float32), tone, mix(tone, light.haze, 0.8), canvas.unit * 0.2)
        canvas.tick()
    rng = canvas.dice.roll("peaks")
    wide = canvas.width / canvas.unit
    count = max(2, round(2.6 * wide))
    across = (np.arange(count) + rng.uniform(0.15, 0.85, count)) / count * canvas.width
    high = rng.uniform(0.20, 0.34, count)
    main = int(rng.integers(count))
    high[main] = rng.uniform(0.40, 0.46)
    across[main] = canvas.width * rng.uniform(0.30, 0.70)
    for i in np.argsort(-high):
        reach = min(canvas.unit * high[i], canvas.horizon * 0.80)
        _peak(canvas, scene, (float(across[i]), canvas.horizon - reach), reach, int(i))
        canvas.tick()
    canvas.salience[: int(canvas.horizon)] = np.maximum(canvas.salience[: int(canvas.horizon)], 0.12)


def _peak(canvas: Canvas, scene: Scene, apex: tuple[float, float], reach: float, number: int) -> None:
    """One mountain: a ridge runs down from its top and parts light from shade."""
    light, (ax, ay) = canvas.light, apex
    rng = canvas.dice.roll(f"peak {number}")
    left_run, right_run = reach * rng.uniform(1.0, 1.6), reach * rng.uniform(1.0, 1.6)
    x = np.arange(canvas.width, dtype=np.float32)
    run = np.where(x < ax, left_run, right_run)
    away = np.abs(x - ax) / run
    rough = line_noise(canvas.dice.roll(f"edge {number}"), canvas.width, canvas.cells(7), 6, 0.55)
    top = (ay + reach * away**0.88 + reach * 0.075 * rough * np.clip(away * 5, 0.15, 1)).astype(np.float32)
    columns = slice(int(max(0, ax - left_run * 1.2)), int(min(canvas.width, ax + right_run * 1.2)) + 1)
    rows = slice(int(max(0, ay - 0.1 * reach)), min(canvas.height, int(canvas.horizon) + 2))
    here = (rows, columns)
    if canvas.x[here].size < 9:
        return
    px, py = canvas.x[here], canvas.y[here]
    fall = (py - ay) / np.float32(reach)
    height, width = px.shape
    wander = line_noise(canvas.dice.roll(f"ridge {number}"), height, 3.0, 4, 0.6)[:, None] * 0.30 * np.clip(fall, 0, 1)
    crag = fbm(canvas.dice.roll(f"crag {number}"), width, height, (5, 5), 5, 0.6)
    side = np.float32(1 if light.x > ax else -1)
    ridge = ((px - ax) / np.float32(reach) - wander * 0.8 - 0.10 * side) * side + crag * 0.10 * np.clip(
        fall * 3, 0.2, 1
    )
    facing = smoothstep(ridge, -0.035, 0.035) * np.float32(0.74) + np.float32(0.08)
    # Gullies run down the slopes: noise sheared along the fall line of each side.
    streak = fbm01(canvas.dice.roll(f"gully {number}"), width, height, (16, 5), 4, 0.6)
    shear = (np.clip(fall, 0, 1) * 0.5 * width).astype(np.int32)
    index = np.where(px > ax, np.arange(width)[None] - shear, np.arange(width)[None] + shear) % width
    streak = np.take_along_axis(streak, index, 1)
    facing = np.clip(facing + (streak - 0.5) * np.float32(0.55), 0, 1)
    line = {"winter": 1.4, "spring": 0.62, "autumn": 0.55, "summer": 0.45}["winter" if scene.snowy else scene.season]
    snow = smoothstep(line - fall + (streak - 0.5) * 0.55 + crag * 0.12, -0.03, 0.09) * smoothstep(streak, 0.16, 0.34)
    rock = mix(material("rock"), material("rock_warm"), streak)
    tone = light.lit(mix(rock, material("snow"), snow), facing)
    mist = np.clip(0.16 + 0.62 * smoothstep(fall, 0.35, 1.0), 0, 0.9)
    tone = mix(tone, light.haze, mist)
    cover = np.clip(py - top[None, columns] + 0.5, 0, 1)
    part = canvas.rgb[here]
    part += (tone - part) * cover[..., None]
    slope = np.where(px > ax, np.float32(0.75), np.float32(-0.75))
    flow = canvas.flow[here]
    flow += (np.stack([np.cos(slope), np.sin(slope)], -1) - flow) * cover[..., None]


def forest(canvas: Canvas, scene: Scene) -> None:
    """Rows of firs that come out of the haze."""
    rng = canvas.dice.roll("far firs")
    for i, far in enumerate((0.72, 0.5, 0.26)):
        base = canvas.horizon + canvas.unit * (0.008 + 0.022 * i)
        top = hill_line(canvas, f"wooded {i}", base, canvas.unit * 0.05, 1.6)
        green = canvas.light.lit(material("conifer") if not scene.snowy else material("snow") * np.float32(0.8), 0.25)
        canvas.layer(
            top, mix(green, canvas.light.haze, far), mix(green, canvas.light.haze, far * 0.8), canvas.unit * 0.1
        )
        n = int((34 - 5 * i) * canvas.width / canvas.unit)
        x = (np.arange(n) + rng.uniform(-0.4, 0.4, n)) / n * canvas.width
        feet = np.stack([x, top[np.clip(x, 0, canvas.width - 1).astype(int)] + canvas.unit * 0.008], 1)
        heights = canvas.unit * (0.06 + 0.03 * i) * rng.uniform(0.65, 1.3, n)
        firs(canvas, feet, heights, scene, rng, far)


def skyline(canvas: Canvas, _scene: Scene) -> None:
    """Towers in three depths of haze, with lit windows when it is dark."""
    rng = canvas.dice.roll("skyline")
    for i, far in enumerate((0.70, 0.45, 0.16)):
        foot = canvas.horizon + canvas.unit * 0.012 * i
        outlines: list[Floats] = []
        colours: list[Floats] = []
        x = -canvas.unit * 0.02
        while x < canvas.width:
            wide = canvas.unit * rng.uniform(0.045, 0.10) * (0.8 + 0.15 * i)
            high = canvas.unit * rng.uniform(0.10, 0.34) * (1.0 - 0.22 * i)
            if rng.uniform() < 0.12:
                high *= 1.45
            shapes, tones = _tower(canvas, (x, foot - high, x + wide, foot), far, rng)
            outlines += shapes
            colours += tones
            x += wide * rng.uniform(0.86, 1.25)
        polygons(canvas, outlines, colours)
        canvas.tick()


def _tower(
    canvas: Canvas, box: tuple[float, float, float, float], far: float, rng: np.random.Generator
) -> tuple[list[Floats], list[Floats]]:
    """One tower block: a lit and a shaded face, a roof, rows of windows."""
    left, top, right, foot = box
    light = canvas.light
    wall = materials("plaster")[int(rng.integers(6))] * np.float32(rng.uniform(0.55, 0.85))
    wall = mix(wall, np.array([0.42, 0.5, 0.6], np.float32), rng.uniform(0.2, 0.8))
    bend = left + (right - left) * (0.68 if light.x < (left + right) / 2 else 0.32)
    faces = [(left, bend), (bend, right)]
    outlines: list[Floats] = []
    colours: list[Floats] = []
    for a, b in faces:
        towards = (light.x < (left + right) / 2) == (a == left)
        outlines.append(np.array([(a, top), (b, top), (b, foot + 3), (a, foot + 3)]))
        colours.append(mix(light.lit(wall, 0.75 if towards else 0.15), light.haze, far))
    if rng.uniform() < 0.45:
        inset = (right - left) * rng.uniform(0.15, 0.3)
        rise = (foot - top) * rng.uniform(0.05, 0.16)
        outlines.append(
            np.array(
                [
                    (left + inset, top - rise),
                    (right - inset, top - rise),
                    (right - inset, top + 1),
                    (left + inset, top + 1),
                ]
            )
        )
        colours.append(mix(light.lit(wall, 0.4), light.haze, far))
        if rng.uniform() < 0.4:
            middle = (left + right) / 2
            outlines.append(
                np.array(
                    [
                        (middle - 0.8, top - 2.4 * rise),
                        (middle + 0.8, top - 2.4 * rise),
                        (middle + 0.8, top),
                        (middle - 0.8, top),
                    ]
                )
            )
            colours.append(colours[-1])
    lamps = materials("window_lights")
    step = max(3.0, canvas.unit * 0.0135)
    for y in np.arange(top + step, foot - step * 0.5, step * 1.15):
        for x in np.arange(left + step * 0.6, right - step * 0.6, step):
            shine = rng.uniform()
            if shine < 0.42:
                glow = light.dark * (1 - 0.8 * far) if shine < 0.30 else 0.0
                pane = mix(colours[0] * np.float32(0.62), light.zenith, 0.35 * (1 - light.dark))
                tone = mix(pane, lamps[int(shine * 97) % len(lamps)], glow)
                outlines.append(
                    np.array([(x, y), (x + step * 0.52, y), (x + step * 0.52, y + step * 0.62), (x, y + step * 0.62)])
                )
                colours.append(mix(tone, light.haze, far * 0.5))
    return outlines, colours


def sea_line(canvas: Canvas, scene: Scene) -> None:
    """A strip of distant sea or lake with a headland, for views from a window."""
    top = hill_line(canvas, "headland", canvas.horizon, canvas.unit * 0.06, 1.1)
    falls = smoothstep(np.arange(canvas.width, dtype=np.float32), canvas.width * 0.62, canvas.width * 0.40)
    if canvas.dice.roll("headland side").uniform() < 0.5:
        falls = falls[::-1]
    top = canvas.horizon + 2 - (canvas.horizon - top) * falls
    tone = mix(canvas.light.lit(season_of(scene).grass_far, 0.4), canvas.light.haze, 0.5)
    canvas.layer(top.astype(np.float32), tone, tone, canvas.unit * 0.1)
    paint_water(canvas, scene, canvas.horizon, 0.55)


BACKGROUNDS = {"hills": hills, "mountains": mountains, "forest": forest, "city": skyline, "sea": sea_line}
