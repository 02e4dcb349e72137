"""A dog, and its wild kin: a fox, a wolf."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *

# coat, saddle and ear, chest and muzzle
_DOG_COATS = (
    ("#c98a4b", "#8a5228", "#f2dfc0"),
    ("#efe6d8", "#9a5b33", "#ffffff"),
    ("#d9b27c", "#b57f44", "#f6e9cf"),
    ("#6b6068", "#4a424c", "#d8a468"),
    ("#8b5a3c", "#5d3824", "#d8b48a"),
)

_DOG_TORSO = contour([(-0.44, 0.60), (-0.36, 0.655), (-0.15, 0.655), (0.08, 0.665), (0.22, 0.74), (0.30, 0.80),
    (0.42, 0.72), (0.40, 0.56), (0.36, 0.42), (0.24, 0.335), (0.05, 0.345), (-0.16, 0.40), (-0.30, 0.40), (-0.44,
        0.44), (-0.475, 0.53)])

_DOG_HEAD = contour([(0.22, 0.80), (0.235, 0.90), (0.31, 0.965), (0.41, 0.955), (0.475, 0.895), (0.50, 0.86),
    (0.60, 0.85), (0.655, 0.82), (0.66, 0.75), (0.61, 0.695), (0.50, 0.68), (0.40, 0.66), (0.28, 0.70)])


def _dog_front_leg(x: float, step: float) -> tuple[tuple[float, float], ...]:
    return limb([(x, 0.48, 0.18), (x + step * 0.3, 0.33, 0.115), (x + step * 0.6, 0.19, 0.085),
        (x + step, 0.07, 0.075), (x + step + 0.03, 0.036, 0.075), (x + step + 0.055, 0.036, 0.07)])


def _dog_hind_leg(x: float, step: float) -> tuple[tuple[float, float], ...]:
    return limb([(x - 0.01, 0.54, 0.20), (x + 0.025, 0.42, 0.205), (x + 0.01 + step * 0.4, 0.31, 0.125),
        (x - 0.06 + step * 0.7, 0.215, 0.08), (x - 0.05 + step, 0.10, 0.068), (x - 0.02 + step, 0.036,
        0.075), (x + 0.02 + step, 0.036, 0.07)])


@subject(
    "dog", metres=0.7, stance="ground", group="animal", prominence=0.40,
    found_in=("garden", "field", "beach", "street"),
)
def dog(rng: Rng) -> list[Part]:
    coat, saddle, pale = pick(rng, _DOG_COATS)
    wag, step = rng.uniform(-0.05, 0.06), rng.uniform(-0.05, 0.05)
    tail = limb([(-0.42, 0.59, 0.09), (-0.52, 0.66, 0.085), (-0.57 + wag, 0.78, 0.075), (-0.54 + 2 * wag, 0.90, 0.05),
        (-0.49 + 2 * wag, 0.95, 0.03)])
    saddle_patch = clipped(_DOG_TORSO, ellipse(-0.14, 0.66, 0.27, 0.16))
    ear = contour([(0.29, 0.945), (0.225, 0.92), (0.185, 0.82), (0.185, 0.715), (0.23, 0.665), (0.29, 0.71),
        (0.335, 0.82), (0.345, 0.91)])
    return standing([
        Part(_dog_hind_leg(-0.27, 0.07 + step), darker(coat, 0.32), bulge=0.5),
        Part(_dog_front_leg(0.22, 0.10 - step), darker(coat, 0.32), bulge=0.5),
        Part(tail, coat, bulge=0.6),
        Part(_DOG_TORSO, coat, bulge=0.7),
        detail(saddle_patch, saddle, bulge=0.3),
        shadow(clipped(_DOG_TORSO, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.385), (-0.18, 0.45), (-0.5, 0.45)]),
            0.25),
        Part(_dog_hind_leg(-0.365, -step * 0.6), coat, bulge=0.5),
        Part(_dog_front_leg(0.285, -0.03 + step * 0.6), coat, bulge=0.5),
        detail(clipped(_DOG_TORSO, ellipse(0.40, 0.53, 0.10, 0.20)), pale, bulge=0.4),
        detail(ellipse(-0.385 - step * 0.6, 0.036, 0.055, 0.036), pale, bulge=0.4),
        detail(ellipse(0.315 + step * 0.6, 0.036, 0.052, 0.036), pale, bulge=0.4),
        Part(_DOG_HEAD, coat, bulge=0.6),
        detail(clipped(_DOG_HEAD, [(0.46, 0.60), (0.72, 0.60), (0.72, 0.83), (0.53, 0.84)]), pale, bulge=0.4),
        detail(limb([(0.65, 0.735, 0.014), (0.58, 0.738, 0.016), (0.49, 0.715, 0.016)]), "#3a2a2c"),
        detail(ellipse(0.645, 0.83, 0.042, 0.035), "#2a2228", bulge=0.7),
        detail(ellipse(0.445, 0.865, 0.034, 0.034), "#2a2026"),
        detail(ellipse(0.435, 0.876, 0.011, 0.011), "#ffffff"),
        shadow(contour([(0.23, 0.735), (0.36, 0.665), (0.47, 0.70), (0.40, 0.63), (0.29, 0.65)]), 0.3),
        detail(ear, saddle, bulge=0.5),
        detail(limb([(0.225, 0.715, 0.05), (0.31, 0.665, 0.05), (0.40, 0.652, 0.048)]),
            pick(rng, ("#c23b3b", "#2f6fb0", "#3b8f5a")), bulge=0.5),
        detail(ellipse(0.40, 0.615, 0.03, 0.03), "#e7b93c", bulge=0.6),
    ], foot=0.0)


@subject("fox", metres=0.7, stance="ground", group="animal", prominence=0.36)
def fox(rng: Rng) -> list[Part]:
    coat, dark = pick(rng, (("#dd6f2c", "#3f2a28"), ("#e38638", "#4a302a"), ("#c9582a", "#33242a")))
    white = "#fbf1e0"
    droop, step = rng.uniform(-0.08, 0.10), rng.uniform(-0.04, 0.05)
    torso = contour([(-0.43, 0.50), (-0.38, 0.60), (-0.15, 0.60), (0.10, 0.605), (0.24, 0.68), (0.32, 0.78),
        (0.45, 0.68), (0.45, 0.52), (0.37, 0.38), (0.20, 0.335), (0.0, 0.36), (-0.20, 0.38), (-0.38, 0.40)])
    head = contour([(0.25, 0.80), (0.30, 0.89), (0.39, 0.925), (0.48, 0.89), (0.54, 0.82), (0.64, 0.775),
        (0.735, 0.735), (0.73, 0.695), (0.64, 0.675), (0.54, 0.665), (0.46, 0.60, 0), (0.40, 0.66), (0.31, 0.63, 0),
        (0.28, 0.72)])
    tail = limb([(-0.38, 0.53, 0.11), (-0.52, 0.49 - droop * 0.4, 0.18), (-0.71, 0.40 - droop, 0.26),
        (-0.92, 0.36 - droop, 0.22), (-1.07, 0.39 - droop * 0.6, 0.03)])
    hind = [limb([(x, 0.50, 0.21), (x + 0.035, 0.39, 0.17), (x + 0.01 + s * 0.4, 0.29, 0.10),
        (x - 0.045 + s * 0.7, 0.21, 0.066), (x - 0.03 + s, 0.10, 0.055), (x - 0.01 + s, 0.03, 0.06),
        (x + 0.035 + s, 0.028, 0.055)]) for x, s in ((-0.28, 0.08 + step), (-0.355, -step))]
    fore = [limb([(x, 0.47, 0.16), (x + s * 0.4, 0.33, 0.095), (x + s * 0.7, 0.19, 0.066), (x + s, 0.07, 0.055),
        (x + s + 0.012, 0.03, 0.06), (x + s + 0.05, 0.028, 0.05)]) for x, s in ((0.24, 0.10 - step), (0.31, step))]
    low = box(-2, -0.1, 2, 0.20)
    parts = [
        Part(tail, coat, bulge=0.7),
        detail(clipped(tail, [(-0.88, -1.0), (-2.0, -1.0), (-2.0, 2.0), (-0.84, 2.0)]), white, bulge=0.5),
    ]
    for leg in (hind[0], fore[0]):
        parts += [
            Part(leg, darker(coat, 0.35), bulge=0.4),
            detail(clipped(leg, low), darker(dark, 0.3), bulge=0.3),
        ]
    parts += [
        Part(torso, coat, bulge=0.7),
        shadow(clipped(torso, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.4), (-0.5, 0.46)]), 0.28),
    ]
    for leg in (hind[1], fore[1]):
        parts += [Part(leg, coat, bulge=0.4), detail(clipped(leg, low), dark, bulge=0.3)]
    parts += [
        detail(contour([(0.31, 0.66), (0.47, 0.655), (0.465, 0.50), (0.40, 0.40, 0), (0.37, 0.49), (0.32, 0.47, 0)]),
            white, bulge=0.4),
        shadow(clipped(torso, ellipse(0.40, 0.655, 0.16, 0.06)), 0.3),
        Part(contour([(0.40, 0.88), (0.43, 1.0), (0.475, 1.075, 0), (0.505, 0.97), (0.485, 0.87)]), darker(coat, 0.3),
            bulge=0.3),
        Part(head, coat, bulge=0.6),
        detail(clipped(head, [(0.26, 0.50), (0.80, 0.50), (0.80, 0.705), (0.56, 0.735), (0.42, 0.745), (0.27, 0.705)]),
            white, bulge=0.4),
        Part(contour([(0.285, 0.87), (0.29, 0.99), (0.315, 1.085, 0), (0.38, 0.99), (0.41, 0.90)]), coat, bulge=0.4),
        detail(contour([(0.312, 0.90), (0.312, 0.985), (0.322, 1.03, 0), (0.36, 0.97), (0.378, 0.91)]), dark,
            bulge=0.1),
        detail(ellipse(0.722, 0.728, 0.036, 0.030), "#221a20", bulge=0.6),
        detail(limb([(0.71, 0.692, 0.012), (0.63, 0.70, 0.013), (0.57, 0.715, 0.010)]), dark),
        detail(contour([(0.465, 0.80, 0), (0.49, 0.825), (0.525, 0.818), (0.535, 0.79, 0), (0.50, 0.785)]), "#1c151a"),
        detail(ellipse(0.497, 0.813, 0.010, 0.009), "#ffffff"),
    ]
    return standing(parts, foot=0.0)


@subject("wolf", metres=1.1, stance="ground", group="animal", prominence=0.44)
def wolf(rng: Rng) -> list[Part]:
    coat, back, pale = pick(rng, (("#8d929c", "#565b68", "#dcdbd8"), ("#a59a90", "#6a5f5a", "#ece4d8"),
        ("#70747f", "#3f424e", "#c4c4c8")))
    step = rng.uniform(-0.04, 0.05)
    lift = float(rng.uniform(0.75, 0.95))  # how high it holds its head to howl, in radians
    torso = contour([(-0.46, 0.52), (-0.42, 0.62), (-0.18, 0.62), (0.08, 0.64), (0.20, 0.76), (0.32, 0.82),
        (0.46, 0.74), (0.47, 0.56), (0.41, 0.42), (0.30, 0.33, 0), (0.22, 0.36), (0.0, 0.37), (-0.20, 0.40),
        (-0.40, 0.42)])
    tail = contour([(-0.40, 0.60), (-0.52, 0.57), (-0.60, 0.42), (-0.635, 0.26), (-0.62, 0.15, 0), (-0.555, 0.24),
        (-0.49, 0.36), (-0.42, 0.47)])
    hind = [limb([(x, 0.51, 0.25), (x + 0.035, 0.40, 0.20), (x + s * 0.4, 0.29, 0.115),
        (x - 0.06 + s * 0.7, 0.21, 0.078), (x - 0.045 + s, 0.10, 0.066), (x - 0.02 + s, 0.034, 0.07),
        (x + 0.03 + s, 0.03, 0.06)]) for x, s in ((-0.28, 0.09 + step), (-0.36, -step))]
    fore = [limb([(x, 0.48, 0.20), (x + s * 0.4, 0.33, 0.105), (x + s * 0.7, 0.19, 0.076), (x + s, 0.07, 0.064),
        (x + s + 0.015, 0.034, 0.07), (x + s + 0.055, 0.03, 0.06)]) for x, s in ((0.24, 0.09 - step), (0.32, step))]
    head = contour([(-0.13, 0.02), (-0.08, 0.12), (0.02, 0.145), (0.10, 0.11), (0.16, 0.055), (0.28, 0.035),
        (0.345, 0.01), (0.34, -0.035), (0.20, -0.045), (0.10, -0.06), (0.02, -0.15, 0), (-0.04, -0.10),
        (-0.11, -0.16, 0), (-0.13, -0.06)])
    jaw = contour([(0.05, -0.03), (0.16, -0.06), (0.275, -0.125), (0.265, -0.165), (0.20, -0.16), (0.10, -0.13),
        (0.02, -0.12)])
    ear = contour([(-0.10, 0.08), (-0.135, 0.19), (-0.125, 0.265, 0), (-0.04, 0.21), (0.01, 0.12)])
    face = [
        Part(placed(ear, 0.075, -0.02), darker(coat, 0.35), bulge=0.3),
        detail(jaw, darker(pale, 0.25), bulge=0.3),
        detail(contour([(0.07, -0.02), (0.29, -0.03), (0.255, -0.125), (0.15, -0.08), (0.08, -0.06)]), "#7a3438"),
        Part(head, coat, bulge=0.5),
        detail(clipped(head, [(-0.2, 0.02), (0.2, 0.012), (0.4, -0.005), (0.4, -0.3), (-0.2, -0.3)]),
            pale, bulge=0.3),
        Part(ear, coat, bulge=0.4),
        detail(contour([(-0.085, 0.11), (-0.105, 0.18), (-0.105, 0.22, 0), (-0.05, 0.185), (-0.03, 0.13)]),
            darker(back, 0.3), bulge=0.1),
        detail(ellipse(0.335, 0.005, 0.032, 0.028), "#1d1a20", bulge=0.6),
        detail(limb([(0.055, 0.055, 0.014), (0.085, 0.068, 0.022), (0.115, 0.06, 0.012)]), "#1d1a20"),
    ]
    parts = [Part(tail, back, bulge=0.6)]
    parts += [Part(leg, darker(coat, 0.42), bulge=0.4) for leg in (hind[0], fore[0])]
    parts += [
        Part(torso, coat, bulge=0.7),
        detail(clipped(torso, [(-0.6, 0.545), (0.0, 0.555), (0.16, 0.62), (0.26, 0.78), (0.26, 0.9),
            (-0.6, 0.9)]), back,
            bulge=0.3),
        shadow(clipped(torso, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.4), (-0.5, 0.48)]), 0.28),
    ]
    parts += [Part(leg, coat, bulge=0.4) for leg in (hind[1], fore[1])]
    parts += [
        Part(contour([(-0.02, 0.58), (0.08, 0.72), (0.155, 0.86), (0.19, 0.97), (0.28, 1.03), (0.40, 0.97),
            (0.43, 0.86), (0.485, 0.72), (0.48, 0.58), (0.30, 0.46), (0.12, 0.50)]), coat, bulge=0.4),
        detail(contour([(-0.10, 0.615), (0.06, 0.715), (0.14, 0.86), (0.18, 0.97), (0.235, 1.0), (0.23, 0.88),
            (0.26, 0.82, 0), (0.19, 0.79), (0.21, 0.70, 0), (0.12, 0.68), (0.10, 0.57, 0), (0.02, 0.59)]), back,
            bulge=0.3),
        detail(contour([(0.34, 0.86), (0.445, 0.79), (0.49, 0.66), (0.46, 0.52), (0.42, 0.40, 0), (0.385, 0.50),
            (0.345, 0.46, 0), (0.335, 0.57), (0.285, 0.56, 0), (0.32, 0.70)]), pale, bulge=0.4),
        *put(face, 0.335, 0.955, turn=lift),
    ]
    return standing(parts, foot=0.0)
