"""Wheels."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


def wheel(x: float, r: float, hub: str = "#c8ccd2") -> list[Part]:
    """A wheel that stands on the ground at `x`."""
    return [
        detail(ellipse(x, r, r, r), "#28262e", bulge=0.4),
        detail(ellipse(x, r, r * 0.58, r * 0.58), hub, bulge=0.5),
        detail(ring(x, r, r * 0.44, r * 0.30), darker(hub, 0.25), bulge=0.1),
        detail(ellipse(x, r, r * 0.16, r * 0.16), darker(hub, 0.4), bulge=0.4),
    ]
