"""Where subjects meet the ground or the water: contact and cast shadows, broken edges, reflections, waterlines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from imagelabs_server.painter.canvas import Canvas
from imagelabs_server.painter.canvas.noise import line_noise
from imagelabs_server.painter.canvas.pixels import Floats, mix, soften
from imagelabs_server.painter.figures.sprite import Placement, Sprite, overlap

LEAST = 0.72  # of its light a shaded ground may keep, however little of it is direct


def cast_shadow(canvas: Canvas, sprite: Sprite, place: Placement) -> None:
    """Darken the ground where the figure stands and where it blocks the light."""
    if place.shadow <= 0 or not _touches(sprite, place):
        return
    _sky_shadow(canvas, sprite, place)
    light = canvas.light
    across = np.clip((place.x - light.x) / max(canvas.width, 1), -1, 1)
    steep = float(np.clip((place.ground_y - light.y) / canvas.unit, 0.12, 1.2))
    squash = float(np.clip(0.26 / steep, 0.12, 0.42)) * (0.55 + 0.45 * light.backlit)
    shear = float(np.clip(across / steep * 0.8, -1.6, 1.6))
    reach = int(place.height * squash) + 2
    rows, columns = sprite.cover.shape
    feet = int(np.clip(place.ground_y - sprite.top, 1, rows))
    source_rows = feet - 1 - (np.arange(reach) / max(reach - 1, 1) * (feet - 1)).astype(int)
    silhouette = sprite.cover[source_rows]
    wide = int(abs(shear) * reach) + 1
    shadow = np.zeros((reach, columns + 2 * wide), np.float32)
    for i in range(reach):
        shift = wide + int(shear * i)
        shadow[i, shift : shift + columns] = silhouette[i] * (1 - 0.75 * i / reach)
    pad = 3
    shadow = np.pad(shadow, pad)
    blurred = soften(shadow, max(1.0, place.height * 0.014))
    # Near the feet the edge is sharp, or a thin trunk's shadow would be lost and the crown's would lie there alone.
    near = np.exp(-np.maximum(np.arange(len(shadow), dtype=np.float32) - pad, 0) / (0.25 * reach))[:, None]
    shadow = np.maximum(blurred, near * soften(shadow, 0.8))
    box = Sprite(sprite.left - wide - pad, feet + sprite.top - pad - 1, np.zeros((1, 1, 3), np.float32), shadow, None)
    _shade(canvas, box, np.float32(place.shadow))
    _contact(canvas, sprite, place)


def _touches(sprite: Sprite, place: Placement) -> bool:
    return _footprint(sprite, place) is not None


def _footprint(sprite: Sprite, place: Placement) -> tuple[float, float] | None:
    """The first and last column of what touches the ground."""
    low = int(np.clip(place.ground_y - sprite.top, 1, sprite.cover.shape[0]))
    band = sprite.cover[max(0, low - max(2, int(place.height * 0.06))) : low].max(0)
    columns = np.flatnonzero(band > 0.4)
    if not len(columns):
        return None
    return sprite.left + float(columns[0]), sprite.left + float(columns[-1])


def _sky_shadow(canvas: Canvas, sprite: Sprite, place: Placement) -> None:
    """The soft shade under the whole figure, which blocks the sky's light: it ties foliage to its trunk."""
    foot = _footprint(sprite, place)
    taken = np.flatnonzero(sprite.cover.max(0) > 0.4)
    if foot is None or not len(taken):
        return
    middle = 0.5 * (foot[0] + foot[1])
    whole = 0.5 * float(taken[-1] - taken[0])
    half = max(0.5 * (foot[1] - foot[0]) * 1.1, min(0.75 * whole, 0.5 * place.height), 3.0)
    tall = max(2.0, min(0.18 * half, 0.06 * place.height))
    left, top = int(middle - 2 * half), int(place.ground_y - 2.5 * tall)
    u = (np.arange(left, left + int(4 * half) + 1, dtype=np.float32)[None] - middle) / np.float32(half)
    v = (np.arange(top, top + int(5 * tall) + 1, dtype=np.float32)[:, None] - place.ground_y) / np.float32(tall)
    amount = np.exp(-(np.abs(u) ** 2.6) - v * v).astype(np.float32)
    _shade(
        canvas, Sprite(left, top, np.zeros((1, 1, 3), np.float32), amount, None), np.float32(0.35 + 0.4 * place.shadow)
    )


def _contact(canvas: Canvas, sprite: Sprite, place: Placement, strength: float = 1.0) -> None:
    """The narrow dark line where a thing touches the ground, without which it seems to float."""
    low = int(np.clip(place.ground_y - sprite.top, 1, sprite.cover.shape[0]))
    high = max(0, low - max(3, int(0.07 * place.height)))
    band = sprite.cover[high:low]
    for drop, blur, dark in ((0.022, 0.020, 0.50), (0.008, 0.006, 0.62)):
        move, sigma = max(1, round(drop * place.height)), max(0.8, blur * place.height)
        pad = int(3 * sigma) + 1
        amount = soften(np.pad(band, ((pad + move, pad), (pad, pad))), sigma)
        box = Sprite(sprite.left - pad, sprite.top + high - pad, np.zeros((1, 1, 3), np.float32), amount, None)
        _shade(canvas, box, np.float32(dark * strength * min(1.0, 0.55 + 0.75 * place.shadow)), deep=True)


def _shade(canvas: Canvas, box: Sprite, strength: np.float32, *, deep: bool = False) -> None:
    """Remove the direct light, so that the ambient light's colour is left; with `deep`, most of that too."""
    rows, columns = box.cover.shape
    if box.left + columns <= 0 or box.left >= canvas.width or box.top + rows <= 0 or box.top >= canvas.height:
        return
    on_canvas, inside = overlap(box, canvas)
    light = canvas.light
    left = np.minimum(light.ambient / (light.ambient + 0.62 * light.key) * np.float32(0.86), np.float32(LEAST))
    if deep:
        left = left * np.float32(0.45)
    part = canvas.rgb[on_canvas]
    part *= 1 - (1 - left) * np.clip(box.cover[inside] * strength, 0, 1)[..., None]


def ground_of(canvas: Canvas, sprite: Sprite, place: Placement) -> Floats | None:
    """The colours of the ground along a figure's feet, (n, 3), before its shadow falls; None off the picture."""
    foot = _footprint(sprite, place)
    row = int(place.ground_y + 0.03 * place.height)
    if foot is None or place.edge == "none" or not 0 <= row < canvas.height:
        return None
    columns = np.clip(np.linspace(foot[0], foot[1], 48), 0, canvas.width - 1).astype(int)
    ground: Floats = canvas.rgb[row, columns].copy()
    return ground


def break_edge(canvas: Canvas, sprite: Sprite, place: Placement, ground: Floats | None) -> None:
    """Cover a figure's lowest edge with blades or grains in the colours of the `ground`, (n, 3)."""
    foot = _footprint(sprite, place)
    if foot is None or ground is None:
        return
    first = max(int(foot[0]), sprite.left, 0)
    columns = np.arange(first, min(int(foot[1]) + 1, sprite.left + sprite.cover.shape[1], canvas.width))
    low = int(np.clip(place.ground_y - sprite.top, 1, sprite.cover.shape[0]))
    band = sprite.cover[max(0, low - max(2, int(0.05 * place.height))) : low, columns - sprite.left] > 0.4
    columns, band = columns[band.any(0)], band[:, band.any(0)]  # between the legs there is no edge
    if not len(columns):
        return
    under = (low - np.argmax(band[::-1], 0) + sprite.top).astype(np.float32)
    share = np.clip((columns - foot[0]) / max(foot[1] - foot[0], 1.0), 0, 1)
    tones = ground[(share * (len(ground) - 1)).astype(int)]
    size = min(0.018 * canvas.unit, 0.07 * place.height)
    if place.edge == "grains":
        _drift(canvas, columns, under, tones, size)
        return
    rng = canvas.dice.vary(f"edge {place.x:.0f}")
    pick = rng.integers(0, len(columns), int(np.clip(len(columns) / canvas.unit * 300, 6, 160)))
    pick = pick[canvas.grows(columns[pick], under[pick])]
    x, y = columns[pick].astype(np.float32), under[pick]
    tall = size * (0.25 + 0.75 * rng.beta(1, 2, len(pick)))
    starts = np.stack([x, y + 0.6 * tall], 1).astype(np.float32)
    ends = np.stack([x + rng.normal(0, 0.45, len(pick)) * tall, y - 0.8 * tall], 1).astype(np.float32)
    shaded = tones[pick] * rng.uniform(0.5, 0.95, (len(pick), 1)).astype(np.float32)
    canvas.accents.add(starts, ends, max(0.8, canvas.unit * 0.0018), shaded)


def _drift(canvas: Canvas, columns: NDArray[np.intp], under: Floats, tones: Floats, size: float) -> None:
    """Sand, snow or dirt, blown against the underside `under` of `columns`, up to `size` pixels high."""
    rough = line_noise(canvas.dice.vary("drift"), canvas.width, canvas.cells(28), 4, 0.6)[columns]
    rise = np.float32(size) * np.clip(0.4 + 0.9 * rough, 0, 1).astype(np.float32)
    top = int(max(under.min() - size, 0))
    rows = np.arange(top, int(min(under.max() + 1, canvas.height)))[:, None]
    if not len(rows):
        return
    cover = np.clip(rows - (under - rise) + 0.5, 0, 1) * (rows <= under)
    part = canvas.rgb[rows, columns]
    canvas.rgb[rows, columns] = mix(
        part, np.broadcast_to(tones * np.float32(0.72), part.shape), cover * np.float32(0.8)
    )


def reflect(canvas: Canvas, sprite: Sprite, place: Placement) -> None:
    """Mirror the figure in the water under it, broken by ripples."""
    feet = int(place.ground_y - sprite.top)
    rows = sprite.cover.shape[0]
    if feet < 2 or sprite.top + feet >= canvas.height:
        return
    depth = min(int(feet * 0.8), canvas.height - (sprite.top + feet))
    steps = np.arange(max(depth, 1))
    source = np.clip(feet - 1 - (steps / 0.8).astype(int), 0, rows - 1)
    pad = max(2, int(place.height * 0.05))
    sway = np.sin(steps / max(1.5, place.height * 0.018)) * place.height * 0.02 * (0.2 + steps / max(depth, 1))
    columns = np.clip(np.arange(-pad, sprite.cover.shape[1] + pad)[None] + sway[:, None].astype(int), 0, None)
    columns = np.minimum(columns, sprite.cover.shape[1] - 1)
    cover = sprite.cover[source[:, None], columns] * (0.62 - 0.45 * steps / max(depth, 1))[:, None].astype(np.float32)
    colour = sprite.colour[source[:, None], columns] * np.float32(0.82)
    box = Sprite(sprite.left - pad, sprite.top + feet, colour, cover, None)
    if box.left + cover.shape[1] <= 0 or box.left >= canvas.width:
        return
    on_canvas, inside = overlap(box, canvas)
    part = canvas.rgb[on_canvas]
    part += (colour[inside] - part) * cover[inside][..., None]
    _contact(canvas, sprite, place, 0.6)


def waterline(canvas: Canvas, place: Placement, sprite: Sprite) -> None:
    """Small light strokes where the hull or body breaks the surface."""
    foot = _footprint(sprite, place)
    if foot is None:
        return
    first, last = foot
    rng = canvas.dice.vary(f"waterline {place.x:.0f}")
    n = 26
    x = rng.uniform(first, last, n)
    y = place.ground_y + rng.uniform(-0.002, 0.020, n) * place.height
    length = rng.uniform(0.008, 0.035, n) * (last - first)
    starts = np.stack([x - length, y], 1).astype(np.float32)
    ends = np.stack([x + length, y], 1).astype(np.float32)
    rows = np.clip(y, 0, canvas.height - 1).astype(int)
    columns = np.clip(x, 0, canvas.width - 1).astype(int)
    under = canvas.rgb[rows, columns]
    tone = mix(under, mix(canvas.light.haze, canvas.light.disc, 0.5), rng.uniform(0.3, 0.8, (n, 1)).astype(np.float32))
    canvas.accents.add(starts, ends, max(0.7, canvas.unit * 0.0018), tone)
