"""What floats, and what dives."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

# hull, stripe, mainsail, jib
_BOAT_PAINTS = (
    ("#f4efe4", "#c4453a", "#fdf6e6", "#e9dcc0"),
    ("#2f5f8f", "#f2ead8", "#fff8ea", "#e8d9b8"),
    ("#9c5a32", "#f0dcb4", "#f8ead0", "#e2a35a"),
    ("#b8433a", "#f6ecd8", "#fff6e4", "#f0cf74"),
)


@subject("boat", metres=9.0, stance="water", group="vehicle", prominence=0.42, rim=0.15)
def boat(rng: Rng) -> list[Part]:
    hull_colour, stripe, main, jib = pick(rng, _BOAT_PAINTS)
    full = rng.uniform(0.0, 0.05)  # how much wind there is in the sails
    hull = contour([(-0.46, 0.185, 0), (-0.20, 0.155), (0.10, 0.155), (0.50, 0.21, 0), (0.42, 0.09), (0.33, 0.0, 0),
        (-0.36, 0.0, 0), (-0.43, 0.09)])
    mainsail = contour([(0.0, 0.985, 0), (-0.02 - full * 0.3, 0.55), (-0.015, 0.235, 0), (-0.20, 0.225),
        (-0.425, 0.255, 0), (-0.31 - full, 0.47), (-0.12 - full, 0.79)])
    foresail = contour([(0.04, 0.91, 0), (0.27 + full * 0.6, 0.55), (0.475, 0.235, 0), (0.27, 0.225), (0.06, 0.255, 0),
        (0.055 + full, 0.55)])
    cabin = contour([(-0.24, 0.15, 0), (-0.22, 0.235, 0), (0.12, 0.245, 0), (0.19, 0.16, 0)])
    return [
        Part(cabin, lighter(hull_colour, 0.55), bulge=0.2),
        *(glass(ellipse(x, 0.195, 0.026, 0.022), "#35516b") for x in (-0.15, -0.03, 0.08)),
        detail(limb([(0.015, 0.14, 0.03), (0.015, 0.99, 0.02)]), "#7a5233", bulge=0.4),
        detail(limb([(0.0, 0.225, 0.026), (-0.44, 0.24, 0.02)]), "#7a5233", bulge=0.3),
        Part(mainsail, main, bulge=0.35),
        shadow(clipped(mainsail, [(-0.02, 1.0), (0.03, 1.0), (0.03, 0.2), (-0.16, 0.2)]), 0.16),
        *(
            detail(clipped(mainsail, box(-0.6, y, 0.1, y + 0.016)), darker(main, 0.2)) for y in (0.42, 0.60, 0.76)
        ),
        Part(foresail, jib, bulge=0.35),
        shadow(clipped(foresail, [(0.05, 1.0), (0.0, 0.2), (0.20, 0.2)]), 0.16),
        detail(contour([(0.01, 0.985, 0), (0.01, 0.94, 0), (-0.11, 0.955, 0)]), stripe),
        Part(hull, hull_colour, bulge=0.4),
        detail(clipped(hull, [(-0.6, 0.115), (0.6, 0.145), (0.6, 0.185), (-0.6, 0.155)]), stripe, bulge=0.1),
        shadow(clipped(hull, [(-0.6, -0.1), (0.6, -0.1), (0.6, 0.055), (-0.6, 0.055)]), 0.35),
    ]


@subject("ship", metres=30.0, stance="water", group="vehicle", prominence=0.30, rim=0.42)
def ship(rng: Rng) -> list[Part]:
    hull_colour, band, funnel = pick(
        rng,
        (
            ("#2e3f5c", "#b5443c", "#d2503f"),
            ("#8f2f2f", "#f1e6d0", "#2f3c4f"),
            ("#f2ede2", "#2f6a94", "#e2a03a"),
            ("#30343c", "#a83c34", "#e0b33c"),
        ),
    )
    hull = contour([(-1.42, 0.47, 0), (-1.25, 0.41), (-0.6, 0.385), (0.5, 0.40), (1.10, 0.47), (1.62, 0.60, 0),
        (1.48, 0.40), (1.36, 0.16), (1.28, 0.0, 0), (-1.22, 0.0, 0), (-1.34, 0.18)])
    count = int(rng.integers(2, 4))
    parts: list[Part] = []
    for i in range(count):
        x = -0.66 + i * 0.42
        chimney = placed(box(-0.10, 0.70, 0.10, 1.16), x + 0.10, 0.0, turn=0.06)
        parts += [
            detail(chimney, funnel, bulge=0.5),
            detail(placed(box(-0.105, 1.05, 0.105, 1.17), x + 0.10, 0.0, turn=0.06), "#2b2a30", bulge=0.4),
            detail(placed(box(-0.102, 0.93, 0.102, 0.99), x + 0.10, 0.0, turn=0.06), "#f6efe0", bulge=0.3),
        ]
    parts += [
        detail(limb([(0.98, 0.45, 0.05), (0.98, 1.24, 0.03)]), "#6a543c", bulge=0.3),
        detail(limb([(-1.05, 0.40, 0.05), (-1.05, 1.05, 0.03)]), "#6a543c", bulge=0.3),
        Part(box(-0.92, 0.38, 0.86, 0.60), "#f7f1e6", bulge=0.1),
        Part(box(-0.74, 0.58, 0.74, 0.76), "#efe7d8", bulge=0.1),
        Part(contour([(0.36, 0.74, 0), (0.36, 0.90, 0), (0.70, 0.90, 0), (0.76, 0.74, 0)]), "#fbf7ee", bulge=0.1),
        glass(box(0.45, 0.80, 0.70, 0.865), "#48627c"),
        shadow(box(-0.92, 0.56, 0.86, 0.60), 0.2),
        shadow(box(-0.74, 0.735, 0.74, 0.76), 0.2),
    ]
    for x in np.arange(-0.80, 0.80, 0.155):
        parts.append(light(box(x, 0.44, x + 0.075, 0.53), "#ffd98a" if rng.random() < 0.5 else "#4d6680"))
    for x in np.arange(-0.64, 0.30, 0.155):
        parts.append(glass(box(x, 0.635, x + 0.075, 0.705), "#4d6680"))
    parts += [
        Part(hull, hull_colour, bulge=0.3),
        detail(clipped(hull, box(-2, -0.1, 2, 0.12)), band, bulge=0.2),
        shadow(clipped(hull, [(-2, -0.1), (1.32, -0.1), (1.18, 0.2), (-2, 0.16)]), 0.2),
        *(
            light(ellipse(x, 0.245, 0.034, 0.034), "#f3d79a") for x in np.arange(-1.05, 1.2, 0.225)
        ),
    ]
    return standing(parts)


@subject("submarine", metres=5.0, stance="underwater", group="vehicle", prominence=0.32, found_in=("underwater",))
def submarine(rng: Rng) -> list[Part]:
    paint, trim = pick(rng, (("#f0b92f", "#c9503a"), ("#e0703a", "#f4e6c0"), ("#4f8aa8", "#f0c24a"),
        ("#8a9a4f", "#f0d27a")))
    spin = float(rng.uniform(0, 1))
    body = contour([(0.98, 0.34), (0.86, 0.52), (0.56, 0.63), (0.0, 0.66), (-0.56, 0.60), (-0.90, 0.44), (-1.0, 0.33),
        (-0.90, 0.22), (-0.56, 0.06), (0.0, 0.0), (0.56, 0.03), (0.86, 0.16)])
    return standing([
        detail(limb([(0.06, 0.70, 0.045), (0.06, 0.98, 0.045), (0.11, 1.01, 0.045), (0.20, 1.01, 0.06)]), "#5a5d66",
            bulge=0.4),
        Part(contour([(-0.28, 0.58, 0), (-0.24, 0.84), (-0.18, 0.88), (0.24, 0.88), (0.30, 0.82), (0.34, 0.58, 0)]),
            paint, bulge=0.4),
        detail(box(-0.26, 0.775, 0.32, 0.82), trim, bulge=0.3),
        detail(ellipse(0.03, 0.70, 0.052, 0.052), "#5a5d66", bulge=0.3),
        light(ellipse(0.03, 0.70, 0.035, 0.035), "#9cd0e0", bulge=0.2),
        detail(contour([(-0.76, 0.50, 0), (-0.92, 0.74), (-1.06, 0.76, 0), (-1.0, 0.50), (-0.98, 0.36, 0)]), trim,
            bulge=0.3),
        detail(contour([(-0.76, 0.16, 0), (-0.92, -0.04), (-1.06, -0.06, 0), (-1.0, 0.18), (-0.98, 0.30, 0)]),
            darker(trim, 0.2), bulge=0.3),
        detail(limb([(-0.96, 0.33, 0.07), (-1.12, 0.33, 0.06)]), "#5a5d66", bulge=0.4),
        *(detail(ellipse(-1.13, 0.33 + d, 0.040, 0.095 - 0.03 * spin), "#8a8d94", bulge=0.4) for d in (-0.10, 0.10)),
        Part(body, paint, bulge=0.8),
        shadow(clipped(body, [(-2, -0.1), (2, -0.1), (2, 0.19), (-2, 0.19)]), 0.25),
        detail(clipped(body, [(0.72, -0.1), (2, -0.1), (2, 1), (0.72, 1)]), trim, bulge=0.6),
        sheen(limb([(-0.60, 0.53, 0.02), (-0.10, 0.59, 0.04), (0.50, 0.565, 0.02)]), 0.35),
        *(detail(ellipse(x, 0.36, 0.115, 0.115), "#5a5d66", bulge=0.5) for x in (-0.50, -0.08, 0.34)),
        *(light(ellipse(x, 0.36, 0.080, 0.080), "#a8dcea", bulge=0.2) for x in (-0.50, -0.08, 0.34)),
        *(sheen(ellipse(x - 0.028, 0.39, 0.026, 0.018, turn=0.6), 0.7) for x in (-0.50, -0.08, 0.34)),
        *(detail(ellipse(x, 0.565, 0.018, 0.018), darker(paint, 0.35), bulge=0.3) for x in (-0.68, 0.62)),
    ])
