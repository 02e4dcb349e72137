"""What kings and knights carry."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "crown", metres=0.2, stance="surface", group="thing", facing=False, prominence=0.30, held=(0.955, 0.09), worn=0.17,
)
def crown(rng: Rng) -> list[Part]:
    gold = pick(rng, ("#e8b53a", "#dba63a", "#f0c24f"))
    gem = pick(rng, (("#d0344a", "#3f78c8"), ("#3f9a6a", "#d0344a"), ("#7a4fc0", "#3fa0c8")))
    tips = ((-0.64, 0.86), (-0.33, 0.92), (0.0, 1.0), (0.33, 0.92), (0.64, 0.86))
    front = contour([(-0.52, 0.10, 0), (-0.60, 0.50), (-0.64, 0.80, 0), (-0.44, 0.46), (-0.40, 0.43), (-0.33, 0.86, 0),
        (-0.18, 0.44), (-0.14, 0.43), (0.0, 0.93, 0), (0.14, 0.43), (0.18, 0.44), (0.33, 0.86, 0), (0.40, 0.43),
        (0.44, 0.46), (0.64, 0.80, 0), (0.60, 0.50), (0.52, 0.10, 0), (0.0, 0.0)])
    velvet = contour([(-0.52, 0.30, 0), (-0.46, 0.56), (-0.20, 0.68), (0.0, 0.70), (0.20, 0.68), (0.46, 0.56),
        (0.52, 0.30, 0)])
    parts = [
        detail(velvet, "#a82f3f", bulge=0.5),
        Part(front, gold, bulge=0.4),
        shadow(clipped(front, [(0.22, -0.1), (0.8, -0.1), (0.8, 1.0), (0.28, 1.0)]), 0.18),
        detail(clipped(front, [(-0.8, -0.1), (0.8, -0.1), (0.8, 0.26), (-0.8, 0.26)]), lighter(gold, 0.3), bulge=0.3),
        detail(limb([(-0.515, 0.09, 0.05), (-0.26, 0.02, 0.05), (0.0, 0.0, 0.05), (0.26, 0.02, 0.05),
            (0.515, 0.09, 0.05)]), darker(gold, 0.2), bulge=0.4),
        detail(limb([(-0.54, 0.265, 0.035), (-0.26, 0.205, 0.035), (0.0, 0.19, 0.035), (0.26, 0.205, 0.035),
            (0.54, 0.265, 0.035)]), darker(gold, 0.2), bulge=0.4),
    ]
    for i, (x, y) in enumerate(tips):
        parts += [
            detail(ellipse(x, y - 0.02, 0.058, 0.058), lighter(gold, 0.2), bulge=0.7),
            detail(ellipse(x, y - 0.02, 0.030, 0.030), gem[i % 2], bulge=0.4),
        ]
    for i, (x, y) in enumerate(((-0.36, 0.15), (-0.18, 0.12), (0.0, 0.105), (0.18, 0.12), (0.36, 0.15))):
        parts += [
            detail(ellipse(x, y, 0.062 if i % 2 == 0 else 0.04, 0.05), gem[i % 2], bulge=0.6),
            sheen(ellipse(x - 0.018, y + 0.015, 0.015, 0.012), 0.6),
        ]
    return standing(parts)


@subject(
    "sword", metres=1.1, stance="ground", group="thing", prominence=0.48, found_in=("field", "desert"),
    held=(0.36, 0.5),
)
def sword(rng: Rng) -> list[Part]:
    hilt, grip = pick(rng, (("#d8a53a", "#6a3a2c"), ("#a8b0ba", "#3f4f7a"), ("#c9863a", "#3a2a2c"),
        ("#d8a53a", "#7a2f3a")))
    gem = pick(rng, ("#d0344a", "#3f78c8", "#3f9a6a"))
    # Drawn with its point up, then stuck into the ground by it: a sword does not stand on its pommel.
    blade = ((-0.052, 0.30), (0.052, 0.30), (0.045, 0.93), (-0.045, 0.93))
    return standing(put([
        Part(blade, "#d6dce4", bulge=0.2),
        shadow(((0.0, 0.30), (0.052, 0.30), (0.045, 0.93), (0.0, 0.93)), 0.22),
        sheen(((-0.052, 0.30), (-0.030, 0.30), (-0.028, 0.93), (-0.045, 0.93)), 0.6),
        shadow(box(-0.011, 0.30, 0.011, 0.74), 0.2),
        detail(limb([(-0.20, 0.325, 0.052), (-0.10, 0.295, 0.05), (0.0, 0.285, 0.058), (0.10, 0.295, 0.05),
            (0.20, 0.325, 0.052)]), hilt, bulge=0.5),
        *(detail(ellipse(s * 0.205, 0.327, 0.036, 0.036), hilt, bulge=0.6) for s in (-1, 1)),
        detail(limb([(0.0, 0.27, 0.056), (0.0, 0.10, 0.050)]), grip, bulge=0.5),
        *(detail(limb([(-0.026, y, 0.015), (0.026, y + 0.02, 0.015)]), lighter(grip, 0.4))
            for y in (0.12, 0.16, 0.20, 0.24)),
        detail(ellipse(0.0, 0.058, 0.056, 0.056), hilt, bulge=0.7),
        detail(ellipse(0.0, 0.058, 0.026, 0.026), gem, bulge=0.4),
        detail(ellipse(0.0, 0.292, 0.024, 0.024), gem, bulge=0.4),
    ], turn=float(np.pi + rng.uniform(-0.3, 0.3))))
