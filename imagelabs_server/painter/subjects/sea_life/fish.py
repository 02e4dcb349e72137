"""Fish."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *

_EYE = "#17141c"


@subject("fish", metres=0.3, stance="underwater", group="animal", prominence=0.30, found_in=("underwater",))
def fish(rng: Rng) -> list[Part]:
    coat, band, fin = pick(rng, (("#ee7f2e", "#fdf6ea", "#d95f1f"), ("#3f86c4", "#f2d25a", "#f0b83c"),
        ("#e0b03a", "#fbf0cc", "#c98a2c"), ("#4fa08a", "#d7ead6", "#e8834a")))
    wag = rng.uniform(-0.05, 0.05)
    body = contour([(-0.52, 0.52), (-0.34, 0.66), (-0.06, 0.82), (0.28, 0.83), (0.56, 0.70), (0.72, 0.52),
        (0.58, 0.34), (0.30, 0.20), (-0.04, 0.21), (-0.34, 0.36)])
    tail = contour([(-0.46, 0.54), (-0.66, 0.74 + wag), (-0.92, 0.92 + wag, 0), (-0.84, 0.70 + wag),
        (-0.80, 0.51 + wag), (-0.85, 0.30 + wag), (-0.94, 0.10 + wag, 0), (-0.66, 0.30 + wag), (-0.46, 0.46)])
    dorsal = contour([(0.34, 0.80), (0.22, 0.95), (0.02, 1.02), (-0.22, 0.92, 0), (-0.26, 0.70)])
    belly = contour([(0.22, 0.24), (0.10, 0.05), (-0.08, 0.0, 0), (-0.08, 0.24)])
    side = contour([(0.24, 0.48), (0.10, 0.54), (-0.10, 0.48), (-0.16, 0.36, 0), (0.02, 0.33), (0.20, 0.38)])
    parts = [Part(tail, fin, bulge=0.3)]
    parts += [shadow(limb([(-0.52, 0.50, 0.012), (x, y + wag, 0.026)]), 0.22)
        for x, y in ((-0.79, 0.74), (-0.77, 0.51), (-0.79, 0.27))]
    parts += [Part(dorsal, fin, bulge=0.3), Part(belly, fin, bulge=0.3)]
    parts += [shadow(limb([(x, 0.76, 0.012), (x - 0.06, 0.885, 0.024)]), 0.2) for x in (0.22, 0.08, -0.06)]
    parts += [Part(body, coat, bulge=0.8)]
    for x, w in ((0.32, 0.085), (-0.02, 0.095), (-0.33, 0.06)):
        stripe = ((x - w - 0.04, 0.0), (x + w - 0.04, 0.0), (x + w + 0.04, 0.55), (x + w, 1.0), (x - w, 1.0))
        parts.append(detail(clipped(body, stripe), band, bulge=0.5))
    parts += [
        shadow(clipped(body, [(-0.6, 0.1), (0.8, 0.1), (0.8, 0.38), (-0.6, 0.42)]), 0.22),
        sheen(clipped(body, ellipse(0.15, 0.74, 0.34, 0.055, turn=-0.05)), 0.3),
        Part(side, darker(fin, 0.1), bulge=0.3),
        detail(ellipse(0.51, 0.58, 0.078, 0.082), "#fdf8ee", bulge=0.2),
        detail(ellipse(0.525, 0.58, 0.045, 0.050), "#17141c"),
        detail(ellipse(0.512, 0.60, 0.016, 0.016), "#ffffff"),
        detail(limb([(0.70, 0.475, 0.016), (0.645, 0.45, 0.022), (0.60, 0.452, 0.014)]), darker(coat, 0.5)),
    ]
    return standing(parts)


@subject("shark", metres=1.6, stance="underwater", group="animal", prominence=0.32, found_in=("underwater",))
def shark(rng: Rng) -> list[Part]:
    skin = pick(rng, ("#6f8496", "#5f7a92", "#7a8a92", "#566f88"))
    pale = "#eef2f2"
    wag = float(rng.uniform(-0.05, 0.05))
    body = contour([(1.13, 0.47), (1.02, 0.57), (0.72, 0.67), (0.28, 0.72), (-0.22, 0.64), (-0.66, 0.52),
        (-0.98, 0.48 + wag), (-1.0, 0.41 + wag), (-0.66, 0.38), (-0.20, 0.26), (0.26, 0.18), (0.66, 0.20),
        (0.92, 0.28), (1.06, 0.38)])
    tail = contour([(-0.93, 0.49 + wag), (-1.08, 0.64 + wag), (-1.33, 0.97 + wag, 0), (-1.22, 0.66 + wag),
        (-1.13, 0.46 + wag), (-1.19, 0.32 + wag), (-1.29, 0.14 + wag, 0), (-1.06, 0.29 + wag), (-0.93, 0.40 + wag)])
    parts = [
        Part(contour([(0.16, 0.24), (0.04, 0.08), (-0.14, 0.0, 0), (-0.08, 0.14), (-0.02, 0.28)]), darker(skin, 0.4),
            bulge=0.3),
        Part(tail, darker(skin, 0.12), bulge=0.4),
        Part(contour([(0.26, 0.70), (0.12, 0.88), (-0.10, 1.04, 0), (-0.12, 0.84), (-0.24, 0.63)]), darker(skin, 0.08),
            bulge=0.4),
        Part(contour([(-0.60, 0.52), (-0.70, 0.62), (-0.80, 0.64, 0), (-0.76, 0.50)]), darker(skin, 0.1), bulge=0.3),
        Part(contour([(-0.48, 0.34), (-0.58, 0.24), (-0.70, 0.20, 0), (-0.64, 0.36)]), darker(skin, 0.2), bulge=0.3),
        Part(body, skin, bulge=0.8),
        detail(clipped(body, [(-1.2, 0.0), (1.3, 0.0), (1.3, 0.40), (-1.2, 0.42)]), pale, bulge=0.5),
        shadow(clipped(body, [(-1.2, 0.0), (1.3, 0.0), (1.3, 0.26), (-1.2, 0.34)]), 0.16),
        sheen(clipped(body, ellipse(0.34, 0.66, 0.44, 0.04, turn=-0.04)), 0.3),
        *(detail(limb([(x, 0.56, 0.012), (x - 0.035, 0.48, 0.020), (x - 0.015, 0.40, 0.012)]), darker(skin, 0.45))
            for x in (0.60, 0.53, 0.46, 0.39)),
        detail(contour([(1.06, 0.37), (0.96, 0.355), (0.82, 0.335), (0.74, 0.36, 0), (0.80, 0.29), (0.93, 0.28)]),
            "#5a2c38", bulge=0.1),
        *(detail(((x, 0.362 - 0.06 * (1.02 - x)), (x + 0.045, 0.364 - 0.06 * (0.975 - x)), (x + 0.02, 0.315)),
            "#ffffff") for x in (0.80, 0.85, 0.90, 0.95, 1.0)),
        Part(contour([(0.46, 0.30), (0.34, 0.10), (0.10, -0.07, 0), (0.14, 0.12), (0.22, 0.32)]), darker(skin, 0.18),
            bulge=0.4),
        detail(ellipse(0.84, 0.52, 0.036, 0.038), "#f2f4f4"),
        detail(ellipse(0.846, 0.52, 0.025, 0.029), _EYE),
        detail(ellipse(0.838, 0.531, 0.009, 0.009), "#ffffff"),
        detail(limb([(0.79, 0.575, 0.012), (0.85, 0.565, 0.022), (0.90, 0.54, 0.010)]), darker(skin, 0.45)),
    ]
    return standing(parts)
