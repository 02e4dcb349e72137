"""Small animals with fur or spines."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

_EYE = "#17141c"


@subject("rabbit", metres=0.4, stance="ground", group="animal", prominence=0.38)
def rabbit(rng: Rng) -> list[Part]:
    coat, pale = pick(rng, (("#a9886a", "#f6ead8"), ("#efe8de", "#ffffff"), ("#8f8c90", "#f0ece6"),
        ("#c49a6c", "#fbf0dc")))
    flop = rng.uniform(-0.04, 0.06)
    body = contour([(-0.36, 0.20), (-0.34, 0.36), (-0.22, 0.48), (-0.06, 0.52), (0.08, 0.50), (0.20, 0.50),
        (0.29, 0.40), (0.28, 0.22), (0.24, 0.06), (0.10, 0.0), (-0.20, 0.0), (-0.32, 0.06)])
    head = contour([(0.08, 0.55), (0.10, 0.65), (0.19, 0.72), (0.30, 0.705), (0.38, 0.64), (0.435, 0.565),
        (0.425, 0.50), (0.35, 0.455), (0.24, 0.435), (0.14, 0.46)])
    ear = contour([(0.0, 0.0), (-0.055, 0.12), (-0.065, 0.25), (-0.03, 0.335), (0.02, 0.345), (0.05, 0.27),
        (0.055, 0.14), (0.05, 0.0)])
    inner = contour([(0.0, 0.04), (-0.028, 0.13), (-0.035, 0.24), (-0.012, 0.295), (0.012, 0.295), (0.028, 0.24),
        (0.03, 0.14), (0.025, 0.04)])
    haunch = contour([(-0.31, 0.06), (-0.30, 0.22), (-0.20, 0.32), (-0.06, 0.31), (0.03, 0.20), (0.02, 0.08),
        (-0.06, 0.02), (-0.2, 0.01)])
    parts = [
        detail(ellipse(-0.37, 0.17, 0.085, 0.08), pale, bulge=0.7),
        Part(placed(ear, 0.225, 0.665, turn=-0.12 + flop), darker(coat, 0.28), bulge=0.4),
        Part(limb([(0.22, 0.26, 0.12), (0.25, 0.12, 0.085), (0.26, 0.04, 0.07), (0.31, 0.034, 0.065)]),
            darker(coat, 0.3), bulge=0.4),
        Part(body, coat, bulge=0.7),
        detail(clipped(body, ellipse(0.25, 0.30, 0.09, 0.20)), pale, bulge=0.4),
        shadow(clipped(body, box(-0.4, 0.0, 0.4, 0.07)), 0.28),
        shadow(clipped(body, ellipse(-0.12, 0.18, 0.20, 0.17)), 0.3),
        Part(placed(haunch, 0.0, 0.0), coat, bulge=0.7),
        detail(limb([(-0.20, 0.045, 0.09), (-0.05, 0.04, 0.085), (0.06, 0.04, 0.075)]), pale, bulge=0.5),
        Part(limb([(0.16, 0.27, 0.11), (0.18, 0.12, 0.09), (0.18, 0.042, 0.075), (0.235, 0.036, 0.07)]), coat,
            bulge=0.4),
        shadow(clipped(body, ellipse(0.22, 0.475, 0.16, 0.05)), 0.3),
        Part(head, coat, bulge=0.6),
        detail(clipped(head, ellipse(0.40, 0.50, 0.11, 0.075)), pale, bulge=0.4),
        Part(placed(ear, 0.145, 0.665, turn=0.16 + flop), coat, bulge=0.4),
        detail(placed(inner, 0.145, 0.665, turn=0.16 + flop), "#e0a49a", bulge=0.1),
        detail(ellipse(0.285, 0.60, 0.034, 0.038), "#221619", bulge=0.2),
        detail(ellipse(0.275, 0.614, 0.012, 0.012), "#ffffff"),
        detail(ellipse(0.427, 0.553, 0.024, 0.019), "#c9706c", bulge=0.3),
        detail(limb([(0.42, 0.53, 0.010), (0.395, 0.50, 0.013), (0.36, 0.495, 0.012)]), "#6f4a44"),
        detail(ellipse(0.29, 0.52, 0.035, 0.024), "#eab0a0", alpha=0.5),
    ]
    return standing(parts, foot=0.0)


@subject("squirrel", metres=0.35, stance="ground", group="animal", prominence=0.42, found_in=("forest",))
def squirrel(rng: Rng) -> list[Part]:
    coat, pale = pick(rng, (("#c4652c", "#f6e6cc"), ("#a85a30", "#f2dcc0"), ("#8f8a88", "#f0ece4"),
        ("#d8843a", "#fbead0")))
    sway = float(rng.uniform(-0.03, 0.04))
    tail = contour([(-0.14, 0.05), (-0.30, 0.06), (-0.44, 0.20), (-0.47, 0.42), (-0.40, 0.60), (-0.44 + sway, 0.78),
        (-0.40 + sway, 0.94), (-0.26 + sway, 1.02), (-0.12 + sway, 0.97), (-0.07 + sway, 0.86), (-0.13 + sway, 0.80),
        (-0.20, 0.84), (-0.23, 0.76), (-0.17, 0.60), (-0.15, 0.44), (-0.10, 0.28)])
    inner = contour([(-0.20, 0.12), (-0.32, 0.20), (-0.37, 0.40), (-0.31, 0.60), (-0.35 + sway, 0.78),
        (-0.30 + sway, 0.90), (-0.22 + sway, 0.94), (-0.28, 0.80), (-0.24, 0.58), (-0.25, 0.36)])
    body = contour([(-0.16, 0.05), (-0.20, 0.22), (-0.14, 0.42), (-0.02, 0.56), (0.10, 0.62), (0.20, 0.56),
        (0.22, 0.40), (0.20, 0.22), (0.16, 0.06), (0.0, 0.0)])
    head = contour([(0.0, 0.62), (0.02, 0.74), (0.11, 0.81), (0.22, 0.79), (0.30, 0.71), (0.365, 0.645), (0.35, 0.595),
        (0.25, 0.555), (0.12, 0.545), (0.03, 0.56)])
    return standing([
        Part(tail, darker(coat, 0.08), bulge=0.6),
        detail(inner, lighter(coat, 0.28), bulge=0.2),
        Part(limb([(0.11, 0.76, 0.06), (0.15, 0.84, 0.045), (0.17, 0.90, 0.012)]), darker(coat, 0.3), bulge=0.3),
        Part(body, coat, bulge=0.7),
        detail(contour([(0.12, 0.56), (0.20, 0.52), (0.215, 0.38), (0.195, 0.22), (0.15, 0.08), (0.08, 0.16),
            (0.06, 0.34), (0.07, 0.48)]), pale, bulge=0.4),
        shadow(clipped(body, ellipse(-0.05, 0.16, 0.14, 0.17)), 0.25),
        Part(ellipse(-0.05, 0.155, 0.125, 0.15), coat, bulge=0.7),
        Part(limb([(-0.06, 0.035, 0.07), (0.08, 0.033, 0.066), (0.20, 0.03, 0.056)]), darker(coat, 0.12), bulge=0.5),
        detail(ellipse(0.30, 0.43, 0.062, 0.068), "#8a5a30", bulge=0.7),
        detail(contour([(0.225, 0.46), (0.25, 0.505), (0.30, 0.52), (0.35, 0.505), (0.375, 0.46), (0.30, 0.45)]),
            "#5d3a20", bulge=0.4),
        Part(limb([(0.07, 0.44, 0.085), (0.15, 0.36, 0.07), (0.245, 0.405, 0.055)]), coat, bulge=0.5),
        Part(limb([(0.14, 0.50, 0.07), (0.20, 0.465, 0.06), (0.25, 0.46, 0.05)]), darker(coat, 0.1), bulge=0.4),
        shadow(clipped(body, ellipse(0.12, 0.56, 0.14, 0.045)), 0.3),
        Part(head, coat, bulge=0.6),
        detail(clipped(head, ellipse(0.30, 0.575, 0.12, 0.06)), pale, bulge=0.3),
        Part(limb([(0.06, 0.75, 0.075), (0.055, 0.85, 0.06), (0.035, 0.93, 0.014)]), coat, bulge=0.4),
        detail(ellipse(0.195, 0.695, 0.036, 0.040), lighter(pale, 0.3)),
        detail(ellipse(0.20, 0.695, 0.027, 0.032), "#1d1518"),
        detail(ellipse(0.193, 0.707, 0.010, 0.010), "#ffffff"),
        detail(ellipse(0.358, 0.632, 0.021, 0.019), "#33221f", bulge=0.4),
    ], foot=0.0)


@subject("hedgehog", metres=0.25, stance="ground", group="animal", prominence=0.32, found_in=("forest",))
def hedgehog(rng: Rng) -> list[Part]:
    spine, face = pick(rng, (("#6a4f3f", "#e8cba4"), ("#5a4a44", "#dcb890"), ("#7d6450", "#f0dcbc")))
    load = rng.random() < 0.5
    rim = [(-0.60, 0.10, 0)]
    for i, t in enumerate(np.linspace(np.pi * 0.97, np.pi * 0.13, 23)):
        r = 1.0 if i % 2 == 0 else 0.86
        rim.append((-0.10 + 0.60 * r * float(np.cos(t)), 0.16 + 0.78 * r * float(np.sin(t)), 0))
    coat = contour([*rim, (0.40, 0.24), (0.30, 0.06), (-0.2, 0.03)])
    head = contour([(0.20, 0.10), (0.20, 0.34), (0.32, 0.50), (0.46, 0.46), (0.60, 0.34), (0.745, 0.27), (0.755, 0.20),
        (0.64, 0.13), (0.44, 0.06)])
    parts = [
        *(detail(limb([(x, 0.10, 0.10), (x + 0.03, 0.035, 0.085), (x + 0.08, 0.03, 0.07)]), darker(face, 0.25),
            bulge=0.4) for x in (-0.36, -0.10, 0.22)),
        Part(coat, spine, bulge=0.6),
    ]
    for radius, count, tone in ((0.80, 13, lighter(spine, 0.28)), (0.60, 10, darker(spine, 0.25)),
        (0.40, 7, lighter(spine, 0.22)), (0.22, 4, darker(spine, 0.2))):
        for t in np.linspace(np.pi * 0.95, np.pi * 0.20, count):
            c, s = float(np.cos(t)), float(np.sin(t))
            parts.append(detail(limb([(-0.10 + 0.60 * (radius - 0.16) * c, 0.18 + 0.74 * (radius - 0.16) * s, 0.036),
                (-0.10 + 0.60 * radius * c, 0.18 + 0.74 * radius * s, 0.010)]), tone))
    if load:
        parts += [
            detail(ellipse(-0.16, 0.98, 0.125, 0.115), "#cf3f36", bulge=0.8),
            detail(limb([(-0.16, 1.07, 0.02), (-0.14, 1.14, 0.02)]), "#5d3a24", bulge=0.2),
            detail(contour([(-0.14, 1.09, 0), (-0.06, 1.15), (0.03, 1.13, 0), (-0.05, 1.08)]), "#6fa048", bulge=0.3),
            sheen(ellipse(-0.20, 1.02, 0.022, 0.032), 0.5),
        ]
    parts += [
        Part(head, face, bulge=0.6),
        Part(ellipse(0.30, 0.42, 0.066, 0.072), darker(face, 0.2), bulge=0.4),
        detail(ellipse(0.31, 0.415, 0.036, 0.04), "#c98a74", bulge=0.1),
        detail(ellipse(0.50, 0.335, 0.036, 0.038), "#1b1518", bulge=0.1),
        detail(ellipse(0.49, 0.348, 0.012, 0.012), "#ffffff"),
        detail(ellipse(0.755, 0.245, 0.042, 0.040), "#221a1c", bulge=0.6),
        detail(limb([(0.70, 0.175, 0.012), (0.62, 0.17, 0.016), (0.56, 0.19, 0.012)]), "#6a4438"),
        detail(ellipse(0.54, 0.235, 0.05, 0.032), "#e89a84", alpha=0.5),
    ]
    return standing(parts, foot=0.0)


@subject("mouse", metres=0.12, stance="surface", group="animal", prominence=0.24, found_in=("room", "field"))
def mouse(rng: Rng) -> list[Part]:
    coat, pale = pick(rng, (("#9a948f", "#e4dfd8"), ("#a88562", "#f0e2cc"), ("#e8e2da", "#fbf8f4"),
        ("#7f7a7c", "#cfcaca")))
    pink = "#eeb0a8"
    curl = float(rng.uniform(-0.06, 0.08))
    body = contour([(-0.52, 0.12), (-0.56, 0.34), (-0.40, 0.58), (-0.10, 0.68), (0.18, 0.62), (0.40, 0.52),
        (0.58, 0.36), (0.68, 0.225), (0.63, 0.155), (0.45, 0.10), (0.20, 0.04), (-0.20, 0.02)])
    parts = [
        detail(limb([(-0.48, 0.12, 0.07), (-0.78, 0.05, 0.05), (-1.02, 0.14, 0.04), (-1.12, 0.32 + curl, 0.03),
            (-1.02, 0.44 + curl, 0.012)]), darker(pink, 0.08), bulge=0.4),
        Part(ellipse(0.33, 0.71, 0.155, 0.175, turn=-0.25), darker(coat, 0.25), bulge=0.3),
        detail(ellipse(0.34, 0.70, 0.105, 0.125, turn=-0.25), darker(pink, 0.18), bulge=0.1),
        *(detail(ellipse(x, 0.03, 0.085, 0.035), darker(pink, 0.2), bulge=0.3) for x in (-0.26, 0.30)),
        Part(body, coat, bulge=0.8),
        detail(clipped(body, [(-0.7, -0.1), (0.8, -0.1), (0.8, 0.19), (-0.7, 0.16)]), pale, bulge=0.4),
        shadow(contour([(-0.30, 0.05), (-0.42, 0.18), (-0.30, 0.34), (-0.10, 0.34), (0.0, 0.20), (-0.04, 0.30),
            (-0.16, 0.38), (-0.34, 0.38), (-0.47, 0.20), (-0.38, 0.05)]), 0.3),
        Part(ellipse(0.12, 0.70, 0.185, 0.205, turn=0.15), coat, bulge=0.4),
        detail(ellipse(0.125, 0.695, 0.13, 0.15, turn=0.15), pink, bulge=0.2),
        Part(limb([(0.30, 0.18, 0.08), (0.38, 0.09, 0.05), (0.42, 0.05, 0.04)]), darker(coat, 0.1), bulge=0.4),
        detail(ellipse(0.42, 0.032, 0.065, 0.032), pink, bulge=0.3),
        detail(ellipse(-0.20, 0.032, 0.12, 0.036), pink, bulge=0.3),
        detail(ellipse(0.42, 0.385, 0.050, 0.056), _EYE, bulge=0.3),
        detail(ellipse(0.405, 0.408, 0.017, 0.018), "#ffffff"),
        detail(ellipse(0.675, 0.225, 0.044, 0.038), darker(pink, 0.12), bulge=0.5),
        detail(limb([(0.62, 0.165, 0.010), (0.54, 0.165, 0.014), (0.48, 0.195, 0.008)]), darker(coat, 0.55)),
        *(detail(limb([(0.57, 0.225, 0.010), (0.44, y, 0.006)]), darker(coat, 0.5)) for y in (0.285, 0.23, 0.175)),
    ]
    return standing(parts, foot=0.0)
