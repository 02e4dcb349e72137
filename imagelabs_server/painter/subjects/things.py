"""Other things: umbrella, balloon, tent, lantern, ball, gift, crown, heart, sword, anchor, kite, key."""

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
    mirrored,
    pick,
    placed,
    put,
    shadow,
    sheen,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _umbrella(rng: np.random.Generator) -> list[Part]:
    cloth, other = pick(rng, (("#d0413a", "#b5322f"), ("#3f78b8", "#f4efe4"), ("#e8b53a", "#d8863a"),
        ("#7a5aa8", "#a888d0"), ("#3f9a7a", "#f4efe4")))
    dome = contour([(-0.56, 0.50, 0), (-0.52, 0.68), (-0.36, 0.84), (0.0, 0.93), (0.36, 0.84), (0.52, 0.68),
        (0.56, 0.50, 0), (0.46, 0.555), (0.36, 0.50, 0), (0.27, 0.56), (0.17, 0.50, 0), (0.0, 0.57), (-0.17, 0.50, 0),
        (-0.27, 0.56), (-0.36, 0.50, 0), (-0.46, 0.555)])
    parts = [
        Part(limb([(0.0, 0.60, 0.034), (0.0, 0.14, 0.034), (0.0, 0.10, 0.034), (0.035, 0.035, 0.034),
            (0.10, 0.025, 0.034), (0.14, 0.085, 0.038)]), "#6a4430", role="detail", bulge=0.4),
        Part(limb([(0.0, 0.91, 0.03), (0.0, 0.985, 0.02)]), "#6a4430", role="detail", bulge=0.3),
        Part(dome, cloth, bulge=0.6),
        Part(contour([(0.0, 0.93, 0), (-0.22, 0.86), (-0.34, 0.70), (-0.36, 0.50, 0), (-0.27, 0.56), (-0.17, 0.50, 0),
            (-0.15, 0.70)]), other, role="detail", bulge=0.4),
        Part(contour([(0.0, 0.93, 0), (0.22, 0.86), (0.34, 0.70), (0.36, 0.50, 0), (0.27, 0.56), (0.17, 0.50, 0),
            (0.15, 0.70)]), other, role="detail", bulge=0.4),
        shadow(clipped(dome, [(0.34, 0.4), (0.7, 0.4), (0.7, 1.0), (0.16, 1.0)]), 0.18),
        sheen(limb([(-0.42, 0.68, 0.02), (-0.34, 0.78, 0.04), (-0.20, 0.86, 0.02)]), 0.3),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.15, 0.15))))


def _tent(rng: np.random.Generator) -> list[Part]:
    cloth, inside = pick(rng, (("#e08a3a", "#7a3f2a"), ("#4f8a6a", "#2f4a44"), ("#c9483f", "#5a2a30"),
        ("#3f78a8", "#2a3f5a")))
    parts = [
        Part(limb([(-0.20, 1.02, 0.022), (0.0, 0.80, 0.022)]), "#6a4a34", role="detail", bulge=0.2),
        Part(limb([(-0.04, 1.02, 0.022), (-0.22, 0.80, 0.022)]), "#6a4a34", role="detail", bulge=0.2),
        Part(((-0.12, 0.95), (0.46, 0.86), (0.98, 0.0), (0.42, 0.0)), darker(cloth, 0.28), bulge=0.2),
        shadow(((0.20, 0.90), (0.46, 0.86), (0.98, 0.0), (0.72, 0.0)), 0.12),
        Part(((-0.12, 0.95), (0.42, 0.0), (-0.68, 0.0)), cloth, bulge=0.2),
        Part(((-0.12, 0.74), (0.115, 0.0), (-0.36, 0.0)), inside, role="detail", bulge=0.0),
        Part(((-0.12, 0.60), (0.0, 0.0), (-0.24, 0.0)), "#ffcf7a", role="light", bulge=0.0, alpha=0.85),
        Part(contour([(-0.12, 0.76, 0), (-0.20, 0.40), (-0.40, 0.0, 0), (-0.28, 0.0, 0), (-0.18, 0.30)]),
            lighter(cloth, 0.3), role="detail", bulge=0.3),
        Part(contour([(-0.12, 0.76, 0), (-0.04, 0.40), (0.16, 0.0, 0), (0.04, 0.0, 0), (-0.06, 0.30)]),
            lighter(cloth, 0.2), role="detail", bulge=0.3),
        Part(limb([(-0.12, 0.95, 0.03), (-0.68, 0.0, 0.03)]), lighter(cloth, 0.35), role="detail", bulge=0.2),
        Part(limb([(-0.12, 0.95, 0.03), (0.46, 0.86, 0.026)]), lighter(cloth, 0.25), role="detail", bulge=0.2),
        Part(limb([(-0.50, 0.30, 0.014), (-0.90, 0.02, 0.014)]), "#e8dcc0", role="detail", bulge=0.0),
        Part(limb([(0.80, 0.30, 0.014), (1.16, 0.02, 0.014)]), "#e8dcc0", role="detail", bulge=0.0),
        Part(limb([(-0.88, 0.07, 0.026), (-0.92, 0.015, 0.02)]), "#6a4a34", role="detail", bulge=0.1),
        Part(limb([(1.14, 0.07, 0.026), (1.18, 0.015, 0.02)]), "#6a4a34", role="detail", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


def _lantern(rng: np.random.Generator) -> list[Part]:
    metal = pick(rng, ("#3a3a44", "#6a4a34", "#4a5a54"))
    glow = pick(rng, ("#ffd36a", "#ffc04f", "#ffe08a"))
    parts = [
        Part(limb([(-0.20, 0.62, 0.026), (-0.24, 0.80, 0.026), (0.0, 0.98, 0.03), (0.24, 0.80, 0.026),
            (0.20, 0.62, 0.026)]), metal, role="detail", bulge=0.3),
        Part(box(-0.20, 0.16, 0.20, 0.62), glow, role="light", bulge=0.3),
        Part(ellipse(0.0, 0.36, 0.13, 0.17), "#fff0b0", role="light", bulge=0.0, alpha=0.8),
        Part(box(-0.055, 0.16, 0.055, 0.28), "#f6ecd6", role="detail", bulge=0.4),
        Part(contour([(0.0, 0.28), (-0.04, 0.34), (0.0, 0.48, 0), (0.04, 0.34)]), "#ff8a2a", role="light", bulge=0.0),
        *(Part(box(x - 0.018, 0.14, x + 0.018, 0.64), metal, role="detail", bulge=0.3) for x in (-0.205, 0.205)),
        Part(box(-0.22, 0.375, 0.22, 0.40), metal, role="detail", bulge=0.2),
        Part(contour([(-0.29, 0.61, 0), (-0.18, 0.72), (-0.085, 0.76), (-0.075, 0.83, 0), (0.075, 0.83, 0),
            (0.085, 0.76), (0.18, 0.72), (0.29, 0.61, 0)]), metal, bulge=0.5),
        sheen(limb([(-0.20, 0.66, 0.014), (-0.12, 0.72, 0.022), (-0.06, 0.745, 0.012)]), 0.3),
        Part(contour([(-0.29, 0.0, 0), (-0.25, 0.08), (-0.23, 0.16, 0), (0.23, 0.16, 0), (0.25, 0.08),
            (0.29, 0.0, 0)]), metal, bulge=0.5),
    ]
    return standing(parts, foot=0.0)


def _ball(rng: np.random.Generator) -> list[Part]:
    tones = pick(rng, (("#d8443a", "#f6efe0", "#3f78b8"), ("#e8b53a", "#f6efe0", "#d8553c"),
        ("#3f9a7a", "#f6efe0", "#e8953a")))
    outline = ellipse(0.0, 0.5, 0.5, 0.5, corners=72)
    centre, turn = (-0.08, 0.62), float(rng.uniform(0, 1))
    parts = [Part(outline, tones[1], bulge=0.9)]
    for k in range(3):
        a = turn + k * 2 * np.pi / 3
        fan = [centre, *((centre[0] + 1.3 * float(np.cos(a + d)), centre[1] + 1.3 * float(np.sin(a + d)))
            for d in np.linspace(0, np.pi / 3, 5))]
        parts.append(Part(clipped(outline, fan), tones[0] if k % 2 == 0 else tones[2],
            role="body" if k % 2 == 0 else "detail", bulge=0.5))
    parts += [
        Part(ellipse(*centre, 0.085, 0.085), tones[2], role="detail", bulge=0.4),
        shadow(clipped(outline, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.42), (-0.6, 0.12)]), 0.22),
        sheen(ellipse(-0.20, 0.80, 0.12, 0.065, turn=0.6), 0.5),
    ]
    return standing(parts)


def _gift(rng: np.random.Generator) -> list[Part]:
    paper, ribbon = pick(rng, (("#c93f3a", "#f2cf6a"), ("#3f78b8", "#f4efe4"), ("#4f9a6a", "#d8443a"),
        ("#8a5ab0", "#f2d27a"), ("#f0c24a", "#c93f4a")))
    loop = contour([(0.0, 0.72), (-0.10, 0.86), (-0.26, 0.97), (-0.37, 0.93), (-0.36, 0.80), (-0.22, 0.73)])
    hole = contour([(-0.07, 0.765), (-0.14, 0.85), (-0.24, 0.90), (-0.29, 0.87), (-0.27, 0.81), (-0.18, 0.775)])
    side = box(-0.40, 0.0, 0.40, 0.56)
    parts = [
        Part(side, paper, bulge=0.2),
        shadow(box(0.12, 0.0, 0.40, 0.56), 0.14),
        Part(box(-0.075, 0.0, 0.075, 0.56), ribbon, role="detail", bulge=0.2),
        shadow(box(-0.40, 0.50, 0.40, 0.56), 0.28),
        *(Part(ellipse(x, y, 0.032, 0.032), lighter(paper, 0.45), role="detail", bulge=0.0)
            for x, y in ((-0.30, 0.40), (-0.18, 0.25), (-0.31, 0.11), (0.19, 0.38), (0.31, 0.22), (0.20, 0.08))),
        Part(box(-0.45, 0.545, 0.45, 0.72), lighter(paper, 0.10), bulge=0.2),
        shadow(box(0.14, 0.545, 0.45, 0.72), 0.12),
        Part(box(-0.08, 0.545, 0.08, 0.72), lighter(ribbon, 0.15), role="detail", bulge=0.2),
        Part(loop, ribbon, role="detail", bulge=0.4),
        Part(mirrored(loop), darker(ribbon, 0.08), role="detail", bulge=0.4),
        Part(hole, darker(ribbon, 0.42), role="detail", bulge=0.0),
        Part(mirrored(hole), darker(ribbon, 0.45), role="detail", bulge=0.0),
        Part(((-0.03, 0.75), (-0.20, 0.62), (-0.13, 0.60), (-0.11, 0.57), (0.0, 0.72)), darker(ribbon, 0.12),
            role="detail", bulge=0.2),
        Part(((0.03, 0.75), (0.20, 0.62), (0.13, 0.60), (0.11, 0.57), (0.0, 0.72)), darker(ribbon, 0.18),
            role="detail", bulge=0.2),
        Part(ellipse(0.0, 0.755, 0.062, 0.055), lighter(ribbon, 0.2), role="detail", bulge=0.5),
    ]
    return standing(parts)


def _crown(rng: np.random.Generator) -> list[Part]:
    gold = pick(rng, ("#e8b53a", "#dba63a", "#f0c24f"))
    gem = pick(rng, (("#d0344a", "#3f78c8"), ("#3f9a6a", "#d0344a"), ("#7a4fc0", "#3fa0c8")))
    tips = ((-0.64, 0.86), (-0.33, 0.92), (0.0, 1.0), (0.33, 0.92), (0.64, 0.86))
    front = contour([(-0.52, 0.10, 0), (-0.60, 0.50), (-0.64, 0.80, 0), (-0.44, 0.46), (-0.40, 0.43), (-0.33, 0.86, 0),
        (-0.18, 0.44), (-0.14, 0.43), (0.0, 0.93, 0), (0.14, 0.43), (0.18, 0.44), (0.33, 0.86, 0), (0.40, 0.43),
        (0.44, 0.46), (0.64, 0.80, 0), (0.60, 0.50), (0.52, 0.10, 0), (0.0, 0.0)])
    velvet = contour([(-0.52, 0.30, 0), (-0.46, 0.56), (-0.20, 0.68), (0.0, 0.70), (0.20, 0.68), (0.46, 0.56),
        (0.52, 0.30, 0)])
    parts = [
        Part(velvet, "#a82f3f", role="detail", bulge=0.5),
        Part(front, gold, bulge=0.4),
        shadow(clipped(front, [(0.22, -0.1), (0.8, -0.1), (0.8, 1.0), (0.28, 1.0)]), 0.18),
        Part(clipped(front, [(-0.8, -0.1), (0.8, -0.1), (0.8, 0.26), (-0.8, 0.26)]), lighter(gold, 0.3), role="detail",
            bulge=0.3),
        Part(limb([(-0.515, 0.09, 0.05), (-0.26, 0.02, 0.05), (0.0, 0.0, 0.05), (0.26, 0.02, 0.05),
            (0.515, 0.09, 0.05)]), darker(gold, 0.2), role="detail", bulge=0.4),
        Part(limb([(-0.54, 0.265, 0.035), (-0.26, 0.205, 0.035), (0.0, 0.19, 0.035), (0.26, 0.205, 0.035),
            (0.54, 0.265, 0.035)]), darker(gold, 0.2), role="detail", bulge=0.4),
    ]
    for i, (x, y) in enumerate(tips):
        parts += [
            Part(ellipse(x, y - 0.02, 0.058, 0.058), lighter(gold, 0.2), role="detail", bulge=0.7),
            Part(ellipse(x, y - 0.02, 0.030, 0.030), gem[i % 2], role="detail", bulge=0.4),
        ]
    for i, (x, y) in enumerate(((-0.36, 0.15), (-0.18, 0.12), (0.0, 0.105), (0.18, 0.12), (0.36, 0.15))):
        parts += [
            Part(ellipse(x, y, 0.062 if i % 2 == 0 else 0.04, 0.05), gem[i % 2], role="detail", bulge=0.6),
            sheen(ellipse(x - 0.018, y + 0.015, 0.015, 0.012), 0.6),
        ]
    return standing(parts)


def _key(rng: np.random.Generator) -> list[Part]:
    metal = pick(rng, ("#d8a53a", "#b98a4a", "#a8b0ba", "#c98a3a"))
    dark = darker(metal, 0.3)
    bow = [(0.155 * float(np.cos(a)), 0.845 + 0.145 * float(np.sin(a)))
        for a in np.linspace(-np.pi / 2, 3 * np.pi / 2, 41)]
    hole = [(0.085 * float(np.cos(a)), 0.845 + 0.075 * float(np.sin(a)))
        for a in np.linspace(3 * np.pi / 2, -np.pi / 2, 41)]
    parts = [
        Part((*bow, *hole), metal, bulge=0.6),
        *(Part(ellipse(x, y, 0.045, 0.045), metal, bulge=0.6) for x,
            y in ((-0.155, 0.845), (0.155, 0.845), (0.0, 0.985))),
        Part(limb([(0.0, 0.71, 0.066), (0.0, 0.02, 0.058)]), metal, bulge=0.6),
        *(Part(limb([(-0.05, y, 0.036), (0.05, y, 0.036)]), dark, bulge=0.4) for y in (0.685, 0.625)),
        Part(((0.015, 0.06), (0.20, 0.06), (0.20, 0.115), (0.145, 0.115), (0.145, 0.155), (0.20, 0.155), (0.20, 0.25),
            (0.015, 0.25)), metal, bulge=0.3),
        shadow(((0.03, 0.06), (0.20, 0.06), (0.20, 0.085), (0.03, 0.085)), 0.25),
        sheen(limb([(-0.015, 0.58, 0.016), (-0.015, 0.30, 0.016)]), 0.5),
        sheen(limb([(-0.125, 0.86, 0.014), (-0.09, 0.935, 0.022), (-0.02, 0.965, 0.014)]), 0.5),
    ]
    return standing(put(parts, turn=float(-np.pi / 2 + rng.uniform(-0.02, 0.02))))  # it lies on its bow and its bit


def _heart(rng: np.random.Generator) -> list[Part]:
    red = pick(rng, ("#d0344a", "#e0506a", "#c42f3a", "#e8708a"))
    lobe = float(rng.uniform(0.0, 0.03))
    outline = contour([(0.0, 0.0, 0), (-0.24, 0.22), (-0.45, 0.46), (-0.53, 0.72), (-0.42, 0.94 + lobe), (-0.22, 1.0),
        (-0.06, 0.90), (0.0, 0.78, 0), (0.06, 0.90), (0.22, 1.0), (0.42, 0.94 + lobe), (0.53, 0.72), (0.45, 0.46),
        (0.24, 0.22)])
    return standing([
        Part(outline, red, bulge=0.8),
        shadow(clipped(outline, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.56)]), 0.16),
        shadow(clipped(outline, [(0.30, -0.1), (0.8, -0.1), (0.8, 1.1), (0.46, 1.1)]), 0.12),
        sheen(limb([(-0.38, 0.62, 0.03), (-0.40, 0.76, 0.075), (-0.29, 0.88, 0.04)]), 0.55),
        sheen(ellipse(-0.33, 0.52, 0.034, 0.04), 0.45),
    ])


def _sword(rng: np.random.Generator) -> list[Part]:
    hilt, grip = pick(rng, (("#d8a53a", "#6a3a2c"), ("#a8b0ba", "#3f4f7a"), ("#c9863a", "#3a2a2c"),
        ("#d8a53a", "#7a2f3a")))
    gem = pick(rng, ("#d0344a", "#3f78c8", "#3f9a6a"))
    # Drawn with its point up, then stuck into the ground by it: a sword does not stand on its pommel.
    blade = ((-0.052, 0.30), (0.052, 0.30), (0.045, 0.93), (-0.045, 0.93))
    return standing(put([
        Part(blade, "#d6dce4", bulge=0.2),
        shadow(((0.0, 0.30), (0.052, 0.30), (0.045, 0.93), (0.0, 0.93)), 0.22),
        sheen(((-0.052, 0.30), (-0.030, 0.30), (-0.028, 0.93), (-0.045, 0.93)), 0.6),
        shadow(box(-0.011, 0.30, 0.011, 0.74), 0.2),
        Part(limb([(-0.20, 0.325, 0.052), (-0.10, 0.295, 0.05), (0.0, 0.285, 0.058), (0.10, 0.295, 0.05),
            (0.20, 0.325, 0.052)]), hilt, role="detail", bulge=0.5),
        *(Part(ellipse(s * 0.205, 0.327, 0.036, 0.036), hilt, role="detail", bulge=0.6) for s in (-1, 1)),
        Part(limb([(0.0, 0.27, 0.056), (0.0, 0.10, 0.050)]), grip, role="detail", bulge=0.5),
        *(Part(limb([(-0.026, y, 0.015), (0.026, y + 0.02, 0.015)]), lighter(grip, 0.4), role="detail", bulge=0.0)
            for y in (0.12, 0.16, 0.20, 0.24)),
        Part(ellipse(0.0, 0.058, 0.056, 0.056), hilt, role="detail", bulge=0.7),
        Part(ellipse(0.0, 0.058, 0.026, 0.026), gem, role="detail", bulge=0.4),
        Part(ellipse(0.0, 0.292, 0.024, 0.024), gem, role="detail", bulge=0.4),
    ], turn=float(np.pi + rng.uniform(-0.3, 0.3))))


def _anchor(rng: np.random.Generator) -> list[Part]:
    iron = pick(rng, ("#4a5a70", "#5a5d66", "#6a5a50", "#3f5f7a"))
    rope = bool(rng.random() < 0.6)
    hook = contour([(0.0, 0.0), (-0.20, 0.04), (-0.36, 0.16), (-0.42, 0.32, 0), (-0.53, 0.27, 0), (-0.47, 0.50, 0),
        (-0.27, 0.38, 0), (-0.345, 0.35, 0), (-0.28, 0.22), (-0.16, 0.135), (-0.055, 0.12), (0.055, 0.12),
        (0.16, 0.135), (0.28, 0.22), (0.345, 0.35, 0), (0.27, 0.38, 0), (0.47, 0.50, 0), (0.53, 0.27, 0),
        (0.42, 0.32, 0), (0.36, 0.16), (0.20, 0.04)])
    arc = [(0.10 * float(np.cos(a)), 0.90 + 0.10 * float(np.sin(a)))
        for a in np.linspace(-np.pi / 2, 3 * np.pi / 2, 33)]
    hole = [(0.055 * float(np.cos(a)), 0.90 + 0.055 * float(np.sin(a)))
        for a in np.linspace(3 * np.pi / 2, -np.pi / 2, 33)]
    parts = [
        Part((*arc, *hole), iron, bulge=0.5),
        Part(limb([(0.0, 0.82, 0.09), (0.0, 0.06, 0.11)]), iron, bulge=0.6),
        Part(limb([(-0.27, 0.70, 0.085), (0.27, 0.70, 0.085)]), iron, bulge=0.6),
        *(Part(ellipse(s * 0.275, 0.70, 0.058, 0.058), iron, bulge=0.6) for s in (-1, 1)),
        Part(hook, iron, bulge=0.5),
        sheen(limb([(-0.022, 0.78, 0.018), (-0.024, 0.20, 0.018)]), 0.3),
    ]
    if rope:
        path = [(-0.07, 0.93, 0.05), (-0.26, 0.86, 0.05), (-0.24, 0.60, 0.05), (0.10, 0.48, 0.05), (0.22, 0.30, 0.05),
            (0.06, 0.20, 0.05), (-0.16, 0.24, 0.045)]
        parts += [
            Part(limb(path), "#d8bc86", role="detail", bulge=0.5),
            *(shadow(limb([(x - 0.018, y - 0.014, 0.012), (x + 0.018, y + 0.014, 0.012)]), 0.3)
                for x, y, _ in path[1:-1]),
        ]
    return standing(put(parts, turn=float(rng.uniform(-0.15, 0.15))))


def _kite(rng: np.random.Generator) -> list[Part]:
    first, second, tail = pick(rng, (("#d8443a", "#f2c23a", "#3f78b8"), ("#3f86c4", "#f6efe0", "#e0567a"),
        ("#f0b02f", "#e0662f", "#4f9a6a"), ("#8a5ab8", "#f2d27a", "#3fa0a8")))
    sway = float(rng.uniform(-0.06, 0.06))
    top, left, right, low, mid = (0.0, 1.0), (-0.32, 0.70), (0.32, 0.70), (0.0, 0.26), (0.0, 0.70)
    thread = [(0.0, 0.27, 0.018), (-0.08 + sway, 0.18, 0.018), (0.06 + sway, 0.10, 0.018), (-0.04, 0.02, 0.018),
        (0.05 - sway, -0.06, 0.016)]
    bow = [((0.0, 0.0), (-0.08, 0.048), (-0.08, -0.048)), ((0.0, 0.0), (0.08, 0.048), (0.08, -0.048))]
    bows = [Part(placed(half, x, y, turn=t), c, role="detail", bulge=0.2)
        for (x, y, _), t, c in zip(thread[1:], (0.3, -0.3, 0.25, -0.2), (tail, first, tail, first), strict=True)
        for half in bow]
    return standing(put([
        Part(limb(thread), "#6a4a3a", role="detail", bulge=0.1),
        *bows,
        Part((top, left, mid), first, bulge=0.1),
        Part((top, right, mid), second, role="detail", bulge=0.1),
        Part((low, left, mid), second, role="detail", bulge=0.1),
        Part((low, right, mid), first, bulge=0.1),
        shadow((top, right, low), 0.14),
        Part(limb([(0.0, 0.99, 0.018), (0.0, 0.27, 0.018)]), "#7a5236", role="detail", bulge=0.1),
        Part(limb([(-0.31, 0.70, 0.018), (0.31, 0.70, 0.018)]), "#7a5236", role="detail", bulge=0.1),
        sheen(((-0.03, 0.93), (-0.23, 0.73), (-0.17, 0.73), (-0.03, 0.87)), 0.3),
    ], turn=float(rng.uniform(-0.5, -0.1))))


def _balloon(rng: np.random.Generator) -> list[Part]:
    tone = pick(rng, ("#d8392f", "#2f74c0", "#f0b428", "#3f9a55", "#e0609a", "#8a4fb0", "#ef7f2a"))
    swing = rng.uniform(-0.05, 0.05, 3)
    string = [(0.0, 0.0, 0.014), (float(swing[0]), 0.16, 0.014), (float(swing[1]), 0.34, 0.014),
        (float(0.4 * swing[2]), 0.48, 0.014), (0.0, 0.565, 0.014)]
    body = contour([(0.0, 1.0), (0.125, 0.965), (0.185, 0.855), (0.165, 0.745), (0.085, 0.635), (0.022, 0.592),
        (-0.022, 0.592), (-0.085, 0.635), (-0.165, 0.745), (-0.185, 0.855), (-0.125, 0.965)])
    knot = contour([(-0.020, 0.596), (0.020, 0.596), (0.036, 0.560, 0), (0.0, 0.572), (-0.036, 0.560, 0)])
    return [
        Part(limb(string), "#7d7168", role="detail", bulge=0.0),
        Part(knot, darker(tone, 0.25), bulge=0.3),
        Part(body, tone, bulge=0.95),
        shadow(clipped(body, [(0.02, 0.55), (0.25, 0.55), (0.25, 0.95), (0.13, 0.95)]), 0.16),
        sheen(limb([(-0.105, 0.925, 0.030), (-0.135, 0.870, 0.046), (-0.132, 0.815, 0.022)]), 0.55),
        sheen(ellipse(-0.108, 0.765, 0.014, 0.018, turn=0.3), 0.4),
    ]


SUBJECTS = (
    Subject("umbrella", metres=0.95, stance="ground", group="thing", draw=_umbrella, prominence=0.42, clearance=0.55),
    Subject("tent", metres=1.7, stance="ground", group="thing", draw=_tent, prominence=0.34),
    Subject("balloon", metres=0.9, stance="air", group="thing", draw=_balloon, facing=False, prominence=0.50),
    Subject("lantern", metres=0.4, stance="surface", group="thing", draw=_lantern, facing=False, prominence=0.40),
    Subject("ball", metres=0.3, stance="surface", group="thing", draw=_ball, prominence=0.28),
    Subject("gift", metres=0.3, stance="surface", group="thing", draw=_gift, facing=False, prominence=0.34),
    Subject("crown", metres=0.2, stance="surface", group="thing", draw=_crown, facing=False, prominence=0.30),
    Subject("heart", metres=0.3, stance="surface", group="thing", draw=_heart, facing=False, prominence=0.34),
    Subject("sword", metres=1.1, stance="ground", group="thing", draw=_sword, prominence=0.48),
    Subject("anchor", metres=1.2, stance="ground", group="thing", draw=_anchor, prominence=0.40),
    Subject("kite", metres=1.5, stance="air", group="thing", draw=_kite, prominence=0.30),
    Subject("key", metres=0.1, stance="surface", group="thing", draw=_key, prominence=0.17),
)
