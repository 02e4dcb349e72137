"""What people build to live and worship in, with a lit front and a side in the shade: house, church, castle, tower."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Part,
    Point,
    Subject,
    box,
    clipped,
    contour,
    darker,
    ellipse,
    lighter,
    pick,
    placed,
    shadow,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

_LIT_WINDOW = "#ffd37a"
_DARK_WINDOW = "#4a6078"


def _window(x: float, y: float, w: float, h: float, frame: str, *, lit: bool = True) -> list[Part]:
    """A window with its frame and glazing bars, its middle at (x, y)."""
    t = min(w, h) * 0.16
    pane = Part(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2), _LIT_WINDOW if lit else _DARK_WINDOW, role="light",
        bulge=0.0)
    return [
        Part(box(x - w / 2 - t, y - h / 2 - t, x + w / 2 + t, y + h / 2 + t), frame, role="detail", bulge=0.0),
        pane,
        Part(box(x - t * 0.4, y - h / 2, x + t * 0.4, y + h / 2), frame, role="detail", bulge=0.0),
        Part(box(x - w / 2, y - t * 0.4, x + w / 2, y + t * 0.4), frame, role="detail", bulge=0.0),
    ]


def arch(x: float, bottom: float, w: float, h: float, *, pointed: float = 0.0) -> tuple[Point, ...]:
    """A doorway or window with a round or pointed head, standing at `bottom`; w and h are its full size."""
    half = w / 2
    a = np.linspace(0.0, np.pi, 13)
    head = [
        (x + half * float(np.cos(t)), bottom + h - half * (1 + pointed) + half * (1 + pointed) * float(np.sin(t)))
        for t in a
    ]
    return ((x + half, bottom), *head, (x - half, bottom))


def battlements(left: float, right: float, top: float, tooth: float, count: int) -> list[Point]:
    """The corners of a crenellated edge from left to right, its teeth rising above `top`."""
    step = (right - left) / (2 * count - 1)
    corners: list[Point] = []
    for i in range(count):
        x = left + 2 * i * step
        corners += [(x, top), (x, top + tooth), (x + step, top + tooth), (x + step, top)]
    return corners


def _house(rng: np.random.Generator) -> list[Part]:
    wall, roof, trim, door = pick(
        rng,
        (
            ("#f0dcb6", "#b5503a", "#fffaf0", "#4f7a6a"),
            ("#e9e4da", "#56677c", "#ffffff", "#a8473b"),
            ("#dca878", "#7c4638", "#fff4e0", "#3f5f7c"),
            ("#c9d6c4", "#8a5240", "#fffdf4", "#8a4b35"),
            ("#d88a78", "#5d4a52", "#fff2e4", "#3f5566"),
        ),
    )
    gable = [(-0.66, 0.0), (-0.06, 0.0), (-0.06, 0.50), (-0.36, 0.88), (-0.66, 0.50)]
    side = [(-0.06, 0.0), (0.68, 0.0), (0.68, 0.50), (-0.06, 0.50)]
    slope = [(-0.36, 0.935), (0.44, 0.935), (0.77, 0.455), (-0.005, 0.455)]
    parts = [
        Part(box(0.26, 0.72, 0.40, 1.0), darker("#b4654a", 0.1), role="detail", bulge=0.1),
        Part(box(0.24, 0.97, 0.42, 1.02), "#8d4a38", role="detail", bulge=0.0),
        shadow(box(0.34, 0.72, 0.40, 0.97), 0.3),
        Part(tuple(side), darker(wall, 0.20), bulge=0.0),
        Part(tuple(gable), lighter(wall, 0.12), bulge=0.0),
        shadow(((-0.06, 0.37), (0.68, 0.37), (0.68, 0.50), (-0.06, 0.50)), 0.22),
        Part(box(-0.68, 0.0, -0.06, 0.055), darker("#9a8f86", 0.05), role="detail", bulge=0.0),
        Part(box(-0.06, 0.0, 0.70, 0.055), darker("#9a8f86", 0.30), role="detail", bulge=0.0),
        Part(tuple(slope), roof, role="detail", bulge=0.1),
        *(
            shadow(
                ((-0.36 + 0.355 * k, 0.935 - 0.48 * k), (0.44 + 0.33 * k, 0.935 - 0.48 * k),
                    (0.455 + 0.33 * k, 0.912 - 0.48 * k), (-0.345 + 0.355 * k, 0.912 - 0.48 * k)),
                0.22,
            )
            for k in (0.22, 0.44, 0.66, 0.88)
        ),
        Part(((-0.36, 0.96), (-0.36, 0.865), (-0.70, 0.425), (-0.76, 0.455)), darker(roof, 0.28), role="detail",
            bulge=0.0),
        Part(((-0.36, 0.96), (-0.36, 0.865), (-0.02, 0.425), (0.04, 0.455)), lighter(roof, 0.18), role="detail",
            bulge=0.0),
    ]
    parts += _window(-0.36, 0.62, 0.10, 0.12, trim, lit=bool(rng.random() < 0.5))
    parts += [
        Part(box(-0.585, 0.03, -0.425, 0.36), trim, role="detail", bulge=0.0),
        Part(box(-0.565, 0.03, -0.445, 0.34), door, role="detail", bulge=0.1),
        Part(box(-0.54, 0.235, -0.47, 0.315), _LIT_WINDOW, role="light", bulge=0.0),
        Part(ellipse(-0.465, 0.17, 0.012, 0.012), "#f0cf74", role="detail", bulge=0.2),
        Part(box(-0.62, 0.0, -0.39, 0.035), "#c9bfb2", role="detail", bulge=0.0),
    ]
    parts += _window(-0.22, 0.27, 0.15, 0.17, trim)
    for i, x in enumerate((0.15, 0.46)):
        parts += _window(x, 0.25, 0.16, 0.17, darker(trim, 0.12), lit=bool(rng.random() < 0.8) or i == 0)
    bush = contour([(0.56, 0.0), (0.55, 0.08), (0.60, 0.13), (0.66, 0.12), (0.72, 0.15), (0.79, 0.10), (0.80, 0.0)])
    return standing(
        [
            *parts,
            Part(bush, "#4f7f45", role="detail", bulge=0.6),
            Part(placed(bush, -1.31, 0.0, scale=0.9), "#5d8f4c", role="detail", bulge=0.6),
        ]
    )


def _church(rng: np.random.Generator) -> list[Part]:
    wall, roof = pick(rng, (("#f3ece0", "#8f4a3c"), ("#e8d2a8", "#6f4a3c"), ("#d8d4d0", "#4d5f74"),
        ("#e6c9b4", "#8f4a3c")))
    spire = pick(rng, ("#5d6f80", "#4f7a6c", "#3f5068", "#8a4438"))
    shade = darker(wall, 0.24)
    glass = "#f2b95a"
    parts = [
        Part(box(-0.02, 0.0, 0.52, 0.30), shade, bulge=0.0),
        Part(((-0.06, 0.28), (0.56, 0.28), (0.46, 0.47), (-0.06, 0.47)), roof, role="detail", bulge=0.1),
        shadow(box(-0.02, 0.24, 0.52, 0.28), 0.25),
        *(
            shadow(
                ((-0.06, y), (0.55 - (y - 0.28) * 0.5, y), (0.55 - (y - 0.28) * 0.5, y + 0.012), (-0.06, y + 0.012)),
                0.22,
            )
            for y in (0.33, 0.38, 0.43)
        ),
    ]
    for x in (0.14, 0.27, 0.40):
        parts += [
            Part(arch(x, 0.07, 0.085, 0.165, pointed=0.6), lighter(shade, 0.3), role="detail", bulge=0.0),
            Part(arch(x, 0.085, 0.055, 0.135, pointed=0.6), glass, role="light", bulge=0.0),
        ]
    parts += [
        Part(box(-0.27, 0.0, 0.03, 0.60), lighter(wall, 0.1), bulge=0.0),
        Part(box(-0.05, 0.0, 0.03, 0.60), shade, bulge=0.0),
        Part(box(-0.29, 0.565, 0.05, 0.605), darker(wall, 0.1), role="detail", bulge=0.0),
        Part(box(-0.29, 0.325, 0.05, 0.35), darker(wall, 0.1), role="detail", bulge=0.0),
        Part(((-0.31, 0.60), (-0.05, 0.60), (-0.12, 0.91)), spire, role="detail", bulge=0.1),
        Part(((-0.05, 0.60), (0.07, 0.60), (-0.12, 0.91)), darker(spire, 0.32), role="detail", bulge=0.0),
        Part(box(-0.131, 0.89, -0.109, 1.0), "#e7b93c", role="detail", bulge=0.2),
        Part(box(-0.165, 0.945, -0.075, 0.967), "#e7b93c", role="detail", bulge=0.2),
        Part(arch(-0.16, 0.40, 0.11, 0.145), darker(wall, 0.2), role="detail", bulge=0.0),
        Part(arch(-0.16, 0.405, 0.08, 0.12), "#3d3a48", role="detail", bulge=0.0),
        Part(contour([(-0.19, 0.435), (-0.175, 0.48), (-0.16, 0.50), (-0.145, 0.48), (-0.13, 0.435)]), "#d8a53c",
            role="detail", bulge=0.6),
        Part(ellipse(-0.16, 0.265, 0.052, 0.052), darker(wall, 0.25), role="detail", bulge=0.0),
        Part(ellipse(-0.16, 0.265, 0.037, 0.037), glass, role="light", bulge=0.0),
        Part(arch(-0.16, 0.0, 0.145, 0.195, pointed=0.5), darker(wall, 0.25), role="detail", bulge=0.0),
        Part(arch(-0.16, 0.0, 0.105, 0.165, pointed=0.5), "#7a4a2f", role="detail", bulge=0.1),
        Part(box(-0.168, 0.0, -0.152, 0.16), "#53301f", role="detail", bulge=0.0),
    ]
    return standing(parts)


def _round_tower(x: float, w: float, top: float, wall: str, roof: str, flag: str | None) -> list[Part]:
    """A tower of a castle with a conical roof, its middle at x and its wall up to `top`."""
    half = w / 2
    rim = w * 0.62
    parts = []
    tip = top + w * 1.35
    if flag is not None:
        parts += [
            Part(box(x - 0.008, tip - 0.03, x + 0.008, tip + 0.10), "#5b4636", role="detail", bulge=0.0),
            Part(contour([(x, tip + 0.10, 0), (x + 0.06, tip + 0.085), (x + 0.13, tip + 0.07, 0),
                (x + 0.06, tip + 0.045), (x, tip + 0.04, 0)]), flag, role="detail", bulge=0.1),
        ]
    parts += [
        Part(box(x - half, 0.0, x + half, top), wall, bulge=0.55),
        Part(box(x - rim, top - 0.06, x + rim, top), darker(wall, 0.06), bulge=0.45),
        shadow(box(x - half, top - 0.10, x + half, top - 0.06), 0.28),
        shadow(box(x + half * 0.25, 0.0, x + half, top - 0.06), 0.22),
        Part(((x - rim * 1.08, top - 0.01), (x + rim * 1.08, top - 0.01), (x, tip)), roof, role="detail", bulge=0.35),
        shadow(((x + rim * 0.25, top - 0.01), (x + rim * 1.08, top - 0.01), (x, tip)), 0.28),
        Part(arch(x - half * 0.15, top - 0.24, w * 0.26, w * 0.5), _LIT_WINDOW, role="light", bulge=0.0),
    ]
    return parts


def _castle(rng: np.random.Generator) -> list[Part]:
    wall, roof = pick(rng, (("#cfc4b4", "#3f628a"), ("#c4b8c0", "#8a3f4f"), ("#d8c8a4", "#a8503a"),
        ("#b8bcc4", "#4a5a86")))
    flag = pick(rng, ("#d8443a", "#e7b93c", "#3f78b8"))
    tall = rng.uniform(0.66, 0.74)
    low = rng.uniform(0.40, 0.47)
    parts = _round_tower(-0.20, 0.20, tall - 0.10, darker(wall, 0.12), roof, None)
    parts += _round_tower(0.23, 0.23, tall, darker(wall, 0.06), roof, flag)
    keep = (*battlements(-0.30, 0.36, 0.46, 0.05, 6), (0.36, 0.0), (-0.30, 0.0))
    parts += [Part(tuple(keep), darker(wall, 0.16), bulge=0.1)]
    parts += [Part(arch(x, 0.35, 0.045, 0.075), _LIT_WINDOW, role="light", bulge=0.0) for x in (-0.12, 0.03, 0.18)]
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
        Part(arch(0.01, 0.0, 0.25, 0.255), darker(wall, 0.35), role="detail", bulge=0.0),
        Part(arch(0.01, 0.0, 0.19, 0.22), "#5d3c28", role="detail", bulge=0.0),
        *(
            Part(box(x - 0.008, 0.0, x + 0.008, 0.20), "#3b2519", role="detail", bulge=0.0)
            for x in (-0.035, 0.01, 0.055)
        ),
    ]
    return standing(parts)


def _tower(rng: np.random.Generator) -> list[Part]:
    wall = pick(rng, ("#c9b79c", "#b8b4b0", "#d0a888"))
    roof = pick(rng, ("#9a4a3a", "#4a5f80", "#5f7a5a"))
    shaft = ((-0.165, 0.0), (0.165, 0.0), (0.125, 0.66), (-0.125, 0.66))
    top = (*battlements(-0.185, 0.185, 0.745, 0.045, 5), (0.185, 0.70), (0.125, 0.635), (-0.125, 0.635), (-0.185, 0.70))
    stones = ((-0.10, 0.10), (0.0, 0.16), (-0.12, 0.26), (-0.03, 0.35), (-0.09, 0.45), (0.02, 0.53), (-0.06, 0.60),
        (0.03, 0.28), (0.0, 0.07))
    return standing(
        [
            Part(((-0.135, 0.72), (0.135, 0.72), (0.0, 1.0)), roof, role="detail", bulge=0.3),
            shadow(((0.035, 0.72), (0.135, 0.72), (0.0, 1.0)), 0.3),
            Part(shaft, wall, bulge=0.5),
            *(shadow(box(x - 0.03, y, x + 0.03, y + 0.022), 0.16) for x, y in stones),
            shadow(clipped(shaft, box(0.05, 0.0, 0.3, 0.7)), 0.26),
            shadow(clipped(shaft, box(-0.3, 0.59, 0.3, 0.66)), 0.22),
            Part(tuple(top), lighter(wall, 0.1), bulge=0.4),
            shadow(clipped(top, box(0.06, 0.6, 0.3, 0.9)), 0.24),
            *(
                Part(arch(x, y, 0.05, 0.09), _LIT_WINDOW, role="light", bulge=0.0)
                for x, y in ((-0.03, 0.47), (-0.03, 0.27))
            ),
            Part(arch(-0.03, 0.0, 0.12, 0.165), darker(wall, 0.4), role="detail", bulge=0.0),
            Part(arch(-0.03, 0.0, 0.085, 0.14), "#6a4028", role="detail", bulge=0.1),
        ]
    )


SUBJECTS = (
    Subject("house", metres=7.0, stance="ground", group="building", draw=_house, prominence=0.40),
    Subject("church", metres=28.0, stance="ground", group="building", draw=_church, prominence=0.52),
    Subject("castle", metres=32.0, stance="ground", group="building", draw=_castle, prominence=0.50),
    Subject("tower", metres=30.0, stance="ground", group="building", draw=_tower, prominence=0.56),
)
