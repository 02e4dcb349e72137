"""What the weather lays over everything: rain, snow, fog, lightning."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import fbm01
from imagelabs_server.painter.canvas.pixels import Floats, mix, smoothstep
from imagelabs_server.painter.scene import Scene


def paint_lightning(canvas: Canvas, scene: Scene) -> None:
    """A forked flash in the clouds of a storm, before anything stands in front of it."""
    if "storm" not in scene.weather:
        return
    rng = canvas.dice.roll("lightning")
    x, y = canvas.width * rng.uniform(0.2, 0.8), canvas.horizon * 0.06
    line = _bolt(rng, (x, y), canvas.horizon * 0.93, canvas.unit)
    distance = np.full((canvas.height, canvas.width), np.inf, np.float32)
    for px, py in line[::3]:
        np.minimum(distance, np.hypot(canvas.x - px, canvas.y - py), out=distance)
    glow = np.exp(-distance / np.float32(0.045 * canvas.unit)) * np.float32(0.5) * (canvas.y < canvas.horizon)
    canvas.rgb += (np.array([0.86, 0.88, 1.0], np.float32) - canvas.rgb) * glow[..., None]
    starts = [line[:-1]]
    ends = [line[1:]]
    for _ in range(3):
        at = int(rng.integers(len(line) // 5, len(line) * 3 // 4))
        fork = _bolt(
            rng, (float(line[at, 0]), float(line[at, 1])), canvas.horizon * rng.uniform(0.55, 0.85), canvas.unit
        )
        starts.append(fork[:-1])
        ends.append(fork[1:])
    widths = np.concatenate(
        [np.full(len(s), canvas.unit * (0.0055 if i == 0 else 0.003), np.float32) for i, s in enumerate(starts)]
    )
    canvas.accents.add(np.concatenate(starts), np.concatenate(ends), widths, np.array([0.97, 0.96, 1.0], np.float32))


def _bolt(rng: np.random.Generator, start: tuple[float, float], foot: float, unit: float) -> Floats:
    """A jagged line downwards, (n, 2)."""
    n = max(4, int((foot - start[1]) / (0.022 * unit)))
    y = np.linspace(start[1], foot, n)
    x = start[0] + np.cumsum(rng.normal(0, 0.011, n)) * unit
    return np.stack([x, y], 1).astype(np.float32)


def paint_weather(canvas: Canvas, scene: Scene) -> None:
    """Fog over the distance, then rain or snow over everything outdoors."""
    if scene.place in ("space", "underwater"):
        return
    if scene.place in ("windowsill", "room"):
        return  # what falls outside is part of the light that comes in
    if "fog" in scene.weather:
        _fog(canvas, scene.strength("fog"))
    if {"rain", "storm"} & scene.weather:
        _rain(canvas, scene)
    elif "snow" in scene.weather:
        _snow(canvas, scene.strength("snow"))


def _fog(canvas: Canvas, thick: float) -> None:
    """Banks of fog: thick over the ground far off, thin near us; subjects stay visible in it."""
    depth = (canvas.y - canvas.horizon) / np.float32(max(canvas.height - canvas.horizon, 1))
    banks = fbm01(canvas.dice.vary("fog"), canvas.width, canvas.height, (canvas.cells(1.6), 6), 4)
    strength = np.where(depth > 0, np.exp(-np.clip(depth, 0, None) * 1.7), np.exp(-np.clip(-depth, 0, None) * 1.3))
    strength = np.clip(strength * (0.62 + 0.9 * (banks - 0.4)) * np.float32(thick), 0, min(0.86 * thick**0.3, 0.95))
    strength *= 1 - np.float32(0.5) * np.clip(canvas.salience, 0, 1)
    canvas.rgb += (mix(canvas.light.haze, np.ones(3, np.float32), 0.12) - canvas.rgb) * strength[..., None]
    canvas.salience *= 1 - np.float32(0.5) * strength


def _rain(canvas: Canvas, scene: Scene) -> None:
    """Slanting streaks, long near us, with rings where they meet the ground."""
    rng = canvas.dice.vary("rain")
    slant = (0.32 if "storm" in scene.weather else 0.14) * canvas.dice.roll("rain slant").choice([-1.0, 1.0])
    much = max(scene.strength(kind) for kind in scene.weather & {"rain", "storm"})
    n = int((400 if "storm" in scene.weather else 300) * much**1.5 * canvas.width * canvas.height / canvas.unit**2)
    near = rng.uniform(0, 1, n) ** 2
    x, y = rng.uniform(-0.1, 1.1, n) * canvas.width, rng.uniform(-0.1, 1.0, n) * canvas.height
    length = canvas.unit * (0.018 + 0.055 * near)
    starts = np.stack([x, y], 1).astype(np.float32)
    ends = starts + np.stack([slant * length, length], 1).astype(np.float32)
    at = (np.clip(y, 0, canvas.height - 1).astype(int), np.clip(x, 0, canvas.width - 1).astype(int))
    tone = mix(canvas.rgb[at], np.minimum(canvas.light.haze * 1.1 + 0.06, 1), 0.36)
    canvas.accents.add(starts, ends, canvas.unit * 0.0014, np.clip(tone, 0, 1))
    veil = smoothstep(canvas.y, 0, canvas.height) * np.float32(min(0.10 * much**2, 0.5))
    canvas.rgb += (canvas.light.haze - canvas.rgb) * veil[..., None]


def _snow(canvas: Canvas, much: float) -> None:
    """Flakes, a few of them large and near, and far ones that together are a veil."""
    rng = canvas.dice.vary("snowfall")
    veil = np.clip(1.15 - np.abs(canvas.y[:, :1] - canvas.horizon) / np.float32(0.6 * canvas.unit), 0, 1)
    veil *= np.float32(min(0.10 * much**2, 0.5))
    canvas.rgb += (canvas.light.haze - canvas.rgb) * veil[..., None]
    n = int(620 * much**1.5 * canvas.width * canvas.height / canvas.unit**2)
    near = rng.uniform(0, 1, n) ** 3
    places = np.stack([rng.uniform(0, canvas.width, n), rng.uniform(0, canvas.height, n)], 1).astype(np.float32)
    size = (canvas.unit * much**0.4 * (0.0022 + 0.0075 * near)).astype(np.float32)
    flake = canvas.light.lit(np.array([0.97, 0.98, 1.0], np.float32), 0.6) + np.float32(0.12)
    tone = mix(canvas.rgb[places[:, 1].astype(int), places[:, 0].astype(int)], np.minimum(flake, 1), 0.78)
    drift = np.stack([size * 0.7, size * 0.4], 1)
    canvas.accents.add(places, places + drift, size, np.clip(tone, 0, 1))
