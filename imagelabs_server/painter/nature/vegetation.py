"""What grows: leafy crowns made of dabs, conifers, trunks, grass and flowers, each lit from the canvas's light."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.fills import dabs, polygons
from imagelabs_server.painter.canvas.pixels import Floats, mix
from imagelabs_server.painter.palettes import material, season_of
from imagelabs_server.painter.scene import Scene


def foliage(
    canvas: Canvas, middle: tuple[float, float], size: float, leaves: Sequence[Floats], rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """The dabs of a leafy crown, dark inside and light where the sun reaches: centres, radii, colours.

    Args:
        canvas: gives the light.
        middle: the crown's middle, pixels.
        size: its height, pixels.
        leaves: local colours to choose from.
        rng: its shape.
    """
    turn = np.linspace(0, 2 * np.pi, 9, endpoint=False) + rng.uniform(0, 6)
    out = rng.uniform(0.14, 0.34, 9)
    lobes = np.stack([np.cos(turn) * out * 1.15, np.sin(turn) * out * 0.9 + 0.02, rng.uniform(0.20, 0.30, 9)], 1)
    n = int(np.clip(size * 3.0, 60, 420))
    lobe = lobes[rng.integers(9, size=n)]
    angle, reach = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n))
    u = lobe[:, 0] + np.cos(angle) * reach * lobe[:, 2]
    v = lobe[:, 1] + np.sin(angle) * reach * lobe[:, 2]
    to_light = np.array([canvas.light.x - middle[0], min(canvas.light.y - middle[1], -0.3 * size)])
    to_light /= np.linalg.norm(to_light)
    local = np.cos(angle) * reach * to_light[0] + np.sin(angle) * reach * to_light[1]
    whole = (u * to_light[0] + v * to_light[1]) * 1.5
    facing = np.clip(0.38 + 0.32 * local + 0.42 * whole + rng.normal(0, 0.07, n), 0.02, 1)
    order = np.argsort(facing + rng.normal(0, 0.12, n))
    albedo = np.stack(leaves)[rng.integers(len(leaves), size=n)] * rng.normal(1, 0.07, (n, 1))
    colours = canvas.light.lit(albedo.astype(np.float32), facing.astype(np.float32))
    centres = np.stack([middle[0] + u * size, middle[1] + v * size], 1)
    radii = size * rng.uniform(0.035, 0.075, n)
    return centres[order].astype(np.float32), radii[order].astype(np.float32), colours[order]


def leafy_tree(
    canvas: Canvas, foot: tuple[float, float], height: float, scene: Scene, rng: np.random.Generator, far: float = 0.0
) -> None:
    """A broad-leaved tree, its trunk and, outside winter, its crown; `far` is how much haze lies before it."""
    light, x, y = canvas.light, foot[0], foot[1]
    bark = mix(light.lit(material("bark"), 0.35), light.haze, far)
    lean = rng.uniform(-0.06, 0.06) * height
    wide = height * 0.035
    trunk = np.array(
        [
            (x - wide, y),
            (x - wide * 0.5 + lean, y - height * 0.55),
            (x + wide * 0.5 + lean, y - height * 0.55),
            (x + wide, y),
        ]
    )
    outlines = [trunk]
    for _ in range(7 if scene.season == "winter" else 3):
        begin = rng.uniform(0.32, 0.6)
        angle = rng.uniform(-1.0, 1.0)
        tip = (x + lean + np.sin(angle) * height * 0.36, y - height * (begin + 0.34 * np.cos(angle)))
        start = (x + lean * begin / 0.55, y - height * begin)
        outlines.append(np.array([(start[0] - wide * 0.4, start[1]), tip, (start[0] + wide * 0.4, start[1])]))
    polygons(canvas, outlines, [bark] * len(outlines))
    if scene.season == "winter":
        return
    centres, radii, colours = foliage(
        canvas, (x + lean, y - height * 0.66), height * 0.66, season_of(scene).leaves, rng
    )
    dabs(canvas, centres, radii, mix(colours, light.haze, far))


def conifer(foot: tuple[float, float], height: float, rng: np.random.Generator) -> tuple[list[Floats], list[Floats]]:
    """The outlines of a fir: the whole of it, and the sprays on its right half, for light or shade to one side."""
    x, y = foot
    tiers = int(np.clip(height / 9, 4, 9))
    wide = height * rng.uniform(0.17, 0.23)
    whole: list[Floats] = []
    half: list[Floats] = []
    for i in range(tiers):
        t0, t1 = i / tiers, min(1.0, (i + 1.75) / tiers)
        reach = wide * (0.12 + 0.88 * t1) * rng.uniform(0.85, 1.12)
        top, low = y - height * (1 - 0.94 * t0), y - height * (1 - 0.94 * t1) * 1.0
        drop = height * 0.02
        whole.append(
            np.array(
                [
                    (x, top),
                    (x + reach, low + drop),
                    (x + reach * 0.45, low - drop),
                    (x, low + drop),
                    (x - reach * 0.5, low - drop),
                    (x - reach, low + drop),
                ]
            )
        )
        half.append(
            np.array([(x, top), (x + reach, low + drop), (x + reach * 0.5, low - drop), (x + reach * 0.12, low)])
        )
    return whole, half


def firs(
    canvas: Canvas,
    feet: Floats,
    heights: Floats,
    scene: Scene,
    rng: np.random.Generator,
    far: float = 0.0,
) -> None:
    """Firs at `feet` ((n, 2), back to front) of `heights` pixels, lit from the sun's side, snowed on in winter."""
    light = canvas.light

    def tone(albedo: Floats, facing: float) -> Floats:
        return mix(light.lit(albedo, facing), light.haze, far)

    outlines: list[Floats] = []
    colours: list[Floats] = []
    bark = tone(material("bark"), 0.2)
    snows = tone(material("snow"), 0.75), tone(material("snow"), 0.12)
    greens = material("conifer") * rng.normal(1, 0.10, (len(feet), 1)).astype(np.float32)
    shades, lights = tone(greens, 0.10), tone(greens * np.float32(1.25), 0.75)
    for i, ((x, y), height) in enumerate(zip(feet.tolist(), heights.tolist(), strict=True)):
        wide, up = height * 0.018, height * 0.15
        whole, half = conifer((x, y - height * 0.03), height, rng)
        left = [np.stack([2 * x - o[:, 0], o[:, 1]], 1) for o in half]
        near, off = (left, half) if light.x < x else (half, left)
        outlines.append(np.array([(x - wide, y), (x - wide, y - up), (x + wide, y - up), (x + wide, y)]))
        colours.append(bark)
        for body, side, back in zip(reversed(whole), reversed(near), reversed(off), strict=True):
            outlines += [body, side]
            colours += [shades[i], lights[i]]
            if scene.snowy:
                # Snow lies on the upper side of each tier, blue in the shade; the green shows under it.
                outlines += [_snow_cap(side, x, rng), _snow_cap(back, x, rng)]
                colours += snows
    polygons(canvas, outlines, colours)


def _snow_cap(spray: Floats, middle: float, rng: np.random.Generator) -> Floats:
    """The snow on one half of a tier: its upper edge, and a ragged lower one."""
    top, tip = spray[0], spray[1]
    points = [(float(top[0]), float(top[1]))]
    reach = float(tip[0]) - middle
    fall = float(tip[1] - top[1])
    points.append((middle + 0.97 * reach, float(tip[1]) - 0.05 * fall))
    points += [
        (middle + share * reach, float(top[1]) + fall * (share * 0.92 + rng.uniform(0.02, 0.20)))
        for share in (0.72, 0.5, 0.26, 0.05)
    ]
    return np.array(points, np.float32)


def grass(canvas: Canvas, top: float, scene: Scene, thick: float = 1.0) -> None:
    """Blades of grass in the foreground, from row `top` down, set as accents."""
    if scene.snowy:
        return
    rng = canvas.dice.vary("grass")
    n = int(760 * thick * canvas.width / canvas.unit)
    depth = rng.uniform(0, 1, n) ** 0.7
    y = top + depth * (canvas.height * 1.03 - top)
    x = rng.uniform(0, canvas.width, n)
    keep = canvas.grows(x, y)
    x, y, depth, n = x[keep], y[keep], depth[keep], int(keep.sum())
    length = canvas.unit * (0.010 + 0.030 * depth) * rng.uniform(0.6, 1.3, n)
    lean = rng.normal(0.15 if "wind" not in scene.weather else 0.6, 0.3, n)
    starts = np.stack([x, y], 1)
    ends = starts + np.stack([lean * length, -length], 1)
    at = (np.clip(y, 0, canvas.height - 1).astype(int), np.clip(x, 0, canvas.width - 1).astype(int))
    tone = canvas.rgb[at] * rng.uniform(0.74, 1.26, (n, 1)) + canvas.light.key * rng.uniform(0, 0.06, (n, 1))
    widths = canvas.unit * (0.0013 + 0.0015 * depth)
    canvas.accents.add(starts, ends, widths.astype(np.float32), np.clip(tone, 0, 1).astype(np.float32))


def flowers(canvas: Canvas, top: float, scene: Scene, thick: float = 1.0) -> None:
    """Blossoms strewn in drifts from row `top` down, smaller far off."""
    if scene.snowy or "flowers" in scene.without:
        return
    rng = canvas.dice.roll("flowers")
    kinds = season_of(scene).flowers
    n = int(900 * thick * canvas.width / canvas.unit)
    depth = rng.uniform(0, 1, n) ** 1.1
    y = top + depth * (canvas.height * 1.02 - top)
    x = rng.uniform(0, canvas.width, n)
    drift = np.sin(x / canvas.unit * rng.uniform(3, 6) + 4 * depth + rng.uniform(0, 6)) + np.sin(
        x / canvas.unit * 11 - 9 * depth
    )
    keep = (drift + rng.normal(0, 0.6, n) > 0.1) & canvas.grows(x, y)
    x, y, depth = x[keep], y[keep], depth[keep]
    order = np.argsort(y)
    x, y, depth = x[order], y[order], depth[order]
    kind = (
        np.floor((np.sin(x / canvas.unit * 5 + 3 * depth) * 0.5 + 0.5) * len(kinds) + rng.normal(0, 0.5, len(x)))
    ).astype(int)
    albedo = np.stack(kinds)[np.clip(kind, 0, len(kinds) - 1)] * rng.normal(1, 0.06, (len(x), 1))
    colour = canvas.light.lit(albedo.astype(np.float32), rng.uniform(0.35, 0.9, len(x)).astype(np.float32))
    size = canvas.unit * (0.0024 + 0.0105 * depth**1.6) * rng.uniform(0.6, 1.3, len(x))
    starts = np.stack([x, y], 1).astype(np.float32)
    turn = rng.uniform(0, np.pi, len(x))
    ends = starts + np.stack([np.cos(turn) * size, -np.sin(turn) * size], 1)
    canvas.accents.add(starts, ends.astype(np.float32), size.astype(np.float32), np.clip(colour, 0, 1))
