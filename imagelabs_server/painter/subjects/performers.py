"""A witch with her broom and a ballerina on her toes."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, box, clipped, contour, darker, ellipse, lighter, limb, pick, shadow, sheen, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _face(y: float, r: float, skin: str) -> list[Part]:
    """A face around (0, y): skin, eyes, cheeks, mouth."""
    return [
        Part(ellipse(0.0, y, r, r * 1.15), skin, role="detail", bulge=0.5),
        *(Part(ellipse(s * r * 0.40, y + r * 0.05, r * 0.13, r * 0.18), "#2a2024", role="detail", bulge=0.0)
            for s in (-1, 1)),
        *(Part(ellipse(s * r * 0.58, y - r * 0.30, r * 0.20, r * 0.14), "#e8807a", role="detail", bulge=0.0, alpha=0.5)
            for s in (-1, 1)),
        Part(limb([(-r * 0.28, y - r * 0.52, r * 0.09), (0.0, y - r * 0.64, r * 0.14),
            (r * 0.28, y - r * 0.52, r * 0.09)]), "#a8404a", role="detail", bulge=0.0),
    ]


def _witch(rng: np.random.Generator) -> list[Part]:
    robe, trim = pick(rng, (("#4a3a6a", "#e8923a"), ("#33333f", "#9a5ac0"), ("#3f5a4a", "#d8b84a"),
        ("#5a2f4a", "#e0a83a")))
    skin, hair = pick(rng, (("#f0cfae", "#c9622a"), ("#b8cf8a", "#3a2f4a"), ("#f2d4b8", "#7a4a9a"),
        ("#e0b48c", "#2c2326")))
    body = contour([(-0.115, 0.64), (-0.125, 0.48), (-0.20, 0.24), (-0.27, 0.045, 0), (-0.13, 0.075), (0.0, 0.04),
        (0.13, 0.075), (0.27, 0.045, 0), (0.20, 0.24), (0.125, 0.48), (0.115, 0.64), (0.0, 0.67)])
    hat = contour([(-0.125, 0.815), (-0.085, 0.90), (-0.045, 0.99), (0.0, 1.07), (0.09, 1.12, 0), (0.065, 1.03),
        (0.085, 0.92), (0.125, 0.815), (0.0, 0.79)])
    bristles = contour([(0.255, 0.22), (0.23, 0.10), (0.20, 0.0, 0), (0.27, 0.015), (0.31, 0.0, 0), (0.35, 0.015),
        (0.42, 0.0, 0), (0.39, 0.10), (0.365, 0.22)])
    parts = [
        Part(limb([(0.31, 0.16, 0.030), (0.31, 0.55, 0.028), (0.31, 0.93, 0.030)]), "#8a5c36", role="detail",
            bulge=0.4),
        Part(bristles, "#cf9a45", role="detail", bulge=0.4),
        *(shadow(limb([(0.31 + d * 0.35, 0.20, 0.008), (0.31 + d, 0.03, 0.010)]), 0.3) for d in (-0.06, -0.02, 0.03,
            0.07)),
        Part(box(0.25, 0.20, 0.37, 0.235), "#7a4526", role="detail", bulge=0.3),
        Part(contour([(-0.10, 0.80), (-0.155, 0.66), (-0.165, 0.50, 0), (-0.06, 0.56), (0.06, 0.56), (0.165, 0.50, 0),
            (0.155, 0.66), (0.10, 0.80)]), darker(hair, 0.2), role="detail", bulge=0.5),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.07, 0.12, 0.055), (s * 0.075, 0.04, 0.05)]), trim, role="detail", bulge=0.3),
            Part(contour([(s * 0.03, 0.0, 0), (s * 0.035, 0.05), (s * 0.09, 0.055), (s * 0.15, 0.03),
                (s * 0.19, 0.055, 0), (s * 0.17, 0.0, 0)]), "#2a262e", role="detail", bulge=0.4),
        ]
    parts += [
        Part(body, robe, bulge=0.6),
        shadow(clipped(body, box(0.06, -0.1, 0.4, 0.7)), 0.2),
        *(shadow(limb([(x * 0.4, 0.44, 0.008), (x, 0.10, 0.016)]), 0.2) for x in (-0.14, 0.02, 0.15)),
        Part(clipped(body, box(-0.3, 0.46, 0.3, 0.495)), trim, role="detail", bulge=0.2),
        Part(box(-0.025, 0.452, 0.025, 0.503), "#f2d36a", role="detail", bulge=0.3),
        Part(contour([(-0.085, 0.62), (-0.17, 0.56), (-0.225, 0.40), (-0.265, 0.31, 0), (-0.16, 0.315, 0),
            (-0.11, 0.44)]), darker(robe, 0.18), bulge=0.4),
        Part(ellipse(-0.212, 0.305, 0.030, 0.034), skin, role="detail", bulge=0.3),
        Part(contour([(0.085, 0.62), (0.17, 0.59), (0.295, 0.57, 0), (0.305, 0.46, 0), (0.18, 0.45), (0.11, 0.48)]),
            darker(robe, 0.24), bulge=0.4),
        Part(ellipse(0.308, 0.515, 0.036, 0.038), skin, role="detail", bulge=0.3),
        Part(limb([(0.0, 0.70, 0.05), (0.0, 0.64, 0.06)]), darker(skin, 0.15), role="detail", bulge=0.2),
        *_face(0.735, 0.088, skin),
        Part(contour([(0.0, 0.735), (0.03, 0.705), (0.008, 0.695), (-0.018, 0.705)]), darker(skin, 0.2), role="detail",
            bulge=0.2),
        *(Part(contour([(s * 0.02, 0.82), (s * 0.09, 0.81), (s * 0.115, 0.70), (s * 0.10, 0.60, 0), (s * 0.075, 0.71),
            (s * 0.05, 0.77)]), hair, role="detail", bulge=0.4) for s in (-1, 1)),
        Part(hat, robe, bulge=0.5),
        shadow(contour([(0.02, 0.81), (0.03, 0.98), (0.08, 1.10, 0), (0.065, 1.03), (0.085, 0.92), (0.12, 0.82)]), 0.2),
        Part(limb([(-0.115, 0.855, 0.036), (0.0, 0.845, 0.042), (0.115, 0.855, 0.036)]), trim, role="detail",
            bulge=0.2),
        Part(box(-0.028, 0.825, 0.028, 0.868), "#f2d36a", role="detail", bulge=0.2),
        Part(limb([(-0.255, 0.80, 0.024), (-0.12, 0.815, 0.046), (0.0, 0.81, 0.05), (0.12, 0.815, 0.046),
            (0.255, 0.80, 0.024)]), darker(robe, 0.1), bulge=0.4),
    ]
    return standing(parts, foot=0.0)


def _ballerina(rng: np.random.Generator) -> list[Part]:
    dress, pale = pick(rng, (("#f0a0bc", "#fbe0ea"), ("#9ab4e4", "#e6eefa"), ("#f4f0ec", "#ffffff"),
        ("#c0a0e0", "#efe4fa"), ("#e0646e", "#f8d4d4")))
    skin, hair = pick(rng, (("#f5d3b4", "#6a4028"), ("#f2c9a4", "#2c2326"), ("#e3aa80", "#3a2a26"),
        ("#b87a52", "#2c2326"), ("#f5d3b4", "#c99a4c")))
    lift = float(rng.uniform(-0.02, 0.03))
    tutu = contour([(-0.08, 0.565), (-0.22, 0.575), (-0.36, 0.55), (-0.405, 0.515, 0), (-0.33, 0.485), (-0.16, 0.465),
        (0.0, 0.46), (0.16, 0.465), (0.33, 0.485), (0.405, 0.515, 0), (0.36, 0.55), (0.22, 0.575), (0.08, 0.565)])
    under = contour([(-0.34, 0.505), (-0.24, 0.455, 0), (-0.12, 0.435), (0.0, 0.425), (0.12, 0.435), (0.24, 0.455, 0),
        (0.34, 0.505), (0.0, 0.53)])
    bodice = contour([(-0.088, 0.755), (-0.092, 0.68), (-0.068, 0.555, 0), (0.068, 0.555, 0), (0.092, 0.68),
        (0.088, 0.755), (0.045, 0.715), (0.0, 0.705), (-0.045, 0.715)])
    stocking = lighter(dress, 0.55)
    parts = [
        Part(limb([(0.02, 0.47, 0.10), (0.20, 0.36 + lift, 0.078), (0.19, 0.35 + lift, 0.07), (0.04, 0.265, 0.045)]),
            darker(stocking, 0.12), role="detail", bulge=0.4),
        Part(limb([(0.055, 0.275, 0.05), (-0.01, 0.225, 0.028)]), darker(dress, 0.1), role="detail", bulge=0.3),
        Part(limb([(-0.02, 0.48, 0.105), (-0.012, 0.30, 0.075), (-0.005, 0.20, 0.066), (0.0, 0.07, 0.042)]), stocking,
            role="detail", bulge=0.5),
        Part(contour([(-0.026, 0.085), (-0.028, 0.03), (-0.016, 0.0, 0), (0.016, 0.0, 0), (0.028, 0.03),
            (0.026, 0.085)]), dress, role="detail", bulge=0.4),
        *(Part(limb([(-0.028, y, 0.010), (0.028, y + 0.03, 0.010)]), dress, role="detail", bulge=0.0)
            for y in (0.095, 0.125)),
        Part(under, pale, role="detail", bulge=0.3),
        Part(tutu, dress, bulge=0.4),
        *(shadow(limb([(x * 0.25, 0.545, 0.006), (x, 0.508, 0.010)]), 0.16)
            for x in (-0.30, -0.20, -0.10, 0.0, 0.10, 0.20, 0.30)),
        sheen(limb([(-0.30, 0.552, 0.008), (-0.16, 0.564, 0.014), (-0.06, 0.562, 0.008)]), 0.4),
        Part(limb([(0.0, 0.82, 0.046), (0.0, 0.74, 0.056)]), darker(skin, 0.14), role="detail", bulge=0.2),
        Part(contour([(-0.09, 0.745), (-0.05, 0.775), (0.05, 0.775), (0.09, 0.745), (0.05, 0.70), (-0.05, 0.70)]), skin,
            role="detail", bulge=0.3),
        Part(bodice, dress, bulge=0.5),
        shadow(clipped(bodice, box(0.025, 0.5, 0.2, 0.8)), 0.16),
        *(Part(limb([(s * 0.085, 0.745, 0.042), (s * 0.20, 0.83, 0.040), (s * 0.20, 0.98, 0.034),
            (s * 0.06, 1.08, 0.024)]), skin, role="detail", bulge=0.4) for s in (-1, 1)),
        *(Part(ellipse(s * 0.048, 1.084, 0.024, 0.016, turn=-s * 0.5), skin, role="detail", bulge=0.3) for s in (-1,
            1)),
        Part(ellipse(0.0, 1.0, 0.042, 0.040), hair, role="detail", bulge=0.6),
        *_face(0.885, 0.074, skin),
        Part(contour([(-0.08, 0.87, 0), (-0.084, 0.93), (-0.045, 0.978), (0.045, 0.978), (0.084, 0.93), (0.08, 0.87, 0),
            (0.05, 0.935), (0.0, 0.95), (-0.05, 0.935)]), hair, role="detail", bulge=0.5),
        Part(limb([(-0.052, 0.972, 0.014), (0.0, 0.985, 0.018), (0.052, 0.972, 0.014)]), "#f2cf6a", role="detail",
            bulge=0.3),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("witch", metres=1.9, stance="ground", group="person", draw=_witch, prominence=0.48),
    Subject("ballerina", metres=1.9, stance="ground", group="person", draw=_ballerina, facing=True, prominence=0.48),
)
