"""Whales and dolphins: at the surface only their backs are seen, under water all of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from imagelabs_server.painter.subjects.prelude import *

_SPOUT = 2  # the first parts of a whale are its breath


def _whole_whale(rng: Rng) -> list[Part]:
    coat = pick(rng, ("#3f6488", "#4a5f78", "#35587a"))
    pale = "#dde6ea"
    up = rng.uniform(-0.04, 0.06)
    body = contour([(1.05, 0.34), (1.02, 0.52), (0.86, 0.66), (0.56, 0.74), (0.20, 0.72), (-0.20, 0.60), (-0.56, 0.44),
        (-0.86, 0.46 + up), (-1.02, 0.58 + up), (-1.06, 0.52 + up), (-0.95, 0.36 + up), (-0.70, 0.22), (-0.40, 0.10),
        (0.0, 0.0), (0.44, -0.03), (0.80, 0.04), (0.99, 0.16)])
    fluke = contour([(-0.98, 0.52 + up), (-1.04, 0.66 + up), (-1.22, 0.80 + up), (-1.44, 0.80 + up, 0),
        (-1.34, 0.66 + up), (-1.14, 0.55 + up)])
    fluke2 = contour([(-0.96, 0.52 + up), (-0.90, 0.70 + up), (-0.74, 0.82 + up), (-0.54, 0.82 + up, 0),
        (-0.64, 0.68 + up), (-0.80, 0.55 + up)])
    flipper = contour([(0.42, 0.16), (0.32, 0.02), (0.14, -0.13), (-0.06, -0.17, 0), (0.04, -0.02), (0.18, 0.14),
        (0.30, 0.20)])
    white = contour([(1.045, 0.31), (0.86, 0.295), (0.52, 0.255), (0.16, 0.205), (-0.20, 0.14), (-0.36, 0.095),
        (0.0, 0.005), (0.44, -0.025), (0.80, 0.045), (0.985, 0.16)])
    parts = [
        detail(limb([(0.52, 0.74, 0.06), (0.52, 0.90, 0.07), (0.46, 1.02, 0.08), (0.34, 1.09, 0.07),
            (0.25, 1.03, 0.03)]), "#dcecf4", bulge=0.3, alpha=0.9),
        detail(limb([(0.54, 0.74, 0.06), (0.55, 0.90, 0.07), (0.62, 1.03, 0.08), (0.74, 1.08, 0.07),
            (0.82, 1.01, 0.03)]), "#eef6fa", bulge=0.3, alpha=0.9),
        Part(fluke, darker(coat, 0.18), bulge=0.4),
        Part(fluke2, coat, bulge=0.4),
        Part(body, coat, bulge=0.8),
        detail(white, pale, bulge=0.4),
    ]
    for y in (0.24, 0.165, 0.09):
        groove = limb([(0.99 - (0.24 - y) * 0.4, y + 0.015, 0.012), (0.60, y - 0.012, 0.018),
            (0.24, y - 0.05 if y > 0.1 else y, 0.010)])
        parts.append(detail(groove, darker(pale, 0.28)))
    parts += [
        detail(limb([(1.04, 0.325, 0.02), (0.86, 0.305, 0.024), (0.66, 0.28, 0.016)]), darker(coat, 0.5)),
        sheen(clipped(body, ellipse(0.50, 0.65, 0.38, 0.05, turn=-0.02)), 0.22),
        Part(flipper, darker(coat, 0.22), bulge=0.5),
        detail(ellipse(0.74, 0.40, 0.042, 0.042), pale),
        detail(ellipse(0.745, 0.40, 0.028, 0.030), "#14141c"),
        detail(ellipse(0.736, 0.411, 0.010, 0.010), "#ffffff"),
    ]
    return parts


def _diving_whale(rng: Rng) -> list[Part]:
    return standing(_whole_whale(rng)[_SPOUT:])


@subject(
    "whale", metres=4.5, stance="water", group="animal", prominence=0.32, below=_diving_whale,
    found_in=("sea", "underwater"),
)
def whale(rng: Rng) -> list[Part]:
    above = box(-2.0, 0.10, 2.0, 2.0)
    return standing([replace(part, outline=clipped(part.outline, above)) for part in _whole_whale(rng)])


def _dolphin(rng: Rng, *, submerged: bool = False) -> list[Part]:
    skin = pick(rng, ("#6f8fa8", "#5f84a4", "#7f96a6"))
    pale = "#e4ebee"
    body = contour([(-0.66, 0.06), (-0.50, 0.34), (-0.26, 0.60), (0.06, 0.77), (0.36, 0.80), (0.56, 0.70),
        (0.66, 0.585), (0.80, 0.50), (0.83, 0.455), (0.76, 0.44), (0.62, 0.46), (0.44, 0.44), (0.20, 0.42),
        (-0.06, 0.34), (-0.34, 0.18), (-0.56, -0.02)])
    belly = contour([(0.62, 0.475), (0.44, 0.47), (0.20, 0.465), (-0.06, 0.39), (-0.34, 0.23), (-0.50, 0.08),
        (-0.34, 0.18), (-0.06, 0.34), (0.20, 0.42), (0.44, 0.44), (0.60, 0.455)])
    foam = contour([(-0.98, 0.0, 0), (-0.92, 0.07), (-0.82, 0.06), (-0.78, 0.14), (-0.69, 0.10), (-0.62, 0.18),
        (-0.54, 0.10), (-0.46, 0.13), (-0.42, 0.05), (-0.32, 0.06), (-0.26, 0.0, 0)])
    leap = float(rng.uniform(-0.06, 0.10))
    if submerged:
        leap -= 0.3
    swimmer = [
        Part(contour([(-0.58, 0.06), (-0.74, 0.10), (-0.90, 0.26), (-0.95, 0.40, 0), (-0.80, 0.34), (-0.66, 0.24),
            (-0.60, 0.14)]), darker(skin, 0.2), bulge=0.4),
        Part(contour([(-0.56, 0.12), (-0.60, 0.26), (-0.58, 0.42, 0), (-0.48, 0.34), (-0.46, 0.20)]),
            darker(skin, 0.1), bulge=0.4),
        Part(contour([(0.10, 0.76), (-0.02, 0.92), (-0.16, 0.985, 0), (-0.18, 0.82), (-0.16, 0.66)]),
            darker(skin, 0.15), bulge=0.4),
        Part(body, skin, bulge=0.8),
        detail(belly, pale, bulge=0.3),
        sheen(clipped(body, ellipse(0.20, 0.74, 0.30, 0.035, turn=0.10)), 0.28),
        Part(contour([(0.30, 0.50), (0.22, 0.36), (0.10, 0.24), (0.0, 0.20, 0), (0.05, 0.34), (0.14, 0.47)]),
            darker(skin, 0.25), bulge=0.4),
        detail(limb([(0.815, 0.475, 0.012), (0.70, 0.495, 0.018), (0.60, 0.51, 0.014)]), darker(skin, 0.6)),
        detail(ellipse(0.535, 0.60, 0.026, 0.026), "#17161e"),
        detail(ellipse(0.529, 0.61, 0.009, 0.009), "#ffffff"),
    ]
    splash = [
        detail(foam, "#f4f9fb", bulge=0.4),
        *(detail(ellipse(x, y, r, r), "#f4f9fb", bulge=0.4)
            for x, y, r in ((-0.95, 0.16, 0.024), (-0.86, 0.22, 0.018), (-0.38, 0.18, 0.022), (-0.30, 0.12, 0.018),
            (-0.20, 0.16, 0.016))),
    ]
    if submerged:
        return standing(put(swimmer, turn=leap))
    return standing([*put(swimmer, turn=leap), *splash], foot=0.0)


@subject(
    "dolphin", metres=2.0, stance="water", group="animal", prominence=0.36, below=partial(_dolphin, submerged=True),
    found_in=("sea",),
)
def dolphin(rng: Rng) -> list[Part]:
    return _dolphin(rng)
