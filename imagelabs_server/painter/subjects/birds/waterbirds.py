"""Birds of the water and its shores."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("gull", metres=0.6, stance="air", group="animal", prominence=0.22, found_in=("sea", "beach"))
def gull(rng: Rng) -> list[Part]:
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
            detail(clipped(far, [(0.70, 0.2), (1.2, 0.2), (1.2, 1.3), (0.76, 1.3)]), tip, bulge=0.1),
            Part(contour([(-0.42, 0.06), (-0.70, 0.06, 0), (-0.76, -0.10, 0), (-0.42, -0.08)]), darker(white, 0.06),
                bulge=0.2),
            Part(body, white, bulge=0.6),
            shadow(clipped(body, [(-0.6, -0.2), (0.6, -0.2), (0.6, 0.02), (-0.6, -0.03)]), 0.2),
            Part(near, grey, bulge=0.3),
            detail(trailing, white, bulge=0.1, alpha=0.75),
            detail(clipped(near, [(-0.74, 0.2), (-1.2, 0.2), (-1.2, 1.3), (-0.80, 1.3)]), tip, bulge=0.1),
            detail(contour([(0.59, 0.17), (0.70, 0.135), (0.76, 0.075, 0), (0.66, 0.075), (0.59, 0.09)]), "#e9a53a",
                bulge=0.3),
            detail(ellipse(0.525, 0.155, 0.028, 0.028), "#20202a"),
        ]
    )


@subject("duck", metres=0.4, stance="water", group="animal", prominence=0.30, found_in=("lake", "river"))
def duck(rng: Rng) -> list[Part]:
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
        detail(clipped(body, ellipse(0.46, 0.22, 0.26, 0.32)), breast, bulge=0.4),
        detail(clipped(body, [(-0.9, 0.6), (-0.9, 0.0), (-0.62, 0.0), (-0.56, 0.6)]), "#3d3a40" if drake else wing_c,
            bulge=0.2),
        shadow(clipped(body, [(-0.9, 0.0), (0.7, 0.0), (0.7, 0.07), (-0.9, 0.10)]), 0.3),
        detail(wing, wing_c, bulge=0.5),
        detail(limb([(0.02, 0.20, 0.05), (-0.18, 0.19, 0.06), (-0.36, 0.23, 0.03)]),
            "#3f6fb0" if drake else darker(wing_c, 0.15), bulge=0.1),
        Part(neck, head, bulge=0.6),
        detail(clipped(neck, [(0.1, 0.455), (0.7, 0.50), (0.7, 0.565), (0.1, 0.52)]), ring, bulge=0.2),
        detail(clipped(neck, [(0.1, 0.2), (0.7, 0.2), (0.7, 0.50), (0.1, 0.455)]), breast, bulge=0.3),
        detail(contour([(0.575, 0.885), (0.66, 0.845), (0.79, 0.80), (0.83, 0.765), (0.78, 0.735), (0.66, 0.745),
            (0.58, 0.765)]), "#eda52e", bulge=0.5),
        shadow(contour([(0.58, 0.80), (0.70, 0.785), (0.83, 0.768, 0), (0.78, 0.735), (0.66, 0.745), (0.58, 0.765)]),
            0.22),
        detail(ellipse(0.485, 0.865, 0.032, 0.034), "#15151c"),
        detail(ellipse(0.477, 0.877, 0.011, 0.011), "#ffffff"),
    ]
    return standing(parts, foot=0.0)


@subject("swan", metres=1.0, stance="water", group="animal", prominence=0.38, found_in=("lake",))
def swan(rng: Rng) -> list[Part]:
    white, beak = pick(rng, (("#f8f4ec", "#e8862f"), ("#f8f4ec", "#e8862f"), ("#f4eee6", "#d8702f"),
        ("#3f3b45", "#d0413a")))
    lift = float(rng.uniform(-0.02, 0.05))
    body = contour([(-0.68, 0.34, 0), (-0.56, 0.33), (-0.40, 0.40), (-0.10, 0.40), (0.16, 0.38), (0.34, 0.34),
        (0.42, 0.20), (0.38, 0.06), (0.28, 0.0, 0), (-0.34, 0.0, 0), (-0.52, 0.10), (-0.60, 0.24)])
    neck = limb([(0.24, 0.20, 0.26), (0.36, 0.34, 0.17), (0.33, 0.50, 0.11), (0.22, 0.64, 0.095), (0.20, 0.80, 0.092),
        (0.29, 0.91, 0.095), (0.38, 0.90, 0.11)])
    head = contour([(0.27, 0.90), (0.31, 0.965), (0.40, 0.965), (0.47, 0.90), (0.48, 0.84), (0.42, 0.825),
        (0.34, 0.84)])
    wing = contour([(0.18, 0.32), (0.14, 0.42 + lift), (-0.06, 0.52 + lift), (-0.34, 0.54 + lift),
        (-0.62, 0.58 + lift, 0), (-0.54, 0.47), (-0.60, 0.44, 0), (-0.48, 0.37), (-0.54, 0.33, 0), (-0.40, 0.26),
        (-0.16, 0.16), (0.06, 0.18)])
    return standing([
        Part(body, darker(white, 0.06), bulge=0.7),
        shadow(clipped(body, [(-0.8, -0.1), (0.6, -0.1), (0.6, 0.07), (-0.8, 0.12)]), 0.25),
        Part(neck, white, bulge=0.6),
        shadow(clipped(neck, [(0.10, 0.2), (0.5, 0.2), (0.5, 0.28), (0.10, 0.24)]), 0.12),
        Part(wing, lighter(white, 0.3), bulge=0.5),
        *(shadow(limb([(x, y, 0.012), (x - 0.14, y + 0.035, 0.022), (x - 0.27, y + 0.045 + dy, 0.012)]), 0.16)
            for x, y, dy in ((0.02, 0.40, 0.03), (-0.04, 0.32, 0.02), (-0.06, 0.25, 0.01))),
        Part(head, white, bulge=0.5),
        detail(contour([(0.455, 0.905), (0.52, 0.86), (0.62, 0.80), (0.63, 0.765), (0.56, 0.77), (0.46, 0.82)]), beak,
            bulge=0.4),
        detail(contour([(0.40, 0.90), (0.455, 0.925), (0.49, 0.88), (0.47, 0.825), (0.44, 0.85)]), "#25222b",
            bulge=0.2),
        detail(ellipse(0.385, 0.905, 0.019, 0.019), "#17151c" if white != "#3f3b45" else "#f0e6d0"),
    ], foot=0.0)


@subject(
    "penguin", metres=0.9, stance="ground", group="animal", prominence=0.42, found_in=("beach", "mountains"),
    season="winter",
)
def penguin(rng: Rng) -> list[Part]:
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
    parts = [detail(placed(foot, x), "#ec9c33", bulge=0.4) for x in (-0.11, 0.11)]
    parts += [
        Part(body, back, bulge=0.6),
        detail(belly, "#fbf6ec", bulge=0.6),
        detail(clipped(belly, ellipse(0.0, 0.72, 0.16, 0.085)), "#f3c14a", bulge=0.2),
        Part(flipper, darker(back, 0.1), bulge=0.4),
        Part(other, darker(back, 0.1), bulge=0.4),
        Part(head, back, bulge=0.6),
        detail(ellipse(-0.045, 0.815, 0.072, 0.085), "#fbf6ec", bulge=0.2),
        detail(ellipse(0.095, 0.815, 0.055, 0.082), "#fbf6ec", bulge=0.2),
        detail(ellipse(-0.05, 0.83, 0.026, 0.032), "#15131b"),
        detail(ellipse(0.09, 0.83, 0.024, 0.032), "#15131b"),
        detail(ellipse(-0.058, 0.842, 0.010, 0.010), "#ffffff"),
        detail(ellipse(0.082, 0.842, 0.010, 0.010), "#ffffff"),
        detail(contour([(-0.03, 0.80), (0.03, 0.815), (0.10, 0.785), (0.125, 0.745, 0), (0.05, 0.735), (-0.015, 0.75)]),
            "#ec9c33", bulge=0.5),
    ]
    return standing(parts, foot=0.0)
