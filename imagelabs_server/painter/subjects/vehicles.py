"""What carries people on land: car, train, bicycle."""

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
    limb,
    pick,
    placed,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def ring(x: float, y: float, outer: float, inner: float) -> tuple[Point, ...]:
    """A flat ring around (x, y) as one outline, slit at its right."""
    a = np.linspace(0.0, 2 * np.pi, 41)
    rim = [(x + outer * float(np.cos(t)), y + outer * float(np.sin(t))) for t in a]
    hole = [(x + inner * float(np.cos(t)), y + inner * float(np.sin(t))) for t in a[::-1]]
    return (*rim, *hole)


def _car(rng: np.random.Generator) -> list[Part]:
    paint = pick(rng, ("#d0413a", "#3f78b8", "#e2b23a", "#4f9a7a", "#e8e2d6", "#8a5aa0"))
    glass = "#9cc3d8"
    body = contour([(-1.32, 0.24, 0), (-1.35, 0.44), (-1.30, 0.60), (-1.12, 0.655), (-0.80, 0.67), (-0.62, 0.82),
        (-0.42, 0.965), (-0.15, 1.0), (0.16, 0.985), (0.38, 0.88), (0.60, 0.69), (0.92, 0.645), (1.20, 0.585),
        (1.33, 0.46), (1.35, 0.30), (1.33, 0.22, 0)])
    rear = contour([(-0.70, 0.665, 0), (-0.56, 0.79), (-0.40, 0.905), (-0.16, 0.925, 0), (-0.16, 0.665, 0)])
    front = contour([(-0.07, 0.925, 0), (0.14, 0.91), (0.31, 0.83), (0.475, 0.68, 0), (0.475, 0.665, 0),
        (-0.07, 0.665, 0)])
    parts = [
        Part(box(-1.15, 0.16, 1.15, 0.34), "#26242c", role="detail", bulge=0.1),
        Part(body, paint, bulge=0.6),
        shadow(clipped(body, box(-2, 0.1, 2, 0.345)), 0.28),
        sheen(clipped(body, [(-1.6, 0.585), (1.6, 0.555), (1.6, 0.60), (-1.6, 0.635)]), 0.30),
        Part(rear, glass, role="glass", bulge=0.1),
        Part(front, glass, role="glass", bulge=0.1),
        sheen(((-0.40, 0.665), (-0.30, 0.665), (-0.20, 0.90), (-0.30, 0.90)), 0.35),
        sheen(((0.08, 0.665), (0.20, 0.665), (0.25, 0.85), (0.16, 0.89)), 0.35),
        Part(limb([(-0.115, 0.66, 0.022), (-0.125, 0.48, 0.020), (-0.10, 0.27, 0.018)]), darker(paint, 0.4),
            role="detail", bulge=0.0),
        Part(limb([(0.50, 0.66, 0.020), (0.53, 0.50, 0.018), (0.49, 0.40, 0.016)]), darker(paint, 0.4), role="detail",
            bulge=0.0),
        Part(limb([(-0.03, 0.57, 0.032), (0.10, 0.572, 0.032)]), "#e8e4dc", role="detail", bulge=0.3),
        Part(limb([(-0.66, 0.57, 0.032), (-0.53, 0.572, 0.032)]), "#e8e4dc", role="detail", bulge=0.3),
        Part(contour([(1.20, 0.565), (1.30, 0.475), (1.31, 0.40), (1.22, 0.41), (1.14, 0.49)]), "#ffe9a8",
            role="light", bulge=0.3),
        Part(contour([(-1.33, 0.56), (-1.24, 0.57), (-1.22, 0.45), (-1.34, 0.43)]), "#b5262c", role="light", bulge=0.2),
        Part(limb([(1.14, 0.245, 0.07), (1.37, 0.255, 0.07)]), "#c9ccd0", role="detail", bulge=0.4),
        Part(limb([(-1.14, 0.245, 0.07), (-1.37, 0.255, 0.07)]), "#c9ccd0", role="detail", bulge=0.4),
    ]
    for x in (-0.80, 0.80):
        parts += [
            Part(clipped(ellipse(x, 0.25, 0.285, 0.285), box(-2, 0.2, 2, 1)), darker(paint, 0.6), role="detail",
                bulge=0.0),
            Part(ellipse(x, 0.225, 0.225, 0.225), "#25232b", role="detail", bulge=0.4),
            Part(ellipse(x, 0.225, 0.125, 0.125), "#d3d6da", role="detail", bulge=0.5),
            *(Part(placed(box(-0.014, 0.03, 0.014, 0.12), x, 0.225, turn=k * 2 * np.pi / 5), "#7d8288", role="detail",
                bulge=0.0) for k in range(5)),
            Part(ellipse(x, 0.225, 0.036, 0.036), "#7d8288", role="detail", bulge=0.4),
        ]
    return standing(parts, foot=0.0)


def _train(rng: np.random.Generator) -> list[Part]:
    paint, trim, coach = pick(rng, (("#2f6a54", "#d8a53c", "#a8433a"), ("#b03a36", "#e0b34a", "#2f5f7c"),
        ("#2f4f80", "#e0b34a", "#c9803a"), ("#38363f", "#c9443c", "#4a7a5a")))
    dark = "#2b2a31"
    parts: list[Part] = []
    puff = rng.uniform(-0.03, 0.05)
    for x, y, r, tone in ((0.62, 1.07, 0.11, "#d8d6d6"), (0.42, 1.17 + puff, 0.15, "#e6e3e0"),
        (0.14, 1.25 + puff, 0.19, "#f2efea"), (-0.20, 1.27 + puff, 0.14, "#f8f5f0")):
        parts.append(Part(ellipse(x, y, r * 1.15, r * 0.85), tone, role="detail", bulge=0.5, alpha=0.92))
    # the coach behind
    parts += [
        Part(box(-1.62, 0.27, -0.52, 0.90), coach, role="detail", bulge=0.15),
        Part(box(-1.62, 0.44, -0.52, 0.475), trim, role="detail", bulge=0.0),
        Part(contour([(-1.66, 0.88, 0), (-1.60, 0.965), (-1.07, 0.99), (-0.54, 0.965), (-0.48, 0.88, 0)]),
            darker(coach, 0.5), role="detail", bulge=0.3),
        *(Part(box(x, 0.54, x + 0.19, 0.79), "#ffe0a0", role="light", bulge=0.0) for x in (-1.54, -1.29, -1.04, -0.79)),
        shadow(box(-1.62, 0.835, -0.52, 0.88), 0.3),
        shadow(box(-1.62, 0.27, -0.52, 0.34), 0.25),
        Part(box(-0.56, 0.27, -0.44, 0.36), dark, role="detail", bulge=0.1),
    ]
    # the engine
    boiler = box(0.06, 0.40, 0.96, 0.80)
    parts += [
        Part(contour([(0.68, 0.78, 0), (0.69, 0.90), (0.65, 1.00, 0), (0.88, 1.00, 0), (0.84, 0.90), (0.85, 0.78, 0)]),
            dark, role="detail", bulge=0.5),
        Part(box(0.635, 0.965, 0.895, 1.015), trim, role="detail", bulge=0.3),
        Part(contour([(0.36, 0.78, 0), (0.37, 0.88), (0.45, 0.925), (0.53, 0.88), (0.54, 0.78, 0)]), trim,
            role="detail", bulge=0.7),
        Part(boiler, paint, bulge=0.6),
        sheen(box(0.06, 0.69, 0.96, 0.74), 0.3),
        shadow(box(0.06, 0.40, 0.96, 0.50), 0.3),
        *(Part(box(x, 0.40, x + 0.035, 0.80), trim, role="detail", bulge=0.3) for x in (0.28, 0.58)),
        Part(contour([(0.93, 0.38, 0), (0.93, 0.82, 0), (1.02, 0.79), (1.07, 0.60), (1.02, 0.41)]), dark,
            role="detail", bulge=0.5),
        Part(ellipse(1.02, 0.60, 0.035, 0.13), trim, role="detail", bulge=0.3),
        Part(ellipse(0.99, 0.875, 0.07, 0.07), dark, role="detail", bulge=0.3),
        Part(ellipse(1.015, 0.875, 0.048, 0.055), "#ffe9a8", role="light", bulge=0.2),
        Part(box(-0.44, 0.30, 0.10, 1.00), paint, bulge=0.15),
        Part(box(-0.35, 0.62, -0.22, 0.88), "#ffe0a0", role="light", bulge=0.0),
        Part(box(-0.13, 0.62, 0.02, 0.88), "#ffe0a0", role="light", bulge=0.0),
        Part(box(-0.44, 0.48, 0.10, 0.515), trim, role="detail", bulge=0.0),
        Part(contour([(-0.52, 0.99, 0), (-0.46, 1.06), (-0.17, 1.085), (0.12, 1.06), (0.18, 0.99, 0)]), dark,
            role="detail", bulge=0.3),
        shadow(box(-0.44, 0.945, 0.10, 0.99), 0.3),
        Part(box(-0.46, 0.26, 1.06, 0.41), "#a8332f" if paint != "#b03a36" else dark, role="detail", bulge=0.2),
        Part(contour([(1.02, 0.37, 0), (1.16, 0.33), (1.38, 0.05, 0), (1.02, 0.05, 0)]),
            "#a8332f" if paint != "#b03a36" else dark, role="detail", bulge=0.2),
        *(Part(((1.05, y), (1.30 - (y - 0.12) * 0.8, y), (1.28 - (y - 0.12) * 0.8, y + 0.03), (1.05, y + 0.03)), trim,
            role="detail", bulge=0.0) for y in (0.12, 0.22)),
    ]
    for x, r in ((-1.42, 0.15), (-1.15, 0.15), (-0.92, 0.15), (-0.68, 0.15), (-0.24, 0.215), (0.24, 0.215),
        (0.62, 0.15), (0.90, 0.15)):
        parts += [
            Part(ellipse(x, r, r, r), dark, role="detail", bulge=0.3),
            Part(ring(x, r, r * 0.78, r * 0.60), "#c23c36" if r > 0.2 else "#8a8d92", role="detail", bulge=0.2),
            *(Part(placed(box(-0.012, -r * 0.66, 0.012, r * 0.66), x, r, turn=k * np.pi / 3),
                "#c23c36" if r > 0.2 else "#8a8d92", role="detail", bulge=0.0) for k in range(3)),
            Part(ellipse(x, r, r * 0.2, r * 0.2), trim, role="detail", bulge=0.4),
        ]
    parts.append(Part(limb([(-0.24, 0.13, 0.05), (0.24, 0.13, 0.05), (0.66, 0.17, 0.04)]), "#c9ccd0", role="detail",
        bulge=0.4))
    return standing(parts, foot=0.0)


def _bicycle(rng: np.random.Generator) -> list[Part]:
    paint = pick(rng, ("#d0413a", "#2f7fb0", "#e0a832", "#4a9a6a", "#8a5aa0"))
    basket = rng.random() < 0.6
    r = 0.335
    rear, front, pedal = (-0.56, r), (0.60, r), (-0.08, 0.30)
    parts: list[Part] = []
    for x, y in (rear, front):
        parts += [
            *(Part(placed(box(-0.007, -r * 0.92, 0.007, r * 0.92), x, y, turn=k * np.pi / 5 + 0.2), "#b9bdc4",
                role="detail", bulge=0.0) for k in range(5)),
            Part(ring(x, y, r, r * 0.845), "#2b2930", role="detail", bulge=0.4),
            Part(ring(x, y, r * 0.86, r * 0.80), "#d6d9de", role="detail", bulge=0.3),
            Part(ellipse(x, y, 0.042, 0.042), "#8a8d94", role="detail", bulge=0.5),
        ]
    tube = 0.046
    parts += [
        Part(limb([(*rear, 0.036), (*pedal, 0.036)]), darker(paint, 0.3), bulge=0.4),
        Part(limb([(*rear, 0.036), (-0.19, 0.70, 0.036)]), darker(paint, 0.2), bulge=0.4),
        Part(limb([(*pedal, tube), (-0.225, 0.80, tube)]), paint, bulge=0.5),
        Part(limb([(-0.19, 0.70, tube), (0.42, 0.73, tube)]), paint, bulge=0.5),
        Part(limb([(*pedal, tube), (0.43, 0.66, tube)]), paint, bulge=0.5),
        Part(limb([(0.40, 0.82, tube), (0.445, 0.66, tube), (0.52, 0.46, 0.04), (*front, 0.034)]), paint, bulge=0.5),
        Part(limb([(-0.225, 0.78, 0.032), (-0.245, 0.87, 0.032)]), "#9a9da4", role="detail", bulge=0.4),
        Part(contour([(-0.40, 0.905), (-0.38, 0.95), (-0.24, 0.925), (-0.08, 0.905), (-0.09, 0.87), (-0.22, 0.865),
            (-0.34, 0.855)]), "#4a3028", role="detail", bulge=0.6),
        Part(limb([(0.40, 0.81, 0.034), (0.375, 0.93, 0.034)]), "#9a9da4", role="detail", bulge=0.4),
        Part(limb([(0.375, 0.93, 0.038), (0.47, 0.99, 0.038), (0.44, 1.03, 0.036), (0.30, 1.0, 0.036),
            (0.22, 0.965, 0.04)]), "#8a8d94", role="detail", bulge=0.4),
        Part(limb([(0.30, 1.0, 0.052), (0.20, 0.957, 0.052)]), "#4a3028", role="detail", bulge=0.4),
        Part(ring(*pedal, 0.105, 0.070), "#8a8d94", role="detail", bulge=0.3),
        Part(ellipse(*pedal, 0.035, 0.035), "#5a5d64", role="detail", bulge=0.4),
        Part(limb([(*pedal, 0.032), (0.02, 0.15, 0.028)]), "#5a5d64", role="detail", bulge=0.3),
        Part(box(-0.05, 0.12, 0.10, 0.155), "#2b2930", role="detail", bulge=0.2),
        Part(limb([(*pedal, 0.032), (-0.18, 0.45, 0.028)]), "#5a5d64", role="detail", bulge=0.3),
        Part(box(-0.25, 0.44, -0.10, 0.475), "#2b2930", role="detail", bulge=0.2),
    ]
    parts += [Part(limb([(x - 0.33 * k, r + 0.25, 0.03), (x - 0.08 * k, r + 0.385, 0.034),
        (x + 0.24 * k, r + 0.29, 0.03)]), paint, bulge=0.3) for x, k in ((rear[0], 1.0), (front[0], 0.85))]
    if basket:
        weave = ((0.50, 0.70), (0.82, 0.70), (0.88, 0.93), (0.46, 0.93))
        parts += [
            Part(weave, "#b98a50", role="detail", bulge=0.3),
            *(shadow(clipped(weave, box(0.4, y, 1.0, y + 0.022)), 0.3) for y in (0.75, 0.81, 0.87)),
            *(Part(ellipse(x, y, 0.055, 0.05), c, role="detail", bulge=0.4)
                for x, y, c in ((0.52, 0.955, "#5f9a4a"), (0.62, 0.985, "#e0566a"), (0.72, 0.97, "#f2cf4a"),
                (0.81, 0.955, "#e8834a"))),
            Part(box(0.445, 0.905, 0.895, 0.945), "#94683a", role="detail", bulge=0.3),
        ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("car", metres=1.5, stance="ground", group="vehicle", draw=_car, prominence=0.28),
    Subject("train", metres=4.2, stance="ground", group="vehicle", draw=_train, prominence=0.30),
    Subject("bicycle", metres=1.1, stance="ground", group="vehicle", draw=_bicycle, prominence=0.38,
        seat=(-0.50, 0.86)),
)
