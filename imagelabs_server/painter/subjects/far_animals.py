"""Animals of far countries and of the deep: giraffe, camel, panda, tiger, dolphin, octopus."""

from __future__ import annotations

from functools import partial

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

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _giraffe(rng: np.random.Generator) -> list[Part]:
    coat, patch = pick(rng, (("#ecc27a", "#a8642f"), ("#f0cd8a", "#8f5428"), ("#e3b568", "#9a5a30")))
    step = float(rng.uniform(-0.015, 0.02))
    torso = contour([(-0.23, 0.40), (-0.22, 0.475), (-0.14, 0.515), (0.0, 0.535), (0.09, 0.575), (0.16, 0.565),
        (0.195, 0.49), (0.175, 0.42), (0.10, 0.365), (-0.04, 0.355), (-0.16, 0.365)])
    neck = limb([(0.10, 0.49, 0.17), (0.155, 0.62, 0.105), (0.20, 0.76, 0.075), (0.235, 0.88, 0.066)])
    head = contour([(0.20, 0.885), (0.215, 0.935), (0.265, 0.945), (0.31, 0.915), (0.365, 0.875), (0.38, 0.845),
        (0.35, 0.825), (0.29, 0.835), (0.235, 0.845)])
    legs = [limb([(x, 0.43, w), (x + s * 0.5, 0.30, w * 0.55), (x + s * 0.6, 0.215, 0.040), (x + s, 0.09, 0.028),
        (x + s, 0.015, 0.036)]) for x, s, w in ((-0.10, 0.03 + step, 0.10), (0.075, -0.01 - step, 0.085),
        (-0.175, -0.02 - step, 0.12), (0.145, 0.015 + step, 0.09))]
    feet = (-0.07 + step, 0.065 - step, -0.195 - step, 0.16 + step)

    places = ((-0.16, 0.455), (-0.075, 0.475), (0.01, 0.485), (0.09, 0.52), (-0.12, 0.395), (-0.03, 0.41),
        (0.06, 0.43), (0.135, 0.46))
    spots = [Part(clipped(torso, ellipse(x, y, rng.uniform(0.030, 0.040), rng.uniform(0.026, 0.034),
        turn=rng.uniform(0, 3), corners=7)), patch, role="detail", bulge=0.2) for x, y in places]
    parts = [
        Part(limb([(-0.22, 0.47, 0.02), (-0.26, 0.40, 0.016), (-0.262, 0.31, 0.014)]), darker(coat, 0.2), bulge=0.2),
        Part(ellipse(-0.262, 0.285, 0.017, 0.032), "#4a3024", role="detail", bulge=0.3),
    ]
    for leg, x in zip(legs[:2], feet[:2], strict=True):
        parts += [
            Part(clipped(leg, box(-1, 0.0, 1, 1)), darker(coat, 0.32), bulge=0.4),
            Part(box(x - 0.022, 0.0, x + 0.026, 0.03), "#4a3830", role="detail", bulge=0.1),
        ]
    parts += [
        Part(torso, coat, bulge=0.6),
        *spots,
        shadow(clipped(torso, box(-1, 0.3, 1, 0.395)), 0.2),
    ]
    for leg, x in zip(legs[2:], feet[2:], strict=True):
        parts += [
            Part(clipped(leg, box(-1, 0.0, 1, 1)), coat, bulge=0.4),
            Part(box(x - 0.022, 0.0, x + 0.026, 0.03), "#4a3830", role="detail", bulge=0.1),
        ]
    parts += [Part(ellipse(x, y, 0.018, 0.026), patch, role="detail", bulge=0.1)
        for x, y in ((-0.165, 0.38), (-0.18, 0.31), (0.145, 0.36), (0.145, 0.29))]
    parts += [
        Part(limb([(0.055, 0.575, 0.03), (0.12, 0.69, 0.028), (0.165, 0.80, 0.026), (0.20, 0.91, 0.02)]),
            darker(patch, 0.2), role="detail", bulge=0.3),
        Part(neck, coat, bulge=0.6),
        *(Part(ellipse(x, y, rx, ry, turn=-0.3), patch, role="detail", bulge=0.2)
            for x, y, rx, ry in ((0.115, 0.60, 0.030, 0.026), (0.175, 0.585, 0.026, 0.028),
            (0.145, 0.66, 0.022, 0.022), (0.19, 0.66, 0.018, 0.024), (0.170, 0.725, 0.018, 0.020),
            (0.205, 0.735, 0.014, 0.018), (0.195, 0.79, 0.016, 0.018), (0.225, 0.82, 0.014, 0.016))),
        *(Part(limb([(x, 0.935, 0.016), (x - 0.012, 0.98, 0.014)]), darker(coat, 0.2), bulge=0.2)
            for x in (0.235, 0.262)),
        *(Part(ellipse(x, 0.988, 0.014, 0.013), "#4a3024", role="detail", bulge=0.4) for x in (0.222, 0.249)),
        Part(head, coat, bulge=0.5),
        Part(clipped(head, [(0.325, 0.7), (0.5, 0.7), (0.5, 0.95), (0.335, 0.95)]), lighter(coat, 0.35), role="detail",
            bulge=0.3),
        Part(ellipse(0.358, 0.862, 0.008, 0.006), "#4a3024", role="detail", bulge=0.0),
        Part(contour([(0.215, 0.925), (0.18, 0.955), (0.135, 0.955, 0), (0.155, 0.92), (0.20, 0.90)]), coat, bulge=0.3),
        Part(ellipse(0.272, 0.908, 0.013, 0.013), "#1c1518", role="detail", bulge=0.0),
        Part(ellipse(0.269, 0.913, 0.0045, 0.0045), "#ffffff", role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _camel(rng: np.random.Generator) -> list[Part]:
    coat = pick(rng, ("#a8703c", "#93602f", "#b57f48"))
    wool, step = darker(coat, 0.28), float(rng.uniform(-0.03, 0.03))
    saddle = pick(rng, (None, "#b5403a", "#2f6a94"))
    torso = contour([(-0.50, 0.52), (-0.47, 0.64), (-0.38, 0.68), (-0.32, 0.82), (-0.22, 0.88), (-0.13, 0.80),
        (-0.07, 0.70), (0.0, 0.71), (0.05, 0.82), (0.14, 0.89), (0.23, 0.82), (0.28, 0.68), (0.40, 0.62), (0.42, 0.50),
        (0.32, 0.42), (0.0, 0.39), (-0.30, 0.42), (-0.46, 0.44)])
    neck = limb([(0.30, 0.54, 0.24), (0.47, 0.46, 0.165), (0.585, 0.56, 0.125), (0.615, 0.72, 0.105),
        (0.635, 0.86, 0.10)])
    head = contour([(0.565, 0.90), (0.59, 0.965), (0.68, 0.975), (0.77, 0.935), (0.855, 0.90), (0.88, 0.855),
        (0.85, 0.815), (0.76, 0.82), (0.66, 0.82), (0.60, 0.84)])
    legs = [limb([(x, 0.50, w), (x + s * 0.5, 0.34, w * 0.55), (x + s * 0.7, 0.255, 0.068), (x + s, 0.10, 0.048),
        (x + s + 0.008, 0.03, 0.062)]) for x, s, w in ((-0.28, 0.05 + step, 0.19), (0.20, 0.05 - step, 0.17),
        (-0.38, -step, 0.21), (0.29, step, 0.18))]
    feet = (-0.22 + step, 0.258 - step, -0.372 - step, 0.298 + step)
    parts = [Part(limb([(-0.48, 0.62, 0.04), (-0.555, 0.52, 0.032), (-0.55, 0.38, 0.03), (-0.56, 0.30, 0.012)]), wool,
        bulge=0.3)]
    for leg, x in zip(legs[:2], feet[:2], strict=True):
        parts += [
            Part(leg, darker(coat, 0.4), bulge=0.4),
            Part(ellipse(x + 0.01, 0.028, 0.058, 0.028), darker(coat, 0.5), bulge=0.2),
        ]
    parts += [
        Part(torso, coat, bulge=0.7),
        *(Part(clipped(torso, ellipse(x, 0.88, 0.13, 0.115)), wool, role="detail", bulge=0.4) for x in (-0.22, 0.14)),
        shadow(clipped(torso, [(-0.6, 0.3), (0.5, 0.3), (0.5, 0.5), (-0.6, 0.52)]), 0.25),
    ]
    if saddle is not None:
        parts += [
            Part(contour([(-0.14, 0.80, 0), (-0.06, 0.70), (0.0, 0.705), (0.06, 0.80, 0), (0.10, 0.52, 0),
                (-0.18, 0.52, 0)]), saddle, role="detail", bulge=0.3),
            Part(((-0.172, 0.56), (0.094, 0.56), (0.10, 0.52), (-0.18, 0.52)), "#f0cf6a", role="detail", bulge=0.1),
        ]
    for leg, x in zip(legs[2:], feet[2:], strict=True):
        parts += [
            Part(leg, coat, bulge=0.4),
            Part(ellipse(x + 0.01, 0.028, 0.062, 0.028), darker(coat, 0.3), bulge=0.2),
        ]
    parts += [
        Part(neck, coat, bulge=0.6),
        Part(contour([(0.36, 0.42), (0.47, 0.37), (0.58, 0.44), (0.655, 0.58), (0.665, 0.70, 0), (0.625, 0.62),
            (0.60, 0.54, 0), (0.55, 0.50), (0.50, 0.44, 0), (0.44, 0.46)]), wool, role="detail", bulge=0.3),
        Part(head, coat, bulge=0.6),
        Part(contour([(0.56, 0.93), (0.60, 1.0), (0.67, 1.01), (0.70, 0.965), (0.63, 0.94)]), wool, role="detail",
            bulge=0.4),
        Part(contour([(0.58, 0.955), (0.53, 1.0), (0.50, 0.985, 0), (0.53, 0.935), (0.575, 0.925)]), coat, bulge=0.3),
        Part(clipped(head, [(0.80, 0.7), (1.0, 0.7), (1.0, 1.0), (0.82, 1.0)]), darker(coat, 0.18), role="detail",
            bulge=0.3),
        Part(ellipse(0.86, 0.882, 0.014, 0.009), "#3a2824", role="detail", bulge=0.0),
        Part(limb([(0.87, 0.842, 0.010), (0.81, 0.848, 0.014), (0.76, 0.86, 0.010)]), "#4a3028", role="detail",
            bulge=0.0),
        Part(ellipse(0.70, 0.922, 0.020, 0.018), "#1c1518", role="detail", bulge=0.0),
        Part(limb([(0.672, 0.943, 0.014), (0.705, 0.95, 0.018), (0.735, 0.938, 0.012)]), darker(coat, 0.45),
            role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _panda(rng: np.random.Generator) -> list[Part]:
    white, black = "#f6f1e8", pick(rng, ("#2f2d34", "#383238", "#2c323c"))
    bamboo = rng.random() < 0.75
    lean = float(rng.uniform(-0.05, 0.05))
    body = contour([(0.0, 0.04), (-0.26, 0.06), (-0.37, 0.22), (-0.34, 0.42), (-0.20, 0.58), (0.20, 0.58),
        (0.34, 0.42), (0.37, 0.22), (0.26, 0.06)])
    face = contour([(-0.29, 0.70), (-0.25, 0.85), (-0.12, 0.94), (0.12, 0.94), (0.25, 0.85), (0.29, 0.70),
        (0.22, 0.565), (0.0, 0.515), (-0.22, 0.565)])
    parts = [
        Part(body, white, bulge=0.7),
        Part(clipped(body, [(-0.5, 0.42), (0.5, 0.42), (0.5, 0.7), (-0.5, 0.7)]), black, role="detail", bulge=0.4),
        shadow(clipped(body, box(-0.5, 0.0, 0.5, 0.10)), 0.2),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.24, 0.16, 0.22), (s * 0.34, 0.12, 0.20)]), black, role="detail", bulge=0.6),
            Part(ellipse(s * 0.355, 0.125, 0.105, 0.125), black, role="detail", bulge=0.5),
            Part(ellipse(s * 0.36, 0.105, 0.045, 0.042), "#8a7a78", role="detail", bulge=0.3),
            *(Part(ellipse(s * 0.36 + k, 0.185, 0.018, 0.020), "#8a7a78", role="detail", bulge=0.2)
                for k in (-0.05, 0.0, 0.05)),
        ]
    if bamboo:
        parts += [
            Part(limb([(0.02, 0.10, 0.045), (0.10 + lean, 0.36, 0.045), (0.20 + lean, 0.70, 0.04)]), "#7fa84a",
                role="detail", bulge=0.5),
            *(Part(placed(contour([(0.0, 0.0, 0), (0.06, 0.035), (0.17, 0.0, 0), (0.06, -0.03)]), x + lean, y, turn=t),
                tone, role="detail", bulge=0.3) for x, y, t, tone in ((0.19, 0.66, 0.3, "#5d9a48"),
                (0.20, 0.70, 1.2, "#6aa850"), (0.18, 0.64, 2.3, "#5d9a48"))),
            *(shadow(ellipse(x + lean * k, y, 0.026, 0.010), 0.35)
                for x, y, k in ((0.055, 0.22, 0.5), (0.10, 0.36, 1.0), (0.15, 0.53, 1.0))),
        ]
    for s in (-1, 1):
        parts.append(Part(limb([(s * 0.25, 0.50, 0.15), (s * 0.26, 0.36, 0.14), (s * 0.12, 0.30, 0.13)]),
            darker(black, 0.1) if s > 0 else black, role="detail", bulge=0.6))
    parts += [
        *(Part(ellipse(s * 0.235, 0.905, 0.095, 0.09), black, role="detail", bulge=0.6) for s in (-1, 1)),
        Part(face, white, bulge=0.6),
        *(Part(ellipse(s * 0.118, 0.745, 0.072, 0.088, turn=-s * 0.5), black, role="detail", bulge=0.3)
            for s in (-1, 1)),
        *(Part(ellipse(s * 0.108, 0.755, 0.032, 0.034), "#fdf8ee", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.105, 0.752, 0.021, 0.024), "#15131a", role="detail", bulge=0.0) for s in (-1, 1)),
        Part(ellipse(0.0, 0.61, 0.095, 0.068), lighter(white, 0.5), role="detail", bulge=0.4),
        Part(contour([(-0.042, 0.655), (0.042, 0.655), (0.026, 0.622), (0.0, 0.61), (-0.026, 0.622)]), "#1d1a20",
            role="detail", bulge=0.4),
        *(Part(limb([(0.0, 0.612, 0.012), (s * 0.02, 0.58, 0.015), (s * 0.055, 0.585, 0.010)]), "#3a3036",
            role="detail", bulge=0.0) for s in (-1, 1)),
    ]
    return standing(parts, foot=0.0)


def _tiger(rng: np.random.Generator) -> list[Part]:
    coat, stripe = pick(rng, (("#e58a2f", "#33262a"), ("#dd7a2a", "#3a2824"), ("#f0ece4", "#3a3a44")))
    pale, step = "#fbf3e4", float(rng.uniform(-0.03, 0.04))
    torso = contour([(-0.66, 0.50), (-0.62, 0.64), (-0.44, 0.70), (-0.15, 0.67), (0.10, 0.70), (0.30, 0.74),
        (0.44, 0.64), (0.42, 0.44), (0.28, 0.33), (0.0, 0.33), (-0.30, 0.37), (-0.56, 0.40)])
    hind = [limb([(x, 0.52, 0.28), (x + 0.04, 0.39, 0.22), (x + 0.01 + s * 0.4, 0.28, 0.135),
        (x - 0.06 + s * 0.7, 0.19, 0.10), (x - 0.04 + s, 0.09, 0.09), (x - 0.01 + s, 0.045, 0.095),
        (x + 0.05 + s, 0.042, 0.085)]) for x, s in ((-0.40, 0.10 + step), (-0.52, -step))]
    fore = [limb([(x, 0.50, 0.23), (x + s * 0.4, 0.33, 0.145), (x + s * 0.7, 0.18, 0.11), (x + s, 0.08, 0.10),
        (x + s + 0.02, 0.045, 0.10), (x + s + 0.07, 0.042, 0.09)]) for x, s in ((0.17, 0.12 - step), (0.28, step))]
    tail = [(-0.63, 0.58, 0.08), (-0.78, 0.50, 0.07), (-0.88, 0.34, 0.066), (-1.0, 0.28, 0.062), (-1.09, 0.38, 0.056),
        (-1.07, 0.50, 0.045)]
    face = contour([(-0.215, 0.04), (-0.19, 0.14), (-0.10, 0.205), (0.0, 0.215), (0.10, 0.205), (0.19, 0.14),
        (0.215, 0.04), (0.25, -0.06, 0), (0.17, -0.11), (0.10, -0.175), (0.0, -0.195), (-0.10, -0.175), (-0.17, -0.11),
        (-0.25, -0.06, 0)])
    head: list[Part] = []
    for s in (-1, 1):
        head += [
            Part(ellipse(s * 0.165, 0.185, 0.075, 0.075), coat, bulge=0.4),
            Part(ellipse(s * 0.165, 0.18, 0.043, 0.043), stripe, role="detail", bulge=0.1),
            Part(ellipse(s * 0.165, 0.165, 0.026, 0.022), pale, role="detail", bulge=0.0),
        ]
    head.append(Part(face, coat, bulge=0.6))
    for s in (-1, 1):
        head += [
            Part(contour([(s * 0.13, -0.02), (s * 0.20, -0.01), (s * 0.235, -0.06), (s * 0.16, -0.10),
                (s * 0.10, -0.08)]), pale, role="detail", bulge=0.3),
            Part(ellipse(s * 0.085, 0.075, 0.052, 0.036), pale, role="detail", bulge=0.1),
            *(Part(((s * x0, y0), (s * x1, y1), (s * x0, y0 - 0.034)), stripe, role="detail", bulge=0.0)
                for x0, y0, x1, y1 in ((0.225, 0.055, 0.145, 0.03), (0.232, -0.015, 0.15, -0.03),
                (0.20, 0.125, 0.135, 0.095))),
        ]
    head += [Part(limb([(x, y, 0.012), (x * 1.35, y + 0.06, 0.026)]), stripe, role="detail", bulge=0.0)
        for x, y in ((-0.052, 0.125), (0.0, 0.135), (0.052, 0.125))]
    head += [
        *(Part(ellipse(s * 0.05, -0.085, 0.068, 0.056), pale, role="detail", bulge=0.5) for s in (-1, 1)),
        Part(ellipse(0.0, -0.148, 0.055, 0.035), pale, role="detail", bulge=0.4),
        Part(contour([(-0.046, -0.015), (0.046, -0.015), (0.030, -0.055), (0.0, -0.072), (-0.030, -0.055)]), "#c4685f",
            role="detail", bulge=0.3),
        *(Part(limb([(0.0, -0.07, 0.013), (s * 0.022, -0.108, 0.015), (s * 0.065, -0.108, 0.010)]), "#4a302a",
            role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.085, 0.042, 0.034, 0.030), "#2b2022", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.085, 0.042, 0.025, 0.023), "#d8b02f" if coat != "#f0ece4" else "#6fb0d8", role="detail",
            bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.083, 0.042, 0.012, 0.015), "#15100f", role="detail", bulge=0.0) for s in (-1, 1)),
    ]
    parts = [
        Part(limb(tail), coat, bulge=0.5),
        Part(limb(tail[-2:]), stripe, role="detail", bulge=0.4),
        *(Part(limb([(x, y, 0.03), (x + dx, y + dy, 0.03)]), stripe, role="detail", bulge=0.0)
            for x, y, dx, dy in ((-0.815, 0.43, 0.05, 0.035), (-0.885, 0.33, 0.035, 0.05), (-0.99, 0.25, 0.0, 0.06))),
    ]
    parts += [Part(leg, darker(coat, 0.38), bulge=0.4) for leg in (hind[0], fore[0])]
    parts.append(Part(torso, coat, bulge=0.7))
    parts += [Part(clipped(torso, ((x - 0.035, 0.8), (x + 0.035, 0.8), (x + tip, low))), stripe, role="detail",
        bulge=0.0) for x, low, tip in ((-0.52, 0.46, 0.05), (-0.38, 0.48, -0.02), (-0.26, 0.45, 0.03),
        (-0.13, 0.47, -0.02), (0.0, 0.44, 0.02), (0.13, 0.47, -0.03))]
    parts += [
        Part(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.385), (-0.7, 0.44)]), pale, role="detail", bulge=0.3),
        shadow(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.385), (-0.7, 0.44)]), 0.18),
    ]
    for leg in (hind[1], fore[1]):
        parts.append(Part(leg, coat, bulge=0.4))
    parts += [Part(clipped(hind[1], ((-1.0, y), (-1.0, y + 0.045), (-0.52, y + 0.035))), stripe, role="detail",
        bulge=0.0) for y in (0.50, 0.40)]
    parts += [Part(clipped(fore[1], ((0.1, y), (0.1, y + 0.045), (0.30, y + 0.03))), stripe, role="detail", bulge=0.0)
        for y in (0.36, 0.25)]
    return standing([*parts, *put(head, 0.45, 0.75, scale=1.02)], foot=0.0)


def _dolphin(rng: np.random.Generator, *, submerged: bool = False) -> list[Part]:
    skin = pick(rng, ("#6f8fa8", "#5f84a4", "#7f96a6"))
    pale = "#e4ebee"
    body = contour([(-0.66, 0.06), (-0.50, 0.34), (-0.26, 0.60), (0.06, 0.77), (0.36, 0.80), (0.56, 0.70),
        (0.66, 0.585), (0.80, 0.50), (0.83, 0.455), (0.76, 0.44), (0.62, 0.46), (0.44, 0.44), (0.20, 0.42),
        (-0.06, 0.34), (-0.34, 0.18), (-0.56, -0.02)])
    belly = contour([(0.62, 0.475), (0.44, 0.47), (0.20, 0.465), (-0.06, 0.39), (-0.34, 0.23), (-0.50, 0.08),
        (-0.34, 0.18), (-0.06, 0.34), (0.20, 0.42), (0.44, 0.44), (0.60, 0.455)])
    foam = contour([(-0.98, 0.0, 0), (-0.92, 0.07), (-0.82, 0.06), (-0.78, 0.14), (-0.69, 0.10), (-0.62, 0.18),
        (-0.54, 0.10), (-0.46, 0.13), (-0.42, 0.05), (-0.32, 0.06), (-0.26, 0.0, 0)])
    leap = float(rng.uniform(-0.06, 0.10))
    if submerged:
        leap -= 0.3
    swimmer = [
        Part(contour([(-0.58, 0.06), (-0.74, 0.10), (-0.90, 0.26), (-0.95, 0.40, 0), (-0.80, 0.34), (-0.66, 0.24),
            (-0.60, 0.14)]), darker(skin, 0.2), bulge=0.4),
        Part(contour([(-0.56, 0.12), (-0.60, 0.26), (-0.58, 0.42, 0), (-0.48, 0.34), (-0.46, 0.20)]),
            darker(skin, 0.1), bulge=0.4),
        Part(contour([(0.10, 0.76), (-0.02, 0.92), (-0.16, 0.985, 0), (-0.18, 0.82), (-0.16, 0.66)]),
            darker(skin, 0.15), bulge=0.4),
        Part(body, skin, bulge=0.8),
        Part(belly, pale, role="detail", bulge=0.3),
        sheen(clipped(body, ellipse(0.20, 0.74, 0.30, 0.035, turn=0.10)), 0.28),
        Part(contour([(0.30, 0.50), (0.22, 0.36), (0.10, 0.24), (0.0, 0.20, 0), (0.05, 0.34), (0.14, 0.47)]),
            darker(skin, 0.25), bulge=0.4),
        Part(limb([(0.815, 0.475, 0.012), (0.70, 0.495, 0.018), (0.60, 0.51, 0.014)]), darker(skin, 0.6),
            role="detail", bulge=0.0),
        Part(ellipse(0.535, 0.60, 0.026, 0.026), "#17161e", role="detail", bulge=0.0),
        Part(ellipse(0.529, 0.61, 0.009, 0.009), "#ffffff", role="detail", bulge=0.0),
    ]
    splash = [
        Part(foam, "#f4f9fb", role="detail", bulge=0.4),
        *(Part(ellipse(x, y, r, r), "#f4f9fb", role="detail", bulge=0.4)
            for x, y, r in ((-0.95, 0.16, 0.024), (-0.86, 0.22, 0.018), (-0.38, 0.18, 0.022), (-0.30, 0.12, 0.018),
            (-0.20, 0.16, 0.016))),
    ]
    if submerged:
        return standing(put(swimmer, turn=leap))
    return standing([*put(swimmer, turn=leap), *splash], foot=0.0)


def _octopus(rng: np.random.Generator) -> list[Part]:
    skin, pale = pick(rng, (("#d8605a", "#f6c4b0"), ("#a85a9a", "#ecc0dc"), ("#e08a3a", "#fbdcb0"),
        ("#5f7fb8", "#cfdcf0")))
    wave = float(rng.uniform(-0.04, 0.04))
    arms = [[(s * 0.10 * k, 0.44, 0.17), (s * (0.16 * k + 0.02), 0.26, 0.14),
        (s * (0.26 * k + 0.03) + wave, 0.12, 0.11), (s * (0.36 * k + 0.02), 0.07 + 0.03 * k, 0.08),
        (s * (0.42 * k), 0.15 + 0.06 * k - wave, 0.055), (s * (0.40 * k - 0.05), 0.22 + 0.06 * k, 0.03)]
        for k in (1.9, 1.25, 0.55) for s in (-1, 1)]
    head = contour([(-0.24, 0.42), (-0.32, 0.60), (-0.34, 0.78), (-0.22, 0.95), (0.0, 1.0), (0.22, 0.95), (0.34, 0.78),
        (0.32, 0.60), (0.24, 0.42), (0.0, 0.36)])
    parts = []
    for i, arm in enumerate(arms):
        parts.append(Part(limb(arm), darker(skin, 0.24 - 0.11 * (i // 2)), bulge=0.6))
        parts += [Part(ellipse(x, y - w * 0.18, w * 0.16, w * 0.14), pale, role="detail", bulge=0.2)
            for x, y, w in (arm[2], arm[3])]
    parts += [
        Part(head, skin, bulge=0.8),
        sheen(limb([(-0.22, 0.74, 0.03), (-0.19, 0.85, 0.05), (-0.08, 0.93, 0.03)]), 0.3),
        *(shadow(ellipse(x, y, r, r * 0.9), 0.14) for x, y, r in ((0.14, 0.86, 0.035), (0.22, 0.75, 0.026),
            (0.06, 0.92, 0.022), (-0.24, 0.60, 0.024))),
        *(Part(ellipse(s * 0.125, 0.60, 0.088, 0.095), "#fdf8ee", role="detail", bulge=0.3) for s in (-1, 1)),
        *(Part(ellipse(s * 0.118, 0.595, 0.050, 0.056), "#17131c", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.118 - 0.018, 0.618, 0.018, 0.018), "#ffffff", role="detail", bulge=0.0) for s in (-1, 1)),
        Part(limb([(-0.07, 0.475, 0.014), (0.0, 0.452, 0.022), (0.07, 0.475, 0.014)]), darker(skin, 0.6),
            role="detail", bulge=0.0),
        *(Part(ellipse(s * 0.225, 0.50, 0.042, 0.028), "#f08a80", role="detail", bulge=0.0, alpha=0.6)
            for s in (-1, 1)),
    ]
    return standing(parts)


SUBJECTS = (
    Subject("giraffe", metres=5.0, stance="ground", group="animal", draw=_giraffe, prominence=0.58),
    Subject("camel", metres=2.3, stance="ground", group="animal", draw=_camel, prominence=0.44, seat=(-0.13, 0.74)),
    Subject("panda", metres=1.1, stance="ground", group="animal", draw=_panda, prominence=0.42),
    Subject("tiger", metres=1.1, stance="ground", group="animal", draw=_tiger, prominence=0.38),
    Subject("dolphin", metres=2.0, stance="water", group="animal", draw=_dolphin, prominence=0.36,
        below=partial(_dolphin, submerged=True)),
    Subject("octopus", metres=0.7, stance="underwater", group="animal", draw=_octopus, facing=False, prominence=0.38),
)
