"""What people take along."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("tent", metres=1.7, stance="ground", group="thing", prominence=0.34, found_in=("forest", "mountains", "lake"))
def tent(rng: Rng) -> list[Part]:
    cloth, inside = pick(rng, (("#e08a3a", "#7a3f2a"), ("#4f8a6a", "#2f4a44"), ("#c9483f", "#5a2a30"),
        ("#3f78a8", "#2a3f5a")))
    parts = [
        detail(limb([(-0.20, 1.02, 0.022), (0.0, 0.80, 0.022)]), "#6a4a34", bulge=0.2),
        detail(limb([(-0.04, 1.02, 0.022), (-0.22, 0.80, 0.022)]), "#6a4a34", bulge=0.2),
        Part(((-0.12, 0.95), (0.46, 0.86), (0.98, 0.0), (0.42, 0.0)), darker(cloth, 0.28), bulge=0.2),
        shadow(((0.20, 0.90), (0.46, 0.86), (0.98, 0.0), (0.72, 0.0)), 0.12),
        Part(((-0.12, 0.95), (0.42, 0.0), (-0.68, 0.0)), cloth, bulge=0.2),
        detail(((-0.12, 0.74), (0.115, 0.0), (-0.36, 0.0)), inside),
        light(((-0.12, 0.60), (0.0, 0.0), (-0.24, 0.0)), "#ffcf7a", alpha=0.85),
        detail(contour([(-0.12, 0.76, 0), (-0.20, 0.40), (-0.40, 0.0, 0), (-0.28, 0.0, 0), (-0.18, 0.30)]),
            lighter(cloth, 0.3), bulge=0.3),
        detail(contour([(-0.12, 0.76, 0), (-0.04, 0.40), (0.16, 0.0, 0), (0.04, 0.0, 0), (-0.06, 0.30)]),
            lighter(cloth, 0.2), bulge=0.3),
        detail(limb([(-0.12, 0.95, 0.03), (-0.68, 0.0, 0.03)]), lighter(cloth, 0.35), bulge=0.2),
        detail(limb([(-0.12, 0.95, 0.03), (0.46, 0.86, 0.026)]), lighter(cloth, 0.25), bulge=0.2),
        detail(limb([(-0.50, 0.30, 0.014), (-0.90, 0.02, 0.014)]), "#e8dcc0"),
        detail(limb([(0.80, 0.30, 0.014), (1.16, 0.02, 0.014)]), "#e8dcc0"),
        detail(limb([(-0.88, 0.07, 0.026), (-0.92, 0.015, 0.02)]), "#6a4a34", bulge=0.1),
        detail(limb([(1.14, 0.07, 0.026), (1.18, 0.015, 0.02)]), "#6a4a34", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


@subject(
    "umbrella", metres=0.95, stance="ground", group="thing", prominence=0.42, clearance=0.55,
    found_in=("beach", "street"), held=(0.6, 0.62), held_overhead=True,
)
def umbrella(rng: Rng) -> list[Part]:
    cloth, other = pick(rng, (("#d0413a", "#b5322f"), ("#3f78b8", "#f4efe4"), ("#e8b53a", "#d8863a"),
        ("#7a5aa8", "#a888d0"), ("#3f9a7a", "#f4efe4")))
    dome = contour([(-0.56, 0.50, 0), (-0.52, 0.68), (-0.36, 0.84), (0.0, 0.93), (0.36, 0.84), (0.52, 0.68),
        (0.56, 0.50, 0), (0.46, 0.555), (0.36, 0.50, 0), (0.27, 0.56), (0.17, 0.50, 0), (0.0, 0.57), (-0.17, 0.50, 0),
        (-0.27, 0.56), (-0.36, 0.50, 0), (-0.46, 0.555)])
    parts = [
        detail(limb([(0.0, 0.60, 0.034), (0.0, 0.14, 0.034), (0.0, 0.10, 0.034), (0.035, 0.035, 0.034),
            (0.10, 0.025, 0.034), (0.14, 0.085, 0.038)]), "#6a4430", bulge=0.4),
        detail(limb([(0.0, 0.91, 0.03), (0.0, 0.985, 0.02)]), "#6a4430", bulge=0.3),
        Part(dome, cloth, bulge=0.6),
        detail(contour([(0.0, 0.93, 0), (-0.22, 0.86), (-0.34, 0.70), (-0.36, 0.50, 0), (-0.27, 0.56), (-0.17, 0.50, 0),
            (-0.15, 0.70)]), other, bulge=0.4),
        detail(contour([(0.0, 0.93, 0), (0.22, 0.86), (0.34, 0.70), (0.36, 0.50, 0), (0.27, 0.56), (0.17, 0.50, 0),
            (0.15, 0.70)]), other, bulge=0.4),
        shadow(clipped(dome, [(0.34, 0.4), (0.7, 0.4), (0.7, 1.0), (0.16, 1.0)]), 0.18),
        sheen(limb([(-0.42, 0.68, 0.02), (-0.34, 0.78, 0.04), (-0.20, 0.86, 0.02)]), 0.3),
    ]
    return standing(put(parts, turn=float(rng.uniform(-0.15, 0.15))))
