"""Bears."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("bear", metres=1.4, stance="ground", group="animal", prominence=0.40)
def bear(rng: Rng) -> list[Part]:
    coat, muzzle = pick(rng, (("#7d4f31", "#c49a6c"), ("#5f3d2c", "#b0855c"), ("#946038", "#d8b07c"),
        ("#4a3a36", "#a07c60")))
    step = rng.uniform(-0.04, 0.05)
    torso = contour([(-0.66, 0.50), (-0.62, 0.68), (-0.46, 0.80), (-0.20, 0.83), (0.02, 0.86), (0.22, 0.95),
        (0.38, 0.93), (0.52, 0.80), (0.56, 0.60), (0.46, 0.38), (0.20, 0.30), (-0.15, 0.28), (-0.42, 0.32),
        (-0.62, 0.38)])
    head = contour([(0.36, 0.72), (0.40, 0.86), (0.52, 0.93), (0.66, 0.89), (0.74, 0.79), (0.86, 0.715),
        (0.925, 0.655), (0.915, 0.58), (0.84, 0.545), (0.72, 0.53), (0.60, 0.50), (0.46, 0.54)])
    legs = {}
    for name, x, s in (("hind far", -0.40, 0.10 + step), ("hind near", -0.53, -step), ("fore far", 0.26, 0.12 - step),
        ("fore near", 0.36, step * 0.8 - 0.02)):
        top, wide = (0.44, 0.36) if name.startswith("hind") else (0.50, 0.32)
        legs[name] = limb([(x, top, wide), (x + s * 0.4, 0.27, wide * 0.68), (x + s * 0.8, 0.13, wide * 0.50),
            (x + s + 0.005, 0.06, 0.135), (x + s + 0.07, 0.052, 0.10)])
    parts = [
        Part(legs["hind far"], darker(coat, 0.4), bulge=0.4),
        Part(legs["fore far"], darker(coat, 0.4), bulge=0.4),
        Part(ellipse(-0.66, 0.58, 0.07, 0.06), darker(coat, 0.2), bulge=0.4),
        Part(torso, coat, bulge=0.8),
        shadow(clipped(torso, [(-0.8, 0.2), (0.6, 0.2), (0.6, 0.4), (-0.8, 0.46)]), 0.3),
        Part(legs["hind near"], coat, bulge=0.4),
        Part(legs["fore near"], coat, bulge=0.4),
    ]
    for x in (-0.53 - step, 0.34 + step * 0.8):
        parts += [detail(limb([(x + k, 0.05, 0.024), (x + k + 0.03, 0.022, 0.014)]), "#e6d6bc")
            for k in (0.03, 0.068, 0.104)]
    parts += [
        Part(ellipse(0.60, 0.91, 0.075, 0.078), darker(coat, 0.3), bulge=0.4),
        shadow(clipped(torso, ellipse(0.48, 0.58, 0.16, 0.22, turn=0.2)), 0.3),
        Part(head, coat, bulge=0.7),
        detail(clipped(head, [(0.735, 0.40), (1.1, 0.40), (1.1, 0.9), (0.80, 0.9)]), muzzle, bulge=0.5),
        detail(ellipse(0.905, 0.665, 0.042, 0.036), "#1f181b", bulge=0.6),
        detail(limb([(0.90, 0.59, 0.012), (0.84, 0.582, 0.016), (0.77, 0.60, 0.014)]), "#3a2824"),
        detail(ellipse(0.695, 0.765, 0.026, 0.027), "#1a1416"),
        detail(ellipse(0.688, 0.775, 0.009, 0.009), "#ffffff"),
        Part(ellipse(0.46, 0.895, 0.088, 0.09), coat, bulge=0.5),
        detail(ellipse(0.465, 0.89, 0.05, 0.052), darker(muzzle, 0.25), bulge=0.2),
    ]
    return standing(parts, foot=0.0)


@subject("panda", metres=1.1, stance="ground", group="animal", prominence=0.42)
def panda(rng: Rng) -> list[Part]:
    white, black = "#f6f1e8", pick(rng, ("#2f2d34", "#383238", "#2c323c"))
    bamboo = rng.random() < 0.75
    lean = float(rng.uniform(-0.05, 0.05))
    body = contour([(0.0, 0.04), (-0.26, 0.06), (-0.37, 0.22), (-0.34, 0.42), (-0.20, 0.58), (0.20, 0.58),
        (0.34, 0.42), (0.37, 0.22), (0.26, 0.06)])
    face = contour([(-0.29, 0.70), (-0.25, 0.85), (-0.12, 0.94), (0.12, 0.94), (0.25, 0.85), (0.29, 0.70),
        (0.22, 0.565), (0.0, 0.515), (-0.22, 0.565)])
    parts = [
        Part(body, white, bulge=0.7),
        detail(clipped(body, [(-0.5, 0.42), (0.5, 0.42), (0.5, 0.7), (-0.5, 0.7)]), black, bulge=0.4),
        shadow(clipped(body, box(-0.5, 0.0, 0.5, 0.10)), 0.2),
    ]
    for s in (-1, 1):
        parts += [
            detail(limb([(s * 0.24, 0.16, 0.22), (s * 0.34, 0.12, 0.20)]), black, bulge=0.6),
            detail(ellipse(s * 0.355, 0.125, 0.105, 0.125), black, bulge=0.5),
            detail(ellipse(s * 0.36, 0.105, 0.045, 0.042), "#8a7a78", bulge=0.3),
            *(detail(ellipse(s * 0.36 + k, 0.185, 0.018, 0.020), "#8a7a78", bulge=0.2) for k in (-0.05, 0.0, 0.05)),
        ]
    if bamboo:
        parts += [
            detail(limb([(0.02, 0.10, 0.045), (0.10 + lean, 0.36, 0.045), (0.20 + lean, 0.70, 0.04)]), "#7fa84a",
                bulge=0.5),
            *(detail(placed(contour([(0.0, 0.0, 0), (0.06, 0.035), (0.17, 0.0, 0),
                (0.06, -0.03)]), x + lean, y, turn=t),
                tone, bulge=0.3) for x, y, t, tone in ((0.19, 0.66, 0.3, "#5d9a48"),
                (0.20, 0.70, 1.2, "#6aa850"), (0.18, 0.64, 2.3, "#5d9a48"))),
            *(shadow(ellipse(x + lean * k, y, 0.026, 0.010), 0.35)
                for x, y, k in ((0.055, 0.22, 0.5), (0.10, 0.36, 1.0), (0.15, 0.53, 1.0))),
        ]
    for s in (-1, 1):
        parts.append(detail(limb([(s * 0.25, 0.50, 0.15), (s * 0.26, 0.36, 0.14), (s * 0.12, 0.30, 0.13)]),
            darker(black, 0.1) if s > 0 else black, bulge=0.6))
    parts += [
        *(detail(ellipse(s * 0.235, 0.905, 0.095, 0.09), black, bulge=0.6) for s in (-1, 1)),
        Part(face, white, bulge=0.6),
        *(detail(ellipse(s * 0.118, 0.745, 0.072, 0.088, turn=-s * 0.5), black, bulge=0.3) for s in (-1, 1)),
        *(detail(ellipse(s * 0.108, 0.755, 0.032, 0.034), "#fdf8ee") for s in (-1, 1)),
        *(detail(ellipse(s * 0.105, 0.752, 0.021, 0.024), "#15131a") for s in (-1, 1)),
        detail(ellipse(0.0, 0.61, 0.095, 0.068), lighter(white, 0.5), bulge=0.4),
        detail(contour([(-0.042, 0.655), (0.042, 0.655), (0.026, 0.622), (0.0, 0.61), (-0.026, 0.622)]), "#1d1a20",
            bulge=0.4),
        *(detail(limb([(0.0, 0.612, 0.012), (s * 0.02, 0.58, 0.015), (s * 0.055, 0.585, 0.010)]), "#3a3036")
            for s in (-1, 1)),
    ]
    return standing(parts, foot=0.0)
