"""Signs that everybody reads."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "heart", metres=0.3, stance="surface", group="thing", facing=False, prominence=0.34,
    found_in=("field", "space", "sea"), held=(0.46, 0.14),
)
def heart(rng: Rng) -> list[Part]:
    red = pick(rng, ("#d0344a", "#e0506a", "#c42f3a", "#e8708a"))
    lobe = float(rng.uniform(0.0, 0.03))
    outline = contour([(0.0, 0.0, 0), (-0.24, 0.22), (-0.45, 0.46), (-0.53, 0.72), (-0.42, 0.94 + lobe), (-0.22, 1.0),
        (-0.06, 0.90), (0.0, 0.78, 0), (0.06, 0.90), (0.22, 1.0), (0.42, 0.94 + lobe), (0.53, 0.72), (0.45, 0.46),
        (0.24, 0.22)])
    return standing([
        Part(outline, red, bulge=0.8),
        shadow(clipped(outline, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.56)]), 0.16),
        shadow(clipped(outline, [(0.30, -0.1), (0.8, -0.1), (0.8, 1.1), (0.46, 1.1)]), 0.12),
        sheen(limb([(-0.38, 0.62, 0.03), (-0.40, 0.76, 0.075), (-0.29, 0.88, 0.04)]), 0.55),
        sheen(ellipse(-0.33, 0.52, 0.034, 0.04), 0.45),
    ])


@subject("anchor", metres=1.2, stance="ground", group="thing", prominence=0.40, found_in=("beach",))
def anchor(rng: Rng) -> list[Part]:
    iron = pick(rng, ("#4a5a70", "#5a5d66", "#6a5a50", "#3f5f7a"))
    rope = bool(rng.random() < 0.6)
    hook = contour([(0.0, 0.0), (-0.20, 0.04), (-0.36, 0.16), (-0.42, 0.32, 0), (-0.53, 0.27, 0), (-0.47, 0.50, 0),
        (-0.27, 0.38, 0), (-0.345, 0.35, 0), (-0.28, 0.22), (-0.16, 0.135), (-0.055, 0.12), (0.055, 0.12),
        (0.16, 0.135), (0.28, 0.22), (0.345, 0.35, 0), (0.27, 0.38, 0), (0.47, 0.50, 0), (0.53, 0.27, 0),
        (0.42, 0.32, 0), (0.36, 0.16), (0.20, 0.04)])
    arc = [(0.10 * float(np.cos(a)), 0.90 + 0.10 * float(np.sin(a)))
        for a in np.linspace(-np.pi / 2, 3 * np.pi / 2, 33)]
    hole = [(0.055 * float(np.cos(a)), 0.90 + 0.055 * float(np.sin(a)))
        for a in np.linspace(3 * np.pi / 2, -np.pi / 2, 33)]
    parts = [
        Part((*arc, *hole), iron, bulge=0.5),
        Part(limb([(0.0, 0.82, 0.09), (0.0, 0.06, 0.11)]), iron, bulge=0.6),
        Part(limb([(-0.27, 0.70, 0.085), (0.27, 0.70, 0.085)]), iron, bulge=0.6),
        *(Part(ellipse(s * 0.275, 0.70, 0.058, 0.058), iron, bulge=0.6) for s in (-1, 1)),
        Part(hook, iron, bulge=0.5),
        sheen(limb([(-0.022, 0.78, 0.018), (-0.024, 0.20, 0.018)]), 0.3),
    ]
    if rope:
        path = [(-0.07, 0.93, 0.05), (-0.26, 0.86, 0.05), (-0.24, 0.60, 0.05), (0.10, 0.48, 0.05), (0.22, 0.30, 0.05),
            (0.06, 0.20, 0.05), (-0.16, 0.24, 0.045)]
        parts += [
            detail(limb(path), "#d8bc86", bulge=0.5),
            *(shadow(limb([(x - 0.018, y - 0.014, 0.012), (x + 0.018, y + 0.014, 0.012)]), 0.3)
                for x, y, _ in path[1:-1]),
        ]
    return standing(put(parts, turn=float(rng.uniform(-0.15, 0.15))))
