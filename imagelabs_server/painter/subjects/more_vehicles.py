"""More that people ride in: bus, tractor, helicopter, flying saucer, submarine."""

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
    placed,
    put,
    shadow,
    sheen,
    standing,
)
from .vehicles import ring

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _wheel(x: float, r: float, hub: str) -> list[Part]:
    return [
        Part(ellipse(x, r, r, r), "#28262e", role="detail", bulge=0.4),
        Part(ellipse(x, r, r * 0.58, r * 0.58), hub, role="detail", bulge=0.5),
        Part(ring(x, r, r * 0.44, r * 0.30), darker(hub, 0.25), role="detail", bulge=0.1),
        Part(ellipse(x, r, r * 0.16, r * 0.16), darker(hub, 0.4), role="detail", bulge=0.4),
    ]


def _bus(rng: np.random.Generator) -> list[Part]:
    paint, band = pick(rng, (("#d0413a", "#f6efe0"), ("#e8b02f", "#3a3a44"), ("#3f78b8", "#f6efe0"),
        ("#4f9a6a", "#f4e6b8")))
    lit = rng.random() < 0.4
    glass = "#ffe2a0" if lit else "#9cc3d8"
    body = contour([(-1.20, 0.16, 0), (-1.22, 0.90), (-1.14, 0.985), (-1.0, 1.0), (1.02, 1.0), (1.15, 0.975),
        (1.22, 0.88), (1.28, 0.56), (1.28, 0.24), (1.25, 0.16, 0)])
    parts = [
        Part(body, paint, bulge=0.3),
        Part(clipped(body, box(-2, 0.40, 2, 0.47)), band, role="detail", bulge=0.1),
        shadow(clipped(body, box(-2, 0.1, 2, 0.25)), 0.28),
        sheen(clipped(body, box(-2, 0.945, 2, 0.98)), 0.3),
    ]
    for x in (-1.12, -0.79, -0.46, -0.13):
        parts += [
            Part(box(x, 0.545, x + 0.28, 0.86), darker(paint, 0.35), role="detail", bulge=0.0),
            Part(box(x + 0.02, 0.565, x + 0.26, 0.84), glass, role="light" if lit else "glass", bulge=0.0),
            sheen(((x + 0.06, 0.565), (x + 0.12, 0.565), (x + 0.20, 0.84), (x + 0.14, 0.84)), 0.3),
        ]
    parts += [
        Part(box(0.22, 0.20, 0.60, 0.88), darker(paint, 0.35), role="detail", bulge=0.0),
        *(Part(box(x, 0.235, x + 0.155, 0.855), glass, role="light" if lit else "glass", bulge=0.0)
            for x in (0.245, 0.42)),
        Part(contour([(0.70, 0.54, 0), (0.70, 0.87, 0), (1.12, 0.87), (1.17, 0.83), (1.235, 0.54, 0)]),
            darker(paint, 0.35), role="detail", bulge=0.0),
        Part(contour([(0.72, 0.56, 0), (0.72, 0.85, 0), (1.10, 0.85), (1.15, 0.81), (1.205, 0.56, 0)]), glass,
            role="light" if lit else "glass", bulge=0.1),
        Part(ellipse(1.235, 0.34, 0.05, 0.062), "#ffe9a8", role="light", bulge=0.3),
        Part(box(-1.225, 0.32, -1.17, 0.42), "#a8222a", role="light", bulge=0.1),
        Part(limb([(1.10, 0.18, 0.06), (1.29, 0.18, 0.06)]), "#c4c8cc", role="detail", bulge=0.3),
    ]
    for x in (-0.72, 0.86):
        parts += [
            Part(clipped(ellipse(x, 0.19, 0.235, 0.235), box(-2, 0.16, 2, 1)), darker(paint, 0.6), role="detail",
                bulge=0.0),
            *_wheel(x, 0.185, "#d0d3d8"),
        ]
    return standing(parts, foot=0.0)


def _tractor(rng: np.random.Generator) -> list[Part]:
    paint, hub = pick(rng, (("#c93f36", "#f0d27a"), ("#3f8a4a", "#f2c83a"), ("#3f78b8", "#f4efe2"),
        ("#e08a2f", "#f4efe2")))
    glass = "#a8cbdc"
    return standing([
        Part(limb([(0.34, 0.62, 0.05), (0.34, 0.92, 0.045), (0.37, 0.97, 0.04)]), "#4a4a52", role="detail", bulge=0.4),
        Part(contour([(-0.56, 0.55, 0), (-0.50, 1.0, 0), (0.02, 1.0, 0), (0.12, 0.62, 0), (0.12, 0.40, 0),
            (-0.56, 0.40, 0)]), darker(paint, 0.12), bulge=0.2),
        Part(((-0.49, 0.62), (-0.45, 0.955), (-0.24, 0.955), (-0.24, 0.62)), glass, role="glass", bulge=0.0),
        Part(((-0.19, 0.62), (-0.19, 0.955), (-0.02, 0.955), (0.065, 0.62)), glass, role="glass", bulge=0.0),
        sheen(((-0.16, 0.64), (-0.10, 0.64), (-0.06, 0.94), (-0.12, 0.94)), 0.35),
        Part(contour([(-0.58, 1.0, 0), (-0.54, 1.06), (-0.24, 1.075), (0.06, 1.06), (0.10, 1.0, 0)]), paint, bulge=0.4),
        Part(contour([(0.08, 0.30, 0), (0.08, 0.66), (0.30, 0.665), (0.72, 0.62), (0.80, 0.56), (0.82, 0.32, 0)]),
            paint, bulge=0.5),
        shadow(box(0.10, 0.30, 0.81, 0.40), 0.3),
        sheen(limb([(0.16, 0.62, 0.02), (0.46, 0.615, 0.03), (0.72, 0.58, 0.02)]), 0.35),
        *(Part(box(0.42 + k, 0.44, 0.45 + k, 0.55), darker(paint, 0.5), role="detail", bulge=0.0)
            for k in (0.0, 0.07, 0.14, 0.21)),
        Part(ellipse(0.80, 0.52, 0.035, 0.05), "#ffe9a8", role="light", bulge=0.3),
        Part(box(-0.40, 0.24, 0.74, 0.36), "#3a3a42", role="detail", bulge=0.2),
        Part(contour([(-0.78, 0.50), (-0.70, 0.66), (-0.46, 0.735), (-0.20, 0.68), (-0.04, 0.50), (-0.12, 0.50),
            (-0.26, 0.60), (-0.46, 0.64), (-0.64, 0.58), (-0.70, 0.48)]), paint, bulge=0.3),
        *(Part(placed(box(-0.035, 0.27, 0.035, 0.355), -0.42, 0.34, turn=k * np.pi / 9), "#1d1c22", role="detail",
            bulge=0.1) for k in range(18)),
        *put(_wheel(0.0, 0.315, hub), -0.42, 0.025),
        *(Part(placed(box(-0.028, 0.15, 0.028, 0.205), 0.60, 0.195, turn=k * np.pi / 7), "#1d1c22", role="detail",
            bulge=0.1) for k in range(14)),
        *put(_wheel(0.0, 0.18, hub), 0.60, 0.015),
    ])


def _helicopter(rng: np.random.Generator) -> list[Part]:
    paint, band = pick(rng, (("#d0413a", "#f6efe0"), ("#3f78b8", "#f4c84a"), ("#e8a82f", "#3a3a44"),
        ("#4f8a5a", "#f4efe2")))
    body = contour([(0.74, 0.34), (0.66, 0.56), (0.44, 0.72), (0.14, 0.76), (-0.16, 0.72), (-0.34, 0.62),
        (-0.80, 0.585), (-1.20, 0.60), (-1.22, 0.53), (-0.80, 0.47), (-0.42, 0.38), (-0.26, 0.24), (0.0, 0.16),
        (0.40, 0.14), (0.66, 0.20)])
    blade = float(rng.uniform(-0.03, 0.03))
    return standing(put([
        Part(contour([(-1.12, 0.56, 0), (-1.22, 0.80), (-1.36, 0.82, 0), (-1.30, 0.60), (-1.24, 0.42, 0),
            (-1.12, 0.50, 0)]), band, role="detail", bulge=0.2),
        Part(box(0.08, 0.72, 0.18, 0.90), "#4a4a54", role="detail", bulge=0.4),
        Part(body, paint, bulge=0.6),
        Part(clipped(body, [(-2, 0.40), (2, 0.30), (2, 0.365), (-2, 0.465)]), band, role="detail", bulge=0.2),
        shadow(clipped(body, [(-2.0, 0.0), (2.0, 0.0), (2.0, 0.25), (-2.0, 0.5)]), 0.22),
        Part(contour([(0.30, 0.68, 0), (0.50, 0.63), (0.64, 0.52), (0.70, 0.39, 0), (0.46, 0.40), (0.30, 0.43, 0)]),
            "#9cc8de", role="glass", bulge=0.3),
        Part(contour([(-0.08, 0.66, 0), (0.24, 0.69, 0), (0.24, 0.44, 0), (-0.08, 0.46, 0)]), "#9cc8de", role="glass",
            bulge=0.1),
        sheen(((0.0, 0.47), (0.06, 0.465), (0.15, 0.67), (0.09, 0.67)), 0.4),
        sheen(((0.40, 0.43), (0.46, 0.42), (0.52, 0.60), (0.47, 0.63)), 0.35),
        *(Part(limb([(x, 0.18, 0.034), (x - 0.03 * d, 0.06, 0.034)]), "#4a4a54", role="detail", bulge=0.2)
            for x, d in ((0.40, -1), (-0.08, 1))),
        Part(limb([(-0.36, 0.045, 0.04), (0.0, 0.035, 0.04), (0.50, 0.035, 0.04), (0.64, 0.085, 0.03)]), "#3a3a42",
            role="detail", bulge=0.4),
        Part(ellipse(0.13, 0.90, 0.085, 0.035), "#3a3a42", role="detail", bulge=0.4),
        Part(((0.13, 0.895), (1.22, 0.945 + blade), (1.22, 0.975 + blade), (0.13, 0.93)), "#3a3a42", role="detail",
            bulge=0.1),
        Part(((0.13, 0.895), (-0.96, 0.945 - blade), (-0.96, 0.975 - blade), (0.13, 0.93)), "#4a4a54", role="detail",
            bulge=0.1),
        *(Part(placed(box(-0.02, 0.0, 0.02, 0.20), -1.27, 0.60, turn=k * 2 * np.pi / 3 + 0.4), "#3a3a42",
            role="detail", bulge=0.1) for k in range(3)),
        Part(ellipse(-1.27, 0.60, 0.04, 0.04), "#8a8d94", role="detail", bulge=0.4),
    ], turn=float(rng.uniform(-0.06, 0.04))))


def _ufo(rng: np.random.Generator) -> list[Part]:
    metal, light = pick(rng, (("#a8b0bc", "#8fffa8"), ("#8f9ab0", "#ffe27a"), ("#b8a8c0", "#7fe8ff")))
    hull = contour([(-0.80, 0.56), (-0.60, 0.68), (-0.30, 0.745), (0.0, 0.76), (0.30, 0.745), (0.60, 0.68),
        (0.80, 0.56), (0.56, 0.45), (0.24, 0.40), (-0.24, 0.40), (-0.56, 0.45)])
    return standing(put([
        Part(((-0.20, 0.42), (0.20, 0.42), (0.50, 0.0), (-0.50, 0.0)), light, role="light", bulge=0.0, alpha=0.30),
        Part(((-0.11, 0.42), (0.11, 0.42), (0.26, 0.0), (-0.26, 0.0)), lighter(light, 0.4), role="light", bulge=0.0,
            alpha=0.35),
        Part(contour([(-0.34, 0.72, 0), (-0.29, 0.88), (-0.14, 0.98), (0.0, 1.0), (0.14, 0.98), (0.29, 0.88),
            (0.34, 0.72, 0)]), "#a8d8e8", role="glass", bulge=0.6),
        Part(contour([(-0.10, 0.72), (-0.115, 0.83), (-0.07, 0.90), (0.0, 0.915), (0.07, 0.90), (0.115, 0.83),
            (0.10, 0.72)]), "#6fb04a", role="detail", bulge=0.6),
        *(Part(ellipse(s * 0.045, 0.835, 0.026, 0.036, turn=-s * 0.4), "#17151c", role="detail", bulge=0.0)
            for s in (-1, 1)),
        sheen(limb([(-0.26, 0.80, 0.02), (-0.21, 0.89, 0.04), (-0.11, 0.945, 0.02)]), 0.5),
        Part(hull, metal, bulge=0.6),
        shadow(clipped(hull, [(-1, 0.3), (1, 0.3), (1, 0.545), (-1, 0.545)]), 0.3),
        Part(limb([(-0.80, 0.56, 0.04), (-0.40, 0.545, 0.05), (0.0, 0.54, 0.055), (0.40, 0.545, 0.05),
            (0.80, 0.56, 0.04)]), darker(metal, 0.35), role="detail", bulge=0.4),
        *(Part(ellipse(x, 0.63 - abs(x) * 0.03, 0.048, 0.040), light if i % 2 else "#ff8a6a", role="light", bulge=0.3)
            for i, x in enumerate((-0.56, -0.29, 0.0, 0.29, 0.56))),
        Part(ellipse(0.0, 0.42, 0.21, 0.040), lighter(light, 0.3), role="light", bulge=0.0),
    ], turn=float(rng.uniform(-0.08, 0.08))))


def _submarine(rng: np.random.Generator) -> list[Part]:
    paint, trim = pick(rng, (("#f0b92f", "#c9503a"), ("#e0703a", "#f4e6c0"), ("#4f8aa8", "#f0c24a"),
        ("#8a9a4f", "#f0d27a")))
    spin = float(rng.uniform(0, 1))
    body = contour([(0.98, 0.34), (0.86, 0.52), (0.56, 0.63), (0.0, 0.66), (-0.56, 0.60), (-0.90, 0.44), (-1.0, 0.33),
        (-0.90, 0.22), (-0.56, 0.06), (0.0, 0.0), (0.56, 0.03), (0.86, 0.16)])
    return standing([
        Part(limb([(0.06, 0.70, 0.045), (0.06, 0.98, 0.045), (0.11, 1.01, 0.045), (0.20, 1.01, 0.06)]), "#5a5d66",
            role="detail", bulge=0.4),
        Part(contour([(-0.28, 0.58, 0), (-0.24, 0.84), (-0.18, 0.88), (0.24, 0.88), (0.30, 0.82), (0.34, 0.58, 0)]),
            paint, bulge=0.4),
        Part(box(-0.26, 0.775, 0.32, 0.82), trim, role="detail", bulge=0.3),
        Part(ellipse(0.03, 0.70, 0.052, 0.052), "#5a5d66", role="detail", bulge=0.3),
        Part(ellipse(0.03, 0.70, 0.035, 0.035), "#9cd0e0", role="light", bulge=0.2),
        Part(contour([(-0.76, 0.50, 0), (-0.92, 0.74), (-1.06, 0.76, 0), (-1.0, 0.50), (-0.98, 0.36, 0)]), trim,
            role="detail", bulge=0.3),
        Part(contour([(-0.76, 0.16, 0), (-0.92, -0.04), (-1.06, -0.06, 0), (-1.0, 0.18), (-0.98, 0.30, 0)]),
            darker(trim, 0.2), role="detail", bulge=0.3),
        Part(limb([(-0.96, 0.33, 0.07), (-1.12, 0.33, 0.06)]), "#5a5d66", role="detail", bulge=0.4),
        *(Part(ellipse(-1.13, 0.33 + d, 0.040, 0.095 - 0.03 * spin), "#8a8d94", role="detail", bulge=0.4)
            for d in (-0.10, 0.10)),
        Part(body, paint, bulge=0.8),
        shadow(clipped(body, [(-2, -0.1), (2, -0.1), (2, 0.19), (-2, 0.19)]), 0.25),
        Part(clipped(body, [(0.72, -0.1), (2, -0.1), (2, 1), (0.72, 1)]), trim, role="detail", bulge=0.6),
        sheen(limb([(-0.60, 0.53, 0.02), (-0.10, 0.59, 0.04), (0.50, 0.565, 0.02)]), 0.35),
        *(Part(ellipse(x, 0.36, 0.115, 0.115), "#5a5d66", role="detail", bulge=0.5) for x in (-0.50, -0.08, 0.34)),
        *(Part(ellipse(x, 0.36, 0.080, 0.080), "#a8dcea", role="light", bulge=0.2) for x in (-0.50, -0.08, 0.34)),
        *(sheen(ellipse(x - 0.028, 0.39, 0.026, 0.018, turn=0.6), 0.7) for x in (-0.50, -0.08, 0.34)),
        *(Part(ellipse(x, 0.565, 0.018, 0.018), darker(paint, 0.35), role="detail", bulge=0.3) for x in (-0.68, 0.62)),
    ])


SUBJECTS = (
    Subject("bus", metres=3.0, stance="ground", group="vehicle", draw=_bus, prominence=0.30),
    Subject("tractor", metres=2.7, stance="ground", group="vehicle", draw=_tractor, prominence=0.34),
    Subject("helicopter", metres=3.5, stance="air", group="vehicle", draw=_helicopter, prominence=0.24),
    Subject("ufo", metres=6.0, stance="air", group="vehicle", draw=_ufo, facing=False, prominence=0.30),
    Subject("submarine", metres=5.0, stance="underwater", group="vehicle", draw=_submarine, prominence=0.32),
)
