"""Small animals: squirrel, hedgehog, frog, pig, mouse, bee, snail."""

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
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _squirrel(rng: np.random.Generator) -> list[Part]:
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
        Part(inner, lighter(coat, 0.28), role="detail", bulge=0.2),
        Part(limb([(0.11, 0.76, 0.06), (0.15, 0.84, 0.045), (0.17, 0.90, 0.012)]), darker(coat, 0.3), bulge=0.3),
        Part(body, coat, bulge=0.7),
        Part(contour([(0.12, 0.56), (0.20, 0.52), (0.215, 0.38), (0.195, 0.22), (0.15, 0.08), (0.08, 0.16),
            (0.06, 0.34), (0.07, 0.48)]), pale, role="detail", bulge=0.4),
        shadow(clipped(body, ellipse(-0.05, 0.16, 0.14, 0.17)), 0.25),
        Part(ellipse(-0.05, 0.155, 0.125, 0.15), coat, bulge=0.7),
        Part(limb([(-0.06, 0.035, 0.07), (0.08, 0.033, 0.066), (0.20, 0.03, 0.056)]), darker(coat, 0.12), bulge=0.5),
        Part(ellipse(0.30, 0.43, 0.062, 0.068), "#8a5a30", role="detail", bulge=0.7),
        Part(contour([(0.225, 0.46), (0.25, 0.505), (0.30, 0.52), (0.35, 0.505), (0.375, 0.46), (0.30, 0.45)]),
            "#5d3a20", role="detail", bulge=0.4),
        Part(limb([(0.07, 0.44, 0.085), (0.15, 0.36, 0.07), (0.245, 0.405, 0.055)]), coat, bulge=0.5),
        Part(limb([(0.14, 0.50, 0.07), (0.20, 0.465, 0.06), (0.25, 0.46, 0.05)]), darker(coat, 0.1), bulge=0.4),
        shadow(clipped(body, ellipse(0.12, 0.56, 0.14, 0.045)), 0.3),
        Part(head, coat, bulge=0.6),
        Part(clipped(head, ellipse(0.30, 0.575, 0.12, 0.06)), pale, role="detail", bulge=0.3),
        Part(limb([(0.06, 0.75, 0.075), (0.055, 0.85, 0.06), (0.035, 0.93, 0.014)]), coat, bulge=0.4),
        Part(ellipse(0.195, 0.695, 0.036, 0.040), lighter(pale, 0.3), role="detail", bulge=0.0),
        Part(ellipse(0.20, 0.695, 0.027, 0.032), "#1d1518", role="detail", bulge=0.0),
        Part(ellipse(0.193, 0.707, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.358, 0.632, 0.021, 0.019), "#33221f", role="detail", bulge=0.4),
    ], foot=0.0)


def _hedgehog(rng: np.random.Generator) -> list[Part]:
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
        *(Part(limb([(x, 0.10, 0.10), (x + 0.03, 0.035, 0.085), (x + 0.08, 0.03, 0.07)]), darker(face, 0.25),
            role="detail", bulge=0.4) for x in (-0.36, -0.10, 0.22)),
        Part(coat, spine, bulge=0.6),
    ]
    for radius, count, tone in ((0.80, 13, lighter(spine, 0.28)), (0.60, 10, darker(spine, 0.25)),
        (0.40, 7, lighter(spine, 0.22)), (0.22, 4, darker(spine, 0.2))):
        for t in np.linspace(np.pi * 0.95, np.pi * 0.20, count):
            c, s = float(np.cos(t)), float(np.sin(t))
            parts.append(Part(limb([(-0.10 + 0.60 * (radius - 0.16) * c, 0.18 + 0.74 * (radius - 0.16) * s, 0.036),
                (-0.10 + 0.60 * radius * c, 0.18 + 0.74 * radius * s, 0.010)]), tone, role="detail", bulge=0.0))
    if load:
        parts += [
            Part(ellipse(-0.16, 0.98, 0.125, 0.115), "#cf3f36", role="detail", bulge=0.8),
            Part(limb([(-0.16, 1.07, 0.02), (-0.14, 1.14, 0.02)]), "#5d3a24", role="detail", bulge=0.2),
            Part(contour([(-0.14, 1.09, 0), (-0.06, 1.15), (0.03, 1.13, 0), (-0.05, 1.08)]), "#6fa048", role="detail",
                bulge=0.3),
            sheen(ellipse(-0.20, 1.02, 0.022, 0.032), 0.5),
        ]
    parts += [
        Part(head, face, bulge=0.6),
        Part(ellipse(0.30, 0.42, 0.066, 0.072), darker(face, 0.2), bulge=0.4),
        Part(ellipse(0.31, 0.415, 0.036, 0.04), "#c98a74", role="detail", bulge=0.1),
        Part(ellipse(0.50, 0.335, 0.036, 0.038), "#1b1518", role="detail", bulge=0.1),
        Part(ellipse(0.49, 0.348, 0.012, 0.012), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.755, 0.245, 0.042, 0.040), "#221a1c", role="detail", bulge=0.6),
        Part(limb([(0.70, 0.175, 0.012), (0.62, 0.17, 0.016), (0.56, 0.19, 0.012)]), "#6a4438", role="detail",
            bulge=0.0),
        Part(ellipse(0.54, 0.235, 0.05, 0.032), "#e89a84", role="detail", bulge=0.0, alpha=0.5),
    ]
    return standing(parts, foot=0.0)


def _frog(rng: np.random.Generator) -> list[Part]:
    skin, belly = pick(rng, (("#6aa83c", "#e6edb8"), ("#4f9a4a", "#dfe8b0"), ("#8fb03a", "#f2f0c4"),
        ("#3f8a5a", "#e8d89a"), ("#a8883f", "#f0e0b0")))
    blink = rng.random() < 0.2
    parts = []
    for s in (-1, 1):
        thigh = contour([(s * 0.18, 0.16), (s * 0.34, 0.42), (s * 0.52, 0.42), (s * 0.62, 0.24), (s * 0.56, 0.06),
            (s * 0.34, 0.02)])
        parts += [
            Part(thigh, darker(skin, 0.12), bulge=0.6),
            Part(contour([(s * 0.34, 0.0, 0), (s * 0.36, 0.06), (s * 0.50, 0.085), (s * 0.66, 0.075),
                (s * 0.80, 0.0, 0), (s * 0.68, 0.015), (s * 0.60, 0.0), (s * 0.48, 0.015)]), darker(skin, 0.2),
                bulge=0.3),
        ]
    body = contour([(0.0, 0.06), (-0.26, 0.10), (-0.34, 0.30), (-0.30, 0.52), (-0.16, 0.66), (0.16, 0.66),
        (0.30, 0.52), (0.34, 0.30), (0.26, 0.10)])
    head = contour([(-0.46, 0.62), (-0.40, 0.78), (-0.20, 0.86), (0.20, 0.86), (0.40, 0.78), (0.46, 0.62),
        (0.34, 0.49), (0.0, 0.44), (-0.34, 0.49)])
    parts += [
        Part(body, skin, bulge=0.6),
        Part(contour([(0.0, 0.08), (-0.19, 0.14), (-0.24, 0.34), (-0.18, 0.50), (0.18, 0.50), (0.24, 0.34),
            (0.19, 0.14)]), belly, role="detail", bulge=0.5),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.25, 0.42, 0.14), (s * 0.27, 0.22, 0.11), (s * 0.22, 0.05, 0.09)]), skin, bulge=0.5),
            Part(contour([(s * 0.08, 0.0, 0), (s * 0.12, 0.05), (s * 0.22, 0.085), (s * 0.31, 0.05),
                (s * 0.36, 0.0, 0), (s * 0.28, 0.015), (s * 0.22, 0.0), (s * 0.15, 0.015)]), lighter(skin, 0.12),
                bulge=0.3),
        ]
    parts += [
        shadow(clipped(body, ellipse(0.0, 0.47, 0.30, 0.07)), 0.25),
        *(Part(ellipse(s * 0.25, 0.84, 0.15, 0.15), skin, bulge=0.6) for s in (-1, 1)),
        Part(head, skin, bulge=0.6),
        Part(contour([(-0.40, 0.60), (-0.20, 0.545), (0.0, 0.53), (0.20, 0.545), (0.40, 0.60), (0.30, 0.505),
            (0.0, 0.455), (-0.30, 0.505)]), belly, role="detail", bulge=0.3),
        Part(limb([(-0.42, 0.625, 0.014), (-0.22, 0.562, 0.022), (0.0, 0.545, 0.024), (0.22, 0.562, 0.022),
            (0.42, 0.625, 0.014)]), darker(skin, 0.6), role="detail", bulge=0.0),
        *(Part(ellipse(s * 0.035, 0.665, 0.012, 0.009), darker(skin, 0.6), role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.34, 0.64, 0.05, 0.035), "#e8a070", role="detail", bulge=0.0, alpha=0.45) for s in (-1, 1)),
    ]
    for s in (-1, 1):
        if blink and s == 1:
            parts.append(Part(limb([(0.16, 0.85, 0.02), (0.25, 0.82, 0.026), (0.34, 0.85, 0.02)]), darker(skin, 0.6),
                role="detail", bulge=0.0))
            continue
        parts += [
            Part(ellipse(s * 0.25, 0.86, 0.105, 0.105), "#f8f4dc", role="detail", bulge=0.3),
            Part(ellipse(s * 0.245, 0.855, 0.072, 0.072), "#e0b02f", role="detail", bulge=0.1),
            Part(ellipse(s * 0.245, 0.855, 0.060, 0.030), "#15131a", role="detail", bulge=0.0),
            Part(ellipse(s * 0.245 - 0.03, 0.888, 0.020, 0.020), "#ffffff", role="detail", bulge=0.0),
        ]
    parts += [shadow(ellipse(x, y, rx, rx * 0.8), 0.16) for x, y,
        rx in ((-0.04, 0.78, 0.035), (0.07, 0.755, 0.026), (-0.47, 0.30, 0.04), (0.49, 0.27, 0.04),
        (-0.42, 0.18, 0.03), (0.42, 0.16, 0.03))]
    return standing(parts, foot=0.0)


def _pig(rng: np.random.Generator) -> list[Part]:
    skin = pick(rng, ("#efaba4", "#e89a94", "#f2bdb0", "#d89a8a"))
    mud, step = rng.random() < 0.4, float(rng.uniform(-0.03, 0.03))
    torso = contour([(-0.68, 0.52), (-0.66, 0.72), (-0.50, 0.86), (-0.20, 0.90), (0.12, 0.89), (0.38, 0.84),
        (0.50, 0.66), (0.46, 0.42), (0.30, 0.27), (0.0, 0.22), (-0.34, 0.24), (-0.60, 0.34)])
    head = contour([(0.30, 0.66), (0.34, 0.84), (0.48, 0.94), (0.62, 0.90), (0.72, 0.78), (0.78, 0.66), (0.74, 0.52),
        (0.60, 0.42), (0.44, 0.42), (0.33, 0.52)])
    snout = contour([(0.66, 0.70), (0.80, 0.70), (0.88, 0.68), (0.905, 0.58), (0.87, 0.48), (0.78, 0.47), (0.66, 0.50)])
    parts = [Part(limb([(-0.66, 0.62, 0.045), (-0.75, 0.66, 0.042), (-0.80, 0.74, 0.04), (-0.74, 0.78, 0.038),
        (-0.72, 0.70, 0.036), (-0.80, 0.66, 0.03), (-0.87, 0.70, 0.022)]), darker(skin, 0.15), bulge=0.3)]
    hoof = "#8a5a54"
    for x, tone in ((-0.27 + step, darker(skin, 0.36)), (0.09 - step, darker(skin, 0.36))):
        leg = limb([(x, 0.36, 0.20), (x + 0.01, 0.16, 0.13), (x + 0.01, 0.02, 0.12)])
        parts += [
            Part(clipped(leg, box(-2, 0.0, 2, 2)), tone, bulge=0.4),
            Part(clipped(leg, box(-2, 0.0, 2, 0.06)), darker(hoof, 0.3), role="detail", bulge=0.2),
        ]
    parts += [
        Part(torso, skin, bulge=0.8),
        shadow(clipped(torso, [(-0.8, 0.1), (0.6, 0.1), (0.6, 0.38), (-0.8, 0.42)]), 0.22),
    ]
    if mud:
        parts += [
            Part(clipped(torso, ellipse(-0.30, 0.26, 0.26, 0.10)), "#7a5a44", role="detail", bulge=0.2),
            Part(ellipse(-0.36, 0.66, 0.09, 0.06), "#7a5a44", role="detail", bulge=0.1),
        ]
    for x in (-0.53 - step, 0.34 + step):
        leg = limb([(x, 0.38, 0.23), (x, 0.16, 0.14), (x, 0.02, 0.125)])
        parts += [
            Part(clipped(leg, box(-2, 0.0, 2, 2)), skin, bulge=0.4),
            Part(clipped(leg, box(-2, 0.0, 2, 0.065)), hoof, role="detail", bulge=0.2),
        ]
    parts += [
        Part(contour([(0.56, 0.88), (0.64, 0.99), (0.76, 1.0, 0), (0.74, 0.88), (0.66, 0.80)]), darker(skin, 0.25),
            bulge=0.3),
        shadow(clipped(torso, ellipse(0.40, 0.58, 0.14, 0.22)), 0.22),
        Part(head, skin, bulge=0.6),
        Part(snout, darker(skin, 0.06), bulge=0.6),
        Part(ellipse(0.868, 0.585, 0.048, 0.098, turn=0.08), lighter(skin, 0.2), role="detail", bulge=0.2),
        *(Part(ellipse(x, 0.585, 0.014, 0.028), "#a85a58", role="detail", bulge=0.0) for x in (0.85, 0.888)),
        Part(limb([(0.80, 0.47, 0.012), (0.70, 0.45, 0.018), (0.62, 0.48, 0.014)]), "#a85a58", role="detail",
            bulge=0.0),
        Part(ellipse(0.62, 0.72, 0.032, 0.034), "#1d161a", role="detail", bulge=0.0),
        Part(ellipse(0.612, 0.733, 0.011, 0.011), "#ffffff", role="detail", bulge=0.0),
        Part(contour([(0.38, 0.88), (0.34, 0.99), (0.40, 1.04, 0), (0.52, 0.96), (0.56, 0.84), (0.50, 0.78, 0),
            (0.42, 0.80)]), lighter(skin, 0.08), bulge=0.4),
        Part(contour([(0.42, 0.88), (0.40, 0.96), (0.43, 0.99, 0), (0.49, 0.93), (0.51, 0.85)]), "#d87f7c",
            role="detail", bulge=0.1),
        Part(ellipse(0.56, 0.58, 0.06, 0.042), "#e07a78", role="detail", bulge=0.0, alpha=0.45),
    ]
    return standing(parts, foot=0.0)


def _bee(rng: np.random.Generator) -> list[Part]:
    gold, dark = pick(rng, ("#f2b92f", "#f5c93f", "#eba92a")), "#33282a"
    beat = float(rng.uniform(-0.15, 0.15))
    body = contour([(-0.62, 0.30, 0), (-0.50, 0.46), (-0.26, 0.58), (0.02, 0.60), (0.24, 0.54), (0.30, 0.34),
        (0.22, 0.16), (0.0, 0.08), (-0.28, 0.10), (-0.50, 0.20)])
    wing = contour([(0.0, 0.0), (-0.12, 0.20), (-0.12, 0.42), (0.02, 0.52), (0.16, 0.42), (0.16, 0.20)])
    parts = [
        Part(placed(wing, 0.06, 0.52, turn=-0.55 + beat), "#cfe2ee", role="detail", bulge=0.2, alpha=0.85),
        *(Part(limb([(x, 0.14, 0.03), (x + 0.02, 0.02, 0.026), (x + 0.07, -0.02, 0.02)]), dark, role="detail",
            bulge=0.2) for x in (-0.14, 0.02, 0.16)),
        Part(body, gold, bulge=0.8),
    ]
    parts += [Part(clipped(body, ((x - w, 0.0), (x + w, 0.0), (x + w - 0.05, 0.7), (x - w - 0.05, 0.7))), dark,
        role="detail", bulge=0.6) for x, w in ((-0.42, 0.05), (-0.20, 0.055), (0.04, 0.055))]
    parts += [
        Part(ellipse(0.40, 0.36, 0.20, 0.205), dark, role="detail", bulge=0.7),
        *(Part(limb([(x, 0.53, 0.024), (x + 0.05, 0.68, 0.022), (x + 0.14, 0.74, 0.022)]), dark, role="detail",
            bulge=0.2) for x in (0.40, 0.48)),
        *(Part(ellipse(x, 0.745, 0.03, 0.03), dark, role="detail", bulge=0.4) for x in (0.545, 0.625)),
        Part(ellipse(0.47, 0.39, 0.070, 0.080), "#fdf8ea", role="detail", bulge=0.1),
        Part(ellipse(0.485, 0.385, 0.040, 0.050), "#15121a", role="detail", bulge=0.0),
        Part(ellipse(0.473, 0.405, 0.014, 0.014), "#ffffff", role="detail", bulge=0.0),
        Part(limb([(0.55, 0.27, 0.016), (0.48, 0.245, 0.022), (0.42, 0.26, 0.014)]), gold, role="detail", bulge=0.0),
        Part(placed(wing, -0.06, 0.54, turn=0.35 + beat), "#e6f1f6", role="detail", bulge=0.2, alpha=0.9),
        sheen(clipped(body, ellipse(-0.10, 0.54, 0.26, 0.03, turn=0.05)), 0.3),
    ]
    return standing(parts)


SUBJECTS = (
    Subject("squirrel", metres=0.35, stance="ground", group="animal", draw=_squirrel, prominence=0.42),
    Subject("hedgehog", metres=0.25, stance="ground", group="animal", draw=_hedgehog, prominence=0.32),
    Subject("frog", metres=0.15, stance="ground", group="animal", draw=_frog, facing=False, prominence=0.32),
    Subject("pig", metres=0.9, stance="ground", group="animal", draw=_pig, prominence=0.34),
    Subject("bee", metres=0.05, stance="air", group="animal", draw=_bee, prominence=0.24),
)
