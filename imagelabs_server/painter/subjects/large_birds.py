"""Larger birds: swan, rooster, eagle."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, blend, clipped, contour, darker, ellipse, lighter, limb, pick, shadow, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _swan(rng: np.random.Generator) -> list[Part]:
    white, beak = pick(rng, (("#f8f4ec", "#e8862f"), ("#f8f4ec", "#e8862f"), ("#f4eee6", "#d8702f"),
        ("#3f3b45", "#d0413a")))
    lift = float(rng.uniform(-0.02, 0.05))
    body = contour([(-0.68, 0.34, 0), (-0.56, 0.33), (-0.40, 0.40), (-0.10, 0.40), (0.16, 0.38), (0.34, 0.34),
        (0.42, 0.20), (0.38, 0.06), (0.28, 0.0, 0), (-0.34, 0.0, 0), (-0.52, 0.10), (-0.60, 0.24)])
    neck = limb([(0.24, 0.20, 0.26), (0.36, 0.34, 0.17), (0.33, 0.50, 0.11), (0.22, 0.64, 0.095), (0.20, 0.80, 0.092),
        (0.29, 0.91, 0.095), (0.38, 0.90, 0.11)])
    head = contour([(0.27, 0.90), (0.31, 0.965), (0.40, 0.965), (0.47, 0.90), (0.48, 0.84), (0.42, 0.825),
        (0.34, 0.84)])
    wing = contour([(0.18, 0.32), (0.14, 0.42 + lift), (-0.06, 0.52 + lift), (-0.34, 0.54 + lift),
        (-0.62, 0.58 + lift, 0), (-0.54, 0.47), (-0.60, 0.44, 0), (-0.48, 0.37), (-0.54, 0.33, 0), (-0.40, 0.26),
        (-0.16, 0.16), (0.06, 0.18)])
    return standing([
        Part(body, darker(white, 0.06), bulge=0.7),
        shadow(clipped(body, [(-0.8, -0.1), (0.6, -0.1), (0.6, 0.07), (-0.8, 0.12)]), 0.25),
        Part(neck, white, bulge=0.6),
        shadow(clipped(neck, [(0.10, 0.2), (0.5, 0.2), (0.5, 0.28), (0.10, 0.24)]), 0.12),
        Part(wing, lighter(white, 0.3), bulge=0.5),
        *(shadow(limb([(x, y, 0.012), (x - 0.14, y + 0.035, 0.022), (x - 0.27, y + 0.045 + dy, 0.012)]), 0.16)
            for x, y, dy in ((0.02, 0.40, 0.03), (-0.04, 0.32, 0.02), (-0.06, 0.25, 0.01))),
        Part(head, white, bulge=0.5),
        Part(contour([(0.455, 0.905), (0.52, 0.86), (0.62, 0.80), (0.63, 0.765), (0.56, 0.77), (0.46, 0.82)]), beak,
            role="detail", bulge=0.4),
        Part(contour([(0.40, 0.90), (0.455, 0.925), (0.49, 0.88), (0.47, 0.825), (0.44, 0.85)]), "#25222b",
            role="detail", bulge=0.2),
        Part(ellipse(0.385, 0.905, 0.019, 0.019), "#17151c" if white != "#3f3b45" else "#f0e6d0", role="detail",
            bulge=0.0),
    ], foot=0.0)


def _chicken(rng: np.random.Generator) -> list[Part]:
    coat, tail, hackle = pick(rng, (("#b5552f", "#2c4a34", "#e8a83a"), ("#f4ece0", "#d8cfc0", "#f8f2e6"),
        ("#8a4a30", "#2f5434", "#d8702f"), ("#e0a24a", "#4a3a34", "#f2cf7a")))
    sway = float(rng.uniform(-0.03, 0.04))
    body = contour([(-0.36, 0.52), (-0.30, 0.34), (-0.12, 0.23), (0.10, 0.23), (0.27, 0.34), (0.31, 0.50),
        (0.26, 0.66), (0.20, 0.74), (0.06, 0.62), (-0.14, 0.56)])
    neck = contour([(0.06, 0.58), (0.16, 0.72), (0.19, 0.86), (0.29, 0.92), (0.38, 0.86), (0.37, 0.74), (0.35, 0.60),
        (0.30, 0.46, 0), (0.25, 0.54), (0.20, 0.44, 0), (0.15, 0.53), (0.08, 0.46, 0)])
    parts = []
    for reach, top, tone in ((0.52, 0.60, darker(tail, 0.35)), (0.56, 0.72, darker(tail, 0.1)),
        (0.50, 0.84, lighter(tail, 0.08)), (0.38, 0.92, lighter(tail, 0.22))):
        sickle = [(-0.22, 0.48, 0.13), (-0.18 - reach * 0.35, (0.48 + top) / 2 + 0.06, 0.15),
            (-0.16 - reach * 0.75 + sway, top, 0.12), (-0.16 - reach + sway, top - 0.05, 0.075),
            (-0.18 - reach * 1.1 + sway, top - 0.16, 0.015)]
        parts.append(Part(limb(sickle), tone, role="detail", bulge=0.4))
        gleam = [(x, y + 0.2 * w, 0.28 * w) for x, y, w in sickle]
        parts.append(Part(limb(gleam), blend(tail, hackle, 0.5), role="detail", bulge=0.2))
    for x in (-0.02, 0.09):
        parts += [
            Part(limb([(x, 0.26, 0.06), (x + 0.01, 0.14, 0.034), (x + 0.01, 0.03, 0.034)]), "#e0a23a", role="detail",
                bulge=0.3),
            Part(limb([(x - 0.05, 0.018, 0.028), (x + 0.02, 0.03, 0.036), (x + 0.10, 0.014, 0.026)]), "#e0a23a",
                role="detail", bulge=0.2),
        ]
    parts += [
        Part(body, coat, bulge=0.7),
        shadow(clipped(body, [(-0.5, 0.2), (0.4, 0.2), (0.4, 0.33), (-0.5, 0.37)]), 0.25),
        Part(contour([(0.12, 0.52), (0.02, 0.60), (-0.16, 0.58), (-0.33, 0.50, 0), (-0.24, 0.47), (-0.28, 0.41, 0),
            (-0.16, 0.39), (-0.18, 0.33, 0), (-0.02, 0.35), (0.10, 0.42)]), darker(coat, 0.22), bulge=0.4),
        Part(contour([(0.20, 0.90), (0.17, 0.97), (0.22, 0.985), (0.235, 1.035), (0.285, 1.0), (0.32, 1.04),
            (0.345, 0.99), (0.40, 0.985), (0.38, 0.90)]), "#cf332f", role="detail", bulge=0.4),
        Part(neck, hackle, role="body", bulge=0.5),
        Part(contour([(0.375, 0.87), (0.45, 0.835), (0.485, 0.79, 0), (0.42, 0.785), (0.37, 0.80)]), "#eda93a",
            role="detail", bulge=0.4),
        Part(contour([(0.36, 0.80), (0.40, 0.76), (0.40, 0.68), (0.36, 0.655), (0.32, 0.70), (0.325, 0.77)]),
            "#cf332f", role="detail", bulge=0.5),
        Part(contour([(0.25, 0.87), (0.24, 0.82), (0.29, 0.785), (0.34, 0.81), (0.345, 0.86), (0.30, 0.885)]),
            "#e0574a", role="detail", bulge=0.1),
        Part(ellipse(0.305, 0.850, 0.024, 0.024), "#fbf3d8", role="detail", bulge=0.0),
        Part(ellipse(0.308, 0.850, 0.015, 0.016), "#17141a", role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _eagle(rng: np.random.Generator) -> list[Part]:
    coat, lift = pick(rng, ("#6a4630", "#5a3c2c", "#7a5236")), float(rng.uniform(-0.06, 0.08))
    white = "#f6f0e4"

    def wing(s: int, tone: str) -> list[Part]:
        outline = contour([(s * 0.05, 0.44), (s * 0.20, 0.62), (s * 0.46, 0.82 + lift), (s * 0.80, 0.96 + lift),
            (s * 1.16, 1.0 + lift, 0), (s * 1.08, 0.90 + lift), (s * 1.22, 0.86 + lift, 0), (s * 1.06, 0.77 + lift),
            (s * 1.18, 0.70 + lift, 0), (s * 0.98, 0.63 + lift), (s * 1.06, 0.54 + lift, 0),
            (s * 0.82, 0.50 + lift), (s * 0.72, 0.40 + lift, 0), (s * 0.54, 0.40), (s * 0.42, 0.27, 0),
            (s * 0.26, 0.30), (s * 0.10, 0.22)])
        lead = contour([(s * 0.05, 0.44), (s * 0.20, 0.62), (s * 0.46, 0.82 + lift), (s * 0.80, 0.96 + lift),
            (s * 0.78, 0.84 + lift), (s * 0.50, 0.64 + lift), (s * 0.26, 0.46), (s * 0.10, 0.34)])
        lines = [limb([(s * x, y, 0.012), (s * (x + 0.11), y - 0.10, 0.02)])
            for x, y in ((0.22, 0.44), (0.36, 0.54 + lift * 0.5), (0.52, 0.64 + lift * 0.8), (0.68, 0.74 + lift))]
        return [
            Part(outline, tone, bulge=0.3),
            Part(lead, lighter(tone, 0.22), bulge=0.2),
            *(shadow(line, 0.3) for line in lines),
        ]

    tail = contour([(-0.11, 0.16), (-0.20, -0.12, 0), (-0.08, -0.16), (0.0, -0.18), (0.08, -0.16), (0.20, -0.12, 0),
        (0.11, 0.16)])
    body = contour([(-0.13, 0.44), (-0.16, 0.28), (-0.11, 0.10), (0.0, 0.04), (0.11, 0.10), (0.16, 0.28), (0.13, 0.44),
        (0.0, 0.52)])
    parts = [
        Part(tail, white, role="detail", bulge=0.2),
        *(shadow(limb([(x * 0.6, 0.05, 0.01), (x, -0.13, 0.018)]), 0.2) for x in (-0.08, 0.0, 0.08)),
        *wing(-1, darker(coat, 0.1)),
        *wing(1, darker(coat, 0.2)),
        Part(body, coat, bulge=0.6),
        *(Part(limb([(s * 0.07, 0.10, 0.09), (s * 0.09, 0.0, 0.05), (s * 0.085, -0.05, 0.045)]), "#e8b03a",
            role="detail", bulge=0.4) for s in (-1, 1)),
        *(Part(limb([(s * 0.085 + k, -0.05, 0.024), (s * 0.085 + k * 1.4, -0.095, 0.012)]), "#33282a", role="detail",
            bulge=0.0) for s in (-1, 1) for k in (-0.024, 0.0, 0.024)),
        Part(contour([(-0.12, 0.56), (-0.10, 0.66), (0.0, 0.71), (0.10, 0.69), (0.16, 0.61), (0.14, 0.50),
            (0.08, 0.38, 0), (0.03, 0.43), (0.0, 0.36, 0), (-0.04, 0.43), (-0.09, 0.39, 0)]), white, role="detail",
            bulge=0.5),
        Part(contour([(0.13, 0.645), (0.20, 0.635), (0.265, 0.59), (0.27, 0.515, 0), (0.225, 0.555), (0.145, 0.56)]),
            "#edb22f", role="detail", bulge=0.4),
        Part(limb([(0.035, 0.645, 0.014), (0.08, 0.645, 0.022), (0.125, 0.625, 0.012)]), darker(coat, 0.3),
            role="detail", bulge=0.0),
        Part(ellipse(0.088, 0.618, 0.020, 0.018), "#1c1619", role="detail", bulge=0.0),
    ]
    return standing(parts)


SUBJECTS = (
    Subject("swan", metres=1.0, stance="water", group="animal", draw=_swan, prominence=0.38),
    Subject("chicken", metres=0.5, stance="ground", group="animal", draw=_chicken, prominence=0.38),
    Subject("eagle", metres=1.2, stance="air", group="animal", draw=_eagle, facing=False, prominence=0.28),
)
