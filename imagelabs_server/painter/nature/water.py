"""Water that mirrors what stands over it: sea, lakes and rivers."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.palettes import palette
from imagelabs_server.painter.scene import Scene


def paint_water(canvas: Canvas, scene: Scene, top: float, calm: float, mask: Floats | None = None) -> None:
    """Water from row `top` down to the bottom, under `mask` where given.

    Args:
        canvas: already painted above `top`, which the water mirrors.
        scene: time and weather.
        top: the row where the water begins.
        calm: 1 is a mirror, 0 a rough sea.
        mask: (height, width), where the water is; everywhere by default.
    """
    first = int(np.clip(top, 2, canvas.height - 2))
    rows = slice(first, canvas.height)
    n = canvas.height - first
    depth = (np.arange(n, dtype=np.float32) / max(n - 1, 1))[:, None]
    waves = _waves(canvas, n, calm)
    canvas.tick()
    mirrored = _mirror(canvas, first, waves, depth, calm)
    body = palette(scene, canvas.dice.roll("palette")).water
    share = np.clip(0.22 + 0.16 * (1 - calm) + (0.42 - 0.22 * calm) * depth, 0, 0.85)
    water = mix(mirrored, body, np.broadcast_to(share, waves.shape))
    strength = np.float32(0.10 + 0.36 * (1 - calm)) * (0.35 + 0.65 * depth)
    water *= 1 + ((waves - 0.5) * 2 * strength)[..., None]
    crest = smoothstep(waves, 0.66, 0.86) * np.float32(0.10 + 0.24 * (1 - calm)) * (0.3 + 0.7 * depth)
    water += (canvas.light.haze - water) * crest[..., None]
    canvas.tick()
    cover = np.ones((n, canvas.width), np.float32) if mask is None else mask[rows]
    canvas.blend(np.clip(water, 0, 1), cover, rows)
    if scene.overcast < 0.8:
        _sun_path(canvas, scene, rows, waves, cover)
    canvas.steer((waves - 0.5) * np.float32(0.9 * (1.2 - calm)), cover, rows)
    if calm < 0.35:
        _whitecaps(canvas, first, waves, cover)


def _waves(canvas: Canvas, n: int, calm: float) -> Floats:
    """Waves in perspective, (n, width), 0 to 1: long rollers and the chop on them."""
    source = max(n, 8)
    long = fbm01(canvas.dice.vary("rollers"), canvas.width, source, (canvas.cells(2.2), 26), 3, 0.6)
    chop = fbm01(canvas.dice.vary("chop"), canvas.width, source, (canvas.cells(9), 70), 3, 0.6)
    # The horizon gathers many waves in few rows, the foreground spreads few over many.
    near = (np.sqrt(np.arange(n, dtype=np.float32) / max(n - 1, 1)) * (source - 1)).astype(np.int32)
    weight = np.float32(0.35 + 0.3 * (1 - calm))
    return long[near] * weight + chop[near] * (1 - weight)


def _mirror(canvas: Canvas, first: int, waves: Floats, depth: Floats, calm: float) -> Floats:
    """What stands above row `first`, upside down and swayed by the waves."""
    n = len(waves)
    reach = min(first, int(n / 0.9) + 1) if calm > 0.5 else first
    up = (np.arange(n) * (reach - 1) / max(n - 1, 1)).astype(np.int32)
    push = ((waves - 0.5) * canvas.unit * (0.03 + 0.10 * (1 - calm)) * (0.15 + depth)).astype(np.int32)
    rise = ((waves - 0.5) * canvas.unit * (0.012 + 0.12 * (1 - calm)) * (0.1 + depth)).astype(np.int32)
    rows = np.clip(first - 1 - up[:, None] + rise, 0, first - 1)
    columns = np.clip(np.arange(canvas.width)[None] + push, 0, canvas.width - 1)
    mirrored: Floats = canvas.rgb[rows, columns]
    return mirrored


def _sun_path(canvas: Canvas, scene: Scene, rows: slice, waves: Floats, cover: Floats) -> None:
    """The road of light under the sun or moon: a soft glow, and glints as accents."""
    light = canvas.light
    n = rows.stop - rows.start
    if light.y < -0.3 * canvas.height or (scene.time == "day" and light.backlit < 0.05):
        return
    strength = {"sunset": 0.85, "dawn": 0.75, "night": 0.65, "day": 0.22}[scene.time] * (1 - scene.overcast)
    depth = (np.arange(n, dtype=np.float32) / max(n - 1, 1))[:, None]
    breadth = canvas.unit * (0.045 + 0.13 * depth)
    road = np.exp(-(((canvas.x[rows] - light.x) / breadth) ** 2)) * smoothstep(waves, 0.42, 0.72) * cover
    part = canvas.rgb[rows]
    part += (light.disc - part) * (road * np.float32(0.6 * strength))[..., None]
    rng = canvas.dice.vary("glints")
    count = int(300 * strength)
    near = rng.uniform(0, 1, count) ** 1.9
    y = rows.start + near * (n - 1)
    x = light.x + rng.normal(0, 0.62, count) * canvas.unit * (0.045 + 0.13 * near)
    inside = (x > 0) & (x < canvas.width - 1)
    x, y, near = x[inside], y[inside], near[inside]
    on_water = cover[(y - rows.start).astype(int), x.astype(int)] > 0.5
    x, y, near = x[on_water], y[on_water], near[on_water]
    length = canvas.unit * (0.004 + 0.020 * near) * rng.uniform(0.35, 1.3, len(x))
    starts = np.stack([x - length, y], 1).astype(np.float32)
    ends = np.stack([x + length, y], 1).astype(np.float32)
    under = canvas.rgb[y.astype(int), x.astype(int)]
    tone = mix(under, light.disc, rng.uniform(0.55, 1.0, (len(x), 1)).astype(np.float32))
    canvas.accents.add(starts, ends, (canvas.unit * (0.0016 + 0.0030 * near)).astype(np.float32), tone)


def _whitecaps(canvas: Canvas, first: int, waves: Floats, cover: Floats) -> None:
    """Foam on the crests of a rough sea."""
    rng = canvas.dice.vary("whitecaps")
    rows, columns = np.nonzero((waves > np.quantile(waves[:: max(1, len(waves) // 64)], 0.93)) & (cover > 0.5))
    if not len(rows):
        return
    pick = rng.integers(len(rows), size=min(260, len(rows)))
    near = rows[pick] / max(len(waves) - 1, 1)
    length = canvas.unit * (0.006 + 0.035 * near) * rng.uniform(0.5, 1.2, len(pick))
    starts = np.stack([columns[pick] - length, first + rows[pick]], 1).astype(np.float32)
    ends = starts + np.stack([2 * length, rng.normal(0, 0.15, len(pick)) * length], 1)
    foam = canvas.light.lit(np.array([0.93, 0.96, 0.97], np.float32), 0.55)
    canvas.accents.add(
        starts, ends.astype(np.float32), (canvas.unit * (0.0015 + 0.006 * near)).astype(np.float32), foam
    )
