"""Instruments with keys."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("piano", metres=1.25, stance="ground", group="thing", facing=False, prominence=0.42, found_in=("room",))
def piano(rng: Rng) -> list[Part]:
    wood = pick(rng, ("#2f2a2e", "#6a3a26", "#4a2c22", "#7a4a2c", "#e8e2d8"))
    pale, dark = lighter(wood, 0.14), darker(wood, 0.4)
    sheet = float(rng.uniform(-0.10, 0.10))
    parts = [
        Part(box(-0.74, 0.04, 0.74, 0.95), wood, bulge=0.1),
        Part(box(-0.70, 0.10, 0.70, 0.44), darker(wood, 0.25), bulge=0.05),
        *(Part(box(x, 0.13, x + 0.60, 0.39), darker(wood, 0.12), bulge=0.1) for x in (-0.65, 0.05)),
        Part(box(-0.70, 0.60, 0.70, 0.92), pale, bulge=0.1),
        *(Part(box(x, 0.64, x + 0.36, 0.88), wood, bulge=0.1) for x in (-0.66, 0.30)),
        detail(box(-0.24, 0.62, 0.24, 0.655), dark, bulge=0.2),
        *(detail(((sheet + x, 0.65), (sheet + x + 0.15, 0.65), (sheet + x + 0.15, 0.86), (sheet + x, 0.86)), "#f8f4e8",
            bulge=0.05) for x in (-0.155, 0.005)),
        *(detail(box(sheet + x, y, sheet + x + 0.11, y + 0.008), "#5a5560")
            for x in (-0.135, 0.025) for y in (0.70, 0.74, 0.78, 0.82)),
        Part(limb([(-0.79, 0.965, 0.05), (0.79, 0.965, 0.05)]), pale, bulge=0.4),
        Part(box(-0.76, 0.43, 0.76, 0.50), darker(wood, 0.1), bulge=0.2),
        detail(box(-0.68, 0.50, 0.68, 0.595), "#f6f2e8", bulge=0.05),
        *(detail(box(-0.68 + k * 0.0648, 0.50, -0.6755 + k * 0.0648, 0.595), "#9a948c") for k in range(1, 21)),
        *(detail(box(-0.68 + k * 0.0648 - 0.018, 0.535, -0.68 + k * 0.0648 + 0.018, 0.598), "#221f24",
            bulge=0.2) for k in range(1, 21) if k % 7 not in (3, 0)),
        *(Part(box(s * 0.72 - 0.05, 0.43, s * 0.72 + 0.05, 0.62), wood, bulge=0.2) for s in (-1, 1)),
        *(Part(limb([(s * 0.70, 0.43, 0.075), (s * 0.70, 0.20, 0.05), (s * 0.70, 0.03, 0.08)]), wood, bulge=0.4)
            for s in (-1, 1)),
        *(detail(box(s * 0.72 - 0.09, 0.0, s * 0.72 + 0.09, 0.05), dark, bulge=0.2) for s in (-1, 1)),
        *(detail(limb([(x, 0.075, 0.03), (x, 0.03, 0.036)]), "#d8b04a", bulge=0.4) for x in (-0.09, 0.0, 0.09)),
        shadow(box(-0.68, 0.40, 0.68, 0.43), 0.35),
        sheen(box(-0.72, 0.905, 0.72, 0.92), 0.3),
    ]
    return standing(parts, foot=0.0)
