"""Reptiles, and the frog."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

_EYE = "#17141c"


@subject("turtle", metres=0.4, stance="ground", group="animal", prominence=0.30, found_in=("beach", "lake"))
def turtle(rng: Rng) -> list[Part]:
    skin, shell = pick(rng, (("#7fa356", "#8f6a3a"), ("#8aa87a", "#5f7a48"), ("#a8a05f", "#7a5534")))
    stretch = rng.uniform(0.0, 0.08)
    dome = contour([(-0.72, 0.28, 0), (-0.66, 0.50), (-0.48, 0.74), (-0.20, 0.89), (0.10, 0.90), (0.38, 0.76),
        (0.56, 0.52), (0.62, 0.28, 0), (0.0, 0.25)])
    rim = contour([(-0.76, 0.25), (-0.70, 0.32), (-0.40, 0.345), (0.0, 0.35), (0.40, 0.345), (0.62, 0.32),
        (0.67, 0.25), (0.60, 0.19), (0.0, 0.175), (-0.68, 0.19)])
    head = contour([(0.58 + stretch, 0.40), (0.62 + stretch, 0.56), (0.74 + stretch, 0.66), (0.90 + stretch, 0.65),
        (1.01 + stretch, 0.56), (1.01 + stretch, 0.46), (0.90 + stretch, 0.385), (0.74 + stretch, 0.34)])
    leg = contour([(0.0, 0.24), (-0.02, 0.12), (0.02, 0.02), (0.06, 0.0), (0.20, 0.0), (0.235, 0.04), (0.21, 0.14),
        (0.22, 0.26)])
    parts = [
        Part(contour([(-0.68, 0.24), (-0.82, 0.20), (-0.92, 0.12, 0), (-0.80, 0.11), (-0.66, 0.16)]), skin, bulge=0.4),
        Part(placed(leg, -0.34, 0.0), darker(skin, 0.35), bulge=0.4),
        Part(placed(leg, 0.20, 0.0), darker(skin, 0.35), bulge=0.4),
        Part(limb([(0.44, 0.30, 0.22), (0.62, 0.36, 0.20), (0.76 + stretch, 0.46, 0.18)]), darker(skin, 0.1),
            bulge=0.5),
        Part(head, skin, bulge=0.6),
        Part(dome, shell, bulge=0.7),
    ]
    plates = (((-0.19, 0.85), (0.09, 0.86), (0.20, 0.63), (-0.05, 0.50), (-0.29, 0.63)),
        ((0.16, 0.83), (0.36, 0.72), (0.46, 0.54), (0.27, 0.60)),
        ((-0.26, 0.82), (-0.36, 0.61), (-0.56, 0.56), (-0.45, 0.72)),
              ((-0.02, 0.45), (0.23, 0.57), (0.46, 0.47), (0.50, 0.37), (-0.02, 0.37)), ((-0.09, 0.45), (-0.34, 0.56),
                  (-0.58, 0.49), (-0.63, 0.37), (-0.09, 0.37)))
    parts += [detail(p, lighter(shell, 0.25), bulge=0.4) for p in plates]
    parts += [
        shadow(clipped(dome, [(-0.8, 0.2), (0.7, 0.2), (0.7, 0.42), (-0.8, 0.42)]), 0.22),
        Part(placed(leg, -0.60, 0.0), skin, bulge=0.5),
        Part(placed(leg, 0.36, 0.0), skin, bulge=0.5),
        detail(rim, lighter(shell, 0.4), bulge=0.5),
        detail(ellipse(0.86 + stretch, 0.55, 0.044, 0.048), "#fbf8ea"),
        detail(ellipse(0.87 + stretch, 0.55, 0.028, 0.033), "#17141a"),
        detail(ellipse(0.862 + stretch, 0.562, 0.010, 0.010), "#ffffff"),
        detail(limb([(1.0 + stretch, 0.465, 0.016), (0.92 + stretch, 0.445, 0.02), (0.84 + stretch, 0.455, 0.014)]),
            darker(skin, 0.5)),
    ]
    for x in (-0.60, 0.36):
        parts += [detail(ellipse(x + k, 0.022, 0.026, 0.022), lighter(skin, 0.5), bulge=0.2)
            for k in (0.075, 0.135, 0.19)]
    return standing(parts, foot=0.0)


@subject("snake", metres=0.5, stance="ground", group="animal", prominence=0.32, found_in=("desert", "forest"))
def snake(rng: Rng) -> list[Part]:
    skin, mark, belly = pick(rng, (("#5f9a4a", "#33632f", "#dfe6a8"), ("#c9923f", "#7a4a24", "#f4e2b4"),
        ("#4f8a8a", "#27505a", "#d4ecd8"), ("#b8503f", "#5f2428", "#f6d8b8")))
    lean = float(rng.uniform(-0.03, 0.05))
    parts = [Part(limb([(-0.46, 0.09, 0.14), (-0.74, 0.07, 0.11), (-0.94, 0.10, 0.07), (-1.04, 0.22, 0.02)]),
        darker(skin, 0.12), bulge=0.6)]
    for y, wide, high in ((0.13, 0.66, 0.135), (0.30, 0.52, 0.12), (0.445, 0.38, 0.105)):
        coil = ellipse(0.0, y, wide, high)
        parts += [
            Part(coil, skin, bulge=0.8),
            *(detail(clipped(coil, ((x - 0.085, y + high * 0.35), (x, y - high * 0.45), (x + 0.085, y + high * 0.35),
                (x, y + high * 1.2))), mark, bulge=0.2) for x in np.arange(-wide + 0.17, wide - 0.1,
                    0.23)),
            detail(clipped(coil, box(-1.0, y - high, 1.0, y - 0.62 * high)), belly, bulge=0.3),
            shadow(clipped(coil, box(-1.0, y - high, 1.0, y - 0.45 * high)), 0.22),
        ]
    neck = limb([(-0.12, 0.47, 0.15), (0.10, 0.56, 0.15), (0.16 + lean, 0.70, 0.13), (0.06 + lean, 0.82, 0.12),
        (0.14 + lean, 0.92, 0.13)])
    head = contour([(-0.02, 0.91), (0.06, 0.995), (0.20, 1.015), (0.34, 0.965), (0.42, 0.905), (0.38, 0.855),
        (0.22, 0.83), (0.06, 0.845)])
    parts += [
        Part(neck, skin, bulge=0.7),
        *(detail(ellipse(x, y, 0.026, 0.018), mark, bulge=0.1)
            for x, y in ((0.04, 0.535), (0.15 + lean * 0.7, 0.64), (0.11 + lean, 0.75))),
        *put([
            detail(limb([(0.40, 0.885, 0.014), (0.50, 0.88, 0.012)]), "#d0343f"),
            *(detail(limb([(0.49, 0.88, 0.010), (0.57, 0.88 + d, 0.006)]), "#d0343f") for d in (-0.028, 0.028)),
            Part(head, skin, bulge=0.7),
            detail(clipped(head, [(-0.1, 0.80), (0.6, 0.80), (0.6, 0.885), (-0.1, 0.87)]), belly, bulge=0.3),
            detail(limb([(0.405, 0.888, 0.010), (0.28, 0.872, 0.013), (0.14, 0.885, 0.008)]), darker(skin, 0.6)),
            detail(ellipse(0.235, 0.945, 0.036, 0.034), "#f6d84a"),
            detail(ellipse(0.242, 0.945, 0.012, 0.029), _EYE),
            detail(ellipse(0.375, 0.925, 0.009, 0.008), darker(skin, 0.6)),
            sheen(limb([(0.08, 0.98, 0.012), (0.18, 0.995, 0.018), (0.28, 0.975, 0.010)]), 0.35),
        ], lean, 0.0),
    ]
    return standing(parts, foot=0.0)


@subject(
    "frog", metres=0.15, stance="ground", group="animal", facing=False, prominence=0.32, found_in=("lake", "river"),
)
def frog(rng: Rng) -> list[Part]:
    skin, belly = pick(rng, (("#6aa83c", "#e6edb8"), ("#4f9a4a", "#dfe8b0"), ("#8fb03a", "#f2f0c4"),
        ("#3f8a5a", "#e8d89a"), ("#a8883f", "#f0e0b0")))
    blink = rng.random() < 0.2
    parts = []
    for s in (-1, 1):
        thigh = contour([(s * 0.18, 0.16), (s * 0.34, 0.42), (s * 0.52, 0.42), (s * 0.62, 0.24), (s * 0.56, 0.06),
            (s * 0.34, 0.02)])
        parts += [
            Part(thigh, darker(skin, 0.12), bulge=0.6),
            Part(contour([(s * 0.34, 0.0, 0), (s * 0.36, 0.06), (s * 0.50, 0.085), (s * 0.66, 0.075),
                (s * 0.80, 0.0, 0), (s * 0.68, 0.015), (s * 0.60, 0.0), (s * 0.48, 0.015)]), darker(skin, 0.2),
                bulge=0.3),
        ]
    body = contour([(0.0, 0.06), (-0.26, 0.10), (-0.34, 0.30), (-0.30, 0.52), (-0.16, 0.66), (0.16, 0.66),
        (0.30, 0.52), (0.34, 0.30), (0.26, 0.10)])
    head = contour([(-0.46, 0.62), (-0.40, 0.78), (-0.20, 0.86), (0.20, 0.86), (0.40, 0.78), (0.46, 0.62),
        (0.34, 0.49), (0.0, 0.44), (-0.34, 0.49)])
    parts += [
        Part(body, skin, bulge=0.6),
        detail(contour([(0.0, 0.08), (-0.19, 0.14), (-0.24, 0.34), (-0.18, 0.50), (0.18, 0.50), (0.24, 0.34),
            (0.19, 0.14)]), belly, bulge=0.5),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.25, 0.42, 0.14), (s * 0.27, 0.22, 0.11), (s * 0.22, 0.05, 0.09)]), skin, bulge=0.5),
            Part(contour([(s * 0.08, 0.0, 0), (s * 0.12, 0.05), (s * 0.22, 0.085), (s * 0.31, 0.05),
                (s * 0.36, 0.0, 0), (s * 0.28, 0.015), (s * 0.22, 0.0), (s * 0.15, 0.015)]), lighter(skin, 0.12),
                bulge=0.3),
        ]
    parts += [
        shadow(clipped(body, ellipse(0.0, 0.47, 0.30, 0.07)), 0.25),
        *(Part(ellipse(s * 0.25, 0.84, 0.15, 0.15), skin, bulge=0.6) for s in (-1, 1)),
        Part(head, skin, bulge=0.6),
        detail(contour([(-0.40, 0.60), (-0.20, 0.545), (0.0, 0.53), (0.20, 0.545), (0.40, 0.60), (0.30, 0.505),
            (0.0, 0.455), (-0.30, 0.505)]), belly, bulge=0.3),
        detail(limb([(-0.42, 0.625, 0.014), (-0.22, 0.562, 0.022), (0.0, 0.545, 0.024), (0.22, 0.562, 0.022),
            (0.42, 0.625, 0.014)]), darker(skin, 0.6)),
        *(detail(ellipse(s * 0.035, 0.665, 0.012, 0.009), darker(skin, 0.6)) for s in (-1, 1)),
        *(detail(ellipse(s * 0.34, 0.64, 0.05, 0.035), "#e8a070", alpha=0.45) for s in (-1, 1)),
    ]
    for s in (-1, 1):
        if blink and s == 1:
            parts.append(detail(limb([(0.16, 0.85, 0.02), (0.25, 0.82, 0.026), (0.34, 0.85, 0.02)]), darker(skin, 0.6)))
            continue
        parts += [
            detail(ellipse(s * 0.25, 0.86, 0.105, 0.105), "#f8f4dc", bulge=0.3),
            detail(ellipse(s * 0.245, 0.855, 0.072, 0.072), "#e0b02f", bulge=0.1),
            detail(ellipse(s * 0.245, 0.855, 0.060, 0.030), "#15131a"),
            detail(ellipse(s * 0.245 - 0.03, 0.888, 0.020, 0.020), "#ffffff"),
        ]
    parts += [shadow(ellipse(x, y, rx, rx * 0.8), 0.16) for x, y,
        rx in ((-0.04, 0.78, 0.035), (0.07, 0.755, 0.026), (-0.47, 0.30, 0.04), (0.49, 0.27, 0.04),
        (-0.42, 0.18, 0.03), (0.42, 0.16, 0.03))]
    return standing(parts, foot=0.0)
