"""Birds: one on a twig, a gull in flight, an owl, a duck, a penguin."""

from __future__ import annotations

import numpy as np

from .shapes import (
    Part,
    Point,
    Subject,
    clipped,
    contour,
    darker,
    ellipse,
    lighter,
    limb,
    mirrored,
    pick,
    placed,
    shadow,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

# back and wing, breast, belly, cap
_PLUMAGES = (
    ("#4f7fb8", "#e8a35a", "#f6ead2", "#3d669c"),
    ("#7a6a5c", "#d9573f", "#f3e6d2", "#6a5a4e"),
    ("#e0b83c", "#f2d46a", "#fbf0c8", "#4a4038"),
    ("#5d8f6a", "#e6d27a", "#f8f0d4", "#4a7a58"),
)


_BILL = contour([(0.435, 0.835), (0.50, 0.815), (0.585, 0.765, 0), (0.50, 0.745), (0.445, 0.745)])
_GREAT_BILL = contour([(0.42, 0.85), (0.53, 0.835), (0.69, 0.75), (0.705, 0.71, 0), (0.56, 0.735), (0.435, 0.725)])


def _bird(rng: np.random.Generator) -> list[Part]:
    return _perched(rng, pick(rng, _PLUMAGES), "#b5703c", _BILL, "#e0982f")


def _crow(rng: np.random.Generator) -> list[Part]:
    plumage = pick(rng, (("#2f2f3c", "#3a3a48", "#33333f", "#282833"), ("#2b3040", "#353c4e", "#2f3444", "#242836"),
        ("#34303a", "#8f8d94", "#7f7d86", "#2a2730")))
    return _perched(rng, plumage, "#3a3840", _GREAT_BILL, "#45434c")


def _perched(
    rng: np.random.Generator, plumage: tuple[str, str, str, str], legs: str, bill: tuple[Point, ...], horn: str
) -> list[Part]:
    """A bird on its feet: back, breast, belly and cap in these colours."""
    back, breast, belly, cap = plumage
    tilt = rng.uniform(-0.06, 0.10)
    body = contour([(-0.44, 0.33), (-0.28, 0.50), (-0.05, 0.66), (0.06, 0.82), (0.17, 0.92), (0.32, 0.935),
        (0.43, 0.86), (0.455, 0.755), (0.43, 0.65), (0.44, 0.50), (0.38, 0.34), (0.24, 0.22), (0.06, 0.17), (-0.14,
            0.20), (-0.30, 0.26)])
    wing = contour([(0.12, 0.62), (0.225, 0.54), (0.22, 0.42), (0.10, 0.32), (-0.10, 0.265), (-0.33, 0.22),
        (-0.50, 0.165, 0), (-0.36, 0.33), (-0.17, 0.49), (-0.02, 0.605)])
    parts = [
        Part(contour([(-0.26, 0.36), (-0.58, 0.24), (-0.76, 0.205, 0), (-0.755, 0.12, 0), (-0.55, 0.13),
            (-0.22, 0.23)]), darker(back, 0.2), bulge=0.3),
        *(
            Part(limb([(x, 0.22, 0.05), (x + 0.01, 0.10, 0.032), (x + 0.015, 0.03, 0.036)]), legs, role="detail",
                bulge=0.3)
            for x in (0.07, 0.19)
        ),
        *(
            Part(limb([(x - 0.05, 0.02, 0.034), (x + 0.03, 0.028, 0.04), (x + 0.10, 0.016, 0.028)]), legs,
                role="detail", bulge=0.3)
            for x in (0.07, 0.19)
        ),
        Part(body, back, bulge=0.7),
        Part(clipped(body, ellipse(0.34, 0.50, 0.21, 0.29, turn=0.15)), breast, role="detail", bulge=0.5),
        Part(clipped(body, ellipse(0.13, 0.20, 0.25, 0.12, turn=0.2)), belly, role="detail", bulge=0.4),
        Part(wing, back, bulge=0.4),
        shadow(
            contour([(0.20, 0.49), (0.21, 0.42), (0.10, 0.32), (-0.10, 0.265), (-0.33, 0.22), (-0.50, 0.165, 0),
                (-0.28, 0.27), (-0.04, 0.35), (0.12, 0.42)]),
            0.35,
        ),
        Part(limb([(0.14, 0.50, 0.02), (0.0, 0.44, 0.035), (-0.15, 0.385, 0.02)]), lighter(belly, 0.2), role="detail",
            bulge=0.0),
        Part(clipped(body, ellipse(0.24, 0.93, 0.22, 0.085, turn=-0.1)), cap, role="detail", bulge=0.4),
        Part(bill, horn, role="detail", bulge=0.4),
        shadow(clipped(bill, [(0.3, 0.5), (0.9, 0.5), (0.9, 0.765), (0.3, 0.775)]), 0.3),
        Part(ellipse(0.325, 0.815, 0.045, 0.045), lighter(belly, 0.3), role="detail", bulge=0.0),
        Part(ellipse(0.33, 0.815, 0.034, 0.034), "#1d181f", role="detail", bulge=0.2),
        Part(ellipse(0.32, 0.828, 0.011, 0.011), "#ffffff", role="detail", bulge=0.0),
    ]
    feet = list(parts[1:5])
    rest = [
        Part(placed([(x, y - 0.2) for x, y in p.outline], 0.0, 0.2, turn=tilt), p.colour, p.role, p.bulge, p.alpha)
        for p in (parts[0], *parts[5:])
    ]
    return standing([rest[0], *feet, *rest[1:]], foot=0.0)


def _gull(rng: np.random.Generator) -> list[Part]:
    lift = float(rng.uniform(-0.10, 0.14))
    white, grey, tip = "#fbf7ee", pick(rng, ("#a9b6c4", "#93a4ba", "#b4bac4")), "#3a3d48"
    near = contour([(0.14, 0.14), (0.02, 0.33), (-0.20, 0.56 + lift), (-0.52, 0.72 + lift),
        (-1.00, 0.70 + lift * 0.4, 0), (-0.80, 0.52 + lift * 0.7), (-0.52, 0.35 + lift * 0.6), (-0.34, 0.15), (-0.24,
            0.02), (0.04, 0.0)])
    far = contour([(0.02, 0.10), (0.16, 0.40), (0.36, 0.66 + lift), (0.62, 0.82 + lift), (0.96, 0.86 + lift * 0.4, 0),
        (0.82, 0.64 + lift * 0.7), (0.64, 0.44 + lift * 0.6), (0.50, 0.24), (0.36, 0.06), (0.10, 0.02)])
    body = contour([(-0.55, -0.03), (-0.38, 0.07), (-0.10, 0.175), (0.20, 0.195), (0.38, 0.20), (0.50, 0.22),
        (0.605, 0.17), (0.60, 0.08), (0.46, 0.0), (0.22, -0.10), (-0.08, -0.13), (-0.36, -0.09)])
    trailing = contour([(-0.24, 0.02), (-0.34, 0.15), (-0.52, 0.35 + lift * 0.6), (-0.80, 0.52 + lift * 0.7),
        (-1.00, 0.70 + lift * 0.4, 0), (-0.70, 0.60 + lift * 0.8), (-0.40, 0.44 + lift * 0.6), (-0.18, 0.20), (0.02,
            0.06), (0.04, 0.0)])
    return standing(
        [
            Part(far, lighter(grey, 0.35), bulge=0.3),
            Part(clipped(far, [(0.70, 0.2), (1.2, 0.2), (1.2, 1.3), (0.76, 1.3)]), tip, role="detail", bulge=0.1),
            Part(contour([(-0.42, 0.06), (-0.70, 0.06, 0), (-0.76, -0.10, 0), (-0.42, -0.08)]), darker(white, 0.06),
                bulge=0.2),
            Part(body, white, bulge=0.6),
            shadow(clipped(body, [(-0.6, -0.2), (0.6, -0.2), (0.6, 0.02), (-0.6, -0.03)]), 0.2),
            Part(near, grey, bulge=0.3),
            Part(trailing, white, role="detail", bulge=0.1, alpha=0.75),
            Part(clipped(near, [(-0.74, 0.2), (-1.2, 0.2), (-1.2, 1.3), (-0.80, 1.3)]), tip, role="detail", bulge=0.1),
            Part(contour([(0.59, 0.17), (0.70, 0.135), (0.76, 0.075, 0), (0.66, 0.075), (0.59, 0.09)]), "#e9a53a",
                role="detail", bulge=0.3),
            Part(ellipse(0.525, 0.155, 0.028, 0.028), "#20202a", role="detail", bulge=0.0),
        ]
    )


def _owl(rng: np.random.Generator) -> list[Part]:
    coat, pale, mark = pick(
        rng,
        (
            ("#9a6c42", "#ecd6ae", "#5f3f28"),
            ("#8d8a8a", "#eee8dd", "#55525a"),
            ("#b5834a", "#f6e6c4", "#7a4f2b"),
            ("#efe9e0", "#ffffff", "#a89a8c"),
        ),
    )
    iris = pick(rng, ("#f2b632", "#f5cf3f", "#e8892c"))
    body = contour([(-0.25, 0.70), (-0.31, 0.50), (-0.29, 0.28), (-0.20, 0.12), (0.0, 0.06), (0.20, 0.12),
        (0.29, 0.28), (0.31, 0.50), (0.25, 0.70), (0.0, 0.80)])
    head = contour([(-0.27, 0.98, 0), (-0.15, 0.945), (0.0, 0.925), (0.15, 0.945), (0.27, 0.98, 0), (0.295, 0.83),
        (0.27, 0.68), (0.15, 0.60), (0.0, 0.575), (-0.15, 0.60), (-0.27, 0.68), (-0.295, 0.83)])
    wing = contour([(0.24, 0.62), (0.34, 0.48), (0.355, 0.30), (0.27, 0.09, 0), (0.20, 0.22), (0.17, 0.42)])
    parts = [
        Part(contour([(-0.13, 0.14), (0.13, 0.14), (0.11, 0.035, 0), (0.0, 0.025), (-0.11, 0.035, 0)]),
            darker(coat, 0.3), bulge=0.2),
        Part(body, coat, bulge=0.7),
        Part(clipped(body, ellipse(0.0, 0.34, 0.19, 0.30)), pale, role="detail", bulge=0.4),
    ]
    rows = ((0.47, (-0.09, 0.0, 0.09)), (0.37, (-0.045, 0.045)), (0.27, (-0.09, 0.0, 0.09)), (0.17, (-0.045, 0.045)))
    fleck = contour([(-0.034, 0.022), (0.0, 0.006), (0.034, 0.022), (0.0, -0.035)])
    parts += [Part(placed(fleck, x, y), mark, role="detail", bulge=0.0, alpha=0.8) for y, columns in rows
        for x in columns]
    for w in (wing, mirrored(wing)):
        parts += [
            Part(w, darker(coat, 0.15), bulge=0.5),
            shadow(clipped(w, [(-0.5, 0.0), (0.5, 0.0), (0.5, 0.27), (-0.5, 0.27)]), 0.25),
        ]
    for s in (-1, 1):
        for k in (-0.035, 0.0, 0.035):
            parts.append(Part(limb([(s * 0.10 + k * 0.9, 0.11, 0.04), (s * 0.10 + k * 1.5, 0.03, 0.036)]), "#e2a33c",
                role="detail", bulge=0.4))
    parts += [
        shadow(contour([(-0.26, 0.66), (0.0, 0.60), (0.26, 0.66), (0.20, 0.55), (0.0, 0.51), (-0.20, 0.55)]), 0.3),
        Part(head, coat, bulge=0.6),
        Part(contour([(-0.26, 0.97, 0), (-0.10, 0.93), (0.0, 0.85), (0.10, 0.93), (0.26, 0.97, 0), (0.14, 0.885),
            (0.0, 0.74), (-0.14, 0.885)]), mark, role="detail", bulge=0.0, alpha=0.75),
    ]
    for s in (-1, 1):
        parts += [
            Part(ellipse(s * 0.128, 0.765, 0.128, 0.125), pale, role="detail", bulge=0.3),
            Part(ellipse(s * 0.118, 0.770, 0.090, 0.090), mark, role="detail", bulge=0.0),
            Part(ellipse(s * 0.118, 0.770, 0.078, 0.078), iris, role="detail", bulge=0.3),
            Part(ellipse(s * 0.112, 0.770, 0.045, 0.047), "#17131a", role="detail", bulge=0.0),
            Part(ellipse(s * 0.112 - 0.02, 0.792, 0.017, 0.017), "#ffffff", role="detail", bulge=0.0),
        ]
    parts.append(Part(contour([(-0.038, 0.735), (0.038, 0.735), (0.025, 0.67), (0.0, 0.625, 0), (-0.025, 0.67)]),
        "#dca03a", role="detail", bulge=0.5))
    return standing(parts)


def _duck(rng: np.random.Generator) -> list[Part]:
    drake = rng.random() < 0.65
    if drake:
        head, ring = pick(rng, ("#2f7a55", "#2f6a7a", "#3f5a8a")), "#fbf6ea"
        breast, body_c, wing_c = pick(rng, (("#8a5238", "#d8cfc2", "#a89c90"), ("#6f4434", "#c9c4c0", "#8f8a8a")))
    else:
        head, wing_c = pick(rng, (("#f7d94c", "#e8b92f"), ("#a87a4f", "#7a5638"), ("#f6f0e4", "#d8cfc0")))
        ring = breast = body_c = head
    body = contour([(-0.80, 0.47, 0), (-0.66, 0.40), (-0.42, 0.385), (-0.15, 0.42), (0.10, 0.44), (0.26, 0.52),
        (0.46, 0.46), (0.56, 0.30), (0.50, 0.10), (0.36, 0.0, 0), (-0.44, 0.0, 0), (-0.66, 0.16), (-0.76, 0.32)])
    neck = contour([(0.24, 0.42), (0.29, 0.58), (0.26, 0.74), (0.29, 0.89), (0.41, 0.985), (0.55, 0.96), (0.61, 0.84),
        (0.57, 0.72), (0.54, 0.58), (0.56, 0.40), (0.40, 0.33)])
    wing = contour([(0.16, 0.37), (0.20, 0.24), (0.06, 0.13), (-0.20, 0.12), (-0.46, 0.21), (-0.66, 0.35, 0),
        (-0.40, 0.375), (-0.10, 0.42)])
    parts = [
        Part(body, body_c, bulge=0.7),
        Part(clipped(body, ellipse(0.46, 0.22, 0.26, 0.32)), breast, role="detail", bulge=0.4),
        Part(clipped(body, [(-0.9, 0.6), (-0.9, 0.0), (-0.62, 0.0), (-0.56, 0.6)]), "#3d3a40" if drake else wing_c,
            role="detail", bulge=0.2),
        shadow(clipped(body, [(-0.9, 0.0), (0.7, 0.0), (0.7, 0.07), (-0.9, 0.10)]), 0.3),
        Part(wing, wing_c, role="detail", bulge=0.5),
        Part(limb([(0.02, 0.20, 0.05), (-0.18, 0.19, 0.06), (-0.36, 0.23, 0.03)]),
            "#3f6fb0" if drake else darker(wing_c, 0.15), role="detail", bulge=0.1),
        Part(neck, head, role="body", bulge=0.6),
        Part(clipped(neck, [(0.1, 0.455), (0.7, 0.50), (0.7, 0.565), (0.1, 0.52)]), ring, role="detail", bulge=0.2),
        Part(clipped(neck, [(0.1, 0.2), (0.7, 0.2), (0.7, 0.50), (0.1, 0.455)]), breast, role="detail", bulge=0.3),
        Part(contour([(0.575, 0.885), (0.66, 0.845), (0.79, 0.80), (0.83, 0.765), (0.78, 0.735), (0.66, 0.745),
            (0.58, 0.765)]), "#eda52e", role="detail", bulge=0.5),
        shadow(contour([(0.58, 0.80), (0.70, 0.785), (0.83, 0.768, 0), (0.78, 0.735), (0.66, 0.745), (0.58, 0.765)]),
            0.22),
        Part(ellipse(0.485, 0.865, 0.032, 0.034), "#15151c", role="detail", bulge=0.0),
        Part(ellipse(0.477, 0.877, 0.011, 0.011), "#ffffff", role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


def _penguin(rng: np.random.Generator) -> list[Part]:
    back = pick(rng, ("#2f3546", "#343240", "#2a3a50"))
    sway = rng.uniform(-0.05, 0.05)
    body = contour([(-0.15, 0.78), (-0.255, 0.60), (-0.29, 0.38), (-0.25, 0.16), (-0.14, 0.05), (0.0, 0.03),
        (0.14, 0.05), (0.25, 0.16), (0.29, 0.38), (0.255, 0.60), (0.15, 0.78), (0.0, 0.84)])
    belly = contour([(0.0, 0.74), (-0.13, 0.68), (-0.20, 0.50), (-0.205, 0.30), (-0.15, 0.12), (0.0, 0.06),
        (0.15, 0.12), (0.205, 0.30), (0.20, 0.50), (0.13, 0.68)])
    head = contour([(-0.18, 0.80), (-0.17, 0.92), (-0.08, 0.995), (0.04, 0.995), (0.14, 0.93), (0.17, 0.82),
        (0.14, 0.70), (0.0, 0.65), (-0.14, 0.70)])
    flipper = contour([(-0.19, 0.66), (-0.29, 0.54), (-0.375 - sway, 0.36), (-0.395 - sway, 0.24),
        (-0.345 - sway, 0.25), (-0.265, 0.40), (-0.225, 0.50)])
    other = contour([(0.19, 0.66), (0.29, 0.54), (0.375 - sway, 0.36), (0.395 - sway, 0.24), (0.345 - sway, 0.25),
        (0.265, 0.40), (0.225, 0.50)])
    foot = contour([(-0.10, 0.0, 0), (-0.075, 0.06), (0.0, 0.085), (0.075, 0.06), (0.10, 0.0, 0), (0.04, 0.015),
        (0.0, 0.0), (-0.04, 0.015)])
    parts = [Part(placed(foot, x), "#ec9c33", role="detail", bulge=0.4) for x in (-0.11, 0.11)]
    parts += [
        Part(body, back, bulge=0.6),
        Part(belly, "#fbf6ec", role="detail", bulge=0.6),
        Part(clipped(belly, ellipse(0.0, 0.72, 0.16, 0.085)), "#f3c14a", role="detail", bulge=0.2),
        Part(flipper, darker(back, 0.1), bulge=0.4),
        Part(other, darker(back, 0.1), bulge=0.4),
        Part(head, back, bulge=0.6),
        Part(ellipse(-0.045, 0.815, 0.072, 0.085), "#fbf6ec", role="detail", bulge=0.2),
        Part(ellipse(0.095, 0.815, 0.055, 0.082), "#fbf6ec", role="detail", bulge=0.2),
        Part(ellipse(-0.05, 0.83, 0.026, 0.032), "#15131b", role="detail", bulge=0.0),
        Part(ellipse(0.09, 0.83, 0.024, 0.032), "#15131b", role="detail", bulge=0.0),
        Part(ellipse(-0.058, 0.842, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
        Part(ellipse(0.082, 0.842, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
        Part(contour([(-0.03, 0.80), (0.03, 0.815), (0.10, 0.785), (0.125, 0.745, 0), (0.05, 0.735), (-0.015, 0.75)]),
            "#ec9c33", role="detail", bulge=0.5),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("crow", metres=0.4, stance="ground", group="animal", draw=_crow, prominence=0.34),
    Subject("bird", metres=0.18, stance="surface", group="animal", draw=_bird, prominence=0.34),
    Subject("gull", metres=0.6, stance="air", group="animal", draw=_gull, prominence=0.22),
    Subject("owl", metres=0.45, stance="surface", group="animal", draw=_owl, facing=False, prominence=0.44),
    Subject("duck", metres=0.4, stance="water", group="animal", draw=_duck, prominence=0.30),
    Subject("penguin", metres=0.9, stance="ground", group="animal", draw=_penguin, prominence=0.42),
)
