"""A horse in profile, and its striped and its horned kin."""

from __future__ import annotations

import numpy as np

from imagelabs_server.painter.subjects.prelude import *

# coat, mane and tail, lower legs
_COATS = (
    ("#9a5a34", "#3a2620", "#3f2a24"),
    ("#b8723c", "#ecd2a0", "#f4ead8"),
    ("#e6e0d8", "#b9b2ac", "#8f8a8c"),
    ("#5f4438", "#2a2024", "#2f2428"),
    ("#d6ae74", "#f6e8cc", "#f2e4cc"),
)

_TRUNK = contour([(0.42, 0.93), (0.33, 0.865), (0.26, 0.775), (0.18, 0.715), (0.06, 0.665), (-0.10, 0.655),
    (-0.24, 0.685), (-0.36, 0.655), (-0.425, 0.56), (-0.41, 0.46), (-0.27, 0.425), (-0.08, 0.375), (0.12,
        0.375), (0.27, 0.425), (0.36, 0.51), (0.375, 0.60), (0.43, 0.70), (0.50, 0.775)])

_HEAD = contour([(0.405, 0.935), (0.47, 0.955), (0.53, 0.915), (0.585, 0.835), (0.655, 0.745), (0.685, 0.69),
    (0.665, 0.645), (0.615, 0.64), (0.575, 0.675), (0.515, 0.725), (0.455, 0.745), (0.40, 0.83)])

# a zebra's stripes: over the barrel from the back down, over the neck from its crest, over the head from the brow
_BARREL = (
    *((x, 0.72, x + 0.03 + 0.3 * (x + 0.1), 0.40) for x in np.linspace(-0.32, 0.17, 10).tolist()),
    (-0.44, 0.64, -0.28, 0.46), (-0.44, 0.54, -0.30, 0.44),
    (0.14, 0.72, 0.42, 0.56), (0.165, 0.755, 0.44, 0.60), (0.19, 0.79, 0.45, 0.64), (0.22, 0.825, 0.47, 0.68),
    (0.25, 0.86, 0.49, 0.72), (0.285, 0.885, 0.49, 0.76), (0.32, 0.91, 0.48, 0.80),
)

_HAUNCH = (
    (-0.48, 0.50, -0.20, 0.44), (-0.48, 0.57, -0.18, 0.50), (-0.46, 0.64, -0.20, 0.55), (-0.42, 0.69, -0.24, 0.61),
)
_BROW = ((0.60, 0.90, 0.45, 0.77), (0.65, 0.83, 0.49, 0.70), (0.69, 0.76, 0.55, 0.66))


def _front_leg(x: float, step: float, lifted: bool) -> tuple[Point, ...]:
    if lifted:
        return limb([(x, 0.52, 0.19), (x + 0.045, 0.40, 0.12), (x + 0.125, 0.295, 0.075), (x + 0.135, 0.27, 0.068),
            (x + 0.085, 0.165, 0.048), (x + 0.07, 0.125, 0.055), (x + 0.075, 0.09, 0.05)])
    return limb([(x, 0.52, 0.19), (x + step * 0.3, 0.39, 0.12), (x + step * 0.6, 0.275, 0.078),
        (x + step * 0.65, 0.25, 0.068), (x + step * 0.85, 0.125, 0.046), (x + step * 0.92, 0.085,
        0.055), (x + step + 0.012, 0.045, 0.055)])


def _hind_leg(x: float, step: float) -> tuple[Point, ...]:
    return limb([(x + 0.02, 0.56, 0.25), (x + 0.055, 0.45, 0.22), (x + 0.03 + step * 0.4, 0.36, 0.125),
        (x - 0.035 + step * 0.65, 0.29, 0.085), (x - 0.04 + step * 0.7, 0.255, 0.07), (x - 0.02 + step * 0.9, 0.125,
        0.05), (x - 0.005 + step * 0.95, 0.085, 0.058), (x + 0.012 + step, 0.045, 0.055)])


def _hoof(x: float, y: float = 0.0) -> Part:
    return detail(((x - 0.036, y), (x + 0.05, y), (x + 0.032, y + 0.05), (x - 0.026, y + 0.05)), "#3a302c", bulge=0.2)


def _stripes(outline: tuple[Point, ...], lines: tuple[tuple[float, float, float, float], ...]) -> list[Part]:
    """Dark bands across an outline, each along a line (x, y, x, y) to a fine end."""
    bands = []
    for x, y, to_x, to_y in lines:
        long = float(np.hypot(to_x - x, to_y - y))
        across, down = 0.021 * (to_y - y) / long, -0.021 * (to_x - x) / long
        band = ((x - across, y - down), (x + across, y + down), (to_x + 0.3 * across, to_y + 0.3 * down),
            (to_x - 0.3 * across, to_y - 0.3 * down))
        bands.append(detail(clipped(outline, band), "#2b282e", bulge=0.3))
    return bands


def _rings(outline: tuple[Point, ...], heights: tuple[float, ...]) -> list[Part]:
    """Dark bands round a leg."""
    return [
        detail(clipped(outline, ((-1.0, y), (1.0, y), (1.0, y + 0.024), (-1.0, y + 0.024))), "#2b282e", bulge=0.2)
        for y in heights
    ]


def _steed(
    rng: Rng, coat: str, hair: str, sock: str, extra: list[Part], *, striped: bool = False
) -> list[Part]:
    """A horse in these colours with `extra` parts over its brow, or a zebra."""
    far = darker(coat, 0.26 if striped else 0.36)
    wave = float(rng.uniform(-0.04, 0.05))
    step = float(rng.uniform(0.02, 0.09))
    hind_far, hind_near, lifted, front = (
        _hind_leg(-0.30, step + 0.04),
        _hind_leg(-0.35, -step),
        _front_leg(0.20, 0.0, lifted=True),
        _front_leg(0.27, -step * 0.4, lifted=False),
    )
    marks = {} if not striped else {
        "trunk": _stripes(_TRUNK, _BARREL),
        "hind": [*_rings(hind_near, (0.12, 0.18, 0.24, 0.30, 0.36, 0.42)), *_stripes(hind_near, _HAUNCH)],
        "hind far": _rings(hind_far, (0.10, 0.16, 0.22, 0.28, 0.34, 0.40)),
        "front far": _rings(lifted, (0.16, 0.22, 0.28, 0.34, 0.40)),
        "front": _rings(front, (0.12, 0.18, 0.24, 0.30, 0.36, 0.42, 0.48, 0.54)),
        "head": _stripes(_HEAD, _BROW),
    }
    tail = limb([(-0.40, 0.625, 0.05), (-0.475, 0.60, 0.09), (-0.515 - wave, 0.47, 0.12),
        (-0.50 - wave * 1.5, 0.32, 0.11), (-0.53 - wave * 2, 0.21, 0.02)])
    forelock = contour([(0.425, 0.965), (0.495, 0.965), (0.555, 0.905), (0.575, 0.86, 0), (0.51, 0.895), (0.44, 0.92)])
    mane = contour([(0.43, 0.985), (0.36, 0.955), (0.27, 0.865), (0.19, 0.765), (0.12, 0.685), (0.14, 0.60, 0),
        (0.20, 0.65), (0.235, 0.60, 0), (0.275, 0.69), (0.315, 0.66, 0), (0.335, 0.765), (0.375, 0.745, 0), (0.38,
            0.84), (0.42, 0.90)])
    ear = contour([(0.415, 0.93), (0.415, 1.01), (0.455, 1.075, 0), (0.495, 1.0), (0.49, 0.93)])
    near_ear = [Part(ear, lighter(coat, 0.05), bulge=0.3), shadow(placed(ear, 0.19, 0.412, scale=0.58), 0.35)]
    if striped:
        near_ear.append(detail(clipped(ear, box(0.3, 1.025, 0.6, 1.1)), "#2b282e", bulge=0.2))
    low = [(-1.0, -0.1), (1.0, -0.1), (1.0, 0.17), (-1.0, 0.17)]
    return standing(
        [
            Part(hind_far, far, bulge=0.4),
            detail(clipped(hind_far, low), darker(sock, 0.36), bulge=0.3),
            *marks.get("hind far", ()),
            _hoof(-0.288 + step + 0.04),
            Part(lifted, far, bulge=0.4),
            *marks.get("front far", ()),
            detail(((0.245, 0.055), (0.325, 0.075), (0.303, 0.115), (0.248, 0.105)), "#3a302c", bulge=0.2),
            detail(tail, hair, bulge=0.5),
            shadow(limb([(-0.455, 0.55, 0.03), (-0.49 - wave, 0.45, 0.05), (-0.48 - wave * 1.5, 0.33, 0.03)]), 0.25),
            Part(_TRUNK, coat, bulge=0.7),
            *marks.get("trunk", ()),
            shadow(clipped(_TRUNK, [(-0.5, 0.3), (0.5, 0.3), (0.5, 0.46), (-0.5, 0.5)]),
                0.28),
            Part(hind_near, coat, bulge=0.45),
            detail(clipped(hind_near, low), sock, bulge=0.3),
            *marks.get("hind", ()),
            _hoof(-0.338 - step),
            Part(front, coat, bulge=0.45),
            detail(clipped(front, low), sock, bulge=0.3),
            *marks.get("front", ()),
            _hoof(0.282 - step * 0.4),
            Part(contour([(0.475, 0.94), (0.485, 1.0), (0.515, 1.035, 0), (0.535, 0.97), (0.525, 0.925)]),
                darker(coat, 0.2), bulge=0.3),
            shadow(clipped(_TRUNK, ellipse(0.44, 0.77, 0.12, 0.07, turn=0.5)), 0.3),
            Part(_HEAD, coat, bulge=0.6),
            *marks.get("head", ()),
            detail(clipped(_HEAD, [(0.575, 0.60), (0.75, 0.60), (0.75, 0.72), (0.655, 0.76)]), darker(coat, 0.35),
                bulge=0.3),
            detail(ellipse(0.652, 0.70, 0.014, 0.011), "#201a1c"),
            detail(limb([(0.66, 0.665, 0.011), (0.615, 0.672, 0.012)]), "#2a1f20"),
            detail(ellipse(0.525, 0.855, 0.021, 0.019, turn=-0.6), "#1c1518"),
            detail(ellipse(0.531, 0.862, 0.007, 0.006), "#ffffff"),
            detail(mane, hair, bulge=0.4),
            *near_ear,
            *extra,
            detail(forelock, hair, bulge=0.3),
        ],
        foot=0.0,
    )


@subject(
    "horse", metres=2.1, stance="ground", group="animal", prominence=0.46, found_in=("field", "mountains", "beach"),
)
def horse(rng: Rng) -> list[Part]:
    return _steed(rng, *pick(rng, _COATS), [])


@subject("zebra", metres=1.9, stance="ground", group="animal", prominence=0.44, found_in=("field",))
def zebra(rng: Rng) -> list[Part]:
    coat = pick(rng, ("#f2eee8", "#ece6dc", "#f6f4f0", "#e8e4e2"))
    return _steed(rng, coat, "#2b282e", coat, [], striped=True)


@subject("unicorn", metres=2.4, stance="ground", group="animal", prominence=0.48, found_in=("forest", "field"))
def unicorn(rng: Rng) -> list[Part]:
    coat = pick(rng, ("#f6f2f0", "#f2eaf4", "#eaf0f6"))
    hair, sock = pick(rng, (("#e58ac0", "#f2c0dc"), ("#9a7fe0", "#cdbcf2"), ("#6fc0d8", "#b8e2ec"),
        ("#f0b04f", "#f8dca0")))
    horn = contour([(0.535, 0.90, 0), (0.555, 0.935), (0.725, 1.17, 0), (0.585, 0.89, 0)])
    rings = [limb([(0.548 + 0.05 * k, 0.945 + 0.062 * k, 0.013), (0.590 + 0.040 * k, 0.915 + 0.070 * k, 0.013)])
        for k in (0.35, 1.15, 1.95)]
    shaft = detail(horn, "#f2c84f", bulge=0.5)
    return _steed(rng, coat, hair, sock, [shaft, *(detail(ring, "#b9862f") for ring in rings)])
