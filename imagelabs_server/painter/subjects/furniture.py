"""Furniture and festive things: table, bench, sofa, bed, teapot, cake, bottle."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Corner,
    Part,
    Point,
    Subject,
    blend,
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

def _table(rng: np.random.Generator) -> list[Part]:
    wood = pick(rng, ("#a8703f", "#8a5a38", "#c99a5f", "#6a4638"))
    cloth = pick(rng, (None, "#d0534a", "#f2ece0", "#4f86b0"))
    parts = [Part(limb([(x, 0.84, 0.075), (x, 0.22, 0.055)]), darker(wood, 0.4), bulge=0.4) for x in (-0.52, 0.52)]
    parts += [
        Part(box(-0.66, 0.74, 0.66, 0.86), darker(wood, 0.25), bulge=0.1),
        *(Part(limb([(x, 0.80, 0.10), (x, 0.40, 0.085), (x, 0.02, 0.062)]), darker(wood, 0.06), bulge=0.5)
            for x in (-0.66, 0.66)),
        Part(((-0.62, 1.0), (0.62, 1.0), (0.82, 0.88), (-0.82, 0.88)), lighter(wood, 0.12), bulge=0.0),
        Part(box(-0.82, 0.82, 0.82, 0.88), wood, bulge=0.2),
        *(shadow(limb([(x * 0.78, 0.99, 0.010), (x, 0.89, 0.014)]), 0.18) for x in (-0.45, -0.15, 0.15, 0.45)),
        shadow(box(-0.62, 0.745, 0.62, 0.82), 0.25),
    ]
    if cloth is not None:
        drop = contour([(-0.42, 0.88, 0), (0.42, 0.88, 0), (0.40, 0.66, 0), (0.27, 0.63), (0.14, 0.66), (0.0, 0.62),
            (-0.14, 0.66), (-0.27, 0.63), (-0.40, 0.66, 0)])
        parts += [
            Part(((-0.33, 1.0), (0.33, 1.0), (0.42, 0.88), (-0.42, 0.88)), lighter(cloth, 0.2), role="detail",
                bulge=0.0),
            Part(drop, cloth, role="detail", bulge=0.2),
            *(Part(clipped(drop, box(x - 0.022, 0.5, x + 0.022, 1.0)),
                lighter(cloth, 0.5) if cloth != "#f2ece0" else "#d0534a", role="detail", bulge=0.0)
                for x in (-0.24, 0.0, 0.24)),
        ]
    return standing(parts, foot=0.0)


def _bench(rng: np.random.Generator) -> list[Part]:
    wood, iron = pick(rng, ("#a8703f", "#8f5a3a", "#6f9a5a", "#c08a4f")), "#3a3c46"
    tones = [blend(wood, "#3a2a20", float(rng.uniform(0.0, 0.14))) for _ in range(7)]
    parts = [Part(limb([(x, 0.50, 0.055), (x, 0.03, 0.055)]), darker(iron, 0.2), role="detail", bulge=0.3)
        for x in (-0.78, 0.78)]
    parts += [Part(limb([(x, 0.45, 0.06), (x * 1.0, 0.98, 0.055)]), iron, role="detail", bulge=0.4)
        for x in (-0.86, 0.86)]
    parts += [Part(box(-1.0, y, 1.0, y + 0.095), tone, bulge=0.3)
        for y, tone in ((0.86, tones[0]), (0.73, tones[1]), (0.60, tones[2]))]
    parts += [Part(((-0.98 - k * 0.03, 0.50 - k * 0.055), (0.98 + k * 0.03, 0.50 - k * 0.055),
        (1.0 + k * 0.03, 0.455 - k * 0.055), (-1.0 - k * 0.03, 0.455 - k * 0.055)), lighter(tones[3 + k], 0.15),
        bulge=0.1) for k in range(3)]
    parts += [Part(box(-1.06, 0.30, 1.06, 0.345), tones[6], bulge=0.2), shadow(box(-1.06, 0.30, 1.06, 0.315), 0.25)]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.90, 0.34, 0.065), (s * 0.92, 0.16, 0.055), (s * 0.96, 0.03, 0.06)]), iron, role="detail",
                bulge=0.4),
            Part(limb([(s * 0.86, 0.66, 0.05), (s * 0.96, 0.67, 0.05), (s * 1.02, 0.60, 0.05),
                (s * 0.97, 0.33, 0.045)]), iron, role="detail", bulge=0.4),
        ]
    return standing(parts)


def _sofa(rng: np.random.Generator) -> list[Part]:
    cloth, pillow = pick(rng, (("#b5534a", "#f2cf8a"), ("#4f7f8f", "#e8a85a"), ("#6a8a5a", "#f2e2c0"),
        ("#8a6a9a", "#f0c8a0"), ("#c98a4a", "#5f8a8a")))

    def puff(left: float, bottom: float, right: float, top: float, r: float) -> tuple[Point, ...]:
        return contour([(left + r, bottom), (right - r, bottom), (right, bottom + r), (right, top - r),
            (right - r, top), (left + r, top), (left, top - r), (left, bottom + r)])

    parts = [Part(box(x - 0.035, 0.0, x + 0.035, 0.14), "#5a3a28", role="detail", bulge=0.3) for x in (-0.88, 0.88)]
    parts += [
        Part(puff(-0.92, 0.30, 0.92, 1.0, 0.10), darker(cloth, 0.14), bulge=0.5),
        *(Part(puff(left, 0.44, right, 0.96, 0.08), cloth, bulge=0.5)
            for left, right in ((-0.80, -0.01), (0.01, 0.80))),
        *(Part(ellipse(x, 0.78, 0.022, 0.022), darker(cloth, 0.45), role="detail", bulge=0.3)
            for x in (-0.58, -0.23, 0.23, 0.58)),
        shadow(box(-0.80, 0.46, 0.80, 0.56), 0.22),
        Part(puff(-0.94, 0.10, 0.94, 0.36, 0.06), darker(cloth, 0.2), bulge=0.4),
        *(Part(puff(left, 0.32, right, 0.52, 0.06), lighter(cloth, 0.10), bulge=0.5)
            for left, right in ((-0.82, -0.005), (0.005, 0.82))),
        *(Part(puff(min(s * 0.76, s * 1.06), 0.10, max(s * 0.76, s * 1.06), 0.70, 0.10),
            cloth if s < 0 else darker(cloth, 0.08), bulge=0.5) for s in (-1, 1)),
        Part(placed(puff(-0.15, -0.15, 0.15, 0.15, 0.06), -0.52, 0.64, turn=0.25), pillow, role="detail", bulge=0.6),
        Part(placed(puff(-0.14, -0.14, 0.14, 0.14, 0.06), 0.50, 0.64, turn=-0.3), lighter(pillow, 0.4), role="detail",
            bulge=0.6),
    ]
    return standing(parts, foot=0.0)


def _teapot(rng: np.random.Generator) -> list[Part]:
    glaze, band = pick(rng, (("#4f86b0", "#f6f0e2"), ("#f3ece0", "#c9503f"), ("#c9603f", "#f6e4c0"),
        ("#5f9a80", "#f6f0e2"), ("#e0b04f", "#8a4a34")))
    tilt = float(rng.uniform(-0.03, 0.03))
    body = contour([(-0.18, 0.04, 0), (-0.38, 0.16), (-0.47, 0.38), (-0.38, 0.60), (-0.20, 0.72, 0), (0.20, 0.72, 0),
        (0.38, 0.60), (0.47, 0.38), (0.38, 0.16), (0.18, 0.04, 0)])
    return standing([
        Part(limb([(-0.34, 0.58, 0.075), (-0.60, 0.62, 0.075), (-0.70, 0.44, 0.075), (-0.60, 0.24, 0.075),
            (-0.38, 0.24, 0.07)]), darker(glaze, 0.14), bulge=0.5),
        Part(contour([(0.36, 0.44), (0.54, 0.50), (0.62, 0.66), (0.72, 0.74 + tilt, 0), (0.82, 0.72 + tilt, 0),
            (0.72, 0.52), (0.62, 0.32), (0.40, 0.20)]), darker(glaze, 0.08), bulge=0.5),
        Part(ellipse(0.77, 0.73 + tilt, 0.055, 0.022, turn=-0.15), darker(glaze, 0.5), role="detail", bulge=0.1),
        Part(box(-0.22, 0.0, 0.22, 0.07), darker(glaze, 0.22), bulge=0.4),
        Part(body, glaze, bulge=0.8),
        Part(clipped(body, box(-1, 0.45, 1, 0.50)), band, role="detail", bulge=0.4),
        Part(clipped(body, box(-1, 0.26, 1, 0.29)), band, role="detail", bulge=0.4),
        *(Part(ellipse(x, 0.375, 0.036, 0.036), band, role="detail", bulge=0.2)
            for x in (-0.33, -0.165, 0.0, 0.165, 0.33)),
        shadow(clipped(body, [(0.22, 0.0), (0.6, 0.0), (0.6, 0.8), (0.26, 0.8)]), 0.18),
        sheen(limb([(-0.30, 0.24, 0.02), (-0.34, 0.38, 0.05), (-0.27, 0.56, 0.02)]), 0.4),
        Part(contour([(-0.24, 0.71, 0), (-0.20, 0.77), (-0.08, 0.83), (0.08, 0.83), (0.20, 0.77), (0.24, 0.71, 0)]),
            lighter(glaze, 0.10), bulge=0.5),
        Part(limb([(-0.245, 0.715, 0.03), (0.245, 0.715, 0.03)]), band, role="detail", bulge=0.3),
        Part(ellipse(0.0, 0.895, 0.075, 0.075), glaze, bulge=0.8),
    ], foot=0.0)


def _cake(rng: np.random.Generator) -> list[Part]:
    sponge, icing, berry = pick(rng, (("#e8b98a", "#f8e0e4", "#d0344a"), ("#7a4a34", "#f6ecd8", "#d0344a"),
        ("#f0cf8a", "#f6b8c4", "#7a4fa8"), ("#d89a6a", "#6a3f30", "#e0344a")))
    candles = int(rng.integers(3, 6))
    tiers = ((-0.50, 0.10, 0.50, 0.40), (-0.33, 0.38, 0.33, 0.64))
    parts = [
        Part(contour([(-0.66, 0.10), (-0.50, 0.055), (-0.15, 0.04), (0.15, 0.04), (0.50, 0.055), (0.66, 0.10),
            (0.40, 0.13), (-0.40, 0.13)]), "#e6e2dc", role="detail", bulge=0.4),
        Part(((-0.16, 0.05), (0.16, 0.05), (0.26, 0.0), (-0.26, 0.0)), "#c9c4bc", role="detail", bulge=0.4),
    ]
    for left, bottom, right, top in tiers:
        drip: list[Corner] = [(left - 0.012, top - 0.02), (left + 0.03, top + 0.02), (right - 0.03, top + 0.02),
            (right + 0.012, top - 0.02)]
        n = 9 if left < -0.4 else 7
        for i in range(n):
            x = right + 0.012 - (right - left + 0.024) * (i + 0.5) / n
            drip.append((x, top - (0.15 if i % 2 == 0 else 0.075)))
        body = box(left, bottom, right, top)
        parts += [
            Part(body, sponge, bulge=0.3, role="body"),
            Part(box(left, bottom + 0.06, right, bottom + 0.085), lighter(icing, 0.2), role="detail", bulge=0.0),
            shadow(box((left + right) / 2 + 0.12, bottom, right, top), 0.16),
            Part(contour(drip), icing, role="detail", bulge=0.4),
        ]
    parts += [Part(ellipse(x, 0.405, 0.042, 0.040), berry, role="detail", bulge=0.7) for x in (-0.42, 0.42)]
    for i in range(candles):
        x = (i - (candles - 1) / 2) * 0.50 / (candles - 1)
        tone = ("#4f9ac0", "#f0b83a", "#e0567a")[i % 3]
        parts += [
            Part(box(x - 0.019, 0.64, x + 0.019, 0.83), tone, role="detail", bulge=0.3),
            Part(contour([(x, 0.835), (x - 0.026, 0.87), (x - 0.018, 0.92), (x, 0.985, 0), (x + 0.018, 0.92),
                (x + 0.026, 0.87)]), "#ffb83f", role="light", bulge=0.0),
            Part(ellipse(x, 0.875, 0.012, 0.024), "#fff2b0", role="light", bulge=0.0),
        ]
    parts += [Part(ellipse(x, 0.665, 0.036, 0.034), berry, role="detail", bulge=0.7) for x in (-0.29, 0.29)]
    return standing(parts, foot=0.0)


def _bottle(rng: np.random.Generator) -> list[Part]:
    glass, label = pick(rng, (("#3f7a4a", "#f4ead0"), ("#6a3f2a", "#f0d8a0"), ("#4f86a8", "#f6f0e2"),
        ("#8a3a3f", "#f4ead0")))
    fill = float(rng.uniform(0.50, 0.60))
    body = contour([(-0.155, 0.0, 0), (-0.17, 0.05), (-0.17, 0.52), (-0.15, 0.60), (-0.075, 0.69), (-0.055, 0.76),
        (-0.052, 0.90, 0), (0.052, 0.90, 0), (0.055, 0.76), (0.075, 0.69), (0.15, 0.60), (0.17, 0.52), (0.17, 0.05),
        (0.155, 0.0, 0)])
    return standing([
        Part(contour([(-0.045, 0.88, 0), (-0.05, 0.99, 0), (0.05, 0.99, 0), (0.045, 0.88, 0)]), "#c99a62",
            role="detail", bulge=0.4),
        Part(body, glass, bulge=0.6),
        shadow(clipped(body, box(-0.3, 0.0, 0.3, fill)), 0.22),
        Part(box(-0.066, 0.865, 0.066, 0.91), darker(glass, 0.2), bulge=0.4),
        Part(clipped(body, box(-0.3, 0.16, 0.3, 0.44)), label, role="detail", bulge=0.4),
        Part(clipped(body, box(-0.3, 0.40, 0.3, 0.425)), "#b5483f", role="detail", bulge=0.3),
        Part(clipped(body, box(-0.3, 0.175, 0.3, 0.20)), "#b5483f", role="detail", bulge=0.3),
        Part(ellipse(0.0, 0.30, 0.062, 0.062), "#d8a23a", role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.30, 0.036, 0.036), "#b5483f", role="detail", bulge=0.1),
        shadow(clipped(body, [(0.09, 0.0), (0.3, 0.0), (0.3, 0.62), (0.08, 0.62)]), 0.2),
        sheen(limb([(-0.125, 0.05, 0.02), (-0.13, 0.30, 0.034), (-0.115, 0.55, 0.022), (-0.04, 0.70, 0.014)]), 0.45),
    ], foot=0.0)


SUBJECTS = (
    Subject("table", metres=0.75, stance="ground", group="thing", draw=_table, facing=False, prominence=0.34,
        clearance=0.80),
    Subject("bench", metres=0.85, stance="ground", group="thing", draw=_bench, facing=False, prominence=0.28,
        seat=(0.0, 0.40), clearance=0.32),
    Subject("sofa", metres=0.85, stance="ground", group="thing", draw=_sofa, facing=False, prominence=0.32,
        seat=(0.0, 0.44)),
    Subject("teapot", metres=0.18, stance="surface", group="thing", draw=_teapot, prominence=0.34),
    Subject("cake", metres=0.25, stance="surface", group="thing", draw=_cake, facing=False, prominence=0.38),
    Subject("bottle", metres=0.3, stance="surface", group="thing", draw=_bottle, facing=False, prominence=0.44),
)
