"""Flowers on their stems."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.plants.leaves import leaf
from imagelabs_server.painter.subjects.prelude import *

_STEM = "#4f8a3f"


@subject(
    "flower", metres=0.5, stance="surface", group="plant", prominence=0.48, found_in=("garden", "field", "windowsill"),
    held=(0.4, 0.24),
)
def flower(rng: Rng) -> list[Part]:
    petal, tip, heart = pick(rng, (("#f4f0ea", "#ffffff", "#f2b92f"), ("#e86a8a", "#f7a8b8", "#f7d04a"),
        ("#7a6ad0", "#a89af0", "#f5cf4a"), ("#ee8a3a", "#f8b46a", "#7a3f2a"), ("#d8443f", "#ee7a66", "#3a2a2c")))
    bend = float(rng.uniform(-0.06, 0.06))
    count = int(rng.integers(9, 13))
    x, y = bend, 0.735
    parts = [
        detail(limb([(0.0, 0.0, 0.05), (-bend * 0.6, 0.28, 0.042), (bend * 0.4, 0.52, 0.036), (x, y, 0.034)]), _STEM,
            bulge=0.5),
        *leaf(-bend * 0.4, 0.20, 0.30, 0.75),
        *leaf(-bend * 0.3, 0.12, 0.32, 2.35, "#4f8a42"),
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
                parts.append(detail(placed(shine, x, y, scale=size, turn=turn), tip, alpha=0.7))
    parts += [detail(ellipse(x, y, 0.085, 0.085), heart, bulge=0.7)]
    parts += [shadow(ellipse(x + 0.045 * float(np.cos(a)), y + 0.045 * float(np.sin(a)), 0.011, 0.011), 0.25)
        for a in np.arange(0, 6.2, 0.9)]
    return standing(parts, foot=0.0)


@subject(
    "rose", metres=0.5, stance="surface", group="plant", prominence=0.48, found_in=("garden", "windowsill"),
    held=(0.4, 0.24),
)
def rose(rng: Rng) -> list[Part]:
    petal = pick(rng, ("#c92f3f", "#e05f86", "#f2c94a", "#f3e4dc", "#d8552f"))
    lean = float(rng.uniform(-0.04, 0.04))
    dark, pale = darker(petal, 0.3), lighter(petal, 0.22)
    parts = [
        detail(limb([(0.0, 0.0, 0.045), (-lean, 0.3, 0.04), (0.0, 0.62, 0.036)]), _STEM, bulge=0.5),
        *leaf(-lean * 0.5, 0.36, 0.28, 0.55),
        *leaf(-lean, 0.24, 0.30, 2.55, "#4a8440"),
        *(detail(((x, y - 0.02), (x + d * 0.06, y + 0.03), (x, y + 0.04)), darker(_STEM, 0.2))
            for x, y, d in ((0.0, 0.13, 1), (0.0, 0.50, -1))),
    ]
    sepal = contour([(0.0, 0.0, 0), (0.05, -0.04), (0.045, -0.16), (0.0, -0.20, 0), (-0.04, -0.15), (-0.05, -0.03)])
    parts += [detail(placed(sepal, 0.0, 0.655, turn=t), darker(_STEM, 0.08), bulge=0.3)
        for t in (-1.05, -0.35, 0.35, 1.05)]
    cup = [
        (contour([(-0.03, 0.60), (-0.19, 0.66), (-0.255, 0.80), (-0.20, 0.90), (-0.05, 0.88), (0.02, 0.74)]),
            darker(petal, 0.15)), (contour([(0.03, 0.60), (0.19, 0.66), (0.255, 0.80), (0.20, 0.90), (0.05, 0.88),
            (-0.02, 0.74)]), darker(petal, 0.20)),
        (ellipse(0.0, 0.87, 0.165, 0.115), dark), (contour([(-0.15, 0.86), (-0.08, 0.97), (0.04, 0.99), (0.13, 0.93),
            (0.08, 0.86), (-0.04, 0.83)]), petal),
        (ellipse(0.01, 0.885, 0.085, 0.06), dark), (contour([(-0.07, 0.88), (-0.02, 0.94), (0.05, 0.93), (0.075, 0.88),
            (0.02, 0.85)]), pale), (ellipse(0.012, 0.895, 0.032, 0.022), dark),
        (contour([(-0.215, 0.86), (-0.16, 0.72), (-0.06, 0.60), (0.04, 0.59), (0.13, 0.66), (0.15, 0.78), (0.06, 0.80),
            (-0.06, 0.82), (-0.15, 0.88)]), petal),
        (contour([(0.215, 0.87), (0.22, 0.74), (0.14, 0.62), (0.03, 0.585), (0.05, 0.68), (0.10, 0.80), (0.15, 0.87)]),
            pale),
    ]
    parts += [Part(outline, tone, bulge=0.4) for outline, tone in cup]
    parts.append(sheen(limb([(-0.17, 0.84, 0.016), (-0.07, 0.79, 0.024), (0.06, 0.775, 0.014)]), 0.35))
    return standing(parts, foot=0.0)


@subject(
    "sunflower", metres=1.6, stance="ground", group="plant", prominence=0.54, found_in=("field",), held=(0.36, 0.34),
)
def sunflower(rng: Rng) -> list[Part]:
    petal = pick(rng, ("#f2b827", "#f5c935", "#eda21f"))
    lean = float(rng.uniform(-0.05, 0.05))
    x, y = lean, 0.74
    parts = [
        detail(limb([(0.0, 0.0, 0.062), (-lean, 0.32, 0.054), (x, y, 0.046)]), _STEM, bulge=0.5),
        *leaf(-lean * 0.7, 0.30, 0.34, 0.5),
        *leaf(-lean * 0.5, 0.18, 0.36, 2.6, "#4f8a42"),
        *leaf(-lean, 0.44, 0.24, 2.45),
    ]
    blade = contour([(-0.035, 0.10), (-0.048, 0.18), (0.0, 0.275, 0), (0.048, 0.18), (0.035, 0.10)])
    for layer, tone, size in ((0.0, darker(petal, 0.22), 1.0), (0.5, petal, 0.94)):
        parts += [Part(placed(blade, x, y, scale=size, turn=(k + layer) * 2 * np.pi / 17), tone, bulge=0.3)
            for k in range(17)]
    parts += [
        detail(ellipse(x, y, 0.145, 0.145), "#5a3420", bulge=0.5),
        detail(ellipse(x, y, 0.095, 0.095), "#3d2418", bulge=0.3),
    ]
    parts += [detail(ellipse(x + r * float(np.cos(a)), y + r * float(np.sin(a)), 0.011, 0.011), "#c98a3a",
        alpha=0.8) for r, n in ((0.12, 16), (0.075, 10), (0.035, 5))
        for a in np.linspace(0, 2 * np.pi, n, endpoint=False) + r * 9]
    return standing(parts, foot=0.0)


@subject(
    "tulip", metres=0.45, stance="ground", group="plant", prominence=0.46, found_in=("garden", "field"),
    season="spring", held=(0.4, 0.24),
)
def tulip(rng: Rng) -> list[Part]:
    petal = pick(rng, ("#d83a42", "#f0c23a", "#e0709a", "#8a4fb0", "#f2e8e0", "#ee8a35"))
    lean = float(rng.uniform(-0.04, 0.04))
    dark, pale = darker(petal, 0.22), lighter(petal, 0.2)
    blade = contour([(0.0, 0.02), (0.10, 0.20), (0.21, 0.40), (0.30, 0.58, 0), (0.17, 0.46), (0.05, 0.28),
        (-0.02, 0.12)])
    middle = contour([(0.0, 0.60), (-0.10, 0.66), (-0.135, 0.79), (-0.08, 0.91), (0.0, 1.0, 0), (0.08, 0.91),
        (0.135, 0.79), (0.10, 0.66)])
    side = contour([(0.0, 0.595), (-0.12, 0.615), (-0.205, 0.72), (-0.205, 0.85), (-0.165, 0.97, 0), (-0.09, 0.90),
        (-0.02, 0.78)])
    bloom = [
        *(Part(contour([(s * 0.02, 0.66), (s * 0.13, 0.78), (s * 0.10, 0.90), (s * 0.075, 0.985, 0), (0.0, 0.88)]),
            dark, bulge=0.3) for s in (-1, 1)),
        Part(side, petal, bulge=0.5),
        Part(tuple((-x, y) for x, y in side), darker(petal, 0.08), bulge=0.5),
        Part(middle, pale, bulge=0.6),
        *(shadow(limb([(x * 0.5, 0.66, 0.008), (x, 0.78, 0.012), (x * 0.6, 0.90, 0.006)]), 0.16)
            for x in (-0.06, 0.0, 0.06)),
        sheen(limb([(-0.165, 0.70, 0.012), (-0.18, 0.80, 0.020), (-0.165, 0.88, 0.010)]), 0.4),
    ]
    return standing([
        detail(limb([(0.0, 0.0, 0.05), (-lean, 0.3, 0.045), (0.0, 0.63, 0.042)]), _STEM, bulge=0.5),
        detail(tuple((-x * 0.9, y * 0.92) for x, y in blade), "#4a8a48", bulge=0.4),
        detail(blade, "#5d9a50", bulge=0.4),
        sheen(limb([(0.03, 0.16, 0.008), (0.12, 0.34, 0.014), (0.22, 0.49, 0.006)]), 0.3),
        *bloom,
    ], foot=0.0)
