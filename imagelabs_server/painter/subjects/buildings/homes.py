"""Where people and animals live."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from imagelabs_server.painter.subjects.buildings.masonry import LIT_WINDOW, window
from imagelabs_server.painter.subjects.prelude import *


@subject("house", metres=7.0, stance="ground", group="building", prominence=0.40)
def house(rng: Rng) -> list[Part]:
    wall, roof, trim, door = pick(
        rng,
        (
            ("#f0dcb6", "#b5503a", "#fffaf0", "#4f7a6a"),
            ("#e9e4da", "#56677c", "#ffffff", "#a8473b"),
            ("#dca878", "#7c4638", "#fff4e0", "#3f5f7c"),
            ("#c9d6c4", "#8a5240", "#fffdf4", "#8a4b35"),
            ("#d88a78", "#5d4a52", "#fff2e4", "#3f5566"),
        ),
    )
    gable = [(-0.66, 0.0), (-0.06, 0.0), (-0.06, 0.50), (-0.36, 0.88), (-0.66, 0.50)]
    side = [(-0.06, 0.0), (0.68, 0.0), (0.68, 0.50), (-0.06, 0.50)]
    slope = [(-0.36, 0.935), (0.44, 0.935), (0.77, 0.455), (-0.005, 0.455)]
    parts = [
        detail(box(0.26, 0.72, 0.40, 1.0), darker("#b4654a", 0.1), bulge=0.1),
        detail(box(0.24, 0.97, 0.42, 1.02), "#8d4a38"),
        shadow(box(0.34, 0.72, 0.40, 0.97), 0.3),
        Part(tuple(side), darker(wall, 0.20), bulge=0.0),
        Part(tuple(gable), lighter(wall, 0.12), bulge=0.0),
        shadow(((-0.06, 0.37), (0.68, 0.37), (0.68, 0.50), (-0.06, 0.50)), 0.22),
        detail(box(-0.68, 0.0, -0.06, 0.055), darker("#9a8f86", 0.05)),
        detail(box(-0.06, 0.0, 0.70, 0.055), darker("#9a8f86", 0.30)),
        detail(tuple(slope), roof, bulge=0.1),
        *(
            shadow(
                ((-0.36 + 0.355 * k, 0.935 - 0.48 * k), (0.44 + 0.33 * k, 0.935 - 0.48 * k),
                    (0.455 + 0.33 * k, 0.912 - 0.48 * k), (-0.345 + 0.355 * k, 0.912 - 0.48 * k)),
                0.22,
            ) for k in (0.22, 0.44, 0.66, 0.88)
        ),
        detail(((-0.36, 0.96), (-0.36, 0.865), (-0.70, 0.425), (-0.76, 0.455)), darker(roof, 0.28)),
        detail(((-0.36, 0.96), (-0.36, 0.865), (-0.02, 0.425), (0.04, 0.455)), lighter(roof, 0.18)),
    ]
    parts += window(-0.36, 0.62, 0.10, 0.12, trim, lit=bool(rng.random() < 0.5))
    parts += [
        detail(box(-0.585, 0.03, -0.425, 0.36), trim),
        detail(box(-0.565, 0.03, -0.445, 0.34), door, bulge=0.1),
        light(box(-0.54, 0.235, -0.47, 0.315), LIT_WINDOW),
        detail(ellipse(-0.465, 0.17, 0.012, 0.012), "#f0cf74", bulge=0.2),
        detail(box(-0.62, 0.0, -0.39, 0.035), "#c9bfb2"),
    ]
    parts += window(-0.22, 0.27, 0.15, 0.17, trim)
    for i, x in enumerate((0.15, 0.46)):
        parts += window(x, 0.25, 0.16, 0.17, darker(trim, 0.12), lit=bool(rng.random() < 0.8) or i == 0)
    bush = contour([(0.56, 0.0), (0.55, 0.08), (0.60, 0.13), (0.66, 0.12), (0.72, 0.15), (0.79, 0.10), (0.80, 0.0)])
    return standing(
        [
            *parts,
            detail(bush, "#4f7f45", bulge=0.6),
            detail(placed(bush, -1.31, 0.0, scale=0.9), "#5d8f4c", bulge=0.6),
        ]
    )


@subject("barn", metres=8.0, stance="ground", group="building", prominence=0.42, found_in=("field", "village"))
def barn(rng: Rng) -> list[Part]:
    paint, roof = pick(rng, (("#a8382f", "#5a4a4c"), ("#b0452f", "#6a4a3a"), ("#8f3a34", "#4a4f5a"),
        ("#b89a6a", "#7a4a36")))
    trim = "#f2ece0"
    front = ((-0.95, 0.0), (-0.95, 0.50), (-0.84, 0.75), (-0.48, 0.97), (-0.12, 0.75), (-0.01, 0.50), (-0.01, 0.0))
    planks = [shadow(clipped(front, box(x, 0.0, x + 0.010, 1.0)), 0.16) for x in np.arange(-0.88, -0.03, 0.10)]
    parts = [
        Part(box(-0.03, 0.0, 0.96, 0.52), darker(paint, 0.16), bulge=0.1),
        *(shadow(box(x, 0.0, x + 0.010, 0.50), 0.16) for x in np.arange(0.08, 0.94, 0.11)),
        Part(front, paint, bulge=0.1),
        *planks,
        detail(((-0.14, 0.73), (-0.50, 0.955), (-0.49, 1.0), (0.60, 1.0), (0.92, 0.76)), roof, bulge=0.15),
        detail(((-0.14, 0.75), (0.92, 0.77), (1.04, 0.48), (0.02, 0.48)), darker(roof, 0.15), bulge=0.15),
        *(shadow(limb([(a, 0.97, 0.008), (a + 0.34, 0.78, 0.008)]), 0.2) for a in (-0.24, 0.0, 0.24)),
        *(shadow(limb([(a, 0.73, 0.008), (a + 0.13, 0.50, 0.008)]), 0.2) for a in (0.12, 0.36, 0.60)),
    ]
    eaves = [(-1.0, 0.46), (-0.87, 0.755), (-0.48, 0.995), (-0.09, 0.755), (0.04, 0.46)]
    parts += [detail(limb([(*p, 0.045), (*q, 0.045)]), trim, bulge=0.2) for p, q in pairwise(eaves)]
    parts += [
        detail(box(-0.73, 0.0, -0.23, 0.44), trim, bulge=0.1),
        *(detail(box(x, 0.0, x + 0.205, 0.405), darker(paint, 0.12), bulge=0.1) for x in (-0.695, -0.47)),
        *(detail(limb([(x + a, 0.015, 0.028), (x + 0.205 - a, 0.39, 0.028)]), trim, bulge=0.1)
            for x in (-0.695, -0.47) for a in (0.014, 0.191)),
        detail(box(-0.57, 0.60, -0.39, 0.80), trim, bulge=0.1),
        light(box(-0.545, 0.62, -0.415, 0.78), "#ffd37a" if rng.random() < 0.5 else "#3f3034"),
        *(detail(box(x, 0.20, x + 0.17, 0.38), trim, bulge=0.1) for x in (0.17, 0.56)),
        *(light(box(x + 0.022, 0.222, x + 0.148, 0.358), "#ffd37a") for x in (0.17, 0.56)),
    ]
    return standing(parts, foot=0.0)
