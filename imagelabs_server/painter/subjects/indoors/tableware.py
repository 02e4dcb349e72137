"""What is set on a table."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject("cup", metres=0.14, stance="surface", group="thing", prominence=0.36, rim=0.60, held=(0.46, 0.08))
def cup(rng: Rng) -> list[Part]:
    glaze, band, drink = pick(rng, (("#f3eee4", "#c9503f", "#5f3826"), ("#3f78a8", "#f3eee4", "#5f3826"),
        ("#d8753f", "#f8ead0", "#6a4028"), ("#5f9a86", "#f4efe2", "#a8602a"), ("#b8434a", "#f7e8d8", "#5f3826")))
    sway = float(rng.uniform(-0.02, 0.02))
    body = contour([(-0.36, 0.62, 0), (-0.355, 0.40), (-0.28, 0.19), (-0.17, 0.085, 0), (0.17, 0.085, 0), (0.28, 0.19),
        (0.355, 0.40), (0.36, 0.62, 0)])
    parts = []
    for x, high, width in ((-0.13, 0.94, 0.05), (0.02, 1.0, 0.058), (0.16, 0.92, 0.048)):
        curl = [(x, 0.66, width * 0.5), (x + 0.05 + sway, 0.73, width), (x - 0.04, 0.82, width * 1.1),
            (x + 0.04 + sway, high - 0.03, width * 0.7), (x + 0.01, high, width * 0.25)]
        parts.append(detail(limb(curl), "#f6f1ea", bulge=0.1, alpha=0.62))
    parts += [
        Part(contour([(-0.58, 0.075), (-0.50, 0.025), (-0.25, 0.0), (0.25, 0.0), (0.50, 0.025), (0.58, 0.075),
            (0.35, 0.105), (0.0, 0.115), (-0.35, 0.105)]), darker(glaze, 0.06), bulge=0.4),
        Part(ellipse(0.0, 0.082, 0.38, 0.028), darker(glaze, 0.28), bulge=0.1),
        Part(limb([(0.31, 0.52, 0.065), (0.46, 0.55, 0.065), (0.53, 0.44, 0.065), (0.46, 0.30, 0.065),
            (0.28, 0.25, 0.06)]), darker(glaze, 0.10), bulge=0.5),
        Part(body, glaze, bulge=0.6),
        detail(clipped(body, box(-0.5, 0.47, 0.5, 0.54)), band, bulge=0.4),
        shadow(clipped(body, [(0.14, 0.0), (0.5, 0.0), (0.5, 0.62), (0.20, 0.62)]), 0.18),
        sheen(clipped(body, [(-0.27, 0.20), (-0.20, 0.20), (-0.22, 0.60), (-0.30, 0.60)]), 0.3),
        Part(ellipse(0.0, 0.62, 0.362, 0.068), lighter(glaze, 0.3), bulge=0.2),
        detail(ellipse(0.0, 0.612, 0.318, 0.050), drink, bulge=0.1),
        sheen(ellipse(-0.10, 0.622, 0.11, 0.016), 0.25),
    ]
    return standing(parts, foot=0.0)


@subject("teapot", metres=0.18, stance="surface", group="thing", prominence=0.34)
def teapot(rng: Rng) -> list[Part]:
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
        detail(ellipse(0.77, 0.73 + tilt, 0.055, 0.022, turn=-0.15), darker(glaze, 0.5), bulge=0.1),
        Part(box(-0.22, 0.0, 0.22, 0.07), darker(glaze, 0.22), bulge=0.4),
        Part(body, glaze, bulge=0.8),
        detail(clipped(body, box(-1, 0.45, 1, 0.50)), band, bulge=0.4),
        detail(clipped(body, box(-1, 0.26, 1, 0.29)), band, bulge=0.4),
        *(detail(ellipse(x, 0.375, 0.036, 0.036), band, bulge=0.2) for x in (-0.33, -0.165, 0.0, 0.165, 0.33)),
        shadow(clipped(body, [(0.22, 0.0), (0.6, 0.0), (0.6, 0.8), (0.26, 0.8)]), 0.18),
        sheen(limb([(-0.30, 0.24, 0.02), (-0.34, 0.38, 0.05), (-0.27, 0.56, 0.02)]), 0.4),
        Part(contour([(-0.24, 0.71, 0), (-0.20, 0.77), (-0.08, 0.83), (0.08, 0.83), (0.20, 0.77), (0.24, 0.71, 0)]),
            lighter(glaze, 0.10), bulge=0.5),
        detail(limb([(-0.245, 0.715, 0.03), (0.245, 0.715, 0.03)]), band, bulge=0.3),
        Part(ellipse(0.0, 0.895, 0.075, 0.075), glaze, bulge=0.8),
    ], foot=0.0)


@subject("bottle", metres=0.3, stance="surface", group="thing", facing=False, prominence=0.44)
def bottle(rng: Rng) -> list[Part]:
    tone, label = pick(rng, (("#3f7a4a", "#f4ead0"), ("#6a3f2a", "#f0d8a0"), ("#4f86a8", "#f6f0e2"),
        ("#8a3a3f", "#f4ead0")))
    fill = float(rng.uniform(0.50, 0.60))
    body = contour([(-0.155, 0.0, 0), (-0.17, 0.05), (-0.17, 0.52), (-0.15, 0.60), (-0.075, 0.69), (-0.055, 0.76),
        (-0.052, 0.90, 0), (0.052, 0.90, 0), (0.055, 0.76), (0.075, 0.69), (0.15, 0.60), (0.17, 0.52), (0.17, 0.05),
        (0.155, 0.0, 0)])
    return standing([
        detail(contour([(-0.045, 0.88, 0), (-0.05, 0.99, 0), (0.05, 0.99, 0), (0.045, 0.88, 0)]), "#c99a62", bulge=0.4),
        Part(body, tone, bulge=0.6),
        shadow(clipped(body, box(-0.3, 0.0, 0.3, fill)), 0.22),
        Part(box(-0.066, 0.865, 0.066, 0.91), darker(tone, 0.2), bulge=0.4),
        detail(clipped(body, box(-0.3, 0.16, 0.3, 0.44)), label, bulge=0.4),
        detail(clipped(body, box(-0.3, 0.40, 0.3, 0.425)), "#b5483f", bulge=0.3),
        detail(clipped(body, box(-0.3, 0.175, 0.3, 0.20)), "#b5483f", bulge=0.3),
        detail(ellipse(0.0, 0.30, 0.062, 0.062), "#d8a23a", bulge=0.2),
        detail(ellipse(0.0, 0.30, 0.036, 0.036), "#b5483f", bulge=0.1),
        shadow(clipped(body, [(0.09, 0.0), (0.3, 0.0), (0.3, 0.62), (0.08, 0.62)]), 0.2),
        sheen(limb([(-0.125, 0.05, 0.02), (-0.13, 0.30, 0.034), (-0.115, 0.55, 0.022), (-0.04, 0.70, 0.014)]), 0.45),
    ], foot=0.0)


@subject(
    "vase", metres=0.55, stance="surface", group="thing", prominence=0.46, rim=0.53, holds="plant", drawn_with="flower",
)
def vase(rng: Rng) -> list[Part]:
    glaze, band = pick(rng, (("#3f78a8", "#f3efe4"), ("#f1ebe0", "#3f78a8"), ("#c9603f", "#f7e6c8"),
        ("#4f9a86", "#f4efe2")))
    body = contour([(-0.105, 0.50, 0), (-0.075, 0.43), (-0.13, 0.35), (-0.19, 0.23), (-0.155, 0.08), (-0.10, 0.0, 0),
        (0.10, 0.0, 0), (0.155, 0.08), (0.19, 0.23), (0.13, 0.35), (0.075, 0.43), (0.105, 0.50, 0)])
    blooms = [(-0.22, 0.70, 0.088), (0.23, 0.69, 0.088), (-0.09, 0.86, 0.095), (0.11, 0.87, 0.092), (0.0, 0.68, 0.10)]
    colours = [pick(rng, ("#e0566a", "#f2c23c", "#f7f1ea", "#8a6ad0", "#ee8a3a", "#d8443f", "#7fb0e0")) for _ in blooms]
    parts = [detail(limb([(x * 0.2, 0.44, 0.022), (x * 0.7, 0.58, 0.022), (x, y, 0.022)]), "#4f8a3f",
        bulge=0.2) for x, y, _ in blooms]
    parts += [detail(placed(contour([(0.0, 0.0, 0), (0.09, 0.05), (0.24, 0.0, 0), (0.10, -0.05)]), x, y, turn=t), tone,
        bulge=0.3) for x, y, t, tone in ((-0.06, 0.52, 2.7, "#5d9a48"), (0.06, 0.52, 0.4, "#4f8a42"),
        (-0.05, 0.55, 2.1, "#4f8a42"), (0.05, 0.56, 1.0, "#5d9a48"))]
    for (x, y, r), tone in zip(blooms, colours, strict=True):
        parts += [detail(ellipse(x + r * 0.62 * float(np.cos(a)), y + r * 0.62 * float(np.sin(a)), r * 0.46, r * 0.46),
            tone if i % 2 else darker(tone, 0.12), bulge=0.4)
            for i, a in enumerate(np.linspace(0, 2 * np.pi, 6, endpoint=False) + x * 9)]
        parts.append(detail(ellipse(x, y, r * 0.36, r * 0.36), "#f2b92f" if tone != "#f2c23c" else "#8a5230",
            bulge=0.5))
    parts += [
        Part(body, glaze, bulge=0.7),
        detail(clipped(body, box(-0.3, 0.245, 0.3, 0.29)), band, bulge=0.4),
        detail(clipped(body, box(-0.3, 0.13, 0.3, 0.165)), band, bulge=0.4),
        shadow(clipped(body, [(0.06, 0.0), (0.3, 0.0), (0.3, 0.5), (0.04, 0.5)]), 0.2),
        sheen(limb([(-0.115, 0.12, 0.014), (-0.135, 0.22, 0.026), (-0.10, 0.32, 0.014)]), 0.45),
        detail(ellipse(0.0, 0.50, 0.106, 0.020), darker(glaze, 0.35), bulge=0.1),
    ]
    return standing(parts, foot=0.0)
