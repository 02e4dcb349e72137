"""Animals of the water: fish, whale, turtle."""

from __future__ import annotations

from dataclasses import replace

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
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _fish(rng: np.random.Generator) -> list[Part]:
    coat, band, fin = pick(rng, (("#ee7f2e", "#fdf6ea", "#d95f1f"), ("#3f86c4", "#f2d25a", "#f0b83c"),
        ("#e0b03a", "#fbf0cc", "#c98a2c"), ("#4fa08a", "#d7ead6", "#e8834a")))
    wag = rng.uniform(-0.05, 0.05)
    body = contour([(-0.52, 0.52), (-0.34, 0.66), (-0.06, 0.82), (0.28, 0.83), (0.56, 0.70), (0.72, 0.52),
        (0.58, 0.34), (0.30, 0.20), (-0.04, 0.21), (-0.34, 0.36)])
    tail = contour([(-0.46, 0.54), (-0.66, 0.74 + wag), (-0.92, 0.92 + wag, 0), (-0.84, 0.70 + wag),
        (-0.80, 0.51 + wag), (-0.85, 0.30 + wag), (-0.94, 0.10 + wag, 0), (-0.66, 0.30 + wag), (-0.46, 0.46)])
    dorsal = contour([(0.34, 0.80), (0.22, 0.95), (0.02, 1.02), (-0.22, 0.92, 0), (-0.26, 0.70)])
    belly = contour([(0.22, 0.24), (0.10, 0.05), (-0.08, 0.0, 0), (-0.08, 0.24)])
    side = contour([(0.24, 0.48), (0.10, 0.54), (-0.10, 0.48), (-0.16, 0.36, 0), (0.02, 0.33), (0.20, 0.38)])
    parts = [Part(tail, fin, bulge=0.3)]
    parts += [shadow(limb([(-0.52, 0.50, 0.012), (x, y + wag, 0.026)]), 0.22)
        for x, y in ((-0.79, 0.74), (-0.77, 0.51), (-0.79, 0.27))]
    parts += [Part(dorsal, fin, bulge=0.3), Part(belly, fin, bulge=0.3)]
    parts += [shadow(limb([(x, 0.76, 0.012), (x - 0.06, 0.885, 0.024)]), 0.2) for x in (0.22, 0.08, -0.06)]
    parts += [Part(body, coat, bulge=0.8)]
    for x, w in ((0.32, 0.085), (-0.02, 0.095), (-0.33, 0.06)):
        stripe = ((x - w - 0.04, 0.0), (x + w - 0.04, 0.0), (x + w + 0.04, 0.55), (x + w, 1.0), (x - w, 1.0))
        parts.append(Part(clipped(body, stripe), band, role="detail", bulge=0.5))
    parts += [
        shadow(clipped(body, [(-0.6, 0.1), (0.8, 0.1), (0.8, 0.38), (-0.6, 0.42)]), 0.22),
        sheen(clipped(body, ellipse(0.15, 0.74, 0.34, 0.055, turn=-0.05)), 0.3),
        Part(side, darker(fin, 0.1), bulge=0.3),
        Part(ellipse(0.51, 0.58, 0.078, 0.082), "#fdf8ee", role="detail", bulge=0.2),
        Part(ellipse(0.525, 0.58, 0.045, 0.050), "#17141c", role="detail", bulge=0.0),
        Part(ellipse(0.512, 0.60, 0.016, 0.016), "#ffffff", role="detail", bulge=0.0),
        Part(limb([(0.70, 0.475, 0.016), (0.645, 0.45, 0.022), (0.60, 0.452, 0.014)]), darker(coat, 0.5),
            role="detail", bulge=0.0),
    ]
    return standing(parts)


SPOUT = 2  # the first parts of a whale are its breath


def _whale(rng: np.random.Generator) -> list[Part]:
    coat = pick(rng, ("#3f6488", "#4a5f78", "#35587a"))
    pale = "#dde6ea"
    up = rng.uniform(-0.04, 0.06)
    body = contour([(1.05, 0.34), (1.02, 0.52), (0.86, 0.66), (0.56, 0.74), (0.20, 0.72), (-0.20, 0.60), (-0.56, 0.44),
        (-0.86, 0.46 + up), (-1.02, 0.58 + up), (-1.06, 0.52 + up), (-0.95, 0.36 + up), (-0.70, 0.22), (-0.40, 0.10),
        (0.0, 0.0), (0.44, -0.03), (0.80, 0.04), (0.99, 0.16)])
    fluke = contour([(-0.98, 0.52 + up), (-1.04, 0.66 + up), (-1.22, 0.80 + up), (-1.44, 0.80 + up, 0),
        (-1.34, 0.66 + up), (-1.14, 0.55 + up)])
    fluke2 = contour([(-0.96, 0.52 + up), (-0.90, 0.70 + up), (-0.74, 0.82 + up), (-0.54, 0.82 + up, 0),
        (-0.64, 0.68 + up), (-0.80, 0.55 + up)])
    flipper = contour([(0.42, 0.16), (0.32, 0.02), (0.14, -0.13), (-0.06, -0.17, 0), (0.04, -0.02), (0.18, 0.14),
        (0.30, 0.20)])
    white = contour([(1.045, 0.31), (0.86, 0.295), (0.52, 0.255), (0.16, 0.205), (-0.20, 0.14), (-0.36, 0.095),
        (0.0, 0.005), (0.44, -0.025), (0.80, 0.045), (0.985, 0.16)])
    parts = [
        Part(limb([(0.52, 0.74, 0.06), (0.52, 0.90, 0.07), (0.46, 1.02, 0.08), (0.34, 1.09, 0.07),
            (0.25, 1.03, 0.03)]), "#dcecf4", role="detail", bulge=0.3, alpha=0.9),
        Part(limb([(0.54, 0.74, 0.06), (0.55, 0.90, 0.07), (0.62, 1.03, 0.08), (0.74, 1.08, 0.07),
            (0.82, 1.01, 0.03)]), "#eef6fa", role="detail", bulge=0.3, alpha=0.9),
        Part(fluke, darker(coat, 0.18), bulge=0.4),
        Part(fluke2, coat, bulge=0.4),
        Part(body, coat, bulge=0.8),
        Part(white, pale, role="detail", bulge=0.4),
    ]
    for y in (0.24, 0.165, 0.09):
        groove = limb([(0.99 - (0.24 - y) * 0.4, y + 0.015, 0.012), (0.60, y - 0.012, 0.018),
            (0.24, y - 0.05 if y > 0.1 else y, 0.010)])
        parts.append(Part(groove, darker(pale, 0.28), role="detail", bulge=0.0))
    parts += [
        Part(limb([(1.04, 0.325, 0.02), (0.86, 0.305, 0.024), (0.66, 0.28, 0.016)]), darker(coat, 0.5), role="detail",
            bulge=0.0),
        sheen(clipped(body, ellipse(0.50, 0.65, 0.38, 0.05, turn=-0.02)), 0.22),
        Part(flipper, darker(coat, 0.22), bulge=0.5),
        Part(ellipse(0.74, 0.40, 0.042, 0.042), pale, role="detail", bulge=0.0),
        Part(ellipse(0.745, 0.40, 0.028, 0.030), "#14141c", role="detail", bulge=0.0),
        Part(ellipse(0.736, 0.411, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
    ]
    return parts


def _surfaced_whale(rng: np.random.Generator) -> list[Part]:
    above = box(-2.0, 0.10, 2.0, 2.0)
    return standing([replace(part, outline=clipped(part.outline, above)) for part in _whale(rng)])


def _diving_whale(rng: np.random.Generator) -> list[Part]:
    return standing(_whale(rng)[SPOUT:])


def _turtle(rng: np.random.Generator) -> list[Part]:
    skin, shell = pick(rng, (("#7fa356", "#8f6a3a"), ("#8aa87a", "#5f7a48"), ("#a8a05f", "#7a5534")))
    stretch = rng.uniform(0.0, 0.08)
    dome = contour([(-0.72, 0.28, 0), (-0.66, 0.50), (-0.48, 0.74), (-0.20, 0.89), (0.10, 0.90), (0.38, 0.76),
        (0.56, 0.52), (0.62, 0.28, 0), (0.0, 0.25)])
    rim = contour([(-0.76, 0.25), (-0.70, 0.32), (-0.40, 0.345), (0.0, 0.35), (0.40, 0.345), (0.62, 0.32),
        (0.67, 0.25), (0.60, 0.19), (0.0, 0.175), (-0.68, 0.19)])
    head = contour([(0.58 + stretch, 0.40), (0.62 + stretch, 0.56), (0.74 + stretch, 0.66), (0.90 + stretch, 0.65),
        (1.01 + stretch, 0.56), (1.01 + stretch, 0.46), (0.90 + stretch, 0.385), (0.74 + stretch, 0.34)])
    leg = contour([(0.0, 0.24), (-0.02, 0.12), (0.02, 0.02), (0.06, 0.0), (0.20, 0.0), (0.235, 0.04), (0.21, 0.14),
        (0.22, 0.26)])
    parts = [
        Part(contour([(-0.68, 0.24), (-0.82, 0.20), (-0.92, 0.12, 0), (-0.80, 0.11), (-0.66, 0.16)]), skin, bulge=0.4),
        Part(placed(leg, -0.34, 0.0), darker(skin, 0.35), bulge=0.4),
        Part(placed(leg, 0.20, 0.0), darker(skin, 0.35), bulge=0.4),
        Part(limb([(0.44, 0.30, 0.22), (0.62, 0.36, 0.20), (0.76 + stretch, 0.46, 0.18)]), darker(skin, 0.1),
            bulge=0.5),
        Part(head, skin, bulge=0.6),
        Part(dome, shell, role="body", bulge=0.7),
    ]
    plates = (((-0.19, 0.85), (0.09, 0.86), (0.20, 0.63), (-0.05, 0.50), (-0.29, 0.63)),
        ((0.16, 0.83), (0.36, 0.72), (0.46, 0.54), (0.27, 0.60)),
        ((-0.26, 0.82), (-0.36, 0.61), (-0.56, 0.56), (-0.45, 0.72)),
              ((-0.02, 0.45), (0.23, 0.57), (0.46, 0.47), (0.50, 0.37), (-0.02, 0.37)), ((-0.09, 0.45), (-0.34, 0.56),
                  (-0.58, 0.49), (-0.63, 0.37), (-0.09, 0.37)))
    parts += [Part(p, lighter(shell, 0.25), role="detail", bulge=0.4) for p in plates]
    parts += [
        shadow(clipped(dome, [(-0.8, 0.2), (0.7, 0.2), (0.7, 0.42), (-0.8, 0.42)]), 0.22),
        Part(placed(leg, -0.60, 0.0), skin, bulge=0.5),
        Part(placed(leg, 0.36, 0.0), skin, bulge=0.5),
        Part(rim, lighter(shell, 0.4), role="detail", bulge=0.5),
        Part(ellipse(0.86 + stretch, 0.55, 0.044, 0.048), "#fbf8ea", role="detail", bulge=0.0),
        Part(ellipse(0.87 + stretch, 0.55, 0.028, 0.033), "#17141a", role="detail", bulge=0.0),
        Part(ellipse(0.862 + stretch, 0.562, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
        Part(limb([(1.0 + stretch, 0.465, 0.016), (0.92 + stretch, 0.445, 0.02), (0.84 + stretch, 0.455, 0.014)]),
            darker(skin, 0.5), role="detail", bulge=0.0),
    ]
    for x in (-0.60, 0.36):
        parts += [Part(ellipse(x + k, 0.022, 0.026, 0.022), lighter(skin, 0.5), role="detail", bulge=0.2)
            for k in (0.075, 0.135, 0.19)]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("fish", metres=0.3, stance="underwater", group="animal", draw=_fish, prominence=0.30),
    Subject("whale", metres=4.5, stance="water", group="animal", draw=_surfaced_whale, prominence=0.32,
        below=_diving_whale),
    Subject("turtle", metres=0.4, stance="ground", group="animal", draw=_turtle, prominence=0.30),
)
