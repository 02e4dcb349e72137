"""What was built against enemies."""

from __future__ import annotations

from imagelabs_server.painter.subjects.buildings.masonry import LIT_WINDOW, arch, battlements
from imagelabs_server.painter.subjects.prelude import *


def _round_tower(x: float, w: float, top: float, wall: str, roof: str, flag: str | None) -> list[Part]:
    """A tower of a castle with a conical roof, its middle at x and its wall up to `top`."""
    half = w / 2
    rim = w * 0.62
    parts = []
    tip = top + w * 1.35
    if flag is not None:
        parts += [
            detail(box(x - 0.008, tip - 0.03, x + 0.008, tip + 0.10), "#5b4636"),
            detail(contour([(x, tip + 0.10, 0), (x + 0.06, tip + 0.085), (x + 0.13, tip + 0.07, 0),
                (x + 0.06, tip + 0.045), (x, tip + 0.04, 0)]), flag, bulge=0.1),
        ]
    parts += [
        Part(box(x - half, 0.0, x + half, top), wall, bulge=0.55),
        Part(box(x - rim, top - 0.06, x + rim, top), darker(wall, 0.06), bulge=0.45),
        shadow(box(x - half, top - 0.10, x + half, top - 0.06), 0.28),
        shadow(box(x + half * 0.25, 0.0, x + half, top - 0.06), 0.22),
        detail(((x - rim * 1.08, top - 0.01), (x + rim * 1.08, top - 0.01), (x, tip)), roof, bulge=0.35),
        shadow(((x + rim * 0.25, top - 0.01), (x + rim * 1.08, top - 0.01), (x, tip)), 0.28),
        light(arch(x - half * 0.15, top - 0.24, w * 0.26, w * 0.5), LIT_WINDOW),
    ]
    return parts


@subject(
    "castle", metres=32.0, stance="ground", group="building", prominence=0.50, found_in=("mountains", "lake", "field"),
)
def castle(rng: Rng) -> list[Part]:
    wall, roof = pick(rng, (("#cfc4b4", "#3f628a"), ("#c4b8c0", "#8a3f4f"), ("#d8c8a4", "#a8503a"),
        ("#b8bcc4", "#4a5a86")))
    flag = pick(rng, ("#d8443a", "#e7b93c", "#3f78b8"))
    tall = rng.uniform(0.66, 0.74)
    low = rng.uniform(0.40, 0.47)
    parts = _round_tower(-0.20, 0.20, tall - 0.10, darker(wall, 0.12), roof, None)
    parts += _round_tower(0.23, 0.23, tall, darker(wall, 0.06), roof, flag)
    keep = (*battlements(-0.30, 0.36, 0.46, 0.05, 6), (0.36, 0.0), (-0.30, 0.0))
    parts += [Part(tuple(keep), darker(wall, 0.16), bulge=0.1)]
    parts += [light(arch(x, 0.35, 0.045, 0.075), LIT_WINDOW) for x in (-0.12, 0.03, 0.18)]
    parts += _round_tower(-0.53, 0.24, low + 0.08, wall, roof, flag)
    parts += _round_tower(0.55, 0.24, low, wall, roof, None)
    curtain = (*battlements(-0.43, 0.45, 0.27, 0.045, 8), (0.45, 0.0), (-0.43, 0.0))
    parts += [
        Part(tuple(curtain), lighter(wall, 0.08), bulge=0.1),
        shadow(box(-0.43, 0.0, 0.45, 0.045), 0.2),
        *(
            shadow(box(x, y, x + 0.075, y + 0.025), 0.13)
            for x, y in ((-0.36, 0.19), (-0.26, 0.11), (0.26, 0.20), (0.34, 0.10), (-0.38, 0.07), (0.21, 0.14))
        ),
        detail(arch(0.01, 0.0, 0.25, 0.255), darker(wall, 0.35)),
        detail(arch(0.01, 0.0, 0.19, 0.22), "#5d3c28"),
        *(
            detail(box(x - 0.008, 0.0, x + 0.008, 0.20), "#3b2519") for x in (-0.035, 0.01, 0.055)
        ),
    ]
    return standing(parts)


@subject("tower", metres=30.0, stance="ground", group="building", prominence=0.56)
def tower(rng: Rng) -> list[Part]:
    wall = pick(rng, ("#c9b79c", "#b8b4b0", "#d0a888"))
    roof = pick(rng, ("#9a4a3a", "#4a5f80", "#5f7a5a"))
    shaft = ((-0.165, 0.0), (0.165, 0.0), (0.125, 0.66), (-0.125, 0.66))
    top = (*battlements(-0.185, 0.185, 0.745, 0.045, 5), (0.185, 0.70), (0.125, 0.635), (-0.125, 0.635), (-0.185, 0.70))
    stones = ((-0.10, 0.10), (0.0, 0.16), (-0.12, 0.26), (-0.03, 0.35), (-0.09, 0.45), (0.02, 0.53), (-0.06, 0.60),
        (0.03, 0.28), (0.0, 0.07))
    return standing(
        [
            detail(((-0.135, 0.72), (0.135, 0.72), (0.0, 1.0)), roof, bulge=0.3),
            shadow(((0.035, 0.72), (0.135, 0.72), (0.0, 1.0)), 0.3),
            Part(shaft, wall, bulge=0.5),
            *(shadow(box(x - 0.03, y, x + 0.03, y + 0.022), 0.16) for x, y in stones),
            shadow(clipped(shaft, box(0.05, 0.0, 0.3, 0.7)), 0.26),
            shadow(clipped(shaft, box(-0.3, 0.59, 0.3, 0.66)), 0.22),
            Part(tuple(top), lighter(wall, 0.1), bulge=0.4),
            shadow(clipped(top, box(0.06, 0.6, 0.3, 0.9)), 0.24),
            *(
                light(arch(x, y, 0.05, 0.09), LIT_WINDOW) for x, y in ((-0.03, 0.47), (-0.03, 0.27))
            ),
            detail(arch(-0.03, 0.0, 0.12, 0.165), darker(wall, 0.4)),
            detail(arch(-0.03, 0.0, 0.085, 0.14), "#6a4028", bulge=0.1),
        ]
    )
