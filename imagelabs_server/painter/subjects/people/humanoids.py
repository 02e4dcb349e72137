"""What people make in their own likeness."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "robot", metres=1.8, stance="ground", group="thing", prominence=0.46, found_in=("city", "street", "room"),
    has_hands=True, rides=True,
)
def robot(rng: Rng) -> list[Part]:
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
            detail(limb([(s * 0.10, 0.32, 0.075), (s * 0.105, 0.10, 0.075)]), dark, bulge=0.5),
            *(detail(limb([(s * 0.105 - 0.045, y, 0.026), (s * 0.105 + 0.045, y, 0.026)]), metal,
                bulge=0.3) for y in (0.15, 0.20, 0.25)),
            detail(contour([(s * 0.02, 0.0, 0), (s * 0.025, 0.075), (s * 0.11, 0.12), (s * 0.195, 0.075),
                (s * 0.205, 0.0, 0)]), accent, bulge=0.4),
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
            detail(limb(arm), dark, bulge=0.5),
            detail(placed(claw, x, y + k * 0.025, turn=0.0 if k > 0 else np.pi), accent, bulge=0.3),
        ]
    parts += [
        Part(rounded(-0.215, 0.29, 0.215, 0.635, 0.05), metal, bulge=0.4),
        shadow(box(0.07, 0.30, 0.20, 0.62), 0.14),
        *(detail(ellipse(s * 0.215, 0.56, 0.055, 0.055), accent, bulge=0.6) for s in (-1, 1)),
        detail(rounded(-0.145, 0.375, 0.145, 0.575, 0.025), dark, bulge=0.1),
        detail(ellipse(-0.07, 0.50, 0.044, 0.044), "#f2efe6", bulge=0.2),
        detail(limb([(-0.07, 0.50, 0.014), (-0.045, 0.53, 0.012)]), "#c9362f"),
        *(light(ellipse(x, 0.52, 0.020, 0.020), c, bulge=0.2) for x, c in ((0.03, "#e0483c"), (0.085, "#f0c23c"))),
        *(light(box(0.01, y, 0.115, y + 0.018), glow) for y in (0.41, 0.445)),
        detail(box(-0.115, 0.40, -0.025, 0.425), accent),
        detail(box(-0.055, 0.62, 0.055, 0.69), dark, bulge=0.4),
        detail(limb([(0.0, 0.90, 0.022), (0.0, 0.97, 0.022)]), dark, bulge=0.2),
        light(ellipse(0.0, 0.985, 0.032, 0.032), "#ff6a55", bulge=0.4),
        *(detail(box(s * 0.205 - 0.03, 0.745, s * 0.205 + 0.03, 0.835), accent, bulge=0.4) for s in (-1, 1)),
        Part(rounded(-0.20, 0.67, 0.20, 0.915, 0.05), metal, bulge=0.4),
        shadow(box(0.08, 0.68, 0.19, 0.90), 0.14),
        *(detail(ellipse(s * 0.085, 0.82, 0.062, 0.062), dark, bulge=0.2) for s in (-1, 1)),
        *(light(ellipse(s * 0.085, 0.82, 0.043, 0.043), glow, bulge=0.2) for s in (-1, 1)),
        *(detail(ellipse(s * 0.085, 0.82, 0.016, 0.016), "#1f2430") for s in (-1, 1)),
        detail(box(-0.09, 0.70, 0.09, 0.738), dark),
        *(detail(box(x, 0.70, x + 0.016, 0.738), metal) for x in (-0.055, -0.008, 0.039)),
    ]
    return standing(parts, foot=0.0)


@subject(
    "snowman", metres=1.5, stance="ground", group="thing", prominence=0.42, found_in=("village",), season="winter",
    has_hands=True,
)
def snowman(rng: Rng) -> list[Part]:
    scarf, hat = pick(rng, (("#d0413a", "#33303c"), ("#2f78b8", "#4a3a5a"), ("#3f9a6a", "#33303c"),
        ("#e0902f", "#2f4a6a")))
    snow = "#f4f6fa"
    parts = []
    for s in (-1, 1):
        twig = [[(s * 0.15, 0.52, 0.03), (s * 0.30, 0.61, 0.026), (s * 0.41, 0.70, 0.018)],
            [(s * 0.34, 0.64, 0.02), (s * 0.42, 0.63, 0.014)], [(s * 0.35, 0.65, 0.02), (s * 0.355, 0.73, 0.014)]]
        parts += [detail(limb(t), "#6a4630", bulge=0.3) for t in twig]
    bottom, middle = ellipse(0.0, 0.205, 0.275, 0.225), ellipse(0.0, 0.50, 0.205, 0.175)
    parts += [
        Part(bottom, snow, bulge=0.8),
        shadow(clipped(bottom, ellipse(0.17, 0.10, 0.20, 0.20)), 0.14),
        shadow(clipped(bottom, ellipse(0.0, 0.40, 0.19, 0.055)), 0.18),
        Part(middle, snow, bulge=0.8),
        shadow(clipped(middle, ellipse(0.13, 0.42, 0.13, 0.15)), 0.13),
        Part(ellipse(0.0, 0.735, 0.145, 0.132), snow, bulge=0.8),
        *(detail(ellipse(0.0, y, 0.022, 0.022), "#2b2932", bulge=0.4) for y in (0.56, 0.48, 0.40)),
        detail(limb([(0.075, 0.63, 0.07), (0.115, 0.54, 0.07), (0.105, 0.435, 0.072)]), darker(scarf, 0.18), bulge=0.4),
        detail(limb([(0.07, 0.47, 0.018), (0.145, 0.475, 0.018)]), "#f6ecd8"),
        detail(limb([(-0.13, 0.655, 0.062), (-0.06, 0.625, 0.072), (0.06, 0.625, 0.072), (0.13, 0.655, 0.062)]), scarf,
            bulge=0.5),
        *(detail(ellipse(s * 0.052, 0.775, 0.020, 0.023), "#23212a", bulge=0.3) for s in (-1, 1)),
        detail(contour([(-0.01, 0.755), (-0.005, 0.712), (0.08, 0.705), (0.185, 0.70, 0), (0.09, 0.74)]), "#ee8430",
            bulge=0.5),
        *(detail(ellipse(x, y, 0.011, 0.011), "#23212a", bulge=0.1)
            for x, y in ((-0.075, 0.705), (-0.045, 0.683), (-0.005, 0.674), (0.038, 0.680))),
        detail(((-0.105, 0.84), (0.105, 0.84), (0.115, 1.0), (-0.115, 1.0)), hat, bulge=0.4),
        detail(((-0.106, 0.855), (0.106, 0.855), (0.109, 0.90), (-0.109, 0.90)), scarf, bulge=0.3),
        detail(limb([(-0.175, 0.835, 0.036), (0.0, 0.845, 0.04), (0.175, 0.835, 0.036)]), hat, bulge=0.3),
    ]
    return standing(parts, foot=0.0)
