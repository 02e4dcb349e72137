"""People as one meets them: a person, a child, a couple hand in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from imagelabs_server.painter.subjects.prelude import *

# skin, lips that can be told from it, and the hair that goes with both
_COMPLEXIONS = (
    ("#f5d3b4", "#b4463e", ("#d8ae5c", "#a8672f", "#7c4630", "#8c3f2a")),
    ("#f2c9a4", "#ac423a", ("#4a3024", "#2c2326", "#a8672f", "#d8ae5c")),
    ("#e3aa80", "#98352f", ("#4a3024", "#2c2326", "#7c4630")),
    ("#b87a52", "#6e2420", ("#2c2326", "#4a3024")),
    ("#8a5a40", "#481614", ("#2c2326", "#3a2a26")),
)

# heel to toe, for a right foot; x is counted from the ankle, away from the toe
_SHOE: tuple[Corner, ...] = ((0.038, 0.0, 0), (0.036, 0.045), (0.0, 0.065), (-0.036, 0.045), (-0.066, 0.022),
    (-0.064, 0.0, 0))


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody wears and looks like; all are "#rrggbb"."""

    skin: str
    lips: str
    hair: str
    top: str
    lower: str
    shoes: str
    scarf: str | None


def _head(look: Look, *, long_hair: bool) -> list[Part]:
    """A head whose chin is at the origin; 0.185 high with its hair."""
    face = contour([(-0.066, 0.10), (-0.062, 0.05), (-0.035, 0.008), (0.0, -0.002), (0.035, 0.008), (0.062, 0.05),
        (0.066, 0.10), (0.05, 0.15), (0.0, 0.165), (-0.05, 0.15)])
    parts = []
    if long_hair:
        parts.append(detail(contour([(-0.075, 0.12), (-0.095, 0.02), (-0.105, -0.08), (-0.06, -0.115), (0.0, -0.10),
            (0.06, -0.115), (0.105, -0.08), (0.095, 0.02), (0.075, 0.12), (0.0,
                0.17)]), darker(look.hair, 0.2), bulge=0.5))
    parts += [
        detail(limb([(0.0, 0.04, 0.056), (0.0, -0.018, 0.064)]), darker(look.skin, 0.22), bulge=0.2),
        *(detail(ellipse(s * 0.066, 0.075, 0.014, 0.021), look.skin, bulge=0.2) for s in (-1, 1)),
        detail(face, look.skin, bulge=0.5),
        *(detail(ellipse(s * 0.026, 0.080, 0.0105, 0.0145), "#2a2024") for s in (-1, 1)),
        *(
            detail(limb([(s * 0.014, 0.108, 0.006), (s * 0.040, 0.110, 0.007)]), darker(look.hair, 0.2))
            for s in (-1, 1)
        ),
        *(
            detail(ellipse(s * 0.040, 0.048, 0.015, 0.011), "#e08a76", alpha=0.55) for s in (-1, 1)
        ),
        detail(limb([(-0.024, 0.040, 0.008), (0.0, 0.030, 0.015), (0.024, 0.040, 0.008)]), look.lips),
    ]
    if long_hair:
        fringe = contour([(-0.082, 0.02, 0), (-0.09, 0.10), (-0.06, 0.17), (0.0, 0.19), (0.06, 0.17), (0.09, 0.10),
            (0.082, 0.02, 0), (0.06, 0.09), (0.02, 0.135), (-0.02, 0.14), (-0.058, 0.09)])
    else:
        fringe = contour([(-0.072, 0.075, 0), (-0.083, 0.13), (-0.055, 0.178), (0.005, 0.192), (0.06, 0.175),
            (0.081, 0.125), (0.072, 0.075, 0), (0.058, 0.12), (0.0, 0.128), (-0.05, 0.115)])
    return [*parts, detail(fringe, look.hair, bulge=0.5)]


def adult(look: Look, *, woman: bool, arm: float, step: float) -> list[Part]:
    """A grown-up in coat and trousers or in a dress, 1.0 high.

    Args:
        look: clothes and colours.
        woman: True for a dress and long hair.
        arm: how far the right hand is lifted: 0 hangs, 1 waves.
        step: how far the feet stand apart, in unit-box units.
    """
    parts: list[Part] = []
    leg_colour = look.skin if woman else look.lower
    wide = 0.085 if woman else 0.125
    for s in (-1, 1):
        foot = s * (0.052 + step)
        leg = limb([(s * 0.052, 0.48, wide), (s * 0.056 + s * step * 0.5, 0.26, wide * 0.80),
            (foot, 0.04, wide * 0.56)])
        shoe = contour([(foot - s * q[0], *q[1:]) for q in _SHOE])
        parts += [
            detail(leg, leg_colour if s < 0 else darker(leg_colour, 0.15), bulge=0.4),
            detail(shoe, look.shoes, bulge=0.4),
        ]
    if woman:
        torso = contour([(-0.105, 0.79), (-0.10, 0.68), (-0.072, 0.585), (-0.10, 0.45), (-0.165, 0.235, 0),
            (-0.06, 0.215), (0.06, 0.215), (0.165, 0.235, 0), (0.10, 0.45), (0.072, 0.585), (0.10, 0.68), (0.105,
                0.79), (0.05, 0.82), (-0.05, 0.82)])
    else:
        torso = contour([(-0.125, 0.775), (-0.125, 0.66), (-0.105, 0.56), (-0.125, 0.42, 0), (-0.05, 0.40),
            (0.05, 0.40), (0.125, 0.42, 0), (0.105, 0.56), (0.125, 0.66), (0.125, 0.775), (0.06, 0.825), (-0.06,
                0.825)])
    shoulder = 0.098 if woman else 0.118
    thick = 0.056 if woman else 0.072
    left = [(-shoulder, 0.768, thick), (-shoulder - 0.038, 0.62, thick * 0.86), (-shoulder - 0.044, 0.47, thick * 0.7)]
    bend = (shoulder + 0.038 + 0.082 * arm, 0.62 + 0.04 * arm)
    hand = (shoulder + 0.044 + 0.131 * arm, 0.47 + 0.36 * arm)
    right = [(shoulder, 0.768, thick), (*bend, thick * 0.86), (*hand, thick * 0.7)]
    for path, shade_by in ((left, 0.0), (right, 0.12)):
        x, y, _ = path[-1]
        lift = -0.02 if y < 0.7 else 0.02
        parts += [
            detail(ellipse(x, y + lift, 0.026, 0.032), look.skin, bulge=0.3),
            Part(limb(path), darker(look.top, 0.10 + shade_by), bulge=0.4),
        ]
    parts += [Part(torso, look.top, bulge=0.5), shadow(clipped(torso, box(0.035, 0.0, 0.3, 0.9)), 0.18)]
    if woman:
        parts.append(detail(clipped(torso, box(-0.2, 0.572, 0.2, 0.602)), look.lower, bulge=0.1))
        parts += [shadow(limb([(x * 0.4, 0.56, 0.006), (x, 0.235, 0.02)]), 0.2) for x in (-0.06, 0.03)]
    else:
        parts += [
            detail(((-0.045, 0.825), (0.045, 0.825), (0.0, 0.66)), lighter(look.lower, 0.75)),
            detail(((-0.07, 0.815), (-0.042, 0.825), (0.0, 0.66), (-0.03, 0.70)), darker(look.top, 0.25)),
            detail(((0.07, 0.815), (0.042, 0.825), (0.0, 0.66), (0.03, 0.70)), darker(look.top, 0.3)),
            detail(box(-0.006, 0.41, 0.008, 0.67), darker(look.top, 0.35)),
        ]
    parts += put(_head(look, long_hair=woman), 0.0, 0.825)
    if look.scarf is not None:
        parts += [
            detail(limb([(0.05, 0.80, 0.05), (0.065, 0.72, 0.05), (0.055, 0.62, 0.052)]), darker(look.scarf, 0.15),
                bulge=0.4),
            detail(limb([(-0.068, 0.815, 0.045), (0.0, 0.79, 0.055), (0.068, 0.815, 0.045)]), look.scarf, bulge=0.5),
        ]
    return parts


def _look(rng: Rng) -> Look:
    skin, lips, hairs = pick(rng, _COMPLEXIONS)
    return Look(
        skin=skin,
        lips=lips,
        hair=pick(rng, hairs),
        top=pick(rng, ("#c4473c", "#3f6fa8", "#d89a35", "#4f8a68", "#7a5a9a", "#b0607a")),
        lower=pick(rng, ("#3c4560", "#4a4440", "#5a4a3c", "#38485a")),
        shoes=pick(rng, ("#4a3328", "#2f2c33", "#8a4a30")),
        scarf=pick(rng, (None, "#f0d27a", "#f4ece0", "#d8584a")),
    )


def _grown_up(rng: Rng, *, woman: bool) -> list[Part]:
    arm = pick(rng, (0.0, 0.0, 1.0))
    return standing(adult(_look(rng), woman=woman, arm=arm, step=float(rng.uniform(0.0, 0.03))))


@subject("man", metres=1.8, stance="ground", group="person", prominence=0.46)
def man(rng: Rng) -> list[Part]:
    return _grown_up(rng, woman=False)


@subject("woman", metres=1.7, stance="ground", group="person", prominence=0.46)
def woman(rng: Rng) -> list[Part]:
    return _grown_up(rng, woman=True)


@subject("person", metres=1.75, stance="ground", group="person", prominence=0.46, stands_for_group=True)
def person(rng: Rng) -> list[Part]:
    return _grown_up(rng, woman=bool(rng.random() < 0.5))


def _child(rng: Rng, *, girl: bool) -> list[Part]:
    look = _look(rng)
    parts: list[Part] = []
    for s in (-1, 1):
        x = s * 0.075
        leg = limb([(x * 0.9, 0.36, 0.13), (x, 0.20, 0.11), (x * 1.1, 0.05, 0.085)])
        parts.append(detail(leg, look.skin if girl else look.lower, bulge=0.4))
        if girl:
            parts.append(detail(clipped(leg, box(-0.3, -0.1, 0.3, 0.13)), "#fbf6ec", bulge=0.3))
        parts.append(detail(ellipse(x * 1.25, 0.035, 0.068, 0.04), look.shoes, bulge=0.5))
    torso = (
        contour([(-0.11, 0.60), (-0.125, 0.46), (-0.23, 0.21, 0), (0.0, 0.18), (0.23, 0.21, 0), (0.125, 0.46),
            (0.11, 0.60), (0.0, 0.635)])
        if girl
        else contour([(-0.13, 0.60), (-0.15, 0.45), (-0.155, 0.30, 0), (0.0, 0.285), (0.155, 0.30, 0), (0.15, 0.45),
            (0.13, 0.60), (0.0, 0.635)])
    )
    waving = rng.random() < 0.6
    arms = [[(-0.115, 0.575, 0.085), (-0.20, 0.46, 0.075), (-0.225, 0.36, 0.06)]]
    arms.append(
        [(0.115, 0.575, 0.085), (0.23, 0.60, 0.075), (0.29, 0.73, 0.06)]
        if waving
        else [(0.115, 0.575, 0.085), (0.20, 0.46, 0.075), (0.225, 0.36, 0.06)]
    )
    for path in arms:
        x, y, _ = path[-1]
        parts += [
            detail(ellipse(x, y + (0.03 if y > 0.6 else -0.025), 0.036, 0.038), look.skin, bulge=0.3),
            Part(limb(path), darker(look.top, 0.12), bulge=0.4),
        ]
    parts += [Part(torso, look.top, bulge=0.5), shadow(clipped(torso, box(0.05, 0.0, 0.4, 0.9)), 0.16)]
    stripe = "#f6ecd8"
    if girl:
        parts.append(detail(clipped(torso, box(-0.4, 0.235, 0.4, 0.27)), stripe))
    else:
        parts += [detail(clipped(torso, box(-0.4, y, 0.4, y + 0.035)), stripe) for y in (0.38, 0.47)]
    if girl:
        for s in (-1, 1):
            parts += [
                detail(contour([(s * 0.15, 0.83), (s * 0.245, 0.80), (s * 0.275, 0.69), (s * 0.23, 0.605, 0),
                    (s * 0.20, 0.70), (s * 0.14, 0.76)]), look.hair, bulge=0.5),
                detail(ellipse(s * 0.165, 0.80, 0.03, 0.03), "#e0566a", bulge=0.4),
            ]
    parts += put(_head(look, long_hair=False), 0.0, 0.635, scale=1.95)
    return standing(parts)


@subject("boy", metres=1.2, stance="ground", group="person", prominence=0.40)
def boy(rng: Rng) -> list[Part]:
    return _child(rng, girl=False)


@subject("girl", metres=1.2, stance="ground", group="person", prominence=0.40)
def girl(rng: Rng) -> list[Part]:
    return _child(rng, girl=True)


@subject("child", metres=1.15, stance="ground", group="person", prominence=0.40, found_in=("garden", "beach", "field"))
def child(rng: Rng) -> list[Part]:
    return _child(rng, girl=bool(rng.random() < 0.5))


@subject("couple", metres=1.8, stance="ground", group="person", prominence=0.46, found_in=("beach", "street", "field"))
def couple(rng: Rng) -> list[Part]:
    man, woman = _look(rng), _look(rng)
    if woman.top == man.top:
        woman = replace(woman, top="#f0d27a" if man.top != "#d89a35" else "#f4ece0")
    left = adult(replace(man, scarf=None), woman=False, arm=0.0, step=0.015)
    right = adult(woman, woman=True, arm=0.0, step=0.0)
    parts = put(left, -0.165, 0.0)
    parts += put(right, 0.15, 0.0, scale=0.93)
    return standing(parts)
