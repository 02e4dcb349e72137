"""Insects."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("bee", metres=0.05, stance="air", group="animal", prominence=0.24, found_in=("garden",))
def bee(rng: Rng) -> list[Part]:
    gold, dark = pick(rng, ("#f2b92f", "#f5c93f", "#eba92a")), "#33282a"
    beat = float(rng.uniform(-0.15, 0.15))
    body = contour([(-0.62, 0.30, 0), (-0.50, 0.46), (-0.26, 0.58), (0.02, 0.60), (0.24, 0.54), (0.30, 0.34),
        (0.22, 0.16), (0.0, 0.08), (-0.28, 0.10), (-0.50, 0.20)])
    wing = contour([(0.0, 0.0), (-0.12, 0.20), (-0.12, 0.42), (0.02, 0.52), (0.16, 0.42), (0.16, 0.20)])
    parts = [
        detail(placed(wing, 0.06, 0.52, turn=-0.55 + beat), "#cfe2ee", bulge=0.2, alpha=0.85),
        *(detail(limb([(x, 0.14, 0.03), (x + 0.02, 0.02, 0.026), (x + 0.07, -0.02, 0.02)]), dark,
            bulge=0.2) for x in (-0.14, 0.02, 0.16)),
        Part(body, gold, bulge=0.8),
    ]
    parts += [detail(clipped(body, ((x - w, 0.0), (x + w, 0.0), (x + w - 0.05, 0.7), (x - w - 0.05, 0.7))), dark,
        bulge=0.6) for x, w in ((-0.42, 0.05), (-0.20, 0.055), (0.04, 0.055))]
    parts += [
        detail(ellipse(0.40, 0.36, 0.20, 0.205), dark, bulge=0.7),
        *(detail(limb([(x, 0.53, 0.024), (x + 0.05, 0.68, 0.022), (x + 0.14, 0.74, 0.022)]), dark,
            bulge=0.2) for x in (0.40, 0.48)),
        *(detail(ellipse(x, 0.745, 0.03, 0.03), dark, bulge=0.4) for x in (0.545, 0.625)),
        detail(ellipse(0.47, 0.39, 0.070, 0.080), "#fdf8ea", bulge=0.1),
        detail(ellipse(0.485, 0.385, 0.040, 0.050), "#15121a"),
        detail(ellipse(0.473, 0.405, 0.014, 0.014), "#ffffff"),
        detail(limb([(0.55, 0.27, 0.016), (0.48, 0.245, 0.022), (0.42, 0.26, 0.014)]), gold),
        detail(placed(wing, -0.06, 0.54, turn=0.35 + beat), "#e6f1f6", bulge=0.2, alpha=0.9),
        sheen(clipped(body, ellipse(-0.10, 0.54, 0.26, 0.03, turn=0.05)), 0.3),
    ]
    return standing(parts)


@subject("butterfly", metres=0.1, stance="air", group="animal", prominence=0.34, found_in=("garden", "field"))
def butterfly(rng: Rng) -> list[Part]:
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
        detail(lower, edge, bulge=0.2),
        Part(lower_in, darker(wing, 0.12), bulge=0.3),
        detail(upper, edge, bulge=0.2),
        Part(upper_in, wing, bulge=0.3),
        *(detail(limb([(0.08, 0.545, 0.012), (x, y, 0.022)]), edge)
            for x, y in ((0.30, 0.86), (0.47, 0.82), (0.50, 0.68))),
        *(detail(limb([(0.08, 0.42, 0.012), (x, y, 0.020)]), edge) for x, y in ((0.41, 0.36), (0.36, 0.18))),
        *(detail(ellipse(x, y, r, r), spot)
            for x, y, r in ((0.60, 0.90, 0.026), (0.625, 0.80, 0.022), (0.50, 0.945, 0.022), (0.48, 0.20, 0.022),
            (0.49, 0.30, 0.022), (0.39, 0.095, 0.022))),
        detail(ellipse(0.30, 0.31, 0.062, 0.062), spot),
        detail(ellipse(0.30, 0.31, 0.032, 0.032), edge),
        sheen(limb([(0.16, 0.70, 0.03), (0.28, 0.81, 0.05), (0.42, 0.86, 0.03)]), 0.22),
    ]
    parts = [Part(tuple((x * open_by, y) for x, y in p.outline), p.colour, p.role, p.bulge, p.alpha) for p in side]
    parts += [Part(tuple((-x * open_by, y) for x, y in p.outline), p.colour, p.role, p.bulge, p.alpha) for p in side]
    for s in (-1, 1):
        parts += [
            detail(limb([(s * 0.015, 0.72, 0.018), (s * 0.07, 0.86, 0.016), (s * 0.15, 0.94, 0.016)]), edge, bulge=0.1),
            detail(ellipse(s * 0.155, 0.945, 0.02, 0.02), edge, bulge=0.3),
        ]
    parts += [
        detail(limb([(0.0, 0.66, 0.06), (0.0, 0.52, 0.085), (0.0, 0.36, 0.06), (0.0, 0.18, 0.03)]), edge, bulge=0.6),
        detail(ellipse(0.0, 0.70, 0.045, 0.045), edge, bulge=0.6),
        *(detail(limb([(-0.025, y, 0.016), (0.025, y, 0.016)]), blend(edge, wing, 0.5)) for y in (0.42, 0.35, 0.28)),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.2, 0.2))))
