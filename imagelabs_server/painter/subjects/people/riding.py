"""How somebody sits astride: the figure above the hips, and the one leg that is seen, hanging down the near side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from imagelabs_server.painter.subjects.prelude import *
from imagelabs_server.painter.subjects.subject import Draw, Subject

HIP = 0.46  # of a figure in a robe, whose legs are not drawn


def astride(subject: Subject) -> tuple[Subject, float]:
    """The same person on a mount's back, facing right, and the height of the hips, in the person's heights."""
    hip = hip_of(subject.draw(np.random.default_rng(0)))
    return replace(subject, draw=partial(_seated, subject.draw, hip), facing=True), hip


def hip_of(parts: Sequence[Part]) -> float:
    """How high the hips of a standing figure are: where the tallest part that begins at the ground ends."""
    spans = [(min(y for _, y in p.outline), max(y for _, y in p.outline)) for p in parts]
    legs = [high for low, high in spans if low < 0.10 and 0.25 < high < 0.62]
    return max(legs) - 0.06 if legs else HIP


def _seated(draw: Draw, hip: float, rng: Rng) -> list[Part]:
    standing = draw(rng)
    above = box(-3.0, hip - 0.03, 3.0, 3.0)
    parts: list[Part] = []
    trousers, shoe = "#4a4440", "#2f2c33"
    largest = 0.0
    for part in standing:
        low, high = min(y for _, y in part.outline), max(y for _, y in part.outline)
        reach = high - low
        if low < hip - 0.1 and reach > largest and high < hip + 0.2 and part.alpha == 1:
            largest, trousers = reach, part.colour
        if low < 0.03 and high < 0.12:
            shoe = part.colour
        if high > hip:
            parts.append(replace(part, outline=clipped(part.outline, above)) if low < hip - 0.03 else part)
    knee, foot = (0.13, hip - 0.15), (0.10, hip - 0.36)
    return [
        *parts,
        detail(limb([(0.0, hip + 0.02, 0.15), (*knee, 0.12), (*foot, 0.08)]), trousers, bulge=0.5),
        detail(
            contour([(foot[0] - 0.05, foot[1] - 0.045, 0), (foot[0] + 0.11, foot[1] - 0.045, 0),
                     (foot[0] + 0.08, foot[1]), (foot[0] + 0.03, foot[1] + 0.035), (foot[0] - 0.045, foot[1] + 0.03)]),
            darker(shoe, 0.1), bulge=0.4,
        ),
    ]
