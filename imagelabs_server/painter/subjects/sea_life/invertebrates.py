"""Animals of the sea that have no bones."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "octopus", metres=0.7, stance="underwater", group="animal", facing=False, prominence=0.38, found_in=("underwater",),
)
def octopus(rng: Rng) -> list[Part]:
    skin, pale = pick(rng, (("#d8605a", "#f6c4b0"), ("#a85a9a", "#ecc0dc"), ("#e08a3a", "#fbdcb0"),
        ("#5f7fb8", "#cfdcf0")))
    wave = float(rng.uniform(-0.04, 0.04))
    arms = [[(s * 0.10 * k, 0.44, 0.17), (s * (0.16 * k + 0.02), 0.26, 0.14),
        (s * (0.26 * k + 0.03) + wave, 0.12, 0.11), (s * (0.36 * k + 0.02), 0.07 + 0.03 * k, 0.08),
        (s * (0.42 * k), 0.15 + 0.06 * k - wave, 0.055), (s * (0.40 * k - 0.05), 0.22 + 0.06 * k, 0.03)]
        for k in (1.9, 1.25, 0.55) for s in (-1, 1)]
    head = contour([(-0.24, 0.42), (-0.32, 0.60), (-0.34, 0.78), (-0.22, 0.95), (0.0, 1.0), (0.22, 0.95), (0.34, 0.78),
        (0.32, 0.60), (0.24, 0.42), (0.0, 0.36)])
    parts = []
    for i, arm in enumerate(arms):
        parts.append(Part(limb(arm), darker(skin, 0.24 - 0.11 * (i // 2)), bulge=0.6))
        parts += [detail(ellipse(x, y - w * 0.18, w * 0.16, w * 0.14), pale, bulge=0.2) for x, y, w in (arm[2], arm[3])]
    parts += [
        Part(head, skin, bulge=0.8),
        sheen(limb([(-0.22, 0.74, 0.03), (-0.19, 0.85, 0.05), (-0.08, 0.93, 0.03)]), 0.3),
        *(shadow(ellipse(x, y, r, r * 0.9), 0.14) for x, y, r in ((0.14, 0.86, 0.035), (0.22, 0.75, 0.026),
            (0.06, 0.92, 0.022), (-0.24, 0.60, 0.024))),
        *(detail(ellipse(s * 0.125, 0.60, 0.088, 0.095), "#fdf8ee", bulge=0.3) for s in (-1, 1)),
        *(detail(ellipse(s * 0.118, 0.595, 0.050, 0.056), "#17131c") for s in (-1, 1)),
        *(detail(ellipse(s * 0.118 - 0.018, 0.618, 0.018, 0.018), "#ffffff") for s in (-1, 1)),
        detail(limb([(-0.07, 0.475, 0.014), (0.0, 0.452, 0.022), (0.07, 0.475, 0.014)]), darker(skin, 0.6)),
        *(detail(ellipse(s * 0.225, 0.50, 0.042, 0.028), "#f08a80", alpha=0.6) for s in (-1, 1)),
    ]
    return standing(parts)


@subject(
    "jellyfish", metres=0.6, stance="underwater", group="animal", facing=False, prominence=0.40,
    found_in=("underwater",),
)
def jellyfish(rng: Rng) -> list[Part]:
    bell, arm = pick(rng, (("#e58ac0", "#f8d4ea"), ("#8a7fe0", "#d6d0f8"), ("#f0a060", "#fbe0c0"),
        ("#5fb8d8", "#d0f0f4")))
    phase = float(rng.uniform(0, 2 * np.pi))
    dome = contour([(-0.37, 0.64, 0), (-0.41, 0.74), (-0.33, 0.90), (-0.14, 0.985), (0.14, 0.985), (0.33, 0.90),
        (0.41, 0.74), (0.37, 0.64, 0), (0.28, 0.67), (0.185, 0.63, 0), (0.09, 0.67), (0.0, 0.63, 0), (-0.09, 0.67),
        (-0.185, 0.63, 0), (-0.28, 0.67)])
    parts: list[Part] = []
    for i, x in enumerate((-0.31, -0.21, -0.11, 0.11, 0.21, 0.31)):
        sway = 0.05 * float(np.sin(phase + 1.7 * i))
        long = 0.10 + 0.12 * (i % 2)
        parts.append(Part(limb([(x, 0.68, 0.03), (x * 1.05 + sway, 0.50, 0.026), (x * 0.9 - sway, 0.32, 0.022),
            (x * 1.1 + sway, long, 0.010)]), darker(bell, 0.05), bulge=0.4))
    for x, low in ((-0.09, 0.06), (0.08, 0.0), (0.0, 0.14)):
        s = 0.045 * float(np.sin(phase + 9 * x))
        parts.append(detail(limb([(x, 0.70, 0.11), (x * 1.3 + s, 0.52, 0.12), (x - s, 0.36, 0.08), (x * 1.6 + s, 0.20,
            0.06),
            (x * 1.2, low, 0.02)]), arm, bulge=0.5))
        parts.append(shadow(limb([(x, 0.62, 0.012), (x * 1.3 + s, 0.50, 0.018), (x - s, 0.38, 0.012)]), 0.16))
    parts += [
        Part(dome, bell, bulge=0.8),
        *(detail(clipped(dome, ellipse(x, 0.79, 0.055, 0.15)), lighter(bell, 0.25), bulge=0.2)
            for x in (-0.24, 0.0, 0.24)),
        shadow(clipped(dome, box(-0.5, 0.6, 0.5, 0.69)), 0.22),
        detail(clipped(dome, box(-0.5, 0.70, 0.5, 0.725)), lighter(bell, 0.45), bulge=0.1),
        *(detail(ellipse(x, y, r, r), lighter(bell, 0.6), bulge=0.2)
            for x, y, r in ((-0.13, 0.91, 0.024), (0.12, 0.90, 0.020), (0.0, 0.945, 0.018), (-0.30, 0.80, 0.016),
            (0.31, 0.81, 0.016))),
        sheen(contour([(-0.30, 0.86), (-0.20, 0.93), (-0.06, 0.965), (-0.14, 0.915), (-0.24, 0.84)]), 0.5),
    ]
    return standing(parts, foot=0.0)
