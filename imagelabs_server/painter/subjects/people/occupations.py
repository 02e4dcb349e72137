"""People who are known by what they do."""

from __future__ import annotations

from imagelabs_server.painter.subjects.people.faces import face
from imagelabs_server.painter.subjects.prelude import *


@subject("astronaut", metres=2.0, stance="ground", group="person", prominence=0.46, found_in=("space",))
def astronaut(rng: Rng) -> list[Part]:
    suit, accent = pick(rng, (("#f1eee8", "#d8553c"), ("#f1eee8", "#3f78b8"), ("#e8862f", "#f4f0e6")))
    wave = bool(rng.random() < 0.6)
    grey = "#8d929c"
    parts = [
        detail(box(-0.22, 0.42, 0.22, 0.80), grey, bulge=0.3),
        shadow(box(-0.22, 0.42, 0.22, 0.50), 0.25),
    ]
    for s in (-1, 1):
        leg = limb([(s * 0.095, 0.44, 0.19), (s * 0.115, 0.25, 0.165), (s * 0.125, 0.11, 0.15)])
        parts += [
            Part(leg, suit, bulge=0.5),
            detail(clipped(leg, box(-1, 0.235, 1, 0.275)), darker(suit, 0.2), bulge=0.2),
            detail(contour([(s * 0.045, 0.0, 0), (s * 0.04, 0.09), (s * 0.125, 0.125), (s * 0.215, 0.09),
                (s * 0.245, 0.04), (s * 0.24, 0.0, 0)]), grey, bulge=0.5),
        ]
    arms = [[(-0.17, 0.655, 0.15), (-0.265, 0.52, 0.13), (-0.29, 0.41, 0.11)],
        [(0.17, 0.655, 0.15), (0.31, 0.65, 0.13), (0.36, 0.79, 0.11)] if wave else [(0.17, 0.655, 0.15),
        (0.265, 0.52, 0.13), (0.29, 0.41, 0.11)]]
    for arm in arms:
        x, y, _ = arm[-1]
        parts += [
            detail(ellipse(x, y + (0.05 if y > 0.6 else -0.045), 0.058, 0.065), grey, bulge=0.5),
            Part(limb(arm), suit, bulge=0.5),
            detail(ellipse(x, y, 0.066, 0.032, turn=0.2 if y < 0.6 else 0.3), accent, bulge=0.3),
        ]
    torso = contour([(-0.19, 0.68), (-0.205, 0.52), (-0.18, 0.38), (-0.08, 0.35), (0.08, 0.35), (0.18, 0.38),
        (0.205, 0.52), (0.19, 0.68), (0.0, 0.74)])
    parts += [
        Part(torso, suit, bulge=0.6),
        shadow(clipped(torso, box(-1, 0.3, 1, 0.40)), 0.22),
        detail(box(-0.105, 0.475, 0.105, 0.615), darker(suit, 0.22), bulge=0.2),
        *(light(ellipse(x, 0.575, 0.019, 0.019), c, bulge=0.2)
            for x, c in ((-0.065, "#e0483c"), (-0.015, "#f0c23c"), (0.035, "#4fae6a"))),
        detail(box(-0.08, 0.50, 0.08, 0.535), "#4a5566"),
        detail(box(-0.19, 0.405, 0.19, 0.438), accent, bulge=0.2),
        detail(ellipse(0.0, 0.705, 0.15, 0.045), grey, bulge=0.3),
        Part(ellipse(0.0, 0.835, 0.185, 0.165), suit, bulge=0.7),
        *(detail(ellipse(s * 0.178, 0.825, 0.032, 0.055), grey, bulge=0.4) for s in (-1, 1)),
        detail(contour([(-0.135, 0.83), (-0.115, 0.905), (0.0, 0.93), (0.115, 0.905), (0.135, 0.83), (0.11, 0.755),
            (0.0, 0.735), (-0.11, 0.755)]), "#c9952f", bulge=0.3),
        detail(contour([(-0.12, 0.83), (-0.10, 0.893), (0.0, 0.915), (0.10, 0.893), (0.12, 0.83), (0.095, 0.77),
            (0.0, 0.752), (-0.095, 0.77)]), "#27344e", bulge=0.5),
        sheen(contour([(-0.095, 0.84), (-0.08, 0.882), (-0.02, 0.90), (-0.035, 0.865), (-0.06, 0.81)]), 0.55),
        detail(contour([(0.02, 0.78), (0.08, 0.80), (0.10, 0.845), (0.06, 0.82)]), "#5f86b8"),
    ]
    return standing(parts, foot=0.0)


@subject("ballerina", metres=1.9, stance="ground", group="person", prominence=0.48, found_in=("room", "street"))
def ballerina(rng: Rng) -> list[Part]:
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
        detail(limb([(0.02, 0.47, 0.10), (0.20, 0.36 + lift, 0.078), (0.19, 0.35 + lift, 0.07), (0.04, 0.265, 0.045)]),
            darker(stocking, 0.12), bulge=0.4),
        detail(limb([(0.055, 0.275, 0.05), (-0.01, 0.225, 0.028)]), darker(dress, 0.1), bulge=0.3),
        detail(limb([(-0.02, 0.48, 0.105), (-0.012, 0.30, 0.075), (-0.005, 0.20, 0.066), (0.0, 0.07, 0.042)]), stocking,
            bulge=0.5),
        detail(contour([(-0.026, 0.085), (-0.028, 0.03), (-0.016, 0.0, 0), (0.016, 0.0, 0), (0.028, 0.03),
            (0.026, 0.085)]), dress, bulge=0.4),
        *(detail(limb([(-0.028, y, 0.010), (0.028, y + 0.03, 0.010)]), dress) for y in (0.095, 0.125)),
        detail(under, pale, bulge=0.3),
        Part(tutu, dress, bulge=0.4),
        *(shadow(limb([(x * 0.25, 0.545, 0.006), (x, 0.508, 0.010)]), 0.16)
            for x in (-0.30, -0.20, -0.10, 0.0, 0.10, 0.20, 0.30)),
        sheen(limb([(-0.30, 0.552, 0.008), (-0.16, 0.564, 0.014), (-0.06, 0.562, 0.008)]), 0.4),
        detail(limb([(0.0, 0.82, 0.046), (0.0, 0.74, 0.056)]), darker(skin, 0.14), bulge=0.2),
        detail(contour([(-0.09, 0.745), (-0.05, 0.775), (0.05, 0.775), (0.09, 0.745), (0.05, 0.70),
            (-0.05, 0.70)]), skin,
            bulge=0.3),
        Part(bodice, dress, bulge=0.5),
        shadow(clipped(bodice, box(0.025, 0.5, 0.2, 0.8)), 0.16),
        *(detail(limb([(s * 0.085, 0.745, 0.042), (s * 0.20, 0.83, 0.040), (s * 0.20, 0.98, 0.034),
            (s * 0.06, 1.08, 0.024)]), skin, bulge=0.4) for s in (-1, 1)),
        *(detail(ellipse(s * 0.048, 1.084, 0.024, 0.016, turn=-s * 0.5), skin, bulge=0.3) for s in (-1,
            1)),
        detail(ellipse(0.0, 1.0, 0.042, 0.040), hair, bulge=0.6),
        *face(0.885, 0.074, skin),
        detail(contour([(-0.08, 0.87, 0), (-0.084, 0.93), (-0.045, 0.978), (0.045, 0.978), (0.084, 0.93),
            (0.08, 0.87, 0),
            (0.05, 0.935), (0.0, 0.95), (-0.05, 0.935)]), hair, bulge=0.5),
        detail(limb([(-0.052, 0.972, 0.014), (0.0, 0.985, 0.018), (0.052, 0.972, 0.014)]), "#f2cf6a", bulge=0.3),
    ]
    return standing(parts, foot=0.0)
