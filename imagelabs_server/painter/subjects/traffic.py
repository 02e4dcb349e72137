"""Truck, tram and motorcycle."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .shapes import Part, Subject, box, clipped, contour, darker, ellipse, lighter, limb, pick, shadow, sheen, standing
from .vehicles import ring

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def wheel(x: float, r: float, hub: str = "#c8ccd2") -> list[Part]:
    """A wheel that stands on the ground at `x`."""
    return [
        Part(ellipse(x, r, r, r), "#28262e", role="detail", bulge=0.4),
        Part(ellipse(x, r, r * 0.58, r * 0.58), hub, role="detail", bulge=0.5),
        Part(ring(x, r, r * 0.44, r * 0.30), darker(hub, 0.25), role="detail", bulge=0.1),
        Part(ellipse(x, r, r * 0.16, r * 0.16), darker(hub, 0.4), role="detail", bulge=0.4),
    ]


def _truck(rng: np.random.Generator) -> list[Part]:
    cab, load = pick(rng, (("#d0413a", "#e8e2d6"), ("#3f78b8", "#e8e2d6"), ("#e8a82f", "#5f7f9a"),
        ("#4f9a6a", "#f0e6cc"), ("#f0ece4", "#c9574a")))
    body = contour([(0.52, 0.20, 0), (0.52, 0.84, 0), (0.60, 0.88), (0.92, 0.88), (1.00, 0.84), (1.14, 0.56),
        (1.24, 0.50), (1.28, 0.40), (1.28, 0.20, 0)])
    box_ = contour([(-1.24, 0.26, 0), (-1.24, 0.98), (-1.20, 1.0), (0.42, 1.0), (0.46, 0.98), (0.46, 0.26, 0)])
    parts = [
        Part(box(-1.22, 0.17, 1.20, 0.27), "#34333c", role="detail", bulge=0.2),
        Part(box_, load, bulge=0.2),
        *(shadow(box(x, 0.28, x + 0.018, 0.98), 0.16) for x in (-0.92, -0.58, -0.24, 0.10)),
        Part(clipped(box_, box(-2.0, 0.52, 2.0, 0.64)), cab, role="detail", bulge=0.1),
        shadow(clipped(box_, box(-2.0, 0.2, 2.0, 0.34)), 0.25),
        sheen(clipped(box_, box(-2.0, 0.95, 2.0, 0.975)), 0.35),
        Part(body, cab, bulge=0.4),
        Part(contour([(0.62, 0.55, 0), (0.62, 0.80, 0), (0.92, 0.80), (0.97, 0.76), (1.07, 0.55, 0)]), "#a4c8da",
            role="glass", bulge=0.1),
        sheen(((0.68, 0.56), (0.75, 0.56), (0.87, 0.79), (0.80, 0.79)), 0.35),
        Part(limb([(0.79, 0.55, 0.016), (0.79, 0.80, 0.016)]), darker(cab, 0.2), role="detail", bulge=0.1),
        shadow(box(0.575, 0.24, 0.587, 0.80), 0.3),
        Part(limb([(0.64, 0.47, 0.022), (0.72, 0.47, 0.022)]), "#3a3a42", role="detail", bulge=0.2),
        Part(ellipse(1.235, 0.40, 0.045, 0.055), "#ffe9a8", role="light", bulge=0.3),
        Part(box(-1.25, 0.30, -1.20, 0.38), "#b8242c", role="light", bulge=0.1),
        Part(limb([(1.06, 0.20, 0.06), (1.31, 0.20, 0.06)]), "#c4c8cc", role="detail", bulge=0.3),
        Part(limb([(0.49, 0.30, 0.04), (0.49, 1.04, 0.035)]), "#8a8c94", role="detail", bulge=0.4),
    ]
    for x in (-0.86, -0.46, 0.92):
        parts += [
            Part(clipped(ellipse(x, 0.18, 0.225, 0.225), box(-2, 0.17, 2, 1)), "#2c2a32", role="detail", bulge=0.0),
            *wheel(x, 0.175),
        ]
    return standing(parts, foot=0.0)


def _tram(rng: np.random.Generator) -> list[Part]:
    paint, band = pick(rng, (("#c9372f", "#f4ecd8"), ("#2f7a5a", "#f2ead0"), ("#d8a22f", "#f8f0dc"),
        ("#3a6aa8", "#f2ecdc")))
    lit = rng.random() < 0.5
    glass = "#ffe2a0" if lit else "#a4c8da"
    role: Literal["light", "glass"] = "light" if lit else "glass"
    body = contour([(-1.28, 0.13, 0), (-1.33, 0.44), (-1.26, 0.80), (-1.18, 0.84, 0), (1.18, 0.84, 0), (1.26, 0.80),
        (1.33, 0.44), (1.28, 0.13, 0)])
    parts = [
        Part(limb([(-0.10, 0.89, 0.018), (0.14, 1.02, 0.016), (-0.06, 1.13, 0.016)]), "#3f3f48", role="detail",
            bulge=0.2),
        Part(limb([(0.12, 0.89, 0.018), (-0.12, 1.01, 0.016), (0.04, 1.13, 0.016)]), "#3f3f48", role="detail",
            bulge=0.2),
        Part(limb([(-0.20, 1.14, 0.022), (0.20, 1.14, 0.022)]), "#3f3f48", role="detail", bulge=0.3),
        Part(contour([(-1.20, 0.84, 0), (-1.12, 0.89), (-0.9, 0.915), (0.9, 0.915), (1.12, 0.89), (1.20, 0.84, 0)]),
            darker(band, 0.3), role="detail", bulge=0.4),
        Part(box(-1.04, 0.04, 1.04, 0.15), "#2c2b33", role="detail", bulge=0.1),
        Part(body, paint, bulge=0.3),
        Part(clipped(body, box(-2, 0.42, 2, 0.85)), band, role="detail", bulge=0.15),
        Part(clipped(body, box(-2, 0.385, 2, 0.415)), "#e2b850", role="detail", bulge=0.2),
        shadow(clipped(body, box(-2, 0.1, 2, 0.20)), 0.28),
        sheen(clipped(body, box(-2, 0.805, 2, 0.83)), 0.3),
    ]
    for x in (-0.86, -0.50, 0.26, 0.62):
        parts += [
            Part(box(x, 0.46, x + 0.30, 0.76), darker(paint, 0.2), role="detail", bulge=0.0),
            Part(box(x + 0.02, 0.48, x + 0.28, 0.74), glass, role=role, bulge=0.0),
            sheen(((x + 0.07, 0.48), (x + 0.13, 0.48), (x + 0.20, 0.74), (x + 0.14, 0.74)), 0.3),
        ]
    for x in (-0.145, 1.0, -1.0 - 0.17):
        wide = 0.33 if x == -0.145 else 0.17
        low = 0.17 if x == -0.145 else 0.46
        parts += [
            Part(box(x, low, x + wide, 0.78), darker(paint, 0.25), role="detail", bulge=0.0),
            *(Part(box(a, low + 0.02, b, 0.76), glass, role=role, bulge=0.0)
                for a, b in (((x + 0.02, x + 0.157), (x + 0.173, x + 0.31)) if wide > 0.2 else ((x + 0.02,
                    x + 0.15),))),
        ]
    parts += [
        *(Part(ellipse(s * 1.285, 0.28, 0.035, 0.05), "#ffe9a8", role="light", bulge=0.3) for s in (-1, 1)),
        *(part for x in (-0.80, -0.48, 0.48, 0.80) for part in wheel(x, 0.095, "#8f9298")),
        Part(box(-0.98, 0.09, -0.30, 0.135), "#3a3942", role="detail", bulge=0.2),
        Part(box(0.30, 0.09, 0.98, 0.135), "#3a3942", role="detail", bulge=0.2),
        Part(box(-1.42, 0.0, 1.42, 0.022), "#8f8d92", role="detail", bulge=0.2),
    ]
    return standing(parts, foot=0.0)


def _motorcycle(rng: np.random.Generator) -> list[Part]:
    paint = pick(rng, ("#c9372f", "#2f5f9a", "#33333c", "#e0a02f", "#3f7a5a"))
    steel = "#c4c8ce"
    tilt = float(rng.uniform(-0.01, 0.01))
    tank = contour([(-0.12, 0.66, 0), (-0.06, 0.78), (0.12, 0.83), (0.30, 0.78), (0.38, 0.66, 0), (0.14, 0.60)])
    seat = contour([(-0.60, 0.76, 0), (-0.50, 0.80), (-0.34, 0.745), (-0.10, 0.74), (-0.06, 0.665, 0), (-0.34, 0.655),
        (-0.52, 0.69)])
    parts: list[Part] = []
    for x in (-0.66, 0.72):
        parts += [
            Part(ring(x, 0.31, 0.31, 0.205), "#26242b", role="detail", bulge=0.4),
            Part(ring(x, 0.31, 0.215, 0.185), steel, role="detail", bulge=0.3),
            *(Part(limb([(x, 0.31, 0.016), (x + 0.20 * float(np.cos(a)), 0.31 + 0.20 * float(np.sin(a)), 0.012)]),
                darker(steel, 0.15), role="detail", bulge=0.0) for a in np.linspace(0.3, 2 * np.pi + 0.3, 10)[:-1]),
            Part(ellipse(x, 0.31, 0.058, 0.058), darker(steel, 0.3), role="detail", bulge=0.5),
        ]
    parts += [
        Part(limb([(-0.66, 0.31, 0.06), (-0.30, 0.34, 0.07), (0.0, 0.34, 0.08)]), "#3a3942", role="detail", bulge=0.3),
        Part(limb([(-0.50, 0.68, 0.05), (-0.62, 0.40, 0.045)]), steel, role="detail", bulge=0.4),
        Part(limb([(0.40, 0.80, 0.05), (0.56, 0.52, 0.05), (0.72, 0.31, 0.05)]), steel, role="detail", bulge=0.5),
        Part(contour([(-0.22, 0.28, 0), (-0.26, 0.46), (-0.10, 0.62), (0.24, 0.62), (0.36, 0.46), (0.28, 0.26),
            (0.0, 0.20)]), "#4a4952", role="detail", bulge=0.4),
        *(Part(limb([(-0.02, y, 0.022), (0.28, y + 0.05, 0.022)]), steel, role="detail", bulge=0.3)
            for y in (0.42, 0.47, 0.52)),
        Part(ellipse(0.02, 0.33, 0.105, 0.10), steel, role="detail", bulge=0.6),
        Part(ellipse(0.02, 0.33, 0.055, 0.052), darker(steel, 0.35), role="detail", bulge=0.3),
        Part(limb([(0.26, 0.34, 0.055), (0.16, 0.22, 0.055), (-0.30, 0.21, 0.06), (-0.86, 0.26, 0.075)]), steel,
            role="detail", bulge=0.6),
        Part(seat, "#2c2a30", role="detail", bulge=0.5),
        Part(tank, paint, bulge=0.7),
        Part(clipped(tank, ellipse(0.12, 0.70, 0.13, 0.045, turn=0.06)), lighter(paint, 0.55), role="detail",
            bulge=0.2),
        sheen(limb([(-0.02, 0.765, 0.012), (0.10, 0.80, 0.022), (0.24, 0.78, 0.010)]), 0.45),
        Part(contour([(-1.0, 0.50, 0), (-0.94, 0.62), (-0.76, 0.70), (-0.54, 0.70), (-0.46, 0.62, 0), (-0.60, 0.625),
            (-0.78, 0.61), (-0.92, 0.52)]), paint, bulge=0.5),
        Part(contour([(0.46, 0.58), (0.54, 0.67), (0.72, 0.70), (0.92, 0.64), (1.01, 0.50, 0), (0.90, 0.585),
            (0.72, 0.64), (0.56, 0.60)]), paint, bulge=0.5),
        Part(ellipse(-0.99, 0.56, 0.034, 0.045), "#c92f35", role="light", bulge=0.3),
        Part(limb([(0.40, 0.80, 0.035), (0.36, 0.93 + tilt, 0.030), (0.20, 0.98 + tilt, 0.030)]), steel, role="detail",
            bulge=0.4),
        Part(limb([(0.24, 0.975 + tilt, 0.042), (0.12, 0.985 + tilt, 0.042)]), "#26242b", role="detail", bulge=0.4),
        Part(ellipse(0.50, 0.82, 0.085, 0.092), darker(paint, 0.2), role="detail", bulge=0.5),
        Part(ellipse(0.555, 0.82, 0.044, 0.075), "#ffeeb8", role="light", bulge=0.3),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("truck", metres=3.4, stance="ground", group="vehicle", draw=_truck, prominence=0.34),
    Subject("tram", metres=3.8, stance="ground", group="vehicle", draw=_tram, prominence=0.36),
    Subject("motorcycle", metres=1.15, stance="ground", group="vehicle", draw=_motorcycle, prominence=0.36,
        seat=(-0.28, 0.70)),
)
