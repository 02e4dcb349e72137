"""A butterfly with open wings, and a dragon."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, blend, contour, darker, ellipse, limb, pick, placed, put, shadow, sheen, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _butterfly(rng: np.random.Generator) -> list[Part]:
    wing, edge, spot = pick(rng, (("#ec8a2c", "#352630", "#fbf0dc"), ("#3f82cc", "#25304f", "#cfe8f4"),
        ("#d8556a", "#4a2438", "#fbd9a8"), ("#f0c63c", "#4a3620", "#fff6da")))
    open_by = float(rng.uniform(0.9, 1.06))
    upper = contour([(0.03, 0.56), (0.10, 0.74), (0.28, 0.93), (0.52, 1.0), (0.66, 0.93), (0.67, 0.76), (0.56, 0.60),
        (0.36, 0.50), (0.14, 0.47)])
    upper_in = contour([(0.06, 0.57), (0.14, 0.73), (0.29, 0.86), (0.46, 0.91), (0.55, 0.85), (0.555, 0.75),
        (0.47, 0.635), (0.32, 0.555), (0.14, 0.51)])
    lower = contour([(0.03, 0.47), (0.18, 0.485), (0.38, 0.47), (0.52, 0.38), (0.53, 0.22), (0.42, 0.08), (0.28, 0.02),
        (0.18, 0.12), (0.09, 0.30)])
    lower_in = contour([(0.06, 0.445), (0.19, 0.455), (0.35, 0.43), (0.44, 0.355), (0.44, 0.24), (0.36, 0.145),
        (0.28, 0.115), (0.20, 0.19), (0.12, 0.33)])
    side: list[Part] = [
        Part(lower, edge, role="detail", bulge=0.2),
        Part(lower_in, darker(wing, 0.12), bulge=0.3),
        Part(upper, edge, role="detail", bulge=0.2),
        Part(upper_in, wing, bulge=0.3),
        *(Part(limb([(0.08, 0.545, 0.012), (x, y, 0.022)]), edge, role="detail", bulge=0.0)
            for x, y in ((0.30, 0.86), (0.47, 0.82), (0.50, 0.68))),
        *(Part(limb([(0.08, 0.42, 0.012), (x, y, 0.020)]), edge, role="detail", bulge=0.0)
            for x, y in ((0.41, 0.36), (0.36, 0.18))),
        *(Part(ellipse(x, y, r, r), spot, role="detail", bulge=0.0)
            for x, y, r in ((0.60, 0.90, 0.026), (0.625, 0.80, 0.022), (0.50, 0.945, 0.022), (0.48, 0.20, 0.022),
            (0.49, 0.30, 0.022), (0.39, 0.095, 0.022))),
        Part(ellipse(0.30, 0.31, 0.062, 0.062), spot, role="detail", bulge=0.0),
        Part(ellipse(0.30, 0.31, 0.032, 0.032), edge, role="detail", bulge=0.0),
        sheen(limb([(0.16, 0.70, 0.03), (0.28, 0.81, 0.05), (0.42, 0.86, 0.03)]), 0.22),
    ]
    parts = [Part(tuple((x * open_by, y) for x, y in p.outline), p.colour, p.role, p.bulge, p.alpha) for p in side]
    parts += [Part(tuple((-x * open_by, y) for x, y in p.outline), p.colour, p.role, p.bulge, p.alpha) for p in side]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.015, 0.72, 0.018), (s * 0.07, 0.86, 0.016), (s * 0.15, 0.94, 0.016)]), edge,
                role="detail", bulge=0.1),
            Part(ellipse(s * 0.155, 0.945, 0.02, 0.02), edge, role="detail", bulge=0.3),
        ]
    parts += [
        Part(limb([(0.0, 0.66, 0.06), (0.0, 0.52, 0.085), (0.0, 0.36, 0.06), (0.0, 0.18, 0.03)]), edge, role="detail",
            bulge=0.6),
        Part(ellipse(0.0, 0.70, 0.045, 0.045), edge, role="detail", bulge=0.6),
        *(Part(limb([(-0.025, y, 0.016), (0.025, y, 0.016)]), blend(edge, wing, 0.5), role="detail", bulge=0.0)
            for y in (0.42, 0.35, 0.28)),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.2, 0.2))))


def _dragon(rng: np.random.Generator) -> list[Part]:
    coat, belly, wing = pick(rng, (("#4f8f5a", "#e9d79a", "#c4633c"), ("#b5403c", "#f0cf8a", "#6a2f3f"),
        ("#4a6fa8", "#d8e2d0", "#7a5aa0"), ("#6f5a96", "#e6cfa8", "#3f7a8a")))
    lift = float(rng.uniform(-0.03, 0.05))
    fire = rng.random() < 0.6
    torso = contour([(-0.36, 0.36), (-0.30, 0.48), (-0.12, 0.55), (0.08, 0.58), (0.20, 0.68), (0.27, 0.78),
        (0.40, 0.74), (0.40, 0.58), (0.36, 0.40), (0.22, 0.26), (0.0, 0.22), (-0.22, 0.22)])
    neck = limb([(0.22, 0.58, 0.30), (0.32, 0.74, 0.22), (0.36, 0.86, 0.17), (0.42, 0.93, 0.15)])
    tail = [(-0.26, 0.38, 0.24), (-0.46, 0.24, 0.17), (-0.70, 0.12, 0.12), (-0.94, 0.12, 0.085), (-1.08, 0.26, 0.06),
        (-1.06, 0.40, 0.035)]
    head = contour([(0.34, 0.92), (0.36, 1.01), (0.46, 1.05), (0.56, 1.01), (0.66, 0.975), (0.76, 0.955), (0.79, 0.91),
        (0.76, 0.875), (0.62, 0.87), (0.50, 0.85), (0.40, 0.85)])
    jaw = contour([(0.44, 0.87), (0.58, 0.855), (0.73, 0.815), (0.72, 0.78), (0.58, 0.785), (0.46, 0.81)])
    membrane = contour([(0.10, 0.54), (0.02, 0.84 + lift), (-0.10, 1.22 + lift, 0), (-0.44, 1.16 + lift),
        (-0.92, 0.94 + lift, 0), (-0.74, 0.86 + lift), (-0.66, 0.66 + lift, 0), (-0.50, 0.70 + lift), (-0.36, 0.52, 0),
        (-0.22, 0.58), (-0.08, 0.48)])
    far = put([Part(membrane, darker(wing, 0.35), role="detail", bulge=0.2)], 0.20, 0.02, scale=0.95, turn=-0.22)
    spines = []
    for x, y, size, turn in ((0.305, 0.99, 0.07, 0.9), (0.235, 0.88, 0.075, 1.1), (0.18, 0.77, 0.08, 0.95),
        (0.10, 0.645, 0.075, 0.6), (-0.10, 0.565, 0.07, 0.3), (-0.25, 0.52, 0.07, 0.55), (-0.40, 0.38, 0.065, 0.8),
        (-0.56, 0.255, 0.06, 0.75), (-0.72, 0.19, 0.055, 0.45), (-0.88, 0.18, 0.045, 0.1)):
        spines.append(Part(placed(contour([(-size * 0.65, 0.0, 0), (0.0, size * 0.55), (-size * 0.15, size * 1.2, 0),
            (size * 0.5, size * 0.55), (size * 0.6, 0.0, 0)]), x, y - 0.012, turn=turn), wing, role="detail",
            bulge=0.2))
    legs = [limb([(x, 0.36, 0.22), (x + 0.04, 0.24, 0.15), (x - 0.03, 0.13, 0.09), (x, 0.045, 0.085),
        (x + 0.07, 0.04, 0.08)]) for x in (-0.10, 0.27, -0.22, 0.18)]
    horn = contour([(0.40, 1.02), (0.33, 1.08), (0.22, 1.13, 0), (0.29, 1.06), (0.35, 0.985)])
    parts: list[Part] = []
    if fire:
        parts += [
            Part(contour([(0.74, 0.86), (0.90, 0.93), (1.04, 0.92), (1.26, 0.98, 0), (1.16, 0.88), (1.34, 0.84, 0),
                (1.16, 0.79), (1.24, 0.70, 0), (1.02, 0.75), (0.88, 0.77)]), "#f07a28", role="light", bulge=0.0),
            Part(contour([(0.74, 0.855), (0.90, 0.88), (1.02, 0.88), (1.18, 0.90, 0), (1.10, 0.835), (1.14, 0.77, 0),
                (0.98, 0.79), (0.86, 0.81)]), "#ffd75e", role="light", bulge=0.0),
        ]
    parts += [
        *far,
        Part(legs[0], darker(coat, 0.35), bulge=0.4),
        Part(legs[1], darker(coat, 0.35), bulge=0.4),
        *spines,
        Part(limb(tail), coat, bulge=0.6),
        Part(contour([(-1.10, 0.36), (-1.18, 0.46, 0), (-1.08, 0.47), (-1.04, 0.58, 0), (-0.99, 0.47),
            (-0.92, 0.43, 0), (-1.0, 0.36)]), wing, role="detail", bulge=0.2),
        Part(torso, coat, bulge=0.7),
        Part(neck, coat, bulge=0.5),
    ]
    plates = contour([(0.44, 0.88), (0.425, 0.76), (0.44, 0.62), (0.40, 0.46), (0.30, 0.30), (0.12, 0.235),
        (0.20, 0.33), (0.29, 0.48), (0.315, 0.64), (0.345, 0.76), (0.385, 0.86)])
    parts.append(Part(plates, belly, role="detail", bulge=0.3))
    parts += [shadow(limb([(x0, y0, 0.014), (x1, y1, 0.016)]), 0.25)
        for x0, y0, x1, y1 in ((0.355, 0.79, 0.425, 0.775), (0.335, 0.71, 0.425, 0.69), (0.32, 0.62, 0.43, 0.60),
        (0.305, 0.53, 0.415, 0.50), (0.27, 0.44, 0.375, 0.405), (0.215, 0.355, 0.305, 0.315))]
    parts += [Part(legs[2], coat, bulge=0.5), Part(legs[3], coat, bulge=0.5)]
    parts += [Part(limb([(x + k, 0.035, 0.03), (x + k + 0.035, 0.012, 0.014)]), "#f4ead2", role="detail", bulge=0.0)
        for x in (-0.22, 0.18) for k in (0.02, 0.06, 0.10)]
    parts += [
        Part(membrane, wing, role="detail", bulge=0.2),
        shadow(contour([(0.06, 0.56), (-0.05, 0.84 + lift), (-0.10, 1.18 + lift, 0), (-0.16, 0.84 + lift),
            (-0.36, 0.53, 0), (-0.22, 0.58), (-0.08, 0.49)]), 0.16),
        *(Part(limb([(0.0, 0.90 + lift, 0.03), (x, y, 0.018)]), coat, bulge=0.2)
            for x, y in ((-0.36, 0.54), (-0.655, 0.68 + lift), (-0.90, 0.935 + lift))),
        Part(limb([(0.08, 0.54, 0.12), (0.04, 0.72 + lift * 0.5, 0.075), (0.0, 0.92 + lift, 0.062),
            (-0.10, 1.21 + lift, 0.03)]), coat, bulge=0.5),
        Part(placed(horn, 0.05, -0.01), "#c9b68f", role="detail", bulge=0.3),
        Part(jaw, darker(coat, 0.12), bulge=0.4),
        Part(contour([(0.52, 0.88), (0.74, 0.885), (0.715, 0.825), (0.56, 0.845)]), "#8f2f33", role="detail",
            bulge=0.0),
        Part(head, coat, bulge=0.6),
        *(Part(((x, 0.885), (x + 0.035, 0.885), (x + 0.018, 0.845)), "#fbf6e6", role="detail", bulge=0.0)
            for x in (0.60, 0.66, 0.72)),
        Part(ellipse(0.755, 0.925, 0.016, 0.011), darker(coat, 0.6), role="detail", bulge=0.0),
        Part(contour([(0.475, 0.965, 0), (0.51, 0.995), (0.56, 0.975, 0), (0.52, 0.95)]), "#f7d948", role="light",
            bulge=0.0),
        Part(ellipse(0.522, 0.972, 0.009, 0.017), "#17141a", role="detail", bulge=0.0),
        Part(horn, "#efe2c4", role="detail", bulge=0.3),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("butterfly", metres=0.1, stance="air", group="animal", draw=_butterfly, prominence=0.34),
    Subject("dragon", metres=5.0, stance="ground", group="animal", draw=_dragon, prominence=0.54),
)
