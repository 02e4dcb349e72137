"""Birds that perch."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *

# back and wing, breast, belly, cap
_PLUMAGES = (
    ("#4f7fb8", "#e8a35a", "#f6ead2", "#3d669c"),
    ("#7a6a5c", "#d9573f", "#f3e6d2", "#6a5a4e"),
    ("#e0b83c", "#f2d46a", "#fbf0c8", "#4a4038"),
    ("#5d8f6a", "#e6d27a", "#f8f0d4", "#4a7a58"),
)
_BILL = contour([(0.435, 0.835), (0.50, 0.815), (0.585, 0.765, 0), (0.50, 0.745), (0.445, 0.745)])
_GREAT_BILL = contour([(0.42, 0.85), (0.53, 0.835), (0.69, 0.75), (0.705, 0.71, 0), (0.56, 0.735), (0.435, 0.725)])


@subject(
    "bird", metres=0.18, stance="surface", group="animal", prominence=0.34, found_in=("garden", "forest", "windowsill"),
    flies_as="gull",
)
def bird(rng: Rng) -> list[Part]:
    return _perched(rng, pick(rng, _PLUMAGES), "#b5703c", _BILL, "#e0982f")


@subject("crow", metres=0.4, stance="ground", group="animal", prominence=0.34, found_in=("field", "forest", "village"))
def crow(rng: Rng) -> list[Part]:
    plumage = pick(rng, (("#2f2f3c", "#3a3a48", "#33333f", "#282833"), ("#2b3040", "#353c4e", "#2f3444", "#242836"),
        ("#34303a", "#8f8d94", "#7f7d86", "#2a2730")))
    return _perched(rng, plumage, "#3a3840", _GREAT_BILL, "#45434c")


def _perched(
    rng: Rng, plumage: tuple[str, str, str, str], legs: str, bill: tuple[Point, ...], horn: str
) -> list[Part]:
    """A bird on its feet: back, breast, belly and cap in these colours."""
    back, breast, belly, cap = plumage
    tilt = rng.uniform(-0.06, 0.10)
    body = contour([(-0.44, 0.33), (-0.28, 0.50), (-0.05, 0.66), (0.06, 0.82), (0.17, 0.92), (0.32, 0.935),
        (0.43, 0.86), (0.455, 0.755), (0.43, 0.65), (0.44, 0.50), (0.38, 0.34), (0.24, 0.22), (0.06, 0.17), (-0.14,
            0.20), (-0.30, 0.26)])
    wing = contour([(0.12, 0.62), (0.225, 0.54), (0.22, 0.42), (0.10, 0.32), (-0.10, 0.265), (-0.33, 0.22),
        (-0.50, 0.165, 0), (-0.36, 0.33), (-0.17, 0.49), (-0.02, 0.605)])
    parts = [
        Part(contour([(-0.26, 0.36), (-0.58, 0.24), (-0.76, 0.205, 0), (-0.755, 0.12, 0), (-0.55, 0.13),
            (-0.22, 0.23)]), darker(back, 0.2), bulge=0.3),
        *(
            detail(limb([(x, 0.22, 0.05), (x + 0.01, 0.10, 0.032), (x + 0.015, 0.03, 0.036)]), legs, bulge=0.3)
            for x in (0.07, 0.19)
        ),
        *(
            detail(limb([(x - 0.05, 0.02, 0.034), (x + 0.03, 0.028, 0.04), (x + 0.10, 0.016, 0.028)]), legs, bulge=0.3)
            for x in (0.07, 0.19)
        ),
        Part(body, back, bulge=0.7),
        detail(clipped(body, ellipse(0.34, 0.50, 0.21, 0.29, turn=0.15)), breast, bulge=0.5),
        detail(clipped(body, ellipse(0.13, 0.20, 0.25, 0.12, turn=0.2)), belly, bulge=0.4),
        Part(wing, back, bulge=0.4),
        shadow(
            contour([(0.20, 0.49), (0.21, 0.42), (0.10, 0.32), (-0.10, 0.265), (-0.33, 0.22), (-0.50, 0.165, 0),
                (-0.28, 0.27), (-0.04, 0.35), (0.12, 0.42)]),
            0.35,
        ),
        detail(limb([(0.14, 0.50, 0.02), (0.0, 0.44, 0.035), (-0.15, 0.385, 0.02)]), lighter(belly, 0.2)),
        detail(clipped(body, ellipse(0.24, 0.93, 0.22, 0.085, turn=-0.1)), cap, bulge=0.4),
        detail(bill, horn, bulge=0.4),
        shadow(clipped(bill, [(0.3, 0.5), (0.9, 0.5), (0.9, 0.765), (0.3, 0.775)]), 0.3),
        detail(ellipse(0.325, 0.815, 0.045, 0.045), lighter(belly, 0.3)),
        detail(ellipse(0.33, 0.815, 0.034, 0.034), "#1d181f", bulge=0.2),
        detail(ellipse(0.32, 0.828, 0.011, 0.011), "#ffffff"),
    ]
    feet = list(parts[1:5])
    rest = [
        Part(placed([(x, y - 0.2) for x, y in p.outline], 0.0, 0.2, turn=tilt), p.colour, p.role, p.bulge, p.alpha)
        for p in (parts[0], *parts[5:])
    ]
    return standing([rest[0], *feet, *rest[1:]], foot=0.0)
