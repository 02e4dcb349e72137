"""A cat that sits and looks at us, its tail beside it."""

from __future__ import annotations

import itertools

import numpy as np

from .shapes import (
    Part,
    Subject,
    blend,
    box,
    clipped,
    contour,
    darker,
    ellipse,
    limb,
    pick,
    placed,
    put,
    shadow,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

# coat, markings, chest and muzzle, eyes
_COATS = (
    ("#e2893a", "#b0561f", "#fbead0", "#7fae3c"),  # ginger
    ("#8f969e", "#565d68", "#f1ede6", "#c9b13a"),  # grey tabby
    ("#4a4654", "#302c3c", "#f4efe8", "#b7cc3f"),  # black and white
    ("#b98d63", "#71492f", "#f6e8d2", "#6fae7a"),  # brown tabby
    ("#efe3d0", "#c99c6b", "#fffaf0", "#4f9bc4"),  # cream point
)

_BODY = contour([(-0.17, 0.70), (-0.235, 0.56), (-0.245, 0.42), (-0.215, 0.25), (-0.205, 0.08), (-0.245, 0.035),
    (-0.235, 0.0), (-0.05, 0.0), (0.10, 0.0), (0.24, 0.0), (0.325, 0.05), (0.345, 0.17), (0.305, 0.33), (0.225,
        0.47), (0.125, 0.585), (0.07, 0.70), (-0.05, 0.78)])
_HAUNCH = contour([(0.03, 0.02), (0.02, 0.14), (0.075, 0.265), (0.185, 0.29), (0.285, 0.22), (0.325, 0.10),
    (0.28, 0.01)])
_HEAD = contour([(-0.20, 0.02), (-0.175, 0.095), (-0.11, 0.145), (0.0, 0.155), (0.11, 0.145), (0.175, 0.095),
    (0.20, 0.02), (0.215, -0.045), (0.15, -0.105), (0.07, -0.14), (0.0, -0.148), (-0.07, -0.14), (-0.15,
        -0.105), (-0.215, -0.045)])


def _head(tilt: float, coat: str, mark: str, white: str, iris: str) -> list[Part]:
    parts: list[Part] = []
    for s in (-1, 1):
        ear = contour([(s * 0.195, 0.03), (s * 0.205, 0.15), (s * 0.175, 0.268, 0), (s * 0.10, 0.21), (s * 0.03, 0.13)])
        inner = contour([(s * 0.165, 0.10), (s * 0.176, 0.17), (s * 0.165, 0.225, 0), (s * 0.12, 0.185),
            (s * 0.085, 0.13)])
        parts += [Part(ear, darker(coat, 0.12), bulge=0.4), Part(inner, "#dc9a90", role="detail", bulge=0.2)]
    parts.append(Part(_HEAD, coat, bulge=0.7))
    for x, w in ((0.0, 0.022), (-0.058, 0.02), (0.058, 0.02)):
        parts.append(Part(limb([(x * 0.8, 0.075, 0.012), (x * 1.15, 0.135, w * 1.3)]), mark, role="detail", bulge=0.0))
    for s in (-1, 1):
        parts.append(Part(limb([(s * 0.135, -0.025, 0.012), (s * 0.20, -0.01, 0.024)]), mark, role="detail", bulge=0.0))
        parts.append(Part(ellipse(s * 0.055, -0.075, 0.068, 0.056), white, role="detail", bulge=0.5))
    parts.append(Part(contour([(-0.035, 0.015), (0.035, 0.015), (0.045, -0.06), (-0.045, -0.06)]),
        blend(coat, white, 0.3), role="detail", bulge=0.2))
    parts.append(Part(ellipse(0.0, -0.118, 0.05, 0.026), darker(white, 0.08), role="detail", bulge=0.3))
    for s in (-1, 1):
        eye = contour([(s * 0.038, 0.005), (s * 0.055, 0.045), (s * 0.095, 0.06), (s * 0.132, 0.035),
            (s * 0.115, -0.005), (s * 0.075, -0.015)])
        parts += [
            Part(placed(eye, s * -0.012, -0.003, scale=1.15), "#2b2026", role="detail", bulge=0.0),
            Part(eye, iris, role="detail", bulge=0.2),
            Part(ellipse(s * 0.085, 0.023, 0.019, 0.034), "#15101a", role="detail", bulge=0.0),
            Part(ellipse(s * 0.085 - 0.014, 0.038, 0.012, 0.012), "#ffffff", role="detail", bulge=0.0),
        ]
    parts.append(Part(contour([(-0.033, -0.032), (0.033, -0.032), (0.0, -0.072, 0)]), "#c9655f", role="detail",
        bulge=0.2))
    for s in (-1, 1):
        mouth = limb([(0.0, -0.07, 0.014), (s * 0.02, -0.098, 0.014), (s * 0.06, -0.098, 0.008)])
        parts.append(Part(mouth, darker(white, 0.55), role="detail", bulge=0.0))
    return put(parts, -0.075, 0.732, turn=tilt)


def _tail(rng: np.random.Generator) -> list[tuple[float, float, float]]:
    lift = float(rng.uniform(0.0, 1.0))
    if lift < 0.5:  # held up beside the body, with a hook at its end
        return [(0.25, 0.06, 0.10), (0.42, 0.07, 0.085), (0.52, 0.20, 0.08), (0.515, 0.36 + lift * 0.2, 0.078),
            (0.57, 0.47 + lift * 0.2, 0.07), (0.64, 0.475 + lift * 0.2, 0.055)]
    return [(0.27, 0.06, 0.10), (0.42, 0.045, 0.085), (0.54, 0.06, 0.08), (0.63, 0.13, 0.075), (0.66, 0.23, 0.065),
        (0.61, 0.30, 0.05)]


def _draw(rng: np.random.Generator) -> list[Part]:
    coat, mark, white, iris = pick(rng, _COATS)
    tail = _tail(rng)
    parts = [Part(limb(tail), darker(coat, 0.10), bulge=0.6)]
    for (ax, ay, _), (bx, by, width) in itertools.pairwise(tail):
        across = np.array([ay - by, bx - ax]) / np.hypot(bx - ax, by - ay) * width * 0.42
        x, y = (ax + bx) / 2, (ay + by) / 2
        ring = limb([(x - across[0], y - across[1], 0.034), (x + across[0], y + across[1], 0.034)])
        parts.append(Part(ring, mark, role="detail", bulge=0.0, alpha=0.8))
    parts.append(Part(_BODY, coat, bulge=0.6))
    for y in (0.56, 0.47, 0.38):  # stripes come round from the back
        band = [(0.02, y - 0.075), (0.5, y + 0.05), (0.5, y + 0.12)]
        parts.append(Part(clipped(_BODY, band), mark, role="detail", bulge=0.0, alpha=0.8))
    parts.append(shadow(clipped(_BODY, box(-0.02, 0.0, 0.10, 0.34)), 0.30))
    parts.append(Part(_HAUNCH, coat, bulge=0.6))
    for y in (0.22, 0.13):
        band = [(0.14, y - 0.03), (0.5, y - 0.03), (0.5, y + 0.055)]
        parts.append(Part(clipped(_HAUNCH, band), mark, role="detail", bulge=0.0, alpha=0.8))
    bib = contour([(-0.18, 0.66), (-0.225, 0.52), (-0.215, 0.40), (-0.16, 0.30), (-0.10, 0.34), (-0.045, 0.46),
        (0.0, 0.62)])
    parts.append(Part(bib, white, role="detail", bulge=0.5))
    far = limb([(-0.05, 0.45, 0.08), (-0.04, 0.25, 0.095), (-0.045, 0.10, 0.075), (-0.06, 0.035, 0.08)])
    near = limb([(-0.16, 0.45, 0.09), (-0.16, 0.25, 0.10), (-0.165, 0.10, 0.08), (-0.18, 0.035, 0.085)])
    parts += [Part(far, darker(coat, 0.08), bulge=0.3), Part(near, coat, bulge=0.3)]
    for x in (-0.075, -0.195):
        parts.append(Part(ellipse(x, 0.04, 0.068, 0.042), white, role="detail", bulge=0.5))
    parts.append(Part(ellipse(0.10, 0.04, 0.10, 0.042), white, role="detail", bulge=0.5))
    parts.append(shadow(contour([(-0.24, 0.60), (-0.13, 0.555), (0.0, 0.575), (0.09, 0.64), (0.06, 0.70),
        (-0.2, 0.68)]), 0.32))
    return standing(parts + _head(float(rng.uniform(-0.09, 0.09)), coat, mark, white, iris), foot=0.0)


SUBJECTS = (Subject("cat", metres=0.5, stance="surface", group="animal", draw=_draw, prominence=0.46),)
