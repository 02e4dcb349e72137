"""The sky: its colours, the sun or moon, stars, clouds, rainbow and aurora; and the light that comes from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.noise import fbm, fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, ramp, smoothstep, soften
from imagelabs_server.painter.palettes import Palette, palette
from imagelabs_server.painter.scene import Scene


def paint_sky(canvas: Canvas, scene: Scene) -> None:
    """Paint everything above the horizon and set the canvas's light from it."""
    colours = palette(scene, canvas.dice.roll("palette"))
    canvas.light = _light(canvas, scene, colours)
    rows = slice(0, min(canvas.height, int(canvas.horizon) + 2))
    _gradient(canvas, colours, rows)
    canvas.tick()
    if "aurora" in scene.sky:
        _aurora(canvas, rows, scene.strength("aurora"))
    if scene.time == "night":
        _stars(canvas, scene, rows)
    canvas.tick()
    _flow(canvas, rows)
    hidden = scene.overcast > 0.8 and not scene.sky & {"sun", "moon", "crescent"}
    if not hidden:
        _glow(canvas, scene, rows)
        _disc(canvas, scene, rows)
    canvas.tick()
    _clouds(canvas, scene, colours, rows)
    if "rainbow" in scene.sky:
        _rainbow(canvas, rows, scene.strength("rainbow"))
    stress = scene.strength(scene.time)
    if stress != 1:  # a stressed sunset is a redder one
        part = canvas.rgb[rows]
        part += (part - part.mean(-1, keepdims=True)) * np.float32(0.7 * (stress - 1))
    np.clip(canvas.rgb[rows], 0, 1, out=canvas.rgb[rows])
    canvas.tick()


def _light(canvas: Canvas, scene: Scene, colours: Palette) -> Light:
    """Place the sun or moon, and work out the light that comes from it."""
    rng = canvas.dice.roll("sun")
    side = rng.choice([-1.0, 1.0])
    across, up = rng.uniform(0.10, 0.30), rng.uniform()
    if scene.disc_side is not None:
        side = -1.0 if scene.disc_side == "left" else 1.0
        across *= 0.3 if scene.disc_side == "middle" else 1.0
    x = canvas.width * (0.5 + side * across)
    height = {"sunset": 0.15 + 0.16 * up, "dawn": 0.17 + 0.17 * up, "night": 0.66 + 0.12 * up, "day": 0.76 + 0.18 * up}
    if scene.time == "day" and scene.disc_side != "middle":
        x = canvas.width * (0.5 + side * (0.26 + 0.16 * across / 0.3))
    y = canvas.horizon * (1 - height[scene.time])
    backlit = {"sunset": 0.85, "dawn": 0.7, "night": 0.35, "day": 0.12}[scene.time] * (1 - 0.75 * scene.overcast)
    dark = {"sunset": 0.55, "dawn": 0.25, "night": 1.0, "day": 0.0}[scene.time]
    dark = max(dark, 0.45 if scene.overcast > 0.8 else 0.0)
    if scene.time == "night":
        dark *= min(scene.strength("night"), 1.0) ** 0.5
    return Light(
        x=float(x),
        y=float(y),
        key=colours.key,
        ambient=colours.ambient,
        disc=colours.disc,
        haze=mix(colours.sky[-2], colours.sky[-1], 0.3),
        zenith=colours.sky[1],
        backlit=backlit,
        dark=dark,
        blue=0.45 if scene.time == "night" else 0.0,
    )


def _gradient(canvas: Canvas, colours: Palette, rows: slice) -> None:
    """The sky's own colours, a little uneven, brighter on the sun's side."""
    height = rows.stop
    uneven = fbm(canvas.dice.roll("air"), canvas.width, height, (canvas.cells(1.4), 3), 3)
    t = canvas.y[rows] / np.float32(max(canvas.horizon, 1)) + uneven * np.float32(0.045)
    aside = np.abs(canvas.x[rows] - canvas.light.x) / np.float32(canvas.width)
    t = t - (aside - 0.3) * np.float32(0.12) * canvas.light.backlit
    canvas.rgb[rows] = ramp(t, colours.sky)
    canvas.rgb[rows.stop :] = colours.sky[-1]


def _flow(canvas: Canvas, rows: slice) -> None:
    """Strokes of the sky sweep along the horizon and bend round the sun."""
    wave = fbm(canvas.dice.roll("sweep"), canvas.width, rows.stop, (canvas.cells(1.2), 2), 2)
    dx, dy = canvas.x[rows] - canvas.light.x, canvas.y[rows] - canvas.light.y
    round_sun = np.arctan2(dx, -dy)  # across the radius
    near = np.exp(-np.hypot(dx, dy) / np.float32(0.42 * canvas.unit)) * np.float32(canvas.light.backlit)
    canvas.steer(wave * np.float32(0.55), 1.0, rows)
    canvas.steer(round_sun.astype(np.float32), near, rows)


def _glow(canvas: Canvas, scene: Scene, rows: slice) -> None:
    """The light that the air itself takes from the sun or moon (added as a screen, so that it never burns out)."""
    light = canvas.light
    distance = np.hypot(canvas.x[rows] - light.x, (canvas.y[rows] - light.y) * np.float32(1.15))
    unit = np.float32(canvas.unit)
    strength = {"sunset": 1.0, "dawn": 0.9, "night": 0.5, "day": 0.85}[scene.time] * (1 - 0.6 * scene.overcast)
    near = np.exp(-distance / (unit * np.float32(0.055))) * np.float32(0.5)
    wide = np.exp(-distance / (unit * np.float32(0.26))) * np.float32(0.34)
    warm = mix(light.disc, np.minimum(light.key * 1.1, 1), 0.55 if scene.time in ("sunset", "dawn") else 0.1)
    glow = (near[..., None] * light.disc + wide[..., None] * warm) * np.float32(strength)
    canvas.rgb[rows] = 1 - (1 - np.clip(canvas.rgb[rows], 0, 1)) * (1 - np.clip(glow, 0, 0.96))


def _disc(canvas: Canvas, scene: Scene, rows: slice) -> None:
    """The sun or the moon itself."""
    light = canvas.light
    moon = scene.time == "night"
    if scene.without & ({"moon"} if moon else {"sun"}):
        return
    radius = canvas.unit * (0.052 if moon else 0.048 if scene.time != "day" else 0.036) * scene.moon_size
    radius *= max(scene.strength(disc) for disc in ("moon", "crescent", "sun")) ** 0.7
    dx, dy = canvas.x[rows] - light.x, canvas.y[rows] - light.y
    soft = 1.0 if scene.time != "day" else 0.4 * radius  # the midday sun is a blaze without an edge
    mask = smoothstep(np.hypot(dx, dy), radius + soft, radius - soft)
    colour = np.broadcast_to(np.minimum(light.disc * 1.04 + 0.03, 1), (*mask.shape, 3))
    if moon:
        seas = fbm01(canvas.dice.roll("moon"), canvas.width, rows.stop, (canvas.cells(16), 16), 3)
        colour = colour * (1 - np.float32(0.2) * smoothstep(seas, 0.5, 0.75))[..., None]
        if "crescent" in scene.sky:
            mask = mask * smoothstep(np.hypot(dx - 0.55 * radius, dy + 0.18 * radius), radius - 1, radius + 1.5)
    part = canvas.rgb[rows]
    part += (colour - part) * mask[..., None]
    canvas.mark_salient(mask * np.float32(0.7), rows, slice(None))


def _stars(canvas: Canvas, scene: Scene, rows: slice) -> None:
    """A milky band, and stars as dabs of their own."""
    if "stars" in scene.without or (scene.overcast > 0.6 and "stars" not in scene.sky):
        return
    rng = canvas.dice.roll("stars")
    tilt = rng.uniform(-0.9, 0.9)
    across = (canvas.y[rows] / canvas.unit - 0.25) - (canvas.x[rows] / canvas.unit - 0.6) * np.float32(tilt)
    dust = fbm01(canvas.dice.roll("dust"), canvas.width, rows.stop, (canvas.cells(3), 3), 5, 0.6)
    band = np.exp(-((across / np.float32(0.16)) ** 2)) * dust * (0.5 if "stars" in scene.sky else 0.22)
    canvas.rgb[rows] += band[..., None] * np.array([0.52, 0.56, 0.72], np.float32)
    n = int((520 if "stars" in scene.sky else 230) * scene.strength("stars") * canvas.width / canvas.unit)
    x, y = rng.uniform(0, canvas.width, n), rng.uniform(0, 1, n) ** 1.25 * canvas.horizon * 0.93
    size = rng.pareto(2.2, n).clip(0, 5) * 0.00055 + 0.0011
    warmth = rng.uniform(0, 1, (n, 1))
    tone = mix(np.array([0.78, 0.86, 1.0], np.float32), np.array([1.0, 0.94, 0.8], np.float32), warmth)
    bright = np.clip(rng.uniform(0.45, 1.0, (n, 1)), 0, 1) * (1 - 0.5 * (y / max(canvas.horizon, 1))[:, None])
    back = canvas.rgb[np.clip(y.astype(int), 0, canvas.height - 1), np.clip(x.astype(int), 0, canvas.width - 1)]
    off_moon = np.hypot(x - canvas.light.x, y - canvas.light.y) > canvas.unit * 0.11
    places = np.stack([x, y], 1)[off_moon].astype(np.float32)
    wide = (size * canvas.unit)[off_moon]
    ends = places + np.stack([wide * 0.7, np.zeros_like(wide)], 1)
    canvas.accents.add(
        places, ends.astype(np.float32), wide.astype(np.float32) * 1.6, mix(back, tone, bright)[off_moon]
    )


def _aurora(canvas: Canvas, rows: slice, bright: float) -> None:
    """Curtains of green and violet light that hang from wavy lines."""
    rng = canvas.dice.roll("aurora")
    height = rows.stop
    x = np.linspace(0, 1, canvas.width, dtype=np.float32)
    for curtain in range(3):
        foot = canvas.horizon * (
            rng.uniform(0.45, 0.78)
            + 0.10 * np.sin(2 * np.pi * (x * rng.uniform(0.7, 1.4) + rng.uniform()))
            + 0.04 * np.sin(2 * np.pi * (x * rng.uniform(2, 3.4) + rng.uniform()))
        )
        rays = fbm01(canvas.dice.roll(f"rays {curtain}"), canvas.width, 1, (canvas.cells(14), 1), 4, 0.7)[0]
        above = (foot[None] - canvas.y[rows]) / np.float32(canvas.horizon * (0.5 + 0.12 * curtain))
        strength = np.where(above > 0, np.exp(-above * 2.1), np.exp(above * 16)) * (0.25 + 0.9 * rays[None] ** 2)
        green, violet = np.array([0.25, 0.95, 0.62], np.float32), np.array([0.62, 0.32, 0.85], np.float32)
        tone = mix(green, violet, np.clip(above * 0.9, 0, 1))
        sky = np.clip(canvas.rgb[rows], 0, 1)
        canvas.rgb[rows] = 1 - (1 - sky) * (1 - tone * np.clip(strength * np.float32(0.85 * bright), 0, 1)[..., None])
        canvas.steer(np.pi / 2, np.clip(strength * 1.5, 0, 1).astype(np.float32), rows)
    canvas.salience[:height] = np.maximum(canvas.salience[:height], 0.15)


def _clouds(canvas: Canvas, scene: Scene, colours: Palette, rows: slice) -> None:
    """Clouds of the kind that the weather brings."""
    if scene.without & {"clouds"} or "clear" in scene.weather:
        return
    if scene.overcast > 0.55:
        _cover(canvas, scene, colours, rows)
        return
    kind = canvas.dice.roll("cloud kind").uniform()
    thin = {"day": 0.5, "night": 0.45 if not scene.sky & {"stars", "aurora"} else 0.15}
    _streaks(canvas, colours, rows, thin.get(scene.time, 0.85))
    if scene.sky & {"stars", "aurora"} and "clouds" not in scene.weather:
        return
    if scene.time == "day" or kind > (0.75 if scene.time == "night" else 0.45) or "clouds" in scene.weather:
        _heaps(canvas, scene, colours, rows)


def _cover(canvas: Canvas, scene: Scene, colours: Palette, rows: slice) -> None:
    """A closed, layered cloud cover: great dark bellies, torn edges, lighter far off."""
    height = rows.stop
    deep = height + height // 2
    noise = fbm01(canvas.dice.roll("cover"), canvas.width, deep, (canvas.cells(1.6), 5), 6, 0.56)
    far = (np.linspace(0, 1, height, dtype=np.float32) ** 2.1 * (deep - 1)).astype(np.int32)
    rolled = noise[far]
    shifted = rolled[np.maximum(np.arange(height) - max(1, height // 40), 0)]
    belly = smoothstep(rolled, 0.36, 0.68)
    edge = np.clip((rolled - shifted) * 5, -1, 1)
    lift = smoothstep(canvas.y[rows], 0.45 * height, 1.05 * height)
    strong = 0.9 if "storm" in scene.weather else 0.62
    dark = mix(colours.cloud_shade * np.float32(0.72 if "storm" in scene.weather else 0.95), colours.sky[3], lift)
    part = canvas.rgb[rows]
    part += (dark - part) * (belly * np.float32(strong))[..., None]
    part += (colours.cloud_lit - part) * (np.clip(edge, 0, 1) * np.float32(0.55) * (1 - 0.6 * lift))[..., None]
    canvas.steer((rolled - 0.5) * np.float32(2.2), 0.7, rows)


def _streaks(canvas: Canvas, colours: Palette, rows: slice, strength: float) -> None:
    """High thin clouds, drawn out by the wind."""
    height = rows.stop
    slant = canvas.dice.roll("slant").uniform(-0.14, 0.14)
    shift = (np.arange(canvas.width) * slant).astype(np.int32)
    shift -= shift.min()
    deep = height + int(shift.max())  # as many more rows as the slant climbs: none need be repeated
    cells = (canvas.cells(1.1), 8 * deep / height)
    noise = fbm01(canvas.dice.roll("streaks"), canvas.width, deep, cells, 6, 0.58)
    noise = noise[shift[None] + np.arange(height)[:, None], np.arange(canvas.width)[None]]
    cover = smoothstep(noise, 0.52, 0.86) * smoothstep(canvas.y[rows], 1.0 * height, 0.72 * height)
    distance = np.hypot(canvas.x[rows] - canvas.light.x, canvas.y[rows] - canvas.light.y)
    near = np.exp(-distance / np.float32(0.45 * canvas.unit))
    lit = np.clip((noise - np.roll(noise, -max(1, height // 60), 0)) * 6 + 0.45, 0, 1)
    tone = mix(colours.cloud_shade, colours.cloud_lit, np.clip(lit * 0.7 + near * 0.6, 0, 1))
    canvas.blend(tone, cover * np.float32(strength), rows)


def _heaps(canvas: Canvas, scene: Scene, colours: Palette, rows: slice) -> None:
    """Heaped clouds: puffs on a flat base, lit from the sun's side."""
    rng = canvas.dice.roll("heaps")
    height = rows.stop
    wide = canvas.width / canvas.unit
    count = round((3.2 if scene.time == "day" else 2.2) * wide) + (3 if "clouds" in scene.weather else 0)
    count = round(count * scene.strength("clouds"))
    billow = fbm(canvas.dice.vary("billow"), canvas.width, height, (canvas.cells(7), 7), 4, 0.55)
    depth = np.sort(rng.uniform(0.12, 1.0, count))[::-1]  # far first
    for i, far in enumerate(depth):
        base = canvas.horizon * (0.26 + 0.58 * far)
        breadth = canvas.unit * rng.uniform(0.16, 0.34) * (1.25 - 0.8 * far)
        middle = canvas.width * ((i + rng.uniform(0, 1)) * 0.618 % 1.0)
        puffs = [
            (middle + breadth * u, base - breadth * r * 0.55, breadth * r)
            for u, r in zip(rng.uniform(-0.95, 0.95, 11), rng.uniform(0.14, 0.34, 11), strict=True)
        ]
        puffs += [
            (middle + breadth * u, base - breadth * v, breadth * r)
            for u, v, r in zip(
                rng.uniform(-0.45, 0.45, 5), rng.uniform(0.2, 0.46, 5), rng.uniform(0.16, 0.30, 5), strict=True
            )
        ]
        _heap(canvas, puffs, base, billow, (colours, float(far)))
        canvas.tick()


def _heap(
    canvas: Canvas,
    puffs: list[tuple[float, float, float]],
    base: float,
    billow: Floats,
    tones: tuple[Palette, float],
) -> None:
    """One heaped cloud from its puffs (x, y, radius)."""
    colours, far = tones
    left = int(max(0, min(x - r for x, _, r in puffs) - 3))
    right = int(min(canvas.width, max(x + r for x, _, r in puffs) + 3))
    top = int(max(0, min(y - r for _, y, r in puffs) - 3))
    bottom = int(min(billow.shape[0], base + 0.04 * canvas.unit))
    if right - left < 4 or bottom - top < 4:
        return
    here = (slice(top, bottom), slice(left, right))
    x, y = canvas.x[here], canvas.y[here]
    body = np.full(x.shape, -1, np.float32)
    for px, py, r in puffs:
        np.maximum(body, 1 - ((x - px) ** 2 + (y - py) ** 2) / np.float32(r * r), out=body)
    body += billow[here] * np.float32(0.42) + np.float32(0.06)
    reach = max(p[2] for p in puffs)
    cover = smoothstep(body, 0.02, 0.42) * smoothstep(y, base + 0.028 * canvas.unit, base - 0.045 * canvas.unit)
    swell = soften(np.clip(body, -0.2, 1.2), max(0.6, reach * 0.07))
    down, across = np.gradient(swell)
    light = canvas.light
    mid_x, mid_y = (left + right) / 2, (top + bottom) / 2
    to_x, to_y = light.x - mid_x, light.y - mid_y
    norm = np.hypot(to_x, to_y) + 1e-3
    facing = -(across * np.float32(to_x / norm) + down * np.float32(to_y / norm)) * np.float32(reach * 0.9)
    lit = np.clip(0.58 + 0.5 * facing - 0.45 * smoothstep(y, base - 0.9 * reach, base), 0, 1)
    lining = np.exp(-np.float32(norm) / np.float32(0.35 * canvas.unit)) * (1 - cover) * np.float32(light.backlit)
    tone = mix(colours.cloud_shade, colours.cloud_lit, np.clip(lit + lining, 0, 1))
    tone = mix(tone, light.haze, 0.55 * far)
    # A cloud that cut the disc would make a crescent of the sun.
    cover = cover * (
        1 - 0.9 * np.exp(-(((x - light.x) ** 2 + (y - light.y) ** 2) / np.float32((0.085 * canvas.unit) ** 2)))
    )
    part = canvas.rgb[here]
    part += (tone - part) * (cover * np.float32(0.95 - 0.2 * far))[..., None]


def _rainbow(canvas: Canvas, rows: slice, bright: float) -> None:
    """A bow opposite the sun, its inside a little brighter."""
    rng = canvas.dice.roll("rainbow")
    middle = canvas.width * (0.5 + (0.22 if canvas.light.x < canvas.width / 2 else -0.22) * rng.uniform(0.5, 1))
    radius = min(canvas.horizon * 0.86, canvas.width * 0.62)
    distance = np.hypot(canvas.x[rows] - middle, canvas.y[rows] - canvas.horizon * 1.04)
    band = (distance - np.float32(radius)) / np.float32(0.06 * canvas.unit)
    stops = [
        np.array(c, np.float32)
        for c in (
            [0.62, 0.4, 0.9],
            [0.3, 0.5, 0.95],
            [0.3, 0.8, 0.45],
            [1, 0.92, 0.35],
            [1, 0.6, 0.25],
            [0.95, 0.3, 0.28],
        )
    ]
    strength = smoothstep(band, 0.0, 0.18) * smoothstep(band, 1.0, 0.82)
    part = canvas.rgb[rows]
    part += (ramp(band, stops) - part) * (strength * np.float32(min(0.52 * bright, 0.9)))[..., None]
    part += (smoothstep(band, 0.1, -0.4) * np.float32(0.05))[..., None]


def measure_haze(canvas: Canvas) -> None:
    """Take the air's colour from what was really painted just above the horizon."""
    row = int(np.clip(canvas.horizon - 2, 0, canvas.height - 1))
    band = canvas.rgb[max(0, row - max(2, canvas.height // 24)) : row + 1].reshape(-1, 3)
    canvas.light = replace(canvas.light, haze=np.clip(band.mean(0), 0, 1).astype(np.float32))
