"""What flies with people in it: plane, hot-air balloon, rocket."""

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
    limb,
    mirrored,
    pick,
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _plane(rng: np.random.Generator) -> list[Part]:
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
        Part(fin, accent, role="detail", bulge=0.2),
        shadow(clipped(fin, [(-1.5, 0.5), (-0.9, 0.5), (-0.9, 0.66), (-1.5, 0.70)]), 0.2),
        Part(body, white, bulge=0.6),
        Part(clipped(body, [(-2, 0.43), (2, 0.41), (2, 0.455), (-2, 0.475)]), accent, role="detail", bulge=0.1),
        shadow(clipped(body, [(-2, 0.1), (2, 0.1), (2, 0.39), (-2, 0.42)]), 0.18),
        *(Part(ellipse(x, 0.535, 0.030, 0.036), "#4a6a86", role="glass", bulge=0.0)
            for x in np.arange(-0.80, 0.95, 0.135)),
        Part(contour([(1.04, 0.575, 0), (1.17, 0.575), (1.27, 0.515, 0), (1.12, 0.505), (1.04, 0.51, 0)]), "#35506a",
            role="glass", bulge=0.1),
        Part(tailplane, darker(white, 0.12), bulge=0.2),
        Part(wing, darker(white, 0.10), bulge=0.2),
        Part(clipped(wing, [(-0.36, -0.3), (-1, -0.3), (-1, 0.3), (-0.52, 0.3)]), accent, role="detail", bulge=0.1),
        shadow(contour([(-0.30, 0.40, 0), (-0.52, 0.14), (-0.72, -0.12, 0), (-0.62, -0.12, 0), (-0.40, 0.14),
            (-0.14, 0.41, 0)]), 0.2),
        Part(engine, accent, role="detail", bulge=0.6),
        Part(ellipse(0.15, 0.197, 0.042, 0.068), "#33323a", role="detail", bulge=0.2),
    ]
    return standing(put(parts, turn=float(rng.uniform(0.06, 0.18))))


def _aerostat(rng: np.random.Generator) -> list[Part]:
    tones = pick(rng, (("#d8443a", "#f7ead0", "#e8a23a"), ("#3f7fc0", "#f6f0e0", "#e8b93c"),
        ("#e0803a", "#7a3f6a", "#f4d27a"), ("#4f9a6a", "#f6ecd0", "#d8553c")))
    outline = contour([(0.0, 1.0), (0.20, 0.96), (0.335, 0.84), (0.365, 0.68), (0.30, 0.50), (0.17, 0.35),
        (0.075, 0.245, 0), (-0.075, 0.245, 0), (-0.17, 0.35), (-0.30, 0.50), (-0.365, 0.68), (-0.335, 0.84),
        (-0.20, 0.96)])
    parts = [Part(limb([(s * 0.066, 0.25, 0.013), (s * 0.052, 0.125, 0.013)]), "#5a4030", role="detail", bulge=0.0)
        for s in (-1, 1)]
    parts += [
        Part(contour([(-0.02, 0.185), (0.0, 0.245), (0.02, 0.185), (0.0, 0.16)]), "#ffb340", role="light", bulge=0.0),
        Part(outline, tones[0], bulge=0.7),
    ]
    # gores: the balloon's own outline, drawn in to the middle
    for inner, outer, tone in ((0.62, 0.83, tones[1]), (0.20, 0.42, tones[2])):
        for s in (-1, 1):
            edge = [(s * outer * abs(x), y) for x, y in outline if x >= 0]
            back = [(s * inner * abs(x), y) for x, y in outline if x >= 0]
            edge.sort(key=lambda q: -q[1])
            back.sort(key=lambda q: q[1])
            parts.append(Part((*edge, *back), tone, role="detail", bulge=0.15))
    parts += [
        shadow(clipped(outline, [(-0.5, 0.2), (0.5, 0.2), (0.5, 0.40), (-0.5, 0.40)]), 0.20),
        Part(clipped(outline, [(-0.5, 0.585), (0.5, 0.585), (0.5, 0.635), (-0.5, 0.635)]),
            tones[1] if tones[1] != "#7a3f6a" else tones[2], role="detail", bulge=0.2),
        sheen(limb([(-0.20, 0.86, 0.05), (-0.265, 0.74, 0.065), (-0.25, 0.62, 0.03)]), 0.3),
        Part(box(-0.085, 0.225, 0.085, 0.255), darker(tones[0], 0.4), role="detail", bulge=0.3),
        Part(contour([(-0.078, 0.135, 0), (0.078, 0.135, 0), (0.066, 0.012), (0.05, 0.0, 0), (-0.05, 0.0, 0),
            (-0.066, 0.012)]), "#a8733f", role="detail", bulge=0.4),
        *(shadow(box(-0.066, y, 0.066, y + 0.014), 0.28) for y in (0.035, 0.07, 0.10)),
        Part(box(-0.086, 0.122, 0.086, 0.148), "#7a4f2b", role="detail", bulge=0.3),
    ]
    return standing(parts)


def _rocket(rng: np.random.Generator) -> list[Part]:
    accent, hull = pick(rng, (("#d8443a", "#f3efe8"), ("#3f78b8", "#f3efe8"), ("#e8952f", "#dfe4ea"),
        ("#7a4fa0", "#f3efe8")))
    flame = rng.uniform(0.0, 0.06)
    body = contour([(0.0, 1.0, 0), (0.085, 0.89), (0.145, 0.74), (0.155, 0.56), (0.13, 0.36), (0.095, 0.25, 0),
        (-0.095, 0.25, 0), (-0.13, 0.36), (-0.155, 0.56), (-0.145, 0.74), (-0.085, 0.89)])
    fin = contour([(0.12, 0.46, 0), (0.22, 0.37), (0.275, 0.23), (0.27, 0.115, 0), (0.20, 0.20), (0.095, 0.245, 0)])
    parts = [
        Part(contour([(-0.105, 0.20), (-0.13, 0.10), (-0.075, 0.04), (-0.05, 0.08, 0), (0.0, -0.04 - flame, 0),
            (0.05, 0.08, 0), (0.075, 0.04), (0.13, 0.10), (0.105, 0.20)]), "#f0702a", role="light", bulge=0.0),
        Part(contour([(-0.065, 0.20), (-0.07, 0.12), (-0.035, 0.085), (0.0, 0.02 - flame, 0), (0.035, 0.085),
            (0.07, 0.12), (0.065, 0.20)]), "#ffd75e", role="light", bulge=0.0),
        Part(((-0.085, 0.26), (0.085, 0.26), (0.115, 0.185), (-0.115, 0.185)), "#4a4a54", role="detail", bulge=0.5),
        Part(fin, accent, role="detail", bulge=0.3),
        Part(mirrored(fin), darker(accent, 0.15), role="detail", bulge=0.3),
        Part(body, hull, bulge=0.7),
        Part(clipped(body, [(-0.3, 0.815), (0.3, 0.815), (0.3, 1.1), (-0.3, 1.1)]), accent, role="detail", bulge=0.6),
        Part(clipped(body, box(-0.3, 0.325, 0.3, 0.375)), accent, role="detail", bulge=0.5),
        shadow(clipped(body, [(0.045, 0.2), (0.3, 0.2), (0.3, 1.0), (0.0, 1.0)]), 0.22),
        Part(ellipse(0.0, 0.67, 0.083, 0.083), "#8a8f98", role="detail", bulge=0.4),
        Part(ellipse(0.0, 0.67, 0.060, 0.060), "#6fb3d8", role="glass", bulge=0.3),
        sheen(ellipse(-0.02, 0.69, 0.02, 0.016, turn=0.6), 0.6),
        Part(ellipse(0.0, 0.48, 0.052, 0.052), "#8a8f98", role="detail", bulge=0.4),
        Part(ellipse(0.0, 0.48, 0.036, 0.036), "#6fb3d8", role="glass", bulge=0.3),
        Part(contour([(-0.024, 0.44, 0), (0.024, 0.44, 0), (0.032, 0.28), (0.018, 0.12, 0), (-0.018, 0.12, 0),
            (-0.032, 0.28)]), accent, role="detail", bulge=0.4),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.35, -0.05))))


SUBJECTS = (
    Subject("plane", metres=9.0, stance="air", group="vehicle", draw=_plane, prominence=0.20),
    Subject("aerostat", metres=22.0, stance="air", group="vehicle", draw=_aerostat, facing=False, prominence=0.42,
        rim=0.14),
    Subject("rocket", metres=40.0, stance="air", group="vehicle", draw=_rocket, prominence=0.50),
)
