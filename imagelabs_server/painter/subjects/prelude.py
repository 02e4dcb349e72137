"""What a drawing is made with; a module of drawings begins with `from …subjects.prelude import *`."""

from __future__ import annotations

from imagelabs_server.painter.subjects.parts import Part, detail, glass, light, put, shadow, sheen, standing
from imagelabs_server.painter.subjects.shapes import (
    Corner,
    Point,
    box,
    clipped,
    contour,
    ellipse,
    limb,
    mirrored,
    placed,
    ring,
)
from imagelabs_server.painter.subjects.subject import Rng, subject
from imagelabs_server.painter.subjects.tones import blend, darker, lighter, pick

__all__ = [
    "Corner",
    "Part",
    "Point",
    "Rng",
    "blend",
    "box",
    "clipped",
    "contour",
    "darker",
    "detail",
    "ellipse",
    "glass",
    "light",
    "lighter",
    "limb",
    "mirrored",
    "pick",
    "placed",
    "put",
    "ring",
    "shadow",
    "sheen",
    "standing",
    "subject",
]
