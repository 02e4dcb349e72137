"""Toys."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject("ball", metres=0.3, stance="surface", group="thing", prominence=0.28, found_in=("garden", "beach"))
def ball(rng: Rng) -> list[Part]:
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
        detail(ellipse(*centre, 0.085, 0.085), tones[2], bulge=0.4),
        shadow(clipped(outline, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.42), (-0.6, 0.12)]), 0.22),
        sheen(ellipse(-0.20, 0.80, 0.12, 0.065, turn=0.6), 0.5),
    ]
    return standing(parts)


@subject("kite", metres=1.5, stance="air", group="thing", prominence=0.30, found_in=("field", "beach"))
def kite(rng: Rng) -> list[Part]:
    first, second, tail = pick(rng, (("#d8443a", "#f2c23a", "#3f78b8"), ("#3f86c4", "#f6efe0", "#e0567a"),
        ("#f0b02f", "#e0662f", "#4f9a6a"), ("#8a5ab8", "#f2d27a", "#3fa0a8")))
    sway = float(rng.uniform(-0.06, 0.06))
    top, left, right, low, mid = (0.0, 1.0), (-0.32, 0.70), (0.32, 0.70), (0.0, 0.26), (0.0, 0.70)
    thread = [(0.0, 0.27, 0.018), (-0.08 + sway, 0.18, 0.018), (0.06 + sway, 0.10, 0.018), (-0.04, 0.02, 0.018),
        (0.05 - sway, -0.06, 0.016)]
    bow = [((0.0, 0.0), (-0.08, 0.048), (-0.08, -0.048)), ((0.0, 0.0), (0.08, 0.048), (0.08, -0.048))]
    bows = [detail(placed(half, x, y, turn=t), c, bulge=0.2)
        for (x, y, _), t, c in zip(thread[1:], (0.3, -0.3, 0.25, -0.2), (tail, first, tail, first), strict=True)
        for half in bow]
    return standing(put([
        detail(limb(thread), "#6a4a3a", bulge=0.1),
        *bows,
        Part((top, left, mid), first, bulge=0.1),
        detail((top, right, mid), second, bulge=0.1),
        detail((low, left, mid), second, bulge=0.1),
        Part((low, right, mid), first, bulge=0.1),
        shadow((top, right, low), 0.14),
        detail(limb([(0.0, 0.99, 0.018), (0.0, 0.27, 0.018)]), "#7a5236", bulge=0.1),
        detail(limb([(-0.31, 0.70, 0.018), (0.31, 0.70, 0.018)]), "#7a5236", bulge=0.1),
        sheen(((-0.03, 0.93), (-0.23, 0.73), (-0.17, 0.73), (-0.03, 0.87)), 0.3),
    ], turn=float(rng.uniform(-0.5, -0.1))))


@subject(
    "balloon", metres=0.9, stance="air", group="thing", facing=False, prominence=0.50,
    found_in=("field", "garden", "street"), held=(0.41, 0.92), lifts_people_as="aerostat",
)
def balloon(rng: Rng) -> list[Part]:
    tone = pick(rng, ("#d8392f", "#2f74c0", "#f0b428", "#3f9a55", "#e0609a", "#8a4fb0", "#ef7f2a"))
    swing = rng.uniform(-0.05, 0.05, 3)
    string = [(0.0, 0.0, 0.014), (float(swing[0]), 0.16, 0.014), (float(swing[1]), 0.34, 0.014),
        (float(0.4 * swing[2]), 0.48, 0.014), (0.0, 0.565, 0.014)]
    body = contour([(0.0, 1.0), (0.125, 0.965), (0.185, 0.855), (0.165, 0.745), (0.085, 0.635), (0.022, 0.592),
        (-0.022, 0.592), (-0.085, 0.635), (-0.165, 0.745), (-0.185, 0.855), (-0.125, 0.965)])
    knot = contour([(-0.020, 0.596), (0.020, 0.596), (0.036, 0.560, 0), (0.0, 0.572), (-0.036, 0.560, 0)])
    return [
        detail(limb(string), "#7d7168"),
        Part(knot, darker(tone, 0.25), bulge=0.3),
        Part(body, tone, bulge=0.95),
        shadow(clipped(body, [(0.02, 0.55), (0.25, 0.55), (0.25, 0.95), (0.13, 0.95)]), 0.16),
        sheen(limb([(-0.105, 0.925, 0.030), (-0.135, 0.870, 0.046), (-0.132, 0.815, 0.022)]), 0.55),
        sheen(ellipse(-0.108, 0.765, 0.014, 0.018, turn=0.3), 0.4),
    ]
