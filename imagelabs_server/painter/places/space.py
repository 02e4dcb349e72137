"""Space: nebulae, stars, a planet, and the ground of a moon."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas, Light
from imagelabs_server.painter.canvas.noise import fbm, fbm01, line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, ramp, rgb, smoothstep
from imagelabs_server.painter.places.stage import Stage
from imagelabs_server.painter.scene import Scene
from imagelabs_server.painter.subjects import SUBJECTS

NEBULAE = (
    ("#070818", "#141a44", "#3a2a6e", "#8a3f86", "#e07a8e", "#ffd9b0"),
    ("#050a16", "#0c2440", "#135066", "#2f8a86", "#8fd0a8", "#f4f0c8"),
    ("#0a0714", "#2a1236", "#5c1f4a", "#a83f4a", "#e88a4e", "#ffe0a0"),
)
PLANETS = (
    ("#c98a5a", "#e8c79a"),
    ("#5f86b8", "#a9cfe0"),
    ("#a86a5a", "#d8a58a"),
    ("#7f9a8a", "#cfe0c4"),
    ("#8a74b0", "#d0bfe4"),
)


def space(canvas: Canvas, scene: Scene) -> Stage:
    """Nebulae, stars and planets, with the ground of a moon where something must stand."""
    rng = canvas.dice.roll("space")
    tones = [rgb(c) for c in NEBULAE[int(rng.integers(len(NEBULAE)))]]
    side = rng.choice([-1.0, 1.0])
    asked = next((w.side for w in scene.subjects if w.side in ("left", "right")), None)
    if asked is not None:
        side = -1.0 if asked == "left" else 1.0  # the great planet leaves that side free
    canvas.light = Light(
        x=canvas.width * (0.5 + side * 0.75),
        y=canvas.height * 0.1,
        key=np.array([1.0, 0.94, 0.84], np.float32),
        ambient=mix(np.array([0.24, 0.25, 0.34], np.float32), tones[3], 0.15),
        disc=np.array([1.0, 0.97, 0.9], np.float32),
        haze=tones[2],
        zenith=tones[1],
        backlit=0.25,
        dark=0.9,
    )
    _nebula(canvas, tones)
    canvas.tick()
    _star_dust(canvas, tones)
    _planet(
        canvas,
        rng,
        (canvas.width * (0.5 - side * rng.uniform(0.2, 0.32)), canvas.height * rng.uniform(0.24, 0.36)),
        canvas.unit * rng.uniform(0.14, 0.2),
        True,
    )
    _planet(
        canvas,
        rng,
        (canvas.width * (0.5 + side * rng.uniform(0.24, 0.38)), canvas.height * rng.uniform(0.12, 0.3)),
        canvas.unit * rng.uniform(0.03, 0.06),
        False,
    )
    stands = any(
        SUBJECTS[w.name].stance in ("ground", "surface") or SUBJECTS[w.name].group == "building" for w in scene.subjects
    )
    canvas.horizon = canvas.height * 0.80
    if stands:
        _moon_ground(canvas)
    return Stage(
        ground=(canvas.height * 0.86, canvas.height * 0.95),
        left=canvas.width * (0.30 if side > 0 else 0.0),  # where the great planet is not
        right=canvas.width * (1.0 if side > 0 else 0.70),
        air=(canvas.height * 0.32, canvas.height * 0.78),
        deep=(canvas.height * 0.40, canvas.height * 0.68),  # what swims floats
        shadow=0.8,
        edge="grains",
    )


def _nebula(canvas: Canvas, tones: list[Floats]) -> None:
    """Clouds of gas along a tilted band, folded over themselves (domain warping, Quilez)."""
    w, h = canvas.width, canvas.height
    cells = (canvas.cells(1.5), 1.5 * h / canvas.unit)
    warp = fbm(canvas.dice.roll("warp"), w, h, cells, 4)
    gas = fbm01(canvas.dice.roll("gas"), w, h, cells, 6, 0.58)
    push = (warp * canvas.unit * 0.22).astype(np.int32)
    gas = gas[(np.arange(h)[:, None] + push) % h, (np.arange(w)[None] - push) % w]
    tilt = canvas.dice.roll("tilt").uniform(-0.8, 0.8)
    off = (canvas.y - h * 0.5) / canvas.unit - (canvas.x - w * 0.5) / canvas.unit * np.float32(tilt)
    band = np.exp(-((off / np.float32(0.34)) ** 2))
    canvas.rgb[...] = ramp(np.clip(gas * (0.25 + 0.95 * band) - 0.06, 0, 0.97), tones)
    canvas.steer((warp * 1.8).astype(np.float32), 1.0)


def _star_dust(canvas: Canvas, tones: list[Floats]) -> None:
    """Stars of all sizes; the brightest with a cross of light."""
    rng = canvas.dice.roll("star dust")
    n = int(620 * canvas.width * canvas.height / canvas.unit**2)
    places = np.stack([rng.uniform(0, canvas.width, n), rng.uniform(0, canvas.height, n)], 1).astype(np.float32)
    size = (rng.pareto(2.0, n).clip(0, 6) * 0.0006 + 0.0012) * canvas.unit
    tone = mix(
        np.array([0.75, 0.86, 1.0], np.float32),
        np.array([1.0, 0.92, 0.78], np.float32),
        rng.uniform(0, 1, (n, 1)).astype(np.float32),
    )
    tone = mix(tones[1], tone, rng.uniform(0.4, 1.0, (n, 1)).astype(np.float32))
    canvas.accents.add(
        places, places + np.stack([size * 0.6, 0 * size], 1).astype(np.float32), size.astype(np.float32), tone
    )
    for i in np.argsort(size)[-9:]:
        reach = float(size[i]) * 3.2
        for dx, dy in ((reach, 0.0), (0.0, reach)):
            offset = np.array([[dx, dy]], np.float32)
            canvas.accents.add(
                places[i : i + 1] - offset, places[i : i + 1] + offset, max(1.0, float(size[i]) * 0.3), tone[i]
            )


def _planet(canvas: Canvas, rng: np.random.Generator, middle: tuple[float, float], radius: float, ringed: bool) -> None:
    """A planet with bands and a night side, and perhaps a ring before and behind it."""
    dark, pale = (rgb(c) for c in PLANETS[int(rng.integers(len(PLANETS)))])
    bands = line_noise(rng, 128, 9.0, 4, 0.6)
    tilt = rng.uniform(-0.5, 0.5)
    reach = radius * (2.3 if ringed else 1.1)
    rows = slice(int(max(0, middle[1] - reach)), int(min(canvas.height, middle[1] + reach)) + 1)
    columns = slice(int(max(0, middle[0] - reach)), int(min(canvas.width, middle[0] + reach)) + 1)
    if rows.stop - rows.start < 2 or columns.stop - columns.start < 2:
        return
    u = (canvas.x[rows, columns] - middle[0]) / np.float32(radius)
    v = (canvas.y[rows, columns] - middle[1]) / np.float32(radius)
    c, s = np.float32(np.cos(tilt)), np.float32(np.sin(tilt))
    a, b = u * c + v * s, -u * s + v * c
    flat = a * a + b * b
    z = np.sqrt(np.maximum(1 - flat, 0))
    side = np.float32(np.sign(canvas.light.x - middle[0]))
    facing = np.clip(u * side * 0.75 - v * 0.35 + z * 0.5, 0, 1)
    band = np.clip(0.5 + 0.6 * bands[np.clip((b * 0.5 + 0.5) * 127, 0, 127).astype(int)], 0, 1)
    tone = mix(dark, pale, band) * (canvas.light.ambient * 0.35 + canvas.light.key * facing[..., None])
    part = canvas.rgb[rows, columns]
    cover = smoothstep(flat, 1.02, 0.98)
    if ringed:
        ring = np.sqrt(a * a + (b * 3.4) ** 2)
        gaps = 0.55 + 0.45 * np.sin(ring * 26)
        show = smoothstep(ring, 1.30, 1.38) * smoothstep(ring, 2.12, 2.04) * (0.45 + 0.4 * gaps)
        behind = (b < 0) & (flat < 1)
        cover_ring = np.where(behind, 0, show)
        part += (tone - part) * cover[..., None]
        part += (mix(pale, canvas.light.disc, 0.3) * 0.9 - part) * cover_ring[..., None]
    else:
        part += (tone - part) * cover[..., None]
    canvas.mark_salient(np.maximum(cover, 0.0) * np.float32(0.6), rows, columns)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows, columns] = cover
    canvas.accents.drop_inside(mask)


def _moon_ground(canvas: Canvas) -> None:
    """Grey, cratered ground under a sharp horizon."""
    top = canvas.horizon - canvas.unit * 0.03 * line_noise(
        canvas.dice.roll("moon hills"), canvas.width, canvas.cells(1.6), 5
    )
    rows = canvas.rows_from(float(top.min()) - 1)
    n = rows.stop - rows.start
    dust = fbm01(canvas.dice.roll("moon dust"), canvas.width, n, (canvas.cells(7), 12), 5, 0.6)
    facing = np.clip(0.2 + 0.75 * dust, 0, 1)
    side = np.float32(np.sign(canvas.light.x - canvas.width / 2))
    rng = canvas.dice.roll("craters")
    for _ in range(int(12 * canvas.width / canvas.unit)):
        share = rng.uniform(0.1, 1)
        cx, cy = rng.uniform(0, canvas.width), canvas.horizon + (canvas.height - canvas.horizon) * share
        r = canvas.unit * rng.uniform(0.015, 0.06) * (0.4 + share)
        u, v = (canvas.x[rows] - cx) / np.float32(r), (canvas.y[rows] - cy) / np.float32(r * 0.34)
        d = np.sqrt(u * u + v * v)
        facing += np.where(d < 1.25, np.clip(-u * side, -1, 1) * np.exp(-((d - 0.85) ** 2) * 14) * 0.5, 0)
    albedo = np.array([0.62, 0.60, 0.60], np.float32)
    tone = canvas.light.lit(
        np.broadcast_to(albedo, (*dust.shape, 3)), np.clip(facing, 0.02, 1).astype(np.float32)
    ) * np.float32(0.85)
    cover = np.clip(canvas.y[rows] - top[None] + 0.5, 0, 1)
    canvas.blend(tone, cover, rows)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[rows] = cover
    canvas.accents.drop_inside(mask)
    canvas.steer(0.05, cover, rows)
