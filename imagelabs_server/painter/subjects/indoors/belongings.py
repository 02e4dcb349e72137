"""Things that belong to somebody."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject("book", metres=0.22, stance="surface", group="thing", prominence=0.26, seat=(0.0, 0.42), held=(0.44, 0.1))
def book(rng: Rng) -> list[Part]:
    cover, edge = pick(rng, (("#b5403a", "#8a2f30"), ("#2f5f8f", "#234a70"), ("#3f7a5a", "#2f5c44"),
        ("#7a4a2f", "#5a3623")))
    page, ink = "#f8f0dc", "#8a7f74"
    parts = [
        Part(contour([(-0.86, 0.02, 0), (-0.45, 0.06), (0.0, 0.0, 0), (0.45, 0.06), (0.86, 0.02, 0), (0.86, 0.74, 0),
            (0.45, 0.79), (0.0, 0.72, 0), (-0.45, 0.79), (-0.86, 0.74, 0)]), cover, bulge=0.2),
        shadow(contour([(-0.86, 0.02, 0), (-0.45, 0.06), (0.0, 0.0, 0), (0.45, 0.06), (0.86, 0.02, 0), (0.86, 0.06, 0),
            (0.0, 0.06), (-0.86, 0.06, 0)]), 0.3),
    ]
    for s in (-1, 1):
        under = contour([(0.0, 0.045, 0), (s * 0.40, 0.125), (s * 0.81, 0.075, 0), (s * 0.81, 0.80, 0),
            (s * 0.40, 0.86), (0.0, 0.77, 0)])
        sheet = contour([(0.0, 0.085, 0), (s * 0.40, 0.175), (s * 0.79, 0.125, 0), (s * 0.79, 0.845, 0),
            (s * 0.40, 0.905), (0.0, 0.81, 0)])
        parts += [
            detail(under, darker(page, 0.2), bulge=0.1),
            detail(sheet, page if s < 0 else lighter(page, 0.3), bulge=0.1),
        ]
        dark_side = [(0.0, 0.0), (s * 0.13, 0.0), (s * 0.10, 1.0), (0.0, 1.0)]
        parts.append(shadow(clipped(sheet, dark_side), 0.18))
        for i in range(6):
            y = 0.71 - i * 0.088
            if s > 0 and i in (0, 1, 2):
                continue
            length = 0.66 if (i + s) % 3 else 0.46
            parts.append(detail(limb([(s * 0.15, y + 0.02, 0.022), (s * (0.15 + (length - 0.15) / 2), y + 0.056, 0.022),
                (s * length, y + 0.045, 0.022)]), ink, alpha=0.75))
    picture = ((0.17, 0.55), (0.44, 0.605), (0.66, 0.59), (0.66, 0.80), (0.44, 0.82), (0.17, 0.765))
    parts += [
        detail(picture, "#a8cbe0"),
        detail(clipped(picture, ellipse(0.34, 0.53, 0.22, 0.13)), "#6fa04c"),
        detail(ellipse(0.55, 0.74, 0.042, 0.042), "#f2b93c"),
        detail(((-0.10, 0.84), (-0.04, 0.825), (-0.04, 0.18), (-0.07, 0.23), (-0.10, 0.19)),
            edge if cover != "#b5403a" else "#2f5f8f", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


@subject("clock", metres=0.25, stance="surface", group="thing", facing=False, prominence=0.38)
def clock(rng: Rng) -> list[Part]:
    case, face = pick(rng, (("#c9453c", "#fbf5e6"), ("#3f7a9a", "#fdf8ec"), ("#d8a23a", "#fff8e6"),
        ("#5f8a6a", "#fbf5e6")))
    dark = "#2f2b34"
    hour, minute = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0, 2 * np.pi))
    parts = [
        *(detail(limb([(s * 0.20, 0.14, 0.07), (s * 0.29, 0.02, 0.045)]), darker(case, 0.35), bulge=0.4)
            for s in (-1, 1)),
        detail(limb([(-0.16, 0.88, 0.035), (-0.10, 0.975, 0.035), (0.10, 0.975, 0.035), (0.16, 0.88, 0.035)]), dark,
            bulge=0.3),
        *(detail(limb([(s * 0.17, 0.76, 0.04), (s * 0.225, 0.84, 0.04)]), dark, bulge=0.2) for s in (-1, 1)),
        *(detail(placed(contour([(-0.13, 0.0, 0), (-0.11, 0.075), (0.0, 0.12), (0.11, 0.075), (0.13, 0.0, 0)]),
            s * 0.225, 0.81, turn=-s * 0.72), "#d8b04a", bulge=0.7) for s in (-1, 1)),
        Part(ellipse(0.0, 0.45, 0.40, 0.40), case, bulge=0.6),
        detail(ellipse(0.0, 0.45, 0.325, 0.325), darker(case, 0.4), bulge=0.1),
        detail(ellipse(0.0, 0.45, 0.305, 0.305), face, bulge=0.2),
        *(detail(placed(box(-0.013, 0.225 if k % 3 == 0 else 0.25, 0.013, 0.285), 0.0, 0.45, turn=k * np.pi / 6), dark)
            for k in range(12)),
        detail(placed(contour([(-0.018, -0.03, 0), (0.018, -0.03, 0), (0.022, 0.10), (0.0, 0.17, 0), (-0.022, 0.10)]),
            0.0, 0.45, turn=hour), dark, bulge=0.1),
        detail(placed(contour([(-0.013, -0.03, 0), (0.013, -0.03, 0), (0.014, 0.16), (0.0, 0.25, 0), (-0.014, 0.16)]),
            0.0, 0.45, turn=minute), dark, bulge=0.1),
        detail(ellipse(0.0, 0.45, 0.028, 0.028), "#c9453c", bulge=0.4),
        sheen(contour([(-0.27, 0.56), (-0.19, 0.67), (-0.08, 0.73), (-0.14, 0.66), (-0.21, 0.57)]), 0.45),
    ]
    return standing(parts)


@subject(
    "gift", metres=0.3, stance="surface", group="thing", facing=False, prominence=0.34, found_in=("room",),
    season="winter", held=(0.4, 0.14),
)
def gift(rng: Rng) -> list[Part]:
    paper, ribbon = pick(rng, (("#c93f3a", "#f2cf6a"), ("#3f78b8", "#f4efe4"), ("#4f9a6a", "#d8443a"),
        ("#8a5ab0", "#f2d27a"), ("#f0c24a", "#c93f4a")))
    loop = contour([(0.0, 0.72), (-0.10, 0.86), (-0.26, 0.97), (-0.37, 0.93), (-0.36, 0.80), (-0.22, 0.73)])
    hole = contour([(-0.07, 0.765), (-0.14, 0.85), (-0.24, 0.90), (-0.29, 0.87), (-0.27, 0.81), (-0.18, 0.775)])
    side = box(-0.40, 0.0, 0.40, 0.56)
    parts = [
        Part(side, paper, bulge=0.2),
        shadow(box(0.12, 0.0, 0.40, 0.56), 0.14),
        detail(box(-0.075, 0.0, 0.075, 0.56), ribbon, bulge=0.2),
        shadow(box(-0.40, 0.50, 0.40, 0.56), 0.28),
        *(detail(ellipse(x, y, 0.032, 0.032), lighter(paper, 0.45))
            for x, y in ((-0.30, 0.40), (-0.18, 0.25), (-0.31, 0.11), (0.19, 0.38), (0.31, 0.22), (0.20, 0.08))),
        Part(box(-0.45, 0.545, 0.45, 0.72), lighter(paper, 0.10), bulge=0.2),
        shadow(box(0.14, 0.545, 0.45, 0.72), 0.12),
        detail(box(-0.08, 0.545, 0.08, 0.72), lighter(ribbon, 0.15), bulge=0.2),
        detail(loop, ribbon, bulge=0.4),
        detail(mirrored(loop), darker(ribbon, 0.08), bulge=0.4),
        detail(hole, darker(ribbon, 0.42)),
        detail(mirrored(hole), darker(ribbon, 0.45)),
        detail(((-0.03, 0.75), (-0.20, 0.62), (-0.13, 0.60), (-0.11, 0.57), (0.0, 0.72)), darker(ribbon, 0.12),
            bulge=0.2),
        detail(((0.03, 0.75), (0.20, 0.62), (0.13, 0.60), (0.11, 0.57), (0.0, 0.72)), darker(ribbon, 0.18), bulge=0.2),
        detail(ellipse(0.0, 0.755, 0.062, 0.055), lighter(ribbon, 0.2), bulge=0.5),
    ]
    return standing(parts)


@subject("key", metres=0.1, stance="surface", group="thing", prominence=0.17, held=(0.44, 0.1))
def key(rng: Rng) -> list[Part]:
    metal = pick(rng, ("#d8a53a", "#b98a4a", "#a8b0ba", "#c98a3a"))
    dark = darker(metal, 0.3)
    bow = [(0.155 * float(np.cos(a)), 0.845 + 0.145 * float(np.sin(a)))
        for a in np.linspace(-np.pi / 2, 3 * np.pi / 2, 41)]
    hole = [(0.085 * float(np.cos(a)), 0.845 + 0.075 * float(np.sin(a)))
        for a in np.linspace(3 * np.pi / 2, -np.pi / 2, 41)]
    parts = [
        Part((*bow, *hole), metal, bulge=0.6),
        *(Part(ellipse(x, y, 0.045, 0.045), metal, bulge=0.6) for x,
            y in ((-0.155, 0.845), (0.155, 0.845), (0.0, 0.985))),
        Part(limb([(0.0, 0.71, 0.066), (0.0, 0.02, 0.058)]), metal, bulge=0.6),
        *(Part(limb([(-0.05, y, 0.036), (0.05, y, 0.036)]), dark, bulge=0.4) for y in (0.685, 0.625)),
        Part(((0.015, 0.06), (0.20, 0.06), (0.20, 0.115), (0.145, 0.115), (0.145, 0.155), (0.20, 0.155), (0.20, 0.25),
            (0.015, 0.25)), metal, bulge=0.3),
        shadow(((0.03, 0.06), (0.20, 0.06), (0.20, 0.085), (0.03, 0.085)), 0.25),
        sheen(limb([(-0.015, 0.58, 0.016), (-0.015, 0.30, 0.016)]), 0.5),
        sheen(limb([(-0.125, 0.86, 0.014), (-0.09, 0.935, 0.022), (-0.02, 0.965, 0.014)]), 0.5),
    ]
    return standing(put(parts, turn=float(-np.pi / 2 + rng.uniform(-0.02, 0.02))))  # it lies on its bow and its bit
