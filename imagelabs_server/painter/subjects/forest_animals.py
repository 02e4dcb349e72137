"""Animals of the forest: fox, wolf, bear, deer, rabbit."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, box, clipped, contour, darker, ellipse, limb, pick, placed, put, shadow, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _fox(rng: np.random.Generator) -> list[Part]:
    coat, dark = pick(rng, (("#dd6f2c", "#3f2a28"), ("#e38638", "#4a302a"), ("#c9582a", "#33242a")))
    white = "#fbf1e0"
    droop, step = rng.uniform(-0.08, 0.10), rng.uniform(-0.04, 0.05)
    torso = contour([(-0.43, 0.50), (-0.38, 0.60), (-0.15, 0.60), (0.10, 0.605), (0.24, 0.68), (0.32, 0.78),
        (0.45, 0.68), (0.45, 0.52), (0.37, 0.38), (0.20, 0.335), (0.0, 0.36), (-0.20, 0.38), (-0.38, 0.40)])
    head = contour([(0.25, 0.80), (0.30, 0.89), (0.39, 0.925), (0.48, 0.89), (0.54, 0.82), (0.64, 0.775),
        (0.735, 0.735), (0.73, 0.695), (0.64, 0.675), (0.54, 0.665), (0.46, 0.60, 0), (0.40, 0.66), (0.31, 0.63, 0),
        (0.28, 0.72)])
    tail = limb([(-0.38, 0.53, 0.11), (-0.52, 0.49 - droop * 0.4, 0.18), (-0.71, 0.40 - droop, 0.26),
        (-0.92, 0.36 - droop, 0.22), (-1.07, 0.39 - droop * 0.6, 0.03)])
    hind = [limb([(x, 0.50, 0.21), (x + 0.035, 0.39, 0.17), (x + 0.01 + s * 0.4, 0.29, 0.10),
        (x - 0.045 + s * 0.7, 0.21, 0.066), (x - 0.03 + s, 0.10, 0.055), (x - 0.01 + s, 0.03, 0.06),
        (x + 0.035 + s, 0.028, 0.055)]) for x, s in ((-0.28, 0.08 + step), (-0.355, -step))]
    fore = [limb([(x, 0.47, 0.16), (x + s * 0.4, 0.33, 0.095), (x + s * 0.7, 0.19, 0.066), (x + s, 0.07, 0.055),
        (x + s + 0.012, 0.03, 0.06), (x + s + 0.05, 0.028, 0.05)]) for x, s in ((0.24, 0.10 - step), (0.31, step))]
    low = box(-2, -0.1, 2, 0.20)
    parts = [
        Part(tail, coat, bulge=0.7),
        Part(clipped(tail, [(-0.88, -1.0), (-2.0, -1.0), (-2.0, 2.0), (-0.84, 2.0)]), white, role="detail", bulge=0.5),
    ]
    for leg in (hind[0], fore[0]):
        parts += [
            Part(leg, darker(coat, 0.35), bulge=0.4),
            Part(clipped(leg, low), darker(dark, 0.3), role="detail", bulge=0.3),
        ]
    parts += [
        Part(torso, coat, bulge=0.7),
        shadow(clipped(torso, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.4), (-0.5, 0.46)]), 0.28),
    ]
    for leg in (hind[1], fore[1]):
        parts += [Part(leg, coat, bulge=0.4), Part(clipped(leg, low), dark, role="detail", bulge=0.3)]
    parts += [
        Part(contour([(0.31, 0.66), (0.47, 0.655), (0.465, 0.50), (0.40, 0.40, 0), (0.37, 0.49), (0.32, 0.47, 0)]),
            white, role="detail", bulge=0.4),
        shadow(clipped(torso, ellipse(0.40, 0.655, 0.16, 0.06)), 0.3),
        Part(contour([(0.40, 0.88), (0.43, 1.0), (0.475, 1.075, 0), (0.505, 0.97), (0.485, 0.87)]), darker(coat, 0.3),
            bulge=0.3),
        Part(head, coat, bulge=0.6),
        Part(clipped(head, [(0.26, 0.50), (0.80, 0.50), (0.80, 0.705), (0.56, 0.735), (0.42, 0.745), (0.27, 0.705)]),
            white, role="detail", bulge=0.4),
        Part(contour([(0.285, 0.87), (0.29, 0.99), (0.315, 1.085, 0), (0.38, 0.99), (0.41, 0.90)]), coat, bulge=0.4),
        Part(contour([(0.312, 0.90), (0.312, 0.985), (0.322, 1.03, 0), (0.36, 0.97), (0.378, 0.91)]), dark,
            role="detail", bulge=0.1),
        Part(ellipse(0.722, 0.728, 0.036, 0.030), "#221a20", role="detail", bulge=0.6),
        Part(limb([(0.71, 0.692, 0.012), (0.63, 0.70, 0.013), (0.57, 0.715, 0.010)]), dark, role="detail", bulge=0.0),
        Part(contour([(0.465, 0.80, 0), (0.49, 0.825), (0.525, 0.818), (0.535, 0.79, 0), (0.50, 0.785)]), "#1c151a",
            role="detail", bulge=0.0),
        Part(ellipse(0.497, 0.813, 0.010, 0.009), "#ffffff", role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _wolf(rng: np.random.Generator) -> list[Part]:
    coat, back, pale = pick(rng, (("#8d929c", "#565b68", "#dcdbd8"), ("#a59a90", "#6a5f5a", "#ece4d8"),
        ("#70747f", "#3f424e", "#c4c4c8")))
    step = rng.uniform(-0.04, 0.05)
    lift = float(rng.uniform(0.75, 0.95))  # how high it holds its head to howl, in radians
    torso = contour([(-0.46, 0.52), (-0.42, 0.62), (-0.18, 0.62), (0.08, 0.64), (0.20, 0.76), (0.32, 0.82),
        (0.46, 0.74), (0.47, 0.56), (0.41, 0.42), (0.30, 0.33, 0), (0.22, 0.36), (0.0, 0.37), (-0.20, 0.40),
        (-0.40, 0.42)])
    tail = contour([(-0.40, 0.60), (-0.52, 0.57), (-0.60, 0.42), (-0.635, 0.26), (-0.62, 0.15, 0), (-0.555, 0.24),
        (-0.49, 0.36), (-0.42, 0.47)])
    hind = [limb([(x, 0.51, 0.25), (x + 0.035, 0.40, 0.20), (x + s * 0.4, 0.29, 0.115),
        (x - 0.06 + s * 0.7, 0.21, 0.078), (x - 0.045 + s, 0.10, 0.066), (x - 0.02 + s, 0.034, 0.07),
        (x + 0.03 + s, 0.03, 0.06)]) for x, s in ((-0.28, 0.09 + step), (-0.36, -step))]
    fore = [limb([(x, 0.48, 0.20), (x + s * 0.4, 0.33, 0.105), (x + s * 0.7, 0.19, 0.076), (x + s, 0.07, 0.064),
        (x + s + 0.015, 0.034, 0.07), (x + s + 0.055, 0.03, 0.06)]) for x, s in ((0.24, 0.09 - step), (0.32, step))]
    head = contour([(-0.13, 0.02), (-0.08, 0.12), (0.02, 0.145), (0.10, 0.11), (0.16, 0.055), (0.28, 0.035),
        (0.345, 0.01), (0.34, -0.035), (0.20, -0.045), (0.10, -0.06), (0.02, -0.15, 0), (-0.04, -0.10),
        (-0.11, -0.16, 0), (-0.13, -0.06)])
    jaw = contour([(0.05, -0.03), (0.16, -0.06), (0.275, -0.125), (0.265, -0.165), (0.20, -0.16), (0.10, -0.13),
        (0.02, -0.12)])
    ear = contour([(-0.10, 0.08), (-0.135, 0.19), (-0.125, 0.265, 0), (-0.04, 0.21), (0.01, 0.12)])
    face = [
        Part(placed(ear, 0.075, -0.02), darker(coat, 0.35), bulge=0.3),
        Part(jaw, darker(pale, 0.25), role="detail", bulge=0.3),
        Part(contour([(0.07, -0.02), (0.29, -0.03), (0.255, -0.125), (0.15, -0.08), (0.08, -0.06)]), "#7a3438",
            role="detail",
            bulge=0.0),
        Part(head, coat, bulge=0.5),
        Part(clipped(head, [(-0.2, 0.02), (0.2, 0.012), (0.4, -0.005), (0.4, -0.3), (-0.2, -0.3)]),
            pale, role="detail", bulge=0.3),
        Part(ear, coat, bulge=0.4),
        Part(contour([(-0.085, 0.11), (-0.105, 0.18), (-0.105, 0.22, 0), (-0.05, 0.185), (-0.03, 0.13)]),
            darker(back, 0.3), role="detail", bulge=0.1),
        Part(ellipse(0.335, 0.005, 0.032, 0.028), "#1d1a20", role="detail", bulge=0.6),
        Part(limb([(0.055, 0.055, 0.014), (0.085, 0.068, 0.022), (0.115, 0.06, 0.012)]), "#1d1a20", role="detail",
            bulge=0.0),
    ]
    parts = [Part(tail, back, bulge=0.6)]
    parts += [Part(leg, darker(coat, 0.42), bulge=0.4) for leg in (hind[0], fore[0])]
    parts += [
        Part(torso, coat, bulge=0.7),
        Part(clipped(torso, [(-0.6, 0.545), (0.0, 0.555), (0.16, 0.62), (0.26, 0.78), (0.26, 0.9), (-0.6, 0.9)]), back,
            role="detail", bulge=0.3),
        shadow(clipped(torso, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.4), (-0.5, 0.48)]), 0.28),
    ]
    parts += [Part(leg, coat, bulge=0.4) for leg in (hind[1], fore[1])]
    parts += [
        Part(contour([(-0.02, 0.58), (0.08, 0.72), (0.155, 0.86), (0.19, 0.97), (0.28, 1.03), (0.40, 0.97),
            (0.43, 0.86), (0.485, 0.72), (0.48, 0.58), (0.30, 0.46), (0.12, 0.50)]), coat, bulge=0.4),
        Part(contour([(-0.10, 0.615), (0.06, 0.715), (0.14, 0.86), (0.18, 0.97), (0.235, 1.0), (0.23, 0.88),
            (0.26, 0.82, 0), (0.19, 0.79), (0.21, 0.70, 0), (0.12, 0.68), (0.10, 0.57, 0), (0.02, 0.59)]), back,
            role="detail", bulge=0.3),
        Part(contour([(0.34, 0.86), (0.445, 0.79), (0.49, 0.66), (0.46, 0.52), (0.42, 0.40, 0), (0.385, 0.50),
            (0.345, 0.46, 0), (0.335, 0.57), (0.285, 0.56, 0), (0.32, 0.70)]), pale, role="detail", bulge=0.4),
        *put(face, 0.335, 0.955, turn=lift),
    ]
    return standing(parts, foot=0.0)


def _bear(rng: np.random.Generator) -> list[Part]:
    coat, muzzle = pick(rng, (("#7d4f31", "#c49a6c"), ("#5f3d2c", "#b0855c"), ("#946038", "#d8b07c"),
        ("#4a3a36", "#a07c60")))
    step = rng.uniform(-0.04, 0.05)
    torso = contour([(-0.66, 0.50), (-0.62, 0.68), (-0.46, 0.80), (-0.20, 0.83), (0.02, 0.86), (0.22, 0.95),
        (0.38, 0.93), (0.52, 0.80), (0.56, 0.60), (0.46, 0.38), (0.20, 0.30), (-0.15, 0.28), (-0.42, 0.32),
        (-0.62, 0.38)])
    head = contour([(0.36, 0.72), (0.40, 0.86), (0.52, 0.93), (0.66, 0.89), (0.74, 0.79), (0.86, 0.715),
        (0.925, 0.655), (0.915, 0.58), (0.84, 0.545), (0.72, 0.53), (0.60, 0.50), (0.46, 0.54)])
    legs = {}
    for name, x, s in (("hind far", -0.40, 0.10 + step), ("hind near", -0.53, -step), ("fore far", 0.26, 0.12 - step),
        ("fore near", 0.36, step * 0.8 - 0.02)):
        top, wide = (0.44, 0.36) if name.startswith("hind") else (0.50, 0.32)
        legs[name] = limb([(x, top, wide), (x + s * 0.4, 0.27, wide * 0.68), (x + s * 0.8, 0.13, wide * 0.50),
            (x + s + 0.005, 0.06, 0.135), (x + s + 0.07, 0.052, 0.10)])
    parts = [
        Part(legs["hind far"], darker(coat, 0.4), bulge=0.4),
        Part(legs["fore far"], darker(coat, 0.4), bulge=0.4),
        Part(ellipse(-0.66, 0.58, 0.07, 0.06), darker(coat, 0.2), bulge=0.4),
        Part(torso, coat, bulge=0.8),
        shadow(clipped(torso, [(-0.8, 0.2), (0.6, 0.2), (0.6, 0.4), (-0.8, 0.46)]), 0.3),
        Part(legs["hind near"], coat, bulge=0.4),
        Part(legs["fore near"], coat, bulge=0.4),
    ]
    for x in (-0.53 - step, 0.34 + step * 0.8):
        parts += [Part(limb([(x + k, 0.05, 0.024), (x + k + 0.03, 0.022, 0.014)]), "#e6d6bc", role="detail",
            bulge=0.0) for k in (0.03, 0.068, 0.104)]
    parts += [
        Part(ellipse(0.60, 0.91, 0.075, 0.078), darker(coat, 0.3), bulge=0.4),
        shadow(clipped(torso, ellipse(0.48, 0.58, 0.16, 0.22, turn=0.2)), 0.3),
        Part(head, coat, bulge=0.7),
        Part(clipped(head, [(0.735, 0.40), (1.1, 0.40), (1.1, 0.9), (0.80, 0.9)]), muzzle, role="detail", bulge=0.5),
        Part(ellipse(0.905, 0.665, 0.042, 0.036), "#1f181b", role="detail", bulge=0.6),
        Part(limb([(0.90, 0.59, 0.012), (0.84, 0.582, 0.016), (0.77, 0.60, 0.014)]), "#3a2824", role="detail",
            bulge=0.0),
        Part(ellipse(0.695, 0.765, 0.026, 0.027), "#1a1416", role="detail", bulge=0.0),
        Part(ellipse(0.688, 0.775, 0.009, 0.009), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.46, 0.895, 0.088, 0.09), coat, bulge=0.5),
        Part(ellipse(0.465, 0.89, 0.05, 0.052), darker(muzzle, 0.25), role="detail", bulge=0.2),
    ]
    return standing(parts, foot=0.0)


def _deer(rng: np.random.Generator) -> list[Part]:
    coat, pale = pick(rng, (("#a8693c", "#f0dcbc"), ("#b87a48", "#f6e6c8"), ("#8f5a3a", "#e8d0b0")))
    step = rng.uniform(-0.03, 0.04)
    spotted = rng.random() < 0.5
    torso = contour([(-0.36, 0.46), (-0.33, 0.545), (-0.22, 0.58), (-0.02, 0.555), (0.14, 0.575), (0.20, 0.66),
        (0.245, 0.765), (0.335, 0.755), (0.335, 0.63), (0.315, 0.52), (0.25, 0.405), (0.08, 0.37), (-0.10, 0.385),
        (-0.25, 0.40), (-0.34, 0.41)])
    head = contour([(0.23, 0.79), (0.265, 0.83), (0.32, 0.835), (0.375, 0.80), (0.43, 0.755), (0.475, 0.725),
        (0.48, 0.69), (0.445, 0.675), (0.38, 0.69), (0.32, 0.70), (0.27, 0.715)])
    hind = [limb([(x, 0.49, 0.19), (x + 0.03, 0.41, 0.16), (x + 0.015 + s * 0.4, 0.33, 0.082),
        (x - 0.03 + s * 0.7, 0.265, 0.05), (x - 0.025 + s * 0.9, 0.13, 0.034), (x - 0.01 + s, 0.05, 0.042),
        (x + s, 0.03, 0.04)]) for x, s in ((-0.225, 0.06 + step), (-0.285, -step))]
    fore = [limb([(x, 0.47, 0.13), (x + s * 0.3, 0.37, 0.08), (x + s * 0.6, 0.24, 0.046), (x + s * 0.85, 0.12, 0.034),
        (x + s, 0.05, 0.04), (x + s + 0.008, 0.03, 0.038)]) for x, s in ((0.19, 0.07 - step), (0.235, step))]
    antlers = []
    for dx, tone in ((0.045, "#8a6a4c"), (0.0, "#b8946a")):
        beam = [(0.275 + dx, 0.82, 0.026), (0.225 + dx, 0.90, 0.026), (0.205 + dx, 0.99, 0.024),
            (0.25 + dx, 1.09, 0.022), (0.32 + dx, 1.15, 0.014)]
        tines = [[(0.245 + dx, 0.865, 0.02), (0.315 + dx, 0.90, 0.018), (0.36 + dx, 0.955, 0.011)],
            [(0.207 + dx, 0.95, 0.02), (0.285 + dx, 0.995, 0.018), (0.33 + dx, 1.06, 0.011)],
            [(0.215 + dx, 1.02, 0.02), (0.165 + dx, 1.08, 0.017), (0.155 + dx, 1.15, 0.011)]]
        antlers.append([Part(limb(t), tone, role="detail", bulge=0.3) for t in (beam, *tines)])
    hooves = [Part(((x - 0.024, 0.0), (x + 0.03, 0.0), (x + 0.02, 0.036), (x - 0.018, 0.036)), "#33282a",
        role="detail", bulge=0.1) for x in (-0.165 + step, -0.285 - step, 0.268 - step, 0.243 + step)]
    parts = [
        *antlers[0],
        Part(hind[0], darker(coat, 0.38), bulge=0.4),
        Part(fore[0], darker(coat, 0.38), bulge=0.4),
        hooves[0],
        hooves[2],
        Part(contour([(-0.33, 0.54), (-0.40, 0.50), (-0.405, 0.40, 0), (-0.34, 0.44)]), pale, role="detail", bulge=0.3),
        Part(torso, coat, bulge=0.7),
        Part(clipped(torso, [(-0.4, 0.3), (0.4, 0.3), (0.4, 0.395), (0.2, 0.415), (-0.4, 0.44)]), pale, role="detail",
            bulge=0.2),
    ]
    if spotted:
        parts += [Part(ellipse(x, y, 0.017, 0.014), pale, role="detail", bulge=0.0)
            for x, y in ((-0.25, 0.53), (-0.17, 0.545), (-0.09, 0.525), (-0.01, 0.52), (0.07, 0.53), (-0.21, 0.485),
            (-0.12, 0.48), (-0.03, 0.475), (0.05, 0.485))]
    parts += [
        Part(hind[1], coat, bulge=0.4),
        Part(fore[1], coat, bulge=0.4),
        hooves[1],
        hooves[3],
        Part(clipped(torso, [(0.285, 0.58), (0.4, 0.58), (0.4, 0.75), (0.30, 0.75)]), pale, role="detail", bulge=0.2),
        Part(contour([(0.335, 0.80), (0.375, 0.86), (0.43, 0.885, 0), (0.41, 0.82), (0.37, 0.79)]), darker(coat, 0.25),
            bulge=0.3),
        Part(head, coat, bulge=0.6),
        Part(clipped(head, [(0.40, 0.60), (0.6, 0.60), (0.6, 0.80), (0.445, 0.765)]), pale, role="detail", bulge=0.2),
        Part(ellipse(0.470, 0.716, 0.020, 0.018), "#221a1c", role="detail", bulge=0.5),
        Part(ellipse(0.352, 0.783, 0.018, 0.018), "#1a1416", role="detail", bulge=0.0),
        Part(ellipse(0.347, 0.790, 0.006, 0.006), "#ffffff", role="detail", bulge=0.0),
        Part(contour([(0.26, 0.81), (0.20, 0.84), (0.135, 0.84, 0), (0.165, 0.795), (0.235, 0.775)]), coat, bulge=0.4),
        Part(contour([(0.24, 0.807), (0.20, 0.825), (0.16, 0.828, 0), (0.185, 0.803), (0.23, 0.79)]), pale,
            role="detail", bulge=0.1),
        *antlers[1],
    ]
    return standing(parts, foot=0.0)


def _rabbit(rng: np.random.Generator) -> list[Part]:
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
        Part(ellipse(-0.37, 0.17, 0.085, 0.08), pale, role="detail", bulge=0.7),
        Part(placed(ear, 0.225, 0.665, turn=-0.12 + flop), darker(coat, 0.28), bulge=0.4),
        Part(limb([(0.22, 0.26, 0.12), (0.25, 0.12, 0.085), (0.26, 0.04, 0.07), (0.31, 0.034, 0.065)]),
            darker(coat, 0.3), bulge=0.4),
        Part(body, coat, bulge=0.7),
        Part(clipped(body, ellipse(0.25, 0.30, 0.09, 0.20)), pale, role="detail", bulge=0.4),
        shadow(clipped(body, box(-0.4, 0.0, 0.4, 0.07)), 0.28),
        shadow(clipped(body, ellipse(-0.12, 0.18, 0.20, 0.17)), 0.3),
        Part(placed(haunch, 0.0, 0.0), coat, bulge=0.7),
        Part(limb([(-0.20, 0.045, 0.09), (-0.05, 0.04, 0.085), (0.06, 0.04, 0.075)]), pale, role="detail", bulge=0.5),
        Part(limb([(0.16, 0.27, 0.11), (0.18, 0.12, 0.09), (0.18, 0.042, 0.075), (0.235, 0.036, 0.07)]), coat,
            bulge=0.4),
        shadow(clipped(body, ellipse(0.22, 0.475, 0.16, 0.05)), 0.3),
        Part(head, coat, bulge=0.6),
        Part(clipped(head, ellipse(0.40, 0.50, 0.11, 0.075)), pale, role="detail", bulge=0.4),
        Part(placed(ear, 0.145, 0.665, turn=0.16 + flop), coat, bulge=0.4),
        Part(placed(inner, 0.145, 0.665, turn=0.16 + flop), "#e0a49a", role="detail", bulge=0.1),
        Part(ellipse(0.285, 0.60, 0.034, 0.038), "#221619", role="detail", bulge=0.2),
        Part(ellipse(0.275, 0.614, 0.012, 0.012), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.427, 0.553, 0.024, 0.019), "#c9706c", role="detail", bulge=0.3),
        Part(limb([(0.42, 0.53, 0.010), (0.395, 0.50, 0.013), (0.36, 0.495, 0.012)]), "#6f4a44", role="detail",
            bulge=0.0),
        Part(ellipse(0.29, 0.52, 0.035, 0.024), "#eab0a0", role="detail", bulge=0.0, alpha=0.5),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("fox", metres=0.7, stance="ground", group="animal", draw=_fox, prominence=0.36),
    Subject("wolf", metres=1.1, stance="ground", group="animal", draw=_wolf, prominence=0.44),
    Subject("bear", metres=1.4, stance="ground", group="animal", draw=_bear, prominence=0.40),
    Subject("deer", metres=1.9, stance="ground", group="animal", draw=_deer, prominence=0.50),
    Subject("rabbit", metres=0.4, stance="ground", group="animal", draw=_rabbit, prominence=0.38),
)
