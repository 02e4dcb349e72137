"""Monkeys."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *

_EYE = "#17141c"


@subject("monkey", metres=0.8, stance="ground", group="animal", prominence=0.40, found_in=("forest",))
def monkey(rng: Rng) -> list[Part]:
    coat, face = pick(rng, (("#7a4a2c", "#f0c8a0"), ("#8f6238", "#f4d4b0"), ("#5a4034", "#e2b48e"),
        ("#a06a3c", "#f6dcbc")))
    curl = float(rng.uniform(-0.04, 0.05))
    look = float(rng.uniform(-0.012, 0.012))
    head = contour([(-0.205, 0.76), (-0.175, 0.90), (-0.07, 0.975), (0.07, 0.975), (0.175, 0.90), (0.205, 0.76),
        (0.15, 0.63), (0.0, 0.58), (-0.15, 0.63)])
    mask = contour([(0.0, 0.855), (-0.075, 0.895), (-0.145, 0.84), (-0.13, 0.765), (-0.155, 0.69), (-0.10, 0.615),
        (0.0, 0.595), (0.10, 0.615), (0.155, 0.69), (0.13, 0.765), (0.145, 0.84), (0.075, 0.895)])
    body = contour([(-0.12, 0.60), (-0.19, 0.44), (-0.22, 0.24), (-0.16, 0.06), (0.0, 0.02), (0.16, 0.06),
        (0.22, 0.24), (0.19, 0.44), (0.12, 0.60)])
    parts = [
        Part(limb([(0.14, 0.12, 0.05), (0.34, 0.07, 0.052), (0.48, 0.20, 0.05), (0.47 + curl, 0.40, 0.046),
            (0.36 + curl, 0.46, 0.042), (0.32 + curl, 0.38, 0.034)]), darker(coat, 0.15), bulge=0.5),
        Part(body, coat, bulge=0.6),
        detail(ellipse(0.0, 0.30, 0.125, 0.19), face, bulge=0.4),
    ]
    for s in (-1, 1):
        parts += [
            Part(limb([(s * 0.10, 0.16, 0.15), (s * 0.24, 0.22, 0.13), (s * 0.25, 0.08, 0.09)]), coat, bulge=0.5),
            detail(ellipse(s * 0.265, 0.045, 0.095, 0.045), face, bulge=0.4),
            shadow(limb([(s * 0.23, 0.03, 0.008), (s * 0.23, 0.065, 0.008)]), 0.3),
            Part(limb([(s * 0.145, 0.53, 0.10), (s * 0.27, 0.43, 0.085), (s * 0.285, 0.29, 0.065)]), darker(coat, 0.1),
                bulge=0.5),
            detail(ellipse(s * 0.28, 0.255, 0.046, 0.042), darker(face, 0.1), bulge=0.4),
            Part(ellipse(s * 0.225, 0.775, 0.078, 0.085), darker(coat, 0.08), bulge=0.4),
            detail(ellipse(s * 0.232, 0.773, 0.050, 0.057), darker(face, 0.12), bulge=0.2),
        ]
    parts += [Part(head, coat, bulge=0.6), detail(mask, face, bulge=0.4)]
    for s in (-1, 1):
        parts += [
            detail(ellipse(s * 0.066, 0.795, 0.040, 0.045), "#fdfaf4"),
            detail(ellipse(s * 0.063 + look, 0.795, 0.027, 0.032), _EYE),
            detail(ellipse(s * 0.063 + look - 0.008, 0.807, 0.009, 0.010), "#ffffff"),
            detail(ellipse(s * 0.022, 0.707, 0.012, 0.010), darker(face, 0.6)),
        ]
    parts += [
        detail(limb([(-0.08, 0.665, 0.012), (0.0, 0.638, 0.016), (0.08, 0.665, 0.012)]), darker(face, 0.6)),
        Part(contour([(-0.05, 0.955), (-0.035, 1.01, 0), (-0.005, 0.985), (0.03, 1.02, 0), (0.055, 0.955)]), coat,
            bulge=0.3),
    ]
    return standing(parts, foot=0.0)
