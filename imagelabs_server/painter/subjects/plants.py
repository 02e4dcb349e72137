"""Flowers and what else grows singly: flower, rose, sunflower, mushroom, cactus, palm, apple, pumpkin."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Corner,
    Part,
    Subject,
    box,
    clipped,
    contour,
    darker,
    ellipse,
    lighter,
    limb,
    pick,
    placed,
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

_STEM = "#4f8a3f"


def _leaf(x: float, y: float, length: float, turn: float, colour: str = "#5d9a48") -> list[Part]:
    """A leaf with its midrib, growing from (x, y) in the direction of `turn`."""
    blade = contour([(0.0, 0.0, 0), (length * 0.35, length * 0.20), (length * 0.75, length * 0.13), (length, 0.0, 0),
        (length * 0.75, -length * 0.12), (length * 0.35, -length * 0.16)])
    under = contour([(0.0, 0.0, 0), (length * 0.5, 0.0), (length, 0.0, 0), (length * 0.75, -length * 0.12),
        (length * 0.35, -length * 0.16)])
    return [
        Part(placed(blade, x, y, turn=turn), colour, role="detail", bulge=0.4),
        shadow(placed(under, x, y, turn=turn), 0.2),
    ]


def _flower(rng: np.random.Generator) -> list[Part]:
    petal, tip, heart = pick(rng, (("#f4f0ea", "#ffffff", "#f2b92f"), ("#e86a8a", "#f7a8b8", "#f7d04a"),
        ("#7a6ad0", "#a89af0", "#f5cf4a"), ("#ee8a3a", "#f8b46a", "#7a3f2a"), ("#d8443f", "#ee7a66", "#3a2a2c")))
    bend = float(rng.uniform(-0.06, 0.06))
    count = int(rng.integers(9, 13))
    x, y = bend, 0.735
    parts = [
        Part(limb([(0.0, 0.0, 0.05), (-bend * 0.6, 0.28, 0.042), (bend * 0.4, 0.52, 0.036), (x, y, 0.034)]), _STEM,
            role="detail", bulge=0.5),
        *_leaf(-bend * 0.4, 0.20, 0.30, 0.75),
        *_leaf(-bend * 0.3, 0.12, 0.32, 2.35, "#4f8a42"),
    ]
    blade = contour([(-0.02, 0.03), (-0.062, 0.14), (-0.055, 0.235), (0.0, 0.268), (0.055, 0.235), (0.062, 0.14),
        (0.02, 0.03)])
    shine = contour([(-0.008, 0.10), (-0.03, 0.17), (-0.022, 0.225), (0.0, 0.24), (0.022, 0.225), (0.03, 0.17),
        (0.008, 0.10)])
    start = float(rng.uniform(0, 1))
    for layer, size in ((0.0, 1.0), (0.5, 0.88)):
        for k in range(count):
            turn = start + (k + layer) * 2 * np.pi / count
            parts.append(Part(placed(blade, x, y, scale=size, turn=turn),
                darker(petal, 0.16) if layer == 0.0 else petal, bulge=0.4))
            if layer:
                parts.append(Part(placed(shine, x, y, scale=size, turn=turn), tip, role="detail", bulge=0.0, alpha=0.7))
    parts += [Part(ellipse(x, y, 0.085, 0.085), heart, role="detail", bulge=0.7)]
    parts += [shadow(ellipse(x + 0.045 * float(np.cos(a)), y + 0.045 * float(np.sin(a)), 0.011, 0.011), 0.25)
        for a in np.arange(0, 6.2, 0.9)]
    return standing(parts, foot=0.0)


def _rose(rng: np.random.Generator) -> list[Part]:
    petal = pick(rng, ("#c92f3f", "#e05f86", "#f2c94a", "#f3e4dc", "#d8552f"))
    lean = float(rng.uniform(-0.04, 0.04))
    dark, light = darker(petal, 0.3), lighter(petal, 0.22)
    parts = [
        Part(limb([(0.0, 0.0, 0.045), (-lean, 0.3, 0.04), (0.0, 0.62, 0.036)]), _STEM, role="detail", bulge=0.5),
        *_leaf(-lean * 0.5, 0.36, 0.28, 0.55),
        *_leaf(-lean, 0.24, 0.30, 2.55, "#4a8440"),
        *(Part(((x, y - 0.02), (x + d * 0.06, y + 0.03), (x, y + 0.04)), darker(_STEM, 0.2), role="detail", bulge=0.0)
            for x, y, d in ((0.0, 0.13, 1), (0.0, 0.50, -1))),
    ]
    sepal = contour([(0.0, 0.0, 0), (0.05, -0.04), (0.045, -0.16), (0.0, -0.20, 0), (-0.04, -0.15), (-0.05, -0.03)])
    parts += [Part(placed(sepal, 0.0, 0.655, turn=t), darker(_STEM, 0.08), role="detail", bulge=0.3)
        for t in (-1.05, -0.35, 0.35, 1.05)]
    cup = [
        (contour([(-0.03, 0.60), (-0.19, 0.66), (-0.255, 0.80), (-0.20, 0.90), (-0.05, 0.88), (0.02, 0.74)]),
            darker(petal, 0.15)), (contour([(0.03, 0.60), (0.19, 0.66), (0.255, 0.80), (0.20, 0.90), (0.05, 0.88),
            (-0.02, 0.74)]), darker(petal, 0.20)),
        (ellipse(0.0, 0.87, 0.165, 0.115), dark), (contour([(-0.15, 0.86), (-0.08, 0.97), (0.04, 0.99), (0.13, 0.93),
            (0.08, 0.86), (-0.04, 0.83)]), petal),
        (ellipse(0.01, 0.885, 0.085, 0.06), dark), (contour([(-0.07, 0.88), (-0.02, 0.94), (0.05, 0.93), (0.075, 0.88),
            (0.02, 0.85)]), light), (ellipse(0.012, 0.895, 0.032, 0.022), dark),
        (contour([(-0.215, 0.86), (-0.16, 0.72), (-0.06, 0.60), (0.04, 0.59), (0.13, 0.66), (0.15, 0.78), (0.06, 0.80),
            (-0.06, 0.82), (-0.15, 0.88)]), petal),
        (contour([(0.215, 0.87), (0.22, 0.74), (0.14, 0.62), (0.03, 0.585), (0.05, 0.68), (0.10, 0.80), (0.15, 0.87)]),
            light),
    ]
    parts += [Part(outline, tone, bulge=0.4) for outline, tone in cup]
    parts.append(sheen(limb([(-0.17, 0.84, 0.016), (-0.07, 0.79, 0.024), (0.06, 0.775, 0.014)]), 0.35))
    return standing(parts, foot=0.0)


def _sunflower(rng: np.random.Generator) -> list[Part]:
    petal = pick(rng, ("#f2b827", "#f5c935", "#eda21f"))
    lean = float(rng.uniform(-0.05, 0.05))
    x, y = lean, 0.74
    parts = [
        Part(limb([(0.0, 0.0, 0.062), (-lean, 0.32, 0.054), (x, y, 0.046)]), _STEM, role="detail", bulge=0.5),
        *_leaf(-lean * 0.7, 0.30, 0.34, 0.5),
        *_leaf(-lean * 0.5, 0.18, 0.36, 2.6, "#4f8a42"),
        *_leaf(-lean, 0.44, 0.24, 2.45),
    ]
    blade = contour([(-0.035, 0.10), (-0.048, 0.18), (0.0, 0.275, 0), (0.048, 0.18), (0.035, 0.10)])
    for layer, tone, size in ((0.0, darker(petal, 0.22), 1.0), (0.5, petal, 0.94)):
        parts += [Part(placed(blade, x, y, scale=size, turn=(k + layer) * 2 * np.pi / 17), tone, bulge=0.3)
            for k in range(17)]
    parts += [
        Part(ellipse(x, y, 0.145, 0.145), "#5a3420", role="detail", bulge=0.5),
        Part(ellipse(x, y, 0.095, 0.095), "#3d2418", role="detail", bulge=0.3),
    ]
    parts += [Part(ellipse(x + r * float(np.cos(a)), y + r * float(np.sin(a)), 0.011, 0.011), "#c98a3a", role="detail",
        bulge=0.0, alpha=0.8) for r, n in ((0.12, 16), (0.075, 10), (0.035, 5))
        for a in np.linspace(0, 2 * np.pi, n, endpoint=False) + r * 9]
    return standing(parts, foot=0.0)


def _mushroom(rng: np.random.Generator) -> list[Part]:
    cap, spots, small = pick(rng, (("#cf3a31", True, "#d8543f"), ("#a8672f", False, "#b87a42"),
        ("#d8802f", True, "#e09a4a"), ("#8a4f33", False, "#a0643f")))
    stalk = "#f3e8d4"

    def one(x: float, scale: float, colour: str) -> list[Part]:
        stem = contour([(-0.12, 0.02, 0), (-0.135, 0.12), (-0.095, 0.30), (-0.085, 0.56), (0.085, 0.56), (0.095, 0.30),
            (0.135, 0.12), (0.12, 0.02, 0), (0.0, 0.0)])
        top = contour([(-0.44, 0.56), (-0.40, 0.74), (-0.24, 0.93), (0.0, 1.0), (0.24, 0.93), (0.40, 0.74),
            (0.44, 0.56), (0.36, 0.51), (0.0, 0.475), (-0.36, 0.51)])
        gills = contour([(-0.40, 0.535), (0.0, 0.57), (0.40, 0.535), (0.28, 0.485), (0.0, 0.462), (-0.28, 0.485)])
        skirt = contour([(-0.088, 0.44), (-0.15, 0.355), (-0.08, 0.37), (0.0, 0.345), (0.08, 0.37), (0.15, 0.355),
            (0.088, 0.44), (0.0, 0.455)])
        parts = [
            Part(stem, stalk, role="detail", bulge=0.6),
            shadow(clipped(stem, [(0.03, 0.0), (0.2, 0.0), (0.2, 0.6), (0.02, 0.6)]), 0.2),
        ]
        if spots:
            parts.append(Part(skirt, lighter(stalk, 0.4), role="detail", bulge=0.3))
        parts += [
            shadow(clipped(stem, box(-0.3, 0.44, 0.3, 0.6)), 0.3),
            Part(top, colour, bulge=0.7),
            shadow(clipped(top, [(0.14, 0.4), (0.6, 0.4), (0.6, 1.0), (0.34, 1.0)]), 0.16),
            Part(gills, "#e2cda6", role="detail", bulge=0.2),
        ]
        parts += [shadow(limb([(gx * 0.5, 0.545, 0.010), (gx, 0.505, 0.014)]), 0.22)
            for gx in (-0.26, -0.17, -0.08, 0.08, 0.17, 0.26)]
        if spots:
            parts += [Part(clipped(ellipse(sx, sy, rx, ry), top), "#fbf5e8", role="detail", bulge=0.3)
                for sx, sy, rx, ry in ((-0.03, 0.86, 0.075, 0.055), (-0.23, 0.745, 0.058, 0.05),
                (0.19, 0.79, 0.055, 0.05), (0.02, 0.675, 0.06, 0.045), (0.30, 0.64, 0.045, 0.04),
                (-0.33, 0.615, 0.04, 0.036), (-0.16, 0.605, 0.034, 0.026))]
        else:
            parts.append(sheen(ellipse(-0.14, 0.84, 0.13, 0.055, turn=0.6), 0.28))
        return put(parts, x, 0.0, scale=scale)

    grass = [Part(contour([(x - 0.03, 0.0, 0), (x + d * 0.4, 0.09), (x + d, h, 0), (x + 0.03 + d * 0.2, 0.07),
        (x + 0.03, 0.0, 0)]), "#5f9444" if i % 2 else "#4c7f3c", role="detail", bulge=0.2)
             for i, (x, d, h) in enumerate(((-0.22, -0.06, 0.17), (-0.14, 0.03, 0.13), (0.13, -0.03, 0.14),
                 (0.20, 0.07, 0.19), (0.27, 0.03, 0.12)))]
    return standing([*one(0.36, 0.50, small), *one(0.0, 1.0, cap), *grass], foot=0.0)


def _cactus(rng: np.random.Generator) -> list[Part]:
    skin = pick(rng, ("#5c9650", "#4f8a5a", "#6a9a48"))
    bloom = rng.random() < 0.7
    high = float(rng.uniform(-0.06, 0.06))
    left = [(-0.05, 0.36, 0.13), (-0.20, 0.37, 0.135), (-0.275, 0.44, 0.135), (-0.28, 0.60 + high, 0.125)]
    right = [(0.05, 0.47, 0.12), (0.19, 0.48, 0.125), (0.255, 0.55, 0.125), (0.26, 0.74 - high, 0.11)]
    trunk = [(0.0, 0.0, 0.22), (0.0, 0.40, 0.235), (0.0, 0.89, 0.19)]
    parts = [
        Part(limb(left), skin, bulge=0.6),
        Part(limb(right), skin, bulge=0.6),
        Part(clipped(limb(trunk), box(-1, 0.0, 1, 1)), skin, bulge=0.6),
    ]
    ribs = [[(-0.055, 0.03, 0.018), (-0.06, 0.45, 0.02), (-0.045, 0.90, 0.014)],
        [(0.0, 0.03, 0.018), (0.0, 0.45, 0.02), (0.0, 0.94, 0.014)],
        [(0.055, 0.03, 0.018), (0.06, 0.45, 0.02), (0.045, 0.90, 0.014)],
            [(-0.14, 0.365, 0.016), (-0.24, 0.40, 0.018), (-0.28, 0.50, 0.018),
                (-0.28, 0.61 + high, 0.014)], [(0.13, 0.475, 0.016), (0.22, 0.51, 0.018), (0.258, 0.60, 0.018),
                (0.26, 0.74 - high, 0.014)]]
    parts += [shadow(limb(r), 0.28) for r in ribs]
    parts += [Part(limb([(x, y, 0.014), (x + 0.018, y + 0.016, 0.008)]), "#f4ecc8", role="detail", bulge=0.0)
        for x, y in ((-0.085, 0.18), (-0.03, 0.25), (0.03, 0.14), (-0.085, 0.55), (0.03, 0.60), (-0.03, 0.74),
        (0.075, 0.36), (-0.03, 0.47), (0.07, 0.80), (-0.30, 0.53), (0.235, 0.63), (0.075, 0.20))]
    if bloom:
        for x, y in ((0.0, 0.985), (-0.28, 0.67 + high)):
            parts += [Part(placed(contour([(0.0, 0.0, 0), (-0.022, 0.03), (0.0, 0.07, 0), (0.022, 0.03)]), x, y - 0.01,
                turn=t), "#e8608a", role="detail", bulge=0.2) for t in (-1.0, 1.0, -0.45, 0.45, 0.0)]
    return standing(parts, foot=0.0)


def _palm(rng: np.random.Generator) -> list[Part]:
    lean = float(rng.uniform(0.06, 0.16))
    leaf, bark = pick(rng, ("#4f9a4a", "#5aa052", "#468a50")), "#a0764a"
    x, y = lean, 0.72
    trunk = limb([(-lean * 0.6, 0.0, 0.115), (-lean * 0.5, 0.20, 0.08), (0.0, 0.45, 0.066), (x, y, 0.058)])
    fronds = []
    for k, (angle, reach, drop) in enumerate(((2.75, 0.48, 0.30), (0.35, 0.48, 0.30), (2.2, 0.44, 0.14),
        (0.95, 0.44, 0.14), (3.2, 0.40, 0.36), (-0.08, 0.40, 0.36), (1.62, 0.30, 0.02))):
        tip = (x + reach * float(np.cos(angle)), y + reach * 0.75 * float(np.sin(angle)) - drop * 0.6)
        top = (x + reach * 0.55 * float(np.cos(angle)), y + 0.10 + reach * 0.55 * float(np.sin(angle)) - drop * 0.1)
        spine = np.array([(x, y), top, tip])
        t = np.linspace(0, 1, 8)[:, None]
        curve = (1 - t) ** 2 * spine[0] + 2 * t * (1 - t) * spine[1] + t**2 * spine[2]
        upper: list[Corner] = []
        lower: list[Corner] = []
        for i, (px, py) in enumerate(curve):
            w = 0.075 * float(np.sin(np.pi * min(1.0, (i + 0.6) / 7.6)))
            upper.append((float(px), float(py) + w * 0.45))
            if 0 < i < 7:
                lower += [(float(px), float(py) - w * 1.25, 0),
                    (float(px) + 0.02 * float(np.sign(np.cos(angle))), float(py) - w * 0.35, 0)]
        outline = contour([*upper, *reversed(lower)], per_segment=3)
        tone = darker(leaf, 0.28) if k in (4, 5) else (leaf if k % 2 else darker(leaf, 0.10))
        fronds += [
            Part(outline, tone, bulge=0.3),
            Part(limb([(float(a), float(b), 0.014) for a, b in curve]), lighter(leaf, 0.35), role="detail", bulge=0.0),
        ]
    parts = [Part(clipped(trunk, box(-1, 0.0, 1, 1)), bark, role="detail", bulge=0.6)]
    parts += [shadow(clipped(trunk, [(-1, h), (1, h + 0.05), (1, h + 0.068), (-1, h + 0.018)]), 0.3)
        for h in np.arange(0.04, 0.68, 0.065)]
    parts += [*fronds[8:12], *fronds[0:8], *fronds[12:]]
    parts += [Part(ellipse(x + dx, y - 0.03 + dy, 0.034, 0.038), "#7a5030", role="detail", bulge=0.7)
        for dx, dy in ((-0.04, 0.0), (0.035, -0.005), (0.0, -0.03))]
    return standing(parts, foot=0.0)


def _apple(rng: np.random.Generator) -> list[Part]:
    skin, blush = pick(rng, (("#cf3a33", "#8f2430"), ("#8fb03c", "#5f8a30"), ("#e2b23a", "#d8632f"),
        ("#d8503a", "#e8a23a")))
    body = contour([(0.0, 0.78), (-0.16, 0.83), (-0.33, 0.79), (-0.43, 0.63), (-0.42, 0.40), (-0.33, 0.18),
        (-0.19, 0.03), (-0.08, 0.0), (0.0, 0.035), (0.08, 0.0), (0.19, 0.03), (0.33, 0.18), (0.42, 0.40), (0.43, 0.63),
        (0.33, 0.79), (0.16, 0.83)])
    parts = [
        Part(body, skin, bulge=0.8),
        Part(clipped(body, ellipse(0.26, 0.36, 0.26, 0.40, turn=-0.2)), blush, role="detail", bulge=0.3, alpha=0.45),
        shadow(clipped(body, [(-0.5, -0.1), (0.5, -0.1), (0.5, 0.12), (-0.5, 0.08)]), 0.25),
        shadow(contour([(-0.15, 0.80), (0.0, 0.735), (0.15, 0.80), (0.07, 0.79), (0.0, 0.775), (-0.07, 0.79)]), 0.45),
        Part(limb([(0.0, 0.765, 0.05), (0.015, 0.88, 0.042), (0.07, 0.985, 0.055)]), "#6a4630", role="detail",
            bulge=0.4),
        *_leaf(0.03, 0.86, 0.34, 0.28, "#6aa048"),
        sheen(contour([(-0.30, 0.70), (-0.345, 0.58), (-0.33, 0.44), (-0.285, 0.44), (-0.275, 0.58), (-0.24, 0.69)]),
            0.55),
    ]
    return standing(parts, foot=0.0)


def _pear(rng: np.random.Generator) -> list[Part]:
    skin, blush = pick(rng, (("#c9c24a", "#d88a3a"), ("#9ab84a", "#c9a23a"), ("#d8b03f", "#c9562f"),
        ("#b8602f", "#8f3428")))
    lean = float(rng.uniform(-0.03, 0.05))
    body = contour([(0.02 + lean, 0.86), (-0.10 + lean, 0.83), (-0.16, 0.70), (-0.21, 0.54), (-0.34, 0.36),
        (-0.36, 0.18), (-0.24, 0.03), (-0.08, 0.0), (0.0, 0.02), (0.08, 0.0), (0.24, 0.03), (0.36, 0.18), (0.34, 0.36),
        (0.22, 0.54), (0.18, 0.70), (0.13 + lean, 0.83)])
    freckles = ((-0.20, 0.30), (0.05, 0.24), (0.16, 0.42), (-0.05, 0.50), (0.22, 0.18), (-0.12, 0.14), (0.03, 0.66))
    return standing([
        Part(body, skin, bulge=0.8),
        Part(clipped(body, ellipse(0.22, 0.28, 0.22, 0.34, turn=0.2)), blush, role="detail", bulge=0.3, alpha=0.35),
        *(Part(ellipse(x, y, 0.010, 0.010), darker(skin, 0.3), role="detail", bulge=0.0) for x, y in freckles),
        shadow(clipped(body, [(-0.5, -0.1), (0.5, -0.1), (0.5, 0.12), (-0.5, 0.08)]), 0.25),
        Part(limb([(0.02 + lean, 0.83, 0.05), (0.03 + lean, 0.92, 0.042), (0.08 + lean, 1.0, 0.052)]), "#6a4630",
            role="detail", bulge=0.4),
        *_leaf(0.05 + lean, 0.88, 0.32, 0.35, "#6aa048"),
        sheen(contour([(-0.24, 0.36), (-0.285, 0.25), (-0.26, 0.14), (-0.215, 0.16), (-0.225, 0.26), (-0.19, 0.36)]),
            0.5),
    ], foot=0.0)


def _tulip(rng: np.random.Generator) -> list[Part]:
    petal = pick(rng, ("#d83a42", "#f0c23a", "#e0709a", "#8a4fb0", "#f2e8e0", "#ee8a35"))
    lean = float(rng.uniform(-0.04, 0.04))
    dark, light = darker(petal, 0.22), lighter(petal, 0.2)
    blade = contour([(0.0, 0.02), (0.10, 0.20), (0.21, 0.40), (0.30, 0.58, 0), (0.17, 0.46), (0.05, 0.28),
        (-0.02, 0.12)])
    middle = contour([(0.0, 0.60), (-0.10, 0.66), (-0.135, 0.79), (-0.08, 0.91), (0.0, 1.0, 0), (0.08, 0.91),
        (0.135, 0.79), (0.10, 0.66)])
    side = contour([(0.0, 0.595), (-0.12, 0.615), (-0.205, 0.72), (-0.205, 0.85), (-0.165, 0.97, 0), (-0.09, 0.90),
        (-0.02, 0.78)])
    bloom = [
        *(Part(contour([(s * 0.02, 0.66), (s * 0.13, 0.78), (s * 0.10, 0.90), (s * 0.075, 0.985, 0), (0.0, 0.88)]),
            dark,
            bulge=0.3) for s in (-1, 1)),
        Part(side, petal, bulge=0.5),
        Part(tuple((-x, y) for x, y in side), darker(petal, 0.08), bulge=0.5),
        Part(middle, light, bulge=0.6),
        *(shadow(limb([(x * 0.5, 0.66, 0.008), (x, 0.78, 0.012), (x * 0.6, 0.90, 0.006)]), 0.16)
            for x in (-0.06, 0.0, 0.06)),
        sheen(limb([(-0.165, 0.70, 0.012), (-0.18, 0.80, 0.020), (-0.165, 0.88, 0.010)]), 0.4),
    ]
    return standing([
        Part(limb([(0.0, 0.0, 0.05), (-lean, 0.3, 0.045), (0.0, 0.63, 0.042)]), _STEM, role="detail", bulge=0.5),
        Part(tuple((-x * 0.9, y * 0.92) for x, y in blade), "#4a8a48", role="detail", bulge=0.4),
        Part(blade, "#5d9a50", role="detail", bulge=0.4),
        sheen(limb([(0.03, 0.16, 0.008), (0.12, 0.34, 0.014), (0.22, 0.49, 0.006)]), 0.3),
        *bloom,
    ], foot=0.0)


def _pumpkin(rng: np.random.Generator) -> list[Part]:
    skin = pick(rng, ("#e07f26", "#d8702a", "#e8952f"))
    carved = rng.random() < 0.4
    parts = [Part(ellipse(s * 0.36, 0.40, 0.22, 0.34), darker(skin, 0.30), bulge=0.6) for s in (-1, 1)]
    parts += [Part(ellipse(s * 0.22, 0.405, 0.23, 0.385), darker(skin, 0.14), bulge=0.6) for s in (-1, 1)]
    parts += [
        Part(ellipse(0.0, 0.405, 0.20, 0.40), skin, bulge=0.6),
        sheen(ellipse(-0.06, 0.62, 0.035, 0.11, turn=0.1), 0.3),
    ]
    stem = contour([(-0.10, 0.77, 0), (-0.05, 0.84), (-0.06, 0.94), (-0.13, 1.0, 0), (0.02, 1.02, 0), (0.05, 0.90),
        (0.10, 0.77, 0), (0.0, 0.75)])
    parts += [Part(stem, "#6f8a3f", role="detail", bulge=0.5), *_leaf(0.06, 0.81, 0.28, 0.1)]
    if carved:
        glow = "#ffd34a"
        parts += [Part(((s * 0.07, 0.47), (s * 0.25, 0.47), (s * 0.16, 0.62)), glow, role="light", bulge=0.0)
            for s in (-1, 1)]
        parts += [
            Part(((-0.045, 0.37), (0.045, 0.37), (0.0, 0.44)), glow, role="light", bulge=0.0),
            Part(((-0.32, 0.34), (-0.20, 0.30), (-0.15, 0.25), (-0.08, 0.30), (0.08, 0.30), (0.15, 0.25), (0.20, 0.30),
                (0.32, 0.34), (0.22, 0.17), (0.08, 0.12), (0.05, 0.17), (-0.05, 0.17), (-0.08, 0.12), (-0.22, 0.17)),
                glow, role="light", bulge=0.0),
        ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("flower", metres=0.5, stance="surface", group="plant", draw=_flower, prominence=0.48),
    Subject("rose", metres=0.5, stance="surface", group="plant", draw=_rose, prominence=0.48),
    Subject("sunflower", metres=1.6, stance="ground", group="plant", draw=_sunflower, prominence=0.54),
    Subject("mushroom", metres=0.2, stance="ground", group="plant", draw=_mushroom, prominence=0.38),
    Subject("cactus", metres=3.0, stance="ground", group="plant", draw=_cactus, prominence=0.48),
    Subject("palm", metres=9.0, stance="ground", group="plant", draw=_palm, prominence=0.56, crown=0.8),
    Subject("apple", metres=0.09, stance="surface", group="thing", draw=_apple, prominence=0.30),
    Subject("pear", metres=0.1, stance="surface", group="plant", draw=_pear, prominence=0.30),
    Subject("tulip", metres=0.45, stance="ground", group="plant", draw=_tulip, prominence=0.46),
    Subject("pumpkin", metres=0.35, stance="surface", group="thing", draw=_pumpkin, prominence=0.32),
)
