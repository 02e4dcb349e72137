"""What runs on rails."""

from __future__ import annotations

from typing import Literal

import numpy as np

from imagelabs_server.painter.subjects.prelude import *
from imagelabs_server.painter.subjects.vehicles.wheels import wheel


@subject("train", metres=4.2, stance="ground", group="vehicle", prominence=0.30, found_in=("field", "mountains"))
def train(rng: Rng) -> list[Part]:
    paint, trim, coach = pick(rng, (("#2f6a54", "#d8a53c", "#a8433a"), ("#b03a36", "#e0b34a", "#2f5f7c"),
        ("#2f4f80", "#e0b34a", "#c9803a"), ("#38363f", "#c9443c", "#4a7a5a")))
    dark = "#2b2a31"
    parts: list[Part] = []
    puff = rng.uniform(-0.03, 0.05)
    for x, y, r, tone in ((0.62, 1.07, 0.11, "#d8d6d6"), (0.42, 1.17 + puff, 0.15, "#e6e3e0"),
        (0.14, 1.25 + puff, 0.19, "#f2efea"), (-0.20, 1.27 + puff, 0.14, "#f8f5f0")):
        parts.append(detail(ellipse(x, y, r * 1.15, r * 0.85), tone, bulge=0.5, alpha=0.92))
    # the coach behind
    parts += [
        detail(box(-1.62, 0.27, -0.52, 0.90), coach, bulge=0.15),
        detail(box(-1.62, 0.44, -0.52, 0.475), trim),
        detail(contour([(-1.66, 0.88, 0), (-1.60, 0.965), (-1.07, 0.99), (-0.54, 0.965), (-0.48, 0.88, 0)]),
            darker(coach, 0.5), bulge=0.3),
        *(light(box(x, 0.54, x + 0.19, 0.79), "#ffe0a0") for x in (-1.54, -1.29, -1.04, -0.79)),
        shadow(box(-1.62, 0.835, -0.52, 0.88), 0.3),
        shadow(box(-1.62, 0.27, -0.52, 0.34), 0.25),
        detail(box(-0.56, 0.27, -0.44, 0.36), dark, bulge=0.1),
    ]
    # the engine
    boiler = box(0.06, 0.40, 0.96, 0.80)
    parts += [
        detail(contour([(0.68, 0.78, 0), (0.69, 0.90), (0.65, 1.00, 0), (0.88, 1.00, 0), (0.84, 0.90),
            (0.85, 0.78, 0)]),
            dark, bulge=0.5),
        detail(box(0.635, 0.965, 0.895, 1.015), trim, bulge=0.3),
        detail(contour([(0.36, 0.78, 0), (0.37, 0.88), (0.45, 0.925), (0.53, 0.88), (0.54, 0.78, 0)]), trim, bulge=0.7),
        Part(boiler, paint, bulge=0.6),
        sheen(box(0.06, 0.69, 0.96, 0.74), 0.3),
        shadow(box(0.06, 0.40, 0.96, 0.50), 0.3),
        *(detail(box(x, 0.40, x + 0.035, 0.80), trim, bulge=0.3) for x in (0.28, 0.58)),
        detail(contour([(0.93, 0.38, 0), (0.93, 0.82, 0), (1.02, 0.79), (1.07, 0.60), (1.02, 0.41)]), dark, bulge=0.5),
        detail(ellipse(1.02, 0.60, 0.035, 0.13), trim, bulge=0.3),
        detail(ellipse(0.99, 0.875, 0.07, 0.07), dark, bulge=0.3),
        light(ellipse(1.015, 0.875, 0.048, 0.055), "#ffe9a8", bulge=0.2),
        Part(box(-0.44, 0.30, 0.10, 1.00), paint, bulge=0.15),
        light(box(-0.35, 0.62, -0.22, 0.88), "#ffe0a0"),
        light(box(-0.13, 0.62, 0.02, 0.88), "#ffe0a0"),
        detail(box(-0.44, 0.48, 0.10, 0.515), trim),
        detail(contour([(-0.52, 0.99, 0), (-0.46, 1.06), (-0.17, 1.085), (0.12, 1.06), (0.18, 0.99, 0)]), dark,
            bulge=0.3),
        shadow(box(-0.44, 0.945, 0.10, 0.99), 0.3),
        detail(box(-0.46, 0.26, 1.06, 0.41), "#a8332f" if paint != "#b03a36" else dark, bulge=0.2),
        detail(contour([(1.02, 0.37, 0), (1.16, 0.33), (1.38, 0.05, 0), (1.02, 0.05, 0)]),
            "#a8332f" if paint != "#b03a36" else dark, bulge=0.2),
        *(detail(((1.05, y), (1.30 - (y - 0.12) * 0.8, y), (1.28 - (y - 0.12) * 0.8, y + 0.03),
            (1.05, y + 0.03)), trim) for y in (0.12, 0.22)),
    ]
    for x, r in ((-1.42, 0.15), (-1.15, 0.15), (-0.92, 0.15), (-0.68, 0.15), (-0.24, 0.215), (0.24, 0.215),
        (0.62, 0.15), (0.90, 0.15)):
        parts += [
            detail(ellipse(x, r, r, r), dark, bulge=0.3),
            detail(ring(x, r, r * 0.78, r * 0.60), "#c23c36" if r > 0.2 else "#8a8d92", bulge=0.2),
            *(detail(placed(box(-0.012, -r * 0.66, 0.012, r * 0.66), x, r, turn=k * np.pi / 3),
                "#c23c36" if r > 0.2 else "#8a8d92") for k in range(3)),
            detail(ellipse(x, r, r * 0.2, r * 0.2), trim, bulge=0.4),
        ]
    parts.append(detail(limb([(-0.24, 0.13, 0.05), (0.24, 0.13, 0.05), (0.66, 0.17, 0.04)]), "#c9ccd0", bulge=0.4))
    return standing(parts, foot=0.0)


@subject("tram", metres=3.8, stance="ground", group="vehicle", prominence=0.36, found_in=("street",))
def tram(rng: Rng) -> list[Part]:
    paint, band = pick(rng, (("#c9372f", "#f4ecd8"), ("#2f7a5a", "#f2ead0"), ("#d8a22f", "#f8f0dc"),
        ("#3a6aa8", "#f2ecdc")))
    lit = rng.random() < 0.5
    pane = "#ffe2a0" if lit else "#a4c8da"
    role: Literal["light", "glass"] = "light" if lit else "glass"
    body = contour([(-1.28, 0.13, 0), (-1.33, 0.44), (-1.26, 0.80), (-1.18, 0.84, 0), (1.18, 0.84, 0), (1.26, 0.80),
        (1.33, 0.44), (1.28, 0.13, 0)])
    parts = [
        detail(limb([(-0.10, 0.89, 0.018), (0.14, 1.02, 0.016), (-0.06, 1.13, 0.016)]), "#3f3f48", bulge=0.2),
        detail(limb([(0.12, 0.89, 0.018), (-0.12, 1.01, 0.016), (0.04, 1.13, 0.016)]), "#3f3f48", bulge=0.2),
        detail(limb([(-0.20, 1.14, 0.022), (0.20, 1.14, 0.022)]), "#3f3f48", bulge=0.3),
        detail(contour([(-1.20, 0.84, 0), (-1.12, 0.89), (-0.9, 0.915), (0.9, 0.915), (1.12, 0.89), (1.20, 0.84, 0)]),
            darker(band, 0.3), bulge=0.4),
        detail(box(-1.04, 0.04, 1.04, 0.15), "#2c2b33", bulge=0.1),
        Part(body, paint, bulge=0.3),
        detail(clipped(body, box(-2, 0.42, 2, 0.85)), band, bulge=0.15),
        detail(clipped(body, box(-2, 0.385, 2, 0.415)), "#e2b850", bulge=0.2),
        shadow(clipped(body, box(-2, 0.1, 2, 0.20)), 0.28),
        sheen(clipped(body, box(-2, 0.805, 2, 0.83)), 0.3),
    ]
    for x in (-0.86, -0.50, 0.26, 0.62):
        parts += [
            detail(box(x, 0.46, x + 0.30, 0.76), darker(paint, 0.2)),
            Part(box(x + 0.02, 0.48, x + 0.28, 0.74), pane, role=role, bulge=0.0),
            sheen(((x + 0.07, 0.48), (x + 0.13, 0.48), (x + 0.20, 0.74), (x + 0.14, 0.74)), 0.3),
        ]
    for x in (-0.145, 1.0, -1.0 - 0.17):
        wide = 0.33 if x == -0.145 else 0.17
        low = 0.17 if x == -0.145 else 0.46
        parts += [
            detail(box(x, low, x + wide, 0.78), darker(paint, 0.25)),
            *(Part(box(a, low + 0.02, b, 0.76), pane, role=role, bulge=0.0)
                for a, b in (((x + 0.02, x + 0.157), (x + 0.173, x + 0.31)) if wide > 0.2 else ((x + 0.02,
                    x + 0.15),))),
        ]
    parts += [
        *(light(ellipse(s * 1.285, 0.28, 0.035, 0.05), "#ffe9a8", bulge=0.3) for s in (-1, 1)),
        *(part for x in (-0.80, -0.48, 0.48, 0.80) for part in wheel(x, 0.095, "#8f9298")),
        detail(box(-0.98, 0.09, -0.30, 0.135), "#3a3942", bulge=0.2),
        detail(box(0.30, 0.09, 0.98, 0.135), "#3a3942", bulge=0.2),
        detail(box(-1.42, 0.0, 1.42, 0.022), "#8f8d92", bulge=0.2),
    ]
    return standing(parts, foot=0.0)
