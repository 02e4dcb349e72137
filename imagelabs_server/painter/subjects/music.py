"""Violin and piano, and other things that stand in rooms and gardens: a bed, a fence."""

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
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _violin(rng: np.random.Generator) -> list[Part]:
    top, side = pick(rng, (("#b8622c", "#5f2c1c"), ("#c97a35", "#6a3820"), ("#9a4a28", "#4a2018"), ("#d08a45",
        "#74421f")))
    body = contour([(0.0, 0.56), (-0.10, 0.55), (-0.155, 0.50), (-0.145, 0.435), (-0.155, 0.405, 0), (-0.105, 0.36),
        (-0.10, 0.29), (-0.135, 0.245), (-0.165, 0.22, 0), (-0.195, 0.13), (-0.16, 0.04), (-0.06, 0.0), (0.06, 0.0),
        (0.16, 0.04), (0.195, 0.13), (0.165, 0.22, 0), (0.135, 0.245), (0.10, 0.29), (0.105, 0.36), (0.155, 0.405, 0),
        (0.145, 0.435), (0.155, 0.50), (0.10, 0.55)])
    violin = [
        Part(contour([(-0.026, 0.86, 0), (-0.034, 0.92), (-0.028, 0.96), (-0.042, 0.985), (0.0, 1.01), (0.042, 0.985),
            (0.028, 0.96), (0.034, 0.92), (0.026, 0.86, 0)]), side, role="detail", bulge=0.4),
        *(Part(limb([(s * 0.02, y, 0.012), (s * 0.075, y + 0.008, 0.022)]), "#241a18", role="detail", bulge=0.3)
            for s, y in ((-1, 0.885), (1, 0.905), (-1, 0.925), (1, 0.945))),
        Part(body, side, bulge=0.5),
        Part(tuple((x * 0.91, 0.28 + (y - 0.28) * 0.945) for x, y in body), top, bulge=0.5),
        shadow(clipped(body, [(0.075, 0.0), (0.3, 0.0), (0.3, 0.6), (0.065, 0.6)]), 0.16),
        *(Part(limb([(s * 0.062, 0.355, 0.014), (s * 0.058, 0.315, 0.011), (s * 0.082, 0.265, 0.011),
            (s * 0.092, 0.235, 0.015)]), "#241512", role="detail", bulge=0.0) for s in (-1, 1)),
        Part(contour([(-0.024, 0.39, 0), (-0.026, 0.87, 0), (0.026, 0.87, 0), (0.024, 0.39, 0)]), "#241a1a",
            role="detail",
            bulge=0.3),
        Part(contour([(-0.022, 0.03), (-0.034, 0.19, 0), (0.034, 0.19, 0), (0.022, 0.03)]), "#241a1a", role="detail",
            bulge=0.3),
        Part(box(-0.058, 0.268, 0.058, 0.29), "#e4c48a", role="detail", bulge=0.2),
        *(Part(box(x - 0.0025, 0.19, x + 0.0025, 0.87), "#f4efe4", role="detail", bulge=0.0)
            for x in (-0.016, -0.005, 0.006, 0.017)),
        Part(ellipse(-0.105, 0.075, 0.044, 0.032), "#241a1a", role="detail", bulge=0.3),
        sheen(limb([(-0.13, 0.11, 0.014), (-0.15, 0.165, 0.022), (-0.125, 0.215, 0.010)]), 0.4),
    ]
    bow = [
        Part(limb([(0.245, 0.02, 0.022), (0.262, 0.48, 0.018), (0.25, 0.94, 0.016)]), "#7a3f20", role="detail",
            bulge=0.4),
        Part(limb([(0.288, 0.05, 0.010), (0.274, 0.92, 0.008)]), "#f2eee2", role="detail", bulge=0.0),
        Part(box(0.240, 0.03, 0.296, 0.075), "#241a1a", role="detail", bulge=0.2),
    ]
    turn = float(rng.uniform(-0.18, 0.18))
    return standing(put([*violin, *put(bow, 0.02)], turn=turn))


def _piano(rng: np.random.Generator) -> list[Part]:
    wood = pick(rng, ("#2f2a2e", "#6a3a26", "#4a2c22", "#7a4a2c", "#e8e2d8"))
    pale, dark = lighter(wood, 0.14), darker(wood, 0.4)
    sheet = float(rng.uniform(-0.10, 0.10))
    parts = [
        Part(box(-0.74, 0.04, 0.74, 0.95), wood, bulge=0.1),
        Part(box(-0.70, 0.10, 0.70, 0.44), darker(wood, 0.25), bulge=0.05),
        *(Part(box(x, 0.13, x + 0.60, 0.39), darker(wood, 0.12), bulge=0.1) for x in (-0.65, 0.05)),
        Part(box(-0.70, 0.60, 0.70, 0.92), pale, bulge=0.1),
        *(Part(box(x, 0.64, x + 0.36, 0.88), wood, bulge=0.1) for x in (-0.66, 0.30)),
        Part(box(-0.24, 0.62, 0.24, 0.655), dark, role="detail", bulge=0.2),
        *(Part(((sheet + x, 0.65), (sheet + x + 0.15, 0.65), (sheet + x + 0.15, 0.86), (sheet + x, 0.86)), "#f8f4e8",
            role="detail", bulge=0.05) for x in (-0.155, 0.005)),
        *(Part(box(sheet + x, y, sheet + x + 0.11, y + 0.008), "#5a5560", role="detail", bulge=0.0)
            for x in (-0.135, 0.025) for y in (0.70, 0.74, 0.78, 0.82)),
        Part(limb([(-0.79, 0.965, 0.05), (0.79, 0.965, 0.05)]), pale, bulge=0.4),
        Part(box(-0.76, 0.43, 0.76, 0.50), darker(wood, 0.1), bulge=0.2),
        Part(box(-0.68, 0.50, 0.68, 0.595), "#f6f2e8", role="detail", bulge=0.05),
        *(Part(box(-0.68 + k * 0.0648, 0.50, -0.6755 + k * 0.0648, 0.595), "#9a948c", role="detail", bulge=0.0)
            for k in range(1, 21)),
        *(Part(box(-0.68 + k * 0.0648 - 0.018, 0.535, -0.68 + k * 0.0648 + 0.018, 0.598), "#221f24", role="detail",
            bulge=0.2) for k in range(1, 21) if k % 7 not in (3, 0)),
        *(Part(box(s * 0.72 - 0.05, 0.43, s * 0.72 + 0.05, 0.62), wood, bulge=0.2) for s in (-1, 1)),
        *(Part(limb([(s * 0.70, 0.43, 0.075), (s * 0.70, 0.20, 0.05), (s * 0.70, 0.03, 0.08)]), wood, bulge=0.4)
            for s in (-1, 1)),
        *(Part(box(s * 0.72 - 0.09, 0.0, s * 0.72 + 0.09, 0.05), dark, role="detail", bulge=0.2) for s in (-1, 1)),
        *(Part(limb([(x, 0.075, 0.03), (x, 0.03, 0.036)]), "#d8b04a", role="detail", bulge=0.4)
            for x in (-0.09, 0.0, 0.09)),
        shadow(box(-0.68, 0.40, 0.68, 0.43), 0.35),
        sheen(box(-0.72, 0.905, 0.72, 0.92), 0.3),
    ]
    return standing(parts, foot=0.0)


def _bed(rng: np.random.Generator) -> list[Part]:
    quilt, stripe = pick(rng, (("#4f7fb8", "#e8eef6"), ("#c9574a", "#f6e2cc"), ("#5f9a6a", "#eaf2dc"),
        ("#8a6ab0", "#ece2f6"), ("#d8a03f", "#fbf0d0")))
    wood = pick(rng, ("#8a5a34", "#6a4028", "#b8834a", "#ece6da"))
    cover = contour([(-0.55, 0.60, 0), (0.20, 0.64), (0.92, 0.60), (1.0, 0.52), (1.0, 0.22, 0), (-0.55, 0.22, 0)])
    parts = [
        Part(contour([(-1.16, 0.0, 0), (-1.16, 0.94), (-1.12, 1.0), (-1.05, 1.0), (-1.01, 0.94), (-1.01, 0.0, 0)]),
            darker(wood, 0.1), role="detail", bulge=0.4),
        Part(box(-1.03, 0.16, 1.05, 0.30), darker(wood, 0.2), role="detail", bulge=0.2),
        Part(contour([(-1.02, 0.28, 0), (-1.02, 0.48), (-0.98, 0.53), (0.96, 0.53), (1.0, 0.48), (1.0, 0.28, 0)]),
            "#f4f0e8", role="detail", bulge=0.4),
        Part(contour([(-0.98, 0.55), (-0.96, 0.70), (-0.82, 0.76), (-0.62, 0.74), (-0.52, 0.62), (-0.60, 0.54),
            (-0.80, 0.52)]), "#fbf8f2", role="detail", bulge=0.7),
        shadow(contour([(-0.96, 0.56), (-0.80, 0.53), (-0.60, 0.55), (-0.56, 0.60), (-0.78, 0.575)]), 0.2),
        Part(cover, quilt, bulge=0.4),
        *(Part(clipped(cover, ((x, 0.1), (x + 0.11, 0.1), (x + 0.13, 0.8), (x + 0.02, 0.8))), stripe, role="detail",
            bulge=0.2) for x in (-0.28, 0.12, 0.52)),
        Part(contour([(-0.57, 0.61, 0), (-0.40, 0.63, 0), (-0.40, 0.22, 0), (-0.57, 0.22, 0)]), lighter(stripe, 0.3),
            role="detail", bulge=0.3),
        shadow(clipped(cover, box(-0.6, 0.2, 1.1, 0.32)), 0.22),
        sheen(limb([(-0.30, 0.605, 0.014), (0.20, 0.62, 0.024), (0.70, 0.595, 0.012)]), 0.3),
        Part(contour([(1.0, 0.0, 0), (1.0, 0.66), (1.04, 0.71), (1.10, 0.71), (1.14, 0.66), (1.14, 0.0, 0)]), wood,
            role="detail", bulge=0.4),
        *(Part(ellipse(x, y, 0.075, 0.06), lighter(wood, 0.1), role="detail", bulge=0.6)
            for x, y in ((-1.085, 0.985), (1.07, 0.70))),
    ]
    return standing(parts, foot=0.0)


def _fence(rng: np.random.Generator) -> list[Part]:
    paint = pick(rng, ("#f4f0e8", "#b8864f", "#8a6a4a", "#e8e2d4"))
    parts = [Part(box(-1.40, y, 1.40, y + 0.11), darker(paint, 0.22), bulge=0.2) for y in (0.24, 0.62)]
    for x in np.linspace(-1.26, 1.26, 10):
        lean = float(rng.uniform(-0.012, 0.012))
        high = 0.86 + float(rng.uniform(-0.02, 0.02))
        board = ((x - 0.085, 0.0), (x + 0.085, 0.0), (x + 0.085 + lean, high), (x + lean, high + 0.14),
            (x - 0.085 + lean, high))
        parts += [
            Part(board, paint, bulge=0.2),
            shadow(((x + 0.045, 0.0), (x + 0.085, 0.0), (x + 0.085 + lean, high), (x + 0.045 + lean, high)), 0.16),
            *(Part(ellipse(x, y, 0.014, 0.016), darker(paint, 0.5), role="detail", bulge=0.1) for y in (0.295, 0.675)),
        ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("violin", metres=0.6, stance="surface", group="thing", draw=_violin, prominence=0.46),
    Subject("piano", metres=1.25, stance="ground", group="thing", draw=_piano, facing=False, prominence=0.42),
    Subject("bed", metres=0.95, stance="ground", group="thing", draw=_bed, prominence=0.34, seat=(0.15, 0.56),
        clearance=0.22),
    Subject("fence", metres=1.1, stance="ground", group="thing", draw=_fence, facing=False, prominence=0.22),
)
