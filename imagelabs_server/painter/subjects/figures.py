"""Figures in costume or of other stuff than flesh: astronaut, knight, wizard, princess, robot, snowman."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Part,
    Point,
    Subject,
    box,
    clipped,
    contour,
    darker,
    ellipse,
    lighter,
    limb,
    pick,
    placed,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _astronaut(rng: np.random.Generator) -> list[Part]:
    suit, accent = pick(rng, (("#f1eee8", "#d8553c"), ("#f1eee8", "#3f78b8"), ("#e8862f", "#f4f0e6")))
    wave = bool(rng.random() < 0.6)
    grey = "#8d929c"
    parts = [
        Part(box(-0.22, 0.42, 0.22, 0.80), grey, role="detail", bulge=0.3),
        shadow(box(-0.22, 0.42, 0.22, 0.50), 0.25),
    ]
    for s in (-1, 1):
        leg = limb([(s * 0.095, 0.44, 0.19), (s * 0.115, 0.25, 0.165), (s * 0.125, 0.11, 0.15)])
        parts += [
            Part(leg, suit, bulge=0.5),
            Part(clipped(leg, box(-1, 0.235, 1, 0.275)), darker(suit, 0.2), role="detail", bulge=0.2),
            Part(contour([(s * 0.045, 0.0, 0), (s * 0.04, 0.09), (s * 0.125, 0.125), (s * 0.215, 0.09),
                (s * 0.245, 0.04), (s * 0.24, 0.0, 0)]), grey, role="detail", bulge=0.5),
        ]
    arms = [[(-0.17, 0.655, 0.15), (-0.265, 0.52, 0.13), (-0.29, 0.41, 0.11)],
        [(0.17, 0.655, 0.15), (0.31, 0.65, 0.13), (0.36, 0.79, 0.11)] if wave else [(0.17, 0.655, 0.15),
        (0.265, 0.52, 0.13), (0.29, 0.41, 0.11)]]
    for arm in arms:
        x, y, _ = arm[-1]
        parts += [
            Part(ellipse(x, y + (0.05 if y > 0.6 else -0.045), 0.058, 0.065), grey, role="detail", bulge=0.5),
            Part(limb(arm), suit, bulge=0.5),
            Part(ellipse(x, y, 0.066, 0.032, turn=0.2 if y < 0.6 else 0.3), accent, role="detail", bulge=0.3),
        ]
    torso = contour([(-0.19, 0.68), (-0.205, 0.52), (-0.18, 0.38), (-0.08, 0.35), (0.08, 0.35), (0.18, 0.38),
        (0.205, 0.52), (0.19, 0.68), (0.0, 0.74)])
    parts += [
        Part(torso, suit, bulge=0.6),
        shadow(clipped(torso, box(-1, 0.3, 1, 0.40)), 0.22),
        Part(box(-0.105, 0.475, 0.105, 0.615), darker(suit, 0.22), role="detail", bulge=0.2),
        *(Part(ellipse(x, 0.575, 0.019, 0.019), c, role="light", bulge=0.2)
            for x, c in ((-0.065, "#e0483c"), (-0.015, "#f0c23c"), (0.035, "#4fae6a"))),
        Part(box(-0.08, 0.50, 0.08, 0.535), "#4a5566", role="detail", bulge=0.0),
        Part(box(-0.19, 0.405, 0.19, 0.438), accent, role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.705, 0.15, 0.045), grey, role="detail", bulge=0.3),
        Part(ellipse(0.0, 0.835, 0.185, 0.165), suit, bulge=0.7),
        *(Part(ellipse(s * 0.178, 0.825, 0.032, 0.055), grey, role="detail", bulge=0.4) for s in (-1, 1)),
        Part(contour([(-0.135, 0.83), (-0.115, 0.905), (0.0, 0.93), (0.115, 0.905), (0.135, 0.83), (0.11, 0.755),
            (0.0, 0.735), (-0.11, 0.755)]), "#c9952f", role="detail", bulge=0.3),
        Part(contour([(-0.12, 0.83), (-0.10, 0.893), (0.0, 0.915), (0.10, 0.893), (0.12, 0.83), (0.095, 0.77),
            (0.0, 0.752), (-0.095, 0.77)]), "#27344e", role="detail", bulge=0.5),
        sheen(contour([(-0.095, 0.84), (-0.08, 0.882), (-0.02, 0.90), (-0.035, 0.865), (-0.06, 0.81)]), 0.55),
        Part(contour([(0.02, 0.78), (0.08, 0.80), (0.10, 0.845), (0.06, 0.82)]), "#5f86b8", role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _knight(rng: np.random.Generator) -> list[Part]:
    cloth, charge = pick(rng, (("#b5363a", "#f2cf5a"), ("#2f5f9a", "#f4ead0"), ("#3f7a54", "#f2cf5a"),
        ("#6a3f80", "#f4ead0")))
    steel = pick(rng, ("#a9b0ba", "#9aa3b0", "#b8b4ae"))
    dim = darker(steel, 0.35)
    parts = [Part(contour([(-0.13, 0.76), (0.13, 0.76), (0.20, 0.45), (0.23, 0.14, 0), (0.0, 0.17), (-0.23, 0.14, 0),
        (-0.20, 0.45)]), darker(cloth, 0.3), role="detail", bulge=0.3)]
    for s in (-1, 1):
        leg = limb([(s * 0.065, 0.45, 0.12), (s * 0.078, 0.26, 0.10), (s * 0.085, 0.06, 0.08)])
        parts += [
            Part(leg, steel if s < 0 else darker(steel, 0.12), role="detail", bulge=0.6),
            Part(ellipse(s * 0.079, 0.262, 0.06, 0.05), lighter(steel, 0.3), role="detail", bulge=0.6),
            Part(contour([(s * 0.03, 0.0, 0), (s * 0.035, 0.06), (s * 0.085, 0.085), (s * 0.135, 0.05),
                (s * 0.185, 0.0, 0)]), dim, role="detail", bulge=0.5),
        ]
    sword = [
        Part(((0.288, 0.42), (0.322, 0.42), (0.316, 0.93), (0.305, 0.97), (0.294, 0.93)), "#dfe4ea", role="detail",
            bulge=0.2),
        shadow(((0.306, 0.42), (0.322, 0.42), (0.316, 0.93), (0.305, 0.97)), 0.2),
        Part(limb([(0.225, 0.425, 0.032), (0.385, 0.425, 0.032)]), "#d8a53c", role="detail", bulge=0.3),
        Part(limb([(0.305, 0.41, 0.03), (0.305, 0.33, 0.03)]), "#5a3a2c", role="detail", bulge=0.3),
        Part(ellipse(0.305, 0.31, 0.026, 0.026), "#d8a53c", role="detail", bulge=0.5),
    ]
    torso = contour([(-0.135, 0.77), (-0.13, 0.62), (-0.105, 0.53), (-0.155, 0.33, 0), (0.0, 0.305), (0.155, 0.33, 0),
        (0.105, 0.53), (0.13, 0.62), (0.135, 0.77), (0.0, 0.80)])
    parts += [
        Part(limb([(0.135, 0.72, 0.085), (0.225, 0.57, 0.075), (0.295, 0.40, 0.06)]), steel, role="detail", bulge=0.6),
        Part(torso, cloth, bulge=0.4),
        shadow(clipped(torso, box(0.04, 0.2, 0.3, 0.9)), 0.18),
        Part(clipped(torso, box(-0.022, 0.545, 0.022, 0.76)), charge, role="detail", bulge=0.1),
        Part(clipped(torso, box(-0.085, 0.655, 0.085, 0.70)), charge, role="detail", bulge=0.1),
        Part(clipped(torso, box(-0.2, 0.495, 0.2, 0.535)), "#4a3028", role="detail", bulge=0.3),
        Part(ellipse(0.0, 0.515, 0.028, 0.026), "#d8a53c", role="detail", bulge=0.4),
        *(Part(contour([(s * 0.09, 0.79), (s * 0.16, 0.80), (s * 0.21, 0.735), (s * 0.20, 0.67), (s * 0.12, 0.69)]),
            lighter(steel, 0.2), role="detail", bulge=0.7) for s in (-1, 1)),
        *sword,
        Part(ellipse(0.30, 0.37, 0.042, 0.046), dim, role="detail", bulge=0.5),
    ]
    # helmet with a plume
    parts += [
        Part(contour([(0.0, 0.955), (-0.05, 1.04), (-0.15, 1.07), (-0.235, 1.0), (-0.25, 0.87), (-0.20, 0.80, 0),
            (-0.175, 0.91), (-0.11, 0.96), (-0.05, 0.93)]), "#d0413a" if cloth != "#b5363a" else "#f4ead0",
            role="detail", bulge=0.5),
        Part(contour([(-0.095, 0.80, 0), (-0.105, 0.90), (-0.07, 0.975), (0.0, 1.0), (0.07, 0.975), (0.105, 0.90),
            (0.095, 0.80, 0), (0.0, 0.765)]), steel, role="detail", bulge=0.7),
        Part(contour([(-0.088, 0.905, 0), (0.088, 0.905, 0), (0.082, 0.873, 0), (-0.082, 0.873, 0)]), "#1f1d26",
            role="detail", bulge=0.0),
        Part(box(-0.013, 0.78, 0.013, 0.99), lighter(steel, 0.35), role="detail", bulge=0.2),
        *(Part(ellipse(x, y, 0.010, 0.012), "#2b2932", role="detail", bulge=0.0) for x in (-0.055, 0.055)
            for y in (0.84, 0.805)),
        shadow(contour([(0.03, 0.78), (0.035, 0.98), (0.075, 0.965), (0.104, 0.90), (0.094, 0.80)]), 0.18),
    ]
    shield = contour([(-0.36, 0.68, 0), (-0.22, 0.695), (-0.08, 0.68, 0), (-0.08, 0.50), (-0.13, 0.39),
        (-0.22, 0.31, 0), (-0.31, 0.39), (-0.36, 0.50)])
    inner = placed([(x + 0.22, y - 0.50) for x, y in shield], -0.22, 0.50, scale=0.84)
    parts += [
        Part(limb([(-0.14, 0.72, 0.085), (-0.21, 0.60, 0.075), (-0.22, 0.50, 0.06)]), steel, role="detail", bulge=0.6),
        Part(shield, steel, role="detail", bulge=0.4),
        Part(inner, cloth, bulge=0.3),
        Part(clipped(inner, box(-0.245, 0.2, -0.195, 0.8)), charge, role="detail", bulge=0.1),
        Part(clipped(inner, box(-0.5, 0.525, 0.0, 0.575)), charge, role="detail", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


def _robot(rng: np.random.Generator) -> list[Part]:
    metal, accent = pick(rng, (("#8fa6b8", "#e8853a"), ("#c9b48a", "#3f8f9a"), ("#a8b0a4", "#c9483c"),
        ("#7a9ac0", "#f0c23c")))
    glow = pick(rng, ("#7ff0ff", "#ffe27a", "#a8ff9a"))
    wave = bool(rng.random() < 0.5)
    dark = darker(metal, 0.5)

    def rounded(left: float, bottom: float, right: float, top: float, r: float) -> tuple[Point, ...]:
        return contour([(left + r, bottom, 0), (right - r, bottom, 0), (right, bottom + r, 0), (right, top - r, 0),
            (right - r, top, 0), (left + r, top, 0), (left, top - r, 0), (left, bottom + r, 0)])

    parts = []
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.10, 0.32, 0.075), (s * 0.105, 0.10, 0.075)]), dark, role="detail", bulge=0.5),
            *(Part(limb([(s * 0.105 - 0.045, y, 0.026), (s * 0.105 + 0.045, y, 0.026)]), metal, role="detail",
                bulge=0.3) for y in (0.15, 0.20, 0.25)),
            Part(contour([(s * 0.02, 0.0, 0), (s * 0.025, 0.075), (s * 0.11, 0.12), (s * 0.195, 0.075),
                (s * 0.205, 0.0, 0)]), accent, role="detail", bulge=0.4),
        ]
    arms = [[(-0.21, 0.56, 0.07), (-0.30, 0.47, 0.065), (-0.30, 0.36, 0.065)],
        [(0.21, 0.56, 0.07), (0.31, 0.56, 0.065), (0.335, 0.70, 0.065)] if wave else [(0.21, 0.56, 0.07),
        (0.30, 0.47, 0.065), (0.30, 0.36, 0.065)]]
    for arm in arms:
        x, y, _ = arm[-1]
        k = 1 if y > 0.6 else -1
        claw = contour([(-0.065, 0.075, 0), (-0.06, 0.02), (0.0, -0.02), (0.06, 0.02), (0.065, 0.075, 0),
            (0.025, 0.085, 0), (0.022, 0.04), (-0.022, 0.04), (-0.025, 0.085, 0)])
        parts += [
            Part(limb(arm), dark, role="detail", bulge=0.5),
            Part(placed(claw, x, y + k * 0.025, turn=0.0 if k > 0 else np.pi), accent, role="detail", bulge=0.3),
        ]
    parts += [
        Part(rounded(-0.215, 0.29, 0.215, 0.635, 0.05), metal, bulge=0.4),
        shadow(box(0.07, 0.30, 0.20, 0.62), 0.14),
        *(Part(ellipse(s * 0.215, 0.56, 0.055, 0.055), accent, role="detail", bulge=0.6) for s in (-1, 1)),
        Part(rounded(-0.145, 0.375, 0.145, 0.575, 0.025), dark, role="detail", bulge=0.1),
        Part(ellipse(-0.07, 0.50, 0.044, 0.044), "#f2efe6", role="detail", bulge=0.2),
        Part(limb([(-0.07, 0.50, 0.014), (-0.045, 0.53, 0.012)]), "#c9362f", role="detail", bulge=0.0),
        *(Part(ellipse(x, 0.52, 0.020, 0.020), c, role="light", bulge=0.2)
            for x, c in ((0.03, "#e0483c"), (0.085, "#f0c23c"))),
        *(Part(box(0.01, y, 0.115, y + 0.018), glow, role="light", bulge=0.0) for y in (0.41, 0.445)),
        Part(box(-0.115, 0.40, -0.025, 0.425), accent, role="detail", bulge=0.0),
        Part(box(-0.055, 0.62, 0.055, 0.69), dark, role="detail", bulge=0.4),
        Part(limb([(0.0, 0.90, 0.022), (0.0, 0.97, 0.022)]), dark, role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.985, 0.032, 0.032), "#ff6a55", role="light", bulge=0.4),
        *(Part(box(s * 0.205 - 0.03, 0.745, s * 0.205 + 0.03, 0.835), accent, role="detail", bulge=0.4)
            for s in (-1, 1)),
        Part(rounded(-0.20, 0.67, 0.20, 0.915, 0.05), metal, bulge=0.4),
        shadow(box(0.08, 0.68, 0.19, 0.90), 0.14),
        *(Part(ellipse(s * 0.085, 0.82, 0.062, 0.062), dark, role="detail", bulge=0.2) for s in (-1, 1)),
        *(Part(ellipse(s * 0.085, 0.82, 0.043, 0.043), glow, role="light", bulge=0.2) for s in (-1, 1)),
        *(Part(ellipse(s * 0.085, 0.82, 0.016, 0.016), "#1f2430", role="detail", bulge=0.0) for s in (-1, 1)),
        Part(box(-0.09, 0.70, 0.09, 0.738), dark, role="detail", bulge=0.0),
        *(Part(box(x, 0.70, x + 0.016, 0.738), metal, role="detail", bulge=0.0) for x in (-0.055, -0.008, 0.039)),
    ]
    return standing(parts, foot=0.0)


def _wizard(rng: np.random.Generator) -> list[Part]:
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
        Part(limb([(0.30, 0.0, 0.034), (0.295, 0.45, 0.036), (0.30, 0.80, 0.04)]), "#7a5236", role="detail", bulge=0.4),
        Part(ellipse(0.30, 0.865, 0.062, 0.062), glow, role="light", bulge=0.4),
        sheen(ellipse(0.282, 0.885, 0.018, 0.016), 0.6),
        *(Part(limb([(0.30 + d, 0.79, 0.026), (0.30 + d * 2.4, 0.86, 0.022)]), "#7a5236", role="detail", bulge=0.3)
            for d in (-0.022, 0.022)),
        Part(body, robe, bulge=0.6),
        shadow(clipped(body, box(0.05, -0.1, 0.4, 0.7)), 0.18),
        Part(clipped(body, box(-0.5, 0.03, 0.5, 0.07)), trim, role="detail", bulge=0.2),
        *(Part(placed(star, x, y), trim, role="detail", bulge=0.0)
            for x, y in ((-0.13, 0.20), (0.10, 0.15), (-0.02, 0.13), (0.13, 0.30))),
        Part(contour([(-0.10, 0.60), (-0.18, 0.56), (-0.24, 0.42), (-0.27, 0.32, 0), (-0.16, 0.33, 0), (-0.12, 0.44)]),
            darker(robe, 0.15), bulge=0.4),
        Part(ellipse(-0.215, 0.315, 0.034, 0.036), "#e8b896", role="detail", bulge=0.4),
        Part(contour([(0.09, 0.60), (0.17, 0.58), (0.30, 0.56, 0), (0.31, 0.45, 0), (0.19, 0.42), (0.12, 0.46)]),
            darker(robe, 0.22), bulge=0.4),
        Part(ellipse(0.298, 0.51, 0.040, 0.042), "#e8b896", role="detail", bulge=0.4),
        Part(ellipse(0.0, 0.685, 0.095, 0.10), "#f0c6a0", role="detail", bulge=0.5),
        Part(beard, "#f2efea", role="detail", bulge=0.5),
        *(shadow(limb([(x, 0.58, 0.010), (x * 0.5, 0.40, 0.014)]), 0.14) for x in (-0.05, 0.0, 0.05)),
        *(Part(limb([(0.0, 0.645, 0.03), (s * 0.045, 0.632, 0.034), (s * 0.09, 0.655, 0.016)]), "#fbf8f2",
            role="detail", bulge=0.4) for s in (-1, 1)),
        Part(ellipse(0.0, 0.665, 0.022, 0.024), "#e0a080", role="detail", bulge=0.5),
        *(Part(ellipse(s * 0.040, 0.700, 0.012, 0.015), "#2a2024", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(limb([(s * 0.018, 0.722, 0.014), (s * 0.044, 0.732, 0.020), (s * 0.07, 0.722, 0.012)]), "#f2efea",
            role="detail", bulge=0.1) for s in (-1, 1)),
        Part(hat, robe, bulge=0.5),
        shadow(contour([(0.02, 0.73), (0.04, 0.92), (0.058, 0.985, 0), (0.055, 0.92), (0.10, 0.83), (0.132, 0.75)]),
            0.2),
        Part(limb([(-0.22, 0.735, 0.030), (-0.10, 0.748, 0.05), (0.0, 0.745, 0.056), (0.10, 0.748, 0.05),
            (0.22, 0.735, 0.030)]), darker(robe, 0.12), bulge=0.4),
        Part(limb([(-0.115, 0.785, 0.03), (0.0, 0.775, 0.034), (0.115, 0.785, 0.03)]), trim, role="detail", bulge=0.2),
        Part(placed(star, -0.012, 0.855, scale=0.9), trim, role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _princess(rng: np.random.Generator) -> list[Part]:
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
        Part(contour([(0.0, 0.955), (-0.10, 0.92), (-0.125, 0.80), (-0.145, 0.66), (-0.11, 0.54, 0), (-0.05, 0.60),
            (0.05, 0.60), (0.11, 0.54, 0), (0.145, 0.66), (0.125, 0.80), (0.10, 0.92)]), darker(hair, 0.15),
            role="detail", bulge=0.5),
        Part(skirt, dress, bulge=0.5),
        Part(front, accent, role="detail", bulge=0.3),
        *(shadow(limb([(x * 0.35, 0.50, 0.008), (x, 0.06, 0.024)]), 0.16) for x in (-0.23, 0.23)),
        Part(limb([(-0.315, 0.035, 0.036), (-0.16, 0.022, 0.036), (0.0, 0.018, 0.036), (0.16, 0.022, 0.036),
            (0.315, 0.035, 0.036)]), lighter(dress, 0.45), role="detail", bulge=0.3),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.10, 0.69, 0.058), (s * 0.165, 0.57, 0.050), (s * 0.20, 0.46, 0.040)]), skin,
                role="detail", bulge=0.4),
            Part(ellipse(s * 0.205, 0.45, 0.024, 0.027), skin, role="detail", bulge=0.3),
            Part(ellipse(s * 0.115, 0.69, 0.055, 0.052), lighter(dress, 0.15), bulge=0.6),
        ]
    parts += [
        Part(limb([(0.0, 0.80, 0.052), (0.0, 0.71, 0.07)]), darker(skin, 0.15), role="detail", bulge=0.2),
        Part(limb([(-0.05, 0.715, 0.05), (0.05, 0.715, 0.05)]), skin, role="detail", bulge=0.2),
        Part(bodice, darker(dress, 0.1), bulge=0.4),
        Part(box(-0.078, 0.535, 0.078, 0.562), "#f2cf6a", role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.85, 0.078, 0.092), skin, role="detail", bulge=0.5),
        *(Part(ellipse(s * 0.030, 0.845, 0.0105, 0.014), "#2a2024", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.046, 0.815, 0.016, 0.011), "#e8807a", role="detail", bulge=0.0, alpha=0.55)
            for s in (-1, 1)),
        Part(limb([(-0.02, 0.797, 0.007), (0.0, 0.790, 0.012), (0.02, 0.797, 0.007)]), "#b5484f", role="detail",
            bulge=0.0),
        Part(contour([(-0.088, 0.80, 0), (-0.092, 0.89), (-0.05, 0.95), (0.0, 0.96), (0.05, 0.95), (0.092, 0.89),
            (0.088, 0.80, 0), (0.062, 0.88), (0.0, 0.915), (-0.062, 0.88)]), hair, role="detail", bulge=0.5),
        Part(crown, "#f0c23a", role="detail", bulge=0.4),
        *(Part(ellipse(x, y, 0.0125, 0.0125), c, role="detail", bulge=0.3)
            for x, y, c in ((0.0, 0.955, "#d0344a"), (-0.042, 0.955, "#3f78c8"), (0.042, 0.955, "#3f78c8"))),
    ]
    return standing(parts, foot=0.0)


def _snowman(rng: np.random.Generator) -> list[Part]:
    scarf, hat = pick(rng, (("#d0413a", "#33303c"), ("#2f78b8", "#4a3a5a"), ("#3f9a6a", "#33303c"),
        ("#e0902f", "#2f4a6a")))
    snow = "#f4f6fa"
    parts = []
    for s in (-1, 1):
        twig = [[(s * 0.15, 0.52, 0.03), (s * 0.30, 0.61, 0.026), (s * 0.41, 0.70, 0.018)],
            [(s * 0.34, 0.64, 0.02), (s * 0.42, 0.63, 0.014)], [(s * 0.35, 0.65, 0.02), (s * 0.355, 0.73, 0.014)]]
        parts += [Part(limb(t), "#6a4630", role="detail", bulge=0.3) for t in twig]
    bottom, middle = ellipse(0.0, 0.205, 0.275, 0.225), ellipse(0.0, 0.50, 0.205, 0.175)
    parts += [
        Part(bottom, snow, bulge=0.8),
        shadow(clipped(bottom, ellipse(0.17, 0.10, 0.20, 0.20)), 0.14),
        shadow(clipped(bottom, ellipse(0.0, 0.40, 0.19, 0.055)), 0.18),
        Part(middle, snow, bulge=0.8),
        shadow(clipped(middle, ellipse(0.13, 0.42, 0.13, 0.15)), 0.13),
        Part(ellipse(0.0, 0.735, 0.145, 0.132), snow, bulge=0.8),
        *(Part(ellipse(0.0, y, 0.022, 0.022), "#2b2932", role="detail", bulge=0.4) for y in (0.56, 0.48, 0.40)),
        Part(limb([(0.075, 0.63, 0.07), (0.115, 0.54, 0.07), (0.105, 0.435, 0.072)]), darker(scarf, 0.18),
            role="detail", bulge=0.4),
        Part(limb([(0.07, 0.47, 0.018), (0.145, 0.475, 0.018)]), "#f6ecd8", role="detail", bulge=0.0),
        Part(limb([(-0.13, 0.655, 0.062), (-0.06, 0.625, 0.072), (0.06, 0.625, 0.072), (0.13, 0.655, 0.062)]), scarf,
            role="detail", bulge=0.5),
        *(Part(ellipse(s * 0.052, 0.775, 0.020, 0.023), "#23212a", role="detail", bulge=0.3) for s in (-1, 1)),
        Part(contour([(-0.01, 0.755), (-0.005, 0.712), (0.08, 0.705), (0.185, 0.70, 0), (0.09, 0.74)]), "#ee8430",
            role="detail", bulge=0.5),
        *(Part(ellipse(x, y, 0.011, 0.011), "#23212a", role="detail", bulge=0.1)
            for x, y in ((-0.075, 0.705), (-0.045, 0.683), (-0.005, 0.674), (0.038, 0.680))),
        Part(((-0.105, 0.84), (0.105, 0.84), (0.115, 1.0), (-0.115, 1.0)), hat, role="detail", bulge=0.4),
        Part(((-0.106, 0.855), (0.106, 0.855), (0.109, 0.90), (-0.109, 0.90)), scarf, role="detail", bulge=0.3),
        Part(limb([(-0.175, 0.835, 0.036), (0.0, 0.845, 0.04), (0.175, 0.835, 0.036)]), hat, role="detail", bulge=0.3),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("astronaut", metres=2.0, stance="ground", group="person", draw=_astronaut, prominence=0.46),
    Subject("knight", metres=1.9, stance="ground", group="person", draw=_knight, prominence=0.48),
    Subject("wizard", metres=1.9, stance="ground", group="person", draw=_wizard, prominence=0.48),
    Subject("princess", metres=1.75, stance="ground", group="person", draw=_princess, facing=False, prominence=0.46),
    Subject("robot", metres=1.8, stance="ground", group="thing", draw=_robot, prominence=0.46),
    Subject("snowman", metres=1.5, stance="ground", group="thing", draw=_snowman, prominence=0.42),
)
