"""What drives on roads and fields."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *
from imagelabs_server.painter.subjects.vehicles.wheels import wheel


@subject("car", metres=1.5, stance="ground", group="vehicle", prominence=0.28, found_in=("street", "city", "field"))
def car(rng: Rng) -> list[Part]:
    paint = pick(rng, ("#d0413a", "#3f78b8", "#e2b23a", "#4f9a7a", "#e8e2d6", "#8a5aa0"))
    pane = "#9cc3d8"
    body = contour([(-1.32, 0.24, 0), (-1.35, 0.44), (-1.30, 0.60), (-1.12, 0.655), (-0.80, 0.67), (-0.62, 0.82),
        (-0.42, 0.965), (-0.15, 1.0), (0.16, 0.985), (0.38, 0.88), (0.60, 0.69), (0.92, 0.645), (1.20, 0.585),
        (1.33, 0.46), (1.35, 0.30), (1.33, 0.22, 0)])
    rear = contour([(-0.70, 0.665, 0), (-0.56, 0.79), (-0.40, 0.905), (-0.16, 0.925, 0), (-0.16, 0.665, 0)])
    front = contour([(-0.07, 0.925, 0), (0.14, 0.91), (0.31, 0.83), (0.475, 0.68, 0), (0.475, 0.665, 0),
        (-0.07, 0.665, 0)])
    parts = [
        detail(box(-1.15, 0.16, 1.15, 0.34), "#26242c", bulge=0.1),
        Part(body, paint, bulge=0.6),
        shadow(clipped(body, box(-2, 0.1, 2, 0.345)), 0.28),
        sheen(clipped(body, [(-1.6, 0.585), (1.6, 0.555), (1.6, 0.60), (-1.6, 0.635)]), 0.30),
        glass(rear, pane, bulge=0.1),
        glass(front, pane, bulge=0.1),
        sheen(((-0.40, 0.665), (-0.30, 0.665), (-0.20, 0.90), (-0.30, 0.90)), 0.35),
        sheen(((0.08, 0.665), (0.20, 0.665), (0.25, 0.85), (0.16, 0.89)), 0.35),
        detail(limb([(-0.115, 0.66, 0.022), (-0.125, 0.48, 0.020), (-0.10, 0.27, 0.018)]), darker(paint, 0.4)),
        detail(limb([(0.50, 0.66, 0.020), (0.53, 0.50, 0.018), (0.49, 0.40, 0.016)]), darker(paint, 0.4)),
        detail(limb([(-0.03, 0.57, 0.032), (0.10, 0.572, 0.032)]), "#e8e4dc", bulge=0.3),
        detail(limb([(-0.66, 0.57, 0.032), (-0.53, 0.572, 0.032)]), "#e8e4dc", bulge=0.3),
        light(contour([(1.20, 0.565), (1.30, 0.475), (1.31, 0.40), (1.22, 0.41), (1.14, 0.49)]), "#ffe9a8", bulge=0.3),
        light(contour([(-1.33, 0.56), (-1.24, 0.57), (-1.22, 0.45), (-1.34, 0.43)]), "#b5262c", bulge=0.2),
        detail(limb([(1.14, 0.245, 0.07), (1.37, 0.255, 0.07)]), "#c9ccd0", bulge=0.4),
        detail(limb([(-1.14, 0.245, 0.07), (-1.37, 0.255, 0.07)]), "#c9ccd0", bulge=0.4),
    ]
    for x in (-0.80, 0.80):
        parts += [
            detail(clipped(ellipse(x, 0.25, 0.285, 0.285), box(-2, 0.2, 2, 1)), darker(paint, 0.6)),
            detail(ellipse(x, 0.225, 0.225, 0.225), "#25232b", bulge=0.4),
            detail(ellipse(x, 0.225, 0.125, 0.125), "#d3d6da", bulge=0.5),
            *(detail(placed(box(-0.014, 0.03, 0.014, 0.12), x, 0.225, turn=k * 2 * np.pi / 5), "#7d8288")
                for k in range(5)),
            detail(ellipse(x, 0.225, 0.036, 0.036), "#7d8288", bulge=0.4),
        ]
    return standing(parts, foot=0.0)


@subject("truck", metres=3.4, stance="ground", group="vehicle", prominence=0.34, found_in=("street", "city"))
def truck(rng: Rng) -> list[Part]:
    cab, load = pick(rng, (("#d0413a", "#e8e2d6"), ("#3f78b8", "#e8e2d6"), ("#e8a82f", "#5f7f9a"),
        ("#4f9a6a", "#f0e6cc"), ("#f0ece4", "#c9574a")))
    body = contour([(0.52, 0.20, 0), (0.52, 0.84, 0), (0.60, 0.88), (0.92, 0.88), (1.00, 0.84), (1.14, 0.56),
        (1.24, 0.50), (1.28, 0.40), (1.28, 0.20, 0)])
    box_ = contour([(-1.24, 0.26, 0), (-1.24, 0.98), (-1.20, 1.0), (0.42, 1.0), (0.46, 0.98), (0.46, 0.26, 0)])
    parts = [
        detail(box(-1.22, 0.17, 1.20, 0.27), "#34333c", bulge=0.2),
        Part(box_, load, bulge=0.2),
        *(shadow(box(x, 0.28, x + 0.018, 0.98), 0.16) for x in (-0.92, -0.58, -0.24, 0.10)),
        detail(clipped(box_, box(-2.0, 0.52, 2.0, 0.64)), cab, bulge=0.1),
        shadow(clipped(box_, box(-2.0, 0.2, 2.0, 0.34)), 0.25),
        sheen(clipped(box_, box(-2.0, 0.95, 2.0, 0.975)), 0.35),
        Part(body, cab, bulge=0.4),
        glass(contour([(0.62, 0.55, 0), (0.62, 0.80, 0), (0.92, 0.80), (0.97, 0.76), (1.07, 0.55, 0)]), "#a4c8da",
            bulge=0.1),
        sheen(((0.68, 0.56), (0.75, 0.56), (0.87, 0.79), (0.80, 0.79)), 0.35),
        detail(limb([(0.79, 0.55, 0.016), (0.79, 0.80, 0.016)]), darker(cab, 0.2), bulge=0.1),
        shadow(box(0.575, 0.24, 0.587, 0.80), 0.3),
        detail(limb([(0.64, 0.47, 0.022), (0.72, 0.47, 0.022)]), "#3a3a42", bulge=0.2),
        light(ellipse(1.235, 0.40, 0.045, 0.055), "#ffe9a8", bulge=0.3),
        light(box(-1.25, 0.30, -1.20, 0.38), "#b8242c", bulge=0.1),
        detail(limb([(1.06, 0.20, 0.06), (1.31, 0.20, 0.06)]), "#c4c8cc", bulge=0.3),
        detail(limb([(0.49, 0.30, 0.04), (0.49, 1.04, 0.035)]), "#8a8c94", bulge=0.4),
    ]
    for x in (-0.86, -0.46, 0.92):
        parts += [
            detail(clipped(ellipse(x, 0.18, 0.225, 0.225), box(-2, 0.17, 2, 1)), "#2c2a32"),
            *wheel(x, 0.175),
        ]
    return standing(parts, foot=0.0)


@subject("bus", metres=3.0, stance="ground", group="vehicle", prominence=0.30, found_in=("street", "city"))
def bus(rng: Rng) -> list[Part]:
    paint, band = pick(rng, (("#d0413a", "#f6efe0"), ("#e8b02f", "#3a3a44"), ("#3f78b8", "#f6efe0"),
        ("#4f9a6a", "#f4e6b8")))
    lit = rng.random() < 0.4
    pane = "#ffe2a0" if lit else "#9cc3d8"
    body = contour([(-1.20, 0.16, 0), (-1.22, 0.90), (-1.14, 0.985), (-1.0, 1.0), (1.02, 1.0), (1.15, 0.975),
        (1.22, 0.88), (1.28, 0.56), (1.28, 0.24), (1.25, 0.16, 0)])
    parts = [
        Part(body, paint, bulge=0.3),
        detail(clipped(body, box(-2, 0.40, 2, 0.47)), band, bulge=0.1),
        shadow(clipped(body, box(-2, 0.1, 2, 0.25)), 0.28),
        sheen(clipped(body, box(-2, 0.945, 2, 0.98)), 0.3),
    ]
    for x in (-1.12, -0.79, -0.46, -0.13):
        parts += [
            detail(box(x, 0.545, x + 0.28, 0.86), darker(paint, 0.35)),
            Part(box(x + 0.02, 0.565, x + 0.26, 0.84), pane, role="light" if lit else "glass", bulge=0.0),
            sheen(((x + 0.06, 0.565), (x + 0.12, 0.565), (x + 0.20, 0.84), (x + 0.14, 0.84)), 0.3),
        ]
    parts += [
        detail(box(0.22, 0.20, 0.60, 0.88), darker(paint, 0.35)),
        *(Part(box(x, 0.235, x + 0.155, 0.855), pane, role="light" if lit else "glass", bulge=0.0)
            for x in (0.245, 0.42)),
        detail(contour([(0.70, 0.54, 0), (0.70, 0.87, 0), (1.12, 0.87), (1.17, 0.83), (1.235, 0.54, 0)]),
            darker(paint, 0.35)),
        Part(contour([(0.72, 0.56, 0), (0.72, 0.85, 0), (1.10, 0.85), (1.15, 0.81), (1.205, 0.56, 0)]), pane,
            role="light" if lit else "glass", bulge=0.1),
        light(ellipse(1.235, 0.34, 0.05, 0.062), "#ffe9a8", bulge=0.3),
        light(box(-1.225, 0.32, -1.17, 0.42), "#a8222a", bulge=0.1),
        detail(limb([(1.10, 0.18, 0.06), (1.29, 0.18, 0.06)]), "#c4c8cc", bulge=0.3),
    ]
    for x in (-0.72, 0.86):
        parts += [
            detail(clipped(ellipse(x, 0.19, 0.235, 0.235), box(-2, 0.16, 2, 1)), darker(paint, 0.6)),
            *wheel(x, 0.185, "#d0d3d8"),
        ]
    return standing(parts, foot=0.0)


@subject("tractor", metres=2.7, stance="ground", group="vehicle", prominence=0.34, found_in=("field",))
def tractor(rng: Rng) -> list[Part]:
    paint, hub = pick(rng, (("#c93f36", "#f0d27a"), ("#3f8a4a", "#f2c83a"), ("#3f78b8", "#f4efe2"),
        ("#e08a2f", "#f4efe2")))
    pane = "#a8cbdc"
    return standing([
        detail(limb([(0.34, 0.62, 0.05), (0.34, 0.92, 0.045), (0.37, 0.97, 0.04)]), "#4a4a52", bulge=0.4),
        Part(contour([(-0.56, 0.55, 0), (-0.50, 1.0, 0), (0.02, 1.0, 0), (0.12, 0.62, 0), (0.12, 0.40, 0),
            (-0.56, 0.40, 0)]), darker(paint, 0.12), bulge=0.2),
        glass(((-0.49, 0.62), (-0.45, 0.955), (-0.24, 0.955), (-0.24, 0.62)), pane),
        glass(((-0.19, 0.62), (-0.19, 0.955), (-0.02, 0.955), (0.065, 0.62)), pane),
        sheen(((-0.16, 0.64), (-0.10, 0.64), (-0.06, 0.94), (-0.12, 0.94)), 0.35),
        Part(contour([(-0.58, 1.0, 0), (-0.54, 1.06), (-0.24, 1.075), (0.06, 1.06), (0.10, 1.0, 0)]), paint, bulge=0.4),
        Part(contour([(0.08, 0.30, 0), (0.08, 0.66), (0.30, 0.665), (0.72, 0.62), (0.80, 0.56), (0.82, 0.32, 0)]),
            paint, bulge=0.5),
        shadow(box(0.10, 0.30, 0.81, 0.40), 0.3),
        sheen(limb([(0.16, 0.62, 0.02), (0.46, 0.615, 0.03), (0.72, 0.58, 0.02)]), 0.35),
        *(detail(box(0.42 + k, 0.44, 0.45 + k, 0.55), darker(paint, 0.5)) for k in (0.0, 0.07, 0.14, 0.21)),
        light(ellipse(0.80, 0.52, 0.035, 0.05), "#ffe9a8", bulge=0.3),
        detail(box(-0.40, 0.24, 0.74, 0.36), "#3a3a42", bulge=0.2),
        Part(contour([(-0.78, 0.50), (-0.70, 0.66), (-0.46, 0.735), (-0.20, 0.68), (-0.04, 0.50), (-0.12, 0.50),
            (-0.26, 0.60), (-0.46, 0.64), (-0.64, 0.58), (-0.70, 0.48)]), paint, bulge=0.3),
        *(detail(placed(box(-0.035, 0.27, 0.035, 0.355), -0.42, 0.34, turn=k * np.pi / 9), "#1d1c22",
            bulge=0.1) for k in range(18)),
        *put(wheel(0.0, 0.315, hub), -0.42, 0.025),
        *(detail(placed(box(-0.028, 0.15, 0.028, 0.205), 0.60, 0.195, turn=k * np.pi / 7), "#1d1c22",
            bulge=0.1) for k in range(14)),
        *put(wheel(0.0, 0.18, hub), 0.60, 0.015),
    ])
