"""Birds of prey."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


@subject("owl", metres=0.45, stance="surface", group="animal", facing=False, prominence=0.44, found_in=("forest",))
def owl(rng: Rng) -> list[Part]:
    coat, pale, mark = pick(
        rng,
        (
            ("#9a6c42", "#ecd6ae", "#5f3f28"),
            ("#8d8a8a", "#eee8dd", "#55525a"),
            ("#b5834a", "#f6e6c4", "#7a4f2b"),
            ("#efe9e0", "#ffffff", "#a89a8c"),
        ),
    )
    iris = pick(rng, ("#f2b632", "#f5cf3f", "#e8892c"))
    body = contour([(-0.25, 0.70), (-0.31, 0.50), (-0.29, 0.28), (-0.20, 0.12), (0.0, 0.06), (0.20, 0.12),
        (0.29, 0.28), (0.31, 0.50), (0.25, 0.70), (0.0, 0.80)])
    head = contour([(-0.27, 0.98, 0), (-0.15, 0.945), (0.0, 0.925), (0.15, 0.945), (0.27, 0.98, 0), (0.295, 0.83),
        (0.27, 0.68), (0.15, 0.60), (0.0, 0.575), (-0.15, 0.60), (-0.27, 0.68), (-0.295, 0.83)])
    wing = contour([(0.24, 0.62), (0.34, 0.48), (0.355, 0.30), (0.27, 0.09, 0), (0.20, 0.22), (0.17, 0.42)])
    parts = [
        Part(contour([(-0.13, 0.14), (0.13, 0.14), (0.11, 0.035, 0), (0.0, 0.025), (-0.11, 0.035, 0)]),
            darker(coat, 0.3), bulge=0.2),
        Part(body, coat, bulge=0.7),
        detail(clipped(body, ellipse(0.0, 0.34, 0.19, 0.30)), pale, bulge=0.4),
    ]
    rows = ((0.47, (-0.09, 0.0, 0.09)), (0.37, (-0.045, 0.045)), (0.27, (-0.09, 0.0, 0.09)), (0.17, (-0.045, 0.045)))
    fleck = contour([(-0.034, 0.022), (0.0, 0.006), (0.034, 0.022), (0.0, -0.035)])
    parts += [detail(placed(fleck, x, y), mark, alpha=0.8) for y, columns in rows for x in columns]
    for w in (wing, mirrored(wing)):
        parts += [
            Part(w, darker(coat, 0.15), bulge=0.5),
            shadow(clipped(w, [(-0.5, 0.0), (0.5, 0.0), (0.5, 0.27), (-0.5, 0.27)]), 0.25),
        ]
    for s in (-1, 1):
        for k in (-0.035, 0.0, 0.035):
            parts.append(detail(limb([(s * 0.10 + k * 0.9, 0.11, 0.04), (s * 0.10 + k * 1.5, 0.03, 0.036)]), "#e2a33c",
                bulge=0.4))
    parts += [
        shadow(contour([(-0.26, 0.66), (0.0, 0.60), (0.26, 0.66), (0.20, 0.55), (0.0, 0.51), (-0.20, 0.55)]), 0.3),
        Part(head, coat, bulge=0.6),
        detail(contour([(-0.26, 0.97, 0), (-0.10, 0.93), (0.0, 0.85), (0.10, 0.93), (0.26, 0.97, 0), (0.14, 0.885),
            (0.0, 0.74), (-0.14, 0.885)]), mark, alpha=0.75),
    ]
    for s in (-1, 1):
        parts += [
            detail(ellipse(s * 0.128, 0.765, 0.128, 0.125), pale, bulge=0.3),
            detail(ellipse(s * 0.118, 0.770, 0.090, 0.090), mark),
            detail(ellipse(s * 0.118, 0.770, 0.078, 0.078), iris, bulge=0.3),
            detail(ellipse(s * 0.112, 0.770, 0.045, 0.047), "#17131a"),
            detail(ellipse(s * 0.112 - 0.02, 0.792, 0.017, 0.017), "#ffffff"),
        ]
    parts.append(detail(contour([(-0.038, 0.735), (0.038, 0.735), (0.025, 0.67), (0.0, 0.625, 0), (-0.025, 0.67)]),
        "#dca03a", bulge=0.5))
    return standing(parts)


@subject("eagle", metres=1.2, stance="air", group="animal", facing=False, prominence=0.28)
def eagle(rng: Rng) -> list[Part]:
    coat, lift = pick(rng, ("#6a4630", "#5a3c2c", "#7a5236")), float(rng.uniform(-0.06, 0.08))
    white = "#f6f0e4"

    def wing(s: int, tone: str) -> list[Part]:
        outline = contour([(s * 0.05, 0.44), (s * 0.20, 0.62), (s * 0.46, 0.82 + lift), (s * 0.80, 0.96 + lift),
            (s * 1.16, 1.0 + lift, 0), (s * 1.08, 0.90 + lift), (s * 1.22, 0.86 + lift, 0), (s * 1.06, 0.77 + lift),
            (s * 1.18, 0.70 + lift, 0), (s * 0.98, 0.63 + lift), (s * 1.06, 0.54 + lift, 0),
            (s * 0.82, 0.50 + lift), (s * 0.72, 0.40 + lift, 0), (s * 0.54, 0.40), (s * 0.42, 0.27, 0),
            (s * 0.26, 0.30), (s * 0.10, 0.22)])
        lead = contour([(s * 0.05, 0.44), (s * 0.20, 0.62), (s * 0.46, 0.82 + lift), (s * 0.80, 0.96 + lift),
            (s * 0.78, 0.84 + lift), (s * 0.50, 0.64 + lift), (s * 0.26, 0.46), (s * 0.10, 0.34)])
        lines = [limb([(s * x, y, 0.012), (s * (x + 0.11), y - 0.10, 0.02)])
            for x, y in ((0.22, 0.44), (0.36, 0.54 + lift * 0.5), (0.52, 0.64 + lift * 0.8), (0.68, 0.74 + lift))]
        return [
            Part(outline, tone, bulge=0.3),
            Part(lead, lighter(tone, 0.22), bulge=0.2),
            *(shadow(line, 0.3) for line in lines),
        ]

    tail = contour([(-0.11, 0.16), (-0.20, -0.12, 0), (-0.08, -0.16), (0.0, -0.18), (0.08, -0.16), (0.20, -0.12, 0),
        (0.11, 0.16)])
    body = contour([(-0.13, 0.44), (-0.16, 0.28), (-0.11, 0.10), (0.0, 0.04), (0.11, 0.10), (0.16, 0.28), (0.13, 0.44),
        (0.0, 0.52)])
    parts = [
        detail(tail, white, bulge=0.2),
        *(shadow(limb([(x * 0.6, 0.05, 0.01), (x, -0.13, 0.018)]), 0.2) for x in (-0.08, 0.0, 0.08)),
        *wing(-1, darker(coat, 0.1)),
        *wing(1, darker(coat, 0.2)),
        Part(body, coat, bulge=0.6),
        *(detail(limb([(s * 0.07, 0.10, 0.09), (s * 0.09, 0.0, 0.05), (s * 0.085, -0.05, 0.045)]), "#e8b03a",
            bulge=0.4) for s in (-1, 1)),
        *(detail(limb([(s * 0.085 + k, -0.05, 0.024), (s * 0.085 + k * 1.4, -0.095, 0.012)]), "#33282a")
            for s in (-1, 1) for k in (-0.024, 0.0, 0.024)),
        detail(contour([(-0.12, 0.56), (-0.10, 0.66), (0.0, 0.71), (0.10, 0.69), (0.16, 0.61), (0.14, 0.50),
            (0.08, 0.38, 0), (0.03, 0.43), (0.0, 0.36, 0), (-0.04, 0.43), (-0.09, 0.39, 0)]), white, bulge=0.5),
        detail(contour([(0.13, 0.645), (0.20, 0.635), (0.265, 0.59), (0.27, 0.515, 0), (0.225, 0.555), (0.145, 0.56)]),
            "#edb22f", bulge=0.4),
        detail(limb([(0.035, 0.645, 0.014), (0.08, 0.645, 0.022), (0.125, 0.625, 0.012)]), darker(coat, 0.3)),
        detail(ellipse(0.088, 0.618, 0.020, 0.018), "#1c1619"),
    ]
    return standing(parts)
