"""Furniture."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject(
    "table", metres=0.75, stance="ground", group="thing", facing=False, prominence=0.34, clearance=0.80,
    found_in=("room",), built_into="room",
)
def table(rng: Rng) -> list[Part]:
    wood = pick(rng, ("#a8703f", "#8a5a38", "#c99a5f", "#6a4638"))
    cloth = pick(rng, (None, "#d0534a", "#f2ece0", "#4f86b0"))
    parts = [Part(limb([(x, 0.84, 0.075), (x, 0.22, 0.055)]), darker(wood, 0.4), bulge=0.4) for x in (-0.52, 0.52)]
    parts += [
        Part(box(-0.66, 0.74, 0.66, 0.86), darker(wood, 0.25), bulge=0.1),
        *(Part(limb([(x, 0.80, 0.10), (x, 0.40, 0.085), (x, 0.02, 0.062)]), darker(wood, 0.06), bulge=0.5)
            for x in (-0.66, 0.66)),
        Part(((-0.62, 1.0), (0.62, 1.0), (0.82, 0.88), (-0.82, 0.88)), lighter(wood, 0.12), bulge=0.0),
        Part(box(-0.82, 0.82, 0.82, 0.88), wood, bulge=0.2),
        *(shadow(limb([(x * 0.78, 0.99, 0.010), (x, 0.89, 0.014)]), 0.18) for x in (-0.45, -0.15, 0.15, 0.45)),
        shadow(box(-0.62, 0.745, 0.62, 0.82), 0.25),
    ]
    if cloth is not None:
        drop = contour([(-0.42, 0.88, 0), (0.42, 0.88, 0), (0.40, 0.66, 0), (0.27, 0.63), (0.14, 0.66), (0.0, 0.62),
            (-0.14, 0.66), (-0.27, 0.63), (-0.40, 0.66, 0)])
        parts += [
            detail(((-0.33, 1.0), (0.33, 1.0), (0.42, 0.88), (-0.42, 0.88)), lighter(cloth, 0.2)),
            detail(drop, cloth, bulge=0.2),
            *(detail(clipped(drop, box(x - 0.022, 0.5, x + 0.022, 1.0)),
                lighter(cloth, 0.5) if cloth != "#f2ece0" else "#d0534a") for x in (-0.24, 0.0, 0.24)),
        ]
    return standing(parts, foot=0.0)


@subject(
    "chair", metres=0.95, stance="ground", group="thing", prominence=0.42, seat=(0.0, 0.43), clearance=0.38,
    found_in=("room", "garden"),
)
def chair(rng: Rng) -> list[Part]:
    wood, seat = pick(rng, (("#a8703f", "#c9503f"), ("#7a4f33", "#3f7a86"), ("#c99a5f", "#5f8a4f"),
        ("#6a4638", "#d8a23a")))
    dark = darker(wood, 0.3)
    parts = [
        Part(limb([(-0.17, 0.44, 0.045), (-0.175, 0.075, 0.036)]), dark, bulge=0.4),
        Part(limb([(0.285, 0.46, 0.045), (0.30, 0.075, 0.036)]), dark, bulge=0.4),
        Part(limb([(-0.175, 0.20, 0.026), (0.295, 0.20, 0.026)]), dark, bulge=0.2),
        Part(limb([(-0.20, 0.46, 0.05), (-0.215, 0.98, 0.045)]), wood, bulge=0.5),
        Part(limb([(0.26, 0.48, 0.05), (0.275, 0.98, 0.045)]), wood, bulge=0.5),
        *(Part(limb([(x, 0.50, 0.034), (x + 0.004, 0.88, 0.034)]), darker(wood, 0.12), bulge=0.4)
            for x in (-0.10, 0.02, 0.14)),
        Part(contour([(-0.235, 0.87, 0), (0.295, 0.87, 0), (0.305, 0.97), (0.24, 1.0), (0.03, 1.02), (-0.18, 1.0),
            (-0.245, 0.97)]), wood, bulge=0.4),
        detail(((-0.22, 0.47), (0.30, 0.47), (0.37, 0.39), (-0.33, 0.39)), seat, bulge=0.3),
        sheen(((-0.20, 0.465), (0.10, 0.465), (0.08, 0.445), (-0.23, 0.445)), 0.25),
        Part(((-0.33, 0.39), (0.37, 0.39), (0.37, 0.335), (-0.33, 0.335)), wood, bulge=0.2),
        shadow(box(-0.33, 0.335, 0.37, 0.352), 0.3),
        Part(limb([(-0.30, 0.34, 0.055), (-0.31, 0.02, 0.042)]), wood, bulge=0.5),
        Part(limb([(0.335, 0.34, 0.055), (0.35, 0.02, 0.042)]), darker(wood, 0.08), bulge=0.5),
        Part(limb([(-0.305, 0.15, 0.03), (0.34, 0.15, 0.03)]), darker(wood, 0.12), bulge=0.3),
    ]
    return standing(parts)


@subject(
    "sofa", metres=0.85, stance="ground", group="thing", facing=False, prominence=0.32, seat=(0.0, 0.44),
    found_in=("room",),
)
def sofa(rng: Rng) -> list[Part]:
    cloth, pillow = pick(rng, (("#b5534a", "#f2cf8a"), ("#4f7f8f", "#e8a85a"), ("#6a8a5a", "#f2e2c0"),
        ("#8a6a9a", "#f0c8a0"), ("#c98a4a", "#5f8a8a")))

    def puff(left: float, bottom: float, right: float, top: float, r: float) -> tuple[Point, ...]:
        return contour([(left + r, bottom), (right - r, bottom), (right, bottom + r), (right, top - r),
            (right - r, top), (left + r, top), (left, top - r), (left, bottom + r)])

    parts = [detail(box(x - 0.035, 0.0, x + 0.035, 0.14), "#5a3a28", bulge=0.3) for x in (-0.88, 0.88)]
    parts += [
        Part(puff(-0.92, 0.30, 0.92, 1.0, 0.10), darker(cloth, 0.14), bulge=0.5),
        *(Part(puff(left, 0.44, right, 0.96, 0.08), cloth, bulge=0.5)
            for left, right in ((-0.80, -0.01), (0.01, 0.80))),
        *(detail(ellipse(x, 0.78, 0.022, 0.022), darker(cloth, 0.45), bulge=0.3) for x in (-0.58, -0.23, 0.23, 0.58)),
        shadow(box(-0.80, 0.46, 0.80, 0.56), 0.22),
        Part(puff(-0.94, 0.10, 0.94, 0.36, 0.06), darker(cloth, 0.2), bulge=0.4),
        *(Part(puff(left, 0.32, right, 0.52, 0.06), lighter(cloth, 0.10), bulge=0.5)
            for left, right in ((-0.82, -0.005), (0.005, 0.82))),
        *(Part(puff(min(s * 0.76, s * 1.06), 0.10, max(s * 0.76, s * 1.06), 0.70, 0.10),
            cloth if s < 0 else darker(cloth, 0.08), bulge=0.5) for s in (-1, 1)),
        detail(placed(puff(-0.15, -0.15, 0.15, 0.15, 0.06), -0.52, 0.64, turn=0.25), pillow, bulge=0.6),
        detail(placed(puff(-0.14, -0.14, 0.14, 0.14, 0.06), 0.50, 0.64, turn=-0.3), lighter(pillow, 0.4), bulge=0.6),
    ]
    return standing(parts, foot=0.0)


@subject(
    "bed", metres=0.95, stance="ground", group="thing", prominence=0.34, seat=(0.15, 0.56), clearance=0.22,
    found_in=("room",),
)
def bed(rng: Rng) -> list[Part]:
    quilt, stripe = pick(rng, (("#4f7fb8", "#e8eef6"), ("#c9574a", "#f6e2cc"), ("#5f9a6a", "#eaf2dc"),
        ("#8a6ab0", "#ece2f6"), ("#d8a03f", "#fbf0d0")))
    wood = pick(rng, ("#8a5a34", "#6a4028", "#b8834a", "#ece6da"))
    cover = contour([(-0.55, 0.60, 0), (0.20, 0.64), (0.92, 0.60), (1.0, 0.52), (1.0, 0.22, 0), (-0.55, 0.22, 0)])
    parts = [
        detail(contour([(-1.16, 0.0, 0), (-1.16, 0.94), (-1.12, 1.0), (-1.05, 1.0), (-1.01, 0.94), (-1.01, 0.0, 0)]),
            darker(wood, 0.1), bulge=0.4),
        detail(box(-1.03, 0.16, 1.05, 0.30), darker(wood, 0.2), bulge=0.2),
        detail(contour([(-1.02, 0.28, 0), (-1.02, 0.48), (-0.98, 0.53), (0.96, 0.53), (1.0, 0.48), (1.0, 0.28, 0)]),
            "#f4f0e8", bulge=0.4),
        detail(contour([(-0.98, 0.55), (-0.96, 0.70), (-0.82, 0.76), (-0.62, 0.74), (-0.52, 0.62), (-0.60, 0.54),
            (-0.80, 0.52)]), "#fbf8f2", bulge=0.7),
        shadow(contour([(-0.96, 0.56), (-0.80, 0.53), (-0.60, 0.55), (-0.56, 0.60), (-0.78, 0.575)]), 0.2),
        Part(cover, quilt, bulge=0.4),
        *(detail(clipped(cover, ((x, 0.1), (x + 0.11, 0.1), (x + 0.13, 0.8), (x + 0.02, 0.8))), stripe,
            bulge=0.2) for x in (-0.28, 0.12, 0.52)),
        detail(contour([(-0.57, 0.61, 0), (-0.40, 0.63, 0), (-0.40, 0.22, 0), (-0.57, 0.22, 0)]), lighter(stripe, 0.3),
            bulge=0.3),
        shadow(clipped(cover, box(-0.6, 0.2, 1.1, 0.32)), 0.22),
        sheen(limb([(-0.30, 0.605, 0.014), (0.20, 0.62, 0.024), (0.70, 0.595, 0.012)]), 0.3),
        detail(contour([(1.0, 0.0, 0), (1.0, 0.66), (1.04, 0.71), (1.10, 0.71), (1.14, 0.66), (1.14, 0.0, 0)]), wood,
            bulge=0.4),
        *(detail(ellipse(x, y, 0.075, 0.06), lighter(wood, 0.1), bulge=0.6)
            for x, y in ((-1.085, 0.985), (1.07, 0.70))),
    ]
    return standing(parts, foot=0.0)
