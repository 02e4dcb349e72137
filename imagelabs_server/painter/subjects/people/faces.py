"""Faces that several figures share."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


def face(y: float, r: float, skin: str) -> list[Part]:
    """A face around (0, y): skin, eyes, cheeks, mouth."""
    return [
        detail(ellipse(0.0, y, r, r * 1.15), skin, bulge=0.5),
        *(detail(ellipse(s * r * 0.40, y + r * 0.05, r * 0.13, r * 0.18), "#2a2024") for s in (-1, 1)),
        *(detail(ellipse(s * r * 0.58, y - r * 0.30, r * 0.20, r * 0.14), "#e8807a", alpha=0.5) for s in (-1, 1)),
        detail(limb([(-r * 0.28, y - r * 0.52, r * 0.09), (0.0, y - r * 0.64, r * 0.14),
            (r * 0.28, y - r * 0.52, r * 0.09)]), "#a8404a"),
    ]
