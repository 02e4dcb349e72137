"""Large animals that graze and browse."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("deer", metres=1.9, stance="ground", group="animal", prominence=0.50)
def deer(rng: Rng) -> list[Part]:
    coat, pale = pick(rng, (("#a8693c", "#f0dcbc"), ("#b87a48", "#f6e6c8"), ("#8f5a3a", "#e8d0b0")))
    step = rng.uniform(-0.03, 0.04)
    spotted = rng.random() < 0.5
    torso = contour([(-0.36, 0.46), (-0.33, 0.545), (-0.22, 0.58), (-0.02, 0.555), (0.14, 0.575), (0.20, 0.66),
        (0.245, 0.765), (0.335, 0.755), (0.335, 0.63), (0.315, 0.52), (0.25, 0.405), (0.08, 0.37), (-0.10, 0.385),
        (-0.25, 0.40), (-0.34, 0.41)])
    head = contour([(0.23, 0.79), (0.265, 0.83), (0.32, 0.835), (0.375, 0.80), (0.43, 0.755), (0.475, 0.725),
        (0.48, 0.69), (0.445, 0.675), (0.38, 0.69), (0.32, 0.70), (0.27, 0.715)])
    hind = [limb([(x, 0.49, 0.19), (x + 0.03, 0.41, 0.16), (x + 0.015 + s * 0.4, 0.33, 0.082),
        (x - 0.03 + s * 0.7, 0.265, 0.05), (x - 0.025 + s * 0.9, 0.13, 0.034), (x - 0.01 + s, 0.05, 0.042),
        (x + s, 0.03, 0.04)]) for x, s in ((-0.225, 0.06 + step), (-0.285, -step))]
    fore = [limb([(x, 0.47, 0.13), (x + s * 0.3, 0.37, 0.08), (x + s * 0.6, 0.24, 0.046), (x + s * 0.85, 0.12, 0.034),
        (x + s, 0.05, 0.04), (x + s + 0.008, 0.03, 0.038)]) for x, s in ((0.19, 0.07 - step), (0.235, step))]
    antlers = []
    for dx, tone in ((0.045, "#8a6a4c"), (0.0, "#b8946a")):
        beam = [(0.275 + dx, 0.82, 0.026), (0.225 + dx, 0.90, 0.026), (0.205 + dx, 0.99, 0.024),
            (0.25 + dx, 1.09, 0.022), (0.32 + dx, 1.15, 0.014)]
        tines = [[(0.245 + dx, 0.865, 0.02), (0.315 + dx, 0.90, 0.018), (0.36 + dx, 0.955, 0.011)],
            [(0.207 + dx, 0.95, 0.02), (0.285 + dx, 0.995, 0.018), (0.33 + dx, 1.06, 0.011)],
            [(0.215 + dx, 1.02, 0.02), (0.165 + dx, 1.08, 0.017), (0.155 + dx, 1.15, 0.011)]]
        antlers.append([detail(limb(t), tone, bulge=0.3) for t in (beam, *tines)])
    hooves = [detail(((x - 0.024, 0.0), (x + 0.03, 0.0), (x + 0.02, 0.036), (x - 0.018, 0.036)), "#33282a",
        bulge=0.1) for x in (-0.165 + step, -0.285 - step, 0.268 - step, 0.243 + step)]
    parts = [
        *antlers[0],
        Part(hind[0], darker(coat, 0.38), bulge=0.4),
        Part(fore[0], darker(coat, 0.38), bulge=0.4),
        hooves[0],
        hooves[2],
        detail(contour([(-0.33, 0.54), (-0.40, 0.50), (-0.405, 0.40, 0), (-0.34, 0.44)]), pale, bulge=0.3),
        Part(torso, coat, bulge=0.7),
        detail(clipped(torso, [(-0.4, 0.3), (0.4, 0.3), (0.4, 0.395), (0.2, 0.415), (-0.4, 0.44)]), pale, bulge=0.2),
    ]
    if spotted:
        parts += [detail(ellipse(x, y, 0.017, 0.014), pale)
            for x, y in ((-0.25, 0.53), (-0.17, 0.545), (-0.09, 0.525), (-0.01, 0.52), (0.07, 0.53), (-0.21, 0.485),
            (-0.12, 0.48), (-0.03, 0.475), (0.05, 0.485))]
    parts += [
        Part(hind[1], coat, bulge=0.4),
        Part(fore[1], coat, bulge=0.4),
        hooves[1],
        hooves[3],
        detail(clipped(torso, [(0.285, 0.58), (0.4, 0.58), (0.4, 0.75), (0.30, 0.75)]), pale, bulge=0.2),
        Part(contour([(0.335, 0.80), (0.375, 0.86), (0.43, 0.885, 0), (0.41, 0.82), (0.37, 0.79)]), darker(coat, 0.25),
            bulge=0.3),
        Part(head, coat, bulge=0.6),
        detail(clipped(head, [(0.40, 0.60), (0.6, 0.60), (0.6, 0.80), (0.445, 0.765)]), pale, bulge=0.2),
        detail(ellipse(0.470, 0.716, 0.020, 0.018), "#221a1c", bulge=0.5),
        detail(ellipse(0.352, 0.783, 0.018, 0.018), "#1a1416"),
        detail(ellipse(0.347, 0.790, 0.006, 0.006), "#ffffff"),
        Part(contour([(0.26, 0.81), (0.20, 0.84), (0.135, 0.84, 0), (0.165, 0.795), (0.235, 0.775)]), coat, bulge=0.4),
        detail(contour([(0.24, 0.807), (0.20, 0.825), (0.16, 0.828, 0), (0.185, 0.803), (0.23, 0.79)]), pale,
            bulge=0.1),
        *antlers[1],
    ]
    return standing(parts, foot=0.0)


@subject("giraffe", metres=5.0, stance="ground", group="animal", prominence=0.58, found_in=("field",))
def giraffe(rng: Rng) -> list[Part]:
    coat, patch = pick(rng, (("#ecc27a", "#a8642f"), ("#f0cd8a", "#8f5428"), ("#e3b568", "#9a5a30")))
    step = float(rng.uniform(-0.015, 0.02))
    torso = contour([(-0.23, 0.40), (-0.22, 0.475), (-0.14, 0.515), (0.0, 0.535), (0.09, 0.575), (0.16, 0.565),
        (0.195, 0.49), (0.175, 0.42), (0.10, 0.365), (-0.04, 0.355), (-0.16, 0.365)])
    neck = limb([(0.10, 0.49, 0.17), (0.155, 0.62, 0.105), (0.20, 0.76, 0.075), (0.235, 0.88, 0.066)])
    head = contour([(0.20, 0.885), (0.215, 0.935), (0.265, 0.945), (0.31, 0.915), (0.365, 0.875), (0.38, 0.845),
        (0.35, 0.825), (0.29, 0.835), (0.235, 0.845)])
    legs = [limb([(x, 0.43, w), (x + s * 0.5, 0.30, w * 0.55), (x + s * 0.6, 0.215, 0.040), (x + s, 0.09, 0.028),
        (x + s, 0.015, 0.036)]) for x, s, w in ((-0.10, 0.03 + step, 0.10), (0.075, -0.01 - step, 0.085),
        (-0.175, -0.02 - step, 0.12), (0.145, 0.015 + step, 0.09))]
    feet = (-0.07 + step, 0.065 - step, -0.195 - step, 0.16 + step)

    places = ((-0.16, 0.455), (-0.075, 0.475), (0.01, 0.485), (0.09, 0.52), (-0.12, 0.395), (-0.03, 0.41),
        (0.06, 0.43), (0.135, 0.46))
    spots = [detail(clipped(torso, ellipse(x, y, rng.uniform(0.030, 0.040), rng.uniform(0.026, 0.034),
        turn=rng.uniform(0, 3), corners=7)), patch, bulge=0.2) for x, y in places]
    parts = [
        Part(limb([(-0.22, 0.47, 0.02), (-0.26, 0.40, 0.016), (-0.262, 0.31, 0.014)]), darker(coat, 0.2), bulge=0.2),
        detail(ellipse(-0.262, 0.285, 0.017, 0.032), "#4a3024", bulge=0.3),
    ]
    for leg, x in zip(legs[:2], feet[:2], strict=True):
        parts += [
            Part(clipped(leg, box(-1, 0.0, 1, 1)), darker(coat, 0.32), bulge=0.4),
            detail(box(x - 0.022, 0.0, x + 0.026, 0.03), "#4a3830", bulge=0.1),
        ]
    parts += [
        Part(torso, coat, bulge=0.6),
        *spots,
        shadow(clipped(torso, box(-1, 0.3, 1, 0.395)), 0.2),
    ]
    for leg, x in zip(legs[2:], feet[2:], strict=True):
        parts += [
            Part(clipped(leg, box(-1, 0.0, 1, 1)), coat, bulge=0.4),
            detail(box(x - 0.022, 0.0, x + 0.026, 0.03), "#4a3830", bulge=0.1),
        ]
    parts += [detail(ellipse(x, y, 0.018, 0.026), patch, bulge=0.1)
        for x, y in ((-0.165, 0.38), (-0.18, 0.31), (0.145, 0.36), (0.145, 0.29))]
    parts += [
        detail(limb([(0.055, 0.575, 0.03), (0.12, 0.69, 0.028), (0.165, 0.80, 0.026), (0.20, 0.91, 0.02)]),
            darker(patch, 0.2), bulge=0.3),
        Part(neck, coat, bulge=0.6),
        *(detail(ellipse(x, y, rx, ry, turn=-0.3), patch, bulge=0.2)
            for x, y, rx, ry in ((0.115, 0.60, 0.030, 0.026), (0.175, 0.585, 0.026, 0.028),
            (0.145, 0.66, 0.022, 0.022), (0.19, 0.66, 0.018, 0.024), (0.170, 0.725, 0.018, 0.020),
            (0.205, 0.735, 0.014, 0.018), (0.195, 0.79, 0.016, 0.018), (0.225, 0.82, 0.014, 0.016))),
        *(Part(limb([(x, 0.935, 0.016), (x - 0.012, 0.98, 0.014)]), darker(coat, 0.2), bulge=0.2)
            for x in (0.235, 0.262)),
        *(detail(ellipse(x, 0.988, 0.014, 0.013), "#4a3024", bulge=0.4) for x in (0.222, 0.249)),
        Part(head, coat, bulge=0.5),
        detail(clipped(head, [(0.325, 0.7), (0.5, 0.7), (0.5, 0.95), (0.335, 0.95)]), lighter(coat, 0.35), bulge=0.3),
        detail(ellipse(0.358, 0.862, 0.008, 0.006), "#4a3024"),
        Part(contour([(0.215, 0.925), (0.18, 0.955), (0.135, 0.955, 0), (0.155, 0.92), (0.20, 0.90)]), coat, bulge=0.3),
        detail(ellipse(0.272, 0.908, 0.013, 0.013), "#1c1518"),
        detail(ellipse(0.269, 0.913, 0.0045, 0.0045), "#ffffff"),
    ]
    return standing(parts, foot=0.0)


@subject(
    "camel", metres=2.3, stance="ground", group="animal", prominence=0.44, seat=(-0.13, 0.74), found_in=("desert",),
)
def camel(rng: Rng) -> list[Part]:
    coat = pick(rng, ("#a8703c", "#93602f", "#b57f48"))
    wool, step = darker(coat, 0.28), float(rng.uniform(-0.03, 0.03))
    saddle = pick(rng, (None, "#b5403a", "#2f6a94"))
    torso = contour([(-0.50, 0.52), (-0.47, 0.64), (-0.38, 0.68), (-0.32, 0.82), (-0.22, 0.88), (-0.13, 0.80),
        (-0.07, 0.70), (0.0, 0.71), (0.05, 0.82), (0.14, 0.89), (0.23, 0.82), (0.28, 0.68), (0.40, 0.62), (0.42, 0.50),
        (0.32, 0.42), (0.0, 0.39), (-0.30, 0.42), (-0.46, 0.44)])
    neck = limb([(0.30, 0.54, 0.24), (0.47, 0.46, 0.165), (0.585, 0.56, 0.125), (0.615, 0.72, 0.105),
        (0.635, 0.86, 0.10)])
    head = contour([(0.565, 0.90), (0.59, 0.965), (0.68, 0.975), (0.77, 0.935), (0.855, 0.90), (0.88, 0.855),
        (0.85, 0.815), (0.76, 0.82), (0.66, 0.82), (0.60, 0.84)])
    legs = [limb([(x, 0.50, w), (x + s * 0.5, 0.34, w * 0.55), (x + s * 0.7, 0.255, 0.068), (x + s, 0.10, 0.048),
        (x + s + 0.008, 0.03, 0.062)]) for x, s, w in ((-0.28, 0.05 + step, 0.19), (0.20, 0.05 - step, 0.17),
        (-0.38, -step, 0.21), (0.29, step, 0.18))]
    feet = (-0.22 + step, 0.258 - step, -0.372 - step, 0.298 + step)
    parts = [Part(limb([(-0.48, 0.62, 0.04), (-0.555, 0.52, 0.032), (-0.55, 0.38, 0.03), (-0.56, 0.30, 0.012)]), wool,
        bulge=0.3)]
    for leg, x in zip(legs[:2], feet[:2], strict=True):
        parts += [
            Part(leg, darker(coat, 0.4), bulge=0.4),
            Part(ellipse(x + 0.01, 0.028, 0.058, 0.028), darker(coat, 0.5), bulge=0.2),
        ]
    parts += [
        Part(torso, coat, bulge=0.7),
        *(detail(clipped(torso, ellipse(x, 0.88, 0.13, 0.115)), wool, bulge=0.4) for x in (-0.22, 0.14)),
        shadow(clipped(torso, [(-0.6, 0.3), (0.5, 0.3), (0.5, 0.5), (-0.6, 0.52)]), 0.25),
    ]
    if saddle is not None:
        parts += [
            detail(contour([(-0.14, 0.80, 0), (-0.06, 0.70), (0.0, 0.705), (0.06, 0.80, 0), (0.10, 0.52, 0),
                (-0.18, 0.52, 0)]), saddle, bulge=0.3),
            detail(((-0.172, 0.56), (0.094, 0.56), (0.10, 0.52), (-0.18, 0.52)), "#f0cf6a", bulge=0.1),
        ]
    for leg, x in zip(legs[2:], feet[2:], strict=True):
        parts += [
            Part(leg, coat, bulge=0.4),
            Part(ellipse(x + 0.01, 0.028, 0.062, 0.028), darker(coat, 0.3), bulge=0.2),
        ]
    parts += [
        Part(neck, coat, bulge=0.6),
        detail(contour([(0.36, 0.42), (0.47, 0.37), (0.58, 0.44), (0.655, 0.58), (0.665, 0.70, 0), (0.625, 0.62),
            (0.60, 0.54, 0), (0.55, 0.50), (0.50, 0.44, 0), (0.44, 0.46)]), wool, bulge=0.3),
        Part(head, coat, bulge=0.6),
        detail(contour([(0.56, 0.93), (0.60, 1.0), (0.67, 1.01), (0.70, 0.965), (0.63, 0.94)]), wool, bulge=0.4),
        Part(contour([(0.58, 0.955), (0.53, 1.0), (0.50, 0.985, 0), (0.53, 0.935), (0.575, 0.925)]), coat, bulge=0.3),
        detail(clipped(head, [(0.80, 0.7), (1.0, 0.7), (1.0, 1.0), (0.82, 1.0)]), darker(coat, 0.18), bulge=0.3),
        detail(ellipse(0.86, 0.882, 0.014, 0.009), "#3a2824"),
        detail(limb([(0.87, 0.842, 0.010), (0.81, 0.848, 0.014), (0.76, 0.86, 0.010)]), "#4a3028"),
        detail(ellipse(0.70, 0.922, 0.020, 0.018), "#1c1518"),
        detail(limb([(0.672, 0.943, 0.014), (0.705, 0.95, 0.018), (0.735, 0.938, 0.012)]), darker(coat, 0.45)),
    ]
    return standing(parts, foot=0.0)


@subject("elephant", metres=3.0, stance="ground", group="animal", prominence=0.48, found_in=("field", "desert"))
def elephant(rng: Rng) -> list[Part]:
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
        parts += [detail(ellipse(x + k, 0.022, 0.026, 0.022), "#d9d0c4", bulge=0.2) for k in (-0.05, 0.005, 0.06)]
    parts += [
        detail(limb([(0.545, 0.515, 0.055), (0.62, 0.40, 0.05), (0.73, 0.355, 0.04), (0.82, 0.39, 0.018)]), "#d9cdb4",
            bulge=0.5),
        shadow(clipped(torso, ellipse(0.36, 0.62, 0.16, 0.24)), 0.25),
        Part(head, skin, bulge=0.7),
        Part(trunk, skin, bulge=0.6),
        *(shadow(limb([(x - w, y, 0.010), (x, y - 0.012, 0.016), (x + w, y, 0.010)]), 0.22)
            for x, y, w in ((0.638, 0.50, 0.055), (0.652, 0.43, 0.048), (0.66, 0.36, 0.042), (0.67, 0.29, 0.036),
            (0.68, 0.22, 0.032))),
        detail(limb([(0.50, 0.50, 0.062), (0.58, 0.385, 0.055), (0.70, 0.34, 0.042), (0.79, 0.375, 0.018)]), "#f8f0dd",
            bulge=0.5),
        detail(ellipse(0.525, 0.745, 0.026, 0.026), "#1d181d"),
        detail(ellipse(0.519, 0.755, 0.009, 0.009), "#ffffff"),
        shadow(placed(ear, 0.02, -0.025), 0.25),
        Part(ear, lighter(skin, 0.06), bulge=0.3),
        detail(contour([(0.28, 0.85), (0.19, 0.875), (0.085, 0.81), (0.035, 0.68), (0.08, 0.53), (0.155, 0.46),
            (0.22, 0.50), (0.275, 0.62), (0.30, 0.75)]), blend(skin, "#c98f8a", 0.4), bulge=0.2),
    ]
    return standing(parts, foot=0.0)
