"""What grows where nobody planted it."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("mushroom", metres=0.2, stance="ground", group="plant", prominence=0.38, found_in=("forest",))
def mushroom(rng: Rng) -> list[Part]:
    cap, spots, small = pick(rng, (("#cf3a31", True, "#d8543f"), ("#a8672f", False, "#b87a42"),
        ("#d8802f", True, "#e09a4a"), ("#8a4f33", False, "#a0643f")))
    stalk = "#f3e8d4"

    def one(x: float, scale: float, colour: str) -> list[Part]:
        stem = contour([(-0.12, 0.02, 0), (-0.135, 0.12), (-0.095, 0.30), (-0.085, 0.56), (0.085, 0.56), (0.095, 0.30),
            (0.135, 0.12), (0.12, 0.02, 0), (0.0, 0.0)])
        top = contour([(-0.44, 0.56), (-0.40, 0.74), (-0.24, 0.93), (0.0, 1.0), (0.24, 0.93), (0.40, 0.74),
            (0.44, 0.56), (0.36, 0.51), (0.0, 0.475), (-0.36, 0.51)])
        gills = contour([(-0.40, 0.535), (0.0, 0.57), (0.40, 0.535), (0.28, 0.485), (0.0, 0.462), (-0.28, 0.485)])
        skirt = contour([(-0.088, 0.44), (-0.15, 0.355), (-0.08, 0.37), (0.0, 0.345), (0.08, 0.37), (0.15, 0.355),
            (0.088, 0.44), (0.0, 0.455)])
        parts = [
            detail(stem, stalk, bulge=0.6),
            shadow(clipped(stem, [(0.03, 0.0), (0.2, 0.0), (0.2, 0.6), (0.02, 0.6)]), 0.2),
        ]
        if spots:
            parts.append(detail(skirt, lighter(stalk, 0.4), bulge=0.3))
        parts += [
            shadow(clipped(stem, box(-0.3, 0.44, 0.3, 0.6)), 0.3),
            Part(top, colour, bulge=0.7),
            shadow(clipped(top, [(0.14, 0.4), (0.6, 0.4), (0.6, 1.0), (0.34, 1.0)]), 0.16),
            detail(gills, "#e2cda6", bulge=0.2),
        ]
        parts += [shadow(limb([(gx * 0.5, 0.545, 0.010), (gx, 0.505, 0.014)]), 0.22)
            for gx in (-0.26, -0.17, -0.08, 0.08, 0.17, 0.26)]
        if spots:
            parts += [detail(clipped(ellipse(sx, sy, rx, ry), top), "#fbf5e8", bulge=0.3)
                for sx, sy, rx, ry in ((-0.03, 0.86, 0.075, 0.055), (-0.23, 0.745, 0.058, 0.05),
                (0.19, 0.79, 0.055, 0.05), (0.02, 0.675, 0.06, 0.045), (0.30, 0.64, 0.045, 0.04),
                (-0.33, 0.615, 0.04, 0.036), (-0.16, 0.605, 0.034, 0.026))]
        else:
            parts.append(sheen(ellipse(-0.14, 0.84, 0.13, 0.055, turn=0.6), 0.28))
        return put(parts, x, 0.0, scale=scale)

    grass = [detail(contour([(x - 0.03, 0.0, 0), (x + d * 0.4, 0.09), (x + d, h, 0), (x + 0.03 + d * 0.2, 0.07),
        (x + 0.03, 0.0, 0)]), "#5f9444" if i % 2 else "#4c7f3c", bulge=0.2)
             for i, (x, d, h) in enumerate(((-0.22, -0.06, 0.17), (-0.14, 0.03, 0.13), (0.13, -0.03, 0.14),
                 (0.20, 0.07, 0.19), (0.27, 0.03, 0.12)))]
    return standing([*one(0.36, 0.50, small), *one(0.0, 1.0, cap), *grass], foot=0.0)


@subject("cactus", metres=3.0, stance="ground", group="plant", prominence=0.48, found_in=("desert",))
def cactus(rng: Rng) -> list[Part]:
    skin = pick(rng, ("#5c9650", "#4f8a5a", "#6a9a48"))
    bloom = rng.random() < 0.7
    high = float(rng.uniform(-0.06, 0.06))
    left = [(-0.05, 0.36, 0.13), (-0.20, 0.37, 0.135), (-0.275, 0.44, 0.135), (-0.28, 0.60 + high, 0.125)]
    right = [(0.05, 0.47, 0.12), (0.19, 0.48, 0.125), (0.255, 0.55, 0.125), (0.26, 0.74 - high, 0.11)]
    trunk = [(0.0, 0.0, 0.22), (0.0, 0.40, 0.235), (0.0, 0.89, 0.19)]
    parts = [
        Part(limb(left), skin, bulge=0.6),
        Part(limb(right), skin, bulge=0.6),
        Part(clipped(limb(trunk), box(-1, 0.0, 1, 1)), skin, bulge=0.6),
    ]
    ribs = [[(-0.055, 0.03, 0.018), (-0.06, 0.45, 0.02), (-0.045, 0.90, 0.014)],
        [(0.0, 0.03, 0.018), (0.0, 0.45, 0.02), (0.0, 0.94, 0.014)],
        [(0.055, 0.03, 0.018), (0.06, 0.45, 0.02), (0.045, 0.90, 0.014)],
            [(-0.14, 0.365, 0.016), (-0.24, 0.40, 0.018), (-0.28, 0.50, 0.018),
                (-0.28, 0.61 + high, 0.014)], [(0.13, 0.475, 0.016), (0.22, 0.51, 0.018), (0.258, 0.60, 0.018),
                (0.26, 0.74 - high, 0.014)]]
    parts += [shadow(limb(r), 0.28) for r in ribs]
    parts += [detail(limb([(x, y, 0.014), (x + 0.018, y + 0.016, 0.008)]), "#f4ecc8")
        for x, y in ((-0.085, 0.18), (-0.03, 0.25), (0.03, 0.14), (-0.085, 0.55), (0.03, 0.60), (-0.03, 0.74),
        (0.075, 0.36), (-0.03, 0.47), (0.07, 0.80), (-0.30, 0.53), (0.235, 0.63), (0.075, 0.20))]
    if bloom:
        for x, y in ((0.0, 0.985), (-0.28, 0.67 + high)):
            parts += [detail(placed(contour([(0.0, 0.0, 0), (-0.022, 0.03), (0.0, 0.07, 0),
                (0.022, 0.03)]), x, y - 0.01,
                turn=t), "#e8608a", bulge=0.2) for t in (-1.0, 1.0, -0.45, 0.45, 0.0)]
    return standing(parts, foot=0.0)
