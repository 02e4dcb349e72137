"""Things of the house: cup, book, lamp, chair, clock, vase of flowers, guitar, candle."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Part,
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
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _cup(rng: np.random.Generator) -> list[Part]:
    glaze, band, drink = pick(rng, (("#f3eee4", "#c9503f", "#5f3826"), ("#3f78a8", "#f3eee4", "#5f3826"),
        ("#d8753f", "#f8ead0", "#6a4028"), ("#5f9a86", "#f4efe2", "#a8602a"), ("#b8434a", "#f7e8d8", "#5f3826")))
    sway = float(rng.uniform(-0.02, 0.02))
    body = contour([(-0.36, 0.62, 0), (-0.355, 0.40), (-0.28, 0.19), (-0.17, 0.085, 0), (0.17, 0.085, 0), (0.28, 0.19),
        (0.355, 0.40), (0.36, 0.62, 0)])
    parts = []
    for x, high, width in ((-0.13, 0.94, 0.05), (0.02, 1.0, 0.058), (0.16, 0.92, 0.048)):
        curl = [(x, 0.66, width * 0.5), (x + 0.05 + sway, 0.73, width), (x - 0.04, 0.82, width * 1.1),
            (x + 0.04 + sway, high - 0.03, width * 0.7), (x + 0.01, high, width * 0.25)]
        parts.append(Part(limb(curl), "#f6f1ea", role="detail", bulge=0.1, alpha=0.62))
    parts += [
        Part(contour([(-0.58, 0.075), (-0.50, 0.025), (-0.25, 0.0), (0.25, 0.0), (0.50, 0.025), (0.58, 0.075),
            (0.35, 0.105), (0.0, 0.115), (-0.35, 0.105)]), darker(glaze, 0.06), bulge=0.4),
        Part(ellipse(0.0, 0.082, 0.38, 0.028), darker(glaze, 0.28), bulge=0.1),
        Part(limb([(0.31, 0.52, 0.065), (0.46, 0.55, 0.065), (0.53, 0.44, 0.065), (0.46, 0.30, 0.065),
            (0.28, 0.25, 0.06)]), darker(glaze, 0.10), bulge=0.5),
        Part(body, glaze, bulge=0.6),
        Part(clipped(body, box(-0.5, 0.47, 0.5, 0.54)), band, role="detail", bulge=0.4),
        shadow(clipped(body, [(0.14, 0.0), (0.5, 0.0), (0.5, 0.62), (0.20, 0.62)]), 0.18),
        sheen(clipped(body, [(-0.27, 0.20), (-0.20, 0.20), (-0.22, 0.60), (-0.30, 0.60)]), 0.3),
        Part(ellipse(0.0, 0.62, 0.362, 0.068), lighter(glaze, 0.3), bulge=0.2),
        Part(ellipse(0.0, 0.612, 0.318, 0.050), drink, role="detail", bulge=0.1),
        sheen(ellipse(-0.10, 0.622, 0.11, 0.016), 0.25),
    ]
    return standing(parts, foot=0.0)


def _book(rng: np.random.Generator) -> list[Part]:
    cover, edge = pick(rng, (("#b5403a", "#8a2f30"), ("#2f5f8f", "#234a70"), ("#3f7a5a", "#2f5c44"),
        ("#7a4a2f", "#5a3623")))
    page, ink = "#f8f0dc", "#8a7f74"
    parts = [
        Part(contour([(-0.86, 0.02, 0), (-0.45, 0.06), (0.0, 0.0, 0), (0.45, 0.06), (0.86, 0.02, 0), (0.86, 0.74, 0),
            (0.45, 0.79), (0.0, 0.72, 0), (-0.45, 0.79), (-0.86, 0.74, 0)]), cover, bulge=0.2),
        shadow(contour([(-0.86, 0.02, 0), (-0.45, 0.06), (0.0, 0.0, 0), (0.45, 0.06), (0.86, 0.02, 0), (0.86, 0.06, 0),
            (0.0, 0.06), (-0.86, 0.06, 0)]), 0.3),
    ]
    for s in (-1, 1):
        under = contour([(0.0, 0.045, 0), (s * 0.40, 0.125), (s * 0.81, 0.075, 0), (s * 0.81, 0.80, 0),
            (s * 0.40, 0.86), (0.0, 0.77, 0)])
        sheet = contour([(0.0, 0.085, 0), (s * 0.40, 0.175), (s * 0.79, 0.125, 0), (s * 0.79, 0.845, 0),
            (s * 0.40, 0.905), (0.0, 0.81, 0)])
        parts += [
            Part(under, darker(page, 0.2), role="detail", bulge=0.1),
            Part(sheet, page if s < 0 else lighter(page, 0.3), role="detail", bulge=0.1),
        ]
        dark_side = [(0.0, 0.0), (s * 0.13, 0.0), (s * 0.10, 1.0), (0.0, 1.0)]
        parts.append(shadow(clipped(sheet, dark_side), 0.18))
        for i in range(6):
            y = 0.71 - i * 0.088
            if s > 0 and i in (0, 1, 2):
                continue
            length = 0.66 if (i + s) % 3 else 0.46
            parts.append(Part(limb([(s * 0.15, y + 0.02, 0.022), (s * (0.15 + (length - 0.15) / 2), y + 0.056, 0.022),
                (s * length, y + 0.045, 0.022)]), ink, role="detail", bulge=0.0, alpha=0.75))
    picture = ((0.17, 0.55), (0.44, 0.605), (0.66, 0.59), (0.66, 0.80), (0.44, 0.82), (0.17, 0.765))
    parts += [
        Part(picture, "#a8cbe0", role="detail", bulge=0.0),
        Part(clipped(picture, ellipse(0.34, 0.53, 0.22, 0.13)), "#6fa04c", role="detail", bulge=0.0),
        Part(ellipse(0.55, 0.74, 0.042, 0.042), "#f2b93c", role="detail", bulge=0.0),
        Part(((-0.10, 0.84), (-0.04, 0.825), (-0.04, 0.18), (-0.07, 0.23), (-0.10, 0.19)),
            edge if cover != "#b5403a" else "#2f5f8f", role="detail", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


def _lamp(rng: np.random.Generator) -> list[Part]:
    shade, base = pick(rng, (("#f2c66a", "#7a5236"), ("#e88a5a", "#4a5a6a"), ("#9fc08a", "#8a5a3a"),
        ("#f0dcb0", "#b5503f"), ("#7fb0c0", "#c9923f")))
    foot = contour([(-0.20, 0.0, 0), (-0.20, 0.03), (-0.11, 0.065), (-0.05, 0.085), (-0.045, 0.12), (-0.13, 0.20),
        (-0.15, 0.30), (-0.10, 0.40), (-0.05, 0.46), (-0.045, 0.58, 0), (0.045, 0.58, 0), (0.05, 0.46), (0.10, 0.40),
        (0.15, 0.30), (0.13, 0.20), (0.045, 0.12), (0.05, 0.085), (0.11, 0.065), (0.20, 0.03), (0.20, 0.0, 0)])
    cone = ((-0.34, 0.54), (0.34, 0.54), (0.19, 0.97), (-0.19, 0.97))
    parts = [
        Part(foot, base, bulge=0.6),
        sheen(limb([(-0.085, 0.22, 0.02), (-0.095, 0.29, 0.032), (-0.07, 0.36, 0.016)]), 0.4),
        Part(clipped(foot, box(-0.3, 0.085, 0.3, 0.115)), "#d8a84a", role="detail", bulge=0.3),
        Part(ellipse(0.0, 0.54, 0.335, 0.032), "#fff0b8", role="light", bulge=0.0),
        Part(cone, shade, role="light", bulge=0.4),
        Part(clipped(cone, [(-0.14, 0.5), (0.14, 0.5), (0.09, 1.0), (-0.09, 1.0)]), lighter(shade, 0.55), role="light",
            bulge=0.0, alpha=0.8),
        shadow(clipped(cone, [(0.22, 0.5), (0.5, 0.5), (0.5, 1.0), (0.12, 1.0)]), 0.14),
        Part(clipped(cone, box(-0.5, 0.54, 0.5, 0.575)), darker(shade, 0.3), role="detail", bulge=0.2),
        Part(clipped(cone, box(-0.5, 0.94, 0.5, 0.97)), darker(shade, 0.3), role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.985, 0.024, 0.024), "#d8a84a", role="detail", bulge=0.4),
    ]
    return standing(parts, foot=0.0)


def _chair(rng: np.random.Generator) -> list[Part]:
    wood, seat = pick(rng, (("#a8703f", "#c9503f"), ("#7a4f33", "#3f7a86"), ("#c99a5f", "#5f8a4f"),
        ("#6a4638", "#d8a23a")))
    dark = darker(wood, 0.3)
    parts = [
        Part(limb([(-0.17, 0.44, 0.045), (-0.175, 0.075, 0.036)]), dark, bulge=0.4),
        Part(limb([(0.285, 0.46, 0.045), (0.30, 0.075, 0.036)]), dark, bulge=0.4),
        Part(limb([(-0.175, 0.20, 0.026), (0.295, 0.20, 0.026)]), dark, bulge=0.2),
        Part(limb([(-0.20, 0.46, 0.05), (-0.215, 0.98, 0.045)]), wood, bulge=0.5),
        Part(limb([(0.26, 0.48, 0.05), (0.275, 0.98, 0.045)]), wood, bulge=0.5),
        *(Part(limb([(x, 0.50, 0.034), (x + 0.004, 0.88, 0.034)]), darker(wood, 0.12), bulge=0.4)
            for x in (-0.10, 0.02, 0.14)),
        Part(contour([(-0.235, 0.87, 0), (0.295, 0.87, 0), (0.305, 0.97), (0.24, 1.0), (0.03, 1.02), (-0.18, 1.0),
            (-0.245, 0.97)]), wood, bulge=0.4),
        Part(((-0.22, 0.47), (0.30, 0.47), (0.37, 0.39), (-0.33, 0.39)), seat, role="detail", bulge=0.3),
        sheen(((-0.20, 0.465), (0.10, 0.465), (0.08, 0.445), (-0.23, 0.445)), 0.25),
        Part(((-0.33, 0.39), (0.37, 0.39), (0.37, 0.335), (-0.33, 0.335)), wood, bulge=0.2),
        shadow(box(-0.33, 0.335, 0.37, 0.352), 0.3),
        Part(limb([(-0.30, 0.34, 0.055), (-0.31, 0.02, 0.042)]), wood, bulge=0.5),
        Part(limb([(0.335, 0.34, 0.055), (0.35, 0.02, 0.042)]), darker(wood, 0.08), bulge=0.5),
        Part(limb([(-0.305, 0.15, 0.03), (0.34, 0.15, 0.03)]), darker(wood, 0.12), bulge=0.3),
    ]
    return standing(parts)


def _clock(rng: np.random.Generator) -> list[Part]:
    case, face = pick(rng, (("#c9453c", "#fbf5e6"), ("#3f7a9a", "#fdf8ec"), ("#d8a23a", "#fff8e6"),
        ("#5f8a6a", "#fbf5e6")))
    dark = "#2f2b34"
    hour, minute = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0, 2 * np.pi))
    parts = [
        *(Part(limb([(s * 0.20, 0.14, 0.07), (s * 0.29, 0.02, 0.045)]), darker(case, 0.35), role="detail", bulge=0.4)
            for s in (-1, 1)),
        Part(limb([(-0.16, 0.88, 0.035), (-0.10, 0.975, 0.035), (0.10, 0.975, 0.035), (0.16, 0.88, 0.035)]), dark,
            role="detail", bulge=0.3),
        *(Part(limb([(s * 0.17, 0.76, 0.04), (s * 0.225, 0.84, 0.04)]), dark, role="detail", bulge=0.2)
            for s in (-1, 1)),
        *(Part(placed(contour([(-0.13, 0.0, 0), (-0.11, 0.075), (0.0, 0.12), (0.11, 0.075), (0.13, 0.0, 0)]),
            s * 0.225, 0.81, turn=-s * 0.72), "#d8b04a", role="detail", bulge=0.7) for s in (-1, 1)),
        Part(ellipse(0.0, 0.45, 0.40, 0.40), case, bulge=0.6),
        Part(ellipse(0.0, 0.45, 0.325, 0.325), darker(case, 0.4), role="detail", bulge=0.1),
        Part(ellipse(0.0, 0.45, 0.305, 0.305), face, role="detail", bulge=0.2),
        *(Part(placed(box(-0.013, 0.225 if k % 3 == 0 else 0.25, 0.013, 0.285), 0.0, 0.45, turn=k * np.pi / 6), dark,
            role="detail", bulge=0.0) for k in range(12)),
        Part(placed(contour([(-0.018, -0.03, 0), (0.018, -0.03, 0), (0.022, 0.10), (0.0, 0.17, 0), (-0.022, 0.10)]),
            0.0, 0.45, turn=hour), dark, role="detail", bulge=0.1),
        Part(placed(contour([(-0.013, -0.03, 0), (0.013, -0.03, 0), (0.014, 0.16), (0.0, 0.25, 0), (-0.014, 0.16)]),
            0.0, 0.45, turn=minute), dark, role="detail", bulge=0.1),
        Part(ellipse(0.0, 0.45, 0.028, 0.028), "#c9453c", role="detail", bulge=0.4),
        sheen(contour([(-0.27, 0.56), (-0.19, 0.67), (-0.08, 0.73), (-0.14, 0.66), (-0.21, 0.57)]), 0.45),
    ]
    return standing(parts)


def _vase(rng: np.random.Generator) -> list[Part]:
    glaze, band = pick(rng, (("#3f78a8", "#f3efe4"), ("#f1ebe0", "#3f78a8"), ("#c9603f", "#f7e6c8"),
        ("#4f9a86", "#f4efe2")))
    body = contour([(-0.105, 0.50, 0), (-0.075, 0.43), (-0.13, 0.35), (-0.19, 0.23), (-0.155, 0.08), (-0.10, 0.0, 0),
        (0.10, 0.0, 0), (0.155, 0.08), (0.19, 0.23), (0.13, 0.35), (0.075, 0.43), (0.105, 0.50, 0)])
    blooms = [(-0.22, 0.70, 0.088), (0.23, 0.69, 0.088), (-0.09, 0.86, 0.095), (0.11, 0.87, 0.092), (0.0, 0.68, 0.10)]
    colours = [pick(rng, ("#e0566a", "#f2c23c", "#f7f1ea", "#8a6ad0", "#ee8a3a", "#d8443f", "#7fb0e0")) for _ in blooms]
    parts = [Part(limb([(x * 0.2, 0.44, 0.022), (x * 0.7, 0.58, 0.022), (x, y, 0.022)]), "#4f8a3f", role="detail",
        bulge=0.2) for x, y, _ in blooms]
    parts += [Part(placed(contour([(0.0, 0.0, 0), (0.09, 0.05), (0.24, 0.0, 0), (0.10, -0.05)]), x, y, turn=t), tone,
        role="detail", bulge=0.3) for x, y, t, tone in ((-0.06, 0.52, 2.7, "#5d9a48"), (0.06, 0.52, 0.4, "#4f8a42"),
        (-0.05, 0.55, 2.1, "#4f8a42"), (0.05, 0.56, 1.0, "#5d9a48"))]
    for (x, y, r), tone in zip(blooms, colours, strict=True):
        parts += [Part(ellipse(x + r * 0.62 * float(np.cos(a)), y + r * 0.62 * float(np.sin(a)), r * 0.46, r * 0.46),
            tone if i % 2 else darker(tone, 0.12), role="detail", bulge=0.4)
            for i, a in enumerate(np.linspace(0, 2 * np.pi, 6, endpoint=False) + x * 9)]
        parts.append(Part(ellipse(x, y, r * 0.36, r * 0.36), "#f2b92f" if tone != "#f2c23c" else "#8a5230",
            role="detail", bulge=0.5))
    parts += [
        Part(body, glaze, bulge=0.7),
        Part(clipped(body, box(-0.3, 0.245, 0.3, 0.29)), band, role="detail", bulge=0.4),
        Part(clipped(body, box(-0.3, 0.13, 0.3, 0.165)), band, role="detail", bulge=0.4),
        shadow(clipped(body, [(0.06, 0.0), (0.3, 0.0), (0.3, 0.5), (0.04, 0.5)]), 0.2),
        sheen(limb([(-0.115, 0.12, 0.014), (-0.135, 0.22, 0.026), (-0.10, 0.32, 0.014)]), 0.45),
        Part(ellipse(0.0, 0.50, 0.106, 0.020), darker(glaze, 0.35), role="detail", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


def _guitar(rng: np.random.Generator) -> list[Part]:
    top, side = pick(rng, (("#d8903f", "#7a4526"), ("#b5602f", "#5a3020"), ("#e6b765", "#8a5a30"),
        ("#a8382f", "#4a2422")))
    body = contour([(0.0, 0.555), (-0.11, 0.545), (-0.165, 0.47), (-0.135, 0.375), (-0.155, 0.30), (-0.225, 0.20),
        (-0.205, 0.08), (-0.10, 0.01), (0.0, 0.0), (0.10, 0.01), (0.205, 0.08), (0.225, 0.20), (0.155, 0.30),
        (0.135, 0.375), (0.165, 0.47), (0.11, 0.545)])
    parts = [
        Part(contour([(-0.036, 0.87, 0), (-0.058, 0.90), (-0.055, 0.985), (-0.03, 1.0, 0), (0.03, 1.0, 0),
            (0.055, 0.985), (0.058, 0.90), (0.036, 0.87, 0)]), side, role="detail", bulge=0.3),
        *(Part(ellipse(s * 0.072, y, 0.020, 0.014), "#e8dcc0", role="detail", bulge=0.4) for s in (-1, 1)
            for y in (0.905, 0.94, 0.975)),
        Part(body, side, bulge=0.5),
        Part(tuple((x * 0.915, 0.277 + (y - 0.277) * 0.935) for x, y in body), top, bulge=0.4),
        shadow(clipped(body, [(0.09, 0.0), (0.3, 0.0), (0.3, 0.6), (0.07, 0.6)]), 0.16),
        Part(contour([(-0.05, 0.30), (-0.10, 0.235), (-0.115, 0.15), (-0.06, 0.17), (-0.045, 0.24)]), "#4a2a20",
            role="detail", bulge=0.1),
        Part(ellipse(0.0, 0.345, 0.082, 0.082), lighter(top, 0.4), role="detail", bulge=0.1),
        Part(ellipse(0.0, 0.345, 0.064, 0.064), "#2a1a18", role="detail", bulge=0.0),
        Part(box(-0.034, 0.40, 0.034, 0.885), "#4a2d22", role="detail", bulge=0.3),
        *(Part(box(-0.034, y, 0.034, y + 0.008), "#d8c49a", role="detail", bulge=0.0)
            for y in (0.50, 0.56, 0.615, 0.67, 0.72, 0.765, 0.81, 0.85)),
        Part(box(-0.085, 0.125, 0.085, 0.155), "#3a221c", role="detail", bulge=0.2),
        *(Part(box(x - 0.0035, 0.14, x + 0.0035, 0.88), "#f4ecdc", role="detail", bulge=0.0)
            for x in (-0.02, 0.0, 0.02)),
        sheen(limb([(-0.15, 0.10, 0.02), (-0.175, 0.18, 0.03), (-0.135, 0.27, 0.014)]), 0.35),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.22, 0.22))))


def _candle(rng: np.random.Generator) -> list[Part]:
    colour, brass = pick(rng, ("#f6ecd6", "#c9443f", "#e8d2a0", "#5f7fa8")), pick(rng, ("#c99a3f", "#a8a29a"))
    stick = ((-0.085, 0.20), (0.085, 0.20), (0.08, 0.66), (-0.08, 0.66))
    parts = [
        Part(limb([(0.22, 0.16, 0.045), (0.36, 0.17, 0.045), (0.38, 0.07, 0.045), (0.25, 0.05, 0.04)]),
            darker(brass, 0.15), role="detail", bulge=0.4),
        Part(contour([(-0.30, 0.12, 0), (-0.24, 0.03), (-0.12, 0.0), (0.12, 0.0), (0.24, 0.03), (0.30, 0.12, 0),
            (0.0, 0.14)]), brass, role="detail", bulge=0.6),
        Part(ellipse(0.0, 0.12, 0.30, 0.034), lighter(brass, 0.3), role="detail", bulge=0.2),
        Part(((-0.115, 0.12), (0.115, 0.12), (0.105, 0.23), (-0.105, 0.23)), brass, role="detail", bulge=0.5),
        Part(stick, colour, bulge=0.5),
        shadow(clipped(stick, box(0.03, 0.1, 0.2, 0.7)), 0.18),
        Part(contour([(-0.088, 0.67), (-0.095, 0.57), (-0.065, 0.52), (-0.045, 0.59), (-0.02, 0.60), (0.0, 0.54),
            (0.025, 0.60), (0.055, 0.61), (0.088, 0.67)]), lighter(colour, 0.5), role="detail", bulge=0.5),
        Part(ellipse(0.0, 0.665, 0.084, 0.020), lighter(colour, 0.6), role="light", bulge=0.1),
        Part(limb([(0.0, 0.66, 0.016), (0.004, 0.725, 0.014)]), "#3a2a28", role="detail", bulge=0.0),
        Part(contour([(0.0, 0.69), (-0.058, 0.75), (-0.05, 0.85), (0.0, 1.0, 0), (0.05, 0.85), (0.058, 0.75)]),
            "#ff9a2f", role="light", bulge=0.0),
        Part(contour([(0.0, 0.70), (-0.034, 0.75), (-0.027, 0.82), (0.0, 0.91, 0), (0.027, 0.82), (0.034, 0.75)]),
            "#fff0a0", role="light", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("cup", metres=0.14, stance="surface", group="thing", draw=_cup, prominence=0.36, rim=0.60),
    Subject("book", metres=0.22, stance="surface", group="thing", draw=_book, prominence=0.26, seat=(0.0, 0.42)),
    Subject("lamp", metres=0.5, stance="surface", group="thing", draw=_lamp, facing=False, prominence=0.44),
    Subject("chair", metres=0.95, stance="ground", group="thing", draw=_chair, prominence=0.42, seat=(0.0, 0.43),
        clearance=0.38),
    Subject("clock", metres=0.25, stance="surface", group="thing", draw=_clock, facing=False, prominence=0.38),
    Subject("vase", metres=0.55, stance="surface", group="thing", draw=_vase, prominence=0.46, rim=0.53),
    Subject("guitar", metres=1.0, stance="ground", group="thing", draw=_guitar, prominence=0.50),
    Subject("candle", metres=0.25, stance="surface", group="thing", draw=_candle, prominence=0.40),
)
