"""What gives light."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("lamp", metres=0.5, stance="surface", group="thing", facing=False, prominence=0.44)
def lamp(rng: Rng) -> list[Part]:
    shade, base = pick(rng, (("#f2c66a", "#7a5236"), ("#e88a5a", "#4a5a6a"), ("#9fc08a", "#8a5a3a"),
        ("#f0dcb0", "#b5503f"), ("#7fb0c0", "#c9923f")))
    foot = contour([(-0.20, 0.0, 0), (-0.20, 0.03), (-0.11, 0.065), (-0.05, 0.085), (-0.045, 0.12), (-0.13, 0.20),
        (-0.15, 0.30), (-0.10, 0.40), (-0.05, 0.46), (-0.045, 0.58, 0), (0.045, 0.58, 0), (0.05, 0.46), (0.10, 0.40),
        (0.15, 0.30), (0.13, 0.20), (0.045, 0.12), (0.05, 0.085), (0.11, 0.065), (0.20, 0.03), (0.20, 0.0, 0)])
    cone = ((-0.34, 0.54), (0.34, 0.54), (0.19, 0.97), (-0.19, 0.97))
    parts = [
        Part(foot, base, bulge=0.6),
        sheen(limb([(-0.085, 0.22, 0.02), (-0.095, 0.29, 0.032), (-0.07, 0.36, 0.016)]), 0.4),
        detail(clipped(foot, box(-0.3, 0.085, 0.3, 0.115)), "#d8a84a", bulge=0.3),
        light(ellipse(0.0, 0.54, 0.335, 0.032), "#fff0b8"),
        light(cone, shade, bulge=0.4),
        light(clipped(cone, [(-0.14, 0.5), (0.14, 0.5), (0.09, 1.0), (-0.09, 1.0)]), lighter(shade, 0.55), alpha=0.8),
        shadow(clipped(cone, [(0.22, 0.5), (0.5, 0.5), (0.5, 1.0), (0.12, 1.0)]), 0.14),
        detail(clipped(cone, box(-0.5, 0.54, 0.5, 0.575)), darker(shade, 0.3), bulge=0.2),
        detail(clipped(cone, box(-0.5, 0.94, 0.5, 0.97)), darker(shade, 0.3), bulge=0.2),
        detail(ellipse(0.0, 0.985, 0.024, 0.024), "#d8a84a", bulge=0.4),
    ]
    return standing(parts, foot=0.0)


@subject("candle", metres=0.25, stance="surface", group="thing", prominence=0.40, held=(0.44, 0.14))
def candle(rng: Rng) -> list[Part]:
    colour, brass = pick(rng, ("#f6ecd6", "#c9443f", "#e8d2a0", "#5f7fa8")), pick(rng, ("#c99a3f", "#a8a29a"))
    stick = ((-0.085, 0.20), (0.085, 0.20), (0.08, 0.66), (-0.08, 0.66))
    parts = [
        detail(limb([(0.22, 0.16, 0.045), (0.36, 0.17, 0.045), (0.38, 0.07, 0.045), (0.25, 0.05, 0.04)]),
            darker(brass, 0.15), bulge=0.4),
        detail(contour([(-0.30, 0.12, 0), (-0.24, 0.03), (-0.12, 0.0), (0.12, 0.0), (0.24, 0.03), (0.30, 0.12, 0),
            (0.0, 0.14)]), brass, bulge=0.6),
        detail(ellipse(0.0, 0.12, 0.30, 0.034), lighter(brass, 0.3), bulge=0.2),
        detail(((-0.115, 0.12), (0.115, 0.12), (0.105, 0.23), (-0.105, 0.23)), brass, bulge=0.5),
        Part(stick, colour, bulge=0.5),
        shadow(clipped(stick, box(0.03, 0.1, 0.2, 0.7)), 0.18),
        detail(contour([(-0.088, 0.67), (-0.095, 0.57), (-0.065, 0.52), (-0.045, 0.59), (-0.02, 0.60), (0.0, 0.54),
            (0.025, 0.60), (0.055, 0.61), (0.088, 0.67)]), lighter(colour, 0.5), bulge=0.5),
        light(ellipse(0.0, 0.665, 0.084, 0.020), lighter(colour, 0.6), bulge=0.1),
        detail(limb([(0.0, 0.66, 0.016), (0.004, 0.725, 0.014)]), "#3a2a28"),
        light(contour([(0.0, 0.69), (-0.058, 0.75), (-0.05, 0.85), (0.0, 1.0, 0), (0.05, 0.85), (0.058, 0.75)]),
            "#ff9a2f"),
        light(contour([(0.0, 0.70), (-0.034, 0.75), (-0.027, 0.82), (0.0, 0.91, 0), (0.027, 0.82), (0.034, 0.75)]),
            "#fff0a0"),
    ]
    return standing(parts, foot=0.0)


@subject("lantern", metres=0.4, stance="surface", group="thing", facing=False, prominence=0.40, held=(0.2, 0.22))
def lantern(rng: Rng) -> list[Part]:
    metal = pick(rng, ("#3a3a44", "#6a4a34", "#4a5a54"))
    glow = pick(rng, ("#ffd36a", "#ffc04f", "#ffe08a"))
    parts = [
        detail(limb([(-0.20, 0.62, 0.026), (-0.24, 0.80, 0.026), (0.0, 0.98, 0.03), (0.24, 0.80, 0.026),
            (0.20, 0.62, 0.026)]), metal, bulge=0.3),
        light(box(-0.20, 0.16, 0.20, 0.62), glow, bulge=0.3),
        light(ellipse(0.0, 0.36, 0.13, 0.17), "#fff0b0", alpha=0.8),
        detail(box(-0.055, 0.16, 0.055, 0.28), "#f6ecd6", bulge=0.4),
        light(contour([(0.0, 0.28), (-0.04, 0.34), (0.0, 0.48, 0), (0.04, 0.34)]), "#ff8a2a"),
        *(detail(box(x - 0.018, 0.14, x + 0.018, 0.64), metal, bulge=0.3) for x in (-0.205, 0.205)),
        detail(box(-0.22, 0.375, 0.22, 0.40), metal, bulge=0.2),
        Part(contour([(-0.29, 0.61, 0), (-0.18, 0.72), (-0.085, 0.76), (-0.075, 0.83, 0), (0.075, 0.83, 0),
            (0.085, 0.76), (0.18, 0.72), (0.29, 0.61, 0)]), metal, bulge=0.5),
        sheen(limb([(-0.20, 0.66, 0.014), (-0.12, 0.72, 0.022), (-0.06, 0.745, 0.012)]), 0.3),
        Part(contour([(-0.29, 0.0, 0), (-0.25, 0.08), (-0.23, 0.16, 0), (0.23, 0.16, 0), (0.25, 0.08),
            (0.29, 0.0, 0)]), metal, bulge=0.5),
    ]
    return standing(parts, foot=0.0)
