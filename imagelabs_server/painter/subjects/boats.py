"""What sails: a sailing boat with a mainsail and a jib, and a liner with funnels."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, box, clipped, contour, darker, ellipse, lighter, limb, pick, placed, shadow, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

# hull, stripe, mainsail, jib
_PAINTS = (
    ("#f4efe4", "#c4453a", "#fdf6e6", "#e9dcc0"),
    ("#2f5f8f", "#f2ead8", "#fff8ea", "#e8d9b8"),
    ("#9c5a32", "#f0dcb4", "#f8ead0", "#e2a35a"),
    ("#b8433a", "#f6ecd8", "#fff6e4", "#f0cf74"),
)


def _boat(rng: np.random.Generator) -> list[Part]:
    hull_colour, stripe, main, jib = pick(rng, _PAINTS)
    full = rng.uniform(0.0, 0.05)  # how much wind there is in the sails
    hull = contour([(-0.46, 0.185, 0), (-0.20, 0.155), (0.10, 0.155), (0.50, 0.21, 0), (0.42, 0.09), (0.33, 0.0, 0),
        (-0.36, 0.0, 0), (-0.43, 0.09)])
    mainsail = contour([(0.0, 0.985, 0), (-0.02 - full * 0.3, 0.55), (-0.015, 0.235, 0), (-0.20, 0.225),
        (-0.425, 0.255, 0), (-0.31 - full, 0.47), (-0.12 - full, 0.79)])
    foresail = contour([(0.04, 0.91, 0), (0.27 + full * 0.6, 0.55), (0.475, 0.235, 0), (0.27, 0.225), (0.06, 0.255, 0),
        (0.055 + full, 0.55)])
    cabin = contour([(-0.24, 0.15, 0), (-0.22, 0.235, 0), (0.12, 0.245, 0), (0.19, 0.16, 0)])
    return [
        Part(cabin, lighter(hull_colour, 0.55), bulge=0.2),
        *(Part(ellipse(x, 0.195, 0.026, 0.022), "#35516b", role="glass", bulge=0.0) for x in (-0.15, -0.03, 0.08)),
        Part(limb([(0.015, 0.14, 0.03), (0.015, 0.99, 0.02)]), "#7a5233", role="detail", bulge=0.4),
        Part(limb([(0.0, 0.225, 0.026), (-0.44, 0.24, 0.02)]), "#7a5233", role="detail", bulge=0.3),
        Part(mainsail, main, bulge=0.35),
        shadow(clipped(mainsail, [(-0.02, 1.0), (0.03, 1.0), (0.03, 0.2), (-0.16, 0.2)]), 0.16),
        *(
            Part(clipped(mainsail, box(-0.6, y, 0.1, y + 0.016)), darker(main, 0.2), role="detail", bulge=0.0)
            for y in (0.42, 0.60, 0.76)
        ),
        Part(foresail, jib, bulge=0.35),
        shadow(clipped(foresail, [(0.05, 1.0), (0.0, 0.2), (0.20, 0.2)]), 0.16),
        Part(contour([(0.01, 0.985, 0), (0.01, 0.94, 0), (-0.11, 0.955, 0)]), stripe, role="detail", bulge=0.0),
        Part(hull, hull_colour, bulge=0.4),
        Part(clipped(hull, [(-0.6, 0.115), (0.6, 0.145), (0.6, 0.185), (-0.6, 0.155)]), stripe, role="detail",
            bulge=0.1),
        shadow(clipped(hull, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.055), (-0.6, 0.055)]), 0.35),
    ]


def _ship(rng: np.random.Generator) -> list[Part]:
    hull_colour, band, funnel = pick(
        rng,
        (
            ("#2e3f5c", "#b5443c", "#d2503f"),
            ("#8f2f2f", "#f1e6d0", "#2f3c4f"),
            ("#f2ede2", "#2f6a94", "#e2a03a"),
            ("#30343c", "#a83c34", "#e0b33c"),
        ),
    )
    hull = contour([(-1.42, 0.47, 0), (-1.25, 0.41), (-0.6, 0.385), (0.5, 0.40), (1.10, 0.47), (1.62, 0.60, 0),
        (1.48, 0.40), (1.36, 0.16), (1.28, 0.0, 0), (-1.22, 0.0, 0), (-1.34, 0.18)])
    count = int(rng.integers(2, 4))
    parts: list[Part] = []
    for i in range(count):
        x = -0.66 + i * 0.42
        chimney = placed(box(-0.10, 0.70, 0.10, 1.16), x + 0.10, 0.0, turn=0.06)
        parts += [
            Part(chimney, funnel, role="detail", bulge=0.5),
            Part(placed(box(-0.105, 1.05, 0.105, 1.17), x + 0.10, 0.0, turn=0.06), "#2b2a30", role="detail", bulge=0.4),
            Part(placed(box(-0.102, 0.93, 0.102, 0.99), x + 0.10, 0.0, turn=0.06), "#f6efe0", role="detail", bulge=0.3),
        ]
    parts += [
        Part(limb([(0.98, 0.45, 0.05), (0.98, 1.24, 0.03)]), "#6a543c", role="detail", bulge=0.3),
        Part(limb([(-1.05, 0.40, 0.05), (-1.05, 1.05, 0.03)]), "#6a543c", role="detail", bulge=0.3),
        Part(box(-0.92, 0.38, 0.86, 0.60), "#f7f1e6", bulge=0.1),
        Part(box(-0.74, 0.58, 0.74, 0.76), "#efe7d8", bulge=0.1),
        Part(contour([(0.36, 0.74, 0), (0.36, 0.90, 0), (0.70, 0.90, 0), (0.76, 0.74, 0)]), "#fbf7ee", bulge=0.1),
        Part(box(0.45, 0.80, 0.70, 0.865), "#48627c", role="glass", bulge=0.0),
        shadow(box(-0.92, 0.56, 0.86, 0.60), 0.2),
        shadow(box(-0.74, 0.735, 0.74, 0.76), 0.2),
    ]
    for x in np.arange(-0.80, 0.80, 0.155):
        parts.append(Part(box(x, 0.44, x + 0.075, 0.53), "#ffd98a" if rng.random() < 0.5 else "#4d6680", role="light",
            bulge=0.0))
    for x in np.arange(-0.64, 0.30, 0.155):
        parts.append(Part(box(x, 0.635, x + 0.075, 0.705), "#4d6680", role="glass", bulge=0.0))
    parts += [
        Part(hull, hull_colour, bulge=0.3),
        Part(clipped(hull, box(-2, -0.1, 2, 0.12)), band, role="detail", bulge=0.2),
        shadow(clipped(hull, [(-2, -0.1), (1.32, -0.1), (1.18, 0.2), (-2, 0.16)]), 0.2),
        *(
            Part(ellipse(x, 0.245, 0.034, 0.034), "#f3d79a", role="light", bulge=0.0)
            for x in np.arange(-1.05, 1.2, 0.225)
        ),
    ]
    return standing(parts)


SUBJECTS = (
    Subject("boat", metres=9.0, stance="water", group="vehicle", draw=_boat, prominence=0.42, rim=0.15),
    Subject("ship", metres=30.0, stance="water", group="vehicle", draw=_ship, prominence=0.30, rim=0.42),
)
