"""Under water: a blue depth over the sea floor."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.fills import dabs, polygons
from imagelabs_server.painter.canvas.noise import fbm, fbm01, line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, ramp, rgb, smoothstep
from imagelabs_server.painter.places.stage import Plot, Stage
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS
from imagelabs_server.painter.subjects.shapes import limb, tapering


def underwater(canvas: Canvas, scene: Scene) -> Stage:
    """Blue depths under a bright surface: shafts of light, sand, rocks, weeds, coral and bubbles."""
    dim = {"day": 1.0, "dawn": 0.85, "sunset": 0.7, "night": 0.38}[scene.time]
    rng = canvas.dice.roll("underwater")
    green = rng.uniform(0, 1)
    stops = ["#c9f3ea", "#6fd0d8", "#2f9cc0", "#176a9c", "#0f4a78", "#0c3a62"]
    tones = [mix(rgb(c), rgb(c)[[0, 1, 1]], 0.35 * green) * np.float32(0.25 + 0.75 * dim) for c in stops]
    warm = np.array([1.0, 0.86, 0.7], np.float32) if scene.time in ("sunset", "dawn") else np.ones(3, np.float32)
    canvas.light = Light(
        x=canvas.width * rng.uniform(0.3, 0.7),
        y=-0.25 * canvas.height,
        key=np.array([0.62, 0.80, 0.78], np.float32) * warm * np.float32(0.35 + 0.65 * dim),
        ambient=np.array([0.30, 0.46, 0.56], np.float32) * np.float32(0.5 + 0.5 * dim),
        disc=tones[0] * warm,
        haze=tones[3],
        zenith=tones[1],
        backlit=0.3,
        dark=1 - dim,
    )
    sway = fbm(canvas.dice.roll("depths"), canvas.width, canvas.height, (canvas.cells(1.6), 3), 3)
    canvas.rgb[...] = ramp(canvas.y / np.float32(canvas.height) * 0.95 + sway * 0.05, tones)
    canvas.steer((sway * 0.6).astype(np.float32), 1.0)
    canvas.horizon = canvas.height * 0.74
    _surface(canvas)
    _sun_shafts(canvas)
    canvas.tick()
    _sea_floor(canvas)
    _rocks(canvas)
    stood_on = any(SUBJECTS[w.name].stance in ("ground", "surface") for w in scene.subjects)
    _weeds(canvas, stood_on)
    _corals(canvas, stood_on)
    _bubbles(canvas)
    return Stage(
        ground=(canvas.height * 0.86, canvas.height * 0.94),
        right=float(canvas.width),
        water=None,
        deep=(canvas.height * 0.26, canvas.height * 0.68),
        air=(canvas.height * 0.1, canvas.height * 0.3),
        shadow=0.5,
        plot=Plot((canvas.height * 0.84, canvas.height * 0.90), 0.0, float(canvas.width), 1.25),
        edge="grains",
    )


def _surface(canvas: Canvas) -> None:
    """The underside of the waves."""
    n = max(2, int(canvas.height * 0.16))
    rows = slice(0, n)
    waves = fbm01(canvas.dice.vary("underside"), canvas.width, n, (canvas.cells(4), 5), 4)
    near = np.linspace(1, 0, n, dtype=np.float32)[:, None]
    spot = np.exp(-(((canvas.x[rows] - canvas.light.x) / (0.4 * canvas.unit)) ** 2))
    canvas.blend(
        np.broadcast_to(canvas.light.disc, (n, canvas.width, 3)),
        smoothstep(waves, 0.5, 0.8) * near * (0.25 + 0.6 * spot),
        rows,
    )


def _sun_shafts(canvas: Canvas) -> None:
    angle = np.arctan2(canvas.x - canvas.light.x, canvas.y - canvas.light.y)
    beams = line_noise(canvas.dice.roll("shafts"), 512, 26.0, 3, 0.6)
    index = np.clip((angle / np.pi + 0.5) * 511, 0, 511).astype(np.int32)
    fade = np.exp(-canvas.y / np.float32(canvas.height * 0.5))
    canvas.rgb += (canvas.light.disc - canvas.rgb) * (smoothstep(beams[index], 0.0, 0.8) * fade * np.float32(0.46))[
        ..., None
    ]


def _sea_floor(canvas: Canvas) -> None:
    """Sand with ripples and the net of light that the waves throw on it."""
    top = canvas.horizon + canvas.unit * 0.03 * line_noise(
        canvas.dice.roll("floor"), canvas.width, canvas.cells(1.4), 4
    )
    rows = canvas.rows_from(float(top.min()) - 1)
    n = rows.stop - rows.start
    depth = np.clip((canvas.y[rows] - top[None]) / np.float32(max(canvas.height - canvas.horizon, 1)), 0, 1)
    ripple = fbm01(canvas.dice.vary("ripples"), canvas.width, n, (canvas.cells(5), 12), 3)
    net = np.abs(fbm(canvas.dice.vary("net"), canvas.width, n, (canvas.cells(6), 9), 2))
    facing = np.clip(0.25 + 0.4 * ripple + 0.55 * smoothstep(net, 0.10, 0.0), 0, 1.1)
    tone = canvas.light.lit(
        np.broadcast_to(np.array([0.86, 0.80, 0.62], np.float32), (*ripple.shape, 3)), facing.astype(np.float32)
    )
    canvas.blend(
        mix(canvas.light.haze, tone, 0.28 + 0.66 * depth),
        smoothstep(canvas.y[rows] - top[None], -0.02 * canvas.unit, 0.02 * canvas.unit),
        rows,
    )


def _rocks(canvas: Canvas) -> None:
    """Rocks to both sides, hazy far off."""
    rng = canvas.dice.roll("rocks")
    x = np.arange(canvas.width, dtype=np.float32)
    for i, far in enumerate((0.78, 0.5, 0.2)):
        rough = line_noise(canvas.dice.roll(f"reef {i}"), canvas.width, canvas.cells(3.5), 5, 0.5)
        sides = np.clip(np.abs(x / canvas.width - rng.uniform(0.4, 0.6)) * 2.2 - 0.45, 0, 1)
        base = canvas.horizon + canvas.unit * (0.03 + 0.06 * i)
        top = base - canvas.unit * (0.30 - 0.05 * i) * sides**1.3 * (0.75 + 0.5 * rough)
        top = np.where(sides > 0, top, top + 0.5 * canvas.unit).astype(np.float32)
        top = (top + canvas.unit * 0.30 * smoothstep(sides, 0.30, 0.0)).astype(np.float32)
        rock = canvas.light.lit(np.array([0.34, 0.36, 0.40], np.float32), 0.35)
        tone = mix(rock, canvas.light.haze, far)
        rows = canvas.layer(top, mix(tone, canvas.light.disc, 0.12), tone * np.float32(0.72), canvas.unit * 0.16)
        texture = fbm01(
            canvas.dice.roll(f"reef skin {i}"), canvas.width, rows.stop - rows.start, (canvas.cells(14), 10), 4
        )
        inside = np.clip(canvas.y[rows] - top[None], 0, 1)
        canvas.rgb[rows] *= 1 + ((texture - 0.5) * 0.4 * inside * (1 - far))[..., None]


def _behind_feet(canvas: Canvas, across: float, foot: float) -> float:
    """A root's row, moved behind subjects in the middle of the sea floor."""
    return min(foot, 0.85 * canvas.height) if 0.14 < across < 0.86 else foot


def _weeds(canvas: Canvas, stood_on: bool) -> None:
    """Ribbons of weed that sway; where the floor is `stood_on`, the near ones grow at the sides."""
    rng = canvas.dice.roll("weeds")
    outlines: list[Floats] = []
    colours: list[Floats] = []
    greens = (rgb("#4f9f5a"), rgb("#8ab04a"), rgb("#3f8a74"), rgb("#b09a4a"))
    for _ in range(int(26 * canvas.width / canvas.unit)):
        u = rng.beta(0.5, 0.5)
        foot = canvas.height * rng.uniform(0.82, 1.0)
        foot = _behind_feet(canvas, u, foot) if stood_on else foot
        tall = canvas.unit * rng.uniform(0.12, 0.34)
        sway = rng.normal(0, 0.10) * canvas.unit
        x = u * canvas.width
        line = [
            (x, foot),
            (x + 0.25 * sway, foot - 0.35 * tall),
            (x - 0.12 * sway, foot - 0.7 * tall),
            (x + 0.3 * sway, foot - tall),
        ]
        outlines.append(np.array(limb(tapering(line, canvas.unit * 0.020, canvas.unit * 0.003)), np.float32))
        far = 1 - (foot / canvas.height - 0.82) / 0.18
        tone = canvas.light.lit(greens[int(rng.integers(4))], rng.uniform(0.2, 0.8))
        colours.append(mix(tone, canvas.light.haze, 0.55 * far))
    polygons(canvas, outlines, colours)


def _corals(canvas: Canvas, stood_on: bool) -> None:
    """Corals: fans and cushions in warm colours; where the floor is `stood_on`, the near ones grow at the sides."""
    rng = canvas.dice.roll("corals")
    tones = (rgb("#e8735a"), rgb("#e8a04a"), rgb("#c25a8a"), rgb("#f0c8b0"), rgb("#9a6ac0"))
    for _ in range(int(13 * canvas.width / canvas.unit)):
        u, foot = rng.beta(0.55, 0.55), canvas.height * rng.uniform(0.86, 1.0)
        foot = _behind_feet(canvas, u, foot) if stood_on else foot
        size, tone = canvas.unit * rng.uniform(0.05, 0.13), tones[int(rng.integers(len(tones)))]
        x = u * canvas.width
        if rng.uniform() < 0.5:
            outlines = []
            for angle in np.linspace(-0.9, 0.9, 9):
                bend = rng.normal(0, 0.15)
                tip = (x + np.sin(angle + bend) * size, foot - np.cos(angle) * size * rng.uniform(0.8, 1.1))
                half = ((x + tip[0]) / 2 + bend * size * 0.3, (foot + tip[1]) / 2)
                outlines.append(np.array(limb(tapering([(x, foot), half, tip], size * 0.10, size * 0.04)), np.float32))
            polygons(
                canvas,
                outlines,
                [canvas.light.lit(tone * np.float32(rng.uniform(0.8, 1.1)), rng.uniform(0.3, 0.8)) for _ in outlines],
            )
        else:
            n = 60
            a, r = rng.uniform(0, np.pi, n), np.sqrt(rng.uniform(0, 1, n))
            v = np.sin(a) * r
            order = np.argsort(v)
            centres = np.stack([x + np.cos(a) * r * size * 0.7, foot - v * size * 0.6], 1)[order]
            dabs(
                canvas,
                centres,
                size * rng.uniform(0.05, 0.09, n),
                canvas.light.lit(np.broadcast_to(tone, (n, 3)), (0.15 + 0.7 * v[order]).astype(np.float32)),
            )


def _bubbles(canvas: Canvas) -> None:
    """Strings of bubbles, as small bright rings."""
    rng = canvas.dice.vary("bubbles")
    for _ in range(int(6 * canvas.width / canvas.unit)):
        x, y = rng.uniform(0.05, 0.95) * canvas.width, canvas.height * rng.uniform(0.5, 0.95)
        n = int(rng.integers(5, 12))
        rise = np.cumsum(rng.uniform(0.012, 0.035, n)) * canvas.unit
        places = np.stack([x + np.sin(rise * 0.08) * 0.01 * canvas.unit, y - rise], 1).astype(np.float32)
        size = canvas.unit * rng.uniform(0.0025, 0.006, n)
        canvas.accents.add(
            places,
            places + np.stack([size * 0.4, -size * 0.4], 1).astype(np.float32),
            size.astype(np.float32),
            mix(canvas.light.zenith, np.ones(3, np.float32), 0.65),
        )
