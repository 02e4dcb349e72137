"""Cats, from the one on the windowsill to the tiger."""

from __future__ import annotations

import itertools

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

# coat, markings, chest and muzzle, eyes
_CAT_COATS = (
    ("#e2893a", "#b0561f", "#fbead0", "#7fae3c"),  # ginger
    ("#8f969e", "#565d68", "#f1ede6", "#c9b13a"),  # grey tabby
    ("#4a4654", "#302c3c", "#f4efe8", "#b7cc3f"),  # black and white
    ("#b98d63", "#71492f", "#f6e8d2", "#6fae7a"),  # brown tabby
    ("#efe3d0", "#c99c6b", "#fffaf0", "#4f9bc4"),  # cream point
)

_CAT_BODY = contour([(-0.17, 0.70), (-0.235, 0.56), (-0.245, 0.42), (-0.215, 0.25), (-0.205, 0.08), (-0.245, 0.035),
    (-0.235, 0.0), (-0.05, 0.0), (0.10, 0.0), (0.24, 0.0), (0.325, 0.05), (0.345, 0.17), (0.305, 0.33), (0.225,
        0.47), (0.125, 0.585), (0.07, 0.70), (-0.05, 0.78)])

_CAT_HAUNCH = contour([(0.03, 0.02), (0.02, 0.14), (0.075, 0.265), (0.185, 0.29), (0.285, 0.22), (0.325, 0.10),
    (0.28, 0.01)])

_CAT_HEAD = contour([(-0.20, 0.02), (-0.175, 0.095), (-0.11, 0.145), (0.0, 0.155), (0.11, 0.145), (0.175, 0.095),
    (0.20, 0.02), (0.215, -0.045), (0.15, -0.105), (0.07, -0.14), (0.0, -0.148), (-0.07, -0.14), (-0.15,
        -0.105), (-0.215, -0.045)])


def _cat_head(tilt: float, coat: str, mark: str, white: str, iris: str) -> list[Part]:
    parts: list[Part] = []
    for s in (-1, 1):
        ear = contour([(s * 0.195, 0.03), (s * 0.205, 0.15), (s * 0.175, 0.268, 0), (s * 0.10, 0.21), (s * 0.03, 0.13)])
        inner = contour([(s * 0.165, 0.10), (s * 0.176, 0.17), (s * 0.165, 0.225, 0), (s * 0.12, 0.185),
            (s * 0.085, 0.13)])
        parts += [Part(ear, darker(coat, 0.12), bulge=0.4), detail(inner, "#dc9a90", bulge=0.2)]
    parts.append(Part(_CAT_HEAD, coat, bulge=0.7))
    for x, w in ((0.0, 0.022), (-0.058, 0.02), (0.058, 0.02)):
        parts.append(detail(limb([(x * 0.8, 0.075, 0.012), (x * 1.15, 0.135, w * 1.3)]), mark))
    for s in (-1, 1):
        parts.append(detail(limb([(s * 0.135, -0.025, 0.012), (s * 0.20, -0.01, 0.024)]), mark))
        parts.append(detail(ellipse(s * 0.055, -0.075, 0.068, 0.056), white, bulge=0.5))
    parts.append(detail(contour([(-0.035, 0.015), (0.035, 0.015), (0.045, -0.06), (-0.045, -0.06)]),
        blend(coat, white, 0.3), bulge=0.2))
    parts.append(detail(ellipse(0.0, -0.118, 0.05, 0.026), darker(white, 0.08), bulge=0.3))
    for s in (-1, 1):
        eye = contour([(s * 0.038, 0.005), (s * 0.055, 0.045), (s * 0.095, 0.06), (s * 0.132, 0.035),
            (s * 0.115, -0.005), (s * 0.075, -0.015)])
        parts += [
            detail(placed(eye, s * -0.012, -0.003, scale=1.15), "#2b2026"),
            detail(eye, iris, bulge=0.2),
            detail(ellipse(s * 0.085, 0.023, 0.019, 0.034), "#15101a"),
            detail(ellipse(s * 0.085 - 0.014, 0.038, 0.012, 0.012), "#ffffff"),
        ]
    parts.append(detail(contour([(-0.033, -0.032), (0.033, -0.032), (0.0, -0.072, 0)]), "#c9655f", bulge=0.2))
    for s in (-1, 1):
        mouth = limb([(0.0, -0.07, 0.014), (s * 0.02, -0.098, 0.014), (s * 0.06, -0.098, 0.008)])
        parts.append(detail(mouth, darker(white, 0.55)))
    return put(parts, -0.075, 0.732, turn=tilt)


def _cat_tail(rng: Rng) -> list[tuple[float, float, float]]:
    lift = float(rng.uniform(0.0, 1.0))
    if lift < 0.5:  # held up beside the body, with a hook at its end
        return [(0.25, 0.06, 0.10), (0.42, 0.07, 0.085), (0.52, 0.20, 0.08), (0.515, 0.36 + lift * 0.2, 0.078),
            (0.57, 0.47 + lift * 0.2, 0.07), (0.64, 0.475 + lift * 0.2, 0.055)]
    return [(0.27, 0.06, 0.10), (0.42, 0.045, 0.085), (0.54, 0.06, 0.08), (0.63, 0.13, 0.075), (0.66, 0.23, 0.065),
        (0.61, 0.30, 0.05)]


@subject(
    "cat", metres=0.5, stance="surface", group="animal", prominence=0.46,
    found_in=("windowsill", "windowsill", "garden", "room", "field"),
)
def cat(rng: Rng) -> list[Part]:
    coat, mark, white, iris = pick(rng, _CAT_COATS)
    tail = _cat_tail(rng)
    parts = [Part(limb(tail), darker(coat, 0.10), bulge=0.6)]
    for (ax, ay, _), (bx, by, width) in itertools.pairwise(tail):
        across = np.array([ay - by, bx - ax]) / np.hypot(bx - ax, by - ay) * width * 0.42
        x, y = (ax + bx) / 2, (ay + by) / 2
        ring = limb([(x - across[0], y - across[1], 0.034), (x + across[0], y + across[1], 0.034)])
        parts.append(detail(ring, mark, alpha=0.8))
    parts.append(Part(_CAT_BODY, coat, bulge=0.6))
    for y in (0.56, 0.47, 0.38):  # stripes come round from the back
        band = [(0.02, y - 0.075), (0.5, y + 0.05), (0.5, y + 0.12)]
        parts.append(detail(clipped(_CAT_BODY, band), mark, alpha=0.8))
    parts.append(shadow(clipped(_CAT_BODY, box(-0.02, 0.0, 0.10, 0.34)), 0.30))
    parts.append(Part(_CAT_HAUNCH, coat, bulge=0.6))
    for y in (0.22, 0.13):
        band = [(0.14, y - 0.03), (0.5, y - 0.03), (0.5, y + 0.055)]
        parts.append(detail(clipped(_CAT_HAUNCH, band), mark, alpha=0.8))
    bib = contour([(-0.18, 0.66), (-0.225, 0.52), (-0.215, 0.40), (-0.16, 0.30), (-0.10, 0.34), (-0.045, 0.46),
        (0.0, 0.62)])
    parts.append(detail(bib, white, bulge=0.5))
    far = limb([(-0.05, 0.45, 0.08), (-0.04, 0.25, 0.095), (-0.045, 0.10, 0.075), (-0.06, 0.035, 0.08)])
    near = limb([(-0.16, 0.45, 0.09), (-0.16, 0.25, 0.10), (-0.165, 0.10, 0.08), (-0.18, 0.035, 0.085)])
    parts += [Part(far, darker(coat, 0.08), bulge=0.3), Part(near, coat, bulge=0.3)]
    for x in (-0.075, -0.195):
        parts.append(detail(ellipse(x, 0.04, 0.068, 0.042), white, bulge=0.5))
    parts.append(detail(ellipse(0.10, 0.04, 0.10, 0.042), white, bulge=0.5))
    parts.append(shadow(contour([(-0.24, 0.60), (-0.13, 0.555), (0.0, 0.575), (0.09, 0.64), (0.06, 0.70),
        (-0.2, 0.68)]), 0.32))
    return standing(parts + _cat_head(float(rng.uniform(-0.09, 0.09)), coat, mark, white, iris), foot=0.0)


@subject("lion", metres=1.25, stance="ground", group="animal", prominence=0.42, found_in=("field", "desert"))
def lion(rng: Rng) -> list[Part]:
    coat, mane = pick(rng, (("#dba656", "#8f4f24"), ("#e3b466", "#a8602c"), ("#cf9848", "#6a3c22")))
    pale = lighter(coat, 0.6)
    step, swish = rng.uniform(-0.03, 0.04), rng.uniform(-0.06, 0.08)
    torso = contour([(-0.64, 0.50), (-0.60, 0.63), (-0.44, 0.69), (-0.15, 0.665), (0.10, 0.69), (0.32, 0.72),
        (0.42, 0.60), (0.40, 0.42), (0.28, 0.31), (0.0, 0.32), (-0.30, 0.37), (-0.55, 0.40)])
    hind = [limb([(x, 0.52, 0.28), (x + 0.04, 0.39, 0.22), (x + 0.01 + s * 0.4, 0.28, 0.13),
        (x - 0.06 + s * 0.7, 0.19, 0.09), (x - 0.04 + s, 0.09, 0.08), (x - 0.01 + s, 0.04, 0.085),
        (x + 0.05 + s, 0.038, 0.078)]) for x, s in ((-0.40, 0.09 + step), (-0.51, -step))]
    fore = [limb([(x, 0.48, 0.22), (x + s * 0.4, 0.32, 0.135), (x + s * 0.7, 0.18, 0.10), (x + s, 0.08, 0.09),
        (x + s + 0.02, 0.042, 0.095), (x + s + 0.07, 0.04, 0.085)]) for x, s in ((0.17, 0.11 - step), (0.27, step))]
    tail = [(-0.62, 0.58, 0.06), (-0.76, 0.52, 0.05), (-0.83 - swish, 0.36, 0.042), (-0.92 - swish, 0.26, 0.04),
        (-1.0 - swish, 0.30, 0.036)]
    a = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    reach = np.where(np.arange(28) % 2 == 0, 1.0, 0.86)
    x0, y0 = 0.40, 0.70
    outer = contour([(x0 + 0.315 * float(r * np.cos(t)), y0 - 0.01 + 0.335 * float(r * np.sin(t)))
        for t, r in zip(a, reach, strict=True)], per_segment=4)
    inner = contour([(x0 + 0.245 * float(r * np.cos(t + 0.11)), y0 + 0.265 * float(r * np.sin(t + 0.11)))
        for t, r in zip(a, reach, strict=True)], per_segment=4)
    face = contour([(-0.155, 0.10), (-0.16, 0.0), (-0.125, -0.10), (-0.06, -0.175), (0.0, -0.19), (0.06, -0.175),
        (0.125, -0.10), (0.16, 0.0), (0.155, 0.10), (0.09, 0.165), (0.0, 0.175), (-0.09, 0.165)])
    head = [
        *(Part(ellipse(s * 0.15, 0.165, 0.062, 0.06), darker(coat, 0.1), bulge=0.4) for s in (-1, 1)),
        *(detail(ellipse(s * 0.15, 0.165, 0.036, 0.034), mane, bulge=0.2) for s in (-1, 1)),
        Part(face, coat, bulge=0.6),
        detail(contour([(-0.045, 0.10), (0.045, 0.10), (0.062, -0.03), (-0.062, -0.03)]), lighter(coat, 0.25),
            bulge=0.3),
        *(detail(ellipse(s * 0.05, -0.085, 0.068, 0.056), pale, bulge=0.5) for s in (-1, 1)),
        detail(ellipse(0.0, -0.145, 0.05, 0.036), pale, bulge=0.4),
        detail(contour([(-0.05, -0.02), (0.05, -0.02), (0.032, -0.062), (0.0, -0.08), (-0.032, -0.062)]), "#5d3430",
            bulge=0.4),
        *(detail(limb([(0.0, -0.075, 0.014), (s * 0.022, -0.11, 0.015), (s * 0.065, -0.11, 0.010)]), "#5d3a30")
            for s in (-1, 1)),
        *(detail(ellipse(s * 0.078, 0.045, 0.032, 0.028), "#33201c") for s in (-1, 1)),
        *(detail(ellipse(s * 0.078, 0.045, 0.022, 0.020), "#d8932f") for s in (-1, 1)),
        *(detail(ellipse(s * 0.076, 0.045, 0.012, 0.014), "#17100f") for s in (-1, 1)),
        *(detail(limb([(s * 0.04, 0.085, 0.014), (s * 0.08, 0.10, 0.022), (s * 0.12, 0.085, 0.012)]),
            darker(coat, 0.4)) for s in (-1, 1)),
    ]
    parts = [
        Part(limb(tail), coat, bulge=0.4),
        detail(ellipse(-1.03 - swish, 0.32, 0.085, 0.058, turn=0.5), mane, bulge=0.5),
    ]
    parts += [Part(leg, darker(coat, 0.36), bulge=0.4) for leg in (hind[0], fore[0])]
    parts += [
        Part(torso, coat, bulge=0.7),
        shadow(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.4), (-0.7, 0.46)]), 0.26),
    ]
    parts += [Part(leg, coat, bulge=0.4) for leg in (hind[1], fore[1])]
    parts += [
        detail(outer, darker(mane, 0.18), bulge=0.6),
        detail(inner, lighter(mane, 0.12), bulge=0.4),
        *put(head, x0 + 0.01, y0 + 0.0),
    ]
    return standing(parts, foot=0.0)


@subject("tiger", metres=1.1, stance="ground", group="animal", prominence=0.38)
def tiger(rng: Rng) -> list[Part]:
    coat, stripe = pick(rng, (("#e58a2f", "#33262a"), ("#dd7a2a", "#3a2824"), ("#f0ece4", "#3a3a44")))
    pale, step = "#fbf3e4", float(rng.uniform(-0.03, 0.04))
    torso = contour([(-0.66, 0.50), (-0.62, 0.64), (-0.44, 0.70), (-0.15, 0.67), (0.10, 0.70), (0.30, 0.74),
        (0.44, 0.64), (0.42, 0.44), (0.28, 0.33), (0.0, 0.33), (-0.30, 0.37), (-0.56, 0.40)])
    hind = [limb([(x, 0.52, 0.28), (x + 0.04, 0.39, 0.22), (x + 0.01 + s * 0.4, 0.28, 0.135),
        (x - 0.06 + s * 0.7, 0.19, 0.10), (x - 0.04 + s, 0.09, 0.09), (x - 0.01 + s, 0.045, 0.095),
        (x + 0.05 + s, 0.042, 0.085)]) for x, s in ((-0.40, 0.10 + step), (-0.52, -step))]
    fore = [limb([(x, 0.50, 0.23), (x + s * 0.4, 0.33, 0.145), (x + s * 0.7, 0.18, 0.11), (x + s, 0.08, 0.10),
        (x + s + 0.02, 0.045, 0.10), (x + s + 0.07, 0.042, 0.09)]) for x, s in ((0.17, 0.12 - step), (0.28, step))]
    tail = [(-0.63, 0.58, 0.08), (-0.78, 0.50, 0.07), (-0.88, 0.34, 0.066), (-1.0, 0.28, 0.062), (-1.09, 0.38, 0.056),
        (-1.07, 0.50, 0.045)]
    face = contour([(-0.215, 0.04), (-0.19, 0.14), (-0.10, 0.205), (0.0, 0.215), (0.10, 0.205), (0.19, 0.14),
        (0.215, 0.04), (0.25, -0.06, 0), (0.17, -0.11), (0.10, -0.175), (0.0, -0.195), (-0.10, -0.175), (-0.17, -0.11),
        (-0.25, -0.06, 0)])
    head: list[Part] = []
    for s in (-1, 1):
        head += [
            Part(ellipse(s * 0.165, 0.185, 0.075, 0.075), coat, bulge=0.4),
            detail(ellipse(s * 0.165, 0.18, 0.043, 0.043), stripe, bulge=0.1),
            detail(ellipse(s * 0.165, 0.165, 0.026, 0.022), pale),
        ]
    head.append(Part(face, coat, bulge=0.6))
    for s in (-1, 1):
        head += [
            detail(contour([(s * 0.13, -0.02), (s * 0.20, -0.01), (s * 0.235, -0.06), (s * 0.16, -0.10),
                (s * 0.10, -0.08)]), pale, bulge=0.3),
            detail(ellipse(s * 0.085, 0.075, 0.052, 0.036), pale, bulge=0.1),
            *(detail(((s * x0, y0), (s * x1, y1), (s * x0, y0 - 0.034)), stripe)
                for x0, y0, x1, y1 in ((0.225, 0.055, 0.145, 0.03), (0.232, -0.015, 0.15, -0.03),
                (0.20, 0.125, 0.135, 0.095))),
        ]
    head += [detail(limb([(x, y, 0.012), (x * 1.35, y + 0.06, 0.026)]), stripe)
        for x, y in ((-0.052, 0.125), (0.0, 0.135), (0.052, 0.125))]
    head += [
        *(detail(ellipse(s * 0.05, -0.085, 0.068, 0.056), pale, bulge=0.5) for s in (-1, 1)),
        detail(ellipse(0.0, -0.148, 0.055, 0.035), pale, bulge=0.4),
        detail(contour([(-0.046, -0.015), (0.046, -0.015), (0.030, -0.055), (0.0, -0.072), (-0.030, -0.055)]),
            "#c4685f",
            bulge=0.3),
        *(detail(limb([(0.0, -0.07, 0.013), (s * 0.022, -0.108, 0.015), (s * 0.065, -0.108, 0.010)]), "#4a302a")
            for s in (-1, 1)),
        *(detail(ellipse(s * 0.085, 0.042, 0.034, 0.030), "#2b2022") for s in (-1, 1)),
        *(detail(ellipse(s * 0.085, 0.042, 0.025, 0.023), "#d8b02f" if coat != "#f0ece4" else "#6fb0d8")
            for s in (-1, 1)),
        *(detail(ellipse(s * 0.083, 0.042, 0.012, 0.015), "#15100f") for s in (-1, 1)),
    ]
    parts = [
        Part(limb(tail), coat, bulge=0.5),
        detail(limb(tail[-2:]), stripe, bulge=0.4),
        *(detail(limb([(x, y, 0.03), (x + dx, y + dy, 0.03)]), stripe)
            for x, y, dx, dy in ((-0.815, 0.43, 0.05, 0.035), (-0.885, 0.33, 0.035, 0.05), (-0.99, 0.25, 0.0, 0.06))),
    ]
    parts += [Part(leg, darker(coat, 0.38), bulge=0.4) for leg in (hind[0], fore[0])]
    parts.append(Part(torso, coat, bulge=0.7))
    parts += [detail(clipped(torso, ((x - 0.035, 0.8), (x + 0.035, 0.8), (x + tip, low))), stripe)
        for x, low, tip in ((-0.52, 0.46, 0.05), (-0.38, 0.48, -0.02), (-0.26, 0.45, 0.03),
        (-0.13, 0.47, -0.02), (0.0, 0.44, 0.02), (0.13, 0.47, -0.03))]
    parts += [
        detail(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.385), (-0.7, 0.44)]), pale, bulge=0.3),
        shadow(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.385), (-0.7, 0.44)]), 0.18),
    ]
    for leg in (hind[1], fore[1]):
        parts.append(Part(leg, coat, bulge=0.4))
    parts += [detail(clipped(hind[1], ((-1.0, y), (-1.0, y + 0.045), (-0.52, y + 0.035))), stripe)
        for y in (0.50, 0.40)]
    parts += [detail(clipped(fore[1], ((0.1, y), (0.1, y + 0.045), (0.30, y + 0.03))), stripe) for y in (0.36, 0.25)]
    return standing([*parts, *put(head, 0.45, 0.75, scale=1.02)], foot=0.0)
