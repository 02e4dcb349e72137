"""What stands in gardens and parks."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "bench", metres=0.85, stance="ground", group="thing", facing=False, prominence=0.28, seat=(0.0, 0.40),
    clearance=0.32, found_in=("garden", "lake"),
)
def bench(rng: Rng) -> list[Part]:
    wood, iron = pick(rng, ("#a8703f", "#8f5a3a", "#6f9a5a", "#c08a4f")), "#3a3c46"
    tones = [blend(wood, "#3a2a20", float(rng.uniform(0.0, 0.14))) for _ in range(7)]
    parts = [detail(limb([(x, 0.50, 0.055), (x, 0.03, 0.055)]), darker(iron, 0.2), bulge=0.3) for x in (-0.78, 0.78)]
    parts += [detail(limb([(x, 0.45, 0.06), (x * 1.0, 0.98, 0.055)]), iron, bulge=0.4) for x in (-0.86, 0.86)]
    parts += [Part(box(-1.0, y, 1.0, y + 0.095), tone, bulge=0.3)
        for y, tone in ((0.86, tones[0]), (0.73, tones[1]), (0.60, tones[2]))]
    parts += [Part(((-0.98 - k * 0.03, 0.50 - k * 0.055), (0.98 + k * 0.03, 0.50 - k * 0.055),
        (1.0 + k * 0.03, 0.455 - k * 0.055), (-1.0 - k * 0.03, 0.455 - k * 0.055)), lighter(tones[3 + k], 0.15),
        bulge=0.1) for k in range(3)]
    parts += [Part(box(-1.06, 0.30, 1.06, 0.345), tones[6], bulge=0.2), shadow(box(-1.06, 0.30, 1.06, 0.315), 0.25)]
    for s in (-1, 1):
        parts += [
            detail(limb([(s * 0.90, 0.34, 0.065), (s * 0.92, 0.16, 0.055), (s * 0.96, 0.03, 0.06)]), iron, bulge=0.4),
            detail(limb([(s * 0.86, 0.66, 0.05), (s * 0.96, 0.67, 0.05), (s * 1.02, 0.60, 0.05),
                (s * 0.97, 0.33, 0.045)]), iron, bulge=0.4),
        ]
    return standing(parts)


@subject(
    "fence", metres=1.1, stance="ground", group="thing", facing=False, prominence=0.22, found_in=("field", "village"),
)
def fence(rng: Rng) -> list[Part]:
    paint = pick(rng, ("#f4f0e8", "#b8864f", "#8a6a4a", "#e8e2d4"))
    parts = [Part(box(-1.40, y, 1.40, y + 0.11), darker(paint, 0.22), bulge=0.2) for y in (0.24, 0.62)]
    for x in np.linspace(-1.26, 1.26, 10):
        lean = float(rng.uniform(-0.012, 0.012))
        high = 0.86 + float(rng.uniform(-0.02, 0.02))
        board = ((x - 0.085, 0.0), (x + 0.085, 0.0), (x + 0.085 + lean, high), (x + lean, high + 0.14),
            (x - 0.085 + lean, high))
        parts += [
            Part(board, paint, bulge=0.2),
            shadow(((x + 0.045, 0.0), (x + 0.085, 0.0), (x + 0.085 + lean, high), (x + 0.045 + lean, high)), 0.16),
            *(detail(ellipse(x, y, 0.014, 0.016), darker(paint, 0.5), bulge=0.1) for y in (0.295, 0.675)),
        ]
    return standing(parts, foot=0.0)
