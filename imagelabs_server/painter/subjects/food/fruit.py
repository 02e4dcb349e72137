"""Fruit."""

from __future__ import annotations

from imagelabs_server.painter.subjects.plants.leaves import leaf
from imagelabs_server.painter.subjects.prelude import *


@subject("apple", metres=0.09, stance="surface", group="thing", prominence=0.30, held=(0.46, 0.06))
def apple(rng: Rng) -> list[Part]:
    skin, blush = pick(rng, (("#cf3a33", "#8f2430"), ("#8fb03c", "#5f8a30"), ("#e2b23a", "#d8632f"),
        ("#d8503a", "#e8a23a")))
    body = contour([(0.0, 0.78), (-0.16, 0.83), (-0.33, 0.79), (-0.43, 0.63), (-0.42, 0.40), (-0.33, 0.18),
        (-0.19, 0.03), (-0.08, 0.0), (0.0, 0.035), (0.08, 0.0), (0.19, 0.03), (0.33, 0.18), (0.42, 0.40), (0.43, 0.63),
        (0.33, 0.79), (0.16, 0.83)])
    parts = [
        Part(body, skin, bulge=0.8),
        detail(clipped(body, ellipse(0.26, 0.36, 0.26, 0.40, turn=-0.2)), blush, bulge=0.3, alpha=0.45),
        shadow(clipped(body, [(-0.5, -0.1), (0.5, -0.1), (0.5, 0.12), (-0.5, 0.08)]), 0.25),
        shadow(contour([(-0.15, 0.80), (0.0, 0.735), (0.15, 0.80), (0.07, 0.79), (0.0, 0.775), (-0.07, 0.79)]), 0.45),
        detail(limb([(0.0, 0.765, 0.05), (0.015, 0.88, 0.042), (0.07, 0.985, 0.055)]), "#6a4630", bulge=0.4),
        *leaf(0.03, 0.86, 0.34, 0.28, "#6aa048"),
        sheen(contour([(-0.30, 0.70), (-0.345, 0.58), (-0.33, 0.44), (-0.285, 0.44), (-0.275, 0.58), (-0.24, 0.69)]),
            0.55),
    ]
    return standing(parts, foot=0.0)


@subject(
    "pear", metres=0.1, stance="surface", group="plant", prominence=0.30, found_in=("room", "windowsill"),
    held=(0.46, 0.07),
)
def pear(rng: Rng) -> list[Part]:
    skin, blush = pick(rng, (("#c9c24a", "#d88a3a"), ("#9ab84a", "#c9a23a"), ("#d8b03f", "#c9562f"),
        ("#b8602f", "#8f3428")))
    lean = float(rng.uniform(-0.03, 0.05))
    body = contour([(0.02 + lean, 0.86), (-0.10 + lean, 0.83), (-0.16, 0.70), (-0.21, 0.54), (-0.34, 0.36),
        (-0.36, 0.18), (-0.24, 0.03), (-0.08, 0.0), (0.0, 0.02), (0.08, 0.0), (0.24, 0.03), (0.36, 0.18), (0.34, 0.36),
        (0.22, 0.54), (0.18, 0.70), (0.13 + lean, 0.83)])
    freckles = ((-0.20, 0.30), (0.05, 0.24), (0.16, 0.42), (-0.05, 0.50), (0.22, 0.18), (-0.12, 0.14), (0.03, 0.66))
    return standing([
        Part(body, skin, bulge=0.8),
        detail(clipped(body, ellipse(0.22, 0.28, 0.22, 0.34, turn=0.2)), blush, bulge=0.3, alpha=0.35),
        *(detail(ellipse(x, y, 0.010, 0.010), darker(skin, 0.3)) for x, y in freckles),
        shadow(clipped(body, [(-0.5, -0.1), (0.5, -0.1), (0.5, 0.12), (-0.5, 0.08)]), 0.25),
        detail(limb([(0.02 + lean, 0.83, 0.05), (0.03 + lean, 0.92, 0.042), (0.08 + lean, 1.0, 0.052)]), "#6a4630",
            bulge=0.4),
        *leaf(0.05 + lean, 0.88, 0.32, 0.35, "#6aa048"),
        sheen(contour([(-0.24, 0.36), (-0.285, 0.25), (-0.26, 0.14), (-0.215, 0.16), (-0.225, 0.26), (-0.19, 0.36)]),
            0.5),
    ], foot=0.0)


@subject(
    "pumpkin", metres=0.35, stance="surface", group="thing", prominence=0.32, found_in=("field", "village", "garden"),
    season="autumn",
)
def pumpkin(rng: Rng) -> list[Part]:
    skin = pick(rng, ("#e07f26", "#d8702a", "#e8952f"))
    carved = rng.random() < 0.4
    parts = [Part(ellipse(s * 0.36, 0.40, 0.22, 0.34), darker(skin, 0.30), bulge=0.6) for s in (-1, 1)]
    parts += [Part(ellipse(s * 0.22, 0.405, 0.23, 0.385), darker(skin, 0.14), bulge=0.6) for s in (-1, 1)]
    parts += [
        Part(ellipse(0.0, 0.405, 0.20, 0.40), skin, bulge=0.6),
        sheen(ellipse(-0.06, 0.62, 0.035, 0.11, turn=0.1), 0.3),
    ]
    stem = contour([(-0.10, 0.77, 0), (-0.05, 0.84), (-0.06, 0.94), (-0.13, 1.0, 0), (0.02, 1.02, 0), (0.05, 0.90),
        (0.10, 0.77, 0), (0.0, 0.75)])
    parts += [detail(stem, "#6f8a3f", bulge=0.5), *leaf(0.06, 0.81, 0.28, 0.1)]
    if carved:
        glow = "#ffd34a"
        parts += [light(((s * 0.07, 0.47), (s * 0.25, 0.47), (s * 0.16, 0.62)), glow) for s in (-1, 1)]
        parts += [
            light(((-0.045, 0.37), (0.045, 0.37), (0.0, 0.44)), glow),
            light(((-0.32, 0.34), (-0.20, 0.30), (-0.15, 0.25), (-0.08, 0.30), (0.08, 0.30), (0.15, 0.25), (0.20, 0.30),
                (0.32, 0.34), (0.22, 0.17), (0.08, 0.12), (0.05, 0.17), (-0.05, 0.17), (-0.08, 0.12), (-0.22, 0.17)),
                glow),
        ]
    return standing(parts, foot=0.0)
