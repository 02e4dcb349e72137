"""What is ridden on two wheels."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "bicycle", metres=1.1, stance="ground", group="vehicle", prominence=0.38, seat=(-0.50, 0.86),
    found_in=("street", "garden", "field"), ridden=True,
)
def bicycle(rng: Rng) -> list[Part]:
    paint = pick(rng, ("#d0413a", "#2f7fb0", "#e0a832", "#4a9a6a", "#8a5aa0"))
    basket = rng.random() < 0.6
    r = 0.335
    rear, front, pedal = (-0.56, r), (0.60, r), (-0.08, 0.30)
    parts: list[Part] = []
    for x, y in (rear, front):
        parts += [
            *(detail(placed(box(-0.007, -r * 0.92, 0.007, r * 0.92), x, y, turn=k * np.pi / 5 + 0.2), "#b9bdc4")
                for k in range(5)),
            detail(ring(x, y, r, r * 0.845), "#2b2930", bulge=0.4),
            detail(ring(x, y, r * 0.86, r * 0.80), "#d6d9de", bulge=0.3),
            detail(ellipse(x, y, 0.042, 0.042), "#8a8d94", bulge=0.5),
        ]
    tube = 0.046
    parts += [
        Part(limb([(*rear, 0.036), (*pedal, 0.036)]), darker(paint, 0.3), bulge=0.4),
        Part(limb([(*rear, 0.036), (-0.19, 0.70, 0.036)]), darker(paint, 0.2), bulge=0.4),
        Part(limb([(*pedal, tube), (-0.225, 0.80, tube)]), paint, bulge=0.5),
        Part(limb([(-0.19, 0.70, tube), (0.42, 0.73, tube)]), paint, bulge=0.5),
        Part(limb([(*pedal, tube), (0.43, 0.66, tube)]), paint, bulge=0.5),
        Part(limb([(0.40, 0.82, tube), (0.445, 0.66, tube), (0.52, 0.46, 0.04), (*front, 0.034)]), paint, bulge=0.5),
        detail(limb([(-0.225, 0.78, 0.032), (-0.245, 0.87, 0.032)]), "#9a9da4", bulge=0.4),
        detail(contour([(-0.40, 0.905), (-0.38, 0.95), (-0.24, 0.925), (-0.08, 0.905), (-0.09, 0.87), (-0.22, 0.865),
            (-0.34, 0.855)]), "#4a3028", bulge=0.6),
        detail(limb([(0.40, 0.81, 0.034), (0.375, 0.93, 0.034)]), "#9a9da4", bulge=0.4),
        detail(limb([(0.375, 0.93, 0.038), (0.47, 0.99, 0.038), (0.44, 1.03, 0.036), (0.30, 1.0, 0.036),
            (0.22, 0.965, 0.04)]), "#8a8d94", bulge=0.4),
        detail(limb([(0.30, 1.0, 0.052), (0.20, 0.957, 0.052)]), "#4a3028", bulge=0.4),
        detail(ring(*pedal, 0.105, 0.070), "#8a8d94", bulge=0.3),
        detail(ellipse(*pedal, 0.035, 0.035), "#5a5d64", bulge=0.4),
        detail(limb([(*pedal, 0.032), (0.02, 0.15, 0.028)]), "#5a5d64", bulge=0.3),
        detail(box(-0.05, 0.12, 0.10, 0.155), "#2b2930", bulge=0.2),
        detail(limb([(*pedal, 0.032), (-0.18, 0.45, 0.028)]), "#5a5d64", bulge=0.3),
        detail(box(-0.25, 0.44, -0.10, 0.475), "#2b2930", bulge=0.2),
    ]
    parts += [Part(limb([(x - 0.33 * k, r + 0.25, 0.03), (x - 0.08 * k, r + 0.385, 0.034),
        (x + 0.24 * k, r + 0.29, 0.03)]), paint, bulge=0.3) for x, k in ((rear[0], 1.0), (front[0], 0.85))]
    if basket:
        weave = ((0.50, 0.70), (0.82, 0.70), (0.88, 0.93), (0.46, 0.93))
        parts += [
            detail(weave, "#b98a50", bulge=0.3),
            *(shadow(clipped(weave, box(0.4, y, 1.0, y + 0.022)), 0.3) for y in (0.75, 0.81, 0.87)),
            *(detail(ellipse(x, y, 0.055, 0.05), c, bulge=0.4)
                for x, y, c in ((0.52, 0.955, "#5f9a4a"), (0.62, 0.985, "#e0566a"), (0.72, 0.97, "#f2cf4a"),
                (0.81, 0.955, "#e8834a"))),
            detail(box(0.445, 0.905, 0.895, 0.945), "#94683a", bulge=0.3),
        ]
    return standing(parts, foot=0.0)


@subject(
    "motorcycle", metres=1.15, stance="ground", group="vehicle", prominence=0.36, seat=(-0.28, 0.70),
    found_in=("street", "city"), ridden=True,
)
def motorcycle(rng: Rng) -> list[Part]:
    paint = pick(rng, ("#c9372f", "#2f5f9a", "#33333c", "#e0a02f", "#3f7a5a"))
    steel = "#c4c8ce"
    tilt = float(rng.uniform(-0.01, 0.01))
    tank = contour([(-0.12, 0.66, 0), (-0.06, 0.78), (0.12, 0.83), (0.30, 0.78), (0.38, 0.66, 0), (0.14, 0.60)])
    seat = contour([(-0.60, 0.76, 0), (-0.50, 0.80), (-0.34, 0.745), (-0.10, 0.74), (-0.06, 0.665, 0), (-0.34, 0.655),
        (-0.52, 0.69)])
    parts: list[Part] = []
    for x in (-0.66, 0.72):
        parts += [
            detail(ring(x, 0.31, 0.31, 0.205), "#26242b", bulge=0.4),
            detail(ring(x, 0.31, 0.215, 0.185), steel, bulge=0.3),
            *(detail(limb([(x, 0.31, 0.016), (x + 0.20 * float(np.cos(a)), 0.31 + 0.20 * float(np.sin(a)), 0.012)]),
                darker(steel, 0.15)) for a in np.linspace(0.3, 2 * np.pi + 0.3, 10)[:-1]),
            detail(ellipse(x, 0.31, 0.058, 0.058), darker(steel, 0.3), bulge=0.5),
        ]
    parts += [
        detail(limb([(-0.66, 0.31, 0.06), (-0.30, 0.34, 0.07), (0.0, 0.34, 0.08)]), "#3a3942", bulge=0.3),
        detail(limb([(-0.50, 0.68, 0.05), (-0.62, 0.40, 0.045)]), steel, bulge=0.4),
        detail(limb([(0.40, 0.80, 0.05), (0.56, 0.52, 0.05), (0.72, 0.31, 0.05)]), steel, bulge=0.5),
        detail(contour([(-0.22, 0.28, 0), (-0.26, 0.46), (-0.10, 0.62), (0.24, 0.62), (0.36, 0.46), (0.28, 0.26),
            (0.0, 0.20)]), "#4a4952", bulge=0.4),
        *(detail(limb([(-0.02, y, 0.022), (0.28, y + 0.05, 0.022)]), steel, bulge=0.3) for y in (0.42, 0.47, 0.52)),
        detail(ellipse(0.02, 0.33, 0.105, 0.10), steel, bulge=0.6),
        detail(ellipse(0.02, 0.33, 0.055, 0.052), darker(steel, 0.35), bulge=0.3),
        detail(limb([(0.26, 0.34, 0.055), (0.16, 0.22, 0.055), (-0.30, 0.21, 0.06), (-0.86, 0.26, 0.075)]), steel,
            bulge=0.6),
        detail(seat, "#2c2a30", bulge=0.5),
        Part(tank, paint, bulge=0.7),
        detail(clipped(tank, ellipse(0.12, 0.70, 0.13, 0.045, turn=0.06)), lighter(paint, 0.55), bulge=0.2),
        sheen(limb([(-0.02, 0.765, 0.012), (0.10, 0.80, 0.022), (0.24, 0.78, 0.010)]), 0.45),
        Part(contour([(-1.0, 0.50, 0), (-0.94, 0.62), (-0.76, 0.70), (-0.54, 0.70), (-0.46, 0.62, 0), (-0.60, 0.625),
            (-0.78, 0.61), (-0.92, 0.52)]), paint, bulge=0.5),
        Part(contour([(0.46, 0.58), (0.54, 0.67), (0.72, 0.70), (0.92, 0.64), (1.01, 0.50, 0), (0.90, 0.585),
            (0.72, 0.64), (0.56, 0.60)]), paint, bulge=0.5),
        light(ellipse(-0.99, 0.56, 0.034, 0.045), "#c92f35", bulge=0.3),
        detail(limb([(0.40, 0.80, 0.035), (0.36, 0.93 + tilt, 0.030), (0.20, 0.98 + tilt, 0.030)]), steel, bulge=0.4),
        detail(limb([(0.24, 0.975 + tilt, 0.042), (0.12, 0.985 + tilt, 0.042)]), "#26242b", bulge=0.4),
        detail(ellipse(0.50, 0.82, 0.085, 0.092), darker(paint, 0.2), bulge=0.5),
        light(ellipse(0.555, 0.82, 0.044, 0.075), "#ffeeb8", bulge=0.3),
    ]
    return standing(parts, foot=0.0)
