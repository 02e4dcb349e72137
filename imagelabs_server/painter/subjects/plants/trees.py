"""Trees."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


def _foliage(rng: Rng, x: float, y: float, rx: float, ry: float) -> tuple[Point, ...]:
    """A clump of leaves: an oval with a lobed edge."""
    lobes = int(rng.integers(8, 11))
    a = np.linspace(0, 2 * np.pi, lobes * 2, endpoint=False) + rng.uniform(0, 1)
    r = np.where(np.arange(lobes * 2) % 2 == 0, 1.0, 0.87) * rng.uniform(0.95, 1.05, lobes * 2)
    return contour(
        [(x + rx * float(k * np.cos(t)), y + ry * float(k * np.sin(t))) for t, k in zip(a, r, strict=True)],
        per_segment=5,
    )


@subject(
    "tree", metres=11.0, stance="ground", group="plant", prominence=0.52, branches=0.62,
    found_in=("field", "lake", "mountains"), scenery="trees", turns_with_season=True,
)
def tree(rng: Rng) -> list[Part]:
    leaf = pick(rng, ("#5f9440", "#4f8a4a", "#7a9f3c", "#6aa04f"))
    bark = "#75513a"
    trunk = contour([(-0.13, 0.0, 0), (-0.075, 0.06), (-0.055, 0.20), (-0.06, 0.36), (-0.03, 0.50), (0.05, 0.50),
        (0.065, 0.36), (0.06, 0.20), (0.085, 0.06), (0.15, 0.0, 0)])
    clumps = [(-0.26, 0.52, 0.21, 0.165), (0.27, 0.53, 0.21, 0.17), (-0.16, 0.71, 0.23, 0.18),
        (0.18, 0.72, 0.23, 0.18), (0.01, 0.85, 0.20, 0.15), (0.0, 0.57, 0.26, 0.17)]
    clumps = [(x + rng.uniform(-0.03, 0.03), y + rng.uniform(-0.02, 0.02), rx, ry) for x, y, rx, ry in clumps]
    parts = [
        Part(_foliage(rng, 0.0, 0.60, 0.40, 0.22), darker(leaf, 0.45), bulge=0.4),
        detail(limb([(0.0, 0.32, 0.06), (-0.10, 0.44, 0.05), (-0.20, 0.52, 0.03)]), bark, bulge=0.5),
        detail(limb([(0.02, 0.30, 0.06), (0.12, 0.42, 0.05), (0.22, 0.50, 0.03)]), bark, bulge=0.5),
        detail(trunk, bark, bulge=0.6),
        shadow(clipped(trunk, [(0.02, 0.0), (0.2, 0.0), (0.2, 0.5), (0.01, 0.5)]), 0.3),
        shadow(clipped(trunk, [(-0.2, 0.36), (0.2, 0.36), (0.2, 0.52), (-0.2, 0.52)]), 0.35),
    ]
    for i, (x, y, rx, ry) in enumerate(clumps):
        tone = darker(leaf, 0.16) if i in (0, 1) else leaf
        parts += [
            Part(_foliage(rng, x, y, rx, ry), tone, bulge=0.6),
            Part(_foliage(rng, x - rx * 0.22, y + ry * 0.30, rx * 0.55, ry * 0.48), lighter(tone, 0.2), bulge=0.3,
                alpha=0.8),
        ]
    return standing(parts, foot=0.0)


@subject("pine", metres=16.0, stance="ground", group="plant", prominence=0.56, branches=0.45)
def pine(rng: Rng) -> list[Part]:
    needle = pick(rng, ("#3f6f4f", "#35654d", "#4a7a4a", "#3a6a5f"))
    parts = [detail(contour([(-0.05, 0.0, 0), (-0.035, 0.25), (0.035, 0.25), (0.055, 0.0, 0)]), "#6b4a35", bulge=0.5)]
    tiers = 5
    below: tuple[Point, ...] = ()
    for k in range(tiers):
        t = k / tiers
        base, top = 0.10 + 0.72 * t, 0.10 + 0.72 * t + 0.33 - 0.05 * t
        half = 0.33 * (1 - t * 0.80) * rng.uniform(0.95, 1.06)
        top = min(top, 1.0)
        edge = [
            (half * u, base + (0.035 if i % 2 else 0.0) - 0.02 * (1 - u * u))
            for i, u in enumerate(np.linspace(-1, 1, 9))
        ]
        corners = [(x, y, 0) for x, y in edge]
        tier = contour([*corners, (half * 0.38, base + (top - base) * 0.52), (0.0, top, 0),
            (-half * 0.38, base + (top - base) * 0.52)])
        tone = lighter(needle, 0.03 * k)
        if k:
            parts.append(shadow(clipped(below, ellipse(0.0, base + 0.01, half * 1.05, 0.085)), 0.4))
        parts += [
            Part(tier, tone, bulge=0.4),
            shadow(clipped(tier, [(half * 0.15, base - 0.1), (1, base - 0.1), (1, top + 0.1), (0.0, top + 0.1)]), 0.28),
            Part(clipped(tier, [(-half * 0.9, base - 0.1), (-half * 0.42, base - 0.1), (0.0, top + 0.02),
                (-half * 0.3, top)]), lighter(tone, 0.3), bulge=0.0, alpha=0.55),
        ]
        below = tier
    return standing(parts, foot=0.0)


@subject("palm", metres=9.0, stance="ground", group="plant", prominence=0.56, branches=0.8, found_in=("beach",))
def palm(rng: Rng) -> list[Part]:
    lean = float(rng.uniform(0.06, 0.16))
    leaf, bark = pick(rng, ("#4f9a4a", "#5aa052", "#468a50")), "#a0764a"
    x, y = lean, 0.72
    trunk = limb([(-lean * 0.6, 0.0, 0.115), (-lean * 0.5, 0.20, 0.08), (0.0, 0.45, 0.066), (x, y, 0.058)])
    fronds = []
    for k, (angle, reach, drop) in enumerate(((2.75, 0.48, 0.30), (0.35, 0.48, 0.30), (2.2, 0.44, 0.14),
        (0.95, 0.44, 0.14), (3.2, 0.40, 0.36), (-0.08, 0.40, 0.36), (1.62, 0.30, 0.02))):
        tip = (x + reach * float(np.cos(angle)), y + reach * 0.75 * float(np.sin(angle)) - drop * 0.6)
        top = (x + reach * 0.55 * float(np.cos(angle)), y + 0.10 + reach * 0.55 * float(np.sin(angle)) - drop * 0.1)
        spine = np.array([(x, y), top, tip])
        t = np.linspace(0, 1, 8)[:, None]
        curve = (1 - t) ** 2 * spine[0] + 2 * t * (1 - t) * spine[1] + t**2 * spine[2]
        upper: list[Corner] = []
        lower: list[Corner] = []
        for i, (px, py) in enumerate(curve):
            w = 0.075 * float(np.sin(np.pi * min(1.0, (i + 0.6) / 7.6)))
            upper.append((float(px), float(py) + w * 0.45))
            if 0 < i < 7:
                lower += [(float(px), float(py) - w * 1.25, 0),
                    (float(px) + 0.02 * float(np.sign(np.cos(angle))), float(py) - w * 0.35, 0)]
        outline = contour([*upper, *reversed(lower)], per_segment=3)
        tone = darker(leaf, 0.28) if k in (4, 5) else (leaf if k % 2 else darker(leaf, 0.10))
        fronds += [
            Part(outline, tone, bulge=0.3),
            detail(limb([(float(a), float(b), 0.014) for a, b in curve]), lighter(leaf, 0.35)),
        ]
    parts = [detail(clipped(trunk, box(-1, 0.0, 1, 1)), bark, bulge=0.6)]
    parts += [shadow(clipped(trunk, [(-1, h), (1, h + 0.05), (1, h + 0.068), (-1, h + 0.018)]), 0.3)
        for h in np.arange(0.04, 0.68, 0.065)]
    parts += [*fronds[8:12], *fronds[0:8], *fronds[12:]]
    parts += [detail(ellipse(x + dx, y - 0.03 + dy, 0.034, 0.038), "#7a5030", bulge=0.7)
        for dx, dy in ((-0.04, 0.0), (0.035, -0.005), (0.0, -0.03))]
    return standing(parts, foot=0.0)
