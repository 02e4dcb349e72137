"""A dog that stands in profile, its tail up."""

from __future__ import annotations

import numpy as np

from .shapes import Part, Subject, clipped, contour, darker, ellipse, limb, pick, shadow, standing

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

# coat, saddle and ear, chest and muzzle
_COATS = (
    ("#c98a4b", "#8a5228", "#f2dfc0"),
    ("#efe6d8", "#9a5b33", "#ffffff"),
    ("#d9b27c", "#b57f44", "#f6e9cf"),
    ("#6b6068", "#4a424c", "#d8a468"),
    ("#8b5a3c", "#5d3824", "#d8b48a"),
)

_TORSO = contour([(-0.44, 0.60), (-0.36, 0.655), (-0.15, 0.655), (0.08, 0.665), (0.22, 0.74), (0.30, 0.80),
    (0.42, 0.72), (0.40, 0.56), (0.36, 0.42), (0.24, 0.335), (0.05, 0.345), (-0.16, 0.40), (-0.30, 0.40), (-0.44,
        0.44), (-0.475, 0.53)])
_HEAD = contour([(0.22, 0.80), (0.235, 0.90), (0.31, 0.965), (0.41, 0.955), (0.475, 0.895), (0.50, 0.86), (0.60, 0.85),
    (0.655, 0.82), (0.66, 0.75), (0.61, 0.695), (0.50, 0.68), (0.40, 0.66), (0.28, 0.70)])


def _front_leg(x: float, step: float) -> tuple[tuple[float, float], ...]:
    return limb([(x, 0.48, 0.18), (x + step * 0.3, 0.33, 0.115), (x + step * 0.6, 0.19, 0.085),
        (x + step, 0.07, 0.075), (x + step + 0.03, 0.036, 0.075), (x + step + 0.055, 0.036, 0.07)])


def _hind_leg(x: float, step: float) -> tuple[tuple[float, float], ...]:
    return limb([(x - 0.01, 0.54, 0.20), (x + 0.025, 0.42, 0.205), (x + 0.01 + step * 0.4, 0.31, 0.125),
        (x - 0.06 + step * 0.7, 0.215, 0.08), (x - 0.05 + step, 0.10, 0.068), (x - 0.02 + step, 0.036,
        0.075), (x + 0.02 + step, 0.036, 0.07)])


def _draw(rng: np.random.Generator) -> list[Part]:
    coat, saddle, pale = pick(rng, _COATS)
    wag, step = rng.uniform(-0.05, 0.06), rng.uniform(-0.05, 0.05)
    tail = limb([(-0.42, 0.59, 0.09), (-0.52, 0.66, 0.085), (-0.57 + wag, 0.78, 0.075), (-0.54 + 2 * wag, 0.90, 0.05),
        (-0.49 + 2 * wag, 0.95, 0.03)])
    saddle_patch = clipped(_TORSO, ellipse(-0.14, 0.66, 0.27, 0.16))
    ear = contour([(0.29, 0.945), (0.225, 0.92), (0.185, 0.82), (0.185, 0.715), (0.23, 0.665), (0.29, 0.71),
        (0.335, 0.82), (0.345, 0.91)])
    return standing([
        Part(_hind_leg(-0.27, 0.07 + step), darker(coat, 0.32), bulge=0.5),
        Part(_front_leg(0.22, 0.10 - step), darker(coat, 0.32), bulge=0.5),
        Part(tail, coat, bulge=0.6),
        Part(_TORSO, coat, bulge=0.7),
        Part(saddle_patch, saddle, role="detail", bulge=0.3),
        shadow(clipped(_TORSO, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.385), (-0.18, 0.45), (-0.5, 0.45)]),
            0.25),
        Part(_hind_leg(-0.365, -step * 0.6), coat, bulge=0.5),
        Part(_front_leg(0.285, -0.03 + step * 0.6), coat, bulge=0.5),
        Part(clipped(_TORSO, ellipse(0.40, 0.53, 0.10, 0.20)), pale, role="detail", bulge=0.4),
        Part(ellipse(-0.385 - step * 0.6, 0.036, 0.055, 0.036), pale, role="detail", bulge=0.4),
        Part(ellipse(0.315 + step * 0.6, 0.036, 0.052, 0.036), pale, role="detail", bulge=0.4),
        Part(_HEAD, coat, bulge=0.6),
        Part(clipped(_HEAD, [(0.46, 0.60), (0.72, 0.60), (0.72, 0.83), (0.53, 0.84)]), pale, role="detail", bulge=0.4),
        Part(limb([(0.65, 0.735, 0.014), (0.58, 0.738, 0.016), (0.49, 0.715, 0.016)]), "#3a2a2c", role="detail",
            bulge=0.0),
        Part(ellipse(0.645, 0.83, 0.042, 0.035), "#2a2228", role="detail", bulge=0.7),
        Part(ellipse(0.445, 0.865, 0.034, 0.034), "#2a2026", role="detail", bulge=0.0),
        Part(ellipse(0.435, 0.876, 0.011, 0.011), "#ffffff", role="detail", bulge=0.0),
        shadow(contour([(0.23, 0.735), (0.36, 0.665), (0.47, 0.70), (0.40, 0.63), (0.29, 0.65)]), 0.3),
        Part(ear, saddle, role="detail", bulge=0.5),
        Part(limb([(0.225, 0.715, 0.05), (0.31, 0.665, 0.05), (0.40, 0.652, 0.048)]),
            pick(rng, ("#c23b3b", "#2f6fb0", "#3b8f5a")), role="detail", bulge=0.5),
        Part(ellipse(0.40, 0.615, 0.03, 0.03), "#e7b93c", role="detail", bulge=0.6),
    ], foot=0.0)


SUBJECTS = (Subject("dog", metres=0.7, stance="ground", group="animal", draw=_draw, prominence=0.40),)
