"""Where people pray."""

from __future__ import annotations

from imagelabs_server.painter.subjects.buildings.masonry import arch
from imagelabs_server.painter.subjects.prelude import *


@subject(
    "church", metres=28.0, stance="ground", group="building", prominence=0.52,
    found_in=("village", "field", "mountains"),
)
def church(rng: Rng) -> list[Part]:
    wall, roof = pick(rng, (("#f3ece0", "#8f4a3c"), ("#e8d2a8", "#6f4a3c"), ("#d8d4d0", "#4d5f74"),
        ("#e6c9b4", "#8f4a3c")))
    spire = pick(rng, ("#5d6f80", "#4f7a6c", "#3f5068", "#8a4438"))
    shade = darker(wall, 0.24)
    pane = "#f2b95a"
    parts = [
        Part(box(-0.02, 0.0, 0.52, 0.30), shade, bulge=0.0),
        detail(((-0.06, 0.28), (0.56, 0.28), (0.46, 0.47), (-0.06, 0.47)), roof, bulge=0.1),
        shadow(box(-0.02, 0.24, 0.52, 0.28), 0.25),
        *(
            shadow(
                ((-0.06, y), (0.55 - (y - 0.28) * 0.5, y), (0.55 - (y - 0.28) * 0.5, y + 0.012), (-0.06, y + 0.012)),
                0.22,
            ) for y in (0.33, 0.38, 0.43)
        ),
    ]
    for x in (0.14, 0.27, 0.40):
        parts += [
            detail(arch(x, 0.07, 0.085, 0.165, pointed=0.6), lighter(shade, 0.3)),
            light(arch(x, 0.085, 0.055, 0.135, pointed=0.6), pane),
        ]
    parts += [
        Part(box(-0.27, 0.0, 0.03, 0.60), lighter(wall, 0.1), bulge=0.0),
        Part(box(-0.05, 0.0, 0.03, 0.60), shade, bulge=0.0),
        detail(box(-0.29, 0.565, 0.05, 0.605), darker(wall, 0.1)),
        detail(box(-0.29, 0.325, 0.05, 0.35), darker(wall, 0.1)),
        detail(((-0.31, 0.60), (-0.05, 0.60), (-0.12, 0.91)), spire, bulge=0.1),
        detail(((-0.05, 0.60), (0.07, 0.60), (-0.12, 0.91)), darker(spire, 0.32)),
        detail(box(-0.131, 0.89, -0.109, 1.0), "#e7b93c", bulge=0.2),
        detail(box(-0.165, 0.945, -0.075, 0.967), "#e7b93c", bulge=0.2),
        detail(arch(-0.16, 0.40, 0.11, 0.145), darker(wall, 0.2)),
        detail(arch(-0.16, 0.405, 0.08, 0.12), "#3d3a48"),
        detail(contour([(-0.19, 0.435), (-0.175, 0.48), (-0.16, 0.50), (-0.145, 0.48), (-0.13, 0.435)]), "#d8a53c",
            bulge=0.6),
        detail(ellipse(-0.16, 0.265, 0.052, 0.052), darker(wall, 0.25)),
        light(ellipse(-0.16, 0.265, 0.037, 0.037), pane),
        detail(arch(-0.16, 0.0, 0.145, 0.195, pointed=0.5), darker(wall, 0.25)),
        detail(arch(-0.16, 0.0, 0.105, 0.165, pointed=0.5), "#7a4a2f", bulge=0.1),
        detail(box(-0.168, 0.0, -0.152, 0.16), "#53301f"),
    ]
    return standing(parts)
