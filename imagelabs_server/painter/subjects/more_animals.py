"""More animals: shark, jellyfish, monkey, mouse, snake."""

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
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

_EYE = "#17141c"


def _shark(rng: np.random.Generator) -> list[Part]:
    skin = pick(rng, ("#6f8496", "#5f7a92", "#7a8a92", "#566f88"))
    pale = "#eef2f2"
    wag = float(rng.uniform(-0.05, 0.05))
    body = contour([(1.13, 0.47), (1.02, 0.57), (0.72, 0.67), (0.28, 0.72), (-0.22, 0.64), (-0.66, 0.52),
        (-0.98, 0.48 + wag), (-1.0, 0.41 + wag), (-0.66, 0.38), (-0.20, 0.26), (0.26, 0.18), (0.66, 0.20),
        (0.92, 0.28), (1.06, 0.38)])
    tail = contour([(-0.93, 0.49 + wag), (-1.08, 0.64 + wag), (-1.33, 0.97 + wag, 0), (-1.22, 0.66 + wag),
        (-1.13, 0.46 + wag), (-1.19, 0.32 + wag), (-1.29, 0.14 + wag, 0), (-1.06, 0.29 + wag), (-0.93, 0.40 + wag)])
    parts = [
        Part(contour([(0.16, 0.24), (0.04, 0.08), (-0.14, 0.0, 0), (-0.08, 0.14), (-0.02, 0.28)]), darker(skin, 0.4),
            bulge=0.3),
        Part(tail, darker(skin, 0.12), bulge=0.4),
        Part(contour([(0.26, 0.70), (0.12, 0.88), (-0.10, 1.04, 0), (-0.12, 0.84), (-0.24, 0.63)]), darker(skin, 0.08),
            bulge=0.4),
        Part(contour([(-0.60, 0.52), (-0.70, 0.62), (-0.80, 0.64, 0), (-0.76, 0.50)]), darker(skin, 0.1), bulge=0.3),
        Part(contour([(-0.48, 0.34), (-0.58, 0.24), (-0.70, 0.20, 0), (-0.64, 0.36)]), darker(skin, 0.2), bulge=0.3),
        Part(body, skin, bulge=0.8),
        Part(clipped(body, [(-1.2, 0.0), (1.3, 0.0), (1.3, 0.40), (-1.2, 0.42)]), pale, role="detail", bulge=0.5),
        shadow(clipped(body, [(-1.2, 0.0), (1.3, 0.0), (1.3, 0.26), (-1.2, 0.34)]), 0.16),
        sheen(clipped(body, ellipse(0.34, 0.66, 0.44, 0.04, turn=-0.04)), 0.3),
        *(Part(limb([(x, 0.56, 0.012), (x - 0.035, 0.48, 0.020), (x - 0.015, 0.40, 0.012)]), darker(skin, 0.45),
            role="detail", bulge=0.0) for x in (0.60, 0.53, 0.46, 0.39)),
        Part(contour([(1.06, 0.37), (0.96, 0.355), (0.82, 0.335), (0.74, 0.36, 0), (0.80, 0.29), (0.93, 0.28)]),
            "#5a2c38", role="detail", bulge=0.1),
        *(Part(((x, 0.362 - 0.06 * (1.02 - x)), (x + 0.045, 0.364 - 0.06 * (0.975 - x)), (x + 0.02, 0.315)), "#ffffff",
            role="detail", bulge=0.0) for x in (0.80, 0.85, 0.90, 0.95, 1.0)),
        Part(contour([(0.46, 0.30), (0.34, 0.10), (0.10, -0.07, 0), (0.14, 0.12), (0.22, 0.32)]), darker(skin, 0.18),
            bulge=0.4),
        Part(ellipse(0.84, 0.52, 0.036, 0.038), "#f2f4f4", role="detail", bulge=0.0),
        Part(ellipse(0.846, 0.52, 0.025, 0.029), _EYE, role="detail", bulge=0.0),
        Part(ellipse(0.838, 0.531, 0.009, 0.009), "#ffffff", role="detail", bulge=0.0),
        Part(limb([(0.79, 0.575, 0.012), (0.85, 0.565, 0.022), (0.90, 0.54, 0.010)]), darker(skin, 0.45),
            role="detail", bulge=0.0),
    ]
    return standing(parts)


def _jellyfish(rng: np.random.Generator) -> list[Part]:
    bell, arm = pick(rng, (("#e58ac0", "#f8d4ea"), ("#8a7fe0", "#d6d0f8"), ("#f0a060", "#fbe0c0"),
        ("#5fb8d8", "#d0f0f4")))
    phase = float(rng.uniform(0, 2 * np.pi))
    dome = contour([(-0.37, 0.64, 0), (-0.41, 0.74), (-0.33, 0.90), (-0.14, 0.985), (0.14, 0.985), (0.33, 0.90),
        (0.41, 0.74), (0.37, 0.64, 0), (0.28, 0.67), (0.185, 0.63, 0), (0.09, 0.67), (0.0, 0.63, 0), (-0.09, 0.67),
        (-0.185, 0.63, 0), (-0.28, 0.67)])
    parts: list[Part] = []
    for i, x in enumerate((-0.31, -0.21, -0.11, 0.11, 0.21, 0.31)):
        sway = 0.05 * float(np.sin(phase + 1.7 * i))
        long = 0.10 + 0.12 * (i % 2)
        parts.append(Part(limb([(x, 0.68, 0.03), (x * 1.05 + sway, 0.50, 0.026), (x * 0.9 - sway, 0.32, 0.022),
            (x * 1.1 + sway, long, 0.010)]), darker(bell, 0.05), bulge=0.4))
    for x, low in ((-0.09, 0.06), (0.08, 0.0), (0.0, 0.14)):
        s = 0.045 * float(np.sin(phase + 9 * x))
        parts.append(Part(limb([(x, 0.70, 0.11), (x * 1.3 + s, 0.52, 0.12), (x - s, 0.36, 0.08), (x * 1.6 + s, 0.20,
            0.06),
            (x * 1.2, low, 0.02)]), arm, role="detail", bulge=0.5))
        parts.append(shadow(limb([(x, 0.62, 0.012), (x * 1.3 + s, 0.50, 0.018), (x - s, 0.38, 0.012)]), 0.16))
    parts += [
        Part(dome, bell, bulge=0.8),
        *(Part(clipped(dome, ellipse(x, 0.79, 0.055, 0.15)), lighter(bell, 0.25), role="detail", bulge=0.2)
            for x in (-0.24, 0.0, 0.24)),
        shadow(clipped(dome, box(-0.5, 0.6, 0.5, 0.69)), 0.22),
        Part(clipped(dome, box(-0.5, 0.70, 0.5, 0.725)), lighter(bell, 0.45), role="detail", bulge=0.1),
        *(Part(ellipse(x, y, r, r), lighter(bell, 0.6), role="detail", bulge=0.2)
            for x, y, r in ((-0.13, 0.91, 0.024), (0.12, 0.90, 0.020), (0.0, 0.945, 0.018), (-0.30, 0.80, 0.016),
            (0.31, 0.81, 0.016))),
        sheen(contour([(-0.30, 0.86), (-0.20, 0.93), (-0.06, 0.965), (-0.14, 0.915), (-0.24, 0.84)]), 0.5),
    ]
    return standing(parts, foot=0.0)


def _monkey(rng: np.random.Generator) -> list[Part]:
    coat, face = pick(rng, (("#7a4a2c", "#f0c8a0"), ("#8f6238", "#f4d4b0"), ("#5a4034", "#e2b48e"),
        ("#a06a3c", "#f6dcbc")))
    curl = float(rng.uniform(-0.04, 0.05))
    look = float(rng.uniform(-0.012, 0.012))
    head = contour([(-0.205, 0.76), (-0.175, 0.90), (-0.07, 0.975), (0.07, 0.975), (0.175, 0.90), (0.205, 0.76),
        (0.15, 0.63), (0.0, 0.58), (-0.15, 0.63)])
    mask = contour([(0.0, 0.855), (-0.075, 0.895), (-0.145, 0.84), (-0.13, 0.765), (-0.155, 0.69), (-0.10, 0.615),
        (0.0, 0.595), (0.10, 0.615), (0.155, 0.69), (0.13, 0.765), (0.145, 0.84), (0.075, 0.895)])
    body = contour([(-0.12, 0.60), (-0.19, 0.44), (-0.22, 0.24), (-0.16, 0.06), (0.0, 0.02), (0.16, 0.06),
        (0.22, 0.24), (0.19, 0.44), (0.12, 0.60)])
    parts = [
        Part(limb([(0.14, 0.12, 0.05), (0.34, 0.07, 0.052), (0.48, 0.20, 0.05), (0.47 + curl, 0.40, 0.046),
            (0.36 + curl, 0.46, 0.042), (0.32 + curl, 0.38, 0.034)]), darker(coat, 0.15), bulge=0.5),
        Part(body, coat, bulge=0.6),
        Part(ellipse(0.0, 0.30, 0.125, 0.19), face, role="detail", bulge=0.4),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.10, 0.16, 0.15), (s * 0.24, 0.22, 0.13), (s * 0.25, 0.08, 0.09)]), coat, bulge=0.5),
            Part(ellipse(s * 0.265, 0.045, 0.095, 0.045), face, role="detail", bulge=0.4),
            shadow(limb([(s * 0.23, 0.03, 0.008), (s * 0.23, 0.065, 0.008)]), 0.3),
            Part(limb([(s * 0.145, 0.53, 0.10), (s * 0.27, 0.43, 0.085), (s * 0.285, 0.29, 0.065)]), darker(coat, 0.1),
                bulge=0.5),
            Part(ellipse(s * 0.28, 0.255, 0.046, 0.042), darker(face, 0.1), role="detail", bulge=0.4),
            Part(ellipse(s * 0.225, 0.775, 0.078, 0.085), darker(coat, 0.08), bulge=0.4),
            Part(ellipse(s * 0.232, 0.773, 0.050, 0.057), darker(face, 0.12), role="detail", bulge=0.2),
        ]
    parts += [Part(head, coat, bulge=0.6), Part(mask, face, role="detail", bulge=0.4)]
    for s in (-1, 1):
        parts += [
            Part(ellipse(s * 0.066, 0.795, 0.040, 0.045), "#fdfaf4", role="detail", bulge=0.0),
            Part(ellipse(s * 0.063 + look, 0.795, 0.027, 0.032), _EYE, role="detail", bulge=0.0),
            Part(ellipse(s * 0.063 + look - 0.008, 0.807, 0.009, 0.010), "#ffffff", role="detail", bulge=0.0),
            Part(ellipse(s * 0.022, 0.707, 0.012, 0.010), darker(face, 0.6), role="detail", bulge=0.0),
        ]
    parts += [
        Part(limb([(-0.08, 0.665, 0.012), (0.0, 0.638, 0.016), (0.08, 0.665, 0.012)]), darker(face, 0.6), role="detail",
            bulge=0.0),
        Part(contour([(-0.05, 0.955), (-0.035, 1.01, 0), (-0.005, 0.985), (0.03, 1.02, 0), (0.055, 0.955)]), coat,
            bulge=0.3),
    ]
    return standing(parts, foot=0.0)


def _mouse(rng: np.random.Generator) -> list[Part]:
    coat, pale = pick(rng, (("#9a948f", "#e4dfd8"), ("#a88562", "#f0e2cc"), ("#e8e2da", "#fbf8f4"),
        ("#7f7a7c", "#cfcaca")))
    pink = "#eeb0a8"
    curl = float(rng.uniform(-0.06, 0.08))
    body = contour([(-0.52, 0.12), (-0.56, 0.34), (-0.40, 0.58), (-0.10, 0.68), (0.18, 0.62), (0.40, 0.52),
        (0.58, 0.36), (0.68, 0.225), (0.63, 0.155), (0.45, 0.10), (0.20, 0.04), (-0.20, 0.02)])
    parts = [
        Part(limb([(-0.48, 0.12, 0.07), (-0.78, 0.05, 0.05), (-1.02, 0.14, 0.04), (-1.12, 0.32 + curl, 0.03),
            (-1.02, 0.44 + curl, 0.012)]), darker(pink, 0.08), role="detail", bulge=0.4),
        Part(ellipse(0.33, 0.71, 0.155, 0.175, turn=-0.25), darker(coat, 0.25), bulge=0.3),
        Part(ellipse(0.34, 0.70, 0.105, 0.125, turn=-0.25), darker(pink, 0.18), role="detail", bulge=0.1),
        *(Part(ellipse(x, 0.03, 0.085, 0.035), darker(pink, 0.2), role="detail", bulge=0.3) for x in (-0.26, 0.30)),
        Part(body, coat, bulge=0.8),
        Part(clipped(body, [(-0.7, -0.1), (0.8, -0.1), (0.8, 0.19), (-0.7, 0.16)]), pale, role="detail", bulge=0.4),
        shadow(contour([(-0.30, 0.05), (-0.42, 0.18), (-0.30, 0.34), (-0.10, 0.34), (0.0, 0.20), (-0.04, 0.30),
            (-0.16, 0.38), (-0.34, 0.38), (-0.47, 0.20), (-0.38, 0.05)]), 0.3),
        Part(ellipse(0.12, 0.70, 0.185, 0.205, turn=0.15), coat, bulge=0.4),
        Part(ellipse(0.125, 0.695, 0.13, 0.15, turn=0.15), pink, role="detail", bulge=0.2),
        Part(limb([(0.30, 0.18, 0.08), (0.38, 0.09, 0.05), (0.42, 0.05, 0.04)]), darker(coat, 0.1), bulge=0.4),
        Part(ellipse(0.42, 0.032, 0.065, 0.032), pink, role="detail", bulge=0.3),
        Part(ellipse(-0.20, 0.032, 0.12, 0.036), pink, role="detail", bulge=0.3),
        Part(ellipse(0.42, 0.385, 0.050, 0.056), _EYE, role="detail", bulge=0.3),
        Part(ellipse(0.405, 0.408, 0.017, 0.018), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.675, 0.225, 0.044, 0.038), darker(pink, 0.12), role="detail", bulge=0.5),
        Part(limb([(0.62, 0.165, 0.010), (0.54, 0.165, 0.014), (0.48, 0.195, 0.008)]), darker(coat, 0.55),
            role="detail",
            bulge=0.0),
        *(Part(limb([(0.57, 0.225, 0.010), (0.44, y, 0.006)]), darker(coat, 0.5), role="detail", bulge=0.0)
            for y in (0.285, 0.23, 0.175)),
    ]
    return standing(parts, foot=0.0)


def _snake(rng: np.random.Generator) -> list[Part]:
    skin, mark, belly = pick(rng, (("#5f9a4a", "#33632f", "#dfe6a8"), ("#c9923f", "#7a4a24", "#f4e2b4"),
        ("#4f8a8a", "#27505a", "#d4ecd8"), ("#b8503f", "#5f2428", "#f6d8b8")))
    lean = float(rng.uniform(-0.03, 0.05))
    parts = [Part(limb([(-0.46, 0.09, 0.14), (-0.74, 0.07, 0.11), (-0.94, 0.10, 0.07), (-1.04, 0.22, 0.02)]),
        darker(skin, 0.12), bulge=0.6)]
    for y, wide, high in ((0.13, 0.66, 0.135), (0.30, 0.52, 0.12), (0.445, 0.38, 0.105)):
        coil = ellipse(0.0, y, wide, high)
        parts += [
            Part(coil, skin, bulge=0.8),
            *(Part(clipped(coil, ((x - 0.085, y + high * 0.35), (x, y - high * 0.45), (x + 0.085, y + high * 0.35),
                (x, y + high * 1.2))), mark, role="detail", bulge=0.2) for x in np.arange(-wide + 0.17, wide - 0.1,
                    0.23)),
            Part(clipped(coil, box(-1.0, y - high, 1.0, y - 0.62 * high)), belly, role="detail", bulge=0.3),
            shadow(clipped(coil, box(-1.0, y - high, 1.0, y - 0.45 * high)), 0.22),
        ]
    neck = limb([(-0.12, 0.47, 0.15), (0.10, 0.56, 0.15), (0.16 + lean, 0.70, 0.13), (0.06 + lean, 0.82, 0.12),
        (0.14 + lean, 0.92, 0.13)])
    head = contour([(-0.02, 0.91), (0.06, 0.995), (0.20, 1.015), (0.34, 0.965), (0.42, 0.905), (0.38, 0.855),
        (0.22, 0.83), (0.06, 0.845)])
    parts += [
        Part(neck, skin, bulge=0.7),
        *(Part(ellipse(x, y, 0.026, 0.018), mark, role="detail", bulge=0.1)
            for x, y in ((0.04, 0.535), (0.15 + lean * 0.7, 0.64), (0.11 + lean, 0.75))),
        *put([
            Part(limb([(0.40, 0.885, 0.014), (0.50, 0.88, 0.012)]), "#d0343f", role="detail", bulge=0.0),
            *(Part(limb([(0.49, 0.88, 0.010), (0.57, 0.88 + d, 0.006)]), "#d0343f", role="detail", bulge=0.0)
                for d in (-0.028, 0.028)),
            Part(head, skin, bulge=0.7),
            Part(clipped(head, [(-0.1, 0.80), (0.6, 0.80), (0.6, 0.885), (-0.1, 0.87)]), belly, role="detail",
                bulge=0.3),
            Part(limb([(0.405, 0.888, 0.010), (0.28, 0.872, 0.013), (0.14, 0.885, 0.008)]), darker(skin, 0.6),
                role="detail", bulge=0.0),
            Part(ellipse(0.235, 0.945, 0.036, 0.034), "#f6d84a", role="detail", bulge=0.0),
            Part(ellipse(0.242, 0.945, 0.012, 0.029), _EYE, role="detail", bulge=0.0),
            Part(ellipse(0.375, 0.925, 0.009, 0.008), darker(skin, 0.6), role="detail", bulge=0.0),
            sheen(limb([(0.08, 0.98, 0.012), (0.18, 0.995, 0.018), (0.28, 0.975, 0.010)]), 0.35),
        ], lean, 0.0),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("shark", metres=1.6, stance="underwater", group="animal", draw=_shark, prominence=0.32),
    Subject("jellyfish", metres=0.6, stance="underwater", group="animal", draw=_jellyfish, facing=False,
        prominence=0.40),
    Subject("monkey", metres=0.8, stance="ground", group="animal", draw=_monkey, prominence=0.40),
    Subject("mouse", metres=0.12, stance="surface", group="animal", draw=_mouse, prominence=0.24),
    Subject("snake", metres=0.5, stance="ground", group="animal", draw=_snake, prominence=0.32),
)
