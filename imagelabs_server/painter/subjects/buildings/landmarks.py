"""Buildings that are seen from afar."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.buildings.masonry import arch
from imagelabs_server.painter.subjects.prelude import *


@subject(
    "lighthouse", metres=25.0, stance="ground", group="building", facing=False, prominence=0.58, found_in=("beach",),
)
def lighthouse(rng: Rng) -> list[Part]:
    white, band = pick(rng, (("#f6f0e6", "#cf3f38"), ("#f6f0e6", "#2f5f96"), ("#f4efe4", "#34363f")))
    shaft = ((-0.135, 0.05), (0.135, 0.05), (0.085, 0.73), (-0.085, 0.73))
    bands = int(rng.integers(2, 4))
    rock = contour([(-0.40, 0.0, 0), (-0.36, 0.055), (-0.24, 0.075), (-0.16, 0.105), (0.02, 0.09), (0.14, 0.115),
        (0.27, 0.08), (0.38, 0.05), (0.43, 0.0, 0)])
    hut = ((0.09, 0.05), (0.36, 0.05), (0.36, 0.18), (0.09, 0.18))
    parts = [
        Part(hut, darker(white, 0.12), bulge=0.0),
        detail(((0.06, 0.17), (0.39, 0.17), (0.33, 0.265), (0.10, 0.265)), "#9a4438", bulge=0.1),
        light(box(0.23, 0.085, 0.295, 0.145), "#ffd37a"),
        Part(shaft, white, bulge=0.5),
    ]
    for k in range(bands):
        y = 0.12 + k * 0.6 / bands
        parts.append(detail(clipped(shaft, box(-0.3, y, 0.3, y + 0.3 / bands)), band, bulge=0.5))
    parts += [
        shadow(clipped(shaft, [(0.045, 0.0), (0.2, 0.0), (0.2, 0.8), (0.025, 0.8)]), 0.3),
        *(glass(arch(-0.025, y, 0.042, 0.07), "#3f5068") for y in (0.34, 0.56)),
        detail(arch(-0.03, 0.06, 0.075, 0.13), "#6f452c", bulge=0.1),
        shadow(clipped(shaft, box(-0.2, 0.69, 0.2, 0.73)), 0.3),
        detail(box(-0.135, 0.725, 0.135, 0.755), "#3c3f4a", bulge=0.1),
        *(
            detail(box(x - 0.009, 0.75, x + 0.009, 0.815), "#3c3f4a") for x in (-0.12, -0.06, 0.06, 0.12)
        ),
        detail(box(-0.13, 0.805, 0.13, 0.825), "#3c3f4a"),
        light(box(-0.072, 0.755, 0.072, 0.875), "#ffe48f", bulge=0.2),
        light(ellipse(0.0, 0.815, 0.036, 0.045), "#fffbe6"),
        detail(box(-0.011, 0.755, 0.011, 0.875), "#3c3f4a"),
        detail(contour([(-0.105, 0.868, 0), (-0.085, 0.91), (-0.03, 0.955), (0.0, 0.965), (0.03, 0.955), (0.085, 0.91),
            (0.105, 0.868, 0)]), band, bulge=0.6),
        detail(limb([(0.0, 0.95, 0.022), (0.0, 0.99, 0.018)]), "#3c3f4a", bulge=0.2),
        detail(rock, "#7d7672", bulge=0.5),
        shadow(clipped(rock, [(0.06, 0.0), (0.5, 0.0), (0.5, 0.2), (0.16, 0.2)]), 0.25),
    ]
    return standing(parts)


@subject("windmill", metres=18.0, stance="ground", group="building", facing=False, prominence=0.52, found_in=("field",))
def windmill(rng: Rng) -> list[Part]:
    wall, cap = pick(rng, (("#f2e8d6", "#8f4a34"), ("#d9b48c", "#5f4a44"), ("#e6e2dc", "#3f5f80"),
        ("#b8674a", "#4a3c3c")))
    spin = float(rng.uniform(0.3, 1.2))
    body = ((-0.215, 0.0), (0.215, 0.0), (0.125, 0.55), (-0.125, 0.55))
    parts = [
        Part(body, wall, bulge=0.5),
        shadow(clipped(body, [(0.07, 0.0), (0.3, 0.0), (0.3, 0.6), (0.04, 0.6)]), 0.28),
        *(light(box(-0.035, y, 0.035, y + 0.075), "#ffd37a") for y in (0.25, 0.40)),
        detail(arch(-0.02, 0.0, 0.105, 0.165), "#6a4630", bulge=0.1),
        detail(clipped(body, box(-0.4, 0.185, 0.4, 0.21)), darker(wall, 0.3)),
        detail(contour([(-0.15, 0.54, 0), (-0.13, 0.62), (-0.05, 0.695), (0.05, 0.695), (0.13, 0.62), (0.15, 0.54, 0)]),
            cap, bulge=0.6),
    ]
    for k in range(4):
        turn = spin + k * np.pi / 2
        sail = ((0.025, 0.09), (0.105, 0.09), (0.105, 0.44), (0.025, 0.44))
        lattice = [box(0.02, y, 0.11, y + 0.018) for y in (0.09, 0.175, 0.26, 0.345, 0.425)]
        parts.append(detail(placed(sail, 0.0, 0.585, turn=turn), "#fbf3e0", bulge=0.1))
        parts += [detail(placed(rung, 0.0, 0.585, turn=turn), "#7a5a40") for rung in lattice]
        parts.append(detail(placed(box(-0.014, 0.0, 0.022, 0.455), 0.0, 0.585, turn=turn), "#5d4230", bulge=0.1))
    parts.append(detail(ellipse(0.0, 0.585, 0.038, 0.038), "#4d382c", bulge=0.5))
    return standing(parts, foot=0.0)


@subject(
    "bridge", metres=10.0, stance="water", group="building", facing=False, prominence=0.28, clearance=0.52,
    found_in=("river", "lake"),
)
def bridge(rng: Rng) -> list[Part]:
    stone = pick(rng, ("#c2b29c", "#b4aeb0", "#c99f7c", "#a8a49a", "#b98f7a"))
    arches = 3
    deck = [(-1.6 + 3.2 * t, 0.70 + 0.20 * float(np.sin(np.pi * t))) for t in np.linspace(0, 1, 25)]
    parts: list[Part] = []
    lower: list[tuple[float, float]] = []
    under: list[Part] = []
    for k in range(arches):
        x = -1.0 + k * 1.0
        r = 0.36 if k != 1 else 0.41
        lower += [
            (x - r, 0.0),
            *((x - r * float(np.cos(t)), 0.12 + (r * 1.15) * float(np.sin(t))) for t in np.linspace(0, np.pi, 17)),
            (x + r, 0.0),
        ]
        curve = [(x - r * float(np.cos(t)), 0.12 + (r * 1.15) * float(np.sin(t))) for t in np.linspace(0, np.pi, 17)]
        inner = [(x - 0.10 - r * float(np.cos(t)), 0.12 + (r * 1.08) * float(np.sin(t)))
            for t in np.linspace(0, np.pi, 17)]
        under.append(detail((*curve, *reversed(inner)), darker(stone, 0.48)))
        ring = [
            (x - (r + 0.05) * float(np.cos(t)), 0.12 + (r * 1.15 + 0.055) * float(np.sin(t)))
            for t in np.linspace(0, np.pi, 17)
        ]
        under.append(detail((*curve, *reversed(ring)), lighter(stone, 0.28)))
    body = ((-1.6, 0.0), *lower, (1.6, 0.0), *reversed(deck))
    rail = [*((x, y + 0.10) for x, y in deck), *((x, y - 0.035) for x, y in reversed(deck))]
    coping = [*((x, y + 0.12) for x, y in deck), *((x, y + 0.07) for x, y in reversed(deck))]
    parts += [Part(body, stone, bulge=0.1), *under]
    blocks = ((-1.50, 0.30), (-1.48, 0.52), (-0.5, 0.62), (-0.58, 0.54), (0.46, 0.54), (0.55, 0.64), (1.47, 0.36),
        (1.5, 0.55), (0.0, 0.76), (-0.95, 0.70), (0.95, 0.70), (-1.25, 0.64), (1.22, 0.66))
    parts += [shadow(box(x - 0.06, y, x + 0.06, y + 0.045), rng.uniform(0.1, 0.2)) for x, y in blocks]
    for x in (-0.5, 0.5):
        parts.append(Part(contour([(x - 0.10, 0.0, 0), (x - 0.10, 0.28, 0), (x, 0.36, 0), (x + 0.10, 0.28, 0),
            (x + 0.10, 0.0, 0)]), lighter(stone, 0.12), bulge=0.3))
        parts.append(shadow(((x, 0.0), (x + 0.10, 0.0), (x + 0.10, 0.28), (x, 0.36)), 0.25))
    parts += [Part(tuple(rail), darker(stone, 0.10), bulge=0.0), Part(tuple(coping), lighter(stone, 0.3), bulge=0.0)]
    for x in (-1.45, -0.5, 0.5, 1.45):
        y = 0.70 + 0.20 * float(np.sin(np.pi * (x + 1.6) / 3.2)) + 0.10
        parts += [
            detail(box(x - 0.02, y, x + 0.02, y + 0.20), "#33353d", bulge=0.2),
            light(ellipse(x, y + 0.235, 0.052, 0.062), "#ffdf94", bulge=0.3),
            detail(contour([(x - 0.06, y + 0.28, 0), (x, y + 0.335, 0), (x + 0.06, y + 0.28, 0)]), "#33353d",
                bulge=0.1),
        ]
    return standing(parts, foot=0.0)


@subject("pyramid", metres=40.0, stance="ground", group="building", prominence=0.44, found_in=("desert",))
def pyramid(rng: Rng) -> list[Part]:
    stone = pick(rng, ("#e2bd7a", "#d6a968", "#e8c892", "#c99a64"))
    edge = float(rng.uniform(0.06, 0.18))
    left, right = [(-0.92, 0.0), (edge, 0.0), (0.0, 1.0)], [(edge, 0.0), (0.86, 0.07), (0.0, 1.0)]
    parts = [Part(tuple(left), lighter(stone, 0.15), bulge=0.0), Part(tuple(right), darker(stone, 0.36), bulge=0.0)]
    for k in range(1, 10):
        y = k * 0.1
        parts.append(shadow(clipped(left, box(-1, y - 0.008, 1, y + 0.008)), 0.20))
        parts.append(shadow(clipped(right, ((-0.1, y - 0.012), (0.9, y + 0.050), (0.9, y + 0.068), (-0.1, y + 0.006))),
            0.20))
    for k in range(9):
        for x in np.arange(-0.85 + 0.05 * (k % 2), 0.1, 0.16):
            y = k * 0.1
            if -0.92 * (1 - y - 0.1) + 0.05 < x < edge * (1 - y - 0.1) - 0.03:
                parts.append(shadow(box(float(x) - 0.006, y, float(x) + 0.006, y + 0.1), 0.14))
    door = ((-0.36, 0.0), (-0.24, 0.0), (-0.255, 0.135), (-0.345, 0.135))
    parts += [
        detail(((-0.39, 0.0), (-0.21, 0.0), (-0.235, 0.17), (-0.365, 0.17)), darker(stone, 0.15)),
        detail(door, "#3a2a2c"),
    ]
    return standing(parts, foot=0.0)
