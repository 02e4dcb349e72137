"""Animals of the farm."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *


@subject("cow", metres=1.5, stance="ground", group="animal", prominence=0.40, found_in=("field",))
def cow(rng: Rng) -> list[Part]:
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
        return detail(((x - 0.048, 0.0), (x + 0.055, 0.0), (x + 0.042, 0.055), (x - 0.042, 0.055)), "#3f3432",
            bulge=0.2)

    far = darker(coat, 0.34)
    parts = [
        Part(legs[0], far, bulge=0.4),
        Part(legs[1], far, bulge=0.4),
        hoof(feet[0]),
        hoof(feet[1]),
        Part(limb([(-0.64, 0.76, 0.05), (-0.725, 0.66, 0.035), (-0.735, 0.45, 0.03), (-0.725, 0.32, 0.06),
            (-0.735, 0.24, 0.02)]), darker(coat, 0.15), bulge=0.3),
        detail(ellipse(-0.31, 0.335, 0.12, 0.075), "#e8a8a0", bulge=0.6),
        *(detail(limb([(x, 0.30, 0.035), (x + 0.003, 0.245, 0.026)]), "#dc948e", bulge=0.3) for x in (-0.36, -0.27)),
        Part(torso, coat, bulge=0.7),
    ]
    for centre in ((-0.44, 0.68, 0.19, 0.15), (-0.02, 0.58, 0.17, 0.19), (0.33, 0.74, 0.15, 0.15)):
        x, y, rx, ry = centre
        x += rng.uniform(-0.04, 0.04)
        for out, share in ((0.0, 0.86), (0.55, 0.6), (-0.5, 0.55)):  # lobes: no cow is spotted with circles
            up, turn = rng.uniform(-0.4, 0.4), rng.uniform(-0.5, 0.5)
            lobe = ellipse(x + out * rx, y + up * ry, rx * share, ry * share, turn=turn)
            parts.append(detail(clipped(torso, lobe), patch, bulge=0.1))
    parts += [
        shadow(clipped(torso, [(-0.7, 0.2), (0.6, 0.2), (0.6, 0.44), (-0.7, 0.5)]), 0.22),
        Part(legs[2], coat, bulge=0.4),
        Part(legs[3], coat, bulge=0.4),
        hoof(feet[2]),
        hoof(feet[3]),
        shadow(clipped(torso, ellipse(0.52, 0.68, 0.10, 0.14, turn=0.6)), 0.3),
        detail(limb([(0.60, 0.955, 0.055), (0.66, 1.02, 0.048), (0.69, 1.10, 0.016)]), "#d8c8a8", bulge=0.4),
        Part(head, patch, bulge=0.6),
        detail(contour([(0.585, 0.97), (0.635, 0.95), (0.735, 0.81), (0.80, 0.72), (0.74, 0.68), (0.66, 0.77),
            (0.58, 0.90)]), coat, bulge=0.3),
        detail(clipped(head, [(0.66, 0.50), (0.92, 0.50), (0.92, 0.74), (0.79, 0.745)]), "#e6aca0", bulge=0.5),
        detail(ellipse(0.80, 0.675, 0.021, 0.016, turn=-0.8), "#7a4a48"),
        detail(limb([(0.82, 0.60, 0.012), (0.76, 0.605, 0.015), (0.71, 0.625, 0.012)]), "#8f5a54"),
        detail(ellipse(0.60, 0.83, 0.027, 0.028), "#17131a"),
        detail(ellipse(0.593, 0.841, 0.010, 0.010), "#ffffff"),
        detail(limb([(0.52, 0.96, 0.06), (0.535, 1.05, 0.052), (0.59, 1.115, 0.016)]), "#efe2c4", bulge=0.4),
        Part(contour([(0.49, 0.92), (0.41, 0.95), (0.335, 0.905, 0), (0.38, 0.855), (0.47, 0.85)]), patch, bulge=0.4),
        detail(contour([(0.465, 0.905), (0.41, 0.92), (0.37, 0.90, 0), (0.40, 0.875), (0.455, 0.87)]), "#d89a90",
            bulge=0.1),
    ]
    return standing(parts, foot=0.0)


@subject("sheep", metres=0.9, stance="ground", group="animal", prominence=0.36, found_in=("field", "mountains"))
def sheep(rng: Rng) -> list[Part]:
    wool, face = pick(rng, (("#f7f0e4", "#3d363c"), ("#efe4d0", "#5f463a"), ("#faf5ec", "#d8b294"),
        ("#c9bcae", "#33303a")))
    bumps = int(rng.integers(13, 17))
    a = np.linspace(0, 2 * np.pi, 2 * bumps, endpoint=False) + rng.uniform(0, 1)
    r = np.where(np.arange(2 * bumps) % 2 == 0, 1.0, 0.90)
    fleece = contour([(-0.10 + 0.56 * float(k * np.cos(t)), 0.54 + 0.33 * float(k * np.sin(t)))
        for t, k in zip(a, r, strict=True)], per_segment=5)
    head = contour([(0.36, 0.80), (0.42, 0.86), (0.54, 0.85), (0.64, 0.77), (0.72, 0.66), (0.71, 0.585), (0.63, 0.55),
        (0.52, 0.56), (0.42, 0.61), (0.36, 0.70)])
    parts = [detail(limb([(x, 0.33, 0.10), (x, 0.14, 0.075), (x, 0.03, 0.08)]), darker(face, 0.35),
        bulge=0.3) for x in (-0.30, 0.22)]
    parts += [detail(limb([(x, 0.33, 0.11), (x, 0.14, 0.08), (x, 0.03, 0.085)]), face, bulge=0.4)
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
        detail(contour([(0.60, 0.80), (0.68, 0.835), (0.755, 0.79, 0), (0.70, 0.755), (0.63, 0.745)]),
            darker(face, 0.3),
            bulge=0.3),
        detail(head, face, bulge=0.6),
        Part(contour([(0.30, 0.80), (0.33, 0.90), (0.42, 0.93), (0.50, 0.915), (0.555, 0.86), (0.50, 0.80),
            (0.42, 0.78), (0.36, 0.74)]), wool, bulge=0.6),
        detail(contour([(0.40, 0.785), (0.31, 0.79), (0.245, 0.72, 0), (0.32, 0.69), (0.40, 0.715)]), face, bulge=0.4),
        detail(ellipse(0.555, 0.74, 0.034, 0.034), "#fbf6ec"),
        detail(ellipse(0.562, 0.738, 0.020, 0.023), "#17131a"),
        detail(ellipse(0.69, 0.635, 0.015, 0.011, turn=-0.9), lighter(face, 0.35)),
        detail(limb([(0.685, 0.59, 0.012), (0.64, 0.592, 0.014)]), lighter(face, 0.35)),
    ]
    return standing(parts, foot=0.0)


@subject("pig", metres=0.9, stance="ground", group="animal", prominence=0.34, found_in=("village", "field"))
def pig(rng: Rng) -> list[Part]:
    skin = pick(rng, ("#efaba4", "#e89a94", "#f2bdb0", "#d89a8a"))
    mud, step = rng.random() < 0.4, float(rng.uniform(-0.03, 0.03))
    torso = contour([(-0.68, 0.52), (-0.66, 0.72), (-0.50, 0.86), (-0.20, 0.90), (0.12, 0.89), (0.38, 0.84),
        (0.50, 0.66), (0.46, 0.42), (0.30, 0.27), (0.0, 0.22), (-0.34, 0.24), (-0.60, 0.34)])
    head = contour([(0.30, 0.66), (0.34, 0.84), (0.48, 0.94), (0.62, 0.90), (0.72, 0.78), (0.78, 0.66), (0.74, 0.52),
        (0.60, 0.42), (0.44, 0.42), (0.33, 0.52)])
    snout = contour([(0.66, 0.70), (0.80, 0.70), (0.88, 0.68), (0.905, 0.58), (0.87, 0.48), (0.78, 0.47), (0.66, 0.50)])
    parts = [Part(limb([(-0.66, 0.62, 0.045), (-0.75, 0.66, 0.042), (-0.80, 0.74, 0.04), (-0.74, 0.78, 0.038),
        (-0.72, 0.70, 0.036), (-0.80, 0.66, 0.03), (-0.87, 0.70, 0.022)]), darker(skin, 0.15), bulge=0.3)]
    hoof = "#8a5a54"
    for x, tone in ((-0.27 + step, darker(skin, 0.36)), (0.09 - step, darker(skin, 0.36))):
        leg = limb([(x, 0.36, 0.20), (x + 0.01, 0.16, 0.13), (x + 0.01, 0.02, 0.12)])
        parts += [
            Part(clipped(leg, box(-2, 0.0, 2, 2)), tone, bulge=0.4),
            detail(clipped(leg, box(-2, 0.0, 2, 0.06)), darker(hoof, 0.3), bulge=0.2),
        ]
    parts += [
        Part(torso, skin, bulge=0.8),
        shadow(clipped(torso, [(-0.8, 0.1), (0.6, 0.1), (0.6, 0.38), (-0.8, 0.42)]), 0.22),
    ]
    if mud:
        parts += [
            detail(clipped(torso, ellipse(-0.30, 0.26, 0.26, 0.10)), "#7a5a44", bulge=0.2),
            detail(ellipse(-0.36, 0.66, 0.09, 0.06), "#7a5a44", bulge=0.1),
        ]
    for x in (-0.53 - step, 0.34 + step):
        leg = limb([(x, 0.38, 0.23), (x, 0.16, 0.14), (x, 0.02, 0.125)])
        parts += [
            Part(clipped(leg, box(-2, 0.0, 2, 2)), skin, bulge=0.4),
            detail(clipped(leg, box(-2, 0.0, 2, 0.065)), hoof, bulge=0.2),
        ]
    parts += [
        Part(contour([(0.56, 0.88), (0.64, 0.99), (0.76, 1.0, 0), (0.74, 0.88), (0.66, 0.80)]), darker(skin, 0.25),
            bulge=0.3),
        shadow(clipped(torso, ellipse(0.40, 0.58, 0.14, 0.22)), 0.22),
        Part(head, skin, bulge=0.6),
        Part(snout, darker(skin, 0.06), bulge=0.6),
        detail(ellipse(0.868, 0.585, 0.048, 0.098, turn=0.08), lighter(skin, 0.2), bulge=0.2),
        *(detail(ellipse(x, 0.585, 0.014, 0.028), "#a85a58") for x in (0.85, 0.888)),
        detail(limb([(0.80, 0.47, 0.012), (0.70, 0.45, 0.018), (0.62, 0.48, 0.014)]), "#a85a58"),
        detail(ellipse(0.62, 0.72, 0.032, 0.034), "#1d161a"),
        detail(ellipse(0.612, 0.733, 0.011, 0.011), "#ffffff"),
        Part(contour([(0.38, 0.88), (0.34, 0.99), (0.40, 1.04, 0), (0.52, 0.96), (0.56, 0.84), (0.50, 0.78, 0),
            (0.42, 0.80)]), lighter(skin, 0.08), bulge=0.4),
        detail(contour([(0.42, 0.88), (0.40, 0.96), (0.43, 0.99, 0), (0.49, 0.93), (0.51, 0.85)]), "#d87f7c",
            bulge=0.1),
        detail(ellipse(0.56, 0.58, 0.06, 0.042), "#e07a78", alpha=0.45),
    ]
    return standing(parts, foot=0.0)
