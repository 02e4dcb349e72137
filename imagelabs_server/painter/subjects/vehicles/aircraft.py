"""What flies with people in it."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject("plane", metres=9.0, stance="air", group="vehicle", prominence=0.20, found_in=("mountains", "field", "sea"))
def plane(rng: Rng) -> list[Part]:
    accent = pick(rng, ("#d0413a", "#2f6fb0", "#e39a2f", "#3f8f7a"))
    white = "#f5f2ea"
    body = contour([(-1.38, 0.56), (-1.10, 0.615), (-0.60, 0.65), (0.60, 0.66), (1.00, 0.645), (1.26, 0.565),
        (1.40, 0.455), (1.36, 0.38), (1.12, 0.315), (0.60, 0.285), (-0.40, 0.295), (-0.95, 0.40), (-1.30, 0.50)])
    fin = contour([(-0.92, 0.61, 0), (-1.18, 0.84), (-1.32, 1.0, 0), (-1.52, 1.0, 0), (-1.40, 0.76), (-1.34, 0.56, 0)])
    wing = contour([(0.32, 0.42, 0), (-0.08, 0.10), (-0.52, -0.12, 0), (-0.72, -0.12, 0), (-0.52, 0.14),
        (-0.30, 0.40, 0)])
    back_wing = contour([(0.30, 0.60, 0), (0.08, 0.74), (-0.22, 0.90, 0), (-0.38, 0.90, 0), (-0.22, 0.74),
        (-0.10, 0.62, 0)])
    tailplane = contour([(-0.98, 0.53, 0), (-1.24, 0.44), (-1.48, 0.36, 0), (-1.60, 0.36, 0), (-1.46, 0.47),
        (-1.34, 0.555, 0)])
    engine = contour([(0.16, 0.225), (0.18, 0.165), (0.10, 0.125), (-0.12, 0.12), (-0.28, 0.165), (-0.28, 0.20),
        (-0.10, 0.26), (0.08, 0.265)])
    parts = [
        Part(back_wing, darker(white, 0.28), bulge=0.2),
        detail(fin, accent, bulge=0.2),
        shadow(clipped(fin, [(-1.5, 0.5), (-0.9, 0.5), (-0.9, 0.66), (-1.5, 0.70)]), 0.2),
        Part(body, white, bulge=0.6),
        detail(clipped(body, [(-2, 0.43), (2, 0.41), (2, 0.455), (-2, 0.475)]), accent, bulge=0.1),
        shadow(clipped(body, [(-2, 0.1), (2, 0.1), (2, 0.39), (-2, 0.42)]), 0.18),
        *(glass(ellipse(x, 0.535, 0.030, 0.036), "#4a6a86") for x in np.arange(-0.80, 0.95, 0.135)),
        glass(contour([(1.04, 0.575, 0), (1.17, 0.575), (1.27, 0.515, 0), (1.12, 0.505), (1.04, 0.51, 0)]), "#35506a",
            bulge=0.1),
        Part(tailplane, darker(white, 0.12), bulge=0.2),
        Part(wing, darker(white, 0.10), bulge=0.2),
        detail(clipped(wing, [(-0.36, -0.3), (-1, -0.3), (-1, 0.3), (-0.52, 0.3)]), accent, bulge=0.1),
        shadow(contour([(-0.30, 0.40, 0), (-0.52, 0.14), (-0.72, -0.12, 0), (-0.62, -0.12, 0), (-0.40, 0.14),
            (-0.14, 0.41, 0)]), 0.2),
        detail(engine, accent, bulge=0.6),
        detail(ellipse(0.15, 0.197, 0.042, 0.068), "#33323a", bulge=0.2),
    ]
    return standing(put(parts, turn=float(rng.uniform(0.06, 0.18))))


@subject(
    "helicopter", metres=3.5, stance="air", group="vehicle", prominence=0.24, found_in=("mountains", "city", "sea"),
)
def helicopter(rng: Rng) -> list[Part]:
    paint, band = pick(rng, (("#d0413a", "#f6efe0"), ("#3f78b8", "#f4c84a"), ("#e8a82f", "#3a3a44"),
        ("#4f8a5a", "#f4efe2")))
    body = contour([(0.74, 0.34), (0.66, 0.56), (0.44, 0.72), (0.14, 0.76), (-0.16, 0.72), (-0.34, 0.62),
        (-0.80, 0.585), (-1.20, 0.60), (-1.22, 0.53), (-0.80, 0.47), (-0.42, 0.38), (-0.26, 0.24), (0.0, 0.16),
        (0.40, 0.14), (0.66, 0.20)])
    blade = float(rng.uniform(-0.03, 0.03))
    return standing(put([
        detail(contour([(-1.12, 0.56, 0), (-1.22, 0.80), (-1.36, 0.82, 0), (-1.30, 0.60), (-1.24, 0.42, 0),
            (-1.12, 0.50, 0)]), band, bulge=0.2),
        detail(box(0.08, 0.72, 0.18, 0.90), "#4a4a54", bulge=0.4),
        Part(body, paint, bulge=0.6),
        detail(clipped(body, [(-2, 0.40), (2, 0.30), (2, 0.365), (-2, 0.465)]), band, bulge=0.2),
        shadow(clipped(body, [(-2.0, 0.0), (2.0, 0.0), (2.0, 0.25), (-2.0, 0.5)]), 0.22),
        glass(contour([(0.30, 0.68, 0), (0.50, 0.63), (0.64, 0.52), (0.70, 0.39, 0), (0.46, 0.40), (0.30, 0.43, 0)]),
            "#9cc8de", bulge=0.3),
        glass(contour([(-0.08, 0.66, 0), (0.24, 0.69, 0), (0.24, 0.44, 0), (-0.08, 0.46, 0)]), "#9cc8de", bulge=0.1),
        sheen(((0.0, 0.47), (0.06, 0.465), (0.15, 0.67), (0.09, 0.67)), 0.4),
        sheen(((0.40, 0.43), (0.46, 0.42), (0.52, 0.60), (0.47, 0.63)), 0.35),
        *(detail(limb([(x, 0.18, 0.034), (x - 0.03 * d, 0.06, 0.034)]), "#4a4a54", bulge=0.2)
            for x, d in ((0.40, -1), (-0.08, 1))),
        detail(limb([(-0.36, 0.045, 0.04), (0.0, 0.035, 0.04), (0.50, 0.035, 0.04), (0.64, 0.085, 0.03)]), "#3a3a42",
            bulge=0.4),
        detail(ellipse(0.13, 0.90, 0.085, 0.035), "#3a3a42", bulge=0.4),
        detail(((0.13, 0.895), (1.22, 0.945 + blade), (1.22, 0.975 + blade), (0.13, 0.93)), "#3a3a42", bulge=0.1),
        detail(((0.13, 0.895), (-0.96, 0.945 - blade), (-0.96, 0.975 - blade), (0.13, 0.93)), "#4a4a54", bulge=0.1),
        *(detail(placed(box(-0.02, 0.0, 0.02, 0.20), -1.27, 0.60, turn=k * 2 * np.pi / 3 + 0.4), "#3a3a42",
            bulge=0.1) for k in range(3)),
        detail(ellipse(-1.27, 0.60, 0.04, 0.04), "#8a8d94", bulge=0.4),
    ], turn=float(rng.uniform(-0.06, 0.04))))


@subject(
    "aerostat", metres=22.0, stance="air", group="vehicle", facing=False, prominence=0.42, rim=0.14,
    found_in=("field", "mountains", "lake"), in_hand_as="balloon",
)
def aerostat(rng: Rng) -> list[Part]:
    tones = pick(rng, (("#d8443a", "#f7ead0", "#e8a23a"), ("#3f7fc0", "#f6f0e0", "#e8b93c"),
        ("#e0803a", "#7a3f6a", "#f4d27a"), ("#4f9a6a", "#f6ecd0", "#d8553c")))
    outline = contour([(0.0, 1.0), (0.20, 0.96), (0.335, 0.84), (0.365, 0.68), (0.30, 0.50), (0.17, 0.35),
        (0.075, 0.245, 0), (-0.075, 0.245, 0), (-0.17, 0.35), (-0.30, 0.50), (-0.365, 0.68), (-0.335, 0.84),
        (-0.20, 0.96)])
    parts = [detail(limb([(s * 0.066, 0.25, 0.013), (s * 0.052, 0.125, 0.013)]), "#5a4030") for s in (-1, 1)]
    parts += [
        light(contour([(-0.02, 0.185), (0.0, 0.245), (0.02, 0.185), (0.0, 0.16)]), "#ffb340"),
        Part(outline, tones[0], bulge=0.7),
    ]
    # gores: the balloon's own outline, drawn in to the middle
    for inner, outer, tone in ((0.62, 0.83, tones[1]), (0.20, 0.42, tones[2])):
        for s in (-1, 1):
            edge = [(s * outer * abs(x), y) for x, y in outline if x >= 0]
            back = [(s * inner * abs(x), y) for x, y in outline if x >= 0]
            edge.sort(key=lambda q: -q[1])
            back.sort(key=lambda q: q[1])
            parts.append(detail((*edge, *back), tone, bulge=0.15))
    parts += [
        shadow(clipped(outline, [(-0.5, 0.2), (0.5, 0.2), (0.5, 0.40), (-0.5, 0.40)]), 0.20),
        detail(clipped(outline, [(-0.5, 0.585), (0.5, 0.585), (0.5, 0.635), (-0.5, 0.635)]),
            tones[1] if tones[1] != "#7a3f6a" else tones[2], bulge=0.2),
        sheen(limb([(-0.20, 0.86, 0.05), (-0.265, 0.74, 0.065), (-0.25, 0.62, 0.03)]), 0.3),
        detail(box(-0.085, 0.225, 0.085, 0.255), darker(tones[0], 0.4), bulge=0.3),
        detail(contour([(-0.078, 0.135, 0), (0.078, 0.135, 0), (0.066, 0.012), (0.05, 0.0, 0), (-0.05, 0.0, 0),
            (-0.066, 0.012)]), "#a8733f", bulge=0.4),
        *(shadow(box(-0.066, y, 0.066, y + 0.014), 0.28) for y in (0.035, 0.07, 0.10)),
        detail(box(-0.086, 0.122, 0.086, 0.148), "#7a4f2b", bulge=0.3),
    ]
    return standing(parts)


@subject("rocket", metres=40.0, stance="air", group="vehicle", prominence=0.50, found_in=("space",))
def rocket(rng: Rng) -> list[Part]:
    accent, hull = pick(rng, (("#d8443a", "#f3efe8"), ("#3f78b8", "#f3efe8"), ("#e8952f", "#dfe4ea"),
        ("#7a4fa0", "#f3efe8")))
    flame = rng.uniform(0.0, 0.06)
    body = contour([(0.0, 1.0, 0), (0.085, 0.89), (0.145, 0.74), (0.155, 0.56), (0.13, 0.36), (0.095, 0.25, 0),
        (-0.095, 0.25, 0), (-0.13, 0.36), (-0.155, 0.56), (-0.145, 0.74), (-0.085, 0.89)])
    fin = contour([(0.12, 0.46, 0), (0.22, 0.37), (0.275, 0.23), (0.27, 0.115, 0), (0.20, 0.20), (0.095, 0.245, 0)])
    parts = [
        light(contour([(-0.105, 0.20), (-0.13, 0.10), (-0.075, 0.04), (-0.05, 0.08, 0), (0.0, -0.04 - flame, 0),
            (0.05, 0.08, 0), (0.075, 0.04), (0.13, 0.10), (0.105, 0.20)]), "#f0702a"),
        light(contour([(-0.065, 0.20), (-0.07, 0.12), (-0.035, 0.085), (0.0, 0.02 - flame, 0), (0.035, 0.085),
            (0.07, 0.12), (0.065, 0.20)]), "#ffd75e"),
        detail(((-0.085, 0.26), (0.085, 0.26), (0.115, 0.185), (-0.115, 0.185)), "#4a4a54", bulge=0.5),
        detail(fin, accent, bulge=0.3),
        detail(mirrored(fin), darker(accent, 0.15), bulge=0.3),
        Part(body, hull, bulge=0.7),
        detail(clipped(body, [(-0.3, 0.815), (0.3, 0.815), (0.3, 1.1), (-0.3, 1.1)]), accent, bulge=0.6),
        detail(clipped(body, box(-0.3, 0.325, 0.3, 0.375)), accent, bulge=0.5),
        shadow(clipped(body, [(0.045, 0.2), (0.3, 0.2), (0.3, 1.0), (0.0, 1.0)]), 0.22),
        detail(ellipse(0.0, 0.67, 0.083, 0.083), "#8a8f98", bulge=0.4),
        glass(ellipse(0.0, 0.67, 0.060, 0.060), "#6fb3d8", bulge=0.3),
        sheen(ellipse(-0.02, 0.69, 0.02, 0.016, turn=0.6), 0.6),
        detail(ellipse(0.0, 0.48, 0.052, 0.052), "#8a8f98", bulge=0.4),
        glass(ellipse(0.0, 0.48, 0.036, 0.036), "#6fb3d8", bulge=0.3),
        detail(contour([(-0.024, 0.44, 0), (0.024, 0.44, 0), (0.032, 0.28), (0.018, 0.12, 0), (-0.018, 0.12, 0),
            (-0.032, 0.28)]), accent, bulge=0.4),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.35, -0.05))))


@subject("ufo", metres=6.0, stance="air", group="vehicle", facing=False, prominence=0.30, found_in=("field", "desert"))
def ufo(rng: Rng) -> list[Part]:
    metal, beam = pick(rng, (("#a8b0bc", "#8fffa8"), ("#8f9ab0", "#ffe27a"), ("#b8a8c0", "#7fe8ff")))
    hull = contour([(-0.80, 0.56), (-0.60, 0.68), (-0.30, 0.745), (0.0, 0.76), (0.30, 0.745), (0.60, 0.68),
        (0.80, 0.56), (0.56, 0.45), (0.24, 0.40), (-0.24, 0.40), (-0.56, 0.45)])
    return standing(put([
        light(((-0.20, 0.42), (0.20, 0.42), (0.50, 0.0), (-0.50, 0.0)), beam, alpha=0.30),
        light(((-0.11, 0.42), (0.11, 0.42), (0.26, 0.0), (-0.26, 0.0)), lighter(beam, 0.4), alpha=0.35),
        glass(contour([(-0.34, 0.72, 0), (-0.29, 0.88), (-0.14, 0.98), (0.0, 1.0), (0.14, 0.98), (0.29, 0.88),
            (0.34, 0.72, 0)]), "#a8d8e8", bulge=0.6),
        detail(contour([(-0.10, 0.72), (-0.115, 0.83), (-0.07, 0.90), (0.0, 0.915), (0.07, 0.90), (0.115, 0.83),
            (0.10, 0.72)]), "#6fb04a", bulge=0.6),
        *(detail(ellipse(s * 0.045, 0.835, 0.026, 0.036, turn=-s * 0.4), "#17151c") for s in (-1, 1)),
        sheen(limb([(-0.26, 0.80, 0.02), (-0.21, 0.89, 0.04), (-0.11, 0.945, 0.02)]), 0.5),
        Part(hull, metal, bulge=0.6),
        shadow(clipped(hull, [(-1, 0.3), (1, 0.3), (1, 0.545), (-1, 0.545)]), 0.3),
        detail(limb([(-0.80, 0.56, 0.04), (-0.40, 0.545, 0.05), (0.0, 0.54, 0.055), (0.40, 0.545, 0.05),
            (0.80, 0.56, 0.04)]), darker(metal, 0.35), bulge=0.4),
        *(light(ellipse(x, 0.63 - abs(x) * 0.03, 0.048, 0.040), beam if i % 2 else "#ff8a6a", bulge=0.3)
            for i, x in enumerate((-0.56, -0.29, 0.0, 0.29, 0.56))),
        light(ellipse(0.0, 0.42, 0.21, 0.040), lighter(beam, 0.3)),
    ], turn=float(rng.uniform(-0.08, 0.08))))
