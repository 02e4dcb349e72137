"""What is baked."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("cake", metres=0.25, stance="surface", group="thing", facing=False, prominence=0.38)
def cake(rng: Rng) -> list[Part]:
    sponge, icing, berry = pick(rng, (("#e8b98a", "#f8e0e4", "#d0344a"), ("#7a4a34", "#f6ecd8", "#d0344a"),
        ("#f0cf8a", "#f6b8c4", "#7a4fa8"), ("#d89a6a", "#6a3f30", "#e0344a")))
    candles = int(rng.integers(3, 6))
    tiers = ((-0.50, 0.10, 0.50, 0.40), (-0.33, 0.38, 0.33, 0.64))
    parts = [
        detail(contour([(-0.66, 0.10), (-0.50, 0.055), (-0.15, 0.04), (0.15, 0.04), (0.50, 0.055), (0.66, 0.10),
            (0.40, 0.13), (-0.40, 0.13)]), "#e6e2dc", bulge=0.4),
        detail(((-0.16, 0.05), (0.16, 0.05), (0.26, 0.0), (-0.26, 0.0)), "#c9c4bc", bulge=0.4),
    ]
    for left, bottom, right, top in tiers:
        drip: list[Corner] = [(left - 0.012, top - 0.02), (left + 0.03, top + 0.02), (right - 0.03, top + 0.02),
            (right + 0.012, top - 0.02)]
        n = 9 if left < -0.4 else 7
        for i in range(n):
            x = right + 0.012 - (right - left + 0.024) * (i + 0.5) / n
            drip.append((x, top - (0.15 if i % 2 == 0 else 0.075)))
        body = box(left, bottom, right, top)
        parts += [
            Part(body, sponge, bulge=0.3),
            detail(box(left, bottom + 0.06, right, bottom + 0.085), lighter(icing, 0.2)),
            shadow(box((left + right) / 2 + 0.12, bottom, right, top), 0.16),
            detail(contour(drip), icing, bulge=0.4),
        ]
    parts += [detail(ellipse(x, 0.405, 0.042, 0.040), berry, bulge=0.7) for x in (-0.42, 0.42)]
    for i in range(candles):
        x = (i - (candles - 1) / 2) * 0.50 / (candles - 1)
        tone = ("#4f9ac0", "#f0b83a", "#e0567a")[i % 3]
        parts += [
            detail(box(x - 0.019, 0.64, x + 0.019, 0.83), tone, bulge=0.3),
            light(contour([(x, 0.835), (x - 0.026, 0.87), (x - 0.018, 0.92), (x, 0.985, 0), (x + 0.018, 0.92),
                (x + 0.026, 0.87)]), "#ffb83f"),
            light(ellipse(x, 0.875, 0.012, 0.024), "#fff2b0"),
        ]
    parts += [detail(ellipse(x, 0.665, 0.036, 0.034), berry, bulge=0.7) for x in (-0.29, 0.29)]
    return standing(parts, foot=0.0)
