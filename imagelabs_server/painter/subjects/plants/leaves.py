"""Leaves that flowers and fruit share."""

from __future__ import annotations

from imagelabs_server.painter.subjects.prelude import *


def leaf(x: float, y: float, length: float, turn: float, colour: str = "#5d9a48") -> list[Part]:
    """A leaf with its midrib, growing from (x, y) in the direction of `turn`."""
    blade = contour([(0.0, 0.0, 0), (length * 0.35, length * 0.20), (length * 0.75, length * 0.13), (length, 0.0, 0),
        (length * 0.75, -length * 0.12), (length * 0.35, -length * 0.16)])
    under = contour([(0.0, 0.0, 0), (length * 0.5, 0.0), (length, 0.0, 0), (length * 0.75, -length * 0.12),
        (length * 0.35, -length * 0.16)])
    return [
        detail(placed(blade, x, y, turn=turn), colour, bulge=0.4),
        shadow(placed(under, x, y, turn=turn), 0.2),
    ]
