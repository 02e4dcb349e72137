"""Birds of the farm."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("chicken", metres=0.5, stance="ground", group="animal", prominence=0.38, found_in=("village", "garden"))
def chicken(rng: Rng) -> list[Part]:
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
        parts.append(detail(limb(sickle), tone, bulge=0.4))
        gleam = [(x, y + 0.2 * w, 0.28 * w) for x, y, w in sickle]
        parts.append(detail(limb(gleam), blend(tail, hackle, 0.5), bulge=0.2))
    for x in (-0.02, 0.09):
        parts += [
            detail(limb([(x, 0.26, 0.06), (x + 0.01, 0.14, 0.034), (x + 0.01, 0.03, 0.034)]), "#e0a23a", bulge=0.3),
            detail(limb([(x - 0.05, 0.018, 0.028), (x + 0.02, 0.03, 0.036), (x + 0.10, 0.014, 0.026)]), "#e0a23a",
                bulge=0.2),
        ]
    parts += [
        Part(body, coat, bulge=0.7),
        shadow(clipped(body, [(-0.5, 0.2), (0.4, 0.2), (0.4, 0.33), (-0.5, 0.37)]), 0.25),
        Part(contour([(0.12, 0.52), (0.02, 0.60), (-0.16, 0.58), (-0.33, 0.50, 0), (-0.24, 0.47), (-0.28, 0.41, 0),
            (-0.16, 0.39), (-0.18, 0.33, 0), (-0.02, 0.35), (0.10, 0.42)]), darker(coat, 0.22), bulge=0.4),
        detail(contour([(0.20, 0.90), (0.17, 0.97), (0.22, 0.985), (0.235, 1.035), (0.285, 1.0), (0.32, 1.04),
            (0.345, 0.99), (0.40, 0.985), (0.38, 0.90)]), "#cf332f", bulge=0.4),
        Part(neck, hackle, bulge=0.5),
        detail(contour([(0.375, 0.87), (0.45, 0.835), (0.485, 0.79, 0), (0.42, 0.785), (0.37, 0.80)]), "#eda93a",
            bulge=0.4),
        detail(contour([(0.36, 0.80), (0.40, 0.76), (0.40, 0.68), (0.36, 0.655), (0.32, 0.70), (0.325, 0.77)]),
            "#cf332f", bulge=0.5),
        detail(contour([(0.25, 0.87), (0.24, 0.82), (0.29, 0.785), (0.34, 0.81), (0.345, 0.86), (0.30, 0.885)]),
            "#e0574a", bulge=0.1),
        detail(ellipse(0.305, 0.850, 0.024, 0.024), "#fbf3d8"),
        detail(ellipse(0.308, 0.850, 0.015, 0.016), "#17141a"),
    ]
    return standing(parts, foot=0.0)
