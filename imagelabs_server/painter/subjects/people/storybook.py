"""People of the tales."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.people.faces import face
from imagelabs_server.painter.subjects.prelude import *


@subject(
    "knight", metres=1.9, stance="ground", group="person", prominence=0.48, found_in=("field", "forest", "mountains"),
)
def knight(rng: Rng) -> list[Part]:
    cloth, charge = pick(rng, (("#b5363a", "#f2cf5a"), ("#2f5f9a", "#f4ead0"), ("#3f7a54", "#f2cf5a"),
        ("#6a3f80", "#f4ead0")))
    steel = pick(rng, ("#a9b0ba", "#9aa3b0", "#b8b4ae"))
    dim = darker(steel, 0.35)
    parts = [detail(contour([(-0.13, 0.76), (0.13, 0.76), (0.20, 0.45), (0.23, 0.14, 0), (0.0, 0.17), (-0.23, 0.14, 0),
        (-0.20, 0.45)]), darker(cloth, 0.3), bulge=0.3)]
    for s in (-1, 1):
        leg = limb([(s * 0.065, 0.45, 0.12), (s * 0.078, 0.26, 0.10), (s * 0.085, 0.06, 0.08)])
        parts += [
            detail(leg, steel if s < 0 else darker(steel, 0.12), bulge=0.6),
            detail(ellipse(s * 0.079, 0.262, 0.06, 0.05), lighter(steel, 0.3), bulge=0.6),
            detail(contour([(s * 0.03, 0.0, 0), (s * 0.035, 0.06), (s * 0.085, 0.085), (s * 0.135, 0.05),
                (s * 0.185, 0.0, 0)]), dim, bulge=0.5),
        ]
    sword = [
        detail(((0.288, 0.42), (0.322, 0.42), (0.316, 0.93), (0.305, 0.97), (0.294, 0.93)), "#dfe4ea", bulge=0.2),
        shadow(((0.306, 0.42), (0.322, 0.42), (0.316, 0.93), (0.305, 0.97)), 0.2),
        detail(limb([(0.225, 0.425, 0.032), (0.385, 0.425, 0.032)]), "#d8a53c", bulge=0.3),
        detail(limb([(0.305, 0.41, 0.03), (0.305, 0.33, 0.03)]), "#5a3a2c", bulge=0.3),
        detail(ellipse(0.305, 0.31, 0.026, 0.026), "#d8a53c", bulge=0.5),
    ]
    torso = contour([(-0.135, 0.77), (-0.13, 0.62), (-0.105, 0.53), (-0.155, 0.33, 0), (0.0, 0.305), (0.155, 0.33, 0),
        (0.105, 0.53), (0.13, 0.62), (0.135, 0.77), (0.0, 0.80)])
    parts += [
        detail(limb([(0.135, 0.72, 0.085), (0.225, 0.57, 0.075), (0.295, 0.40, 0.06)]), steel, bulge=0.6),
        Part(torso, cloth, bulge=0.4),
        shadow(clipped(torso, box(0.04, 0.2, 0.3, 0.9)), 0.18),
        detail(clipped(torso, box(-0.022, 0.545, 0.022, 0.76)), charge, bulge=0.1),
        detail(clipped(torso, box(-0.085, 0.655, 0.085, 0.70)), charge, bulge=0.1),
        detail(clipped(torso, box(-0.2, 0.495, 0.2, 0.535)), "#4a3028", bulge=0.3),
        detail(ellipse(0.0, 0.515, 0.028, 0.026), "#d8a53c", bulge=0.4),
        *(detail(contour([(s * 0.09, 0.79), (s * 0.16, 0.80), (s * 0.21, 0.735), (s * 0.20, 0.67), (s * 0.12, 0.69)]),
            lighter(steel, 0.2), bulge=0.7) for s in (-1, 1)),
        *sword,
        detail(ellipse(0.30, 0.37, 0.042, 0.046), dim, bulge=0.5),
    ]
    # helmet with a plume
    parts += [
        detail(contour([(0.0, 0.955), (-0.05, 1.04), (-0.15, 1.07), (-0.235, 1.0), (-0.25, 0.87), (-0.20, 0.80, 0),
            (-0.175, 0.91), (-0.11, 0.96), (-0.05, 0.93)]), "#d0413a" if cloth != "#b5363a" else "#f4ead0", bulge=0.5),
        detail(contour([(-0.095, 0.80, 0), (-0.105, 0.90), (-0.07, 0.975), (0.0, 1.0), (0.07, 0.975), (0.105, 0.90),
            (0.095, 0.80, 0), (0.0, 0.765)]), steel, bulge=0.7),
        detail(contour([(-0.088, 0.905, 0), (0.088, 0.905, 0), (0.082, 0.873, 0), (-0.082, 0.873, 0)]), "#1f1d26"),
        detail(box(-0.013, 0.78, 0.013, 0.99), lighter(steel, 0.35), bulge=0.2),
        *(detail(ellipse(x, y, 0.010, 0.012), "#2b2932") for x in (-0.055, 0.055) for y in (0.84, 0.805)),
        shadow(contour([(0.03, 0.78), (0.035, 0.98), (0.075, 0.965), (0.104, 0.90), (0.094, 0.80)]), 0.18),
    ]
    shield = contour([(-0.36, 0.68, 0), (-0.22, 0.695), (-0.08, 0.68, 0), (-0.08, 0.50), (-0.13, 0.39),
        (-0.22, 0.31, 0), (-0.31, 0.39), (-0.36, 0.50)])
    inner = placed([(x + 0.22, y - 0.50) for x, y in shield], -0.22, 0.50, scale=0.84)
    parts += [
        detail(limb([(-0.14, 0.72, 0.085), (-0.21, 0.60, 0.075), (-0.22, 0.50, 0.06)]), steel, bulge=0.6),
        detail(shield, steel, bulge=0.4),
        Part(inner, cloth, bulge=0.3),
        detail(clipped(inner, box(-0.245, 0.2, -0.195, 0.8)), charge, bulge=0.1),
        detail(clipped(inner, box(-0.5, 0.525, 0.0, 0.575)), charge, bulge=0.1),
    ]
    return standing(parts, foot=0.0)


@subject("wizard", metres=1.9, stance="ground", group="person", prominence=0.48, found_in=("forest", "mountains"))
def wizard(rng: Rng) -> list[Part]:
    robe, trim = pick(rng, (("#3f4f9a", "#f2cf5a"), ("#6a3f8a", "#f2cf5a"), ("#2f6a6a", "#f4e6b8"),
        ("#8a3f4f", "#f2cf5a")))
    glow = pick(rng, ("#7fe0ff", "#ffe27a", "#b8ff9a", "#ff9ae0"))
    body = contour([(-0.13, 0.62), (-0.16, 0.40), (-0.25, 0.03), (-0.12, 0.0), (0.12, 0.0), (0.25, 0.03), (0.16, 0.40),
        (0.13, 0.62), (0.0, 0.66)])
    beard = contour([(-0.10, 0.66), (-0.115, 0.54), (-0.06, 0.40), (0.0, 0.30, 0), (0.06, 0.40), (0.115, 0.54),
        (0.10, 0.66), (0.0, 0.62)])
    hat = contour([(-0.135, 0.745), (-0.09, 0.84), (-0.03, 0.93), (0.06, 1.0, 0), (0.055, 0.92), (0.10, 0.83),
        (0.135, 0.745), (0.0, 0.72)])
    star = [(r * float(np.cos(a)), r * float(np.sin(a))) for k in range(10)
        for r, a in (((0.042 if k % 2 == 0 else 0.018), np.pi / 2 + k * np.pi / 5),)]
    parts = [
        detail(limb([(0.30, 0.0, 0.034), (0.295, 0.45, 0.036), (0.30, 0.80, 0.04)]), "#7a5236", bulge=0.4),
        light(ellipse(0.30, 0.865, 0.062, 0.062), glow, bulge=0.4),
        sheen(ellipse(0.282, 0.885, 0.018, 0.016), 0.6),
        *(detail(limb([(0.30 + d, 0.79, 0.026), (0.30 + d * 2.4, 0.86, 0.022)]), "#7a5236", bulge=0.3)
            for d in (-0.022, 0.022)),
        Part(body, robe, bulge=0.6),
        shadow(clipped(body, box(0.05, -0.1, 0.4, 0.7)), 0.18),
        detail(clipped(body, box(-0.5, 0.03, 0.5, 0.07)), trim, bulge=0.2),
        *(detail(placed(star, x, y), trim) for x, y in ((-0.13, 0.20), (0.10, 0.15), (-0.02, 0.13), (0.13, 0.30))),
        Part(contour([(-0.10, 0.60), (-0.18, 0.56), (-0.24, 0.42), (-0.27, 0.32, 0), (-0.16, 0.33, 0), (-0.12, 0.44)]),
            darker(robe, 0.15), bulge=0.4),
        detail(ellipse(-0.215, 0.315, 0.034, 0.036), "#e8b896", bulge=0.4),
        Part(contour([(0.09, 0.60), (0.17, 0.58), (0.30, 0.56, 0), (0.31, 0.45, 0), (0.19, 0.42), (0.12, 0.46)]),
            darker(robe, 0.22), bulge=0.4),
        detail(ellipse(0.298, 0.51, 0.040, 0.042), "#e8b896", bulge=0.4),
        detail(ellipse(0.0, 0.685, 0.095, 0.10), "#f0c6a0", bulge=0.5),
        detail(beard, "#f2efea", bulge=0.5),
        *(shadow(limb([(x, 0.58, 0.010), (x * 0.5, 0.40, 0.014)]), 0.14) for x in (-0.05, 0.0, 0.05)),
        *(detail(limb([(0.0, 0.645, 0.03), (s * 0.045, 0.632, 0.034), (s * 0.09, 0.655, 0.016)]), "#fbf8f2",
            bulge=0.4) for s in (-1, 1)),
        detail(ellipse(0.0, 0.665, 0.022, 0.024), "#e0a080", bulge=0.5),
        *(detail(ellipse(s * 0.040, 0.700, 0.012, 0.015), "#2a2024") for s in (-1, 1)),
        *(detail(limb([(s * 0.018, 0.722, 0.014), (s * 0.044, 0.732, 0.020), (s * 0.07, 0.722, 0.012)]), "#f2efea",
            bulge=0.1) for s in (-1, 1)),
        Part(hat, robe, bulge=0.5),
        shadow(contour([(0.02, 0.73), (0.04, 0.92), (0.058, 0.985, 0), (0.055, 0.92), (0.10, 0.83), (0.132, 0.75)]),
            0.2),
        Part(limb([(-0.22, 0.735, 0.030), (-0.10, 0.748, 0.05), (0.0, 0.745, 0.056), (0.10, 0.748, 0.05),
            (0.22, 0.735, 0.030)]), darker(robe, 0.12), bulge=0.4),
        detail(limb([(-0.115, 0.785, 0.03), (0.0, 0.775, 0.034), (0.115, 0.785, 0.03)]), trim, bulge=0.2),
        detail(placed(star, -0.012, 0.855, scale=0.9), trim),
    ]
    return standing(parts, foot=0.0)


@subject(
    "princess", metres=1.75, stance="ground", group="person", facing=False, prominence=0.46,
    found_in=("garden", "field"),
)
def princess(rng: Rng) -> list[Part]:
    dress, accent = pick(rng, (("#e58aa8", "#f8dce4"), ("#7fa0dc", "#e2eaf8"), ("#b08ad8", "#ecdff8"),
        ("#f0c45a", "#fbeec4"), ("#7fc0a8", "#e0f2ea")))
    skin, hair = pick(rng, (("#f5d3b4", "#d8ae5c"), ("#f2c9a4", "#6a4028"), ("#e3aa80", "#2c2326"),
        ("#b87a52", "#2c2326"), ("#f5d3b4", "#a8552f")))
    skirt = contour([(-0.075, 0.56), (-0.16, 0.44), (-0.28, 0.20), (-0.33, 0.02, 0), (0.0, 0.0), (0.33, 0.02, 0),
        (0.28, 0.20), (0.16, 0.44), (0.075, 0.56), (0.0, 0.575)])
    front = contour([(-0.03, 0.55), (-0.07, 0.30), (-0.12, 0.008, 0), (0.0, 0.0), (0.12, 0.008, 0), (0.07, 0.30),
        (0.03, 0.55)])
    bodice = contour([(-0.095, 0.73), (-0.10, 0.66), (-0.075, 0.54, 0), (0.075, 0.54, 0), (0.10, 0.66), (0.095, 0.73),
        (0.05, 0.70), (0.0, 0.685), (-0.05, 0.70)])
    crown = contour([(-0.066, 0.935, 0), (-0.078, 1.0, 0), (-0.036, 0.965, 0), (0.0, 1.02, 0), (0.036, 0.965, 0),
        (0.078, 1.0, 0), (0.066, 0.935, 0), (0.0, 0.925)])
    parts = [
        detail(contour([(0.0, 0.955), (-0.10, 0.92), (-0.125, 0.80), (-0.145, 0.66), (-0.11, 0.54, 0), (-0.05, 0.60),
            (0.05, 0.60), (0.11, 0.54, 0), (0.145, 0.66), (0.125, 0.80), (0.10, 0.92)]), darker(hair, 0.15), bulge=0.5),
        Part(skirt, dress, bulge=0.5),
        detail(front, accent, bulge=0.3),
        *(shadow(limb([(x * 0.35, 0.50, 0.008), (x, 0.06, 0.024)]), 0.16) for x in (-0.23, 0.23)),
        detail(limb([(-0.315, 0.035, 0.036), (-0.16, 0.022, 0.036), (0.0, 0.018, 0.036), (0.16, 0.022, 0.036),
            (0.315, 0.035, 0.036)]), lighter(dress, 0.45), bulge=0.3),
    ]
    for s in (-1, 1):
        parts += [
            detail(limb([(s * 0.10, 0.69, 0.058), (s * 0.165, 0.57, 0.050), (s * 0.20, 0.46, 0.040)]), skin, bulge=0.4),
            detail(ellipse(s * 0.205, 0.45, 0.024, 0.027), skin, bulge=0.3),
            Part(ellipse(s * 0.115, 0.69, 0.055, 0.052), lighter(dress, 0.15), bulge=0.6),
        ]
    parts += [
        detail(limb([(0.0, 0.80, 0.052), (0.0, 0.71, 0.07)]), darker(skin, 0.15), bulge=0.2),
        detail(limb([(-0.05, 0.715, 0.05), (0.05, 0.715, 0.05)]), skin, bulge=0.2),
        Part(bodice, darker(dress, 0.1), bulge=0.4),
        detail(box(-0.078, 0.535, 0.078, 0.562), "#f2cf6a", bulge=0.2),
        detail(ellipse(0.0, 0.85, 0.078, 0.092), skin, bulge=0.5),
        *(detail(ellipse(s * 0.030, 0.845, 0.0105, 0.014), "#2a2024") for s in (-1, 1)),
        *(detail(ellipse(s * 0.046, 0.815, 0.016, 0.011), "#e8807a", alpha=0.55) for s in (-1, 1)),
        detail(limb([(-0.02, 0.797, 0.007), (0.0, 0.790, 0.012), (0.02, 0.797, 0.007)]), "#b5484f"),
        detail(contour([(-0.088, 0.80, 0), (-0.092, 0.89), (-0.05, 0.95), (0.0, 0.96), (0.05, 0.95), (0.092, 0.89),
            (0.088, 0.80, 0), (0.062, 0.88), (0.0, 0.915), (-0.062, 0.88)]), hair, bulge=0.5),
        detail(crown, "#f0c23a", bulge=0.4),
        *(detail(ellipse(x, y, 0.0125, 0.0125), c, bulge=0.3)
            for x, y, c in ((0.0, 0.955, "#d0344a"), (-0.042, 0.955, "#3f78c8"), (0.042, 0.955, "#3f78c8"))),
    ]
    return standing(parts, foot=0.0)


@subject("witch", metres=1.9, stance="ground", group="person", prominence=0.48, found_in=("forest", "village"))
def witch(rng: Rng) -> list[Part]:
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
        detail(limb([(0.31, 0.16, 0.030), (0.31, 0.55, 0.028), (0.31, 0.93, 0.030)]), "#8a5c36", bulge=0.4),
        detail(bristles, "#cf9a45", bulge=0.4),
        *(shadow(limb([(0.31 + d * 0.35, 0.20, 0.008), (0.31 + d, 0.03, 0.010)]), 0.3) for d in (-0.06, -0.02, 0.03,
            0.07)),
        detail(box(0.25, 0.20, 0.37, 0.235), "#7a4526", bulge=0.3),
        detail(contour([(-0.10, 0.80), (-0.155, 0.66), (-0.165, 0.50, 0), (-0.06, 0.56), (0.06, 0.56), (0.165, 0.50, 0),
            (0.155, 0.66), (0.10, 0.80)]), darker(hair, 0.2), bulge=0.5),
    ]
    for s in (-1, 1):
        parts += [
            detail(limb([(s * 0.07, 0.12, 0.055), (s * 0.075, 0.04, 0.05)]), trim, bulge=0.3),
            detail(contour([(s * 0.03, 0.0, 0), (s * 0.035, 0.05), (s * 0.09, 0.055), (s * 0.15, 0.03),
                (s * 0.19, 0.055, 0), (s * 0.17, 0.0, 0)]), "#2a262e", bulge=0.4),
        ]
    parts += [
        Part(body, robe, bulge=0.6),
        shadow(clipped(body, box(0.06, -0.1, 0.4, 0.7)), 0.2),
        *(shadow(limb([(x * 0.4, 0.44, 0.008), (x, 0.10, 0.016)]), 0.2) for x in (-0.14, 0.02, 0.15)),
        detail(clipped(body, box(-0.3, 0.46, 0.3, 0.495)), trim, bulge=0.2),
        detail(box(-0.025, 0.452, 0.025, 0.503), "#f2d36a", bulge=0.3),
        Part(contour([(-0.085, 0.62), (-0.17, 0.56), (-0.225, 0.40), (-0.265, 0.31, 0), (-0.16, 0.315, 0),
            (-0.11, 0.44)]), darker(robe, 0.18), bulge=0.4),
        detail(ellipse(-0.212, 0.305, 0.030, 0.034), skin, bulge=0.3),
        Part(contour([(0.085, 0.62), (0.17, 0.59), (0.295, 0.57, 0), (0.305, 0.46, 0), (0.18, 0.45), (0.11, 0.48)]),
            darker(robe, 0.24), bulge=0.4),
        detail(ellipse(0.308, 0.515, 0.036, 0.038), skin, bulge=0.3),
        detail(limb([(0.0, 0.70, 0.05), (0.0, 0.64, 0.06)]), darker(skin, 0.15), bulge=0.2),
        *face(0.735, 0.088, skin),
        detail(contour([(0.0, 0.735), (0.03, 0.705), (0.008, 0.695), (-0.018, 0.705)]), darker(skin, 0.2), bulge=0.2),
        *(detail(contour([(s * 0.02, 0.82), (s * 0.09, 0.81), (s * 0.115, 0.70), (s * 0.10, 0.60, 0), (s * 0.075, 0.71),
            (s * 0.05, 0.77)]), hair, bulge=0.4) for s in (-1, 1)),
        Part(hat, robe, bulge=0.5),
        shadow(contour([(0.02, 0.81), (0.03, 0.98), (0.08, 1.10, 0), (0.065, 1.03), (0.085, 0.92), (0.12, 0.82)]), 0.2),
        detail(limb([(-0.115, 0.855, 0.036), (0.0, 0.845, 0.042), (0.115, 0.855, 0.036)]), trim, bulge=0.2),
        detail(box(-0.028, 0.825, 0.028, 0.868), "#f2d36a", bulge=0.2),
        Part(limb([(-0.255, 0.80, 0.024), (-0.12, 0.815, 0.046), (0.0, 0.81, 0.05), (0.12, 0.815, 0.046),
            (0.255, 0.80, 0.024)]), darker(robe, 0.1), bulge=0.4),
    ]
    return standing(parts, foot=0.0)
