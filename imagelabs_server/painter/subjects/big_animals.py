"""Large animals of savanna and farm: elephant, lion, cow, sheep."""

from __future__ import annotations

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
    lighter,
    limb,
    pick,
    placed,
    put,
    shadow,
    standing,
)

# coordinates are laid out by hand: one to a line would hide the shape
# fmt: off

def _elephant(rng: np.random.Generator) -> list[Part]:
    skin = pick(rng, ("#8f939c", "#9a938f", "#7f8894"))
    step = rng.uniform(-0.03, 0.04)
    curl = rng.uniform(0.0, 0.12)
    torso = contour([(-0.60, 0.50), (-0.59, 0.70), (-0.48, 0.86), (-0.25, 0.93), (0.0, 0.90), (0.22, 0.88),
        (0.38, 0.80), (0.40, 0.56), (0.32, 0.38), (0.10, 0.31), (-0.20, 0.31), (-0.46, 0.36)])
    head = contour([(0.20, 0.80), (0.26, 0.95), (0.40, 1.0), (0.53, 0.94), (0.60, 0.82), (0.64, 0.68), (0.60, 0.54),
        (0.46, 0.46), (0.30, 0.50)])
    trunk = limb([(0.535, 0.66, 0.20), (0.625, 0.52, 0.19), (0.665, 0.34, 0.145), (0.68, 0.19, 0.115),
        (0.73 + curl * 0.3, 0.09, 0.095), (0.81 + curl, 0.09 + curl * 0.5, 0.075), (0.84 + curl, 0.14 + curl, 0.06)])
    ear = contour([(0.33, 0.90), (0.20, 0.94), (0.05, 0.86), (-0.02, 0.68), (0.04, 0.50), (0.15, 0.40), (0.24, 0.45),
        (0.31, 0.58), (0.36, 0.74)])
    far = darker(skin, 0.4)
    legs = [limb([(x, 0.45, 0.27), (x + s * 0.5, 0.25, 0.185), (x + s, 0.02, 0.17)])
        for x, s in ((-0.31, 0.07 + step), (0.12, 0.07 - step), (-0.44, -step), (0.24, step))]
    parts = [Part(limb([(-0.57, 0.70, 0.05), (-0.66, 0.55, 0.035), (-0.665, 0.40, 0.028), (-0.66, 0.33, 0.05),
        (-0.665, 0.28, 0.02)]), darker(skin, 0.25), bulge=0.3)]
    parts += [Part(clipped(leg, box(-2, 0.0, 2, 2)), far, bulge=0.4) for leg in legs[:2]]
    parts += [
        Part(torso, skin, bulge=0.8),
        shadow(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.42), (-0.7, 0.5)]), 0.28),
    ]
    for leg, x in zip(legs[2:], (-0.44 - step, 0.24 + step), strict=True):
        parts += [Part(clipped(leg, box(-2, 0.0, 2, 2)), skin, bulge=0.4)]
        parts += [Part(ellipse(x + k, 0.022, 0.026, 0.022), "#d9d0c4", role="detail", bulge=0.2)
            for k in (-0.05, 0.005, 0.06)]
    parts += [
        Part(limb([(0.545, 0.515, 0.055), (0.62, 0.40, 0.05), (0.73, 0.355, 0.04), (0.82, 0.39, 0.018)]), "#d9cdb4",
            role="detail", bulge=0.5),
        shadow(clipped(torso, ellipse(0.36, 0.62, 0.16, 0.24)), 0.25),
        Part(head, skin, bulge=0.7),
        Part(trunk, skin, bulge=0.6),
        *(shadow(limb([(x - w, y, 0.010), (x, y - 0.012, 0.016), (x + w, y, 0.010)]), 0.22)
            for x, y, w in ((0.638, 0.50, 0.055), (0.652, 0.43, 0.048), (0.66, 0.36, 0.042), (0.67, 0.29, 0.036),
            (0.68, 0.22, 0.032))),
        Part(limb([(0.50, 0.50, 0.062), (0.58, 0.385, 0.055), (0.70, 0.34, 0.042), (0.79, 0.375, 0.018)]), "#f8f0dd",
            role="detail", bulge=0.5),
        Part(ellipse(0.525, 0.745, 0.026, 0.026), "#1d181d", role="detail", bulge=0.0),
        Part(ellipse(0.519, 0.755, 0.009, 0.009), "#ffffff", role="detail", bulge=0.0),
        shadow(placed(ear, 0.02, -0.025), 0.25),
        Part(ear, lighter(skin, 0.06), bulge=0.3),
        Part(contour([(0.28, 0.85), (0.19, 0.875), (0.085, 0.81), (0.035, 0.68), (0.08, 0.53), (0.155, 0.46),
            (0.22, 0.50), (0.275, 0.62), (0.30, 0.75)]), blend(skin, "#c98f8a", 0.4), role="detail", bulge=0.2),
    ]
    return standing(parts, foot=0.0)


def _lion(rng: np.random.Generator) -> list[Part]:
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
        *(Part(ellipse(s * 0.15, 0.165, 0.036, 0.034), mane, role="detail", bulge=0.2) for s in (-1, 1)),
        Part(face, coat, bulge=0.6),
        Part(contour([(-0.045, 0.10), (0.045, 0.10), (0.062, -0.03), (-0.062, -0.03)]), lighter(coat, 0.25),
            role="detail", bulge=0.3),
        *(Part(ellipse(s * 0.05, -0.085, 0.068, 0.056), pale, role="detail", bulge=0.5) for s in (-1, 1)),
        Part(ellipse(0.0, -0.145, 0.05, 0.036), pale, role="detail", bulge=0.4),
        Part(contour([(-0.05, -0.02), (0.05, -0.02), (0.032, -0.062), (0.0, -0.08), (-0.032, -0.062)]), "#5d3430",
            role="detail", bulge=0.4),
        *(Part(limb([(0.0, -0.075, 0.014), (s * 0.022, -0.11, 0.015), (s * 0.065, -0.11, 0.010)]), "#5d3a30",
            role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.078, 0.045, 0.032, 0.028), "#33201c", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.078, 0.045, 0.022, 0.020), "#d8932f", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(ellipse(s * 0.076, 0.045, 0.012, 0.014), "#17100f", role="detail", bulge=0.0) for s in (-1, 1)),
        *(Part(limb([(s * 0.04, 0.085, 0.014), (s * 0.08, 0.10, 0.022), (s * 0.12, 0.085, 0.012)]), darker(coat, 0.4),
            role="detail", bulge=0.0) for s in (-1, 1)),
    ]
    parts = [
        Part(limb(tail), coat, bulge=0.4),
        Part(ellipse(-1.03 - swish, 0.32, 0.085, 0.058, turn=0.5), mane, role="detail", bulge=0.5),
    ]
    parts += [Part(leg, darker(coat, 0.36), bulge=0.4) for leg in (hind[0], fore[0])]
    parts += [
        Part(torso, coat, bulge=0.7),
        shadow(clipped(torso, [(-0.7, 0.2), (0.5, 0.2), (0.5, 0.4), (-0.7, 0.46)]), 0.26),
    ]
    parts += [Part(leg, coat, bulge=0.4) for leg in (hind[1], fore[1])]
    parts += [
        Part(outer, darker(mane, 0.18), role="detail", bulge=0.6),
        Part(inner, lighter(mane, 0.12), role="detail", bulge=0.4),
        *put(head, x0 + 0.01, y0 + 0.0),
    ]
    return standing(parts, foot=0.0)


def _cow(rng: np.random.Generator) -> list[Part]:
    coat, patch = pick(rng, (("#f7f1e6", "#33303a"), ("#f4e8d4", "#9a5a34"), ("#b8713c", "#f6e8d0")))
    step = rng.uniform(-0.03, 0.04)
    torso = contour([(-0.66, 0.50), (-0.67, 0.72), (-0.60, 0.82), (-0.30, 0.80), (0.0, 0.79), (0.25, 0.83),
        (0.42, 0.86), (0.53, 0.76), (0.52, 0.58), (0.44, 0.42), (0.28, 0.34), (-0.05, 0.31), (-0.35, 0.36),
        (-0.58, 0.42)])
    head = contour([(0.44, 0.86), (0.48, 0.96), (0.58, 0.98), (0.66, 0.92), (0.74, 0.80), (0.83, 0.70), (0.85, 0.62),
        (0.80, 0.57), (0.70, 0.57), (0.60, 0.63), (0.51, 0.70), (0.45, 0.77)])
    legs = []
    for x, s, hind in ((-0.46, 0.06 + step, True), (0.28, 0.07 - step, False), (-0.555, -step, True),
        (0.37, step, False)):
        if hind:
            legs.append(limb([(x, 0.56, 0.26), (x + 0.05, 0.44, 0.19), (x + s * 0.5, 0.30, 0.10),
                (x - 0.02 + s * 0.8, 0.23, 0.08), (x - 0.01 + s, 0.10, 0.068), (x + s, 0.03, 0.08)]))
        else:
            legs.append(limb([(x, 0.50, 0.20), (x + s * 0.4, 0.36, 0.115), (x + s * 0.6, 0.24, 0.085),
                (x + s, 0.10, 0.068), (x + s, 0.03, 0.08)]))
    feet = (-0.40 + step, 0.35 - step, -0.555 - step, 0.37 + step)

    def hoof(x: float) -> Part:
        return Part(((x - 0.048, 0.0), (x + 0.055, 0.0), (x + 0.042, 0.055), (x - 0.042, 0.055)), "#3f3432",
            role="detail", bulge=0.2)

    far = darker(coat, 0.34)
    parts = [
        Part(legs[0], far, bulge=0.4),
        Part(legs[1], far, bulge=0.4),
        hoof(feet[0]),
        hoof(feet[1]),
        Part(limb([(-0.64, 0.76, 0.05), (-0.725, 0.66, 0.035), (-0.735, 0.45, 0.03), (-0.725, 0.32, 0.06),
            (-0.735, 0.24, 0.02)]), darker(coat, 0.15), bulge=0.3),
        Part(ellipse(-0.31, 0.335, 0.12, 0.075), "#e8a8a0", role="detail", bulge=0.6),
        *(Part(limb([(x, 0.30, 0.035), (x + 0.003, 0.245, 0.026)]), "#dc948e", role="detail", bulge=0.3)
            for x in (-0.36, -0.27)),
        Part(torso, coat, bulge=0.7),
    ]
    for centre in ((-0.44, 0.68, 0.19, 0.15), (-0.02, 0.58, 0.17, 0.19), (0.33, 0.74, 0.15, 0.15)):
        x, y, rx, ry = centre
        x += rng.uniform(-0.04, 0.04)
        for out, share in ((0.0, 0.86), (0.55, 0.6), (-0.5, 0.55)):  # lobes: no cow is spotted with circles
            up, turn = rng.uniform(-0.4, 0.4), rng.uniform(-0.5, 0.5)
            lobe = ellipse(x + out * rx, y + up * ry, rx * share, ry * share, turn=turn)
            parts.append(Part(clipped(torso, lobe), patch, role="detail", bulge=0.1))
    parts += [
        shadow(clipped(torso, [(-0.7, 0.2), (0.6, 0.2), (0.6, 0.44), (-0.7, 0.5)]), 0.22),
        Part(legs[2], coat, bulge=0.4),
        Part(legs[3], coat, bulge=0.4),
        hoof(feet[2]),
        hoof(feet[3]),
        shadow(clipped(torso, ellipse(0.52, 0.68, 0.10, 0.14, turn=0.6)), 0.3),
        Part(limb([(0.60, 0.955, 0.055), (0.66, 1.02, 0.048), (0.69, 1.10, 0.016)]), "#d8c8a8", role="detail",
            bulge=0.4),
        Part(head, patch, bulge=0.6),
        Part(contour([(0.585, 0.97), (0.635, 0.95), (0.735, 0.81), (0.80, 0.72), (0.74, 0.68), (0.66, 0.77),
            (0.58, 0.90)]), coat, role="detail", bulge=0.3),
        Part(clipped(head, [(0.66, 0.50), (0.92, 0.50), (0.92, 0.74), (0.79, 0.745)]), "#e6aca0", role="detail",
            bulge=0.5),
        Part(ellipse(0.80, 0.675, 0.021, 0.016, turn=-0.8), "#7a4a48", role="detail", bulge=0.0),
        Part(limb([(0.82, 0.60, 0.012), (0.76, 0.605, 0.015), (0.71, 0.625, 0.012)]), "#8f5a54", role="detail",
            bulge=0.0),
        Part(ellipse(0.60, 0.83, 0.027, 0.028), "#17131a", role="detail", bulge=0.0),
        Part(ellipse(0.593, 0.841, 0.010, 0.010), "#ffffff", role="detail", bulge=0.0),
        Part(limb([(0.52, 0.96, 0.06), (0.535, 1.05, 0.052), (0.59, 1.115, 0.016)]), "#efe2c4", role="detail",
            bulge=0.4),
        Part(contour([(0.49, 0.92), (0.41, 0.95), (0.335, 0.905, 0), (0.38, 0.855), (0.47, 0.85)]), patch, bulge=0.4),
        Part(contour([(0.465, 0.905), (0.41, 0.92), (0.37, 0.90, 0), (0.40, 0.875), (0.455, 0.87)]), "#d89a90",
            role="detail", bulge=0.1),
    ]
    return standing(parts, foot=0.0)


def _sheep(rng: np.random.Generator) -> list[Part]:
    wool, face = pick(rng, (("#f7f0e4", "#3d363c"), ("#efe4d0", "#5f463a"), ("#faf5ec", "#d8b294"),
        ("#c9bcae", "#33303a")))
    bumps = int(rng.integers(13, 17))
    a = np.linspace(0, 2 * np.pi, 2 * bumps, endpoint=False) + rng.uniform(0, 1)
    r = np.where(np.arange(2 * bumps) % 2 == 0, 1.0, 0.90)
    fleece = contour([(-0.10 + 0.56 * float(k * np.cos(t)), 0.54 + 0.33 * float(k * np.sin(t)))
        for t, k in zip(a, r, strict=True)], per_segment=5)
    head = contour([(0.36, 0.80), (0.42, 0.86), (0.54, 0.85), (0.64, 0.77), (0.72, 0.66), (0.71, 0.585), (0.63, 0.55),
        (0.52, 0.56), (0.42, 0.61), (0.36, 0.70)])
    parts = [Part(limb([(x, 0.33, 0.10), (x, 0.14, 0.075), (x, 0.03, 0.08)]), darker(face, 0.35), role="detail",
        bulge=0.3) for x in (-0.30, 0.22)]
    parts += [Part(limb([(x, 0.33, 0.11), (x, 0.14, 0.08), (x, 0.03, 0.085)]), face, role="detail", bulge=0.4)
        for x in (-0.40, 0.12)]
    parts += [
        Part(ellipse(-0.66, 0.60, 0.09, 0.10), darker(wool, 0.08), bulge=0.6),
        Part(fleece, wool, bulge=0.7),
        shadow(clipped(fleece, [(-0.8, 0.1), (0.6, 0.1), (0.6, 0.36), (-0.8, 0.42)]), 0.22),
    ]
    for x, y in ((-0.38, 0.60), (-0.20, 0.70), (0.0, 0.62), (0.18, 0.70), (-0.28, 0.46), (-0.08, 0.50), (0.12, 0.47),
        (0.26, 0.56), (-0.48, 0.48)):
        curl = [(x - 0.05, y + 0.01, 0.016), (x - 0.025, y - 0.03, 0.022), (x + 0.025, y - 0.03, 0.022),
            (x + 0.05, y + 0.01, 0.016)]
        parts.append(shadow(limb(curl), 0.16))
    parts += [
        shadow(clipped(fleece, ellipse(0.40, 0.64, 0.14, 0.17)), 0.25),
        Part(contour([(0.60, 0.80), (0.68, 0.835), (0.755, 0.79, 0), (0.70, 0.755), (0.63, 0.745)]), darker(face, 0.3),
            role="detail", bulge=0.3),
        Part(head, face, role="detail", bulge=0.6),
        Part(contour([(0.30, 0.80), (0.33, 0.90), (0.42, 0.93), (0.50, 0.915), (0.555, 0.86), (0.50, 0.80),
            (0.42, 0.78), (0.36, 0.74)]), wool, bulge=0.6),
        Part(contour([(0.40, 0.785), (0.31, 0.79), (0.245, 0.72, 0), (0.32, 0.69), (0.40, 0.715)]), face,
            role="detail", bulge=0.4),
        Part(ellipse(0.555, 0.74, 0.034, 0.034), "#fbf6ec", role="detail", bulge=0.0),
        Part(ellipse(0.562, 0.738, 0.020, 0.023), "#17131a", role="detail", bulge=0.0),
        Part(ellipse(0.69, 0.635, 0.015, 0.011, turn=-0.9), lighter(face, 0.35), role="detail", bulge=0.0),
        Part(limb([(0.685, 0.59, 0.012), (0.64, 0.592, 0.014)]), lighter(face, 0.35), role="detail", bulge=0.0),
    ]
    return standing(parts, foot=0.0)


SUBJECTS = (
    Subject("elephant", metres=3.0, stance="ground", group="animal", draw=_elephant, prominence=0.48),
    Subject("lion", metres=1.25, stance="ground", group="animal", draw=_lion, prominence=0.42),
    Subject("cow", metres=1.5, stance="ground", group="animal", draw=_cow, prominence=0.40),
    Subject("sheep", metres=0.9, stance="ground", group="animal", draw=_sheep, prominence=0.36),
)
